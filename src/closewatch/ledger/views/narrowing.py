"""What a list or a search is narrowed to, and how: as conditions on rows, and as facets for the indexes.

In a list conditions decide, and facets only spare it the rows that cannot be among them. What rows mean is told by `lists` and `search`.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.facets import NUMBERS, day_number, facet
from closewatch.terms.trouble import CaseError

FEW = 2_000
"""Up to how many rows are picked out by their numbers; of more, one in a hundred or so is wanted, and a walk finds a page of them soon."""


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; None where anything will do.

    `source` is any part of a name of who speaks (for reports: of the outlet or the source), `actor` the id of one actor under whatever
    name, `outlet` the name of an outlet as its reports write it, `place` any part of a place's name or its country's code; `review` is
    unreviewed, accepted, corrected or rejected; `since` and `until` are ISO dates, both included; `words` are words as `search` finds
    them; `like` are those of a claim that statements are held against. `identity` is one id, `after` the id after which the list goes on,
    `before` the one before which the page ends.
    """

    source: str | None = None
    stance: str | None = None
    measure: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    words: str | None = None
    like: str | None = None
    identity: str | None = None
    after: str | None = None
    limit: int | None = None
    actor: str | None = None
    outlet: str | None = None
    review: str | None = None
    before: str | None = None


@dataclass
class Conditions:
    """Conditions of a query with the values they take, gathered one by one."""

    words: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        """Add a condition."""
        self.words.append(condition)
        self.values.extend(values)

    def equal(self, column: str, value: str | None) -> None:
        """Want a column to have a value, where one is asked for."""
        if value is not None:
            self.add(f"{column} = ?", value)

    def one_of(self, column: str, values: Iterable[Any] | None) -> None:
        """Want a column to have one of some values; anything where that is None."""
        if values is not None:
            self.add(f"{column} IN (SELECT value FROM json_each(?))", json.dumps(sorted(values)))

    def between(self, day: str, wanted: Wanted) -> None:
        """Want a day, known as far as it is, to lie between the two asked for; what has no date lies nowhere."""
        for bound, sign in ((wanted.since, ">="), (wanted.until, "<=")):
            if bound is not None:
                self.add(f"substr({day}, 1, ?) {sign} ?", len(bound), bound)

    @property
    def all(self) -> str:
        """All of them as one condition."""
        return " AND ".join(self.words) or "1"


def components_called(tables: sqlite3.Connection, source: str) -> set[str]:
    """Give the actors that are, under any of their names, the one asked for."""
    part = source.casefold()
    query = """SELECT v.component, f.names FROM forms f JOIN voice_forms v ON v.form = f.number WHERE instr(f.names, ?)"""
    rows = tables.execute(query, (part,)).fetchall()
    return {component for component, names in rows if any(part in name for name in names.split("\n"))}


def components_wanted(tables: sqlite3.Connection, wanted: Wanted) -> set[str] | None:
    """Give the actors asked for, by a part of a name and by id; None where anybody will do."""
    meant = None if wanted.source is None else components_called(tables, wanted.source)
    if wanted.actor is None:
        return meant
    one = {component_of(tables, wanted.actor)}
    return one if meant is None else one & meant


def share_a_name(tables: sqlite3.Connection, components: Iterable[str]) -> bool:
    """Tell whether others are found under the same names as some actors: whom people split off from them, and who has to be told apart."""
    query = """SELECT 1 FROM actors WHERE component NOT IN (SELECT value FROM json_each(?1))
        AND under IN (SELECT under FROM actors WHERE component IN (SELECT value FROM json_each(?1))) LIMIT 1"""
    return tables.execute(query, (json.dumps(sorted(components)),)).fetchone() is not None


def spots_called(tables: sqlite3.Connection, place: str) -> list[int]:
    """Give the numbers of the places that are asked for by a part of their name, or by their country's code."""
    query = "SELECT number FROM places WHERE instr(folded, ?) OR (country <> '' AND country = ?)"
    return [row[0] for row in tables.execute(query, (place.casefold(), place.upper())).fetchall()]


def facets_wanted(tables: sqlite3.Connection, wanted: Wanted, components: set[str] | None) -> str | None:
    """Give what the facets of a row have to be, as words for MATCH; None where anything will do, "" where nothing can be meant."""
    asked = [
        facet(what, value)
        for what, value in (("stance", wanted.stance), ("measure", wanted.measure), ("outlet", wanted.outlet), ("review", wanted.review))
        if value is not None
    ]
    if components is not None:
        query = "SELECT DISTINCT under FROM actors WHERE component = ?"
        under = {row[0] for component in components for row in tables.execute(query, (component,)).fetchall()}
        asked.append(_either(facet("actor", key) for key in under))
    if wanted.place is not None:
        query = "SELECT number FROM places WHERE instr(folded, ?)"
        named = [f"place{row[0]}" for row in tables.execute(query, (wanted.place.casefold(),)).fetchall()]
        code = [facet("country", wanted.place)] if re.fullmatch("[A-Za-z]{2}", wanted.place) else []
        asked.append(_either((*named, *code)))
    if not asked:
        return None
    return f"facets : ({' AND '.join(asked)})" if all(asked) else ""


def _either(facets: Iterable[str]) -> str:
    found = sorted(facets)
    return f"({' OR '.join(found)})" if found else ""


def words_wanted(words: str) -> str:
    """Give words for MATCH: each of them, or a longer word that begins so (endings, plurals).

    Raises: CaseError when there is no word to look for.
    """
    tokens = re.findall(r"\w+", unicodedata.normalize("NFC", words))
    if not any(token.strip("_") for token in tokens):
        raise CaseError(f"wanted words to search for, found {words!r}")
    return " ".join(f'"{token}"*' for token in tokens)


def rows_between(wanted: Wanted) -> tuple[int, int] | None:
    """Give the first and the last number of the rows of `said` and `counted` that lie between two days; None where no day is asked for."""
    if wanted.since is None and wanted.until is None:
        return None
    first = day_number(wanted.since) or 1
    last = day_number(wanted.until, last=True) or 2**22
    return first << NUMBERS, (last + 1 << NUMBERS) - 1


def few_numbers(tables: sqlite3.Connection, index: str, wanted: Wanted, components: set[str] | None) -> list[int] | None:
    """Give the numbers of the values that can be meant, where they are few; None where a walk through the list is as quick."""
    facets, rows = facets_wanted(tables, wanted, components), rows_between(wanted)
    if facets == "":
        return []
    if facets is None and rows is None:
        return None
    where = Conditions()
    if facets is not None:
        where.add(f"{index}.{index} MATCH ?", facets)
    if rows is not None:
        where.add("rowid BETWEEN ? AND ?", *rows)
    query = f"SELECT rowid FROM {index} WHERE {where.all} LIMIT {FEW + 1}"
    found = [row[0] & (1 << NUMBERS) - 1 for row in tables.execute(query, where.values).fetchall()]
    return found if len(found) <= FEW else None
