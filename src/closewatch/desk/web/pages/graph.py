"""The sources of a case: who is an origin of what is in question, and which outlets carry it, in how many reports."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.responses import Response

from closewatch.desk.web.disputes.chart_shown import NARROW, WIDE, ShownChart, shown_chart
from closewatch.desk.web.disputes.looks import Look
from closewatch.desk.web.door import Door
from closewatch.desk.web.lists.tables import outlet_address
from closewatch.desk.web.rendering import address_of
from closewatch.desk.web.visit import Visit
from closewatch.publish.charts.source_graph import TieBetween, source_graph_svg, source_graph_table
from closewatch.publish.wording import one_line
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.trouble import CaseError

DRAWN = {WIDE: 30, NARROW: 16}
"""How many origins are drawn on a wide and on a narrow graph: those in most reports."""

MOST_ROWS = 200
"""How many ties the table names: the strongest."""


def graph(visit: Visit) -> Response:
    """Show who is carried by whom, in the whole case or in one question. Raises: CaseError for a question it does not hold."""
    desk, case, asked = visit.desk, visit.case, visit.asked("question")
    looks = desk.digests.looks(case)
    look = desk.digests.look(asked) if asked else None
    if asked and look is None:
        raise CaseError(f"wanted a question of this case, found none under {one_line(asked, 60)!r}")
    chart = desk.digests.kept.get(looks.edition, f"ties {look.id if look else 'of all'}", lambda: _drawn((look,) if look else looks.items))
    return visit.page("graph.html", looks=looks, look=look, chart=chart)


def _drawn(looks: Iterable[Look]) -> ShownChart:
    ties = _ties(looks)

    def draw(width: int) -> str:
        return source_graph_svg(ties, name=f"sources-{width}", link=address_of, outlet_link=outlet_address, width=width, most=DRAWN[width])

    return shown_chart(draw, source_graph_table(ties), MOST_ROWS)


def _ties(looks: Iterable[Look]) -> tuple[TieBetween, ...]:
    """Count for every origin and outlet the reports that tie them, each once."""
    reports: dict[tuple[str, str], set[str]] = {}
    names: dict[str, str] = {}
    for tie in (tie for look in looks for tie in look.ties):
        reports.setdefault((tie.actor, tie.outlet), set()).update(tie.reports)
        names[tie.actor] = tie.name
    actors = {identity: Actor(identity, name, ActorKind.BODY) for identity, name in names.items()}
    return tuple(TieBetween(actors[actor], outlet, len(told)) for (actor, outlet), told in sorted(reports.items()))


DOORS = (Door("/graph", graph),)
