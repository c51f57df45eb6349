"""Gets a watch ready from the settings of a case: how addresses are asked, the channels, and the workers that read."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import TextIO

from closewatch.capture.ask import Way
from closewatch.capture.limits import Limits
from closewatch.capture.tool import TOOL
from closewatch.desk.exits import in_one_line
from closewatch.desk.line import Tools
from closewatch.desk.watching.handover import Handover
from closewatch.desk.watching.health import Health
from closewatch.desk.watching.thrift import share_one_heap
from closewatch.desk.watching.watch import Watch
from closewatch.desk.workers import Pool
from closewatch.ledger.case import open_case, settings_of
from closewatch.terms.trouble import CaseError, Problem
from closewatch.watch.channels import channel_of
from closewatch.watch.channels.channel import Dial, Means, dial_directly
from closewatch.watch.settings import Watching, watching_from

WORKERS = 1
"""One process reads behind: a watch is to leave the machine to whoever works on it."""


def settings_in(folder: Path) -> Watching:
    """Read what a case says about keeping watch. Raises: CaseError when there is no case, or its settings are not in order."""
    with open_case(folder):
        watching = watching_from(settings_of(folder), str(folder / "case.toml"))
    for channel in watching.channels:
        channel_of(channel, means_of(folder, watching, StringIO()))
    return watching


def way_of(watching: Watching) -> Way:
    """Say how the addresses of a case are asked: by which name, through which proxy, and which hosts though they are not public."""
    agent = TOOL.replace(" ", "/") + (f" (+{watching.contact})" if watching.contact else "")
    return Way(allowed_hosts=watching.allowed_hosts, proxy=watching.proxy, agent=agent)


def means_of(folder: Path, watching: Watching, out: TextIO) -> Means:
    """Say what the channels of a case work with."""
    dial = dial_by(watching.proxy) if watching.proxy else dial_directly
    return Means(folder, out, link=watching.link, zone=watching.zone, allowed_hosts=watching.allowed_hosts, dial=dial)


def dial_by(proxy: str) -> Dial:
    """Open connections by a proxy, except to this machine itself, where a mail server of one's own may stand."""

    def dial(host: str, port: int, seconds: float) -> socket.socket:
        from python_socks import ProxyError
        from python_socks.sync import Proxy

        if host in ("localhost", "127.0.0.1", "::1"):
            return dial_directly(host, port, seconds)
        try:
            return Proxy.from_url(proxy).connect(host, port, timeout=seconds)
        except ProxyError as error:
            raise OSError(f"the proxy says: {error}") from error

    return dial


@contextmanager
def opened_watch(folder: Path, by: str, out: TextIO, health: Health, say: Callable[[Problem], None]) -> Iterator[Watch]:
    """Get everything ready for one case; the processes that read are sent home however the watch ends."""
    share_one_heap()
    watching = settings_in(folder)
    means = means_of(folder, watching, out)
    limits = Limits()
    pool = Pool(WORKERS, limits, prepared=False)
    try:
        yield Watch(folder, watching, way_of(watching), means, Tools(by=by, workers=pool, limits=limits), health, Handover(say))
    finally:
        pool.close()


class Changes:
    """Looks whether the settings of a case were changed while it is kept watch on; new ones that are not in order are told of and left."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._path, self._say = folder / "case.toml", say
        self._seen = self._stamp()

    def are_there(self) -> bool:
        """Tell whether there are new settings that are in order."""
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        try:
            settings_in(self._path.parent)
        except CaseError as error:
            self._say(f"the old settings hold: {in_one_line(error)}")
            return False
        return True

    def _stamp(self) -> tuple[int, int] | None:
        try:
            state = self._path.stat()
        except OSError:
            return None
        return state.st_size, state.st_mtime_ns
