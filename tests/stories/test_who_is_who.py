"""Three reports name one body in three ways, and a case that knows its people better than the shipped list."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from closewatch.capture.take import take
from closewatch.desk.line import Tools, take_in
from closewatch.ledger.case import Case, case_in_memory, create_case
from closewatch.ledger.views.lists import Wanted, actors
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.trouble import CaseError

AT = datetime(2025, 1, 13, tzinfo=UTC)
TOOLS = Tools("person:tester", reader=read_by_rules, clock=lambda: AT)
REPORTS = {
    "one.txt": "The National Relief Union (NRU) said that 300 people had fled Sudan.",
    "two.txt": "The NRU said that 400 people had fled Sudan. Western officials said that more would follow.",
    "three.txt": "Sudan's army said that 20 people had fled. Western officials said that the camp was full.",
    "four.txt": "The Sudanese Armed Forces said that 30 people had fled.",
}
OWN = """
[[actor]]
key = "body:SD:nru"
names = ["National Relief Union", "NRU", "Union of the Displaced"]
kind = "body"
country = "SD"
"""


def written(folder: Path) -> list[Path]:
    paths = []
    for number, (name, body) in enumerate(REPORTS.items()):
        path = folder / name
        path.write_text(f"Title: What was told on day {number}\nOutlet: Paper {number}\nDate: 2025-01-1{number}\n\n{body}\n", "utf-8")
        paths.append(path)
    return paths


def told(case: Case, paths: list[Path]) -> set[tuple[str, frozenset[str], int]]:
    """The actors of a case that speak in more than one report: id, names, reports."""
    for path in paths:
        list(take_in(case, take(str(path), TOOLS.by, TOOLS.clock), TOOLS))
    listed = actors(case.tables, Wanted(limit=100))
    return {(one.id, frozenset(one.actor.names), one.reports) for one in listed if one.reports > 1}


def test_bodies_are_one_actor_each_in_any_order_of_arrival_and_unnamed_officials_are_not(tmp_path: Path) -> None:
    found = []
    paths = written(tmp_path)
    for order in (paths, paths[::-1], paths[2:] + paths[:2], paths[1::2] + paths[::2]):
        with case_in_memory("who", TOOLS.by, AT) as case:
            found.append(told(case, order))
    names = sorted(sorted(names) for _, names, _ in found[0])
    assert names == [["NRU", "National Relief Union"], ["Sudan's army", "Sudanese Armed Forces"]]
    assert all(one == found[0] for one in found)


def test_a_case_adds_actors_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    paths = written(tmp_path / "reports")
    paths[1].write_text(paths[1].read_text("utf-8").replace("The NRU", "The Union of the Displaced"), "utf-8")
    with create_case(tmp_path / "case", "who", TOOLS.by, AT) as case:
        settings = tmp_path / "case" / "case.toml"
        settings.write_text(settings.read_text("utf-8") + OWN, "utf-8")
        assert "Union of the Displaced" in {name for _, names, _ in told(case, paths) for name in names}


@pytest.mark.parametrize("wrong", ["[[actor]]\nkey = 7\n", "actor = 1\n", "[[actor]]\nnames = ["])
def test_an_actor_of_another_form_is_refused_before_anything_is_taken_in(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "reports").mkdir()
    paths = written(tmp_path / "reports")
    with create_case(tmp_path / "case", "who", TOOLS.by, AT) as case:
        (tmp_path / "case" / "case.toml").write_text(wrong, "utf-8")
        head = case.head()
        with pytest.raises(CaseError, match="wanted"):
            told(case, paths)
        assert case.head() == head
