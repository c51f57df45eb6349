"""Alerts and polls put on the record of a case by hand, so that their pages can be tested without a watch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from closewatch.capture.originals import receipt
from closewatch.desk.line import Tools, note_alerts, note_delivery, note_polls
from closewatch.ledger.case import Case, open_case
from closewatch.terms.alert import Alert, AlertKind, Delivery
from closewatch.terms.report import excerpt_of
from closewatch.terms.trouble import Problem
from closewatch.terms.watch import Poll, PollOutcome, Watched, WatchedKind

NOON = datetime(2025, 1, 14, 12, tzinfo=UTC)
FEED, DEAD, CLOSED = "https://gazette.example/feed.xml", "https://dead.example/feed.xml", "https://closed.example/feed.xml"
PAGE, REFUSED_PAGE = "https://gazette.example/one", "https://gazette.example/private"
SOURCES = (
    Watched(FEED, why="statements about pay", person="anna"),
    Watched(DEAD, every=3600),
    Watched(CLOSED, WatchedKind.PAGE),
)


def tools_at(at: datetime) -> Tools:
    """The tools of the line, with a clock that stands."""
    return Tools(by="person:anna", clock=lambda: at)


def words_at(case: Case, part: str) -> tuple[str, int, int]:
    """Where words stand: the report, and their offsets."""
    for (identity,) in case.tables.execute("SELECT id FROM reports ORDER BY seq").fetchall():
        start = case.report(identity).text.find(part)
        if start >= 0:
            return str(identity), start, start + len(part)
    raise AssertionError(f"wanted a report with these words, found none: {part}")


def alert_on(case: Case, kind: AlertKind, about: str, words: str, parts: Sequence[str] = (), question: str | None = None) -> Alert:
    """Make an alert that rests on exact words of reports."""
    places = [words_at(case, part) for part in parts]
    proof = tuple(excerpt_of(report, case.report(report).span(start, end)) for report, start, end in places)
    reports = tuple(dict.fromkeys(report for report, _, _ in places))
    return Alert(kind, (about,), words, question, "Pay of soldiers" if question else "", proof, reports=reports)


def question_of(case: Case) -> str:
    """The first question of a case."""
    return str(case.tables.execute("SELECT question FROM members WHERE until_seq IS NULL ORDER BY question LIMIT 1").fetchone()[0])


def note_some_alerts(folder: Path) -> list[Alert]:
    """Put three alerts of two days on the record, and say that one channel was told of the first."""
    with open_case(folder) as case:
        question = question_of(case)
        told = alert_on(case, AlertKind.CONFLICT, "cl:1", "Two answers do not meet.", ("$2,000", "$100"), question)
        later = alert_on(case, AlertKind.DENIAL, "st:1", "The ministry denies <b>it</b>.", ("The ministry denied",), question)
        gone = replace(alert_on(case, AlertKind.PAGE_GONE, PAGE, "A page of The Harbour Gazette is gone."), reports=told.reports[:1])
        note_alerts(case, (told,), 10, tools_at(NOON))
        note_delivery(case, Delivery("team", told.id, (told.id,)), tools_at(NOON + timedelta(minutes=5)))
        note_alerts(case, (later, gone), 12, tools_at(NOON + timedelta(days=1)))
        return [told, later, gone]


def note_some_polls(folder: Path, received: bytes = b"<rss/>") -> None:
    """Put polls on the record: of a source that answers and lists two pages, one that fails, and one that refuses."""
    at, tool = NOON - timedelta(hours=2), "closewatch 1.0"
    dead = Problem("fetch.failed", "wanted an answer, found that nobody listens", DEAD)
    refused = Problem("watch.robots", "wanted leave to ask, found that robots.txt refuses it", REFUSED_PAGE)
    closed = Problem("watch.robots", "wanted leave to ask, found that robots.txt refuses it", CLOSED)
    came = receipt(received, FEED, "application/rss+xml")
    feed = Poll(FEED, FEED, WatchedKind.FEED, at, PollOutcome.NEW, tool, 200, digest=came.digest, size=came.size, received=came,
                found=(PAGE, REFUSED_PAGE))  # fmt: skip
    later = at + timedelta(minutes=30)
    rest = (
        Poll(FEED, FEED, WatchedKind.FEED, later, PollOutcome.UNCHANGED, tool, 304),
        Poll(REFUSED_PAGE, FEED, WatchedKind.PAGE, later, PollOutcome.REFUSED, tool, problem=refused),
        Poll(DEAD, DEAD, WatchedKind.FEED, later, PollOutcome.FAILED, tool, problem=dead),
        Poll(CLOSED, CLOSED, WatchedKind.PAGE, later, PollOutcome.REFUSED, tool, problem=closed),
    )
    with open_case(folder) as case:
        note_polls(case, (feed,), SOURCES, (received,), tools_at(at))
        note_polls(case, rest, (), (), tools_at(later))


def set_feeds(folder: Path, settings: str) -> None:
    """Say in the case.toml of a case what is watched."""
    path = folder / "case.toml"
    kept = "".join(line for line in path.read_text("utf-8").splitlines(keepends=True) if not line.startswith("feeds ="))
    path.write_text(f"{kept}\n{settings}\n", "utf-8")
