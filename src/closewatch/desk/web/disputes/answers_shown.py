"""One question made ready for its page: each answer with its origins, in which reports each was told, and what was changed on the way.

Bounded, because a question can have hundreds of origins; what is left out is counted. How it looks is the business of the templates.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from closewatch.ledger.views.bylines import Byline, Number, Wording, bylines_of, numbers_of, wordings_of
from closewatch.ledger.views.drift import drifts_from
from closewatch.ledger.views.values import decisions_on
from closewatch.publish.charts.origins import origin_sign_svg, origin_signs
from closewatch.publish.kinds import kind_words
from closewatch.terms.claim import Claim, Conflict, Link, Origin
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.drift import Drift
from closewatch.terms.history import History


@dataclass(frozen=True)
class Bounds:
    """How many answers are shown, how many origins of each, in how many reports each, and how many lines of any other list."""

    claims: int
    origins: int
    reports: int
    lines: int


FEW, MANY = Bounds(20, 6, 6, 20), Bounds(400, 100, 100, 400)

RULES = {
    "copies": "shares the words",
    "cites": "gives it as its source",
    "depends": "says that it rests on it",
    "same-utterance": "the same utterance",
    "same-speaker": "the same speaker",
    "same-claim": "the same claim",
}
"""The rules by which an answer goes back to another, where their name does not say it in words."""

JUDGED = (Verdict.GRADE, Verdict.NOTE, Verdict.REQUIRE, Verdict.MERGE, Verdict.SPLIT, Verdict.PROTECT)
"""The decisions that are shown with an answer or a question; those on its words stand with the report."""


@dataclass(frozen=True)
class Told:
    """One answer as one report tells it: the id that leads to its words, and by which rule and which words it goes back to another."""

    value: str
    report: str
    byline: Byline
    rule: str = ""
    onto: str = ""
    onto_byline: Byline | None = None
    shared: str = ""


@dataclass(frozen=True)
class ShownOrigin:
    """Who gives an answer, with the first report of it, its words, the reports that pass it on, and what was changed on the way."""

    origin: Origin
    number: int
    sign: str
    proved: bool
    first: Told | None
    words: str
    others: tuple[Told, ...]
    untold: int
    drifts: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class Denial:
    """Who denies an answer, in which words, and on which day."""

    statement: str
    wording: Wording


@dataclass(frozen=True)
class ShownClaim:
    """One answer with all that its part of the page shows; `conflicts` are the id and the other side of each of its conflicts."""

    claim: Claim
    origins: tuple[ShownOrigin, ...]
    untold: int
    proved: tuple[str, ...]
    denials: tuple[Denial, ...]
    conflicts: tuple[tuple[str, str], ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Side:
    """One side of a conflict: the answer or the denial, who gives it, and the address of it."""

    words: str
    names: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class Shown:
    """A question made ready; the numbers say how much of each list is left out."""

    history: History
    bounds: Bounds
    claims: tuple[ShownClaim, ...]
    conflicts: tuple[tuple[Conflict, Side, Side], ...]
    decisions: tuple[Decision, ...]

    @property
    def bounded(self) -> bool:
        """Whether anything is left out that more room would show."""
        question, history, bounds = self.history.question, self.history, self.bounds
        lists = (len(question.conflicts), len(history.side_by_side), len(question.revisions), len(question.reversals))
        cut = any(one.untold or any(origin.untold for origin in one.origins) for one in self.claims)
        return cut or len(self.claims) < len(question.claims) or any(number > bounds.lines for number in lists)


def shown(tables: sqlite3.Connection, history: History, bounds: Bounds) -> Shown:
    """Make a question ready for its page."""
    question = history.question
    claims = question.claims[: bounds.claims]
    origins = [origin for claim in claims for origin in _foremost(claim)[: bounds.origins]]
    answers = {one for origin in origins for one in (*origin.members, *(joined.onto for joined in origin.joined))}
    numbers = numbers_of(tables, (one for one in answers if one.startswith("fi:")))
    denying = {one.right for one in question.conflicts if one.right.startswith("st:")}
    stated = {one for one in answers if one.startswith("st:")}
    wordings = wordings_of(tables, {*denying, *stated, *_first_statements(origins, numbers)})
    reports = {report for origin in origins for report in origin.reports}
    reports |= {number.report for number in numbers.values()} | {wording.report for wording in wordings.values()}
    reports |= {edge.right for origin in origins for edge in origin.edges if edge.right.startswith("re:")}
    told = _Telling(tables, history, numbers, wordings, bylines_of(tables, reports), bounds)
    return Shown(
        history,
        bounds,
        tuple(_claim(claim, told) for claim in claims),
        tuple((one, _side(one.left, told), _side(one.right, told)) for one in question.conflicts[: bounds.lines]),
        _judged(tables, question.id),
    )


class _Telling:
    """What is looked up for all answers of one question together."""

    def __init__(
        self,
        tables: sqlite3.Connection,
        history: History,
        numbers: Mapping[str, Number],
        wordings: Mapping[str, Wording],
        bylines: Mapping[str, Byline],
        bounds: Bounds,
    ) -> None:
        self.tables, self.question, self.bounds = tables, history.question, bounds
        self.numbers, self.wordings, self.bylines = numbers, wordings, bylines
        self.claims = {claim.id: claim for claim in self.question.claims}
        self.conflicts: dict[str, list[Conflict]] = {}
        for conflict in self.question.conflicts:
            for side in {conflict.left, conflict.right}:
                self.conflicts.setdefault(side, []).append(conflict)
        self.signs = {sign.actor.id: sign for sign in origin_signs(history)}

    def report_of(self, member: str) -> str:
        """Give the report of a figure or a statement that answers."""
        found = self.numbers.get(member) or self.wordings.get(member)
        return found.report if found else ""

    def words_of(self, member: str) -> str:
        """Give the words of an answer: those of the statement, else the number alone."""
        number = self.numbers.get(member)
        wording = self.wordings.get((number.statement or "") if number else member)
        return wording.words if wording else number.words if number else ""

    def byline(self, report: str) -> Byline:
        """Give the byline of a report."""
        return self.bylines.get(report, Byline(None, None, None))


def _foremost(claim: Claim) -> list[Origin]:
    """Put the origins that are proved independent first, then those in most reports."""
    return sorted(claim.origins, key=lambda one: (one.id not in claim.independent, -len(one.reports), one.first_said or "9999", one.id))


def _first_statements(origins: Iterable[Origin], numbers: Mapping[str, Number]) -> set[str]:
    """The statements whose words may be shown: of every origin those that lean on nothing, a few."""
    wanted = set()
    for origin in origins:
        leaning = {one.member for one in origin.joined}
        roots = [member for member in origin.members if member not in leaning] or list(origin.members)
        wanted |= {numbers[member].statement or "" for member in roots[:40] if member in numbers}
    return wanted - {""}


def _claim(claim: Claim, told: _Telling) -> ShownClaim:
    ranked = _foremost(claim)
    conflicts = told.conflicts.get(claim.id, [])
    denying = sorted(
        {one.right for one in conflicts if one.right in told.wordings}, key=lambda one: (told.wordings[one].day or "9999", one)
    )
    return ShownClaim(
        claim=claim,
        origins=tuple(_origin(origin, claim, told) for origin in ranked[: told.bounds.origins]),
        untold=max(len(ranked) - told.bounds.origins, 0),
        proved=tuple(sorted(origin.actor.name for origin in claim.origins if origin.id in claim.independent)),
        denials=tuple(Denial(one, told.wordings[one]) for one in denying[: told.bounds.lines]),
        conflicts=tuple((one.id, _other(one, claim.id, told)) for one in conflicts),
        decisions=_judged(told.tables, claim.id),
    )


def _other(conflict: Conflict, claim: str, told: _Telling) -> str:
    """Name what stands against an answer: the other answer, or who denies it."""
    other = conflict.right if conflict.left == claim else conflict.left
    if other in told.claims:
        return told.claims[other].wording
    denial = told.wordings.get(other)
    return f"a denial by {denial.speaker.name}" if denial and denial.speaker else "a denial"


def _origin(origin: Origin, claim: Claim, told: _Telling) -> ShownOrigin:
    leaning = {one.member: one for one in origin.joined}
    edges = {edge.left: edge for edge in origin.edges}
    answers = []
    for member in origin.members:
        report = told.report_of(member)
        joined, edge = leaning.get(member), edges.get(member) or edges.get(report)
        link = joined.link if joined else edge
        rule = joined.rule if joined else edge.kind.value if edge and not origin.joined else ""
        onto = told.report_of(joined.onto) if joined else edge.right if edge and rule else ""
        if onto and not onto.startswith("re:"):
            onto = told.report_of(onto)
        shared = _shared(link) if rule else ""
        answers.append(Told(member, report, told.byline(report), RULES.get(rule, rule), onto, told.byline(onto), shared))
    answers.sort(key=lambda one: (bool(one.rule), one.byline.day or "9999", one.report, one.value))
    first = answers[0] if answers else None
    others = _one_each(answers[1:], first.report if first else "")
    sign = told.signs.get(origin.actor.id)
    return ShownOrigin(
        origin=origin,
        number=sign.number if sign else 0,
        sign=origin_sign_svg(sign) if sign else "",
        proved=origin.id in claim.independent,
        first=first,
        words=told.words_of(first.value) if first else "",
        others=others[: told.bounds.reports],
        untold=max(len(others) - told.bounds.reports, 0),
        drifts=tuple(islice(map(_changed, drifts_from(told.tables, origin.drifted)), told.bounds.reports)),
    )


def _changed(drift: Drift) -> tuple[str, str, str, str]:
    return kind_words(drift.kind), drift.of_words.exact, drift.here_words.exact, drift.here


def _one_each(answers: Sequence[Told], first: str) -> tuple[Told, ...]:
    """Keep one answer of each report; what the first report says a second time is left to it."""
    kept: dict[str, Told] = {}
    for one in answers:
        if one.report != first:
            kept.setdefault(one.report, one)
    return tuple(kept.values())


def _shared(link: Link | None) -> str:
    return max((excerpt.exact for excerpt in link.because), key=len, default="") if link else ""


def _side(side: str, told: _Telling) -> Side:
    claim = told.claims.get(side)
    if claim:
        return Side(claim.wording, tuple(sorted({origin.actor.name for origin in claim.origins})), f"#{claim.id}")
    denial = told.wordings.get(side)
    names = (denial.speaker.name,) if denial and denial.speaker else ()
    return Side(f"“{denial.words}”" if denial else "a denial", names, f"/at/{side}")


def _judged(tables: sqlite3.Connection, identity: str) -> tuple[Decision, ...]:
    """Give the grades, notes and the like that hold on a value, the newest first."""
    found = [decision for decision, withdrawn in decisions_on(tables, identity) if decision.verdict in JUDGED and not withdrawn]
    return tuple(reversed(found))
