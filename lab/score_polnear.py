"""Reads a PolNeAR split with the rule reader and writes its attributions in the form that the corpus scorer takes.

    python lab/score_polnear.py CORPUS/dev.jsonl predictions.jsonl
    python CORPUS/../score.py CORPUS/dev.jsonl predictions.jsonl --outer-marks

The corpus never marks an attribution inside the content of another, so nested statements are left out unless `--nested` is given.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from closewatch.reading.attributions import find_statements
from closewatch.terms.report import Span
from closewatch.testing import plain_report


def main() -> int:
    """Read every row, write one line of predictions for each, and say how fast it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--nested", action="store_true", help="keep statements inside the content of others")
    arguments = parser.parse_args()
    words = count = 0
    seconds = 0.0
    with arguments.corpus.open(encoding="utf-8") as rows, arguments.predictions.open("w", encoding="utf-8") as predictions:
        for row in map(json.loads, rows):
            report = plain_report(row["text"])
            began = time.perf_counter()
            statements = find_statements(report)
            seconds += time.perf_counter() - began
            words += len(report.text.split())
            for statement in statements:
                for span in statement.spans():
                    report.check(span)
            kept = [statement for statement in statements if arguments.nested or statement.within is None]
            count += len(kept)
            found = [
                {
                    "source": _pairs(s.source),
                    "cue": _pairs(s.cue),
                    "content": _pairs(s.content),
                }
                for s in kept
            ]
            predictions.write(json.dumps({"id": row["id"], "attributions": found}) + "\n")
    print(f"{count} statements, {words} words, {words / max(seconds, 1e-9):.0f} words a second", file=sys.stderr)
    return 0


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


if __name__ == "__main__":
    raise SystemExit(main())
