"""FollowTheMoney's own program and library read the export: every property and every reference comes back, nothing is dropped."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model, registry
from followthemoney.exc import InvalidData
from hypothesis import given
from hypothesis import strategies as st

from closewatch.publish.exports.follow_the_money import FOLLOW_THE_MONEY
from closewatch.publish.exports.follow_the_money.values import language_code, name_words, plain_id, web_address, words
from tests.referees.exported import exported


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return exported(tmp_path_factory.mktemp("ftm"), FOLLOW_THE_MONEY.write)


def entities(path: Path) -> dict[str, dict[str, Any]]:
    found = [json.loads(line) for line in path.read_bytes().split(b"\n") if line]
    assert len({one["id"] for one in found}) == len(found)
    return {one["id"]: one for one in found}


def dropped(one: dict[str, Any]) -> list[str]:
    """Name the properties of an entity that do not come back as they were written."""
    proxy = model.get_proxy(one, cleaned=False)
    try:
        proxy.schema.validate(one)
    except InvalidData as error:
        return [str(name) for name in error.errors["properties"]]
    back = proxy.to_dict()["properties"]
    return [name for name, values in one["properties"].items() if sorted(back.get(name, [])) != sorted(values)]


def test_the_library_reads_back_every_value_and_every_reference(folders: tuple[Path, Path]) -> None:
    for folder in folders:
        found = entities(folder / "entities.ftm.json")
        for one in found.values():
            assert dropped(one) == [], one
            schema = model.get(one["schema"])
            assert schema is not None
            assert [name for name in schema.required if not one["properties"].get(name)] == []
            for name, values in one["properties"].items():
                wanted = schema.get(name)
                if wanted is not None and wanted.type == registry.entity:
                    for value in values:
                        assert model.get(found[value]["schema"]).is_a(wanted.range), (one["id"], name, value)


def test_ftm_validate_gives_every_entity_back_as_it_was(folders: tuple[Path, Path], tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "ftm"
    for folder in folders:
        source, result = folder / "entities.ftm.json", tmp_path / f"{folder.name}.json"
        subprocess.run([program, "validate", "-i", source, "-o", result], check=True, capture_output=True)
        before, after = entities(source), entities(result)
        assert before.keys() == after.keys()
        for identity, one in before.items():
            assert after[identity]["schema"] == one["schema"]
            assert {name: sorted(values) for name, values in after[identity]["properties"].items()} == {
                name: sorted(values) for name, values in one["properties"].items()
            }
            assert after[identity].get("sha256") == one.get("sha256")


@pytest.mark.parametrize(
    ("name", "value"), [("madeUp", "x"), ("publishedAt", "yesterday"), ("publishedAt", "2024/2025"), ("language", "en")]
)
def test_the_round_trip_sees_what_the_reader_drops_or_shortens(folders: tuple[Path, Path], name: str, value: str) -> None:
    article = next(one for one in entities(folders[1] / "entities.ftm.json").values() if one["schema"] == "Article")
    assert dropped({**article, "properties": {**article["properties"], name: [value]}}) == [name]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_cleaned_text_or_name_is_not_changed_by_the_reader(text: str) -> None:
    for clean, registered in ((words, registry.string), (words, registry.text), (name_words, registry.name)):
        ours = clean(text)
        assert (registered.clean(ours) or "") == ours


@pytest.mark.parametrize("language", "en uk ru ko zh ja ar fa he fr de es pt it pl tr am my ps".split())
def test_a_language_is_one_that_the_reader_takes(language: str) -> None:
    code = language_code(language)
    assert code is not None
    assert registry.language.clean(code) == code


@pytest.mark.parametrize(
    "address", ["https://a.example/b?c=d&e=1~2#f", "http://A.example", "https://пример.example/ш", "https://a.example/a b"]
)
def test_an_address_is_kept_as_it_is_written(address: str) -> None:
    ours = web_address(address)
    assert ours is None or registry.url.clean(ours) == ours


def test_an_id_is_one_that_the_reader_takes() -> None:
    assert registry.entity.clean(plain_id("st:0f12")) == "st-0f12"
