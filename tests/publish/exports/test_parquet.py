"""Parquet: the columns have the kinds that are promised, and every value comes back."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from closewatch.ledger.case import case_in_memory
from closewatch.publish.comma_separated import own_words
from closewatch.publish.exports.comma_separated import write_csv
from closewatch.publish.exports.parquet import fits, write_parquet
from closewatch.publish.exports.tables import TABLES, rows
from closewatch.publish.exports.tables.table import Cell, Kind
from tests.publish.exports.invented import AT, BY, exactly, published, tell, the_case

TYPES = {
    Kind.TEXT: "VARCHAR", Kind.INTEGER: "BIGINT", Kind.DECIMAL: "DECIMAL(38,9)", Kind.BOOLEAN: "BOOLEAN", Kind.DATE: "DATE",
    Kind.MOMENT: "TIMESTAMP WITH TIME ZONE", Kind.LIST: "VARCHAR",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("parquet")
    write_parquet(published(the_case()), made)
    return made


def asked(path: Path, what: str = "SELECT * FROM") -> list[tuple[Any, ...]]:
    engine = duckdb.connect()
    engine.execute("SET TimeZone = 'UTC'")
    return engine.execute(f"{what} '{path}'").fetchall()


def plain(cell: Any) -> Any:
    return cell.astimezone(UTC) if isinstance(cell, datetime) else cell


def test_every_value_comes_back_as_it_was(folder: Path) -> None:
    wanted: dict[str, list[tuple[Cell, ...]]] = {table.name: [] for table in TABLES}
    for table, row in rows(published(the_case())):
        wanted[table.name].append(tuple(None if cell == "" else cell for cell in row))
    for table in TABLES:
        found = [tuple(plain(cell) for cell in row) for row in asked(folder / f"{table.name}.parquet")]
        if table.name in ("figures", "claims"):
            found = [
                tuple(_number(cell, one) for cell, one in zip(row, like, strict=True))
                for row, like in zip(found, wanted[table.name], strict=True)
            ]
        assert found == wanted[table.name]


def _number(cell: Any, like: Cell) -> Any:
    """Read a number that was written as text, because one of its column does not fit."""
    return Decimal(cell) if isinstance(like, Decimal) else cell


def test_the_columns_are_of_the_kinds_that_are_promised(folder: Path) -> None:
    for table in TABLES:
        if table.name not in ("figures", "claims"):
            found = [(row[0], row[1]) for row in asked(folder / f"{table.name}.parquet", "DESCRIBE SELECT * FROM")]
            assert found == [(column.name, TYPES[column.kind]) for column in table.columns]


def test_a_column_with_a_number_that_would_lose_digits_is_text_and_its_metadata_say_so(folder: Path) -> None:
    kinds = {row[0]: row[1] for row in asked(folder / "figures.parquet", "DESCRIBE SELECT * FROM")}
    assert (kinds["low"], kinds["high"]) == ("VARCHAR", "VARCHAR")
    engine = duckdb.connect()
    kept = dict(engine.execute(f"SELECT key, value FROM parquet_kv_metadata('{folder / 'figures.parquet'}')").fetchall())
    told = {column["name"]: column for column in json.loads(kept[b"columns"])}
    assert (told["low"]["kind"], told["start"]["kind"]) == ("text", "integer")
    assert kept[b"head"].decode().startswith("sha256:")


def test_without_such_a_number_amounts_are_decimals(tmp_path: Path) -> None:
    case = case_in_memory("Small", BY, AT)
    tell(case, "Ridge Watch", "0.5", exactly("0.5"))
    write_parquet(published(case), tmp_path)
    kinds = {row[0]: row[1] for row in asked(tmp_path / "figures.parquet", "DESCRIBE SELECT * FROM")}
    assert {kinds[name] for name in ("low", "best", "high")} == {"DECIMAL(38,9)"}
    assert [(row[0],) for row in asked(tmp_path / "figures.parquet", "SELECT low FROM")] == [(Decimal("0.5"),)]
    assert {path.suffix for path in tmp_path.iterdir()} == {".parquet"}


NASTY = (
    "NULL",
    "null",
    "\\",
    '"',
    '""',
    ",",
    "\r",
    "\n",
    "\r\n",
    " a ",
    "a\0b",
    "\u2028",
    "\ufeff",
    "'=1",
    "#",
    "-",
    "true",
    "\u202e",
    "a\x1bb",
    "=",
)


def test_words_that_mean_something_to_a_reader_of_csv_come_back_as_they_were(tmp_path: Path) -> None:
    case = case_in_memory("Nasty", BY, AT)
    for number, words in enumerate(NASTY):
        tell(case, "Ridge Watch", str(number), exactly(str(number)), outlet=words)
    for name, write in (("csv", write_csv), ("parquet", write_parquet)):
        (tmp_path / name).mkdir()
        write(published(case), tmp_path / name)
    assert [row[0] for row in asked(tmp_path / "parquet" / "reports.parquet", "SELECT publisher FROM")] == list(NASTY)
    with (tmp_path / "csv" / "reports.csv").open(encoding="utf-8", newline="") as file:
        assert [own_words(row["publisher"]) for row in csv.DictReader(file, strict=True)] == list(NASTY)


def test_two_runs_write_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    case = the_case()
    for name in ("1", "2"):
        (tmp_path / name).mkdir()
        write_parquet(published(case), tmp_path / name)
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes()


def test_a_number_fits_with_29_digits_before_the_point_and_9_behind() -> None:
    assert fits(Decimal("9" * 29 + "." + "9" * 9))
    assert not fits(Decimal("1" + "0" * 29))
    assert not fits(Decimal("0.0000000001"))
