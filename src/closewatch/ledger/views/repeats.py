"""Which answer to a question only repeats another: an outlet's own figure that somebody gave before, an unnamed group's restated one.

Each rule looks at the answers alone, by what every report says of its own: who speaks, through whom, when, and which numbers. What stands
on the record as a link (a copied passage, a stated citation) is weighed in `origins`. Equal numbers alone are never enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from closewatch.ledger.views.answers import Answer
from closewatch.ledger.views.compare import MONTH, PASSING, SAME_EVENT, WEEK, place_part
from closewatch.ledger.views.known import Known
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.statement import Basis
from closewatch.terms.when import Dated, KnownFrom

GROUNDLESS = (Basis.UNSTATED, Basis.HEARSAY)
"""The bases on which an outlet gives a figure that it need not have found out itself."""

OWN_TALK = (Basis.UNNAMED, Basis.WITNESS)
"""The bases on which people without a name told a report something themselves: the same label elsewhere may be other people."""

_SMALL = frozenset("of for and in on at the a an".split())
_ANY_BODY = frozenset(
    "group organisation organization body team network committee association office agency service officials workers".split()
)
"""Words for what a body is that another report puts in the place of its own: the office here, the agency there."""
_UNITED = re.compile(r"\bunited nations\b")
_LEADING = re.compile(r"^(?:(?:the|an?|some|several|many|certain|unnamed|anonymous)\s+)+")


@dataclass(frozen=True)
class Telling:
    """An answer with what the rules look at: who speaks, the outlet, those who passed it on, the label, and the ends of the amount."""

    answer: Answer
    actor: Actor
    outlet: str
    via: tuple[str, ...]
    label: str
    ends: frozenset[Decimal]
    said: tuple[date, date] | None

    @property
    def is_groundless(self) -> bool:
        """Whether an outlet says it in its own voice, without telling how it knows."""
        return self.actor.kind is ActorKind.OUTLET and (self.answer.said is None or self.answer.said.basis in GROUNDLESS)

    @property
    def is_of_the_report(self) -> bool:
        """Whether the outlet of the report itself speaks."""
        return self.actor.kind is ActorKind.OUTLET and (self.answer.statement is None or plain_name(self.actor.name) == self.outlet)

    @property
    def start(self) -> int:
        """Where in its report the number stands."""
        return self.answer.figure.span.start

    @property
    def is_body(self) -> bool:
        """Whether a body speaks under a name."""
        return self.actor.kind in (ActorKind.BODY, ActorKind.GROUP) and self.actor.named

    @property
    def is_known(self) -> bool:
        """Whether somebody speaks under a name of his own, so that he can be told from others."""
        return self.actor.named and not self.actor.pseudonymous

    @property
    def is_unnamed(self) -> bool:
        """Whether nobody can tell from the name who speaks; a pseudonym is one person's."""
        return not self.actor.named and not self.actor.pseudonymous


@dataclass(frozen=True)
class Repeat:
    """The answer that another one repeats, and the rule."""

    answer: Answer
    rule: str


class Tellings:
    """The answers to one question, the earliest first, to be looked up by id, report, claim, label and those who passed them on."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self.of: dict[str, Telling] = {}
        self.in_report: dict[str, list[Telling]] = defaultdict(list)
        self.in_statement: dict[str | None, list[Telling]] = defaultdict(list)
        self.given: dict[str, list[Telling]] = defaultdict(list)
        self.called: dict[tuple[str, str], list[Telling]] = defaultdict(list)
        self.through: dict[tuple[str, str], list[Telling]] = defaultdict(list)
        self.bodies: dict[tuple[str, str], list[Telling]] = defaultdict(list)
        self.printed: dict[tuple[str, str], list[Telling]] = defaultdict(list)
        seen: set[object] = set()
        for one in sorted(tellings, key=lambda telling: telling.answer.order):
            claim = one.answer.claim
            self.of[one.answer.id] = one
            self.in_report[one.answer.report].append(one)
            self.in_statement[one.answer.statement].append(one)
            alike = (claim, one.answer.actor, one.answer.figure.as_of, one.is_groundless)
            if alike not in seen:  # of those alike the first is enough, so that a long question takes no longer than its answers
                seen.add(alike)
                self.given[claim].append(one)
                if one.outlet:
                    self.printed[claim, one.outlet].append(one)
                if one.is_body:
                    for word in _words(one.actor.name):
                        self.bodies[claim, word].append(one)
            if one.is_unnamed or one.actor.pseudonymous:
                self.called[claim, one.label].append(one)
            if one.is_unnamed:
                for name in {*one.via, one.outlet} - {""}:
                    self.through[claim, name].append(one)


def tellings(answers: Iterable[Answer], known: Known) -> Tellings:
    """Make the answers to one question ready for the rules."""
    return Tellings([_telling(answer, known.name(answer.actor)) for answer in answers])


def repeated(one: Telling, among: Tellings) -> Repeat | None:
    """Give the answer that one repeats; None where it may be its speaker's own."""
    found = _of_one_report(one, among)
    found = found or (_of_one_talk(one, among) or _restated(one, among) if one.is_unnamed else None)
    found = found or (_same_alias(one, among) if one.actor.pseudonymous else _loosely_named(one, among) if one.is_body else None)
    found = found or _had_by_an_outlet(one, among)
    return found or (_already_known(one, among) if one.is_groundless else None)


def plain_name(name: str) -> str:
    """Write a name or a label so that it meets itself in another report.

    >>> plain_name("The Harbour  Gazette"), plain_name("some Western officials")
    ('harbour gazette', 'western officials')
    """
    return _LEADING.sub("", " ".join(re.findall(r"\w+", name.casefold())))


def share_a_number(left: Telling, right: Telling) -> bool:
    """Tell whether two amounts have an end in common, whatever the words that bound it; nought is no such end."""
    return bool(left.ends & right.ends)


def _telling(answer: Answer, actor: Actor) -> Telling:
    said, figure = answer.said, answer.figure
    ends = frozenset(end for end in (figure.amount.low, figure.amount.high) if end)
    via = tuple(plain_name(name) for name in said.via) if said else ()
    return Telling(answer, actor, plain_name(answer.publisher or ""), via, plain_name(actor.name), ends, _days_said(answer))


def _days_said(answer: Answer) -> tuple[date, date] | None:
    days = _days(answer.said.said) if answer.said else None
    day = _published(answer)
    return (day, day) if days is None and day else days


def _published(answer: Answer) -> date | None:
    try:
        return date.fromisoformat(answer.published[:10]) if answer.published else None
    except ValueError:
        return None


def _days(dated: Dated | None) -> tuple[date, date] | None:
    start, end = (dated.start or dated.end, dated.end or dated.start) if dated else (None, None)
    return (start, end) if start and end else None


def _gap(left: tuple[date, date] | None, right: tuple[date, date] | None) -> int:
    """Give the days between two times, nought where they touch or where one is not known."""
    if left is None or right is None:
        return 0
    return max(0, (max(left[0], right[0]) - min(left[1], right[1])).days)


def _of_one_time(left: Telling, right: Telling) -> bool:
    """Tell whether two figures hold for one time: totals within a month, what is counted for its own days within a day."""
    ours, theirs = left.answer.figure, right.answer.figure
    if ours.scope in PASSING and theirs.scope in PASSING:
        return place_part(ours.place, theirs.place) != "either" and _gap(_days(ours.as_of), _days(theirs.as_of)) <= SAME_EVENT
    return _gap(_days(ours.as_of), _days(theirs.as_of)) <= MONTH


def _of_one_report(one: Telling, among: Tellings) -> Repeat | None:
    """An outlet's headline, caption or sum that repeats what its report lets somebody say; a body mixed up with its namesake."""
    others = [other for other in among.in_report[one.answer.report] if other.actor.id != one.actor.id and share_a_number(one, other)]
    near = [other for other in others if _of_one_time(one, other)]
    if one.is_groundless:
        # What a report tells of another outlet refers back: who is named later with the number is not whom that outlet has it from.
        open_to = near if one.is_of_the_report else [other for other in near if other.start < one.start]
        sources = [other for other in open_to if not other.is_groundless] or [other for other in open_to if not other.is_of_the_report]
        best = min(sources, key=lambda other: (other.answer.claim != one.answer.claim, other.start, other.answer.id), default=None)
        return Repeat(best.answer, "the outlet repeats a number of its report") if best else None
    if one.via and one.actor.kind is ActorKind.BODY:
        namesake = next((other for other in near if not other.via and _is_namesake(one.actor, other.actor)), None)
        return Repeat(namesake.answer, "passed on under a namesake") if namesake else None
    return None


def _is_namesake(passed_on: Actor, other: Actor) -> bool:
    """Tell whether one name is the other with a word in front: the joint chiefs of one state taken for those of another."""
    if other.kind is not ActorKind.BODY or not (passed_on.named and other.named):
        return False
    longer, shorter = (f" {plain_name(actor.name)}" for actor in (passed_on, other))
    return longer.endswith(shorter) or shorter.endswith(longer)


def _of_one_talk(one: Telling, among: Tellings) -> Repeat | None:
    """Unnamed people who told one outlet the same number within a week gave one talk, "an official" here and "officials" there."""
    names = {*one.via, one.outlet} - {""}
    told = (other for name in sorted(names) for other in among.through[one.answer.claim, name] if name in one.via or name in other.via)
    before = [
        other
        for other in told
        if other.answer.report != one.answer.report
        and other.answer.order < one.answer.order
        and _gap(one.said, other.said) <= WEEK
        and _of_one_time(one, other)
    ]
    first = min(before, key=lambda other: other.answer.order, default=None)
    return Repeat(first.answer, "one talk with one outlet") if first else None


def _restated(one: Telling, among: Tellings) -> Repeat | None:
    """The same label with the same amount for the same time, in a later report of any outlet, passes on what was said before.

    Not where they told that report themselves, or where it dates their words or the number to a day after the other report.
    """
    said = one.answer.said
    if said and said.basis in OWN_TALK and not one.via and not _said_earlier(one):
        return None
    before = [other for other in among.called[one.answer.claim, one.label] if not _told_after(one, other)]
    first = _first_before(one, before)
    return Repeat(first.answer, "the same label restates the same amount") if first else None


def _told_after(one: Telling, other: Telling) -> bool:
    """Tell whether a report dates somebody's words, or the number, to a day after another report came out: these words are not those."""
    said, as_of, published = one.answer.said, one.answer.figure.as_of, _published(other.answer)
    told = said.said.start if said and said.said and said.said.known_from is KnownFrom.TEXT else None
    counted = (as_of.start or as_of.end) if as_of else None
    return published is not None and any(day is not None and day > published for day in (told, counted))


def _said_earlier(one: Telling) -> bool:
    published = _published(one.answer)
    return one.said is not None and published is not None and (published - one.said[1]).days > WEEK


def _had_by_an_outlet(one: Telling, among: Tellings) -> Repeat | None:
    """Somebody without a name of his own, heard through an outlet that had the amount before, is whom that outlet heard."""
    had = [other for name in one.via for other in among.printed[one.answer.claim, name] if not (one.is_known and other.is_known)]
    first = _first_before(one, sorted(had, key=lambda other: other.answer.order))
    return Repeat(first.answer, "through an outlet that had it before") if first else None


def _same_alias(one: Telling, among: Tellings) -> Repeat | None:
    """Somebody under the same other name, with the same amount, in a report of another outlet is the one who told it before."""
    first = _first_before(one, among.called[one.answer.claim, one.label])
    return Repeat(first.answer, "the same pseudonym with the same amount") if first else None


def _loosely_named(one: Telling, among: Tellings) -> Repeat | None:
    """The same amount for the same time from a body whose name is told in full elsewhere: "the UN" for its refugee agency."""
    near = {other.answer.id: other for word in _words(one.actor.name) for other in among.bodies[one.answer.claim, word]}
    alike = sorted((other for other in near.values() if _is_short_for(one.actor, other.actor)), key=lambda other: other.answer.order)
    first = _first_before(one, alike)
    return Repeat(first.answer, "a body under a shorter name, the same amount") if first else None


def _is_short_for(left: Actor, right: Actor) -> bool:
    """Tell whether one name is the other with words left out, and what stays is what the body is, or whose it is.

    A word that any body may be called by ("the group of Ashford Mills") stands for whatever the other one is.
    """
    if None not in (left.country, right.country) and left.country != right.country:
        return False
    shorter, longer = sorted((left.name, right.name), key=lambda name: len(_words(name)))
    ours, theirs = _words(shorter), _words(longer)
    if set(ours) == set(theirs):
        return False  # equal names are for links to join, which people may reject
    if any(set(_whose(one)) <= set(other) for one, other in ((ours, theirs), (theirs, ours)) if len(_whose(one)) in range(2, len(one))):
        return True
    if not ours or not set(ours) <= set(theirs):
        return False
    return _head(shorter) == _head(longer) or ours in (theirs[: len(ours)], theirs[-len(ours) :])


def _whose(words: list[str]) -> list[str]:
    return [word for word in words if word not in _ANY_BODY]


def _words(name: str) -> list[str]:
    """Give the words of a body's name; the UN by its letters.

    >>> _words("the United Nations' refugee agency"), _words("Committee of Ashford")
    (['un', 'refugee', 'agency'], ['committee', 'ashford'])
    """
    plain = re.sub(r"['’]s?(?!\w)", "", name.casefold()).replace(".", "")
    return [word for word in re.findall(r"\w+", _UNITED.sub("un", plain)) if word not in _SMALL]


def _head(name: str) -> str | None:
    """Give the word for what a body is: the last one, or the last one before "of"."""
    words = _words(re.split(r"\s(?:of|for|in)\s", name)[0])
    return words[-1] if words else None


def _already_known(one: Telling, among: Tellings) -> Repeat | None:
    """An outlet that gives no ground for an amount that somebody had given before adds no origin."""
    before = among.given[one.answer.claim]
    first = _first_before(one, [other for other in before if not other.is_groundless]) or _first_before(one, before)
    return Repeat(first.answer, "an outlet gives, without a ground, what was given before") if first else None


def _first_before(one: Telling, others: Iterable[Telling]) -> Telling | None:
    for other in others:
        if other.answer.order >= one.answer.order:
            return None
        if other.answer.report != one.answer.report and other.answer.actor != one.answer.actor and _of_one_time(one, other):
            return other
    return None
