"""The tables of a case as CSV: one file for each table, and datapackage.json, which says what every column is (frictionless table schema).

Which tables there are is told by `tables`; how a record is written by `publish.comma_separated`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from closewatch import __version__
from closewatch.publish.comma_separated import record_line, safe_cell
from closewatch.publish.exports.exporter import Exporter
from closewatch.publish.exports.tables import TABLES, rows
from closewatch.publish.exports.tables.table import Cell, Column, Kind, Row, Table
from closewatch.publish.publication import Publication
from closewatch.terms.record import plain_number

_TYPES: Mapping[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.DECIMAL: {"type": "number"},
    Kind.BOOLEAN: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    Kind.DATE: {"type": "date"},
    Kind.MOMENT: {"type": "datetime", "format": "any"},
    Kind.LIST: {"type": "array"},
}
"""The kinds of columns in the words of the table schema (specs.frictionlessdata.io/table-schema)."""


def write_csv(publication: Publication, folder: Path) -> None:
    """Write one CSV file for each table, and datapackage.json, which describes them."""
    counts = dict.fromkeys((table.name for table in TABLES), 0)
    with ExitStack() as stack:
        files = {}
        for table in TABLES:
            files[table.name] = stack.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            files[table.name].write(record_line(table.names))
        for table, row in rows(publication):
            counts[table.name] += 1
            files[table.name].write(record_line(safe_row(table, row)))
    (folder / "datapackage.json").write_bytes(_as_json(package_of(publication, counts)))


def safe_row(table: Table, row: Row) -> tuple[str | None, ...]:
    """Write each cell as text; words of a report that a spreadsheet would run get an apostrophe in front, numbers never do."""
    pairs = zip(table.columns, row, strict=True)
    return tuple(safe_cell(cell) if column.kind is Kind.TEXT and isinstance(cell, str) else written(cell) for column, cell in pairs)


def written(cell: Cell) -> str | None:
    """Write a cell as text: numbers without an exponent, days and moments in ISO 8601, moments in UTC. Empty text is no value.

    >>> written(Decimal("2E+3")), written(True), written(""), written(date(2024, 11, 19))
    ('2000', 'true', None, '2024-11-19')
    """
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return plain_number(cell)
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    return cell.isoformat() if isinstance(cell, date) else None if cell is None else str(cell)


def package_of(publication: Publication, counts: Mapping[str, int]) -> dict[str, Any]:
    """Describe the files as a data package: every table, its columns in words, its key and what refers to what."""
    head = publication.head()
    return {
        "profile": "tabular-data-package",
        "name": "closewatch-export",
        "title": publication.title(),
        "description": "Who says what, as the ledger has it; nothing here says what is true. Offsets count code points of a report's text. "
        "An empty cell is no value, which is not 0. Where words begin with a sign that a "
        "spreadsheet would take for a formula, an apostrophe stands in front of them.",
        "journal": {"head": head.digest, "entries": head.seq},
        "redacted": bool(publication.redaction),
        "software": f"Closewatch {__version__}",
        "resources": [_resource(table, counts[table.name]) for table in TABLES],
    }


def _resource(table: Table, count: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    others = [column for column in table.columns if column.of]
    if others:
        schema["foreignKeys"] = [{"fields": [one.name], "reference": {"resource": one.of, "fields": ["id"]}} for one in others]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.about,
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "rows": count,
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field = {"name": column.name, **_TYPES[column.kind], "description": column.about}
    return field if column.nullable else {**field, "constraints": {"required": True}}


def _as_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


CSV = Exporter("csv", "every table as CSV, with datapackage.json, which says what each column is", write_csv)
