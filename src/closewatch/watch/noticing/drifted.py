"""What a retelling changed: one alert for each pair of reports, with every change and both wordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import msgspec

from closewatch.ledger.views.bylines import bylines_of
from closewatch.ledger.views.drift import drifts_of
from closewatch.ledger.views.versions import versions_of
from closewatch.terms.alert import Alert, AlertKind
from closewatch.terms.claim import DriftKind, Link
from closewatch.terms.drift import Drift
from closewatch.watch.noticing.came import Came
from closewatch.watch.noticing.wording import MOST_PROOFS, outlet_words, quoted

CHANGES = {
    DriftKind.BOUND_DROPPED: "a bound left out",
    DriftKind.BOUND_INVERTED: "a bound turned round",
    DriftKind.MEASURE_CHANGED: "something else counted",
    DriftKind.PLANNED_TO_DONE: "a plan told as done",
    DriftKind.SCALE_LOST: "another scale",
    DriftKind.AMOUNT_CHANGED: "another amount",
    DriftKind.PERIOD_LOST: "the period left out",
    DriftKind.POPULATION_CHANGED: "other people",
    DriftKind.PLACE_CHANGED: "another place",
    DriftKind.ROLE_SWAPPED: "roles swapped",
    DriftKind.SPEAKER_CHANGED: "another speaker",
    DriftKind.DECLINE_TO_DENIAL: "no answer told as a denial",
    DriftKind.CERTAINTY_RAISED: "more certain",
}
"""What a retelling made of it, in a few words for each kind."""
MOST_CHANGES = 3
MOST_SIGNS = 70
"""How many changes of one pair are spelled out with both wordings, each cut to how many signs; the others are named."""

Pair = tuple[str, str]


def drifts_found(came: Came) -> Iterable[Alert]:
    """Tell of each pair of reports of which one retells the other with changes, where either of them came now.

    A change is told against one report only: where several had it first, against that from which most was changed. What a report makes of
    its own words in another place of it is seen there, and no copy that drifted.
    """
    by_pair: dict[Pair, list[Drift]] = {}
    query = "SELECT value FROM links WHERE kind = 'drifts' AND kind <> 'same-actor' AND seq > ? AND seq <= ? ORDER BY seq, id"
    for (value,) in came.tables.execute(query, (came.arrival.before, came.arrival.after)).fetchall():
        link = msgspec.json.decode(value, type=Link)
        for drift in drifts_of(came.tables, link):
            if came.arrival.report in (drift.here_words.report, drift.of_words.report):
                by_pair.setdefault((drift.here_words.report, drift.of_words.report), []).append(drift)
    told: Counter[tuple[str, DriftKind]] = Counter()
    for pair in sorted(by_pair, key=lambda pair: (-len(by_pair[pair]), pair)):
        new = [drift for drift in by_pair[pair] if not told[_change(drift)]] if pair[0] != pair[1] else []
        told.update({_change(drift) for drift in new})
        if new and pair[1] not in versions_of(came.tables, pair[0]):
            yield _drifted(came, pair, new)


def _change(drift: Drift) -> tuple[str, DriftKind]:
    return drift.here_words.exact, drift.kind


def _drifted(came: Came, pair: Pair, drifts: list[Drift]) -> Alert:
    bylines = bylines_of(came.tables, pair)
    here, there = (outlet_words(bylines[one].outlet if one in bylines else None) for one in pair)
    by_words: dict[tuple[str, str], list[Drift]] = {}
    for drift in sorted(drifts, key=lambda drift: len(drift.here_words.exact) + len(drift.of_words.exact)):
        by_words.setdefault((drift.here_words.exact.casefold(), drift.of_words.exact.casefold()), []).append(drift)
    told: set[DriftKind] = set()
    spelled: list[str] = []
    rest: list[Drift] = []
    for found in by_words.values():
        new = [drift for drift in found if drift.kind not in told]
        if new and len(spelled) < MOST_CHANGES:
            one, other = (quoted(words.exact, MOST_SIGNS) for words in (new[0].here_words, new[0].of_words))
            spelled.append(f"{_kinds(new)} ({one} for {other})")
        else:
            rest += new
        told |= {drift.kind for drift in found}
    if rest:
        spelled.append(f"also {_kinds(rest)}")
    words = f"{here} retells {there} with {'a change' if len(told) == 1 else 'changes'}: {'; '.join(spelled)}"
    proof = [words for drift in drifts[: MOST_PROOFS // 2] for words in (drift.here_words, drift.of_words)]
    alert = came.alert(AlertKind.DRIFT, words, proof)
    speakers = tuple(dict.fromkeys(drift.speaker.name for drift in drifts if drift.speaker))
    return replace(alert, about=pair, actors=speakers, reports=pair)


def _kinds(drifts: Iterable[Drift]) -> str:
    return ", ".join(dict.fromkeys(CHANGES[drift.kind] for drift in drifts))
