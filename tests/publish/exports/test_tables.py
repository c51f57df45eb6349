"""The tables of a case: every row traces to ids and words, and nothing is turned into something else."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal

import pytest

from closewatch.ledger.views.protections import protections
from closewatch.protect.redact import Redaction
from closewatch.publish.exports.tables import TABLES, rows
from closewatch.publish.exports.tables.table import Cell, Kind, Table, digits_of
from closewatch.publish.publication import Publication
from closewatch.terms.decision import Decision, Verdict
from tests.publish.exports.invented import AT, BY, decided, published, the_case

TYPES: dict[Kind, type | tuple[type, ...]] = {
    Kind.TEXT: str, Kind.INTEGER: int, Kind.DECIMAL: Decimal, Kind.BOOLEAN: bool, Kind.DATE: date, Kind.MOMENT: datetime, Kind.LIST: str,
}  # fmt: skip


@pytest.fixture(scope="module", params=["open", "redacted"])
def publication(request: pytest.FixtureRequest) -> Publication:
    case = the_case()
    if request.param == "redacted":
        (speaker,) = case.tables.execute("SELECT speaker FROM statements ORDER BY turn LIMIT 1").fetchone()
        decided(case, Decision(speaker, Verdict.PROTECT, BY, AT, "asked for it", (("pseudonym", "Source 1"),)))
        return Publication(case, Redaction(protections(case.tables)))
    return published(case)


@pytest.fixture(scope="module")
def found(publication: Publication) -> dict[str, list[dict[str, Cell]]]:
    told = defaultdict(list)
    for table, row in rows(publication):
        told[table.name].append(dict(zip(table.names, row, strict=True)))
    return told


def test_every_table_has_a_name_of_its_own_and_no_column_twice() -> None:
    assert len({table.name for table in TABLES}) == len(TABLES)
    assert [table.name for table in TABLES if len(set(table.names)) != len(table.names)] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_is_of_the_kind_of_its_column(table: Table, found: dict[str, list[dict[str, Cell]]]) -> None:
    for row in found[table.name]:
        for column in table.columns:
            cell = row[column.name]
            assert cell not in (None, "") or column.nullable, (table.name, column.name)
            assert cell is None or isinstance(cell, TYPES[column.kind]), (table.name, column.name, cell)
            if column.kind is Kind.LIST:
                assert isinstance(json.loads(str(cell)), list)


def test_no_two_rows_share_a_key_and_every_reference_leads_somewhere(found: dict[str, list[dict[str, Cell]]]) -> None:
    ids = {name: {row.get("id") for row in told} for name, told in found.items()}
    for table in TABLES:
        keys = [tuple(row[name] for name in table.key) for row in found[table.name]]
        assert not table.key or len(set(keys)) == len(keys)
        for column in table.columns:
            if column.of:
                assert {row[column.name] for row in found[table.name]} - {None} <= ids[column.of], (table.name, column.name)


def test_every_list_of_ids_leads_somewhere(found: dict[str, list[dict[str, Cell]]]) -> None:
    everything = {row["id"] for told in found.values() for row in told if "id" in row}
    for table, column in (
        ("claims", "origins"), ("claims", "reports"), ("claims", "statements"), ("claims", "figures"), ("claims", "denied_by"),
        ("claims", "proved_are"), ("origins", "reports"), ("origins", "statements"), ("origins", "figures"), ("origins", "edges"),
    ):  # fmt: skip
        assert {one for row in found[table] for one in json.loads(str(row[column]))} <= everything, (table, column)


def test_the_words_of_every_statement_and_figure_stand_at_their_place(
    publication: Publication, found: dict[str, list[dict[str, Cell]]]
) -> None:
    texts = {str(row["id"]): publication.report(str(row["id"])).text for row in found["reports"]}
    for row in found["statements"]:
        for role in ("source_spans", "cue_spans", "content_spans"):
            for span in json.loads(str(row[role])):
                assert texts[str(row["report"])][span["start"] : span["end"]] == span["exact"]
    for row in found["figures"]:
        for name in ("", "population_", "place_", "bound_"):
            start, end, exact = (row[f"{name}{part}"] for part in ("start", "end", "exact"))
            assert exact is None or (isinstance(start, int) and isinstance(end, int) and texts[str(row["report"])][start:end] == exact)


def test_an_amount_keeps_each_of_its_parts_and_0_is_not_nothing(found: dict[str, list[dict[str, Cell]]]) -> None:
    said = {row["exact"]: row for row in found["figures"]}
    assert (said["0"]["low"], said["0"]["best"], said["0"]["high"]) == (0, 0, 0)
    none = said["no word of"]
    assert (none["low"], none["best"], none["high"], none["open_low"], none["open_high"]) == (None, None, None, False, False)
    assert (said["more than 10"]["low"], said["more than 10"]["strict"], said["more than 10"]["high"]) == (10, True, None)
    assert (said["dozens"]["low"], said["dozens"]["vague"], said["dozens"]["open_high"]) == (24, "dozens", True)
    assert said["about 700"]["approximate"] is True
    assert said["much"]["low"] == Decimal("12345678901234567890123456789012345.000000000001")


def test_a_protected_speaker_goes_by_the_pseudonym_in_every_table(
    publication: Publication, found: dict[str, list[dict[str, Cell]]]
) -> None:
    everything = str(found)
    assert ("The Harbour Service" in everything) is not bool(publication.redaction)
    assert ("Source 1" in everything) is bool(publication.redaction)


def test_decisions_are_listed_with_those_taken_back(found: dict[str, list[dict[str, Cell]]]) -> None:
    told = [(row["verdict"], row["withdrawn"], row["reliability"], row["credibility"]) for row in found["decisions"][:3]]
    assert told == [("accept", False, "B", 2), ("note", True, None, None), ("withdraw", False, None, None)]


def test_digits_are_counted_as_a_number_is_written_in_full() -> None:
    assert digits_of(Decimal("1E+40")) == ("1" + "0" * 40, "")
    assert digits_of(Decimal("-0.0500")) == ("0", "05")
