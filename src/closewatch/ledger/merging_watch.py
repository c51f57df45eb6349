"""What the watch of one copy of a case has that another copy has not: polls, sources as they were laid down, alerts, and who was told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from closewatch.ledger import bodies
from closewatch.ledger.case import Case
from closewatch.ledger.lawful import lawful_poll, stands
from closewatch.ledger.views.watching import alert, told, was_laid_down, was_polled
from closewatch.terms.entry import Entry, EntryKind


def watch_body(case: Case, other: Case, entry: Entry) -> dict[str, Any] | None:
    """Give what an entry of the watch of another copy says that is not on the record here; None where that is nothing.

    What was looked at there was not looked at here, so that an entry of alerts says nothing of that.
    """
    match entry.kind:
        case EntryKind.POLL:
            lawful = (lawful_poll(poll, case, other) for poll in bodies.polls_in(entry.body))
            polls = tuple(poll for poll in lawful if not was_polled(case.tables, poll))
            sources = tuple(source for source in bodies.watched_in(entry.body) if not was_laid_down(case.tables, source))
            return bodies.polls_body(polls, sources) if polls or sources else None
        case EntryKind.ALERT:
            new = tuple(one for one in bodies.alerts_in(entry.body) if alert(case.tables, one.id) is None and stands(case, one))
            return bodies.alerts_body(new, 0) if new else None
        case _:
            delivery = bodies.delivery_in(entry.body)
            untold = tuple(one for one in delivery.alerts if told(case.tables, delivery.channel, one) is None)
            return bodies.delivery_body(replace(delivery, alerts=untold)) if untold else None
