"""Fits the confidence of the trained reader: the probability that who says what is right, from a few things that are known of a draft.

    python lab/reader/calibrate.py --shared FOLDER [--write]

A logistic regression on PolNeAR dev, whose articles the model never saw. What is printed is measured crosswise: each fifth of the articles
by coefficients that were fitted on the others. `--write` puts the coefficients of all into reading/weights/reader.toml.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import corpora
import numpy
from numpy.typing import NDArray

from closewatch.reading.attributions import draft_statements, find_holders
from closewatch.reading.encoder.sureness import NAMES, features
from closewatch.reading.encoder.weights import load_weights
from closewatch.reading.sentences import find_paragraphs
from closewatch.testing import plain_report

Floats = NDArray[numpy.float64]
BINS = 15
PARTS = 5
PENALTY = 1.0
"""Of the squared coefficients, in units of one statement: keeps rare features from running away."""


def fit(rows: Floats, right: Floats) -> Floats:
    """Fit logistic coefficients by Newton's steps."""
    found = numpy.zeros(rows.shape[1])
    for _ in range(50):
        likely = 1 / (1 + numpy.exp(-rows @ found))
        slope = rows.T @ (right - likely) - PENALTY * found
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + PENALTY * numpy.eye(len(found))
        step = numpy.linalg.solve(curve, slope)
        found = found + step
        if numpy.abs(step).max() < 1e-9:
            break
    return found


def bins_of(likely: Floats, right: Floats, count: int = BINS) -> list[tuple[float, float, int]]:
    """Mean probability, share that is right and number, in bins of equal mass."""
    order = numpy.argsort(likely, kind="stable")
    return [(float(likely[part].mean()), float(right[part].mean()), len(part)) for part in numpy.array_split(order, count)]


def error_of(bins: Sequence[tuple[float, float, int]]) -> float:
    """The expected calibration error: the mean distance of what was promised from what held (Naeini et al. 2015)."""
    total = sum(count for *_, count in bins)
    return sum(count * abs(promised - held) for promised, held, count in bins) / total


def judged(shared: Path, scorer: ModuleType) -> tuple[Floats, Floats, Floats]:
    """Features of every draft outside of others on dev, whether each is right, and the number of its article."""
    weights = load_weights()
    rows: list[list[float]] = []
    right: list[bool] = []
    articles: list[int] = []
    for number, document in enumerate(corpora.attributions(shared, "polnear", "dev")):
        text = document.text
        report = plain_report(text)
        every = draft_statements(report, find_paragraphs(report), weights)[0]
        held = find_holders(every)
        drafts = [draft for place, draft in enumerate(every) if place not in held]
        found = [
            scorer.widened(text, {"source": _pair(d.source), "cue": _pair(d.cue_at), "content": [list(place) for place in d.contents]})
            for d in drafts
        ]
        gold = [{"source": a.source, "cue": a.cue, "content": a.content} for a in document.attributions or ()]
        good = _paired(text, gold, found, scorer)
        rows.extend(features(text, draft) for draft in drafts)
        right.extend(at in good for at in range(len(drafts)))
        articles.extend([number] * len(drafts))
    return numpy.array(rows), numpy.array(right, float), numpy.array(articles, float)


def _pair(place: tuple[int, int] | None) -> list[list[int]]:
    return [list(place)] if place else []


def _paired(text: str, gold: Sequence[Any], found: Sequence[Any], scorer: ModuleType) -> set[int]:
    """The places of the drafts that the corpus scorer counts as right in who-says-what."""
    tokens = scorer.toks(text)
    covers = [[(scorer.cover(tokens, one["source"]), scorer.cover(tokens, one["content"])) for one in some] for some in (gold, found)]
    near = sorted(((scorer.iou(g[1], p[1]), i, j) for i, g in enumerate(covers[0]) for j, p in enumerate(covers[1])), reverse=True)
    used: set[int] = set()
    good: set[int] = set()
    taken: set[int] = set()
    for share, i, j in near:
        if share < 0.5:
            break
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            ours, theirs = covers[0][i][0], covers[1][j][0]
            if (not ours and not theirs) or scorer.iou(ours, theirs) >= 0.5:
                good.add(j)
    return good


def main() -> int:
    """Fit, tell, and write if wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=corpora.SHARED)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", arguments.shared / "data" / "attribution" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows, right, articles = judged(arguments.shared, scorer)
    likely = numpy.zeros(len(right))
    for part in range(PARTS):
        here = articles % PARTS == part
        likely[here] = 1 / (1 + numpy.exp(-rows[here] @ fit(rows[~here], right[~here])))
    bins = bins_of(likely, right)
    print(f"{len(right)} statements, {right.mean():.1%} right; expected calibration error {error_of(bins):.4f} in {BINS} bins")
    print("promised  held  statements")
    for promised, held, count in bins:
        print(f"   {promised:5.2f}  {held:5.2f}  {count:5d}  {'#' * round(40 * held)}")
    order = numpy.argsort(-likely)
    print("right among the surest half:", f"{right[order[: len(order) // 2]].mean():.1%}")
    found = fit(rows, right)
    print({name: round(float(value), 3) for name, value in zip(NAMES, found, strict=True)})
    if arguments.write:
        card = Path(__file__).parents[2] / "src" / "closewatch" / "reading" / "weights" / "reader.toml"
        lines = "".join(f"{name} = {value:.4f}\n" for name, value in zip(NAMES, found, strict=True))
        text = card.read_text(encoding="utf-8")
        card.write_text(re.sub(r"\[sure\]\n[^\[]*", f"[sure]\n{lines}\n", text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
