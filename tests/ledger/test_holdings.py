from __future__ import annotations

from collections.abc import Iterator

import pytest

from closewatch.ledger.case import Case
from closewatch.ledger.views.admission import admission_of, decided
from closewatch.ledger.views.find import known_id
from closewatch.ledger.views.gaps import gaps_of, reports_of
from closewatch.ledger.views.holdings import holdings_of, perhaps_disputed, standing_on
from closewatch.ledger.views.lists import reports_called
from closewatch.ledger.views.trace import Paragraph, trace
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.trouble import CaseError
from tests.publish.small_case import judge, of, small_case


@pytest.fixture(scope="module")
def goma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """Four reports about the dead of Goma, on which anna decided twice."""
    with small_case(tmp_path_factory.mktemp("goma")) as case:
        figure = next(one.id for one in of(case).figures() if one.outlet == "Lantern Daily")
        note = judge(case, figure, Verdict.NOTE, by="person:anna", reason="ask her")
        judge(case, note.id, Verdict.WITHDRAW, by="person:anna")
        yield case


def figure_of(case: Case, outlet: str) -> str:
    return next(one.id for one in of(case).figures() if one.outlet == outlet)


def test_what_a_case_holds_is_counted_with_who_and_what_worked_on_it(goma: Case) -> None:
    found = holdings_of(goma.tables)
    assert (found.originals, found.reports, found.outlets, found.statements, found.figures) == (4, 4, 4, 8, 4)
    assert (found.reviewed, found.undated, found.unread, found.decisions, found.destroyed) == (0, 0, 0, 2, 0)
    assert (found.readers, found.collectors, found.deciders) == ((("rules-1", 4),), (("person:tester", 4),), (("person:anna", 2),))
    assert found.begun == found.ended
    assert str(found.begun)[:10] == "2025-03-01"


def test_questions_that_can_be_disputed_come_with_the_most_answers_first_until_there_are_too_many(goma: Case) -> None:
    every, none_left = perhaps_disputed(goma.tables, 1_000)
    assert none_left == 0
    assert perhaps_disputed(goma.tables, 0) == (every[:1], len(every) - 1)


def test_anything_on_the_record_stands_on_words_or_a_report(goma: Case) -> None:
    (question,) = of(goma).questions()
    claim = question.claims[0]
    link = goma.tables.execute("SELECT id FROM links ORDER BY id LIMIT 1").fetchone()[0]
    capture = goma.tables.execute("SELECT id FROM captures ORDER BY seq LIMIT 1").fetchone()[0]
    for identity in (question.id, claim.id, claim.origins[0].actor.id, link, capture, claim.reports[0], claim.origins[0].members[0]):
        found = standing_on(goma.tables, identity)
        assert found is not None
        assert found[:3] in ("st:", "fi:", "re:")
    for decision in decided(goma.tables):  # the second is on the first
        assert standing_on(goma.tables, decision.id) == figure_of(goma, "Lantern Daily")


@pytest.mark.parametrize("identity", ["qu:ff", "cl:ff", "de:ff", "or:ff", "nonsense", ""])
def test_what_is_not_on_the_record_stands_on_nothing(goma: Case, identity: str) -> None:
    assert standing_on(goma.tables, identity) is None


def test_a_decision_that_was_taken_back_says_so_where_the_value_was_admitted(goma: Case) -> None:
    figure = figure_of(goma, "Lantern Daily")
    found = admission_of(goma.tables, figure, reports_of(goma.tables, [figure])[figure])
    assert [one.did for one in found][-1] == "decided: note, later withdrawn"
    last = found[-1].decided
    assert last is not None
    assert isinstance(last.decision, Decision)
    assert last.decision.reason == "ask her"


def test_what_values_do_not_say_is_told_of_each(goma: Case) -> None:
    figures = {outlet: figure_of(goma, outlet) for outlet in ("Lantern Daily", "Harbour Wire")}
    found = gaps_of(goma.tables, figures.values())
    assert found[figures["Lantern Daily"]].date
    assert not found[figures["Harbour Wire"]].date
    assert all(one.is_figure and not (one.place or one.people or one.source) for one in found.values())
    statement = next(one.id for one in of(goma).statements())
    assert not gaps_of(goma.tables, [statement])[statement].is_figure


def test_reports_are_called_by_their_ids_and_unknown_ones_are_passed_over(goma: Case) -> None:
    every = list(of(goma).reports())
    wanted = sorted((every[2], every[0]), key=lambda report: report.id)
    assert list(reports_called(goma.tables, [every[2].id, every[0].id, "re:ff"])) == wanted


def test_words_are_followed_by_their_report_and_offsets(goma: Case) -> None:
    report = next(of(goma).reports()).id
    found = trace(goma.tables, goma.report, known_id(goma.tables, f"{report[:9]}#0-4"))
    assert (found.id, found.kind, [below.kind for below in found.below]) == (f"{report}#0-4", "words", ["report"])
    assert isinstance(found.value, Paragraph)
    assert [span.exact for span in found.value.words] == ["Army"]


@pytest.mark.parametrize("offsets", ["", "4", "a-b", "9-3", "0-99999", "٣-٤"])
def test_offsets_that_are_none_are_refused_in_one_line(goma: Case, offsets: str) -> None:
    report = next(of(goma).reports()).id
    with pytest.raises(CaseError, match="wanted") as refused:
        trace(goma.tables, goma.report, f"{report}#{offsets}")
    assert "\n" not in str(refused.value)
