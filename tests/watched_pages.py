"""What stands in the web that tests watch: feeds of three kinds, sitemaps and pages, written from the same entries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

RSS, ATOM, JSON_FEED = "application/rss+xml", "application/atom+xml", "application/feed+json"
"""Media types of feeds."""
SITEMAP = "application/xml"


@dataclass(frozen=True)
class Entry:
    """One entry of a feed, and the page behind it; in `text` blank lines part the paragraphs."""

    link: str
    title: str
    text: str = ""
    published: datetime | None = None
    id: str | None = None


def rss(title: str, entries: Sequence[Entry]) -> str:
    """Write an RSS 2.0 feed."""
    items = [
        f"<item><title>{escape(one.title)}</title><link>{escape(one.link)}</link>"
        + (f'<guid isPermaLink="false">{escape(one.id)}</guid>' if one.id else "")
        + (f"<pubDate>{format_datetime(one.published)}</pubDate>" if one.published else "")
        + (f"<description>{escape(_paragraphs(one.text))}</description>" if one.text else "")
        + "</item>\n"
        for one in entries
    ]
    head = '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
    return f"{head}<title>{escape(title)}</title>\n{''.join(items)}</channel></rss>\n"


def atom(title: str, entries: Sequence[Entry]) -> str:
    """Write an Atom feed (RFC 4287)."""
    items = [
        f'<entry><title>{escape(one.title)}</title><link href="{escape(one.link)}"/><id>{escape(one.id or one.link)}</id>'
        + (f"<published>{one.published.isoformat()}</published><updated>{one.published.isoformat()}</updated>" if one.published else "")
        + (f'<content type="html">{escape(_paragraphs(one.text))}</content>' if one.text else "")
        + "</entry>\n"
        for one in entries
    ]
    head = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
    return f"{head}<title>{escape(title)}</title>\n{''.join(items)}</feed>\n"


def json_feed(title: str, entries: Sequence[Entry]) -> str:
    """Write a JSON feed, version 1.1."""
    items = [
        {"id": one.id or one.link, "url": one.link, "title": one.title, "content_html": _paragraphs(one.text)}
        | ({"date_published": one.published.isoformat()} if one.published else {})
        for one in entries
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items}, ensure_ascii=False)


def sitemap(links: Sequence[str]) -> str:
    """Write a sitemap."""
    listed = "".join(f"<url><loc>{escape(link)}</loc></url>\n" for link in links)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'


def page(outlet: str, entry: Entry) -> str:
    """Write the page behind an entry, as an outlet would."""
    day = f'<meta property="article:published_time" content="{entry.published.isoformat()}">' if entry.published else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(entry.title)}</title>{day}'
        f'<meta property="og:site_name" content="{escape(outlet)}"></head>\n'
        f"<body><article><h1>{escape(entry.title)}</h1>\n{_paragraphs(entry.text)}\n</article></body></html>\n"
    )


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part.strip())
