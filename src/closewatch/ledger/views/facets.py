"""The words and facets under which statements, figures and reports are found: what lies in `said`, `counted` and `told`.

A facet is one made-up word in a column of its own, so that one MATCH narrows words and facets together. Rows of `said` and `counted` are
numbered by day and then by value, so that what is newest comes first and a stretch of days is a stretch of numbers; those of `told` as
reports are numbered in `words`.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import msgspec

from closewatch.terms.about import Place
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement
from closewatch.terms.when import PartialDate

NUMBERS = 32
"""Bits of a row's number that number the value; those above are its day."""

Row = tuple[int, str, str]
"""Number, words and facets of one row."""


def facet(what: str, value: str) -> str:
    """Make the word that stands for one facet; what is no plain word is hashed into one.

    >>> facet("stance", "denies"), facet("outlet", "The Harbour Gazette")
    ('stancedenies', 'outletf0af66bd307aaaf6')
    """
    plain = value.casefold().removeprefix("ac:")
    if re.fullmatch("[a-z0-9]+", plain) is None:
        plain = hashlib.blake2b(plain.encode(), digest_size=8).hexdigest()
    return what + plain


def searchable(words: Iterable[str]) -> str:
    """Join words for the index in the one form in which accents are one sign with their letter, each phrase once."""
    return unicodedata.normalize("NFC", " … ".join(dict.fromkeys(word for word in words if word)))


@lru_cache(maxsize=4096)
def day_number(day: str | None, *, last: bool = False) -> int:
    """Number the day of an ISO date, of a month or a year its first (or its last); 0 for none and for what is no date.

    >>> day_number("2025-02") == day_number("2025-02-01"), day_number("2025-02", last=True) - day_number("2025-02-01"), day_number(None)
    (True, 27, 0)
    """
    if not day:
        return 0
    try:
        period = PartialDate(day[:10]).period()
    except ValueError:
        return 0
    found: date | None = period.end if last else period.start
    return found.toordinal() if found else 0


def row_number(day: str | None, number: int) -> int:
    """Give the number of a row in `said` or `counted`."""
    return day_number(day) << NUMBERS | number


def statement_row(tables: sqlite3.Connection, identity: str) -> Row | None:
    """Give the row of a statement as it stands; None for one that is gone."""
    query = """SELECT s.number, coalesce(s.said, r.published), s.review, s.value, r.publisher, a.under
        FROM statements s JOIN reports r ON r.id = s.report LEFT JOIN actors a ON a.id = s.speaker WHERE s.id = ? AND s.state <> 'gone'"""
    found = tables.execute(query, (identity,)).fetchone()
    if found is None:
        return None
    number, day, review, value, publisher, under = found
    statement = msgspec.json.decode(value, type=Statement)
    facets = {"shown", facet("stance", statement.stance.value), facet("review", review), facet("basis", statement.basis.value)}
    facets |= _of_all(publisher, under)
    if statement.about:
        facets |= {facet("measure", statement.about.measure)} if statement.about.measure else set()
        facets |= place_facets(tables, statement.about.place)
    # The figures of a statement are settled before it, with the numbers of their places.
    query = """SELECT f.measure, p.number, p.country FROM figures f LEFT JOIN places p ON p.number = f.spot
        WHERE f.statement = ? AND f.state <> 'gone' AND f.review <> 'rejected'"""
    for measure, place, country in tables.execute(query, (identity,)).fetchall():
        facets |= {facet("measure", measure), *_of_place(place, country)}
    speaker = (statement.speaker.name,) if statement.speaker else ()
    words = searchable((*speaker, *(span.exact for span in (*statement.source, *statement.content))))
    return row_number(day, number), words, " ".join(sorted(facets))


def figure_row(tables: sqlite3.Connection, identity: str, figure: Figure) -> Row | None:
    """Give the row of a figure whose columns are settled; None for one that is gone."""
    query = """SELECT f.number, coalesce(f.day, r.published), f.review, s.stance, r.publisher, a.under, p.number, p.country
        FROM figures f JOIN reports r ON r.id = f.report LEFT JOIN statements s ON s.id = f.statement
        LEFT JOIN actors a ON a.id = f.speaker LEFT JOIN places p ON p.number = f.spot WHERE f.id = ? AND f.state <> 'gone'"""
    found = tables.execute(query, (identity,)).fetchone()
    if found is None:
        return None
    number, day, review, stance, publisher, under, place, country = found
    facets = {"shown", facet("measure", figure.measure), facet("review", review), facet("scope", figure.scope.value)}
    facets |= {facet("stance", stance)} if stance else set()
    facets |= {*_of_all(publisher, under), *_of_place(place, country)}
    population, where = figure.population, figure.place
    words = searchable(
        (
            figure.speaker.name if figure.speaker else publisher or "",
            figure.bound.exact if figure.bound else "",
            figure.span.exact,
            figure.unit or "",
            population.span.exact if population and population.span else "",
            where.name if where else "",
        )
    )
    return row_number(day, number), words, " ".join(sorted(facets))


def report_facets(tables: sqlite3.Connection, identity: str) -> str:
    """Give the facets of a report: its outlet, whoever is in it, and whatever any of its statements and figures has."""
    query = """SELECT d.facets FROM statements s JOIN said d ON d.rowid = s.found_at WHERE s.report = ?1
        UNION ALL SELECT d.facets FROM figures f JOIN counted d ON d.rowid = f.found_at WHERE f.report = ?1"""
    found = {word for (facets,) in tables.execute(query, (identity,)).fetchall() for word in facets.split()}
    publisher = tables.execute("SELECT publisher FROM reports WHERE id = ?", (identity,)).fetchone()[0]
    speaking = tables.execute("SELECT under FROM actors WHERE report = ? AND state <> 'gone'", (identity,)).fetchall()
    found |= {facet("actor", under) for (under,) in speaking}
    return " ".join(sorted(found | _of_all(publisher, None) | {"shown"}))


def spot_of(tables: sqlite3.Connection, place: Place | None) -> int | None:
    """Give the number of a place, which it gets when it is first met; None for none."""
    if place is None:
        return None
    about = (place.name, place.country or "")
    row = tables.execute("SELECT number FROM places WHERE name = ? AND country = ?", about).fetchone()
    if row is None:
        row = tables.execute(
            "INSERT INTO places (name, country, folded) VALUES (?, ?, ?) RETURNING number", (*about, place.name.casefold())
        ).fetchone()
    return int(row[0])


def place_facets(tables: sqlite3.Connection, place: Place | None) -> set[str]:
    """Give the facets of a place."""
    return _of_place(spot_of(tables, place), (place.country or "") if place else None)


def _of_place(number: int | None, country: str | None) -> set[str]:
    return {f"place{number}", *({facet("country", country)} if country else ())} if number is not None else set()


def _of_all(publisher: str | None, under: str | None) -> set[str]:
    return {*({facet("outlet", publisher)} if publisher else ()), *({facet("actor", under)} if under else ())}
