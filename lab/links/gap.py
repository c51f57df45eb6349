"""Measures whom "he" and "she" are led back to on GAP: ambiguous pronouns in Wikipedia, each with two names that it may mean.

    python lab/links/gap.py shared/data/linking/gap [--errors]

The resolver is the one by which reports are read, with no statement to help it: a text in which nobody is quoted. A name is chosen where
the voice that it gives goes by that name. Rates are those of the corpus: precision, recall and F1 over both names of every pronoun, by the
pronoun's gender, and the bias, F1 of feminine over masculine pronouns. Rules only; errors were read in train alone.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from closewatch.reading.speakers import Cast
from closewatch.reading.voices import Voice
from closewatch.testing import plain_report

SPLITS = ("train", "dev", "test")
_FEMININE = frozenset("she her hers".split())


def goes_by(voice: Voice | None, name: str, at: int) -> bool:
    """Whether a voice is the one named at a place: it was met there, or goes by that name or one that says no more or no less."""
    if voice is None:
        return False
    if any(start < at + len(name) and at < end for start, end in (*voice.at, *voice.seen)):
        return True
    words = set(name.split())
    return any(set(own.split()) <= words or words <= set(own.split()) for own in (voice.name, *voice.names))


def measure(rows: list[dict[str, str]], errors: bool) -> dict[str, Counter[str]]:
    """Count right and wrong choices by gender."""
    counts = {gender: Counter[str]() for gender in ("masculine", "feminine")}
    for row in rows:
        at, pronoun = int(row["Pronoun-offset"]), row["Pronoun"]
        voice, _ = Cast(plain_report(row["Text"])).resolve((at, at + len(pronoun)))
        count = counts["feminine" if pronoun.lower() in _FEMININE else "masculine"]
        right = True
        for name in ("A", "B"):
            given = goes_by(voice, row[name], int(row[f"{name}-offset"]))
            gold = row[f"{name}-coref"].upper() == "TRUE"
            count["given"] += given
            count["gold"] += gold
            count["right"] += given and gold
            right = right and given == gold
        if errors and not right:
            keyed = next((row[name] for name in ("A", "B") if row[f"{name}-coref"].upper() == "TRUE"), "neither")
            print(f"{row['ID']}: {voice.name if voice else None!r} for {keyed!r} ({row['A']!r}, {row['B']!r})")
            print(f"    {row['Text'][:at]}[[{pronoun}]]{row['Text'][at + len(pronoun) :]}")
    return counts


def f_measure(count: Counter[str]) -> tuple[float, float, float]:
    """Give precision, recall and F1 in per cent."""
    precision, recall = count["right"] / max(count["given"], 1), count["right"] / max(count["gold"], 1)
    return 100 * precision, 100 * recall, 200 * precision * recall / max(precision + recall, 1e-9)


def main() -> int:
    """Measure the three splits and print the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what is wrong in train; dev and test are never shown")
    given = parser.parse_args()
    for split in SPLITS:
        lines = (given.corpus / f"{split}.jsonl").read_text("utf-8").split("\n")
        counts = measure([json.loads(line) for line in lines if line], given.errors and split == "train")
        both = counts["masculine"] + counts["feminine"]
        told = {name: f_measure(count) for name, count in (("all", both), *counts.items())}
        print(f"{split}: {', '.join(f'{name} P {p:.1f} R {r:.1f} F1 {f:.1f}' for name, (p, r, f) in told.items())}", end="")
        print(f"; bias {told['feminine'][2] / max(told['masculine'][2], 1e-9):.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
