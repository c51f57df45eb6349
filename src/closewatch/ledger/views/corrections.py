"""What a person's words make of a value: the fields of a correction or an addition, read strictly.

Fields are pairs of words as they were typed. Spans are "start:end" offsets of the report's text, several parted by commas, so that
a correction too can only point at words that are there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from closewatch.terms.about import About, Act, Place, Population
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.figure import MEASURES, Figure, FigureKind, Lean, Range, Scope, Standing
from closewatch.terms.report import Span, span_in
from closewatch.terms.statement import Basis, Manner, Part, Stance, Statement
from closewatch.terms.trouble import ClosewatchError
from closewatch.terms.when import Dated, KnownFrom

Pairs = Sequence[tuple[str, str]]

_SPEAKER = ("speaker", "kind", "country")


class NotAField(ClosewatchError):
    """A correction that names no field of the value, or a value that the field cannot hold."""


def corrected_statement(statement: Statement, pairs: Pairs, text: str) -> Statement:
    """Give the statement with some of its fields set by a person.

    Raises: NotAField, NotVerbatim.
    """
    for field, word in pairs:
        if field in _SPEAKER:
            statement = replace(statement, speaker=_read(partial(_speaker, statement, field), field, word, text))
        else:
            read = _chosen(_STATEMENT, field)
            statement = replace(statement, **{field: _read(read, field, word, text)})
    return statement


def corrected_figure(figure: Figure, pairs: Pairs, text: str) -> Figure:
    """Give the figure with some of its fields set by a person.

    Raises: NotAField, NotVerbatim.
    """
    for field, word in pairs:
        if field in _RANGE:
            amount = replace(figure.amount, **{field: _read(_RANGE[field], field, word, text)})
            figure = replace(figure, amount=amount)
        else:
            read = _chosen(_FIGURE, field)
            figure = replace(figure, **{field: _read(read, field, word, text)})
    _check_range(figure.amount)
    return figure


def added_statement(report: str, pairs: Pairs, text: str) -> Statement:
    """Make a statement that the reader missed: at least its content, by the offsets of its words.

    Raises: NotAField, NotVerbatim.
    """
    fields = dict(pairs)
    if "content" not in fields:
        raise NotAField("wanted content=START:END for a new statement, found none")
    bare = Statement(report, (), (), _words_of(fields["content"], text), Manner.INDIRECT, Stance.ASSERTS, confidence=Decimal(1))
    return corrected_statement(bare, pairs, text)


def added_figure(report: str, pairs: Pairs, text: str) -> Figure:
    """Make a figure that the reader missed: at least the offsets of its number, its measure, and one end of its range.

    Raises: NotAField, NotVerbatim.
    """
    fields = dict(pairs)
    missing = [name for name in ("span", "measure") if name not in fields]
    if missing or not {"low", "high"} & set(fields):
        raise NotAField(f"wanted span=START:END, measure= and low= or high= for a new figure, found {sorted(fields)}")
    bare = Figure(report, _span(fields["span"], text), fields["measure"], Range())
    return corrected_figure(bare, pairs, text)


def _chosen(fields: Mapping[str, Any], field: str) -> Any:
    if field not in fields:
        raise NotAField(f"wanted one of {', '.join(sorted((*fields, *(_SPEAKER if fields is _STATEMENT else _RANGE))))}, found {field!r}")
    return fields[field]


def _read(read: Callable[[str, str], Any], field: str, word: str, text: str) -> Any:
    try:
        return read(word, text)
    except (ValueError, InvalidOperation) as error:
        raise NotAField(f"wanted a value for {field}, found {word!r} ({error})") from None


def _speaker(statement: Statement, field: str, word: str, _: str) -> Actor | None:
    old = statement.speaker
    if field == "speaker":
        kind, country = (old.kind, old.country) if old else (ActorKind.PERSON, None)
        return Actor(actor_id(statement.report, word), word, kind, (word,), country=country) if word else None
    if old is None:
        raise NotAField(f"wanted a speaker before its {field}, found none")
    return replace(old, kind=ActorKind(word)) if field == "kind" else replace(old, country=_country(word))


def _country(word: str) -> str | None:
    if not re.fullmatch("(?:[A-Za-z]{2})?", word):
        raise ValueError("a country's code of two letters")
    return word.upper() or None


def _check_range(amount: Range) -> None:
    """A range runs upwards and is open only at an end that there is."""
    ends = [end for end in (amount.low, amount.best, amount.high) if end is not None]
    if ends != sorted(ends) or (amount.open_high and amount.low is None) or (amount.open_low and amount.high is None):
        found = ", ".join(f"{name}={getattr(amount, name)}" for name in ("low", "best", "high", "open_low", "open_high"))
        raise NotAField(f"wanted low, best and high in rising order, open_high with low and open_low with high, found {found}")


def _words_of(word: str, text: str) -> tuple[Span, ...]:
    spans = _spans(word, text)
    if not spans:
        raise NotAField(f"wanted content=START:END, found {word!r}")
    return spans


def _spans(word: str, text: str) -> tuple[Span, ...]:
    return tuple(_span(piece, text) for piece in word.split(",") if piece.strip())


def _span(word: str, text: str) -> Span:
    match = re.fullmatch(r"\s*([0-9]{1,9})\s*:\s*([0-9]{1,9})\s*", word)
    if match is None or int(match[1]) == int(match[2]):
        raise NotAField(f"wanted offsets START:END of at least one character, found {word!r}")
    return span_in(text, int(match[1]), int(match[2]))


def _number(word: str, _: str) -> Decimal | None:
    if word and not re.fullmatch(r"-?[0-9][0-9,]{0,30}(?:\.[0-9]{1,12})?", word):
        raise ValueError("a number in digits, or nothing where there is none")
    return Decimal(word.replace(",", "")) if word else None


def _flag(word: str, _: str) -> bool:
    if word.lower() not in ("true", "false", "yes", "no"):
        raise ValueError("true or false")
    return word.lower() in ("true", "yes")


def _words(word: str, _: str) -> str | None:
    return word or None


def _measure(word: str, _: str) -> str:
    if word not in MEASURES:
        raise ValueError(f"one of {', '.join(MEASURES)}")
    return word


def _population(word: str, _: str) -> Population | None:
    country, role, kind = (*(part.strip() or None for part in word.split("/")), None, None, None)[:3]
    return Population(_country(country or ""), role, kind, rule="decided") if word else None


def _place(word: str, _: str) -> Place | None:
    name, _slash, country = word.partition("/")
    return Place(name, _country(country.strip()), rule="decided") if word else None


def _about(word: str, text: str) -> About | None:
    """Read what a statement is about, as in "present; KP/military/combatant; Russia/RU" or "not killed; /civilian/civilian; Goma/CD"."""
    if not word:
        return None
    what, whom, where = (*(part.strip() for part in word.split(";")), "", "")[:3]
    done = what.removeprefix("not ")
    act = Act(done) if done in tuple(Act) else None
    measure = None if act else _measure(done, text)
    return About(measure, _population(whom, text), _place(where, text), act, negated=done != what, rule="decided")


def _dated(word: str, _: str) -> Dated | None:
    start, _dots, end = word.partition("..")
    first = date.fromisoformat(start) if start else None
    last = date.fromisoformat(end) if end else (first if not _dots else None)
    return Dated(first, last, KnownFrom.TEXT) if word else None


_STATEMENT: dict[str, Callable[[str, str], Any]] = {
    "source": _spans,
    "cue": _spans,
    "content": _words_of,
    "stance": lambda word, _: Stance(word),
    "basis": lambda word, _: Basis(word),
    "manner": lambda word, _: Manner(word),
    "part": lambda word, _: Part(word),
    "said": _dated,
    "about": _about,
    "via": lambda word, _: tuple(name.strip() for name in word.split(";") if name.strip()),
}
_RANGE: dict[str, Callable[[str, str], Any]] = {
    "low": _number,
    "best": _number,
    "high": _number,
    "open_low": _flag,
    "open_high": _flag,
    "strict": _flag,
    "approximate": _flag,
    "lean": lambda word, _: Lean(word) if word else None,
    "vague": _words,
}
_FIGURE: dict[str, Callable[[str, str], Any]] = {
    "span": _span,
    "bound": lambda word, text: _span(word, text) if word else None,
    "measure": _measure,
    "kind": lambda word, _: FigureKind(word),
    "unit": _words,
    "per": _words,
    "population": _population,
    "place": _place,
    "scope": lambda word, _: Scope(word),
    "standing": lambda word, _: Standing(word),
    "as_of": _dated,
    "statement": _words,
    "part_of": _words,
}
