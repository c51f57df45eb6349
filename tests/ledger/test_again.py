"""What a second reading of a report does to a case: values go on under new ids, decisions stay with their words, old heads can be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from closewatch.ledger.bodies import links_body, reading_body
from closewatch.ledger.case import Case
from closewatch.ledger.succession import Succession, find_succession
from closewatch.ledger.verify import verify
from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.days import report_days
from closewatch.ledger.views.find import known_id, whole_id
from closewatch.ledger.views.lists import Wanted, actors, figures, problems, statements
from closewatch.ledger.views.questions import questions
from closewatch.ledger.views.trace import Former, trace
from closewatch.ledger.views.values import decisions_on, value_of
from closewatch.ledger.views.waiting import least_certain, loose_figures, lost
from closewatch.linking.link import link
from closewatch.review.decide import make_decision
from closewatch.terms.actor import Actor, actor_id
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.figure import Figure, Range
from closewatch.terms.reading import Account, Reading
from closewatch.terms.record import to_plain
from closewatch.terms.report import Report
from closewatch.terms.statement import Stance, Statement
from closewatch.terms.trouble import CaseError, Problem

from .conftest import AT, Telling, Told


class Again:
    """Puts further readings of a report on the record, and people's decisions between them."""

    def __init__(self, case: Case) -> None:
        self.case, self.at = case, AT

    def read(
        self, report: Report, *statements: Statement, figures: tuple[Figure, ...] = (), problems: tuple[Problem, ...] = ()
    ) -> Succession:
        reading = Reading(report.id, "hand-2", statements, figures, problems)
        reading.check(report)
        succession = find_succession(self.case.tables, reading)
        linked = link(self.case.tables, self.case, Account(report, reading))
        drafts = (
            Draft(EntryKind.READING, "reader:hand-2", AT, reading_body(reading, succession.pairs)),
            Draft(EntryKind.LINKS, "linker:1", AT, links_body(report.id, linked.links, linked.withdrawn, again=True)),
        )
        self.case.record((), drafts)
        assert list(verify(self.case)) == []
        return succession

    def decide(self, on: str, verdict: Verdict, **given: Any) -> Decision:
        self.at += timedelta(seconds=1)
        decision = make_decision(self.case, on, verdict, "person:reviewer-1", self.at, **given)
        self.case.record((), (Draft(EntryKind.DECISION, decision.by, decision.at, to_plain(decision)),))
        return decision

    def standing(self, identity: str) -> tuple[str, bool]:
        """How a value is reviewed, and whether it is still read."""
        held = value_of(self.case.tables, identity)
        return held.review, held.lost is None

    def waiting(self) -> dict[str, bool]:
        """What is in the queue, and whether it is there because it is not read any more."""
        tables = self.case.tables
        gone = {held.id: True for held in lost(tables)}
        return gone | {one.id: False for rest in (least_certain(tables), loose_figures(tables)) for one in rest}


@pytest.fixture
def again(any_case: Case) -> Again:
    return Again(any_case)


def without(told: Told, words: int) -> Statement:
    """The statement without the last words of its content."""
    (content,) = told.statement.content
    shorter = content.exact.rsplit(" ", words)[0]
    return replace(told.statement, content=(told.report.span(content.start, content.start + len(shorter)),))


def only(told: Told, words: str) -> Statement:
    """A statement of these words of the report alone, with nobody's name to it."""
    start = told.report.text.index(words)
    return replace(told.statement, source=(), cue=(), speaker=None, content=(told.report.span(start, start + len(words)),))


def on(figure: Figure, statement: Statement, **changed: Any) -> Figure:
    return replace(figure, statement=statement.id, speaker=statement.speaker, **changed)


@pytest.fixture
def told(tell: Telling) -> Told:
    return tell("Harbour Service", 300)


def test_undecided_values_follow_the_reader(any_case: Case, told: Told, again: Again) -> None:
    other = only(told, "wrote on 2025-01-13")
    succession = again.read(told.report, other)
    assert [listed.id for listed in statements(any_case.tables, Wanted())] == [other.id]
    assert [*figures(any_case.tables, Wanted()), *questions(any_case.tables)] == []
    assert [listed.actor.name for listed in actors(any_case.tables, Wanted())] == ["outlet not named"]
    assert again.waiting() == {other.id: False}
    tally = succession.statements
    assert (tally.kept, tally.changed, tally.gone, tally.new) == (0, 0, 1, 1)


def test_a_former_id_leads_to_the_one_of_today_and_says_so(any_case: Case, told: Told, again: Again) -> None:
    new = without(told, 2)
    again.read(told.report, new, figures=(on(told.figure, new),))
    old = told.statement.id
    assert whole_id(any_case.tables, old) == whole_id(any_case.tables, old[:20]) == value_of(any_case.tables, old).id == new.id
    assert known_id(any_case.tables, old[:20]) == old
    found = trace(any_case.tables, any_case.report, old)
    assert (found.kind, found.value) == ("former id", Former(new.id, 5))
    assert [below.id for below in found.below] == [new.id]


def test_former_ids_lead_on_through_every_reading_and_back(any_case: Case, told: Told, again: Again) -> None:
    ids = [told.statement.id]
    for words in (1, 2, 1, 0):
        new = without(told, words) if words else told.statement
        again.read(told.report, new)
        ids.append(new.id)
        assert {value_of(any_case.tables, identity).id for identity in ids} == {new.id}


def test_an_id_that_nothing_took_the_place_of_is_still_known(any_case: Case, told: Told, again: Again) -> None:
    again.read(told.report)
    assert whole_id(any_case.tables, told.statement.id[:20]) == told.statement.id
    found = trace(any_case.tables, any_case.report, told.figure.id)
    assert found.value.lost == 5
    assert [below.kind for below in found.below] == ["words", "statement"]
    assert whole_id(any_case.tables, told.statement.speaker.id if told.statement.speaker else "") == actor_id(
        told.report.id, "Harbour Service"
    )


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.REJECT, Verdict.NOTE, Verdict.GRADE])
def test_a_decision_is_carried_over_to_the_same_statement(any_case: Case, told: Told, again: Again, verdict: Verdict) -> None:
    given = {"reason": "seen"} if verdict is Verdict.NOTE else {"grade": "B2"} if verdict is Verdict.GRADE else {}
    decision = again.decide(told.statement.id, verdict, **given)
    before = again.standing(told.statement.id)
    new = without(told, 2)
    succession = again.read(told.report, new)
    assert again.standing(new.id) == before
    assert [made for made, _ in decisions_on(any_case.tables, new.id)] == [decision]
    assert (succession.statements.carried, succession.statements.lost) == (1, 0)
    assert not any(again.waiting().values())


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.REJECT, Verdict.NOTE, Verdict.GRADE])
def test_a_decided_value_that_is_no_longer_read_stays_and_waits(any_case: Case, told: Told, again: Again, verdict: Verdict) -> None:
    given = {"reason": "seen"} if verdict is Verdict.NOTE else {"grade": "B2"} if verdict is Verdict.GRADE else {}
    again.decide(told.statement.id, verdict, **given)
    review, _ = again.standing(told.statement.id)
    succession = again.read(told.report, only(told, "wrote on 2025-01-13"))
    assert again.standing(told.statement.id) == (review, False)
    assert [(listed.id, listed.lost) for listed in statements(any_case.tables, Wanted()) if listed.lost] == [(told.statement.id, 6)]
    assert again.waiting()[told.statement.id] is True
    assert (succession.statements.carried, succession.statements.lost) == (0, 1)


def test_what_somebody_accepted_stands_as_it_was_accepted(any_case: Case, told: Told, again: Again) -> None:
    again.decide(told.statement.id, Verdict.ACCEPT)
    again.decide(told.figure.id, Verdict.CORRECT, fields=["low=30", "best=30"])
    new = replace(without(told, 2), stance=Stance.DENIES)
    again.read(told.report, new, figures=(on(told.figure, new, amount=Range(low=Decimal(900), high=Decimal(900))),))
    assert value_of(any_case.tables, new.id).value == told.statement
    figure = value_of(any_case.tables, told.figure.id)
    assert (figure.review, figure.value.amount.low, figure.value.amount.high, figure.value.statement) == ("corrected", 30, 300, new.id)


def test_who_takes_a_decision_back_sees_what_the_reader_of_today_finds(any_case: Case, told: Told, again: Again) -> None:
    made = again.decide(told.statement.id, Verdict.CORRECT, fields=["stance=warns"])
    new = replace(without(told, 2), stance=Stance.DENIES)
    again.read(told.report, new)
    assert value_of(any_case.tables, new.id).value.stance is Stance.WARNS
    undone = again.decide(made.id, Verdict.WITHDRAW)
    assert (again.standing(new.id), value_of(any_case.tables, new.id).value) == (("unreviewed", True), new)
    again.decide(undone.id, Verdict.WITHDRAW)
    assert value_of(any_case.tables, new.id).value.stance is Stance.WARNS
    assert list(verify(any_case)) == []


def test_the_same_words_read_otherwise_do_not_change_what_was_accepted(any_case: Case, told: Told, again: Again) -> None:
    made = again.decide(told.figure.id, Verdict.ACCEPT)
    again.read(told.report, told.statement, figures=(replace(told.figure, amount=Range(low=Decimal(3), high=Decimal(3))),))
    assert value_of(any_case.tables, told.figure.id).value == told.figure
    again.decide(made.id, Verdict.WITHDRAW)
    assert value_of(any_case.tables, told.figure.id).value.amount.low == 3


def test_a_decision_never_moves_to_another_statement_of_the_report(any_case: Case, told: Told, again: Again) -> None:
    again.decide(told.statement.id, Verdict.REJECT)
    others = (only(told, "in Russia, the paper wrote"), only(told, "wrote on 2025-01-13"))
    again.read(told.report, *others)
    assert [again.standing(other.id) for other in others] == [("unreviewed", True)] * 2
    assert again.standing(told.statement.id) == ("rejected", False)


def test_a_decision_does_not_drift_however_many_readings_lie_between(any_case: Case, tell: Telling, again: Again) -> None:
    """Each reading shares more than half of its words with the one before; the last one shares too few with what was decided on."""
    told = tell("Harbour Service", 300, words="soldiers of a great many kinds and ranks", place="Russia")
    again.decide(told.statement.id, Verdict.ACCEPT)
    for words in (3, 6):
        new = without(told, words)
        again.read(told.report, new)
    assert again.standing(new.id) == ("unreviewed", True)
    assert again.standing(told.statement.id) == ("accepted", False)
    assert again.waiting()[told.statement.id] is True
    again.read(told.report, told.statement)
    assert again.standing(told.statement.id) == ("accepted", True)
    assert not any(again.waiting().values())


def test_two_old_statements_are_never_one_new_one(any_case: Case, told: Told, again: Again) -> None:
    halves = [without(told, words) for words in (1, 2)]
    again.read(told.report, *halves)
    for half, verdict in zip(halves, (Verdict.ACCEPT, Verdict.REJECT), strict=True):
        again.decide(half.id, verdict)
    again.read(told.report, told.statement)
    assert [again.standing(half.id) for half in halves] == [("accepted", True), ("rejected", False)]
    again.read(told.report, *halves)
    assert [again.standing(half.id) for half in halves] == [("accepted", True), ("rejected", True)]


def test_what_was_lost_leaves_the_queue_when_somebody_looks_at_it_again(any_case: Case, told: Told, again: Again) -> None:
    made = again.decide(told.statement.id, Verdict.ACCEPT)
    again.decide(told.figure.id, Verdict.ACCEPT)
    again.read(told.report)
    assert again.waiting() == {told.statement.id: True, told.figure.id: True}
    again.decide(told.statement.id, Verdict.ACCEPT, reason="the reader misses it")
    assert again.waiting() == {told.figure.id: True}
    again.decide(made.id, Verdict.WITHDRAW)
    assert again.standing(told.statement.id) == ("accepted", False)
    assert list(verify(any_case)) == []


def test_only_what_somebody_vouched_for_still_answers_a_question(any_case: Case, told: Told, again: Again) -> None:
    noted = again.decide(told.figure.id, Verdict.NOTE, reason="where from?")
    again.read(told.report)
    assert list(questions(any_case.tables)) == []
    accepted = again.decide(told.figure.id, Verdict.ACCEPT)
    ((claim,),) = [question.claims for question in questions(any_case.tables)]
    assert (claim.wording, claim.origins[0].actor.name, claim.statements) == ("300", "Harbour Service", (told.statement.id,))
    assert again.standing(told.statement.id) == ("unreviewed", False)  # needed by the figure, and decided by nobody
    assert told.statement.id not in again.waiting()
    for decision in (accepted, noted):
        again.decide(decision.id, Verdict.WITHDRAW)
    assert [*questions(any_case.tables), *statements(any_case.tables, Wanted())] == []
    assert list(verify(any_case)) == []


def test_a_figure_goes_with_its_statement_to_the_new_id(any_case: Case, told: Told, again: Again) -> None:
    again.decide(told.figure.id, Verdict.ACCEPT)
    new = without(told, 2)
    again.read(told.report, new)  # the statement is found in other words, the figure is not found
    assert value_of(any_case.tables, told.figure.id).value.statement == new.id
    assert [claim.statements for question in questions(any_case.tables) for claim in question.claims] == [(new.id,)]


def test_what_a_person_added_stays_and_is_known_again_when_a_reader_finds_it(any_case: Case, told: Told, again: Again) -> None:
    start = told.report.text.index("the paper wrote")
    added = again.decide(told.report.id, Verdict.ADD, fields=[f"content={start}:{start + 15}", "speaker=The paper"])
    (identity,) = (listed.id for listed in statements(any_case.tables, Wanted()) if listed.id != told.statement.id)
    again.read(told.report)
    assert again.standing(identity) == ("accepted", True)
    assert again.waiting() == {}
    found = only(told, "paper wrote on")
    again.read(told.report, found)
    assert (value_of(any_case.tables, identity).id, again.standing(identity)) == (found.id, ("accepted", True))
    assert len(list(statements(any_case.tables, Wanted()))) == 1
    again.decide(added.id, Verdict.WITHDRAW)
    assert (again.standing(found.id), value_of(any_case.tables, found.id).value) == (("unreviewed", True), found)
    assert list(verify(any_case)) == []


def speaking(told: Told, statement: Statement, name: str, *names: str) -> Statement:
    return replace(statement, speaker=replace(_speaker(statement), id=actor_id(told.report.id, name), name=name, names=(name, *names)))


def _speaker(statement: Statement) -> Actor:
    assert statement.speaker
    return statement.speaker


def test_merged_actors_stay_merged_under_a_fuller_name(any_case: Case, tell: Telling, again: Again) -> None:
    one, two = tell("Harbour Service", 300), tell("HS", 300, published="2025-01-14")
    again.decide(_speaker(one.statement).id, Verdict.MERGE, other=_speaker(two.statement).id)
    named = speaking(one, one.statement, "National Harbour Service", "Harbour Service")
    again.read(one.report, named, figures=(on(one.figure, named),))
    ((claim,),) = [question.claims for question in questions(any_case.tables)]
    assert claim.at_most == 1
    assert claim.origins[0].actor.names == ("National Harbour Service", "Harbour Service", "HS")
    assert whole_id(any_case.tables, _speaker(one.statement).id) == _speaker(named).id


def test_a_merge_is_not_given_to_somebody_of_another_name(any_case: Case, tell: Telling, again: Again) -> None:
    one, two = tell("Harbour Service", 300), tell("HS", 300, published="2025-01-14")
    again.decide(_speaker(one.statement).id, Verdict.MERGE, other=_speaker(two.statement).id)
    other = speaking(one, one.statement, "Coast Ministry")
    again.read(one.report, other, figures=(on(one.figure, other),))
    ((claim,),) = [question.claims for question in questions(any_case.tables)]
    assert sorted(origin.actor.name for origin in claim.origins) == ["Coast Ministry", "Harbour Service"]  # as HS goes still
    assert again.waiting()[_speaker(one.statement).id] is True


def test_somebody_split_off_stays_apart(any_case: Case, tell: Telling, again: Again) -> None:
    one, two = tell("Harbour Service", 300), tell("Harbour Service", 300, published="2025-01-14")
    again.decide(_speaker(one.statement).id, Verdict.SPLIT, other=_speaker(two.statement).id)
    for told in (one, two):
        new = without(told, 1)
        again.read(told.report, new, figures=(on(told.figure, new),))
    assert [claim.at_most for question in questions(any_case.tables) for claim in question.claims] == [2]


def test_an_actor_goes_by_who_is_still_read_and_every_former_name_leads_there(any_case: Case, tell: Telling, again: Again) -> None:
    told = [tell("Harbour Service", 300, published=f"2025-01-1{day}") for day in range(3)]
    first = min(told, key=lambda one: _speaker(one.statement).id)
    again.read(first.report)
    rest = sorted(_speaker(one.statement).id for one in told if one is not first)
    assert component_of(any_case.tables, _speaker(first.statement).id) == rest[0]
    assert [listed.id for listed in actors(any_case.tables, Wanted(source="Harbour"))] == rest[:1]
    (named,) = (listed for listed in actors(any_case.tables, Wanted(source="Harbour")))
    assert named.statements == 2


def test_a_judged_link_is_judged_still(any_case: Case, tell: Telling, again: Again) -> None:
    one, two = tell("Bellingcat", 300), tell("Bellingcat", 300, published="2025-01-14")
    (made,) = (row[0] for row in any_case.tables.execute('SELECT id FROM links WHERE "left" = ?', (_speaker(one.statement).id,)))
    rejected = again.decide(made, Verdict.REJECT)
    named = speaking(one, one.statement, "The Bellingcat", "Bellingcat")  # the same key, from another actor
    again.read(one.report, named, figures=(on(one.figure, named),))
    assert [claim.at_most for question in questions(any_case.tables) for claim in question.claims] == [2]
    assert value_of(any_case.tables, made).id != made
    again.decide(rejected.id, Verdict.WITHDRAW)
    assert [claim.at_most for question in questions(any_case.tables) for claim in question.claims] == [1]
    assert two.report.id != one.report.id


def test_an_earlier_head_can_still_be_asked(any_case: Case, tell: Telling, again: Again) -> None:
    told = [tell("Harbour Service", 300), tell("Coast Ministry", 1000, published="2025-01-14")]
    heads = [(any_case.head().seq, list(questions(any_case.tables)))]
    changes: list[Callable[[Told], tuple[Statement, Range]]] = [
        lambda one: (without(one, 2), one.figure.amount),
        lambda one: (without(one, 2), Range(low=Decimal(7), best=Decimal(7), high=Decimal(7))),
        lambda one: (replace(without(one, 1), stance=Stance.DENIES), one.figure.amount),
    ]
    for change in changes:
        for one in told:
            new, amount = change(one)
            again.read(one.report, new, figures=(on(one.figure, new, amount=amount),))
            heads.append((any_case.head().seq, list(questions(any_case.tables))))
    again.decide(told[0].figure.id, Verdict.CORRECT, fields=["low=8", "best=8", "high=8"])
    again.read(told[0].report)
    assert [list(questions(any_case.tables, at=seq)) for seq, _ in heads] == [found for _, found in heads]
    assert len({str(found) for _, found in heads}) == len(heads)


def test_a_claim_that_somebody_graded_and_nobody_makes_any_more_waits(any_case: Case, told: Told, again: Again) -> None:
    ((claim,),) = [question.claims for question in questions(any_case.tables)]
    again.decide(claim.id, Verdict.GRADE, grade="C3")
    again.read(told.report)
    assert again.waiting() == {claim.id: True}
    assert trace(any_case.tables, any_case.report, claim.id).value.wording == "300"
    again.decide(claim.id, Verdict.NOTE, reason="an error of the first reader")
    assert again.waiting() == {}


def test_problems_of_a_reading_leave_with_it(any_case: Case, told: Told, again: Again) -> None:
    again.read(told.report, told.statement, problems=(Problem("reading.test", "wanted a year", told.report.id),))
    noted = Problem("reading.test", "wanted a month", told.report.id)
    again.read(told.report, told.statement, problems=(noted,))
    assert [problem.message for problem in problems(any_case.tables, Wanted())] == ["wanted a month"]
    again.decide(noted.id, Verdict.NOTE, reason="it is May")
    again.read(told.report)
    assert [problem.message for problem in problems(any_case.tables, Wanted())] == ["wanted a month"]


def test_a_beginning_that_fits_an_id_of_today_means_that_one(any_case: Case, told: Told, again: Again) -> None:
    new = without(told, 2)
    again.read(told.report, new)
    assert whole_id(any_case.tables, "st:") == new.id
    with pytest.raises(CaseError, match="found none"):
        whole_id(any_case.tables, "st:zz")


def test_days_of_an_actor_are_those_of_the_reports_in_which_it_is_still_read(any_case: Case, tell: Telling, again: Again) -> None:
    first, second = tell("Seoul", 300, published="2025-01-13"), tell("Seoul", 700, published="2025-02-01")
    assert first.statement.speaker
    seoul = first.statement.speaker.id
    assert report_days(any_case.tables, actor=seoul) == {"2025-01-13": 1, "2025-02-01": 1}
    again.read(second.report, only(second, "wrote on 2025-02-01"))
    assert report_days(any_case.tables, actor=seoul) == {"2025-01-13": 1}
