"""What is not known: answers without a date, a place or a basis, questions without a denial, reports that were not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from closewatch.ledger.views.gaps import Gaps
from closewatch.publish.compose.evidence import Evidence, method
from closewatch.publish.compose.findings import denials_of, question_values
from closewatch.publish.compose.method import NOBODY
from closewatch.publish.wording import counted, one_line
from closewatch.terms.dossier import Part, Passage, Row, Section, Sentence, Table
from closewatch.terms.history import History

MOST_KINDS = 40
"""How many kinds of problem the table names."""


def unknown_section(evidence: Evidence, histories: Sequence[History]) -> Section:
    """Tell what the record does not say, as far as that can be seen from what it has."""
    parts: list[Part] = []
    found = [sentence for lacking in (_lacking(evidence, histories), _without_denial(evidence, histories)) for sentence in lacking]
    if found:
        parts.append(Passage(tuple(found), listed=True))
    holdings = evidence.holdings
    # A report in a language that no reader knows has an entry in the journal as well, which says so.
    unread = holdings.unread + sum(number for name, number in holdings.readers if name == NOBODY)
    carry, were = ("carries" if holdings.undated == 1 else "carry"), ("was" if unread == 1 else "were")
    gaps = [
        method(f"{counted(holdings.undated, 'report')} of the case {carry} no date, and {unread:,} {were} read by no program."),
        method("What no report of this case says is not known here: nothing was looked for outside of it."),
    ]
    parts.append(Passage(tuple(gaps)))
    problems = evidence.publication.problem_counts()
    if problems:
        rows = tuple(Row((code, severity, f"{number:,}")) for code, severity, number in problems[:MOST_KINDS])
        parts.append(Table("Problems and notes on the record", ("code", "severity", "number"), rows, len(problems) - len(rows)))
    return Section("unknown", "What is unknown", tuple(parts))


def _lacking(evidence: Evidence, histories: Sequence[History]) -> list[Sentence]:
    values = tuple(dict.fromkeys(value for history in histories for value in question_values(history)))
    gaps = evidence.publication.gaps(values)
    figures = tuple(one for one in values if one in gaps and gaps[one].is_figure)
    asked: tuple[tuple[str, tuple[str, ...], Callable[[Gaps], bool]], ...] = (
        ("do not say when the number holds", figures, lambda one: one.date),
        ("name no place", figures, lambda one: one.place),
        ("do not say whom they count", figures, lambda one: one.people),
        ("do not say how the speaker knows", values, lambda one: one.basis),
        ("are given by the outlet itself, with no source named", figures, lambda one: one.source),
    )
    found = []
    for what, among, lacks in asked:
        lacking = tuple(one for one in among if one in gaps and lacks(gaps[one]))
        if lacking:
            found.append(evidence.finding(f"{len(lacking):,} of {counted(len(among), 'value')} that answer the questions {what}.", lacking))
    return found


def _without_denial(evidence: Evidence, histories: Sequence[History]) -> list[Sentence]:
    found = []
    for history in histories:
        values = question_values(history)
        if values and not denials_of(history):
            found.append(evidence.finding(f"No denial is found on “{one_line(history.question.wording, 160)}”.", values))
    return found
