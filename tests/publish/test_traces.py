from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

from closewatch.ledger.views.trace import Paragraph, Trace
from closewatch.ledger.views.values import Held
from closewatch.publish.traces import tell, trace_shape
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.decision import Decision, Grade, Verdict
from closewatch.testing import plain_report

REPORT = plain_report("Kyiv said so.", headline="Toll")
AT = datetime(2025, 1, 13, tzinfo=UTC)


def there(_: str) -> bool:
    return True


def gone(_: str) -> bool:
    return False


def test_words_are_marked_in_their_paragraph_each_once() -> None:
    start = REPORT.text.index("Kyiv")
    spans = (
        REPORT.span(start, start + 4),
        REPORT.span(start, start + 4),
        REPORT.span(start + 5, start + 9),
        REPORT.span(start + 6, start + 8),
    )
    paragraph = Paragraph(REPORT.text[start:], start, spans)
    assert tell(Trace("words", REPORT.id, paragraph), there).says == "«Kyiv» «said» so."


def test_a_capture_says_whether_its_bytes_are_still_those() -> None:
    trace = Trace("capture", REPORT.capture.id, Held(REPORT.capture.id, REPORT.capture, "", None))
    assert dict(tell(trace, there).facts)["bytes"] == "there, and of this digest"
    assert dict(tell(trace, gone).facts)["bytes"] == "ALTERED OR MISSING"
    assert trace_shape(trace, gone)["value"]["intact"] is False


def test_a_decision_says_what_who_and_why_and_whether_it_was_taken_back() -> None:
    decision = Decision("st:1", Verdict.GRADE, "person:reviewer-1", AT, "read in full", grade=Grade("B", 2))
    told = tell(Trace("decision", decision.id, (decision, True)), there)
    assert told.says == "grade B2; by person:reviewer-1; read in full"
    assert ("withdrawn", "yes") in told.facts
    shape = json.loads(json.dumps(trace_shape(Trace("decision", decision.id, (decision, False)), there)))
    assert shape["value"]["grade"] == {"reliability": "B", "credibility": 2}
    assert shape["value"]["withdrawn"] is False


def test_a_link_shows_the_words_it_rests_on() -> None:
    link = Link(LinkKind.SAME_ACTOR, "ac:1", "ac:2", Decimal(1), (REPORT.excerpt(REPORT.span(0, 4)),), "full-name")
    told = tell(Trace("link", link.id, link), there)
    assert ("because", f"“Toll” ({REPORT.id} 0-4)") in told.facts


def test_a_link_names_outlet_and_day_of_the_reports_below_and_what_each_passage_is() -> None:
    here = plain_report("Kyiv said so.", publisher="Meridian Wire", published="2024-10-04")
    words = (here.excerpt(here.span(0, 4)), REPORT.excerpt(REPORT.span(0, 4)))
    link = Link(LinkKind.COPIES, here.id, REPORT.id, Decimal("0.5"), words, "direction: published", parts=("statement",))
    below = (
        Trace("words", here.id, "", (Trace("report", here.id, here),)),
        Trace("words", REPORT.id, "", (Trace("report", REPORT.id, REPORT),)),
    )
    facts = tell(Trace("link", link.id, link, below), there).facts
    assert facts == (
        ("from", f"Meridian Wire, 2024-10-04 ({here.id})"),
        ("to", f"no outlet named, no date ({REPORT.id})"),
        ("rule", "direction: published"),
        ("score", "0.5"),
        ("passage (statement), here", "“Kyiv” (Meridian Wire, 2024-10-04 0-4)"),
        ("passage (statement), there", "“Toll” (no outlet named, no date 0-4)"),
    )


def test_a_problem_and_a_place_where_an_actor_is_named_are_told_as_they_are() -> None:
    assert tell(Trace("problem", "pr:1", ("text.empty", "wanted words", 3)), there).says == "text.empty wanted words 3"
    assert trace_shape(Trace("named in", "ac:1", "re:1"), there)["value"] == "re:1"


def test_what_lies_below_is_told_too() -> None:
    told = tell(Trace("report", REPORT.id, REPORT, (Trace("capture", "ca:1", REPORT.capture),)), there)
    assert (told.says, told.below[0].kind) == ("Toll", "capture")
    assert "text" not in trace_shape(Trace("report", REPORT.id, REPORT), there)["value"]
