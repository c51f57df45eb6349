"""The case at a glance: what is in dispute, what is new, and what waits for somebody."""

from __future__ import annotations

from starlette.responses import Response

from closewatch.desk.web.door import Door
from closewatch.desk.web.visit import Visit


def glance(visit: Visit) -> Response:
    """Show the case at a glance."""
    return visit.page("glance.html", head=visit.case.head())


DOORS = (Door("/", glance),)
