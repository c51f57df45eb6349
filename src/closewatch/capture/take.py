"""Takes what a researcher points to: the receipt first, then what it holds.

Knows files, folders, standard input, addresses, lists of addresses and answers that came earlier. How an address is fetched is known to
`fetch`, what an original holds to `inside`; nothing is written or recorded here.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from closewatch.capture.containers.member import ARTICLE, too_large
from closewatch.capture.encoding import decode
from closewatch.capture.inside import LIST, empty, look_inside, not_followed
from closewatch.capture.limits import Limits
from closewatch.capture.names import path_name, plain_name
from closewatch.capture.sniff import sniff
from closewatch.capture.taken import Taken
from closewatch.capture.tool import TOOL
from closewatch.terms.capture import Capture
from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import Problem, Severity, Unreadable
from closewatch.terms.watch import Answer

if TYPE_CHECKING:
    from closewatch.capture.fetch import Fetcher

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_LIST_ENDINGS = (".url", ".urls")
_LIST_LIMIT = 100_000
_LIST_BYTES = 32 * 2**20


def take(
    source: str,
    by: str,
    clock: Callable[[], datetime],
    *,
    limits: Limits = Limits(),
    fetcher: Fetcher | None = None,
    stream: BinaryIO | None = None,
    tool: str = TOOL,
) -> Iterator[Taken | Problem]:
    """Take a file, a folder, an address, a list of addresses or, as "-", what `stream` gives: each original, then what it holds.

    `by` is who takes it, `clock` gives the time in UTC. Originals come one by one and in an order that only the source decides; what
    cannot be taken is a Problem and the rest goes on.
    """
    desk = _Desk(by, clock, limits, fetcher, tool)
    if source == "-":
        yield from desk.from_stream(stream)
    elif _SCHEME.match(source):
        yield from desk.from_address(source)
    elif os.path.isdir(source):
        yield from desk.from_folder(source)
    else:
        yield from desk.from_file(source, follow=True)


def take_handed(
    name: str, data: bytes, by: str, clock: Callable[[], datetime], *, limits: Limits = Limits(), tool: str = TOOL
) -> Iterator[Taken | Problem]:
    """Take bytes that somebody handed over under a name, and what they hold. Addresses listed in them are not followed."""
    source = plain_name(name)
    yield from _Desk(by, clock, limits, None, tool).taken(source, data, source)


def receipt_of(url: str, answer: Answer, by: str, at: datetime, tool: str = TOOL) -> Capture:
    """Write the receipt for the body that an address gave when it was asked: the same that `take` writes for this address."""
    return _receipt(plain_name(url), answer.data or b"", _last_name(answer.address), answer.declared, answer.notes, by, at, tool)


def taken_of(url: str, answer: Answer, by: str, at: datetime, tool: str = TOOL) -> Taken:
    """Hand over the body that an address gave when it was asked, with its receipt and what is wrong with it; nothing in it is followed."""
    capture = receipt_of(url, answer, by, at, tool)
    return Taken(capture, answer.data or b"", (*answer.problems, *_doubts(capture, _is_list(capture))))


def _receipt(
    source: str, data: bytes, name: str, declared: str, notes: tuple[tuple[str, str], ...], by: str, at: datetime, tool: str
) -> Capture:
    return Capture(
        digest=digest_of(data),
        size=len(data),
        media_type=sniff(data, name, "" if declared == ARTICLE else declared),
        source=source,
        taken_at=at,
        taken_by=by,
        tool=tool,
        notes=tuple((note, plain_name(value)) for note, value in notes),
    )


def _last_name(url: str) -> str:
    """An address as a name whose ending may tell what it gives: without what follows the path."""
    return url.partition("?")[0].partition("#")[0]


def _doubts(capture: Capture, left_alone: bool) -> tuple[Problem, ...]:
    if not capture.size:
        return (empty(capture.source),)
    return (not_followed(capture.source),) if left_alone else ()


@dataclass(frozen=True)
class _Desk:
    by: str
    clock: Callable[[], datetime]
    limits: Limits
    fetcher: Fetcher | None
    tool: str

    def from_stream(self, stream: BinaryIO | None) -> Iterator[Taken | Problem]:
        if stream is None:
            yield Problem("capture.no-input", "wanted standard input, found none", "-")
            return
        try:
            data = stream.read(self.limits.original_bytes + 1)
        except OSError as error:
            yield _cannot_open("-", error)
            return
        yield from self.taken("-", data, "", follow=True)

    def from_file(self, path: str, *, follow: bool) -> Iterator[Taken | Problem]:
        """Take one file; a list of addresses is followed only where `follow` says that it was itself pointed to."""
        source = path_name(path)
        data = _read(path, source, self.limits.original_bytes + 1)
        if isinstance(data, Problem):
            yield data
        else:
            yield from self.taken(source, data, source, follow=follow)

    def from_folder(self, folder: str) -> Iterator[Taken | Problem]:
        """Take the files of a folder and of those in it, in the order of their names; hidden ones and links that lead out are skipped."""
        root = os.path.realpath(folder)
        waiting: list[str] = [folder]
        while waiting:
            path = waiting.pop()
            skipped = _skipped(path, root) if path != folder else None
            if skipped:
                yield skipped
                continue
            if not os.path.isdir(path):
                yield from self.from_file(path, follow=False)
                continue
            try:
                names = sorted(os.listdir(path), key=os.fsencode)
            except OSError as error:
                yield _cannot_open(path_name(path), error)
                continue
            waiting += [os.path.join(path, name) for name in reversed(names)]

    def from_address(self, url: str, notes: tuple[tuple[str, str], ...] = ()) -> Iterator[Taken | Problem]:
        fetched = (self.fetcher or self._fetcher())(url)
        if isinstance(fetched, Problem):
            yield fetched
            return
        notes = (*notes, *fetched.notes)
        yield from self.taken(plain_name(url), fetched.data, _last_name(fetched.url), fetched.declared, notes, fetched.problems)

    def _fetcher(self) -> Fetcher:
        # Imported late: most sources are files, and what the network needs takes longer to load than all the rest.
        from closewatch.capture.fetch import fetch

        return lambda url: fetch(url, limits=self.limits)

    def taken(
        self,
        source: str,
        data: bytes,
        name: str,
        declared: str = "",
        notes: tuple[tuple[str, str], ...] = (),
        problems: tuple[Problem, ...] = (),
        *,
        follow: bool = False,
    ) -> Iterator[Taken | Problem]:
        """Write the receipt for an original that came from outside, look into it, and follow the addresses that it lists."""
        if len(data) > self.limits.original_bytes:
            yield too_large(self.limits.original_bytes, source)
            return
        capture = _receipt(source, data, name, declared, notes, self.by, self.clock(), self.tool)
        listed = _is_list(capture)
        yield Taken(capture, data, (*problems, *_doubts(capture, listed and not follow)))
        yield from look_inside(capture, data, self.limits, self.clock)
        for url in _listed(data, source) if listed and follow else ():
            if isinstance(url, Problem):
                yield url
            else:
                yield from self.from_address(url, (("listed-in", capture.id),))


def _skipped(path: str, root: str) -> Problem | None:
    """Say why an entry of a folder is not taken; None for one that is."""
    source = path_name(path)
    if os.path.basename(path).startswith("."):
        return Problem("capture.hidden-skipped", "wanted reports, skipped a hidden file or folder", source, Severity.NOTE)
    if os.path.islink(path):
        if not os.path.realpath(path).startswith(os.path.join(root, "")):
            message = "wanted files of this folder, skipped a link that leads out of it"
            return Problem("capture.link-skipped", message, source, Severity.NOTE)
        if os.path.isdir(path):
            message = "wanted each file once, skipped a link to a folder whose files are taken where they stand"
            return Problem("capture.link-skipped", message, source, Severity.NOTE)
    return None


def _read(path: str, source: str, size: int) -> bytes | Problem:
    """Read at most `size` bytes of a regular file; a pipe or a device is never waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return Problem("capture.not-a-file", "wanted a file or a folder, found a device, a pipe or a socket", source)
        with open(os.open(path, flags), "rb", buffering=0) as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                return Problem("capture.not-a-file", "wanted a file or a folder, found a device, a pipe or a socket", source)
            # A raw read reserves what it is asked for, so the stated size is asked for first: a large file is then held once, not twice.
            pieces = [file.read(min(size, state.st_size + 1))]
            length = len(pieces[0])
            while pieces[-1] and length < size:
                pieces.append(file.read(min(size - length, 2**20)))
                length += len(pieces[-1])
            return b"".join(piece for piece in pieces if piece)
    except (OSError, ValueError) as error:
        return _cannot_open(source, error)


def _cannot_open(source: str, error: Exception) -> Problem:
    reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    return Problem("capture.cannot-open", f"wanted to read it, found: {reason}", source)


def _is_list(capture: Capture) -> bool:
    named = capture.media_type == "text/plain" and capture.source.lower().endswith(_LIST_ENDINGS)
    return named or capture.media_type == LIST


def _listed(data: bytes, source: str) -> Iterator[str | Problem]:
    """Give the addresses of a list, each once: one a line, or the one of an Internet shortcut (URL=...)."""
    try:
        text = decode(data[:_LIST_BYTES], source).text
    except Unreadable as unreadable:
        yield unreadable.problem
        return
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        url = line.strip().removeprefix("URL=").strip()
        if not url or url.startswith(("#", "[")) or url in seen:
            continue
        if len(seen) == _LIST_LIMIT:
            break
        if _SCHEME.match(url):
            seen.add(url)
            yield url
        elif "=" not in url:
            yield Problem("capture.not-an-address", "wanted an address like https://..., found other words", f"{source}!/line {number}")
    else:
        if len(data) <= _LIST_BYTES:
            return
    yield Problem("capture.list-too-long", f"wanted at most {_LIST_LIMIT:,} addresses, found more: the rest was not fetched", source)
