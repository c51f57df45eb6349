from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from closewatch.ledger.bodies import links_body
from closewatch.ledger.case import Case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.corrections import NotAField
from closewatch.ledger.views.history import history
from closewatch.ledger.views.lists import Wanted, actors, figures, statements
from closewatch.ledger.views.questions import questions
from closewatch.ledger.views.values import value_of
from closewatch.review.decide import make_decision
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.figure import Standing
from closewatch.terms.record import to_plain
from closewatch.terms.statement import Stance
from closewatch.terms.trouble import CaseError, NotVerbatim

from .conftest import AT, Told


class Deciding:
    """Puts a reviewer's decisions on the record, a second apart."""

    def __init__(self, case: Case) -> None:
        self.case, self.at = case, AT

    def __call__(self, on: str, verdict: Verdict, **given: Any) -> Decision:
        self.at += timedelta(seconds=1)
        decision = make_decision(self.case, on, verdict, "person:reviewer-1", self.at, **given)
        self.case.record((), (Draft(EntryKind.DECISION, decision.by, decision.at, to_plain(decision)),))
        return decision


@pytest.fixture
def decide(any_case: Case) -> Deciding:
    return Deciding(any_case)


def wordings(case: Case) -> list[str]:
    return sorted(claim.wording for question in questions(case.tables) for claim in question.claims)


def test_a_corrected_figure_moves_to_the_claim_it_now_makes(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    decide(told.figure.id, Verdict.CORRECT, fields=["low=30", "best=30", "high=30"])
    assert wordings(any_case) == ["30"]
    assert value_of(any_case.tables, told.figure.id).review == "corrected"


def test_a_number_counted_as_a_part_of_another_is_told_apart_where_the_words_are_the_same(
    any_case: Case, tell: Any, decide: Deciding
) -> None:
    whole, other = tell("Kyiv", 30), tell("Seoul", 50)
    everybody = "population=KP/military/combatant"
    fields = ("low=9", "best=9", "high=9", "measure=killed", "unit=person", "place=Russia/RU", "scope=cumulative", "as_of=2025-01-13")
    decide(whole.report.id, Verdict.ADD, fields=addition(whole, *fields, everybody, f"part_of={whole.figure.id}"))
    decide(other.figure.id, Verdict.CORRECT, fields=[everybody])
    (question,) = questions(any_case.tables)
    found = history(any_case.tables, question.id)
    assert found is not None
    said = [one.because for one in found.side_by_side]
    assert said == ["9 and 50: population: “military”, the first counted as a part of another number"]


def test_a_clock_that_was_set_back_makes_no_decision_older_than_the_one_before_it(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    first = decide(told.figure.id, Verdict.REJECT)
    decide.at = AT - timedelta(days=400)
    second = decide(told.figure.id, Verdict.ACCEPT)
    assert second.at > first.at
    assert value_of(any_case.tables, told.figure.id).review == "accepted"


def test_after_a_decision_made_at_the_end_of_all_time_nobody_can_decide(any_case: Case, tell: Any) -> None:
    figure = tell("Harbour Service", 300).figure.id
    last = Decision(figure, Verdict.ACCEPT, "person:reviewer-2", datetime.max.replace(tzinfo=UTC))
    any_case.record((), (Draft(EntryKind.DECISION, last.by, AT, to_plain(last)),))
    with pytest.raises(CaseError, match="wanted a time after every decision"):
        make_decision(any_case, figure, Verdict.REJECT, "person:reviewer-1", AT)


def test_undoing_a_correction_gives_back_what_the_reader_found(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    correction = decide(told.figure.id, Verdict.CORRECT, fields=["low=30", "best=30", "high=30"])
    undone = decide(correction.id, Verdict.WITHDRAW)
    assert wordings(any_case) == ["300"]
    decide(undone.id, Verdict.WITHDRAW)
    assert wordings(any_case) == ["30"]


def test_a_rejected_statement_takes_its_figures_out_of_the_questions(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    rejection = decide(told.statement.id, Verdict.REJECT)
    assert wordings(any_case) == []
    decide(rejection.id, Verdict.WITHDRAW)
    assert wordings(any_case) == ["300"]


def test_a_corrected_speaker_is_the_origin_of_the_figures(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    decide(told.statement.id, Verdict.CORRECT, fields=["speaker=Coast Guard", "stance=estimates"])
    ((claim,),) = [question.claims for question in questions(any_case.tables)]
    assert claim.origins[0].actor.name == "Coast Guard"
    assert value_of(any_case.tables, told.statement.id).value.stance is Stance.ESTIMATES


def test_merged_actors_are_one_origin_and_split_ones_two_again(any_case: Case, tell: Any, decide: Deciding) -> None:
    one, two = tell("Harbour Service", 300), tell("HS", 300, published="2025-01-14")
    merge = decide(one.statement.speaker.id, Verdict.MERGE, other=two.statement.speaker.id)
    assert [claim.at_most for question in questions(any_case.tables) for claim in question.claims] == [1]
    decide(one.statement.speaker.id, Verdict.SPLIT, other=two.statement.speaker.id)
    assert [claim.at_most for question in questions(any_case.tables) for claim in question.claims] == [2]
    assert merge.other == two.statement.speaker.id


def test_a_withdrawn_merge_parts_what_it_joined_and_nothing_else(any_case: Case, tell: Any, decide: Deciding) -> None:
    one, two = tell("Harbour Service", 300), tell("Harbour Service", 300, published="2025-01-14")
    three = tell("HS", 300, published="2025-01-15")
    merge = decide(one.statement.speaker.id, Verdict.MERGE, other=three.statement.speaker.id)
    decide(merge.id, Verdict.WITHDRAW)
    named = sorted(listed.actor.name for listed in actors(any_case.tables, Wanted()) if listed.statements)
    assert named == ["HS", "Harbour Service"]
    assert two.report.id != one.report.id


def test_a_person_can_add_what_the_reader_missed(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    start, end = told.statement.content[0].start, told.statement.content[0].end
    decide(told.report.id, Verdict.ADD, fields=[f"content={start}:{end - 2}", "stance=warns", "speaker=Coast Guard"])
    added = [row.statement for row in statements(any_case.tables, Wanted()) if row.review == "accepted"]
    assert [(statement.stance, statement.speaker and statement.speaker.name) for statement in added] == [(Stance.WARNS, "Coast Guard")]


def test_what_does_not_fit_is_refused_and_leaves_no_trace(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    head = any_case.head()
    with pytest.raises(NotAField, match="wanted one of"):
        decide(told.figure.id, Verdict.CORRECT, fields=["colour=red"])
    with pytest.raises(NotAField, match="wanted a value for low"):
        decide(told.figure.id, Verdict.CORRECT, fields=["low=many"])
    with pytest.raises(CaseError, match="an amount of 0 or more for low"):
        decide(told.figure.id, Verdict.CORRECT, fields=["low=-5"])
    with pytest.raises(NotVerbatim):
        decide(told.statement.id, Verdict.CORRECT, fields=["content=0:99999"])
    with pytest.raises(CaseError, match="found none"):
        decide("st:000000000", Verdict.ACCEPT)
    with pytest.raises(CaseError, match="wanted an id of kind ac, cl to merge"):
        decide(told.statement.id, Verdict.MERGE, other=told.figure.id)
    with pytest.raises(CaseError, match="grade like B2"):
        decide(told.report.id, Verdict.GRADE, grade="Z9")
    assert any_case.head() == head


def test_the_views_after_many_decisions_are_those_of_a_rebuild(any_case: Case, tell: Any, decide: Deciding) -> None:
    one, two = tell("Harbour Service", 300), tell("HS", 900, published="2025-01-14")
    merge = decide(one.statement.speaker.id, Verdict.MERGE, other=two.statement.speaker.id)
    decide(one.figure.id, Verdict.CORRECT, fields=["measure=wounded"])
    decide(two.figure.id, Verdict.REJECT)
    decide(merge.id, Verdict.WITHDRAW)
    decide(one.report.id, Verdict.GRADE, grade="b2", reason="known to the team")
    decide(one.report.id, Verdict.NOTE, reason="see the second edition")
    assert list(verify(any_case)) == []


def reviewed(case: Case, identity: str) -> str:
    return value_of(case.tables, identity).review


def addition(told: Told, *fields: str) -> list[str]:
    """Fields of a second figure in the same statement: the words that count, and an amount."""
    start = told.report.text.index("soldiers")
    return [
        f"span={start}:{start + 8}",
        "measure=wounded",
        f"statement={told.statement.id[:20]}",
        *(fields or ("low=7", "best=7", "high=7")),
    ]


def test_a_decision_holds_unless_one_that_withdraws_it_holds(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    doubted = [decide(told.figure.id, Verdict.REJECT)]
    for holds in (False, True, False, True, False):
        doubted.append(decide(doubted[-1].id, Verdict.WITHDRAW))
        assert wordings(any_case) == ([] if holds else ["300"])
    with pytest.raises(CaseError, match="withdrawn already"):
        decide(doubted[0].id, Verdict.WITHDRAW)
    assert list(verify(any_case)) == []


def test_an_added_figure_is_accepted_corrected_and_gone_as_people_decide(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    added = decide(told.report.id, Verdict.ADD, fields=addition(told))
    (figure,) = (row.id for row in figures(any_case.tables, Wanted()) if row.id != told.figure.id)
    assert (reviewed(any_case, figure), wordings(any_case)) == ("accepted", ["300", "7"])
    corrected = decide(figure, Verdict.CORRECT, fields=["low=8", "best=8", "high=8"])
    assert (reviewed(any_case, figure), wordings(any_case)) == ("corrected", ["300", "8"])
    undone = decide(corrected.id, Verdict.WITHDRAW)
    assert (reviewed(any_case, figure), wordings(any_case)) == ("accepted", ["300", "7"])
    decide(undone.id, Verdict.WITHDRAW)
    decide(added.id, Verdict.WITHDRAW)
    assert (reviewed(any_case, figure), wordings(any_case)) == ("rejected", ["300"])
    decide(told.report.id, Verdict.ADD, fields=addition(told, "low=9", "best=9", "high=9"))
    assert (reviewed(any_case, figure), wordings(any_case)) == ("accepted", ["300", "9"])
    assert list(verify(any_case)) == []


def test_taking_back_an_addition_leaves_what_the_reader_found_too(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    span = f"span={told.figure.span.start}:{told.figure.span.end}"
    added = decide(told.report.id, Verdict.ADD, fields=[span, "measure=killed", "low=30", "high=30"])
    assert reviewed(any_case, told.figure.id) == "accepted"
    decide(added.id, Verdict.WITHDRAW)
    assert (reviewed(any_case, told.figure.id), value_of(any_case.tables, told.figure.id).value) == ("unreviewed", told.figure)


def test_an_added_statement_takes_its_figures_with_it(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    words = f"content={told.figure.span.start}:{told.figure.span.end}"
    added = decide(told.report.id, Verdict.ADD, fields=[words, "speaker=Coast Guard"])
    (statement,) = (row.id for row in statements(any_case.tables, Wanted()) if row.id != told.statement.id)
    decide(told.figure.id, Verdict.CORRECT, fields=[f"statement={statement[:15]}"])
    assert [claim.origins[0].actor.name for question in questions(any_case.tables) for claim in question.claims] == ["Coast Guard"]
    undone = decide(added.id, Verdict.WITHDRAW)
    assert wordings(any_case) == []
    decide(undone.id, Verdict.WITHDRAW)
    assert wordings(any_case) == ["300"]
    assert list(verify(any_case)) == []


def test_a_link_is_as_it_was_judged_last(any_case: Case, tell: Any, decide: Deciding) -> None:
    one, _ = tell("Bellingcat", 300), tell("Bellingcat", 300, published="2025-01-14")
    (link,) = (row[0] for row in any_case.tables.execute('SELECT id FROM links WHERE "left" = ?', (one.statement.speaker.id,)))
    for verdict, origins in ((Verdict.REJECT, 2), (Verdict.ACCEPT, 1), (Verdict.REJECT, 2)):
        decision = decide(link, verdict)
        assert [claim.at_most for question in questions(any_case.tables) for claim in question.claims] == [origins]
    decide(decision.id, Verdict.WITHDRAW)
    assert [claim.at_most for question in questions(any_case.tables) for claim in question.claims] == [1]
    assert list(verify(any_case)) == []


def test_who_was_split_off_stands_alone_until_merged_again(any_case: Case, tell: Any, decide: Deciding) -> None:
    days = [f"2025-01-1{day}" for day in range(3)]
    one, two, three = (tell("Harbour Service", 300, published=day).statement.speaker.id for day in days)

    def parts() -> int:
        return len({component_of(any_case.tables, actor) for actor in (one, two, three)})

    assert parts() == 1
    split = decide(one, Verdict.SPLIT, other=two)
    assert parts() == 2
    with pytest.raises(CaseError, match="go as one"):
        decide(one, Verdict.SPLIT, other=two)
    merge = decide(two, Verdict.MERGE, other=three)
    assert parts() == 1
    other = decide(one, Verdict.SPLIT, other=three)  # works the whole component out again, and the merge of two stays
    assert (parts(), component_of(any_case.tables, one) == component_of(any_case.tables, three)) == (3, False)
    decide(other.id, Verdict.WITHDRAW)
    assert parts() == 1
    decide(merge.id, Verdict.WITHDRAW)
    assert parts() == 2
    decide(split.id, Verdict.WITHDRAW)
    assert parts() == 1
    assert list(verify(any_case)) == []


def test_a_denial_that_was_rejected_or_is_none_denies_nothing(any_case: Case, tell: Any, decide: Deciding) -> None:
    said = tell("Harbour Service", 300)
    denial = tell("Coast Ministry", 300, published="2025-01-14", stance=Stance.DENIES, standing=Standing.HYPOTHETICAL)
    link = Link(LinkKind.DENIES, denial.statement.id, said.statement.id, Decimal("0.8"))
    any_case.record((), (Draft(EntryKind.LINKS, "linker:1", AT, links_body(denial.report.id, (link,))),))

    def conflicts() -> list[str]:
        return [conflict.right for question in questions(any_case.tables) for conflict in question.conflicts]

    assert conflicts() == [denial.statement.id]
    rejection = decide(denial.statement.id, Verdict.REJECT)
    assert conflicts() == []
    decide(rejection.id, Verdict.WITHDRAW)
    assert conflicts() == [denial.statement.id]
    decide(denial.statement.id, Verdict.CORRECT, fields=["stance=doubts"])
    assert conflicts() == []


@pytest.mark.parametrize(
    "field",
    ["low=NaN", "low=Infinity", "low=1e999999", "low=1_000", "low=²", "low=900", "best=9", "open_low=maybe", "place=Kursk/Russia",
     "statement=st:0000", "statement=fi:0000", "part_of=fi:0000", "span=²:4", "span=4:4", f"span={'9' * 5000}:9", "as_of=2024-02-30"],
)  # fmt: skip
def test_a_figure_takes_no_value_that_it_cannot_have(any_case: Case, tell: Any, decide: Deciding, field: str) -> None:
    told = tell("Harbour Service", 300)
    head = any_case.head()
    with pytest.raises((NotAField, NotVerbatim, CaseError)):
        decide(told.figure.id, Verdict.CORRECT, fields=[field])
    assert any_case.head() == head


@pytest.mark.parametrize(
    "field", ["content=", "content=,", "content=3", "content=-1:4", "content=4:2", "kind=ship", "country=Korea", "said=soon"]
)
def test_a_statement_takes_no_value_that_it_cannot_have(any_case: Case, tell: Any, decide: Deciding, field: str) -> None:
    told = tell("Harbour Service", 300)
    head = any_case.head()
    for identity, verdict in ((told.statement.id, Verdict.CORRECT), (told.report.id, Verdict.ADD)):
        with pytest.raises((NotAField, NotVerbatim)):
            decide(identity, verdict, fields=[field])
    assert any_case.head() == head


def test_a_figure_belongs_to_a_statement_of_its_own_report(any_case: Case, tell: Any, decide: Deciding) -> None:
    one, two = tell("Harbour Service", 300), tell("Coast Ministry", 400)
    with pytest.raises(CaseError, match="of the same report"):
        decide(one.figure.id, Verdict.CORRECT, fields=[f"statement={two.statement.id}"])


def test_whatever_people_decide_the_counters_are_those_of_the_members(any_case: Case, tell: Any, decide: Deciding) -> None:
    """Forty decisions drawn by chance, the ones that do not fit refused; after each, origins are counted again from the members."""
    chance = Random(7)
    told = [tell(name, number, published=f"2025-01-1{day}") for day, (name, number) in enumerate([("A", 3), ("A", 3), ("B", 4), ("C", 3)])]
    links = [row[0] for row in any_case.tables.execute("SELECT id FROM links")]
    made: list[Decision] = []
    for _ in range(40):
        one = chance.choice(told)
        actors = sorted(row[0] for row in any_case.tables.execute("SELECT id FROM actors"))
        on, verdict, given = chance.choice(
            [
                (chance.choice(actors), Verdict.MERGE, {"other": chance.choice(actors)}),
                (chance.choice(actors), Verdict.SPLIT, {"other": chance.choice(actors)}),
                (chance.choice(links), chance.choice([Verdict.ACCEPT, Verdict.REJECT]), {}),
                (one.statement.id, Verdict.CORRECT, {"fields": [chance.choice(["speaker=D", "speaker=", "stance=denies"])]}),
                (one.figure.id, Verdict.CORRECT, {"fields": [chance.choice(["measure=wounded", "standing=denied", "statement="])]}),
                (one.report.id, Verdict.ADD, {"fields": addition(one)}),
                (chance.choice([one.statement.id, one.figure.id]), Verdict.REJECT, {}),
                *((decision.id, Verdict.WITHDRAW, {}) for decision in chance.sample(made, min(3, len(made)))),
            ]
        )
        try:
            made.append(decide(on, verdict, **given))
        except CaseError:
            continue
        members = any_case.tables.execute("SELECT claim, actor FROM members WHERE NOT denied AND until_seq IS NULL").fetchall()
        counted = Counter((claim, component_of(any_case.tables, actor)) for claim, actor in members)
        kept = any_case.tables.execute("SELECT claim, actor, figures FROM origins WHERE until_seq IS NULL").fetchall()
        assert {(claim, actor): figures for claim, actor, figures in kept} == counted
    assert len(made) > 20
    assert list(verify(any_case)) == []
