"""The files of the trained reader as they ship: which there are, and that each is the one that its digest names.

Knows nothing of what the files mean, so that a command can hold them against their digests before it begins, without loading them.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from closewatch.terms.trouble import DamagedWeights

MODEL, VOCABULARY, LIKENESS, CARD = "reader.onnx", "vocabulary.txt", "likeness.onnx", "reader.toml"
_DIGESTED = (MODEL, VOCABULARY, LIKENESS)


def shipped_folder() -> Traversable:
    """Give the folder of the package in which the files of the reader lie."""
    return resources.files("closewatch.reading").joinpath("weights")


def read_card(folder: Traversable) -> Mapping[str, Any]:
    """Read the card of the reader: its name, the numbers that are no weights, and the digests of the other files.

    Raises: DamagedWeights when it is not there, cannot be read, or names other files.
    """
    try:
        card = tomllib.loads(_read(folder, CARD).decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise damaged(f"wanted a card of the reader in {CARD}, found {error}") from None
    whole = isinstance(card.get("name"), str) and isinstance(card.get("sure"), dict) and isinstance(card.get("digests"), dict)
    steps = card.get("steps")
    if not whole or not isinstance(steps, list) or [len(row) for row in steps if isinstance(row, list)] != [7] * 7:
        raise damaged(f"wanted name, 7 by 7 steps, sure and digests in {CARD}, found other than that")
    if set(card["digests"]) != set(_DIGESTED):
        raise damaged(f"wanted digests of {', '.join(_DIGESTED)} in {CARD}, found {', '.join(card['digests']) or 'none'}")
    return card


def read_file(folder: Traversable, name: str, card: Mapping[str, Any]) -> bytes:
    """Read one file of the reader.

    Raises: DamagedWeights when it is not there, or not the one that the card names.
    """
    data = _read(folder, name)
    _hold(name, hashlib.sha256(data).hexdigest(), card)
    return data


def check_files(folder: Traversable | None = None) -> None:
    """Hold every file of the reader against its digest, without keeping any in memory.

    Raises: DamagedWeights when one is not there, or not the one that its digest names.
    """
    folder = folder or shipped_folder()
    card = read_card(folder)
    for name in _DIGESTED:
        digest = hashlib.sha256()
        try:
            with folder.joinpath(name).open("rb") as file:
                while block := file.read(2**20):
                    digest.update(block)
        except OSError as error:
            raise _missing(name, error) from None
        _hold(name, digest.hexdigest(), card)


def damaged(what: str) -> DamagedWeights:
    """Say what is wrong with the files of the reader, and what helps."""
    return DamagedWeights(f"reader.damaged: {what}; install Closewatch again")


def _hold(name: str, found: str, card: Mapping[str, Any]) -> None:
    wanted = card["digests"][name]
    if found != wanted:
        raise damaged(f"wanted {name} with sha256 {wanted}, found {found}")


def _read(folder: Traversable, name: str) -> bytes:
    try:
        return folder.joinpath(name).read_bytes()
    except OSError as error:
        raise _missing(name, error) from None


def _missing(name: str, error: OSError) -> DamagedWeights:
    return damaged(f"wanted {name} among the files of the reader, found {error.strerror or type(error).__name__}")
