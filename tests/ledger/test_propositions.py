"""The fold of yes/no questions: what decisions do to it, what it was at an earlier head, and how a person asks one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from closewatch.ledger.bodies import capture_body, links_body, reading_body
from closewatch.ledger.case import Case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.corrections import NotAField
from closewatch.ledger.views.find import whole_id
from closewatch.ledger.views.propositions import polarity_of
from closewatch.ledger.views.questions import question, questions
from closewatch.ledger.views.trace import trace
from closewatch.linking.actors import link_actors
from closewatch.review.decide import make_decision
from closewatch.terms.about import About, Act, Place, Population
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.change import Polarity
from closewatch.terms.claim import Question, QuestionKind
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.reading import Reading
from closewatch.terms.record import to_plain
from closewatch.terms.statement import Basis, Manner, Stance, Statement
from closewatch.terms.trouble import CaseError
from closewatch.testing import plain_report

from .conftest import AT

LATER = datetime(2025, 2, 1, tzinfo=UTC)


def say(
    case: Case, speaker: str, stance: Stance, *, published: str = "2025-01-13", negated: bool = False, planned: bool = False,
    basis: Basis = Basis.OFFICIAL, country: str | None = None, act: Act = Act.PRESENT,
) -> Statement:  # fmt: skip
    body = f"{speaker} {stance.value} that soldiers were in Russia, the paper wrote on {published}."
    report = plain_report(body, published=published)
    end = len(speaker)
    actor = Actor(actor_id(report.id, speaker), speaker, ActorKind.BODY, (speaker,), country=country)
    at = body.index("soldiers")
    about = About(
        None, Population("KP", "military", "combatant", report.span(at, at + 8)), Place("Russia", "RU"), act, negated, planned,
        report.span(at, at + 13),
    )  # fmt: skip
    statement = Statement(
        report.id, (report.span(0, end),), (report.span(end + 1, end + 1 + len(stance.value)),), (report.span(at, body.index(",", at)),),
        Manner.INDIRECT, stance, basis, speaker=actor, read_by="hand", about=about,
    )  # fmt: skip
    reading = Reading(report.id, "hand", (statement,), ())
    case.record(
        (body.encode(),),
        (
            Draft(EntryKind.CAPTURE, "person:tester", AT, capture_body(report.capture, report, report.id, ())),
            Draft(EntryKind.READING, "reader:hand", AT, reading_body(reading)),
            Draft(EntryKind.LINKS, "linker:1", AT, links_body(report.id, link_actors(report, reading))),
        ),
    )
    return statement


def asked(case: Case) -> list[Question]:
    return [one for one in questions(case.tables) if one.key.kind is QuestionKind.YES_NO]


def decide(case: Case, on: str, verdict: Verdict, *fields: str) -> Decision:
    decision = make_decision(case, on, verdict, "person:tester", LATER, fields=fields)
    case.record((), (Draft(EntryKind.DECISION, decision.by, decision.at, to_plain(decision)),))
    return decision


@pytest.mark.parametrize(
    ("stance", "negated", "planned", "expected"),
    [
        (Stance.ASSERTS, False, False, Polarity.YES),
        (Stance.ADMITS, False, False, Polarity.YES),
        (Stance.ASSERTS, True, False, Polarity.NO),
        (Stance.DENIES, False, False, Polarity.NO),
        (Stance.DENIES, True, False, Polarity.YES),
        (Stance.DECLINES, False, False, Polarity.DECLINES),
        (Stance.ASSERTS, False, True, None),
        (Stance.PREDICTS, False, False, None),
        (Stance.DEMANDS, False, False, None),
        (Stance.REPORTS, False, False, None),
    ],
)
def test_stance_and_negation_together_make_the_answer(
    any_case: Case, stance: Stance, negated: bool, planned: bool, expected: Polarity | None
) -> None:
    assert polarity_of(say(any_case, "Kyiv", stance, negated=negated, planned=planned)) is expected


def test_there_is_a_question_where_answers_meet_and_not_where_all_say_the_same(any_case: Case) -> None:
    say(any_case, "Seoul", Stance.ASSERTS)
    say(any_case, "Kyiv", Stance.CONFIRMS)
    assert asked(any_case) == []
    say(any_case, "Moscow", Stance.DENIES)
    (found,) = asked(any_case)
    assert found.id == found.key.id
    assert (found.key.measure, found.key.kind) == (None, QuestionKind.YES_NO)
    assert len(found.conflicts) == 1
    assert list(verify(any_case)) == []


def test_an_admission_meets_what_others_had_asserted(any_case: Case) -> None:
    say(any_case, "Seoul", Stance.ASSERTS)
    say(any_case, "Pyongyang", Stance.ADMITS)
    (found,) = asked(any_case)
    assert {claim.wording: claim.at_most for claim in found.claims} == {
        "yes: they were there": 1,
        "yes, admitted or confirmed: they were there": 1,
    }


def test_a_rejected_statement_answers_nothing_and_an_earlier_head_still_has_it(any_case: Case) -> None:
    say(any_case, "Seoul", Stance.ASSERTS)
    denial = say(any_case, "Moscow", Stance.DENIES)
    before = any_case.head().seq
    (found,) = asked(any_case)
    decide(any_case, denial.id, Verdict.REJECT)
    assert asked(any_case) == []
    earlier = question(any_case.tables, found.id, at=before)
    assert earlier is not None
    assert len(earlier.claims) == 2
    assert list(verify(any_case)) == []


def test_a_corrected_stance_moves_a_statement_to_the_other_answer(any_case: Case) -> None:
    say(any_case, "Seoul", Stance.ASSERTS)
    denial = say(any_case, "Moscow", Stance.DENIES)
    decide(any_case, denial.id, Verdict.CORRECT, "stance=declines")
    (found,) = asked(any_case)
    assert [claim.polarity for claim in found.claims] == [Polarity.YES, Polarity.DECLINES]
    assert found.conflicts == ()


def test_a_person_says_what_a_statement_is_about(any_case: Case) -> None:
    said = say(any_case, "Seoul", Stance.ASSERTS)
    say(any_case, "Moscow", Stance.DENIES)
    decide(any_case, said.id, Verdict.CORRECT, "about=not fought; KP/military/combatant; Russia/RU")
    assert asked(any_case) == []
    decide(any_case, said.id, Verdict.CORRECT, "about=fought; KP/military/combatant; Russia/RU")
    (again,) = asked(any_case)
    assert {claim.wording for claim in again.claims} == {"yes: they fought there", "no"}
    decide(any_case, said.id, Verdict.CORRECT, "about=")
    assert asked(any_case) == []
    with pytest.raises(NotAField):
        decide(any_case, said.id, Verdict.CORRECT, "about=danced; KP/military/combatant; Russia/RU")


def test_a_person_makes_a_question_of_a_statement_and_takes_it_back(any_case: Case) -> None:
    said = say(any_case, "Seoul", Stance.ASSERTS)
    assert asked(any_case) == []
    decision = decide(any_case, said.id, Verdict.ADD, "question=yes-no")
    (found,) = asked(any_case)
    assert [claim.polarity for claim in found.claims] == [Polarity.YES]
    decide(any_case, decision.id, Verdict.WITHDRAW)
    assert asked(any_case) == []
    assert list(verify(any_case)) == []


def test_only_a_question_can_be_added_to_a_statement_and_only_where_it_answers_one(any_case: Case) -> None:
    said = say(any_case, "Seoul", Stance.PREDICTS)
    with pytest.raises(CaseError, match="wanted question=yes-no"):
        decide(any_case, said.id, Verdict.ADD, "stance=denies")
    with pytest.raises(CaseError, match="wanted a statement that answers yes or no"):
        decide(any_case, said.id, Verdict.ADD, "question=yes-no")


def test_a_refusal_to_say_and_a_later_yes_of_the_same_mouth_is_shown_for_what_it_was(any_case: Case) -> None:
    say(any_case, "Seoul", Stance.ASSERTS)
    say(any_case, "Moscow", Stance.DECLINES, published="2024-10-24", country="RU")
    say(any_case, "The general staff", Stance.CONFIRMS, published="2025-04-26", country="RU")
    (reversal,) = asked(any_case)[0].reversals
    assert (reversal.was, reversal.earlier_said, reversal.later_said) == (Polarity.DECLINES, "2024-10-24", "2025-04-26")


def test_somebody_who_does_not_speak_officially_turns_no_state_round(any_case: Case) -> None:
    say(any_case, "Moscow", Stance.DENIES, published="2024-10-24", country="RU")
    say(any_case, "A blogger", Stance.ASSERTS, published="2025-04-26", country="RU", basis=Basis.UNSTATED)
    assert asked(any_case)[0].reversals == ()


def test_a_question_its_answers_and_conflicts_lead_down_to_the_words(any_case: Case) -> None:
    say(any_case, "Seoul", Stance.ASSERTS)
    say(any_case, "Moscow", Stance.DENIES)
    (found,) = asked(any_case)
    ids = [found.id, *(claim.id for claim in found.claims), *(conflict.id for conflict in found.conflicts)]
    for identity in [*ids, *(origin.id for claim in found.claims for origin in claim.origins)]:
        assert whole_id(any_case.tables, identity[:13]) == identity
        below = trace(any_case.tables, any_case.report, identity)
        while below.below:
            below = below.below[0]
        assert below.kind == "words"
