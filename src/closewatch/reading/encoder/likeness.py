"""How like two texts are in what they say, by the directions that the trained reader's layers give them.

A text becomes one direction of 384 numbers; two that say the same in other words point the same way. What follows from it, and how
it is weighed beside the words that two texts share, is the business of whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy

from closewatch.reading.encoder.decode import Floats
from closewatch.reading.encoder.shipped import LIKENESS, read_card, shipped_folder
from closewatch.reading.encoder.units import find_units
from closewatch.reading.encoder.weights import Weights, load_session, load_weights
from closewatch.reading.encoder.windows import pack_windows

LONGEST = 96
"""Pieces of a text that are looked at, the first some 70 words; no sentence that the head was trained on had more."""
_CHARACTERS = 2_000
"""Characters in which those pieces are looked for."""


@dataclass(frozen=True)
class Head:
    """The head on the reader that turns a text into a direction."""

    weights: Weights
    session: Any

    def direction(self, text: str) -> Floats:
        """Give the direction of a text: 384 numbers, of length 1; nothing but zeros for a text without words.

        Each text is looked at alone, so that its direction does not depend on what it is compared with.
        """
        window = next(pack_windows([find_units(text[:_CHARACTERS])], self.weights.pieces_of, limit=LONGEST), None)
        if window is None:
            return numpy.zeros(384, numpy.float32)
        states = self.weights.states(window, [given.name for given in self.session.get_inputs()])
        direction: Floats = self.session.run(["likeness"], states)[0][0]
        return direction

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """Tell how like others are to a text: cosines, 1 for the same direction, about 0 for what has nothing to do with it."""
        wanted = self.direction(text)
        return [float(wanted @ self.direction(other)) for other in others]


@cache
def load_head(folder: Path | None = None) -> Head:
    """Load the shipped head, or that of a folder, with the reader it stands on, once in each process.

    Raises: DamagedWeights when a file is missing or not the one that its digest names.
    """
    held = folder or shipped_folder()
    return Head(load_weights(folder), load_session(held, LIKENESS, read_card(held)))
