"""JSON Feed (jsonfeed.org/version/1.1), read for the addresses of its items."""

from __future__ import annotations

import json
from typing import Any

from closewatch.watch.listed import Gathered, ListingKind


class _Number(str):
    """A number as it is written, so that a huge one costs nothing."""


def read_json(text: str, base: str, gathered: Gathered) -> ListingKind | None:
    """Add the items of a JSON Feed to what was gathered; None where the text is none."""
    try:
        feed = json.loads(text, parse_int=_Number, parse_float=_Number, parse_constant=_Number)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or "jsonfeed.org" not in _words(feed, "version")[:100]:
        return None
    items = feed.get("items")
    if not isinstance(items, list):
        return None
    for item in items:
        if not isinstance(item, dict):
            continue
        identity, link, title = _words(item, "id"), _words(item, "url"), _words(item, "title")
        links = (link, identity) if "://" in identity else (link,)
        body = "\0".join(_words(item, name) for name in ("content_html", "content_text", "summary", "external_url"))
        changed = _words(item, "date_modified") or _words(item, "date_published")
        if not gathered.add(links, identity, title, changed, body, base):
            break
    return ListingKind.JSON


def _words(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    # An id may be a number (JSON Feed 1.1, items); in any other place one is a mistake.
    return value.strip() if isinstance(value, str) and (name == "id" or not isinstance(value, _Number)) else ""
