"""The workbook: no formula and no link whatever the words look like, sheets that split when full, the same bytes twice."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from closewatch.publish.exports.excel import CUT, MOST_SIGNS, fitting, write_xlsx
from closewatch.publish.exports.tables import TABLES
from tests.publish.exports.invented import exactly, published, tell, the_case

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(path: Path) -> dict[str, etree._Element]:
    """Give the sheets of a workbook by name."""
    with ZipFile(path) as book:
        names = [one.get("name") or "" for one in etree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
        return {name: etree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")) for number, name in enumerate(names, 1)}


def words(sheet: etree._Element) -> list[str]:
    return ["".join(map(str, one.itertext())) for one in sheet.iter(f"{MAIN}c")]


def test_the_same_case_gives_the_same_bytes_and_nothing_else_is_left(tmp_path: Path) -> None:
    case = the_case()
    for name in ("1", "2"):
        (tmp_path / name).mkdir()
        write_xlsx(published(case), tmp_path / name)
    assert [path.name for path in (tmp_path / "1").iterdir()] == ["closewatch.xlsx"]
    assert (tmp_path / "1" / "closewatch.xlsx").read_bytes() == (tmp_path / "2" / "closewatch.xlsx").read_bytes()


def test_nothing_is_a_formula_or_a_link(tmp_path: Path) -> None:
    write_xlsx(published(the_case()), tmp_path)
    found = sheets(tmp_path / "closewatch.xlsx")
    assert list(found) == ["About", *(table.name for table in TABLES)]
    for sheet in found.values():
        assert not list(sheet.iter(f"{MAIN}f")) + list(sheet.iter(f"{MAIN}hyperlink"))
    assert "=SUM(A1:A9), “300” dead\tin {Kursk}" in words(found["reports"])
    with ZipFile(tmp_path / "closewatch.xlsx") as book:
        assert [name for name in book.namelist() if "rels" in name and b"External" in book.read(name)] == []


def test_the_header_stays_in_sight_and_has_a_filter(tmp_path: Path) -> None:
    write_xlsx(published(the_case()), tmp_path)
    sheet = sheets(tmp_path / "closewatch.xlsx")["reports"]
    assert [one.get("state") for one in sheet.iter(f"{MAIN}pane")] == ["frozen"]
    assert [one.get("ref") for one in sheet.iter(f"{MAIN}autoFilter")] == ["A1:I13"]


def test_a_full_sheet_is_followed_by_another_and_the_first_sheet_says_so(tmp_path: Path) -> None:
    write_xlsx(published(the_case()), tmp_path, most_rows=6)
    found = sheets(tmp_path / "closewatch.xlsx")
    assert [name for name in found if name.startswith("reports")] == ["reports", "reports 2", "reports 3"]
    rows = [len(list(found[name].iter(f"{MAIN}row"))) for name in ("reports", "reports 2", "reports 3")]
    assert rows == [6, 6, 3]
    assert any("12 rows, on 3 sheets" in cell for cell in words(found["About"]))


def test_words_too_long_for_a_cell_are_cut_where_that_is_said(tmp_path: Path) -> None:
    case = the_case()
    tell(case, "Ridge Watch", "5", exactly("5"), headline="\U0001f6a2" * 20_000, outlet="a\x01\ufffe")
    write_xlsx(published(case), tmp_path)
    found = sheets(tmp_path / "closewatch.xlsx")
    cut = next(cell for cell in words(found["reports"]) if cell.startswith("\U0001f6a2" * 9))
    assert cut.endswith(CUT)
    assert len(cut.encode("utf-16-le")) // 2 <= MOST_SIGNS
    assert any(re.search(r"\(13 rows\); 2 cells too long for Excel", cell) for cell in words(found["About"]))
    assert any("3 cells with a number or a day that Excel cannot keep exactly" in cell for cell in words(found["About"]))


def test_words_that_fit_to_the_last_sign_are_left_alone() -> None:
    assert fitting("a" * MOST_SIGNS) == "a" * MOST_SIGNS
    assert len(fitting("a" * (MOST_SIGNS + 1))) == MOST_SIGNS
