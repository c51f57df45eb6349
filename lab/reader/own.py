"""Texts of our own with the answers written in, to train on: who says what, marked as `closewatch.testing` marks it.

    python lab/reader/own.py [FILE...]     says what each file of lab/reader/marked holds, or what is wrong with it

A file holds articles parted by a line of equal signs; a blank line parts paragraphs, and the first paragraph may be a headline.
Every statement has a content, and a source or a cue. A statement inside the content of another is marked too: it is the lesson
of the second pass.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from closewatch.testing import unmarked

FOLDER = Path(__file__).parent / "marked"


@dataclass(frozen=True)
class Marked:
    """One attribution: character offsets of its roles, fragments in the order of the text."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


def read_marked(article: str) -> tuple[str, list[Marked]]:
    """Take the marks out of an article. Raises: ValueError for marks that make no statement."""
    text, marks = unmarked(article)
    if re.search(r"\[[scq]\d*\b", text) or "]" in text:
        raise ValueError(f"a mark is left over: {re.findall('.{0,20}[]].{0,20}', text)[:2] or text[:60]}")
    numbers = sorted({number for number, *_ in marks}, key=lambda number: int(number or 0))
    found = []
    for number in numbers:
        by = {role: tuple(sorted((start, end) for n, r, start, end in marks if (n, r) == (number, role))) for role in "scq"}
        if not by["q"] or not (by["s"] or by["c"]):
            raise ValueError(f"statement {number} has {', '.join(role for role in 'scq' if by[role])} alone: {article[:60]!r}")
        for role in "scq":
            for start, end in by[role]:
                if text[start:end] != text[start:end].strip():
                    raise ValueError(f"a mark holds blanks at its edge: {text[start:end]!r}")
        found.append(Marked(by["s"], by["c"], by["q"]))
    return text, found


def articles(path: Path) -> Iterator[str]:
    """The marked articles of a file."""
    for article in re.split(r"^=+\s*$", path.read_text("utf-8"), flags=re.MULTILINE):
        if article.strip():
            yield article.strip()


def main(paths: list[str]) -> int:
    """Check files and count what they hold."""
    wrong = 0
    for path in [Path(name) for name in paths] or sorted(FOLDER.glob("*.txt")):
        counts: Counter[str] = Counter()
        for article in articles(path):
            try:
                text, found = read_marked(article)
            except ValueError as error:
                print(f"{path.name}: {error}")
                wrong += 1
                continue
            counts.update(articles=1, words=len(text.split()), statements=len(found))
        print(path.name, dict(counts))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
