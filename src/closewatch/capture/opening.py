"""The first lines of a report: which of them are its headline, its day, its authors, or the label of a section.

Works on lines that stand alone, in whatever format they came; where a line breaks is the format's business. Rules: docs on Text,
"without header lines the headline, date and author are found in the first lines when each stands there alone".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from closewatch.capture.dates import read_date
from closewatch.terms.when import PartialDate

LOOKED_AT = 8
"""Lines looked at: label, headline, a line under it, day, author, and some room for a repeated day."""

_HEADLINE_CHARACTERS = 250
_LABEL_WORDS = 2
_HEADER = re.compile(r"[ \t]*(title|outlet|date|author|url)[ \t]*:(.*)", re.IGNORECASE)
_DATED = re.compile(
    r"(?:published|posted|updated|last updated|date|veröffentlicht|publié|publicado|опубликовано|опубліковано|입력|등록|発表)"
    r"(?:\s+(?:on|am|le|el))?\s*:?\s*",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|author|authors|written by|reported by|reporter|von|par|por|di|door|autor|auteur|автор|автори|авторы|작성자|글쓴이)"
    r"\s*:?\s+(?P<names>.+)",
    re.IGNORECASE,
)
_KOREAN_BYLINE = re.compile(r"(?P<names>[가-힣]{2,4}(?:\s*[,·]\s*[가-힣]{2,4})*)\s*(?:기자|특파원)")
_NAMES_APART = re.compile(r"\s*(?:;|,|&|·|\band\b|\bund\b|\bet\b|\by\b|\bи\b|\bта\b)\s*")
_NAME_PARTICLES = frozenset("de da di del della der den van von bin ibn al el la le du dos das ter ten".split())
_SENTENCE_END = re.compile(r"[.。．;:,،؛]$")
_ABBREVIATION_END = re.compile(r"(?:\b[^\W\d_]\.)+$|\.{3}$")


@dataclass(frozen=True)
class Opening:
    """What the first lines give. `used` are the places of the lines that are not body: fields, label and headline."""

    headline: str | None = None
    published: PartialDate | None = None
    authors: tuple[str, ...] = ()
    label: str | None = None
    used: tuple[int, ...] = ()


@dataclass(frozen=True)
class Header:
    """What header lines give, as written; `lines` is how many they are."""

    fields: dict[str, str] = field(default_factory=dict)
    lines: int = 0


def read_header(lines: Sequence[str]) -> Header:
    """Read header lines (Title, Outlet, Date, Author, URL), any case and order, up to the first line that is none.

    >>> read_header(["title: Kursk", "DATE: 2024-11-19", "", "Body"])
    Header(fields={'title': 'Kursk', 'date': '2024-11-19'}, lines=2)
    """
    fields: dict[str, str] = {}
    count = 0
    for line in lines:
        match = _HEADER.fullmatch(line.strip("\r\n"))
        if not match or match[1].lower() in fields:
            break
        fields[match[1].lower()] = match[2].strip()
        count += 1
    return Header(fields, count)


def read_opening(lines: Sequence[str], headline: str | None = None) -> Opening:
    """Find the headline, day and authors among the first lines, each standing alone, body lines behind them.

    Where the `headline` is known from elsewhere, lines that repeat it are found instead, and a line under it may come before the byline.

    >>> opening = read_opening(["World", "Soldiers Seen in Kursk", "2024-11-19", "By Ann Lee", "Kyiv said so on Monday."])
    >>> opening.headline, opening.published.iso, opening.authors, opening.label
    ('Soldiers Seen in Kursk', '2024-11-19', ('Ann Lee',), 'World')
    """
    known = _folded(headline) if headline else None
    label: str | None = None
    published: PartialDate | None = None
    authors: tuple[str, ...] = ()
    used: list[int] = []
    for place, line in enumerate(lines[:LOOKED_AT]):
        line = line.strip()
        date, names = read_dated_line(line), read_byline(line)
        # The last line is never the headline: a report has a body.
        last = place + 1 >= len(lines)
        if date and (published is None or known):
            published = published or date
        elif names and (not authors or known):
            authors = authors or names
        elif known and _folded(line) == known:
            pass
        elif headline is None and not last and is_headline(line):
            if place == 0 and _is_label(lines):
                label = line
            else:
                headline = line
        elif known and place == 0 and _is_label(lines) and _folded(lines[1]) == known:
            label = line
        elif known:
            continue
        else:
            break
        used.append(place)
    return Opening(headline, published, authors, label, tuple(used))


def read_dated_line(line: str) -> PartialDate | None:
    """Read a line that is a date and nothing more but a word like "Published"; a year alone is a number, not a date line."""
    if len(line) > 120:
        return None
    prefix = _DATED.match(line)
    date = read_date(line[prefix.end() :] if prefix else line)
    return date if date and (prefix or len(date.iso) > 4) else None


def read_byline(line: str) -> tuple[str, ...]:
    """Read a line that names the authors and nothing more.

    >>> read_byline("By Ann Lee and Bo Kim"), read_byline("By the river")
    (('Ann Lee', 'Bo Kim'), ())
    """
    if len(line) > 200:
        return ()
    korean = _KOREAN_BYLINE.fullmatch(line.strip())
    if korean:
        return split_names(korean["names"])
    match = _BYLINE.fullmatch(line.strip())
    if not match or _SENTENCE_END.search(match["names"]):
        return ()
    names = split_names(match["names"])
    return names if names and all(_is_name(name) for name in names) else ()


def split_names(names: str) -> tuple[str, ...]:
    """Tell the names in a byline apart.

    >>> split_names("by Ann Lee, Bo Kim and Jo Roe")
    ('Ann Lee', 'Bo Kim', 'Jo Roe')
    """
    text = re.sub(r"^\s*by\s+", "", " ".join(names.split()), flags=re.IGNORECASE)
    return tuple(dict.fromkeys(name for name in _NAMES_APART.split(text) if name))


def is_headline(line: str) -> bool:
    """Tell whether a line that stands alone reads as a headline: it has words, is not long, and does not end like a sentence."""
    words = line.strip()
    if not words or len(words) > _HEADLINE_CHARACTERS or not any(character.isalpha() for character in words):
        return False
    return not _SENTENCE_END.search(words) or bool(_ABBREVIATION_END.search(words))


def _is_label(lines: Sequence[str]) -> bool:
    """Whether the first line is one or two words, and the next that is neither day nor author reads as a headline with a body behind it."""
    if _counted_words(lines[0]) > _LABEL_WORDS:
        return False
    for place, line in enumerate(lines[1:LOOKED_AT], 1):
        if read_dated_line(line.strip()) or read_byline(line.strip()):
            continue
        return is_headline(line) and place + 1 < len(lines)
    return False


def _folded(line: str) -> str:
    return " ".join(line.casefold().split())


def _counted_words(line: str) -> int:
    """Words parted by white space; where a script writes none, two characters count as one."""
    return sum(max(1, len(re.findall("[\u3040-\u30ff\u4e00-\u9fff]", word)) // 2) for word in line.split())


def _is_name(name: str) -> bool:
    words = name.split()
    capital = all(not word[0].islower() or word.lower() in _NAME_PARTICLES for word in words)
    return 1 <= len(words) <= 5 and capital and not any(map(str.isdigit, name))
