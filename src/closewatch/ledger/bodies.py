"""How values are laid down in the body of an entry, and read back.

A report is written once, in the entry of its first capture: text, and its parts by their offsets (their words are the text's).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from closewatch.protect.keys import ALGORITHM, PublicKey, public_key
from closewatch.terms.alert import Alert, Delivery
from closewatch.terms.capture import Capture
from closewatch.terms.claim import Link
from closewatch.terms.decision import Decision
from closewatch.terms.entry import EntryKind
from closewatch.terms.reading import Reading
from closewatch.terms.record import from_plain, to_plain
from closewatch.terms.report import BlockKind, Report, block
from closewatch.terms.trouble import Problem, SealError
from closewatch.terms.watch import Poll, Watched


def capture_body(capture: Capture, report: Report | None, of: str | None, problems: Sequence[Problem]) -> dict[str, Any]:
    """Lay down a capture: with its report when it is new, with the report's id when that is held already, alone when there is none."""
    packed = None
    if report is not None:
        packed = to_plain(replace(report, blocks=(), problems=()))
        del packed["capture"]
        packed["blocks"] = [[b.kind.value, b.span.start, b.span.end, b.page, b.locator] for b in report.blocks]
        packed["id"] = report.id
    return {"capture": to_plain(capture), "report": packed, "of": of, "problems": to_plain(tuple(problems))}


def capture_in(body: Any) -> Capture:
    """Read the capture of a capture entry."""
    return from_plain(Capture, body["capture"])


def report_in(body: Any) -> Report | None:
    """Read the report of a capture entry; its parts are cut from its text again.

    Raises: NotVerbatim when a part does not lie in the text.
    """
    packed = body["report"]
    if packed is None:
        return None
    fields = {name: value for name, value in packed.items() if name not in ("blocks", "id")}
    report = from_plain(Report, {**fields, "capture": body["capture"], "blocks": []})
    blocks = (block(report.text, BlockKind(kind), start, end, page, locator) for kind, start, end, page, locator in packed["blocks"])
    return replace(report, blocks=tuple(blocks))


def problems_in(body: Any) -> tuple[Problem, ...]:
    """Read the problems of a capture or reading entry."""
    return from_plain(tuple[Problem, ...], body["problems"])


def reading_body(reading: Reading, successors: Sequence[tuple[str, str | None]] | None = None) -> dict[str, Any]:
    """Lay down what a reader found, all of it in one entry.

    Where a report was read again, `successors` says which former id leads to which new one (to none any more where that is None).
    """
    body: dict[str, Any] = to_plain(reading)
    return body if successors is None else {**body, "successors": [list(pair) for pair in successors]}


def reading_in(body: Any) -> Reading:
    """Read the reading of a reading entry."""
    return from_plain(Reading, body)


def successors_in(body: Any) -> tuple[tuple[str, str | None], ...] | None:
    """Read which ids a reading puts in the place of which; None where the report was read for the first time."""
    return tuple((old, new) for old, new in body["successors"]) if "successors" in body else None


def links_body(report: str, links: Sequence[Link], withdrawn: Sequence[str] = (), *, again: bool = False) -> dict[str, Any]:
    """Lay down the links that one report brought; all it has now, where it was read `again`.

    Among them may be links that other reports have by it; `withdrawn` names those that they no longer have.
    """
    body: dict[str, Any] = {"report": report, "links": to_plain(tuple(links))}
    if withdrawn:
        body["withdrawn"] = list(withdrawn)
    return {**body, "again": True} if again else body


def links_in(body: Any) -> tuple[Link, ...]:
    """Read the links of a links entry."""
    return from_plain(tuple[Link, ...], body["links"])


def withdrawn_in(body: Any) -> tuple[str, ...]:
    """Read which links of other reports no longer hold since a links entry."""
    return from_plain(tuple[str, ...], body.get("withdrawn", ()))


def key_body(key: PublicKey) -> dict[str, Any]:
    """Lay down the public half of a key that a person signs with."""
    return {"algorithm": ALGORITHM, "by": key.by, "fingerprint": key.fingerprint, "key": key.spki}


def key_in(body: Any) -> PublicKey:
    """Read the key of a key entry. Raises: ValueError when it is none."""
    try:
        return public_key(str(body["by"]), body["key"])
    except SealError as error:
        raise ValueError(str(error)) from error


def destroyed_in(body: Any) -> tuple[str, ...]:
    """Name what a destruction entry destroyed: digests of originals, `entry 12` for a body, `key de:…` for a sealed key."""
    return (*body["originals"], *(f"entry {seq}" for seq in body["bodies"]), *(f"key {decision}" for decision in body["keys"]))


def decision_in(body: Any) -> Decision:
    """Read the decision of a decision entry."""
    return from_plain(Decision, body)


def polls_body(polls: Sequence[Poll], watched: Sequence[Watched] = ()) -> dict[str, Any]:
    """Lay down what became of polls, with the receipt for each original that came; `watched` are sources that are new or whose rhythm,
    reason or person is another since they were last laid down."""
    return {"polls": to_plain(tuple(polls)), "watched": to_plain(tuple(watched))}


def polls_in(body: Any) -> tuple[Poll, ...]:
    """Read the polls of a poll entry."""
    return from_plain(tuple[Poll, ...], body["polls"])


def watched_in(body: Any) -> tuple[Watched, ...]:
    """Read the sources that a poll entry lays down."""
    return from_plain(tuple[Watched, ...], body["watched"])


def received_in(body: Any) -> tuple[Capture, ...]:
    """Read the receipts of a poll entry."""
    return tuple(poll.received for poll in polls_in(body) if poll.received)


def originals_in(kind: str, body: Any) -> tuple[str, ...]:
    """Name the originals, by their digests, that an entry of some kind brought: a capture's own, and those that a poll received."""
    if body is None:
        return ()
    match kind:
        case EntryKind.CAPTURE:
            return (capture_in(body).digest,)
        case EntryKind.POLL:
            return tuple(dict.fromkeys(capture.digest for capture in received_in(body)))
        case _:
            return ()


def alerts_body(alerts: Sequence[Alert], until: int) -> dict[str, Any]:
    """Lay down what moved; everything up to the entry `until` was looked at."""
    return {"alerts": to_plain(tuple(alerts)), "until": until}


def alerts_in(body: Any) -> tuple[Alert, ...]:
    """Read the alerts of an alert entry."""
    return from_plain(tuple[Alert, ...], body["alerts"])


def until_in(body: Any) -> int:
    """Read up to which entry everything was looked at when an alert entry was made."""
    return from_plain(int, body["until"])


def delivery_body(delivery: Delivery) -> dict[str, Any]:
    """Lay down that a channel was told certain alerts."""
    body: dict[str, Any] = to_plain(delivery)
    return body


def read_watch(kind: str, body: Any) -> tuple[Alert, ...]:
    """Read all of an entry of the watch, and give its alerts; of any other entry nothing is read."""
    match kind:
        case EntryKind.POLL:
            polls_in(body)
            watched_in(body)
        case EntryKind.ALERT:
            until_in(body)
            return alerts_in(body)
        case EntryKind.DELIVERY:
            delivery_in(body)
    return ()


def delivery_in(body: Any) -> Delivery:
    """Read the delivery of a delivery entry."""
    return from_plain(Delivery, body)
