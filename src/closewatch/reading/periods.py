"""Reads the dates that a sentence gives: as of Monday, by late December, on 13 January 2025, since spring, last week.

A date without a year is resolved against the day of publication, always backwards, since a report counts what has happened; where that
day is not known it stays unresolved. Nothing is made more precise than it was said.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from closewatch.reading.distractors import MONTHS
from closewatch.reading.tokens import Tokens
from closewatch.terms.when import Dated, KnownFrom, PartialDate

_WEEKDAYS = {day: place for place, day in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """Words that date something: pieces `first` to `last` (excluded), and the period they stand for."""

    first: int
    last: int
    dated: Dated


def find_dates(tokens: Tokens, first: int, last: int, published: PartialDate | None) -> list[DatePhrase]:
    """Find the dated words of the sentence in pieces `first` to `last`, resolved against the day of publication.

    >>> from closewatch.reading.tokens import cut
    >>> tokens = cut("By 13 January 2025 about 300 were dead.")
    >>> find_dates(tokens, 0, 8, None)[0].dated.start
    datetime.date(2025, 1, 13)
    """
    today = publication_day(published)
    found: list[DatePhrase] = []
    past = first
    for at in [at for at, word in enumerate(tokens.words[first:last], first) if word in _STARTERS or word[0].isdigit()]:
        phrase = _phrase(tokens, at, today) if at >= past else None
        if phrase:
            past = phrase.last
            if found and _joined(tokens, found[-1], phrase):
                ends = (found[-1].dated.start, phrase.dated.end)
                phrase = DatePhrase(found.pop().first, phrase.last, Dated(*ends, KnownFrom.TEXT))
            found.append(phrase)
    return found


def publication_day(published: PartialDate | None) -> date | None:
    """Give the day of publication, where it is known to the day: a month or a year resolves no weekday.

    >>> publication_day(PartialDate("2024-11-19")), publication_day(PartialDate("2024-11"))
    (datetime.date(2024, 11, 19), None)
    """
    return published.period().end if published and len(published.iso) >= 10 else None


def _joined(tokens: Tokens, left: DatePhrase, right: DatePhrase) -> bool:
    """Tell "between January and March", one period, from two dates."""
    joint = tokens.words[left.last : right.first]
    opening = tokens.word(left.first - 1)
    ordered = left.dated.start is not None and right.dated.end is not None and left.dated.start <= right.dated.end
    return ordered and ((opening == "between" and joint == ["and"]) or (opening == "from" and joint in (["to"], ["until"], ["through"])))


def as_published(published: PartialDate | None) -> Dated | None:
    """The period of publication, for a figure that the text does not date."""
    if published is None:
        return None
    period = published.period()
    return Dated(period.start, period.end, KnownFrom.PUBLISHED)


def _phrase(tokens: Tokens, at: int, today: date | None) -> DatePhrase | None:
    read = _exact(tokens, at, today) or _relative(tokens, at, today)
    if read is None:
        return None
    start, end, after = read
    opening = next((place for place in range(at - 1, max(at - 3, -1), -1) if tokens.words[place] in ("since", "by", "as", "until")), None)
    if opening is not None and tokens.words[opening] == "since":
        return DatePhrase(opening, after, Dated(start, today, KnownFrom.TEXT)) if today is None or start <= today else None
    return DatePhrase(at if opening is None else opening, after, Dated(start, end, KnownFrom.TEXT))


def _exact(tokens: Tokens, at: int, today: date | None) -> tuple[date, date, int] | None:
    """A day, a month or a year written out."""
    word = tokens.words[at]
    day = _day(word)
    if day and tokens.word(at + 1) in ("st", "nd", "rd", "th") and tokens.joined(at + 1):
        return _day_month(tokens, at + 2 + (tokens.word(at + 2) == "of"), day, today)
    if day and tokens.word(at + 1) in MONTHS and tokens.capital(at + 1):
        return _day_month(tokens, at + 1, day, today)
    if word in MONTHS and tokens.capital(at) and not _day(tokens.word(at - 1)):
        return _month_first(tokens, at, today)
    if (
        len(word) == 4
        and word.isdecimal()
        and word.isascii()
        and 1900 <= int(word) <= 2099
        and tokens.word(at - 1) in ("in", "since", "of", "during", "by", "until", "end", "late", "early")
    ):
        return date(int(word), 1, 1), date(int(word), 12, 31), at + 1
    if word in _PARTS:
        month = at + 1 + (tokens.word(at + 1) == "-")
        if tokens.word(month) in MONTHS and tokens.capital(month):
            read = _month_first(tokens, month, today)
            return _within(read, *_PARTS[word]) if read else None
    if word == "end" and tokens.word(at + 1) == "of":
        month = at + 2 + (tokens.word(at + 2) == "the")
        if tokens.word(month) in MONTHS and tokens.capital(month):
            read = _month_first(tokens, month, today)
            return (read[1], read[1], read[2]) if read else None
        if tokens.word(month) == "year" and today:
            year = today.year - (tokens.word(at - 1) != "this" and today.month < 12)
            return date(year, 12, 31), date(year, 12, 31), month + 1
    return None


def _day_month(tokens: Tokens, month: int, day: int, today: date | None) -> tuple[date, date, int] | None:
    number = MONTHS.get(tokens.word(month))
    if number is None:
        return None
    year, after = _year(tokens, month + 1)
    found = latest_day(year, number, day, today)
    return (found, found, after) if found else None


def _month_first(tokens: Tokens, at: int, today: date | None) -> tuple[date, date, int] | None:
    number = MONTHS[tokens.words[at]]
    after = at + 1 + (tokens.word(at + 1) == "." and len(tokens.words[at]) <= 4 and tokens.word(at + 2)[:1].isdigit())
    day = _day(tokens.word(after)) if not (tokens.word(at - 1) in ("in", "during") and tokens.word(after + 1) not in (",", "and")) else None
    if day:
        after += 1 + (tokens.word(after + 1) in ("st", "nd", "rd", "th") and tokens.joined(after + 1))
        year, after = _year(tokens, after)
        found = latest_day(year, number, day, today)
        return (found, found, after) if found else None
    year, after = _year(tokens, after)
    first = latest_day(year, number, 1, today)
    if first is None:
        return None
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), after


def _year(tokens: Tokens, at: int) -> tuple[int | None, int]:
    place = at + (tokens.word(at) == ",")
    word = tokens.word(place)
    if len(word) == 4 and word.isdecimal() and word.isascii() and 1900 <= int(word) <= 2099:
        return int(word), place + 1
    return None, at


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


def _day(word: str) -> int | None:
    return int(word) if 1 <= len(word) <= 2 and word.isascii() and word.isdecimal() and 1 <= int(word) <= 31 else None


def _within(read: tuple[date, date, int], first: int, last: int) -> tuple[date, date, int]:
    start, end, after = read
    return start.replace(day=first), start.replace(day=min(last, end.day)), after


def _relative(tokens: Tokens, at: int, today: date | None) -> tuple[date, date, int] | None:
    """Monday, yesterday, last week, this month, the past 24 hours."""
    word, following = tokens.words[at], tokens.word(at + 1)
    if today is None:
        return None
    if word in ("today", "tonight"):
        return today, today, at + 1
    if word in ("yesterday", "overnight"):
        return today - timedelta(days=1), today if word == "overnight" else today - timedelta(days=1), at + 1
    if word in _WEEKDAYS and tokens.capital(at):
        found = latest_weekday(word, today)
        return found, found, at + 1
    if word in ("last", "this", "past", "previous") and following:
        period = recent(word, following, today)
        return (*period, at + 2) if period else None
    return None


def latest_weekday(word: str, today: date) -> date:
    """Give the latest such day of the week that is not after publication.

    >>> latest_weekday("monday", date(2025, 1, 22))
    datetime.date(2025, 1, 20)
    """
    return today - timedelta(days=(today.weekday() - _WEEKDAYS[word]) % 7)


def recent(word: str, unit: str, today: date) -> tuple[date, date] | None:
    """Give the first and the last day of "last week", "this month", "past year", "last autumn"; None for what is no stretch of time.

    >>> recent("last", "month", date(2025, 1, 22))
    (datetime.date(2024, 12, 1), datetime.date(2024, 12, 31))
    """
    back = word in ("last", "previous")
    if unit == "week":
        monday = today - timedelta(days=today.weekday())
        if word == "past":
            return today - timedelta(days=7), today
        return (monday - timedelta(days=7), monday - timedelta(days=1)) if back else (monday, today)
    if unit == "month":
        first = today.replace(day=1)
        return ((first - timedelta(days=1)).replace(day=1), first - timedelta(days=1)) if back else (first, today)
    if unit == "year":
        return (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)) if back else (date(today.year, 1, 1), today)
    if unit in ("day", "night"):
        return today - timedelta(days=1), today
    if unit in MONTHS:
        found = latest_day(None, MONTHS[unit], 1, today)
        return (found, found.replace(day=calendar.monthrange(found.year, found.month)[1])) if found else None
    if unit in _SEASONS:
        opening, closing = _SEASONS[unit]
        year = today.year if today.month > closing and not (back and today.month <= opening) else today.year - 1
        return date(year, opening, 1), date(year, closing, calendar.monthrange(year, closing)[1])
    return None


_STARTERS = frozenset(
    (*MONTHS, *_WEEKDAYS, *_PARTS, "end", "today", "tonight", "yesterday", "overnight", "last", "this", "past", "previous")
)
