"""Readers that find something else than the one that reads by rules: what a case meets when it is read again with a better one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report, Span
from closewatch.terms.statement import Manner, Stance, Statement


class Rules:
    """The reader by rules, each report read once however often it is asked for."""

    def __init__(self) -> None:
        self._read = cache(read_by_rules)

    def __call__(self, report: Report) -> Reading:
        return self._read(report)

    def but(self, name: str, change: Callable[[Report, int, Statement], Statement | None]) -> Callable[[Report], Reading]:
        """Make a reader that finds each statement as `change` has it (by its number), or not at all, with the figures that hang on it."""

        def read_otherwise(report: Report) -> Reading:
            found = self._read(report)
            changed = {s.id: change(report, number, s) for number, s in enumerate(found.statements)}
            kept = {old: replace(new, read_by=name) for old, new in changed.items() if new}
            ids: dict[str | None, str] = {old: new.id for old, new in kept.items()}
            statements = tuple(replace(s, within=ids.get(s.within)) for s in kept.values())
            figures = tuple(replace(f, statement=ids.get(f.statement)) for f in found.figures if f.statement is None or f.statement in ids)
            return Reading(report.id, name, statements, figures)

        return read_otherwise


def shorter(report: Report, number: int, statement: Statement) -> Statement | None:
    """Leave the last word out of every content, and every third statement altogether."""
    last = statement.content[-1] if statement.content else None
    if number % 3 == 2:
        return None
    if last is None or " " not in last.exact:
        return statement
    return replace(statement, content=(*statement.content[:-1], report.span(last.start, last.start + last.exact.rindex(" "))))


def quoted(_report: Report, _number: int, statement: Statement) -> Statement | None:
    """Read nothing but direct quotations."""
    return statement if statement.manner is Manner.DIRECT else None


def read_last_words(report: Report) -> Reading:
    """A reader of tests in other processes: one statement, which is all of the text but its first word."""
    content = report.span(report.text.index(" ") + 1, len(report.text.rstrip()))
    return Reading(report.id, "last-words", (_bare(report, content),))


def read_all_words(report: Report) -> Reading:
    """The same with the first word, so that each reader finds what the other does in other words."""
    return Reading(report.id, "all-words", (_bare(report, report.span(0, len(report.text.rstrip()))),))


def _bare(report: Report, content: Span) -> Statement:
    return Statement(report.id, (), (), (content,), Manner.INDIRECT, Stance.ASSERTS)
