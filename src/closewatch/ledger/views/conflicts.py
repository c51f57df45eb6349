"""Which answers to one question cannot both hold: the rules of docs/interfaces.md (`show CASE questions --json`), over answers alone.

Two claims conflict when some answer of one and some answer of the other come from different origins, speak of the same scope at
compatible dates, and their intervals do not touch. Where the two are not said of quite the same people or place, rates conflict and
the difference is named; counts conflict only where the part exceeds the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import combinations

from closewatch.ledger.views.answers import Answer
from closewatch.terms.claim import Conflict, ConflictKind
from closewatch.terms.countries import country_names
from closewatch.terms.figure import Figure, FigureKind, Place, amount_in_words
from closewatch.terms.when import Dated, Period

AS_OF_WINDOW = timedelta(days=30)
"""Figures whose as-of dates lie further apart than a month stand side by side, each with its date, and are not held against each other."""

RATES = (FigureKind.RATE, FigureKind.SHARE, FigureKind.RATIO)
"""Kinds that hold for a part as well as for the whole; money per head or per month is one too."""

_FILLERS = frozenset(
    "the a an of in on at to for and or its their his her these those some such all any who were was are had have been"
    " soldier soldiers troop troops serviceman servicemen force forces fighter fighters people persons men military personnel".split()
)
"""Words that do not tell one population of a question from another: its country and class are the same by its key."""


def conflicts_among(question: str, answers: Sequence[Answer], denials: Mapping[str, Iterable[str]]) -> tuple[Conflict, ...]:
    """Find the conflicts among the answers to one question.

    `denials` gives, for a statement, the statements that deny it. The order of the result is that of the ids.
    """
    by_claim: dict[str, list[Answer]] = {}
    for answer in answers:
        if not answer.denied:
            by_claim.setdefault(answer.claim, []).append(answer)
    found: dict[str, Conflict] = {}
    for left, right in combinations(sorted(by_claim, key=lambda claim: (_size(by_claim[claim][0].figure), claim)), 2):
        conflict = _between(question, _distinct(by_claim[left]), _distinct(by_claim[right]))
        if conflict:
            found[conflict.id] = conflict
    for conflict in _with_denials(question, by_claim, [answer for answer in answers if answer.denied], denials):
        found[conflict.id] = conflict
    return tuple(found[identity] for identity in sorted(found))


def _size(figure: Figure) -> Decimal:
    """Order amounts for reading: the smaller number is named first."""
    amount = figure.amount
    return amount.low if amount.low is not None else amount.high if amount.high is not None else Decimal(0)


def _between(question: str, lefts: Sequence[Answer], rights: Sequence[Answer]) -> Conflict | None:
    if lefts[0].figure.amount.meets(rights[0].figure.amount):
        return None
    best: Conflict | None = None
    for left in lefts:
        for right in rights:
            if left.actor == right.actor or not _comparable(left.figure, right.figure):
                continue
            conflict = _judge(question, left, right)
            if conflict and not conflict.differs:
                return conflict
            if conflict and (best is None or len(conflict.differs) < len(best.differs)):
                best = conflict
    return best


def _judge(question: str, left: Answer, right: Answer) -> Conflict | None:
    """Judge two answers whose intervals do not touch."""
    population, place = _parts(left.figure, right.figure), _place_parts(left.figure.place, right.figure.place)
    differs = tuple(name for name, part in (("population", population), ("place", place)) if part)
    kind = ConflictKind.FIGURES_DO_NOT_MEET
    if differs and not _is_rate(left.figure):
        part = population or place
        if part == "either" or (population and place and population != place):
            return None
        inner, outer = (left, right) if part == "left" else (right, left)
        if not _exceeds(inner.figure, outer.figure):
            return None
        kind = ConflictKind.PART_EXCEEDS_WHOLE
    as_written = tuple(words for name in differs for words in (_words(left.figure, name), _words(right.figure, name)))
    return Conflict(question, left.claim, right.claim, kind, differs, as_written, _sentence(left, right, kind, differs))


def _with_denials(
    question: str, by_claim: Mapping[str, Sequence[Answer]], denied: Sequence[Answer], denials: Mapping[str, Iterable[str]]
) -> Iterable[Conflict]:
    """An assertion and a denial of it always meet."""
    kind = ConflictKind.ASSERTION_MEETS_DENIAL
    for claim, answers in by_claim.items():
        for answer in answers:
            for denying in denials.get(answer.statement or "", ()):
                because = f"{amount_in_words(answer.figure.amount)} is asserted in one statement and denied in another that refers to it"
                yield Conflict(question, claim, denying, kind, because=because)
        for denial in denied:
            amount = answers[0].figure.amount
            if denial.statement and amount.meets(denial.figure.amount) and any(answer.actor != denial.actor for answer in answers):
                because = f"{amount_in_words(amount)} is asserted, {amount_in_words(denial.figure.amount)} denied"
                yield Conflict(question, claim, denial.statement, kind, because=because)


def _comparable(left: Figure, right: Figure) -> bool:
    if _is_rate(left) and _is_rate(right):
        return True
    return left.scope is right.scope and _compatible(left.as_of, right.as_of)


def _is_rate(figure: Figure) -> bool:
    return figure.kind in RATES or figure.per is not None


def _compatible(left: Dated | None, right: Dated | None) -> bool:
    """An unknown date is compared with another unknown one only."""
    if left is None or right is None:
        return left is right
    start = right.start and right.start - AS_OF_WINDOW
    end = right.end and right.end + AS_OF_WINDOW
    return left.period.meets(Period(start, end))


def _parts(left: Figure, right: Figure) -> str | None:
    """Say which population is the narrower one: left, right, either (they differ and nobody can tell), or None where both are the same."""
    ours, theirs = _telling_words(left), _telling_words(right)
    if ours is None or theirs is None or ours == theirs:
        return None
    if ours > theirs or ours < theirs:
        return "left" if ours > theirs else "right"
    return "either"


def _telling_words(figure: Figure) -> frozenset[str] | None:
    """Give the words that narrow a population down; none of them means all of it, None that the text does not say.

    Nationality, the place's own name and words like "soldiers" do not narrow: the question's key has them. Names are left out by their
    capitals.
    """
    span = figure.population.span if figure.population else None
    if span is None:
        return None
    return frozenset(word for word in re.findall(r"\w+", span.exact) if word.islower() and word not in _FILLERS)


def _place_parts(left: Place | None, right: Place | None) -> str | None:
    """Say which place is the narrower one; a state contains every other place that carries its code."""
    if left is None or right is None or left.name == right.name:
        return None
    wide = [place.country is not None and country_names().get(place.country) == place.name for place in (left, right)]
    if wide == [True, False]:
        return "right"
    return "left" if wide == [False, True] else "either"


def _exceeds(part: Figure, whole: Figure) -> bool:
    least, most = part.amount.low, whole.amount.high
    return least is not None and most is not None and not part.amount.open_low and not whole.amount.open_high and least > most


def _words(figure: Figure, field: str) -> str:
    value = figure.population if field == "population" else figure.place
    if value is None or value.span is None:
        return figure.place.name if field == "place" and figure.place else ""
    return value.span.exact


def _sentence(left: Answer, right: Answer, kind: ConflictKind, differs: Sequence[str]) -> str:
    amounts = f"{amount_in_words(left.figure.amount)} and {amount_in_words(right.figure.amount)}"
    first = f"{amounts} do not meet" if kind is ConflictKind.FIGURES_DO_NOT_MEET else f"of {amounts}, the part exceeds the whole"
    if not differs:
        return first
    each = "; ".join(f"{name}: “{_words(left.figure, name)}” and “{_words(right.figure, name)}”" for name in differs)
    return f"{first}; they are not said of quite the same {' and '.join(differs)} ({each})"


def _distinct(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Keep one answer for each origin, scope, date, population and place: copies make no difference to a conflict."""
    kept: dict[object, Answer] = {}
    for answer in answers:
        figure = answer.figure
        key = (answer.actor, figure.scope, figure.as_of, _telling_words(figure), figure.place and figure.place.name)
        kept.setdefault(key, answer)
    return tuple(kept.values())
