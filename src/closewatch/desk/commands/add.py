"""`closewatch add`: take sources into a case."""

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
    from closewatch.desk.line import Step
    from closewatch.ledger.case import Case

NAMED = 20
"""How many new reports the summary names one by one."""


@click.command(short_help="Take sources into a case.")
@case_argument
@click.argument("source", nargs=-1, required=True)
@by_option
@debug_option
def add(case: Path, source: tuple[str, ...], by: str) -> int:
    """Take sources into CASE: keep the originals, read them, link them, and put it all on the record.

    A SOURCE is a file, a folder, an address, a WARC or WACZ, or - for standard input. What is held already is passed over, so that a
    stopped add is completed by running it again. Sources that had a problem are listed in CASE/failures.jsonl.

    \b
    Example:
      closewatch add kursk downloads/ https://news.example/report
    """
    from closewatch.desk.line import take_in
    from closewatch.desk.progress import watching
    from closewatch.desk.sources import taken_from, tools_for
    from closewatch.ledger.case import open_case
    from closewatch.reading.encoder.shipped import check_files

    check_files()
    summary = Summary()
    with open_case(case) as opened, summed_up(opened, summary), tools_for(who(by)) as tools, watching(source) as watched:
        summary.follow(watched.steps(take_in(opened, watched.items(taken_from(source, tools.by)), tools)))
    return Exit.PROBLEMS if summary.failed else Exit.DONE


class Summary:
    """What an `add` did, for the person who ran it: counts, the first names, and every problem."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.new: list[str] = []
        self.problems: list[Problem] = []

    @property
    def failed(self) -> bool:
        """Whether any source had a problem; a note is none."""
        return any(problem.severity is Severity.PROBLEM for problem in self.problems)

    def follow(self, steps: Iterable[Step]) -> None:
        """Count what became of each original."""
        for step in steps:
            self.states[step.state] += 1
            if step.state == "new" and len(self.new) < NAMED:
                self.new.append(step.source)
            self.problems += step.worked.problems
            if step.worked.reading:
                self.problems += step.worked.reading.problems

    def tell(self, case: Case) -> None:
        """Say what is new, what was held, every problem, and where the journal ends."""
        from closewatch.desk.failures import FAILURES

        if not self.states:
            say("nothing to take in: the sources hold no file")
        for source in self.new:
            say(f"new {source}")
        if self.states["new"] > len(self.new):
            say(f"… and {self.states['new'] - len(self.new):,} more")
        for problem in self.problems:
            say(problem_line(problem))
        opened = f", {self.states['holder']:,} opened for what they hold" if self.states["holder"] else ""
        failed = sum(problem.severity is Severity.PROBLEM for problem in self.problems)
        listed = f" (listed in {case.folder / FAILURES})" if failed and case.folder else ""
        same = f", {self.states['same']:,} in other bytes and the same words" if self.states["same"] else ""
        say(f"{self.states['new']:,} new, {self.states['held']:,} held already{same}{opened}, {counted(failed, 'problem')}{listed}")
        say(f"journal head {case.head().digest} after {case.head().seq:,} entries")
