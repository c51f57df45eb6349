"""The one fold: how each kind of entry changes the tables of the views.

Called inside the transaction that appends the entry, and again, entry by entry, when the views are rebuilt from the journal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from closewatch.ledger import bodies
from closewatch.ledger.views.actors import join, put_actor
from closewatch.ledger.views.again import fold_again, fold_links_again, put_link_again, withdraw_links
from closewatch.ledger.views.decisions import fold_decision
from closewatch.ledger.views.members import refresh
from closewatch.ledger.views.prints import put_prints, rank_of
from closewatch.ledger.views.propositions import refresh_positions
from closewatch.ledger.views.rows import owner_of, put_figure, put_link, put_statement, to_json
from closewatch.ledger.views.settle import mark_decided, settle
from closewatch.ledger.views.utterances import put_utterances
from closewatch.ledger.views.watching import fold_alerts, fold_delivery, fold_polls, fold_taken
from closewatch.terms.actor import outlet_of
from closewatch.terms.claim import LinkKind
from closewatch.terms.entry import Entry, EntryKind
from closewatch.terms.trouble import Problem


def fold(tables: sqlite3.Connection, entry: Entry) -> None:
    """Add one entry to the tables; one whose body was lawfully destroyed or left out adds nothing, nor does what rests on its report."""
    if entry.body is None or _lost_its_report(tables, entry):
        return
    match entry.kind:
        case EntryKind.CAPTURE:
            _fold_capture(tables, entry)
        case EntryKind.READING:
            _fold_reading(tables, entry)
        case EntryKind.LINKS:
            _fold_links(tables, entry)
        case EntryKind.DECISION:
            decision = bodies.decision_in(entry.body)
            fold_decision(tables, decision, entry.seq)
            mark_decided(tables, decision)
        case EntryKind.PROBLEM:
            _put_problems(tables, bodies.problems_in(entry.body), entry.seq)
        case EntryKind.DESTRUCTION:
            gone = [(what, entry.seq) for what in bodies.destroyed_in(entry.body)]
            tables.executemany("INSERT OR IGNORE INTO destroyed VALUES (?, ?)", gone)
        case EntryKind.KEY:
            key = bodies.key_in(entry.body)
            tables.execute("INSERT INTO signing_keys VALUES (?, ?, ?, ?)", (entry.seq, entry.at, key.by, key.spki))
        case EntryKind.POLL:
            fold_polls(tables, bodies.polls_in(entry.body), bodies.watched_in(entry.body), entry.seq)
        case EntryKind.ALERT:
            fold_alerts(tables, bodies.alerts_in(entry.body), bodies.until_in(entry.body), entry.seq)
        case EntryKind.DELIVERY:
            fold_delivery(tables, bodies.delivery_in(entry.body), entry.seq)
        case EntryKind.CASE:
            pass
    settle(tables, entry.seq)


def _lost_its_report(tables: sqlite3.Connection, entry: Entry) -> bool:
    """Tell whether an entry is about a report that no entry brought: its body is not here any more."""
    if entry.kind not in (EntryKind.READING, EntryKind.LINKS):
        return False
    return tables.execute("SELECT 1 FROM reports WHERE id = ?", (entry.body["report"],)).fetchone() is None


def _fold_capture(tables: sqlite3.Connection, entry: Entry) -> None:
    capture, report = bodies.capture_in(entry.body), bodies.report_in(entry.body)
    identity = report.id if report else entry.body["of"]
    tables.execute(
        "INSERT OR IGNORE INTO captures VALUES (?, ?, ?, ?, ?, ?, ?)",
        (capture.id, entry.seq, capture.digest, capture.source, capture.within, identity, to_json(capture)),
    )
    fold_taken(tables, capture.id, entry.seq)
    _put_problems(tables, bodies.problems_in(entry.body), entry.seq)
    if report is None:
        return
    outlet = outlet_of(report.id, report.publisher)
    put_actor(tables, outlet, report.id, entry.seq)
    published = report.published.iso if report.published else None
    rank = rank_of(report)
    about = (report.headline, report.publisher, published, report.language, report.url, outlet.id, len(report.text), rank)
    tables.execute("INSERT OR IGNORE INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (report.id, entry.seq, *about))
    put_prints(tables, report, rank)
    tables.execute("INSERT INTO words (rowid, headline, body) VALUES (?, ?, ?)", (entry.seq, report.headline or "", report.text))


def _fold_reading(tables: sqlite3.Connection, entry: Entry) -> None:
    reading, successors = bodies.reading_in(entry.body), bodies.successors_in(entry.body)
    if successors is not None:
        fold_again(tables, reading, successors, entry.seq)
    else:
        for statement in reading.statements:
            put_statement(tables, statement, entry.seq)
        for figure in reading.figures:
            put_figure(tables, figure, entry.seq)
        refresh(tables, (figure.id for figure in reading.figures), entry.seq)
        refresh_positions(tables, (statement.id for statement in reading.statements), entry.seq)
    _put_problems(tables, reading.problems, entry.seq)
    tables.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", (reading.report, entry.seq, reading.read_by))


def _fold_links(tables: sqlite3.Connection, entry: Entry) -> None:
    links, report = bodies.links_in(entry.body), entry.body["report"]
    own = [link for link in links if owner_of(link, report) == report]
    if entry.body.get("again"):
        fold_links_again(tables, report, own, entry.seq)
    else:
        for link in own:
            put_link(tables, link, report, entry.seq)
            if link.kind is LinkKind.SAME_ACTOR:
                join(tables, link.left, link.right, entry.seq)
    put_utterances(tables, report, again=bool(entry.body.get("again")))
    withdraw_links(tables, bodies.withdrawn_in(entry.body), entry.seq)
    for link in links:
        owner = owner_of(link, report)
        if owner != report:
            put_link_again(tables, link, owner, entry.seq)


def _put_problems(tables: sqlite3.Connection, problems: Iterable[Problem], seq: int) -> None:
    for problem in problems:
        about = (problem.id, seq, problem.code, problem.message, problem.at, problem.severity.value)
        tables.execute("INSERT OR IGNORE INTO problems VALUES (?, ?, ?, ?, ?, ?)", about)
