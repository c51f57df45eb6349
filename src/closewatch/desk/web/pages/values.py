"""Single values for programs: one statement, figure, actor, claim or conflict as JSON, by its id or a beginning of it."""

from __future__ import annotations

from starlette.responses import Response

from closewatch.desk.lists import LISTINGS, list_values
from closewatch.desk.web.door import Door, Page
from closewatch.desk.web.lists.answers import json_answer
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.find import whole_id
from closewatch.ledger.views.lists import Wanted
from closewatch.terms.trouble import CaseError

KINDS = {"statements": "st", "figures": "fi", "actors": "ac", "claims": "cl", "conflicts": "co", "alerts": "al"}
"""The lists whose values have an address of their own here, with the letters that their ids begin with."""


def value_json(name: str) -> Page:
    """Make the JSON of single values of a list."""

    def answer(visit: Visit) -> Response:
        tables, asked = visit.case.tables, visit.part("id")
        if not asked.startswith(KINDS[name]):
            raise CaseError(f"wanted an id that begins with {KINDS[name]}, found {asked[:40]!r}")
        identity = component_of(tables, whole_id(tables, asked))
        found = next(list_values(visit.case, name, Wanted(identity=identity)), None)
        if found is None:
            raise CaseError(f"wanted a value that stands today, found none under {asked[:40]!r}")
        return json_answer(LISTINGS[name].shape(visit.case, found))

    return answer


DOORS = tuple(Door(f"/{name}/{{id}}.json", value_json(name)) for name in KINDS)
