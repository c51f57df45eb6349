"""Reports, pages and addresses that attack whoever sits at the desk: nothing of theirs runs, and the browser asks nobody but the desk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from closewatch.capture.take import take
from closewatch.desk.line import Tools, take_in
from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.serving import bound, served
from closewatch.ledger.case import create_case, open_case
from tests.browser.conftest import Site
from tests.browser.desk.attacks import ATTACK, BIDI, OUTSIDE, SAID, TURNING, read_attack, write_attacks
from tests.browser.desk.conftest import Watched, watch
from tests.browser.desk.pages import pages_of
from tests.browser.desk.reviewer import asked, decisions
from tests.desk.web.browsing import Visitor

AT = datetime(2025, 1, 13, 9, tzinfo=UTC)

READ = 6
"""How many of the attacks are reports: all but the package and the archive in it."""


@pytest.fixture(scope="module")
def attacked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """A desk over hostile reports."""
    folder = tmp_path_factory.mktemp("hostile")
    sources = folder / "in"
    sources.mkdir()
    write_attacks(sources)
    case_folder = folder / "case"
    tools = Tools(by="person:<script>window.hacked=1</script>", reader=read_attack, clock=lambda: AT)
    with create_case(case_folder, BIDI + ATTACK, "person:tester", AT) as case:
        states = [step.state for step in take_in(case, take(str(sources), tools.by, lambda: AT), tools)]
        assert states.count("new") == READ
    with served(Desk(Start(case_folder, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        watched = watch(browser, address, case_folder)
        yield watched
        watched.context.close()


def all_of(folder: Path) -> dict[str, str]:
    """A page of each kind, the pages of every report and actor, and every capture with its original as it is shown."""
    captures = {f"{identity}{part}": f"/captures/{identity}{part}" for identity in captures_of(folder) for part in ("", "/view")}
    reports = {identity: f"/reports/{identity}?beside=original" for identity in asked(folder, "SELECT id FROM reports")}
    actors = {identity: f"/actors/{identity}" for identity in asked(folder, "SELECT DISTINCT component FROM actors")}
    return {**pages_of(folder), **captures, **reports, **actors}


def captures_of(folder: Path) -> list[str]:
    return asked(folder, "SELECT id FROM captures ORDER BY seq")


def is_hacked(frame: Frame) -> bool:
    return bool(frame.evaluate("typeof window.hacked") != "undefined")


def test_nothing_of_a_hostile_report_runs_leads_away_or_reaches_the_outside(attacked: Watched) -> None:
    page = attacked.context.new_page()
    shown, turned = 0, []
    for name, path in all_of(attacked.folder).items():
        page.goto(attacked.address + path, wait_until="load")
        assert not any(is_hacked(frame) for frame in page.frames), name
        assert page.url.startswith(attacked.address), name
        leading_away = page.evaluate("[...document.links].map(link => link.href).filter(href => new URL(href).origin !== location.origin)")
        assert leading_away == [], name
        shown += "4321" in page.content()
        if not path.endswith("/view") and TURNING & set(page.content()):
            turned.append(name)
    assert turned == [], "signs that turn the order of words are shown as signs"
    assert shown > 5
    assert attacked.elsewhere == []
    assert not any("Content Security Policy" in words and "attacker" in words for words in attacked.complaints), attacked.complaints


def test_a_pdf_is_seen_as_a_picture_that_links_nowhere(attacked: Watched) -> None:
    pdf = asked(attacked.folder, "SELECT id FROM captures WHERE source LIKE '%opened.pdf'")[0]
    page = attacked.page(f"/captures/{pdf}")
    picture = page.get_by_alt_text("Page 1 of the original")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("one => one.naturalWidth") > 800
    assert picture.evaluate("one => one.closest('a')") is None
    assert attacked.elsewhere == []


def test_bytes_of_a_hostile_report_are_handed_over_and_never_shown(attacked: Watched) -> None:
    for identity in captures_of(attacked.folder):
        answer = attacked.context.request.get(f"{attacked.address}/captures/{identity}/bytes")
        assert answer.ok
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"] == "application/octet-stream"


def test_a_file_with_a_path_and_html_for_a_name_is_taken_in_under_its_last_part(own_desk: Callable[..., Watched], own_case: Path) -> None:
    watched = own_desk()
    before = {path for path in own_case.parent.rglob("*") if "vault" not in path.parts}
    page = watched.page("/upload")
    name = "../../../<img src=x onerror='window.hacked=1'>.txt"
    page.get_by_label("Files").set_input_files({"name": name, "mimeType": "text/plain", "buffer": SAID.encode()})
    page.get_by_role("button", name="Take in").click()
    page.locator("[data-over='yes']").wait_for()
    assert not is_hacked(page.main_frame)
    assert asked(own_case, "SELECT source FROM captures ORDER BY seq DESC LIMIT 1") == ["<img src=x onerror='window.hacked=1'>.txt"]
    new = {path for path in own_case.parent.rglob("*") if "vault" not in path.parts} - before
    assert {path.name for path in new} <= {"desk.db", "desk.db-wal", "desk.db-shm", "ledger.db-wal", "ledger.db-shm"}
    assert watched.elsewhere == []


def forged(watched: Watched, token: str, on: str) -> str:
    """A page of another site, as somebody would make it who even knew a token of the desk."""
    fields = {"token": token, "on": on, "verdict": "accept", "seen": ""}
    inputs = "".join(f"<input name='{name}' value='{value}'>" for name, value in fields.items())
    body = "&".join(f"{name}={value}" for name, value in fields.items())
    return (
        f"<body class='ready'><form method='post' action='{watched.address}/decide'>{inputs}<button>Win a prize</button></form>"
        f"<iframe src='{watched.address}/review/{on}'></iframe><script>fetch({json.dumps(watched.address + '/decide')},"
        f"{{method: 'POST', mode: 'no-cors', credentials: 'include', headers: {{'Content-Type': 'application/x-www-form-urlencoded'}},"
        f" body: {json.dumps(body)}}}).finally(() => document.body.classList.add('sent'))</script>"
    )


def framed_text(page: Page) -> str:
    return "".join(frame.locator("body").inner_text() for frame in page.frames[1:])


def test_another_site_can_neither_send_a_form_nor_frame_the_desk(shared_desk: Callable[[str], Watched], own_case: Path, site: Site) -> None:
    anna = shared_desk("anna")
    figure = asked(own_case, "SELECT id FROM figures WHERE state = 'read' ORDER BY id LIMIT 1")[0]
    own = anna.page(f"/review/{figure}")
    token = own.locator("input[name=token]").first.get_attribute("value")
    assert token
    page = anna.context.new_page()
    page.goto(site.put("/prize", forged(anna, token, figure)))
    page.locator("body.sent").wait_for()
    assert "Accept" not in framed_text(page)
    with page.expect_navigation() as led:
        page.get_by_role("button", name="Win a prize").click()
    assert led.value
    assert led.value.status == 403
    expect(page.locator("main")).to_contain_text("another site sent")
    assert decisions(own_case) == []

    own.get_by_role("button", name="Accept").click()
    expect(own.locator(".notice.done")).to_contain_text("Recorded: accepted")


def test_a_script_cannot_read_the_session_and_another_site_is_not_sent_it(shared_desk: Callable[[str], Watched]) -> None:
    anna = shared_desk("anna")
    assert anna.page("/").evaluate("document.cookie") == ""
    cookies = anna.context.cookies()
    assert cookies
    assert {(cookie["httpOnly"], cookie["sameSite"], cookie["path"]) for cookie in cookies} == {(True, "Strict", "/")}


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../../ledger.db", "/static/%2e%2e/%2e%2e/ledger.db", "/static/x/..%2f..%2fledger.db", "/static//etc/passwd",
        "/captures/..%2f..%2fledger.db/bytes", "/captures/%2e%2e/bytes", "/at/..%2f..%2fetc%2fpasswd", "/reports/..%5c..%5cledger.db",
        "/captures/ca:0/pages/..%2f1", "/outlets/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/ledger.db", "//ledger.db",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_the_desk(attacked: Watched, path: str) -> None:
    answer = Visitor(attacked.address).get(path)
    assert 400 <= answer.status < 500
    assert b"SQLite format" not in answer.body
    assert b"root:" not in answer.body


def test_the_case_is_whole_after_all_of_that(attacked: Watched) -> None:
    with open_case(attacked.folder) as case:
        assert len(case.tables.execute("SELECT id FROM decisions").fetchall()) == 0
    assert OUTSIDE not in "".join(attacked.asked)
