"""The trained reader is only ever the one that was released: a file of it that is missing or altered is refused, by name."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from importlib.resources import as_file
from pathlib import Path

import pytest

from closewatch.reading.encoder.likeness import load_head
from closewatch.reading.encoder.shipped import CARD, LIKENESS, MODEL, VOCABULARY, check_files, shipped_folder
from closewatch.reading.encoder.weights import load_weights
from closewatch.terms.trouble import DamagedWeights


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files of the reader."""
    with as_file(shipped_folder()) as shipped:
        return Path(shutil.copytree(shipped, tmp_path / "weights"))


def flip_one_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def put_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: list[Callable[[Path], None]] = [flip_one_bit, empty, put_a_folder, Path.unlink]


def test_the_files_that_ship_are_those_that_were_released(folder: Path) -> None:
    check_files()
    check_files(folder)
    assert load_weights(folder).steps.tolist() == load_weights().steps.tolist()


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", [MODEL, VOCABULARY])
def test_a_damaged_file_is_refused_by_name(folder: Path, name: str, damage: Callable[[Path], None]) -> None:
    damage(folder / name)
    for refuse in (check_files, load_weights):
        with pytest.raises(DamagedWeights, match=f"^reader.damaged: wanted {name} .*; install Closewatch again$"):
            refuse(folder)


@pytest.mark.parametrize("card", [None, b"", b"\xff", b"name = ", b'name = "en-1"\nsteps = [[1.0]]\n[sure]\n[digests]\n'])
def test_a_card_that_says_nothing_is_refused(folder: Path, card: bytes | None) -> None:
    (folder / CARD).unlink()
    if card is not None:
        (folder / CARD).write_bytes(card)
    for refuse in (check_files, load_weights):
        with pytest.raises(DamagedWeights, match=f"{CARD}.*; install Closewatch again$"):
            refuse(folder)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_head_of_likeness_is_refused_by_name(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder / LIKENESS)
    for refuse in (check_files, load_head):
        with pytest.raises(DamagedWeights, match=f"^reader.damaged: wanted {LIKENESS} .*; install Closewatch again$"):
            refuse(folder)


def test_all_files_together_are_within_what_was_promised(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 25_000_000


def test_the_refusal_passes_from_process_to_process(folder: Path) -> None:
    (folder / MODEL).unlink()
    with pytest.raises(DamagedWeights) as refused:
        load_weights(folder)
    passed_on = pickle.loads(pickle.dumps(refused.value))
    assert (type(passed_on), str(passed_on)) == (DamagedWeights, str(refused.value))
