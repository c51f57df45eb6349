"""The two tables of what was read in reports: statements and figures, with the exact words and the reason for everything inferred."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from closewatch.ledger.views.lists import ListedFigure, ListedStatement
from closewatch.publish.exports.tables.table import (
    Cell,
    Column,
    Row,
    Table,
    amount,
    day,
    flag,
    json_cell,
    listing,
    maybe,
    range_columns,
    span_cells,
    span_columns,
    spans_cell,
    text,
    whole,
    words_cell,
)
from closewatch.publish.publication import Publication
from closewatch.publish.shapes import reason_shape
from closewatch.terms.actor import Actor
from closewatch.terms.figure import Range
from closewatch.terms.when import Dated

_STANDS = (
    text("review", "unreviewed, accepted, corrected or rejected"),
    whole("no_longer_read_since", "the entry since which today's reader does not find it; empty where it does", nullable=True),
    maybe("outlet", "who published the report"),
    maybe("day", "the day it was said on or holds for, else that of the report, as far as known"),
)
_SPEAKER = (
    maybe("speaker", "the id of who speaks, as they go in the whole case", "actors"),
    maybe("speaker_name", "who speaks, as this report names them"),
    maybe("speaker_kind", "person, body, group, document or outlet"),
    flag("speaker_named", "false for officials or a soldier", nullable=True),
    flag("speaker_pseudonymous", "true where the report says that the name is not the real one", nullable=True),
    maybe("speaker_country", "ISO 3166-1 alpha-2"),
)
_BECAUSE = listing("because", "why each value that is no quotation is what it is: field, rule, words")


def _dated(name: str, about: str) -> tuple[Column, ...]:
    return (
        day(f"{name}_start", f"the first day {about}"),
        day(f"{name}_end", f"the last day {about}"),
        maybe(f"{name}_from", "text, or published where it is taken from the date of the report"),
    )


STATEMENTS = Table(
    "statements",
    "Who says what, in which words: one row for each statement as it stands today",
    (
        text("id", "the statement"),
        text("report", "the report it stands in", of="reports"),
        *_STANDS,
        *_SPEAKER,
        text("stance", "how the speaker stands toward the content"),
        text("basis", "how the speaker knows, as far as the text tells"),
        text("manner", "direct, indirect or mixed quotation"),
        listing("via", "who passed it on, from the speaker outward"),
        maybe("within", "the statement whose content holds this one"),
        text("part", "headline, lead, body, background or caption"),
        *_dated("said", "on which it was said"),
        whole("start", "where the content begins: code points of the report's text"),
        whole("end", "where the content ends, the end excluded"),
        maybe("content", "the words that are said; pieces are parted by …"),
        listing("content_spans", "each piece of the content: start, end, exact words"),
        maybe("source", "the words that name who speaks"),
        listing("source_spans", "each piece of the source: start, end, exact words"),
        maybe("cue", "the words that say that it was said"),
        listing("cue_spans", "each piece of the cue: start, end, exact words"),
        maybe("about_measure", "what befell people, apart from how many: the ground of yes/no questions"),
        maybe("about_act", "present, fought or delivered, where no measure counts it"),
        maybe("about_population_country", "of whom: ISO 3166-1 alpha-2"),
        maybe("about_population_class", "of whom: civilian, combatant, protected, child or unknown"),
        maybe("about_place", "where"),
        maybe("about_place_country", "where: ISO 3166-1 alpha-2"),
        flag("about_negated", "true where the content says that it did not happen", nullable=True),
        flag("about_planned", "true where it is foreseen or intended", nullable=True),
        *span_columns("about", "the words for what happened", nullable=True),
        amount("confidence", "the probability, from 0 to 1, that who-says-what is right", nullable=False),
        maybe("read_by", "the reader that found it"),
        _BECAUSE,
    ),
)

FIGURES = Table(
    "figures",
    "Every number that matters: what it counts, its bounds as they were said, whom, where and when it is about",
    (
        text("id", "the figure"),
        text("report", "the report it stands in", of="reports"),
        maybe("statement", "the statement that gives it; empty where the outlet itself does", "statements"),
        *_STANDS,
        *_SPEAKER,
        *span_columns("", "the number with its sign, currency, scale and range words"),
        *span_columns("bound", "the words that bound it", nullable=True),
        text("measure", "what it counts"),
        *range_columns(),
        text("kind", "count, share, rate, ratio or money"),
        maybe("unit", "person, percent, ratio, an ISO 4217 code or a noun; several codes joined by | where the sign fits several"),
        maybe("per", "what it is for each of: month, head"),
        maybe("population_country", "whom it counts: ISO 3166-1 alpha-2"),
        maybe("population_role", "whom it counts: military, worker"),
        maybe("population_class", "whom it counts: civilian, combatant, protected, child or unknown"),
        *span_columns("population", "the words for whom it counts", nullable=True),
        maybe("population_rule", "the rule, where no words say so"),
        maybe("place", "where it holds"),
        maybe("place_country", "where: ISO 3166-1 alpha-2"),
        maybe("place_region", "where: the first-level region of a town"),
        *span_columns("place", "the words for where", nullable=True),
        maybe("place_rule", "the rule, where no words say so"),
        text("scope", "event, cumulative, increment, decrement, stock, average, planned or forecast"),
        *_dated("as_of", "that it holds for"),
        maybe("part_of", "the figure that it is a part of"),
        listing("derived_from", "the figures that it was worked out from"),
        text("standing", "what the text does with the number: asserted, denied, disputed ..."),
        _BECAUSE,
    ),
)  # fmt: skip


def rows_said(publication: Publication) -> Iterator[tuple[Table, Row]]:
    """Give every statement, then every figure, in the order of the record."""
    for listed in publication.statements():
        yield STATEMENTS, _statement_row(listed, publication.goes_as)
    for figure in publication.figures():
        yield FIGURES, _figure_row(figure, publication.goes_as)


def range_cells(said: Range) -> tuple[Cell, ...]:
    """Give an amount as the cells of `range_columns`."""
    lean = said.lean.value if said.lean else None
    ends = (said.low, said.best, said.high)
    return (*ends, said.open_low, said.open_high, said.strict, said.approximate, lean, said.vague)


def _statement_row(listed: ListedStatement, goes_as: Callable[[str], str]) -> Row:
    statement, about = listed.statement, listed.statement.about
    population, place = (about.population, about.place) if about else (None, None)
    content = statement.content or statement.cue or statement.source
    return (
        listed.id,
        statement.report,
        *(listed.review, listed.lost, listed.outlet, listed.day),
        *_speaker_cells(statement.speaker, goes_as),
        statement.stance.value,
        statement.basis.value,
        statement.manner.value,
        json_cell(statement.via),
        statement.within,
        statement.part.value,
        *_dated_cells(statement.said),
        min(span.start for span in content),
        max(span.end for span in content),
        *(words_cell(statement.content), spans_cell(statement.content)),
        *(words_cell(statement.source), spans_cell(statement.source)),
        *(words_cell(statement.cue), spans_cell(statement.cue)),
        about.measure if about else None,
        about.act.value if about and about.act else None,
        *((population.country, population.kind) if population else (None, None)),
        *((place.name, place.country) if place else (None, None)),
        *((about.negated, about.planned) if about else (None, None)),
        *span_cells(about.span if about else None),
        statement.confidence,
        statement.read_by,
        json_cell([reason_shape(reason) for reason in statement.because]),
    )


def _figure_row(listed: ListedFigure, goes_as: Callable[[str], str]) -> Row:
    figure, population, place = listed.figure, listed.figure.population, listed.figure.place
    return (
        listed.id,
        figure.report,
        figure.statement,
        *(listed.review, listed.lost, listed.outlet, listed.day),
        *_speaker_cells(figure.speaker, goes_as),
        *span_cells(figure.span),
        *span_cells(figure.bound),
        figure.measure,
        *range_cells(figure.amount),
        figure.kind.value,
        figure.unit,
        figure.per,
        *((population.country, population.role, population.kind) if population else (None, None, None)),
        *span_cells(population.span if population else None),
        (population.rule or None) if population else None,
        *((place.name, place.country, place.region) if place else (None, None, None)),
        *span_cells(place.span if place else None),
        (place.rule or None) if place else None,
        figure.scope.value,
        *_dated_cells(figure.as_of),
        figure.part_of,
        json_cell(figure.derived_from),
        figure.standing.value,
        json_cell([reason_shape(reason) for reason in figure.because]),
    )


def _speaker_cells(speaker: Actor | None, goes_as: Callable[[str], str]) -> tuple[Cell, ...]:
    if speaker is None:
        return (None,) * len(_SPEAKER)
    return (goes_as(speaker.id), speaker.name, speaker.kind.value, speaker.named, speaker.pseudonymous, speaker.country)


def _dated_cells(dated: Dated | None) -> tuple[date | None, date | None, str | None]:
    return (dated.start, dated.end, dated.known_from.value) if dated else (None, None, None)
