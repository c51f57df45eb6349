from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from closewatch.publish.shapes import figure_shape, reading_shape, report_shape, span_shape, statement_shape, unit_shape
from closewatch.terms.about import Place, Population
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.figure import Figure, FigureKind, Lean, Range, Scope, Standing
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report, Span
from closewatch.terms.statement import Basis, Manner, Part, Reason, Stance, Statement
from closewatch.terms.trouble import Problem, Severity
from closewatch.terms.when import Dated, KnownFrom
from closewatch.testing import plain_report

REPORT = plain_report(
    "The ministry said at least 300 workers are paid about $2,000 a month in Kursk.", headline="Paid", published="2024-11-19"
)


def words(part: str, report: Report = REPORT) -> Span:
    start = report.text.index(part)
    return report.span(start, start + len(part))


MINISTRY = Actor(actor_id(REPORT.id, "ministry"), "ministry", ActorKind.BODY, ("ministry",), country="UA")
STATEMENT = Statement(
    report=REPORT.id,
    source=(words("The ministry"),),
    cue=(words("said"),),
    content=(words("at least 300 workers are paid about $2,000 a month in Kursk"),),
    manner=Manner.INDIRECT,
    stance=Stance.ASSERTS,
    basis=Basis.OFFICIAL,
    via=("Meridian Wire",),
    said=Dated(date(2024, 11, 18), None, KnownFrom.TEXT),
    part=Part.LEAD,
    speaker=MINISTRY,
    read_by="rules-1",
    confidence=Decimal("0.93"),
    because=(Reason("stance", "cue:say", words("said")), Reason("basis", "ministry")),
)
FIGURE = Figure(
    report=REPORT.id,
    span=words("$2,000"),
    measure="paid",
    amount=Range(low=Decimal("2E+3"), best=Decimal(2000), high=Decimal("2000.00"), approximate=True, lean=Lean.BELOW),
    bound=words("about"),
    kind=FigureKind.MONEY,
    unit="USD|AUD",
    per="month",
    population=Population("UA", "worker", "civilian", words("workers")),
    place=Place("Kursk", "RU", rule="inherited"),
    scope=Scope.STOCK,
    as_of=Dated(None, date(2024, 11, 19), KnownFrom.PUBLISHED),
    part_of="fi:1",
    derived_from=("fi:2",),
    standing=Standing.DISPUTED,
    statement=STATEMENT.id,
    speaker=MINISTRY,
    because=(Reason("measure", "verb:pay", words("paid")),),
)


def keys(shape: dict[str, Any]) -> set[str]:
    return set(shape)


def test_a_reading_is_one_json_object_with_every_key_of_the_interface() -> None:
    problem = Problem("text.encoding-doubtful", "wanted UTF-8, found bytes that are none", "test.txt", Severity.NOTE)
    shape = json.loads(json.dumps(reading_shape(REPORT, Reading(REPORT.id, "rules-1", (STATEMENT,), (FIGURE,), (problem,)))))
    assert list(shape) == ["report", "statements", "figures", "problems"]
    assert keys(shape["report"]) >= {"id", "headline", "publisher", "published", "authors", "url", "language", "capture", "text"}
    assert keys(shape["report"]["capture"]) >= {"digest", "size", "media_type"}
    assert keys(shape["statements"][0]) >= set(
        "id source cue content speaker manner stance basis via within part said confidence review".split()
    )
    assert keys(shape["statements"][0]["speaker"]) >= {"id", "name", "kind", "named", "pseudonymous", "country"}
    assert keys(shape["figures"][0]) >= set(
        "id span bound measure low best high open_low open_high strict lean vague kind unit per population place scope as_of part_of "
        "derived_from standing statement speaker".split()
    )
    assert shape["problems"] == [
        {
            "id": problem.id,
            "code": "text.encoding-doubtful",
            "message": "wanted UTF-8, found bytes that are none",
            "at": "test.txt",
            "severity": "note",
        }
    ]


def test_problems_come_in_the_order_in_which_they_arise() -> None:
    first, last = Problem("capture.first", "met in taking", "a"), Problem("reading.last", "met in reading", "a")
    shape = reading_shape(REPORT, Reading(REPORT.id, "rules-1", problems=(last,)), (first,))
    assert [problem["code"] for problem in shape["problems"]] == ["capture.first", "reading.last"]


def test_a_report_says_of_itself_what_it_can_and_null_for_the_rest() -> None:
    shape = report_shape(REPORT)
    assert (shape["headline"], shape["published"], shape["publisher"], shape["authors"]) == ("Paid", "2024-11-19", None, [])
    assert shape["capture"]["digest"].startswith("sha256:")


def test_a_statement_keeps_its_words_and_its_reasons() -> None:
    shape = statement_shape(STATEMENT, review="accepted")
    assert shape["source"] == [{"start": 6, "end": 18, "exact": "The ministry"}]
    assert shape["said"] == {"start": "2024-11-18", "end": None, "from": "text"}
    assert (shape["confidence"], shape["review"], shape["via"]) == (0.93, "accepted", ["Meridian Wire"])
    assert shape["because"] == [
        {"of": "stance", "rule": "cue:say", "span": {"start": 19, "end": 23, "exact": "said"}},
        {"of": "basis", "rule": "ministry", "span": None},
    ]


def test_a_statement_without_a_source_has_an_empty_list_and_no_speaker() -> None:
    shape = statement_shape(Statement(REPORT.id, (), (words("said"),), (words("300"),), Manner.INDIRECT, Stance.REPORTS))
    assert (shape["source"], shape["speaker"], shape["said"]) == ([], None, None)


def test_amounts_are_decimal_strings_and_never_floats() -> None:
    shape = figure_shape(FIGURE)
    assert (shape["low"], shape["best"], shape["high"], shape["lean"]) == ("2000", "2000", "2000", "below")


def test_a_figure_says_whom_where_and_when_it_counts_and_how_that_is_known() -> None:
    shape = figure_shape(FIGURE)
    assert shape["population"]["value"] == {"country": "UA", "role": "worker", "class": "civilian"}
    assert shape["population"]["span"]["exact"] == "workers"
    assert shape["place"] == {"value": {"name": "Kursk", "country": "RU", "region": None}, "span": None, "rule": "inherited"}
    assert shape["as_of"] == {"start": None, "end": "2024-11-19", "from": "published"}
    assert shape["speaker"]["name"] == "ministry"


@pytest.mark.parametrize(("unit", "shown"), [("USD", "USD"), ("USD|AUD", ["USD", "AUD"]), (None, None), ("person", "person")])
def test_a_unit_is_a_list_only_where_the_sign_is_ambiguous(unit: str | None, shown: object) -> None:
    assert unit_shape(unit) == shown


def test_an_excerpt_keeps_the_report_it_stands_in() -> None:
    assert span_shape(REPORT.excerpt(words("Kursk")))["report"] == REPORT.id
