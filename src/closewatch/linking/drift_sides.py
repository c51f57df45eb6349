"""One end of a comparison: a figure or a statement in its report, with its sentence and how its speaker is known there.

Gathers what comparing asks for again and again; what is alike or changed is decided in the modules beside this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from closewatch.linking.actors import link_actors
from closewatch.linking.drift_words import sentence_at
from closewatch.linking.lexicon import Lexicon
from closewatch.linking.names import shared_form
from closewatch.terms.figure import Figure
from closewatch.terms.reading import Account
from closewatch.terms.report import Span
from closewatch.terms.statement import Part, Statement

_NOBODY = frozenset("he she it they who that which we i his her their its the paper site page".split())


VALUES = 200
"""How many statements and figures of one report are compared, in the order of the text: a table of thousands is no retelling."""


@dataclass(frozen=True)
class Known:
    """How one report knows a speaker: every form of the name, and the keys under which other reports may know him (`actors`)."""

    forms: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Side:
    """A figure or a statement in its report; `known` is how the report knows each of its speakers, by id."""

    account: Account
    value: Figure | Statement
    known: dict[str, Known]

    @cached_property
    def figure(self) -> Figure | None:
        """The figure, where it is one."""
        return self.value if isinstance(self.value, Figure) else None

    @cached_property
    def statement(self) -> Statement | None:
        """The statement: itself, or the one that the figure stands in."""
        if isinstance(self.value, Statement):
            return self.value
        return next((one for one in self.account.reading.statements if one.id == self.value.statement), None)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figure, or those that stand in the statement."""
        if isinstance(self.value, Figure):
            return (self.value,)
        spans = self.value.content
        return tuple(one for one in self.account.reading.figures if any(span.start <= one.span.start < span.end for span in spans))

    @cached_property
    def sentence(self) -> Span:
        """The sentence of a figure; the content of a statement with what stands between its pieces."""
        spans = (self.value.span,) if isinstance(self.value, Figure) else self.value.content or self.value.cue
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        if isinstance(self.value, Figure):
            start, end = sentence_at(self.account.report.text, start, end)
        return self.account.report.span(start, end)

    @cached_property
    def whole(self) -> str:
        """The sentence that a statement stands in with its source, blanks made even."""
        statement = self.statement
        spans = (*statement.source, *statement.cue, *statement.content) if statement else (self.sentence,)
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        return " ".join(self.account.report.text[slice(*sentence_at(self.account.report.text, start, end))].split())

    @cached_property
    def words(self) -> str:
        """The words of the sentence, blanks made even."""
        return " ".join(self.sentence.exact.split())

    @cached_property
    def in_headline(self) -> bool:
        """Whether it stands in the headline, a weaker telling of what the body says."""
        if self.statement is not None and self.statement.part is Part.HEADLINE:
            return True
        headline = self.account.report.headline
        return headline is not None and self.sentence.end <= len(headline)

    @cached_property
    def source(self) -> str:
        """The words that name the source, with the name of the speaker where they are a pronoun."""
        statement = self.statement
        if statement is None:
            return ""
        words = self.source_words
        name = statement.speaker.name if statement.speaker else ""
        return name if not words or words.casefold() in _NOBODY else words if words == name else f"{words} {name}".strip()

    @cached_property
    def source_words(self) -> str:
        """The bare words that name the source."""
        return " ".join(span.exact for span in self.statement.source) if self.statement else ""

    @cached_property
    def told(self) -> tuple[str, str]:
        """What is said, and by whom in the words of the report: where both are the same, a sentence was copied as it stands."""
        return self.words, "" if self.figure else self.source_words.casefold()

    @property
    def speaker(self) -> Known:
        """How the report knows the speaker; nothing where nobody is named."""
        speaker = self.statement.speaker if self.statement else None
        return self.known.get(speaker.id, Known()) if speaker else Known()


@dataclass(frozen=True, eq=False)
class Sided:
    """An account with its sides, gathered once however many others it is held against; `lexicon` tells who its speakers are elsewhere."""

    account: Account
    lexicon: Lexicon | None = None

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The statements that say something and the figures of the account, in the order of the reading."""
        known = _known(self.account, self.lexicon)
        said = (one for one in self.account.reading.statements[:VALUES] if one.content or one.cue)
        values: list[Statement | Figure] = [*said, *self.account.reading.figures[:VALUES]]
        return tuple(Side(self.account, one, known) for one in values)

    def at(self, end: str) -> tuple[Side, ...]:
        """The sides to which an edge leads: all for a report, those of one statement where it ends there."""
        if not end.startswith("st:"):
            return self.sides
        return tuple(side for side in self.sides if end in (side.value.id, getattr(side.value, "statement", None)))


def _known(account: Account, lexicon: Lexicon | None) -> dict[str, Known]:
    keys: dict[str, set[str]] = {}
    for link in link_actors(account.report, account.reading, lexicon):
        keys.setdefault(link.left, set()).add(link.right)
    names: dict[str, list[str]] = {}
    for statement in account.reading.statements[:VALUES]:
        if (speaker := statement.speaker) is not None:
            held = names.setdefault(speaker.id, [speaker.name, *speaker.names])
            held += (span.exact for span in statement.source if span.exact[:1].isupper())
    return {identity: Known(_forms(held), frozenset(keys.get(identity, ()))) for identity, held in names.items()}


def _forms(names: list[str]) -> frozenset[str]:
    return frozenset(form for name in names if (form := shared_form(name)) and form not in _NOBODY)
