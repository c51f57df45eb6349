from __future__ import annotations

from typing import Any

import pytest

from closewatch.ledger.case import Case
from closewatch.ledger.views.questions import questions, wording
from closewatch.terms.claim import ConflictKind, Question, QuestionKey
from closewatch.terms.figure import Standing
from closewatch.terms.statement import Basis, Stance


def only_question(case: Case, **asked: Any) -> Question:
    (found,) = questions(case.tables, **asked)
    return found


def test_the_same_amount_from_the_same_speaker_in_ten_papers_is_one_claim_with_one_origin(any_case: Case, tell: Any) -> None:
    for day in range(10, 20):
        tell("Harbour Intelligence Service", 300, published=f"2025-01-{day}", publisher=f"Paper {day}")
    question = only_question(any_case)
    (claim,) = question.claims
    assert (len(claim.reports), claim.at_most, claim.proved) == (10, 1, 0)
    assert claim.origins[0].first_said == "2025-01-10"
    assert question.conflicts == ()


def test_two_speakers_whose_figures_do_not_meet_are_in_conflict(any_case: Case, tell: Any) -> None:
    tell("Harbour Intelligence Service", 300)
    tell("Ministry of the Coast", 1000, published="2025-01-20")
    (conflict,) = only_question(any_case).conflicts
    assert conflict.kind is ConflictKind.FIGURES_DO_NOT_MEET
    assert conflict.because == "300 and 1,000 do not meet"


def test_an_open_end_meets_what_lies_within_it(any_case: Case, tell: Any) -> None:
    tell("Harbour Intelligence Service", 300)
    tell("Ministry of the Coast", None, high=400)
    assert only_question(any_case).conflicts == ()


def test_a_later_figure_of_the_same_origin_is_a_revision_and_no_conflict(any_case: Case, tell: Any) -> None:
    tell("Harbour Intelligence Service", 300)
    tell("Harbour Intelligence Service", 600, published="2025-01-20")
    question = only_question(any_case)
    assert len(question.claims) == 2
    assert question.conflicts == ()


def test_figures_as_of_dates_more_than_a_month_apart_stand_side_by_side(any_case: Case, tell: Any) -> None:
    tell("Harbour Intelligence Service", 300)
    tell("Ministry of the Coast", 2000, published="2025-09-02")
    assert only_question(any_case).conflicts == ()


def test_a_part_that_does_not_exceed_the_whole_is_no_conflict(any_case: Case, tell: Any) -> None:
    tell("Harbour Intelligence Service", 300)
    tell("Ministry of the Coast", 20, words="engineer soldiers")
    tell("Ministry of the Coast", 25, words="engineer soldiers")
    assert only_question(any_case).conflicts == ()


def test_a_part_that_exceeds_the_whole_is_a_conflict_that_names_the_difference(any_case: Case, tell: Any) -> None:
    tell("Harbour Intelligence Service", 300)
    tell("Ministry of the Coast", 900, words="engineer soldiers", place="Kursk")
    tell("Bureau of Lists", 900, words="engineer soldiers")
    kinds = {conflict.kind: conflict for conflict in only_question(any_case).conflicts}
    assert set(kinds) == {ConflictKind.PART_EXCEEDS_WHOLE}
    assert kinds[ConflictKind.PART_EXCEEDS_WHOLE].differs == ("population",)


def test_rates_of_a_part_and_the_whole_conflict_and_say_what_differs(any_case: Case, tell: Any) -> None:
    tell("Harbour Intelligence Service", 2000, measure="paid", per="month", words="Korean soldiers")
    tell("Chung", 100, measure="paid", per="month", words="men laying bricks")
    (conflict,) = only_question(any_case).conflicts
    assert (conflict.kind, conflict.differs) == (ConflictKind.FIGURES_DO_NOT_MEET, ("population",))
    assert set(conflict.as_written) == {"Korean soldiers", "men laying bricks"}


def test_a_denied_amount_is_no_claim_but_meets_the_assertion_it_denies(any_case: Case, tell: Any) -> None:
    tell("Harbour Intelligence Service", 300)
    denial = tell("Ministry of the Coast", 300, stance=Stance.DENIES, standing=Standing.DENIED)
    question = only_question(any_case)
    assert [claim.wording for claim in question.claims] == ["300"]
    (conflict,) = question.conflicts
    assert (conflict.kind, conflict.right) == (ConflictKind.ASSERTION_MEETS_DENIAL, denial.statement.id)
    assert [actor.name for actor in question.claims[0].denied_by] == ["Ministry of the Coast"]


def test_independence_is_proved_only_by_first_hand_bases_of_different_sides(any_case: Case, tell: Any) -> None:
    tell("Harbour Hospital", 300, basis=Basis.WITNESS, country="UA", publisher="Kestrel")
    assert only_question(any_case).claims[0].proved == 0
    tell("Coast Registry", 300, basis=Basis.DOCUMENT, country="RU", publisher="Lantern")
    tell("Bureau of Lists", 300, basis=Basis.INTELLIGENCE, country="KR", publisher="Quay")
    (claim,) = only_question(any_case).claims
    assert (claim.proved, claim.at_most) == (2, 3)


def test_a_view_can_be_asked_at_an_earlier_head(any_case: Case, tell: Any) -> None:
    tell("Harbour Intelligence Service", 300)
    earlier = any_case.head().seq
    tell("Ministry of the Coast", 1000)
    assert len(only_question(any_case, at=earlier).claims) == 1
    assert len(only_question(any_case).claims) == 2


def test_the_same_reports_in_any_order_give_the_same_questions(tmp_path: Any) -> None:
    from itertools import permutations

    from closewatch.ledger.case import case_in_memory

    from .conftest import AT, Telling

    told = [("Harbour Service", 300), ("Ministry of the Coast", 1000), ("Harbour Service", 300), ("Bureau of Lists", 300)]
    seen = set()
    for order in permutations(range(4)):
        case = case_in_memory("t", "person:a", AT)
        for place in order:
            Telling(case)(told[place][0], told[place][1], published=f"2025-01-1{place}")
        seen.add(tuple(questions(case.tables)))
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (QuestionKey("captured", "person", None, "KP", "combatant", "RU"), "Captured: soldiers from North Korea in Russia"),
        (QuestionKey("casualties", "percent", None, "UA", "civilian", None), "Casualties among civilians from Ukraine (percent)"),
        (QuestionKey("paid", "USD", "month", "KP", "combatant", "RU"), "Pay of soldiers from North Korea in Russia, per month (USD)"),
        (QuestionKey("killed", "person", None, None, None, "SD"), "Deaths in Sudan"),
    ],
)
def test_a_question_is_worded_by_its_key_where_no_report_has_words_for_the_people(key: QuestionKey, expected: str) -> None:
    assert wording(key, ()) == expected
