"""The fields of a statement and of a figure as a form shows them, and what of a form that was sent differs from them.

Each field is written in the words that a correction takes (`ledger.views.corrections`), some of them put together from several inputs.
What a field can hold is told there; here it is only laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from closewatch.publish.wording import readable
from closewatch.terms.about import About, Act, Place, Population
from closewatch.terms.actor import ActorKind
from closewatch.terms.figure import MEASURES, Figure, FigureKind, Lean, Scope, Standing
from closewatch.terms.record import plain_number
from closewatch.terms.report import Span
from closewatch.terms.statement import Basis, Manner, Part, Reason, Stance, Statement
from closewatch.terms.when import Dated

CLASSES = ("civilian", "combatant", "protected", "child", "unknown")
"""The classes of people that a figure can count (docs/glossary.md)."""


class Shape(StrEnum):
    """What an input of a form is: words, one of a list, a yes or no, a day, or the place of words in the report."""

    WORDS = "words"
    LIST = "list"
    FLAG = "flag"
    DAY = "day"
    SPAN = "span"


@dataclass(frozen=True)
class Input:
    """One input of a form: its name there, what it is, what it holds, and for a list what it can hold, each with how it reads."""

    name: str
    label: str
    value: str
    shape: Shape = Shape.WORDS
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""

    def read(self, sent: Mapping[str, str]) -> str:
        """Give what was sent for it; a box that was not ticked is not sent at all."""
        found = sent.get(self.name, "").strip()
        return (found or "false") if self.shape is Shape.FLAG else found

    def holding(self, value: str) -> Input:
        """Give the same input with another value, be it one that its list does not have."""
        listed = self.shape is not Shape.LIST or any(choice == value for choice, _ in self.choices)
        return replace(self, value=value, choices=self.choices if listed else (*self.choices, (value, value)))


@dataclass(frozen=True)
class Field:
    """One field of a value: its inputs, what joins them into the words of a correction, and why it is what it is."""

    name: str
    label: str
    inputs: tuple[Input, ...]
    joint: str = ""
    because: tuple[Reason, ...] = ()

    def word(self, sent: Mapping[str, str]) -> str:
        """Put the words of a correction together from what the inputs hold.

        >>> place = Field("place", "Place", (Input("place.name", "name", ""), Input("place.country", "country", "")), "/")
        >>> place.word({"place.name": "Kursk", "place.country": "RU"}), place.word({"place.name": "", "place.country": ""})
        ('Kursk/RU', '')
        """
        parts = [one.read(sent) for one in self.inputs]
        return self.joint.join(parts).rstrip("/; ") if any(parts) else ""

    @property
    def words(self) -> str:
        """The words that it holds now."""
        return self.word({one.name: one.value for one in self.inputs})


def statement_fields(statement: Statement) -> tuple[Field, ...]:
    """Lay out every field of a statement that a person can correct."""
    speaker = statement.speaker
    because = statement.because
    return (
        _spans("content", "Content", statement.content),
        _spans("source", "Source", statement.source),
        _spans("cue", "Cue", statement.cue),
        _words("speaker", "Speaker", speaker.name if speaker else "", because),
        _list("kind", "Kind of speaker", speaker.kind.value if speaker else "", ActorKind, optional=True),
        _words("country", "Country of the speaker", (speaker.country if speaker else "") or "", hint="two letters, like KP"),
        _list("stance", "Stance", statement.stance.value, Stance, because),
        _list("basis", "Basis", statement.basis.value, Basis, because),
        _list("manner", "Manner", statement.manner.value, Manner),
        _list("part", "Part of the report", statement.part.value, Part),
        _words("via", "Passed on by", "; ".join(statement.via), because, hint="from the speaker outward, parted by ;"),
        _dated("said", "Said", statement.said, because),
        _about(statement.about),
    )


def figure_fields(figure: Figure, statements: Sequence[tuple[str, str]] = (), figures: Sequence[tuple[str, str]] = ()) -> tuple[Field, ...]:
    """Lay out every field of a figure that a person can correct; `statements` and `figures` are those it may hang on, each in words."""
    amount, because = figure.amount, figure.because
    return (
        _spans("span", "Number", (figure.span,)),
        _spans("bound", "Words that bound it", (figure.bound,) if figure.bound else ()),
        _list("measure", "Measure", figure.measure, MEASURES, because),
        _words("low", "Low", _number(amount.low)),
        _words("best", "Best", _number(amount.best)),
        _words("high", "High", _number(amount.high)),
        _flag("open_low", "Open below (up to)", amount.open_low),
        _flag("open_high", "Open above (at least)", amount.open_high),
        _flag("strict", "Strict (more than, fewer than)", amount.strict),
        _flag("approximate", "Approximate (about)", amount.approximate),
        _list("lean", "Lean", amount.lean.value if amount.lean else "", Lean, optional=True),
        _words("vague", "Vague word", amount.vague or "", hint="such as dozens"),
        _list("kind", "Kind", figure.kind.value, FigureKind),
        _words("unit", "Unit", figure.unit or "", because, hint="person, percent, USD …"),
        _words("per", "Per", figure.per or "", because, hint="such as month"),
        _population("population", "Population", figure.population),
        _place("place", "Place", figure.place),
        _list("scope", "Scope", figure.scope.value, Scope, because),
        _list("standing", "Standing", figure.standing.value, Standing, because),
        _dated("as_of", "As of", figure.as_of, because),
        _chosen("statement", "Statement that gives it", figure.statement or "", (("", "none: the outlet itself"), *statements)),
        _chosen("part_of", "Part of the figure", figure.part_of or "", (("", "none"), *figures)),
    )


def changed(fields: Iterable[Field], sent: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Give what a form sets that was otherwise before, as the pairs of a correction."""
    return tuple((one.name, word) for one in fields if (word := one.word(sent)) != one.words)


def offsets(spans: Iterable[Span]) -> str:
    """Write spans as a correction takes them.

    >>> offsets((Span(0, 4, "Kyiv"), Span(10, 12, "it")))
    '0:4,10:12'
    """
    return ",".join(f"{span.start}:{span.end}" for span in spans)


def _spans(name: str, label: str, spans: Sequence[Span]) -> Field:
    return Field(name, label, (Input(name, label, offsets(span for span in spans if span.end > span.start), Shape.SPAN),))


def _words(name: str, label: str, value: str, because: Sequence[Reason] = (), hint: str = "") -> Field:
    return Field(name, label, (Input(name, label, readable(value), hint=hint),), because=_why(name, because))


def _list(
    name: str, label: str, value: str, choices: Iterable[str], because: Sequence[Reason] = (), *, optional: bool = False
) -> Field:  # fmt: skip
    named = tuple((str(choice), str(choice).replace("_", " ")) for choice in choices)
    return _chosen(name, label, value, (("", "none"), *named) if optional else named, because)


def _chosen(name: str, label: str, value: str, choices: tuple[tuple[str, str], ...], because: Sequence[Reason] = ()) -> Field:
    return Field(name, label, (Input(name, label, "", Shape.LIST, choices).holding(value),), because=_why(name, because))


def _flag(name: str, label: str, value: bool) -> Field:
    return Field(name, label, (Input(name, label, "true" if value else "false", Shape.FLAG),))


def _dated(name: str, label: str, dated: Dated | None, because: Sequence[Reason] = ()) -> Field:
    start, end = (dated.start, dated.end) if dated else (None, None)
    first = Input(f"{name}.from", f"{label}: from", start.isoformat() if start else "", Shape.DAY)
    last = Input(f"{name}.to", f"{label}: to", end.isoformat() if end else "", Shape.DAY)
    return Field(name, label, (first, last), "..", _why(name, because))


def _people(name: str, population: Population | None) -> tuple[Input, ...]:
    return (
        Input(f"{name}.country", "Whose people: country", (population.country if population else "") or "", hint="two letters"),
        Input(f"{name}.role", "Their role", (population.role if population else "") or "", hint="military, worker …"),
        Input(f"{name}.class", "Their class", (population.kind if population else "") or "", Shape.LIST, _optional(CLASSES)),
    )


def _where(name: str, place: Place | None) -> tuple[Input, ...]:
    return (
        Input(f"{name}.name", "Place: name", place.name if place else ""),
        Input(f"{name}.in", "Place: country", (place.country if place else "") or "", hint="two letters"),
    )


def _optional(choices: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return (("", "none"), *((choice, choice) for choice in choices))


def _population(name: str, label: str, population: Population | None) -> Field:
    reasons = (Reason(name, population.rule, population.span),) if population and (population.rule or population.span) else ()
    return Field(name, label, _people(name, population), "/", reasons)


def _place(name: str, label: str, place: Place | None) -> Field:
    reasons = (Reason(name, place.rule, place.span),) if place and (place.rule or place.span) else ()
    return Field(name, label, _where(name, place), "/", reasons)


class AboutField(Field):
    """What a statement is about: what happened, to whom or by whom, and where, in the one line that a correction takes."""

    def word(self, sent: Mapping[str, str]) -> str:
        """Put the line together, as in "not killed; KP/military/combatant; Kursk/RU"; nothing where nothing is said to have happened."""
        what, *rest = (one.read(sent) for one in self.inputs)
        if not what and not any(rest):
            return ""
        return f"{what}; {'/'.join(rest[:3]).rstrip('/')}; {'/'.join(rest[3:]).rstrip('/')}".rstrip("; ")


def _about(about: About | None) -> Field:
    what = "" if about is None else about.act.value if about.act else about.measure or ""
    value = f"not {what}" if about and about.negated and what else what
    done = (*(act.value for act in Act), *MEASURES)
    choices = (("", "none"), *((one, one) for one in done), *((f"not {one}", f"not {one}") for one in done))
    first = Input("about.what", "What happened", value, Shape.LIST, choices)
    people, where = _people("about", about.population if about else None), _where("about", about.place if about else None)
    reasons = (Reason("about", about.rule, about.span),) if about and (about.rule or about.span) else ()
    return AboutField("about", "What it is about", (first, *people, *where), "; ", reasons)


def _why(name: str, because: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(reason for reason in because if reason.of == name)


def _number(number: Decimal | None) -> str:
    return plain_number(number) or ""
