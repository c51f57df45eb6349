"""Why two figures are not held against each other: the difference, by name and in the words of the reports.

The rules are those of `compare`; this only says which of them kept two answers apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from closewatch.ledger.views.compare import PASSING, Held, apart, compared_by, place_part, population_part
from closewatch.ledger.views.conflicts import room_taken, words_of
from closewatch.terms.claim import Conflict, QuestionKey
from closewatch.terms.countries import country_name
from closewatch.terms.history import SideBySide
from closewatch.terms.tolerance import POLICY

MOST_CLAIMS = 60
"""Of how many claims every pair is looked at; a question that has more is read by its conflicts."""

FAMILIES = (
    ("killed", "wounded", "casualties", "missing", "captured", "surrendered", "deserted"),
    ("deployed", "strength", "recruited", "returned"),
    ("displaced", "evacuated", "returned", "trapped", "affected", "population"),
    ("captured", "detained", "abducted", "released"),
    ("destroyed", "damaged", "launched", "intercepted"),
    ("paid", "cost"),
)
"""Measures that are often taken for one another: they are shown side by side and never held against each other."""

LUMPED = {"casualties": "casualties lump killed, wounded and often more together", "strength": "strength is who is there, not who was sent"}


def side_by_side(answers: Sequence[Held], conflicts: Iterable[Conflict]) -> tuple[tuple[SideBySide, ...], int]:
    """Give the pairs of claims whose amounts differ without a conflict, each with the least difference, and how many were not looked at."""
    fought = {frozenset((conflict.left, conflict.right)) for conflict in conflicts}
    by_claim: dict[str, list[Held]] = {}
    for one in answers:
        by_claim.setdefault(one.claim, []).append(one)
    shown = sorted(by_claim, key=lambda claim: (-len(by_claim[claim]), claim))[:MOST_CLAIMS]
    shown.sort(key=lambda claim: (by_claim[claim][0].least, by_claim[claim][0].most, claim))
    amounts = {claim: {one.figure.amount for one in by_claim[claim]} for claim in shown}
    found = []
    for left, right in combinations(shown, 2):
        if frozenset((left, right)) not in fought and not all(one.meets(other) for one in amounts[left] for other in amounts[right]):
            beside = _least(by_claim[left], by_claim[right])
            if beside:
                found.append(beside)
    return tuple(found), _pairs(len(by_claim)) - _pairs(len(shown))


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _least(lefts: Sequence[Held], rights: Sequence[Held]) -> SideBySide | None:
    """Find the two answers of two claims that differ in the fewest things; None where they are one origin's, or meet as they were said."""
    best: tuple[Held, Held] | None = None
    least: tuple[str, ...] = ()
    for left in lefts:
        for right in rights:
            if left.actor == right.actor or left.answer.figure.amount.meets(right.answer.figure.amount):
                continue
            differs = _differs(left, right)
            if differs and (best is None or len(differs) < len(least)):
                best, least = (left, right), differs
                if len(differs) == 1:
                    return SideBySide(left.claim, right.claim, differs, _because(left, right))
    return SideBySide(best[0].claim, best[1].claim, least, _because(*best)) if best else None


def _differs(left: Held, right: Held) -> tuple[str, ...]:
    """Name what two answers differ in besides; nothing where they can both hold as they were said."""
    if not apart(left, right):
        return ("about",) if left.room or right.room else ()
    found = []
    if left.scope is not right.scope and not (left.is_rate and right.is_rate):
        found.append("scope")
    elif compared_by(left, right) is None:
        found.append("as_of")
    if population_part(left, right):
        found.append("population")
    if place_part(left.figure.place, right.figure.place):
        found.append("place")
    return tuple(found)


def _because(left: Held, right: Held) -> str:
    amounts = f"{left.words} and {right.words}"
    if not apart(left, right):
        return f"{amounts} can both hold{room_taken(left, right)}: {POLICY}"
    said = []
    if left.scope is not right.scope and not (left.is_rate and right.is_rate):
        said.append(f"one is {_scope(left)}, the other {_scope(right)}")
    elif compared_by(left, right) is None:
        said.append(_dates(left, right))
    for name, part in (("population", population_part(left, right)), ("place", place_part(left.figure.place, right.figure.place))):
        if part:
            said.append(f"{name}: {_narrower(left, right, name, part)}")
    return f"{amounts}: {'; '.join(said)}"


def _narrower(left: Held, right: Held, name: str, part: str) -> str:
    """Say which population or place is the narrower one, in the words of the reports where these tell the two apart."""
    words = [words_of(one.figure, name) or "all" for one in (left, right)]
    if words[0] == words[1] and name == "population" and left.subset != right.subset:
        return f"“{words[0]}”, the {'first' if left.subset else 'second'} counted as a part of another number"
    more = {"left": ", the first a part of the second", "right": ", the second a part of the first"}.get(part, "")
    return f"“{words[0]}” and “{words[1]}”{more}"


_SCOPES = {
    "event": "of one event", "cumulative": "a total so far", "increment": "an increase", "decrement": "a decrease",
    "stock": "a number at one time", "average": "an average", "planned": "a plan", "forecast": "a forecast",
}  # fmt: skip


def _scope(one: Held) -> str:
    return _SCOPES[one.scope.value]


def _dates(left: Held, right: Held) -> str:
    days = [_day(one) for one in (left, right)]
    if None in days:
        which = "neither has" if days[0] == days[1] else "the first has no" if days[0] is None else "the second has no"
        return f"{which}{' a' if which == 'neither has' else ''} known date"
    if left.scope in PASSING:
        return "each is of days of its own"
    earlier, later = sorted((left, right), key=lambda one: one.last or 0)
    if earlier.until is not None and later.last is not None and later.last >= earlier.until:
        return f"as of {days[0]} and {days[1]}; the earlier one was revised by its own origin meanwhile"
    return f"as of {days[0]} and {days[1]}, too far apart to be held against each other"


def _day(one: Held) -> str | None:
    as_of = one.figure.as_of
    if as_of is None or (as_of.start is None and as_of.end is None):
        return None
    return str(as_of.end or as_of.start) if as_of.start in (as_of.end, None) else f"{as_of.start} to {as_of.end or 'open'}"


def key_difference(key: QuestionKey, other: QuestionKey) -> tuple[str, str] | None:
    """Name the one part in which two keys differ, and say why figures under them are not compared; None where more differs, or nothing.

    >>> from dataclasses import replace
    >>> killed = QuestionKey("killed", "person", None, "KP", "combatant", "RU")
    >>> key_difference(killed, replace(killed, measure="casualties"))[0], key_difference(killed, replace(killed, measure="paid"))
    ('measure', None)
    """
    names = ("measure", "unit", "per", "population_country", "population_class", "place_country")
    parts = [name for name in names if getattr(key, name) != getattr(other, name)]
    if len(parts) != 1:
        return None
    (name,) = parts
    ours, theirs = (getattr(one, name) for one in (key, other))
    if name == "measure":
        if not any(ours in family and theirs in family for family in FAMILIES):
            return None
        lumped = next((LUMPED[one] for one in (theirs, ours) if one in LUMPED), "")
        return name, f"{ours} against {theirs}" + (f": {lumped}" if lumped else "")
    if key.measure == "other":
        return None
    shown = [country_name(one) if one and name.endswith("country") else one or "not said" for one in (ours, theirs)]
    what = {"population_country": "nationality", "population_class": "class", "place_country": "place"}.get(name, name)
    return name.partition("_")[0], f"{what}: {shown[0]} against {shown[1]}"
