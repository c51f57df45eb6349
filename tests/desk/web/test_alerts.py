"""What moved, in the browser, on a real server."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from closewatch.desk.line import note_alerts
from closewatch.desk.web.desk import Desk
from closewatch.ledger.case import open_case
from closewatch.terms.alert import Alert, AlertKind
from tests.desk.web.browsing import Visitor
from tests.desk.web.conftest import Clock, log_in
from tests.desk.web.moved import NOON, alert_on, note_some_alerts, question_of, tools_at
from tests.desk.web.originals_case import desk_of_originals

ATOM = "{http://www.w3.org/2005/Atom}"


def test_what_moved_stands_newest_first_by_the_day_it_was_noticed(kursk: Path, anna: Visitor) -> None:
    told, later, gone = note_some_alerts(kursk)
    page = anna.get("/alerts").text
    order = [
        page.index(words)
        for words in ('id="day-2025-01-15"', f'id="{gone.id}"', f'id="{later.id}"', 'id="day-2025-01-14"', f'id="{told.id}"')
    ]
    assert order == sorted(order)


def test_an_alert_says_in_words_what_kind_it_is_and_what_it_rests_on(kursk: Path, anna: Visitor) -> None:
    note_some_alerts(kursk)
    page = anna.get("/alerts").text
    assert "New conflict</span>" in page
    assert "Two answers do not meet." in page
    assert "The Harbour Gazette, 2024-11-19" in page
    assert "The ministry denies &lt;b&gt;it&lt;/b&gt;." in page


def test_the_words_of_an_alert_open_their_report_at_these_words(kursk: Path, anna: Visitor) -> None:
    note_some_alerts(kursk)
    found = re.search(r'<a href="(/reports/re:[0-9a-f]+\?words=(\d+)-(\d+))#words">\$2,000</a>', anna.get("/alerts").text)
    assert found
    report = anna.get(found[1]).text
    marked = re.search(r'<span class="anchor" id="words"></span>.{0,200}?<mark class="[^"]* asked" [^>]*>([^<]+)</mark>', report)
    assert marked
    assert marked[1] == "$2,000"


@pytest.mark.parametrize("words", ["9-3", "0-0", "99999-999999", "x", "1", "-1-4", "1-2-3"])
def test_words_that_a_report_does_not_have_are_passed_over(kursk: Path, anna: Visitor, words: str) -> None:
    note_some_alerts(kursk)
    with open_case(kursk) as case:
        report = case.tables.execute("SELECT id FROM reports").fetchone()[0]
    answer = anna.get(f"/reports/{report}?words={words}")
    assert answer.status == 200
    assert 'id="words"' not in answer.text


def test_an_alert_leads_to_its_question_the_way_down_and_the_journal_and_says_who_was_told(kursk: Path, anna: Visitor) -> None:
    told, _, _ = note_some_alerts(kursk)
    page = anna.get("/alerts").text
    mine = page[page.index(f'id="{told.id}"') :]
    assert f'href="/questions/{told.question}"' in mine
    assert f'href="/trace/{told.id}"' in mine
    assert 'href="/journal/11"' in mine
    assert re.search(r'Told: <a href="/journal/12">team</a> 2025-01-14 12:05 UTC', mine)
    assert "Told nobody yet" in page[: page.index(f'id="{told.id}"')]


def test_an_alert_that_rests_on_no_words_leads_to_its_report(kursk: Path, anna: Visitor) -> None:
    told, _, gone = note_some_alerts(kursk)
    page = anna.get("/alerts?kind=page-gone").text
    assert f'<a href="/reports/{gone.reports[0]}">The Harbour Gazette, 2024-11-19</a>' in page
    assert f'<a href="/reports/{told.reports[0]}">' not in anna.get("/alerts?kind=conflict").text


def test_a_silent_correction_leads_to_the_difference_of_the_earlier_version_and_the_later(tmp_path: Path) -> None:
    with desk_of_originals(tmp_path) as kept:
        later, earlier = kept.report("v2.txt"), kept.report("v1.txt")
        changed = Alert(AlertKind.SILENT_CORRECTION, (later,), "It changed.", reports=(later, earlier))
        alone = Alert(AlertKind.SILENT_CORRECTION, (earlier,), "Nothing beside it.", reports=(earlier, kept.report("later.txt")))
        with open_case(kept.folder) as case:
            note_alerts(case, (changed, alone), 5, tools_at(NOON))
        page = kept.anna.get("/alerts").text
        assert page.count("/difference/") == 1
        assert f'href="/captures/{kept.capture("v1.txt")}/difference/{kept.capture("v2.txt")}"' in page


def test_the_way_down_from_an_alert_ends_at_its_words(kursk: Path, anna: Visitor) -> None:
    told, _, _ = note_some_alerts(kursk)
    for address in (f"/trace/{told.id}", f"/trace/{told.id[:13]}"):
        page = anna.get(address)
        assert page.status == 200
        assert "Two answers do not meet." in page.text
        assert "$2,000" in page.text
    assert anna.get(f"/at/{told.id}").headers["location"] == f"/trace/{told.id}"


def test_alerts_are_narrowed_by_kind_and_by_question(kursk: Path, anna: Visitor) -> None:
    told, later, gone = note_some_alerts(kursk)
    page = anna.get("/alerts?kind=denial").text
    assert later.id in page
    assert told.id not in page
    page = anna.get(f"/alerts?question={told.question}").text
    assert told.id in page
    assert gone.id not in page
    assert '<option value="conflict">New conflict</option>' in page
    assert f'<option value="{told.question}" selected>Pay of soldiers</option>' in page
    assert "No alert is of that kind" in anna.get("/alerts?kind=quiet").text
    assert "No alert is of that kind" in anna.get("/alerts?question=qu:none").text
    refused = anna.get("/alerts?kind=nonsense")
    assert refused.status == 400
    assert "wanted one of conflict, denial" in refused.text


def test_many_alerts_go_on_page_by_page_and_back(kursk: Path, anna: Visitor) -> None:
    with open_case(kursk) as case:
        many = [alert_on(case, AlertKind.QUIET, f"re:{number}", f"Alert number {number:02}.") for number in range(65)]
        note_alerts(case, many, 10, tools_at(NOON))
    seen: list[str] = []
    address: str | None = "/alerts"
    previous = ""
    while address:
        page = anna.get(address.replace("&amp;", "&")).text
        seen += re.findall(r"Alert number (\d+)\.</h3>", page)
        back = re.search(r'rel="prev" class="button" href="([^"]+)"', page)
        previous = back[1] if back else previous
        onward = re.search(r'rel="next" class="button" href="([^"]+)"', page)
        address = onward[1] if onward else None
    assert seen == [f"{number:02}" for number in reversed(range(65))]
    assert re.findall(r"Alert number (\d+)\.</h3>", anna.get(previous.replace("&amp;", "&")).text) == seen[30:60]
    lost = anna.get("/alerts?after=al:0")
    assert lost.status == 404
    assert "wanted an alert of this case to go on from" in lost.text


def test_alerts_that_came_since_the_last_visit_are_marked_and_stay_so_for_an_hour(
    people: Desk, people_address: str, kursk: Path, clock: Clock
) -> None:
    anna = Visitor(people_address)
    log_in(anna, "anna")
    assert "new</span>" not in anna.get("/alerts").text
    note_some_alerts(kursk)
    for _ in range(2):  # loading again loses nothing
        assert "3 alerts on this page are new since you last looked" in anna.get("/alerts").text
    clock.at += 3601
    assert "new since you last looked" not in anna.get("/alerts").text


def test_looking_at_some_alerts_is_not_looking_at_all_of_them(people: Desk, people_address: str, kursk: Path, clock: Clock) -> None:
    anna = Visitor(people_address)
    log_in(anna, "anna")
    anna.get("/alerts")
    note_some_alerts(kursk)
    assert "1 alert on this page is new" in anna.get("/alerts?kind=denial").text
    clock.at += 3601
    assert "3 alerts on this page are new" in anna.get("/alerts").text


def test_the_front_page_says_how_many_alerts_are_new_and_names_the_latest(kursk: Path, anna: Visitor) -> None:
    assert 'id="alerts-head"' not in anna.get("/").text
    _, later, gone = note_some_alerts(kursk)
    page = anna.get("/").text
    assert "Since you last looked: 3 alerts" in page
    assert page.index(f"/alerts#{gone.id}") < page.index(f"/alerts#{later.id}")


def test_a_question_shows_its_latest_alerts_and_leads_to_all(kursk: Path, anna: Visitor) -> None:
    told, later, gone = note_some_alerts(kursk)
    with open_case(kursk) as case:
        more = [alert_on(case, AlertKind.NEW_ACTOR, f"ac:{n}", f"Somebody new, {n}.", (), told.question) for n in range(4)]
        note_alerts(case, more, 14, tools_at(NOON))
        assert question_of(case) == told.question
    page = anna.get(f"/questions/{told.question}").text
    assert later.id in page
    assert told.id not in page
    assert gone.id not in page
    assert f'href="/alerts?question={told.question}">All 6 alerts on this question' in page


def test_programs_follow_alerts_from_the_first_on(kursk: Path, anna: Visitor) -> None:
    told, later, gone = note_some_alerts(kursk)
    first = json.loads(anna.get("/alerts.json?limit=2").body)
    assert [item["id"] for item in first["items"]] == [told.id, later.id]
    assert [(one["channel"], one["entry"], one["at"][:16]) for one in first["items"][0]["told"]] == [("team", 12, "2025-01-14T12:05")]
    rest = json.loads(anna.get(first["next"]).body)
    assert [item["id"] for item in rest["items"]] == [gone.id]
    assert rest["next"] is None
    before = json.loads(anna.get(f"/alerts.json?before={gone.id}&limit=1").body)
    assert [item["id"] for item in before["items"]] == [later.id]
    only = json.loads(anna.get(f"/alerts.json?kind=denial&question={told.question}").body)
    assert [item["id"] for item in only["items"]] == [later.id]
    assert json.loads(anna.get(f"/alerts/{told.id[:13]}.json").body)["words"] == told.words
    assert anna.get("/alerts.json?kind=nonsense").status == 400


def test_all_alerts_are_there_as_csv(kursk: Path, anna: Visitor) -> None:
    told, later, _ = note_some_alerts(kursk)
    assert [line.partition(",")[0] for line in anna.get("/alerts.csv?kind=denial").text.splitlines()] == ["id", later.id]
    assert told.id in anna.get("/alerts.csv").text


def test_the_feed_holds_the_latest_alerts_and_leads_to_this_desk(kursk: Path, anna: Visitor) -> None:
    empty = anna.get("/alerts.atom")
    assert empty.headers["content-type"].startswith("application/atom+xml")
    assert ElementTree.fromstring(empty.body).findall(f"{ATOM}entry") == []
    told, _, _ = note_some_alerts(kursk)
    entries = ElementTree.fromstring(anna.get("/alerts.atom").body).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}updated") for entry in entries][-1] == "2025-01-14T12:00:00Z"
    links = [link.get("href") for link in entries[-1].findall(f"{ATOM}link")]
    assert links == [f"{anna.address}/trace/{told.id}", f"{anna.address}/questions/{told.question}"]


def test_who_is_not_logged_in_gets_no_feed(people_address: str, kursk: Path) -> None:
    note_some_alerts(kursk)
    answer = Visitor(people_address).get("/alerts.atom")
    assert answer.status == 401
    assert "Two answers" not in answer.text


def test_without_alerts_the_page_says_how_to_begin(kursk: Path, anna: Visitor) -> None:
    page = anna.get("/alerts")
    assert page.status == 200
    assert "closewatch watch kursk" in page.text
    assert "case.toml" in page.text
