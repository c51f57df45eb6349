"""The lists of the case: each as a page, as CSV and as JSON, narrowed by the same words of its address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from closewatch.desk.web.door import Door, Page
from closewatch.desk.web.lists.answers import csv_answer, json_answer
from closewatch.desk.web.lists.filters import PAGING, Asked, asked_for
from closewatch.desk.web.lists.parts import Part
from closewatch.desk.web.lists.tables import A_PAGE, TABLES, Table
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.counters import Counters, counters

COUNTED = frozenset({"statements", "figures", "reports"})
"""The lists whose number is kept."""


def table_page(table: Table, template: str = "table.html") -> Page:
    """Make the page of a list."""

    def show(visit: Visit) -> Response:
        asked = asked_for(visit.request.query_params.multi_items(), table.known)
        part = Part(()) if asked.wrong else table.part(visit, asked, A_PAGE)
        listed = {"table": table, "asked": asked, "part": part, "rows": table.rows(part.items), "number": _number(visit, table, asked)}
        return visit.page(template, status=400 if asked.wrong else 200, **listed, **links_of(visit, table.name, asked, part))

    return show


def _number(visit: Visit, table: Table, asked: Asked) -> int | None:
    """Give how many there are in all, where that is known without counting."""
    if asked.filters or asked.wrong or table.name not in COUNTED:
        return None
    tables, head = visit.case.tables, visit.case.head()
    kept: Counters = visit.desk.digests.kept.get(head.digest, "counters", lambda: counters(tables))
    return int(getattr(kept, table.name))


def links_of(visit: Visit, name: str, asked: Asked, part: Part) -> Mapping[str, Any]:
    """Give where a page of a list leads: on, back, to the same list for programs, and to itself with one filter less."""
    start = dict.fromkeys(PAGING)
    return {
        "next": visit.here(**{**start, "after": part.next}) if part.next else None,
        "previous": visit.here(**{**start, "before": part.previous}) if part.previous else None,
        "as_csv": _address(f"/{name}.csv", asked.filters),
        "as_json": _address(f"/{name}.json", asked.filters),
        "called": called_words(visit, asked),
        "without": {word: visit.here(**{**start, word: None}) for word in asked.filters},
    }


def called_words(visit: Visit, asked: Asked) -> dict[str, str]:
    """Give how people call what a filter names by its id."""
    actor = asked.filters.get("actor")
    known = actor and visit.case.tables.execute("SELECT 1 FROM actors WHERE id = ?", (actor,)).fetchone()
    return {"actor": name_of(visit.case.tables, component_of(visit.case.tables, actor)).name} if actor and known else {}


def _address(path: str, words: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(words)}" if words else path


def next_address(path: str, asked: Asked, part: Part) -> str | None:
    """Give the address of the next page for programs; None on the last one."""
    return _address(path, {**asked.filters, "limit": str(asked.limit), "after": part.next}) if part.next else None


def table_json(table: Table) -> Page:
    """Make the JSON of a list: its items, and where it goes on."""

    def answer(visit: Visit) -> Response:
        asked = asked_for(visit.request.query_params.multi_items(), table.known, strict=True).or_refused()
        part = table.part(visit, asked, asked.limit)
        items = [table.json_of(visit.case, value) for value in part.items]
        return json_answer({"items": items, "next": next_address(f"/{table.name}.json", asked, part)})

    return answer


def table_csv(table: Table) -> Page:
    """Make the CSV of a list: all of it that is asked for."""

    def answer(visit: Visit) -> Response:
        asked = asked_for(visit.request.query_params.multi_items(), table.known, strict=True, whole=True).or_refused()
        return csv_answer(visit.desk, table.name, table.listing, lambda case: table.whole(case, asked))

    return answer


def doors_of(table: Table, page: Page | None = None) -> tuple[Door, ...]:
    """Give the three doors of a list; `page` where it has one of its own."""
    return (
        Door(f"/{table.name}", page or table_page(table)),
        Door(f"/{table.name}.csv", table_csv(table)),
        Door(f"/{table.name}.json", table_json(table)),
    )


DOORS = tuple(door for table in TABLES.values() for door in doors_of(table))
