"""Reports that attack whoever looks at them: nothing of theirs runs, and the browser asks nobody but the desk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from closewatch.capture.take import take
from closewatch.desk.line import Tools, take_in
from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.serving import bound, served
from closewatch.ledger.case import create_case
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.figure import Figure, Range
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.statement import Basis, Manner, Stance, Statement
from tests.browser.desk.conftest import Watched, watch
from tests.browser.desk.pages import pages_of

AT = datetime(2025, 1, 13, 9, tzinfo=UTC)

ATTACK = (
    "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'><svg onload='window.hacked=1'></svg>"
    "\"'><style>@import url({0}/style.css); body {{ background: url({0}/css.png) }}</style><iframe src='{0}/frame'></iframe>"
    "<link rel=stylesheet href='{0}/link.css'><link rel=prefetch href='{0}/prefetch'><link rel=dns-prefetch href='{0}'>"
    "<meta http-equiv=refresh content='0;url={0}/refresh'><base href='{0}/'><object data='{0}/object'></object>"
    "<form action='{0}/form' id=f><input autofocus onfocus='window.hacked=1'></form><a href='javascript:window.hacked=1'>go</a>"
    "<video poster='{0}/poster' src='{0}/video'></video><math><mtext></mtext></math>{{{{7*7}}}}{{% raw %}}"
)


def read_attack(report: Report) -> Reading:
    """Find one statement and one figure by a speaker with a hostile name."""
    start = report.text.index("said that")
    number = report.text.index("4321")
    amount = Decimal(4321 + len(report.text) % 7)  # every report has one of its own, so that there are conflicts
    name = "<img src=x onerror=window.hacked=1>\u202e'\"&amp;"
    speaker = Actor(actor_id(report.id, name), name, ActorKind.PERSON, (name, "</title><script>window.hacked=1</script>"))
    cue, content = report.span(start, start + 4), report.span(start + 5, number + 4)
    statement = Statement(
        report.id, (), (cue,), (content,), Manner.INDIRECT, Stance.ASSERTS, Basis.UNSTATED, via=(name,), speaker=speaker, read_by="hand"
    )
    exactly = Range(low=amount, best=amount, high=amount)
    where = report.span(number, number + 4)
    figure = Figure(report.id, where, "killed", exactly, unit="person", statement=statement.id, speaker=speaker)
    return Reading(report.id, "hand", (statement,), (figure,))


@pytest.fixture(scope="module")
def attacked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Watched, Path, str]]:
    """A desk over hostile reports, and the address that they try to reach (where nobody answers)."""
    outside = "http://attacker.example"
    folder = tmp_path_factory.mktemp("hostile")
    sources = folder / "in"
    sources.mkdir()
    attack = ATTACK.format(outside)
    said = "Somebody said that 4321 people were killed in Kursk, Russia, on Monday, and that it would not be the last time."
    title = attack.replace("\n", " ")
    (sources / "<img src=x onerror=window.hacked=1>.html").write_text(
        f"<html><head><title>{title}</title></head><body><article><h1>{attack}</h1>{attack}<p>{said}</p>{attack}"
        f"<p>{said.replace('Monday', 'Tuesday')} {'And so on. ' * 40}</p></article>{attack}</body></html>", "utf-8",
    )  # fmt: skip
    (sources / "plain.txt").write_text(
        f"Title: {title}\nOutlet: {title}\nAuthor: {title}\nURL: javascript:window.hacked=1\n\n{said} {attack}\n", "utf-8"
    )
    (sources / "mail.eml").write_text(
        f"From: <script>window.hacked=1</script> <a@b.example>\nSubject: {title}\nMIME-Version: 1.0\n"
        "Content-Type: text/html; charset=utf-8\n\n"
        f"<html><body>{attack}<p>{said} Again.</p></body></html>\n", "utf-8",
    )  # fmt: skip
    case_folder = folder / "case"
    tools = Tools(by="person:<script>window.hacked=1</script>", reader=read_attack, clock=lambda: AT)
    with create_case(case_folder, attack, "person:tester", AT) as case:
        states = [step.state for step in take_in(case, take(str(sources), tools.by, lambda: AT), tools)]
        assert states.count("new") == 3
    with served(Desk(Start(case_folder, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        watched = watch(browser, address, case_folder)
        yield watched, case_folder, outside
        watched.context.close()


def test_nothing_of_a_hostile_report_runs_or_reaches_the_outside(attacked: tuple[Watched, Path, str]) -> None:
    watched, folder, _ = attacked
    shown = 0
    for name, path in {**pages_of(folder), **captures_of(folder)}.items():
        page = watched.page(path)
        page.wait_for_timeout(50)
        for frame in page.frames:
            assert frame.evaluate("typeof window.hacked") == "undefined", name
        assert page.url.startswith(watched.address), name
        shown += "4321" in page.content()
        page.close()
    assert shown > 5
    assert watched.elsewhere == []
    assert not any("Content Security Policy" in words and "attacker" in words for words in watched.complaints), watched.complaints


def captures_of(folder: Path) -> dict[str, str]:
    """Every capture: its page, and the original as it is shown."""
    tables = sqlite3.connect(f"file:{folder / 'ledger.db'}?mode=ro", uri=True)
    found = [row[0] for row in tables.execute("SELECT id FROM captures ORDER BY seq")]
    tables.close()
    return {f"{identity}{part}": f"/captures/{identity}{part}" for identity in found for part in ("", "/view")}


def test_bytes_of_a_hostile_report_are_handed_over_and_never_shown(attacked: tuple[Watched, Path, str]) -> None:
    watched, folder, _ = attacked
    for path in [path for path in captures_of(folder).values() if not path.endswith("/view")]:
        answer = watched.context.request.get(watched.address + path + "/bytes")
        assert answer.ok
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"] == "application/octet-stream"
