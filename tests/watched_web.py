"""A web on loopback in which every host has a name of its own, and which fails on purpose: for tests, benches and soaks of the watch.

    with WatchedWeb() as web:
        feed = web.put("gazette.example/feed.xml", rss("The Gazette", entries), "application/rss+xml")
        ask(feed, Way(resolver=web.resolver, allowed_hosts=web.hosts))

`put` and `gone` say what stands at an address and give that address with the port. Answers are made by the Host field, with ETag and
Last-Modified (304 as RFC 9110, 13 has it), and robots.txt for each host. Troubles come one by one (`trouble`) or by a seeded plan (`Plan`).
`seen` is the log of everything that was asked. What stands at an address may be changed from any thread at any time.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import socket
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import urlsplit

from tests.watched_troubles import CIRCLES, HARMLESS, Plan, Trouble, head, spoilt

LARGE = 50_000_000
"""Bytes of a feed that is too large."""
BYTE_EVERY = 0.2
"""Seconds between two bytes of a slow answer."""
_PIECE = 2**18
_HEAD_LIMIT = 64 * 1024


@dataclass(frozen=True)
class Seen:
    """One request: what was asked for and with which conditions, what was answered, and how many the host was answering at that time."""

    host: str
    path: str
    status: int | None
    trouble: Trouble | None
    etag: str | None
    modified: str | None
    agent: str
    at: float
    at_once: int


@dataclass(frozen=True)
class _Standing:
    """What stands at an address; a status other than 200 has no body that anybody wants."""

    body: bytes
    media_type: str
    status: int
    etag: str | None
    modified: datetime | None
    whole: bytes = field(repr=False, default=b"")
    unchanged: bytes = field(repr=False, default=b"")


class WatchedWeb:
    """The web. `resolver` and `hosts` are what capture has to be given; `delay` is the seconds that every answer takes."""

    def __init__(self, plan: Plan | None = None, *, delay: float = 0.0, port: int = 0) -> None:
        self.plan, self.delay = plan, delay
        self.pointed: dict[str, tuple[str, ...]] = {}
        """Addresses that a name stands for, where it is not this machine: names may change where they lead."""
        self._standing: dict[str, _Standing] = {}
        self._troubles: defaultdict[str, deque[Trouble]] = defaultdict(deque)
        self._always: dict[str, Trouble] = {}
        self._seen: list[Seen] = []
        self._asked: Counter[str] = Counter()
        self._at_once: Counter[str] = Counter()
        self._hosts: set[str] = set()
        self._lock = threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._talks: set[_Talk] = set()
        self._listening = socket.create_server(("127.0.0.1", port), backlog=2048)
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> WatchedWeb:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def at(self, address: str) -> str:
        """Give an address ("gazette.example/feed.xml") as it is asked for: with its scheme and the port."""
        host, path = _split(address)
        return f"http://{host}:{self.port}{path}"

    def put(
        self,
        address: str,
        body: bytes | str,
        media_type: str = "text/html; charset=utf-8",
        *,
        etag: bool = True,
        modified: bool = True,
        status: int = 200,
        fields: Sequence[tuple[str, str]] = (),
    ) -> str:
        """Let a body stand at an address from now on; give the address with the port."""
        host, path = _split(address)
        data = body.encode() if isinstance(body, str) else body
        now = datetime.now(UTC).replace(microsecond=0)
        with self._lock:
            before = self._standing.get(host + path)
            if before and before.modified and before.body != data:
                now = max(now, before.modified + timedelta(seconds=1))  # two bodies never share a time
            elif before and before.modified:
                now = before.modified
            tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"' if etag else None
            known = [("ETag", tag)] * bool(tag) + [("Last-Modified", format_datetime(now, usegmt=True))] * modified + [*fields]
            typed = [("Content-Type", media_type), ("Content-Length", str(len(data)))]
            whole = head(status, *known, *typed) + data  # type: ignore[arg-type]
            unchanged = head(304, *known)  # type: ignore[arg-type]
            self._standing[host + path] = _Standing(data, media_type, status, tag, now if modified else None, whole, unchanged)
            self._hosts.add(host)
        return self.at(address)

    def gone(self, address: str, status: int = 410) -> str:
        """Let nothing stand at an address any more."""
        return self.put(address, b"nothing stands here any more", "text/plain", status=status)

    def trouble(self, address: str, *troubles: Trouble, always: bool = False) -> None:
        """Let the next answers of an address go wrong, one after the other; `always` lets all of them, in the one way that is given."""
        host, path = _split(address)
        with self._lock:
            self._hosts.add(host)
            if always:
                (self._always[host + path],) = troubles
            else:
                self._troubles[host + path].extend(troubles)

    def mend(self, address: str) -> None:
        """Let nothing go wrong at an address any more."""
        host, path = _split(address)
        with self._lock:
            self._always.pop(host + path, None)
            self._troubles.pop(host + path, None)

    @property
    def hosts(self) -> frozenset[str]:
        """The names of all hosts at which something stands: those that have to be allowed by name."""
        return frozenset(self._hosts)

    def resolver(self, host: str, port: int) -> tuple[str, ...]:
        """Give the addresses of a host of this web. Raises: OSError for any other name."""
        if host in self.pointed:
            return self.pointed[host]
        if host in self._hosts:
            return ("127.0.0.1",)
        if re.fullmatch(r"[0-9.]+|[0-9a-f:]+", host):
            return (host,)
        raise socket.gaierror(f"nobody knows {host}")

    @property
    def seen(self) -> tuple[Seen, ...]:
        """Everything that was asked so far, in order."""
        return tuple(self._seen)

    def asked(self, address: str) -> tuple[Seen, ...]:
        """Give what was asked of one address, in order."""
        host, path = _split(address)
        return tuple(one for one in self.seen if (one.host, one.path) == (host, path))

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(self._loop.create_server(lambda: _Talk(self), sock=self._listening))
        self._loop.run_forever()
        server.close()
        for talk in tuple(self._talks):
            talk.hang_up()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def _answer(self, host: str, path: str, fields: dict[str, str]) -> tuple[_Standing | None, Trouble | None, bool]:
        """Decide on one answer: what stands there, what goes wrong, and whether the asker has it already."""
        address = host + path
        with self._lock:
            self._asked[address] += 1
            self._at_once[host] += 1
            waiting = self._troubles.get(address)
            trouble = Trouble.CIRCLE if CIRCLES in path else waiting.popleft() if waiting else self._always.get(address)
            if trouble is None and self.plan and path != "/robots.txt":
                trouble = self.plan.trouble(address, self._asked[address])
            standing = self._standing.get(address)
            had = standing is not None and standing.status == 200 and _is_had(standing, fields)
            status = (304 if had else standing.status if standing else 404) if trouble is None or trouble in HARMLESS else None
            tag, since, agent = (fields.get(name) for name in ("if-none-match", "if-modified-since", "user-agent"))
            self._seen.append(Seen(host, path, status, trouble, tag, since, agent or "", time.monotonic(), self._at_once[host]))
        return standing, trouble, had

    def _answered(self, host: str) -> None:
        with self._lock:
            self._at_once[host] -= 1


class _Talk(asyncio.Protocol):
    """One connection: request after request, until one of both wants no more."""

    def __init__(self, web: WatchedWeb) -> None:
        self._web = web
        self._data = b""
        self._task: asyncio.Task[None] | None = None
        self._may_write = asyncio.Event()
        self._may_write.set()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._web._talks.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._web._talks.discard(self)
        if self._task:
            self._task.cancel()

    def hang_up(self) -> None:
        self._transport.abort()

    def pause_writing(self) -> None:
        self._may_write.clear()

    def resume_writing(self) -> None:
        self._may_write.set()

    def data_received(self, data: bytes) -> None:
        self._data += data
        while self._task is None and b"\r\n\r\n" in self._data:
            asking, _, self._data = self._data.partition(b"\r\n\r\n")
            self._asked(asking.decode("latin-1"))
        if len(self._data) > _HEAD_LIMIT:
            self._transport.abort()

    def _asked(self, asking: str) -> None:
        first, *lines = asking.split("\r\n")
        words = first.split(" ")
        fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        if len(words) != 3 or words[0] != "GET" or not words[2].startswith("HTTP/1."):
            self._transport.write(head(405, ("Content-Length", "0")))
            self._transport.close()
            return
        host = fields.get("host", "").rsplit(":", 1)[0].lower()
        path = words[1] if words[1].startswith("/") else _split(words[1])[1]  # a proxy is asked for the whole address
        standing, trouble, had = self._web._answer(host, path, fields)
        last = fields.get("connection", "").lower() == "close"
        if trouble is None and not self._web.delay:
            self._transport.write(_plain(standing, had))
            self._web._answered(host)
            if last:
                self._transport.close()
        else:
            self._task = self._web._loop.create_task(self._slowly(host, path, standing, trouble, had, last=last))

    async def _slowly(self, host: str, path: str, standing: _Standing | None, trouble: Trouble | None, had: bool, *, last: bool) -> None:
        try:
            if self._web.delay:
                await asyncio.sleep(self._web.delay)
            if trouble is None:
                self._transport.write(_plain(standing, had))
            else:
                last = True
                await self._badly(host + path, standing, trouble, had)
        finally:
            self._web._answered(host)
            self._task = None
        if last:
            self._transport.close()
        else:
            self.data_received(b"")

    async def _badly(self, here: str, standing: _Standing | None, trouble: Trouble, had: bool) -> None:
        body, media_type = (standing.body, standing.media_type) if standing else (b"", "text/plain")
        match trouble:
            case Trouble.HANGS:
                await asyncio.Event().wait()  # until the other side, or this web, has had enough
            case Trouble.SLOW:
                await self._crawl(_plain(standing, had))
            case Trouble.LARGE:
                await self._write_large(media_type, body)
            case _ if trouble in HARMLESS and (had or standing is None or standing.status != 200):
                self._transport.write(_plain(standing, had))  # there is nothing that could be spoilt
            case _:
                self._transport.write(spoilt(trouble, body, media_type, here, self._web.port))

    async def _crawl(self, data: bytes) -> None:
        for place in range(len(data)):
            self._transport.write(data[place : place + 1])
            await asyncio.sleep(BYTE_EVERY)

    async def _write_large(self, typed: str, body: bytes) -> None:
        """Blow a feed up before its last element; no length is stated, so that who reads it has to count."""
        first, mark, rest = body.rpartition(b"</")
        self._transport.write(head(200, ("Content-Type", typed), ("Connection", "close")) + first + b"<!--")
        for _ in range(LARGE // _PIECE):
            self._transport.write(b" " * _PIECE)
            await self._may_write.wait()
        self._transport.write(b"-->" + mark + rest)


def _plain(standing: _Standing | None, had: bool) -> bytes:
    if standing is None:
        return head(404, ("Content-Type", "text/plain"), ("Content-Length", "7")) + b"nothing"
    return standing.unchanged if had else standing.whole


def _is_had(standing: _Standing, fields: dict[str, str]) -> bool:
    """Tell whether the conditions say that the asker has what stands there; a tag counts before a time (RFC 9110, 13.2.2)."""
    if tags := fields.get("if-none-match"):
        return standing.etag is not None and any(one.strip().removeprefix("W/") in ("*", standing.etag) for one in tags.split(","))
    if (since := fields.get("if-modified-since")) and standing.modified:
        with suppress(ValueError):
            return standing.modified <= parsedate_to_datetime(since)
    return False


def _split(address: str) -> tuple[str, str]:
    """Part an address, with or without scheme and port, into host and path."""
    parts = urlsplit(address if "://" in address else f"http://{address}")
    return (parts.hostname or "").lower(), (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
