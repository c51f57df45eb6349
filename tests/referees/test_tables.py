"""The tables as other people's programs read them: frictionless, openpyxl, pandas with pyarrow, DuckDB and bibtexparser."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import bibtexparser
import duckdb
import frictionless
import openpyxl
import pandas
import pyarrow.parquet
import pytest

from closewatch.publish.comma_separated import own_words
from closewatch.publish.exports.citations import bibtex, cited, csl, write_bibtex
from closewatch.publish.exports.coders.acled import ACLED_EVENTS
from closewatch.publish.exports.coders.airwars import AIRWARS_INCIDENTS
from closewatch.publish.exports.coders.coder import write
from closewatch.publish.exports.coders.ucdp import UCDP_GED
from closewatch.publish.exports.comma_separated import write_csv, written
from closewatch.publish.exports.excel import write_xlsx
from closewatch.publish.exports.parquet import write_parquet
from closewatch.publish.exports.tables import TABLES
from closewatch.publish.exports.tables.table import Column, Kind
from tests.publish.exports.invented import published, the_case


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, publication = tmp_path_factory.mktemp("tables"), published(the_case())
    for name, writing in (("csv", write_csv), ("xlsx", write_xlsx), ("parquet", write_parquet)):
        (made / name).mkdir()
        writing(publication, made / name)
    return made


def records(folder: Path, table: str) -> list[list[str | None]]:
    """Give the rows of a table from its CSV, in words, guards taken away."""
    kinds = {one.name: [column.kind for column in one.columns] for one in TABLES}[table]
    with (folder / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        _, *told = csv.reader(file, strict=True)
    return [[(own_words(cell) if kind is Kind.TEXT else cell) or None for kind, cell in zip(kinds, row, strict=True)] for row in told]


def test_frictionless_finds_every_file_as_its_schema_says(folder: Path) -> None:
    report = frictionless.validate(str(folder / "csv" / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    assert report.stats["tasks"] == len(TABLES)
    assert report.valid


@pytest.mark.parametrize("break_it", ["key", "reference", "number"])
def test_frictionless_sees_what_is_broken(folder: Path, tmp_path: Path, break_it: str) -> None:
    for path in (folder / "csv").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        head, first, *others = csv.reader(file)
    column = {"key": "id", "reference": "report", "number": "start"}[break_it]
    first[head.index(column)] = {"key": others[0][head.index("id")], "reference": "re:none", "number": "3.5"}[break_it]
    with (tmp_path / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, first, *others])
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert [kind for (kind,) in report.flatten(["type"])] == [
        {"key": "primary-key", "reference": "foreign-key", "number": "type-error"}[break_it]
    ]


def in_words(cell: Any, column: Column) -> str | None:
    """Write a cell that a program read as the CSV writes it."""
    if cell is None or cell is pandas.NaT or (isinstance(cell, float) and pandas.isna(cell)):
        return None
    if column.kind is Kind.BOOLEAN:
        return "true" if cell else "false"
    if column.kind is Kind.DECIMAL:
        return written(Decimal(str(cell)))
    if column.kind is Kind.INTEGER:
        return str(int(cell))
    if isinstance(cell, datetime):
        return written(cell) if column.kind is Kind.MOMENT else cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_openpyxl_reads_what_the_csv_has_and_finds_no_formula_and_no_link(folder: Path, table: Any) -> None:
    sheet = openpyxl.load_workbook(folder / "xlsx" / "closewatch.xlsx")[table.name]
    head, *told = sheet.iter_rows()
    assert tuple(cell.value for cell in head) == table.names
    assert {cell.data_type for row in told for cell in row} <= {"s", "n", "b", "d", "inlineStr"}
    assert [cell.coordinate for row in told for cell in row if cell.hyperlink] == []
    found = [[in_words(cell.value, column) for cell, column in zip(row, table.columns, strict=True)] for row in told]
    assert found == records(folder, table.name)
    assert (sheet.freeze_panes, bool(sheet.auto_filter.ref)) == ("B2", True)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_pandas_and_duckdb_read_from_parquet_what_the_csv_has(folder: Path, table: Any) -> None:
    path = folder / "parquet" / f"{table.name}.parquet"
    wanted = records(folder, table.name)
    engine = duckdb.connect()
    engine.execute("SET TimeZone = 'UTC'")
    rows = engine.execute(f"SELECT * FROM '{path}'").fetchall()
    assert [[in_words(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in rows] == wanted
    frame = pandas.read_parquet(path, dtype_backend="pyarrow")
    assert tuple(frame.columns) == table.names
    read = [[None if cell is pandas.NA else cell for cell in row] for row in frame.itertuples(index=False, name=None)]
    assert [[in_words(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in read] == wanted


def test_pyarrow_finds_the_kinds_that_the_metadata_name(folder: Path) -> None:
    arrow: Mapping[str, str] = {
        "text": "string", "list": "string", "integer": "int64", "decimal": "decimal128(38, 9)", "boolean": "bool", "date": "date32[day]",
        "moment": "timestamp[us, tz=UTC]",
    }  # fmt: skip
    for table in TABLES:
        schema = pyarrow.parquet.read_schema(folder / "parquet" / f"{table.name}.parquet")
        told = json.loads(schema.metadata[b"columns"])
        assert [(one.name, str(one.type)) for one in schema] == [(one["name"], arrow[one["kind"]]) for one in told]
        assert [(one["name"], one["nullable"]) for one in told] == [(column.name, column.nullable) for column in table.columns]


@pytest.mark.parametrize("coder", [UCDP_GED, ACLED_EVENTS, AIRWARS_INCIDENTS], ids=lambda coder: coder.name)
def test_pandas_reads_the_tables_of_coders_with_empty_cells_apart_from_0(coder: Any, tmp_path: Path) -> None:
    write(coder, published(the_case()), tmp_path)
    frame = pandas.read_csv(tmp_path / f"{coder.name}.csv", dtype=str, keep_default_na=False)
    assert tuple(frame.columns)[: len(coder.columns)] == coder.columns
    assert set(frame["cw_claim"].str[:3]) == {"cl:"}


def test_bibtexparser_reads_every_entry_back(tmp_path: Path) -> None:
    write_bibtex(published(the_case()), tmp_path)
    wanted = {one.key: one for one in cited(published(the_case()))}
    library = bibtexparser.loads((tmp_path / "reports.bib").read_text("utf-8"), _parser())
    assert {entry["ID"] for entry in library.entries} == set(wanted)
    for entry in library.entries:
        one = wanted[entry["ID"]]
        assert entry["note"] == one.note.replace("_", r"\_")
        assert entry.get("date") == one.published
        assert (plain(entry["title"]) if "title" in entry else None) == (" ".join(one.title.split()) if one.title else None)
        authors = tuple(plain(author) for author in entry["author"].split(" and ")) if "author" in entry else ()
        assert authors == one.authors
        assert csl(one)["id"] == entry["ID"]
    assert bibtex(next(iter(wanted.values()))) in (tmp_path / "reports.bib").read_text("utf-8")


def _parser() -> Any:
    return bibtexparser.bparser.BibTexParser(common_strings=True, ignore_nonstandard_types=False)


def plain(words: str) -> str:
    """Take what was put in for LaTeX away again, for the signs that the titles and names here have."""
    words = words[1:-1] if words.startswith("{") and words.endswith("}") else words
    for sign in "{}%&#$_":
        words = words.replace(f"\\{sign}", sign)
    return words
