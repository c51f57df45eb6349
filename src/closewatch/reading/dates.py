"""Reads dates written out with a day, a month or a year: 13 January 2025, late December, the middle of March, the first half of 2025.

A date without a year is the latest one that is not after publication, or the next one where the sentence looks ahead; without a day of
publication it stays unresolved. Words that point from another day ("last week", "two days earlier") are read in `moments`.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from closewatch.reading.distractors import MONTH_NUMBERS
from closewatch.reading.numerals import UNITS
from closewatch.reading.tokens import Tokens

_THIRDS = {"early": 0, "mid": 1, "late": 2}
"""Early, mid and late are thirds: of a month the days 1-10, 11-20 and 21 to the last, of a year four months each."""
_ORDINALS = ("st", "nd", "rd", "th")
_POINTS = {"end": "last", "close": "last", "start": "first", "beginning": "first", "middle": "middle"}
_HALVES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_BEFORE_A_YEAR = frozenset(
    "in since of during by until end late early mid from to and through throughout before after for to between".split()
)
_DASHES = frozenset("-–—")


Spoken = tuple[tuple[date, date] | None, tuple[date, date] | None]
"""The period last spoken of that is known to a month or better, and the last longer one."""


@dataclass(frozen=True, slots=True)
class Now:
    """What dates are resolved against: the day of publication, the periods last spoken of, whether the sentence looks ahead."""

    today: date | None = None
    spoken: Spoken = (None, None)
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A first and a last day, and the piece after the words that say so."""

    start: date
    end: date
    after: int


def bare(word: str) -> str:
    """Give a word without the ending of a possessive: the Monday of Monday's raid, the week of last week's strikes.

    >>> bare("monday's"), bare("days"), bare("days'")
    ('monday', 'days', 'days')
    """
    return word.removesuffix("'s").removesuffix("'")


def read_written(tokens: Tokens, at: int, now: Now) -> Stretch | None:
    """Read a date that is written out from piece `at`, or None.

    >>> from closewatch.reading.tokens import cut
    >>> read_written(cut("mid-March 2025"), 0, Now()).end
    datetime.date(2025, 3, 20)
    """
    word = bare(tokens.words[at])
    if word[:1].isdigit():
        return _iso(tokens, at) or _day_first(tokens, at, now) or _year_alone(tokens, at)
    if word in MONTH_NUMBERS and tokens.capital(at):
        if _day(tokens.word(at - 1)) or (tokens.joined(at) and tokens.word(at - 1) not in _DASHES):
            return None
        if word in ("may", "march") and _is_a_name(tokens, at):
            return None
        return _months(tokens, at, now)
    if word in _THIRDS:
        return _third(tokens, at, now)
    if word in _POINTS and tokens.word(at + 1) == "of":
        return _point(tokens, at, now)
    if word in _HALVES and (tokens.word(at + 1) in ("half", "quarter", "week") or tokens.word(at + 2) == "months"):
        return _part(tokens, at, now)
    return None


def whole_month(year: int, month: int) -> tuple[date, date]:
    """Give the first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def latest_day(year: int | None, month: int, day: int, today: date | None) -> date | None:
    """Give the day meant; without a year, the latest one that is not after publication, and None where that is not known."""
    if year is None and today is None:
        return None
    for candidate in (year,) if year else (today.year, today.year - 1) if today else ():
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or (today and found <= today):
            return found
    return None


def next_day(month: int, day: int, today: date) -> date | None:
    """Give the next such day that is not before publication.

    >>> next_day(11, 1, date(2024, 10, 19))
    datetime.date(2024, 11, 1)
    """
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _meant(year: int | None, month: int, day: int, now: Now) -> date | None:
    if year is None and now.ahead and now.today:
        return next_day(month, day, now.today)
    return latest_day(year, month, day, now.today)


def _meant_month(year: int | None, month: int, now: Now) -> tuple[date, date] | None:
    if year is None and now.ahead and now.today:
        soon = now.today.year + (month < now.today.month)
        return whole_month(soon, month)
    first = latest_day(year, month, 1, now.today)
    return whole_month(first.year, first.month) if first else None


def _is_a_name(tokens: Tokens, at: int) -> bool:
    """Tell Theresa May and a March on the capital from the months: these open a sentence or follow a name, and no date goes on."""
    before = tokens.word(at - 1)
    dated = _day(tokens.word(at + 1)) or _year_in(tokens.word(at + 1)) or tokens.word(at + 1) in (",", "of")
    return not dated and (before in ("", ".", '"', "“", ":") or (tokens.capital(at - 1) and before not in ("in", "by", "since", "during")))


def _day(word: str) -> int | None:
    return int(word) if 1 <= len(word) <= 2 and word.isascii() and word.isdecimal() and 1 <= int(word) <= 31 else None


def _year_in(word: str) -> int | None:
    return int(word) if len(word) == 4 and word.isdecimal() and word.isascii() and 1900 <= int(word) <= 2099 else None


def _past_ordinal(tokens: Tokens, at: int) -> int:
    """The piece after the "th" of "9th", where one stands."""
    return at + (tokens.word(at) in _ORDINALS and tokens.joined(at))


def _year_after(tokens: Tokens, at: int, now: Now) -> tuple[int | None, int]:
    """The year that a date goes on to: 2024; , 2024; of 2024; of last year; last year; this year."""
    place = at + (tokens.word(at) == ",")
    year = _year_in(tokens.word(place))
    if year and not (place > at and tokens.word(place + 1) in ("people", "soldiers", "men", "troops")):
        return year, place + 1
    place = at + (tokens.word(at) == "of")
    year = _year_in(tokens.word(place))
    if year:
        return year, place + 1
    if now.today and bare(tokens.word(place + 1)) == "year" and tokens.word(place) in ("last", "this", "next"):
        return now.today.year + {"last": -1, "this": 0, "next": 1}[tokens.word(place)], place + 2
    return None, at


def _iso(tokens: Tokens, at: int) -> Stretch | None:
    year, parts = _year_in(tokens.words[at]), tokens.words[at : at + 5]
    if year is None or len(parts) < 5 or parts[1] != "-" or parts[3] != "-" or not all(tokens.joined(at + step) for step in range(1, 5)):
        return None
    if not (len(parts[2]) == len(parts[4]) == 2 and parts[2].isdecimal() and parts[4].isdecimal()):
        return None
    found = latest_day(year, int(parts[2]), int(parts[4]), None) if 1 <= int(parts[2]) <= 12 else None
    return Stretch(found, found, at + 5) if found else None


def _day_first(tokens: Tokens, at: int, now: Now) -> Stretch | None:
    """13 January 2025; the 9th of January; 8 and 13 October; 23-28 October."""
    day = _day(tokens.words[at])
    if day is None:
        return None
    place = _past_ordinal(tokens, at + 1)
    last = None
    if tokens.word(place) in ("and", "to", "or", "until", "through") or tokens.word(place) in _DASHES:
        last = _day(tokens.word(place + 1))
        place = _past_ordinal(tokens, place + 2) if last else place
    place += tokens.word(place) == "of"
    month = MONTH_NUMBERS.get(tokens.word(place))
    if month is None or not tokens.capital(place) or (last is not None and last <= day):
        return None
    after = place + 1 + (tokens.word(place + 1) == "." and len(tokens.word(place)) <= 4 and _year_in(tokens.word(place + 2)) is not None)
    year, after = _year_after(tokens, after, now)
    end = _meant(year, month, last or day, now)
    start = latest_day(end.year, month, day, None) if end else None
    return Stretch(start, end, after) if start and end else None


def _months(tokens: Tokens, at: int, now: Now) -> Stretch | None:
    """January 13, 2025; October 23-28; January 2025; January and February; January."""
    month = MONTH_NUMBERS[bare(tokens.words[at])]
    after = at + 1 + (tokens.word(at + 1) == "." and len(tokens.words[at]) <= 4)
    number = _past_ordinal(tokens, after + 1)
    counts = tokens.word(at - 1) in ("in", "during", "since") and tokens.word(number) not in (",", "and", "-", "–") and number == after + 1
    day = None if counts else _day(tokens.word(after))
    if day:
        last = None
        if tokens.word(number) in _DASHES or tokens.word(number) in ("to", "and"):
            last = _day(tokens.word(number + 1))
            if last is not None and (last <= day or (tokens.word(number + 2).isalpha() and tokens.word(number) == "and")):
                last = None
        number = _past_ordinal(tokens, number + 2) if last else number
        year, following = _year_after(tokens, number, now)
        end = _meant(year, month, last or day, now)
        start = latest_day(end.year, month, day, None) if end else None
        return Stretch(start, end, following) if start and end else None
    if tokens.word(after - 1) == "." and after - 1 > at and not _year_in(tokens.word(after)):
        after -= 1
    second = MONTH_NUMBERS.get(tokens.word(after + 1)) if tokens.word(after) in ("and", "or", "to", "-", "–") else None
    if second and tokens.capital(after + 1) and _day(tokens.word(after + 2)) is None:
        year, following = _year_after(tokens, after + 2, now)
        closing = _meant_month(year, second, now)
        if closing is None:
            return None
        first = date(closing[0].year - (month > second), month, 1)
        return Stretch(first, closing[1], following)
    year, after = _year_after(tokens, after, now)
    found = _meant_month(year, month, now)
    return Stretch(*found, after) if found else None


def _year_alone(tokens: Tokens, at: int) -> Stretch | None:
    year = _year_in(tokens.words[at])
    following = tokens.word(at + 1)
    if year and following == "s" and tokens.joined(at + 1) and year % 10 == 0:
        return Stretch(date(year, 1, 1), date(year + 9, 12, 31), at + 2)
    if year is None or tokens.word(at - 1) not in _BEFORE_A_YEAR:
        return None
    if tokens.word(at - 1) in ("to", "and", "for", "from", "between", "after", "before") and following.isalpha() and following not in (
        "and", "to", "the", "until", "in", "by", "alone", "on", "was", "were", "had", "have", "has", "or"
    ):  # fmt: skip
        return None
    return Stretch(date(year, 1, 1), date(year, 12, 31), at + 1)


def _third(tokens: Tokens, at: int, now: Now) -> Stretch | None:
    """Early October, mid-March 2025, late in 2024, early this year."""
    place = at + 1 + (tokens.word(at + 1) in ("-", "in"))
    part = _THIRDS[tokens.words[at]]
    if tokens.word(place) in MONTH_NUMBERS and tokens.capital(place):
        found = _months(tokens, place, now)
        if found is None or (found.end - found.start).days > 31:
            return None
        last = (10, 20, found.end.day)[part]
        return Stretch(found.start.replace(day=10 * part + 1), found.start.replace(day=last), found.after)
    if tokens.word(place) in ("last", "this") and bare(tokens.word(place + 1)) == "month" and now.today:
        opening = now.today.replace(day=1)
        opening = (opening - timedelta(days=1)).replace(day=1) if tokens.word(place) == "last" else opening
        ending = (10, 20, whole_month(opening.year, opening.month)[1].day)[part]
        return Stretch(opening.replace(day=10 * part + 1), opening.replace(day=ending), place + 2)
    year, after = _year_after(tokens, place, now)
    if year is None or (tokens.word(place) == "," or (tokens.words[at] == "mid" and tokens.word(at + 1) not in ("-", "in"))):
        return None
    return Stretch(date(year, 4 * part + 1, 1), whole_month(year, 4 * part + 4)[1], after)


def _point(tokens: Tokens, at: int, now: Now) -> Stretch | None:
    """The end or start of a month or year is a day, the last or the first; its middle is what "mid" is."""
    place = at + 2 + (tokens.word(at + 2) in ("the", "this"))
    point = _POINTS[tokens.words[at]]
    if tokens.word(place) in MONTH_NUMBERS and tokens.capital(place):
        found = _months(tokens, place, now)
        if found is None or (found.end - found.start).days > 31 or found.start == found.end:
            return None
        if point == "middle":
            return Stretch(found.start.replace(day=11), found.start.replace(day=20), found.after)
        day = found.start if point == "first" else found.end
        return Stretch(day, day, found.after)
    if tokens.word(place) == "year" and now.today:
        later = now.ahead or tokens.word(place - 1) == "this" or now.today.month == 12 or point != "last"
        year, after = now.today.year - (not later), place + 1
    else:
        found_year, after = _year_after(tokens, place, now)
        if found_year is None:
            return None
        year = found_year
    if point == "middle":
        return Stretch(date(year, 5, 1), date(year, 8, 31), after)
    day = date(year, 1, 1) if point == "first" else date(year, 12, 31)
    return Stretch(day, day, after)


def _small(word: str) -> int:
    """A number of months of a year in words or digits, else 0."""
    months = UNITS.get(word, 0) if not word.isdecimal() else int(word[:3])
    return int(months) if 0 < months <= 12 else 0


def _part(tokens: Tokens, at: int, now: Now) -> Stretch | None:
    """The first half of 2025, the second quarter, the first week of January, the first three days of May."""
    number, unit = _HALVES[tokens.words[at]], tokens.words[at + 1]
    if number == 0 and _small(tokens.word(at + 1)) and tokens.word(at + 2) == "months":
        year, after = _year_after(tokens, at + 3 + (tokens.word(at + 3) == "of"), now)
        return Stretch(date(year, 1, 1), whole_month(year, _small(tokens.word(at + 1)))[1], after) if year else None
    place = at + 2 + (tokens.word(at + 2) in ("of", "in"))
    place += tokens.word(place) == "the"
    if unit in ("half", "quarter"):
        year, after = _year_after(tokens, place, now)
        pieces = 2 if unit == "half" else 4
        if year is None or number >= pieces:
            return None
        number = pieces - 1 if number < 0 else number
        size = 12 // pieces
        return Stretch(date(year, size * number + 1, 1), whole_month(year, size * (number + 1))[1], after)
    if unit == "week" and tokens.word(place) in MONTH_NUMBERS and tokens.capital(place):
        found = _months(tokens, place, now)
        if found is None or found.start == found.end:
            return None
        first = found.end - timedelta(days=6) if number < 0 else found.start + timedelta(days=7 * number)
        return Stretch(first, min(first + timedelta(days=6), found.end), found.after)
    return None
