"""Reads a split of a corpus of attributions with a reader and writes what it finds in the form that the corpus scorer takes.

    python lab/score_attributions.py CORPUS/dev.jsonl predictions.jsonl [--rules] [--nested]
    python CORPUS/../score.py CORPUS/dev.jsonl predictions.jsonl --outer-marks

PolNeAR never marks an attribution inside the content of another, so nested statements are left out unless `--nested` is given. Its
contents have their outer quotation marks, and so have those of GUM, hence `--outer-marks`; those of EWT have not.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from closewatch.reading.attributions import find_statements
from closewatch.reading.encoder.weights import load_weights
from closewatch.terms.report import Span
from closewatch.terms.statement import Statement
from closewatch.testing import plain_report

Attribution = dict[str, list[list[int]]]
"""Source, cue and content, each as [start, end] pairs."""


def scored_form(statements: Iterable[Statement], nested: bool = False) -> list[Attribution]:
    """Give statements in the form of the scorer; those inside the content of others only if wanted."""
    return [
        {"source": _pairs(s.source), "cue": _pairs(s.cue), "content": _pairs(s.content)} for s in statements if nested or s.within is None
    ]


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def main() -> int:
    """Read every row, write one line of predictions for each, and say how fast it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--rules", action="store_true", help="read by rules alone")
    parser.add_argument("--nested", action="store_true", help="keep statements inside the content of others")
    arguments = parser.parse_args()
    scorer = None if arguments.rules else load_weights()
    words = count = 0
    seconds = 0.0
    with arguments.corpus.open(encoding="utf-8") as rows, arguments.predictions.open("w", encoding="utf-8") as predictions:
        for row in map(json.loads, rows):
            report = plain_report(row["text"])
            began = time.perf_counter()
            statements = find_statements(report, scorer=scorer)
            seconds += time.perf_counter() - began
            words += len(report.text.split())
            for statement in statements:
                for span in statement.spans():
                    report.check(span)
            found = scored_form(statements, arguments.nested)
            count += len(found)
            predictions.write(json.dumps({"id": row["id"], "attributions": found}) + "\n")
    print(f"{count} statements, {words} words, {words / max(seconds, 1e-9):.0f} words a second", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
