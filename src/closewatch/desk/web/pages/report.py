"""A report: its text with statements and figures marked in place, a card for each beside it, and the original beside both if asked for."""

from __future__ import annotations

import re
from typing import Any

from starlette.responses import JSONResponse, Response

from closewatch.desk.web.door import Door
from closewatch.desk.web.pages.captures import opened_of, page_asked
from closewatch.desk.web.reading.cards import beside
from closewatch.desk.web.reading.highlights import Marked, Role, Stretch, Stretches
from closewatch.desk.web.reading.opened import Look, looks
from closewatch.desk.web.reading.report_view import neighbours_of, shown_blocks, stretches_of
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.custody import Sighting, sightings_of
from closewatch.ledger.views.find import whole_id
from closewatch.ledger.views.in_report import claims_made, figures_in, place_of, statements_in
from closewatch.ledger.views.questions import question
from closewatch.ledger.views.versions import versions_of
from closewatch.publish.shapes import (
    Shape,
    capture_shape,
    figure_shape,
    held_shape,
    problem_shape,
    report_shape,
    statement_shape,
)
from closewatch.publish.wording import one_line, readable
from closewatch.terms.report import Report
from closewatch.terms.trouble import Problem, Severity

MOST_SIGHTINGS = 20
"""How many captures and versions of one report are named."""


def report(visit: Visit) -> Response:
    """Show a report, or one part of a long one: `part` names it, `at` a value in it, or `words` any words by their offsets."""
    found, tables = visit.case.report(visit.part("id")), visit.case.tables
    parts = stretches_of(tables, found)
    chosen, asked = visit.asked("at"), _words_asked(visit)
    stretch = parts.holding(asked[0].start) if asked else _stretch(visit, parts, chosen)
    side = beside(tables, found.id, found.publisher, stretch.start, stretch.end)
    neighbours = neighbours_of(tables, found.id)
    blocks = shown_blocks(found, stretch, side, neighbours, asked)
    sightings = sightings_of(tables, found.id, MOST_SIGHTINGS)
    page = next((block.page for block in blocks if block.page and any(chosen in piece.begins for piece in block.pieces)), None)
    return visit.page(
        "report.html",
        report=found,
        parts=parts.all,
        part=stretch,
        chosen=_card_of(side.cards, chosen),
        side=side,
        blocks=blocks,
        neighbours=neighbours,
        versions=_versions(visit, found.id),
        problems=problems_of(visit, found, sightings),
        sightings=sightings,
        original=_original(visit, sightings, page),
        readable=readable,
        title=one_line(found.headline or "(no headline)", 200),
    )


def _words_asked(visit: Visit) -> tuple[Marked, ...]:
    """Give the words that the address names by their offsets, to be marked; none where it names none."""
    match = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", visit.asked("words") or "")
    return (Marked("words", Role.ASKED, int(match[1]), int(match[2])),) if match else ()


def _stretch(visit: Visit, parts: Stretches, chosen: str | None) -> Stretch:
    place = place_of(visit.case.tables, chosen) if chosen else None
    if place is not None:
        return parts.holding(place)
    number = visit.asked("part") or ""
    return parts.numbered(int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1)


def _card_of(cards: tuple[Any, ...], chosen: str | None) -> str | None:
    """Give the card that a statement or a figure stands on."""
    return next((card.id for card in cards if chosen in (card.id, *(line.id for line in card.figures))), None)


def _original(visit: Visit, sightings: tuple[Sighting, ...], page: int | None) -> dict[str, Any] | None:
    """Say how the original is shown beside the text, where that is asked for: in a frame, or as the picture of one page."""
    if not (visit.asked("beside") == "original" and sightings):
        return None
    first = sightings[0]
    if looks(first.capture.media_type) is not Look.PICTURES:
        return {"sighting": first, "look": looks(first.capture.media_type).value, "page": 0, "pages": 0}
    opened = opened_of(visit, first)
    return {"sighting": first, "look": opened.look.value, "page": page_asked(visit, page or 1, opened.pages), "pages": opened.pages}


def _versions(visit: Visit, report: str) -> list[dict[str, Any]]:
    """Name the other reports of the same address, each with a capture of both to hold against each other."""
    tables = visit.case.tables
    query = (
        "SELECT r.id, r.publisher, r.published, r.headline, (SELECT id FROM captures WHERE report = r.id ORDER BY seq LIMIT 1)"
        " FROM reports r WHERE r.id = ?"
    )
    rows = [tables.execute(query, (other,)).fetchone() for other in versions_of(tables, report)[:MOST_SIGHTINGS]]
    return [{"id": row[0], "outlet": row[1], "day": row[2] and row[2][:10], "headline": row[3], "capture": row[4]} for row in rows]


def problems_of(visit: Visit, report: Report, sightings: tuple[Sighting, ...]) -> list[Problem]:
    """Give the problems and notes that were met in taking in and reading a report."""
    seqs = [sighting.seq for sighting in sightings]
    query = f"SELECT DISTINCT code, message, at, severity FROM problems WHERE at = ? OR seq IN ({', '.join('?' * len(seqs))}) LIMIT 50"
    rows = visit.case.tables.execute(query, (report.id, *seqs)).fetchall()
    return [Problem(code, message, at, Severity(severity)) for code, message, at, severity in rows]


def belongs(visit: Visit) -> Response:
    """Send the browser to the origin that a statement or figure counts for, else to its claim or question, else down its trace.

    Raises: CaseError when the case does not hold it.
    """
    identity = whole_id(visit.case.tables, visit.part("id"))
    made = claims_made(visit.case.tables, [identity]).get(identity)
    whole = question(visit.case.tables, made.question) if made else None
    if made is None or whole is None:
        return visit.go(f"/trace/{identity}")
    origins = (origin for claim in whole.claims for origin in claim.origins)
    held = next((one.id for one in origins if identity in (*one.members, *one.statements, *one.drifted)), None)
    return visit.go(f"/questions/{made.question}#{held or made.claim}")


def report_json(visit: Visit) -> Response:
    """Give a report with all that is read in it, as `read --json` does, with its captures and its other versions.

    Of a long report the statements and figures of one part at a time; `parts` says how many there are.
    """
    found, tables = visit.case.report(visit.part("id")), visit.case.tables
    parts = stretches_of(tables, found)
    stretch = _stretch(visit, parts, None)
    sightings = sightings_of(tables, found.id, MOST_SIGHTINGS)
    shape: Shape = {
        "report": report_shape(found),
        "statements": [
            held_shape(statement_shape(one.value, one.review), one.id, one.lost)
            for one in statements_in(tables, found.id, stretch.start, stretch.end)
        ],
        "figures": [
            held_shape(figure_shape(one.value, one.review), one.id, one.lost)
            for one in figures_in(tables, found.id, stretch.start, stretch.end)
        ],
        "problems": [problem_shape(problem) for problem in problems_of(visit, found, sightings)],
        "captures": [capture_shape(one.capture) for one in sightings],
        "versions": list(versions_of(tables, found.id)),
        "part": stretch.number,
        "parts": len(parts.all),
    }
    return JSONResponse(shape)


DOORS = (
    Door("/reports/{id}.json", report_json),
    Door("/reports/{id}", report),
    Door("/belongs/{id}", belongs),
)
