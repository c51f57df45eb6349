"""A page from the archive made harmless: its words and their order stay, everything that runs, is fetched, is sent or leads away goes.

This is for looking at. The words that count are those of the report, and the exact bytes stay in the vault. What is cleaned here is
shown in a frame that may not run anything and not ask for anything either, so that two locks would have to fail.
"""

from __future__ import annotations

import re
from html import escape

import nh3

TAGS = set(
    "a abbr article aside b blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strong sub summary sup "
    "table tbody td tfoot th thead time tr u ul var wbr".split()
)
GONE_WITH_THEIR_WORDS = set(
    "script style noscript template svg math iframe object embed applet audio video canvas title select textarea button".split()
)
ATTRIBUTES = {"*": {"dir", "lang"}, "img": {"alt", "src"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}

_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]{1,2000000}")
"""Pictures that the page holds in itself; any other would have to be fetched. No SVG, which is a page of its own."""

_SPAN = re.compile(r"[1-9][0-9]{0,2}")

_FRAME = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>{title}</title><style>
html{{font:100%/1.5 Georgia,serif;color-scheme:light dark}}body{{margin:1rem;max-width:50rem;overflow-wrap:anywhere}}
pre{{white-space:pre-wrap;font:0.9rem/1.5 ui-monospace,monospace;margin:0}}img{{max-width:100%;height:auto}}
table{{border-collapse:collapse;font-size:0.9rem}}td,th{{border:1px solid #8888;padding:0.2rem 0.4rem;vertical-align:top}}
.told{{font:0.8125rem/1.5 system-ui,sans-serif;border-bottom:1px solid #8888;padding-bottom:0.5rem}}</style></head>
<body>{told}{body}</body></html>"""


def cleaned(page: str) -> str:
    """Take everything out of a page that could run, fetch, send or lead away.

    >>> cleaned("<p onclick=x()>Kyiv <a href='https://a.example'>said</a><img src='//a.example/1.png' alt='map'></p><script>x()</script>")
    '<p>Kyiv <a>said</a><img alt="map"></p>'
    """
    return nh3.clean(
        page,
        tags=TAGS,
        clean_content_tags=GONE_WITH_THEIR_WORDS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"data"},
        link_rel=None,
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if _PICTURE.fullmatch(value) else None
    if name in ("colspan", "rowspan", "start"):
        return value if _SPAN.fullmatch(value) else None
    if name == "dir":
        return value if value.lower() in ("ltr", "rtl", "auto") else None
    return value[:200] if name == "lang" else value


def framed(body: str, title: str, told: str = "", language: str = "en") -> str:
    """Give what is clean already as a whole page for the frame; `told` is a line of ours above it."""
    above = f'<p class="told">{escape(told)}</p>' if told else ""
    return _FRAME.format(body=body, title=escape(title), told=above, language=escape(language))


def as_written(words: str) -> str:
    """Give plain words as they stand, with their lines."""
    return f"<pre>{escape(words)}</pre>"
