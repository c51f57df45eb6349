"""The journal as people look through it: its lines a page at a time, and for each what it is about, without taking whole bodies apart.

Reads the journal's own tables, of a case on disk; the chain and its digests are the business of `ledger.journal`.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import msgspec

from closewatch.terms.entry import EntryKind


@dataclass(frozen=True)
class Line:
    """One entry without its body: what it is about (a report, a capture, a value that was decided on), and a few words and counts of it.

    `counts` are (noun, number) pairs. A body that was destroyed, or is no JSON any more, tells nothing.
    """

    seq: int
    at: str
    by: str
    kind: str
    prev: str
    body_digest: str
    digest: str
    about: str | None = None
    other: str | None = None
    words: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    new: bool = False


@dataclass(frozen=True)
class LinesWanted:
    """Which lines are asked for: ISO dates, both included; the kind; who signed; entries before or after a number."""

    kind: str | None = None
    by: str | None = None
    since: str | None = None
    until: str | None = None
    after: int | None = None
    before: int | None = None
    limit: int = 50


def lines(tables: sqlite3.Connection, wanted: LinesWanted) -> tuple[Line, ...]:
    """Give entries, the newest first: those `before` a number, or the ones next `after` it."""
    last = f"{wanted.until}\uffff" if wanted.until else None
    parts = (
        ("e.kind = ?", wanted.kind), ("e.by = ?", wanted.by), ("e.at >= ?", wanted.since), ("e.at <= ?", last),
        ("e.seq > ?", wanted.after), ("e.seq < ?", wanted.before),
    )  # fmt: skip
    asked = [(words, value) for words, value in parts if value is not None]
    where = f"WHERE {' AND '.join(words for words, _ in asked)}" if asked else ""
    order = "ASC" if wanted.after is not None else "DESC"
    query = f"SELECT e.seq, at, by, kind, prev, body_digest, digest FROM entries e {where} ORDER BY e.seq {order} LIMIT ?"
    rows = tables.execute(query, (*(value for _, value in asked), wanted.limit)).fetchall()
    return tuple(_line(tables, row) for row in sorted(rows, reverse=True))


def line(tables: sqlite3.Connection, seq: int) -> Line | None:
    """Give one entry; None where there is none of that number."""
    found = lines(tables, LinesWanted(after=seq - 1, before=seq + 1))
    return found[0] if found else None


class _About(msgspec.Struct):
    """The few fields of a body that say what it is about; the others are passed over unread."""

    report: msgspec.Raw = msgspec.Raw(b"null")
    of: str | None = None
    capture: _Source | None = None
    title: str = ""
    on: str | None = None
    other: str | None = None
    verdict: str = ""
    reason: str = ""
    statements: list[msgspec.Raw] = []
    figures: list[msgspec.Raw] = []
    links: list[msgspec.Raw] = []
    withdrawn: list[msgspec.Raw] = []
    problems: list[_Trouble] = []
    successors: list[msgspec.Raw] | None = None
    originals: list[msgspec.Raw] = []
    bodies: list[msgspec.Raw] = []
    keys: list[msgspec.Raw] = []
    again: bool = False
    polls: list[_Polled] = []
    watched: list[msgspec.Raw] = []
    alerts: list[msgspec.Raw] = []
    channel: str = ""


class _Source(msgspec.Struct):
    source: str = ""


class _Polled(msgspec.Struct):
    watched: str = ""
    received: msgspec.Raw = msgspec.Raw(b"null")


class _Alerted(msgspec.Struct):
    words: str = ""
    question: str | None = None


class _Headed(msgspec.Struct):
    id: str = ""
    headline: str | None = None


class _Trouble(msgspec.Struct):
    code: str = ""
    message: str = ""
    at: str = ""


def _line(tables: sqlite3.Connection, row: tuple[int, str, str, str, str, str, str]) -> Line:
    body = tables.execute("SELECT CAST(body AS BLOB) FROM bodies WHERE seq = ?", (row[0],)).fetchone()
    try:
        about = msgspec.json.decode(body[0], type=_About) if body and body[0] is not None else None
        return _told(row, about) if about else Line(*row)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Line(*row)


def _told(row: tuple[int, str, str, str, str, str, str], about: _About) -> Line:
    match row[3]:
        case EntryKind.CASE:
            return Line(*row, words=about.title)
        case EntryKind.CAPTURE:
            source = about.capture.source if about.capture else ""
            new = _headed(about.report)
            return Line(*row, about=new.id if new else about.of, other=(new.headline if new else None), words=source, new=new is not None)
        case EntryKind.READING:
            found = (("statement", len(about.statements)), ("figure", len(about.figures)), ("problem", len(about.problems)))
            return Line(*row, about=_identity(about.report), counts=found, new=about.successors is None)
        case EntryKind.LINKS:
            counts = (("link", len(about.links)), ("link taken back", len(about.withdrawn)))
            return Line(*row, about=_identity(about.report), counts=counts, new=not about.again)
        case EntryKind.DECISION:
            return Line(*row, about=about.on, other=about.other, words=f"{about.verdict}\n{about.reason}")
        case EntryKind.PROBLEM if about.problems:
            first = about.problems[0]
            return Line(*row, about=first.at, words=f"{first.code}: {first.message}", counts=(("problem", len(about.problems)),))
        case EntryKind.DESTRUCTION:
            gone = (("original", len(about.originals)), ("entry body", len(about.bodies)), ("sealed name", len(about.keys)))
            return Line(*row, about=about.on, words=about.reason, counts=gone)
        case EntryKind.POLL:
            return Line(*row, words=_watched_alone(about.polls), counts=_polled(about))
        case EntryKind.ALERT:
            alerts = [msgspec.json.decode(alert, type=_Alerted) for alert in about.alerts]
            told = alerts[0] if alerts else _Alerted()
            return Line(*row, about=told.question, words=told.words, counts=(("alert", len(alerts)),))
        case EntryKind.DELIVERY:
            return Line(*row, words=about.channel, counts=(("alert", len(about.alerts)),))
        case _:
            return Line(*row)


def _polled(about: _About) -> tuple[tuple[str, int], ...]:
    received = sum(bytes(poll.received) != b"null" for poll in about.polls)
    return (("poll", len(about.polls)), ("original received", received), ("source laid down", len(about.watched)))


def _watched_alone(polls: list[_Polled]) -> str:
    """Name the one source because of which all polls were made; "" where there are several."""
    sources = {poll.watched for poll in polls}
    return sources.pop() if len(sources) == 1 else ""


def _headed(report: msgspec.Raw) -> _Headed | None:
    return msgspec.json.decode(report, type=_Headed | None)


def _identity(report: msgspec.Raw) -> str | None:
    return msgspec.json.decode(report, type=str | None)
