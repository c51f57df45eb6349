"""The search: one box over what is said and over the words of reports, narrowed by who, stance, measure, place, days and outlet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from closewatch.desk.alike import content_of
from closewatch.desk.lists import LISTINGS
from closewatch.desk.web.door import Door, Page
from closewatch.desk.web.lists.answers import json_answer
from closewatch.desk.web.lists.filters import FILTERS, Asked, asked_for
from closewatch.desk.web.lists.marking import pieces
from closewatch.desk.web.lists.parts import Part
from closewatch.desk.web.lists.tables import listed_report_shape, wanted_of
from closewatch.desk.web.pages.lists import called_words, next_address
from closewatch.desk.web.visit import Visit
from closewatch.ledger.case import Case
from closewatch.ledger.views.excerpts import excerpts, sharing_words
from closewatch.ledger.views.find import whole_id
from closewatch.ledger.views.lists import ListedStatement, Wanted
from closewatch.ledger.views.search import Found, search_figures, search_reports, search_statements
from closewatch.linking.same import Alike, rank_same, score_words
from closewatch.publish.shapes import Shape
from closewatch.terms.trouble import CaseError

FEW, A_PAGE = 15, 50
"""Hits of each kind on the first page, and on a page of one kind."""

COMPARED = 30
"""How many statements are held against the words of a claim: each takes some milliseconds."""

LONGEST_CLAIM = 1_000
"""Characters of a claim that is looked for."""

KNOWN = {name: FILTERS[name] for name in ("words", "source", "stance", "measure", "place", "since", "until", "outlet", "actor")}
_ID = re.compile(r"[a-z]{2}:[0-9a-f]{4,32}")


@dataclass(frozen=True)
class Searched:
    """One kind of thing that is searched: its word, what it is called, how it is searched, and its JSON."""

    what: str
    title: str
    find: Callable[[Case, Wanted], Found[Any]]
    shape: Callable[[Case, Any], Shape]


KINDS = {
    one.what: one
    for one in (
        Searched("statements", "Statements", lambda case, wanted: search_statements(case.tables, wanted), LISTINGS["statements"].shape),
        Searched("figures", "Figures", lambda case, wanted: search_figures(case.tables, wanted), LISTINGS["figures"].shape),
        Searched("reports", "Reports", lambda case, wanted: search_reports(case.tables, wanted), listed_report_shape),
    )
}
"""What is searched, by its word in the address."""

_SHOWN = ("statements", "reports")


def search(visit: Visit) -> Response:
    """Show what is found: statements and reports, the newest first; an id leads to its page, a claim to the statements that make it."""
    query = [(name, words) for name, words in visit.request.query_params.multi_items() if name not in ("what", "like")]
    asked, what, like = asked_for(query, KNOWN), visit.asked("what"), visit.asked("like")
    if what not in (None, *_SHOWN):
        raise HTTPException(400, f"wanted one of {', '.join(_SHOWN)}, found another word")
    if like is not None:
        return visit.page("search_like.html", like=like[:LONGEST_CLAIM], found=_alike(visit, like), known=KNOWN)
    if address := _address_of_id(visit, asked.filters.get("words", "")):
        return visit.go(address)
    groups = [] if asked.wrong or not asked.filters else [_group(visit, kind, asked, what) for kind in _SHOWN if what in (None, kind)]
    return visit.page(
        "search.html", status=400 if asked.wrong else 200, known=KNOWN, asked=asked, groups=groups, what=what, **_chips(visit, asked)
    )


def _chips(visit: Visit, asked: Asked) -> dict[str, Any]:
    start = {"after": None, "before": None}
    return {"without": {word: visit.here(**start, **{word: None}) for word in asked.filters}, "called": called_words(visit, asked)}


def _address_of_id(visit: Visit, words: str) -> str | None:
    """Give the permalink of an id that was typed; None for any other words, and for an id that the case does not have."""
    if not _ID.fullmatch(words):
        return None
    try:
        return f"/at/{whole_id(visit.case.tables, words)}"
    except CaseError:
        return None


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the hits, how many there are, and where the page goes on."""

    what: str
    title: str
    found: Found[Any]
    texts: tuple[Any, ...]
    next: str | None
    previous: str | None


def _group(visit: Visit, what: str, asked: Asked, only: str | None) -> Group:
    kind, limit = KINDS[what], A_PAGE if only else FEW
    found = kind.find(visit.case, wanted_of(asked if only else Asked(asked.filters), limit))
    words, ids = asked.filters.get("words"), [one.id for one in found.values]
    if what == "reports":
        there = excerpts(visit.case.tables, words, ids) if words else {}
        texts = tuple((pieces(one.headline or "(no headline)", words), pieces(there.get(one.id, ""), words)) for one in found.values)
    else:
        texts = tuple((_who(one, words), pieces(content_of(one), words)) for one in found.values)
    on = visit.here(what=what, after=ids[-1], before=None) if found.later and ids else None
    back = visit.here(what=what, before=ids[0], after=None) if found.earlier and ids else None
    return Group(what, kind.title, found, texts, on, back)


def _who(listed: ListedStatement, words: str | None) -> tuple[Any, ...]:
    speaker = listed.statement.speaker
    return pieces(speaker.name if speaker else "somebody", words)


def _alike(visit: Visit, claim: str) -> list[tuple[ListedStatement, Alike]]:
    """Find the statements that make a claim, best first, among those that share the most words with it."""
    if len(claim) > LONGEST_CLAIM:
        raise HTTPException(400, f"wanted the words of one claim, at most {LONGEST_CLAIM:,} characters, found {len(claim):,}")
    listed = {one.id: one for one in sharing_words(visit.case.tables, claim, COMPARED)}
    texts = {identity: content_of(one) for identity, one in listed.items()}
    if not texts:
        return []
    from closewatch.reading.encoder.likeness import load_head  # loads the reader, which no other page needs

    ranked = rank_same(claim, texts, score_words(claim, texts.items()), load_head().likeness)
    return [(listed[alike.key], alike) for alike in ranked]


def search_json(kind: Searched) -> Page:
    """Make the JSON of a search."""

    def answer(visit: Visit) -> Response:
        asked = asked_for(visit.request.query_params.multi_items(), KNOWN, strict=True).or_refused()
        found = kind.find(visit.case, wanted_of(asked, asked.limit))
        ids = [one.id for one in found.values]
        part = Part(found.values, ids[-1] if found.later and ids else None)
        items = [kind.shape(visit.case, one) for one in part.items]
        following = next_address(f"/search/{kind.what}.json", asked, part)
        return json_answer({"items": items, "next": following, "count": found.count, "more": found.more})

    return answer


DOORS = (Door("/search", search), *(Door(f"/search/{kind.what}.json", search_json(kind)) for kind in KINDS.values()))
