"""Tells systemd how a watch is: a datagram to the socket that it names (sd_notify(3)), with nothing but the standard library.

Where nobody started the watch under systemd, nothing is sent and nothing goes wrong.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread

from closewatch.desk.watching.health import Health

READY = "READY=1"
ALIVE = "WATCHDOG=1"
STOPPING = "STOPPING=1"

TOLD_EVERY = 60.0
"""How often in seconds the line that `systemctl status` shows is written anew, where systemd wants no sign of life more often."""


def status(words: str) -> str:
    """Write one line that `systemctl status` shows.

    >>> status("12 sources;\\n 3 unread")
    'STATUS=12 sources; 3 unread'
    """
    return f"STATUS={' '.join(words.split())}"


def notify(*lines: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Send lines to the socket that systemd named; tell whether they were sent.

    >>> notify(READY, environment={})
    False
    """
    name = environment.get("NOTIFY_SOCKET", "")
    if name[:1] not in ("/", "@"):
        return False
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | getattr(socket, "SOCK_CLOEXEC", 0)) as sending:
            sending.settimeout(1)
            # A name that begins with @ is no file: it stands in the kernel's own list (unix(7), abstract).
            sending.sendto("\n".join(lines).encode(), "\0" + name[1:] if name.startswith("@") else name)
    except OSError:
        return False
    return True


def watchdog_seconds(environment: Mapping[str, str] = os.environ, process: int | None = None) -> float | None:
    """Give the seconds within which systemd wants a sign of life (sd_watchdog_enabled(3)); None where it wants none of this process.

    >>> watchdog_seconds({"WATCHDOG_USEC": "60000000"}), watchdog_seconds({})
    (60.0, None)
    """
    wanted, whose = environment.get("WATCHDOG_USEC", ""), environment.get("WATCHDOG_PID", "")
    if not wanted.isdecimal() or int(wanted) == 0 or (whose and whose != str(process or os.getpid())):
        return None
    return int(wanted) / 1_000_000


@contextmanager
def kept_alive(health: Health, environment: Mapping[str, str] = os.environ) -> Iterator[None]:
    """Tell systemd that the watch is ready, and that it is alive while no loop of it is stuck, until this ends."""
    if not notify(READY, _summed_up(health), environment=environment):
        yield
        return
    over = Event()

    def tell() -> None:
        # Half of the time that is allowed, as sd_watchdog_enabled(3) says.
        every = min((watchdog_seconds(environment) or 2 * TOLD_EVERY) / 2, TOLD_EVERY)
        while not over.wait(every):
            notify(_summed_up(health), *(() if health.stuck() else (ALIVE,)), environment=environment)

    thread = Thread(target=tell, name="alive", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        notify(STOPPING, environment=environment)


def _summed_up(health: Health) -> str:
    if stuck := health.stuck():
        return status(f"stuck: {', '.join(one.loop for one in stuck)}")
    asked, taken, alerts = (health.total(name) for name in ("polls", "taken", "alerts"))
    return status(f"{asked} polls, {taken} taken in, {alerts} alerts; {health.total('unread')} wait to be read")
