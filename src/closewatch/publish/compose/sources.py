"""Who is cited: a descriptor of each source, the summary of the source base from the origins, and the picture of who carries whom.

After ICD 206 (source descriptors, source summary statement) and standards.md, as far as the texts tell: access is what a source says of
how it knows, and past record is told by a grade only where a person gave one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from closewatch.publish.charts.source_graph import TieBetween
from closewatch.publish.compose.evidence import Evidence, listed_words, method, named
from closewatch.publish.compose.shown import sources_chart
from closewatch.publish.wording import counted
from closewatch.terms.actor import Actor
from closewatch.terms.claim import Origin
from closewatch.terms.countries import country_name
from closewatch.terms.dossier import Part, Passage, Row, Section, Sentence, Table
from closewatch.terms.history import History
from closewatch.terms.statement import Basis

MOST_SOURCES = 60
"""How many sources the table describes: those in most reports."""


@dataclass
class _Source:
    """One origin of what is cited, put together from all questions."""

    actor: Actor
    bases: Counter[Basis] = field(default_factory=Counter)
    values: dict[str, None] = field(default_factory=dict)
    reports: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)


def source_sections(evidence: Evidence, histories: Sequence[History]) -> tuple[Section, ...]:
    """Tell of the sources: the summary statement, the descriptors, and who carries whom."""
    sources = _sources(evidence, histories)
    if not sources:
        return ()
    concerned = _countries(histories)
    parts: list[Part] = [Passage(tuple(_summary(evidence, sources, concerned)))]
    parts.append(_descriptors(evidence, sources, concerned))
    ties, carried = _ties(evidence, sources)
    if ties:
        parts.append(sources_chart(ties, carried))
    note = "Reliability is a person's judgement: a source without a grade was not graded, which says nothing against it."
    return (Section("sources", "Sources", (*parts, Passage((method(note),)))),)


def _sources(evidence: Evidence, histories: Iterable[History]) -> list[_Source]:
    found: dict[str, _Source] = {}
    for origin in (origin for history in histories for claim in history.question.claims for origin in claim.origins):
        source = found.setdefault(origin.actor.id, _Source(origin.actor))
        source.bases[origin.basis] += 1
        source.values |= dict.fromkeys(evidence.values_of(origin))
        source.reports |= set(origin.reports)
        source.days |= _days(evidence, origin)
    return sorted(found.values(), key=lambda one: (-len(one.reports), one.actor.name, one.actor.id))


def _days(evidence: Evidence, origin: Origin) -> set[str]:
    days = {day for report in origin.reports if (day := evidence.byline(report).day)}
    return days | ({origin.first_said[:10]} if origin.first_said else set())


def _countries(histories: Iterable[History]) -> frozenset[str]:
    keys = [history.question.key for history in histories]
    return frozenset(country for key in keys for country in (key.population_country, key.place_country) if country)


def _summary(evidence: Evidence, sources: Sequence[_Source], concerned: frozenset[str]) -> list[Sentence]:
    """Write the source summary statement: how many outlets and origins, who was there, who is named, who is party to it."""
    reports = {report for source in sources for report in source.reports}
    outlets = {outlet for report in reports if (outlet := evidence.byline(report).outlet)}
    told = (
        f"What is told here stands in {counted(len(reports), 'report')} of {counted(len(outlets), 'outlet')}"
        f" and goes back to {counted(len(sources), 'origin')}."
    )
    found = [evidence.finding(told, _firsts(sources))]
    groups = (
        ([one for one in sources if one.bases[Basis.WITNESS]], "are witnesses by their own account", "is a witness by its own account"),
        ([one for one in sources if one.bases[Basis.DOCUMENT]], "give a document as their basis", "gives a document as its basis"),
        ([one for one in sources if one.bases[Basis.INTELLIGENCE]], "give intelligence as their basis", "gives intelligence as its basis"),
        ([one for one in sources if set(one.bases) == {Basis.UNSTATED}], "do not say how they know", "does not say how it knows"),
        ([one for one in sources if not one.actor.named], "are not named", "is not named"),
        ([one for one in sources if one.actor.pseudonymous], "go by a pseudonym", "goes by a pseudonym"),
        (
            [one for one in sources if one.actor.country in concerned],
            "belong to a country that the questions are about", "belongs to a country that the questions are about",
        ),
    )  # fmt: skip
    for group, many, one in groups:
        if group:
            names = listed_words((named(source.actor.name) for source in group), 5)
            text = f"{len(group):,} of {len(sources):,} origins {one if len(group) == 1 else many}: {names}."
            found.append(evidence.finding(text, _firsts(group)))
    if not any(one.bases[basis] for one in sources for basis in (Basis.WITNESS, Basis.DOCUMENT)):
        found.append(evidence.finding("None of them is a witness or gives a document as its basis.", _firsts(sources)))
    most = sources[0]
    share = f"The origin in most reports is {named(most.actor.name)} ({counted(len(most.reports), 'report')})."
    return [*found, evidence.finding(share, most.values)]


def _firsts(sources: Sequence[_Source]) -> tuple[str, ...]:
    return tuple(next(iter(source.values)) for source in sources if source.values)


def _descriptors(evidence: Evidence, sources: Sequence[_Source], concerned: frozenset[str]) -> Table:
    columns = ("source", "kind", "named", "country", "basis given", "said in the case", "reports here", "first", "last", "grade")
    rows = tuple(_descriptor(evidence, source, concerned) for source in sources[:MOST_SOURCES])
    return Table("Source descriptors", columns, rows, len(sources) - len(rows))


def _descriptor(evidence: Evidence, source: _Source, concerned: frozenset[str]) -> Row:
    actor, listed = source.actor, evidence.publication.listed_actor(source.actor.id)
    country = country_name(actor.country) if actor.country else "not known"
    party = " (asked about)" if actor.country in concerned else ""
    bases = ", ".join(f"{basis.value} {number}" for basis, number in sorted(source.bases.items(), key=lambda one: (-one[1], one[0].value)))
    graded = evidence.grades.get(actor.id)
    cells = (
        named(actor.name),
        actor.kind.value,
        "pseudonym" if actor.pseudonymous else "yes" if actor.named else "no",
        country + party,
        bases,
        f"{listed.statements:,}" if listed else "",
        f"{len(source.reports):,}",
        min(source.days, default=""),
        max(source.days, default=""),
        graded.words if graded else "not graded",
    )
    return evidence.row(cells, (*((graded.decision,) if graded else ()), *list(source.values)[:3]))


def _ties(evidence: Evidence, sources: Sequence[_Source]) -> tuple[tuple[TieBetween, ...], list[list[str]]]:
    """Count for each origin and outlet the reports that tie them, the strongest first, and name a few values that each tie rests on."""
    found: list[tuple[TieBetween, list[str]]] = []
    for source in sources:
        counts = Counter(outlet for report in source.reports if (outlet := evidence.byline(report).outlet))
        carried: dict[str, list[str]] = {}
        for value in source.values:
            carried.setdefault(evidence.byline(evidence.report_of(value)).outlet or "", []).append(value)
        found += [(TieBetween(source.actor, outlet, number), carried.get(outlet, [])[:3]) for outlet, number in sorted(counts.items())]
    found.sort(key=lambda pair: (-pair[0].reports, pair[0].actor.name, pair[0].outlet, pair[0].actor.id))
    return tuple(tie for tie, _ in found), [values for _, values in found]
