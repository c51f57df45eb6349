"""What stands beside a report's text: a card for each statement, and for each figure that the outlet itself gives, with all that is known.

Puts together what the ledger has on one stretch of a report. How it looks is left to the templates.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from closewatch.desk.web.reading.highlights import Marked, marks_of_figure, marks_of_statement
from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.bylines import Byline, Wording, bylines_of, wordings_of
from closewatch.ledger.views.drift import drifts_of
from closewatch.ledger.views.in_report import Made, Standing, claims_made, decided_on, figures_in, links_among, statements_in
from closewatch.publish.kinds import kind_words
from closewatch.publish.wording import about_words, byline_words, figure_words, one_line, period_words, review_words
from closewatch.terms.actor import Actor
from closewatch.terms.claim import LinkKind
from closewatch.terms.decision import Decision
from closewatch.terms.drift import Drift
from closewatch.terms.figure import Figure
from closewatch.terms.report import Span, words_of
from closewatch.terms.statement import Reason, Statement

MOST_LINKS = 400
"""How many links of the values of one stretch are looked at."""

MOST_NAMED = 5
"""How many other statements of one kind a card names; the rest is counted."""

MOST_WORDS = 240
"""How many signs of a statement's words its card repeats."""


@dataclass(frozen=True)
class Other:
    """A statement of another place that denies this one, is denied by it, or is the same utterance."""

    id: str
    words: str
    speaker: str
    byline: str


@dataclass(frozen=True)
class Others:
    """How other statements stand to this one, in words, and the first of them; `more` counts the rest."""

    how: str
    first: tuple[Other, ...]
    more: int = 0


@dataclass(frozen=True)
class Changed:
    """A change in the retelling that a value has part in: of what kind, the words of both sides, and where the other stands.

    `moved` tells that this value is the one that retells, and answers otherwise than what it goes back to.
    """

    id: str
    kind: str
    here: str
    there: str
    other: str
    byline: str
    moved: bool


@dataclass(frozen=True)
class FigureLine:
    """One figure on a card: its amount in words, what it is about, the claim that it makes, and what was decided."""

    id: str
    says: str
    exact: str
    about: tuple[tuple[str, str], ...]
    review: str
    made: Made | None
    because: tuple[Reason, ...]
    decisions: tuple[tuple[Decision, bool], ...]
    changed: tuple[Changed, ...]


@dataclass(frozen=True)
class Card:
    """One statement with its figures, or one figure that the outlet gives itself (then `statement` is None)."""

    id: str
    number: int
    name: str
    statement: Statement | None
    review: str
    speaker: Actor | None
    words: str
    facts: tuple[tuple[str, str, Reason | None], ...]
    because: tuple[Reason, ...]
    made: Made | None
    figures: tuple[FigureLine, ...]
    others: tuple[Others, ...]
    changed: tuple[Changed, ...]
    decisions: tuple[tuple[Decision, bool], ...]

    @property
    def rejected(self) -> bool:
        """Whether a person said that it is none."""
        return self.review.startswith("rejected")


@dataclass(frozen=True)
class Beside:
    """Everything beside one stretch: its cards in the order of the text, and the marks of what was not rejected."""

    cards: tuple[Card, ...]
    marks: tuple[Marked, ...]
    numbers: dict[str, int]
    """The number of the card of each statement, and of each figure that has one of its own."""
    changed: frozenset[str] = field(default_factory=frozenset)
    """The values that a retelling changed."""


@dataclass
class _Around:
    """What the ledger has around the values of a stretch, by their ids."""

    made: dict[str, Made]
    decisions: dict[str, list[tuple[Decision, bool]]]
    others: dict[str, dict[str, list[str]]]
    wordings: dict[str, Wording]
    bylines: dict[str, Byline]
    drifts: dict[str, list[Drift]]


def beside(tables: sqlite3.Connection, report: str, outlet: str | None, start: int, end: int) -> Beside:
    """Put together what stands beside a stretch of a report."""
    statements, figures = statements_in(tables, report, start, end), figures_in(tables, report, start, end)
    around = _around(tables, (*statements, *figures))
    own = {statement.id for statement in statements}
    by_statement: dict[str | None, list[Standing[Figure]]] = defaultdict(list)
    for figure in figures:
        by_statement[figure.value.statement if figure.value.statement in own else None].append(figure)
    loose = by_statement.pop(None, [])
    names: dict[str, Actor] = {}
    cards: list[Card] = []
    values: list[Standing[Statement] | Standing[Figure]] = [*statements, *loose]
    for one in sorted(values, key=_place):
        number = len(cards) + 1
        if isinstance(one.value, Statement):
            cards.append(_statement_card(tables, one, number, outlet, by_statement[one.id], around, names))
        else:
            cards.append(_figure_card(one, number, outlet, around))
    marks = [mark for one in statements if one.review != "rejected" for mark in marks_of_statement(one.id, one.value)]
    marks += [mark for one in figures if one.review != "rejected" for mark in marks_of_figure(one.id, one.value)]
    changed = frozenset(drift.here for found in around.drifts.values() for drift in found)
    return Beside(tuple(cards), tuple(marks), {card.id: card.number for card in cards}, changed)


def _place(one: Standing[Statement] | Standing[Figure]) -> tuple[int, int, str]:
    value = one.value
    spans = (value.span,) if isinstance(value, Figure) else (*value.source, *value.cue, *value.content)
    return (min((span.start for span in spans), default=0), -max((span.end for span in spans), default=0), one.id)


_HOW = {
    (LinkKind.DENIES, True): "Denies",
    (LinkKind.DENIES, False): "Is denied by",
    (LinkKind.SAME_UTTERANCE, True): "Is also told in",
    (LinkKind.SAME_UTTERANCE, False): "Is also told in",
    (LinkKind.REVISES, True): "Revises",
    (LinkKind.REVISES, False): "Is revised by",
    (LinkKind.DEPENDS, True): "Leans on",
    (LinkKind.DEPENDS, False): "Is leant on by",
}


def _around(tables: sqlite3.Connection, values: Sequence[Standing[Statement] | Standing[Figure]]) -> _Around:
    identities = [one.id for one in values]
    own = set(identities)
    others: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for link in links_among(tables, identities, [kind for kind, _ in _HOW], MOST_LINKS):
        for end, other, leads in ((link.left, link.right, True), (link.right, link.left, False)):
            if end in own and other.startswith("st:"):
                others[end][_HOW[link.kind, leads]].append(other)
    drifts: dict[str, list[Drift]] = defaultdict(list)
    for link in links_among(tables, identities, [LinkKind.DRIFTS], MOST_LINKS):
        for drift in drifts_of(tables, link):
            for end in {drift.here, drift.of} & own:
                drifts[end].append(drift)
    named = [one for found in others.values() for some in found.values() for one in some[:MOST_NAMED]]
    wordings = wordings_of(tables, named)
    told = {wording.report for wording in wordings.values()}
    told |= {words.report for found in drifts.values() for drift in found for words in (drift.here_words, drift.of_words)}
    made = claims_made(tables, {*identities, *(drift.of for found in drifts.values() for drift in found)})
    return _Around(made, decided_on(tables, identities), others, wordings, bylines_of(tables, told), drifts)


def _statement_card(
    tables: sqlite3.Connection,
    one: Standing[Statement],
    number: int,
    outlet: str | None,
    figures: Iterable[Standing[Figure]],
    around: _Around,
    names: dict[str, Actor],
) -> Card:
    statement = one.value
    speaker = _named(tables, statement.speaker, names)
    name = statement.speaker.name if statement.speaker else outlet or "The outlet"
    return Card(
        id=one.id,
        number=number,
        name=one_line(name, 80),
        statement=statement,
        review=review_words(one.review, one.lost),
        speaker=speaker,
        words=_words(statement.content),
        facts=tuple(_facts(statement, speaker)),
        because=statement.because,
        made=around.made.get(one.id),
        figures=tuple(_line(figure, around) for figure in figures),
        others=tuple(_others(around, one.id)),
        changed=tuple(_changes(around, one.id)),
        decisions=tuple(around.decisions.get(one.id, ())),
    )


def _figure_card(one: Standing[Figure], number: int, outlet: str | None, around: _Around) -> Card:
    name = one.value.speaker.name if one.value.speaker else outlet or "The outlet"
    line = _line(one, around)
    return Card(one.id, number, one_line(name, 80), None, line.review, one.value.speaker, "", (), (), None, (line,), (), (), ())


def _named(tables: sqlite3.Connection, speaker: Actor | None, names: dict[str, Actor]) -> Actor | None:
    """Give the speaker as this case knows them; each is looked up once."""
    if speaker is None:
        return None
    if speaker.id not in names:
        names[speaker.id] = name_of(tables, component_of(tables, speaker.id))
    return names[speaker.id]


def _facts(statement: Statement, speaker: Actor | None) -> Iterator[tuple[str, str, Reason | None]]:
    """Give what a statement is, field by field in words, each with the reason that says most about it."""
    reasons = {reason.of: reason for reason in reversed(statement.because)}
    said = f"{period_words(statement.said.period)} ({statement.said.known_from.value})" if statement.said else ""
    own = statement.speaker and speaker and speaker.name != statement.speaker.name
    for name, words, of in (
        ("known here as", one_line(speaker.name, 120) if own and speaker else "", "speaker"),
        ("stance", statement.stance.value, "stance"),
        ("basis", statement.basis.value, "basis"),
        ("words", statement.manner.value, ""),
        ("via", ", ".join(one_line(name, 80) for name in statement.via), "via"),
        ("said", said, "said"),
        ("part", statement.part.value, ""),
        ("about", one_line(about_words(statement.about), 200) if statement.about else "", ""),
        ("confidence", f"{statement.confidence:.2f} of 1, by {one_line(statement.read_by, 60)}", ""),
    ):
        if words:
            yield name, words, reasons.get(of)


def _line(one: Standing[Figure], around: _Around) -> FigureLine:
    figure = one.value
    population = figure.population.span.exact if figure.population and figure.population.span else None
    about = (
        ("who", one_line(population, 120) if population else ""),
        ("where", one_line(figure.place.name, 80) if figure.place else ""),
        ("as of", period_words(figure.as_of.period) if figure.as_of else ""),
        ("scope", figure.scope.value),
        ("standing", figure.standing.value),
    )
    return FigureLine(
        id=one.id,
        says=figure_words(figure),
        exact=one_line(f"{figure.bound.exact} {figure.span.exact}" if figure.bound else figure.span.exact, 120),
        about=tuple((name, words) for name, words in about if words),
        review=review_words(one.review, one.lost),
        made=around.made.get(one.id),
        because=figure.because,
        decisions=tuple(around.decisions.get(one.id, ())),
        changed=tuple(_changes(around, one.id)),
    )


def _others(around: _Around, identity: str) -> Iterator[Others]:
    for how, found in around.others.get(identity, {}).items():
        first: list[Other] = []
        for other in dict.fromkeys(found):
            wording = around.wordings.get(other)
            if wording and len(first) < MOST_NAMED:
                speaker = one_line(wording.speaker.name, 80) if wording.speaker else "the outlet"
                first.append(Other(other, one_line(wording.words, 160), speaker, _byline(around, wording.report)))
        if first:
            yield Others(how, tuple(first), len(set(found)) - len(first))


def _changes(around: _Around, identity: str) -> Iterator[Changed]:
    for drift in around.drifts.get(identity, ())[:MOST_NAMED]:
        retells = drift.here == identity
        here, there = (drift.here_words, drift.of_words) if retells else (drift.of_words, drift.here_words)
        kind = kind_words(drift.kind)
        kind = kind if retells else f"{kind} where it was retold"
        words, other = (one_line(here.exact, 120), one_line(there.exact, 120)), drift.of if retells else drift.here
        made, unchanged = around.made.get(drift.here), around.made.get(drift.of)
        moved = retells and made is not None and (unchanged is None or unchanged.claim != made.claim)
        yield Changed(drift.id, kind, *words, other, _byline(around, there.report), moved)


def _byline(around: _Around, report: str) -> str:
    byline = around.bylines.get(report)
    return byline_words(byline.outlet, byline.day) if byline else report[:13]


def _words(spans: Sequence[Span]) -> str:
    return one_line(words_of(spans), MOST_WORDS)
