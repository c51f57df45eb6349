from __future__ import annotations

import pytest

from closewatch.ledger.case import Case
from closewatch.ledger.views.actor_pages import ActorOrder, actor_page, list_actors
from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.digests import digest_of
from closewatch.ledger.views.lists import Wanted
from closewatch.ledger.views.questions import questions
from closewatch.terms.decision import Verdict
from closewatch.terms.trouble import CaseError
from tests.ledger.conftest import Telling
from tests.ledger.test_decisions import Deciding


@pytest.fixture
def told(tell: Telling) -> Case:
    """Kyiv speaks three times, Seoul twice and Moscow once; nobody names an outlet."""
    for number, speaker in enumerate(("Kyiv", "Seoul", "Kyiv", "Moscow", "Seoul", "Kyiv")):
        tell(speaker, 300 + number, published=f"2025-01-1{number}")
    return tell.case


def names(case: Case, wanted: Wanted, order: ActorOrder = ActorOrder.MOST) -> list[str]:
    return [listed.actor.name for listed in list_actors(case.tables, wanted, order).values if listed.statements]


def test_actors_are_listed_by_how_much_they_say_or_by_name(told: Case) -> None:
    assert names(told, Wanted()) == ["Kyiv", "Seoul", "Moscow"]
    assert names(told, Wanted(), ActorOrder.NAME) == ["Kyiv", "Moscow", "Seoul"]
    assert names(told, Wanted(source="SEO")) == ["Seoul"]


@pytest.mark.parametrize("order", ActorOrder)
def test_a_list_of_actors_is_paged_both_ways(told: Case, order: ActorOrder) -> None:
    whole = [listed.id for listed in list_actors(told.tables, Wanted(), order).values]
    on = list_actors(told.tables, Wanted(after=whole[0], limit=2), order)
    assert ([listed.id for listed in on.values], on.earlier, on.later) == (whole[1:3], True, True)
    back = list_actors(told.tables, Wanted(before=whole[2], limit=1), order)
    assert ([listed.id for listed in back.values], back.earlier, back.later) == (whole[1:2], True, True)
    with pytest.raises(CaseError, match="go on from"):
        list_actors(told.tables, Wanted(after="ac:0"), order)


def test_the_page_of_an_actor_has_all_there_is_to_it(told: Case) -> None:
    kyiv = list_actors(told.tables, Wanted()).values[0].id
    page = actor_page(told.tables, kyiv, limit=2)
    assert (page.actor.id, page.actor.name, page.statements_made, page.reports_naming) == (kyiv, "Kyiv", 3, 3)
    assert [found.count for found in (page.members, page.statements, page.figures, page.reports)] == [3, 3, 3, 3]
    assert len(page.statements.values) == 2
    assert page.statements.later
    (answered,) = page.questions.values
    assert answered.values == 3
    with pytest.raises(CaseError):
        actor_page(told.tables, "ac:0")


def test_whoever_was_split_off_may_be_the_same(tell: Telling, decide: Deciding) -> None:
    tell("Kyiv", 300, published="2025-01-13")
    tell("Kyiv", 500, published="2025-01-14")
    tables = tell.case.tables
    ids = [row[0] for row in tables.execute("SELECT id FROM actors WHERE name = 'Kyiv' ORDER BY id").fetchall()]
    kept = component_of(tables, ids[0])
    (parted,) = set(ids) - {kept}
    assert actor_page(tables, kept).alike == ()
    decide(kept, Verdict.SPLIT, other=parted)
    assert [listed.id for listed in actor_page(tables, kept).alike] == [parted]
    assert [listed.id for listed in actor_page(tables, parted).alike] == [kept]
    assert (actor_page(tables, kept).statements_made, actor_page(tables, parted).statements_made) == (1, 1)


def test_an_actor_goes_by_the_name_that_most_reports_have_for_it(told: Case, decide: Deciding) -> None:
    kyiv, seoul = (listed.id for listed in list_actors(told.tables, Wanted()).values[:2])
    decide(kyiv, Verdict.MERGE, other=seoul)
    merged = component_of(told.tables, kyiv)
    assert name_of(told.tables, merged).name == "Kyiv"
    assert set(name_of(told.tables, merged).names) == {"Kyiv", "Seoul"}
    assert list_actors(told.tables, Wanted()).values[0].statements == 5
    assert names(told, Wanted(source="seoul")) == ["Kyiv"]


def test_a_digest_counts_what_its_question_holds(told: Case) -> None:
    (question,) = questions(told.tables)
    digest = digest_of(question)
    assert (digest.id, digest.wording, digest.claims, digest.conflicts) == (question.id, question.wording, 6, len(question.conflicts))
    assert (digest.newest, digest.reports, digest.disputed) == ("2025-01-15", 6, question.disputed)
    assert [mark.amount.low for mark in digest.marks] == sorted(mark.amount.low or 0 for mark in digest.marks)


@pytest.fixture
def decide(any_case: Case) -> Deciding:
    return Deciding(any_case)
