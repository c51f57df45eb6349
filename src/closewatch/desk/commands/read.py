"""`closewatch read`: who says what, without a case."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from closewatch.desk.commands.shared import debug_option, json_option, problem_line, say, who, write_json_lines
from closewatch.desk.exits import Exit
from closewatch.terms.trouble import Problem, Severity

if TYPE_CHECKING:
    from closewatch.desk.line import Step
    from closewatch.publish.shapes import Shape


@click.command(short_help="Read sources without a case.")
@click.argument("source", nargs=-1, required=True)
@json_option
@debug_option
def read(source: tuple[str, ...], as_json: bool) -> int:
    """Read sources without a case: who says what, and which figures.

    A SOURCE is a file, a folder, an address, a WARC or WACZ, or - for standard input. Nothing is kept.

    \b
    Example:
      closewatch read report.txt
      closewatch read downloads/ --json > readings.jsonl
    """
    from closewatch.desk.line import read_only
    from closewatch.desk.progress import watching
    from closewatch.desk.sources import taken_from, tools_for
    from closewatch.reading.encoder.shipped import check_files

    check_files()
    problems: list[Problem] = []
    met = 0

    def noted(steps: Iterator[Step]) -> Iterator[Step]:
        nonlocal met
        for step in steps:
            met += 1
            found = (*step.worked.problems, *(step.worked.reading.problems if step.worked.reading else ()))
            problems.extend(problem for problem in found if problem.severity is Severity.PROBLEM)
            # With --json the problems of a report stand in its line; what gave no report has no line to stand in.
            if not (as_json and step.worked.report):
                for problem in found:
                    say(problem_line(problem))
            yield step

    by = who("")
    with tools_for(by) as tools, watching(source) as watched:
        steps = noted(watched.steps(read_only(watched.items(taken_from(source, by)), tools)))
        if as_json:
            write_json_lines(_shapes(steps))
        else:
            _show(steps)
    if not met:
        say("nothing to read: the sources hold no file")
    return Exit.PROBLEMS if problems else Exit.DONE


def _shapes(steps: Iterator[Step]) -> Iterator[Shape]:
    from closewatch.publish.shapes import reading_shape

    for step in steps:
        if step.worked.report and step.worked.reading:
            yield reading_shape(step.worked.report, step.worked.reading, step.worked.problems)


def _show(steps: Iterator[Step]) -> None:
    from closewatch.desk.tables import console_on, reading_table

    console = console_on(sys.stdout)
    for step in steps:
        if step.worked.report and step.worked.reading:
            console.print(reading_table(step.worked.report, step.worked.reading))
            console.print()
