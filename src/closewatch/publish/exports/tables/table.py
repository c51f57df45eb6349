"""What a table is: named columns, each of one kind and explained in words, and rows of plain cells.

Knows neither files nor the case. Which tables there are is told by the modules beside this one, how one is written by each format.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from closewatch.terms.record import plain_number
from closewatch.terms.report import Excerpt, Span, words_of


class Kind(StrEnum):
    """What the cells of a column hold; `list` is JSON text, since a cell has no lists."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "moment"
    LIST = "list"


Cell: TypeAlias = str | int | bool | Decimal | date | datetime | None
"""One cell; None where there is no value, which is neither 0 nor empty text."""
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """One column: its name, what its cells hold, what that is in words, whether a cell can be empty, and which table's ids it holds."""

    name: str
    kind: Kind
    about: str
    nullable: bool = False
    of: str | None = None


@dataclass(frozen=True)
class Table:
    """A named table; `key` names the columns that no two rows share."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def text(name: str, about: str, *, nullable: bool = False, of: str | None = None) -> Column:
    """Describe a column of words or ids."""
    return Column(name, Kind.TEXT, about, nullable, of)


def maybe(name: str, about: str, of: str | None = None) -> Column:
    """Describe a column of words or ids that can be empty."""
    return Column(name, Kind.TEXT, about, True, of)


def whole(name: str, about: str, *, nullable: bool = False) -> Column:
    """Describe a column of whole numbers."""
    return Column(name, Kind.INTEGER, about, nullable)


def amount(name: str, about: str, *, nullable: bool = True) -> Column:
    """Describe a column of decimal numbers."""
    return Column(name, Kind.DECIMAL, about, nullable)


def flag(name: str, about: str, *, nullable: bool = False) -> Column:
    """Describe a column of true and false."""
    return Column(name, Kind.BOOLEAN, about, nullable)


def day(name: str, about: str) -> Column:
    """Describe a column of whole days, empty where a day is not known."""
    return Column(name, Kind.DATE, about, True)


def moment(name: str, about: str) -> Column:
    """Describe a column of moments in UTC."""
    return Column(name, Kind.MOMENT, about)


def listing(name: str, about: str) -> Column:
    """Describe a column of lists, as JSON text."""
    return Column(name, Kind.LIST, about)


def range_columns() -> tuple[Column, ...]:
    """Describe an amount as it was said, each part in a column of its own."""
    return (
        amount("low", "the lower end as it was said; empty where none was said"),
        amount("best", "the one number that was said; empty for a range and for an open end"),
        amount("high", "the upper end as it was said; empty where none was said"),
        flag("open_low", "true where the lower end is open: up to 270"),
        flag("open_high", "true where the upper end is open: at least 209"),
        flag("strict", "true where the number itself is left out: more than 10"),
        flag("approximate", "true where a word like about was said"),
        maybe("lean", "below for nearly, above for just over"),
        maybe("vague", "the word that stands for a number: dozens"),
    )


def span_columns(name: str, about: str, *, nullable: bool = False) -> tuple[Column, ...]:
    """Describe words at their place in their report: two offsets in code points, the end excluded, and the words exactly."""
    before = f"{name}_" if name else ""
    return (
        whole(f"{before}start", f"where {about} begins: code points of the report's text", nullable=nullable),
        whole(f"{before}end", f"where {about} ends, the end excluded", nullable=nullable),
        text(f"{before}exact", f"{about}, exactly as it stands there", nullable=nullable),
    )


def digits_of(number: Decimal) -> tuple[str, str]:
    """Give the digits of a number before and behind its point, as it is written in full.

    >>> digits_of(Decimal("-2.050E+2"))
    ('205', '')
    """
    before, _, behind = (plain_number(number.copy_abs()) or "").partition(".")
    return before, behind


def span_cells(span: Span | Excerpt | None) -> tuple[int | None, int | None, str | None]:
    """Give words at their place as three cells, all empty where there are none."""
    return (span.start, span.end, span.exact) if span else (None, None, None)


def json_cell(value: Any) -> str:
    """Write a list as one cell of JSON.

    >>> json_cell(["re:1", "re:2"])
    '["re:1","re:2"]'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def spans_cell(spans: Iterable[Span]) -> str:
    """Write several pieces of words as one cell, each with its place."""
    return json_cell([{"start": span.start, "end": span.end, "exact": span.exact} for span in spans])


def words_cell(spans: Sequence[Span]) -> str | None:
    """Give the words of several pieces to be read, parted by a sign; empty where there are none."""
    return words_of(spans) if spans else None
