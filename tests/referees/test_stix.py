"""The STIX bundle as the validator of OASIS reads it, strictly; that every reference resolves is ours to check, as it does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from stix2validator import ValidationOptions, validate_instance

from closewatch.publish.exports.stix import STIX
from tests.publish.exports.test_stix import check_references, objects
from tests.referees.exported import exported

STRICT = ValidationOptions(strict=True, version="2.1", disabled="103")
"""Code 103 wants random ids, which would be others in every export."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return exported(tmp_path_factory.mktemp("stix"), STIX.write)


def bundle(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "bundle.json").read_bytes())
    return read


def test_the_validator_finds_nothing_even_where_it_is_strict(folders: tuple[Path, Path]) -> None:
    for folder in folders:
        result = validate_instance(bundle(folder), STRICT)
        assert (result.is_valid, [str(one) for one in result.errors], [str(one) for one in result.warnings]) == (True, [], [])


def test_every_reference_is_to_an_object_of_the_bundle(folders: tuple[Path, Path]) -> None:
    for folder in folders:
        check_references(objects(folder))


BROKEN = {"object_refs": [], "created": "2025-01-13 09:00", "confidence": 140, "spec_version": "9", "x_own": "bare"}


@pytest.mark.parametrize("name", BROKEN)
def test_the_validator_refuses_a_bundle_that_is_broken(folders: tuple[Path, Path], name: str) -> None:
    spoiled = bundle(folders[1])
    next(one for one in spoiled["objects"] if one["type"] == "note")[name] = BROKEN[name]
    assert not validate_instance(spoiled, STRICT).is_valid
