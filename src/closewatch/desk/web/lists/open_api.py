"""The description of the desk's JSON for programs: OpenAPI 3.1, made from the doors' filters and from the types of `described`.

Every address that answers with JSON stands here, and a test looks. What an address does is told by its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import msgspec

from closewatch import __version__
from closewatch.desk.web.lists import described, described_disputes, described_watch
from closewatch.desk.web.lists.filters import FEW, FILTERS, LONGEST, MOST, Filter
from closewatch.ledger.views.search import COUNTED

Schema = dict[str, Any]

AFTER = Filter("after", "After", "Goes on after this place of the list, as `next` gives it.")
BEFORE = Filter("before", "Before", "Gives the page that ends before this place of the list. Not together with `after`.")
"""Where a page of a list begins or ends."""


@dataclass(frozen=True)
class Address:
    """One address: its path, what it is called and told to give, the type of the answer, and whether that is a page of a list."""

    path: str
    title: str
    says: str
    gives: type
    listed: bool = False
    counted: bool = False
    back: bool = True
    filters: Mapping[str, Filter] = field(default_factory=dict)
    most: int = MOST
    few: int = FEW

    @property
    def parts(self) -> tuple[str, ...]:
        """Give the parts of the path that are to be filled in."""
        return tuple(part.partition("}")[0] for part in self.path.split("{")[1:])


def description(addresses: Iterable[Address], title: str) -> Schema:
    """Give the description of some addresses."""
    known = tuple(addresses)
    schemas, components = _schemas(tuple(address.gives for address in known))
    paths = {address.path: {"get": _operation(address, schema)} for address, schema in zip(known, schemas, strict=True)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Closewatch: {title}",
            "version": __version__,
            "summary": "Who says what in this case, and what is in dispute.",
            "description": "Everything is read only. Lists come in pages: follow `next` until it is null. Amounts are decimal strings.",
        },
        "paths": paths,
        "components": {"schemas": components},
    }


@cache
def _schemas(types: tuple[type, ...]) -> tuple[tuple[Schema, ...], Schema]:
    schemas, components = msgspec.json.schema_components((*types, described.Wrong), ref_template="#/components/schemas/{name}")
    return tuple(schemas[:-1]), components


def _operation(address: Address, schema: Schema) -> Schema:
    whole = _a_page(schema, address.counted) if address.listed else schema
    answers: Schema = {"200": _answer(f"{address.title}.", whole)}
    for status, says in REFUSALS.items():
        answers[status] = _answer(says, {"$ref": "#/components/schemas/Wrong"})
    return {
        "operationId": address.path.strip("/").removesuffix(".json").replace("/", "-").replace("{", "by-").replace("}", ""),
        "summary": address.title,
        "description": address.says,
        "parameters": [*_parts(address), *_parameters(address)],
        "responses": answers,
    }


REFUSALS = {
    "400": "What was asked for makes no sense; the answer says what was wanted and what was found.",
    "401": "Where the desk is open to other machines: log in first.",
    "403": "Not allowed.",
    "404": "The case does not hold it.",
    "503": "The case is still being looked through: ask again in a moment.",
}
"""How the desk says no, by status."""


def _answer(says: str, schema: Schema) -> Schema:
    return {"description": says, "content": {"application/json": {"schema": schema}}}


def _a_page(schema: Schema, counted: bool) -> Schema:
    following = {"type": ["string", "null"], "description": "The address of the next page; null on the last one."}
    items = {"type": "array", "items": schema}
    fields: Schema = {"items": items, "next": following}
    if counted:
        fields["count"] = {"type": "integer", "description": f"How many there are, counted up to {COUNTED:,}."}
        fields["more"] = {"type": "boolean", "description": "Whether there are more than were counted."}
    return {"type": "object", "properties": fields, "required": [*fields], "additionalProperties": False}


def _parts(address: Address) -> list[Schema]:
    return [
        {"name": part, "in": "path", "required": True, "description": PARTS[part], "schema": _part_schema(part)} for part in address.parts
    ]


PARTS = {"id": "The id, or any beginning of it that is not ambiguous.", "seq": "The number of the entry."}
"""What stands in the place of a part of a path."""


def _part_schema(part: str) -> Schema:
    return {"type": "integer", "minimum": 1} if part == "seq" else {"type": "string", "minLength": 1}


def _parameters(address: Address) -> list[Schema]:
    words = [_parameter(one, _filter_schema(one)) for one in address.filters.values()]
    if address.listed:
        limit = {"type": "integer", "minimum": 1, "maximum": address.most, "default": address.few}
        words.append(_parameter(Filter("limit", "Limit", "How many items at most."), limit))
        words += [_parameter(one, _filter_schema(one)) for one in ((AFTER, BEFORE) if address.back else (AFTER,))]
    return words


def _parameter(one: Filter, schema: Schema) -> Schema:
    return {"name": one.name, "in": "query", "required": False, "description": one.says, "schema": schema}


def _filter_schema(one: Filter) -> Schema:
    if one.choices:
        return {"type": "string", "enum": [str(choice) for choice in one.choices]}
    if one.is_date:
        return {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "examples": ["2024-11-19", "2024-11"]}
    return {"type": "string", "minLength": 1, "maxLength": LONGEST}


def filters_named(*names: str) -> dict[str, Filter]:
    """Give some filters by their words."""
    return {name: FILTERS[name] for name in names}


SINGLE = (
    Address("/statements/{id}.json", "A statement", "One statement as it stands today.", described.Statement),
    Address("/figures/{id}.json", "A figure", "One figure as it stands today.", described.Figure),
    Address("/actors/{id}.json", "An actor", "Who goes as one actor today, under all names.", described.CountedSomeone),
    Address("/claims/{id}.json", "A claim", "One answer to a question, with its origins.", described_disputes.Claim),
    Address("/conflicts/{id}.json", "A conflict", "Two answers that cannot both hold.", described_disputes.Conflict),
    Address("/alerts/{id}.json", "An alert", "One thing that moved, with who was told of it.", described_watch.Alert),
    Address("/journal/{seq}.json", "An entry of the journal", "One entry with its body.", described.Entry),
    Address("/questions/{id}.json", "A question", "One question with all its answers.", described_disputes.WholeQuestion),
    Address(
        "/reports/{id}.json", "A report", "One report with its text and all that is read in it.", described.WholeReport,
        filters={"part": Filter("part", "Part", "Which part of a long report, from 1 on; `parts` of the answer says how many there are.")},
    ),
    Address("/trace/{id}.json", "The way down", "From any value down to the bytes it rests on.", described_disputes.Trace),
)  # fmt: skip
"""The addresses of single values."""

QUESTIONS = Address(
    "/questions.json", "Questions", "Every question with its answers, those in dispute first.", described_disputes.Question,
    listed=True, most=100, few=20, back=False,
    filters={
        **filters_named("measure", "place", "words"),
        "disputed": Filter("disputed", "Disputed", "With any value, only questions in dispute."),
    },
)  # fmt: skip
"""The list of questions, which has an order of its own."""

LISTED = {
    "statements": ("Statements", "Who says what, in the order of the reports and of their text.", described.Statement),
    "figures": ("Figures", "Every number, in the order of the reports and of their text.", described.Figure),
    "claims": ("Claims", "Rival answers, question by question in the order of the ids.", described_disputes.Claim),
    "conflicts": ("Conflicts", "Pairs of answers that cannot both hold, question by question.", described_disputes.Conflict),
    "origins": ("Origins", "Who said each claim first, question by question.", described_disputes.ListedOrigin),
    "drift": ("Drift", "What retellings changed, in the order of the reports that retell.", described_disputes.Drift),
    "reports": ("Reports", "Reports without their text, in the order in which they were taken in.", described.ListedReport),
    "problems": ("Problems", "Trouble with the evidence, in the order in which it was met.", described.Problem),
    "actors": ("Actors", "Everybody who speaks, in the order of their ids.", described.CountedSomeone),
    "alerts": ("Alerts", "What moved, in the order in which it was noticed.", described_watch.Alert),
    "watched": ("Watched sources", "What was ever kept watch on, in the order of the addresses.", described_watch.WatchedSource),
    "journal": ("Journal", "Entries without their bodies, the oldest first.", described.Line),
}
"""The lists of `tables`, each with what its items are."""

SEARCHED = {
    "statements": ("Statements by words of who says it or of what is said.", described.Statement),
    "figures": ("Figures by the words of number, unit, people, place or speaker.", described.Figure),
    "reports": ("Reports by words of their headline or text.", described.ListedReport),
}
"""What can be searched, each with what its items are."""
