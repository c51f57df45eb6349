"""Taking sources in from the browser: what is handed over, within which bounds, and what became of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Timer
from time import sleep

import pytest
from starlette.responses import Response

from closewatch.capture.limits import Limits
from closewatch.desk.line import Tools
from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.door import Door
from closewatch.desk.web.entry.handed_over import Handed, Pile
from closewatch.desk.web.pages import DOORS
from closewatch.desk.web.serving import bound, served
from closewatch.desk.web.visit import Visit
from closewatch.desk.web.works import MOST_WAITING, Works
from closewatch.ledger.case import open_case
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from tests.desk.conftest import read_pay
from tests.desk.web.browsing import Answer, Visitor
from tests.desk.web.conftest import QUICK

BOUNDARY = "----------------------------closewatch"
NOTE = "Title: A note\nOutlet: The Note\nDate: 2025-01-06\n\nThe ministry denied that anybody is paid at all. It said so {}.\n"

File = tuple[str, bytes]


def multipart(token: str, files: tuple[File, ...], address: str = "", *, token_last: bool = False) -> bytes:
    """Write a form with files as browsers do."""
    fields = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'.encode()]
    given = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'.encode()
        + data
        + b"\r\n"
        for name, data in files
    ]
    given.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="address"\r\n\r\n{address}\r\n'.encode())
    return b"".join([*given, *fields] if token_last else [*fields, *given]) + f"--{BOUNDARY}--\r\n".encode()


def send(visitor: Visitor, *files: File, address: str = "", token: str | None = None, token_last: bool = False, cut: int = 0) -> Answer:
    body = multipart(visitor.get("/upload").token if token is None else token, files, address, token_last=token_last)
    body = body[: len(body) - cut]
    return visitor.ask("POST", "/upload", body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})


def seen_to_the_end(visitor: Visitor, answer: Answer) -> Answer:
    assert answer.status == 303, answer.text
    for _ in range(600):
        page = visitor.get(answer.headers["location"])
        if 'data-over="yes"' in page.text:
            return page
        sleep(0.05)
    raise AssertionError("wanted an end, found an upload that goes on")


@contextmanager
def read_by_hand(by: str) -> Iterator[Tools]:
    yield Tools(by=by, reader=read_pay)


@pytest.fixture
def uploading(kursk: Path) -> Iterator[Visitor]:
    desk = Desk(
        Start(kursk, "person:anna"), passwords=QUICK, tools=read_by_hand, limits=Limits(original_bytes=10_000, expanded_bytes=50_000)
    )
    with served(desk, bound("127.0.0.1", 0)) as address:
        yield Visitor(address)


def sources_of(folder: Path) -> list[str]:
    with open_case(folder) as case:
        return [row[0] for row in case.tables.execute("SELECT json_extract(value, '$.source') FROM captures ORDER BY seq")]


def test_what_is_handed_over_is_on_the_record_under_its_name_and_who_gave_it(uploading: Visitor, kursk: Path) -> None:
    with open_case(kursk) as case:
        before = case.head().seq
    page = seen_to_the_end(uploading, send(uploading, ("note.txt", NOTE.format("today").encode()), ("empty.txt", b"")))
    assert "Done: 1 new, 0 held already" in page.text
    assert "note.txt</a>" in page.text
    assert "capture.empty" in page.text
    assert '<a class="button main" href="/">The case at a glance</a>' in page.text
    with open_case(kursk) as case:
        entry = next(entry for entry in case.store.entries(after=before) if entry.kind == "capture")
        assert (entry.by, entry.body["capture"]["source"], entry.body["capture"]["taken_by"]) == ("person:anna", "note.txt", "person:anna")


def test_what_is_held_already_is_passed_over(uploading: Visitor, kursk: Path) -> None:
    note = ("note.txt", NOTE.format("today").encode())
    seen_to_the_end(uploading, send(uploading, note))
    with open_case(kursk) as case:
        head = case.head()
    assert "0 new, 1 held already" in seen_to_the_end(uploading, send(uploading, note)).text
    with open_case(kursk) as case:
        assert case.head() == head


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../../tmp/closewatch-was-here.txt", "closewatch-was-here.txt"),
        ("C:\\\\reports\\\\kursk.txt", "kursk.txt"),
        ("/etc/passwd", "passwd"),
        ("..", "unnamed"),
        ("txt.\u202eexe", "txt.\ufffdexe"),
        ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
        ("a" * 300 + ".txt", "a" * 255),
    ],
)
def test_of_a_hostile_name_only_the_last_part_is_kept_and_nothing_is_written_under_it(
    uploading: Visitor, kursk: Path, name: str, kept: str
) -> None:
    before = {path for path in kursk.rglob("*") if path.is_file()}
    page = seen_to_the_end(uploading, send(uploading, (name, NOTE.format("once").encode())))
    assert kept in sources_of(kursk)[-1]
    assert "<img" not in page.text
    new = {path.relative_to(kursk).parts[0] for path in kursk.rglob("*") if path.is_file() and path not in before}
    assert new <= {"vault", "ledger.db-wal", "ledger.db-shm", "desk.db-wal", "desk.db-shm", "failures.jsonl"}
    assert not Path("/tmp/closewatch-was-here.txt").exists()


def test_a_file_above_the_limit_is_named_and_the_others_are_taken(uploading: Visitor) -> None:
    page = seen_to_the_end(uploading, send(uploading, ("large.txt", b"x" * 10_001), ("note.txt", NOTE.format("now").encode())))
    assert "1 new" in page.text
    assert "large.txt" in page.text
    assert "capture.too-large" in page.text


def test_an_upload_above_the_limit_is_refused_and_nothing_of_it_stays(uploading: Visitor, kursk: Path) -> None:
    answer = send(uploading, ("large.txt", b"x" * 60_000))
    assert answer.status == 413
    assert [path for path in kursk.rglob("*") if path.is_file() and path.stat().st_size == 60_000] == []
    assert len(os.listdir(kursk)) <= 8


def test_files_are_not_taken_before_the_token_of_the_form(uploading: Visitor, kursk: Path) -> None:
    held = sources_of(kursk)
    note = ("note.txt", NOTE.format("today").encode())
    assert send(uploading, note, token="wrong").status == 403
    assert send(uploading, note, token_last=True).status == 403
    assert send(Visitor(uploading.address), note, token=uploading.get("/upload").token).status == 403
    assert sources_of(kursk) == held


def test_a_form_that_breaks_off_takes_nothing_in(uploading: Visitor) -> None:
    assert send(uploading, ("note.txt", b"words"), cut=40).status == 400
    kind = {"Content-Type": "multipart/form-data"}
    assert uploading.ask("POST", "/upload", b"\r\n", kind).status == 400
    assert uploading.ask("POST", "/upload", b"", {"Content-Type": f"multipart/form-data; boundary={'b' * 5_000}"}).status == 400
    assert uploading.ask("POST", "/upload", b"a=1", {"Content-Type": "application/x-www-form-urlencoded"}).status == 415
    assert "No" not in uploading.get("/upload").text.partition("Taken in since")[2]


@pytest.mark.parametrize("address", ["/etc/passwd", "file:///etc/passwd", "-", "../kursk", "javascript:alert(1)", "http://a b/"])
def test_an_address_names_no_file_of_this_machine(uploading: Visitor, kursk: Path, address: str) -> None:
    held = sources_of(kursk)
    answer = send(uploading, address=address)
    assert (answer.status, "An address begins with" in answer.text) == (400, True)
    assert sources_of(kursk) == held


def test_an_address_of_this_network_is_not_fetched(uploading: Visitor) -> None:
    page = seen_to_the_end(uploading, send(uploading, address=uploading.address))
    assert "fetch.refused-address" in page.text


def test_nothing_chosen_is_said_in_the_page(uploading: Visitor) -> None:
    answer = send(uploading, ("", b""))
    assert (answer.status, "Choose at least one file" in answer.text) == (400, True)


def test_one_upload_is_worked_on_at_a_time_and_a_few_may_wait(kursk: Path) -> None:
    begun, go_on = Event(), Event()

    def read_slowly(report: Report) -> Reading:
        begun.set()
        go_on.wait(timeout=30)
        return read_pay(report)

    @contextmanager
    def slow(by: str) -> Iterator[Tools]:
        yield Tools(by=by, reader=read_slowly)

    with served(Desk(Start(kursk, "person:anna"), passwords=QUICK, tools=slow), bound("127.0.0.1", 0)) as address:
        anna = Visitor(address)
        first = send(anna, ("first.txt", NOTE.format("first").encode()))
        assert begun.wait(timeout=30)
        others = [send(anna, (f"{number}.txt", NOTE.format(number).encode())) for number in range(MOST_WAITING)]
        assert "0 of 1 source done" in anna.get(first.headers["location"]).text
        assert "waits for its turn" in anna.get(others[0].headers["location"]).text
        assert send(anna, ("late.txt", NOTE.format("late").encode())).status == 429
        assert anna.get("/").status == 200
        go_on.set()
        for answer in (first, *others):
            assert "Done: 1 new" in seen_to_the_end(anna, answer).text


def test_what_waits_when_the_desk_is_closed_is_let_go(kursk: Path) -> None:
    begun, go_on = Event(), Event()

    @contextmanager
    def slow(by: str) -> Iterator[Tools]:
        begun.set()
        go_on.wait(timeout=30)
        yield Tools(by=by, reader=read_pay)

    works = Works(kursk, slow, Limits(), lambda: 0.0)
    piles = [Pile(kursk) for _ in range(2)]
    for pile in piles:
        pile.begin("note.txt")
        pile.add(NOTE.format("today").encode())
        works.begin(pile, "", "person:anna")
    assert begun.wait(timeout=30)
    Timer(0.1, go_on.set).start()
    works.close()
    assert [work.reason for work in works.all()] == ["the desk was closed"] * 2
    for pile in piles:
        with pytest.raises(ValueError, match="closed file"):
            pile.data(pile.files[0], 1)
    assert works.begin(piles[0], "", "person:anna") is None


def test_nothing_that_was_handed_over_stays_when_the_page_breaks(kursk: Path) -> None:
    handed: list[Handed] = []

    def break_off(visit: Visit) -> Response:
        assert visit.handed is not None
        handed.append(visit.handed)
        raise RuntimeError("no more")

    doors = (
        Door("/upload", break_off, posts=True, takes_files=True),
        *(door for door in DOORS if door.path != "/upload" or not door.posts),
    )
    with served(Desk(Start(kursk, "person:anna"), passwords=QUICK), bound("127.0.0.1", 0), doors) as address:
        assert send(Visitor(address), ("note.txt", b"words")).status == 500
    with pytest.raises(ValueError, match="closed file"):
        handed[0].pile.data(handed[0].pile.files[0], 1)


def test_a_reader_that_breaks_ends_one_upload_and_not_the_next(kursk: Path) -> None:
    @contextmanager
    def broken_once(by: str) -> Iterator[Tools]:
        if not broken.is_set():
            broken.set()
            raise RuntimeError("no processes left")
        yield Tools(by=by, reader=read_pay)

    broken = Event()
    with served(Desk(Start(kursk, "person:anna"), passwords=QUICK, tools=broken_once), bound("127.0.0.1", 0)) as address:
        anna = Visitor(address)
        note = ("note.txt", NOTE.format("today").encode())
        assert "Stopped: the desk could not do this: no processes left" in seen_to_the_end(anna, send(anna, note)).text
        assert "Done: 1 new" in seen_to_the_end(anna, send(anna, note)).text


def test_an_upload_that_is_not_there_is_one_line(uploading: Visitor) -> None:
    assert uploading.get("/upload/0123456789abcdef").status == 404


def test_two_sources_with_the_same_words_are_said_to_be_the_same(uploading: Visitor) -> None:
    note, other = (NOTE.format(day).encode() for day in ("today", "yesterday"))
    page = seen_to_the_end(uploading, send(uploading, ("one.txt", note), ("two.txt", note), ("three.txt", other)))
    assert "3 taken in, 2 reports: two sources are the same." in page.text
    assert "the same words as one.txt" in page.text
