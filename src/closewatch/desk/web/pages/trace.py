"""The way down from any id: what it says, what it rests on, the exact words in their paragraph, the report, the bytes and who decided what.

How a value is followed is known to `ledger.views.trace`, how it is put into words to `publish.traces`. What would be followed to very many
reports is followed one step, with a link to go on from each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from starlette.responses import JSONResponse, Response

from closewatch.desk.web.door import Door
from closewatch.desk.web.reading.highlights import Marked, Role, Segment, segments
from closewatch.desk.web.rendering import address_of, short_id
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.find import claims_like, conflicts_like, known_id, origins_like
from closewatch.ledger.views.questions import question
from closewatch.ledger.views.trace import Paragraph, Reports, Trace, trace
from closewatch.publish.traces import Intact, Told, tell, trace_shape
from closewatch.publish.wording import one_line, readable, visible
from closewatch.terms.report import Report
from closewatch.terms.trouble import EvidenceAltered

MOST_FOLLOWED = 25
"""How many figures and statements are followed to their bytes for one page."""

MOST_NAMED = 100
"""How many claims or origins are named where they are not followed."""

MOST_SIGNS = 6_000
"""How much of a paragraph is shown around its words, and at most how much of any one line."""

_ID = re.compile(r"\b(?:ca|re|st|fi|ac|qu|cl|li|or|co|dr|de|pr):[0-9a-f]{10,32}\b")


@dataclass(frozen=True)
class Step:
    """One step of the way down: what it is and says, what else is known of it in words and links, and the steps below it."""

    kind: str
    id: str
    address: str
    says: str
    facts: tuple[tuple[str, tuple[tuple[str, str | None], ...]], ...]
    pieces: tuple[Segment, ...]
    altered: bool
    below: tuple[Step, ...]


def show(visit: Visit) -> Response:
    """Show the way down from an id, or from the beginning of one. Raises: CaseError where the case has none, or several."""
    identity = known_id(visit.case.tables, visit.part("id"))
    found, whole = followed(visit, identity)
    step = _step(found, tell(found, intact_in(visit)))
    return visit.page("trace.html", step=step, whole=whole, title=f"{step.kind} {short_id(step.id)}", readable=readable, most=MOST_FOLLOWED)


def trace_json(visit: Visit) -> Response:
    """Give the way down as JSON, as `closewatch trace --json` does; `whole` is false where it was followed one step only."""
    found, whole = followed(visit, known_id(visit.case.tables, visit.part("id")))
    return JSONResponse({**trace_shape(found, intact_in(visit)), "whole": whole})


def intact_in(visit: Visit) -> Intact:
    """Give who tells whether an original is there and has its digest, or was destroyed; each is hashed once for a page."""

    @cache
    def intact(digest: str) -> bool | None:
        try:
            visit.case.store.open(digest).close()
        except EvidenceAltered:
            return None if visit.case.was_destroyed(digest) else False
        return True

    return intact


def followed(visit: Visit, identity: str) -> tuple[Trace, bool]:
    """Follow an id down, to the bytes where these are not too many ways, else one step; tells which. Raises: CaseError."""
    tables, reports = visit.case.tables, _reports(visit)
    count = sum(int(tables.execute(query, (identity,)).fetchone()[0]) for query in _COUNTED.get(identity[:2], ()))
    if count > MOST_FOLLOWED:
        return _one_step(visit, identity), False
    if identity.startswith(("or:", "co:")):
        return _computed(visit, identity, reports)
    return trace(tables, reports, identity), True


_COUNTED = {
    "qu": tuple(f"SELECT count(*) FROM {table} WHERE question = ? AND until_seq IS NULL" for table in ("members", "positions")),
    "cl": tuple(f"SELECT count(*) FROM {table} WHERE claim = ? AND until_seq IS NULL" for table in ("members", "positions")),
    "ac": ("SELECT count(*) FROM actors WHERE component = (SELECT component FROM actors WHERE id = ?)",),
}


def _one_step(visit: Visit, identity: str) -> Trace:
    tables = visit.case.tables
    if identity.startswith("ac:"):
        component = component_of(tables, identity)
        return Trace("actor", component, name_of(tables, component))
    if identity.startswith("qu:"):
        asked = question(tables, identity)
        if asked:
            return Trace("question", identity, asked, tuple(Trace("claim", claim.id, claim) for claim in asked.claims[:MOST_NAMED]))
    for claim, _ in claims_like(tables, identity):
        return Trace("claim", claim.id, claim, tuple(Trace("origin", origin.id, origin) for origin in claim.origins[:MOST_NAMED]))
    return trace(tables, _reports(visit), identity)


def _computed(visit: Visit, identity: str, reports: Reports) -> tuple[Trace, bool]:
    """Follow an origin or a conflict; of a large one the values, or the claims, are followed by their own pages."""
    tables = visit.case.tables
    if identity.startswith("or:"):
        origin = next((one for one, _ in origins_like(tables, identity)), None)
        values = (*(origin.members or origin.statements), *origin.drifted) if origin else ()
        if origin and len(values) > MOST_FOLLOWED:
            return Trace("origin", origin.id, origin, tuple(trace(tables, reports, one) for one in values[:MOST_FOLLOWED])), False
    else:
        found = next(conflicts_like(tables, identity), None)
        sides = [claim for claim in found[1].claims if claim.id in (found[0].left, found[0].right)] if found else []
        if found and sum(len(claim.statements) for claim in sides) > MOST_FOLLOWED:
            return Trace("conflict", identity, found[0], tuple(Trace("claim", claim.id, claim) for claim in sides)), False
    return trace(tables, reports, identity), True


def _reports(visit: Visit) -> Callable[[str], Report]:
    """Give who gives reports; each is read from the record once for a page."""
    return cache(visit.case.report)


def _step(found: Trace, told: Told) -> Step:
    paragraph = found.value if isinstance(found.value, Paragraph) else None
    return Step(
        kind=told.kind,
        id=told.id,
        address=address_of(told.id),
        says=visible(told.says[:MOST_SIGNS]) if paragraph is None else "",
        facts=tuple((one_line(name), tuple(_linked(one_line(words, MOST_SIGNS)))) for name, words in told.facts),
        pieces=_pieces(paragraph) if paragraph else (),
        altered=any(words == "ALTERED OR MISSING" for _, words in told.facts),
        below=tuple(_step(*pair) for pair in zip(found.below, told.below, strict=True)),
    )


def _pieces(paragraph: Paragraph) -> tuple[Segment, ...]:
    """Cut a paragraph at the words that it is shown for; of a very long one, what is around them."""
    marks = [Marked("words", Role.CONTENT, span.start - paragraph.start, span.end - paragraph.start) for span in paragraph.words]
    first = max(0, min((mark.start for mark in marks), default=0) - MOST_SIGNS // 2)
    return segments(paragraph.text, marks, first, first + MOST_SIGNS)


def _linked(words: str) -> Iterator[tuple[str, str | None]]:
    """Part words at the ids in them, each with the address that it leads to.

    >>> list(_linked("from re:" + "0" * 32 + " on"))
    [('from ', None), ('re:0000000000', '/at/re:00000000000000000000000000000000'), (' on', None)]
    """
    at = 0
    for match in _ID.finditer(words):
        if match.start() > at:
            yield words[at : match.start()], None
        yield short_id(match[0]), address_of(match[0])
        at = match.end()
    if at < len(words):
        yield words[at:], None


DOORS = (
    Door("/trace/{id}.json", trace_json),
    Door("/trace/{id}", show),
)
