"""How figures and periods are put into a few plain words for people, and foreign text onto one safe line; programs get `shapes`.

Says no more than the value says. How a bare amount is worded is known to `terms.figure`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from closewatch.terms.about import About
from closewatch.terms.countries import country_name
from closewatch.terms.figure import Figure, FigureKind, Standing, amount_in_words
from closewatch.terms.when import Period


def figure_words(figure: Figure) -> str:
    """Put a figure into words: what it counts, the amount, the unit and what it is for each of; then what the text does with it.

    >>> from decimal import Decimal
    >>> from closewatch.terms.figure import Range
    >>> from closewatch.testing import plain_report
    >>> report = plain_report("They get $100.")
    >>> amount = Range(low=Decimal(100), best=Decimal(100), high=Decimal(100))
    >>> figure_words(Figure(report.id, report.span(9, 13), "paid", amount, kind=FigureKind.MONEY, unit="USD", per="month"))
    'paid 100 USD per month'
    """
    unit = {None: "", "person": "", "percent": "%", "ratio": ""}.get(figure.unit, f" {(figure.unit or '').replace('|', ' or ')}")
    ratio = " to 1" if figure.kind is FigureKind.RATIO else ""
    each = f" per {figure.per}" if figure.per else ""
    standing = "" if figure.standing in (Standing.ASSERTED, Standing.NONE_REPORTED) else f" ({figure.standing.value})"
    return f"{figure.measure} {amount_in_words(figure.amount)}{unit}{ratio}{each}{standing}"


def about_words(about: About) -> str:
    """Put into words what a statement is about apart from how many, and the words or the rule that this rests on.

    >>> from closewatch.terms.about import Act, Place, Population
    >>> about_words(About(None, Population("RW", kind="combatant"), Place("Goma", "CD"), Act.FOUGHT, negated=True, rule="points back"))
    'not: fought; Rwanda, combatant; Goma (points back)'
    """
    what = about.measure or (about.act.value if about.act else "all that is told")
    whom = about.population
    parts = [country_name(whom.country) if whom and whom.country else None, whom.kind if whom else None]
    where = about.place.name if about.place else None
    told = "; ".join(part for part in (what, ", ".join(part for part in parts if part), where) if part)
    ground = about.rule or (f"“{about.span.exact}”" if about.span else "")
    return f"{'not: ' if about.negated else ''}{'planned: ' if about.planned else ''}{told}" + (f" ({ground})" if ground else "")


def period_words(period: Period | None) -> str:
    """Put a period into words; nothing where it is not known.

    >>> from datetime import date
    >>> period_words(Period(date(2024, 11, 1), date(2024, 11, 19))), period_words(None)
    ('2024-11-01 to 2024-11-19', '')
    """
    if period is None or (period.start is None and period.end is None):
        return ""
    if period.start == period.end:
        return f"{period.start}"
    if period.start is None:
        return f"until {period.end}"
    return f"since {period.start}" if period.end is None else f"{period.start} to {period.end}"


def review_words(review: str, lost: int | None) -> str:
    """Say how a value was reviewed, and whether today's reader still finds it.

    >>> review_words("accepted", None), review_words("accepted", 57)
    ('accepted', 'accepted, no longer read since entry 57')
    """
    return review if lost is None else f"{review}, no longer read since entry {lost:,}"


def byline_words(outlet: str | None, day: str | None) -> str:
    """Say in whose report, and of what day, words stand.

    >>> byline_words("Meridian Wire", "2024-10-04"), byline_words(None, "")
    ('Meridian Wire, 2024-10-04', 'no outlet named, no date')
    """
    return f"{one_line(outlet or 'no outlet named', 40)}, {day or 'no date'}"


def counted(number: int, noun: str) -> str:
    """Put a number and its noun together.

    >>> counted(1, "problem"), counted(2000, "problem")
    ('1 problem', '2,000 problems')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def proved_words(proved: int) -> str:
    """Say how many origins are proved independent of each other.

    >>> proved_words(0), proved_words(3)
    ('no two origins are proved independent', '3 origins are proved independent of each other')
    """
    return f"{proved} origins are proved independent of each other" if proved > 1 else "no two origins are proved independent"


def one_line(text: str, width: int | None = None) -> str:
    """Show words of a report on one line: white space as single spaces, control and direction marks as a sign, cut at `width`.

    A report is foreign text: written to a terminal as it stands, it could move the cursor or reverse what is read.

    >>> one_line("A\\n  long\\x1b[2J text", 9)
    'A long\ufffd[…'
    """
    plain = visible(" ".join(text.split()))
    return plain if width is None or len(plain) <= width else plain[: width - 1].rstrip() + "…"


def visible(text: str) -> str:
    """Show a sign in place of every control and direction mark, line breaks too; spaces stay as they are.

    >>> visible("  a\x1b[31m")
    '  a\ufffd[31m'
    """
    if text.isprintable():  # none of those marks is; most text has none, and looking at every sign of it costs a page its time
        return text
    return "".join("\ufffd" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") else sign for sign in text)


_KEPT = "\n\t\u00ad\u061c\u200c\u200d\u200e\u200f"
"""Signs without a look of their own that words are written with: joiners of Persian and Hindi, marks of direction, soft hyphens."""


@lru_cache(4096)
def _look(sign: str) -> str:
    if sign == "\r":
        return " "
    return "\ufffd" if sign not in _KEPT and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") else sign


def readable(text: str) -> str:
    """Show a text with its line breaks, sign for sign: what could turn what is read around, or is no sign at all, is made to show.

    >>> readable("a\\u202eb\\r\\nc"), len(readable("a\\u202eb\\r\\nc"))
    ('a\ufffdb \\nc', 6)
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_look, text))
