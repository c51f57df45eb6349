"""Which drifts hold along the edges of a report, as they stand once a new report has been linked.

Finding what changed between two reports is the business of `drift`; here the edges are gathered, and what is found is held against what
is on the record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

import msgspec

from closewatch.ledger.views.copies import shared
from closewatch.linking.drift import find_drift_between, find_drift_within
from closewatch.linking.drift_sides import Sided
from closewatch.linking.lexicon import Lexicon
from closewatch.linking.linked import Linked, Reports
from closewatch.terms.claim import Link, LinkKind, PassageClass
from closewatch.terms.reading import Account, Reading

EDGES = (LinkKind.COPIES, LinkKind.CITES, LinkKind.SAME_UTTERANCE)
"""Kinds of link along which something was passed on, the surest first: a change that shows along two of them is found along the first."""

TOLD_OF_ONE = 2
"""Utterances that two reports share from which all that they tell is held against each other: they tell of one occasion. Ours."""


def link_drifts(
    tables: sqlite3.Connection, reports: Reports, account: Account, linked: Linked, changed: Sequence[str], lexicon: Lexicon | None = None
) -> Linked:
    """Find the drifts of the reports named in `changed`, given what else is linked anew; the first of them is the report of `account`."""
    accounts = {account.report.id: Sided(account, lexicon)}

    def sided(report: str) -> Sided:
        if report not in accounts:
            accounts[report] = Sided(Account(reports.report(report), reports.reading(report) or Reading(report, "none")), lexicon)
        return accounts[report]

    brought: dict[str, dict[str, Link]] = {}
    for link in linked.links:
        if link.kind in EDGES and link.because:
            brought.setdefault(link.because[0].report, {})[link.id] = link
    links: list[Link] = list(find_drift_within(account))
    withdrawn: list[str] = []
    for report in changed:
        arriving = report == account.report.id
        recorded = {} if arriving else _recorded(tables, report, EDGES)
        stand = {identity: link for identity, link in recorded.items() if identity not in linked.withdrawn}
        before, now = _by_report(report, recorded), _by_report(report, stand | brought.get(report, {}))
        # What changed between two reports rests on their readings and their edges alone: where these are as before, so are the drifts.
        others = {other for other in {*before, *now} if other == account.report.id or before.get(other) != now.get(other)}
        found: dict[str, Link] = {}
        for other in sorted(others):
            edges = [edge for edge in now.get(other, {}).values() if _passes_on(edge, sided(report).account)]
            told_of_one = bool(edges) and [edge.kind for edge in edges[:TOLD_OF_ONE]] == [LinkKind.SAME_UTTERANCE] * TOLD_OF_ONE
            for edge, whole in (*((edge, False) for edge in edges), *([(edges[0], True)] if told_of_one else ())):
                for drift in find_drift_between(sided(report), sided(other), edge, whole=whole):
                    found.setdefault(drift.id, drift)
        held = {} if arriving else _recorded(tables, report, (LinkKind.DRIFTS,))
        links += (drift for drift in found.values() if held.get(drift.id) != drift)
        withdrawn += (identity for identity, drift in held.items() if _leads_to(drift) in others and identity not in found)
    return Linked(tuple(links), tuple(withdrawn))


def _passes_on(edge: Link, here: Account) -> bool:
    """Tell whether an edge can have passed something on: of a copy, words that somebody said, or a figure, must be shared."""
    if edge.kind is not LinkKind.COPIES:
        return True
    said = [span for one in here.reading.statements for span in (*one.content, *one.cue)] + [one.span for one in here.reading.figures]
    own = (excerpt for excerpt, _, part in shared(edge) if part is not PassageClass.BOILERPLATE)
    return any(excerpt.start < span.end and span.start < excerpt.end for excerpt in own for span in said)


def _by_report(report: str, edges: Mapping[str, Link]) -> dict[str, dict[str, Link]]:
    """Gather the edges of a report by the report that they lead to, the surest first."""
    found: dict[str, dict[str, Link]] = {}
    for identity, link in sorted(edges.items(), key=lambda edge: (EDGES.index(edge[1].kind), edge[1].right, edge[1].left)):
        for other in _ends_in(link, report):
            found.setdefault(other, {})[identity] = link
    return found


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
