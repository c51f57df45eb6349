"""Counts whose soldiers a report speaks of, and says which army it is about.

Knows the words by which a state's fighters are meant, from the first line; which figures are about them is read in `surroundings`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from closewatch.reading.nouns import class_of
from closewatch.reading.places import Named, NameKind

_BESIDE = 70
"""Characters behind the name of a nation in which its soldiers, or what soldiers do, must be named."""
_FORCES = frozenset(
    "army force contingent unit units losses brigade brigades battalion regiment division infantry prisoners captives servicemen"
    " deserters casualties".split()
)
_SPIES = frozenset(("spies", "spy", "general", "officers", "commander", "commanders"))
_FIGHTING = re.compile(
    r"(?: [a-z]+){0,8} (?:fight|fights|fought|fighting|combat|battle|deserted|deployed|captured|sent to (?:fight|the front|[A-Z]\w*)"
    r"|left their positions|taken off the front|(?:killed|wounded) or (?:wounded|killed)|have become casualties)\b"
)
_OWN_FORCE = re.compile(r"['’]s (?:own |elite |new |first |fallen |dead )?([A-Za-z]+)(?! intelligence| [A-Z])")
_LOST_MEN = re.compile(
    r"(?:['’]s \w+)?(?: [a-z]+){0,2} (?:lost|send|sends|sent|sending|deployed|dispatched|mobilised|mobilized)"
    r"[^.;]{0,40} (?:men|soldiers|troops|fighters)\b|[^.;]{0,40} (?:its|own) (?:soldiers|troops|army|fighters)\b"
)
_TITLE = re.compile(r"(?:chief|commander|head|leader|general|spokes\w+|minister|director|deputy|officer|staff)s? of (?:the )?\Z")
_CLAUSE = re.compile(r"[.,;:!?\"”\n]")
_OF_STATE = re.compile(r"([A-Za-z]+(?:s|men)) (?:of|from) (?:the )?\Z")
_MOSTLY = 3


def armies_of(text: str, names: Sequence[Named]) -> Counter[str]:
    """Count how often a text speaks of a country's soldiers, so that its "North Koreans" are known for soldiers from the first line.

    >>> from closewatch.reading.places import find_names
    >>> text = "North Koreans lost. The North Korean elite troops went home. Pyongyang's troops fought."
    >>> armies_of(text, find_names(text))
    Counter({'KP': 2})
    """
    found: Counter[str] = Counter()
    for named in names:
        beside = text[named.end : named.end + _BESIDE]
        if named.kind is NameKind.DEMONYM:
            following = [word.lower() for word in _CLAUSE.split(beside, maxsplit=1)[0].split()[:3]]
            if any(class_of(word) == "combatant" or word in _FORCES for word in following) or (
                text[named.end - 1 : named.end] == "s" and _FIGHTING.match(beside)
            ):
                found[named.country] += 1
        elif named.kind in (NameKind.STATE, NameKind.METONYM):
            of_state = _OF_STATE.search(text, max(0, named.start - _BESIDE), named.start)
            by_state = of_state is not None and class_of(of_state[1].lower()) == "combatant"
            in_a_title = _TITLE.search(text, max(0, named.start - _BESIDE), named.start) is not None
            if by_state or (_owns_fighters(beside) and not in_a_title) or _LOST_MEN.match(beside):
                found[named.country] += 1
    return found


def _owns_fighters(beside: str) -> bool:
    """Russia's soldiers; but not Ukraine's forces where they only make a title, or its military intelligence."""
    owned = _OWN_FORCE.match(beside)
    return (
        owned is not None and owned[1].lower() not in _SPIES and (class_of(owned[1].lower()) == "combatant" or owned[1].lower() in _FORCES)
    )


def main_army(armies: Counter[str]) -> str | None:
    """Give the country whose army a report is about: the only one, or the one spoken of at least three times as often as any other.

    >>> main_army(Counter(KP=6, RU=1)), main_army(Counter(UA=2, RU=2))
    ('KP', None)
    """
    ranked = armies.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _MOSTLY * ranked[1][1]):
        return None
    return ranked[0][0]
