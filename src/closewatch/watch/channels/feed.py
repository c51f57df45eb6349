"""Tells whoever subscribes to it by a feed: the latest alerts as an Atom file (RFC 4287), written anew with each message."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from closewatch import __version__
from closewatch.terms.alert import Noted
from closewatch.terms.ref import ref
from closewatch.terms.trouble import Problem
from closewatch.watch.channels.channel import Channel, Means, undelivered, words_in
from closewatch.watch.message import KIND_WORDS, Message, alert_address, question_address
from closewatch.watch.settings import ChannelSettings
from closewatch.watch.words import plain

LATEST = 200
"""How many alerts the feed holds."""

ATOM = "http://www.w3.org/2005/Atom"
_TAG = "tag:closewatch.invalid,2026:"
"""What ids begin with (RFC 4151): a name that nobody can own, for the id behind it is a content address."""

_EMPTY = "1970-01-01T00:00:00Z"
"""When a feed without an entry was last changed: RFC 4287, 4.2.15, wants some time."""


def feed_channel(settings: ChannelSettings, means: Means) -> Channel:
    """Make a channel that writes a feed. Raises: CaseError when `feed` is missing."""
    path = means.folder / words_in(settings, {"path": True})["path"]

    def tell(message: Message) -> tuple[Problem, ...]:
        alerts = {noted.alert.id: noted for noted in (*means.told(settings.name), *message.alerts)}
        try:
            _put(path, atom_of(means.title or "Closewatch", tuple(alerts.values()), means.link, settings.name))
        except OSError as error:
            said = f"wanted to write a feed, found: {error.strerror or error} ({path.name})"
            raise undelivered("channel.not-written", said, settings.name, message) from error
        return ()

    return Channel(settings.name, tell)


def atom_of(title: str, alerts: Sequence[Noted], link: str, channel: str = "") -> bytes:
    """Write the latest alerts as an Atom feed, the newest first; `link` is the address of the desk, `channel` whose feed it is."""
    latest = sorted(alerts, key=lambda noted: (noted.seq, noted.at), reverse=True)[:LATEST]
    desk = link.rstrip("/")
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _put_words(feed, "title", f"{plain(title)}: alerts")
    _put_words(feed, "id", f"{_TAG}case:{ref('ca', title, channel)[3:]}")
    _put_words(feed, "updated", max((_moment(noted.at) for noted in latest), default=_EMPTY))
    ElementTree.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{desk}/alerts"})
    _put_words(ElementTree.SubElement(feed, "author"), "name", "Closewatch")
    _put_words(feed, "generator", "Closewatch", {"version": __version__})
    for noted in latest:
        _put_entry(feed, noted, desk)
    written: bytes = ElementTree.tostring(feed, "utf-8", xml_declaration=True)
    return written + b"\n"


def _put_entry(feed: ElementTree.Element, noted: Noted, desk: str) -> None:
    alert = noted.alert
    entry = ElementTree.SubElement(feed, "entry")
    wording = plain(alert.wording)
    _put_words(entry, "title", f"{KIND_WORDS[alert.kind]}: {plain(wording or alert.words, 120)}")
    _put_words(entry, "id", _TAG + alert.id)
    for name in ("published", "updated"):
        _put_words(entry, name, _moment(noted.at))
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": alert_address(desk, alert)})
    if alert.question:
        address = {"rel": "related", "type": "text/html", "title": wording, "href": question_address(desk, alert.question)}
        ElementTree.SubElement(entry, "link", address)
    ElementTree.SubElement(entry, "category", {"term": alert.kind.value, "label": KIND_WORDS[alert.kind]})
    _put_words(entry, "summary", plain(alert.words), {"type": "text"})
    _put_words(entry, "content", _as_html(alert.words, (one.exact for one in alert.proof)), {"type": "html"})


def _as_html(words: str, proof: Iterable[str]) -> str:
    exact = "".join(f"<blockquote>“{_escaped(one)}”</blockquote>" for one in proof)
    return f"<p>{_escaped(words)}</p>{exact}"


def _escaped(words: str) -> str:
    return plain(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _put_words(parent: ElementTree.Element, name: str, words: str, given: dict[str, str] | None = None) -> None:
    ElementTree.SubElement(parent, name, given or {}).text = words


def _moment(at: str) -> str:
    """Write a time as RFC 3339 wants it, in UTC to the second.

    >>> _moment("2024-11-05T12:00:01.5+02:00")
    '2024-11-05T10:00:01Z'
    """
    return f"{datetime.fromisoformat(at).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _put(path: Path, data: bytes) -> None:
    """Put a file in the place of another, whole or not at all. Raises: OSError."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
