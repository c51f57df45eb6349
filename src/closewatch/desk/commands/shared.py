"""What several commands share: their common arguments and options, and how JSON and tables leave the desk."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from closewatch.publish.wording import one_line
from closewatch.terms.trouble import Problem

Command = TypeVar("Command", bound=Callable[..., Any])

case_argument = click.argument("case", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON to standard output.")
by_option = click.option("--by", metavar="NAME", default="", help="Who does this; CLOSEWATCH_BY or the login name unless given.")


def debug_option(command: Command) -> Command:
    """Let --debug stand behind the command as well as in front of it."""
    return click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error.")(command)


def who(name: str) -> str:
    """Say on whose account something is recorded.

    >>> who("reviewer-1"), who("person:reviewer-1")
    ('person:reviewer-1', 'person:reviewer-1')
    """
    name = name or os.environ.get("CLOSEWATCH_BY", "") or _login()
    return name if ":" in name else f"person:{name}"


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def write_json_lines(values: Iterable[Any]) -> None:
    """Write each value as one line of JSON in UTF-8, as soon as it is there."""
    from msgspec.json import encode

    stream = sys.stdout.buffer
    for value in values:
        stream.write(encode(value) + b"\n")
        stream.flush()


def write_json(value: Any) -> None:
    """Write one JSON document in UTF-8, indented for reading."""
    from msgspec.json import encode, format

    stream = sys.stdout.buffer
    stream.write(format(encode(value), indent=1) + b"\n")
    stream.flush()


def say(line: str) -> None:
    """Say something to the person at the desk; standard output is left to results."""
    click.echo(line, err=True)


def problem_line(problem: Problem) -> str:
    """Put a problem on one line: how grave, its code, what was wanted and found, and where.

    >>> problem_line(Problem("text.empty", "wanted words, found 0 bytes", "notes.txt"))
    'problem text.empty: wanted words, found 0 bytes (notes.txt)'
    """
    return one_line(f"{problem.severity.value} {problem.code}: {problem.message} ({problem.at})")
