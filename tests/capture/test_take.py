from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from closewatch.capture.fetch import Fetched
from closewatch.capture.limits import Limits
from closewatch.capture.take import take
from closewatch.capture.taken import Taken
from closewatch.capture.tool import TOOL
from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import Problem

NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)


def noon() -> datetime:
    return NOON


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    before = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


def named(found: Taken | Problem) -> tuple[str, str]:
    """A receipt as (media type, source), a problem as (code, place)."""
    return (found.capture.media_type, found.capture.source) if isinstance(found, Taken) else (found.code, found.at)


def test_a_file_has_a_receipt_under_the_path_as_it_was_given(folder: Path) -> None:
    (folder / "notes").mkdir()
    (folder / "notes" / "a.txt").write_bytes(b"Kyiv said so.")
    [taken] = take("notes/a.txt", "person:tester", noon)
    assert isinstance(taken, Taken)
    capture = taken.capture
    assert (capture.source, capture.size, capture.media_type) == ("notes/a.txt", 13, "text/plain")
    assert (capture.digest, taken.data) == (digest_of(b"Kyiv said so."), b"Kyiv said so.")
    assert (capture.taken_at, capture.taken_by, capture.tool) == (NOON, "person:tester", TOOL)
    assert (capture.within, capture.locator, capture.notes) == (None, None, ())


def test_the_same_bytes_at_the_same_place_are_one_sighting_whenever_they_were_looked_at(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"Kyiv said so.")
    [first] = take("a.txt", "person:tester", noon)
    [second] = take("a.txt", "person:other", lambda: NOON + timedelta(days=1))
    assert isinstance(first, Taken)
    assert isinstance(second, Taken)
    assert first.capture.id == second.capture.id


def test_a_folder_is_walked_in_the_order_of_its_names(folder: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", "c.txt", "B.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("Kyiv said so.")
    expected = ["./B.txt", "./a.txt", "./b/10.txt", "./b/2.txt", "./c.txt"]
    assert [named(found) for found in take(".", "person:tester", noon)] == [("text/plain", source) for source in expected]


def test_hidden_files_and_links_that_lead_out_are_skipped_with_a_note(folder: Path) -> None:
    (folder / "outside.txt").write_text("not here")
    inside = folder / "in"
    (inside / "sub").mkdir(parents=True)
    (inside / ".hidden").write_text("x")
    (inside / "sub" / "a.txt").write_text("Kyiv said so.")
    (inside / "again").symlink_to("sub")
    (inside / "link.txt").symlink_to("sub/a.txt")
    (inside / "loop").symlink_to(".")
    (inside / "out.txt").symlink_to("../outside.txt")
    found = list(take("in", "person:tester", noon))
    assert [named(each) for each in found] == [
        ("capture.hidden-skipped", "in/.hidden"),
        ("capture.link-skipped", "in/again"),
        ("text/plain", "in/link.txt"),
        ("capture.link-skipped", "in/loop"),
        ("capture.link-skipped", "in/out.txt"),
        ("text/plain", "in/sub/a.txt"),
    ]
    assert {each.severity for each in found if isinstance(each, Problem)} == {"note"}


def test_what_cannot_be_opened_is_named_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "z.txt").write_text("Kyiv said so.")
    os.mkfifo(folder / "pipe")
    assert [named(found) for found in take(".", "person:tester", noon)] == [
        ("application/octet-stream", "./empty.txt"),
        ("capture.cannot-open", "./gone.txt"),
        ("capture.not-a-file", "./pipe"),
        ("text/plain", "./z.txt"),
    ]


@pytest.mark.parametrize("source", ["missing.txt", "/dev/zero", "a\x00b", "", "x" * 10_000])
def test_a_source_that_is_no_file_is_one_problem(folder: Path, source: str) -> None:
    [problem] = take(source, "person:tester", noon)
    assert isinstance(problem, Problem)
    assert problem.code in ("capture.cannot-open", "capture.not-a-file")


def test_an_empty_original_has_a_receipt_with_its_problem(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    [taken] = take("empty.txt", "person:tester", noon)
    assert isinstance(taken, Taken)
    assert (taken.capture.size, [problem.code for problem in taken.problems]) == (0, ["capture.empty"])


def test_an_original_above_the_limit_is_named_with_its_file(folder: Path) -> None:
    (folder / "large.txt").write_bytes(b"a" * 101)
    limits = Limits(original_bytes=100)
    assert [named(found) for found in take("large.txt", "person:tester", noon, limits=limits)] == [("capture.too-large", "large.txt")]
    found = take("-", "person:tester", noon, limits=limits, stream=io.BytesIO(b"a" * 101))
    assert [named(each) for each in found] == [("capture.too-large", "-")]


def test_a_name_that_is_not_unicode_is_shown_with_escapes(folder: Path) -> None:
    path = os.fsencode(folder) + b"/caf\xe9\n.txt"
    Path(os.fsdecode(path)).write_text("Kyiv said so.")
    [taken] = take(".", "person:tester", noon)
    assert named(taken) == ("text/plain", "./caf\\xe9\ufffd.txt")


def test_standard_input_is_taken_under_a_dash() -> None:
    [taken] = take("-", "person:tester", noon, stream=io.BytesIO(b"Kyiv said so."))
    assert named(taken) == ("text/plain", "-")
    [problem] = take("-", "person:tester", noon)
    assert named(problem) == ("capture.no-input", "-")


def asked(url: str) -> Fetched | Problem:
    """A fetcher that answers as a small site would."""
    if "gone" in url:
        return Problem("fetch.status", "wanted status 200, found 404 Not Found", url)
    page = b"<!doctype html><html><body><p>Kyiv said so.</p></body></html>"
    return Fetched(url + "?answered", page, "text/html", (("redirect", url + "?answered"), ("status", "200")))


def test_an_address_is_a_capture_under_the_address_as_it_was_given() -> None:
    [taken] = take("https://news.example/1", "person:tester", noon, fetcher=asked)
    assert named(taken) == ("text/html", "https://news.example/1")
    assert isinstance(taken, Taken)
    assert taken.capture.notes == (("redirect", "https://news.example/1?answered"), ("status", "200"))


def test_a_list_of_addresses_is_an_original_and_each_address_is_fetched_once(folder: Path) -> None:
    (folder / "list.txt").write_text("https://news.example/1\n\nhttps://news.example/gone\nhttps://news.example/1\n")
    found = list(take("list.txt", "person:tester", noon, fetcher=asked))
    assert [named(each) for each in found] == [
        ("text/uri-list", "list.txt"),
        ("text/html", "https://news.example/1"),
        ("fetch.status", "https://news.example/gone"),
    ]
    listing, page = found[0], found[1]
    assert isinstance(listing, Taken)
    assert isinstance(page, Taken)
    assert page.capture.notes[0] == ("listed-in", listing.capture.id)
    assert page.capture.within is None


def test_an_internet_shortcut_is_followed_and_other_words_in_a_list_are_named(folder: Path) -> None:
    (folder / "page.url").write_text("[InternetShortcut]\r\nURL=https://news.example/1\r\nIconIndex=0\r\n")
    assert [named(found) for found in take("page.url", "person:tester", noon, fetcher=asked)][1:] == [
        ("text/html", "https://news.example/1")
    ]
    (folder / "pages.urls").write_text("# mine\nhttps://news.example/1\nsome words\n")
    assert [named(found) for found in take("pages.urls", "person:tester", noon, fetcher=asked)][1:] == [
        ("text/html", "https://news.example/1"),
        ("capture.not-an-address", "pages.urls!/line 3"),
    ]


def test_a_list_that_nobody_pointed_to_is_kept_but_not_followed(folder: Path) -> None:
    (folder / "list.txt").write_text("https://news.example/1\nhttps://news.example/2\n")
    with zipfile.ZipFile(folder / "mail.zip", "w") as file:
        file.write("list.txt")
    found = list(take(".", "person:tester", noon, fetcher=asked))
    assert [named(each) for each in found if named(each)[0] != "application/zip"] == [
        ("text/uri-list", "./list.txt"),
        ("text/uri-list", "./mail.zip!/list.txt"),
    ]
    assert [problem.code for each in found if isinstance(each, Taken) for problem in each.problems] == ["capture.list-not-followed"] * 2
