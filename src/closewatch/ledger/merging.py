"""What one copy of a case has that another has not: the entries that a merge puts on the record, group by group.

Two copies have the same journal up to where they parted. Of what came after, decisions, problems and captures come over, and of reports
that are new here their readings and links; so do the polls of the watch with what they received, its alerts, and who was told of them. A
report that both hold keeps the reading that it has here. Nothing is recorded here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

import msgspec

from closewatch.ledger import bodies
from closewatch.ledger.case import Case
from closewatch.ledger.lawful import without_destroyed
from closewatch.ledger.merging_watch import watch_body
from closewatch.ledger.verify import UNREADABLE, verify_journal
from closewatch.ledger.views.lineage import successor_of
from closewatch.terms.capture import Capture
from closewatch.terms.decision import Decision
from closewatch.terms.entry import Draft, Entry, EntryKind
from closewatch.terms.reading import Account
from closewatch.terms.record import to_plain
from closewatch.terms.ref import canonical, digest_of
from closewatch.terms.trouble import CaseError, JournalError, Problem


@dataclass(frozen=True)
class Group:
    """Entries of another copy that go on the record together: a capture with what it brought, a second reading, or a single entry.

    `account` is the report with its reading, where the group has one. `originals` are the digests of what came with it.
    """

    entries: tuple[Entry, ...]
    capture: Capture | None = None
    account: Account | None = None
    originals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Merged:
    """What became of a group: its entries in this journal. The group is None for the problems that the merge itself met."""

    group: Group | None
    entries: tuple[Entry, ...]


def missing_from(case: Case, other: Case) -> Iterator[Group]:
    """Give the groups of entries that another copy made after both parted, in the order of its journal, that may be missing here.

    Raises: CaseError when it is no copy of this case, JournalError when its journal does not hold.
    """
    parted = parting(case, other)
    fault = next(verify_journal(other), None)
    if fault is not None:
        raise JournalError(f"wanted a copy whose journal holds, found {fault.code} at {fault.where} ({other.folder or 'in memory'})")
    brought: set[str] = set()
    here, there = _Readings(case), _Readings(other)
    for entries in _grouped(other.store.entries(parted)):
        try:
            group = _group(other, entries)
        except UNREADABLE as error:
            raise JournalError(f"wanted entries that can be read, found {type(error).__name__} in entry {entries[0].seq}") from error
        if entries[0].kind == EntryKind.READING:
            if entries[0].body["report"] not in brought or not _is_new(here, there, entries[0]):
                continue
        elif group.capture and group.account:
            brought.add(group.account.report.id)
        yield group


def parting(case: Case, other: Case) -> int:
    """Give the number of the last entry that two copies of a case have in common.

    Raises: CaseError when they have none, for then they are no copies of one case.
    """
    same = 0
    for one, there in zip_longest(case.store.entries(), other.store.entries()):
        if one is None or there is None or one.digest != there.digest:
            break
        same = one.seq
    if not same:
        raise CaseError(f"wanted a copy of this case, found one that began otherwise ({other.folder or 'in memory'})")
    return same


def decided_apart(case: Case, other: Case) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    """Give the decisions that were made here alone and there alone and that hold, each under the id that its value goes by here today."""
    sides = [dict(_held_decisions(one)) for one in (case, other)]
    here, there = (
        tuple(replace(decision, on=successor_of(case.tables, decision.on)) for identity, decision in one.items() if identity not in two)
        for one, two in (sides, sides[::-1])
    )
    return here, there


def _held_decisions(case: Case) -> Iterator[tuple[str, Decision]]:
    rows = case.tables.execute("SELECT id, value FROM decisions WHERE NOT withdrawn ORDER BY at, id")
    return ((identity, msgspec.json.decode(value, type=Decision)) for identity, value in rows.fetchall())


def drafts_of(case: Case, other: Case, group: Group) -> tuple[Draft, ...]:
    """Give what of a group is not on the record here, as it will be: by whom and when it was put on the record there."""
    first = group.entries[0]
    match first.kind:
        case EntryKind.CAPTURE if group.capture is not None:
            if case.holds("captures", group.capture.id):
                return ()
            if first.body["of"] and not first.body["report"] and not case.holds("reports", first.body["of"]):
                return ()  # the report that it has the words of was lawfully destroyed here
            report = first.body["report"] and first.body["report"]["id"]
            if report and case.holds("reports", report):
                return (_draft(first, {**first.body, "report": None, "of": report}),)
            return tuple(_draft(entry, entry.body) for entry in group.entries)
        case EntryKind.READING:
            return tuple(_draft(entry, entry.body) for entry in group.entries)
        case EntryKind.DECISION:
            known = "SELECT 1 FROM decisions WHERE id = ?"
            here = case.tables.execute(known, (bodies.decision_in(first.body).id,)).fetchone()
            return () if here else (_draft(first, first.body),)
        case EntryKind.PROBLEM:
            new = tuple(problem for problem in bodies.problems_in(first.body) if not case.holds("problems", problem.id))
            return (_draft(first, {**first.body, "problems": to_plain(new)}),) if new else ()
        case EntryKind.KEY:
            here = case.tables.execute("SELECT 1 FROM signing_keys WHERE spki = ?", (bodies.key_in(first.body).spki,)).fetchone()
            return () if here else (_draft(first, first.body),)
        case EntryKind.POLL | EntryKind.ALERT | EntryKind.DELIVERY:
            body = watch_body(case, other, first)
            return (_draft(first, body),) if body else ()
        case _:
            return ()


def originals_of(case: Case, other: Case, group: Group) -> tuple[bytes, ...]:
    """Give the originals that come over with a group; of what polls received, what was not lawfully destroyed here or there.

    Raises: EvidenceAltered when one of them is gone.
    """
    kept = group.originals if group.capture else without_destroyed(group.originals, case, other)
    return tuple(other.store.get(digest) for digest in kept)


def same_links(drafts: Iterable[Draft], body: Any) -> bool:
    """Tell whether the links of some drafts are those that are made here."""
    there = [draft.body for draft in drafts if draft.kind is EntryKind.LINKS][-1]
    ours, theirs = ({canonical(link) for link in one["links"]} for one in (body, there))
    return ours == theirs and not body.get("withdrawn")


def lacking_values(case: Case, other: Case) -> tuple[Problem, ...]:
    """Name each decision of another copy whose value is not here: it was made on what another reader found there."""
    found = []
    for (value,) in other.tables.execute("SELECT value FROM decisions ORDER BY seq, id").fetchall():
        decision = msgspec.json.decode(value, type=Decision)
        for identity in (decision.on, decision.other):
            if identity and not is_here(case.tables, identity):
                found.append(Problem("merge.no-value", f"wanted the value of a decision of another copy, found no {identity}", decision.id))
    return tuple(found)


_HERE = {
    "st": ("statements",), "fi": ("figures",), "ac": ("actors", "actor_keys"), "li": ("links",), "re": ("reports",), "ca": ("captures",),
    "pr": ("problems",), "de": ("decisions",), "cl": ("claims", "merged_claims"), "qu": ("questions",),
}  # fmt: skip
_ANSWERED = {"cl": "claim", "qu": "question"}


def is_here(tables: sqlite3.Connection, identity: str) -> bool:
    """Tell whether a case holds a value, be it one that is not read any more."""
    queries = [f"SELECT 1 FROM {table} WHERE id = ?" for table in _HERE.get(identity[:2], ())]
    if identity[:2] in _ANSWERED:
        queries.append(f"SELECT 1 FROM positions WHERE {_ANSWERED[identity[:2]]} = ?")
    return any(tables.execute(query, (identity,)).fetchone() for query in queries)


def _grouped(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    group: list[Entry] = []
    for entry in entries:
        goes_on = entry.kind == EntryKind.LINKS or (entry.kind == EntryKind.READING and group and group[-1].kind == EntryKind.CAPTURE)
        if group and not goes_on:
            yield group
            group = []
        if entry.body is not None:  # what was lawfully destroyed there cannot come over
            group.append(entry)
    if group:
        yield group


def _group(other: Case, entries: Sequence[Entry]) -> Group:
    """Read what a group is made of; whatever of it cannot be read raises here, before anything is recorded."""
    first = entries[0]
    for entry in entries:
        datetime.fromisoformat(entry.at)
    if first.kind == EntryKind.DECISION:
        bodies.decision_in(first.body)
    elif first.kind == EntryKind.PROBLEM:
        bodies.problems_in(first.body)
    elif first.kind == EntryKind.KEY:
        bodies.key_in(first.body)
    else:
        bodies.read_watch(first.kind, first.body)
    readings = [bodies.reading_in(entry.body) for entry in entries if entry.kind == EntryKind.READING]
    for entry in entries:
        if entry.kind == EntryKind.READING:
            _check_successors(bodies.successors_in(entry.body) or ())
    _check_links(entries)
    originals = bodies.originals_in(first.kind, first.body)
    if first.kind == EntryKind.CAPTURE:
        report = bodies.report_in(first.body)
        account = Account(report, readings[0]) if report and readings else None
        return Group(tuple(entries), bodies.capture_in(first.body), account, originals)
    if first.kind == EntryKind.READING:
        return Group(tuple(entries), None, Account(other.report(readings[0].report), readings[0]))
    return Group(tuple(entries), originals=originals)


def _check_links(entries: Sequence[Entry]) -> None:
    """The links that stand with a reading are those of the same report."""
    reports = {entry.body["report"] for entry in entries if entry.kind == EntryKind.READING}
    strange = [entry for entry in entries if entry.kind == EntryKind.LINKS and entry.body["report"] not in reports]
    if reports and strange:
        raise ValueError(f"links of a report that no entry before them brought: {strange[0].body['report']}")


def _check_successors(successors: Sequence[tuple[str, str | None]]) -> None:
    """Nothing takes the place of another value and leaves its own at once: whoever followed such ids would never come to an end."""
    circling = {old for old, _ in successors} & {new for _, new in successors}
    if circling:
        raise ValueError(f"wanted ids that lead to what is read, found {min(str(one) for one in circling)} led on")


def _draft(entry: Entry, body: Any) -> Draft:
    return Draft(EntryKind(entry.kind), entry.by, datetime.fromisoformat(entry.at), body)


class _Readings:
    """The readings of each report in one journal: when and by whom each was put on the record, and the digest of what it found.

    The journal is walked once; a question after more was recorded goes on from there.
    """

    def __init__(self, case: Case) -> None:
        self._case, self._walked = case, 0
        self._of: dict[str, list[tuple[str, str, str]]] = {}

    def of(self, report: str) -> list[tuple[str, str, str]]:
        """Give the readings of a report, the first one first."""
        for entry in self._case.store.entries(self._walked):
            self._walked = entry.seq
            if entry.kind == EntryKind.READING and entry.body:
                self._of.setdefault(entry.body["report"], []).append((entry.at, entry.by, _digest(entry.body)))
        return self._of.get(report, [])


def _digest(body: Any) -> str:
    return digest_of(canonical(body))


def _is_new(here: _Readings, there: _Readings, reading: Entry) -> bool:
    """Tell whether a second reading is of a report that came from the other copy, for its first reading is the same entry in both, and is
    not on the record here already."""
    report = reading.body["report"]
    ours, theirs = here.of(report), there.of(report)
    same = bool(ours and theirs) and ours[0][:2] == theirs[0][:2]
    return same and _digest(reading.body) not in {digest for _, _, digest in ours}
