"""What whoever keeps a watch running wants to know of it: counts, how much is waiting, and whether every loop is still going.

The loops say what they did (`Health`); it is given out as metrics in the text format of Prometheus 0.0.4 and as a short answer to "are you
well?". How that is served is known to `serving`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from closewatch import __version__

PATIENCE = 120.0
"""Seconds after which a loop that gave no sign is stuck, where it did not say that it needs longer."""

_PREFIX = "closewatch_watch_"


@dataclass(frozen=True)
class Metric:
    """One thing that is measured: its name after `closewatch_watch_`, what it is in words, the names of its labels.

    `goes_up` tells a count, which only grows while the watch runs, from a gauge.
    """

    name: str
    words: str
    labels: tuple[str, ...] = ()
    goes_up: bool = False


METRICS = (
    Metric("polls", "Addresses that were asked, by what came of it.", ("outcome",), goes_up=True),
    Metric("taken", "Originals that were taken in and read, by what became of them.", ("state",), goes_up=True),
    Metric("alerts", "Alerts that were put on the record, by kind.", ("kind",), goes_up=True),
    Metric("deliveries", "Messages to channels, by what came of them.", ("channel", "outcome"), goes_up=True),
    Metric("problems", "Problems that were met, by code.", ("code",), goes_up=True),
    Metric("sources", "Sources that are kept watch on."),
    Metric("failing", "Sources whose last poll was in vain."),
    Metric("failures_in_a_row", "The most polls in a row that were in vain at one source."),
    Metric("wanted", "Pages that feeds list and that did not come yet."),
    Metric("unread", "Originals that came and are not read yet."),
    Metric("untold", "Alerts that a channel was not told yet.", ("channel",)),
)
"""All that the loops may say."""

_MADE_HERE = (
    Metric("last_success_timestamp_seconds", "When a poll, a taking in or a delivery last went well.", ("what",)),
    Metric("heartbeat_timestamp_seconds", "When each loop last gave a sign.", ("loop",)),
    Metric("up", "1 where a loop goes on, 0 where it is stuck.", ("loop",)),
    Metric("start_timestamp_seconds", "When the watch was started."),
    Metric("build_info", "The version that runs.", ("version",)),
)

_WENT_WELL = {"polls": ("new", "unchanged"), "taken": ("new", "held", "holder"), "deliveries": ("told",)}
"""The last label of a count by which it went well."""

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Stuck:
    """A loop that gave no sign for so many seconds, and how many it said it would take at most."""

    loop: str
    seconds: float
    within: float


class Health:
    """What the loops of one watch said of themselves; any thread may speak at any time.

    >>> health = Health()
    >>> health.count("polls", outcome="new")
    >>> health.set("unread", 12)
    >>> health.beat("poller")
    >>> health.stuck()
    ()
    """

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._steady = wall, steady
        self._lock = threading.Lock()
        self._labels = {metric.name: metric.labels for metric in METRICS}
        self._counted = {metric.name for metric in METRICS if metric.goes_up}
        self._values: dict[tuple[str, Labels], float] = {}
        self._beats: dict[str, tuple[float, float, float]] = {}
        self._began = wall()

    def count(self, name: str, by: int = 1, **labels: str) -> None:
        """Count one more of something. Raises: ValueError when METRICS has no such count with these labels."""
        key = self._key(name, labels, counted=True)
        with self._lock:
            self._values[key] = self._values.get(key, 0) + by
            if key[1] and key[1][-1][1] in _WENT_WELL.get(name, ()):
                self._values["last_success_timestamp_seconds", (("what", name),)] = self._wall()

    def set(self, name: str, value: float, **labels: str) -> None:
        """Say how much of something there is now. Raises: ValueError when METRICS has no such gauge with these labels."""
        key = self._key(name, labels, counted=False)
        with self._lock:
            self._values[key] = value

    def total(self, name: str, **labels: str) -> int:
        """Give how much was counted, or is waiting, under a name; of those with certain labels where some are given."""
        with self._lock:
            return int(sum(value for (one, found), value in self._values.items() if one == name and labels.items() <= dict(found).items()))

    def beat(self, loop: str, within: float = PATIENCE) -> None:
        """Give a sign that a loop goes on, and say within how many seconds the next one comes."""
        with self._lock:
            self._beats[loop] = (self._wall(), self._steady(), within)

    def ended(self, loop: str) -> None:
        """Say that a loop has come to its end, so that nobody waits for it."""
        with self._lock:
            self._beats.pop(loop, None)

    def stuck(self) -> tuple[Stuck, ...]:
        """Name the loops that gave no sign for longer than they said."""
        with self._lock:
            beats, now = dict(self._beats), self._steady()
        since = ((loop, now - at, within) for loop, (_, at, within) in sorted(beats.items()))
        return tuple(Stuck(loop, seconds, within) for loop, seconds, within in since if seconds > within)

    def samples(self) -> tuple[tuple[str, Labels, float], ...]:
        """Give all that is known now: names, labels and values."""
        stuck = {one.loop for one in self.stuck()}
        with self._lock:
            values, beats = dict(self._values), dict(self._beats)
        found = [(name, labels, value) for (name, labels), value in values.items()]
        for loop, (at, _, _) in beats.items():
            found += [("heartbeat_timestamp_seconds", (("loop", loop),), at), ("up", (("loop", loop),), float(loop not in stuck))]
        found += [("start_timestamp_seconds", (), self._began), ("build_info", (("version", __version__),), 1.0)]
        return tuple(found)

    def _key(self, name: str, labels: dict[str, str], *, counted: bool) -> tuple[str, Labels]:
        wanted = self._labels.get(name)
        if wanted is None or set(wanted) != set(labels) or (name in self._counted) is not counted:
            raise ValueError(
                f"wanted one of the {'counts' if counted else 'gauges'} of METRICS with its labels, found {name} {sorted(labels)}"
            )
        return name, tuple((label, str(labels[label])) for label in wanted)


def metrics_text(samples: Iterable[tuple[str, Labels, float]], metrics: Sequence[Metric] = (*METRICS, *_MADE_HERE)) -> str:
    r"""Write samples in the text format of Prometheus, version 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).

    >>> print(metrics_text([("untold", (("channel", 'the "team"'),), 3.0)]), end="")
    # HELP closewatch_watch_untold Alerts that a channel was not told yet.
    # TYPE closewatch_watch_untold gauge
    closewatch_watch_untold{channel="the \"team\""} 3
    """
    by_name: dict[str, list[tuple[Labels, float]]] = {}
    for name, labels, value in samples:
        by_name.setdefault(name, []).append((labels, value))
    lines = []
    for metric in metrics:
        if metric.name in by_name:
            # The name of a count ends in _total (prometheus.io/docs/practices/naming).
            full = f"{_PREFIX}{metric.name}{'_total' if metric.goes_up else ''}"
            lines += [f"# HELP {full} {metric.words}", f"# TYPE {full} {'counter' if metric.goes_up else 'gauge'}"]
            lines += [f"{full}{_labelled(labels)} {_number(value)}" for labels, value in sorted(by_name[metric.name])]
    return "".join(f"{line}\n" for line in lines)


def _labelled(labels: Labels) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels) + "}" if labels else ""


def _escaped(value: str) -> str:
    kept = value.encode("utf-8", "replace").decode()
    return kept.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
