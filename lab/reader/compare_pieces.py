"""Holds our word pieces against the library that the vocabulary came with, over every different word of the corpora of attributions.

python lab/reader/compare_pieces.py --tokenizer tokenizer.json [--shared FOLDER]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import corpora
from tokenizers import Tokenizer

from closewatch.reading.encoder.pieces import spell
from closewatch.reading.encoder.units import find_units


def main() -> int:
    """Compare, and name the words that differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=corpora.SHARED)
    arguments = parser.parse_args()
    library = Tokenizer.from_file(str(arguments.tokenizer))
    library.no_truncation()
    library.no_padding()
    vocabulary = library.get_vocab()
    words = {
        unit.word
        for corpus in corpora.ATTRIBUTIONS
        for document in corpora.attributions(arguments.shared, corpus, "train")
        for unit in find_units(document.text)
    }
    others = sorted(word for word in words if tuple(library.encode(word, add_special_tokens=False).ids) != spell(word, vocabulary))
    print(f"{len(words) - len(others)} of {len(words)} different words are spelt alike; not: {' '.join(map(ascii, others))}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
