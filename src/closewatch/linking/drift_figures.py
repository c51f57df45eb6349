"""What changed in a number as it was passed on: its bound, its scale, what it counts, whom, over what time, and whether it has happened.

Holds two paired figures against each other, field by field, and believes a difference of fields only where the words of both sentences
show it: a reader's mistake is no drift. The classes are those seen in relays of one case (docs/glossary.md, DriftKind).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from closewatch.linking.drift_names import changed_nation, changed_place, swapped_sides
from closewatch.linking.drift_pairs import WORDS_ENOUGH, WORDS_HALF, Pair, numbers
from closewatch.linking.drift_sides import Side
from closewatch.linking.drift_speakers import namesakes, other_speaker, still_named
from closewatch.linking.drift_words import content_words, lexicon, nations_in, says
from closewatch.terms.claim import DriftKind
from closewatch.terms.figure import Figure, Lean, Scope, Standing
from closewatch.terms.report import Span
from closewatch.terms.statement import Statement

_OUTCOMES = {
    "killed": ({"killed"},), "wounded": ({"wounded"},), "missing": ({"missing"},), "captured": ({"captured"},), "released": ({"released"},),
    "casualties": ({"lumped"}, {"killed", "wounded"}), "launched": ({"launched"},), "intercepted": ({"intercepted"},),
    "destroyed": ({"destroyed"},), "damaged": ({"damaged"},), "detained": ({"captured"},), "abducted": ({"captured"},),
    "surrendered": ({"captured"},), "displaced": ({"displaced"}, {"rescued"}), "evacuated": ({"rescued"}, {"displaced"}),
    "deployed": ({"arrived"},), "returned": ({"withdrawn"},), "trapped": ({"trapped"},), "deserted": ({"deserted"},),
    "recruited": ({"recruited"},),
}  # fmt: skip
"""Which sorts of words carry a measure: one of the sets must stand in the sentence whole."""


@dataclass(frozen=True)
class Change:
    """One change, with the words that show it on both sides."""

    kind: DriftKind
    here: Span
    there: Span


def changes_of_figures(pair: Pair) -> Iterator[Change]:
    """Give every change between two paired figures that their words show."""
    here, there = pair.here.figure, pair.there.figure
    if here is None or there is None or pair.here.told == pair.there.told:
        return
    for kind in _kinds(pair, here, there):
        yield Change(kind, _words_of(pair.here, here, kind), _words_of(pair.there, there, kind))


def _kinds(pair: Pair, here: Figure, there: Figure) -> Iterator[DriftKind]:
    if pair.other:
        yield DriftKind.AMOUNT_CHANGED
        return
    if pair.tens:
        yield DriftKind.SCALE_LOST
    else:
        bound = _bound(here, there)
        if bound:
            yield bound
    if _measure_changed(pair, here, there):
        yield DriftKind.MEASURE_CHANGED
    if planned_to_done(pair, here, there):
        yield DriftKind.PLANNED_TO_DONE
    if _period_lost(pair, here, there):
        yield DriftKind.PERIOD_LOST
    people = _population_changed(pair, here, there)
    if people:
        yield people
    elif changed_place(pair):
        yield DriftKind.PLACE_CHANGED
    if _payer_swapped(pair, here, there) or swapped_sides(pair):
        yield DriftKind.ROLE_SWAPPED
    within = pair.here.account is pair.there.account
    if other_speaker(pair.here, pair.there):
        told_again = namesakes(pair.here, pair.there) and not pair.here.in_headline
        if told_again if within else not still_named(pair.here, pair.there):
            yield DriftKind.SPEAKER_CHANGED


def _words_of(side: Side, figure: Figure, kind: DriftKind) -> Span:
    """The words that show the change: the source for a speaker, else the number with its bound, or the whole sentence."""
    report = side.account.report
    if kind is DriftKind.SPEAKER_CHANGED and side.statement is not None and side.statement.source:
        return side.statement.source[0]
    if kind in (DriftKind.BOUND_DROPPED, DriftKind.BOUND_INVERTED, DriftKind.SCALE_LOST, DriftKind.AMOUNT_CHANGED):
        spans = (figure.span, *((figure.bound,) if figure.bound else ()))
        return report.span(min(span.start for span in spans), max(span.end for span in spans))
    return side.sentence


def direction(figure: Figure) -> int:
    """Say to which side a number is bounded: 1 for "at least" and "just over", -1 for "up to" and "nearly", else 0."""
    amount = figure.amount
    if amount.vague or (amount.low != amount.high and not (amount.open_low or amount.open_high)):
        return 0
    if amount.open_high or amount.lean is Lean.ABOVE:
        return 1
    return -1 if amount.open_low or amount.lean is Lean.BELOW else 0


def _bound(here: Figure, there: Figure) -> DriftKind | None:
    """A bound that stands in the words of one side only, or turned round; "about" for "nearly" is no change."""
    now, before = direction(here), direction(there)
    if now == before or (now and here.bound is None) or (before and there.bound is None):
        return None
    if not now:
        return None if there.amount.lean and here.amount.approximate else DriftKind.BOUND_DROPPED
    return DriftKind.BOUND_INVERTED


def _measure_changed(pair: Pair, here: Figure, there: Figure) -> bool:
    left, right = outcomes(_clause(pair.here, here)), outcomes(_clause(pair.there, there))
    if "killed" in left - right and "alive" in right - left and here.measure == "killed":
        return not says("none", pair.there.words)
    if here.measure == there.measure or here.measure not in _OUTCOMES or there.measure not in _OUTCOMES:
        return False
    carried_here, carried_there = _carriers(here.measure, left), _carriers(there.measure, right)
    if not carried_here or not carried_there:
        return False
    new, gone = not _carriers(here.measure, right), not carried_there <= left
    return (new or gone) if "casualties" in (here.measure, there.measure) else (new and gone)


def _carriers(measure: str, found: frozenset[str]) -> frozenset[str]:
    """The words of a sentence that carry a measure, the fullest set first: "killed or wounded" before "losses"."""
    fitting = [words for words in _OUTCOMES[measure] if words <= found]
    return frozenset(max(fitting, key=len, default=()))


def outcomes(text: str) -> frozenset[str]:
    """Give the sorts of outcome that a sentence speaks of.

    >>> sorted(outcomes("About 30 were killed or wounded"))
    ['killed', 'wounded']
    """
    return frozenset(name for name, words in lexicon().outcomes.items() if words.search(text))


def planned_to_done(pair: Pair, here: Figure | None = None, there: Figure | None = None) -> bool:
    """Tell whether a plan or a possibility there is a deed here, by the words of both."""
    told = _with_cue(pair.here)
    if says("planned", told) or says("ahead", told) or not says("done", pair.here.words):
        return False
    if here is None or there is None:
        return pair.score >= 0.6 and says("planned", _with_cue(pair.there)) is not None
    if here.scope in _AHEAD or here.standing in (Standing.HYPOTHETICAL, Standing.FEARED):
        return False
    if there.scope in _AHEAD or there.standing in (Standing.HYPOTHETICAL, Standing.FEARED):
        return says("planned", pair.there.words) is not None
    return pair.alike.share >= WORDS_ENOUGH and says("planned", _around(pair.there, there)) is not None


_AHEAD = (Scope.PLANNED, Scope.FORECAST)


def _with_cue(side: Side) -> str:
    """What a telling says with the verb that introduces it: "hopes", "to raise the wreck"."""
    cues = side.value.cue if isinstance(side.value, Statement) else ()
    return " ".join((*(span.exact for span in cues), side.words))


def _around(side: Side, figure: Figure) -> str:
    """The words close to a number, as far as a verb stands from it."""
    at, text = figure.span.start - side.sentence.start, side.sentence.exact
    start, end = text.rfind(" ", 0, max(0, at - 60)) + 1, text.find(" ", at + 70)
    return text[start : end if end >= 0 else len(text)]


def _period_lost(pair: Pair, here: Figure, there: Figure) -> bool:
    """A rate without its "a month", or a number of one week, or of some months, without them."""
    if there.per in _TIMES and here.per not in _TIMES and says("rate", _clause(pair.there, there)) and not says("rate", pair.here.words):
        return True
    return bool(says("stretch", _clause(pair.there, there))) and not any(
        says(words, pair.here.words) for words in ("stretch", "rate", "dated")
    )


_TIMES = ("hour", "day", "night", "week", "month", "quarter", "year")


def _clause(side: Side, figure: Figure) -> str:
    """The part of the sentence between semicolons, colons and dashes in which the number stands."""
    at, text = figure.span.start - side.sentence.start, side.sentence.exact
    start = max((match.end() for match in _PARTS.finditer(text, 0, at)), default=0)
    after = _PARTS.search(text, at)
    return text[start : after.start() if after else len(text)]


_PARTS = re.compile(r"[;:]\s|\s[–—-]\s")


def _population_changed(pair: Pair, here: Figure, there: Figure) -> DriftKind | None:
    """Other people are counted: of another nation, of one nation instead of two, or of another walk of life."""
    if not {here.unit, there.unit} & {"person", "family", "household"}:
        return None
    if _one_of_two(_after(pair.here, here), _after(pair.there, there)):
        return DriftKind.POPULATION_CHANGED
    left, right = _counted(pair.here, here), _counted(pair.there, there)
    if not left or not right:
        return None
    nations = nations_in(left), nations_in(right)
    if len(nations[1]) > 1 and len(nations[0]) == 1 and not says("mixed", left):
        return DriftKind.POPULATION_CHANGED
    if all(nations) and not nations[0] & nations[1]:
        return DriftKind.ROLE_SWAPPED if nations[0] & nations_in(pair.there.words) else DriftKind.POPULATION_CHANGED
    if changed_nation(left, right, pair.there.account.report.text):
        return DriftKind.POPULATION_CHANGED
    people = [people_in(text) for text in (left, right)]
    if content_words(left) & content_words(right) - {"=soldier"} or says("anybody", left) or says("anybody", right):
        return None
    if not all(people):
        # One walk of life is known and the other only as some noun: enough where all else is the same.
        nouns = all(re.search(r"[a-z]{3,}s$", text) for text in (left, right))
        return DriftKind.POPULATION_CHANGED if any(people) and nouns and pair.alike.whole >= WORDS_HALF else None
    together = any(one == other or frozenset((one, other)) in lexicon().together for one in people[0] for other in people[1])
    return None if together else DriftKind.POPULATION_CHANGED


def people_in(text: str) -> frozenset[str]:
    """Give the walks of life of which a text names people."""
    return frozenset(name for name, words in lexicon().people.items() if words.search(text))


def _one_of_two(here: str, there: str) -> bool:
    """Two sorts of people, or of nations, joined by "and" there, of which only one is left here."""
    for match in re.finditer(r"([\w’'-]+) (?:and|or) ([\w’'-]+)", there):
        for kinds in (people_in, nations_in):
            first, second, left = kinds(match[1]), kinds(match[2]), kinds(here)
            if first and second and not first & second and bool(first & left) != bool(second & left):
                return True
        if people_in(match[2]) and not people_in(match[2]) & people_in(here) and re.search(rf"\b{re.escape(match[1])}\b", here):
            return True
    return False


def _after(side: Side, figure: Figure) -> str:
    return side.account.report.text[figure.span.end : min(side.sentence.end, figure.span.end + 50)]


def _counted(side: Side, figure: Figure) -> str:
    """The words for whom the number counts: those the reader gives, or the few that follow the number."""
    population = figure.population.span if figure.population else None
    if population is not None and abs(population.start - figure.span.end) < 60:
        origin = re.match(r" from [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?", side.account.report.text[population.end : population.end + 40])
        return population.exact + (origin[0] if origin else "")
    after = side.account.report.text[figure.span.end : min(side.sentence.end, figure.span.end + 60)]
    words = re.match(r"(?:\s+(?:of|the|more|other|its|their|his|her))*((?:\s+[\w’'-]+){1,3})", after)
    found = words[1].strip() if words else ""
    return re.split(
        r"\b(?:who|were|was|are|is|had|have|has|and|or|in|at|on|from|to|of|by|for|with|over|near|into|after|against|inside|across|during|since|before|when|that|which|a|per|dead|killed|wounded)\b",
        found,
    )[0].strip()


def _payer_swapped(pair: Pair, here: Figure, there: Figure) -> bool:
    """A price that is paid for somebody becomes what somebody earns, or the other way round."""
    if here.measure != "paid" or there.measure != "paid":
        return False
    left, right = pair.here.words, pair.there.words
    return bool((says("pays", right) and not says("earns", right) and says("earns", left) and not says("pays", left)) and numbers(here))
