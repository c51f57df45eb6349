"""The web that tests watch answers as a real one does, and goes wrong as it is told to."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.message import Message

import pytest

from tests.watched_pages import RSS, Entry, atom, json_feed, page, rss, sitemap
from tests.watched_troubles import PASSING, Plan, Trouble
from tests.watched_web import WatchedWeb

DAY = datetime(2025, 1, 13, 9, 30, tzinfo=UTC)
ENTRIES = [Entry(f"http://gazette.example/{n}", f"Day {n} & night", "One.\n\nTwo.", DAY, f"tag:{n}") for n in range(3)]
FEED = "gazette.example/feed.xml"


@pytest.fixture
def web() -> Iterator[WatchedWeb]:
    with WatchedWeb() as made:
        yield made


def got(web: WatchedWeb, address: str, **fields: str) -> tuple[int, Message, bytes]:
    host, _, path = address.partition("/")
    with closing(http.client.HTTPConnection("127.0.0.1", web.port, timeout=5)) as connection:
        connection.request("GET", f"/{path}", headers={"Host": f"{host}:{web.port}"} | {k.replace("_", "-"): v for k, v in fields.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def test_each_host_has_its_own_pages_under_its_own_name(web: WatchedWeb) -> None:
    one, two = web.put("one.example/", "One"), web.put("two.example/", "Two")
    assert (one, two) == (f"http://one.example:{web.port}/", f"http://two.example:{web.port}/")
    assert [got(web, f"{host}/")[2] for host in ("one.example", "two.example", "three.example")] == [b"One", b"Two", b"nothing"]
    assert web.hosts == {"one.example", "two.example"}
    assert web.resolver("one.example", web.port) == ("127.0.0.1",)
    assert web.resolver("10.0.0.1", 80) == ("10.0.0.1",)
    with pytest.raises(OSError, match="nobody knows"):
        web.resolver("three.example", web.port)


def test_what_is_had_already_is_not_sent_again(web: WatchedWeb) -> None:
    web.put(FEED, rss("Gazette", ENTRIES), RSS)
    _, fields, body = got(web, FEED)
    assert b"<guid" in body
    for again in ({"If_None_Match": fields["ETag"]}, {"If_Modified_Since": fields["Last-Modified"]}):
        assert got(web, FEED, **again)[::2] == (304, b"")
    web.put(FEED, rss("Gazette", ENTRIES[1:]), RSS)
    for again in ({"If_None_Match": fields["ETag"]}, {"If_Modified_Since": fields["Last-Modified"]}):
        assert got(web, FEED, **again)[0] == 200
    assert [one.status for one in web.asked(FEED)] == [200, 304, 304, 200, 200]
    web.gone(FEED)
    assert got(web, FEED)[0] == 410


def test_a_trouble_comes_once_or_always(web: WatchedWeb) -> None:
    web.put(FEED, rss("Gazette", ENTRIES), RSS)
    web.trouble(FEED, Trouble.UNAVAILABLE, Trouble.SAME_IDS, Trouble.NO_IDS, Trouble.WRONG_DATES)
    status, fields, _ = got(web, FEED)
    assert (status, fields["Retry-After"]) == (503, "1")
    bodies = [got(web, FEED)[2] for _ in range(4)]
    assert [body.count(b"the-same-for-all") for body in bodies] == [3, 0, 0, 0]
    assert [body.count(b"<guid") for body in bodies] == [3, 0, 3, 3]
    assert [body.count(b"31 Feb") for body in bodies] == [0, 0, 3, 0]
    web.trouble(FEED, Trouble.TO_LINK_LOCAL, always=True)
    assert {got(web, FEED)[1]["Location"] for _ in range(3)} == {"http://169.254.169.254/feed.xml"}
    web.mend(FEED)
    assert got(web, FEED)[0] == 200


def test_redirects_in_a_circle_never_end(web: WatchedWeb) -> None:
    web.put(FEED, rss("Gazette", ENTRIES), RSS)
    web.trouble(FEED, Trouble.CIRCLE)
    there = got(web, FEED)[1]["Location"]
    passed = []
    for _ in range(5):
        passed.append(there)
        there = got(web, f"gazette.example{there}")[1]["Location"]
    assert len(set(passed)) == 2
    assert got(web, FEED)[0] == 200


@pytest.mark.parametrize("trouble", [Trouble.CLOSES, Trouble.GARBAGE, Trouble.CUT])
def test_answers_that_are_none_are_noticed(web: WatchedWeb, trouble: Trouble) -> None:
    web.put(FEED, rss("Gazette", ENTRIES), RSS)
    web.trouble(FEED, trouble)
    with pytest.raises(http.client.HTTPException):
        got(web, FEED)


@pytest.mark.parametrize("trouble", [Trouble.HANGS, Trouble.SLOW])
def test_an_answer_that_does_not_end_keeps_nobody_else_waiting(web: WatchedWeb, trouble: Trouble) -> None:
    web.put(FEED, rss("Gazette", ENTRIES), RSS)
    web.trouble(FEED, trouble)
    with socket.create_connection(("127.0.0.1", web.port)) as waiting:
        waiting.sendall(b"GET /feed.xml HTTP/1.1\r\nHost: gazette.example\r\n\r\n")
        while not web.asked(FEED):
            time.sleep(0.01)
        assert got(web, FEED)[0] == 200
    assert [one.trouble for one in web.asked(FEED)] == [trouble, None]


def test_a_feed_of_fifty_megabytes_comes_without_a_length(web: WatchedWeb) -> None:
    web.put(FEED, rss("Gazette", ENTRIES), RSS)
    web.trouble(FEED, Trouble.LARGE)
    _, fields, body = got(web, FEED)
    assert "Content-Length" not in fields
    assert len(body) > 49_000_000


def test_the_log_tells_who_asked_one_host_twice_at_once() -> None:
    with WatchedWeb(delay=0.05) as web:
        for host in ("one.example", "two.example"):
            web.put(f"{host}/", "Here")
        asking = [threading.Thread(target=got, args=(web, f"{host}/")) for host in ("one.example", "one.example", "two.example")]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        assert sorted((one.host, one.at_once) for one in web.seen) == [("one.example", 1), ("one.example", 2), ("two.example", 1)]


def test_a_plan_is_fixed_by_its_seed_and_lets_every_address_through_in_the_end() -> None:
    plan = Plan(7, 0.5)
    rows = {address: [plan.trouble(address, number) for number in range(1, 60)] for address in ("a.example/", "b.example/")}
    assert rows == {address: [Plan(7, 0.5).trouble(address, number) for number in range(1, 60)] for address in rows}
    assert rows["a.example/"] != rows["b.example/"]
    for row in rows.values():
        assert set(row) > {None}
        assert set(row) - {None} <= set(PASSING)
        assert all(None in row[place : place + 3] for place in range(len(row) - 2))


def test_every_kind_of_feed_says_the_same() -> None:
    for written in (rss("Gazette", ENTRIES), atom("Gazette", ENTRIES), json_feed("Gazette", ENTRIES), sitemap([e.link for e in ENTRIES])):
        assert all(entry.link in written for entry in ENTRIES)
    assert "<p>Two.</p>" in page("Gazette", ENTRIES[0])
