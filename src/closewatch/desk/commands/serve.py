"""`closewatch serve`: the desk in the browser."""

from __future__ import annotations

import signal
from pathlib import Path

import click

from closewatch.desk.commands.shared import WORDS, by_option, case_argument, debug_option, say, who


@click.command(short_help="Open a case in the browser.")
@case_argument
@click.option(
    "--host", metavar="H", type=WORDS, default="127.0.0.1", show_default=True, help="Where to listen; other machines have to log in."
)
@click.option("--port", metavar="P", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes any that is free.")
@click.option("--behind", metavar="NAME", type=WORDS, default="", help="The name of a proxy with HTTPS in front, as browsers have it.")
@by_option
@debug_option
def serve(case: Path, host: str, port: int, behind: str, by: str) -> None:
    """Open CASE in the browser, for people who read it and review what was read. Ctrl+C ends it.

    On 127.0.0.1 nobody has to log in as long as the case has no accounts. Wherever other machines reach the desk, everybody logs in.

    \b
    Example:
      closewatch serve kursk
    """
    open_desk(case, by=who(by), host=host, port=port, behind=behind)


def open_desk(case: Path, *, by: str, host: str, port: int, behind: str = "") -> None:
    """Open the desk on a case, and stay until somebody ends it.

    Raises: KeyboardInterrupt once somebody ends it; CaseError where there is no case, the address cannot be had, or nobody could log in.
    """
    from closewatch.desk.web.desk import Desk, Start
    from closewatch.desk.web.serving import address_on, bound, server_of

    hang_up = getattr(signal, "SIGHUP", signal.SIGTERM)
    desk = Desk(Start(case, by, host, port, behind))
    try:
        with bound(host, port) as listening:
            server = server_of(desk)
            desk.digests.begin()
            say(f"the desk is open on {address_on(desk, listening)} (Ctrl+C closes it)")
            if signal.getsignal(hang_up) is signal.default_int_handler:
                signal.signal(hang_up, server.handle_exit)  # the server looks after the other signals by itself
            server.run(sockets=[listening])
            raise KeyboardInterrupt
    finally:
        desk.close()
