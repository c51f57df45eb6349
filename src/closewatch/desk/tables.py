"""What a person sees on the terminal: who says what, and what is in dispute, as tables and plain lines.

Turns values into renderables of rich, and nothing else: what to show is decided by the commands, how amounts are worded by
`publish.wording`. Import it late: rich costs a tenth of a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from closewatch.publish.traces import Told
from closewatch.publish.wording import counted, figure_words, one_line, period_words
from closewatch.terms.actor import ActorKind
from closewatch.terms.claim import Claim, Conflict, Question
from closewatch.terms.figure import Figure
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report, Span, words_of
from closewatch.terms.statement import Statement

MOST_NAMED = 12
"""How many of those who give one answer are named in the list; its page and the JSON have all."""

PIPE_WIDTH = 120
"""Columns where there is no terminal to ask."""

_ID = re.compile(r"[a-z]{2}:[0-9a-f]{32}")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def console_on(stream: IO[str]) -> Console:
    """Open a console on a stream: in colour and as wide as it is on a terminal, plain and `PIPE_WIDTH` wide elsewhere."""
    return Console(file=stream, width=None if stream.isatty() else PIPE_WIDTH, highlight=False, markup=False, emoji=False)


def reading_table(report: Report, reading: Reading) -> RenderableType:
    """Show who says what in one report, in the order of the text; figures stand with the statement that gives them."""
    table = _table("who", "stance", "says", "figures")
    figures: dict[str | None, list[Figure]] = {}
    for figure in reading.figures:
        figures.setdefault(figure.statement, []).append(figure)
    for statement in reading.statements:
        table.add_row(_speaker(statement), _stance(statement), _content(statement), _figures(figures.get(statement.id, ())))
    known = {statement.id for statement in reading.statements}
    own = [figure for name, listed in figures.items() if name not in known for figure in listed]
    if own:
        table.add_row(Text("(the outlet itself)", "dim"), "", "", _figures(own))
    body: RenderableType = table if table.row_count else Text("  nobody is quoted, and no figure is given", "dim")
    return Group(report_line(report), body)


def report_line(report: Report) -> Text:
    """Show a report on one line: headline, outlet, date, language, id."""
    line = Text(one_line(report.headline or "(no headline)", 90), "bold")
    about = [report.publisher, report.published.day if report.published else None, ", ".join(report.authors)]
    line.append("  " + " · ".join(one_line(part, 60) for part in about if part), "not bold")
    line.append(f"  {short(report.id)}", "not bold dim")
    return line


def questions_list(
    questions: Sequence[Question], outlets: Mapping[str, str], *, most: int | None = None, remark: str = ""
) -> RenderableType:
    """Show questions with their rival claims, origins and reports; `outlets` names the outlet of a report by its id.

    At most `most` claims and conflicts of one question are shown, claims that are in conflict first. `remark` stands behind the name of
    every outlet.
    """
    shown: list[RenderableType] = []
    for number, question in enumerate(questions, 1):
        heading = Text(f"{number}. {one_line(question.wording)}", "bold")
        heading.append(f"  {short(question.id)}", "not bold dim")
        table = _table("answer", "who said it first", "reports", "independent")
        fought = {side for conflict in question.conflicts for side in (conflict.left, conflict.right)}
        claims = sorted(question.claims, key=lambda claim: claim.id not in fought)[:most]
        for claim in claims:
            independent = f"{claim.proved} proved, at most {claim.at_most}"
            table.add_row(_answer(claim), _origins(claim, remark), _reports(claim, outlets, remark), independent)
        shown += [heading, Padding(table, (0, 0, 0, 1))]
        conflicts = question.conflicts[:most]
        shown += [Padding(_conflict(conflict, question), (0, 0, 0, 3)) for conflict in conflicts]
        answers, others = len(question.claims) - len(claims), len(question.conflicts) - len(conflicts)
        if answers or others:
            more = [counted(answers, "other answer")] * bool(answers) + [counted(others, "other conflict")] * bool(others)
            shown.append(Padding(Text(f"… and {' and '.join(more)}", "dim"), (0, 0, 0, 3)))
        shown.append(Text(""))
    return Group(*shown) if shown else Text("no questions", "dim")


def told_tree(told: Told) -> RenderableType:
    """Show the way down from one value, each step under the one that rests on it."""
    tree = Tree(_told_line(told), guide_style="dim")
    _grow(tree, told)
    return tree


def _grow(tree: Tree, told: Told) -> None:
    for below in told.below:
        _grow(tree.add(_told_line(below)), below)


def _told_line(told: Told) -> Text:
    line = Text(f"{told.kind} ", "dim").append(one_line(told.says, 200), "bold not dim").append(f"  {told.id}", "dim")
    for name, value in told.facts:
        line.append(f"\n  {name}: ", "dim").append(one_line(value), "not bold not dim")
    return line


def plain_table(columns: Sequence[str], rows: Iterable[Sequence[str]], what: str) -> RenderableType:
    """Show rows under their columns; ids and digests by their beginnings, which every command takes. `what` says what there is none of.

    An id is never broken: it is what the next command is given. Nor is a kind, which the glossary explains.
    """
    table = _table(*columns)
    for column in table.columns:
        column.no_wrap = column.header in ("id", "kind", columns[0])
    for row in rows:
        table.add_row(*(Text(_short_cell(cell)) for cell in row))
    return table if table.row_count else Text(f"no {what}", "dim")


def short(identifier: str) -> str:
    """Show the beginning of an id, long enough to be given to a command.

    >>> short("qu:0123456789abcdef0123456789abcdef")
    'qu:0123456789'
    """
    return identifier[:13]


def _short_cell(cell: str) -> str:
    if _ID.fullmatch(cell):
        return short(cell)
    return cell[:19] if _DIGEST.fullmatch(cell) else one_line(cell, 200)


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _speaker(statement: Statement) -> Text:
    speaker = statement.speaker
    if speaker is None:
        return Text(_words(statement.source) or "(not said)", "dim")
    name = Text(one_line(speaker.name, 50), "bold" if speaker.named else "")
    if speaker.pseudonymous:
        name.append(" (pseudonym)", "not bold dim")
    for relay in statement.via:
        name.append(f"\nvia {one_line(relay, 40)}", "not bold dim")
    return name


def _stance(statement: Statement) -> Text:
    stance = Text(statement.stance.value, "yellow" if statement.stance.value in ("denies", "doubts", "declines") else "")
    if statement.basis.value != "unstated":
        stance.append(f"\n{statement.basis.value}", "dim")
    return stance


def _content(statement: Statement) -> Text:
    words = _words(statement.content)
    return Text(one_line(f"“{words}”" if statement.manner.value == "direct" else words, 220))


def _figures(figures: Iterable[Figure]) -> Text:
    return Text("\n".join(one_line(figure_words(figure)) for figure in figures), "cyan")


def _words(spans: Iterable[Span]) -> str:
    return one_line(words_of(spans))


def _answer(claim: Claim) -> Text:
    answer = Text(one_line(claim.wording, 60), "bold cyan")
    if as_of := period_words(claim.as_of):
        answer.append(f"\n{as_of}", "not bold dim")
    return answer


def _origins(claim: Claim, remark: str) -> Text:
    lines = Text()
    for origin in claim.origins[:MOST_NAMED]:
        lines.append("\n" if lines else "")
        lines.append(one_line(origin.actor.name, 50) + (remark if origin.actor.kind is ActorKind.OUTLET else ""))
        about = [basis for basis in (origin.basis.value,) if basis != "unstated"] + [origin.first_said or "no date"]
        lines.append(f" ({', '.join(about)})", "dim")
    if len(claim.origins) > MOST_NAMED:
        lines.append(f"\nand {counted(len(claim.origins) - MOST_NAMED, 'other origin')}", "dim")
    for actor in claim.denied_by:
        lines.append("\n" if lines else "")
        lines.append(f"denied by {one_line(actor.name, 50)}", "yellow")
    return lines


def _reports(claim: Claim, outlets: Mapping[str, str], remark: str) -> Text:
    names = sorted({one_line(outlets[report], 30) + remark for report in claim.reports if outlets.get(report)})
    rest = len(names) - 3
    listed = ", ".join(names[:3]) + (f" and {rest} more" if rest > 0 else "")
    return Text(f"{len(claim.reports)}").append(f"  {listed}" if listed else "", "dim")


def _conflict(conflict: Conflict, question: Question) -> Text:
    line = Text("✗ ", "red").append(one_line(conflict.because) or conflict.kind.value.replace("-", " "))
    said = {claim.id: claim.origins[0].actor.name for claim in question.claims if claim.origins}
    sides = [one_line(said[side], 40) for side in (conflict.left, conflict.right) if side in said]
    return line.append(f"  {' / '.join(sides)}  {short(conflict.id)}", "dim")
