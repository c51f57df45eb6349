from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from closewatch.capture.ask import Way, ask
from closewatch.capture.fetch import Fetched, fetch
from closewatch.capture.limits import Limits
from closewatch.capture.request import retry_after
from closewatch.capture.take import receipt_of, take, taken_of
from closewatch.capture.taken import Taken
from closewatch.capture.tool import TOOL
from closewatch.terms.trouble import Problem
from closewatch.terms.watch import Answer
from tests.capture.scripted import Answers, Names, Site, head_of, reply, serving

FEED = b'<rss version="2.0"><channel><title>The Gazette</title><item><title>Kursk</title></item></channel></rss>'
NAMED = frozenset({"gazette.example", "herald.example"})
NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
ETAG = 'W/"f\xe9ed-1"'
MODIFIED = "Tue, 19 Nov 2024 10:23:00 GMT"


def unless_unchanged(fields: dict[str, str]) -> bytes:
    known = (("ETag", ETAG), ("Last-Modified", MODIFIED))
    if fields.get("if-none-match") == ETAG or fields.get("if-modified-since") == MODIFIED:
        return reply("304 Not Modified", b"", *known).replace(b"Content-Length: 0\r\n", b"")
    return reply("200 OK", FEED, ("Content-Type", "application/rss+xml; charset=utf-8"), *known)


def packed(body: bytes) -> bytes:
    return reply("200 OK", body, ("Content-Encoding", "gzip"), ("Content-Type", "application/rss+xml"))


def moved(to: str) -> bytes:
    return reply("302 Found", b"", ("Location", to))


@pytest.fixture
def site() -> Iterator[Site]:
    """A server that answers as `site.answers` says; `site.at(path)` is where."""
    answers: Answers = {"/feed": unless_unchanged}
    found = Site(answers)
    with serving(found) as port:
        found.port = port
        yield found


def at(site: Site, path: str, host: str = "gazette.example") -> str:
    return f"http://{host}:{site.port}{path}"


def way(**given: object) -> Way:
    return Way(**({"limits": Limits(fetch_seconds=5), "allowed_hosts": NAMED, "resolver": Names()} | given))  # type: ignore[arg-type]


def asked(site: Site, path: str, answer: bytes) -> Answer:
    site.answers[path] = lambda fields: answer
    return ask(at(site, path), way())


def by_hand(url: str) -> Fetched | Problem:
    return fetch(url, allowed_hosts=NAMED, resolver=Names())


def code(answer: Answer) -> str | None:
    return answer.problem.code if answer.problem else None


def test_an_answer_says_what_came_and_what_was_sent_along(site: Site) -> None:
    answer = ask(at(site, "/feed"), way(agent="closewatch/1 (+mailto:watch@ngo.example)"))
    assert (answer.address, answer.status, answer.data, answer.declared) == (at(site, "/feed"), 200, FEED, "application/rss+xml")
    assert answer.sent == (("user-agent", "closewatch/1 (+mailto:watch@ngo.example)"),)
    assert dict(answer.notes) == {
        "status": "200",
        "content-type": "application/rss+xml; charset=utf-8",
        "etag": ETAG,
        "last-modified": MODIFIED,
        "charset": "utf-8",
    }
    assert (answer.problem, answer.problems, answer.retry_after) == (None, (), None)
    [fields] = site.asked
    assert (fields["user-agent"], fields["accept-encoding"]) == ("closewatch/1 (+mailto:watch@ngo.example)", "gzip")
    assert not {"cookie", "authorization", "referer", "if-none-match", "if-modified-since"} & fields.keys()


def test_what_did_not_change_since_is_neither_sent_nor_a_problem(site: Site) -> None:
    first = ask(at(site, "/feed"), way())
    again = ask(at(site, "/feed"), way(), etag=dict(first.notes)["etag"], modified=dict(first.notes)["last-modified"])
    assert (again.status, again.data, again.problem, again.problems) == (304, None, None, ())
    assert again.sent[1:] == (("if-none-match", ETAG), ("if-modified-since", MODIFIED))
    assert dict(again.notes)["etag"] == ETAG
    assert ask(at(site, "/feed"), way(), etag='"other"').status == 200


@pytest.mark.parametrize("etag", ['"a"\r\nX-Forged: 1', '"Київ"', '"' + "a" * 9_000 + '"', ""])
def test_a_condition_that_cannot_be_sent_is_left_out(site: Site, etag: str) -> None:
    answer = ask(at(site, "/feed"), way(), etag=etag)
    assert (answer.status, [name for name, _ in answer.sent]) == (200, ["user-agent"])
    assert "x-forged" not in site.asked[0]


def test_nothing_changed_is_no_answer_to_who_did_not_say_what_is_known(site: Site) -> None:
    answer = asked(site, "/odd", b"HTTP/1.1 304 Not Modified\r\n\r\n")
    assert (answer.status, code(answer)) == (304, "fetch.status")


@pytest.mark.parametrize(
    "status", ["404 Not Found", "410 Gone", "429 Too Many Requests", "500 Oh", "503 Later", "204 No Content", "300 Choose"]
)
def test_another_status_is_named_and_its_body_is_not_taken(site: Site, status: str) -> None:
    answer = asked(site, "/none", reply(status, b"" if status.startswith("204") else b"<p>Kyiv said nothing.</p>", ("Retry-After", "120")))
    assert (answer.status, answer.data, answer.retry_after, code(answer)) == (int(status[:3]), None, 120, "fetch.status")
    assert answer.problem is not None
    assert (answer.problem.message, answer.problem.at) == (f"wanted status 200, found {status}", at(site, "/none"))


@pytest.mark.parametrize(
    ("stated", "date", "seconds"),
    [
        ("0", "", 0), ("3600", "", 3600), ("9" * 400, "", 604_800), ("-5", "", None), ("1.5", "", None), ("٣", "", None), ("", "", None),
        (format_datetime(NOON + timedelta(hours=1), usegmt=True), "", 3600),
        (format_datetime(NOON - timedelta(hours=1), usegmt=True), "", 0),
        ("Wednesday, 01-Jan-25 12:00:30 GMT", "", 30), ("Wed Jan  1 12:00:30 2025", "", 30), ("Fri, 31 Dec 9999 23:59:59 GMT", "", 604_800),
        ("Fri, 31 Dec 9999 23:59:59 -2300", "", None), ("Wed, 99 Jan 2025 12:00:00 GMT", "", None), ("a" * 10_000, "", None),
        ("Wed, 01 Jan 2020 00:10:00 GMT", "Wed, 01 Jan 2020 00:00:00 GMT", 600), ("Wed, 01 Jan 2025 12:00:30 GMT", "once", 30),
    ],
)  # fmt: skip
def test_the_time_that_a_server_wants_is_read_in_both_forms_and_never_above_a_week(stated: str, date: str, seconds: int | None) -> None:
    assert retry_after(stated, date, NOON) == seconds


def test_redirects_are_checked_and_recorded_and_tell_no_other_host_what_is_known(site: Site) -> None:
    site.answers["/old"] = lambda fields: moved("/here")
    site.answers["/here"] = lambda fields: moved(at(site, "/feed", "herald.example"))
    answer = ask(at(site, "/old"), way(), etag=ETAG)
    assert (answer.address, answer.status) == (at(site, "/feed", "herald.example"), 200)
    assert answer.notes[:2] == (("redirect", at(site, "/here")), ("redirect", at(site, "/feed", "herald.example")))
    assert [fields.get("if-none-match") for fields in site.asked] == [ETAG, ETAG, None]


@pytest.mark.parametrize(
    ("to", "found"),
    [
        ("http://127.0.0.1:{}/feed", "fetch.refused-address"), ("http://[::1]:{}/feed", "fetch.refused-address"),
        ("http://169.254.169.254/latest/meta-data/", "fetch.refused-address"), ("http://10.1.2.3/", "fetch.refused-address"),
        ("http://other.example:{}/feed", "fetch.refused-address"), ("//localhost:{}/feed", "fetch.refused-address"),
        ("file:///etc/passwd", "fetch.scheme"), ("http://anna:secret@gazette.example/", "fetch.credentials"),
        ("http://[", "fetch.bad-address"), ("/turn", "fetch.redirect-loop"),
    ],
)  # fmt: skip
def test_a_redirect_leads_nowhere_that_could_not_be_asked_itself(site: Site, to: str, found: str) -> None:
    answer = asked(site, "/turn", moved(to.format(site.port)))
    assert (answer.status, answer.data, code(answer)) == (None, None, found)
    assert len(site.asked) == 1
    assert "secret" not in repr(answer)


def test_a_circle_and_an_endless_row_of_redirects_are_left(site: Site) -> None:
    site.answers |= {"/a": lambda fields: moved("/b"), "/b": lambda fields: moved("/a")}
    site.answers |= {f"/{number}": lambda fields, number=number: moved(f"/{number + 1}") for number in range(20)}  # type: ignore[misc]
    assert [code(ask(at(site, path), way())) for path in ("/a", "/0")] == ["fetch.redirect-loop"] * 2
    assert len(site.asked) == 2 + 11


def test_an_onion_address_is_never_asked_for_in_dns() -> None:
    names = Names()
    assert code(ask("http://gazette.onion/", way(resolver=names))) == "fetch.refused-address"
    assert names.asked == []


def test_a_packed_body_is_opened(site: Site) -> None:
    answer = asked(site, "/packed", packed(gzip.compress(FEED)))
    assert (answer.data, answer.problems) == (FEED, ())


@pytest.mark.parametrize("body", [gzip.compress(FEED)[:-20], FEED, b"\x1f\x8b" + bytes(40), b""])
def test_a_packed_body_that_is_damaged_is_kept_as_it_was_sent_and_named(site: Site, body: bytes) -> None:
    answer = asked(site, "/packed", packed(body))
    assert (answer.status, answer.data, code(answer)) == (200, body, None)
    assert [(problem.code, problem.at) for problem in answer.problems] == [("fetch.broken-body", at(site, "/packed"))]


def test_a_body_that_ends_early_is_kept_and_named(site: Site) -> None:
    whole = packed(gzip.compress(FEED))
    assert [problem.code for problem in asked(site, "/short", whole[:-9]).problems] == ["fetch.truncated", "fetch.broken-body"]
    plain = asked(site, "/plain", reply("200 OK", FEED)[:-9])
    assert (plain.data, [problem.code for problem in plain.problems]) == (FEED[:-9], ["fetch.truncated"])


def test_a_bomb_and_a_body_above_the_limit_are_left(site: Site) -> None:
    site.answers["/bomb"] = lambda fields: packed(gzip.compress(bytes(5_000_000)))
    site.answers["/large"] = lambda fields: reply("200 OK", bytes(200_000))
    small = way(limits=Limits(fetch_bytes=100_000, fetch_seconds=5))
    for path in ("/bomb", "/large"):
        answer = ask(at(site, path), small)
        assert (answer.status, answer.data, code(answer)) == (None, None, "fetch.too-large")


@pytest.mark.parametrize("declared", ["text/html", "image/png", "nonsense", "application/rss+xml; charset=nonsense", ""])
def test_what_a_body_is_does_not_hang_on_what_it_is_called(site: Site, declared: str) -> None:
    answer = asked(site, "/feed", reply("200 OK", FEED, ("Content-Type", declared)))
    assert receipt_of(at(site, "/feed"), answer, "watch", NOON).media_type == "application/rss+xml"


def test_a_server_that_drips_is_left_when_time_is_up() -> None:
    starts = {
        "/silent": b"",
        "/head": b"HTTP/1.1 200 OK\r\nX: ",
        "/body": b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n",
        "/chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    }

    def drip(line: socket.socket) -> None:
        path = head_of(line)[0].split(" ")[1]
        line.sendall(starts[path])
        for _ in range(100):
            time.sleep(0.05)
            line.sendall({"/silent": b"", "/chunks": b"1\r\na\r\n"}.get(path, b"a"))

    with serving(drip) as port, ThreadPoolExecutor(4) as threads:
        brief = way(limits=Limits(fetch_seconds=1))
        answers = list(threads.map(lambda path: ask(f"http://gazette.example:{port}{path}", brief), starts))
    assert [(answer.status, answer.data, code(answer)) for answer in answers] == [(None, None, "fetch.timeout")] * 4


@pytest.mark.parametrize(
    "words", [b"", b"\x16\x03\x01 no words", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", b"H" * 99_999]
)
def test_what_is_no_http_is_named(words: bytes) -> None:
    def babble(line: socket.socket) -> None:
        line.recv(4096)
        line.sendall(words)

    with serving(babble) as port:
        assert code(ask(f"http://gazette.example:{port}/", way())) == "fetch.failed"


def test_the_receipt_is_the_one_that_is_written_for_an_address(site: Site) -> None:
    site.answers["/old"] = lambda fields: moved("/feed?from=old")
    site.answers["/feed?from=old"] = unless_unchanged
    url = at(site, "/old")
    answer = ask(url, way())
    added = next(take(url, "person:r", lambda: NOON, fetcher=by_hand))
    assert isinstance(added, Taken)
    assert receipt_of(url, answer, "person:r", NOON) == added.capture
    assert (added.capture.source, added.capture.tool, added.capture.media_type) == (url, TOOL, "application/rss+xml")
    assert taken_of(url, answer, "person:r", NOON) == added


@pytest.mark.parametrize(
    ("body", "found"), [(b"", "capture.empty"), (b"https://a.example/1\nhttps://a.example/2\n", "capture.list-not-followed")]
)
def test_an_empty_body_and_a_list_are_named_with_their_receipt(site: Site, body: bytes, found: str) -> None:
    answer = asked(site, "/feed", reply("200 OK", body))
    assert [problem.code for problem in taken_of(at(site, "/feed"), answer, "watch", NOON).problems] == [found]
