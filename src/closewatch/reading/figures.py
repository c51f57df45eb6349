"""Finds the figures of a report: numbers that count something, with bounds, unit, measure, population, place, date and speaker.

Goes through the report paragraph by paragraph and puts together what the other files read of each sentence; what is not said in a
sentence is taken over from the one before under a named rule, or left out. Statements come in as they were read.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from closewatch.reading.periods import DatePhrase, as_published, find_dates
from closewatch.reading.places import Named, find_names
from closewatch.reading.sighted import Sighting
from closewatch.reading.sightings import read_sightings
from closewatch.reading.standings import read_scope, read_standing
from closewatch.reading.surroundings import Memory, armies_of, find_place, find_population, remember
from closewatch.reading.tokens import Tokens, cut
from closewatch.terms.figure import Figure, Standing
from closewatch.terms.report import Block, Report
from closewatch.terms.statement import Part, Reason, Statement
from closewatch.terms.when import Dated


def find_figures(report: Report, statements: tuple[Statement, ...]) -> tuple[Figure, ...]:
    """Find every figure of a report in the order of its text, each with the innermost statement that gives it.

    >>> from closewatch.testing import plain_report
    >>> found = find_figures(plain_report("At least 12 Ukrainian soldiers were killed near Kursk."), ())
    >>> found[0].measure, found[0].amount.low, found[0].population.country, found[0].place.name
    ('killed', Decimal('12'), 'UA', 'Kursk')
    """
    cover = _Cover(statements)
    names = find_names(report.text)
    memory = Memory(armies_of(report.text, names))
    starts = [named.start for named in names]
    found: list[Figure] = []
    for block in report.blocks:
        inside = names[bisect_left(starts, block.span.start) : bisect_left(starts, block.span.end)]
        found.extend(_in_block(report, block, inside, cover, memory))
    return tuple(sorted(found, key=lambda figure: (figure.span.start, figure.span.end)))


class _Cover:
    """Which statement gives the words at an offset: the innermost one whose content covers them."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        pieces = [(span.start, span.end, statement) for statement in statements for span in statement.content]
        self._pieces = sorted(pieces, key=lambda piece: (piece[0], -piece[1]))
        self._starts = [piece[0] for piece in self._pieces]
        self._longest = max((end - start for start, end, _ in self._pieces), default=0)

    def innermost(self, start: int, end: int) -> Statement | None:
        """The shortest content that covers the words; of equals, the one quoted inside another."""
        best: tuple[int, Statement] | None = None
        for place in range(bisect_right(self._starts, start) - 1, -1, -1):
            first, last, statement = self._pieces[place]
            if start - first > self._longest:
                break
            if last >= end and (best is None or last - first < best[0] or (last - first == best[0] and statement.within == best[1].id)):
                best = (last - first, statement)
        return best[1] if best else None


def _in_block(report: Report, block: Block, names: Sequence[Named], cover: _Cover, memory: Memory) -> list[Figure]:
    tokens = cut(report.text, block.span.start, block.span.end)
    memory.new_paragraph()
    figures: list[Figure] = []
    starts = [named.start for named in names]
    for first, last in tokens.sentences:
        start, end = tokens.starts[first], tokens.ends[last - 1]
        inside = names[bisect_left(starts, start) : bisect_left(starts, end)]
        sightings = read_sightings(tokens, first, last, memory.seen)
        if sightings:
            dates = find_dates(tokens, first, last, report.published)
            made: dict[int, Figure] = {}
            for sighting in sightings:
                parts = [tokens.starts[other.slot.start] for other in sightings if other.part_of is sighting]
                limit = min(parts, default=tokens.ends[last - 1])
                figure = _figure(report, tokens, sighting, inside, dates, cover, memory, (first, last), made, limit)
                made[id(sighting)] = figure
                figures.append(figure)
            memory.keep(sightings, figures[-1])
        remember(tokens, first, last, inside, memory)
    return figures


def _figure(
    report: Report,
    tokens: Tokens,
    sighting: Sighting,
    names: Sequence[Named],
    dates: Sequence[DatePhrase],
    cover: _Cover,
    memory: Memory,
    sentence: tuple[int, int],
    made: dict[int, Figure],
    limit: int,
) -> Figure:
    first, last = sentence
    slot = sighting.slot
    span = report.span(tokens.starts[slot.first], tokens.ends[slot.last - 1])
    statement = cover.innermost(span.start, span.end)
    stance = statement.stance if statement else None
    scope, scope_words = read_scope(tokens, sighting, first, last, stance)
    standing, standing_words = read_standing(tokens, sighting, first, last, stance)
    population = find_population(report, tokens, sighting, names, memory, sentence, made)
    place = find_place(report, tokens, sighting, names, memory, population, limit)
    dated, date_words = _as_of(report, sighting, dates, statement)
    trigger = sighting.decided.trigger if sighting.decided else None
    because = _reasons(
        report, tokens,
        ("measure", sighting.rule or "nothing names what is counted", (trigger.first, trigger.last) if trigger else None),
        ("scope", "word", scope_words),
        ("standing", "word", standing_words),
        ("per", "word", (sighting.per.first, sighting.per.last) if sighting.per else None),
        ("as_of", "word", date_words),
    )  # fmt: skip
    if standing is not Standing.ASSERTED and standing_words is None:
        because = (*because, Reason("standing", f"stance: {stance.value}" if stance else "none reported"))
    bound = report.span(tokens.starts[sighting.bound[0]], tokens.ends[sighting.bound[1] - 1]) if sighting.bound else None
    return Figure(
        report=report.id,
        span=span,
        measure=sighting.measure,
        amount=sighting.amount,
        bound=bound,
        kind=sighting.kind,
        unit=sighting.unit,
        per=sighting.per.per if sighting.per else None,
        population=population,
        place=place,
        scope=scope,
        as_of=dated,
        part_of=_id_of(sighting.part_of, made),
        derived_from=tuple(filter(None, (_id_of(sighting.derived_from, made),))),
        standing=standing,
        statement=statement.id if statement else None,
        speaker=statement.speaker if statement else None,
        because=because,
    )


def _id_of(sighting: Sighting | None, made: dict[int, Figure]) -> str | None:
    figure = made.get(id(sighting)) if sighting else None
    return figure.id if figure else None


def _reasons(report: Report, tokens: Tokens, *given: tuple[str, str, tuple[int, int] | None]) -> tuple[Reason, ...]:
    reasons = []
    for of, rule, pieces in given:
        if pieces:
            reasons.append(Reason(of, rule, report.span(tokens.starts[pieces[0]], tokens.ends[pieces[1] - 1])))
        elif of == "measure":
            reasons.append(Reason(of, rule))
    return tuple(reasons)


def _as_of(
    report: Report, sighting: Sighting, dates: Sequence[DatePhrase], statement: Statement | None
) -> tuple[Dated | None, tuple[int, int] | None]:
    """The date nearest to the number, else the day of publication; background stays undated."""
    nearest = min(dates, key=lambda phrase: abs(phrase.first - sighting.slot.first), default=None)
    if nearest:
        return nearest.dated, (nearest.first, nearest.last)
    if statement and statement.part is Part.BACKGROUND:
        return None, None
    return as_published(report.published), None
