"""The tables of a case as one Excel workbook: a sheet that says what it is, then one for each table.

Nothing in it is a formula or a link, whatever the words of a report look like. What Excel cannot hold is cut or written as text, and the
first sheet says so. Which tables there are is told by `tables`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from closewatch import __version__
from closewatch.publish.exports.comma_separated import written
from closewatch.publish.exports.exporter import Exporter
from closewatch.publish.exports.tables import TABLES, rows
from closewatch.publish.exports.tables.table import Cell, Kind, Row, Table, digits_of
from closewatch.publish.publication import Publication
from closewatch.publish.wording import counted

MOST_ROWS = 1_048_576
"""Rows of one sheet, its header among them (Microsoft, "Excel specifications and limits")."""
MOST_SIGNS = 32_767
"""Signs of one cell, counted in UTF-16 as Excel counts them (same page)."""
EXACT_DIGITS = 15
"""Digits of a number that Excel keeps (same page); a longer one is written as text."""
LARGEST = 300
"""The power of ten below which Excel still holds a number (same page: 9.99E+307)."""
FIRST_DAY = date(1900, 3, 1)
"""Excel has a 29 February 1900 that there never was; days before it are written as text."""
CUT = " … [cut]"
_WIDTHS = {Kind.TEXT: 24, Kind.INTEGER: 10, Kind.DECIMAL: 12, Kind.BOOLEAN: 8, Kind.DATE: 12, Kind.MOMENT: 28, Kind.LIST: 30}
_NO_SIGNS = re.compile("[\ufffe\uffff]")
"""What no XML file can hold (XML 1.0, production 2); control signs are written as Excel writes them, `_x0001_`."""
_MADE = datetime(2000, 1, 1)
"""The same in every workbook, so that the same case gives the same bytes."""


@dataclass
class _Sheets:
    """The sheets of one table: a new one is begun when one is full."""

    book: Any
    table: Table
    head: Any
    most_rows: int
    sheets: list[Any] = field(default_factory=list)
    below: int = 0
    cut: int = 0
    as_text: int = 0

    def begin(self) -> None:
        """Begin a sheet with its header, which stays in sight, and columns wide enough to read."""
        number = len(self.sheets) + 1
        sheet = self.book.add_worksheet(self.table.name if number == 1 else f"{self.table.name} {number}")
        for place, column in enumerate(self.table.columns):
            sheet.set_column(place, place, max(_WIDTHS[column.kind], len(column.name) + 3))
        sheet.freeze_panes(1, 1)
        for place, name in enumerate(self.table.names):
            sheet.write_string(0, place, name, self.head)
        self.sheets.append(sheet)
        self.below = 0

    def end(self) -> None:
        """Put a filter over every sheet, now that its length is known."""
        for sheet in self.sheets:
            below = self.below if sheet is self.sheets[-1] else self.most_rows - 1
            sheet.autofilter(0, 0, below, len(self.table.columns) - 1)

    def add(self, row: Row, days: Any) -> None:
        """Write one row, on a new sheet where this one is full."""
        if self.below + 1 == self.most_rows:
            self.begin()
        self.below += 1
        for place, (column, cell) in enumerate(zip(self.table.columns, row, strict=True)):
            if cell is not None:
                self._write(self.sheets[-1], place, column.kind, cell, days)

    def _write(self, sheet: Any, place: int, kind: Kind, cell: Cell, days: Any) -> None:
        if isinstance(cell, bool):
            sheet.write_boolean(self.below, place, cell)
        elif isinstance(cell, int | Decimal) and _keeps(cell):
            sheet.write_number(self.below, place, cell)
        elif kind is Kind.DATE and isinstance(cell, date) and cell >= FIRST_DAY:
            sheet.write_datetime(self.below, place, cell, days)
        elif words := written(cell):
            self.as_text += kind in (Kind.INTEGER, Kind.DECIMAL, Kind.DATE)
            short = fitting(_NO_SIGNS.sub("\ufffd", words))
            self.cut += short != words
            sheet.write_string(self.below, place, short)


def write_xlsx(publication: Publication, folder: Path, *, most_rows: int = MOST_ROWS) -> None:
    """Write one workbook with a sheet for each table, row by row."""
    with _book(folder) as book:
        head, days = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        about = book.add_worksheet("About")
        sheets = {table.name: _Sheets(book, table, head, most_rows) for table in TABLES}
        for one in sheets.values():
            one.begin()
        counts: Counter[str] = Counter()
        for table, row in rows(publication):
            counts[table.name] += 1
            sheets[table.name].add(row, days)
        for one in sheets.values():
            one.end()
        about.set_column(0, 0, 26)
        about.set_column(1, 1, 110)
        for place, (name, words) in enumerate(_about(publication, list(sheets.values()), counts)):
            about.write_string(place, 0, name, head)
            about.write_string(place, 1, fitting(words))


def _about(publication: Publication, sheets: list[_Sheets], counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Say what the workbook is, what each sheet and column holds, and what Excel could not hold."""
    head = publication.head()
    redacted = "yes: what is protected was replaced or blacked out before this was written" if publication.redaction else "no"
    yield "Case", publication.title()
    yield "Journal head", f"{head.digest}, {head.seq} entries"
    yield "Redacted", redacted
    yield "Written by", f"Closewatch {__version__}"
    yield "What this is", "Who says what, as the ledger has it. Nothing here says what is true."
    yield "Rights", "This file gives no licence: the words of reports stay those of their publishers."
    yield "Empty cells", "No value. That is not 0."
    yield "Places in a text", "Offsets count Unicode code points of the report's text, the end excluded."
    for one in sheets:
        told = [f"{one.table.about} ({counted(counts[one.table.name], 'row')}{f', on {len(one.sheets)} sheets' if one.sheets[1:] else ''})"]
        if one.cut:
            told.append(f"{counted(one.cut, 'cell')} too long for Excel and cut (“{CUT.strip()}”), or with a sign that it cannot hold")
        if one.as_text:
            told.append(f"{counted(one.as_text, 'cell')} with a number or a day that Excel cannot keep exactly, written as text")
        yield one.table.name, "; ".join(told)
    for one in sheets:
        for column in one.table.columns:
            yield f"{one.table.name}.{column.name}", column.about


@contextmanager
def _book(folder: Path) -> Iterator[Any]:
    """Open a workbook whose rows wait on the disk, beside it, until it is whole."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    waiting = folder / "rows"
    waiting.mkdir()
    asked = {"constant_memory": True, "tmpdir": str(waiting), "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(folder / "closewatch.xlsx"), asked)
    book.set_properties({"title": "Closewatch export", "created": _MADE})
    try:
        yield book
        book.close()
    except XlsxFileError as error:
        raise OSError(str(error)) from error
    waiting.rmdir()


def _keeps(number: int | Decimal) -> bool:
    """Tell whether Excel keeps every digit of a number.

    >>> _keeps(Decimal("2000.5")), _keeps(10**15 + 1)
    (True, False)
    """
    return len("".join(digits_of(Decimal(number))).strip("0")) <= EXACT_DIGITS and abs(Decimal(number).adjusted()) < LARGEST


def fitting(words: str) -> str:
    """Cut words that are too long for a cell, and say so at their end.

    >>> fitting("short"), len(fitting("long" * 10_000))
    ('short', 32767)
    """
    if len(words) * 2 <= MOST_SIGNS or len(words.encode("utf-16-le")) <= 2 * MOST_SIGNS:
        return words
    short = words.encode("utf-16-le")[: 2 * (MOST_SIGNS - len(CUT))].decode("utf-16-le", "ignore")
    return short + CUT


XLSX = Exporter("xlsx", "every table as one Excel workbook", write_xlsx)
