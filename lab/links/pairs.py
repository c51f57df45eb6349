"""Pairs of texts that share fingerprints, with the index in memory: what the ledger's view of prints does, for many texts at one time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from closewatch.terms.fingerprint import Hashes, prints_of, words_of

Pairs = NDArray[np.int64]


def prints_of_all(texts: Iterable[str]) -> list[Hashes]:
    """Give the fingerprints of each text."""
    return [prints_of(words_of(text)) for text in texts]


def pairs_with_first(prints: Sequence[Hashes]) -> tuple[Pairs, Pairs]:
    """Pair each text with the first that holds any of its prints: (later, first) and how many prints go back to that first.

    A star for each print, never all pairs, so that a text copied 500 times costs no more than 500 others.
    """
    every, owners = _posted(prints)
    first = np.concatenate([[True], every[1:] != every[:-1]])
    heads = owners[np.maximum.accumulate(np.where(first, np.arange(len(every)), 0))]
    return _counted(np.stack([owners[~first], heads[~first]], axis=1), len(prints))


def all_pairs(prints: Sequence[Hashes]) -> tuple[Pairs, Pairs]:
    """Pair every two texts that share a print: (later, earlier) and how many prints they share."""
    every, owners = _posted(prints)
    starts = np.flatnonzero(np.concatenate([[True], every[1:] != every[:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(every)]]))
    found = []
    for size in np.unique(sizes[sizes > 1]).tolist():
        members = owners[starts[sizes == size][:, None] + np.arange(size)]
        left, right = np.tril_indices(size, -1)
        found.append(np.stack([members[:, left].ravel(), members[:, right].ravel()], axis=1))
    return _counted(np.concatenate(found) if found else np.zeros((0, 2), np.int64), len(prints))


def _posted(prints: Sequence[Hashes]) -> tuple[Hashes, NDArray[np.int64]]:
    """Give every print with the number of the text that holds it, ordered by print, then by text."""
    every = np.concatenate(prints)
    owners = np.repeat(np.arange(len(prints)), [len(one) for one in prints])
    order = np.argsort(every, kind="stable")
    return every[order], owners[order]


def _counted(pairs: Pairs, texts: int) -> tuple[Pairs, Pairs]:
    keys, counts = np.unique(pairs[:, 0] * texts + pairs[:, 1], return_counts=True)
    return np.stack([keys // texts, keys % texts], axis=1), counts
