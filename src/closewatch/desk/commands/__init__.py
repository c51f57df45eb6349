"""The command line: its commands, and the one place where an error becomes a line and an exit code.

Each command stands in a file of its own and imports late, so that `closewatch --help` answers at once. What a command does is the
business of `desk.line`; here words of a shell become its arguments, and values become tables or JSON.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import click

from closewatch import __version__
from closewatch.desk.commands.account import account
from closewatch.desk.commands.add import add
from closewatch.desk.commands.check import check
from closewatch.desk.commands.decide import decide
from closewatch.desk.commands.demo import demo
from closewatch.desk.commands.destroy import destroy
from closewatch.desk.commands.dossier import dossier
from closewatch.desk.commands.export import export
from closewatch.desk.commands.import_case import import_case
from closewatch.desk.commands.key import key
from closewatch.desk.commands.merge import merge
from closewatch.desk.commands.new import new
from closewatch.desk.commands.read import read
from closewatch.desk.commands.read_again import read_again
from closewatch.desk.commands.seal import open_, seal
from closewatch.desk.commands.serve import serve
from closewatch.desk.commands.shared import say
from closewatch.desk.commands.show import show
from closewatch.desk.commands.trace import trace
from closewatch.desk.commands.verify import verify
from closewatch.desk.commands.watch import watch
from closewatch.desk.exits import Exit, exit_of, in_one_line


class OutputClosedError(Exception):
    """Whoever read our output has seen enough, as in `closewatch show ... | head`."""


class InOrder(click.Group):
    """Lists its commands in the order in which they are used, not in that of the alphabet."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an output that is closed is no failure, which click would make of it.

        Raises: OutputClosedError.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise OutputClosedError from error
        except SystemExit as error:  # rich exits for it too
            if isinstance(error.__context__, BrokenPipeError):
                raise OutputClosedError from error
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands as they were added."""
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, message="closewatch %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def commands(context: click.Context, debug: bool) -> None:
    """Who says what in conflict reporting, and which figures are in dispute: an offline ledger in which every value leads back to exact
    words in preserved bytes.

    \b
    Try it:
      closewatch demo
    """
    context.meta["debug"] = debug


in_order = (
    *(demo, new, add, read, read_again, show, trace, decide, merge, watch),
    *(dossier, check, key, export, import_case, verify, serve, account, seal, open_, destroy),
)
for command in in_order:
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; errors are one line on standard error."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    set_up_streams()
    try:
        with interruptible():
            ended = commands.main(words, prog_name="closewatch", standalone_mode=False)
            sys.stdout.flush()
        return int(ended) if isinstance(ended, int) else Exit.DONE
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else str(error), err=True)
        return Exit.WRONG_CALL
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "closewatch"
        say(f"closewatch: {in_one_line(ValueError(error.format_message()))} ({path} --help)")
        return Exit.WRONG_CALL
    except (click.Abort, KeyboardInterrupt):
        say("closewatch: interrupted")
        return Exit.INTERRUPTED
    except (BrokenPipeError, OutputClosedError):
        leave_output()
        return Exit.DONE
    except Exception as error:
        if "--debug" in words:
            traceback.print_exc()
        say(f"closewatch: {in_one_line(error)}")
        if isinstance(error, OSError):
            leave_output()  # it may have been the output's disk that was full, and what is left in it would fail again
        return exit_of(error)


def set_up_streams() -> None:
    """Make sure that there is something to write to, and that no word of a report is more than its encoding can take.

    Where a shell closed standard output or error, the next file opened would get its number, and words for the terminal would end up
    in an original.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None and not _is_open(number):
            os.open(os.devnull, os.O_RDWR)  # the lowest free number, which is this one
            if number:
                setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def leave_output() -> None:
    """Let whatever is still to be written to standard output go nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def interruptible() -> Iterator[None]:
    """End as after Ctrl+C, with the case whole and a word on what was recorded, when the system asks for it too (SIGTERM, SIGHUP)."""
    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    # Left as it is where somebody has decided on it already (nohup ignores SIGHUP), and outside the main thread.
    ours = [name for name in names if signal.getsignal(name) is signal.SIG_DFL]
    if threading.current_thread() is not threading.main_thread():
        ours = []
    for name in ours:
        signal.signal(name, signal.default_int_handler)
    try:
        yield
    finally:
        for name in ours:
            signal.signal(name, signal.SIG_DFL)
