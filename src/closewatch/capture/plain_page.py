"""A web page read plainly: all its visible words in order, tags only telling where a block ends. For pages in which no article is found.

One pass over the characters with nothing remembered but the open block, so that neither depth nor size can break it. Which words
are the article is left to `formats.html`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from closewatch.capture.parts import Part
from closewatch.terms.report import BlockKind

_TWO_BREAKS = re.compile(r"\v\s*\v")
_TAG_NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9]*")
_HIDDEN = frozenset("script style noscript template svg head iframe object select option button form nav footer math".split())
"""Elements whose words are no part of what a page says: code, controls, ways around the site."""

_RAW = frozenset("script style noscript template svg iframe".split())
_LINE_END = frozenset({"br"})
_IN_LINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby rb rp rt s samp small span "
    "strike strong sub sup time tt u var wbr img center".split()
)
_KINDS = {
    "h1": BlockKind.HEADING, "h2": BlockKind.HEADING, "h3": BlockKind.HEADING, "h4": BlockKind.HEADING, "h5": BlockKind.HEADING,
    "h6": BlockKind.HEADING, "li": BlockKind.ITEM, "blockquote": BlockKind.QUOTE, "figcaption": BlockKind.CAPTION, "tr": BlockKind.TABLE,
}  # fmt: skip


def read_plain_page(page: str) -> Iterator[Part]:
    """Give the visible blocks of a page in the order of its source.

    >>> [part.text for part in read_plain_page("<nav>Home</nav><h1>Kursk</h1><p>Kyiv <b>said</b> so.<p>More")]
    ['Kursk', 'Kyiv said so.', 'More']
    """
    kind = BlockKind.PARAGRAPH
    pieces: list[str] = []
    for tag, words in _tokens(page):
        if words is not None:
            pieces.append(words)
            continue
        name = tag.lstrip("/").lower()
        if name in _LINE_END:
            pieces.append("\v")
        elif name in ("td", "th"):
            pieces.append("\t" if tag.startswith("/") else "")
        elif name not in _IN_LINE:
            yield from (Part(kind, text) for text in visible_paragraphs("".join(pieces)))
            pieces = []
            kind = BlockKind.PARAGRAPH if tag.startswith("/") else _KINDS.get(name, kind if name == "p" else BlockKind.PARAGRAPH)
    yield from (Part(kind, text) for text in visible_paragraphs("".join(pieces)))


def visible_paragraphs(words: str) -> Iterator[str]:
    """Part words where a page has two line breaks (\\v) one after the other, as many pages part their paragraphs."""
    for stretch in _TWO_BREAKS.split(words):
        text = visible_words(stretch)
        if text:
            yield text


def visible_words(words: str) -> str:
    """Set white space as a browser shows it: one space for any stretch, a line break only where the page has one (given as \\v)."""
    lines = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")).strip() for line in words.split("\v"))
    return "\n".join(line for line in lines if line)


def _tokens(page: str) -> Iterator[tuple[str, str | None]]:
    """Give ("", words) and (tag name, None) one after another; hidden elements are passed over, up to their end tag."""
    at, end = 0, len(page)
    unclosed: set[str] = set()
    closing = page.rfind(">")
    while at < end:
        opening = page.find("<", at)
        if opening < 0 or opening > closing:
            yield "", html.unescape(page[at:]).replace("\t", " ").replace("\v", " ")
            return
        if opening > at:
            yield "", html.unescape(page[at:opening]).replace("\t", " ").replace("\v", " ")
        name = _TAG_NAME.match(page, opening + 1)
        if page.startswith("<!--", opening):
            at = _past(page, "-->", opening)
        elif name:
            at = _past(page, ">", opening)
            tag = name[0].lower()
            if tag in _HIDDEN and tag not in unclosed and page[at - 2] != "/":
                at = _past_hidden(page, tag, at, unclosed)
            yield tag, None
        elif page.startswith(("<!", "<?", "</"), opening):
            at = _past(page, ">", opening)
        else:
            yield "", "<"
            at = opening + 1


def _past(page: str, mark: str, start: int) -> int:
    found = page.find(mark, start)
    return found + len(mark) if found >= 0 else len(page)


def _past_hidden(page: str, tag: str, start: int, unclosed: set[str]) -> int:
    """Find the end of a hidden element; one that is never closed hides nothing, unless its content is code."""
    end_tag = re.compile(rf"</{tag}\b", re.IGNORECASE).search(page, start)
    if end_tag:
        return end_tag.start()
    unclosed.add(tag)
    return len(page) if tag in _RAW else start
