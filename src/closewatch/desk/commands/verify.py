"""`closewatch verify`: whether a case is whole."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from closewatch.desk.commands.shared import WORDS, case_argument, debug_option, json_option, say, write_json
from closewatch.desk.exits import Exit
from closewatch.publish.wording import counted, one_line

if TYPE_CHECKING:
    from closewatch.ledger.journal import Fault, Head


@click.command(short_help="Check that a case is whole.")
@case_argument
@click.option(
    "--head", metavar="DIGEST", type=WORDS, default=None, help="A journal head noted down earlier: shows whether the end was cut off since."
)
@json_option
@debug_option
def verify(case: Path, head: str | None, as_json: bool) -> int:
    """Check CASE: hash every original again, walk the journal, hold every span against its report, make the views anew and compare.

    Each fault is named with where it is, what was wanted and what was found. Exit code 1 if there is any. The head that is printed stands
    for the whole journal: note it down somewhere else.

    \b
    Example:
      closewatch verify kursk --head sha256:3f1c…
    """
    from closewatch.ledger.journal import Head

    try:
        faults, end = check(case, head)
    except Exception as error:
        faults, end = [unreadable(case, error)], Head()
    if as_json:
        write_json({"head": {"seq": end.seq, "digest": end.digest}, "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults:
            click.echo(one_line(f"{fault.code} {fault.where}: wanted {fault.wanted}, found {fault.found}"))
        click.echo(f"journal head {end.digest} after {end.seq:,} entries")
    say(f"{counted(len(faults), 'fault')}: the case is not whole" if faults else "the case is whole")
    return Exit.CHECK_FAILED if faults else Exit.DONE


def check(case: Path, head: str | None) -> tuple[list[Fault], Head]:
    """Find every fault of a case, and the end of its journal, up to which at least all of it was checked."""
    from closewatch.ledger.case import open_case
    from closewatch.ledger.verify import verify as faults_of

    with open_case(case) as opened:
        end = opened.head()
        return list(faults_of(opened, head)), end


def unreadable(case: Path, error: Exception) -> Fault:
    """Name the fault of a ledger whose file is gone, or so damaged that no entry can be had from it.

    Raises: the error itself where it is no damage: a case that is not there, or in use by another process.
    """
    import sqlite3

    from closewatch.ledger.journal import Fault
    from closewatch.terms.trouble import JournalError

    if isinstance(error, JournalError):
        return Fault("journal.damaged", str(case / "ledger.db"), "a ledger that can be read", str(error))
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    if not isinstance(cause, sqlite3.DatabaseError) or isinstance(cause, sqlite3.OperationalError):
        raise error
    return Fault("journal.damaged", str(case / "ledger.db"), "a ledger that can be read", str(cause))
