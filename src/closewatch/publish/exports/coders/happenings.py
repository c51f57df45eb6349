"""The claims that a coder of events makes rows of: how many were killed or wounded, in one event or in all so far, as somebody says it.

A claim is kept with the figures that make it and are said to have happened, and with the reports that carry it; what a coder's columns
make of that is told by the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from closewatch.ledger.views.lists import ListedFigure, ListedReport
from closewatch.publish.codebooks import PEOPLE, Profile
from closewatch.publish.exports.tables.table import json_cell
from closewatch.publish.profiles import NOT_SAID, Coded, code
from closewatch.publish.publication import Publication
from closewatch.terms.about import Place, Population
from closewatch.terms.claim import Claim, Question
from closewatch.terms.figure import Figure, Scope
from closewatch.terms.when import Dated, KnownFrom

COUNTED = (Scope.EVENT, Scope.CUMULATIVE)
"""What a figure must cover to be a row: one event, or all so far."""

T = TypeVar("T")


@dataclass(frozen=True)
class Happening:
    """One claim with what a coder looks at: `figures` make it, in the order of the record."""

    question: Question
    claim: Claim
    figures: tuple[ListedFigure, ...]
    reports: tuple[ListedReport, ...]

    @property
    def measure(self) -> str:
        """What is counted."""
        return self.figures[0].figure.measure

    @property
    def place(self) -> Place | None:
        """Where it happened, where all figures name one place."""
        found = self.agreed(lambda figure: figure.place and replace(figure.place, span=None, rule=""))
        return found or None

    @property
    def population(self) -> Population | None:
        """Whom it befell, where all figures are about the same people."""
        found = self.agreed(lambda figure: figure.population and replace(figure.population, span=None, rule=""))
        return found or None

    @property
    def event_days(self) -> Dated | None:
        """The days of the one event, where all figures are about an event and the texts themselves give the same days for it."""
        dated = self.agreed(lambda figure: figure.as_of if figure.scope is Scope.EVENT else None)
        return dated if dated and dated.known_from is KnownFrom.TEXT and dated.start and dated.end else None

    @property
    def scopes(self) -> tuple[str, ...]:
        """What its figures cover."""
        return tuple(sorted({listed.figure.scope.value for listed in self.figures}))

    def coded(self, profile: Profile) -> Coded:
        """Give what a coder stores for the amount of the claim."""
        return code(replace(self.figures[0].figure, amount=self.claim.amount), profile)

    def agreed(self, told: Callable[[Figure], T]) -> T | None:
        """Give what all figures tell alike; None where they differ."""
        values = [told(listed.figure) for listed in self.figures]
        return values[0] if all(value == values[0] for value in values) else None

    def each(self, told: Callable[[ListedReport], str | None]) -> str | None:
        """Give what the reports tell, each once, in the order of the record, parted as coders do it; None where they tell nothing."""
        return "; ".join(dict.fromkeys(value for report in self.reports if (value := told(report)))) or None


def happenings(publication: Publication, measures: Collection[str]) -> Iterator[Happening]:
    """Give every claim that is about an event, or about all so far, and said to have happened, question by question."""
    for question in publication.questions():
        if question.key.measure in measures and question.key.unit in PEOPLE:
            for claim in question.claims:
                if claim.polarity is None and (figures := _counted(publication, claim)):
                    yield Happening(question, claim, figures, _reports(publication, claim))


def _counted(publication: Publication, claim: Claim) -> tuple[ListedFigure, ...]:
    members = sorted({member for origin in claim.origins for member in origin.members})
    found = [listed for member in members if (listed := publication.figure(member))]
    return tuple(one for one in found if one.figure.scope in COUNTED and one.figure.standing not in NOT_SAID)


def _reports(publication: Publication, claim: Claim) -> tuple[ListedReport, ...]:
    found = [listed for report in claim.reports for listed in publication.listed_reports((report,))]
    return tuple(sorted(found, key=lambda listed: (listed.published or "9999", listed.id)))


OWN_COLUMNS = (
    "cw_claim", "cw_question", "cw_question_wording", "cw_wording", "cw_measure", "cw_scope", "cw_as_of_start", "cw_as_of_end",
    "cw_place", "cw_place_country", "cw_population", "cw_population_country", "cw_population_class", "cw_origins_proved",
    "cw_origins_at_most", "cw_origins", "cw_first_said", "cw_denied_by", "cw_conflicts", "cw_review", "cw_reports", "cw_statements",
    "cw_figures", "cw_rule", "cw_rule_says", "cw_rule_source", "cw_change",
)  # fmt: skip
"""Our own columns behind those of the coder: what the row rests on, and by which rule its amount was coded."""


def own_cells(happening: Happening, coded: Coded) -> tuple[str | None, ...]:
    """Give our own columns of a row, in the order of `OWN_COLUMNS`."""
    claim, question, figures = happening.claim, happening.question, [listed.figure for listed in happening.figures]
    as_of, population, place = claim.as_of, question.key, question.key.place_country
    conflicts = sum(claim.id in (one.left, one.right) for one in question.conflicts)
    said = [origin.first_said for origin in claim.origins if origin.first_said]
    whom = _words(figure.population.span.exact for figure in figures if figure.population and figure.population.span)
    where = _words(figure.place.name for figure in figures if figure.place)
    return (
        *(claim.id, question.id, question.wording, claim.wording, happening.measure, _words(happening.scopes)),
        *((_iso(as_of.start), _iso(as_of.end)) if as_of else (None, None)),
        *(where, place, whom, population.population_country, population.population_class),
        *(str(claim.proved), str(claim.at_most), _words(origin.actor.name for origin in claim.origins), min(said, default=None)),
        *(_words(actor.name for actor in claim.denied_by), str(conflicts), _words(listed.review for listed in happening.figures)),
        *(json_cell(claim.reports), json_cell(claim.statements), json_cell([listed.id for listed in happening.figures])),
        *(coded.rule, coded.says, coded.source, coded.change or None),
    )


def _words(values: Iterable[str]) -> str | None:
    return "; ".join(dict.fromkeys(values)) or None


def _iso(day: object) -> str | None:
    return str(day) if day else None
