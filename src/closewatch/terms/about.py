"""What a figure or a statement is about: whom, where, and for a statement what is said to have happened, with or without a number.

Only the values. How they are read is the business of `reading.surroundings`, `reading.whereabouts` and `reading.about`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from closewatch.terms.countries import country_names
from closewatch.terms.report import Span

OF_THE_SPEAKER = "of the speaker's country"
"""The rule by which "our soldiers" are those of the country that speaks."""


class Act(StrEnum):
    """What people do where no measure counts it: they are somewhere, they fight there, or they deliver arms, fuel or parts there."""

    PRESENT = "present"
    FOUGHT = "fought"
    DELIVERED = "delivered"


@dataclass(frozen=True)
class Population:
    """Whom a figure counts: country (ISO 3166-1 alpha-2), role ("military", "worker" ...) and class (civilian, combatant, protected,
    child, unknown), with the words, or the rule where they were inferred."""

    country: str | None = None
    role: str | None = None
    kind: str | None = None
    span: Span | None = None
    rule: str = ""


@dataclass(frozen=True)
class Place:
    """Where a figure holds: the place's common name, its country (ISO 3166-1 alpha-2) and, for a town, the first-level region that it lies
    in where the gazetteer knows it; with the words, or the rule where inferred."""

    name: str
    country: str | None = None
    span: Span | None = None
    rule: str = ""
    region: str | None = None

    def contains(self, other: Place) -> bool:
        """Tell whether another place is known to lie in this one: in this state, or, as a town, in this region.

        >>> Place("Russia", "RU").contains(Place("Kursk", "RU")), Place("Kursk", "RU").contains(Place("Sudzha", "RU", region="Kursk"))
        (True, True)
        >>> Place("Sudzha", "RU", region="Kursk").contains(Place("Kursk", "RU")), Place("Kursk", "RU").contains(Place("Bryansk", "RU"))
        (False, False)
        """
        if self.country is None or self.country != other.country or (self.name, self.region) == (other.name, other.region):
            return False
        return self.name == country_names().get(self.country) or (self.region is None and self.name == other.region)


@dataclass(frozen=True)
class About:
    """What a statement says happened, apart from how many: the ground of a yes/no question.

    `measure` is None for mere presence, for sending people somewhere, for their fighting there and for deliveries; `act` tells these apart
    and is None where the statement takes on all that is told ("dismissed the reports"). Of a delivery `population` is whose it is, as far
    as a country is named for it, and `place` where it goes. `negated` says that the content itself has a "no" or
    "not", `planned` that it is foreseen, supposed or intended and has not happened. `span` holds the words for it; `rule` tells where it
    comes from when they only point ("rejected the reports").
    """

    measure: str | None
    population: Population | None
    place: Place | None
    act: Act | None = None
    negated: bool = False
    planned: bool = False
    span: Span | None = None
    rule: str = ""

    def spans(self) -> tuple[Span, ...]:
        """Every span that it rests on."""
        given = (self.span, self.population and self.population.span, self.place and self.place.span)
        return tuple(span for span in given if span)
