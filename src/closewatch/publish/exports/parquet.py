"""The tables of a case as Parquet, one file for each: read by DuckDB, pandas, R and most tools for large tables.

Rows go through a file on the disk, one by one, so that memory does not grow with the case. Which tables there are is told by `tables`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from closewatch import __version__
from closewatch.publish.comma_separated import record_line
from closewatch.publish.exports.comma_separated import written
from closewatch.publish.exports.exporter import Exporter
from closewatch.publish.exports.tables import TABLES, rows
from closewatch.publish.exports.tables.table import Kind, Row, Table, digits_of
from closewatch.publish.publication import Publication

DIGITS, PLACES = 38, 9
"""Digits of a decimal in Parquet, and how many of them stand behind the point."""
MEMORY = 256 * 2**20
"""Bytes that DuckDB may use at least: rows are turned over in groups, never all together."""
GROUP = 20_000
"""Rows of one row group."""
PART = 16 * 2**20
"""Signs of one waiting file: DuckDB keeps what it has read of a file in memory until it has read all of it."""
LINE = 2_000_000
"""Bytes of one row that DuckDB is ready for at least."""

_TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.DECIMAL: f"DECIMAL({DIGITS},{PLACES})",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.DATE: "DATE",
    Kind.MOMENT: "TIMESTAMPTZ",
    Kind.LIST: "VARCHAR",
}


@dataclass
class _Waiting:
    """The rows of one table in files on the disk, each short enough for DuckDB to read as a whole."""

    folder: Path
    parts: list[Path] = field(default_factory=list)
    unfit: set[str] = field(default_factory=set)
    longest: int = 0
    written: int = PART
    file: TextIO | None = None

    def add(self, line: str) -> None:
        """Put one row behind the others."""
        if self.written >= PART:
            self.begin()
        assert self.file is not None
        self.file.write(line)
        self.written += len(line)
        self.longest = max(self.longest, len(line))

    def begin(self) -> None:
        """Begin another file; a table without rows has one that is empty."""
        self.end()
        self.parts.append(self.folder / f"{len(self.parts)}.csv")
        self.file = self.parts[-1].open("w", encoding="utf-8", newline="")
        self.written = 0

    def end(self) -> None:
        """Close the last file."""
        if self.file is not None:
            self.file.close()


def write_parquet(publication: Publication, folder: Path) -> None:
    """Write one Parquet file for each table; its columns in words, the case and the head stand in its metadata."""
    room = folder / "rows"
    waiting = {table.name: _Waiting(room / table.name) for table in TABLES}
    for one in waiting.values():
        one.folder.mkdir(parents=True)
        one.begin()
    try:
        for table, row in rows(publication):
            one = waiting[table.name]
            one.unfit.update(_unfit(table, row))
            one.add(record_line(map(written, row)))
    finally:
        for one in waiting.values():
            one.end()
    for table in TABLES:
        one = waiting[table.name]
        _turn(publication, table, one, folder / f"{table.name}.parquet")
        shutil.rmtree(one.folder)
    room.rmdir()


def _turn(publication: Publication, table: Table, waiting: _Waiting, target: Path) -> None:
    """Turn the waiting rows of a table into Parquet. DuckDB works alone here: it loads no extension and looks for none."""
    import duckdb

    types = {column.name: "VARCHAR" if column.name in waiting.unfit else _TYPES[column.kind] for column in table.columns}
    columns = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in types.items())
    kept = ", ".join(f"{_quoted(name)}: {_quoted(value)}" for name, value in _metadata(publication, table, waiting.unfit).items())
    parts, line = ", ".join(_quoted(str(part)) for part in waiting.parts), max(LINE, 4 * waiting.longest)
    read = f"""read_csv([{parts}], header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '',
        new_line = '\\r\\n', parallel = false, max_line_size = {line}, buffer_size = {line}, columns = {{{columns}}})"""
    write = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP}, KV_METADATA {{{kept}}}"
    asked: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": f"{max(MEMORY, 16 * line)}B",
        "temp_directory": str(waiting.folder / "spilled"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": True,
    }
    with closing(duckdb.connect(config=asked)) as engine:
        engine.execute("SET TimeZone = 'UTC'")
        try:
            engine.execute(f"COPY (SELECT * FROM {read}) TO {_quoted(str(target))} ({write})")
        except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise OSError(str(error).splitlines()[0]) from error


def _metadata(publication: Publication, table: Table, as_text: set[str]) -> dict[str, str]:
    head = publication.head()
    columns = [
        {"name": one.name, "kind": "text" if one.name in as_text else one.kind.value, "nullable": one.nullable, "about": one.about}
        for one in table.columns
    ]
    return {
        "closewatch": __version__,
        "case": publication.title(),
        "head": head.digest,
        "entries": str(head.seq),
        "redacted": "yes" if publication.redaction else "no",
        "table": table.about,
        "columns": json.dumps(columns, ensure_ascii=False),
    }


def _unfit(table: Table, row: Row) -> list[str]:
    """Name the columns whose decimal in this row would lose digits; they are written as text instead."""
    return [column.name for column, cell in zip(table.columns, row, strict=True) if isinstance(cell, Decimal) and not fits(cell)]


def fits(number: Decimal) -> bool:
    """Tell whether a number keeps every digit in a decimal of Parquet.

    >>> fits(Decimal("2000.5")), fits(Decimal("1E+40")), fits(Decimal("0.00000000001"))
    (True, False, False)
    """
    before, behind = digits_of(number)
    return len(behind) <= PLACES and len(before) <= DIGITS - PLACES


def _quoted(words: str) -> str:
    """Write words as a literal of SQL.

    >>> _quoted("it's")
    "'it''s'"
    """
    return "'" + words.replace("'", "''") + "'"


PARQUET = Exporter("parquet", "every table as Parquet", write_parquet)
