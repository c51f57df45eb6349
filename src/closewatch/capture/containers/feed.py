"""RSS, Atom and RDF feeds that were saved as files: each entry is a member, written as one article.

Nothing that a feed points to is fetched, and none of its entities is expanded. lxml is imported late.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from closewatch.capture.article import article_bytes
from closewatch.capture.containers.member import ARTICLE, Budget, Container, Member
from closewatch.terms.capture import Capture
from closewatch.terms.trouble import Problem

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")

_ELEMENTS_LIMIT = 100_000
"""Elements up to the end of one entry: the part of the feed that is held in memory at a time."""

# Element names by what they say, best first (RSS 2.0, RSS 1.0 with Dublin Core and content modules, RFC 4287).
_TITLE = ("title",)
_DATE = ("pubDate", "published", "date", "updated", "issued")
_AUTHOR = ("creator", "author", "name")
_BODY = ("encoded", "content", "description", "summary")


def members(capture: Capture, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Give the entries of a feed in their order; each is an article with the feed's title as its outlet."""
    from lxml import etree

    outlet = ""
    number = elements = 0
    try:
        walk = etree.iterparse(
            io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
        )
        for _, element in walk:
            name = _name(element)
            elements += 1
            if elements > _ELEMENTS_LIMIT:
                message = f"wanted at most {_ELEMENTS_LIMIT:,} elements in an entry, found more after {number} entries"
                yield Problem("feed.broken", message, capture.source)
                return
            if name == "title" and _name(element.getparent()) in ("channel", "feed"):
                outlet = outlet or _text(element)
            elif name in ("item", "entry"):
                number, elements = number + 1, 0
                yield _entry(element, number, outlet, capture.source, budget)
                _forget(element)
        broken = [error for error in walk.error_log if error.level_name == "FATAL"]
    except (etree.XMLSyntaxError, ValueError) as error:
        yield Problem("feed.broken", f"wanted a whole feed, found damage after {number} entries ({type(error).__name__})", capture.source)
        return
    if broken:
        yield Problem("feed.broken", f"wanted a whole feed, found damage in line {broken[0].line} after {number} entries", capture.source)
    elif not number:
        yield Problem("feed.no-entries", "wanted entries, found none", capture.source)


def _entry(element: _Element, number: int, outlet: str, source: str, budget: Budget) -> Member | Problem:
    locator = f"entry {number}"
    children: dict[str, list[_Element]] = {}
    for child in element:
        children.setdefault(_name(child), []).append(child)
    values = {
        "title": _plain(_first(children, _TITLE)),
        "date": _first(children, _DATE),
        "author": _plain(_first(children, _AUTHOR)),
        "url": _link(children),
        "outlet": _plain(_named_source(children)) or _plain(outlet),
    }
    body = _first(children, _BODY)
    values["html" if _MARKUP.search(body) else "text"] = body
    if not values["title"].strip() and not body.strip():
        return Problem("feed.entry-empty", "wanted a title or a text, found neither", f"{source}!/{locator}")
    data = article_bytes(values)
    budget.spend(len(data))
    return Member(data, locator, media_type=ARTICLE)


def _first(children: dict[str, list[_Element]], names: tuple[str, ...]) -> str:
    for name in names:
        for child in children.get(name, ()):
            words = _text(child)
            if words:
                return words
    return ""


def _text(element: _Element) -> str:
    """The words of an element: of a person its name, of inline XHTML its markup, else its text as it stands."""
    from lxml import etree

    person = next((child for child in element if _name(child) == "name"), None)
    if person is not None:
        return (person.text or "").strip()
    if len(element) and element.get("type") == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in element)
    # With `resolve_entities=False` an entity is a child whose own text is its name, which is no word of the feed.
    words = [element.text or ""]
    for child in element:
        words += ["" if not isinstance(child.tag, str) else _text(child), child.tail or ""]
    return "".join(words).strip()


def _plain(words: str) -> str:
    """A title or name without the markup that some feeds put there."""
    import html

    return " ".join(html.unescape(re.sub(r"<[a-zA-Z/][^<>]{0,500}>", "", words)).split())


def _named_source(children: dict[str, list[_Element]]) -> str:
    """The outlet that an entry itself names (RSS `source`): an aggregator's feed carries the entries of many."""
    for child in children.get("source", ()):
        title = next((inner for inner in child if _name(inner) == "title"), child)
        return _text(title)
    return ""


def _link(children: dict[str, list[_Element]]) -> str:
    for link in children.get("link", ()):
        address = (link.get("href") or link.text or "").strip()
        if address and link.get("rel", "alternate") == "alternate":
            return address
    for guid in children.get("guid", ()):
        address = (guid.text or "").strip()
        if address.startswith(("http://", "https://")) and guid.get("isPermaLink", "true") == "true":
            return address
    return ""


def _name(element: _Element | None) -> str:
    tag = element.tag if element is not None else None
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _forget(element: _Element) -> None:
    """Free an entry that was read, and those before it, so that a large feed is never held whole."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


CONTAINER = Container("feed", ("application/rss+xml", "application/atom+xml", "application/rdf+xml"), members)
