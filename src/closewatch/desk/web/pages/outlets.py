"""The outlets: how much each published, from whom it has its words, who has theirs from it, and what changed on the way."""

from __future__ import annotations

from starlette.responses import Response

from closewatch.desk.web.door import Door
from closewatch.desk.web.lists.filters import FILTERS, asked_for
from closewatch.desk.web.lists.tables import outlet_address
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.lists import Wanted
from closewatch.ledger.views.outlets import Carried, list_outlets, outlet_page
from closewatch.ledger.views.search import search_reports

SHOWN = 15
"""How many of each kind stand on the page of one outlet."""


def outlets(visit: Visit) -> Response:
    """List the outlets, those with the most reports first."""
    known = {"source": FILTERS["source"]}
    asked = asked_for(visit.request.query_params.multi_items(), known)
    found = () if asked.wrong else list_outlets(visit.case.tables, asked.filters.get("source"))
    rows = [(one.name, outlet_address(one.name), one.reports) for one in found]
    without = {"source": visit.here(source=None)}
    return visit.page("outlets.html", status=400 if asked.wrong else 200, known=known, asked=asked, rows=rows, without=without)


def outlet(visit: Visit) -> Response:
    """Show one outlet. Raises: CaseError where no report names it."""
    page = outlet_page(visit.case.tables, visit.part("name"), SHOWN)
    reports = search_reports(visit.case.tables, Wanted(outlet=page.name, limit=SHOWN))
    told = (
        ("Has words from", _named(page.copies), "It copies nobody that the case holds."),
        ("Names as its source", _named(page.cites), "It names no outlet of the case."),
        ("Who has words from it", _named(page.copied_by), "Nobody copies it."),
        ("Who names it as a source", _named(page.cited_by), "Nobody names it."),
    )
    return visit.page("outlet.html", page=page, reports=reports, told=told)


def _named(carried: tuple[Carried, ...]) -> list[tuple[str, str | None, int]]:
    return [(one.outlet or "no outlet named", outlet_address(one.outlet) if one.outlet else None, one.reports) for one in carried]


DOORS = (Door("/outlets", outlets), Door("/outlets/{name:path}", outlet))
