"""The people whom a report names in full, by where they stand, by title, and by the first and last word of their names.

An index over `mentions.find_people`; who speaks is the business of `speakers`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from closewatch.reading.actors import country_in, known_actor
from closewatch.reading.antecedents import is_eastern
from closewatch.reading.drafts import Offsets
from closewatch.reading.kinds import noun_kind
from closewatch.reading.mentions import begins_clause, find_people

_ONE_NAME = re.compile(
    r"(?:(?<=[.!?”\"] )|(?<=\n)|(?<=\A))([A-Z][a-z]{2,})"
    r"(?= (?:was|is|had|has|said|says|told|asked|did|[a-z]+s|[a-z]+ed|sat|kept|wept|knew|went)\b|, (?:who|whose|not|aged|\d+|an?)\b| \()"
)
_HUMAN = re.compile(
    r"\b([A-Z][a-z]{2,}) (?:said|says|told|tells|asked|asks|remembers|remembered|recalls|recalled|laughs|laughed|nods|nodded|smiles|smiled"
    r"|weeps|wept"
    r"|is not (?:his|her) (?:real )?name|whispers|whispered|cries|cried|shrugs|shrugged|sits|was (?:born|\w+ when)|is (?:\w+ years|\d+))\b"
)
_INTRODUCED = re.compile(
    r"(?<![\w’'-])([A-Z][a-z]{2,})(?:, | \()"
    r"(?:who|whose (?:real |full |first |last )?name|not (?:his|her|their) real name|aged \d|\d{2}(?=[,)])|a pseudonym)\b"
)
"""How a feature brings in somebody with one name: "Samia, whose name has been changed,", "Samia (not her real name)", "Samia, 34,"."""
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w.’'-]* $")
_NO_NAMES = frozenset("she the they this that there here what who now then both some many most nobody somebody another others".split())


def find_single(text: str) -> list[tuple[int, int, str]]:
    """Find where people who go by one name open a sentence: names that do, somewhere in the text, what only people do.

    >>> find_single("Rivertown was dark. Amna was nine when it fell. Amna left.")
    [(20, 24, 'Amna')]
    """
    names = {
        name
        for name in {match[1] for match in _HUMAN.finditer(text)} | _introduced(text)
        if name.lower() not in _NO_NAMES and noun_kind(name) is None and country_in(name) is None and known_actor(name) is None
    }
    return [(match.start(), match.end(), match[1]) for match in _ONE_NAME.finditer(text) if match[1] in names]


def _introduced(text: str) -> set[str]:
    """The single names by which people are brought in; what follows another capital is the end of a full name."""
    found = _INTRODUCED.finditer(text)
    return {match[1] for match in found if _CAPITAL_BEFORE.search(text, max(0, match.start() - 25), match.start()) is None}


def opening(places: Sequence[tuple[int, int, str]], after: int, before: int) -> Sequence[tuple[int, int, str]]:
    """Give those of the places, sorted, that lie between two offsets.

    >>> opening([(3, 5, "Ann"), (9, 12, "Bo")], 4, 20)
    [(9, 12, 'Bo')]
    """
    return places[bisect_left(places, (after, 0, "")) : bisect_left(places, (before, 0, ""))]


_TITLED = dict.fromkeys(("doctor", "surgeon", "physician"), "dr")
"""Nouns that mean whoever was named with a title."""


class Register:
    """The people of a report, ready to be looked up."""

    def __init__(self, text: str) -> None:
        self.people = find_people(text)
        self.begins = sorted(
            (start, end, full) for full, places in self.people.items() for start, end, _ in places if begins_clause(text, start)
        )
        """Where somebody's name opens a sentence or clause."""
        self.single = find_single(text)
        """The same of people who go by one name."""
        self.titled: dict[str, list[tuple[int, int, str]]] = {}
        for start, end, full, titles in sorted(
            (first, last, full, titles) for full, places in self.people.items() for first, last, titles in places
        ):
            for title in titles:
                self.titled.setdefault(title, []).append((start, end, full))
        self.by_last: dict[str, list[str]] = {}
        for full in self.people:
            for word in {full.split()[0], full.split()[-1]}:
                self.by_last.setdefault(word, []).append(full)

    def bearers(self, noun: str) -> list[tuple[int, int, str]]:
        """Give where people are named with a title, or with one that a noun stands for: "the surgeon" after "Dr Ann Roe"."""
        return self.titled.get(noun) or self.titled.get(_TITLED.get(noun, ""), [])

    def fullest(self, name: str) -> tuple[str, Offsets | None]:
        """Give the fullest form of a person's name in the report, and where it first stands: "Volodymyr Zelenskyy" for "Zelenskyy".

        >>> Register("President Ann Roe came. Roe left.").fullest("Roe")
        ('Ann Roe', (10, 17))
        """
        last = name.split()[-1]
        best, where = name, None
        for full in self.by_last.get(last, []):
            places, words = self.people[full], full.split()
            if len(words) > len(best.split()) and (
                words[-1] == last or (" ".join(words[: len(name.split())]) == name and len(name.split()) == 1 and is_eastern(words))
            ):
                best, where = full, (places[0][0], places[0][1])
        return best, where
