"""The line puts everything on the record in order, once, and goes on past whatever is broken."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from closewatch.capture.limits import Limits
from closewatch.capture.take import take
from closewatch.capture.taken import Taken
from closewatch.desk.line import Step, Tools, decide, read_only, take_in
from closewatch.desk.workers import Here, Pool, Workers
from closewatch.ledger.case import Case, case_in_memory, create_case, open_case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.lists import Wanted, problems, reports
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Verdict
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report, Span
from closewatch.terms.statement import Manner, Stance, Statement
from closewatch.terms.trouble import Problem

AT = datetime(2025, 1, 13, tzinfo=UTC)


def read_first_word(report: Report) -> Reading:
    """A reader that is right about nothing but obeys the contract."""
    word = report.span(0, report.text.index(" "))
    return Reading(report.id, "first-word", (Statement(report.id, (), (), (word,), Manner.INDIRECT, Stance.ASSERTS),))


def read_for_ever(report: Report) -> Reading:
    """A reader that hangs on one report."""
    if "hang" in report.text:
        time.sleep(600)
    return read_first_word(report)


def read_and_die(report: Report) -> Reading:
    """A reader whose process is gone in the middle of one report."""
    if "die" in report.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_first_word(report)


def read_too_much(report: Report) -> Reading:
    """A reader that wants more memory than there is."""
    if "much" in report.text:
        return Reading("x" * 10**10, "never")
    return read_first_word(report)


def read_what_is_not_there(report: Report) -> Reading:
    """A reader that makes words up."""
    made_up = Span(0, 9, "invention")  # noqa: F841 - what follows is the breach
    statement = Statement(report.id, (), (), (Span(0, 9, "invention"),), Manner.INDIRECT, Stance.ASSERTS)
    return Reading(report.id, "liar", (statement,))


def read_and_raise(report: Report) -> Reading:
    """A reader that breaks its contract."""
    raise KeyError("colour")


@pytest.fixture
def case() -> Case:
    return case_in_memory("t", "person:a", AT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, words in (("a", "first words here"), ("b", "second words here"), ("c", "third words here")):
        (tmp_path / f"{name}.txt").write_text(words + ", and some more of them to be read.")
    return tmp_path


@pytest.fixture
def pool() -> Iterator[Workers]:
    made = Pool(2, Limits(seconds=3))
    yield made
    made.close()


def tools(workers: Workers | None = None, **given: object) -> Tools:
    return Tools(by="person:a", workers=workers or Here(), clock=lambda: AT, **{"reader": read_first_word, **given})  # type: ignore[arg-type]


def added(case: Case, folder: Path, given: Tools) -> list[Step]:
    return list(take_in(case, take(str(folder), "person:a", lambda: AT), given))


def test_reports_are_recorded_in_the_order_they_were_given(case: Case, folder: Path) -> None:
    steps = added(case, folder, tools())
    assert [Path(step.source).name for step in steps] == ["a.txt", "b.txt", "c.txt"]
    assert [entry.kind for entry in case.store.entries()][1:4] == ["capture", "reading", "links"]
    assert list(verify(case)) == []


def test_what_is_held_is_passed_over(case: Case, folder: Path) -> None:
    added(case, folder, tools())
    head = case.head()
    assert {step.state for step in added(case, folder, tools())} == {"held"}
    assert case.head() == head


def test_the_same_bytes_in_two_places_are_one_report_with_two_captures(case: Case, folder: Path) -> None:
    (folder / "z.txt").write_bytes((folder / "a.txt").read_bytes())
    added(case, folder, tools())
    assert sorted(len(listed.captures) for listed in reports(case.tables, Wanted())) == [1, 1, 2]
    assert len(list(case.store.digests())) == 3


@pytest.mark.parametrize(
    ("reader", "word", "code"),
    [
        (read_for_ever, "hang", "capture.too-slow"),
        (read_and_die, "die", "capture.died"),
        (read_too_much, "much", "capture.too-heavy"),
    ],
)
def test_an_original_that_hangs_or_kills_its_worker_is_a_problem_and_the_rest_goes_on(
    case: Case, folder: Path, pool: Workers, reader: object, word: str, code: str
) -> None:
    (folder / "b.txt").write_text(f"Please {word} here, in the middle of the batch.")
    steps = added(case, folder, tools(pool, reader=reader))
    assert [step.state for step in steps][::2] == ["new", "new"]
    assert [problem.code for problem in problems(case.tables, Wanted())] == [code]
    assert list(verify(case)) == []


@pytest.mark.parametrize(("reader", "code"), [(read_what_is_not_there, "reading.not-verbatim"), (read_and_raise, "reading.failed")])
def test_a_reader_that_breaks_its_contract_is_named_and_its_words_do_not_enter(case: Case, folder: Path, reader: object, code: str) -> None:
    added(case, folder, tools(reader=reader))
    assert {problem.code for problem in problems(case.tables, Wanted())} == {code}
    assert case.tables.execute("SELECT count(*) FROM statements").fetchone() == (0,)
    assert len(list(reports(case.tables, Wanted()))) == 3


def test_a_source_that_is_not_there_is_on_the_record_once(case: Case, tmp_path: Path) -> None:
    for _ in range(2):
        steps = added(case, tmp_path / "missing.txt", tools())
        assert [step.state for step in steps] == ["problem"]
    assert len(list(problems(case.tables, Wanted()))) == 1


def test_reading_without_a_case_records_nothing_and_finds_the_same(case: Case, folder: Path) -> None:
    found = [step.worked.reading for step in read_only(take(str(folder), "person:a", lambda: AT), tools())]
    recorded = [step.worked.reading for step in added(case, folder, tools())]
    assert found == recorded


def test_a_decision_is_on_the_record_under_the_name_of_who_made_it(case: Case, folder: Path) -> None:
    added(case, folder, tools())
    ((identity,), *_) = case.tables.execute("SELECT id FROM statements ORDER BY id").fetchall()
    entry = decide(case, make_decision(case, identity, Verdict.ACCEPT, "person:reviewer-1", AT, reason="read twice"))
    assert (entry.kind, entry.by) == ("decision", "person:reviewer-1")
    assert list(verify(case)) == []


def test_a_source_given_twice_in_one_go_is_recorded_once(case: Case, folder: Path) -> None:
    items = [*take(str(folder), "person:a", lambda: AT)] * 2
    states = [step.state for step in take_in(case, items, tools())]
    assert states == ["new"] * 3 + ["held"] * 3
    assert [entry.kind for entry in case.store.entries()].count("capture") == 3


def test_what_another_process_recorded_meanwhile_is_not_recorded_again(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    kursk = tmp_path_factory.mktemp("cases") / "kursk"
    with create_case(kursk, "t", "person:a", AT) as one, open_case(kursk) as two:

        def overtaken() -> Iterator[Taken | Problem]:
            yield from take(str(folder), "person:a", lambda: AT)
            assert {step.state for step in added(two, folder, tools())} == {"new"}

        assert {step.state for step in take_in(one, overtaken(), tools())} == {"held"}
        assert one.head() == two.head()
        assert list(verify(one)) == []
