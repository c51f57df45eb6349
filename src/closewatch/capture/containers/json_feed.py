"""JSON Feeds (jsonfeed.org, versions 1 and 1.1): each entry is a member, written as one article.

Nothing that a feed points to is fetched. What an entry says twice, as HTML and as text, is taken once, as HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from closewatch.capture.article import article_bytes
from closewatch.capture.containers.member import ARTICLE, Budget, Container, Member
from closewatch.capture.sniff_text import JSON_FEED
from closewatch.terms.capture import Capture
from closewatch.terms.trouble import Problem

if TYPE_CHECKING:
    from msgspec import Raw

_COMMAS_LIMIT = 2_000_000
"""Each can part two entries, and an entry takes some 80 bytes of memory before it is looked at; prose has one in about a hundred signs."""

_BROKEN_LIMIT = 100
_ESCAPE = re.compile(rb"\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?P<half>u[dD][89a-fA-F][\da-fA-F]{2})|\\)")
_HEAD = ("title", "author", "authors")
_HEAD_LIMIT = 64 * 1024
"""The longest title or list of authors of the feed itself, in bytes."""


def members(capture: Capture, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Give the entries of a feed in their order; each is an article with the feed's title as its outlet."""
    parts = _parts(data)
    if parts is None:
        yield Problem("feed.broken", "wanted a whole JSON Feed with its items, found damage, another form or too much", capture.source)
        return
    feed, entries = parts
    head = {name: _value(written, _HEAD_LIMIT) for name, written in feed.items()}
    broken = 0
    for number, entry in enumerate(entries, 1):
        locator = f"entry {number}"
        at = f"{capture.source}!/{locator}"
        fields = _value(entry, budget.limits.text_chars)
        if isinstance(fields, dict):
            yield _entry(fields, head, locator, at, budget)
            continue
        broken += 1
        if broken > _BROKEN_LIMIT:
            yield Problem("feed.broken", f"wanted entries, found more than {_BROKEN_LIMIT} others: the rest was left", capture.source)
            return
        yield Problem("feed.broken", "wanted an entry of a JSON Feed, found another form", at)
    if not entries:
        yield Problem("feed.no-entries", "wanted entries, found none", capture.source)


def _entry(fields: dict[str, Any], head: dict[str, Any], locator: str, at: str, budget: Budget) -> Member | Problem:
    # An entry without authors has those of the feed; version 1 has one `author` in both places (jsonfeed.org/version/1.1, "authors").
    values = {
        "title": " ".join(_words(fields, "title").split()),
        "date": _words(fields, "date_published", "date_modified"),
        "author": _authors(fields) or _authors(head),
        "url": _words(fields, "url") or _address(fields.get("id")) or _words(fields, "external_url"),
        "outlet": " ".join(_words(head, "title").split()),
        "html": _words(fields, "content_html"),
    }
    if not values["html"]:
        values["text"] = _words(fields, "content_text", "summary")
    if not any(values.get(name) for name in ("title", "html", "text")):
        return Problem("feed.entry-empty", "wanted a title or a text, found neither", at)
    data = article_bytes(values)
    budget.spend(len(data))
    return Member(data, locator, media_type=ARTICLE)


def _words(fields: dict[str, Any], *names: str) -> str:
    """The first of some members that holds words."""
    found = (fields.get(name) for name in names)
    return next((words.strip() for words in found if isinstance(words, str) and words.strip()), "")


def _authors(fields: dict[str, Any]) -> str:
    """The names of those who wrote it, with commas."""
    listed = fields.get("authors")
    people = listed if isinstance(listed, list) else [fields.get("author")]
    return ", ".join(filter(None, (_words(person, "name") for person in people if isinstance(person, dict))))


def _address(identity: object) -> str:
    """An id that is a web address, as the format wishes it to be."""
    return identity if isinstance(identity, str) and identity.startswith(("http://", "https://")) else ""


def _parts(data: bytes) -> tuple[dict[str, bytes], list[Raw]] | None:
    """The members of the feed itself and its entries, all as they are written; None for what is no such feed, or too much."""
    from msgspec import MsgspecError, Raw
    from msgspec.json import decode

    if data.count(b",") > _COMMAS_LIMIT:
        return None
    # Half a sign (a text cut within an emoji) is common and harmless, but to the reader of the parts it is damage everywhere.
    whole = _ESCAPE.sub(lambda found: rb"\ufffd" if found["half"] else found[0], data.removeprefix(b"\xef\xbb\xbf"))
    try:
        feed = decode(whole, type=dict[str, Raw])
        entries = decode(feed.pop("items", Raw(b"null")), type=list[Raw])
    except (MsgspecError, ValueError, RecursionError):
        return None
    return {name: bytes(feed[name]) for name in _HEAD if name in feed}, entries


def _value(written: bytes | Raw, limit: int) -> Any:
    """Read one member; None where it is damaged, or so long that it could become gigabytes of small values."""
    line = bytes(written)
    try:
        return json.loads(line) if len(line) <= limit else None
    except (ValueError, RecursionError):
        return None


CONTAINER = Container("JSON Feed", (JSON_FEED,), members)
