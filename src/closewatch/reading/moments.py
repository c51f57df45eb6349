"""Reads words that point to a time from another day: today, Monday, last week, three days ago, the past month, two days earlier.

Most count from the day of publication, "earlier", "later" and "the same day" from the day last spoken of. What is not known to the day
keeps its precision: a month ago is a month, a year ago a year.
"""

from __future__ import annotations

from datetime import date, timedelta

from closewatch.reading.dates import Now, Stretch, bare, latest_day, read_written, whole_month
from closewatch.reading.distractors import MONTH_NUMBERS
from closewatch.reading.numerals import TENS, UNITS
from closewatch.reading.tokens import Tokens
from closewatch.reading.words import WEEKDAYS

WEEKDAY_NUMBERS = {day: place for place, day in enumerate(WEEKDAYS)}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_UNITS = {
    "night": 1,
    "nights": 1,
    "day": 1,
    "days": 1,
    "week": 7,
    "weeks": 7,
    "fortnight": 14,
    "month": 30,
    "months": 30,
    "year": 365,
    "years": 365,
    "hours": 0,
}
TIMES = frozenset("day week fortnight month year hour minute".split())
"""Nouns of time in the singular, which are counted in any sentence and are nobody."""
ORDINALS = {
    word: place
    for place, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
        " seventeenth eighteenth nineteenth twentieth".split(), 1
    )
} | {"thirtieth": 30}  # fmt: skip
_AFTER_A_DAY = frozenset("and the a an he she they it but at in when near his her its their that with by to".split())
_BACK = frozenset(("last", "past", "previous", "preceding"))
_EARLIER = frozenset(("earlier", "before", "previously"))
_LATER = frozenset(("later", "after", "afterwards"))
_DAYTIMES = frozenset(("morning", "afternoon", "evening", "night"))


def read_moment(tokens: Tokens, at: int, now: Now) -> Stretch | None:
    """Read words that point to a time from piece `at`, or None.

    >>> from closewatch.reading.tokens import cut
    >>> read_moment(cut("three days ago"), 0, Now(date(2025, 1, 22))).start
    datetime.date(2025, 1, 19)
    """
    anchored = _anchored(tokens, at, now)
    if anchored or now.today is None:
        return anchored
    word, following, today = bare(tokens.words[at]), tokens.word(at + 1), now.today
    if word in ("today", "tonight"):
        return Stretch(today, today, at + 1)
    if word == "yesterday":
        return Stretch(today - timedelta(days=1), today - timedelta(days=1), at + 1)
    if word == "overnight":
        return Stretch(today - timedelta(days=1), today, at + 1)
    if word == "tomorrow":
        return Stretch(today + timedelta(days=1), today + timedelta(days=1), at + 1)
    if word in WEEKDAY_NUMBERS and tokens.capital(at):
        return _weekday(tokens, at, now, today)
    if word == "this" and following in _DAYTIMES:
        return Stretch(today, today, at + 2)
    if word in ("last", "this", "past", "previous", "next", "preceding") and following:
        return _around(tokens, at, today)
    if word in ("weekend", "weekends"):
        return _weekend(tokens, at, today)
    if tokens.word(at - 1) == "the" and tokens.word(at - 2) in ("on", "by", "since", "until"):
        return _of_the_month(tokens, at, now, today)
    return _ago(tokens, at, today)


def latest_weekday(word: str, today: date) -> date:
    """Give the latest such day of the week that is not after publication.

    >>> latest_weekday("monday", date(2025, 1, 22))
    datetime.date(2025, 1, 20)
    """
    return today - timedelta(days=(today.weekday() - WEEKDAY_NUMBERS[word]) % 7)


def recent(word: str, unit: str, today: date) -> tuple[date, date] | None:
    """Give the first and the last day of "last week", "this month", "past year", "last autumn"; None for what is no stretch of time.

    >>> recent("last", "month", date(2025, 1, 22))
    (datetime.date(2024, 12, 1), datetime.date(2024, 12, 31))
    """
    back = word in ("last", "previous", "preceding")
    if unit in ("week", "month", "year") and word == "past":
        return shifted(today, -1, unit), today
    if unit == "week":
        monday = today - timedelta(days=today.weekday())
        return (monday - timedelta(days=7), monday - timedelta(days=1)) if back else (monday, today)
    if unit == "month":
        first = today.replace(day=1)
        return ((first - timedelta(days=1)).replace(day=1), first - timedelta(days=1)) if back else whole_month(today.year, today.month)
    if unit == "year":
        return (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)) if back else (date(today.year, 1, 1), today)
    if unit in ("day", "night"):
        return today - timedelta(days=1), today
    if unit in MONTH_NUMBERS:
        found = latest_day(None, MONTH_NUMBERS[unit], 1, today)
        return whole_month(found.year, found.month) if found else None
    if unit in _SEASONS:
        opening, closing = _SEASONS[unit]
        year = today.year if today.month > closing and not (back and today.month <= opening) else today.year - 1
        return date(year, opening, 1), whole_month(year, closing)[1]
    return None


def shifted(day: date, count: int, unit: str) -> date:
    """Give the day some days, weeks, months or years away; the last of the month where it has no such day.

    >>> shifted(date(2025, 3, 31), -1, "month")
    datetime.date(2025, 2, 28)
    """
    unit = unit.removesuffix("s")
    if unit in ("day", "night", "week", "fortnight"):
        return day + timedelta(days=count * _UNITS[unit])
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, whole_month(year, month)[1].day))


def count_of(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read a small number before a unit of time, and the piece after it: a, two, 24, a few (which counts as three)."""
    word = tokens.word(at)
    if word in ("a", "an", "one"):
        following = tokens.word(at + 1)
        if following == "couple":
            return 2, at + 2 + (tokens.word(at + 2) == "of")
        return (3, at + 2) if following == "few" else (1, at + 1)
    if word.isdecimal() and word.isascii() and len(word) <= 3:
        return int(word), at + 1
    value = UNITS.get(word) or TENS.get(word)
    return (int(value), at + 1) if value else None


def _weekday(tokens: Tokens, at: int, now: Now, today: date) -> Stretch:
    word = bare(tokens.words[at])
    written = at + 1 + (tokens.word(at + 1) == ",")
    dated = read_written(tokens, written, now) if written < len(tokens.words) else None
    if dated and dated.start == dated.end:
        return dated
    of_week = at + 1 + (tokens.word(at + 1) == "of")
    if tokens.word(of_week) in ("last", "this", "next") and tokens.word(of_week + 1) == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(days={"last": -7, "this": 0, "next": 7}[tokens.word(of_week)])
        found = monday + timedelta(days=WEEKDAY_NUMBERS[word])
        return Stretch(found, found, of_week + 2)
    found = latest_weekday(word, today)
    if tokens.word(at - 1) == "last" and found == today:
        found -= timedelta(days=7)
    if tokens.word(at - 1) == "next" or (now.ahead and tokens.word(at - 1) in ("by", "until", "before") and found < today):
        found += timedelta(days=7)
    after = at + 1 + (tokens.word(at + 1) in _DAYTIMES)
    return Stretch(found, found, after)


def _around(tokens: Tokens, at: int, today: date) -> Stretch | None:
    """Last week, this month, next year, the past three days, the last 24 hours."""
    word, following = tokens.words[at], bare(tokens.words[at + 1])
    counted = count_of(tokens, at + 1)
    if counted and tokens.word(counted[1]) in _UNITS and word in _BACK | {"next"}:
        count, place = counted
        unit = tokens.word(place)
        days = max(1, round(count / 24)) if unit == "hours" else count
        other = shifted(today, days if word == "next" else -days, "days" if unit == "hours" else unit)
        return Stretch(min(other, today), max(other, today), place + 1)
    if following in ("days", "weeks", "months"):
        return None
    if following == "weekend":
        return None
    if word == "next":
        if following not in ("day", "week", "month", "year"):
            return None
        first = shifted(today, 1, following)
        if following == "week":
            first -= timedelta(days=first.weekday())
            return Stretch(first, first + timedelta(days=6), at + 2)
        period = (first, first) if following == "day" else whole_month(first.year, first.month)
        return Stretch(*((date(first.year, 1, 1), date(first.year, 12, 31)) if following == "year" else period), at + 2)
    if following in WEEKDAY_NUMBERS and tokens.capital(at + 1):
        return None
    stretch = recent(word, following, today)
    return Stretch(*stretch, at + 2) if stretch else None


def _weekend(tokens: Tokens, at: int, today: date) -> Stretch | None:
    """The Saturday and Sunday of the latest weekend, or the Friday before it."""
    opening = next((word for word in reversed(tokens.words[max(0, at - 3) : at]) if word not in ("the", "last", "this")), "")
    if opening not in ("at", "over", "on", "during", "before", "since", "by"):
        return None
    saturday = latest_weekday("saturday", today)
    if opening == "before":
        return Stretch(saturday - timedelta(days=1), saturday - timedelta(days=1), at + 1)
    return Stretch(saturday, min(saturday + timedelta(days=1), max(today, saturday)), at + 1)


def _of_the_month(tokens: Tokens, at: int, now: Now, today: date) -> Stretch | None:
    """On the 14th, on the tenth: of the month last spoken of, else the latest such day."""
    word, after = tokens.words[at], at + 1
    if word.isdecimal() and tokens.word(after) in ("st", "nd", "rd", "th") and tokens.joined(after):
        day, after = int(word[:3]), after + 1
    elif word in ("twenty", "thirty") and tokens.word(after) == "-":
        day, after = int(TENS[word]) + ORDINALS.get(tokens.word(after + 1), 99), after + 2
    else:
        day = ORDINALS.get(word, 0)
    following = tokens.word(after)
    if not 1 <= day <= 31 or (following[:1].isalpha() and following not in _AFTER_A_DAY):
        return None
    near = now.spoken[0]
    of_month = near[0] if near and (near[1] - near[0]).days >= 27 else None
    found = latest_day(of_month.year, of_month.month, day, None) if of_month else _latest_of_any_month(day, today)
    return Stretch(found, found, after) if found else None


def _latest_of_any_month(day: int, today: date) -> date | None:
    for back in (0, 1, 2):
        opening = shifted(today.replace(day=1), -back, "month")
        found = latest_day(opening.year, opening.month, day, None)
        if found and found <= today:
            return found
    return None


def _ago(tokens: Tokens, at: int, today: date) -> Stretch | None:
    counted = count_of(tokens, at)
    if counted is None or tokens.word(counted[1]) not in _UNITS or tokens.word(counted[1] + 1) != "ago":
        return None
    count, place = counted
    unit = tokens.word(place)
    day = today if unit == "hours" else shifted(today, -count, unit)
    if unit.startswith("month"):
        return Stretch(*whole_month(day.year, day.month), place + 2)
    if unit.startswith("year"):
        return Stretch(date(day.year, 1, 1), date(day.year, 12, 31), place + 2)
    return Stretch(day, day, place + 2)


def _anchored(tokens: Tokens, at: int, now: Now) -> Stretch | None:
    """Two days earlier, a week after that, the next day, the same day, that month: counted from what was last spoken of."""
    word, following = tokens.words[at], tokens.word(at + 1)
    near, year = now.spoken
    if following == "year" and word in ("same", "that") and year is not None:
        return Stretch(*year, at + 2)
    if near is None:
        return None
    start, end = near
    if word in ("same", "that", "very") and following in (
        "day",
        "date",
        "evening",
        "night",
        "morning",
        "afternoon",
        "week",
        "month",
        "year",
    ):
        if following in ("week", "month", "year") and start == end:
            if following == "month":
                return Stretch(*whole_month(start.year, start.month), at + 2)
            if following == "year":
                return Stretch(date(start.year, 1, 1), date(start.year, 12, 31), at + 2)
            monday = start - timedelta(days=start.weekday())
            return Stretch(monday, monday + timedelta(days=6), at + 2)
        return Stretch(start, end, at + 2)
    if word in ("next", "following", "previous") and following == "day" and tokens.word(at - 1) == "the":
        step = timedelta(days=-1 if word == "previous" else 1)
        return Stretch(start + step, end + step, at + 2)
    if (
        word in ("day", "night")
        and tokens.word(at - 1) == "the"
        and following in ("before", "after")
        and tokens.word(at + 2) not in ("the", "a", "its")
    ):
        step = timedelta(days=-1 if following == "before" else 1)
        return Stretch(start + step, end + step, at + 2)
    counted = count_of(tokens, at)
    if counted is None or tokens.word(counted[1]) not in _UNITS or tokens.word(counted[1]) == "hours":
        return None
    count, place = counted
    towards = tokens.word(place + 1)
    if towards not in _EARLIER | _LATER:
        return None
    after = place + 2 + (tokens.word(place + 2) in ("that", "this"))
    unit = tokens.word(place)
    if (end - start).days > 6 and _UNITS[unit] < 30:
        return Stretch(start, end, after)
    count = -count if towards in _EARLIER else count
    return Stretch(shifted(start, count, unit), shifted(end, count, unit), after)
