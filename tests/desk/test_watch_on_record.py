"""The watch's entries go where the rest of the journal goes: they are merged, destroyed, handed on, listed and followed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from closewatch.capture.originals import receipt as receipt_of
from closewatch.capture.taken import Taken
from closewatch.desk.commands.add import Summary
from closewatch.desk.line import Tools, destroy, merge, note_alerts, note_delivery, note_polls, publish, take_in
from closewatch.ledger.case import Case, open_case
from closewatch.ledger.destruction import plan
from closewatch.ledger.importing import import_case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.lists import captures_of
from closewatch.ledger.views.versions import versions_of
from closewatch.ledger.views.watching import alerts, noticed_until, polls, received, told, watched
from closewatch.publish.exports import EXPORTERS
from closewatch.publish.exports.wacz.checking import check_wacz
from closewatch.publish.exports.wacz.package import open_package
from closewatch.publish.exports.wacz.writing import write_case
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.alert import Alert, AlertKind, Delivery
from closewatch.terms.figure import Range
from closewatch.terms.report import Excerpt
from closewatch.terms.trouble import CaseError
from closewatch.terms.watch import PollOutcome
from tests.ledger.watched_values import FEED, PAGE, SOURCE, poll

from .conftest import AT, read_pay
from .test_commands import Output, run

TOOLS = Tools(by="person:watcher", reader=read_pay, clock=lambda: AT + timedelta(days=2))
RULES = replace(TOOLS, reader=read_by_rules)
DATA = b"Outlet: Wire\nDate: 2025-02-01\n\nThe service said that soldiers in Russia earn $900 a month.\n"
LATER = b"Outlet: Wire\nDate: 2025-02-01\n\nThe service said that soldiers in Russia earn $950 a month.\n"


@contextmanager
def both(one: Path, other: Path) -> Iterator[tuple[Case, Case]]:
    with open_case(one) as here, open_case(other) as there:
        yield here, there


@pytest.fixture
def copies(kursk: Path, tmp_path: Path) -> tuple[Path, Path]:
    return kursk, Path(shutil.copytree(kursk, tmp_path / "copy"))


def report_at(case: Case, number: int) -> str:
    return str(case.tables.execute("SELECT id FROM reports ORDER BY seq LIMIT 1 OFFSET ?", (number,)).fetchone()[0])


def alert_of(case: Case, number: int, *about: str) -> Alert:
    report = case.report(report_at(case, number))
    proof = Excerpt(report.id, 0, 10, report.text[:10])
    return Alert(
        AlertKind.FIGURE_MOVED, about or (report.id,), f"Alert number {number}", proof=(proof,), reports=(report.id,),
        was=Range(low=None, high=None), actors=("Harbour Service",), proved=0, at_most=1,
    )  # fmt: skip


def receive(case: Case, data: bytes, hours: int = 1) -> None:
    note_polls(case, [poll(PAGE, PollOutcome.NEW, hours, data=data)], [SOURCE], [data], TOOLS)


def read_what_came(case: Case) -> list[str]:
    taken = [Taken(capture, case.store.get(capture.digest)) for capture, _ in received(case.tables)]
    return [step.state for step in take_in(case, taken, TOOLS)]


def test_a_merge_brings_polls_with_their_originals_alerts_and_who_was_told(copies: tuple[Path, Path]) -> None:
    with both(*copies) as (here, there):
        receive(there, DATA)
        moved = alert_of(there, 0)
        note_alerts(there, (moved,), there.head().seq, TOOLS)
        note_delivery(there, Delivery("team", moved.id, (moved.id,)), TOOLS)
        assert len(list(merge(here, there, TOOLS))) == 3
        assert [(capture.source, source) for capture, source in received(here.tables)] == [(PAGE, SOURCE)]
        assert here.store.get(received(here.tables)[0][0].digest) == DATA
        assert [noted.alert for noted in alerts(here.tables)] == [moved]
        assert told(here.tables, "team", moved.id)
        assert noticed_until(here.tables) == 0  # what was looked at there was not looked at here
        assert watched(here.tables) == (SOURCE,)
        assert list(verify(here)) == []
        head = here.head()
        assert list(merge(here, there, TOOLS)) == []
        assert here.head() == head
        assert list(merge(there, here, TOOLS)) == []
        assert read_what_came(here) == ["new"]


def test_what_both_copies_hold_is_not_doubled(copies: tuple[Path, Path]) -> None:
    with both(*copies) as (here, there):
        for case in (here, there):
            note_alerts(case, (alert_of(case, 0),), case.head().seq, TOOLS)
        note_alerts(there, (alert_of(there, 1),), there.head().seq, TOOLS)
        note_polls(here, [poll(FEED, PollOutcome.UNCHANGED)], [SOURCE], [], TOOLS)
        note_polls(there, [poll(FEED, PollOutcome.UNCHANGED), poll(FEED, PollOutcome.GONE, 1)], [SOURCE], [], TOOLS)
        list(merge(here, there, TOOLS))
        assert [noted.alert.words for noted in alerts(here.tables)] == ["Alert number 0", "Alert number 1"]
        assert [one.outcome for _, one in polls(here.tables)] == [PollOutcome.GONE, PollOutcome.UNCHANGED]
        assert len([entry for entry in here.store.entries() if entry.kind == "poll" and entry.body["watched"]]) == 1


def test_two_ways_to_watch_one_source_come_over_once_and_merging_again_changes_nothing(copies: tuple[Path, Path]) -> None:
    slower = replace(SOURCE, every=7200, person="reviewer-2")
    with both(*copies) as (here, there):
        note_polls(here, [], [SOURCE], [], TOOLS)
        note_polls(there, [], [slower], [], TOOLS)
        list(merge(here, there, TOOLS))
        list(merge(there, here, TOOLS))
        assert list(merge(here, there, TOOLS)) == list(merge(there, here, TOOLS)) == []
        assert {*watched(here.tables), *watched(there.tables)} == {SOURCE, slower}


def test_a_merge_does_not_bring_back_what_a_poll_received_and_was_destroyed(copies: tuple[Path, Path]) -> None:
    with both(*copies) as (here, there):
        for case in (here, there):
            receive(case, DATA)
            read_what_came(case)
        gone = report_at(here, 3)
        moved = alert_of(there, 3)
        note_alerts(there, (moved,), there.head().seq, TOOLS)
        receive(there, DATA, 5)
        destroy(here, plan(here, gone), TOOLS, "order of the court")
        list(merge(here, there, TOOLS))
        assert alerts(here.tables) == ()
        assert list(verify(here)) == []
        head = here.head()
        list(merge(here, there, TOOLS))
        assert here.head() == head


def test_what_came_by_a_poll_can_be_destroyed_and_does_not_come_back(kursk: Path) -> None:
    with open_case(kursk) as case:
        receive(case, DATA)
        (pending,) = received(case.tables)
        destroy(case, plan(case, pending[0].digest), TOOLS, "consent withdrawn")
        assert received(case.tables) == ()
        receive(case, DATA, 2)
        assert received(case.tables) == ()
        (_, latest), *_ = polls(case.tables)
        assert latest.problem is not None
        assert (latest.outcome, latest.received, latest.problem.code) == (PollOutcome.UNCHANGED, None, "capture.destroyed")
        assert pending[0].digest not in set(case.store.digests())
        assert list(verify(case)) == []


def test_alerts_with_words_of_a_destroyed_report_go_and_the_others_stay(kursk: Path) -> None:
    with open_case(kursk) as case:
        first, second = alert_of(case, 0), alert_of(case, 1)
        note_alerts(case, (first, second), case.head().seq, TOOLS)
        note_delivery(case, Delivery("team", "al:digest", (first.id, second.id)), TOOLS)
        until = noticed_until(case.tables)
        destroy(case, plan(case, report_at(case, 0)), TOOLS, "order of the court")
        assert [noted.alert for noted in alerts(case.tables)] == [second]
        assert told(case.tables, "team", second.id)
        assert noticed_until(case.tables) == until
        assert list(verify(case)) == []


def test_an_alert_with_words_of_a_report_that_was_destroyed_meanwhile_is_not_recorded(kursk: Path) -> None:
    with open_case(kursk) as case:
        moved = alert_of(case, 0)
        destroy(case, plan(case, report_at(case, 0)), TOOLS, "order of the court")
        assert note_alerts(case, (moved,), case.head().seq, TOOLS) == ()
        assert list(verify(case)) == []


def test_an_entry_of_polls_can_go_alone_and_takes_what_nobody_read_with_it(kursk: Path) -> None:
    with open_case(kursk) as case:
        receive(case, DATA)
        destroy(case, plan(case, str(case.head().seq)), TOOLS, "an address with a name")
        assert (polls(case.tables), received(case.tables)) == ((), ())
        assert list(verify(case)) == []


def page(data: bytes, hours: int, address: str = PAGE) -> Taken:
    return Taken(replace(receipt_of(data, address, "text/html"), taken_at=AT + timedelta(hours=hours)), data)


HTML = (
    "<html lang=en><head><title>Pay</title></head><body><article><h1>What soldiers are paid</h1><p>{}</p>"
    "<p>The service said that soldiers in Russia earn $900 a month, and that this has not changed.</p></article><!-- {} --></body></html>"
)


def test_a_page_with_another_advertisement_gives_no_new_report(kursk: Path, capsys: Output) -> None:
    words = "Nothing else was known of the matter on that day."
    another = words[:-1] + " or since."
    one, other, moved = (HTML.format(said, ad).encode() for said, ad in ((words, "boats"), (words, "cars"), (another, "cars")))
    with open_case(kursk) as case:
        steps = list(take_in(case, [page(one, 1), page(other, 2), page(moved, 3), page(other, 4)], RULES))
        assert [step.state for step in steps] == ["new", "same", "new", "held"]
        report = steps[0].worked.report
        assert report is not None
        assert steps[1].worked.report == report
        assert [(problem.code, problem.severity.value) for problem in steps[1].worked.problems] == [("capture.same-words", "note")]
        assert report.id in steps[1].worked.problems[0].message
        assert len({capture.digest for capture in captures_of(case.tables, report.id)}) == 2
        assert len(versions_of(case.tables, report.id)) == 1
        assert [step.state for step in take_in(case, [page(other, 5, "https://other.example/")], RULES)] == ["new"]
        assert list(verify(case)) == []
        summary = Summary()
        summary.follow(steps)
        summary.tell(case)
        assert "2 new, 1 held already, 1 in other bytes and the same words" in capsys.readouterr().err
        # Whoever destroys or protects the report means its words, in whatever bytes.
        assert len(plan(case, report.id).originals) == 2


def test_a_package_of_a_watch_is_whole_and_comes_back_with_the_same_head(kursk: Path, tmp_path: Path) -> None:
    with open_case(kursk) as case:
        receive(case, DATA)
        note_alerts(case, (alert_of(case, 0),), case.head().seq, TOOLS)
        note_delivery(case, Delivery("team", "al:m", (alert_of(case, 0).id,)), TOOLS)
        (tmp_path / "out").mkdir()
        publish(case, write_case, tmp_path / "out")
        head = case.head()
    assert list(check_wacz(tmp_path / "out" / "case.wacz")) == []
    with open_package(tmp_path / "out" / "case.wacz") as package:
        made = import_case(tmp_path / "again", "Pay", package.ledger(), (data for _, data in package.originals()))
    with made.case as again:
        assert (again.head(), made.originals) == (head, 0)
        assert list(verify(again)) == []
        assert read_what_came(again) == ["new"]


@pytest.fixture
def told_case(kursk: Path) -> Path:
    with open_case(kursk) as case:
        note_polls(case, [poll(FEED, PollOutcome.NEW, found=(PAGE,))], [SOURCE], [], TOOLS)
        receive(case, DATA)
        read_what_came(case)
        note_polls(case, [poll(PAGE, PollOutcome.UNCHANGED, 2), poll(PAGE, PollOutcome.GONE, 3)], (), (), TOOLS)
        note_alerts(case, (alert_of(case, 0),), case.head().seq, TOOLS)
        note_delivery(case, Delivery("team", "al:m", (alert_of(case, 0).id,)), TOOLS)
    return kursk


def test_alerts_watched_sources_and_polls_are_listed(told_case: Path, capsys: Output) -> None:
    code, out, _ = run(capsys, "show", told_case, "alerts", "--json")
    (alert,) = (json.loads(line) for line in out.splitlines())
    assert code == 0
    assert (alert["kind"], alert["words"], alert["actors"]) == ("figure-moved", "Alert number 0", ["Harbour Service"])
    assert [told["channel"] for told in alert["told"]] == ["team"]
    assert "Alert number 0" in run(capsys, "show", told_case, "alerts")[1]
    assert run(capsys, "show", told_case, "alerts", alert["id"][:9], "--csv")[1].splitlines()[1].startswith(alert["id"])
    assert run(capsys, "show", told_case, "alerts", "--until", "2020")[1].strip() == "no alerts"
    (source,) = (json.loads(line) for line in run(capsys, "show", told_case, "watched", "--json")[1].splitlines())
    assert (source["address"], source["every"], source["person"], source["last"]["outcome"]) == (FEED, 900, "reviewer-1", "new")
    assert "15 min" in run(capsys, "show", told_case, "watched", FEED)[1]
    listed = [json.loads(line) for line in run(capsys, "show", told_case, "polls", "--json")[1].splitlines()]
    assert [one["outcome"] for one in listed] == ["new", "new", "unchanged", "gone"]
    assert listed[1]["taken_in"] is True
    rest = run(capsys, "show", told_case, "polls", PAGE, "--after", listed[1]["poll"], "--limit", "1", "--csv")[1].splitlines()
    assert [line.split(",")[0] for line in rest] == ["poll", listed[2]["poll"]]
    assert run(capsys, "show", told_case, "polls", "--stance", "denies")[0] == 2


def test_an_alert_is_followed_to_its_words_and_to_who_was_told(told_case: Path, capsys: Output) -> None:
    with open_case(told_case) as case:
        (noted,) = alerts(case.tables)
    code, out, _ = run(capsys, "trace", told_case, noted.alert.id[:12])
    assert code == 0
    assert "Alert number 0" in out
    assert "told team" in out
    assert "0 proved, at most 1" in out
    found = json.loads(run(capsys, "trace", told_case, noted.alert.id, "--json")[1])
    assert [below["kind"] for below in found["below"]] == ["words", "told"]
    assert found["below"][1]["value"]["channel"] == "team"
    with pytest.raises(CaseError), open_case(told_case) as case:
        plan(case, noted.alert.id)


def test_a_capture_is_followed_to_what_the_watch_showed_of_its_page(told_case: Path, capsys: Output) -> None:
    with open_case(told_case) as case:
        (identity,) = case.tables.execute("SELECT id FROM captures WHERE source = ?", (PAGE,)).fetchone()
    out = run(capsys, "trace", told_case, identity)[1]
    assert f"found its address listed in {FEED}" in out
    assert "found it gone (410)" in out


def test_the_command_says_what_came_over_from_a_watch(copies: tuple[Path, Path], capsys: Output) -> None:
    with open_case(copies[1]) as there:
        receive(there, DATA)
    assert "1 entries of polls" not in (said := run(capsys, "merge", *copies, "--by", "keeper")[2])
    assert "1 entry of polls" in said


def test_the_provenance_has_what_the_watch_did_as_activities(told_case: Path, tmp_path: Path) -> None:
    exporter = next(one for one in EXPORTERS if one.name == "jsonld")
    with open_case(told_case) as case:
        publish(case, exporter.write, tmp_path / "out")
    graph = json.loads((tmp_path / "out" / "provenance.jsonld").read_text("utf-8"))["@graph"]
    kinds = [kind for node in graph for kind in node["type"]]
    assert [kinds.count(f"cw:{kind}") for kind in ("Watching", "Noticing", "Telling")] == [3, 1, 1]
