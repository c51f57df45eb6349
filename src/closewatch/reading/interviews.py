"""Interviews printed as questions and answers without labels: who answers, who asks, and whom "I" and "you" mean there.

Finds the paragraphs that ask and the place where the guest is named; transcripts with a label on each turn are the business of `turns`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from closewatch.reading.drafts import Offsets
from closewatch.reading.kinds import is_plural
from closewatch.reading.mentions import Places
from closewatch.reading.sentences import Paragraph

_TOLD = re.compile(r"\b(?:interview|Q ?& ?A|questions and answers|in conversation with)", re.IGNORECASE)
_WITH = re.compile(r"\b(?:[Ii]nterview(?:s|ed|ing)?(?: with| of)?|[Ii]n conversation with|Q ?& ?A with) (?!by )")
"""Words behind which somebody who is interviewed is named."""
_BY = re.compile(
    r"\b(?:interviewed by|tells|talk(?:s|ed)? (?:to|with)|sp(?:eaks?|oke) (?:to|with)|sat down with|sits down with|answers?)\b"
)
"""Words before which somebody who is interviewed is named."""
_DESCRIBED = re.compile(r"\b[Ii]nterview(?:s|ed)?(?: with)? ((?:the|an?)(?: [a-z][\w’'-]*){1,6})")
_ANOTHER = re.compile(r"[.!?\n]|\b(?:about|on|over|regarding|after|before|whose|who|which|that|why|how)\b")
"""What stands between the word for an interview and a name that is no longer its guest's."""
_ELSEWHERE = re.compile(r"\b[Ii]n an? (?:[\w-]+ ){0,2}$")
"""What stands before "interview" where another one is told of."""
_TALKED = re.compile(r"\b(?:sat down|sits down|spoke|speaks|talk(?:s|ed)|caught up) (?:to |with )+")
"""Words behind which whoever asks is named too: "the minister sat down with Ann Roe"."""
_NO_GUEST = re.compile(r"['’]s\b|['’]$|\b(?:of|[Ii]nterview|[Hh]ow|[Ww]hy|[Ww]hat|[Mm]y|[Oo]ur|[Ww]hen|[Ww]here)\b|^\S+$")
_CREDIT = re.compile(r"(?:[Ii]mages?|[Pp]hotos?|[Pp]hotographs?|[Pp]ictures?|[Cc]redit|[Ss]ource)(?: by|:|;) ?$")
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_FIRST = re.compile(r"\bI\b")
_SHORT = 300
"""Characters below which a paragraph that ends with a question mark asks even where it addresses nobody."""
_LONGEST = 1_200
_INTRODUCTION = 6_000
"""Characters before the first question in which the guest is looked for."""
_MANY = 3
"""Questions that address somebody which make an interview even where none is told of."""
_NEAR = 160
"""Characters from the word for an interview to the name."""
_MOST = 2_000
"""Paragraphs that are looked at."""


@dataclass(frozen=True, slots=True)
class Interview:
    """Where a report names or describes the one who answers and the one who asks, and where its questions stand."""

    guest: Offsets
    asker: Offsets | None
    questions: tuple[Offsets, ...]
    several: bool = False
    """Whether the guest is only described, as several: "the owners"; nobody knows which of them then says "I"."""

    def meant(self, words: str, place: int) -> Offsets | None:
        """Say where the one is named whom "I", "we" or "you" mean at a place outside of quotations; None where they mean nobody known.

        >>> interview = Interview((15, 22), None, ((40, 60),))
        >>> interview.meant("I", 70), interview.meant("you", 45), interview.meant("you", 70), interview.meant("I", 45)
        ((15, 22), (15, 22), None, None)
        """
        number = bisect_right(self.questions, place, key=lambda question: question[0]) - 1
        asking = number >= 0 and place < self.questions[number][1]
        if words.lower() in ("you", "your"):
            return self.guest if asking else None
        if words.lower() in ("we", "us", "our") or (words.lower() in ("i", "me", "my") and (asking or not self.several)):
            return self.asker if asking else self.guest
        return None


def find_interview(text: str, paragraphs: Sequence[Paragraph], people: Mapping[str, Places]) -> Interview | None:
    """Find whether a report is an interview, with whom; `people` are those it names in full, by their names.

    None where too few questions address somebody, where no interview is told of, or where nobody tells with whom.
    """
    questions = _questions(text, paragraphs[:_MOST])
    addressed = sum(_YOU.search(text, *place) is not None for place in questions)
    if not addressed:
        return None
    before = text[: min(questions[0][0], _INTRODUCTION)]
    named = sorted(
        (start, end, full)
        for full, places in people.items()
        for start, end, _ in places
        if end <= len(before) and not _NO_GUEST.search(full) and _CREDIT.search(before, max(0, start - 12), start) is None
    )
    first = before.find("\n")
    title = [place for place in named if place[1] <= first]
    guest = _named_after(before, named) or _named_ahead(before[: max(first, 0)], title) or _alone(title)
    if _TOLD.search(before) is None and guest is None and addressed < _MANY:
        return None
    if guest is None and (described := _DESCRIBED.search(before)) is not None:
        several = is_plural(described[1].split(" of ")[0].split()[-1])
        return Interview(described.span(1), None, tuple(questions), several)
    talked = [place for match in _TALKED.finditer(before) if (place := _named_behind(before, match.end(), named)) is not None]
    guest = guest or _alone(named) or next(iter(talked), None)
    if guest is None:
        return None
    name = text[slice(*guest)].split()[-1]
    asker = next((place for place in talked if text[slice(*place)].split()[-1] != name), None)
    return Interview(guest, asker, tuple(questions))


def _questions(text: str, paragraphs: Sequence[Paragraph]) -> list[Offsets]:
    """The paragraphs that ask: they end with a question mark, outside of quotation marks, and do not go on answering.

    So does whatever addresses somebody by "I" and "you" before the first of them.
    """
    found: list[Offsets] = []
    after = False
    for paragraph in paragraphs:
        words = text[paragraph.start : paragraph.end].rstrip()
        asks, opens = words.endswith("?") and not words.startswith(('"', "“")), not found and len(words) <= _SHORT
        addressed = (asks or opens) and _YOU.search(words) is not None
        asks = asks and len(words) <= (_LONGEST if addressed else _SHORT)
        opens = opens and addressed and _FIRST.search(words) is not None and '"' not in words
        after = (asks and not (after and len(words) > _SHORT)) or (opens and not after)
        if after:
            found.append((paragraph.start, paragraph.end))
    return found


def _named_after(before: str, named: Sequence[tuple[int, int, str]]) -> Offsets | None:
    """Whoever is named right behind the words for an interview."""
    matches = (match for match in _WITH.finditer(before) if _ELSEWHERE.search(before, 0, match.start()) is None)
    return next((place for match in matches if (place := _named_behind(before, match.end(), named)) is not None), None)


def _named_ahead(title: str, named: Sequence[tuple[int, int, str]]) -> Offsets | None:
    """Whoever a title names right before "interviewed by" or "tells"."""
    for match in _BY.finditer(title):
        near = [(start, end) for start, end, _ in named if match.start() - _NEAR <= start and end <= match.start()]
        near = [place for place in near if _ANOTHER.search(title, place[1], match.start()) is None]
        if near:
            return near[-1]
    return None


def _named_behind(before: str, at: int, named: Sequence[tuple[int, int, str]]) -> Offsets | None:
    """The first person named behind a place, with nothing between that tells of another; nobody where two are named together."""
    places = [(start, end) for start, end, _ in named if at <= start <= at + _NEAR and _ANOTHER.search(before, at, start) is None]
    together = len(places) > 1 and before[places[0][1] : places[1][0]].strip(" ,") in ("and", "&")
    return places[0] if places and not together else None


def _alone(named: Sequence[tuple[int, int, str]]) -> Offsets | None:
    """The one person whom a stretch names."""
    return named[0][:2] if len({full.split()[-1] for _, _, full in named}) == 1 else None
