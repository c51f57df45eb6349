"""Measures trained weights on an annotated split with the corpus scorer, before or after export.

    python lab/reader/evaluate.py --shared FOLDER --weights averaged.safetensors --tokenizer tokenizer.json [--corpus NAME] [--splits dev]

It needs torch, which the project itself does not: run it where `train` runs.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from model import Network
from safetensors.torch import load_file
from sheets import ARTICLE, Pieces

from closewatch.reading.encoder.decode import Attribution, WindowScores, decode
from closewatch.reading.encoder.units import find_units
from closewatch.reading.encoder.windows import Window, pack_windows

Score = Callable[[Sequence[Window]], Iterator[WindowScores]]


def score_with(network: Network, look: int, size: int = 16) -> Score:
    """Score windows with a network in float32, in batches of like length."""

    def score(windows: Sequence[Window]) -> Iterator[WindowScores]:
        order = sorted(range(len(windows)), key=lambda at: len(windows[at].pieces))
        done: dict[int, WindowScores] = {}
        for begin in range(0, len(order), size):
            some = order[begin : begin + size]
            longest, most = max(len(windows[at].pieces) for at in some), max(len(windows[at].firsts) for at in some)
            pieces, looks = torch.zeros(len(some), longest, dtype=torch.long), torch.zeros(len(some), longest, dtype=torch.long)
            firsts = torch.zeros(len(some), most, dtype=torch.long)
            for row, at in enumerate(some):
                window = windows[at]
                pieces[row, : len(window.pieces)] = torch.tensor(window.pieces)
                looks[row, : len(window.looks)] = torch.tensor((look, *window.looks[1:]))
                firsts[row, : len(window.firsts)] = torch.tensor(window.firsts)
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                scores = network(pieces, looks, firsts)
            for row, at in enumerate(some):
                count = len(windows[at].firsts)
                done[at] = WindowScores(
                    scores.tags[row, :count].numpy(),
                    scores.to_cue[row, :count, :count].numpy(),
                    scores.to_source[row, :count, :count].numpy(),
                )
        yield from (done[at] for at in range(len(windows)))

    return score


def predict(texts: Sequence[str], score: Score, pieces: Pieces, steps: Any) -> Iterator[list[dict[str, list[list[int]]]]]:
    """Read texts, paragraph by line, into attributions with character offsets."""
    windows: list[Window] = []
    of: list[int] = []
    for number, text in enumerate(texts):
        paragraphs = [find_units(text, *found.span()) for found in re.finditer(r"[^\n]+", text)]
        for window in pack_windows([paragraph for paragraph in paragraphs if paragraph], pieces):
            windows.append(window)
            of.append(number)
    found: list[list[dict[str, list[list[int]]]]] = [[] for _ in texts]
    for number, window, scores in zip(of, windows, score(windows), strict=True):
        found[number].extend(spans_of(attribution, window) for attribution in decode(scores, steps))
    yield from found


def spans_of(attribution: Attribution, window: Window) -> dict[str, list[list[int]]]:
    """Character offsets of an attribution of a window."""

    def at(stretch: tuple[int, int]) -> list[int]:
        return [window.units[stretch[0] - 1].start, window.units[stretch[1] - 2].end]

    return {
        "source": [at(attribution.source)] if attribution.source else [],
        "cue": [at(attribution.cue)] if attribution.cue else [],
        "content": [at(content) for content in attribution.contents],
    }


def scorer(shared: Path) -> ModuleType:
    """The scorer that lies beside the corpora."""
    spec = importlib.util.spec_from_file_location("attribution_score", shared / "data" / "attribution" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    """Print the scorer's figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--corpus", default="polnear")
    parser.add_argument("--splits", nargs="+", default=["dev"])
    parser.add_argument("--look", type=int, default=ARTICLE, help="what a window is said to hold (sheets.ARTICLE, sheets.NESTED)")
    parser.add_argument("--layers", type=int, default=6)
    arguments = parser.parse_args()
    network = Network(arguments.layers)
    network.load_state_dict(load_file(arguments.weights))
    network.eval()
    steps = network.legal_steps().detach().numpy()
    folder = arguments.shared / "data" / "attribution" / arguments.corpus
    rows = [json.loads(line) for split in arguments.splits for line in (folder / f"{split}.jsonl").open(encoding="utf-8")]
    found = predict([row["text"] for row in rows], score_with(network, arguments.look), Pieces(arguments.tokenizer), steps)
    measure = scorer(arguments.shared)
    wide = arguments.corpus != "ewt"
    pairs = [
        (row["text"], row["attributions"], [measure.widened(row["text"], one) if wide else one for one in predicted])
        for row, predicted in zip(rows, found, strict=True)
    ]
    measure.show(measure.score(pairs))
    for name, (count, recall) in measure.subsets(pairs).items():
        print(f"  recall of {name:26s} {100 * recall:5.1f}  ({count})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
