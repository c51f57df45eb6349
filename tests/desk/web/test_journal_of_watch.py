"""The journal says in words what the watch put on the record, and the page of an original what the watch showed of its address."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from closewatch.desk.web.pages.journal import deed_of
from closewatch.ledger.case import Case, open_case
from closewatch.ledger.views.custody import sightings
from closewatch.ledger.views.record import line
from closewatch.terms.watch import PollOutcome
from tests.desk.web.browsing import Visitor
from tests.ledger.conftest import Telling
from tests.ledger.conftest import case as case
from tests.ledger.conftest import folder as folder
from tests.ledger.watched_values import FEED, PAGE, SOURCE, alert_on, poll, record_alerts, record_delivery, record_polls


def said(case: Case, seq: int) -> tuple[str, str]:
    told = line(case.tables, seq)
    assert told is not None
    deed = deed_of(told, {})
    return deed.words, deed.besides


def test_what_the_watch_did_is_said_in_words(case: Case) -> None:
    report = Telling(case)("Harbour Service", 300).report
    other = "https://other.example/"
    asked = record_polls(case, [poll(FEED, PollOutcome.UNCHANGED), poll(PAGE, PollOutcome.NEW, data=b"a")], b"a", sources=(SOURCE,))
    assert said(case, asked) == (f"kept watch on {FEED}", "2 polls, 1 original received, 1 source laid down")
    both = record_polls(case, [poll(FEED, PollOutcome.GONE), replace(poll(other, PollOutcome.GONE), watched=other)])
    assert said(case, both) == ("kept watch", "2 polls")
    seq = record_alerts(case, [alert_on(report.id, report.text)], until=5)
    assert said(case, seq) == ("noticed what moved", "A figure moved (1 alert)")
    assert said(case, record_alerts(case, [], until=6)) == ("looked for what moved", "nothing")
    assert said(case, record_delivery(case, "team", "al:1", "al:2")) == ("told team", "2 alerts")


def test_the_page_of_an_original_tells_what_the_watch_showed_of_its_address(kursk: Path, anna: Visitor) -> None:
    with open_case(kursk) as opened:
        found = next(sightings(opened.tables))
        came = replace(poll(found.capture.source, PollOutcome.NEW), received=found.capture, digest=found.capture.digest)
        record_polls(opened, [came, poll(found.capture.source, PollOutcome.GONE, 1)])
    page = anna.get(f"/captures/{found.id}").text
    assert "asked for it and received it" in page
    assert "found it gone (410)" in page
    assert "asked for it and received it" in anna.get(f"/trace/{found.id}").text
