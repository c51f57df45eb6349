"""Who is who, as a person judges it: whom an actor can be merged with, found by name, and who can be split off from it again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from starlette.responses import Response

from closewatch.desk.web.door import Door
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.actor_pages import actors_alike
from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.find import known_id
from closewatch.ledger.views.lists import Wanted, actors
from closewatch.terms.actor import Actor
from closewatch.terms.trouble import CaseError

MOST_FOUND, MOST_MEMBERS = 25, 200
"""How many actors of a name, and how many reports that name an actor, one page shows."""


@dataclass(frozen=True)
class Member:
    """An actor of one report that goes as another: its id and name there, the report, and the rules by which it was joined."""

    id: str
    name: str
    report: str
    headline: str
    rules: tuple[str, ...]


def merge(visit: Visit) -> Response:
    """Show whom an actor can be merged with: those alike, and those that are called by the words that were typed."""
    actor = _actor(visit)
    words = visit.asked("words")
    wanted = Wanted(source=words, limit=MOST_FOUND + 1)
    found = [one for one in islice(actors(visit.case.tables, wanted), MOST_FOUND + 1) if one.id != actor.id] if words else []
    alike = actors_alike(visit.case.tables, actor)
    return visit.page("review/merge.html", actor=actor, words=words or "", found=found, alike=alike)


def split(visit: Visit) -> Response:
    """Show who goes as an actor, report by report, and why, so that one of them can be split off."""
    actor = _actor(visit)
    members = members_of(visit, actor.id)
    return visit.page("review/split.html", actor=actor, members=members[:MOST_MEMBERS], more=len(members) > MOST_MEMBERS)


def members_of(visit: Visit, component: str) -> tuple[Member, ...]:
    """Give the actors of single reports that go as one, in the order of their reports, with why each is held to be the same."""
    query = """SELECT a.id, a.name, a.report, coalesce(r.headline, r.outlet), (SELECT group_concat(rule, '; ') FROM
        (SELECT DISTINCT json_extract(l.value, '$.rule') AS rule FROM links l
        WHERE l."left" = a.id AND l.kind = 'same-actor' AND NOT l.withdrawn ORDER BY rule))
        FROM actors a JOIN reports r ON r.id = a.report WHERE a.component = ? AND a.state <> 'gone' ORDER BY r.seq, a.id LIMIT ?"""
    rows = visit.case.tables.execute(query, (component, MOST_MEMBERS + 1)).fetchall()
    return tuple(
        Member(one, name, report, headline, tuple(rules.split("; ")) if rules else ()) for one, name, report, headline, rules in rows
    )


def _actor(visit: Visit) -> Actor:
    tables, identity = visit.case.tables, known_id(visit.case.tables, visit.part("id"))
    component = component_of(tables, identity)
    if not identity.startswith("ac:") or not tables.execute("SELECT 1 FROM actors WHERE component = ?", (component,)).fetchone():
        raise CaseError(f"wanted an actor of this case, found none under {visit.part('id')}")
    return name_of(tables, component)


DOORS = (Door("/review/merge/{id}", merge), Door("/review/split/{id}", split))
