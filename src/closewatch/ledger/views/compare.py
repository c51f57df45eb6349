"""When two figures of one question are said of the same thing: one scope, dates that can be held together, the same people and place.

Every rule here is one of docs/guide/questions.md, with its number. What follows from a comparison (a conflict, a revision, figures that
stand side by side) is left to `conflicts` and `beside`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache

from closewatch.ledger.views.answers import Answer
from closewatch.terms.about import Place
from closewatch.terms.figure import Figure, FigureKind, Range, Scope, amount_in_words
from closewatch.terms.tolerance import MOST, room_in_words, widened
from closewatch.terms.when import KnownFrom

MONTH = timedelta(days=30).days
"""Days: counts whose as-of dates lie further apart stand side by side, each with its date."""

LASTING = timedelta(days=183).days
"""Days: a plan, a forecast or a rate is told as what holds until further notice, so these are held together for half a year."""

WEEK = timedelta(days=7).days
"""Days: counts without any as-of date are held against each other only where they were told within a week."""

SAME_EVENT = timedelta(days=1).days
"""Days: what is counted for its own days (an event, an increment) must be of the same days, give or take one for night and time zones."""

OTHER_THING = 0.1
"""A number below this share of an earlier total is taken to count something else than all of it, and not to be that total fallen. Ours."""

LONGEST_EVENT = 7
"""Days: what is dated to a longer time is held against what is dated to the very same time alone."""

RATES = (FigureKind.RATE, FigureKind.SHARE, FigureKind.RATIO)
"""Kinds that hold for a part as well as for the whole; money per head or per month is one too."""

PASSING = (Scope.EVENT, Scope.INCREMENT, Scope.DECREMENT)
COMING = (Scope.PLANNED, Scope.FORECAST)

_FILLERS = frozenset(
    "the a an of in on at to for from and or its their his her these those some such all any each every both one ones other others more"
    " further another additional new they them he him she it we us you who were was are is has had have been being so far total"
    " soldier soldiers troop troops serviceman servicemen servicewoman force forces fighter fighters people persons person man men military"
    " personnel worker workers labourer labourers laborer laborers civilian civilians child children"
    " dead fallen killed wounded injured casualties casualty losses".split()
)
"""Words that do not tell one population of a question from another: its country, class and measure are the same by its key."""

_UNITS = re.compile(
    r"(?:[\w’'-]+\s+)*?(?P<name>(?:[A-Z\d][\w’'-]*\s+)+(?:Brigade|Corps|Bureau|Regiment|Division|Battalion|Group|Guards?|Command|Legion|Fleet"
    r"|Squadron|Company|Unit|Directorate))\b"
)
"""A part of the forces that is named: its people are not all of them."""


@dataclass(frozen=True, eq=False)
class Held:
    """An answer made ready to be compared: its amount with the room of "about", and days as ordinals (None where not known).

    `until` is the day from which its origin says another number; `subset` tells that its text counts it as a part of another answer.
    """

    answer: Answer
    claim: str
    actor: str
    scope: Scope
    amount: Range
    least: float
    most: float
    first: int | None
    last: int | None
    told: int | None
    is_rate: bool
    telling: frozenset[str]
    subset: bool
    until: int | None = None

    @property
    def figure(self) -> Figure:
        """The figure of the answer."""
        return self.answer.figure

    @cached_property
    def words(self) -> str:
        """The amount in words."""
        return amount_in_words(self.figure.amount)

    @cached_property
    def room(self) -> str | None:
        """Between which numbers the words of the amount are taken to reach, where they leave room."""
        return room_in_words(self.figure.amount)

    @cached_property
    def is_year(self) -> bool:
        """Whether it is about whole calendar years: what happened in them, and not all so far."""
        if self.first is None or self.last is None:
            return False
        start, end = date.fromordinal(self.first), date.fromordinal(self.last)
        return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)

    @cached_property
    def role(self) -> str | None:
        """What the people counted do, where the report tells."""
        return self.answer.figure.population.role if self.answer.figure.population else None

    @property
    def days(self) -> int:
        """How many days its as-of period has."""
        return 0 if self.first is None or self.last is None else self.last - self.first + 1


def held(answers: Sequence[Answer]) -> tuple[Held, ...]:
    """Make answers ready: who says "about" once says it of the same amount everywhere, and a value ends where its origin gives another."""
    known = {answer.id for answer in answers}
    soft = {
        (answer.actor, ends(answer.figure.amount)): answer.figure.amount
        for answer in answers
        if widened(answer.figure.amount) is not answer.figure.amount
    }
    made = [_held(answer, soft.get((answer.actor, ends(answer.figure.amount)), answer.figure.amount), known) for answer in answers]
    by_origin: dict[tuple[str, Scope], list[Held]] = {}
    for one in made:
        if one.first is not None and one.scope in (Scope.CUMULATIVE, Scope.STOCK):
            by_origin.setdefault((one.actor, one.scope), []).append(one)
    return tuple(_ended(one, by_origin.get((one.actor, one.scope), ())) for one in made)


def ends(amount: Range) -> tuple[object, ...]:
    """Give what makes two amounts one answer, however each is worded; a person may have merged answers that have others."""
    return (amount.low, amount.high, amount.open_low, amount.open_high)


def _held(answer: Answer, amount: Range, known: set[str]) -> Held:
    figure, wide = answer.figure, widened(amount)
    as_of = figure.as_of
    least = float("-inf") if wide.low is None or wide.open_low else float(wide.low)
    most = float("inf") if wide.high is None or wide.open_high else float(wide.high)
    return Held(
        answer, answer.claim, answer.actor, figure.scope, wide, least, most,
        _day(as_of.start if as_of else None), _day(as_of.end if as_of else None), _told(answer.first_said),
        figure.kind in RATES or figure.per is not None, _telling_words(figure), figure.part_of in known,
    )  # fmt: skip


def _day(day: date | None) -> int | None:
    return day.toordinal() if day else None


@lru_cache(maxsize=4096)
def _told(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day and len(day) == 10 else None


def _ended(one: Held, others: Iterable[Held]) -> Held:
    if one.last is None:
        return one
    ends = [other.first for other in others if other.first is not None and other.first > one.last and revises(other, one)]
    return replace(one, until=min(ends)) if ends else one


def revises(later: Held, earlier: Held) -> bool:
    """Tell whether a value of the same origin takes the place of another: another amount for the same scope, people and place."""
    return (
        later.actor == earlier.actor
        and later.scope is earlier.scope
        and apart(later, earlier)
        and later.telling == earlier.telling
        and later.subset == earlier.subset
        and place_part(later.figure.place, earlier.figure.place) != "either"
    )


def apart(left: Held, right: Held) -> bool:
    """Tell whether two amounts do not even touch, with the room that "about" leaves: "more than 300" touches "300"."""
    return left.most < right.least or right.most < left.least


def compared_by(left: Held, right: Held) -> str | None:
    """Say by which rule two answers are held against each other: "dates", "falls" (a total that shrinks), or None.

    The order of the two makes no difference.
    """
    if left.is_rate and right.is_rate:
        return "dates" if left.last is None or right.last is None or _gap(left, right) <= LASTING else None
    scope = left.scope
    if scope is not right.scope:
        return None
    if left.last is None or right.last is None:
        together = left.last is right.last and left.told is not None and right.told is not None and abs(left.told - right.told) <= WEEK
        return "dates" if together and scope not in PASSING else None
    if scope in PASSING:
        return (
            "dates"
            if _gap(left, right) <= SAME_EVENT and (max(left.days, right.days) <= LONGEST_EVENT or _same_days(left, right))
            else None
        )
    if scope in COMING:
        # A date taken from publication says when a plan was told, not what day it is for.
        dated = all(one.figure.as_of is not None and one.figure.as_of.known_from is KnownFrom.TEXT for one in (left, right))
        return "dates" if _gap(left, right) <= (MONTH if dated else LASTING) else None
    if (right.last, right.first or 0) < (left.last, left.first or 0):
        left, right = right, left
    return _totals_compared_by(left, right)


def _totals_compared_by(earlier: Held, later: Held) -> str | None:
    if earlier.last is None or later.last is None or (earlier.until is not None and later.last >= earlier.until):
        return None
    if earlier.is_year or later.is_year:
        return "dates" if _same_days(earlier, later) else None
    gap, short = _gap(earlier, later), later.days <= MONTH + 1
    if gap <= MONTH and ((short and earlier.days <= MONTH + 1) or later.last - earlier.last <= MONTH):
        return "dates"
    if earlier.scope is Scope.CUMULATIVE and later.days and short and later.first is not None and later.first > earlier.last:
        # What took years to add up changes in a share of that time by no more than "about" leaves open.
        if gap <= earlier.days * MOST:
            return "dates"
        return "falls" if earlier.least * OTHER_THING <= later.most < earlier.least else None
    return None


def _gap(left: Held, right: Held) -> int:
    """Count the days between two as-of periods; none where they touch or an end is open."""
    gap = 0
    if left.first is not None and right.last is not None:
        gap = left.first - right.last
    if right.first is not None and left.last is not None:
        gap = max(gap, right.first - left.last)
    return max(gap, 0)


def _same_days(left: Held, right: Held) -> bool:
    return (left.first, left.last) == (right.first, right.last)


def population_part(left: Held, right: Held) -> str | None:
    """Say which population is the narrower: left, right, either (they differ and nobody can tell), or None where both are the same."""
    if left.subset != right.subset:
        return "left" if left.subset else "right"
    if left.subset and left.figure.part_of != right.figure.part_of:
        return "either"
    role, other = left.role, right.role
    if role is not None and other is not None and role != other:
        return "left" if other == "military" else "right" if role == "military" else "either"
    if left.telling == right.telling:
        return None
    if left.telling > right.telling or left.telling < right.telling:
        return "left" if left.telling > right.telling else "right"
    return "either"


def _telling_words(figure: Figure) -> frozenset[str]:
    """Give the words that narrow a population down; none of them means all of it.

    Nationality, the place's own name and words like "soldiers" do not narrow: the question's key has them. Names are left out by their
    capitals.
    """
    span = figure.population.span if figure.population else None
    return _telling(span.exact) if span else frozenset()


@lru_cache(maxsize=4096)
def _telling(words: str) -> frozenset[str]:
    named = _UNITS.match(words)
    lower = {word for word in re.findall(r"\w+", words) if word.islower() and word not in _FILLERS}
    return frozenset(lower | ({named["name"].casefold()} if named else set()))


def place_part(left: Place | None, right: Place | None) -> str | None:
    """Say which place is the narrower one, as `population_part` does: Sudzha lies in Kursk, and Kursk in Russia."""
    if left is None or right is None or (left.name == right.name and (left.region == right.region or None in (left.region, right.region))):
        return None
    if left.contains(right):
        return "right"
    return "left" if right.contains(left) else "either"
