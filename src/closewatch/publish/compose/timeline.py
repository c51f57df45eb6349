"""The timeline of the dossier: how many reports there are of each day, and what happened in its questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from closewatch.publish.charts.scales import day_of
from closewatch.publish.charts.timeline import TimelineBar, TimelineEvent
from closewatch.publish.compose.evidence import Evidence, method
from closewatch.publish.compose.findings import denials_of, values_in
from closewatch.publish.compose.moved import alike
from closewatch.publish.compose.shown import MOST_DATA, timeline_chart
from closewatch.publish.happenings import Happening, happenings_in, retold_in
from closewatch.publish.wording import counted
from closewatch.terms.dossier import Part, Passage, Section, Table
from closewatch.terms.history import History

MOST_OF_ONE, MOST_DRAWN, MOST_TOLD = 40, 600, 200
"""How many happenings of one question, and of all, are drawn: a question of 500 figures has hundreds of conflicts. And how many stand in
the table, which would end in the middle of the story if it had no more rows than others."""


def timeline_section(evidence: Evidence, histories: Sequence[History]) -> tuple[Section, ...]:
    """Draw the reports of each period and, above, what happened in the questions."""
    counts = evidence.publication.report_days()
    bars = [TimelineBar(day, number) for iso, number in sorted(counts.items()) if (day := day_of(iso))]
    if not bars:
        return ()
    happened = [one for history in histories for one in _happened(evidence, history)]
    happened.sort(key=lambda one: (one.day, one.kind.value, one.about))
    drawn = [one for one in happened if one.day][:MOST_DRAWN]
    events = [TimelineEvent(day, one.kind, one.words, one.about) for one in drawn if (day := day_of(one.day))]
    parts: list[Part] = [timeline_chart(bars, events)]
    if happened:
        parts.append(_told(evidence, histories, happened))
    undated = counts.get("", 0)
    if undated:
        parts.append(Passage((method(f"{counted(undated, 'report')} without a date are not in the picture."),)))
    return (Section("timeline", "Timeline", tuple(parts)),)


def _told(evidence: Evidence, histories: Sequence[History], happened: Sequence[Happening]) -> Table:
    """Tell what happened in rows, those without a date last."""
    of = {history.question.id: history for history in histories}
    ordered = sorted(happened, key=lambda one: (not one.day, one.day, one.kind.value, one.about))[: evidence.within(MOST_TOLD)]
    rows = tuple(
        evidence.row((one.day or "no date", one.kind.value, one.words, of[one.question].question.wording), _rests_on(evidence, of, one))
        for one in ordered
    )
    return Table("What happened, by date", ("date", "what", "in words", "question"), rows, len(happened) - len(rows))


def _rests_on(evidence: Evidence, of: Mapping[str, History], one: Happening) -> tuple[str, ...]:
    """Name the values that a happening rests on: of a conflict those of both sides, of a revision those of the later claim."""
    history = of[one.question]
    if one.about.startswith("co:"):
        return values_in(evidence, history, [conflict for conflict in history.question.conflicts if conflict.id == one.about])
    if one.about.startswith("cl:"):
        return tuple(value for claim in history.question.claims if claim.id == one.about for value in evidence.firsts_of(claim)[:3])
    return (one.about,)


def _happened(evidence: Evidence, history: History) -> list[Happening]:
    question = history.question
    denials = {one: evidence.wording(one) for one in denials_of(history)[: evidence.within(MOST_DATA)]}
    drifts = tuple(group[0] for group in alike(evidence.publication.drifts_from(retold_in(question))))  # each change once, as in words
    reports = {report for claim in question.claims for report in claim.reports} | {drift.here_words.report for drift in drifts}
    bylines = {report: evidence.byline(report) for report in sorted(reports)}
    found = sorted(happenings_in(question, bylines, denials, drifts), key=lambda one: (one.kind.value == "conflict", one.day, one.about))
    return found[:MOST_OF_ONE]
