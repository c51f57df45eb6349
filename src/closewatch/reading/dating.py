"""Dates the figures that their sentences leave undated, from the report around them: the same speaker's words, the event, a headline.

What a sentence says itself is read in `asof`. A recap of what is long known, and what a witness recounts of an earlier time, stay undated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from closewatch.reading.periods import as_published, publication_day
from closewatch.reading.setting import EVENT_OUTCOMES, Setting, dated_by, written_number
from closewatch.terms.figure import Figure, FigureKind, Scope
from closewatch.terms.report import Report
from closewatch.terms.statement import Basis, Part
from closewatch.terms.when import Dated, KnownFrom

_NEXT = 1
"""Paragraphs for which somebody's words keep the date that was last given for them."""
_HAPPENED = EVENT_OUTCOMES | {"destroyed", "damaged", "displaced", "evacuated", "launched", "intercepted"}
_SUFFERED = EVENT_OUTCOMES - {"released", "surrendered", "deserted"}
_FOLLOWING = 1
"""Paragraphs for which outcomes without a date are those of the event last dated."""
_RECAP = 0.6
"""The share of a report behind which what several sources say without any date is a recap."""
_SEVERAL = 3
"""Sources that such a recap has at least."""
_RECENT = 5
"""Days before publication in which somebody's words count as those that the report is about."""


def date_figures(report: Report, settings: Sequence[Setting], headlines: Sequence[Setting]) -> None:
    """Date what its sentence leaves undated: by the same speaker's words just before, by the event, by a headline, else by publication."""
    by_speaker: dict[tuple[str, bool], Setting] = {}
    event: Setting | None = None
    for setting in settings:
        figure = setting.figure
        speaker = _speaker(figure)
        background = _is_background(setting)
        added = setting.after and (figure.measure in EVENT_OUTCOMES if setting.after[1] else figure.as_of is None)
        if setting.after and added and not setting.of_event:
            setting.figure = figure = dated_by(figure, setting.after[0], "the sentence behind")
        if figure.as_of is None and not background:
            before = by_speaker.get((speaker, figure.measure in EVENT_OUTCOMES)) if speaker else None
            again = _again(report, before, setting) if before else None
            if again:
                setting.figure = dated_by(figure, again, "inherited: the same speaker's words before")
            elif setting.dated_otherwise:
                pass
            elif setting.heading:
                setting.figure = dated_by(figure, setting.heading, "inherited: the heading")
            elif setting.before and figure.measure in _HAPPENED and (figure.statement is None or _is_witnessed(setting)):
                setting.figure = dated_by(figure, setting.before, "inherited: the sentence before")
            elif setting.still:
                pass
            elif setting.struck and figure.measure in _SUFFERED and figure.scope is not Scope.STOCK:
                setting.figure = dated_by(figure, setting.struck, "inherited: the attack before")
            elif event and event.figure.as_of and setting.paragraph - event.paragraph <= _FOLLOWING and _same_event(figure, event.figure):
                setting.figure = dated_by(figure, event.figure.as_of, "inherited: the event before")
        publish(report, setting)
        figure = setting.figure
        if figure.as_of and figure.as_of.known_from is KnownFrom.TEXT:
            if speaker:
                by_speaker[speaker, figure.measure in EVENT_OUTCOMES] = setting
                by_speaker.setdefault((speaker, figure.measure not in EVENT_OUTCOMES), setting)
            if setting.of_event and figure.measure in EVENT_OUTCOMES and figure.as_of.start == figure.as_of.end:
                event = setting
    _date_by_headlines(settings, headlines)


def _again(report: Report, before: Setting, setting: Setting) -> Dated | None:
    """The date that somebody's words just before give to these: the day of saying them, or that of the outcomes which they go on with.

    It lasts for the paragraph, and for the next one if it is of these days.
    """
    outcomes = {before.figure.measure, setting.figure.measure} <= EVENT_OUTCOMES
    dated, today = (before.figure.as_of if outcomes or not before.of_event else before.said), publication_day(report.published)
    if dated is None or dated.end is None or dated.known_from is not KnownFrom.TEXT or setting.paragraph - before.paragraph > _NEXT:
        return None
    recent = today is not None and 0 <= (today - dated.end).days <= _RECENT
    return dated if recent or (setting.paragraph == before.paragraph and dated.start == dated.end) else None


def _speaker(figure: Figure) -> str | None:
    return (figure.speaker.key or figure.speaker.name) if figure.speaker else None


def _same_event(figure: Figure, event: Figure) -> bool:
    """Whether an undated outcome can be of the event last dated: nothing puts it elsewhere or makes it a running total."""
    if figure.scope is Scope.INCREMENT and figure.statement is not None:
        return False
    if (
        figure.scope not in (Scope.EVENT, Scope.CUMULATIVE, Scope.INCREMENT)
        or figure.measure not in _SUFFERED
        or figure.kind is not FigureKind.COUNT
    ):
        return False
    return figure.place is None or event.place is None or figure.place.country == event.place.country


def _is_background(setting: Setting) -> bool:
    return setting.recap or (setting.statement is not None and setting.statement.part is Part.BACKGROUND)


def _is_witnessed(setting: Setting) -> bool:
    return setting.statement is not None and setting.statement.basis is Basis.WITNESS


def find_recaps(settings: Sequence[Setting], paragraphs: int) -> None:
    """Mark the paragraphs near the end in which several sources give losses and nothing has a date: they repeat what is long known."""
    late = [setting for setting in settings if setting.paragraph >= _RECAP * paragraphs]
    for _, paragraph in groupby(late, key=lambda setting: setting.paragraph):
        inside = list(paragraph)
        sources = {_speaker(setting.figure) for setting in inside}
        losses = all(setting.figure.measure in EVENT_OUTCOMES for setting in inside)
        if (
            losses
            and len(sources) >= _SEVERAL
            and not any(setting.dated_otherwise or setting.figure.as_of or setting.before for setting in inside)
        ):
            for setting in inside:
                setting.recap = True


def publish(report: Report, setting: Setting) -> None:
    """Give a figure that nothing dates the day of publication, unless it is a recap or recounts an earlier time."""
    recounted = setting.told_before and _is_witnessed(setting) and setting.figure.measure in _SUFFERED
    if setting.figure.as_of is None and not _is_background(setting) and not recounted:
        published = as_published(report.published)
        if published:
            setting.figure = replace(setting.figure, as_of=published)


def _date_by_headlines(body: Sequence[Setting], headlines: Sequence[Setting]) -> None:
    """A figure that the text leaves undated has the date that the headline gives it: 2,600 to reach Kursk on 1 November."""
    for headline in headlines:
        dated = headline.figure.as_of
        for setting in body if dated and headline.of_event else ():
            figure = setting.figure
            undated = figure.as_of is None or figure.as_of.known_from is KnownFrom.PUBLISHED
            if (
                dated
                and undated
                and figure.measure == headline.figure.measure
                and written_number(figure) == written_number(headline.figure)
            ):
                setting.figure = dated_by(figure, dated, "inherited: the headline")
