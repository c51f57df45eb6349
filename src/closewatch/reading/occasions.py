"""Finds the one event that a report tells of, and gives its day to the outcomes in the report that nothing else dates.

A report of one attack names its day once and goes on with rival tolls. Reports of several events, and what their words call a running
total or a plan, are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from closewatch.reading.setting import Setting, dated_by
from closewatch.terms.figure import Figure, FigureKind, Scope
from closewatch.terms.statement import Part
from closewatch.terms.when import Dated

_SUFFERED = frozenset(("killed", "wounded", "casualties", "missing"))
_OPENING = 2
"""The last paragraph, the headline being the first of all, in which a report tells what it is about."""
_RULE = "inherited: the one event of the report"


def share_event(settings: Sequence[Setting]) -> None:
    """Give the outcomes of a report that tells of one event its day, where their own sentences date only the telling."""
    events = [setting for setting in settings if setting.of_event and _is_outcome(setting.figure) and setting.figure.scope is Scope.EVENT]
    days = {setting.figure.as_of for setting in events if setting.figure.as_of}
    if len({(day.start, day.end) for day in days}) != 1 or events[0].paragraph > _OPENING:
        return
    event = events[0].figure
    day = event.as_of
    if day is None or day.start is None or day.start != day.end:
        return
    for setting in settings:
        figure = setting.figure
        if setting.of_event or not _is_outcome(figure) or not _fits(setting, event, day):
            continue
        setting.figure = dated_by(replace(figure, scope=Scope.EVENT), day, _RULE)
        setting.of_event = True


def _is_outcome(figure: Figure) -> bool:
    return figure.measure in _SUFFERED and figure.kind is FigureKind.COUNT


def _fits(setting: Setting, event: Figure, day: Dated) -> bool:
    """Whether an outcome can be of the event: told after it, at the same place, and not called a total, an addition or a plan."""
    figure = setting.figure
    marked = any(reason.of == "scope" for reason in figure.because)
    if figure.scope not in (Scope.EVENT, Scope.CUMULATIVE) or (marked and figure.scope is Scope.CUMULATIVE):
        return False
    if setting.recap or (setting.statement is not None and setting.statement.part is Part.BACKGROUND):
        return False
    kinds = {one.population.kind for one in (figure, event) if one.population and one.population.kind}
    if len(kinds) > 1:
        return False
    told = figure.as_of
    if told is not None and (told.start is None or day.end is None or told.start < day.end):
        return False
    here, there = figure.place, event.place
    return here is None or there is None or not here.name or here.name == there.name or here.country == there.country
