"""Which figure and which statement of one telling belong with which of the other: the ones whose words and numbers say the same thing.

Pairs are found best first, each value of the retelling with at most one of the other; several of the retelling may go back to one (a
headline and its lead). Never by the number alone. What changed within a pair is decided in the modules beside this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from closewatch.linking.drift_sides import Side
from closewatch.linking.drift_speakers import like_speaker, namesakes, other_speaker, same_hand, same_speaker
from closewatch.linking.drift_words import Likeness, Rarity, says
from closewatch.terms.actor import ActorKind
from closewatch.terms.figure import Figure, FigureKind

FAMILIES = (
    {"killed", "wounded", "casualties", "missing", "captured"}, {"captured", "detained", "surrendered", "released", "abducted"},
    {"deployed", "strength", "recruited", "returned", "evacuated", "population", "deserted"}, {"paid", "cost"},
    {"destroyed", "damaged"}, {"launched", "intercepted", "incidents", "destroyed"},
    {"displaced", "evacuated", "trapped", "affected", "returned"},
)  # fmt: skip
"""Measures that one telling may put in the place of another; any two of a row. "other" may stand for each."""

WORDS_FEW = 0.15
"""The least share of content words, by weight, where the speaker is one or the number is not round (set on the visible pairs)."""

WORDS_ENOUGH = 0.34
"""The same where nothing but a round number speaks for the pair."""

WORDS_HALF = 0.5
"""The part of all content words from which a noun that nothing is known of stands for other people, if another stood there."""

WORDS_MANY = 4
"""How many content words let a round number of another speaker be the same one, where "about", people and place agree as well."""

WEIGHT = 1.8
"""What the words in common must weigh where the speakers differ, so that words of the whole story do not carry a pair alone."""

WEIGHT_OF_WORDS = 2.4
"""The same for statements, which no number holds together."""

WORDS_ALL = 0.65
"""The part of all content words from which two short statements are one."""

WORDS_NEARLY_ALL = 0.8
"""The part of all content words from which two sentences are one, whatever their numbers."""

WORDS_CLOSE = 0.6
"""The share from which two sentences tell one thing even where no number says so (set on the visible pairs)."""


NOTHING = Likeness(0.0, 0, 0.0)


@dataclass(frozen=True)
class Pair:
    """Two values that tell one thing, here and there, and how alike they are (from 0 to 1)."""

    here: Side
    there: Side
    score: Decimal
    tens: int = 0
    """By how many powers of ten the two numbers differ, 0 where they are equal."""
    alike: Likeness = NOTHING
    """What their words have in common."""
    other: bool = False
    """Whether the two numbers are different ones in what is otherwise one sentence."""


def pair_figures(here: tuple[Side, ...], there: tuple[Side, ...], words: Rarity) -> tuple[Pair, ...]:
    """Give each figure of the retelling the one it was passed on from, where there is one."""
    found: list[Pair] = []
    for side in here:
        judged = [pair for other in there if other.value is not side.value and (pair := _figure_pair(side, other, words))]
        equal = [pair for pair in judged if not pair.tens and not pair.other]
        best = max(equal or judged, key=lambda pair: (pair.score, -_start(pair.there)), default=None)
        if best is not None:
            found.append(best)
    return (*found, *_beside(found, here, there))


def _beside(found: list[Pair], here: tuple[Side, ...], there: tuple[Side, ...]) -> Iterator[Pair]:
    """Where one number of a sentence lost its scale, its neighbours that are off by as much lost theirs."""
    paired = {pair.here.value.id for pair in found}
    for pair in found:
        for side in here if pair.tens else ():
            if side.value.id in paired or side.sentence != pair.here.sentence or side.figure is None:
                continue
            others = [other for other in there if other.sentence == pair.there.sentence and other.figure is not None]
            same = [other for other in others if other.figure and _tens(numbers(side.figure), numbers(other.figure)) == pair.tens]
            if same:
                yield Pair(side, same[0], pair.score, pair.tens)


def pair_statements(here: tuple[Side, ...], there: tuple[Side, ...], words: Rarity) -> tuple[Pair, ...]:
    """Give each statement of the retelling the one whose content it repeats, where there is one."""
    found = []
    for side in here:
        judged = [pair for other in there if other.value is not side.value and (pair := _statement_pair(side, other, words))]
        best = max(judged, key=lambda pair: (pair.score, -_start(pair.there)), default=None)
        if best is not None:
            found.append(best)
    return tuple(found)


def numbers(figure: Figure) -> frozenset[Decimal]:
    """The numbers that stand in a figure's words, whatever bounds them."""
    return frozenset(end for end in (figure.amount.low, figure.amount.high) if end is not None)


def _figure_pair(here: Side, there: Side, words: Rarity) -> Pair | None:
    left, right = here.figure, there.figure
    if left is None or right is None or not _one_kind(left, right):
        return None
    tens = _tens(numbers(left), numbers(right))
    if tens is None and not _printed_together(here, there, left, right):
        return None
    alike = words.likeness(here.words, there.words)
    if not alike.words and not _rare(left):
        return None
    speaker = _speaks_alike(here, there)
    if not _one_family(left, right) and (alike.share < WORDS_CLOSE or alike.words < 3):
        return None
    if tens is None:
        return Pair(here, there, _rounded(0.3 + 0.3 * alike.whole), alike=alike, other=True) if _one_sentence(alike, speaker) else None
    if not (_scale_lost(left, right, alike, speaker) if tens else _one_number(here, there, alike, speaker)):
        return None
    score = 0.5 + 0.3 * alike.share + 0.1 * (left.measure == right.measure) + 0.06 * (speaker > 0) - 0.12 * there.in_headline
    return Pair(here, there, _rounded(score + 0.04 * _same_place(left, right)), tens, alike)


def _speaks_alike(here: Side, there: Side) -> int:
    """1 for one speaker or one hand, -1 for two, 0 where nobody is named on one side or the words do not tell."""
    if here.statement is None or there.statement is None:
        return 0
    if same_speaker(here, there) or same_hand(here, there) or like_speaker(here, there):
        return 1
    return -1 if other_speaker(here, there) and not namesakes(here, there) else 0


def _one_number(here: Side, there: Side, alike: Likeness, speaker: int) -> bool:
    """Judge a pair with one number: the rarer the number and the surer the speaker, the fewer words are asked for."""
    left, right = here.value, there.value
    if not isinstance(left, Figure) or not isinstance(right, Figure):
        return False
    measure = left.measure == right.measure
    if here.account is there.account:
        return alike.words >= 2 and not _small(left) and _told_again(here, there, speaker)
    if _rare(left):
        return alike.words >= (0 if len(numbers(left)) > 1 and measure and left.per == right.per else 1)
    if speaker < 0:
        return (alike.share >= WORDS_CLOSE and alike.weight >= WEIGHT) or (
            alike.words >= WORDS_MANY and (measure or "casualties" in (left.measure, right.measure)) and _same_setting(left, right)
        )
    if speaker > 0:
        return alike.words >= 1 and (alike.share >= WORDS_FEW or not _small(left))
    if not measure and _two_outcomes(left, right, alike):
        return False
    if not _round(left):
        return alike.words >= 1 and alike.share >= (WORDS_FEW if measure else WORDS_ENOUGH)
    nobody = _nobody(here) or _nobody(there)
    return alike.words >= 2 and (alike.share >= WORDS_ENOUGH or (measure and nobody and not _small(left) and _same_people(left, right)))


def _two_outcomes(left: Figure, right: Figure, alike: Likeness) -> bool:
    """300 dead and 300 wounded are two numbers, unless the sentences are one; a toll of all may have become any part of it."""
    measures = {left.measure, right.measure}
    return measures <= FAMILIES[0] and alike.whole < WORDS_FEW + 0.2 * ("casualties" not in measures)


def _nobody(side: Side) -> bool:
    """The outlet itself speaks, under its name or under none."""
    speaker = side.statement.speaker if side.statement else None
    return speaker is None or speaker.kind is ActorKind.OUTLET


def _same_setting(left: Figure, right: Figure) -> bool:
    """Two numbers said with the same "about", of the same people in the same state."""
    about = left.amount.approximate and right.amount.approximate and left.amount.lean is right.amount.lean
    return about and _same_place(left, right) and _same_people(left, right)


def _told_again(here: Side, there: Side, speaker: int) -> bool:
    """Within a report: a headline and its body, a later version of the same speaker's words, or one that says what it leaves out."""
    if here.in_headline:
        return True
    return here.sentence.start > there.sentence.start and (
        speaker > 0 or namesakes(here, there) or says("left_out", here.words) is not None
    )


def _same_people(left: Figure, right: Figure) -> bool:
    countries = {one.population.country for one in (left, right) if one.population and one.population.country}
    return len(countries) <= 1


def _small(figure: Figure) -> bool:
    return any(end < 20 for end in numbers(figure))


def _same_place(left: Figure, right: Figure) -> bool:
    return left.place is not None and right.place is not None and left.place.country == right.place.country


def _printed_together(here: Side, there: Side, left: Figure, right: Figure) -> bool:
    """Two counts of one thing, printed by two outlets on one day: a later day may bring a later count."""
    reports = here.account.report, there.account.report
    days = {report.published.day if report.published else "" for report in reports}
    outlets = {report.publisher for report in reports} - {None}
    counted = (left.measure, left.unit) == (right.measure, right.unit) and bool(numbers(left) and numbers(right))
    return counted and len(days) == 1 and "" not in days and len(outlets) == 2


def _one_sentence(alike: Likeness, speaker: int) -> bool:
    """Nearly the same words, whatever the numbers."""
    return speaker >= 0 and alike.whole >= WORDS_NEARLY_ALL and alike.words >= WORDS_MANY


def _scale_lost(left: Figure, right: Figure, alike: Likeness, speaker: int) -> bool:
    """A number a power of ten away is the same one only where the words are nearly the same, or where it is a range of two such ends."""
    if speaker < 0 or min(*numbers(left), *numbers(right)) <= 1:
        return False
    if len(numbers(left)) > 1:
        return alike.words >= 1
    close = alike.share >= WORDS_CLOSE or (alike.share >= WORDS_ENOUGH and speaker > 0)
    return left.measure == right.measure and alike.words >= 3 and close


def _rare(figure: Figure) -> bool:
    """A number that two reports hardly have by chance: a range, or one with two digits that count and no round hundreds."""
    ends = numbers(figure)
    return len(ends) > 1 or all((end >= 20 and end % 10 and end == int(end)) or (end > 100 and end % 100) for end in ends)


def _round(figure: Figure) -> bool:
    """A number with one digit that is not zero, as any two reports may have by chance."""
    return all(len(f"{end.normalize():f}".strip("0").replace(".", "")) <= 1 or end < 20 for end in numbers(figure))


def _tens(left: frozenset[Decimal], right: frozenset[Decimal]) -> int | None:
    if not left or not right or len(left) != len(right):
        return None
    ratios = {high / low if low else Decimal(high == low) for low, high in zip(sorted(left), sorted(right), strict=True)}
    if len(ratios) != 1:
        return None
    ratio = ratios.pop()
    for power in range(-6, 7):
        if ratio == Decimal(10) ** power:
            return power
    return None


def _one_kind(left: Figure, right: Figure) -> bool:
    """Both are money, or shares, or counts of something."""
    if FigureKind.RATIO in (left.kind, right.kind):
        return False
    money = [bool(re.fullmatch(r"[A-Z]{3}(?:\|[A-Z]{3})*|unknown", one.unit or "")) for one in (left, right)]
    return money[0] == money[1] and ("percent" not in (left.unit, right.unit) or left.unit == right.unit)


def _one_family(left: Figure, right: Figure) -> bool:
    """By measures that a retelling may exchange."""
    measures = {left.measure, right.measure}
    return len(measures) == 1 or "other" in measures or any(measures <= row for row in FAMILIES)


def _statement_pair(here: Side, there: Side, words: Rarity) -> Pair | None:
    left, right = here.statement, there.statement
    if left is None or right is None or not left.content or not right.content:
        return None
    if here.figures and there.figures and not _share_number(here.figures, there.figures):
        return None
    alike = words.likeness(here.words, there.words)
    if alike.words < 2 or alike.share < WORDS_ENOUGH:
        return None
    speaker = _speaks_alike(here, there)
    if speaker > 0:
        enough = alike.share >= WORDS_ENOUGH and alike.words >= 2
    else:
        close = alike.share >= WORDS_CLOSE and alike.words >= 3 and alike.weight >= WEIGHT_OF_WORDS
        enough = close or (alike.whole >= WORDS_ALL and alike.words >= 2 and alike.weight >= WEIGHT)
    score = _rounded(0.4 + 0.4 * alike.share + 0.1 * (speaker > 0) + 0.01 * min(alike.words, 9) - 0.1 * there.in_headline)
    return Pair(here, there, score, alike=alike) if enough else None


def _share_number(left: tuple[Figure, ...], right: tuple[Figure, ...]) -> bool:
    """Whether any number of one telling stands in the other, be it with another scale."""
    return any(_tens(numbers(one), numbers(other)) is not None for one in left for other in right)


def _rounded(score: float) -> Decimal:
    return Decimal(str(round(min(max(score, 0.0), 1.0), 2)))


def _start(side: Side) -> int:
    return side.sentence.start
