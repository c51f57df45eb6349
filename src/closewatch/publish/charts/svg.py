"""How a picture is written as SVG text: elements, words that cannot break out of them, links, and the frame of a chart.

Knows no chart. Colours come from the style sheet by class (`charts.css`); what stands here as an attribute is for paper and for pages
without a style sheet. Nothing here writes a script, a style attribute or an address of its own.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import NamedTuple, TypeAlias

from closewatch.publish.wording import one_line

INK, SOFT, LINE, PAPER, WARN, ACCENT = "#1b1c1d", "#595d61", "#d4d5d0", "#fdfdfb", "#9c3a12", "#1a5796"
"""What stands where no style sheet does: the light colours of the desk."""

SMALL = 12
"""The size of all text in a chart; below 11 nobody should have to read (our own rule, for a chart shown at its own width)."""

LONGEST = 600
"""How many signs the words of one mark may have: what a report calls somebody can be of any length."""

_NOT_XML = re.compile("[\ufffe\uffff]")
_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_-]")


Attributes: TypeAlias = dict[str, str | float | None]
"""The attributes of an element; one that is None is left out."""


class ChartTable(NamedTuple):
    """The data behind a chart in plain words: the heads of the columns, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plain(number: float) -> str:
    """Write a length with one decimal at most, the same on every machine.

    >>> plain(3.0), plain(2.25), plain(-0.01)
    ('3', '2.2', '0')
    """
    written = f"{number:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


@lru_cache(maxsize=4096)
def safe(text: str) -> str:
    """Make foreign words harmless between tags and inside an attribute: on one line, without control marks, escaped.

    >>> safe('<b onload="x">\\n A & B')
    '&lt;b onload=&quot;x&quot;&gt; A &amp; B'
    """
    return escape(_NOT_XML.sub("\ufffd", one_line(text)))


def element(tag: str, attributes: Mapping[str, str | float | None], *children: str) -> str:
    """Write one element; an attribute that is None is left out, `children` are SVG already.

    >>> element("circle", {"r": 2.5, "fill": None})
    '<circle r="2.5"/>'
    """
    written = "".join(
        f' {name}="{safe(value) if isinstance(value, str) else plain(value)}"' for name, value in attributes.items() if value is not None
    )
    return f"<{tag}{written}>{''.join(children)}</{tag}>" if children else f"<{tag}{written}/>"


def words(x: float, y: float, text: str, *, anchor: str = "start", look: str = "chart-text", fill: str = INK, bold: bool = False) -> str:
    """Write words with their baseline at a place, on a rim of paper that parts them from the lines behind them."""
    attributes: Attributes = {
        "x": x,
        "y": y,
        "class": look,
        "fill": fill,
        "stroke": PAPER,
        "stroke-width": 3.0,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
        "text-anchor": None if anchor == "start" else anchor,
        "font-weight": "600" if bold else None,
    }
    return element("text", attributes, safe(text))


def note(x: float, y: float, text: str, room: float) -> str:
    """Write a remark below a chart, on as many lines as it needs.

    >>> note(0, 20, "Not drawn: 3 answers.", 90).count("<text")
    2
    """
    signs = max(int(room / (SMALL * 0.55)), 8)
    return "".join(
        words(x, y + 16 * place, part, look="chart-soft", fill=SOFT) for place, part in enumerate(textwrap.wrap(one_line(text), signs))
    )


def note_height(text: str, room: float) -> float:
    """Say how much height such a remark takes."""
    return 16.0 * len(textwrap.wrap(one_line(text), max(int(room / (SMALL * 0.55)), 8)))


def line(x1: float, y1: float, x2: float, y2: float, look: str, stroke: str = LINE, width: float = 1.0, dashes: str | None = None) -> str:
    """Write a straight line."""
    ends: Attributes = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return element("line", {**ends, "class": look, "stroke": stroke, "stroke-width": width, "stroke-dasharray": dashes})


def titled(title: str, look: str, href: str | None, *children: str, fill: str | None = None) -> str:
    """Group what belongs to one mark under its words; as a link where there is an address."""
    attributes = {"class": look, "fill": fill, "stroke": fill}
    title = one_line(title, LONGEST)
    body = (element("title", {}, safe(title)), *children)
    if href is None:
        return element("g", attributes, *body)
    return element("a", {"href": href, **attributes}, *body)


def picture(name: str, title: str, about: str, width: float, height: float, *body: str, linked: bool = False, look: str = "") -> str:
    """Put a whole chart together; `name` keeps its ids apart from those of other charts on one page.

    A chart with links in it is a group to a screen reader: the parts of an image cannot be reached (WAI-ARIA 1.2, children presentational).
    """
    name = _NOT_A_NAME.sub("-", name)
    attributes: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": f"chart {look or ('chart-wide' if width > 500 else 'chart-narrow')}",
        "viewBox": f"0 0 {plain(width)} {plain(height)}",
        "width": "100%",
        "role": "group" if linked else "img",
        "aria-labelledby": f"{name}-title",
        "aria-describedby": f"{name}-desc" if about else None,
        "font-family": "system-ui, sans-serif",
        "font-size": float(SMALL),
    }
    heads = [element("title", {"id": f"{name}-title"}, safe(one_line(title, LONGEST)))]
    heads += [element("desc", {"id": f"{name}-desc"}, safe(about))] if about else []
    return element("svg", attributes, *heads, *(part for part in body if part))


def wide_of(text: str, size: float = SMALL) -> float:
    """Guess how wide words are drawn; rather too wide than too narrow.

    >>> wide_of("Seoul") < wide_of("서울서울서")
    True
    """
    return size * sum(map(_share, text))


def _share(sign: str) -> float:
    if sign in "ilj.,:;'| ()":
        return 0.38
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.05
    return 0.95 if sign in "mwMW@%—…×" else 0.74 if sign.isupper() else 0.61


def fitted(text: str, room: float, size: float = SMALL) -> str:
    """Cut words so that they fit into so many pixels.

    >>> fitted("National Intelligence Service", 80)
    'National I…'
    """
    text = one_line(text, LONGEST)
    if wide_of(text, size) <= room:
        return text
    while text and wide_of(text + "…", size) > room:
        text = text[: max(len(text) - 1 - max(0, int((wide_of(text, size) - room) / size / 1.1)), 0)]
    return text.rstrip() + "…" if text else ""
