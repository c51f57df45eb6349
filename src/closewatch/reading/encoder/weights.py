"""The trained weights, ready to score windows.

Nothing is fetched and nothing is unpickled: the model is an ONNX graph, the rest is plain text beside it. That the files are the ones
that were released is the business of `shipped`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from typing import Any

import numpy
from numpy.typing import NDArray

from closewatch.reading.encoder.decode import Floats, WindowScores
from closewatch.reading.encoder.pieces import spell
from closewatch.reading.encoder.shipped import MODEL, VOCABULARY, read_card, read_file, shipped_folder
from closewatch.reading.encoder.windows import Window

_KNOWN_WORDS = 60_000
"""Words whose pieces are kept; a report has a few thousand different ones."""
_OUTPUTS = ["tags", "to_cue", "to_source", "names"]


@dataclass(frozen=True)
class Weights:
    """A loaded model. `steps` are the (7, 7) scores of stepping from tag to tag; `sure` the coefficients of the confidence."""

    name: str
    session: Any
    vocabulary: Mapping[str, int]
    steps: Floats
    sure: Mapping[str, float]
    known: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def pieces_of(self, word: str) -> Sequence[int]:
        """Give the ids of the pieces of one word."""
        pieces = self.known.get(word)
        if pieces is None:
            if len(self.known) >= _KNOWN_WORDS:
                self.known.clear()
            pieces = self.known[word] = spell(word, self.vocabulary)
        return pieces

    def score(self, window: Window) -> WindowScores:
        """Score the units of one window. One at a time, so that no report's numbers depend on what is read beside it."""
        return WindowScores(*(scores[0] for scores in self.session.run(_OUTPUTS, _given(window))))

    def states(self, window: Window, names: Sequence[str]) -> dict[str, Floats]:
        """Give what layers make of the pieces of one window, by the names of the layers: (1, pieces, 384) each."""
        return dict(zip(names, self.session.run(names, _given(window)), strict=True))


def _given(window: Window) -> dict[str, NDArray[numpy.int64]]:
    rows = {"pieces": window.pieces, "looks": window.looks, "firsts": window.firsts}
    return {name: numpy.array([row], numpy.int64) for name, row in rows.items()}


@cache
def load_weights(folder: Traversable | None = None) -> Weights:
    """Load the shipped weights, or those of a folder, once in each process.

    Raises: DamagedWeights when a file is missing or not the one that its digest names.
    """
    folder = folder or shipped_folder()
    card = read_card(folder)
    pieces = read_file(folder, VOCABULARY, card).decode("utf-8").split("\n")
    session = load_session(folder, MODEL, card)
    vocabulary = {piece: number for number, piece in enumerate(pieces) if piece}
    return Weights(card["name"], session, vocabulary, numpy.array(card["steps"], numpy.float32), card["sure"])


def load_session(folder: Traversable, name: str, card: Mapping[str, Any]) -> Any:
    """Make an ONNX graph ready to run on one thread.

    Raises: DamagedWeights when its file is missing or not the one that its digest names.
    """
    import onnxruntime  # takes a quarter of a second, which a command that reads nothing need not spend

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The next level would fuse sums and normalisations into an operator that is ten times slower on a CPU.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.log_severity_level = 3
    read_file(folder, name, card)
    # From the file that was just checked, since a session keeps the bytes that it is given beside what it makes of them.
    with as_file(folder.joinpath(name)) as model:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
