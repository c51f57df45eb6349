from __future__ import annotations

from collections.abc import Callable

import pytest

from closewatch.ledger.case import Case
from closewatch.ledger.views import lists
from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.counters import counters
from closewatch.ledger.views.facets import day_number, facet
from closewatch.ledger.views.lists import ListedStatement, Wanted
from closewatch.ledger.views.search import Found, search_figures, search_reports, search_statements
from closewatch.terms.decision import Verdict
from closewatch.terms.statement import Stance
from closewatch.terms.trouble import CaseError
from tests.ledger.conftest import Telling
from tests.ledger.test_decisions import Deciding


@pytest.fixture
def decide(any_case: Case) -> Deciding:
    return Deciding(any_case)


@pytest.fixture
def told(tell: Telling) -> Case:
    """Four bodies with a figure each, in three places and on four days; one denies."""
    tell("Kyiv", 300, published="2025-01-13", publisher="The Harbour Gazette", country="UA")
    tell("국가정보원", 700, published="2025-02-01", measure="wounded", country="KR", words="병사들")
    tell("Москва", 5, published="2025-03-02", stance=Stance.DENIES, publisher="Meridian Wire", words="солдат")
    tell("Kyiv", 900, published="2024-12-24", publisher="Meridian Wire", country="UA", place="Zürich", words="réserviste")
    return tell.case


def days(found: Found[ListedStatement]) -> list[str | None]:
    return [listed.day for listed in found.values]


def test_statements_are_found_newest_first_and_counted(told: Case) -> None:
    found = search_statements(told.tables, Wanted())
    assert days(found) == ["2025-03-02", "2025-02-01", "2025-01-13", "2024-12-24"]
    assert (found.count, found.more, found.earlier, found.later) == (4, False, False, False)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("300", 1),
        ("soldiers russia", 1),
        ("국가정보원", 1),
        ("병사", 1),
        ("СОЛДАТ", 1),
        ("Zurich", 1),
        ("reserviste", 1),
        ("RÉSERV", 1),
        ("nobody", 0),
    ],
)
def test_words_are_found_by_their_beginnings_in_any_script_without_accents_or_case(told: Case, words: str, count: int) -> None:
    assert search_statements(told.tables, Wanted(words=words)).count == count


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(stance="denies"), 1),
        (Wanted(measure="wounded"), 1),
        (Wanted(place="ru"), 4),
        (Wanted(place="züri"), 1),
        (Wanted(place="UA"), 0),
        (Wanted(outlet="Meridian Wire"), 2),
        (Wanted(since="2025-02"), 2),
        (Wanted(until="2024"), 1),
        (Wanted(since="2025-01", until="2025-02"), 2),
        (Wanted(source="kyi"), 2),
        (Wanted(source="kyi", outlet="Meridian Wire"), 1),
        (Wanted(review="unreviewed"), 4),
        (Wanted(review="accepted"), 0),
        (Wanted(words="russia", stance="denies", since="2025"), 1),
        (Wanted(words='facets : shown OR "'), 0),
    ],
)
def test_facets_narrow_statements_figures_and_reports_alike(told: Case, wanted: Wanted, count: int) -> None:
    assert search_statements(told.tables, wanted).count == count
    if wanted.words is None:
        assert search_figures(told.tables, wanted).count == count
        assert search_reports(told.tables, wanted).count == count
        assert len(list(lists.figures(told.tables, wanted))) == count


def test_a_search_goes_on_after_a_value_and_back_before_one(told: Case) -> None:
    whole = [listed.id for listed in search_statements(told.tables, Wanted()).values]
    second = search_statements(told.tables, Wanted(after=whole[0], limit=2))
    assert [listed.id for listed in second.values] == whole[1:3]
    assert (second.earlier, second.later) == (True, True)
    back = search_statements(told.tables, Wanted(before=whole[3], limit=2))
    assert [listed.id for listed in back.values] == whole[1:3]
    assert (back.earlier, back.later) == (True, True)
    first = search_statements(told.tables, Wanted(before=whole[1]))
    assert [listed.id for listed in first.values] == whole[:1]
    assert not first.earlier


def test_reports_are_found_newest_first_and_paged(told: Case) -> None:
    whole = [listed.id for listed in search_reports(told.tables, Wanted()).values]
    assert [listed.published for listed in search_reports(told.tables, Wanted()).values] == sorted(
        (listed.published for listed in lists.reports(told.tables, Wanted())), key=str, reverse=True
    )
    assert [listed.id for listed in search_reports(told.tables, Wanted(after=whole[1], limit=1)).values] == whole[2:3]
    assert [listed.id for listed in search_reports(told.tables, Wanted(before=whole[2], limit=1)).values] == whole[1:2]
    assert search_reports(told.tables, Wanted(words="gazette", stance="denies")).count == 0


@pytest.mark.parametrize("search", [search_statements, search_figures, search_reports])
def test_a_search_for_nothing_or_from_nowhere_is_refused(told: Case, search: Callable[..., object]) -> None:
    with pytest.raises(CaseError, match="words to search for"):
        search(told.tables, Wanted(words="?!"))
    with pytest.raises(CaseError, match="to go on from"):
        search(told.tables, Wanted(after="st:0"))


def test_whoever_was_split_off_is_not_found_under_the_name_that_both_share(tell: Telling, decide: Deciding) -> None:
    first, second = tell("Kyiv", 300, published="2025-01-13"), tell("Kyiv", 500, published="2025-01-14")
    tables = tell.case.tables
    by_actor = {told.statement.speaker.id: told for told in (first, second) if told.statement.speaker}
    kept = component_of(tables, next(iter(by_actor)))
    (parted,) = by_actor.keys() - {kept}
    assert search_statements(tables, Wanted(actor=parted)).count == 2
    decide(kept, Verdict.SPLIT, other=parted)
    for found_under, told in by_actor.items():
        wanted = Wanted(actor=found_under)
        assert [listed.id for listed in search_statements(tables, wanted).values] == [told.statement.id]
        assert [listed.id for listed in search_figures(tables, wanted).values] == [told.figure.id]
        assert [listed.id for listed in search_reports(tables, wanted).values] == [told.report.id]
        assert [listed.id for listed in lists.statements(tables, wanted)] == [told.statement.id]


def test_a_decision_moves_a_statement_among_the_facets(tell: Telling, decide: Deciding) -> None:
    told = tell("Kyiv", 300)
    decide(told.statement.id, Verdict.CORRECT, fields=["stance=denies", "said=2024-02-03"])
    tables = tell.case.tables
    assert search_statements(tables, Wanted(stance="asserts")).count == 0
    assert search_statements(tables, Wanted(stance="denies", review="corrected", until="2024-02")).count == 1
    decide(told.figure.id, Verdict.CORRECT, fields=["measure=wounded", "place=Goma/CD"])
    assert search_statements(tables, Wanted(measure="wounded", place="goma")).count == 1
    assert search_figures(tables, Wanted(measure="killed")).count == 0


def test_the_counters_hold_after_each_entry(tell: Telling, decide: Deciding) -> None:
    told = tell("Kyiv", 300)
    before = counters(tell.case.tables)
    assert (before.reports, before.statements, before.figures, before.undecided, before.lost) == (1, 1, 1, 2, 0)
    assert before.actors == len(list(lists.actors(tell.case.tables, Wanted())))
    decide(told.statement.id, Verdict.ACCEPT)
    assert counters(tell.case.tables).undecided == 1


def test_a_day_is_a_number_that_grows() -> None:
    assert day_number("2025-01-31") < day_number("2025-02") < day_number("2025-02", last=True) < day_number("2025-03-01")
    assert day_number("not a day") == day_number(None) == 0


def test_a_facet_is_one_plain_word() -> None:
    for value in ("The Harbour Gazette", 'a" OR "b', "국가", "", "none_reported"):
        assert facet("outlet", value).isalnum()


def test_a_figure_is_found_by_the_stance_that_a_person_gave_its_statement(any_case: Case, tell: Telling, decide: Deciding) -> None:
    told = tell("Kyiv", 300)
    correction = decide(told.statement.id, Verdict.CORRECT, fields=["stance=denies"])
    for listed in (
        search_figures(any_case.tables, Wanted(stance="denies")).values,
        lists.figures(any_case.tables, Wanted(stance="denies")),
    ):
        assert [one.id for one in listed] == [told.figure.id]
    decide(correction.id, Verdict.WITHDRAW)
    assert search_figures(any_case.tables, Wanted(stance="denies")).count == 0
