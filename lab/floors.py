"""Holds what was measured against the pinned floors, and pins them anew; what is measured, and on what, is the business of `gate`.

A floor is the figure at pinning less one point, a ceiling (its name ends in `_at_most`) that figure plus one. Every section names the
digest of the corpus it was measured on, and the file names the card of the weights, so that a figure is never held against one of other
texts or of another model. What is promised whatever is measured stands under `promised` and is never pinned.
"""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MARGIN = 1.0
"""Points between what was measured at pinning and the floor: what another machine's arithmetic may cost."""
CEILING = "_at_most"
HEAD = """\
# The quality floors that `make gate` holds, in per cent unless the name says otherwise. Written by `python lab/gate.py --pin`:
# a floor is the figure at pinning less one point, a ceiling (_at_most) that figure plus one. `corpus` is the SHA-256 of the file that
# was measured, or of the list of files with theirs; `weights` that of the card that names the model. A floor is raised when a change
# earns it and lowered only with `--lower FILE`, where FILE is the entry in changelog.d/ that names the floor and says why. What is
# under `promised` is never pinned.
"""

Rates = Mapping[str, float]


def read_floors(path: Path) -> dict[str, Any]:
    """Read the pinned floors, section by section."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def digest_of(paths: Iterable[Path]) -> str:
    """Give the SHA-256 of one file, or of the list of several with theirs."""
    listed = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in sorted(paths)]
    if len(listed) == 1:
        return listed[0][1]
    return hashlib.sha256("".join(f"{name} {digest}\n" for name, digest in listed).encode()).hexdigest()


@dataclass
class Gate:
    """Holds figures against their floors, keeps the score, and remembers what it saw, so that it can be pinned."""

    floors: Mapping[str, Any]
    failed: int = 0
    measured: dict[str, dict[str, float]] = field(default_factory=dict)
    corpora: dict[str, str] = field(default_factory=dict)

    def hold(self, section: str, rates: Rates) -> None:
        """Hold the figures of a section against their floors and ceilings; one that has none misses it."""
        if section != "promised":
            self.measured.setdefault(section, {}).update(rates)
        for name, value in rates.items():
            floor = self.floors.get(section, {}).get(name)
            holds = floor is not None and (value <= floor if name.endswith(CEILING) else value >= floor)
            self.failed += not holds
            told = "no floor is pinned" if floor is None else f"{'at most' if name.endswith(CEILING) else 'at least'} {floor}"
            print(f"{_told(holds)} {section + ': ' + name:44} {value:8.1f}  ({told})")

    def want(self, name: str, holds: bool, found: object = "") -> None:
        """Hold one thing that is either so or not."""
        self.failed += not holds
        print(f"{_told(holds)} {name}{'' if holds else f': found {found}'}")

    def know(self, section: str, *corpus: Path) -> None:
        """Make sure that a corpus is the one its floors were measured on."""
        self.corpora[section] = digest_of(corpus)
        pinned = self.floors.get(section, {}).get("corpus")
        self.want(f"{section}: the corpus is the pinned one", self.corpora[section] == pinned, self.corpora[section])


def _told(holds: bool) -> str:
    return f"{'holds' if holds else 'FAILS':6}"


def pin(floors: Mapping[str, Any], gate: Gate, weights: str, reason: str = "") -> tuple[dict[str, Any], list[str]]:
    """Give the floors with what a gate measured pinned in, and the names of those that would have to be lowered and are not.

    A floor that is higher than what is pinned stays while the figure holds it. One that the figure misses is lowered only where
    the reason names it, as `section.name`.
    """
    pinned = {section: dict(rates) if isinstance(rates, Mapping) else rates for section, rates in floors.items()}
    refused = []
    for section, rates in gate.measured.items():
        held = pinned.setdefault(section, {})
        if section in gate.corpora:
            held["corpus"] = gate.corpora[section]
        for name, value in rates.items():
            ceiling = name.endswith(CEILING)
            new = math.ceil((value + MARGIN) * 10) / 10 if ceiling else math.floor((value - MARGIN) * 10) / 10
            old = held.get(name)
            if old is None or (new < old if ceiling else new > old):
                held[name] = new
            elif value > old if ceiling else value < old:
                if f"{section}.{name}" in reason:
                    held[name] = new
                else:
                    refused.append(f"{section}.{name}: {value:.1f} misses {old}")
    return {**pinned, "weights": weights}, refused


def write_floors(path: Path, floors: Mapping[str, Any]) -> None:
    """Write floors as TOML, single values first."""
    lines = [f"{name} = {json.dumps(value)}" for name, value in floors.items() if not isinstance(value, Mapping)]
    for section, values in floors.items():
        if isinstance(values, Mapping):
            lines += ["", f"[{section}]", *(f"{name} = {json.dumps(values[name])}" for name in sorted(values, key=_corpus_first))]
    path.write_text(HEAD + "\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _corpus_first(name: str) -> bool:
    return name != "corpus"
