"""Holds passages found among real articles against pairs known to share text: how many are found, how far the shares agree, how fast.

    python lab/links/fnc1.py FOLDER

FOLDER has `silver_copies.jsonl`, pairs that share at least 30 % of the shorter text by another program's fingerprints, and the texts
(`bodies_train.jsonl`, `bodies_test.jsonl`); it may not be passed on, so it stays outside. Every two articles that share a fingerprint are
found in memory (`pairs`), the silver ones are aligned word by word. A pair is found when it has a passage of LONG_ENOUGH words. The silver
pairs were found by fingerprints too, so this checks alignment and speed and says nothing of recall.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

from pairs import all_pairs, prints_of_all

from closewatch.linking.copies import LONG_ENOUGH
from closewatch.linking.passages import find_passages, worded
from closewatch.testing import plain_report

WANTED_FOUND, WANTED_SECONDS = 0.99, 3.0
"""Issue D, acceptance 2."""


@dataclass(frozen=True)
class Silver:
    """Two articles by their numbers, and the share of the shorter that both have, by the program that found them."""

    left: int
    right: int
    share: float


def load(folder: Path) -> tuple[list[str], list[Silver]]:
    """Read the articles and the pairs."""
    names: dict[tuple[str, int], int] = {}
    texts: list[str] = []
    for part in ("train", "test"):
        for line in (folder / f"bodies_{part}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            names[part, row["body_id"]] = len(texts)
            texts.append(row["text"])
    rows = (json.loads(line) for line in (folder / "silver_copies.jsonl").read_text("utf-8").splitlines())
    return texts, [Silver(names[tuple(row["a"])], names[tuple(row["b"])], row["containment"]) for row in rows]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; exits with 1 where the acceptance is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    texts, silver = load(parser.parse_args(arguments).folder)
    begun = time.perf_counter()
    pairs, shared = all_pairs(prints_of_all(texts))
    proposed = {tuple(sorted(pair)) for pair in pairs.tolist()}
    paired = time.perf_counter() - begun
    kept = {number: worded(plain_report(texts[number])) for one in silver for number in (one.left, one.right)}
    found, apart, longest = 0, [], []
    for one in silver:
        left, right = kept[one.left], kept[one.right]
        passages = find_passages(left, right) if tuple(sorted((one.left, one.right))) in proposed else ()
        found += any(passage.words >= LONG_ENOUGH for passage in passages)
        share = sum(passage.words for passage in passages) / max(1, min(len(left.words), len(right.words)))
        apart.append(abs(share - one.share))
        longest.append(max((passage.words for passage in passages), default=0))
    seconds = time.perf_counter() - begun
    rate = found / len(silver)
    print(
        f"{len(texts):,} articles, {len(proposed):,} pairs that share a print, {int((shared > 1).sum()):,} that share two: {paired:.2f} s"
    )
    print(f"{len(silver):,} silver pairs: {100 * rate:.2f} % found, {seconds:.2f} s with their alignment")
    print(f"share of the shorter text: median difference {median(apart):.3f}; longest passage: median {median(longest):.0f} words")
    met = rate >= WANTED_FOUND and seconds < WANTED_SECONDS
    print("met" if met else "NOT MET")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
