"""Reads what the text does with a figure: gives it, denies it, doubts it, supposes or fears it, takes it back, or reports none.

Knows the words near the number; the stance of the statement around it comes in as it was read.
"""

from __future__ import annotations

from closewatch.reading.sighted import Found, Sighting
from closewatch.reading.tokens import Tokens
from closewatch.terms.figure import Standing
from closewatch.terms.statement import Stance

_BY_STANCE = {Stance.DENIES: Standing.DENIED, Stance.DOUBTS: Standing.DISPUTED}
_VERIFIED = frozenset(("verified", "confirmed", "checked", "corroborated"))
_REFUSED = frozenset(
    "denied denies deny rejected rejects dismissed dismisses rebuffed refuted refutes fabrications fabricated false untrue wrong"
    " lie absurd baseless".split()
)
_WITHDRAWN = frozenset("retracted withdrawn withdrew retracts retract".split())
_CORRECTED = frozenset("revised corrected amended adjusted downgraded upgraded cut lowered raised scaled reduced increased".split())
"""Verbs that take a number back where it stands after "from": the estimate was revised from 500 to 380."""
_ESTIMATES = frozenset("estimate estimates figure figures count counts toll tally assessment total number claim projection".split())
_SUPPOSED = frozenset("leave bring mean cost need require give yield be take amount allow pay suffice earn".split())
"""What follows "would" where a number is worked out or supposed; "would send" is a plan and no supposition."""
_POSSIBLE = frozenset(("possible", "possibility", "theory", "theoretically", "conceivable", "hypothetically", "scenario"))
_NOBODY = frozenset(("nobody", "noone", "none", "never"))
_SAYS_HOW_MANY = frozenset("counted counts gave given gives named names saw seen said".split())
_SPEAKS_OF_STANDING = frozenset(
    (
        *_VERIFIED, *_WITHDRAWN, *_REFUSED, *_CORRECTED, *_POSSIBLE, *_NOBODY,
        *"unverified unconfirmed nor neither feared if would might could proof evidence plan plans provided".split(),
    )
)  # fmt: skip
"""One look for these spares most sentences a search for each of their figures."""


def read_standing(tokens: Tokens, sighting: Sighting, first: int, last: int, stance: Stance | None) -> tuple[Standing, Found]:
    """Say what the text does with a figure, and by which pieces: gives it, denies it, doubts it, fears it, or reports none."""
    if sighting.none_reported:
        return Standing.NONE_REPORTED, None
    if stance in _BY_STANCE:
        return _BY_STANCE[stance], None
    if _SPEAKS_OF_STANDING.isdisjoint(tokens.words[first:last]):
        return Standing.ASSERTED, None
    for place in range(first, last):
        found = _standing_at(tokens, sighting, place, first, stance)
        if found is not None:
            return found
    return Standing.ASSERTED, None


def _standing_at(tokens: Tokens, sighting: Sighting, place: int, first: int, stance: Stance | None) -> tuple[Standing, Found] | None:
    word, slot = tokens.words[place], sighting.slot
    ahead = 0 <= slot.first - place <= 8
    if word in ("unverified", "unconfirmed"):
        return Standing.UNVERIFIED, (place, place + 1)
    if word in _VERIFIED and "be" in tokens.words[max(first, place - 3) : place] and "not" in tokens.words[max(first, place - 5) : place]:
        return Standing.UNVERIFIED, (place, place + 1)
    if word in ("nor", "neither") and "confirm" in tokens.words[place : place + 6]:
        return Standing.UNVERIFIED, (place, place + 1)
    if word in ("proof", "evidence") and tokens.word(place + 1) in ("of", "that", "for") and ahead and _denied_before(tokens, place, first):
        return Standing.UNVERIFIED, (place, place + 1)
    if word in _WITHDRAWN:
        return Standing.RETRACTED, (place, place + 1)
    if word in _CORRECTED and _is_taken_back(tokens, sighting, place, first):
        return Standing.RETRACTED, (place, place + 1)
    if word in _REFUSED and stance is None and (place < slot.first or word not in ("denied", "denies", "rejected", "rejects")):
        return Standing.DENIED, (place, place + 1)
    if word in _NOBODY and ahead and tokens.word(place + 1) in _SAYS_HOW_MANY and slot.start - place <= 3:
        return Standing.DENIED, (place, place + 2)
    if word in ("plan", "plans") and 0 <= slot.first - place <= 12 and tokens.word(place - 1) == "no":
        return Standing.DENIED, (place - 1, place + 1)
    if word == "feared" and abs(place - slot.last) <= 6:
        return Standing.FEARED, (place, place + 1)
    return _supposed_at(tokens, sighting, place)


def _supposed_at(tokens: Tokens, sighting: Sighting, place: int) -> tuple[Standing, Found] | None:
    """If 500 died; it is possible that 500 died; 500 would have died; which would leave 500."""
    word, slot = tokens.words[place], sighting.slot
    if word == "if" and place < slot.first and tokens.word(place + 1) != "not" and not _closed(tokens, place, slot.first):
        return Standing.HYPOTHETICAL, (place, place + 1)
    if word in ("if", "provided") and 0 <= place - slot.last <= 6 and tokens.word(place - 1) in (",", "dead", "wounded"):
        return Standing.HYPOTHETICAL, (place, place + 1)
    if word in ("would", "might", "could") and tokens.word(place + 1) == "have" and place > slot.first:
        return Standing.HYPOTHETICAL, (place, place + 2)
    supposes = word == "would" and tokens.word(place + 1) in _SUPPOSED
    if supposes and 0 < slot.start - place <= 7 and not any(tokens.words[at] in ("and", ",", ";") for at in range(place, slot.start)):
        return Standing.HYPOTHETICAL, (place, place + 2)
    if word in _POSSIBLE and 0 < slot.start - place <= 9 and not _closed(tokens, place, slot.first):
        return Standing.HYPOTHETICAL, (place, place + 1)
    governed = 0 <= place - slot.noun_last <= 2 and tokens.word(place + 1) not in ("not", "be")
    if word in ("could", "might") and governed and sighting.measure in ("deployed", "strength", "recruited", "returned"):
        return Standing.HYPOTHETICAL, (place, min(place + 2, len(tokens.words)))
    return None


def _is_taken_back(tokens: Tokens, sighting: Sighting, place: int, first: int) -> bool:
    """The former of two values: the estimate was cut from 500 to 380; revised down to 380 from 500."""
    at = sighting.slot.start
    if tokens.word(at - 1) != "from" or not 0 < at - place <= 14:
        return False
    about = tokens.words[max(first, place - 8) : min(len(tokens.words), place + 6)]
    return tokens.words[place] in ("revised", "corrected", "amended", "adjusted") or not _ESTIMATES.isdisjoint(about)


def _denied_before(tokens: Tokens, place: int, first: int) -> bool:
    return any(word in ("no", "not", "nobody", "without", "never", "little") for word in tokens.words[max(first, place - 6) : place])


def _closed(tokens: Tokens, at: int, first: int) -> bool:
    """Whether the clause is over before the number."""
    return any(word in (";", ".") for word in tokens.words[at:first])
