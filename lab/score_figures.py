"""Scores the reader of figures on sentences with known figures.

    python lab/score_figures.py CORPUS.jsonl [--predictions FILE] [--wrong]

CORPUS has one JSON object per line: id, kind, text, figures, distractors (lab/figures/README.md). A figure that is read is matched to the
keyed one that it overlaps most, one to one. Found is over the keyed figures; value, bounds, measure, unit and per over those found; all
of these together over the keyed ones; spurious over what was read; fired over the marked numbers that are no figures. Percentages and
ratios may differ by 0.1. Figures keyed as optional (ages, durations) count neither way. `--wrong` lists every sentence that is not read
as marked.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from closewatch.reading.figures import find_figures
from closewatch.terms.record import plain_number
from closewatch.testing import plain_report

Row = Mapping[str, Any]
FIELDS = ("value", "bounds", "measure", "unit", "per")
OVER = {"found": "gold", **dict.fromkeys(FIELDS, "found"), "all": "gold", "spurious": "read", "fired": "distractors"}
NEARLY = Decimal("0.1")
"""By how much a share or a ratio may differ from the keyed one: a third is 33.3 as well as 33."""


def predict(text: str) -> list[dict[str, Any]]:
    """Read one sentence as a report of its own and give its figures in the form of the keys."""
    return [
        {
            "start": figure.span.start,
            "end": figure.span.end,
            "measure": figure.measure,
            "low": plain_number(figure.amount.low),
            "high": plain_number(figure.amount.high),
            "open_low": figure.amount.open_low,
            "open_high": figure.amount.open_high,
            "unit": figure.unit,
            "per": figure.per,
        }
        for figure in find_figures(plain_report(text), ())
    ]


def read_corpus(path: Path) -> tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]], float]:
    """Read every sentence of a corpus; gives the rows, the predictions by id, and the sentences read per second."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    predict("Two soldiers were killed.")
    started = time.perf_counter()
    predicted = {row["id"]: predict(row["text"]) for row in rows}
    return rows, predicted, len(rows) / (time.perf_counter() - started)


def count(row: Row, read: Sequence[Row]) -> Counter[str]:
    """Count what of one sentence is read as marked."""
    counts: Counter[str] = Counter()
    free = list(read)
    for keyed in sorted(row["figures"], key=lambda figure: bool(figure.get("optional"))):
        nearest = max(free, key=lambda figure: _shared(keyed, figure), default=None)
        if nearest is not None and _shared(keyed, nearest) > 0:
            free.remove(nearest)
        else:
            nearest = None
        if keyed.get("optional"):
            continue
        counts["gold"] += 1
        if nearest is not None:
            right = _right(keyed, nearest)
            counts.update(("found", "read", *right, *(("all",) if len(right) == len(FIELDS) else ())))
    counts["read"] += len(free)
    counts["spurious"] += len(free)
    for mark in row["distractors"]:
        counts["distractors"] += 1
        counts["fired"] += any(_shared(mark, figure) > 0 for figure in read)
    return counts


def rates(counts: Counter[str]) -> dict[str, float]:
    """Give the rates in per cent: found, value, bounds, measure, unit, per, all, spurious, fired."""
    return {name: 100 * counts[name] / max(1, counts[over]) for name, over in OVER.items()}


def summary(path: Path) -> dict[str, float]:
    """Give the rates of a whole corpus."""
    rows, predicted, _ = read_corpus(path)
    return rates(sum((count(row, predicted[row["id"]]) for row in rows), Counter()))


def _right(keyed: Row, read: Row) -> list[str]:
    """Name the fields of a figure that are as keyed."""
    room = NEARLY if keyed["unit"] in ("percent", "ratio") else Decimal(0)
    right = {
        "value": all(_same(keyed[end], read[end], room) for end in ("low", "high")),
        "bounds": all(bool(keyed[end]) == bool(read[end]) for end in ("open_low", "open_high")),
        "measure": keyed["measure"] == read["measure"],
        "unit": _codes(keyed["unit"]) == _codes(read["unit"]),
        "per": (keyed["per"] or None) == (read["per"] or None),
    }
    return [name for name, holds in right.items() if holds]


def _same(keyed: object, read: object, room: Decimal) -> bool:
    if keyed is None or read is None:
        return keyed is read
    return abs(Decimal(str(keyed)) - Decimal(str(read))) <= room


def _codes(unit: str | Sequence[str] | None) -> list[str]:
    """Give the codes of a unit in one order: several currencies stand in a list or joined by a bar."""
    return sorted(unit.split("|") if isinstance(unit, str) else unit or ())


def _shared(one: Row, other: Row) -> int:
    """Count the characters that two stretches share; below 1 where they do not touch."""
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def print_table(rows: Sequence[Row], predicted: Mapping[str, Sequence[Row]]) -> None:
    """Print the rates per kind and in all."""
    kinds: dict[str, Counter[str]] = {}
    for row in rows:
        kinds.setdefault(row["kind"], Counter()).update(count(row, predicted[row["id"]]))
    kinds["ALL"] = sum(kinds.values(), Counter())
    print(f"{'kind':24}{'gold':>6}" + "".join(f"{name:>10}" for name in OVER))
    for kind, counts in kinds.items():
        print(f"{kind:24}{counts['gold']:6}" + "".join(f"{value:10.1f}" for value in rates(counts).values()))


def print_wrong(rows: Sequence[Row], predicted: Mapping[str, Sequence[Row]]) -> None:
    """Print each sentence that is not read wholly as marked, with what was wanted and found."""
    for row in rows:
        counts = count(row, predicted[row["id"]])
        if counts["all"] == counts["gold"] and not counts["spurious"] and not counts["fired"]:
            continue
        print(row["text"])
        for figure in row["figures"]:
            print("    wanted", {key: figure.get(key) for key in ("surface", "measure", "low", "high", "unit", "per")})
        for figure in predicted[row["id"]]:
            surface = row["text"][figure["start"] : figure["end"]]
            print("    found ", {"surface": surface} | {key: figure[key] for key in ("measure", "low", "high", "unit", "per")})


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--wrong", action="store_true")
    chosen = parser.parse_args(arguments)
    rows, predicted, speed = read_corpus(chosen.corpus)
    if chosen.predictions:
        lines = (json.dumps({"id": key, "figures": figures}, ensure_ascii=False) for key, figures in predicted.items())
        chosen.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print_table(rows, predicted)
    if chosen.wrong:
        print_wrong(rows, predicted)
    print(f"{speed:.0f} sentences a second")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
