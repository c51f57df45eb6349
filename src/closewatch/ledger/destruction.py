"""Lawful destruction: what goes when one original, one report or one entry's words have to, and the trace that stays.

What is destroyed is named in an entry of its own, with who did it, when and why; the chain holds, because it covers the digest of a body
and not the body. Nothing is recorded here: `plan` says what would go, the store does it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from closewatch.ledger import bodies
from closewatch.ledger.case import Case
from closewatch.ledger.views.find import whole_id
from closewatch.ledger.views.values import value_of
from closewatch.ledger.views.watching import noticed_until
from closewatch.terms.alert import Alert
from closewatch.terms.decision import Verdict
from closewatch.terms.entry import EntryKind
from closewatch.terms.record import to_plain
from closewatch.terms.trouble import CaseError

ALONE = (EntryKind.DECISION, EntryKind.PROBLEM, EntryKind.POLL, EntryKind.ALERT, EntryKind.DELIVERY)
"""The kinds of entry whose body can go alone; a capture's and a reading's words go with their report, so that none is left unchecked."""


@dataclass(frozen=True)
class Destruction:
    """What goes: originals by their digests, bodies by the numbers of their entries, sealed keys by the decisions they belong to.

    `linked_again` are reports of which links have to be found again, because an entry that goes had them too. `holders` are captures
    (archives, mails) that hold one of these originals and stay.
    """

    on: str
    originals: tuple[str, ...] = ()
    bodies: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()
    linked_again: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()


def plan(case: Case, identity: str) -> Destruction:
    """Say what goes with an original (its digest or a capture), a report, a decision, or the entry of a number.

    A decision that protects somebody stays, and the key to the name that it seals goes. Raises: CaseError when the case does not hold
    it, or it is not one of these.
    """
    if identity.isdecimal():
        return _entry(case, int(identity))
    if identity.startswith("sha256:"):
        return _original(case, identity)
    whole = whole_id(case.tables, identity)
    match whole[:2]:
        case "ca":
            return _original(case, value_of(case.tables, whole).value.digest)
        case "re":
            return _report(case, whole)
        case "de":
            return _decision(case, whole)
        case _:
            raise CaseError(f"wanted an original, a capture, a report, a decision or the number of an entry, found {identity}")


def destruction_body(destruction: Destruction, reason: str) -> dict[str, Any]:
    """Lay down what was destroyed, and why."""
    return {**to_plain(destruction), "reason": reason}


def alerts_kept(case: Case, destruction: Destruction) -> tuple[tuple[Alert, ...], int] | None:
    """Give the alerts of entries whose bodies go that say nothing of what has to go, and up to which entry everything was looked at.

    They are put on the record again, so that they stay and nothing is noticed twice. None where no alerts go.
    """
    gone = [entry for entry in map(case.store.entry, destruction.bodies) if entry.kind == EntryKind.ALERT]
    if not gone:
        return None
    told = [one for entry in gone for one in bodies.alerts_in(entry.body)] if destruction.on.startswith("re:") else []
    return tuple(one for one in told if not _tells(one, destruction.on)), noticed_until(case.tables) or 0


def _tells(alert: Alert, report: str) -> bool:
    return report in (*alert.about, *alert.reports, *(excerpt.report for excerpt in alert.proof))


def _original(case: Case, digest: str) -> Destruction:
    query = "SELECT within FROM captures WHERE digest = ?1 UNION ALL SELECT NULL FROM received WHERE digest = ?1"
    rows = case.tables.execute(query, (digest,)).fetchall()
    if not rows:
        raise CaseError(f"wanted an original of this case, found none under {digest}")
    return Destruction(digest, originals=(digest,), holders=_names(row[0] for row in rows))


def _report(case: Case, report: str) -> Destruction:
    rows = case.tables.execute("SELECT digest, within FROM captures WHERE report = ? ORDER BY seq", (report,)).fetchall()
    if not rows:
        raise CaseError(f"wanted a report of this case, found none under {report}")
    gone: list[int] = []
    linked_again: list[str] = []
    for entry in case.store.entries():
        if entry.body is None:
            continue
        match entry.kind:
            case EntryKind.CAPTURE:
                brought = entry.body["report"]
                touched = report in (entry.body["of"], brought["id"] if brought else None)
            case EntryKind.READING:
                touched = entry.body["report"] == report
            case EntryKind.LINKS:
                touched = entry.body["report"] == report or _quotes(entry.body, report)
                if touched and entry.body["report"] != report:
                    linked_again.append(entry.body["report"])
            case EntryKind.PROBLEM:
                touched = any(problem.at.startswith(report) for problem in bodies.problems_in(entry.body))
            case EntryKind.ALERT:
                touched = any(_tells(alert, report) for alert in bodies.alerts_in(entry.body))
            case _:
                touched = False
        if touched:
            gone.append(entry.seq)
    return Destruction(report, _names(row[0] for row in rows), tuple(gone), (), _names(linked_again), _names(row[1] for row in rows))


def _quotes(body: Any, report: str) -> bool:
    return any(excerpt.report == report for link in bodies.links_in(body) for excerpt in link.because)


def _decision(case: Case, decision: str) -> Destruction:
    (seq,) = case.tables.execute("SELECT seq FROM decisions WHERE id = ?", (decision,)).fetchone()
    if case.folder is not None and (case.folder / sealed_key(decision)).is_file():
        return Destruction(decision, keys=(decision,))
    if value_of(case.tables, decision).value.verdict is Verdict.PROTECT:
        wanted = (
            f"a decision that protects nobody, or the key to the name that it seals (`decide CASE {decision} withdraw` ends a protection)"
        )
        raise CaseError(f"wanted {wanted}, found a protection without such a key ({decision})")
    return Destruction(decision, bodies=(seq,))


def sealed_key(decision: str) -> str:
    """Say where in the folder of a case the key to a sealed name lies."""
    return f"keys/sealed/{decision.removeprefix('de:')}.key"


def _entry(case: Case, seq: int) -> Destruction:
    entry = case.store.entry(seq)
    if entry.kind not in ALONE:
        wanted = f"an entry of kind {' or '.join(ALONE)}, for the words of a report go with it (`destroy CASE re:…`)"
        raise CaseError(f"wanted {wanted}, found one of kind {entry.kind} (entry {seq})")
    if entry.body is None:
        raise CaseError(f"wanted an entry with a body, found one that was destroyed already (entry {seq})")
    # What a poll received and nobody read has no other entry that names it.
    query = "SELECT digest FROM received r WHERE seq = ? AND NOT EXISTS (SELECT 1 FROM captures c WHERE c.digest = r.digest)"
    return Destruction(f"entry {seq}", _names(row[0] for row in case.tables.execute(query, (seq,)).fetchall()), bodies=(seq,))


def _names(found: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one is not None))
