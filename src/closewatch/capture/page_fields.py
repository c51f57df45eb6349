"""What a web page says about itself: headline, authors, outlet, address and day of publication, from JSON-LD, meta elements and markup.

Dates keep their time and zone as the page has them. Which words are the article is the business of `formats.html`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from closewatch.capture.dates import read_date
from closewatch.capture.opening import read_byline, split_names
from closewatch.capture.parts import Fields
from closewatch.terms.when import PartialDate

_LINKED_DATA_CHARACTERS = 2_000_000
_NODES_LOOKED_AT = 5_000
_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "publishdate", "publish-date", "publish_date", "pubdate",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "date",
)  # fmt: skip
_AUTHOR_METAS = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
)
_SUFFIX_MARKS = (" | ", " - ", " – ", " — ", " :: ", " » ", " · ")


def read_page_fields(tree: Any, address: str | None) -> Fields:
    """Read the fields of a page from its element tree; `address` is where it was found, if on the web."""
    linked = _article_node(tree)
    metas = _metas(tree)
    publisher = _name_of(linked.get("publisher")) or metas.get("og:site_name") or metas.get("application-name") or None
    authors = _linked_authors(linked) or _meta_authors(metas) or _marked_authors(tree)
    return Fields(
        headline=_headline(tree, linked, metas, publisher),
        authors=tuple(author for author in authors if author != publisher),
        publisher=publisher,
        url=_address(tree, linked, metas, address),
        published=_published(tree, linked, metas),
        language=_language(tree),
    )


def _article_node(tree: Any) -> dict[str, Any]:
    """The first JSON-LD node that is an article or a posting (schema.org NewsArticle and its kin)."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:20]:
        text = (script.text or "").strip()
        if not text or len(text) > _LINKED_DATA_CHARACTERS:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and name.endswith(("Article", "Posting", "Report")) for name in names):
                return node
    return {}


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _NODES_LOOKED_AT:
        seen += 1
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join((element.get("content") or "").split())
        if name and content:
            metas.setdefault(name.strip().lower(), content[:2000])
    return metas


def _name_of(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _linked_authors(linked: dict[str, Any]) -> tuple[str, ...]:
    value = linked.get("author") or linked.get("creator")
    values = value if isinstance(value, list) else [value]
    names = [_name_of(item) for item in values[:20]]
    return tuple(dict.fromkeys(split for name in names if name and not name.startswith("http") for split in split_names(name)))


def _meta_authors(metas: dict[str, str]) -> tuple[str, ...]:
    for name in _AUTHOR_METAS:
        if name in metas and "://" not in metas[name] and len(metas[name]) < 200:
            return split_names(metas[name])
    return ()


def _marked_authors(tree: Any) -> tuple[str, ...]:
    marked = tree.xpath("//*[@rel='author' or @itemprop='author' or contains(@class, 'byline') or contains(@class, 'author')]")
    for element in marked[:10]:
        text = words_of(element)
        names = read_byline(text) or (read_byline(f"By {text}") if 0 < len(text) < 80 else ())
        if names:
            return names
    return ()


def _published(tree: Any, linked: dict[str, Any], metas: dict[str, str]) -> PartialDate | None:
    stated = [linked.get("datePublished"), linked.get("dateCreated"), *(metas.get(name) for name in _DATE_METAS)]
    times = (
        tree.xpath("//time[@itemprop='datePublished' or @pubdate]") + tree.xpath("//article//time | //header//time") + tree.xpath("//time")
    )
    stated += [value for element in times[:5] for value in (element.get("datetime"), words_of(element))]
    for value in stated:
        date = read_date(value) if isinstance(value, str) else None
        if date:
            return date
    return None


def _headline(tree: Any, linked: dict[str, Any], metas: dict[str, str], publisher: str | None) -> str | None:
    """The headline as the page shows it (h1) where its own metadata bear it out; else what the metadata say."""
    titles = [words_of(element) for element in tree.xpath("//title")[:1]]
    stated = [
        " ".join(text.split())
        for text in (linked.get("headline"), metas.get("og:title"), metas.get("twitter:title"), *titles)
        if isinstance(text, str)
    ]
    shown = [text for text in (words_of(element) for element in tree.xpath("//h1")[:5]) if text and text != publisher and len(text) <= 300]
    for text in shown:
        if any(_agree(text, other) for other in stated):
            return text
    for text in stated:
        short = _without_outlet(text, publisher)
        if short and short != publisher:
            return short
    return shown[0] if len(shown) == 1 else None


def _agree(left: str, right: str) -> bool:
    first, second = set(left.lower().split()), set(right.lower().split())
    return len(first & second) * 2 > min(len(first), len(second))


def _without_outlet(title: str, publisher: str | None) -> str:
    for mark in _SUFFIX_MARKS:
        front, found, tail = title.rpartition(mark)
        if found and publisher and tail.strip().lower() == publisher.lower():
            return front.strip()
    return title


def _address(tree: Any, linked: dict[str, Any], metas: dict[str, str], address: str | None) -> str | None:
    canonical = [element.get("href") for element in tree.xpath("//link[@rel='canonical']")[:1]]
    main = linked.get("mainEntityOfPage")
    for value in (*canonical, metas.get("og:url"), linked.get("url"), main.get("@id") if isinstance(main, dict) else main):
        if isinstance(value, str) and value.strip():
            try:
                joined = urljoin(address or "", value.strip())
            except ValueError:
                continue
            if joined.lower().startswith(("http://", "https://")):
                return joined[:2000]
    return address


def _language(tree: Any) -> str | None:
    code = (tree.get("lang") or "").split("-")[0].strip().lower()
    return code if len(code) == 2 and code.isalpha() else None


def words_of(element: Any) -> str:
    """The words in an element, white space as a browser shows it."""
    return " ".join("".join(element.itertext()).split())
