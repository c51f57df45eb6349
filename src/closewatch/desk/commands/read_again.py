"""`closewatch read-again`: read the reports of a case with today's reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from closewatch.desk.commands.recording import summed_up
from closewatch.desk.commands.shared import by_option, case_argument, debug_option, problem_line, say, who
from closewatch.desk.exits import Exit
from closewatch.publish.wording import counted
from closewatch.terms.trouble import Problem, Severity

if TYPE_CHECKING:
    from closewatch.desk.line import Again
    from closewatch.ledger.case import Case
    from closewatch.ledger.succession import Tally


@click.command("read-again", short_help="Read the reports of a case with today's reader.")
@case_argument
@by_option
@debug_option
def read_again(case: Path, by: str) -> int:
    """Read every report that CASE holds with today's reader, from the text on the record; nothing is fetched or opened again.

    What people decided is carried over to the same words, and never to another statement: what they decided on and today's reader does
    not find stays, and waits in the queue as "decided, no longer read". A reading that is what is on the record already is not recorded
    again, so that a stopped read-again is completed by running it again.

    \b
    Example:
      closewatch read-again kursk
    """
    from closewatch.desk.line import read_again as read
    from closewatch.desk.progress import counting
    from closewatch.desk.sources import tools_for
    from closewatch.ledger.case import open_case
    from closewatch.ledger.views.lists import count_reports
    from closewatch.reading.encoder.shipped import check_files

    check_files()
    summary = Summary()
    with open_case(case) as opened:
        reports = counting(lambda: count_reports(opened.tables), "reports")
        with summed_up(opened, summary), tools_for(who(by)) as tools, reports as watched:
            summary.follow(watched.each(read(opened, tools)))
    return Exit.PROBLEMS if summary.failed else Exit.DONE


class Summary:
    """What a `read-again` did, for the person who ran it: what became of reports, statements, figures and decisions, and every problem."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.problems: list[Problem] = []

    @property
    def failed(self) -> bool:
        """Whether any report had a problem; a note is none."""
        return any(problem.severity is Severity.PROBLEM for problem in self.problems)

    def follow(self, steps: Iterable[Again]) -> None:
        """Count what became of each report."""
        for step in steps:
            self.states[step.state] += 1
            self.problems += step.problems
            if step.succession and step.reading:
                self.problems += step.reading.problems
                self._count("statement", step.succession.statements)
                self._count("figure", step.succession.figures)

    def _count(self, noun: str, tally: Tally) -> None:
        self.counts.update({f"{noun} {what}": getattr(tally, what) for what in ("kept", "changed", "gone", "new")})
        self.counts.update({"carried": tally.carried, "lost": tally.lost})

    def tell(self, case: Case) -> None:
        """Say what was read anew, what became of what was found before and of the decisions, every problem, and where the journal ends."""
        for problem in self.problems:
            say(problem_line(problem))
        failed = sum(problem.severity is Severity.PROBLEM for problem in self.problems)
        anew, same = self.states["changed"], self.states["same"]
        say(f"{counted(anew + same, 'report')} read: {anew:,} anew, {same:,} as before; {counted(failed, 'problem')}")
        for noun in ("statement", "figure"):
            kept, changed, gone, new = (self.counts[f"{noun} {what}"] for what in ("kept", "changed", "gone", "new"))
            say(f"{noun}s: {kept:,} kept, {changed:,} found in other words, {gone:,} no longer read, {new:,} new")
        carried, lost = self.counts["carried"], self.counts["lost"]
        say(f"decisions: {carried:,} carried over, {lost:,} on what is no longer read{', which waits in the queue' if lost else ''}")
        say(f"journal head {case.head().digest} after {case.head().seq:,} entries")
