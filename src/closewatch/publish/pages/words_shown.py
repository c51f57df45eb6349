"""Foreign words as a page shows them: nothing in them steers, what is blacked out is a bar, what is quoted is marked.

Knows text and offsets. Which words are quoted or blacked out was decided before the dossier was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from closewatch.publish.wording import counted, readable
from closewatch.terms.report import Span

AROUND = 1200
"""How many signs of a long paragraph are shown before and behind the quoted words; the rest is counted (our own rule, for paper)."""

WHOLE = 10
"""A cell of so few signs is not broken over lines: the length of a date."""

LONG_WORD = 28
"""Longer words than this are addresses and digests, not words that a reader wants whole (our own rule)."""

_BAR = re.compile("█+")
_DATE = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|\+00:00)")


class Piece(NamedTuple):
    """A piece of a paragraph: its words, and whether they are quoted."""

    text: str
    quoted: bool


def pieces(paragraph: str, start: int, words: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut a paragraph, which begins at `start` in its report, into what is quoted and what is not; a gap in a long one is counted.

    >>> pieces("Kyiv said so.", 10, [Span(10, 14, "Kyiv"), Span(20, 22, "so")])
    (Piece(text='Kyiv', quoted=True), Piece(text=' said ', quoted=False), Piece(text='so', quoted=True), Piece(text='.', quoted=False))
    """
    found: list[Piece] = []
    at = 0
    for left, right in _joined((max(span.start - start, 0), min(span.end - start, len(paragraph))) for span in words):
        found += [Piece(paragraph[at:left], False), Piece(paragraph[left:right], True)]
        at = right
    found.append(Piece(paragraph[at:], False))
    last = len(found) - 1
    return tuple(
        piece if piece.quoted else Piece(_shortened(piece.text, place > 0, place < last), False)
        for place, piece in enumerate(found)
        if piece.text
    )


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put places that overlap or touch together, in the order of the text."""
    found: list[tuple[int, int]] = []
    for left, right in sorted((left, right) for left, right in places if left < right):
        if found and left <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _shortened(text: str, behind: bool, before: bool) -> str:
    """Leave out what is far from quoted words, which stand before it (`behind`), after it (`before`) or on both sides."""
    kept = AROUND * (behind + before or 1)
    if len(text) <= kept + AROUND // 4:
        return text
    head = text[:AROUND] if behind or not before else ""
    tail = text[-AROUND:] if before else ""
    return f"{head} [… {counted(len(text) - len(head) - len(tail), 'sign')} not shown …] {tail}"


def flat(text: str) -> str:
    """Show foreign words on one line, with the joiners that some scripts are written with.

    >>> flat("a\\n  b\\u202ec")
    'a b\ufffdc'
    """
    return " ".join(readable(text).split())


def with_bars(text: str) -> Markup:
    """Escape words for a page, with a bar in place of each run of blacked-out signs that says to a screen reader how long it is.

    >>> str(with_bars("<b> ██"))
    '&lt;b&gt; <span class="bar" role="img" aria-label="2 signs withheld">██</span>'
    """
    if "█" not in text:
        return escape(text)
    parts: list[Markup] = []
    at = 0
    for found in _BAR.finditer(text):
        label = f"{counted(len(found[0]), 'sign')} withheld"
        bar = Markup('<span class="bar" role="img" aria-label="{}">{}</span>').format(label, found[0])
        parts += [escape(text[at : found.start()]), bar]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def inline(text: str) -> Markup:
    """Show foreign words within a line of a page; a date stays on one line.

    >>> str(inline("said on 2025-01-13"))
    'said on <span class="whole">2025-01-13</span>'
    """
    shown = with_bars(flat(text))
    return Markup(_DATE.sub(r'<span class="whole">\g<0></span>', str(shown))) if "-" in shown else shown


def block(text: str) -> Markup:
    """Show foreign words with their own line breaks."""
    return with_bars(readable(text))


def cell_look(cell: str) -> Markup:
    """Name the look of a cell: a short one, such as a date, stays on one line; a word longer than a column is wide may be broken anywhere.

    >>> [str(cell_look(cell)) for cell in ("2025-01-13", "a long row of short words", "sha256:e3b0c44298fc1c149afbf4c8996fb924")]
    [' class="whole"', '', ' class="long"']
    """
    if len(cell) <= WHOLE:
        return Markup(' class="whole"')
    return Markup(' class="long"') if any(len(word) > LONG_WORD for word in cell.split()) else Markup("")


def moment(at: str) -> str:
    """Show a time of the ledger to the second; anything else as it stands.

    >>> moment("2025-01-13T09:05:07.123+00:00"), moment("2025-01")
    ('2025-01-13 09:05:07 UTC', '2025-01')
    """
    found = _MOMENT.fullmatch(at)
    return f"{found[1]} {found[2]} UTC" if found else flat(at)


def maker_words(by: str) -> str:
    """Name whoever wrote or made something: a person by name, a part of the machine with its version.

    >>> maker_words("person:anna"), maker_words("reader:en-6")
    ('anna', 'reader en-6')
    """
    kind, _, name = by.partition(":")
    return flat(name if kind == "person" else f"{kind} {name}")


def web_address(address: str | None) -> str | None:
    """Give an address that a browser may open when somebody asks for it; None for anything but plain http and https.

    >>> web_address("https://wire.example/a"), web_address("javascript:alert(1)"), web_address("https://[")
    ('https://wire.example/a', None, None)
    """
    if not address or readable(address) != address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None
