"""Reads what stretch of events a figure covers and what the text does with it: planned or so far, denied or feared.

Knows the words for scope and standing; the stance of the statement around a figure comes in as it was read.
"""

from __future__ import annotations

from closewatch.reading.sighted import Sighting
from closewatch.reading.tokens import Tokens
from closewatch.terms.figure import Scope, Standing
from closewatch.terms.statement import Stance

Found = tuple[int, int] | None
_BY_STANCE = {Stance.DENIES: Standing.DENIED, Stance.DOUBTS: Standing.DISPUTED}
_SCOPES = (
    (
        Scope.PLANNED,
        "will send|plans to|plan to|planned to|planning to|intends to|intend to|is to send|wants to|want to|preparing to"
        "|prepares to|prepared to|aims to"
        "|ready to send|poised to|promised to|pledged to|pledges to|promises to|the plan was|agreed to send|about to send|vowed to"
        "|are to be|is to be|hopes to",
    ),
    (
        Scope.FORECAST,
        "will be killed|could be killed|may be killed|might be killed|is expected to|are expected to|expected to|could die|will die"
        "|may die|could reach"
        "|may reach|might reach|will reach|could rise to|may rise to|is likely|forecast|projected|could be as|predicted"
        "|would be killed|might die|could soon",
    ),
    (Scope.AVERAGE, "on average|average of|an average|averages|averaged|averaging|average is|is the average|average"),
    (
        Scope.CUMULATIVE,
        "so far|to date|since the|since|in all|in total|altogether|a total of|total of|the total|as of|toll|year to date|until now"
        "|up to now"
        "|the whole campaign|overall|bringing the total|have been killed|had been killed|cumulative",
    ),
)
_INDEX: dict[str, list[tuple[tuple[str, ...], Scope]]] = {}
for _scope, _phrases in _SCOPES:
    for _phrase in _phrases.split("|"):
        _INDEX.setdefault(_phrase.split()[0], []).append((tuple(_phrase.split()), _scope))
_MORE = frozenset(("another", "further", "additional", "newly", "extra"))
_NEAR = 14
"""Pieces within which "will send" or "could be killed" still speaks of a number."""
_STOCKS = frozenset(("strength", "population", "trapped"))
_VERIFIED = frozenset(("verified", "confirmed", "checked", "corroborated"))
_REFUSED = frozenset(
    "denied denies deny rejected rejects dismissed dismisses rebuffed refuted refutes fabrications fabricated false untrue wrong"
    " lie absurd baseless".split()
)
_WITHDRAWN = frozenset("retracted withdrawn withdrew retracts retract".split())


def read_scope(tokens: Tokens, sighting: Sighting, first: int, last: int, stance: Stance | None) -> tuple[Scope, Found]:
    """Say what stretch of events a figure covers, and by which pieces; a figure that nothing marks is one of an event."""
    slot = sighting.slot
    marked = _marked(tokens, slot.first, first, last)
    if marked and marked[0] in (Scope.PLANNED, Scope.FORECAST):
        return marked
    near = tokens.words[max(first, slot.start - 3) : slot.first]
    behind = tokens.word(slot.last)
    for place in range(max(first, slot.start - 3), slot.first):
        if tokens.words[place] in _MORE:
            return Scope.INCREMENT, (place, place + 1)
    if behind in ("more", "further", "additional", "new", "newly") and tokens.word(slot.last + 1) != "than":
        return Scope.INCREMENT, (slot.last, slot.last + 1)
    if behind == "fewer" or "fewer" in near[-1:]:
        return Scope.DECREMENT, None
    if stance is Stance.INTENDS:
        return Scope.PLANNED, None
    if marked and (marked[0] is not Scope.CUMULATIVE or sighting.money is None):
        return marked
    if stance is Stance.PREDICTS:
        return Scope.FORECAST, None
    if sighting.measure in _STOCKS or (
        sighting.measure in ("deployed", "detained", "captured", "missing", "displaced") and _is_present(tokens, sighting, last)
    ):
        return Scope.STOCK, None
    return Scope.EVENT, None


def _marked(tokens: Tokens, at: int, first: int, last: int) -> tuple[Scope, Found] | None:
    """The strongest words of a sentence that say what stretch a number at a place covers."""
    best: tuple[Scope, Found] | None = None
    for place in range(first, last):
        for phrase, scope in _INDEX.get(tokens.words[place], ()):
            near_enough = scope is Scope.CUMULATIVE or abs(place - at) <= _NEAR
            stronger = best is None or _SCOPE_ORDER[scope] < _SCOPE_ORDER[best[0]]
            if near_enough and stronger and tuple(tokens.words[place : place + len(phrase)]) == phrase:
                best = (scope, (place, place + len(phrase)))
    return best


_SCOPE_ORDER = {Scope.PLANNED: 0, Scope.FORECAST: 1, Scope.AVERAGE: 2, Scope.CUMULATIVE: 3}


def _is_present(tokens: Tokens, sighting: Sighting, last: int) -> bool:
    after = tokens.words[sighting.slot.noun_last : min(sighting.slot.noun_last + 4, last)]
    return any(word in ("are", "is", "remain", "remains", "live", "now") for word in after[:2]) and not any(
        word in ("been", "said") for word in after
    )


def read_standing(tokens: Tokens, sighting: Sighting, first: int, last: int, stance: Stance | None) -> tuple[Standing, Found]:
    """Say what the text does with a figure, and by which pieces: gives it, denies it, doubts it, fears it, or reports none."""
    if sighting.none_reported:
        return Standing.NONE_REPORTED, None
    if stance in _BY_STANCE:
        return _BY_STANCE[stance], None
    slot = sighting.slot
    for place in range(first, last):
        word = tokens.words[place]
        if word in ("unverified", "unconfirmed"):
            return Standing.UNVERIFIED, (place, place + 1)
        if (
            word in _VERIFIED
            and "be" in tokens.words[max(first, place - 3) : place]
            and "not" in tokens.words[max(first, place - 5) : place]
        ):
            return Standing.UNVERIFIED, (place, place + 1)
        if word in ("nor", "neither") and "confirm" in tokens.words[place : place + 6]:
            return Standing.UNVERIFIED, (place, place + 1)
        if word in _WITHDRAWN:
            return Standing.RETRACTED, (place, place + 1)
        if word in _REFUSED and stance is None and (place < slot.first or word not in ("denied", "denies", "rejected", "rejects")):
            return Standing.DENIED, (place, place + 1)
        if word == "feared" and abs(place - slot.last) <= 6:
            return Standing.FEARED, (place, place + 1)
        if word == "if" and place < slot.first and tokens.word(place + 1) != "not" and not _closed(tokens, place, slot.first):
            return Standing.HYPOTHETICAL, (place, place + 1)
        if word in ("would", "might", "could") and tokens.word(place + 1) == "have" and place > slot.first:
            return Standing.HYPOTHETICAL, (place, place + 2)
    return Standing.ASSERTED, None


def _closed(tokens: Tokens, at: int, first: int) -> bool:
    """Whether the if-clause is over before the number."""
    return any(word in (";", ".") for word in tokens.words[at:first])
