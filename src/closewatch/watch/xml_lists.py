"""RSS, Atom, RDF and sitemaps, read for the addresses of their entries, element by element, with what many of them do wrong.

Nothing outside is fetched and no entity is expanded. lxml is imported late.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import escape
from html.entities import html5
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from closewatch.watch.addresses import ADDRESS_LIMIT
from closewatch.watch.listed import Gathered, ListingKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_ELEMENTS_LIMIT = 100_000
"""Elements up to the end of one entry: the part of a list that is held in memory at a time."""

_FORMS = {
    "rss": (ListingKind.RSS, "item"), "rdf": (ListingKind.RDF, "item"), "feed": (ListingKind.ATOM, "entry"),
    "urlset": (ListingKind.SITEMAP, "url"), "sitemapindex": (ListingKind.INDEX, "sitemap"),
}  # fmt: skip
"""By its root, the form of a list and the name of its entries."""

# Element names by what they say, best first (RSS 2.0, RSS 1.0 with Dublin Core and content modules, RFC 4287, sitemaps.org).
_IDENTITY = ("guid", "id")
_CHANGED = ("updated", "modified", "lastmod", "pubDate", "date", "published", "issued")
_BODY = ("encoded", "content", "description", "summary")

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
_AMPERSANDS_LIMIT = 500_000
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{1000000}")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:([A-Za-z][A-Za-z0-9]{0,30};)?)")


def read_xml(text: str, base: str, gathered: Gathered) -> ListingKind | None:
    """Add the entries of a list in XML to what was gathered; None where the text is none.

    A text that is no whole XML is read as far as it goes.
    """
    from lxml import etree

    # Characters that XML does not have end a strict reading of it, and stand in many feeds.
    text = _within_limits(text.translate(_UNPRINTABLE))
    data = _with_whole_ampersands(text).encode("utf-8", "replace")
    kind: ListingKind | None = None
    entry = tag = ""
    elements = 0
    try:
        walk = etree.iterparse(
            io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            recover=True, encoding="utf-8",
        )  # fmt: skip
        for event, element in walk:
            if event == "start":
                if kind is None:
                    kind, entry = _FORMS.get(_name(element).lower(), (None, ""))
                    if kind is None:
                        return None
                continue
            elements += 1
            if elements > _ELEMENTS_LIMIT:
                gathered.note("watch.feed-broken", f"wanted at most {_ELEMENTS_LIMIT:,} elements in an entry, found more")
                return kind
            if _name(element) == entry:
                elements = 0
                tag = f"{element.prefix}:{entry}" if element.prefix else entry
                if not _add(element, base, gathered):
                    return kind
                _forget(element)
        broken = [error for error in walk.error_log if error.level_name == "FATAL"]
    except (etree.XMLSyntaxError, ValueError) as error:
        gathered.note("watch.feed-broken", f"wanted a whole list, found damage ({type(error).__name__})")
        return kind
    if broken and kind:
        gathered.note("watch.feed-broken", f"wanted a whole list, found damage in line {broken[0].line}")
        if tag and text.rfind(f"<{tag}") > text.rfind(f"</{tag}"):
            gathered.drop_last()
    return kind


def _add(element: _Element, base: str, gathered: Gathered) -> bool:
    children: dict[str, list[_Element]] = {}
    for child in element:
        children.setdefault(_name(child), []).append(child)
    at = _base_of(element, base)
    if _name(element) == "sitemap":
        return gathered.point(_first(children, ("loc",)), at)
    identity = _first(children, _IDENTITY)
    words = "\0".join(_text(child) for name in _BODY for child in children.get(name, ()))
    return gathered.add(_links(element, children), identity, _first(children, ("title",)), _first(children, _CHANGED), words, at)


def _links(element: _Element, children: dict[str, list[_Element]]) -> Iterator[str]:
    """Where an entry may point to, best first: a page before other forms of it (RFC 4287, 4.2.7.2), at last an id that is an address."""
    yield from (_text(child) for child in children.get("loc", ()))
    links = [child for child in children.get("link", ()) if child.get("rel", "alternate") in ("alternate", "")]
    for child in sorted(links, key=lambda link: "html" not in link.get("type", "text/html")):
        href = child.get("href")
        yield _joined(child.get(_BASE) or "", href) if href else _text(child)
    yield from (child.get("src") or "" for child in children.get("content", ()))
    yield element.get(_ABOUT) or ""
    for child in children.get("guid", ()):
        if child.get("isPermaLink", "true").lower() == "true" and "://" in _text(child):
            yield _text(child)
    yield from (words for child in children.get("id", ()) if "://" in (words := _text(child)))


def _base_of(element: _Element, base: str) -> str:
    """What relative addresses in an element are meant from (xml:base, as RFC 4287, 2 has it)."""
    bases = [stated for around in (element, *element.iterancestors()) if (stated := around.get(_BASE))]
    for stated in reversed(bases):
        if len(stated) <= ADDRESS_LIMIT:
            base = _joined(base, stated)
    return base


def _joined(base: str, stated: str) -> str:
    try:
        joined = urljoin(base, stated.strip())
    except ValueError:
        return base
    return joined if len(joined) <= ADDRESS_LIMIT else base


def _first(children: dict[str, list[_Element]], names: tuple[str, ...]) -> str:
    return next((words for name in names for child in children.get(name, ()) if (words := _text(child))), "")


def _text(element: _Element) -> str:
    """The words of an element and all within it; an entity that was not expanded is no word of it."""
    return "".join(part for part in element.itertext("*") if isinstance(part, str)).strip()


def _within_limits(text: str) -> str:
    """A text up to where it has more signs to put right, or a longer tag, than any list needs: both cost far more memory than they fill."""
    end = len(text)
    if text.count("&") > _AMPERSANDS_LIMIT:
        end = next(islice(re.finditer("&", text), _AMPERSANDS_LIMIT, None)).start()
    long = _LONG_TAG.search(text, 0, end)
    return text[: long.start() if long else end]


def _with_whole_ampersands(text: str) -> str:
    """Write ampersands as XML wants them, since many addresses have them alone, and the characters that HTML has names for as themselves;
    not in CDATA sections, where they are right as they stand.

    >>> _with_whole_ampersands("<link>/?a=1&b=2&amp;c=3</link>Caf&eacute;<![CDATA[R&D]]>")
    '<link>/?a=1&amp;b=2&amp;c=3</link>Café<![CDATA[R&D]]>'
    """
    before, *sections = text.split("<![CDATA[")
    parts = [_AMPERSAND.sub(_whole, before)]
    for section in sections:
        inside, closed, after = section.partition("]]>")
        parts += ["<![CDATA[", inside, closed, _AMPERSAND.sub(_whole, after)]
    return "".join(parts)


def _whole(match: re.Match[str]) -> str:
    character = html5.get(match[1] or "")
    return escape(character) if character else f"&amp;{match[1] or ''}"


def _name(element: _Element | None) -> str:
    tag = element.tag if element is not None else None
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _forget(element: _Element) -> None:
    """Free an entry that was read, and those before it, so that a large list is never held whole."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
