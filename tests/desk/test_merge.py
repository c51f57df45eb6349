"""Two copies of a case that were worked on apart are brought together: every decision is kept, and the latest one wins."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from closewatch.capture.take import take
from closewatch.desk.line import Tools, decide, merge, read_again, take_in
from closewatch.ledger.case import Case, create_case, open_case
from closewatch.ledger.merging import Merged, decided_apart
from closewatch.ledger.verify import verify
from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.questions import questions
from closewatch.ledger.views.values import value_of
from closewatch.publish.questions import question_shape
from closewatch.review.agreement import agreement
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Verdict
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.statement import Stance
from closewatch.terms.trouble import CaseError, ClosewatchError, JournalError

from .conftest import AT, read_pay
from .test_commands import Output, run

TOOLS = Tools(by="person:merger", reader=read_pay, clock=lambda: AT + timedelta(days=9))


@pytest.fixture
def copies(kursk: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A case and a copy of its folder."""
    return kursk, Path(shutil.copytree(kursk, tmp_path / "copy"))


def ids(case: Case, table: str) -> list[str]:
    return [row[0] for row in case.tables.execute(f"SELECT id FROM {table} WHERE state = 'read' ORDER BY id")]


def judge(case: Case, by: str, at: datetime, on: str, verdict: Verdict, **given: Any) -> str:
    made = make_decision(case, on, verdict, f"person:{by}", at, **given)
    decide(case, made)
    return made.id


def add(case: Case, folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    tools = replace(TOOLS, by="person:adder", clock=lambda: AT + timedelta(days=1))
    for step in take_in(case, take(str(folder / name), "person:adder", lambda: AT), tools):
        assert step.state == "new", step


def views(case: Case) -> dict[str, Any]:
    """What a case says, without the numbers of its entries."""
    tables = case.tables
    actors = tables.execute("SELECT id FROM actors").fetchall()
    return {
        "statements": tables.execute("SELECT id, value, review, state FROM statements ORDER BY id").fetchall(),
        "figures": tables.execute("SELECT id, value, review, state FROM figures ORDER BY id").fetchall(),
        "members": tables.execute("SELECT figure, claim, denied, actor FROM members WHERE until_seq IS NULL ORDER BY 1").fetchall(),
        "links": tables.execute("SELECT id, withdrawn FROM links WHERE state <> 'gone' ORDER BY id").fetchall(),
        "decisions": tables.execute("SELECT id, withdrawn FROM decisions ORDER BY id").fetchall(),
        "judged": tables.execute("SELECT * FROM judged ORDER BY id").fetchall(),
        "actors": sorted((actor, component_of(tables, actor)) for (actor,) in actors),
        "questions": [question_shape(question) for question in questions(tables)],
    }


@contextmanager
def both(one: Path, other: Path) -> Iterator[tuple[Case, Case]]:
    with open_case(one) as here, open_case(other) as there:
        yield here, there


def merged(here: Path, other: Path) -> list[Merged]:
    with both(here, other) as (case, copy):
        return list(merge(case, copy, TOOLS))


def test_every_decision_of_both_copies_is_kept_and_the_latest_one_wins(copies: tuple[Path, Path]) -> None:
    with both(*copies) as (here, there):
        first, second = ids(here, "figures")
        ours = judge(here, "a", AT + timedelta(hours=2), first, Verdict.ACCEPT)
        theirs = judge(there, "b", AT + timedelta(hours=1), first, Verdict.REJECT)
        late = judge(there, "b", AT + timedelta(hours=3), second, Verdict.REJECT)
        early = judge(here, "a", AT + timedelta(hours=2), second, Verdict.ACCEPT)
        list(merge(here, there, TOOLS))
        assert (value_of(here.tables, first).review, value_of(here.tables, second).review) == ("accepted", "rejected")
        kept = {row[0] for row in here.tables.execute("SELECT id FROM decisions")}
        assert kept == {ours, theirs, late, early}
        entry = next(entry for entry in here.store.entries() if entry.kind == "decision" and entry.body["verdict"] == "reject")
        assert (entry.by, entry.at) == ("person:b", "2025-01-13T10:00:00.000000Z")
        assert list(verify(here)) == []


def test_new_reports_come_with_their_originals_and_are_linked_with_what_is_held_here(copies: tuple[Path, Path], tmp_path: Path) -> None:
    text = "Title: Again\nOutlet: Meridian Wire\nDate: 2025-02-01\n\nThe service said that soldiers in Russia earn $2,000 a month.\n"
    with open_case(copies[1]) as there:
        add(there, tmp_path / "more", "4.txt", text)
    assert [len(one.entries) for one in merged(*copies)] == [3]
    with open_case(copies[0]) as here:
        (capture,) = [row[0] for row in here.tables.execute("SELECT digest FROM captures ORDER BY seq DESC LIMIT 1")]
        assert here.store.get(capture) == text.encode()
        entry = [entry for entry in here.store.entries() if entry.kind == "capture"][-1]
        assert entry.by == "person:adder"
        assert list(verify(here)) == []


def test_merging_twice_changes_nothing(copies: tuple[Path, Path], tmp_path: Path) -> None:
    with open_case(copies[1]) as there:
        add(there, tmp_path / "more", "4.txt", "Outlet: Wire\nDate: 2025-02-01\n\nChung wrote that soldiers in Russia earn $100 a month.\n")
        list(read_again(there, replace(TOOLS, reader=read_more)))
        judge(there, "b", AT, ids(there, "statements")[0], Verdict.NOTE, reason="seen")
        judge(there, "b", AT, ids(there, "figures")[-1], Verdict.REJECT)
    assert merged(*copies)
    with open_case(copies[0]) as here:
        head = here.head()
    assert merged(*copies) == []
    with open_case(copies[0]) as here:
        assert here.head() == head
        assert list(verify(here)) == []


def test_a_merge_that_was_stopped_goes_on_from_there(copies: tuple[Path, Path], tmp_path: Path) -> None:
    whole = Path(shutil.copytree(copies[0], tmp_path / "whole"))
    with open_case(copies[1]) as there:
        add(there, tmp_path / "more", "4.txt", "Outlet: Wire\nDate: 2025-02-01\n\nChung wrote that soldiers in Russia earn $100 a month.\n")
        for identity in ids(there, "figures"):
            judge(there, "b", AT, identity, Verdict.REJECT)
    with both(*copies) as (here, there):
        next(merge(here, there, TOOLS))
    merged(*copies)
    merged(whole, copies[1])
    with both(copies[0], whole) as (one, other):
        assert views(one) == views(other)


@pytest.mark.parametrize("seed", range(6))
def test_merging_both_ways_gives_the_same_views(copies: tuple[Path, Path], tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    for number, folder in enumerate(copies):
        with open_case(folder) as case:
            pay = chance.choice(["$100", "$300", "$2,000"])
            text = f"Outlet: Wire {number}\nDate: 2025-02-0{1 + number}\n\nChung wrote that soldiers in Russia earn {pay} a month.\n"
            add(case, tmp_path / f"more{number}", f"{number}.txt", text)
            same = "Outlet: Wire\nDate: 2025-02-03\n\nThe service said that soldiers in Russia earn $2,000 a month. It is cold.\n"
            add(case, tmp_path / (f"same{number}" if seed % 2 else "same"), "same.txt", same)
            decide_by_chance(case, chance, f"r{number}")
    one, other = (Path(shutil.copytree(folder, tmp_path / f"m{folder.name}")) for folder in copies)
    merged(one, copies[1])
    merged(other, copies[0])
    with both(one, other) as (left, right):
        assert views(left) == views(right)
        assert list(verify(left)) == [] == list(verify(right))


def decide_by_chance(case: Case, chance: Random, by: str) -> None:
    made: list[str] = []
    for _ in range(25):
        statements, figures, actors = (ids(case, table) for table in ("statements", "figures", "actors"))
        claims = sorted({row[0] for row in case.tables.execute("SELECT id FROM claims")})
        amount = str(chance.choice([5, 100, 2000]))
        choices: list[tuple[str, Verdict, dict[str, Any]]] = [
            (chance.choice(statements), chance.choice([Verdict.ACCEPT, Verdict.REJECT]), {}),
            (chance.choice(figures), chance.choice([Verdict.ACCEPT, Verdict.REJECT, Verdict.SPLIT]), {}),
            (chance.choice(figures), Verdict.CORRECT, {"fields": [f"low={amount}", f"best={amount}", f"high={amount}"]}),
            (chance.choice(figures), Verdict.CORRECT, {"fields": [f"high={amount}"]}),
            (chance.choice(statements), Verdict.CORRECT, {"fields": [chance.choice(["speaker=", "kind=body", "stance=denies"])]}),
            (chance.choice(actors), chance.choice([Verdict.MERGE, Verdict.SPLIT]), {"other": chance.choice(actors)}),
            (chance.choice(claims), chance.choice([Verdict.MERGE, Verdict.SPLIT]), {"other": chance.choice(claims)}),
            *((identity, Verdict.WITHDRAW, {}) for identity in chance.sample(made, min(2, len(made)))),
        ]
        on, verdict, given = chance.choice(choices)
        try:
            made.append(judge(case, by, AT + timedelta(minutes=chance.randrange(600)), on, verdict, **given))
        except ClosewatchError:
            continue


def read_more(report: Report) -> Reading:
    """A better reader: it finds a statement of the letter that the other one missed."""
    reading = read_pay(report)
    start = report.text.find("that he was there")
    if start < 0:
        return reading
    (said,) = reading.statements
    return replace(reading, read_by="better", statements=(said, replace(said, content=(report.span(start, start + 17),), read_by="better")))


def test_a_decision_on_what_is_not_here_is_kept_and_named(copies: tuple[Path, Path], capsys: Output) -> None:
    with both(*copies) as (here, there):
        assert any(again.state == "changed" for again in read_again(there, replace(TOOLS, reader=read_more)))
        (new,) = set(ids(there, "statements")) - set(ids(here, "statements"))
        judge(there, "b", AT, new, Verdict.ACCEPT)
    code, _, err = run(capsys, "merge", *copies)
    assert code == 0
    assert f"problem merge.no-value: wanted the value of a decision of another copy, found no {new}" in err
    with open_case(copies[0]) as here:
        assert here.tables.execute("SELECT count(*) FROM decisions").fetchone() == (1,)
        assert list(verify(here)) == []
        list(read_again(here, replace(TOOLS, reader=read_more)))
        assert value_of(here.tables, new).review == "accepted"
        assert list(verify(here)) == []


def test_a_correction_that_no_longer_fits_is_kept_and_passed_over(copies: tuple[Path, Path]) -> None:
    with both(*copies) as (here, there):
        statement = ids(here, "statements")[0]
        judge(here, "a", AT + timedelta(hours=1), statement, Verdict.CORRECT, fields=["speaker="])
        judge(there, "b", AT + timedelta(hours=2), statement, Verdict.CORRECT, fields=["kind=group", "stance=warns"])
        list(merge(here, there, TOOLS))
        assert value_of(here.tables, statement).value.speaker is None
        assert value_of(here.tables, statement).value.stance is not Stance.WARNS
        assert list(verify(here)) == []


def test_agreement_counts_what_was_decided_apart(copies: tuple[Path, Path], capsys: Output) -> None:
    with both(*copies) as (here, there):
        one, two, three = (*ids(here, "figures"), ids(here, "statements")[0])
        for case, by, verdicts in ((here, "a", "accept accept reject"), (there, "b", "accept reject reject")):
            for identity, verdict in zip((one, two, three), verdicts.split(), strict=True):
                judge(case, by, AT, identity, Verdict(verdict))
        found = agreement(*decided_apart(here, there))
        assert (found.number, found.agreed, str(found.kappa)) == (3, 2, "0.40")
    code, out, err = run(capsys, "merge", *copies)
    assert code == 0
    assert out.splitlines() == [
        "3 values judged by both this case and the other copy: 2 alike (0.67), Cohen's kappa 0.40",
        "  accept: kappa 0.40",
        "  reject: kappa 0.40",
        f"  {two}: accept by person:a, reject by person:b",
    ]
    assert "came over: 0 captures, 0 readings, 3 decisions, 0 problems" in err
    assert run(capsys, "merge", *copies)[1] == "no value was judged by both this case and the other copy\n"


def test_a_case_that_is_no_copy_is_refused(kursk: Path, tmp_path: Path, capsys: Output) -> None:
    with create_case(tmp_path / "other", "Pay", "person:tester", AT):
        pass
    code, out, err = run(capsys, "merge", kursk, tmp_path / "other")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "wanted a copy of this case, found one that began otherwise" in err


def test_a_copy_whose_journal_was_altered_is_refused(copies: tuple[Path, Path], capsys: Output) -> None:
    with open_case(copies[1]) as there:
        judge(there, "b", AT, ids(there, "figures")[0], Verdict.REJECT)
    with sqlite3.connect(copies[1] / "ledger.db") as database:
        database.execute("DROP TRIGGER bodies_stay")
        database.execute("UPDATE bodies SET body = replace(body, 'reject', 'accept') WHERE seq = (SELECT max(seq) FROM bodies)")
    with open_case(copies[0]) as here:
        head = here.head()
    code, out, err = run(capsys, "merge", *copies)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "wanted a copy whose journal holds, found journal.altered" in err
    with both(*copies) as (here, there):
        assert here.head() == head
        with pytest.raises(JournalError):
            list(merge(here, there, TOOLS))
        with pytest.raises(CaseError), create_case(copies[0].parent / "new", "Pay", "person:tester", AT) as new:
            list(merge(new, there, TOOLS))


@pytest.mark.parametrize("kind", [EntryKind.DECISION, EntryKind.PROBLEM])
def test_an_entry_that_cannot_be_read_is_refused_in_one_line(copies: tuple[Path, Path], capsys: Output, kind: EntryKind) -> None:
    with open_case(copies[1]) as there:
        there.store.record((), lambda: (Draft(kind, "person:b", AT, {"on": 3}),), lambda tables, entry: None)
    code, out, err = run(capsys, "merge", *copies)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "wanted entries that can be read" in err


def of_the_last_report(case: Case, **changed: Any) -> dict[str, Any]:
    """The reading of the report that came last, otherwise."""
    entry = [entry for entry in case.store.entries() if entry.kind == EntryKind.READING][-1]
    return {**entry.body, **changed}


def endless(case: Case) -> dict[str, Any]:
    """A second reading that says of two actors that each takes the place of the other."""
    report = of_the_last_report(case)["report"]
    one, other = [row[0] for row in case.tables.execute("SELECT id FROM actors WHERE report = ? ORDER BY id", (report,))]
    return of_the_last_report(case, statements=[], figures=[], successors=[[one, other], [other, one]])


def huge(case: Case) -> dict[str, Any]:
    """A second reading with a number that nobody can write out."""
    (figure,) = of_the_last_report(case)["figures"]
    amount = {**figure["amount"], "low": "1E+999999999", "best": None, "high": None}
    return of_the_last_report(case, figures=[{**figure, "amount": amount}], successors=[])


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (EntryKind.LINKS, lambda case: {"links": []}),
        (EntryKind.LINKS, lambda case: {"report": "re:none", "links": [], "again": True}),
        (EntryKind.LINKS, lambda case: {"report": of_the_last_report(case)["report"], "links": [], "withdrawn": 3}),
        (EntryKind.READING, lambda case: of_the_last_report(case, successors=5)),
        (EntryKind.READING, lambda case: of_the_last_report(case, successors=[["one"]])),
        (EntryKind.READING, endless),
        (EntryKind.READING, huge),
    ],
)
def test_an_entry_that_cannot_be_added_up_is_refused_in_one_line_and_what_came_before_it_stays(
    copies: tuple[Path, Path], tmp_path: Path, capsys: Output, kind: EntryKind, body: Callable[[Case], Any]
) -> None:
    with open_case(copies[1]) as there:
        add(there, tmp_path / "more", "4.txt", "Outlet: Wire\nDate: 2025-02-01\n\nChung wrote that soldiers in Russia earn $100 a month.\n")
        bad = body(there)
        there.store.record((), lambda: (Draft(kind, "person:b", AT, bad),), lambda tables, entry: None)
    code, out, err = run(capsys, "merge", *copies)
    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith("closewatch: wanted ")
    with open_case(copies[0]) as here:
        assert list(verify(here)) == []


def test_a_copy_that_lost_an_original_is_refused(copies: tuple[Path, Path], tmp_path: Path, capsys: Output) -> None:
    with open_case(copies[1]) as there:
        add(there, tmp_path / "more", "4.txt", "Outlet: Wire\nDate: 2025-02-01\n\nChung wrote that soldiers in Russia earn $100 a month.\n")
        digest = there.tables.execute("SELECT digest FROM captures ORDER BY seq DESC LIMIT 1").fetchone()[0].removeprefix("sha256:")
    original = copies[1] / "vault" / digest[:2] / digest
    original.chmod(0o644)
    original.write_text("other words")
    code, out, err = run(capsys, "merge", *copies)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "wanted the original" in err
    with open_case(copies[0]) as here:
        assert list(verify(here)) == []


def test_a_second_reviewer_in_the_other_copy_is_a_second_reviewer(copies: tuple[Path, Path]) -> None:
    with open_case(copies[0]) as here:
        (question,) = questions(here.tables)
        judge(here, "keeper", AT, question.id, Verdict.REQUIRE)
    states: Sequence[str] = ("waits", "agreed")
    with both(*copies) as (here, there):
        list(merge(there, here, TOOLS))
        first = ids(here, "figures")[0]
        judge(here, "a", AT, first, Verdict.ACCEPT)
        judge(there, "b", AT + timedelta(hours=1), first, Verdict.ACCEPT)
        before = here.tables.execute("SELECT state FROM judged").fetchone()[0]
        list(merge(here, there, TOOLS))
        assert (before, here.tables.execute("SELECT state FROM judged").fetchone()[0]) == states


def test_a_merge_that_is_killed_leaves_both_cases_whole_and_goes_on(copies: tuple[Path, Path]) -> None:
    with both(*copies) as (here, there):
        before = here.head().seq
        figure = ids(there, "figures")[0]
        for number in range(300):
            judge(there, "b", AT + timedelta(seconds=number), figure, Verdict.NOTE, reason=f"seen {number}")
        expected = there.head().seq
    words = [sys.executable, "-m", "closewatch", "merge", *map(str, copies)]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with sqlite3.connect(f"file:{copies[0] / 'ledger.db'}?mode=ro", uri=True) as database:
        while running.poll() is None and database.execute("SELECT max(seq) FROM entries").fetchone()[0] <= before:
            pass
    running.kill()
    running.wait()
    database.close()
    with open_case(copies[0]) as here:
        assert list(verify(here)) == []
    merged(*copies)
    with open_case(copies[0]) as here:
        assert here.head().seq == expected
        assert list(verify(here)) == []
