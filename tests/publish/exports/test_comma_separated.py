"""CSV: what is read back is what the ledger has, word for word, and a spreadsheet runs none of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.publish.comma_separated import FORMULA, own_words, record_line, safe_cell
from closewatch.publish.exports.comma_separated import write_csv
from closewatch.publish.exports.tables import TABLES, rows
from closewatch.publish.exports.tables.table import Cell, Kind
from tests.publish.exports.invented import published, the_case

READ: dict[Kind, Callable[[str], Cell]] = {
    Kind.TEXT: own_words, Kind.INTEGER: int, Kind.DECIMAL: Decimal, Kind.BOOLEAN: "true".__eq__, Kind.DATE: date.fromisoformat,
    Kind.MOMENT: datetime.fromisoformat, Kind.LIST: str,
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("csv")
    write_csv(published(the_case()), made)
    return made


def records(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_every_value_comes_back_as_it_was(folder: Path) -> None:
    wanted: dict[str, list[tuple[Cell, ...]]] = {table.name: [] for table in TABLES}
    for table, row in rows(published(the_case())):
        wanted[table.name].append(row)
    for table in TABLES:
        head, *told = records(folder / f"{table.name}.csv")
        assert tuple(head) == table.names
        kinds = [column.kind for column in table.columns]
        found = [tuple(READ[kind](cell) if cell else None for kind, cell in zip(kinds, record, strict=True)) for record in told]
        assert found == [tuple(None if cell == "" else cell for cell in row) for row in wanted[table.name]]


def test_the_package_describes_every_file_and_every_column_in_order(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_bytes())
    assert {path.name for path in folder.iterdir()} == {"datapackage.json", *(one["path"] for one in package["resources"])}
    for one in package["resources"]:
        head, *told = records(folder / one["path"])
        assert [field["name"] for field in one["schema"]["fields"]] == head
        assert one["rows"] == len(told)
        assert all(field["description"] for field in one["schema"]["fields"])
    assert package["journal"]["entries"] == the_case().head().seq


def test_no_word_of_a_report_is_run_as_a_formula_and_no_number_is_guarded(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        for record in records(path):
            assert [cell for cell in record if cell.startswith(FORMULA)] == []
    assert {record[1] for record in records(folder / "reports.csv")} >= {"'-1\n+1", "'=SUM(A1:A9), “300” dead\tin {Kursk}"}


def test_two_runs_write_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    case = the_case()
    first, second = tmp_path / "1", tmp_path / "2"
    for made in (first, second):
        made.mkdir()
        write_csv(published(case), made)
    assert [path.read_bytes() for path in sorted(first.iterdir())] == [path.read_bytes() for path in sorted(second.iterdir())]


@given(st.text(st.sampled_from("'=+-@＝\t\nab,\""), min_size=1, max_size=8))
def test_guarded_words_can_be_had_back_and_records_read_back(words: str) -> None:
    assert own_words(safe_cell(words)) == words
    assert not safe_cell(words).startswith(FORMULA)
    assert next(csv.reader([record_line([words, None])], strict=True)) == [words, ""] or "\n" in words
