"""Where a passphrase comes from: a file, the environment, or a person at a terminal, who is asked without it being shown."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from closewatch.desk.commands.shared import small_text
from closewatch.terms.trouble import SealError

VARIABLE = "CLOSEWATCH_PASSPHRASE"

passphrase_option = click.option(
    "--passphrase-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=None,
    help="The passphrase is the first line of FILE; else CLOSEWATCH_PASSPHRASE, else it is asked for.",
)


def passphrase_from(file: Path | None, *, of: str, new: bool = False) -> str:
    """Give the passphrase of something; a `new` one is asked for twice at a terminal.

    Raises: SealError when there is none, or the two are not the same; CaseError for a file that cannot be read.
    """
    if file is not None:
        found = small_text(file, "a file with a passphrase").split("\n", 1)[0].rstrip("\r")
    elif VARIABLE in os.environ:
        found = os.environ[VARIABLE]
    elif sys.stdin.isatty():
        found = click.prompt(f"passphrase of {of}", hide_input=True, default="", show_default=False, err=True)
        if new and found and found != click.prompt("again", hide_input=True, default="", show_default=False, err=True):
            raise SealError("wanted the same passphrase twice, found two")
    else:
        raise SealError(f"wanted the passphrase of {of}, found none: give --passphrase-file or {VARIABLE}")
    if not found:
        raise SealError(f"wanted the passphrase of {of}, found an empty one")
    return found
