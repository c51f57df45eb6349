"""What is worth an alert and what is not, on cases of a few sentences each; the sample case as a whole is in test_notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from closewatch.ledger.bodies import capture_body, links_body, polls_body, reading_body
from closewatch.ledger.case import Case, case_in_memory
from closewatch.linking.actors import link_actors
from closewatch.terms.actor import ActorKind
from closewatch.terms.alert import Alert, AlertKind
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.figure import Standing
from closewatch.terms.reading import Reading
from closewatch.terms.record import to_plain
from closewatch.terms.report import Report, excerpt_of
from closewatch.terms.statement import Basis, Stance
from closewatch.terms.watch import Poll, PollOutcome, Watched, WatchedKind
from closewatch.terms.when import Dated, KnownFrom
from closewatch.watch.noticing.gone import quiet
from closewatch.watch.noticing.notice import notice
from tests.ledger.conftest import AT, Telling, Told, any_case, folder, tell

__all__ = ["any_case", "folder", "tell"]

ONE, OTHER, THIRD = "Harbour Intelligence Service", "Ministry of the Coast", "Border Union"
ADDRESS = "https://gazette.example/toll"


class Desk:
    """Somebody who looks at a case again and again, and each time hears what moved since."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.seen = case.head().seq

    def hear(self) -> tuple[Alert, ...]:
        since, self.seen = self.seen, self.case.head().seq
        return notice(self.case, since, self.seen)


@pytest.fixture
def desk(any_case: Case) -> Desk:
    return Desk(any_case)


def kinds(alerts: tuple[Alert, ...]) -> list[AlertKind]:
    return [alert.kind for alert in alerts]


def test_the_first_answer_to_a_question_moves_nothing(desk: Desk, tell: Telling) -> None:
    tell(ONE, 300)
    assert desk.hear() == ()


def test_somebody_else_who_says_the_same_is_a_possible_origin(desk: Desk, tell: Telling) -> None:
    tell(ONE, 300, publisher="Gazette")
    desk.hear()
    told = tell(OTHER, 300, published="2025-01-15", publisher="Herald")
    (alert,) = desk.hear()
    assert alert.kind is AlertKind.ORIGIN_GAINED
    assert alert.words == f"{OTHER} too gives 300, as {ONE} did: none proved independent, at most 2"
    assert (alert.proved, alert.at_most, alert.actors, alert.reports) == (0, 2, (OTHER,), (told.report.id,))
    assert next(excerpt.report for excerpt in alert.proof) == told.report.id


def test_a_witness_beside_a_witness_is_proved_independent(desk: Desk, tell: Telling) -> None:
    tell("Oleh", 300, basis=Basis.WITNESS, kind=ActorKind.PERSON, publisher="Gazette")
    desk.hear()
    tell("Mira", 300, basis=Basis.WITNESS, kind=ActorKind.PERSON, publisher="Herald", published="2025-01-15")
    (alert,) = desk.hear()
    assert alert.words == "Mira too gives 300, as Oleh did: 2 proved independent, at most 2"
    assert (alert.proved, alert.at_most) == (2, 2)


def test_one_more_of_many_is_told_only_where_it_is_proved(desk: Desk, tell: Telling) -> None:
    for name in ("Oleh", "Mira", "Ruta", "Sena", "Noor"):
        tell(name, 300, kind=ActorKind.PERSON, publisher=f"{name} Post")
    desk.hear()
    tell("Elif", 300, kind=ActorKind.PERSON, publisher="Herald")
    assert desk.hear() == ()
    tell("Bram", 300, kind=ActorKind.PERSON, publisher="Review", basis=Basis.WITNESS)
    tell("Jonas", 300, kind=ActorKind.PERSON, publisher="Wire", basis=Basis.WITNESS)
    (alert,) = desk.hear()
    assert alert.words.startswith("Jonas too gives 300")
    assert alert.proved == 2


def test_the_same_source_in_another_paper_is_no_other_origin(desk: Desk, tell: Telling) -> None:
    tell(ONE, 300, publisher="Gazette")
    tell(OTHER, 300, publisher="Herald")
    desk.hear()
    tell(ONE, 300, publisher="Review", published="2025-01-15")
    assert desk.hear() == ()


def test_a_person_without_a_name_who_tells_no_ground_is_nobody_new(desk: Desk, tell: Telling) -> None:
    tell(ONE, 300, publisher="Gazette")
    desk.hear()
    tell("A shopkeeper", 300, publisher="Herald", kind=ActorKind.PERSON, named=False)
    assert desk.hear() == ()


def test_a_figure_without_a_day_of_its_own_only_recalls(desk: Desk, tell: Telling) -> None:
    tell(ONE, 300, publisher="Gazette")
    tell(THIRD, 900, publisher="Review", published="2025-01-10")
    desk.hear()
    tell(OTHER, 300, publisher="Herald", published="2025-06-15", dated=False)
    assert desk.hear() == ()


def test_a_later_value_of_an_origin_is_a_figure_that_moved(desk: Desk, tell: Telling) -> None:
    tell(ONE, 300)
    desk.hear()
    tell(ONE, 2000, approximate=True, published="2025-09-02")
    (alert,) = desk.hear()
    assert alert.kind is AlertKind.FIGURE_MOVED
    assert alert.words == f"{ONE} gives about 2,000 on 2 September 2025, after 300 on 13 January 2025"
    assert alert.was
    assert alert.now
    assert [alert.was.best, alert.now.best] == [300, 2000]


def test_a_value_from_before_what_is_known_of_its_origin_is_no_move(desk: Desk, tell: Telling) -> None:
    tell(ONE, 300)
    tell(ONE, 2000, published="2025-09-02")
    desk.hear()
    tell(ONE, 700, published="2025-09-10", as_of=("2025-04-01", "2025-04-01"))
    assert desk.hear() == ()


def test_figures_that_do_not_meet_are_one_conflict_for_the_fresh_answer(desk: Desk, tell: Telling) -> None:
    tell(ONE, 300)
    tell(OTHER, 1000)
    desk.hear()
    tell(THIRD, 4000)
    (alert,) = desk.hear()
    assert alert.kind is AlertKind.CONFLICT
    assert alert.words == f"{THIRD} gives 4,000, which does not go together with {said(alert, '1,000', OTHER)}"
    assert {THIRD, ONE, OTHER} == set(alert.actors)


def said(alert: Alert, other: str, actor: str) -> str:
    """The two other answers in the order in which the alert has them: that of their ids, which no test should know."""
    both = [f"300 ({ONE})", f"{other} ({actor})"]
    return ", ".join(sorted(both, key=alert.words.find))


def test_who_moves_to_another_value_that_the_same_stand_against_is_in_no_new_conflict(desk: Desk, tell: Telling) -> None:
    tell(ONE, 300)
    tell(OTHER, 4000, published="2025-01-14")
    assert kinds(desk.hear()) == [AlertKind.CONFLICT]
    tell(OTHER, 5000, published="2025-01-20")
    assert kinds(desk.hear()) == [AlertKind.FIGURE_MOVED]


def test_somebody_new_with_an_answer_of_his_own_is_told_by_name(desk: Desk, tell: Telling) -> None:
    tell(ONE, 300)
    desk.hear()
    tell("Mira", 320, kind=ActorKind.PERSON, published="2025-08-20")
    (alert,) = desk.hear()
    assert (alert.kind, alert.words, alert.actors) == (AlertKind.NEW_ACTOR, "New on this question: Mira with 320", ("Mira",))


def test_who_denies_what_others_say_is_told_once(desk: Desk, tell: Telling) -> None:
    tell(ONE, 300)
    desk.hear()
    tell(OTHER, 300, stance=Stance.DENIES, standing=Standing.DENIED, published="2025-01-14")
    (alert,) = desk.hear()
    assert alert.kind is AlertKind.DENIAL
    assert alert.words == f"{OTHER} denies it; {ONE} says 300"
    tell(OTHER, 300, stance=Stance.DENIES, standing=Standing.DENIED, published="2025-01-16", publisher="Herald")
    assert desk.hear() == ()


def test_who_says_what_others_denied_is_in_conflict_with_them(desk: Desk, tell: Telling) -> None:
    tell(OTHER, 300, stance=Stance.DENIES, standing=Standing.DENIED)
    desk.hear()
    tell(ONE, 300, published="2025-01-14")
    (alert,) = desk.hear()
    assert (alert.kind, alert.words) == (AlertKind.CONFLICT, f"{ONE} gives 300; {OTHER} denied it")


def record(case: Case, told: Told, *links: Link, url: str | None = None) -> Report:
    """Put a telling that was made elsewhere on the record in one transaction with its links, as the line does."""
    report = replace(told.report, url=url)
    reading = Reading(report.id, "hand", (told.statement,), (told.figure,))
    drafts = (
        Draft(EntryKind.CAPTURE, "person:tester", AT, capture_body(report.capture, report, report.id, ())),
        Draft(EntryKind.READING, "reader:hand", AT, reading_body(reading)),
        Draft(EntryKind.LINKS, "linker:1", AT, links_body(report.id, (*link_actors(report, reading), *links))),
    )
    case.record((report.text.encode(),), drafts)
    return report


@pytest.fixture
def make() -> Iterator[Telling]:
    """Makes tellings on the record of another case."""
    with case_in_memory("Elsewhere", "person:tester", AT) as elsewhere:
        yield Telling(elsewhere)


def passed_on(here: Told, of: Told) -> tuple[Link, Link]:
    """That one report copied another, and dropped a bound in passing on."""
    said = (excerpt_of(here.report.id, here.statement.content[0]), excerpt_of(of.report.id, of.statement.content[0]))
    numbers = (excerpt_of(here.report.id, here.figure.span), excerpt_of(of.report.id, of.figure.span))
    return (
        Link(LinkKind.COPIES, here.report.id, of.report.id, Decimal(1), said, "test", "test", ("statement",)),
        Link(LinkKind.DRIFTS, here.figure.id, of.figure.id, Decimal(1), numbers, "test", "test", ("bound-dropped",)),
    )


def test_a_copy_brings_no_origin(desk: Desk, tell: Telling, make: Telling) -> None:
    first = tell(ONE, 300, publisher="Gazette")
    tell(OTHER, 300, publisher="Review")
    desk.hear()
    copy = make(ONE, 300, publisher="Herald", published="2025-01-15")
    record(desk.case, copy, passed_on(copy, first)[0])
    assert desk.hear() == ()


def test_a_retelling_with_a_change_is_told_with_both_wordings_and_brings_no_origin(desk: Desk, tell: Telling, make: Telling) -> None:
    first = tell(ONE, None, high=300, publisher="Gazette")
    tell(OTHER, 300, publisher="Review")
    desk.hear()
    copy = make(THIRD, 300, publisher="Herald", published="2025-01-15")
    record(desk.case, copy, *passed_on(copy, first))
    (alert,) = desk.hear()
    assert alert.kind is AlertKind.DRIFT
    assert alert.words == "Herald retells Gazette with a change: a bound left out (“300” for “300”)"
    assert alert.about == alert.reports == (copy.report.id, first.report.id)


def test_the_original_that_comes_after_its_copy_tells_the_same_drift(desk: Desk, tell: Telling, make: Telling) -> None:
    copy = tell(ONE, 300, publisher="Herald", published="2025-01-15")
    desk.hear()
    first = make(ONE, None, high=300, publisher="Gazette")
    record(desk.case, first, *passed_on(copy, first))
    assert [alert.about for alert in desk.hear() if alert.kind is AlertKind.DRIFT] == [(copy.report.id, first.report.id)]


def test_a_page_with_another_figure_is_told_with_the_old_and_the_new_words(desk: Desk, make: Telling) -> None:
    record(desk.case, make(ONE, 300, publisher="Gazette"), url=ADDRESS)
    desk.hear()
    record(desk.case, make(ONE, 2000, publisher="Gazette"), url=ADDRESS)
    (alert,) = desk.hear()
    assert alert.kind is AlertKind.SILENT_CORRECTION
    assert alert.words == "Gazette changed a page and does not say so: “2000” where it had “300”"
    assert [excerpt.exact for excerpt in alert.proof] == ["300", "2000"]


def test_a_page_that_says_that_it_was_corrected_is_told_so(desk: Desk, make: Telling) -> None:
    record(desk.case, make(ONE, 300, publisher="Gazette"), url=ADDRESS)
    desk.hear()
    record(desk.case, make(ONE, 2000, publisher="Gazette", words="soldiers (corrected)"), url=ADDRESS)
    assert next(alert.words for alert in desk.hear()).startswith("Gazette changed a page and says that it was changed: “2000”")


def test_other_words_alone_are_no_correction(desk: Desk, make: Telling) -> None:
    record(desk.case, make(ONE, 300, publisher="Gazette"), url=ADDRESS)
    desk.hear()
    record(desk.case, make(ONE, 300, publisher="Gazette", words="troops"), url=ADDRESS)
    assert desk.hear() == ()


def test_what_a_person_adds_is_told_like_what_a_report_brings(desk: Desk, tell: Telling, any_case: Case) -> None:
    tell(ONE, 300, publisher="Gazette")
    held = tell(OTHER, 300, publisher="Herald", published="2025-01-15", dated=False)
    assert desk.hear() == ()
    decide(any_case, held.figure.id, ("as_of", "2025-01-15"))
    (alert,) = desk.hear()
    assert alert.kind is AlertKind.ORIGIN_GAINED
    assert alert.about[0] == held.figure.id


def decide(case: Case, identity: str, *fields: tuple[str, str]) -> None:
    decision = Decision(identity, Verdict.CORRECT, "person:reviewer-1", AT, "as the text says", fields)
    case.record((), (Draft(EntryKind.DECISION, decision.by, AT, to_plain(decision)),))


def test_a_second_reading_of_a_held_report_is_no_news(desk: Desk, tell: Telling, any_case: Case) -> None:
    tell(ONE, 300, publisher="Gazette")
    held = tell(OTHER, 300, publisher="Herald", published="2025-01-15", dated=False)
    desk.hear()
    better = replace(held.figure, as_of=Dated(date(2025, 1, 15), date(2025, 1, 15), KnownFrom.TEXT))
    reading = Reading(held.report.id, "better", (held.statement,), (better,))
    any_case.record((), (Draft(EntryKind.READING, "reader:better", AT, reading_body(reading)),))
    assert desk.hear() == ()


def polled(case: Case, outcome: PollOutcome, status: int | None = None) -> None:
    poll = Poll(ADDRESS, ADDRESS, WatchedKind.PAGE, AT, outcome, "closewatch", status)
    case.record((), (Draft(EntryKind.POLL, "person:tester", AT, polls_body((poll,), (Watched(ADDRESS, WatchedKind.PAGE),))),))


def test_a_page_that_is_gone_is_told_once_until_it_came_back(desk: Desk, make: Telling) -> None:
    report = record(desk.case, make(ONE, 300, publisher="Gazette"), url=ADDRESS)
    desk.hear()
    polled(desk.case, PollOutcome.GONE, 404)
    (alert,) = desk.hear()
    assert alert.words == f"Gazette: the page is gone from {ADDRESS} (the server answered 404); what it said is kept"
    assert alert.reports == (report.id,)
    for outcome in (PollOutcome.FAILED, PollOutcome.GONE, PollOutcome.UNCHANGED):
        polled(desk.case, outcome)
        assert desk.hear() == ()
    polled(desk.case, PollOutcome.GONE, 410)
    (again,) = desk.hear()
    assert again.id != alert.id


def test_a_page_that_never_gave_a_report_is_not_missed(desk: Desk) -> None:
    polled(desk.case, PollOutcome.GONE, 404)
    assert desk.hear() == ()


def test_a_case_is_quiet_once_for_each_stretch(any_case: Case, tell: Telling) -> None:
    assert quiet(any_case, 14, AT + timedelta(days=99)) is None
    tell(ONE, 300)
    assert quiet(any_case, 14, AT + timedelta(days=13)) is None
    first, later = (quiet(any_case, 14, AT + timedelta(days=days)) for days in (14, 40))
    assert first
    assert later
    assert first.id == later.id
    assert first.words == "Nothing new for 14 days: the last report came on 13 January 2025"
    assert quiet(any_case, 14, datetime(2024, 1, 1, tzinfo=UTC)) is None
    tell(OTHER, 320)
    again = quiet(any_case, 14, AT + timedelta(days=99))
    assert again
    assert again.id != first.id


def test_a_range_that_ends_within_a_report_leaves_it_to_the_next(any_case: Case, tell: Telling) -> None:
    tell(ONE, 300)
    before = any_case.head().seq
    tell(OTHER, 300)
    assert notice(any_case, before, before + 2) == ()
    assert kinds(notice(any_case, before + 2, before + 3)) == [AlertKind.ORIGIN_GAINED]
