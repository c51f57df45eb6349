"""Which drifts hold along the edges of a report, as they stand once a new report has been linked.

Finding what changed between two reports is the business of `drift`; here the edges are gathered, and what is found is held against what
is on the record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from closewatch.linking.drift import find_drift, find_drift_within
from closewatch.linking.linked import Linked, Reports
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.reading import Account, Reading

EDGES = (LinkKind.COPIES, LinkKind.CITES, LinkKind.SAME_UTTERANCE)
"""Kinds of link along which something was passed on, the surest first: a change that shows along two of them is found along the first."""


def link_drifts(tables: sqlite3.Connection, reports: Reports, account: Account, linked: Linked, changed: Sequence[str]) -> Linked:
    """Find the drifts of the reports named in `changed`, given what else is linked anew; the first of them is the report of `account`."""
    accounts = {account.report.id: account}

    def account_of(report: str) -> Account:
        if report not in accounts:
            accounts[report] = Account(reports.report(report), reports.reading(report) or Reading(report, "none"))
        return accounts[report]

    links: list[Link] = []
    withdrawn: list[str] = []
    brought: dict[str, list[Link]] = {}
    for link in linked.links:
        if link.kind in EDGES and link.because:
            brought.setdefault(link.because[0].report, []).append(link)
    gone = frozenset(linked.withdrawn)
    for report in changed:
        itself = report == account.report.id
        here = account_of(report)
        held = {} if itself else _recorded(tables, report, EDGES)
        stand = {identity: link for identity, link in held.items() if identity not in gone} | {one.id: one for one in brought.get(report, ())}
        were, now = _by_report(report, held.values()), _by_report(report, stand.values())
        # What changed between two reports rests on the two and their edges alone: where these are as before, so are the drifts.
        fresh = {there for there in were.keys() | now.keys() if there == account.report.id or were.get(there) != now.get(there)}
        found = {link.id: link for link in find_drift_within(here)} if itself else {}
        for edge, there in sorted(((link, there) for there in fresh for link in now.get(there, ())), key=_surest_first):
            for drift in find_drift(here, account_of(there), edge):
                found.setdefault(drift.id, drift)
        if itself:
            links += found.values()
            continue
        before = {identity: drift for identity, drift in _recorded(tables, report, (LinkKind.DRIFTS,)).items() if _leads_to(drift) in fresh}
        links += (drift for drift in found.values() if before.get(drift.id) != drift)
        withdrawn += (identity for identity in before if identity not in found)
    return Linked(tuple(links), tuple(withdrawn))


def _by_report(report: str, edges: Iterable[Link]) -> dict[str, list[Link]]:
    """Gather the edges of a report by the report that they lead to."""
    found: dict[str, list[Link]] = {}
    for link in sorted(edges, key=lambda link: link.id):
        for there in _ends_in(link, report):
            found.setdefault(there, []).append(link)
    return found


def _surest_first(pair: tuple[Link, str]) -> tuple[int, str, str]:
    edge = pair[0]
    return EDGES.index(edge.kind), edge.right, edge.left


def _leads_to(drift: Link) -> str:
    """Name the report whose words were changed; the report itself where the change is within it."""
    return drift.because[1].report if len(drift.because) > 1 else drift.because[0].report


def _ends_in(link: Link, report: str) -> list[str]:
    """Name the other report of an edge: the first whose words are among its reasons."""
    return [link.right] if link.right.startswith("re:") else [one.report for one in link.because if one.report != report][:1]


def _recorded(tables: sqlite3.Connection, report: str, kinds: Sequence[LinkKind]) -> dict[str, Link]:
    query = "SELECT id, value FROM links WHERE report = ? AND kind IN (SELECT value FROM json_each(?)) AND lost_seq IS NULL ORDER BY id"
    rows = tables.execute(query, (report, msgspec.json.encode(kinds).decode())).fetchall()
    return {identity: msgspec.json.decode(value, type=Link) for identity, value in rows}
