"""Lawful destruction takes words and bytes away for good, says who did it and why, and leaves a case that verifies."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from closewatch.capture.take import take
from closewatch.desk.line import Tools, decide, destroy, merge, take_in
from closewatch.ledger.case import Case, create_case, open_case
from closewatch.ledger.destruction import plan
from closewatch.ledger.verify import verify
from closewatch.ledger.views.questions import questions
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Verdict
from closewatch.terms.entry import EntryKind
from closewatch.terms.trouble import CaseError

from .conftest import AT, REPORTS, read_pay
from .test_commands import Output, run

TOOLS = Tools(by="person:keeper", reader=read_pay, clock=lambda: AT)


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    # The same letter once more, in another outlet: what is said of both is linked by words of both.
    (folder / "4.txt").write_text(REPORTS["2.txt"].replace("Meridian Wire", "The Ferry Post"), "utf-8")
    return folder


@pytest.fixture
def case(tmp_path: Path, originals: Path) -> Iterator[Case]:
    with create_case(tmp_path / "case", "Pay", "person:a", AT) as made:
        for _ in take_in(made, take(str(originals), "person:a", lambda: AT), TOOLS):
            pass
        yield made


def report_from(case: Case, name: str) -> str:
    row = case.tables.execute("SELECT report FROM captures WHERE source LIKE ? AND report IS NOT NULL", (f"%{name}",)).fetchone()
    return str(row[0])


def words_on_disk(case: Case, words: str) -> list[str]:
    """The files of the case that hold words, in whatever page of them."""
    assert case.folder is not None
    files = [path for path in case.folder.rglob("*") if path.is_file()]
    return [path.name for path in files if words.encode() in path.read_bytes()]


def test_a_report_goes_with_every_word_of_it_and_the_case_verifies(case: Case) -> None:
    report, before = report_from(case, "2.txt"), case.head()
    assert words_on_disk(case, "Chung wrote")
    other = report_from(case, "4.txt")
    destroy(case, plan(case, report), TOOLS, "order of the court")
    destroy(case, plan(case, other), TOOLS, "order of the court")
    assert words_on_disk(case, "Chung wrote") == []
    assert list(verify(case, before.digest)) == []
    assert [claim.wording for question in questions(case.tables) for claim in question.claims] == ["2,000"]
    kinds = [entry for entry in case.store.entries() if entry.kind == EntryKind.DESTRUCTION]
    assert [(entry.by, entry.body["reason"], entry.body["on"]) for entry in kinds] == [
        ("person:keeper", "order of the court", report),
        ("person:keeper", "order of the court", other),
    ]


def test_what_other_reports_say_stays_and_their_links_are_found_again(case: Case) -> None:
    gone, stays = report_from(case, "2.txt"), report_from(case, "4.txt")
    linked = case.tables.execute("SELECT count(*) FROM links WHERE report = ?", (stays,)).fetchone()[0]
    assert linked
    destruction = plan(case, gone)
    assert stays in destruction.linked_again
    destroy(case, destruction, TOOLS, "consent withdrawn")
    assert case.report(stays).text.startswith("A letter home")
    assert list(verify(case)) == []
    dangling = "SELECT count(*) FROM links WHERE state <> 'gone' AND value LIKE ?"
    assert case.tables.execute(dangling, (f"%{gone}%",)).fetchone()[0] == 0


def test_an_original_alone_can_go_and_its_words_stay(case: Case) -> None:
    (digest,) = case.tables.execute("SELECT digest FROM captures WHERE source LIKE '%1.txt'").fetchone()
    destroy(case, plan(case, digest), TOOLS, "licence ended")
    assert digest not in list(case.store.digests())
    assert list(verify(case)) == []
    assert "earn $2,000" in case.report(report_from(case, "1.txt")).text


def test_an_original_that_came_back_is_named(case: Case) -> None:
    (digest,) = case.tables.execute("SELECT digest FROM captures WHERE source LIKE '%1.txt'").fetchone()
    data = case.store.get(digest)
    destroy(case, plan(case, digest), TOOLS, "licence ended")
    assert case.folder is not None
    shelf = case.folder / "vault" / digest.removeprefix("sha256:")[:2]
    shelf.mkdir(exist_ok=True)
    (shelf / digest.removeprefix("sha256:")).write_bytes(data)
    assert [fault.code for fault in verify(case)] == ["original.not-destroyed"]


def test_what_was_destroyed_is_not_taken_in_again(case: Case, originals: Path) -> None:
    destroy(case, plan(case, report_from(case, "1.txt")), TOOLS, "order of the court")
    steps = list(take_in(case, take(str(originals), "person:a", lambda: AT), TOOLS))
    assert [(step.state, [problem.code for problem in step.worked.problems]) for step in steps if step.state != "held"] == [
        ("problem", ["capture.destroyed"])
    ]
    assert list(verify(case)) == []


def test_a_merge_does_not_bring_back_what_was_destroyed(case: Case, tmp_path: Path) -> None:
    assert case.folder is not None
    extra = tmp_path / "extra.txt"
    extra.write_text(REPORTS["2.txt"].replace("$100", "$130"), "utf-8")
    case.tables.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(case.folder, tmp_path / "other")
    with open_case(tmp_path / "other") as other:
        for one in (case, other):
            list(take_in(one, take(str(extra), "person:b", lambda: AT), TOOLS))
        destroy(case, plan(case, report_from(case, "extra.txt")), TOOLS, "order of the court")
        list(merge(case, other, TOOLS))
    assert words_on_disk(case, "earn $130") == []
    assert list(verify(case)) == []


def test_a_decision_on_what_is_gone_stays_without_harm(case: Case) -> None:
    report = report_from(case, "2.txt")
    (statement,) = case.tables.execute("SELECT id FROM statements WHERE report = ?", (report,)).fetchone()
    for verdict, fields in ((Verdict.ACCEPT, ()), (Verdict.CORRECT, ("stance=denies",))):
        decide(case, make_decision(case, statement, verdict, "person:b", AT, reason="read", other=None, fields=fields, grade=None))
    destroy(case, plan(case, report), TOOLS, "order of the court")
    assert list(verify(case)) == []
    case.rebuild()
    assert list(verify(case)) == []


def test_the_reason_of_a_decision_can_go_alone(case: Case) -> None:
    (statement,) = case.tables.execute("SELECT id FROM statements LIMIT 1").fetchone()
    note = make_decision(case, statement, Verdict.NOTE, "person:b", AT, reason="her name is given away", other=None, fields=(), grade=None)
    entry = decide(case, note)
    destroy(case, plan(case, str(entry.seq)), TOOLS, "a name")
    assert words_on_disk(case, "her name is given away") == []
    assert list(verify(case)) == []


def test_the_words_of_a_report_do_not_go_piece_by_piece(case: Case) -> None:
    with pytest.raises(CaseError, match="go with it"):
        plan(case, "2")
    with pytest.raises(CaseError, match="found none"):
        plan(case, "sha256:" + "0" * 64)


def test_the_command_says_what_went_and_wants_a_reason(case: Case, capsys: Output) -> None:
    assert case.folder is not None
    report = report_from(case, "1.txt")
    code, _, err = run(capsys, "destroy", case.folder, report, "--by", "keeper")
    assert code == 2
    assert "--reason" in err
    code, _, err = run(capsys, "destroy", case.folder, report, "--by", "keeper", "--reason", "order of the court")
    assert code == 0
    assert "destroyed 1 original, the words of 3 entries" in err
    assert run(capsys, "verify", case.folder)[0] == 0
