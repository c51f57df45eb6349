"""Finds the dates that a sentence gives: as of Monday, by late December, on 13 January 2025, since spring, between 8 and 13 October.

Puts together what `dates` and `moments` read with the words that open and join them. Which of the dates a figure holds for is decided in
`asof`. Nothing is made more precise than it was said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from closewatch.reading.dates import Now, Spoken, Stretch, bare, read_written
from closewatch.reading.distractors import MONTH_NUMBERS
from closewatch.reading.moments import ORDINALS, read_moment
from closewatch.reading.numerals import TENS, UNITS
from closewatch.reading.tokens import Tokens
from closewatch.reading.words import WEEKDAYS
from closewatch.terms.when import Dated, KnownFrom, PartialDate

_OPENINGS = frozenset("since by as until before after in on at from during over within of between through throughout".split())
_DATES_AN_EVENT = frozenset(("on", "in", "of", "from", "at", "during"))
_PAST_OPENINGS = frozenset(("the", "of", "early", "late", "last", "next"))
_AHEAD = frozenset(
    "will would expects expect expected expecting plans plan planned planning could may might intends shall going predicts predicted"
    " forecast projected wants hopes ordered due scheduled ready".split()
)
_BREAKS = frozenset(",;:.()")
_SINCE_REACH = 14
"""Pieces between "since" and the date of what it names: since the earthquake of 28 March; since Hamas attacked on 7 October."""
_NEAR = 10
"""Pieces before a date in which a word that looks ahead makes the date a coming one."""


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """Words that date something: pieces `first` to `last` (excluded), and the period they stand for.

    `since` tells a period that goes on until it is spoken of; `ahead` one that lies after publication. `named` is the day or stretch that
    stands there by itself, whatever opens it.
    """

    first: int
    last: int
    dated: Dated
    since: bool = False
    ahead: bool = False
    named: tuple[date, date] | None = None


def find_dates(
    tokens: Tokens,
    first: int,
    last: int,
    published: PartialDate | None,
    spoken: Spoken = (None, None),
    headline: bool = False,
) -> list[DatePhrase]:
    """Find the dated words of the sentence in pieces `first` to `last`, resolved against the day of publication.

    `spoken` are the periods last spoken of before the sentence, from which "two days earlier" and "that year" count. A headline looks
    ahead by a bare infinitive ("troops to reach the front on 1 November").

    >>> from closewatch.reading.tokens import cut
    >>> tokens = cut("By 13 January 2025 about 300 were dead.")
    >>> find_dates(tokens, 0, 8, None)[0].dated.start
    datetime.date(2025, 1, 13)
    """
    today = publication_day(published)
    found: list[DatePhrase] = []
    past = first
    for at in [at for at, word in enumerate(tokens.words[first:last], first) if bare(word) in _STARTERS or word[0].isdigit()]:
        if at < past:
            continue
        opening = _opening(tokens, at, max(first, past))
        if opening is None or tokens.words[opening] in _DATES_AN_EVENT:
            opening = _since(tokens, at, max(first, past), opening)
        now = Now(today, spoken, _looks_ahead(tokens, at, opening, first, headline))
        stretch = read_written(tokens, at, now) or read_moment(tokens, at, now)
        if stretch is None or stretch.after > last:
            continue
        past = stretch.after
        phrase = _phrase(tokens, at, opening, stretch, today)
        if phrase is None:
            continue
        if found and _joined(tokens, found[-1], phrase):
            phrase = _join(found.pop(), phrase)
        found.append(phrase)
        if phrase.named and not phrase.ahead:
            period = phrase.named
            spoken = (period, spoken[1]) if (period[1] - period[0]).days <= 31 else (spoken[0], period)
    return found


def publication_day(published: PartialDate | None) -> date | None:
    """Give the day of publication, where it is known to the day: a month or a year resolves no weekday.

    >>> publication_day(PartialDate("2024-11-19")), publication_day(PartialDate("2024-11"))
    (datetime.date(2024, 11, 19), None)
    """
    return published.period().end if published and len(published.iso) >= 10 else None


def as_published(published: PartialDate | None) -> Dated | None:
    """The period of publication, for a figure that the text does not date."""
    if published is None:
        return None
    period = published.period()
    return Dated(period.start, period.end, KnownFrom.PUBLISHED)


def _opening(tokens: Tokens, at: int, floor: int) -> int | None:
    """The word that opens a date phrase, over "the end of" and the like: since, by, as (of), in, on."""
    for place in range(at - 1, max(at - 4, floor - 1), -1):
        word = tokens.words[place]
        if word == "of" and tokens.word(place - 1) == "as":
            return place - 1
        if word in _PAST_OPENINGS:
            continue
        return place if word in _OPENINGS else None
    return None


def _since(tokens: Tokens, at: int, floor: int, opening: int | None) -> int | None:
    """The "since" that opens a period with what happened on a date: since the earthquake of 28 March."""
    for place in range(at - 1, max(at - 1 - _SINCE_REACH, floor - 1), -1):
        word = tokens.words[place]
        if word == "since":
            return place if tokens.words[place + 1] != "then" else opening
        if (word in _BREAKS and word not in ("(", ")")) or word[0].isdigit():
            return opening
    return opening


def _looks_ahead(tokens: Tokens, at: int, opening: int | None, first: int, headline: bool) -> bool:
    """Whether a date lies ahead of the report: expected by early November; will go on 1 November; a headline's "to reach ... on"."""
    if opening is None or tokens.words[opening] in ("since", "as", "of"):
        return False
    floor = first if tokens.words[opening] in ("by", "before", "until") else max(first, opening - _NEAR)
    for place in range(floor, opening):
        word = tokens.words[place]
        if word in _AHEAD and not (word == "may" and tokens.capital(place)) and tokens.word(place + 1) not in ("have", "had"):
            return True
        if headline and word == "to" and tokens.word(place + 1).isalpha() and not tokens.capital(place + 1):
            return True
        if word in ("is", "are") and tokens.word(place + 1) == "to":
            return True
    if tokens.words[opening] in ("by", "before"):
        clause = takewhile(lambda word: word not in (",", ";", "."), tokens.words[at + 1 : at + 1 + _NEAR])
        return any(word in ("will", "would", "could", "should") for word in clause)
    return False


def _phrase(tokens: Tokens, at: int, opening: int | None, stretch: Stretch, today: date | None) -> DatePhrase | None:
    start, end = stretch.start, stretch.end
    place = at if opening is None else opening
    if opening is not None and tokens.words[opening] == "since":
        if today is not None and start > today:
            return None
        return DatePhrase(place, stretch.after, Dated(start, today, KnownFrom.TEXT), since=True, named=(start, end))
    ahead = today is not None and start > today
    return DatePhrase(place, stretch.after, Dated(start, end, KnownFrom.TEXT), ahead=ahead, named=(start, end))


def _joined(tokens: Tokens, left: DatePhrase, right: DatePhrase) -> bool:
    """Tell "between January and March", one period, from two dates."""
    joint = tokens.words[left.last : right.first]
    opening = tokens.words[left.first] if tokens.words[left.first] in ("between", "from") else tokens.word(left.first - 1)
    if left.dated.start is None or right.dated.end is None:
        return False
    if opening == "between":
        return joint == ["and"]
    closed = not joint and tokens.words[right.first] in ("until", "through")
    return opening == "from" and (closed or joint in (["to"], ["until"], ["through"]))


def _join(left: DatePhrase, right: DatePhrase) -> DatePhrase:
    """One period from two dates; the first takes the year of the second where only that names it."""
    start, end = left.dated.start, right.dated.end
    if start and right.dated.start and start > right.dated.start:
        start = _not_after(start, right.dated.start)
    named = (start, end) if start and end else None
    return DatePhrase(left.first, right.last, Dated(start, end, KnownFrom.TEXT), ahead=right.ahead, named=named)


def _not_after(start: date, latest: date) -> date:
    for year in (latest.year, latest.year - 1):
        try:
            moved = start.replace(year=year)
        except ValueError:
            continue
        if moved <= latest:
            return moved
    return latest


_STARTERS = frozenset(
    (*MONTH_NUMBERS, *WEEKDAYS, *UNITS, *TENS, "early", "mid", "late", "end", "close", "start", "beginning", "middle", "first", "second",
     "third", "fourth", "a", "an", "today", "tonight", "yesterday", "overnight", "tomorrow", "last", "this", "past", "previous",
     "preceding", "next", "following", "night", *ORDINALS, "same", "that", "day", "weekend", "weekends")
)  # fmt: skip
