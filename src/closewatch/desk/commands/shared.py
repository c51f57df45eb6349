"""What several commands share: their common arguments and options, and how JSON and tables leave the desk."""

from __future__ import annotations

import getpass
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click

from closewatch.publish.wording import one_line, visible
from closewatch.terms.trouble import CaseError, Problem

Command = TypeVar("Command", bound=Callable[..., Any])


class Words(click.types.StringParamType):
    """Words that go on the record: anything that UTF-8 can write."""

    name = "words"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take the words as they are. Raises: click.BadParameter for bytes that are no UTF-8."""
        if not is_writable(str(value)):
            self.fail(f"wanted words in UTF-8, found {str(value)!r}", param, ctx)
        return str(value)


def is_writable(words: str) -> bool:
    """Tell whether UTF-8 can write words: those of a shell can hold bytes that it cannot.

    >>> is_writable("Київ"), is_writable("\\udcff")
    (True, False)
    """
    return not any("\ud800" <= sign <= "\udfff" for sign in words)


WORDS = Words()

case_argument = click.argument("case", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON to standard output.")
by_option = click.option(
    "--by", metavar="NAME", type=WORDS, default="", help="Who does this; CLOSEWATCH_BY or the login name unless given."
)


def debug_option(command: Command) -> Command:
    """Let --debug stand behind the command as well as in front of it."""
    return click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error.")(command)


def who(name: str) -> str:
    """Say on whose account something is recorded.

    >>> who("reviewer-1"), who("person:reviewer-1")
    ('person:reviewer-1', 'person:reviewer-1')
    """
    name = name or os.environ.get("CLOSEWATCH_BY", "") or _login()
    if not is_writable(name):
        raise click.UsageError(f"wanted a name in UTF-8 for --by or CLOSEWATCH_BY, found {name!r}")
    return name if ":" in name else f"person:{name}"


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def small_file(path: Path, wanted: str, most: int = 2**20) -> bytes:
    """Read a file that a person was given or wrote; `wanted` says what it should be.

    Raises: CaseError when it cannot be read, or has more than `most` bytes.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise CaseError(f"wanted {wanted}, found: {error} ({path})") from error
    if len(data) > most:
        raise CaseError(f"wanted {wanted}, of at most {most:,} bytes, found more ({path})")
    return data


def small_text(path: Path, wanted: str, most: int = 2**20) -> str:
    """Read such a file as text, without the mark that some editors put in front of it. Raises: CaseError when it is not in UTF-8 too."""
    try:
        return small_file(path, wanted, most).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError(f"wanted {wanted}, in UTF-8, found: {error} ({path})") from None


def output() -> BinaryIO:
    """Give standard output for bytes: JSON and CSV are UTF-8 whatever the terminal's encoding."""
    return sys.stdout.buffer


_ACTING = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]")
"""What a terminal acts on and JSON lets stand as it is: DEL, the C1 controls, line separators, marks that turn the direction (UTF-8)."""


def write_json_lines(values: Iterable[Any]) -> None:
    """Write each value as one line of JSON in UTF-8, as soon as it is there."""
    from msgspec.json import encode

    stream = output()
    for value in values:
        stream.write(_inert(encode(value)) + b"\n")
        stream.flush()


def write_json(value: Any) -> None:
    """Write one JSON document in UTF-8, indented for reading."""
    from msgspec.json import encode, format

    stream = output()
    stream.write(_inert(format(encode(value), indent=1)) + b"\n")
    stream.flush()


def _inert(json: bytes) -> bytes:
    """Write what a terminal would act on as escapes, which mean the same to every reader of JSON.

    >>> _inert('"\\x9b2J"'.encode())
    b'"\\\\u009b2J"'
    """
    return _ACTING.sub(lambda match: f"\\u{ord(match[0].decode()):04x}".encode(), json)


def say(line: str) -> None:
    """Say something to the person at the desk; standard output is left to results. What is foreign in it cannot act on the terminal."""
    click.echo(visible(line), err=True)


def redaction_words(*, protects: bool, unredacted: bool) -> str:
    """Say what became of the protected in what was written; `protects` tells whether anything is.

    >>> redaction_words(protects=False, unredacted=False)
    'nothing is protected, so nothing was replaced or left out'
    """
    if unredacted:
        return "not redacted: what is protected stands in it, where anything is; never hand it on"
    return "what is protected was replaced or left out" if protects else "nothing is protected, so nothing was replaced or left out"


def problem_line(problem: Problem) -> str:
    """Put a problem on one line: how grave, its code, what was wanted and found, and where.

    >>> problem_line(Problem("text.empty", "wanted words, found 0 bytes", "notes.txt"))
    'problem text.empty: wanted words, found 0 bytes (notes.txt)'
    """
    return one_line(f"{problem.severity.value} {problem.code}: {problem.message} ({problem.at})")
