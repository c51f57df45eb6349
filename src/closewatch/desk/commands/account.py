"""`closewatch account`: who may come in at the desk."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from closewatch.desk.commands.shared import WORDS, by_option, case_argument, debug_option, say, who
from closewatch.terms.trouble import CaseError

if TYPE_CHECKING:
    from closewatch.desk.web.desk_file import DeskFile

LONGEST_LINE = 4_096


@click.command(short_help="Give somebody an account at the desk, or take it away.")
@case_argument
@click.argument("name", type=WORDS)
@click.option("--role", type=click.Choice(["reader", "reviewer", "keeper"]), help="What they may do.")
@click.option("--remove", is_flag=True, help="Take the account away; what was decided under it stays on the record.")
@click.option("--password-stdin", is_flag=True, help="Read the password from the first line of standard input.")
@by_option
@debug_option
def account(case: Path, name: str, role: str | None, remove: bool, password_stdin: bool, by: str) -> None:
    """Make an account for NAME at the desk of CASE, or give the one that is there another role and password.

    A reader looks at everything, a reviewer decides besides, a keeper besides takes in sources and looks after the people. As soon as
    there is an account, everybody logs in. NAME is the name under which their decisions go on the record.

    \b
    Example:
      closewatch account kursk anna --role keeper
    """
    from closewatch.desk.web.desk_file import FILE, DeskFile
    from closewatch.desk.web.entry.accounts import remove_account
    from closewatch.ledger.case import open_case

    if remove == (role is not None):
        raise click.UsageError("wanted either --role or --remove")
    open_case(case).store.close()
    file = DeskFile(case)
    try:
        if not file.on_disk:
            raise CaseError(f"wanted to write accounts, found a case that cannot be written ({case / FILE})")
        if remove:
            remove_account(file, name)
            say(f"removed the account of {name}")
        else:
            _give(file, name, str(role), _password(password_stdin), who(by))
    finally:
        file.close()


def _give(file: DeskFile, name: str, role: str, password: str, by: str) -> None:
    from closewatch.desk.web.door import Role
    from closewatch.desk.web.entry.accounts import account as account_of
    from closewatch.desk.web.entry.accounts import make_account, set_password, set_role
    from closewatch.desk.web.entry.passwords import Passwords, check_password

    if account_of(file, name) is None:
        made = make_account(file, Passwords(), name, Role(role), password, by=by, at=time.time())
        say(f"{made.name} has an account as {role} and signs as {made.person.name}")
    else:
        check_password(password, name)  # first of all, so that either both are changed or nothing
        set_role(file, name, Role(role))
        set_password(file, Passwords(), name, password)
        say(f"{name} has a new password and is {role}; every browser was logged out")


def _password(from_input: bool) -> str:
    if from_input:
        line = sys.stdin.buffer.readline(LONGEST_LINE) if sys.stdin else b""
        try:
            return line.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise CaseError("wanted a password in UTF-8, found other bytes") from error
    if not (sys.stdin and sys.stdin.isatty()):
        raise click.UsageError("wanted a terminal to ask for the password on, found none; --password-stdin reads it from standard input")
    return str(click.prompt("Password, at least 12 signs", hide_input=True, confirmation_prompt="Once more", err=True))
