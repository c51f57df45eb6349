"""Alerts as people look through them: on a case in memory and on the disk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from closewatch.ledger.case import Case
from closewatch.ledger.views.alert_pages import AlertsWanted, count_alerts, latest_alerts, questions_alerted, told_of
from closewatch.terms.alert import Alert, AlertKind
from closewatch.terms.trouble import CaseError

from .watched_values import record_alerts, record_delivery

FIRST, SECOND = "qu:1", "qu:2"
ALERTS = [
    Alert(
        AlertKind.CONFLICT if n % 2 else AlertKind.DENIAL, (f"x:{n}",), f"It moved {n}.", FIRST if n < 4 else SECOND, f"Question {n // 4}"
    )
    for n in range(7)
]
ALONE = Alert(AlertKind.QUIET, ("re:1",), "Nothing new.")


@pytest.fixture
def moved(any_case: Case) -> Case:
    """A case with seven alerts in two entries, and one that is about no question."""
    record_alerts(any_case, ALERTS[:3], until=1)
    record_alerts(any_case, [*ALERTS[3:], ALONE], until=2)
    return any_case


def ids(case: Case, wanted: AlertsWanted) -> list[str]:
    return [noted.alert.id for noted in latest_alerts(case.tables, wanted)]


def test_the_newest_come_first_and_pages_lead_on_and_back(moved: Case) -> None:
    order = [one.id for one in (ALONE, *reversed(ALERTS))]
    assert ids(moved, AlertsWanted()) == order
    assert ids(moved, AlertsWanted(after=order[2], limit=3)) == order[3:6]
    assert ids(moved, AlertsWanted(before=order[5], limit=3)) == order[2:5]
    assert ids(moved, AlertsWanted(oldest=True, limit=2)) == order[-2:]


def test_alerts_are_narrowed_by_kind_and_by_question(moved: Case) -> None:
    assert ids(moved, AlertsWanted(kind="conflict", question=FIRST)) == [ALERTS[3].id, ALERTS[1].id]
    assert ids(moved, AlertsWanted(kind="conflict", after=ALERTS[3].id)) == [ALERTS[1].id]
    assert ids(moved, AlertsWanted(question="qu:3")) == []


def test_an_alert_that_is_not_there_is_nothing_to_go_on_from(moved: Case) -> None:
    with pytest.raises(CaseError, match="wanted an alert of this case to go on from"):
        latest_alerts(moved.tables, AlertsWanted(after="al:0"))


def test_alerts_are_counted_from_an_entry_on_and_by_question(moved: Case) -> None:
    last = moved.head().seq
    assert count_alerts(moved.tables) == 8
    assert count_alerts(moved.tables, since=last - 1) == 5
    assert count_alerts(moved.tables, since=last) == 0
    assert count_alerts(moved.tables, question=SECOND) == 3


def test_questions_stand_with_the_wording_of_their_last_alert_the_latest_first(moved: Case) -> None:
    record_alerts(moved, [replace(ALERTS[0], about=("x:9",), wording="Asked otherwise")], until=3)
    found = [(one.question, one.wording, one.alerts) for one in questions_alerted(moved.tables, 10)]
    assert found == [(FIRST, "Asked otherwise", 5), (SECOND, "Question 1", 3)]
    assert len(questions_alerted(moved.tables, 1)) == 1


def test_who_was_told_stands_in_the_order_in_which_they_were(moved: Case) -> None:
    record_delivery(moved, "team", ALERTS[0].id)
    record_delivery(moved, "desk", ALERTS[0].id, ALERTS[1].id)
    told = told_of(moved.tables, (one.id for one in ALERTS))
    assert {alert: [one.channel for one in channels] for alert, channels in told.items()} == {
        ALERTS[0].id: ["team", "desk"],
        ALERTS[1].id: ["desk"],
    }
