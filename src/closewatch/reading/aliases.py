"""Names that a report gives to somebody after it described them: "The teacher - call him Idris -", "She gave her name as Hawa".

Finds the words for the one described and the name; who that is, and what else was said under the description, is told by `speakers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from closewatch.reading.drafts import Offsets

_NAME = r"[\"“‘']?(?P<name>(?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][\w’-]+(?: [A-Z][\w’-]+)?)"
_PHRASE = r"(?P<who>\b(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Tt]his|[Oo]ur|[Mm]y) (?:[\w-]+ ){0,3}[\w-]+)"
_GIVING = (
    r"(?:g(?:a|i)ve(?:s|n)? (?P<pro>his|her|their) (?:first )?name (?:only )?as"
    r"|ask(?:s|ed) (?:us |me )?to be (?:called|known as|named)"
    r"|want(?:s|ed) to be called|go(?:es)? by(?: the name(?: of)?)?|went by(?: the name(?: of)?)?"
    r"|ask(?:s|ed) (?:us|me) to call (?P<pro2>him|her|them))"
)
_CALL = rf"[Cc]all (?P<pro>him|her|them) {_NAME}"
_ALIASES = (
    re.compile(rf"{_PHRASE}(?:, | [-–—] | ?\(|[–—])(?:(?:I|we|you)(?: will|['’]ll| shall| may| can)? |let us |let['’]s )?{_CALL}"),
    re.compile(rf"(?:{_PHRASE}|\b(?P<he>[Ss]?[Hh]e|They|they)),?(?: who)? {_GIVING} {_NAME}"),
    re.compile(
        rf"(?:{_PHRASE}|\b(?P<he>[Ss]?[Hh]e))[^.\n“”\"]{{0,80}}?[.!]\s+(?:(?:I|We|Let us|Let['’]s)(?: will|['’]ll| shall)? )?{_CALL}"
    ),
    re.compile(rf"{_NAME},? as (?:we|I)(?: will|['’]ll| shall)? call (?P<who>an? (?:[\w-]+ ){{0,2}}[\w-]+)"),
)
_GENDERS = {"him": "m", "his": "m", "he": "m", "her": "f", "she": "f"}


@dataclass(frozen=True, slots=True)
class Alias:
    """Somebody's description or pronoun at its place, the name given to them, where it stands, and their gender where a pronoun tells."""

    who: Offsets
    name: str
    at: int
    gender: str | None


def find_aliases(text: str) -> list[Alias]:
    """Find where a text gives a name to somebody whom it described, in the order of the names.

    >>> [(text.name, text.gender) for text in find_aliases("The teacher - call him Idris - left. The baker went by Ola.")]
    [('Idris', 'm'), ('Ola', None)]
    """
    found: dict[int, Alias] = {}
    low = text.lower()
    for pattern in _ALIASES if any(hint in low for hint in ("call", "name", " by ")) else ():
        for match in pattern.finditer(text):
            given = match.groupdict()
            pronoun = given.get("pro") or given.get("pro2") or given.get("he") or ""
            who = match.span("who") if given.get("who") else match.span("he")
            found.setdefault(match.start("name"), Alias(who, match["name"], match.start("name"), _GENDERS.get(pronoun.lower())))
    return [found[at] for at in sorted(found)]
