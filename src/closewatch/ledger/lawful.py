"""What was lawfully destroyed does not come back: a poll that brings it is kept without its receipt, and no alert has words of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from closewatch.ledger.case import Case
from closewatch.terms.alert import Alert
from closewatch.terms.trouble import Problem
from closewatch.terms.watch import Poll, PollOutcome


def lawful_poll(poll: Poll, *cases: Case) -> Poll:
    """Leave the receipt out of a poll where what it received was lawfully destroyed in one of some cases; the poll says so instead."""
    if poll.received is None or without_destroyed((poll.received.digest,), *cases):
        return poll
    return replace(poll, outcome=PollOutcome.UNCHANGED, received=None, problem=destroyed_problem(poll.received.digest, poll.address))


def without_destroyed(digests: Iterable[str], *cases: Case) -> tuple[str, ...]:
    """Leave out the originals that were lawfully destroyed in one of some cases."""
    return tuple(digest for digest in digests if not any(case.was_destroyed(digest) for case in cases))


def stands(case: Case, alert: Alert) -> bool:
    """Tell whether all the words of an alert are in a case: those of a report that was lawfully destroyed do not come back with it."""
    reports = {*alert.reports, *(excerpt.report for excerpt in alert.proof)}
    return all(case.holds("reports", report) for report in reports)


def destroyed_problem(digest: str, at: str) -> Problem:
    """Say that an original is not taken in again, for it was lawfully destroyed."""
    return Problem("capture.destroyed", f"wanted an original that may be kept, found one that was lawfully destroyed ({digest})", at)
