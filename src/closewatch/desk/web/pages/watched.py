"""The sources that are kept watch on: how each stands today, and what became of every time that it was asked."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from starlette.exceptions import HTTPException
from starlette.responses import Response

from closewatch.desk.watch_lists import watched_asked
from closewatch.desk.web.door import Door
from closewatch.desk.web.lists.filters import Asked, Filter, asked_for
from closewatch.desk.web.lists.parts import Part, part_of
from closewatch.desk.web.lists.tables import Table
from closewatch.desk.web.pages.lists import doors_of
from closewatch.desk.web.visit import Visit
from closewatch.desk.web.watching.sources_shown import OUTCOMES, ShownSource, State, shown_sources, watching_or_why_not
from closewatch.ledger.views.lists import Wanted
from closewatch.ledger.views.watch_state import ListedPoll, Unchanged, last_poll_at, pages_of, pages_wanted, polls_of, unchanged
from closewatch.ledger.views.watching import asked as asked_of
from closewatch.ledger.views.watching import watched
from closewatch.terms.trouble import CaseError
from closewatch.watch.schedule import page_due_at

A_PAGE = 50
"""Sources, or polls, of one page."""

MOST_WANTED = 50
"""How many pages are named that a source lists and that never came; the rest is counted."""

KNOWN = {
    "source": Filter("source", "Address, reason or person", "Any part of them.", hint="part of an address"),
    "state": Filter("state", "State", "How it stands.", tuple(State)),
}
"""What the watched sources can be narrowed to."""


def list_watched(visit: Visit) -> Response:
    """List the watched sources, those that want somebody's eye first."""
    asked = asked_for(visit.request.query_params.multi_items(), KNOWN)
    everything, wrong = _sources(visit)
    found = [] if asked.wrong else [one for one in everything if _fits(one, asked)]
    start = next((place + 1 for place, one in enumerate(found) if one.key == asked.after), 0)
    rows = found[start : start + A_PAGE]
    return visit.page(
        "watched.html",
        status=400 if asked.wrong else 200,
        known=KNOWN,
        asked=asked,
        wrong=wrong,
        rows=[(one, _unchanged(visit, one)) for one in rows],
        number=len(found),
        everything=len(everything),
        troubled=sum(one.troubled for one in everything),
        now=_now(visit),
        last_at=last_poll_at(visit.case.tables),
        without={name: visit.here(**{name: None, "after": None}) for name in asked.filters},
        previous=_before(visit, found, start),
        next=visit.here(after=rows[-1].key) if start + A_PAGE < len(found) else None,
    )


def _sources(visit: Visit) -> tuple[tuple[ShownSource, ...], str]:
    """Give every source, and what is wrong with the settings."""
    tables, head = visit.case.tables, visit.case.head()
    watching, wrong = watching_or_why_not(visit.desk.start.folder)
    laid_down = watched(tables)
    addresses = {source.address for source in (*laid_down, *(watching.sources if watching else ()))}
    known = {address: one for address in addresses if (one := asked_of(tables, address))}
    pages = visit.desk.digests.kept.get(head.digest, "pages of sources", lambda: pages_of(tables))
    return shown_sources(watching, laid_down, known, pages, _now(visit)), wrong


def _now(visit: Visit) -> datetime:
    return datetime.fromtimestamp(visit.desk.clock(), UTC)


def _fits(one: ShownSource, asked: Asked) -> bool:
    words = f"{one.source.address} {one.source.why} {one.source.person}".casefold()
    return asked.filters.get("source", "").casefold() in words and asked.filters.get("state", one.state) == one.state


def _before(visit: Visit, found: list[ShownSource], start: int) -> str | None:
    """Give the page before the one that begins at a place; None on the first."""
    if not start:
        return None
    return visit.here(after=found[start - A_PAGE - 1].key if start > A_PAGE else None)


def _unchanged(visit: Visit, one: ShownSource) -> Unchanged:
    return unchanged(visit.case.tables, one.source.address) if one.asked else Unchanged(None, 0)


def show_watched(visit: Visit) -> Response:
    """Show one watched source with its polls. Raises: CaseError where none is kept watch on under this word."""
    key, tables, now = visit.part("key"), visit.case.tables, _now(visit)
    everything, wrong = _sources(visit)
    found = next((one for one in everything if one.key == key), None)
    if found is None:
        raise CaseError(f"wanted a watched source, found none under {key[:40]!r}")
    asked = asked_for(visit.request.query_params.multi_items(), {}).or_refused()
    address = found.source.address
    place = Wanted(after=asked.after, before=asked.before)
    listed = polls_of(tables, address, after=_place(asked.after), before=_place(asked.before), most=A_PAGE + 1)
    part = part_of(listed, place, A_PAGE, _word_of)
    return visit.page(
        "watched_source.html",
        one=found,
        wrong=wrong,
        now=now,
        unchanged=_unchanged(visit, found),
        wanted=[(page, page_due_at(found.source, page, now)) for page in pages_wanted(tables, address, MOST_WANTED)],
        outcomes=OUTCOMES,
        polls=part.items,
        next=visit.here(after=part.next, before=None) if part.next else None,
        previous=visit.here(before=part.previous, after=None) if part.previous else None,
    )


def _place(word: str | None) -> tuple[int, int] | None:
    if word is None:
        return None
    match = re.fullmatch(r"([0-9]{1,15})\.([0-9]{1,9})", word)
    if not match:
        raise HTTPException(400, f"wanted the place of a poll, found {word[:40]!r}")
    return int(match[1]), int(match[2])


def _word_of(one: ListedPoll) -> str:
    return f"{one.seq}.{one.place}"


def _part(visit: Visit, asked: Asked, limit: int) -> Part:
    """Find a page for programs: what was ever laid down on the record, in the order of the addresses."""
    found = list(watched_asked(visit.case, Wanted(source=asked.filters.get("source"))))
    if asked.after:
        found = [one for one in found if one[0].address > asked.after]
    if asked.before:
        found = [one for one in found if one[0].address < asked.before][-limit - 1 :]
    return part_of(found[: limit + 1], Wanted(after=asked.after, before=asked.before), limit, lambda one: str(one[0].address))


WATCHED = Table(
    "watched",
    "Watched sources",
    "What was ever kept watch on, by its address, as it was laid down last.",
    ("source",),
    "Nothing was ever asked.",
    _part,
    own=KNOWN,
)

DOORS = (*doors_of(WATCHED, list_watched), Door("/watched/{key}", show_watched))
