"""Trouble with the evidence: by its codes at first, and as a list in the order in which it was met."""

from __future__ import annotations

from starlette.responses import Response

from closewatch.desk.web.door import Door
from closewatch.desk.web.lists.filters import asked_for
from closewatch.desk.web.lists.tables import TABLES
from closewatch.desk.web.pages.lists import table_page
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.problem_kinds import problem_kinds

FEW = 5
"""How many places of each code stand on the page."""

_list = table_page(TABLES["problems"])


def problems(visit: Visit) -> Response:
    """Show problems by their codes; the list itself where it is narrowed or gone through."""
    asked = asked_for(visit.request.query_params.multi_items(), TABLES["problems"].known)
    if asked.filters or asked.wrong or asked.after or asked.before or visit.asked("order"):
        return _list(visit)
    return visit.page("problems.html", table=TABLES["problems"], asked=asked, kinds=problem_kinds(visit.case.tables, FEW))


DOORS = (Door("/problems", problems),)
