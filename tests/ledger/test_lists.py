from __future__ import annotations

import pytest

from closewatch.ledger.case import Case
from closewatch.ledger.views.find import whole_id
from closewatch.ledger.views.lists import Wanted, actors, figures, problems, reports, statements
from closewatch.ledger.views.questions import questions
from closewatch.terms.statement import Stance
from closewatch.terms.trouble import CaseError
from tests.ledger.conftest import Telling


@pytest.fixture
def told(tell: Telling) -> Case:
    """Two bodies with two figures, and a denial."""
    tell("Kyiv", 300, published="2025-01-13", publisher="The Harbour Gazette", country="UA")
    tell("Seoul", 700, published="2025-02-01", measure="wounded", country="KR")
    tell("Moscow", 5, published="2025-03-02", stance=Stance.DENIES, publisher="Meridian Wire")
    return tell.case


def test_lists_keep_the_order_of_the_record_and_can_be_paged(told: Case) -> None:
    everything = list(statements(told.tables, Wanted()))
    assert [listed.statement.speaker.name for listed in everything if listed.statement.speaker] == ["Kyiv", "Seoul", "Moscow"]
    assert list(statements(told.tables, Wanted(limit=2))) == everything[:2]
    assert list(statements(told.tables, Wanted(after=everything[0].id, limit=1))) == everything[1:2]


def test_a_list_cannot_go_on_after_what_it_does_not_hold(told: Case) -> None:
    with pytest.raises(CaseError, match="go on after"):
        list(statements(told.tables, Wanted(after="st:0")))


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 3),
        (Wanted(source="kyi"), 1),
        (Wanted(measure="wounded"), 1),
        (Wanted(stance="denies"), 1),
        (Wanted(place="RU"), 3),
        (Wanted(place="russ"), 3),
        (Wanted(place="UA"), 0),
        (Wanted(since="2025-02"), 2),
        (Wanted(until="2025-02"), 2),
        (Wanted(since="2025-02", until="2025-02"), 1),
    ],
)
def test_figures_are_narrowed_by_who_what_where_and_when(told: Case, wanted: Wanted, count: int) -> None:
    assert len(list(figures(told.tables, wanted))) == count


def test_reports_are_found_by_their_outlet_and_source(told: Case) -> None:
    assert [report.publisher for report in reports(told.tables, Wanted(source="harbour"))] == ["The Harbour Gazette"]
    assert len(list(reports(told.tables, Wanted(source="test.txt")))) == 3


def test_a_list_can_be_asked_for_while_another_is_still_being_read(told: Case) -> None:
    begun = told.tables.execute("SELECT 1 FROM reports WHERE has_part(publisher, 'wire')")
    assert [report.publisher for report in reports(told.tables, Wanted(source="harbour"))] == ["The Harbour Gazette"]
    assert list(problems(told.tables, Wanted(source="harbour"))) == []
    assert begun.fetchall() == [(1,)]


def test_actors_are_counted_once_with_their_statements(told: Case) -> None:
    counted = {listed.actor.name: listed.statements for listed in actors(told.tables, Wanted())}
    assert (counted["Kyiv"], counted["Seoul"], counted["Moscow"]) == (1, 1, 1)
    assert [listed.actor.name for listed in actors(told.tables, Wanted(source="seoul"))] == ["Seoul"]


def test_a_case_without_problems_lists_none(told: Case) -> None:
    assert list(problems(told.tables, Wanted())) == []


def test_the_beginning_of_an_id_is_enough_while_it_fits_one(told: Case) -> None:
    identity = next(statements(told.tables, Wanted())).id
    assert whole_id(told.tables, identity) == identity
    assert whole_id(told.tables, identity[:20]) == identity
    with pytest.raises(CaseError, match="found st:"):
        whole_id(told.tables, "st:")
    for nothing in ("st:_", "st:%", "xx:1", "", "st"):
        with pytest.raises(CaseError):
            whole_id(told.tables, nothing)


def test_claims_origins_and_conflicts_are_found_among_the_questions(tell: Telling) -> None:
    tell("Kyiv", 300)
    tell("Seoul", 700)
    tables = tell.case.tables
    disputed = next(question for question in questions(tables) if question.conflicts)
    for found in (disputed.claims[0].id, disputed.claims[0].origins[0].id, disputed.conflicts[0].id):
        assert whole_id(tables, found[:18]) == found


def test_a_page_ends_before_an_id_and_the_pages_together_are_the_list(told: Case) -> None:
    whole = [listed.id for listed in statements(told.tables, Wanted())]
    assert [listed.id for listed in statements(told.tables, Wanted(before=whole[2], limit=1))] == whole[1:2]
    assert [listed.id for listed in statements(told.tables, Wanted(before=whole[2]))] == whole[:2]
    for listing in (figures, reports, actors):
        ids = [listed.id for listed in listing(told.tables, Wanted())]
        assert [listed.id for listed in listing(told.tables, Wanted(after=ids[0]))] == ids[1:]
        assert [listed.id for listed in listing(told.tables, Wanted(before=ids[-1]))] == ids[:-1]


def test_a_list_does_not_go_on_from_what_its_filters_leave_out(told: Case) -> None:
    first = next(statements(told.tables, Wanted(stance="asserts")))
    with pytest.raises(CaseError, match="go on after"):
        list(statements(told.tables, Wanted(stance="denies", after=first.id)))
    with pytest.raises(CaseError, match="go back before"):
        list(statements(told.tables, Wanted(stance="denies", before=first.id)))


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(outlet="Meridian Wire"), ["Moscow"]),
        (Wanted(outlet="Meridian"), []),
        (Wanted(review="unreviewed"), ["Kyiv", "Seoul", "Moscow"]),
        (Wanted(review="rejected"), []),
        (Wanted(source="o", stance="denies"), ["Moscow"]),
    ],
)
def test_statements_are_narrowed_by_outlet_and_review(told: Case, wanted: Wanted, names: list[str]) -> None:
    for listing in (statements(told.tables, wanted), figures(told.tables, wanted)):
        values = [getattr(listed, "statement", None) or getattr(listed, "figure", None) for listed in listing]
        assert [value.speaker.name for value in values if value and value.speaker] == names


def test_one_actor_is_listed_under_each_of_its_ids(tell: Telling) -> None:
    first, second = tell("Kyiv", 300, published="2025-01-13"), tell("Kyiv", 500, published="2025-01-14")
    tell("Seoul", 700)
    for told in (first, second):
        assert told.statement.speaker
        wanted = Wanted(actor=told.statement.speaker.id)
        assert [listed.id for listed in statements(tell.case.tables, wanted)] == [first.statement.id, second.statement.id]
        assert [listed.id for listed in reports(tell.case.tables, wanted)] == [first.report.id, second.report.id]
