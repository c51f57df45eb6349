"""The tables of coders: what the ledger knows is filled by a named rule, everything else is empty and listed as to fill."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from closewatch.ledger.case import case_in_memory
from closewatch.publish.comma_separated import own_words
from closewatch.publish.exports.coders.acled import ACLED_EVENTS
from closewatch.publish.exports.coders.airwars import AIRWARS_INCIDENTS, GROUPS
from closewatch.publish.exports.coders.coder import Coder, write
from closewatch.publish.exports.coders.happenings import OWN_COLUMNS
from closewatch.publish.exports.coders.ucdp import UCDP_GED
from tests.publish.exports.invented import AT, BY, exactly, published, tell, the_case

CODERS = (UCDP_GED, ACLED_EVENTS, AIRWARS_INCIDENTS)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: own_words(cell) for name, cell in record.items()} for record in csv.DictReader(file, strict=True)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, case = tmp_path_factory.mktemp("coders"), the_case()
    for coder in CODERS:
        write(coder, published(case), made)
    return made


def by_wording(folder: Path, coder: Coder) -> dict[str, dict[str, str]]:
    return {row["cw_wording"]: row for row in read(folder / f"{coder.name}.csv")}


@pytest.mark.parametrize("coder", CODERS, ids=lambda coder: coder.name)
def test_the_columns_are_the_coders_and_then_ours(coder: Coder, folder: Path) -> None:
    head = (folder / f"{coder.name}.csv").read_bytes().split(b"\r\n")[0].decode().split(",")
    assert head == [*coder.columns, *OWN_COLUMNS]
    assert len(set(head)) == len(head)


def test_the_columns_are_as_many_as_the_coders_have() -> None:
    assert [len(UCDP_GED.columns), len(ACLED_EVENTS.columns)] == [49, 31]
    assert {f"{group}_{harm}" for group in GROUPS for harm in ("killed_min", "killed_max", "injured_min", "injured_max")} <= set(
        AIRWARS_INCIDENTS.columns
    )


@pytest.mark.parametrize("coder", CODERS, ids=lambda coder: coder.name)
def test_every_filled_cell_names_its_rule_and_source_and_nothing_else_is_filled(coder: Coder, folder: Path) -> None:
    told = {(row["claim"], row["column"]): row for row in read(folder / f"{coder.name}_to_fill.csv")}
    rows = read(folder / f"{coder.name}.csv")
    assert rows
    for row in rows:
        for column in coder.columns:
            if row[column]:
                line = told[row["cw_claim"], column]
                assert (line["state"], line["value"]) == ("filled", row[column])
                assert line["why"]
                assert line["source"]


@pytest.mark.parametrize("coder", CODERS, ids=lambda coder: coder.name)
def test_every_empty_cell_is_to_fill_and_says_why(coder: Coder, folder: Path) -> None:
    told = {(row["claim"], row["column"]): row for row in read(folder / f"{coder.name}_to_fill.csv") if row["state"] == "to fill"}
    for row in read(folder / f"{coder.name}.csv"):
        for column in coder.columns:
            if not row[column]:
                line = told.get((row["cw_claim"], column)) or told["", column]
                assert line["why"]


def test_ucdp_has_low_best_and_high_where_nothing_has_to_be_judged(folder: Path) -> None:
    rows = by_wording(folder, UCDP_GED)
    ends = {wording: (row["low"], row["best"], row["high"]) for wording, row in rows.items()}
    assert ends == {
        "300": ("300", "300", "300"),
        "20": ("20", "20", "20"),
        "at least 209": ("209", "", ""),
        "more than 10": ("11", "", ""),
        "up to 270": ("", "", "270"),
        "about 700": ("", "", ""),
        "dozens": ("", "", ""),
    }


def test_ucdp_names_whom_the_number_goes_back_to_and_counts_them(folder: Path) -> None:
    row = by_wording(folder, UCDP_GED)["300"]
    assert (row["source_original"], row["number_of_sources"]) == ("The Harbour Service", "1")
    assert (row["cw_origins_proved"], row["cw_origins_at_most"]) == ("0", "1")
    assert (row["source_office"], row["source_date"]) == ("Meridian Wire", "2024-11-19")
    assert row["source_headline"] == "=SUM(A1:A9), “300” dead\tin {Kursk}"


def test_the_days_of_an_event_are_filled_where_the_text_gives_them_and_for_no_running_total(folder: Path) -> None:
    rows = by_wording(folder, UCDP_GED)
    assert (rows["300"]["date_start"], rows["300"]["date_end"], rows["300"]["year"]) == ("2024-11-18", "2024-11-18", "2024")
    assert (rows["at least 209"]["date_start"], rows["more than 10"]["date_start"]) == ("", "")
    why = {
        row["claim"]: row["why"] for row in read(folder / "ucdp_to_fill.csv") if row["column"] == "date_start" and row["state"] == "to fill"
    }
    assert why[rows["at least 209"]["cw_claim"]].startswith("the number is of all so far")


def test_acled_has_its_own_conservative_number(folder: Path) -> None:
    rows = by_wording(folder, ACLED_EVENTS)
    assert {wording: row["fatalities"] for wording, row in rows.items()} == {
        "300": "300", "20": "20", "at least 209": "209", "dozens": "12", "more than 10": "", "up to 270": "", "about 700": "",
    }  # fmt: skip
    assert (rows["dozens"]["cw_rule"], rows["dozens"]["cw_change"]) == ("acled.vague", "widened and narrowed")
    assert (rows["300"]["event_date"], rows["300"]["time_precision"], rows["300"]["location"]) == ("2024-11-18", "1", "Kursk")


def test_airwars_has_the_least_and_the_most_of_each_group_and_0_is_not_nothing(folder: Path) -> None:
    rows = by_wording(folder, AIRWARS_INCIDENTS)
    injured = rows["6 to 8"]
    assert (injured["civilian_non_combatants_injured_min"], injured["civilian_non_combatants_injured_max"]) == ("6", "8")
    assert (rows["0"]["children_injured_min"], rows["0"]["children_injured_max"]) == ("0", "0")
    assert (rows["at least 209"]["belligerents_killed_min"], rows["at least 209"]["belligerents_killed_max"]) == ("209", "")
    assert "none reported" not in rows or not rows["none reported"]["belligerents_injured_min"]


def test_a_case_without_such_claims_has_empty_tables_and_all_to_fill(tmp_path: Path) -> None:
    case = case_in_memory("Nothing", BY, AT)
    tell(case, "Ridge Watch", "5", exactly("5"), measure="displaced")
    for coder in CODERS:
        write(coder, published(case), tmp_path)
        assert read(tmp_path / f"{coder.name}.csv") == []
        assert [row["column"] for row in read(tmp_path / f"{coder.name}_to_fill.csv")] == list(coder.columns)
