"""`closewatch destroy`: lawful destruction, which leaves its trace."""

from __future__ import annotations

from pathlib import Path

import click

from closewatch.desk.commands.shared import WORDS, by_option, case_argument, debug_option, say, who
from closewatch.publish.wording import counted


@click.command(short_help="Destroy an original or words, leaving a trace.")
@case_argument
@click.argument("id", type=WORDS)
@by_option
@click.option("--reason", metavar="R", type=WORDS, required=True, help="Why; it goes on the record.")
@debug_option
def destroy(case: Path, id: str, by: str, reason: str) -> None:
    """Destroy what has to go for good: ID is an original (its digest or a capture), a report with all words of it, a decision, or the
    number of an entry. Who did it, when and why stays on the record, and the case verifies.

    Of a decision that protects somebody the key to the sealed name goes, and the protection stays. This cannot be undone.

    \b
    Example:
      closewatch destroy kursk re:8c1f --by anna --reason "order of the court, 4 March 2025"
      closewatch destroy kursk sha256:ab12… --reason "consent withdrawn"
    """
    from closewatch.desk.line import Tools
    from closewatch.desk.line import destroy as record
    from closewatch.ledger.case import open_case
    from closewatch.ledger.destruction import plan

    if not reason.strip():
        raise click.UsageError("wanted a reason, found none (--reason)")
    with open_case(case) as opened:
        destruction = plan(opened, id)
        entry = record(opened, destruction, Tools(by=who(by)), reason)
        head = opened.head()
    gone = [counted(len(destruction.originals), "original")] if destruction.originals else []
    gone += (
        [f"the words of {len(destruction.bodies):,} {'entry' if len(destruction.bodies) == 1 else 'entries'}"] if destruction.bodies else []
    )
    gone += [counted(len(destruction.keys), "sealed name")] if destruction.keys else []
    say(f"destroyed {', '.join(gone)}, as entry {entry.seq} says; journal head {head.digest}")
    for holder in destruction.holders:
        say(f"note: {holder} was taken in as a whole and still holds it: `closewatch destroy {case} {holder}` destroys that too")
