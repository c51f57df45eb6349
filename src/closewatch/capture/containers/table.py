"""Tables of articles, as CSV or JSON Lines: each row is a member, written as one article.

Rows are numbered as a spreadsheet numbers them: the header of a CSV is row 1. Columns are known by the names in COLUMNS.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from closewatch.capture.article import article_bytes
from closewatch.capture.containers.member import ARTICLE, Budget, Container, Member
from closewatch.capture.encoding import decode
from closewatch.capture.names import plain_name
from closewatch.terms.capture import Capture
from closewatch.terms.trouble import Problem, Unreadable

COLUMNS = {
    "title": ("title", "headline"),
    "date": ("date", "published", "published_at", "pubdate", "publication_date"),
    "outlet": ("outlet", "publisher", "source", "site"),
    "url": ("url", "link"),
    "text": ("text", "body", "content", "article"),
    "html": ("html",),
    "author": ("author", "authors", "byline"),
}
"""What a column of an article table may be called, in any case, best first."""

_DELIMITERS = (",", ";", "\t", "|")
_HEADER_LIMIT = 64 * 1024
_PROBLEM_LIMIT = 100


def csv_members(capture: Capture, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Give the rows of a CSV whose header names at least a text and one more column of an article."""
    try:
        charset, doubts = _charset(data, capture.source)
    except Unreadable as unreadable:
        yield unreadable.problem
        return
    yield from doubts
    lines = io.TextIOWrapper(io.BytesIO(data), encoding=charset, errors="replace", newline="")
    delimiter = _delimiter(lines.read(_HEADER_LIMIT))
    lines.seek(0)
    # The limit is the csv module's own and holds for the process; 128 KiB, its default, is too short for an article.
    csv.field_size_limit(budget.limits.text_chars)
    feeder = _Lines(lines, 2 * budget.limits.text_chars)
    rows = csv.reader(feeder, delimiter=delimiter)
    trouble = _Trouble(capture.source)
    try:
        columns = _columns(next(rows, []))
        if not columns.keys() & {"text", "html"} or len(columns) < 2:
            yield Problem("table.not-articles", "wanted a header with text and title, date, outlet or url, found another", capture.source)
            return
        for number, row in enumerate(rows, 2):
            feeder.given = 0
            if any(row):
                values = {name: row[place] for name, place in columns.items() if place < len(row)}
                yield from trouble.sifted(_row(values, number, capture.source, budget))
    except csv.Error as error:
        at = f"{capture.source}!/line {rows.line_num}"
        yield Problem("table.broken", f"wanted rows of a table, found damage ({plain_name(str(error))})", at)
    yield from trouble.rest()


def jsonl_members(capture: Capture, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Give the objects of a JSON Lines file, one article a line."""
    trouble = _Trouble(capture.source)
    limit = budget.limits.text_chars
    for number, line in enumerate(io.BytesIO(data), 1):
        if len(line) <= limit and not line.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        # A longer line could become gigabytes of small values.
        fields = _object(line.removeprefix(b"\xef\xbb\xbf")) if len(line) <= limit else None
        if fields is None:
            at = f"{capture.source}!/row {number}"
            found: Member | Problem = Problem("table.row-broken", f"wanted one JSON object of at most {limit:,} bytes, found none", at)
        else:
            names = _columns(list(fields))
            keys = list(fields)
            found = _row({name: _words(fields[keys[place]]) for name, place in names.items()}, number, capture.source, budget)
        yield from trouble.sifted(found)
    yield from trouble.rest()


def _row(values: dict[str, str], number: int, source: str, budget: Budget) -> Member | Problem:
    locator = f"row {number}"
    if not values.get("text", "").strip() and not values.get("html", "").strip():
        return Problem("table.row-without-text", "wanted the text of an article, found none", f"{source}!/{locator}")
    data = article_bytes(values)
    budget.spend(len(data))
    return Member(data, locator, media_type=ARTICLE)


def _columns(header: list[str]) -> dict[str, int]:
    """Tell which column holds which field of an article."""
    known = [name.strip().strip("\ufeff").lower().replace(" ", "_") for name in header]
    return {field: known.index(name) for field, names in COLUMNS.items() for name in reversed(names) if name in known}


def _delimiter(head: str) -> str:
    """Choose the delimiter by which the first row names most columns of an article."""

    def named(delimiter: str) -> int:
        try:
            return len(_columns(next(csv.reader(io.StringIO(head), delimiter=delimiter), [])))
        except csv.Error:
            return 0

    return max(_DELIMITERS, key=named)


def _charset(data: bytes, at: str) -> tuple[str, tuple[Problem, ...]]:
    """The character set of a table and what is doubtful about it: told from all of it where it is Unicode, else from its beginning."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", ()
    checker = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _HEADER_LIMIT):
            checker.decode(data[start : start + _HEADER_LIMIT], final=start + _HEADER_LIMIT >= len(data))
    except UnicodeDecodeError:
        guessed = decode(data[: data.rfind(b"\n", 0, _HEADER_LIMIT) + 1] or data[:_HEADER_LIMIT], at)
        return "utf-8-sig" if guessed.charset == "utf-8" else guessed.charset, guessed.problems
    return "utf-8-sig", ()


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _words(value: object) -> str:
    """Write a JSON value as words: lists of names with commas, nothing for what is no word or number."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


class _Lines:
    """Gives the lines of a table to the csv module, and no more of them to one row than a row may have."""

    def __init__(self, lines: io.TextIOWrapper, limit: int) -> None:
        self._lines = lines
        self._limit = limit
        self.given = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines.readline(self._limit + 1)
        self.given += len(line)
        if self.given > self._limit:
            raise csv.Error(f"a row of more than {self._limit:,} characters")
        if not line:
            raise StopIteration
        return line


class _Trouble:
    """Lets the first problems of a table through and counts the others, so that a table of rubbish does not flood the record."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._met = 0

    def sifted(self, found: Member | Problem) -> Iterator[Member | Problem]:
        if isinstance(found, Problem):
            self._met += 1
            if self._met > _PROBLEM_LIMIT:
                return
        yield found

    def rest(self) -> Iterator[Problem]:
        more = self._met - _PROBLEM_LIMIT
        if more > 0:
            yield Problem("table.more-problems", f"wanted rows that can be read, found {more:,} more that cannot", self._source)


CONTAINERS = (Container("CSV table", ("text/csv",), csv_members), Container("JSON Lines table", ("application/jsonl",), jsonl_members))
