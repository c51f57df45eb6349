"""Web pages: the article's words as trafilatura finds them, each paragraph once, with the page's own fields; else all visible words.

The fields are read in `page_fields`, the plain reading is in `plain_page`. What is left out of a page (menus, comments) is no part of
the report; the page itself stays in the vault.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from closewatch.capture.encoding import decode
from closewatch.capture.format import Format
from closewatch.capture.opening import LOOKED_AT, read_opening
from closewatch.capture.page_fields import read_page_fields
from closewatch.capture.parts import Fields, Part, bounded, clean, place_of, refuse_too_long, report_of_parts
from closewatch.capture.plain_page import read_plain_page, visible_paragraphs, visible_words
from closewatch.terms.capture import Capture
from closewatch.terms.report import BlockKind, Report
from closewatch.terms.trouble import Problem, Severity, Unreadable

_RENDERED_BY = "html-1"
_ARTICLE_CHARACTERS = 2_000_000
_ARTICLE_TAGS = 30_000
"""Pages above either are read plainly: a tree costs some twenty times the page in memory, and looking for the article in one of so many
tags takes up to five seconds (nested cells, measured; the time grows with their square). Long news pages have five to ten thousand."""

_TAGS = 2_000_000
"""Pages with more are generated, not written; reading a million tags plainly takes some two seconds."""

_DECLARED = re.compile(
    rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,200}?encoding=[\"']([A-Za-z0-9_.-]{2,40})",
    re.IGNORECASE,
)
_INLINED = re.compile(r"data:[a-z0-9/+.-]{1,80};base64,[A-Za-z0-9+/=%\s]{200,}")
_DECLARED_WITHIN = 4096
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,1000}\?>")
_KINDS = {
    "head": BlockKind.HEADING,
    "quote": BlockKind.QUOTE,
    "item": BlockKind.ITEM,
    "row": BlockKind.TABLE,
    "figcaption": BlockKind.CAPTION,
}
_BLOCKS = frozenset({"p", "head", "quote", "item", "row", "list", "table", "div", "figcaption", "figure", "code"})
_COMPARED = 40
"""A repeated line shorter than this may be meant ("Yes." and "Yes."); a longer one is the same paragraph found twice."""

_COMPARED_WITHIN = 100_000
"""Characters within which a paragraph is also looked for inside others; beyond, only whole paragraphs are compared, to stay linear."""

_COUNTED_TO = 20
"""A long paragraph is never given more often than this, however often the page has it."""


def render_html(capture: Capture, data: bytes) -> Report:
    """Turn a web page into a report: the article with its headline, authors, outlet, day and canonical address.

    Raises: Unreadable (text.binary, format.no-words, format.too-long).
    """
    notes = dict(capture.notes)
    charset = re.search(r"charset\s*=\s*[\"']?([\w:.-]+)", notes.get("content-type", ""), re.IGNORECASE)
    address = capture.source if capture.source.startswith(("http://", "https://")) else None
    return render_page(capture, data, charset=charset[1] if charset else None, address=address)


def render_page(
    capture: Capture,
    data: bytes,
    *,
    charset: str | None = None,
    address: str | None = None,
    known: Fields | None = None,
    rendered_by: str = _RENDERED_BY,
) -> Report:
    """Turn the bytes of a page into a report, wherever they came from; fields that are already `known` are not looked for.

    Raises: Unreadable (text.binary, format.no-words, format.too-long).
    """
    refuse_too_long(len(data) // 4, capture)
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    stated = charset or (next(group for group in declared.groups() if group).decode("ascii") if declared else None)
    decoded = decode(data, place_of(capture), stated)
    page = _INLINED.sub("data:,", clean(_without_declaration(decoded.text)))
    if page.count("<") > _TAGS or page.count("&") > _TAGS:
        raise Unreadable(Problem("html.too-many-tags", f"wanted a page of at most {_TAGS} tags, found more", place_of(capture)))
    fields, parts, why_plain = _read_article(page, address)
    problems = list(decoded.problems)
    if why_plain:
        message = f"wanted an article, found {why_plain}; all visible words are kept"
        problems.append(Problem("html.no-article", message, place_of(capture), Severity.NOTE))
        parts = bounded(read_plain_page(page), capture)
    if known:
        fields = replace(fields, **{name: value for name, value in vars(known).items() if value})
    fields, parts = _settle_opening(fields, parts, guess=bool(why_plain))
    if fields.headline and not parts:
        message = "wanted an article, found a headline and no words under it; scripts may show them in a browser"
        problems.append(Problem("html.no-body", message, place_of(capture)))
    return report_of_parts(capture, parts, fields, rendered_by, problems)


def _without_declaration(page: str) -> str:
    declaration = _XML_DECLARATION.match(page)
    return page[declaration.end() :] if declaration else page


def _read_article(page: str, address: str | None) -> tuple[Fields, list[Part], str]:
    """Fields, parts and, where the page has to be read plainly, why."""
    from lxml import etree, html

    if len(page) > _ARTICLE_CHARACTERS:
        return Fields(url=address), [], f"a page of {len(page)} characters, too long to look for one"
    # The characters are known by now, so what the page says about its character set must not be asked again.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return Fields(url=address), [], "markup that holds no document"
    fields = read_page_fields(tree, address)
    if any("Excessive depth" in error.message for error in parser.error_log):
        return fields, [], "elements nested too deep"
    if page.count("<") > _ARTICLE_TAGS:
        return fields, [], f"more than {_ARTICLE_TAGS} tags, too many to look for one"
    body = _find_article(tree)
    if body is None:
        return fields, [], "none in the page"
    parts = [*_parts(body), *_captions(tree)]
    return fields, list(_each_once(parts, tree)), ""


def _find_article(tree: Any) -> Any:
    import trafilatura

    logger = logging.getLogger("trafilatura")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    for section in tree.iter("section"):
        # In precision mode the first words of a section that has line breaks but no paragraphs are lost; those of a div are not.
        section.tag = "div"
    try:
        document = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False, include_tables=True, deduplicate=False)
    # A foreign parser of hostile pages may raise anything; without its answer the page is read plainly, and the report says so.
    except Exception:
        return None
    body = getattr(document, "body", None)
    return body if body is not None and any(text.strip() for text in body.itertext()) else None


def _parts(element: Any, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Part]:
    """Give the blocks of an article body in order; words that stand between blocks are a paragraph of their own."""
    pieces: list[str] = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _BLOCKS:
            yield from _part(pieces, kind)
            pieces = []
            inner = _KINDS.get(tag, kind)
            if tag == "row":
                cells = [visible_words("".join(cell.itertext())) for cell in child]
                yield from _part(["\t".join(cells)], inner)
            else:
                yield from _parts(child, inner)
        elif tag == "lb":
            pieces.append("\v")
        elif tag != "graphic":
            pieces.extend(_inline(child))
        pieces.append(child.tail or "")
    yield from _part(pieces, kind)


def _inline(element: Any) -> Iterator[str]:
    for node in element.iter():
        if node.tag == "lb":
            yield "\v"
        elif node.text:
            yield node.text
        if node is not element and node.tail:
            yield node.tail


def _part(pieces: list[str], kind: BlockKind) -> Iterator[Part]:
    yield from (Part(kind, text) for text in visible_paragraphs("".join(pieces)))


def _captions(tree: Any) -> Iterator[Part]:
    for element in tree.xpath("//article//figcaption[not(ancestor::aside or ancestor::nav)]")[:50]:
        yield from _part(["".join(element.itertext())], BlockKind.CAPTION)


def _each_once(parts: Iterable[Part], tree: Any) -> Iterator[Part]:
    """Leave out a paragraph that was found more often than the page shows it: doubled words would double the claims."""
    texts = tree.xpath("//body//text()[not(parent::script or parent::style or parent::template)]")
    shown = " ".join(" ".join(texts).split())
    kept = ""
    counted: dict[str, int] = {}
    for part in parts:
        words = " ".join(part.text.split())
        if len(words) >= _COMPARED:
            seen = counted.get(words, 0)
            if len(kept) < _COMPARED_WITHIN and words in kept:
                seen = max(seen, kept.count(words))
            if seen and seen >= max(1, shown.count(words) if seen < _COUNTED_TO else _COUNTED_TO):
                continue
            counted[words] = seen + 1
        if len(kept) < _COMPARED_WITHIN:
            kept += words + "\n"
        yield part


def _settle_opening(fields: Fields, parts: list[Part], guess: bool) -> tuple[Fields, list[Part]]:
    """Take the headline, the day and the byline out of the first parts, where they repeat fields or give fields that are missing."""
    if not guess and fields.headline is None and not (parts and parts[0].kind is BlockKind.HEADING):
        return fields, parts
    opening = read_opening([part.text for part in parts[: LOOKED_AT + 1]], fields.headline)
    fields = replace(
        fields, headline=opening.headline, published=fields.published or opening.published, authors=fields.authors or opening.authors
    )
    return fields, [part for place, part in enumerate(parts) if place not in opening.used]


FORMAT = Format("html", ("text/html", "application/xhtml+xml"), render_html)
