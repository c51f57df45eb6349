"""Gives the soldiers of a report that is set in one country, and speaks of nobody else's, to that country.

Knows by which words a state's soldiers are meant; fighters of any kind, and those of somebody who is not a state, are left without one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from closewatch.reading.setting import Setting
from closewatch.terms.about import Population
from closewatch.terms.figure import FigureKind

_REGULAR = re.compile(
    r"\b(?:soldiers?|troops|service(?:wo)?men|recruits|conscripts|draftees|reservists|officers|cadets|sailors|pilots|marines"
    r"|deserters|men|prisoners|captives)\b",
    re.IGNORECASE,
)
_LOST = frozenset(("killed", "wounded", "casualties", "missing"))
_RULE = "of the country that the report is set in"
_ENOUGH = 2
"""Figures of soldiers from which a report can be said to count its soldiers."""


def give_nation(settings: Sequence[Setting], nation: str) -> None:
    """Give soldiers without a country the one that their report is set in, and losses without a name where it counts nobody else."""
    soldiers = 0
    before: Population | None = None
    for setting in settings:
        own = setting.figure.population
        carried = own is not None and own.span is None and before is not None and (own.role, own.kind) == (before.role, before.kind)
        before = None
        if own and own.country is None and own.kind == "combatant" and ((not own.rule and _is_regular(own)) or carried):
            setting.figure = replace(setting.figure, population=replace(own, country=nation, rule=own.rule or _RULE))
            soldiers += 1
            before = own
    counted = [setting.figure.population for setting in settings if setting.figure.population]
    if soldiers < _ENOUGH or any((one.country, one.kind) != (nation, "combatant") for one in counted):
        return
    for setting in settings:
        figure = setting.figure
        bare = figure.population is None and setting.counts_people and figure.unit == "person" and figure.kind is FigureKind.COUNT
        if bare and figure.measure in _LOST:
            setting.figure = replace(figure, population=Population(nation, "military", "combatant", None, _RULE))


def _is_regular(population: Population) -> bool:
    return population.span is not None and _REGULAR.search(population.span.exact) is not None
