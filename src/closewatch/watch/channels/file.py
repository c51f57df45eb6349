"""Tells programs by a file: one alert a line as JSON, appended, each once by its id (JSON lines)."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

from closewatch.terms.trouble import Problem
from closewatch.watch.channels.channel import Channel, Means, undelivered, words_in
from closewatch.watch.message import Message, alert_plain
from closewatch.watch.settings import ChannelSettings

TAIL = 2**20
"""Bytes at the end of the file in which an alert is looked for that may stand there already: far more than one message."""


def file_channel(settings: ChannelSettings, means: Means) -> Channel:
    """Make a channel that appends to a file. Raises: CaseError when `file` is missing."""
    path = means.folder / words_in(settings, {"path": True})["path"]

    def tell(message: Message) -> tuple[Problem, ...]:
        lines = {noted.alert.id: _line(noted_plain) for noted in message.alerts for noted_plain in (alert_plain(noted, means.link),)}
        try:
            _append(path, lines)
        except OSError as error:
            found = error.strerror or str(error)
            said = f"wanted to append to a file, found: {found} ({path.name})"
            raise undelivered("channel.not-written", said, settings.name, message) from error
        return ()

    return Channel(settings.name, tell)


def _line(plain: dict[str, object]) -> bytes:
    # Signs outside of ASCII as escapes: no line separator of Unicode, and nothing that acts on a terminal, stands in the file.
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def _append(path: Path, lines: dict[str, bytes]) -> None:
    """Write what does not stand there yet in one stroke, on a line of its own, and see it onto the disk. Raises: OSError."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NONBLOCK, 0o600)
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise OSError(None, "no file stands there")
        tail = os.pread(handle, TAIL, max(0, state.st_size - TAIL))
        there = _ids_in(tail)
        data = b"".join(line for identity, line in lines.items() if identity not in there)
        if tail and not tail.endswith(b"\n"):
            data = b"\n" + data
        if data and os.write(handle, data) != len(data):
            os.ftruncate(handle, state.st_size)
            raise OSError(None, "no room for it on the disk")
        os.fsync(handle)
    finally:
        os.close(handle)


def _ids_in(tail: bytes) -> set[str]:
    """Give the ids of whole lines; one that was torn in the middle is no JSON."""
    found = set()
    for line in tail.split(b"\n"):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            found.add(value["id"])
    return found
