"""Runs rensa or datasketch over the texts of copies.py, in an environment that has it: texts a CPU second, and the copies it proposes."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

RUN, PERMUTATIONS, BANDS = 5, 128, 64
THRESHOLD = 0.125
"""About the likeness at which 64 bands of 2 propose half of the pairs."""

Proposes = Callable[[int, list[str]], Iterable[int]]


def runs_of(text: str) -> list[str]:
    """Give every five words in a row."""
    words = text.split()
    return [" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)]


def by_rensa() -> Proposes:
    """Sign with R-MinHash and look up in its LSH."""
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-not-found]

    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)

    def propose(number: int, runs: list[str]) -> Iterable[int]:
        signed = RMinHash(num_perm=PERMUTATIONS, seed=42)
        signed.update(runs)
        found: list[int] = index.query(signed)
        index.insert(number, signed)
        return found

    return propose


def by_datasketch() -> Proposes:
    """Sign with MinHash and look up in its LSH."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))

    def propose(number: int, runs: list[str]) -> Iterable[int]:
        signed = MinHash(num_perm=PERMUTATIONS)
        signed.update_batch([run.encode() for run in runs])
        found: list[int] = index.query(signed)
        index.insert(number, signed)
        return found

    return propose


def main() -> None:
    """Read the texts, propose pairs one text after the other, and print what came of it as JSON."""
    name, path = sys.argv[1:]
    corpus: dict[str, Any] = json.loads(Path(path).read_text("utf-8"))
    propose = {"rensa": by_rensa, "datasketch": by_datasketch}[name]()
    begun = time.process_time()
    proposed = {(number, other) for number, text in enumerate(corpus["texts"]) for other in propose(number, runs_of(text))}
    rate = len(corpus["texts"]) / (time.process_time() - begun)
    recall = {kind: sum(tuple(pair) in proposed for pair in pairs) / len(pairs) for kind, pairs in corpus["copies"].items()}
    print(json.dumps({"rate": rate, "recall": recall}))


if __name__ == "__main__":
    main()
