"""`closewatch merge`: bring together two copies of a case that were worked on apart."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from closewatch.desk.commands.shared import by_option, case_argument, debug_option, problem_line, say, who
from closewatch.publish.wording import counted

if TYPE_CHECKING:
    from closewatch.ledger.case import Case
    from closewatch.ledger.merging import Merged
    from closewatch.terms.review import Agreement


@click.command(short_help="Bring over what another copy of a case has.")
@case_argument
@click.argument("other", type=click.Path(path_type=Path))
@by_option
@debug_option
def merge(case: Path, other: Path, by: str) -> None:
    """Bring over to CASE what its copy OTHER has and it has not, and say how far both sides agree.

    Decisions keep who made them and when, and the latest one wins, whichever copy it comes from. New reports come with their originals and
    are linked with what is held here. What is held already is passed over; OTHER is not changed.

    \b
    Example:
      closewatch merge kursk kursk-of-a-colleague
    """
    from closewatch.desk.line import Tools
    from closewatch.desk.line import merge as record
    from closewatch.ledger.case import open_case
    from closewatch.ledger.merging import decided_apart, parting
    from closewatch.review.agreement import agreement

    with open_case(other) as there, open_case(case) as here:
        parting(here, there)
        apart = agreement(*decided_apart(here, there))
        merged: list[Merged] = []
        try:
            for one in record(here, there, Tools(by=who(by))):
                merged.append(one)
        except BaseException:
            if merged:
                tell_merged(here, merged)
                say("stopped; what came over is on the record, and the same command goes on from there")
            raise
        tell_merged(here, merged)
    for line in agreement_lines(apart):
        click.echo(line)


def tell_merged(case: Case, merged: list[Merged]) -> None:
    """Say what came over, and which decisions are on values that are not here."""
    from closewatch.ledger.bodies import problems_in
    from closewatch.terms.entry import EntryKind

    kinds = Counter(entry.kind for one in merged if one.group for entry in one.entries)
    for one in merged:
        if one.group is None:
            for problem in (problem for entry in one.entries for problem in problems_in(entry.body)):
                say(problem_line(problem))
    told = (EntryKind.CAPTURE, EntryKind.READING, EntryKind.DECISION, EntryKind.PROBLEM)
    watch = ((EntryKind.POLL, "polls"), (EntryKind.ALERT, "alerts"), (EntryKind.DELIVERY, "deliveries"))
    came = [counted(kinds[kind.value], kind.value) for kind in told]
    came += [f"{number:,} {'entry' if number == 1 else 'entries'} of {words}" for kind, words in watch if (number := kinds[kind.value])]
    say("came over: " + ", ".join(came))
    head = case.head()
    say(f"journal head {head.digest} after {head.seq:,} entries")


def agreement_lines(found: Agreement) -> list[str]:
    """Put into words how far two sides agree, and where they do not."""
    from closewatch.publish.wording import one_line

    if not found.number:
        return [f"no value was judged by both {found.left} and {found.right}"]
    kappa = "not defined" if found.kappa is None else str(found.kappa)
    lines = [
        f"{counted(found.number, 'value')} judged by both {found.left} and {found.right}: {found.agreed:,} alike ({found.raw}),"
        f" Cohen's kappa {kappa}"
    ]
    lines += [f"  {verdict.value}: kappa {'not defined' if one is None else one}" for verdict, one in found.by_verdict]
    for one in found.disagreements:
        sides = (f"{side.verdict.value} {set_words(side.replacement)}by {side.by}" for side in (one.left, one.right))
        lines.append("  " + one_line(f"{one.on}: {', '.join(sides)}"))
    return lines


def set_words(pairs: tuple[tuple[str, str], ...]) -> str:
    """Say what a correction sets: "(low=30) "; nothing where it sets nothing.

    >>> set_words((("low", "30"),))
    '(low=30) '
    """
    return f"({', '.join(f'{field}={value}' for field, value in pairs)}) " if pairs else ""
