"""Finds villages, camps and the like that no gazetteer lists, by the words that place them: the village of Maryino, near Plekhovo.

Gives their names alone, with the country and region only where the words beside them say so; which country is meant otherwise is filled in
by `settling` from the report. Listed places are found in `places`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from closewatch.reading.places import Named, NameKind
from closewatch.reading.words import MONTHS, WEEKDAYS

_NAME = r"[A-Z][^\W\d_]+(?:[-’'ʼ](?!s\b)[A-Z]?[^\W\d_]+)*"
_LONG_NAME = rf"{_NAME}(?: {_NAME}){{0,2}}"
_PLACED = re.compile(
    rf"\b(?:(?P<list>(?:villages|towns|hamlets|settlements) of (?P<all>{_NAME}(?:, {_NAME})* and {_NAME}))"
    rf"|(?P<sure>(?:[Vv]illage|[Tt]own|[Hh]amlet|[Ss]ettlement|[Pp]ort|[Cc]amp|[Oo]utskirts|[Cc]ity|[Ww]ell|[Oo]asis|[Vv]alley"
    rf"|[Mm]ine|[Qq]uarter|[Ss]uburb|[Ii]sland|[Cc]ommune|[Ff]all|[Ss]iege|[Bb]attle|[Rr]ecapture|[Ss]eizure) of|[Bb]attle for"
    rf"|[Nn]ear|[Oo]utside) (?P<near>{_LONG_NAME})"
    rf"|(?:[Ii]n|[Ff]led|[Ff]lee|[Rr]etake|[Rr]etook|[Rr]each|[Rr]eached) (?P<inside>{_LONG_NAME}))"
)
_NO_PLACE = frozenset((*WEEKDAYS, *MONTHS)) | frozenset(
    "christmas easter ramadan god parliament congress english russian korean ukrainian arabic french spanish german"
    " telegram facebook twitter youtube earth heaven defence defense addition total all both his her its their my our this that these"
    " those what which an the a i he she it they we you mr mrs ms dr gen col st north south east west northern southern eastern western"
    " central".split()
)
_OF_SOMETHING = frozenset(
    "lake mount river bridge street square hospital university airport house hotel park church mosque school office ministry palace court"
    " station tower hall base camp prison general president prime minister king sir lord".split()
)
"""Words that make a long name one of something else than a town or village."""
_GOES_ON = re.compile(r"[ &/’'-]+[A-Z&]|[’']s\b")
_WIDER = re.compile(r",? (?:in |a village in |a town in )?(?:the |Russia's |Ukraine's )?")
_RUN = re.compile(_LONG_NAME)
_SMALL = re.compile(r"\b[^\W\d_A-Z][^\W\d_]+")
_OFTEN = 2
"""Times that a name must stand in a report, if only "in" says that it is a place."""


def find_unlisted(text: str, names: Sequence[Named]) -> list[Named]:
    """Find the places that a text names and no gazetteer lists, in the order of the text; `names` are the listed ones.

    A name whose country is not said beside it has none (an empty code).

    >>> from closewatch.reading.places import find_names
    >>> text = "Shells fell near Maryino, in the Kursk region."
    >>> [(named.name, named.country, named.region) for named in find_unlisted(text, find_names(text))]
    [('Maryino', 'RU', 'Kursk')]
    """
    found: list[Named] = []
    sure: set[str] = set()
    maybe: list[tuple[int, int]] = []
    starts: list[int] = []
    for match in _PLACED.finditer(text):
        starts = starts or [named.start for named in names]
        which = "all" if match["all"] else "near" if match["near"] else "inside"
        start, end = match.span(which)
        word = text[start:end]
        if _is_listed(names, starts, start, end) or word.lower() in _NO_PLACE or word.isupper() or _GOES_ON.match(text, end):
            continue
        if not _OF_SOMETHING.isdisjoint(word.lower().split()):
            continue
        if which == "inside":
            maybe.append((start, end))
        else:
            sure.add(word)
            found.append(_named(text, start, end, names, starts))
    runs = [(match.start(), match.end()) for match in _RUN.finditer(text)] if sure or maybe else []
    taken = {named.start for named in found}
    for start, end in runs:
        if text[start:end] in sure and start not in taken and not _is_listed(names, starts, start, end):
            found.append(_named(text, start, end, names, starts))
    taken = {named.start for named in found}
    often = Counter(text[start:end] for start, end in runs)
    maybe = [(start, end) for start, end in maybe if start not in taken]
    small = set(_SMALL.findall(text)) if maybe else set[str]()
    for start, end in maybe:
        word = text[start:end]
        if word in sure or (often[word] >= _OFTEN and word.lower() not in small):
            found.append(_named(text, start, end, names, starts))
    return sorted(found, key=lambda named: named.start)


def _is_listed(names: Sequence[Named], starts: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(starts, end)
    return at > 0 and names[at - 1].end > start


def _named(text: str, start: int, end: int, names: Sequence[Named], starts: Sequence[int]) -> Named:
    """A place with the country and region that the words behind it give: near Maryino, in the Kursk region."""
    at = bisect_left(starts, end)
    wider = names[at] if at < len(names) and _WIDER.fullmatch(text, end, names[at].start) else None
    if wider is None or wider.kind in (NameKind.DEMONYM, NameKind.METONYM):
        return Named(start, end, text[start:end], "", NameKind.VILLAGE)
    region = wider.name if wider.kind is NameKind.REGION else wider.region
    return Named(start, end, text[start:end], wider.country, NameKind.VILLAGE, region)
