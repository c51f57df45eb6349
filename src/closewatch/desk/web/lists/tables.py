"""The lists of a case as tables in the browser: what each is called, what narrows it, which of its cells lead somewhere, a page at a time.

Rows, columns and JSON are those of `desk.lists`, which the command line shows too. A page is found by the id that it goes on after or
before, never by counting, so that the last page of a long list costs what the first one does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from closewatch.desk.disputed import (
    ListedClaim,
    ListedConflict,
    ListedDrift,
    ListedOrigin,
    claims_in,
    conflict_on_page,
    drift_on_page,
    origins_in,
)
from closewatch.desk.lists import LISTINGS, Listing, list_values
from closewatch.desk.web.lists.disputes import Items, claims_part, conflicts_part, drifts_part, origins_part, whole_conflicts, whole_list
from closewatch.desk.web.lists.filters import FILTERS, Asked, Filter
from closewatch.desk.web.lists.parts import Part, part_of
from closewatch.desk.web.rendering import address_of, short_id
from closewatch.desk.web.visit import Visit
from closewatch.ledger.case import Case
from closewatch.ledger.views.lists import ListedReport, Wanted
from closewatch.publish.shapes import Shape, capture_shape
from closewatch.publish.wording import one_line
from closewatch.terms.figure import Figure
from closewatch.terms.ref import ID_DIGITS
from closewatch.terms.statement import Statement

A_PAGE = 50
"""Rows of one page."""

CLIPPED = 280
"""Characters of a cell on a page; its own page, CSV and JSON have all."""

_ID = re.compile(rf"[a-z]{{2}}:[0-9a-f]{{{ID_DIGITS}}}")

Pages = Callable[[Visit, Asked, int], Part]
"""Gives a page of a list of at most so many items."""

Links = Callable[[Any], Mapping[str, str]]
"""Gives the addresses that cells of a row lead to, by the name of the column."""


@dataclass(frozen=True)
class Cell:
    """One cell: its words, where it leads, and whether it is a number or an id."""

    words: str
    address: str | None = None
    kind: str = ""


@dataclass(frozen=True)
class Table:
    """One list in the browser: `part` gives a page of it, `labels` are other labels for filters, `empty` says what to do where it is.

    `own` are filters that this list alone has, or has in another sense than the others.
    `shown_columns` and `shown` are what its page has where that is in other words than its CSV.
    """

    name: str
    title: str
    about: str
    filters: tuple[str, ...]
    empty: str
    part: Pages
    links: Links = field(default=lambda _: {})
    labels: Mapping[str, str] = field(default_factory=dict)
    shape: Callable[[Case, Any], Shape] | None = None
    all_of_it: Callable[[Case, Asked], Iterator[Any]] | None = None
    own: Mapping[str, Filter] = field(default_factory=dict)
    shown_columns: tuple[str, ...] = ()
    shown: Callable[[Any], tuple[str, ...]] | None = None

    @property
    def listing(self) -> Listing:
        """Give the list as the command line has it."""
        return LISTINGS[self.name]

    @property
    def columns(self) -> tuple[str, ...]:
        """Give what the columns of its page are called."""
        return self.shown_columns or self.listing.columns

    @property
    def known(self) -> dict[str, Filter]:
        """Give the filters by their words, as this list calls them."""
        plain = {name: self.own.get(name) or FILTERS[name] for name in self.filters}
        return {name: replace(one, label=self.labels.get(name, one.label)) for name, one in plain.items()}

    def rows(self, values: Sequence[Any]) -> list[list[Cell]]:
        """Give the cells of some values, those that lead somewhere with the address."""
        return [self._row(value) for value in values]

    def _row(self, value: Any) -> list[Cell]:
        links, row = self.links(value), (self.shown or self.listing.row)(value)
        return [_cell(name, words, links.get(name)) for name, words in zip(self.columns, row, strict=True)]

    def json_of(self, case: Case, value: Any) -> Shape:
        """Give one value as JSON."""
        return (self.shape or self.listing.shape)(case, value)

    def whole(self, case: Case, asked: Asked) -> Iterator[Any]:
        """Give every value that is asked for, one by one."""
        return self.all_of_it(case, asked) if self.all_of_it else list_values(case, self.name, wanted_of(asked, None))


NUMBERS = frozenset({"reports", "statements", "proved", "at most", "changed in"})
"""Columns that hold numbers."""


def _cell(column: str, words: str, address: str | None) -> Cell:
    if _ID.fullmatch(words):
        return Cell(short_id(words), address or address_of(words), "id")
    return Cell(one_line(words, CLIPPED), address, "number" if column in NUMBERS else "")


def outlet_address(name: str) -> str:
    """Give the page of an outlet; its name may hold anything.

    >>> outlet_address("The Day / Night?")
    '/outlets/The%20Day%20%2F%20Night%3F'
    """
    return f"/outlets/{quote(name, safe='')}"


def wanted_of(asked: Asked, limit: int | None) -> Wanted:
    """Give what the views are asked for."""
    return Wanted(**asked.filters, after=asked.after, before=asked.before, limit=limit)


def _by_key(name: str) -> Pages:
    """Find a page of a list whose order is that of an index."""

    def part(visit: Visit, asked: Asked, limit: int) -> Part:
        wanted = wanted_of(asked, limit + 1)
        return part_of(list(list_values(visit.case, name, wanted)), wanted, limit)

    return part


def _by_group(part: Callable[[Visit, Wanted, bool], Part]) -> Pages:
    return lambda visit, asked, limit: part(visit, wanted_of(asked, limit), asked.programs)


def _question_by_question(items_in: Items) -> Callable[[Case, Asked], Iterator[Any]]:
    return lambda case, asked: whole_list(case, wanted_of(asked, None), items_in)


def _speaker(value: Statement | Figure) -> dict[str, str]:
    return {"who": address_of(value.speaker.id)} if value.speaker else {}


def _question(listed: ListedClaim | ListedOrigin | ListedConflict) -> dict[str, str]:
    return {"question": f"/questions/{listed.question.id}"}


def _conflict(listed: ListedConflict) -> dict[str, str]:
    sides = (("one side", listed.conflict.left), ("other side", listed.conflict.right))
    question = f"/questions/{listed.question.id}"
    return {"question": question, **{name: f"{question}#{side}" if side.startswith("cl:") else address_of(side) for name, side in sides}}


def _origin(listed: ListedOrigin) -> dict[str, str]:
    return {**_question(listed), "who": address_of(listed.origin.actor.id), "claim": f"/questions/{listed.question.id}#{listed.claim.id}"}


def _outlet(name: str | None) -> dict[str, str]:
    return {"outlet": outlet_address(name)} if name else {}


def _drift(listed: ListedDrift) -> dict[str, str]:
    drift = listed.drift
    sides = {"here it reads": address_of(drift.here), "passed on from": address_of(drift.of)}
    return {**sides, "who": address_of(drift.speaker.id)} if drift.speaker else sides


def listed_report_shape(case: Case, listed: ListedReport) -> Shape:
    """Give a report without its text, which its own address has."""
    return {
        "id": listed.id,
        "headline": listed.headline,
        "publisher": listed.publisher,
        "published": listed.published,
        "language": listed.language,
        "url": listed.url,
        "characters": listed.characters,
        "captures": [capture_shape(capture) for capture in listed.captures],
    }


_NOTHING = "Nothing here has all of that. Take a filter away, or write less of a name."
_NO_REPORTS = "The case holds no reports yet. Take some in, and what they say stands here."

TABLES = {
    table.name: table
    for table in (
        Table(
            "statements",
            "Statements",
            "Who says what, in the order of the reports and of their text.",
            ("source", "stance", "since", "until", "outlet", "review", "actor"),
            _NO_REPORTS,
            _by_key("statements"),
            lambda listed: _speaker(listed.statement),
        ),
        Table(
            "figures",
            "Figures",
            "Every number with what it counts, and whose number it is.",
            ("source", "measure", "stance", "place", "since", "until", "outlet", "review", "actor"),
            _NO_REPORTS,
            _by_key("figures"),
            lambda listed: _speaker(listed.figure),
        ),
        Table(
            "claims",
            "Claims",
            "The rival answers to each question, with how many origins they go back to.",
            ("source", "measure", "place", "since", "until"),
            "No question has an answer yet. Take in reports that say how many, how much or whether.",
            _by_group(claims_part),
            lambda listed: {**_question(listed), "claim": f"/questions/{listed.question.id}#{listed.id}"},
            all_of_it=_question_by_question(claims_in),
        ),
        Table(
            "conflicts",
            "Conflicts",
            "Pairs of answers that cannot both hold, each with its reason.",
            ("measure", "place"),
            "No two answers are in conflict so far.",
            _by_group(conflicts_part),
            _conflict,
            all_of_it=lambda case, asked: whole_conflicts(case, wanted_of(asked, None)),
            shown_columns=("id", "question", "one side", "other side", "how they do not fit", "because"),
            shown=conflict_on_page,
        ),
        Table(
            "origins",
            "Origins",
            "Who said each claim first, and through how many reports it came.",
            ("source", "measure", "place", "since", "until"),
            "No claim has an origin yet. Take in reports first.",
            _by_group(origins_part),
            _origin,
            all_of_it=_question_by_question(origins_in),
        ),
        Table(
            "drift",
            "Drift",
            "What changed on the way from one report to another.",
            ("source",),
            "No retelling that was found changed anything.",
            _by_group(drifts_part),
            _drift,
            {"source": "Who or which outlet"},
            shown_columns=("id", "what changed", "here it reads", "passed on from", "who"),
            shown=drift_on_page,
        ),
        Table(
            "reports",
            "Reports",
            "Every report in the order in which it was taken in.",
            ("source", "words", "since", "until", "outlet"),
            _NO_REPORTS,
            _by_key("reports"),
            lambda listed: {"headline": f"/reports/{listed.id}", **_outlet(listed.publisher)},
            {"source": "Outlet or source"},
            listed_report_shape,
        ),
        Table(
            "problems",
            "Problems",
            "Trouble with the evidence, each with where it is.",
            ("source",),
            "No problem was met.",
            _by_key("problems"),
            lambda problem: {"at": address_of(problem.at)} if _ID.match(problem.at) else {},
            {"source": "Where"},
        ),
    )
}
"""Every list that has a page of this form, by its word in the address."""
