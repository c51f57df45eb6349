"""Scores the rule reader of figures on sentences with known figures.

    python lab/score_figures.py CORPUS.jsonl [--predictions FILE] [--wrong]

CORPUS has one JSON object per line: id, kind, text, figures, distractors. The scorer `score_phrasings.py` beside the corpus is used
where it is there; without it only the predictions are written. `--wrong` lists every sentence that is not read as marked.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from closewatch.reading.figures import find_figures
from closewatch.terms.record import plain_number
from closewatch.testing import plain_report


def predict(text: str) -> list[dict[str, Any]]:
    """Read one sentence as a report of its own and give its figures in the scorer's form."""
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


def load_scorer(corpus: Path) -> Any:
    """Load the scorer that lies beside the corpus; None where there is none."""
    path = corpus.with_name("score_phrasings.py")
    spec = importlib.util.spec_from_file_location("score_phrasings", path) if path.exists() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def total_rates(scorer: Any, rows: list[dict[str, Any]], predicted: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """Give the rates over all kinds, in percent: found, value, bounds, measure, unit, per, all, spurious, fired."""
    rates: dict[str, float] = scorer.rates(sum(scorer.score(rows, predicted).values(), Counter()))
    return rates


def print_table(scorer: Any, rows: list[dict[str, Any]], predicted: dict[str, list[dict[str, Any]]]) -> None:
    """Print the rates per kind and in all."""
    table = scorer.score(rows, predicted)
    kinds = [*table.items(), ("ALL", sum(table.values(), Counter()))]
    names = list(scorer.rates(kinds[-1][1]))
    print(f"{'kind':24}{'gold':>6}" + "".join(f"{name:>10}" for name in names))
    for kind, counts in kinds:
        print(f"{kind:24}{counts['gold']:6}" + "".join(f"{value:10.1f}" for value in scorer.rates(counts).values()))


def print_wrong(scorer: Any, rows: list[dict[str, Any]], predicted: dict[str, list[dict[str, Any]]]) -> None:
    """Print each sentence that is not read wholly as marked, with what was wanted and found."""
    for row in rows:
        counts = scorer.score([row], predicted)[row["kind"]]
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
    scorer = load_scorer(chosen.corpus)
    if scorer:
        print_table(scorer, rows, predicted)
        if chosen.wrong:
            print_wrong(scorer, rows, predicted)
    print(f"{speed:.0f} sentences a second")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
