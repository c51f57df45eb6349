"""`closewatch serve`: the desk in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from closewatch.desk.commands.shared import by_option, case_argument, debug_option, say, who


@click.command(short_help="Open a case in the browser.")
@case_argument
@click.option("--host", metavar="H", default="127.0.0.1", show_default=True, help="Where to listen; other machines have to log in.")
@click.option("--port", metavar="P", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes any that is free.")
@by_option
@debug_option
def serve(case: Path, host: str, port: int, by: str) -> None:
    """Open CASE in the browser, for people who read it and review what was read. Ctrl+C ends it.

    \b
    Example:
      closewatch serve kursk
    """
    from closewatch.desk.web.desk import Desk, Start
    from closewatch.desk.web.serving import bound, server_of

    desk = Desk(Start(case, who(by), host, port))
    listening = bound(host, port)
    say(f"the desk is open on http://{host}:{listening.getsockname()[1]} (Ctrl+C closes it)")
    try:
        server_of(desk).run(sockets=[listening])
    finally:
        desk.close()
