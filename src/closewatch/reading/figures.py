"""Finds the figures of a report: numbers that count something, with bounds, unit, measure, population, place, date and speaker.

Goes through the report paragraph by paragraph and puts together what the other files read of each sentence; what is not said in a
sentence is taken over from the one before under a named rule, or left to `settling` and `dating`. Statements come in as they were read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from closewatch.reading.armies import armies_of
from closewatch.reading.asof import Chosen, dated_after, event_day, heading_date, last_named, read_as_of, struck_on
from closewatch.reading.periods import DatePhrase, find_dates, publication_day
from closewatch.reading.places import Named, NameKind, find_names
from closewatch.reading.relations import relate
from closewatch.reading.scopes import read_scope, settle_scope
from closewatch.reading.setting import Setting
from closewatch.reading.settling import Theatre, main_people, main_place, scene_of, settle, takes_army
from closewatch.reading.sighted import Sighting
from closewatch.reading.sightings import read_sightings
from closewatch.reading.standings import read_standing
from closewatch.reading.surroundings import MAIN_ARMY, Memory, find_population, is_of_hospitals, remember
from closewatch.reading.tokens import Tokens, cut
from closewatch.reading.villages import find_unlisted
from closewatch.reading.whereabouts import find_place, headline_place, is_nowhere_yet, is_unnamed, remember_places
from closewatch.terms.about import Place, Population
from closewatch.terms.figure import Figure, Scope, Standing
from closewatch.terms.report import Block, BlockKind, Report
from closewatch.terms.statement import Reason, Statement

_RUNS_ON = re.compile(
    r", (?:in|from|with|including|among them|carried|brought|sent|made|killed|by|of which|of whom|on|at|over)\b[^.;:!?\"“”]*"
)
"""What a sentence goes on with when it still tells what somebody says."""
_OF_TODAY = frozenset(("still", "now", "since", "being"))
_WEIGHT = 2
"""Somebody who speaks for a country says more of where a report is set than a name that it mentions."""


def find_figures(report: Report, statements: tuple[Statement, ...]) -> tuple[Figure, ...]:
    """Find every figure of a report in the order of its text, each with the innermost statement that gives it.

    >>> from closewatch.testing import plain_report
    >>> found = find_figures(plain_report("At least 12 Ukrainian soldiers were killed near Kursk."), ())
    >>> found[0].measure, found[0].amount.low, found[0].population.country, found[0].place.name
    ('killed', Decimal('12'), 'UA', 'Kursk')
    """
    cover = _Cover(statements)
    names = find_names(report.text)
    memory = Memory(armies_of(report.text, [named for named in names if not cover.in_a_source(named.start)]))
    starts = [named.start for named in names]
    unlisted = find_unlisted(report.text, names)
    settings: list[Setting] = []
    for paragraph, block in enumerate(report.blocks):
        inside = names[bisect_left(starts, block.span.start) : bisect_left(starts, block.span.end)]
        villages = unlisted[bisect_left(unlisted, block.span.start, key=_begins) : bisect_left(unlisted, block.span.end, key=_begins)]
        settings.extend(_in_block(report, block, paragraph, inside, villages, cover, memory))
    for setting, figure in zip(settings, relate(report, [setting.figure for setting in settings]), strict=True):
        setting.counts_people |= setting.figure.unit is None and figure.unit == "person"
        setting.figure = figure
    figures = settle(report, settings, _theatre(report, names, cover, memory, settings))
    return tuple(sorted(figures, key=lambda figure: (figure.span.start, figure.span.end)))


def _begins(named: Named) -> int:
    return named.start


def _theatre(report: Report, names: Sequence[Named], cover: _Cover, memory: Memory, settings: Sequence[Setting]) -> Theatre:
    """What the report is about as a whole: its main army, where that is, and the place in the headline."""
    headline: Place | None = None
    in_headline: Counter[str] = Counter()
    for block in report.blocks:
        if block.kind is BlockKind.HEADLINE:
            tokens = cut(report.text, block.span.start, block.span.end)
            inside = [named for named in names if block.span.start <= named.start < block.span.end]
            headline = headline_place(tokens, inside)
            in_headline = Counter(named.country for named in inside)
            break
    lead = next((block for block in report.blocks if block.kind is not BlockKind.HEADLINE), None)
    unplaced = any(setting.placed and setting.figure.place is None for setting in settings)
    if headline is None and lead is not None and unplaced and memory.places.named:
        tokens = cut(report.text, lead.span.start, lead.span.end)
        inside = [named for named in names if lead.span.start <= named.start < lead.span.end]
        outside = [named for named in inside if not cover.tells_who(named.start, lead.span.start, lead.span.end)]
        headline = headline_place(tokens, outside, "inherited: the lead")
    main = memory.main or main_people([setting.figure for setting in settings])
    counted = [setting.figure.population for setting in settings if setting.figure.population and setting.figure.population.span]
    armed = main in memory.armies or any(one.country == main and one.kind == "combatant" for one in counted)
    army = Population(main, "military", "combatant", None, MAIN_ARMY) if main and armed else None
    named = memory.places.named
    told = [name for name in names if not cover.in_a_source(name.start)]
    spoken_of = Counter(name.country for name in told) + cover.countries + in_headline
    within = Counter(Place(name.name, name.country, region=name.region) for name in names if name.kind in (NameKind.REGION, NameKind.CITY))
    scene = scene_of(named, spoken_of, within)
    nation = scene.country if scene and not army and set(memory.armies) <= {scene.country} else None
    return Theatre(main, army, main_place(named, main) if main else None, headline, scene, frozenset(memory.armies), nation)


class _Cover:
    """Which statement gives the words at an offset: the innermost one whose content covers them."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        pieces = [(span.start, span.end, statement) for statement in statements for span in statement.content]
        self._pieces = sorted(pieces, key=lambda piece: (piece[0], -piece[1]))
        self._starts = [piece[0] for piece in self._pieces]
        self._longest = max((end - start for start, end, _ in self._pieces), default=0)
        told = [span for statement in statements for span in (*statement.source, *statement.cue) if span.end > span.start]
        self._told = sorted((span.start, span.end) for span in told)
        self._told_starts = [start for start, _ in self._told]
        self._longest_told = max((end - start for start, end in self._told), default=0)
        speakers = {statement.speaker.name: statement.speaker.country for statement in statements if statement.speaker}
        self.countries = Counter(_WEIGHT * [country for country in speakers.values() if country])

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

    def running_on(self, text: str, first: int, start: int) -> Statement | None:
        """The statement whose words break off at a comma and that a sentence goes on with: it counted 300 boxes, in 70 runs."""
        ends = [
            (last, statement) for _, last, statement in self._pieces[bisect_left(self._starts, first) : bisect_left(self._starts, start)]
        ]
        last, statement = max(ends, key=lambda piece: piece[0], default=(0, None))
        told = bisect_left(self._told_starts, last) < bisect_left(self._told_starts, start)
        return statement if statement and last <= start and not told and _RUNS_ON.fullmatch(text, last, start) else None

    def in_a_source(self, offset: int) -> bool:
        """Whether a place in the text belongs to the words that name a source, or to a cue."""
        for place in range(bisect_right(self._told_starts, offset) - 1, -1, -1):
            first, last = self._told[place]
            if offset - first > self._longest_told:
                return False
            if first <= offset < last:
                return True
        return False

    def tells_who(self, offset: int, start: int, end: int) -> bool:
        """Whether words of a sentence from `start` to `end` only tell who says something, when and where: "an aide said in Rome"."""
        if self.in_a_source(offset):
            return True
        spoken = bisect_left(self._told_starts, start) < bisect_left(self._told_starts, end)
        return spoken and self._says_here(start, end) and self.innermost(offset, offset + 1) is None

    def _says_here(self, start: int, end: int) -> bool:
        """Whether any of what is said stands in a sentence; where none was found, all its names may be places."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return first < last or self.innermost(start, start + 1) is not None


def _in_block(
    report: Report, block: Block, paragraph: int, names: Sequence[Named], villages: Sequence[Named], cover: _Cover, memory: Memory
) -> list[Setting]:
    tokens = cut(report.text, block.span.start, block.span.end)
    memory.new_paragraph()
    settings: list[Setting] = []
    latest: list[Setting] = []
    starts = [named.start for named in names]
    headline = block.kind is BlockKind.HEADLINE
    for first, last in tokens.sentences:
        start, end = tokens.starts[first], tokens.ends[last - 1]
        inside = names[bisect_left(starts, start) : bisect_left(starts, end)]
        nearby = villages[bisect_left(villages, start, key=_begins) : bisect_left(villages, end, key=_begins)] if villages else ()
        inside_or_near = sorted((*inside, *nearby), key=lambda named: named.start) if nearby else inside
        where = [named for named in inside_or_near if not cover.tells_who(named.start, start, end)]
        dates = find_dates(tokens, first, last, report.published, memory.spoken, headline)
        memory.heading = heading_date(tokens, dates, first, last) or memory.heading
        sightings = read_sightings(tokens, first, last, memory.seen)
        made: dict[int, Figure] = {}
        elsewhere = bool(sightings) and is_unnamed(tokens, first, last)
        added = None if sightings else dated_after(tokens, dates, first)
        for setting in latest if added else ():
            setting.after = added
        latest = []
        for sighting in sightings:
            parts = [tokens.starts[other.slot.start] for other in sightings if other.part_of is sighting]
            limit = min(parts, default=tokens.ends[last - 1])
            sentence = _Sentence(tokens, first, last, inside, where, dates, limit)
            figure, statement, chosen = _figure(report, sighting, sentence, cover, memory, made)
            made[id(sighting)] = figure
            counted = sighting.measure != "other" or figure.population is not None
            placed = counted and not elsewhere and not is_nowhere_yet(figure.scope, figure.measure)
            latest.append(
                Setting(
                    figure,
                    headline,
                    paragraph,
                    statement,
                    takes_army(sighting) and not is_of_hospitals(tokens, first, last),
                    placed,
                    elsewhere=elsewhere,
                    of_event=chosen.of_event,
                    said=chosen.said,
                    dated_otherwise=bool(dates),
                    before=memory.day,
                    heading=memory.heading,
                    struck=memory.struck if memory.struck_lately or figure.scope is Scope.EVENT else None,
                    told_before="had" in tokens.words[first:last],
                    still=not _OF_TODAY.isdisjoint(tokens.words[first:last]),
                )
            )
        settings.extend(latest)
        if sightings:
            memory.keep(sightings, settings[-1].figure)
        remember(tokens, first, last, inside, memory)
        remember_places(tokens, where, memory.places)
        memory.spoken = last_named(dates, memory.spoken)
        memory.strike(struck_on(tokens, dates, first, last))
        if not cover.tells_who(start, start, end):
            memory.day = event_day(dates, memory.day)
    return settings


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as its figures are read from it: its pieces, the names in it, those of places, its dates; where a figure's parts begin."""

    tokens: Tokens
    first: int
    last: int
    names: Sequence[Named]
    where: Sequence[Named]
    dates: Sequence[DatePhrase]
    limit: int


def _figure(
    report: Report, sighting: Sighting, sentence: _Sentence, cover: _Cover, memory: Memory, made: dict[int, Figure]
) -> tuple[Figure, Statement | None, Chosen]:
    tokens, first, last = sentence.tokens, sentence.first, sentence.last
    slot = sighting.slot
    span = report.span(tokens.starts[slot.first], tokens.ends[slot.last - 1])
    statement = cover.innermost(span.start, span.end) or cover.running_on(report.text, tokens.starts[first], span.start)
    stance = statement.stance if statement else None
    scope, scope_words = read_scope(tokens, sighting, first, last, stance)
    standing, standing_words = read_standing(tokens, sighting, first, last, stance)
    population = find_population(report, tokens, sighting, sentence.names, memory, (first, last), made, statement)
    where = [named for named in sentence.where if named.start < sentence.limit]
    place = find_place(report, tokens, sighting, where, sentence.names, memory.places, population, scope, (first, last))
    chosen = read_as_of(tokens, sighting, sentence.dates, statement, scope, publication_day(report.published), first)
    earlier = list(made.values())[-1] if made else memory.in_paragraph
    if scope_words is None and sighting.rule == "inherited" and earlier and earlier.measure == sighting.measure:
        scope = earlier.scope
    elif scope_words is None and chosen.of_event and chosen.dated:
        scope = settle_scope(scope, sighting.measure, chosen.dated)
    trigger = sighting.decided.trigger if sighting.decided else None
    because = _reasons(
        report, tokens,
        ("measure", sighting.rule or "nothing names what is counted", (trigger.first, trigger.last) if trigger else None),
        ("scope", "word", scope_words),
        ("standing", "word", standing_words),
        ("per", "word", (sighting.per.first, sighting.per.last) if sighting.per else None),
        ("as_of", "word", chosen.words),
    )  # fmt: skip
    if standing is not Standing.ASSERTED and standing_words is None:
        because = (*because, Reason("standing", f"stance: {stance.value}" if stance else "none reported"))
    bound = report.span(tokens.starts[sighting.bound[0]], tokens.ends[sighting.bound[1] - 1]) if sighting.bound else None
    figure = Figure(
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
        as_of=chosen.dated,
        part_of=_id_of(sighting.part_of, made),
        derived_from=tuple(filter(None, (_id_of(sighting.derived_from, made),))),
        standing=standing,
        statement=statement.id if statement else None,
        speaker=statement.speaker if statement else None,
        because=because,
    )
    return figure, statement, chosen


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
