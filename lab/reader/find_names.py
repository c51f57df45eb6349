"""Finds the names of a corpus with the shipped weights and scores them.

python lab/reader/find_names.py CORPUS SPLIT [--shared FOLDER]
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import corpora
from proper_names import Name
from score_names import Score, score

from closewatch.reading.encoder.namings import names_of
from closewatch.reading.encoder.units import find_units
from closewatch.reading.encoder.weights import Weights, load_weights
from closewatch.reading.encoder.windows import pack_windows


def find_names(text: str, weights: Weights) -> list[Name]:
    """Find the names of a text, paragraph by line."""
    paragraphs = [find_units(text, *found.span()) for found in re.finditer(r"[^\n]+", text)]
    found: list[Name] = []
    for window in pack_windows([paragraph for paragraph in paragraphs if paragraph], weights.pieces_of):
        found.extend(Name(name.start, name.end, name.kind) for name in names_of(window.units, weights.score(window).names))
    return found


def score_corpus(shared: Path, corpus: str, split: str) -> dict[str, Score]:
    """Score the names that the shipped weights find in a split: "all" first, then each kind."""
    documents = corpora.names(shared, corpus, split)
    weights = load_weights()
    return score(documents, {document.id: find_names(document.text, weights) for document in documents})


def main() -> int:
    """Find and score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("split")
    parser.add_argument("--shared", type=Path, default=corpora.SHARED)
    arguments = parser.parse_args()
    for kind, one in score_corpus(arguments.shared, arguments.corpus, arguments.split).items():
        print(f"{kind:14} precision {one.precision:5.1f}  recall {one.recall:5.1f}  F1 {one.f1:5.1f}  ({one.wanted} names)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
