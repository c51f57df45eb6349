"""From the model's scores to attributions: the best legal path of tags, then contents joined to cues and cues to sources.

Works on the units of one window; what a span is in the text, and what it means, is the business of others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy
from numpy.typing import NDArray

Floats = NDArray[numpy.float32]
Shares = NDArray[numpy.float64]
Stretch = tuple[int, int]
"""First unit and the one after the last."""

ROLES = ("source", "cue", "content")


@dataclass(frozen=True)
class WindowScores:
    """What the model says of the n units of one window (unit 0 is the window's start, which stands for "nowhere").

    `tags` is (n, 7) for O and B/I of source, cue and content; `to_cue` and `to_source` are (n, n): from a unit to the first unit
    of its cue, and from a cue's unit to the first unit of its source; `names` is (n, 9) for O and B/I of the kinds of names.
    """

    tags: Floats
    to_cue: Floats
    to_source: Floats
    names: Floats | None = None


@dataclass
class Attribution:
    """A cue with its source and contents, as stretches of units; `sure` is the probability of the links, `held` the mean log
    probability of the tags of its units, each by itself."""

    cue: Stretch | None
    source: Stretch | None
    contents: list[Stretch] = field(default_factory=list)
    sure: float = 1.0
    held: float = 0.0


def best_path(tags: Floats, steps: Floats) -> list[int]:
    """Find the most likely legal path of tags (Viterbi) through (n, 7) scores, given (7, 7) scores of stepping.

    >>> steps = numpy.zeros((7, 7), numpy.float32); steps[:, [2, 4, 6]] = -1e4
    >>> for tag in (1, 3, 5): steps[tag, tag + 1] = steps[tag + 1, tag + 1] = 0
    >>> best_path(numpy.array([[0, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 3, 0, 0]], numpy.float32), steps)
    [3, 4]
    """
    best = numpy.empty_like(tags)
    best[0] = tags[0]
    best[0, [2, 4, 6]] = -1e4
    into, reach = numpy.ascontiguousarray(steps.T), numpy.empty_like(steps)
    for before, after, scores in zip(best, best[1:], tags[1:], strict=False):
        numpy.add(into, before, reach)
        numpy.maximum.reduce(reach, 1, None, after)
        numpy.add(after, scores, after)
    # Where each tag came from is worked out for all units at once: a step of its own for each would take as long as the rest.
    came = (best[:-1, None, :] + into).argmax(axis=2).tolist()
    path = [int(best[-1].argmax())]
    for origins in reversed(came):
        path.append(origins[path[-1]])
    return path[::-1]


def stretches_of(path: Sequence[int]) -> list[tuple[str, Stretch]]:
    """Read the stretches off a path of tags.

    >>> stretches_of([0, 1, 2, 3, 5, 6, 5])
    [('source', (1, 3)), ('cue', (3, 4)), ('content', (4, 6)), ('content', (6, 7))]
    """
    found: list[tuple[str, Stretch]] = []
    begin = None
    for at, tag in enumerate([*path, 0]):
        if begin is not None and (tag == 0 or tag % 2 == 1):
            found.append((ROLES[(path[begin] - 1) // 2], (begin, at)))
            begin = None
        if tag % 2 == 1:
            begin = at
    return found


def decode(scores: WindowScores, steps: Floats) -> list[Attribution]:
    """Turn the scores of one window into attributions, each with at least one content; stretches count from unit 0, the start."""
    path = [0, *best_path(scores.tags[1:], steps)] if len(scores.tags) > 1 else [0]
    found = stretches_of(path)
    cues = [stretch for role, stretch in found if role == "cue"]
    sources = [stretch for role, stretch in found if role == "source"]
    to_source, to_cue = _shares(scores.to_source, sources), _shares(scores.to_cue, cues)
    attributions = {cue: Attribution(cue, *_source(to_source, cue, sources)) for cue in cues}
    loose: list[Attribution] = []
    for role, content in found:
        if role != "content":
            continue
        cue, sure = _target(to_cue, content, cues)
        if cue is None:
            loose.append(Attribution(None, None, [content], sure))
        else:
            attributions[cue].contents.append(content)
            attributions[cue].sure *= sure
    complete = [*(attribution for attribution in attributions.values() if attribution.contents), *loose]
    likely = _log_likelihoods(scores.tags, path)
    for attribution in complete:
        stretches = [stretch for stretch in (attribution.cue, attribution.source, *attribution.contents) if stretch is not None]
        attribution.held = float(numpy.concatenate([likely[start:end] for start, end in stretches]).mean())
    return complete


def _log_likelihoods(tags: Floats, path: Sequence[int]) -> NDArray[numpy.float64]:
    """The log probability of each unit's tag on the path, by its own scores alone."""
    shifted = tags.astype(numpy.float64) - tags.max(axis=1, keepdims=True)
    return numpy.asarray(shifted[numpy.arange(len(path)), path] - numpy.log(numpy.exp(shifted).sum(axis=1)))


def _source(to_source: Shares, cue: Stretch, sources: Sequence[Stretch]) -> tuple[Stretch | None, list[Stretch], float]:
    source, sure = _target(to_source, cue, sources)
    return source, [], sure


def _shares(pointers: Floats, targets: Sequence[Stretch]) -> Shares:
    """How each unit shares out between nowhere (the window's start) and the first units of the targets: (n, 1 + targets)."""
    rows = pointers[:, [0, *(target[0] for target in targets)]].astype(numpy.float64)
    rows -= rows.max(axis=1, keepdims=True)
    numpy.exp(rows, rows)
    return numpy.asarray(rows / rows.sum(axis=1, keepdims=True))


def _target(shares: Shares, stretch: Stretch, targets: Sequence[Stretch]) -> tuple[Stretch | None, float]:
    """The target whose first unit the stretch points to most, or none where it points to the window's start."""
    mean = numpy.add.reduce(shares[stretch[0] : stretch[1]], 0) / (stretch[1] - stretch[0])
    best = int(mean.argmax())
    return (targets[best - 1] if best else None), float(mean[best])
