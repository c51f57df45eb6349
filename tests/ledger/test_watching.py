"""What the watch knows is what the journal says: of each address, of what came, of what was noticed, and of who was told."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from closewatch.ledger.bodies import capture_body
from closewatch.ledger.case import Case, open_case
from closewatch.ledger.importing import import_case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.custody import acts_about
from closewatch.ledger.views.lists import Wanted
from closewatch.ledger.views.watch_lists import alerts_listed, polls_listed, watched_listed
from closewatch.ledger.views.watching import (
    alerts,
    asked,
    is_known,
    noticed_until,
    pending,
    polls,
    received,
    told,
    untold,
    wanted,
    watched,
)
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import CaseError
from closewatch.terms.watch import PollOutcome, Takes, WatchedKind

from .conftest import AT, Telling
from .test_verify import codes, forge
from .watched_values import FEED, PAGE, SOURCE, alert_on, poll, receipt, record_alerts, record_delivery, record_polls

DATA = b"300 soldiers were at the harbour."


def take_in(case: Case, data: bytes) -> int:
    draft = Draft(EntryKind.CAPTURE, "person:a", AT, capture_body(receipt(data), None, None, ()))
    return case.record((data,), (draft,))[0].seq


def compared(case: Case) -> dict[str, list[tuple[object, ...]]]:
    tables = ("watched", "polls", "addresses", "received", "alerts", "noticed", "deliveries")
    return {name: case.tables.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables}


@pytest.fixture
def watching(any_case: Case) -> Case:
    """A case whose watch asked a feed, received one of its two pages, noticed something and told a channel."""
    told_of = Telling(any_case)("Harbour Service", 300)
    record_polls(any_case, [poll(FEED, PollOutcome.NEW, found=(PAGE, PAGE + "/2"))], sources=(SOURCE,))
    record_polls(any_case, [poll(PAGE, PollOutcome.NEW, 1, data=DATA)], DATA)
    alert = alert_on(told_of.report.id, told_of.report.text)
    record_alerts(any_case, [alert], until=6)
    record_delivery(any_case, "team", alert.id)
    return any_case


def test_every_table_of_the_watch_is_made_again_from_the_journal_alone(watching: Case) -> None:
    before = compared(watching)
    assert all(before.values())
    watching.rebuild()
    assert compared(watching) == before
    assert list(verify(watching)) == []


def test_what_came_waits_until_its_capture_is_on_the_record(watching: Case) -> None:
    assert [(capture.source, source) for capture, source in received(watching.tables)] == [(PAGE, SOURCE)]
    take_in(watching, DATA)
    assert received(watching.tables) == ()
    record_polls(watching, [poll(PAGE, PollOutcome.NEW, 3, data=DATA)], DATA)
    assert received(watching.tables) == ()  # the same bytes again are on the record already
    assert list(verify(watching)) == []


def test_a_page_that_a_feed_lists_is_wanted_until_it_came(watching: Case) -> None:
    assert [one.address for one in wanted(watching.tables)] == [PAGE + "/2"]
    assert is_known(watching.tables, PAGE + "/2")
    known = asked(watching.tables, PAGE)
    assert known is not None
    assert (known.asked, known.got, known.etag, known.digest) == (1, True, '"1"', digest_of(DATA))


def test_an_answer_that_brings_no_body_leaves_what_is_known_of_the_last_one(watching: Case) -> None:
    record_polls(watching, [poll(PAGE, PollOutcome.FAILED, 2), poll(PAGE, PollOutcome.GONE, 3)])
    known = asked(watching.tables, PAGE)
    assert known is not None
    assert (known.asked, known.failures, known.etag) == (3, 2, '"1"')
    record_polls(watching, [poll(PAGE, PollOutcome.UNCHANGED, 4)])
    known = asked(watching.tables, PAGE)
    assert known is not None
    assert (known.failures, known.etag) == (0, '"1"')


def test_a_page_that_is_watched_by_itself_is_no_page_of_its_feed_any_more(watching: Case) -> None:
    own = replace(poll(PAGE + "/2", PollOutcome.FAILED), watched=PAGE + "/2")
    record_polls(watching, [own], sources=(replace(SOURCE, address=PAGE + "/2", kind=WatchedKind.PAGE),))
    assert list(wanted(watching.tables)) == []


def test_a_source_stands_as_it_was_laid_down_last(watching: Case) -> None:
    other = replace(SOURCE, every=60, takes=Takes.ENTRIES, person="reviewer-2")
    record_polls(watching, [], sources=(other,))
    assert watched(watching.tables) == (other,)
    record_polls(watching, [], sources=(SOURCE,))
    assert watched(watching.tables) == (SOURCE,)


def test_what_came_is_read_though_nothing_says_any_more_why_its_source_is_watched(any_case: Case) -> None:
    record_polls(any_case, [poll(PAGE, PollOutcome.NEW, data=DATA)], DATA)
    assert [(capture.source, source.address) for capture, source in received(any_case.tables)] == [(PAGE, FEED)]


def test_the_same_alert_is_on_the_record_once_and_told_to_each_channel_once(watching: Case) -> None:
    (noted,) = alerts(watching.tables)
    record_alerts(watching, [noted.alert], until=8)
    assert alerts(watching.tables) == (noted,)
    assert noticed_until(watching.tables) == 8
    assert untold(watching.tables, "team") == ()
    assert untold(watching.tables, "board") == (noted,)
    record_delivery(watching, "team", noted.alert.id, message="again")
    assert told(watching.tables, "team", noted.alert.id) == 8


def test_lists_go_on_after_one_and_keep_to_days(watching: Case) -> None:
    tables = watching.tables
    record_polls(watching, [poll(FEED, PollOutcome.UNCHANGED, 30), poll(PAGE, PollOutcome.UNCHANGED, 31)])
    places = [f"{one.seq}.{one.place}" for one in polls_listed(tables, Wanted())]
    assert places == ["5.0", "6.0", "9.0", "9.1"]
    assert [one.place for one in polls_listed(tables, Wanted(after="9.0"))] == [1]
    assert [one.seq for one in polls_listed(tables, Wanted(after="6"))] == [9, 9]
    assert [one.poll.address for one in polls_listed(tables, Wanted(since="2025-01-14", until="2025-01"))] == [FEED, PAGE]
    assert len(list(polls_listed(tables, Wanted(identity=FEED)))) == 4
    assert [one.poll.address for one in polls_listed(tables, Wanted(identity=PAGE, limit=1))] == [PAGE]
    assert len(list(polls_listed(tables, Wanted(source="Harbour")))) == 2
    with pytest.raises(CaseError, match="place of a poll"):
        list(polls_listed(tables, Wanted(after="1.2.3")))
    assert [source.address for source, _ in watched_listed(tables, Wanted(source="OFFICIAL"))] == [FEED]
    assert list(watched_listed(tables, Wanted(after=FEED))) == []
    (noted,) = alerts_listed(tables, Wanted(since="2025-01-13", until="2025-01-13"))
    assert list(alerts_listed(tables, Wanted(after=noted.alert.id))) == []
    assert [seq for seq, _ in polls(tables, FEED, most=1)] == [9]


def test_custody_tells_what_the_watch_showed_of_a_page(watching: Case) -> None:
    take_in(watching, DATA)
    other = b"310 soldiers were at the harbour."
    record_polls(watching, [poll(PAGE, PollOutcome.UNCHANGED, hours) for hours in (2, 3)])
    record_polls(watching, [poll(PAGE, PollOutcome.UNCHANGED, 4), poll(PAGE, PollOutcome.FAILED, 5)])
    record_polls(watching, [poll(PAGE, PollOutcome.GONE, 6)])
    record_polls(watching, [poll(PAGE, PollOutcome.NEW, 7, data=other)], other)
    record_polls(watching, [poll(PAGE, PollOutcome.UNCHANGED, 8)])
    assert [(act.seq, act.did) for act in acts_about(watching.tables, receipt(DATA).id, None)] == [
        (5, f"found its address listed in {FEED}"),
        (6, "asked for it and received it"),
        (9, "took it in"),
        (11, "found it unchanged, 3 times since entry 10"),
        (12, "found it gone (410)"),
        (13, "received other bytes from its address"),
    ]
    assert [act.did for act in acts_about(watching.tables, receipt(other).id, None)] == [
        f"found its address listed in {FEED}",
        "asked for it and received it",
        "found it unchanged",
    ]


@pytest.fixture
def folder_of_a_watch(case: Case) -> Path:
    told_of = Telling(case)("Harbour Service", 300)
    record_polls(case, [poll(PAGE, PollOutcome.NEW, data=DATA)], DATA, sources=(SOURCE,))
    record_alerts(case, [alert_on(told_of.report.id, told_of.report.text)], until=5)
    record_delivery(case, "team", "al:1")
    assert case.folder
    return case.folder


def test_an_original_that_only_a_poll_names_is_hashed_again(folder_of_a_watch: Path) -> None:
    name = digest_of(DATA).removeprefix("sha256:")
    path = folder_of_a_watch / "vault" / name[:2] / name
    path.chmod(0o644)
    path.write_bytes(b"other bytes")
    assert codes(folder_of_a_watch) == {"original.altered"}
    path.unlink()
    assert codes(folder_of_a_watch) == {"original.missing"}


@pytest.mark.parametrize("seq", [5, 6, 7])
def test_an_entry_of_the_watch_that_cannot_be_read_is_named(folder_of_a_watch: Path, seq: int) -> None:
    forge(folder_of_a_watch, seq, lambda body: body.clear())
    assert "journal.unreadable" in codes(folder_of_a_watch)


def test_words_of_an_alert_that_do_not_stand_in_the_report_are_named(folder_of_a_watch: Path) -> None:
    forge(folder_of_a_watch, 6, lambda body: body["alerts"][0]["proof"][0].update(exact="Harvours"))
    with open_case(folder_of_a_watch) as case:
        case.rebuild()
    assert codes(folder_of_a_watch) == {"span.shifted"}


def test_what_a_poll_received_keeps_its_original_when_the_case_is_opened_again(folder_of_a_watch: Path) -> None:
    mark = folder_of_a_watch / "vault" / ".incoming" / digest_of(DATA).removeprefix("sha256:")
    mark.parent.mkdir(exist_ok=True)
    mark.touch()  # as a process leaves it that is killed right after its entry was recorded
    with open_case(folder_of_a_watch) as case:
        assert case.store.get(digest_of(DATA)) == DATA
    assert codes(folder_of_a_watch) == set()


KILLED = """
import os, signal, sys
from pathlib import Path
from closewatch.ledger.bodies import polls_body
from closewatch.ledger.stores.sqlite import SqliteStore
from closewatch.terms.entry import Draft, EntryKind
from tests.ledger.watched_values import AT, PAGE, poll
from closewatch.terms.watch import PollOutcome

def killing(tables, entry):
    os.kill(os.getpid(), signal.SIGKILL)

body = polls_body([poll(PAGE, PollOutcome.NEW, data=b"new bytes")])
SqliteStore(Path(sys.argv[1]), new=False).record((b"new bytes",), lambda: (Draft(EntryKind.POLL, "person:a", AT, body),), killing)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_what_came_when_the_process_was_killed_before_its_entry_was_recorded_is_swept(folder_of_a_watch: Path) -> None:
    root = Path(__file__).parent.parent.parent
    places = os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder_of_a_watch)], env=places, check=False)
    assert done.returncode == -signal.SIGKILL
    name = digest_of(b"new bytes").removeprefix("sha256:")
    assert (folder_of_a_watch / "vault" / name[:2] / name).is_file()
    with open_case(folder_of_a_watch) as case:
        assert [capture.digest for capture in pending(case.tables)] == [digest_of(DATA)]
        assert not (folder_of_a_watch / "vault" / name[:2] / name).exists()
    assert codes(folder_of_a_watch) == set()


def test_an_import_has_the_watch_with_what_nobody_read_yet(folder_of_a_watch: Path, tmp_path: Path) -> None:
    with open_case(folder_of_a_watch) as case:
        entries, originals = list(case.store.entries()), [case.store.get(digest) for digest in case.store.digests()]
        wanted_tables, head = compared(case), case.head()
    made = import_case(tmp_path / "whole", "Kursk", entries, originals)
    with made.case as whole:
        assert (whole.head(), compared(whole), made.originals) == (head, wanted_tables, 0)
        assert list(verify(whole)) == []
    lacking = import_case(tmp_path / "lacking", "Kursk", entries, [data for data in originals if data != DATA])
    with lacking.case:
        assert lacking.originals == 1


def test_a_forged_head_of_what_was_looked_at_is_a_fault_and_no_traceback(folder_of_a_watch: Path) -> None:
    forge(folder_of_a_watch, 6, lambda body: body.update(until="many"))
    assert {"journal.unreadable", "view.unmakable"} <= codes(folder_of_a_watch)
    with sqlite3.connect(folder_of_a_watch / "ledger.db") as database:
        assert database.execute("SELECT count(*) FROM alerts").fetchone() == (1,)
