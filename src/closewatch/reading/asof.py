"""Says which day or period a figure holds for, out of the dates that its sentence gives: of the event, or else of the saying.

A date inside what is said goes before the date on which it is said. What a sentence leaves undated is filled in by `settling`, from the
report around it. Words become dates in `periods`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from closewatch.reading.dates import Spoken
from closewatch.reading.periods import DatePhrase
from closewatch.reading.sighted import Sighting
from closewatch.reading.tokens import Tokens
from closewatch.reading.words import WEEKDAYS
from closewatch.terms.figure import Scope
from closewatch.terms.statement import Statement
from closewatch.terms.when import Dated, KnownFrom

_SAYING = frozenset(
    "said says say told tells announced claimed claims reported reports stated wrote spoke estimated estimates counted warned confirmed"
    " denied testified added insisted briefed acknowledged admitted alleged declared disclosed revealed published counts put".split()
)
_NEAR_A_CUE = 5
"""Pieces between a word of saying and the date of the saying: told reporters in Rome on Friday."""
_BREAKS = {",": 3, ";": 8, ":": 4, "and": 2, "but": 4, "while": 8, "which": 3, "who": 3}
"""What parts a date from a number counts as so many pieces."""
_BEFORE = 1
"""A date in front of the number counts as that much farther than one behind it."""

_ATTACKS = frozenset(
    "attack attacked strike strikes struck hit hits shelled shelling bombed bombing bomber raid raided ambush ambushed clash clashed"
    " explosion exploded blast stormed assault missile missiles rockets drone drones massacre overran gunmen".split()
)
_THE_SAME = frozenset("they both all two three four men soldiers victims prisoners dead wounded bodies pair".split())
_MONTH = 31
_LONGEST_CLAUSE = 9
_LONGEST_COMPARISON = 6
_FIRSTS = frozenset("first worst largest biggest heaviest highest deadliest bloodiest greatest".split())
_NO_HEADING = frozenset("on by in at since as until before after over during between from within last this".split())
_ROLLING = frozenset(("past", "last", "previous", "hours"))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The period that a figure holds for, the pieces that say so, whether they date what happened rather than the saying of it, and the
    day of the saying where the sentence has both."""

    dated: Dated | None = None
    words: tuple[int, int] | None = None
    of_event: bool = False
    said: Dated | None = None


def read_as_of(
    tokens: Tokens,
    sighting: Sighting,
    dates: Sequence[DatePhrase],
    statement: Statement | None,
    scope: Scope,
    today: date | None,
    first: int,
) -> Chosen:
    """Choose the date of a figure among those of its sentence: the nearest one inside what is said, else the day of saying it.

    A count or a rate "since December" covers the time until the day on which it is told.
    `first` is the piece with which the sentence begins: a date that opens it holds for all of it.
    """
    said, of_event = _parted(tokens, dates, statement)
    of_event = [
        phrase
        for phrase in of_event
        if not (_apart(tokens, sighting, phrase, first) or _in_passing(tokens, sighting, phrase) or _compares(tokens, phrase, first))
    ]
    fitting = [phrase for phrase in of_event if not phrase.ahead or _looks_ahead(tokens, sighting, phrase, scope)]
    said = [phrase for phrase in said if not phrase.ahead and not _is_of_others(tokens, sighting, phrase, first)]
    saying = _nearest(tokens, sighting, said) or _beside(tokens, sighting, dates)
    best = _nearest(tokens, sighting, fitting)
    if best is None:
        return Chosen(saying.dated, (saying.first, saying.last), said=saying.dated) if saying else Chosen()
    dated = _as_spoken(tokens, best, saying, today)
    return Chosen(dated, (best.first, best.last), True, saying.dated if saying else None)


def _as_spoken(tokens: Tokens, phrase: DatePhrase, saying: DatePhrase | None, today: date | None) -> Dated:
    """A period that lasts until it is spoken of ends on the day of saying: since March; in the past week, the ministry said on Friday."""
    start, end = phrase.dated.start, phrase.dated.end
    until = saying.dated.end if saying else None
    if until is None or start is None or end is None or today is None or until > today:
        return phrase.dated
    if phrase.since:
        return Dated(start, until, KnownFrom.TEXT) if until >= start else phrase.dated
    if end == today and not _ROLLING.isdisjoint(tokens.words[phrase.first : phrase.last]):
        return Dated(start - (today - until), until, KnownFrom.TEXT)
    return phrase.dated


def _apart(tokens: Tokens, sighting: Sighting, phrase: DatePhrase, first: int) -> bool:
    """Whether a date belongs to another clause than the number: a semicolon, "and that" or ", and" stands between."""
    if phrase.first == first and not phrase.since:
        return False
    behind = phrase.first >= sighting.slot.last
    span = (sighting.slot.last, phrase.first) if behind else (phrase.last, sighting.slot.first)
    for place in range(*span):
        word, following = tokens.words[place], tokens.word(place + 1)
        if word in (";", "while", "whereas") or (word == "," and following in ("and", "but")) or (word == "and" and following == "that"):
            return True
        if (phrase.since and not behind and word == "and") or (behind and word in ("what", "which") and sighting.number.shape == "ratio"):
            return True
    return False


def _beside(tokens: Tokens, sighting: Sighting, dates: Sequence[DatePhrase]) -> DatePhrase | None:
    """The day of saying of the clause before, which is also that of one beside it: spoke a week ago of 3,000; the service said 1,100."""
    if len(dates) != 1 or dates[0].last > sighting.slot.first or dates[0].ahead or dates[0].since or sighting.number.shape == "ratio":
        return None
    between = tokens.words[dates[0].last : sighting.slot.first]
    return dates[0] if ";" in between and _by_a_cue(tokens, dates[0]) else None


def _is_of_others(tokens: Tokens, sighting: Sighting, phrase: DatePhrase, first: int) -> bool:
    """Whether the day of saying is that of another speaker: a semicolon, or ", and" and the like stands between."""
    if phrase.first == first:
        return False
    behind = phrase.first >= sighting.slot.last
    span = (sighting.slot.last, phrase.first) if behind else (phrase.last, sighting.slot.first)
    if behind and sighting.number.shape == "ratio" and not {"what", "which", "number"}.isdisjoint(tokens.words[slice(*span)]):
        return True
    return any(
        tokens.words[at] == ";" or (tokens.words[at] == "," and tokens.word(at + 1) in ("and", "but", "while", "whereas"))
        for at in range(*span)
    )


def _in_passing(tokens: Tokens, sighting: Sighting, phrase: DatePhrase) -> bool:
    """Whether a date in front only tells who is meant: the rebels who took Aleppo on Friday hold 65 soldiers."""
    for at in range(phrase.first - 1, max(phrase.first - _LONGEST_CLAUSE, -1), -1):
        word = tokens.words[at]
        if word in (",", ";", ".", ":") or word[0].isdigit():
            return False
        if word in ("who", "which"):
            return phrase.last <= sighting.slot.first and tokens.word(at - 1) not in (",", "of", "in", "for")
    return False


def _compares(tokens: Tokens, phrase: DatePhrase, first: int) -> bool:
    """Whether a date only says since when something is the first or the worst: its first losses there this year."""
    for at in range(phrase.first - 1, max(phrase.first - _LONGEST_COMPARISON, first) - 1, -1):
        word = tokens.words[at]
        if word in _BREAKS or word[0].isdigit():
            return False
        if word in _FIRSTS and tokens.word(at - 1) in ("its", "the", "their", "his", "her"):
            return tokens.word(at - 2) in (",", "is", "was", "in", "as") and tokens.word(at + 1) not in (
                "time",
                "day",
                "week",
                "month",
                "year",
            )
    return False


def last_named(dates: Sequence[DatePhrase], before: Spoken) -> Spoken:
    """Give what "two days earlier" or "that year" counts from: the last period known to a month or better, and the last year."""
    near, year = before
    for phrase in dates:
        if phrase.named and not phrase.ahead:
            longer = (phrase.named[1] - phrase.named[0]).days > 31
            near, year = (near, phrase.named) if longer else (phrase.named, year)
    return near, year


def event_day(dates: Sequence[DatePhrase], before: Dated | None) -> Dated | None:
    """Give the day on which a sentence of the outlet's own says that something happened, where it names just one."""
    days = [phrase for phrase in dates if phrase.dated.start == phrase.dated.end and not phrase.ahead and not phrase.since]
    return days[0].dated if len(days) == 1 and len(dates) == 1 else before


def struck_on(tokens: Tokens, dates: Sequence[DatePhrase], first: int, last: int) -> Dated | None:
    """Give the day, days or month in which a sentence says that an attack or fighting took place, where it names just one."""
    if not dates or _ATTACKS.isdisjoint(tokens.words[first:last]):
        return None
    of_event = [phrase for phrase in dates if not (phrase.since or phrase.ahead or _by_a_cue(tokens, phrase))]
    if len(of_event) != 1:
        return None
    start, end = of_event[0].dated.start, of_event[0].dated.end
    return of_event[0].dated if start and end and (end - start).days <= _MONTH else None


def dated_after(tokens: Tokens, dates: Sequence[DatePhrase], first: int) -> tuple[Dated, bool] | None:
    """Give the day that a sentence adds to the one before it, and whether it is that of what happened: "They had been taken on 9 January";
    else that of the saying: "Its spokesman told reporters on Monday"."""
    if not dates or dates[0].since or dates[0].ahead or dates[0].dated.start != dates[0].dated.end:
        return None
    if len(dates) > 1 and "," not in tokens.words[dates[0].last : dates[1].first]:
        return None
    opening = tokens.words[first]
    words = tokens.words[first : dates[0].first]
    if opening in _THE_SAME or (opening == "the" and tokens.word(first + 1) in _THE_SAME):
        passive = next((at for at, word in enumerate(words) if word in ("were", "been", "was")), None)
        if passive is not None and not any(word in _BREAKS or word == "that" for word in words):
            return dates[0].dated, True
    if opening in ("he", "she", "it", "its", "his", "her") and _by_a_cue(tokens, dates[0]):
        return dates[0].dated, False
    return None


def heading_date(tokens: Tokens, dates: Sequence[DatePhrase], first: int, last: int) -> Dated | None:
    """Give the day that a heading, or the opening words of an entry, set for what follows: "Tuesday 4 March"; "5 March, 08:40 - ..."."""
    if first != 0 or not dates or tokens.words[0] in _NO_HEADING or any(_says_more(word) for word in tokens.words[: dates[0].first]):
        return None
    days = [phrase for phrase in dates if phrase.dated.start == phrase.dated.end and not phrase.since]
    place = dates[-1].last if all(not _says_more(word) for word in tokens.words[dates[0].last : dates[-1].first]) else dates[0].last
    while place < last and (tokens.words[place][0].isdigit() or tokens.words[place] in (",", ":")):
        place += 1
    alone = place == last == len(tokens.words)
    return days[-1 if alone else 0].dated if days and (alone or tokens.word(place) in ("-", "–", "—", "|")) else None


def _says_more(word: str) -> bool:
    return word[0].isalpha() and word not in WEEKDAYS


def _parted(tokens: Tokens, dates: Sequence[DatePhrase], statement: Statement | None) -> tuple[list[DatePhrase], list[DatePhrase]]:
    """Part the dates of the saying from those of what is said."""
    said: list[DatePhrase] = []
    of_event: list[DatePhrase] = []
    for phrase in dates:
        place = tokens.starts[phrase.last - 1]
        inside = statement is not None and any(span.start <= place < span.end for span in statement.content)
        outside = statement is not None and not inside
        if phrase.since:
            of_event.append(phrase)
            continue
        (said if outside or (not inside and _by_a_cue(tokens, phrase)) else of_event).append(phrase)
    return said, of_event


def _by_a_cue(tokens: Tokens, phrase: DatePhrase) -> bool:
    """Whether a date stands behind a word of saying, with nothing said in between, or right before one."""
    if tokens.word(phrase.last) in _SAYING:
        return True
    for place in range(phrase.first - 1, max(phrase.first - 1 - _NEAR_A_CUE, -1), -1):
        word = tokens.words[place]
        if word in (",", ";", ":", "that", ".", '"', "”") or word[0].isdigit():
            return False
        if word in _SAYING:
            return True
    return False


def _looks_ahead(tokens: Tokens, sighting: Sighting, phrase: DatePhrase, scope: Scope) -> bool:
    """A coming date holds for the number in front of it, and for what is planned or foreseen behind it where it opens the clause."""
    if phrase.first >= sighting.slot.last:
        return True
    if scope not in (Scope.PLANNED, Scope.FORECAST):
        return False
    between = tokens.words[phrase.last : sighting.slot.first]
    if between[:1] == [","] and between[1:2] in (["with"], ["including"], ["among"]):
        between = between[1:]
    return "," not in between or tokens.word(phrase.first - 1) in ("", ",", "and", "that", ".", "but")


def _nearest(tokens: Tokens, sighting: Sighting, phrases: Sequence[DatePhrase]) -> DatePhrase | None:
    slot = sighting.slot

    def distance(phrase: DatePhrase) -> int:
        ahead = phrase.first >= slot.last
        between = tokens.words[slot.last : phrase.first] if ahead else tokens.words[phrase.last : slot.first]
        return len(between) + sum(_BREAKS.get(word, 0) for word in between) + (0 if ahead else _BEFORE)

    return min(phrases, key=distance, default=None)
