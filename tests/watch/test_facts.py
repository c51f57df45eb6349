from __future__ import annotations

from closewatch.ledger.bodies import alerts_body, delivery_body
from closewatch.ledger.case import Case, case_in_memory
from closewatch.ledger.views.questions import questions
from closewatch.ledger.views.watching import told_to, untold
from closewatch.terms.alert import Alert, AlertKind, Delivery, Noted
from closewatch.terms.entry import Draft, EntryKind
from closewatch.watch.facts import facts_of
from closewatch.watch.routing import messages_due
from closewatch.watch.settings import AlertRule, ChannelKind, ChannelSettings, Watching
from tests.ledger.conftest import Telling
from tests.watch.telling import NOON, ids

MAIL = ChannelSettings("team", ChannelKind.MAIL, {})


def note_alerts(case: Case, *alerts: Alert) -> None:
    case.record((), (Draft(EntryKind.ALERT, "watch", NOON, alerts_body(alerts, case.head().seq)),))


def tell(case: Case, *alerts: Noted) -> None:
    told = Delivery("team", "dg:1", tuple(ids(alerts)))
    case.record((), (Draft(EntryKind.DELIVERY, "watch", NOON, delivery_body(told)),))


def test_a_message_says_where_the_question_stands_and_whose_report_the_words_are_from() -> None:
    with case_in_memory("Kursk", "person:tester", NOON) as case:
        telling = Telling(case)
        telling("Kyiv", 3000)
        telling("Seoul", 300)
        [question] = questions(case.tables)
        facts = facts_of(case.tables, "team", "Kursk")
        assert facts.key_of(question.id) == question.key
        assert facts.standing_of(question.id) == "2 answers, 1 conflict; no two origins proved independent, at most 2"
        report = question.claims[0].origins[0].reports[0]
        assert facts.byline_of(report) == "no outlet named, 2025-01-13"
        note_alerts(case, Alert(AlertKind.CONFLICT, ("cl:1",), "They do not meet", question.id, question.wording))
        watching = Watching(rules=(AlertRule(measures=("killed",)),))
        [message] = messages_due(watching, MAIL, untold(case.tables, "team"), NOON, case.tables, "Kursk")
        assert "2 answers, 1 conflict" in message.text


def test_what_a_channel_was_told_is_given_in_the_order_in_which_it_was_noticed() -> None:
    with case_in_memory("Kursk", "person:tester", NOON) as case:
        note_alerts(case, *(Alert(AlertKind.DRIFT, (f"dr:{number}",), "retold") for number in range(3)))
        note_alerts(case, Alert(AlertKind.QUIET, ("re:1",), "nothing new"))
        alerts = untold(case.tables, "team")
        assert told_to(case.tables, "team", 10) == ()
        tell(case, alerts[3])
        tell(case, alerts[0], alerts[1])
        assert told_to(case.tables, "team", 10) == (alerts[0], alerts[1], alerts[3])
        assert told_to(case.tables, "team", 2) == (alerts[1], alerts[3])
        assert facts_of(case.tables, "others").told() == ()


def test_a_list_is_told_all_that_is_there_in_one_message() -> None:
    with case_in_memory("Kursk", "person:tester", NOON) as case:
        note_alerts(case, *(Alert(AlertKind.DRIFT, (f"dr:{number}",), "retold") for number in range(3)))
        file = ChannelSettings("list", ChannelKind.FILE, {})
        [message] = messages_due(Watching(), file, untold(case.tables, "list"), NOON, case.tables)
        assert len(message.alerts) == 3
