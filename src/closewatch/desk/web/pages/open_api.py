"""The door for programs: what JSON and CSV there is, as a description for machines and as a page for people."""

from __future__ import annotations

from starlette.responses import Response

from closewatch.desk.web.door import Door
from closewatch.desk.web.lists.answers import json_answer
from closewatch.desk.web.lists.filters import FILTERS
from closewatch.desk.web.lists.open_api import LISTED, QUESTIONS, SEARCHED, SINGLE, Address, description
from closewatch.desk.web.lists.tables import TABLES
from closewatch.desk.web.pages.actors import ACTORS
from closewatch.desk.web.pages.alerts import ALERTS
from closewatch.desk.web.pages.journal import JOURNAL
from closewatch.desk.web.pages.search import KNOWN
from closewatch.desk.web.pages.watched import WATCHED
from closewatch.desk.web.visit import Visit

OWN = {"actors": ACTORS, "journal": JOURNAL, "alerts": ALERTS, "watched": WATCHED}
"""The lists whose pages are of another form than those of `tables`."""

ADDRESSES: tuple[Address, ...] = (
    *(
        Address(f"/{name}.json", title, says, gives, listed=True, filters={**TABLES, **OWN}[name].known)
        for name, (title, says, gives) in LISTED.items()
    ),
    QUESTIONS,
    *SINGLE,
    *(
        Address(f"/search/{what}.json", f"Search {what}", f"{says} Newest first.", gives, listed=True, counted=True, filters=KNOWN)
        for what, (says, gives) in SEARCHED.items()
    ),
)
"""Every address that answers with JSON."""


def open_api(visit: Visit) -> Response:
    """Answer with the description of all JSON addresses."""
    return json_answer(description(ADDRESSES, visit.desk.title))


def programs(visit: Visit) -> Response:
    """Tell people what programs can ask for."""
    lists = {*TABLES, *OWN}
    listed = [(one, f"{one.path[:-5]}.csv" if one.path[1:-5] in lists else None) for one in ADDRESSES if one.listed]
    single = [one for one in ADDRESSES if not one.listed]
    return visit.page(
        "programs.html", listed=listed, single=single, filters=FILTERS.values(), address=str(visit.request.base_url).rstrip("/")
    )


DOORS = (Door("/openapi.json", open_api), Door("/api", programs))
