"""For those who write tests and plugins: reports whose right answers are written into the text.

    [s Kyiv] [c said] [q about 3,000 soldiers had arrived].

`s` is the source, `c` the cue, `q` the content. A number after the letter keeps several statements of one text apart and joins
pieces of one role: `[q1 It is over,] [s1 she] [c1 said], [q1 for now.] [s2 He] [c2 denied] [q2 it].` Marks nest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from closewatch.terms.capture import Capture
from closewatch.terms.ref import digest_of
from closewatch.terms.report import Block, BlockKind, Report, block
from closewatch.terms.statement import Statement
from closewatch.terms.when import PartialDate

_OPEN = re.compile(r"\[([scq])(\d*) ")


@dataclass(frozen=True, order=True)
class Told:
    """The words of one statement, role by role, in the order of the text."""

    source: tuple[str, ...]
    cue: tuple[str, ...]
    content: tuple[str, ...]


def told(marked: str, *, headline: str | None = None, published: str | None = None) -> tuple[Report, tuple[Told, ...]]:
    """Turn marked text into a report and the statements that a right reading finds, in the order of their marks.

    >>> report, expected = told("[s Kyiv] [c said] [q it rained].")
    >>> report.text, expected
    ('Kyiv said it rained.', (Told(source=('Kyiv',), cue=('said',), content=('it rained',)),))

    Raises: ValueError for a mark that is not closed.
    """
    text, roles = unmarked(marked)
    grouped: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for number, role, start, end in roles:
        grouped[number][role].append(text[start:end])
    expected = tuple(Told(tuple(by["s"]), tuple(by["c"]), tuple(by["q"])) for by in grouped.values())
    return plain_report(text, headline=headline, published=published), expected


def unmarked(marked: str) -> tuple[str, list[tuple[str, str, int, int]]]:
    """Take the marks out of a text: the text, and (number, role, start, end) for each mark in the order of opening.

    Raises: ValueError for a mark that is not closed.
    """
    text: list[str] = []
    length = 0
    marks: list[tuple[str, str, int, int]] = []
    pending: list[tuple[int, str, str, int]] = []
    at = 0
    while at < len(marked):
        opening = _OPEN.match(marked, at)
        if opening:
            pending.append((len(marks), opening[2], opening[1], length))
            marks.append(("", "", 0, 0))
            at = opening.end()
        elif marked[at] == "]" and pending:
            place, number, role, start = pending.pop()
            marks[place] = (number, role, start, length)
            at += 1
        else:
            text.append(marked[at])
            length += 1
            at += 1
    if pending:
        raise ValueError(f"a mark is not closed: {marked[:60]!r}")
    return "".join(text), marks


def words(statements: Iterable[Statement]) -> tuple[Told, ...]:
    """Give the words of statements in the form that `told` expects them."""
    return tuple(
        Told(tuple(span.exact for span in s.source), tuple(span.exact for span in s.cue), tuple(span.exact for span in s.content))
        for s in statements
    )


def plain_report(
    body: str,
    *,
    headline: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    language: str | None = "en",
) -> Report:
    """Make a report of plain paragraphs parted by blank lines, as if it had been captured from a text file at a fixed time."""
    text = f"{headline}\n\n{body}" if headline else body
    data = text.encode("utf-8")
    capture = Capture(
        digest=digest_of(data),
        size=len(data),
        media_type="text/plain",
        source="test.txt",
        taken_at=datetime(2025, 1, 1, tzinfo=UTC),
        taken_by="person:tester",
        tool="closewatch",
    )
    return Report(
        capture=capture,
        text=text,
        blocks=_paragraphs(text, headline),
        headline=headline,
        publisher=publisher,
        published=PartialDate(published) if published else None,
        language=language,
        rendered_by="testing",
    )


def _paragraphs(text: str, headline: str | None) -> tuple[Block, ...]:
    found: list[Block] = []
    for match in re.finditer(r"(?:(?!\n[ \t]*\n).)+", text, re.DOTALL):
        start, end = match.start() + len(match[0]) - len(match[0].lstrip()), match.start() + len(match[0].rstrip())
        if start < end:
            kind = BlockKind.HEADLINE if headline and not found else BlockKind.PARAGRAPH
            found.append(block(text, kind, start, end))
    return tuple(found)
