"""How alerts are worded: names in a row, days, and words of reports on one line; never what is true, only who says what.

Knows no rules. The longest that anything is cut to stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.when import PartialDate, Period

MOST_PROOFS = 6
"""How many excerpts go with one alert; the rest is a link away."""
MOST_NAMES = 3
"""How many are named in one sentence; the rest are counted."""
MOST_SIGNS = 100
"""How long quoted words of a report are in a sentence; the whole of them is in the proof."""
_MONTHS = "January February March April May June July August September October November December".split()


def names(several: Iterable[Actor]) -> str:
    """Name some in a row, each once, those first who have a name of their own; of many only the first, and how many more.

    >>> kyiv, seoul, source = (Actor("", name, ActorKind.BODY, named=name != "a source") for name in ("Kyiv", "Seoul", "a source"))
    >>> names([source, kyiv, kyiv]), names([seoul, kyiv, source, Actor("", "Lena", ActorKind.PERSON)])
    ('Kyiv and a source', 'Seoul, Kyiv, Lena and 1 other')
    """
    return row(actor.name for actor in sorted(several, key=lambda actor: not actor.named))


def row(several: Iterable[str]) -> str:
    """Put words in a row, each once; of many only the first, and how many more.

    >>> row("abcbde")
    'a, b, c and 2 others'
    """
    each = list(dict.fromkeys(line(one) for one in several))
    more = len(each) - MOST_NAMES
    if more > 0:
        each = [*each[:MOST_NAMES], f"{more:,} other{'s' if more > 1 else ''}"]
    return " and ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)


def agreeing(several: Sequence[Actor], one: str, more: str) -> str:
    """Give the verb that goes with one, or with several; a group is several.

    >>> kyiv, officials = Actor("", "Kyiv", ActorKind.BODY), Actor("", "officials", ActorKind.GROUP)
    >>> agreeing([kyiv], "gives", "give"), agreeing([kyiv, kyiv], "gives", "give"), agreeing([officials], "gives", "give")
    ('gives', 'gives', 'give')
    """
    return more if len({actor.name for actor in several}) > 1 or several[0].kind is ActorKind.GROUP else one


def line(text: str, most: int = MOST_SIGNS) -> str:
    """Put words of a report on one line, cut where they are long.

    >>> line("About\\n 2,000  men"), line("x" * 20, 5)
    ('About 2,000 men', 'xxxx…')
    """
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def outlet_words(outlet: str | None) -> str:
    """Name an outlet, also one that a report does not tell.

    >>> outlet_words("Gazette"), outlet_words(None)
    ('Gazette', 'An outlet that is not named')
    """
    return line(outlet) if outlet else "An outlet that is not named"


def quoted(text: str, most: int = MOST_SIGNS) -> str:
    """Put words of a report in quotation marks."""
    return f"“{line(text, most)}”"


def day(when: date) -> str:
    """Write a day out.

    >>> day(date(2025, 1, 13))
    '13 January 2025'
    """
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def days(period: Period | None) -> str:
    """Write out the days that something holds for, with the preposition that goes before; nothing where they are not known.

    >>> days(Period(date(2025, 1, 13), date(2025, 1, 13))), days(Period(None, date(2025, 2, 1))), days(None)
    (' on 13 January 2025', ' up to 1 February 2025', '')
    >>> days(Period(date(2025, 1, 1), date(2025, 1, 31))), days(Period(date(2025, 1, 1), date(2025, 2, 2)))
    (' in January 2025', ' between 1 January 2025 and 2 February 2025')
    """
    start, end = (period.start, period.end) if period else (None, None)
    if start is None or end is None:
        return f" up to {day(end)}" if end else f" since {day(start)}" if start else ""
    if start == end:
        return f" on {day(end)}"
    for whole, name in (
        (PartialDate(f"{start:%Y-%m}"), f"{_MONTHS[start.month - 1]} {start.year}"),
        (PartialDate(f"{start:%Y}"), f"{start.year}"),
    ):
        if whole.period() == period:
            return f" in {name}"
    return f" between {day(start)} and {day(end)}"
