"""`closewatch new`: make a case."""

from __future__ import annotations

from pathlib import Path

import click

from closewatch.desk.commands.shared import WORDS, by_option, case_argument, debug_option, say, who


@click.command(short_help="Make a case.")
@case_argument
@click.option("--title", metavar="T", type=WORDS, default="", help="What the case is about; the folder's name unless given.")
@by_option
@debug_option
def new(case: Path, title: str, by: str) -> None:
    """Make a case: a folder CASE with its ledger, its vault and its settings. One that exists is refused.

    \b
    Example:
      closewatch new kursk --title "North Korean soldiers in Kursk"
    """
    from closewatch.capture.names import path_name
    from closewatch.desk.line import now
    from closewatch.ledger.case import create_case

    with create_case(case, title or path_name(case.resolve().name), who(by), now()) as made:
        say(f"made {case}, journal head {made.head().digest}")
        say(f"next: closewatch add {case} SOURCE...")
