from __future__ import annotations

from datetime import UTC, datetime

from closewatch.ledger.case import case_in_memory
from closewatch.ledger.views.bylines import Byline, bylines_of, numbers_of, wordings_of
from closewatch.ledger.views.days import report_days
from closewatch.ledger.views.news import news_since, problem_counts
from closewatch.ledger.views.questions import questions
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.record import to_plain
from tests.ledger.conftest import AT, Telling


def test_values_are_found_with_the_words_and_the_report_they_stand_in(tell: Telling) -> None:
    kyiv = tell("Kyiv", 300, publisher="The Harbour Gazette", via=("Lantern Weekly",))
    tables = tell.case.tables
    assert bylines_of(tables, [kyiv.report.id, "re:0"]) == {kyiv.report.id: Byline("The Harbour Gazette", "2025-01-13", None)}
    said = wordings_of(tables, [kyiv.statement.id])[kyiv.statement.id]
    assert (said.report, said.words, said.day, said.via) == (kyiv.report.id, "300 soldiers in Russia", "2025-01-13", ("Lantern Weekly",))
    assert said.speaker
    assert said.speaker.name == "Kyiv"
    number = numbers_of(tables, [kyiv.figure.id])[kyiv.figure.id]
    assert (number.report, number.statement, number.words) == (kyiv.report.id, kyiv.statement.id, "300")


def test_nothing_asked_for_is_nothing_found() -> None:
    tables = case_in_memory("Empty", "person:tester", AT).tables
    assert not any((bylines_of(tables, []), wordings_of(tables, ["st:0"]), numbers_of(tables, ["fi:0"]), report_days(tables)))


def test_reports_are_counted_by_day_for_the_case_a_question_and_an_actor(tell: Telling) -> None:
    tell("Kyiv", 300, published="2025-01-13")
    tell("Kyiv", 400, published="2025-01-13", measure="wounded")
    tell("Seoul", 700, published="2025-02-01")
    tables = tell.case.tables
    killed = next(question for question in questions(tables) if question.key.measure == "killed")
    seoul = next(origin.actor.id for claim in killed.claims for origin in claim.origins if origin.actor.name == "Seoul")
    assert report_days(tables) == {"2025-01-13": 2, "2025-02-01": 1}
    assert report_days(tables, killed.id) == {"2025-01-13": 1, "2025-02-01": 1}
    assert report_days(tables, actor=seoul) == {"2025-02-01": 1}
    assert report_days(tables, killed.id, seoul) == {"2025-02-01": 1}


def test_news_are_what_came_after_an_entry_and_not_by_oneself(tell: Telling) -> None:
    first = tell("Kyiv", 300)
    before = tell.case.head().seq
    tell("Seoul", 700)
    for by in ("person:anna", "person:rob", "person:Rob "):
        at = datetime(2025, 3, 1, 9, len(by), tzinfo=UTC)
        decision = Decision(first.statement.id, Verdict.NOTE, by, at, "seen")
        tell.case.record((), (Draft(EntryKind.DECISION, by, at, to_plain(decision)),))
    news = news_since(tell.case.tables, before, "person:Anna")
    assert (news.reports, news.drifts) == (1, 0)
    assert [count for _, count in news.decisions] == [2]
    assert news_since(tell.case.tables, tell.case.head().seq, "person:anna").reports == 0
    assert problem_counts(tell.case.tables) == ()
