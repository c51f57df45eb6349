"""Who speaks: the actors of the case by how much they say or by name, and all there is to one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.responses import Response

from closewatch.desk.lists import list_values
from closewatch.desk.web.door import Door
from closewatch.desk.web.lists.filters import Asked, asked_for
from closewatch.desk.web.lists.parts import Part, part_of
from closewatch.desk.web.lists.tables import A_PAGE, Table, outlet_address, wanted_of
from closewatch.desk.web.pages.lists import doors_of, links_of
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.actor_pages import ActorOrder, ActorPage, actor_page, list_actors
from closewatch.ledger.views.actor_ties import Answer, answers_to, carried_by, joints, merges, passed_on_by
from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.find import whole_id
from closewatch.publish.wording import figure_words

SHOWN, MOST_JOINTS, MOST_ANSWERS = 10, 25, 60
"""How many values of each kind, links between names, and answers stand on the page of one actor."""

ORDERS = {ActorOrder.MOST: "Most statements first", ActorOrder.NAME: "By name"}


def actors(visit: Visit) -> Response:
    """List who speaks: most statements first, or by name."""
    order = ActorOrder.NAME if visit.asked("order") == ActorOrder.NAME else ActorOrder.MOST
    query = [(name, words) for name, words in visit.request.query_params.multi_items() if name != "order"]
    asked = asked_for(query, ACTORS.known)
    part, count = (Part(()), "") if asked.wrong else _ordered(visit, asked, order)
    return visit.page(
        "actors.html",
        status=400 if asked.wrong else 200,
        table=ACTORS,
        asked=asked,
        part=part,
        count=count,
        rows=ACTORS.rows(part.items),
        order=order.value,
        orders=[(one.value, title, visit.here(order=one.value, after=None, before=None)) for one, title in ORDERS.items()],
        **links_of(visit, "actors", asked, part),
    )


def _ordered(visit: Visit, asked: Asked, order: ActorOrder) -> tuple[Part, str]:
    found = list_actors(visit.case.tables, wanted_of(asked, A_PAGE), order)
    ids = [one.id for one in found.values]
    part = Part(found.values, ids[-1] if found.later and ids else None, ids[0] if found.earlier and ids else None)
    return part, f"{'more than ' if found.more else ''}{found.count:,}"


@dataclass(frozen=True)
class Said:
    """A question that an actor answers, in its wording, with the answers it gives."""

    question: str
    wording: str
    answers: tuple[tuple[str, str], ...]


def actor(visit: Visit) -> Response:
    """Show one actor. Raises: CaseError where the case has none under the id."""
    tables, asked = visit.case.tables, visit.part("id")
    identity = component_of(tables, whole_id(tables, asked))
    if identity != asked:
        return visit.go(f"/actors/{identity}")
    page = actor_page(tables, identity, SHOWN)
    asked_of = [one.question for one in page.questions.values if visit.desk.digests.stands(one.question)]
    answers = answers_to(tables, identity, asked_of, MOST_ANSWERS)
    return visit.page(
        "actor.html",
        actor=page.actor,
        figure_words=figure_words,
        page=page,
        questions=[_said(visit, question, answers) for question in asked_of],
        joints=joints(tables, identity, MOST_JOINTS),
        merges=merges(tables, identity),
        carried_by=[(name, outlet_address(name), number) for name, number in carried_by(tables, identity, SHOWN)],
        passed_on_by=passed_on_by(tables, identity, SHOWN),
        headlines=_headlines(visit, page),
        outlet=outlet_address(page.actor.name) if _is_outlet(visit, page.actor.name) else None,
    )


def _said(visit: Visit, question: str, answers: Iterable[Answer]) -> Said:
    look = visit.desk.digests.look(question)
    told = tuple((one.claim, figure_words(one.figure) if one.figure else one.words or "") for one in answers if one.question == question)
    return Said(question, look.digest.wording if look else question, told)


def _headlines(visit: Visit, page: ActorPage) -> dict[str, str]:
    """Give the headlines of the reports in which its names stand."""
    query = "SELECT coalesce(headline, '(no headline)') FROM reports WHERE id = ?"
    reports = {member.report for member in page.members.values}
    return {report: row[0] for report in sorted(reports) if (row := visit.case.tables.execute(query, (report,)).fetchone())}


def _is_outlet(visit: Visit, name: str) -> bool:
    return visit.case.tables.execute("SELECT 1 FROM reports WHERE publisher = ? LIMIT 1", (name,)).fetchone() is not None


def _part(visit: Visit, asked: Asked, limit: int) -> Part:
    wanted = wanted_of(asked, limit + 1)
    return part_of(list(list_values(visit.case, "actors", wanted)), wanted, limit)


ACTORS = Table(
    "actors",
    "Actors",
    "Everybody who speaks or is spoken for, each once, under the name that most reports use.",
    ("source",),
    "Nobody speaks in this case yet. Take in reports first.",
    _part,
    lambda listed: {"name": f"/actors/{listed.id}"},
    {"source": "Name"},
)

DOORS = (*doors_of(ACTORS, actors), Door("/actors/{id}", actor))
