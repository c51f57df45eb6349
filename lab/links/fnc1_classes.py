"""Holds the class given to passages that real articles share against labels given by hand in two passes.

    python lab/links/fnc1_classes.py FOLDER [--errors]

FOLDER has the articles (`bodies_train.jsonl`, `bodies_test.jsonl`); they may not be passed on, so only offsets and labels stand in
`fnc1_classes.jsonl`: for 100 pairs (65 that share at least 30 % of the shorter text, 35 that share less, no article twice) the longest
shared passage. Each pass read the words before and after, and judged the left article; `sure` is false where either pass was in doubt.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from closewatch.linking.classes import classify
from closewatch.linking.passages import Passage
from closewatch.reading.read import read
from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.terms.reading import Account
from closewatch.testing import plain_report

LABELS = Path(__file__).with_name("fnc1_classes.jsonl")


def texts_of(folder: Path) -> dict[tuple[str, int], str]:
    """Read the articles by part and number."""
    found = {}
    for part in ("train", "test"):
        for line in (folder / f"bodies_{part}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            found[part, row["body_id"]] = row["text"]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the agreement of the passes, how many classes are right, and with --errors each that is not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args(arguments)
    texts = texts_of(given.folder)
    rows = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    agreed = [row for row in rows if row["first"] == row["second"]]
    confused: Counter[tuple[str, str]] = Counter()
    for row in agreed:
        left, right = plain_report(texts[tuple(row["a"])]), plain_report(texts[tuple(row["b"])])
        passage = Passage(left.span(*row["left"]), right.span(*row["right"]), len(left.text[slice(*row["left"])].split()))
        found = classify(passage, Account(left, read(left, read_by_encoder)), right).value
        confused[row["first"], found] += 1
        if given.errors and found != row["first"]:
            print(f"{row['a']} {row['left']}: labelled {row['first']}, found {found}{'' if row['sure'] else ' (not sure)'}")
    right_ones = sum(count for (label, found), count in confused.items() if label == found)
    print(f"the two passes agree on {len(agreed)} of {len(rows)} passages")
    print(f"class right: {right_ones} of {len(agreed)} ({100 * right_ones / len(agreed):.1f} %)")
    for (label, found), count in sorted(confused.items()):
        print(f"  {label:12}{found:12}{count:4}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
