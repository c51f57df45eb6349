from __future__ import annotations

import base64
import json
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from closewatch.terms.trouble import CaseError, Undelivered
from closewatch.watch.channels import channel_of
from closewatch.watch.channels.channel import Channel, Means
from closewatch.watch.message import Message
from closewatch.watch.settings import ChannelKind, ChannelSettings
from tests.watch.telling import HOSTILE, NOON, Receiver, certificate, hostile, message, noted, raw_server, secret_file, web_server

SECRET = bytes(range(32))
WHSEC = "whsec_" + base64.b64encode(SECRET).decode()


def channel(address: str, folder: Path, secret: str = WHSEC, **means: Any) -> Channel:
    values = {"address": address, "secret_file": secret_file(folder, secret)}
    usual: dict[str, Any] = {"seconds": 5.0, "clock": lambda: NOON, "link": "https://desk.example"}
    return channel_of(ChannelSettings("hook", ChannelKind.WEBHOOK, values), Means(folder, **(usual | means)))


def trouble_of(channel: Channel, told: Message) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        channel.tell(told)
    return caught.value


def test_the_receiver_verifies_who_sent_it_and_finds_the_alert_with_its_words(tmp_path: Path) -> None:
    receiver, told = Receiver(SECRET), message()
    with web_server(receiver) as port:
        assert channel(f"http://127.0.0.1:{port}/in?team=1", tmp_path).tell(told) == ()
    assert receiver.forged == 0
    [headers] = receiver.headers
    assert headers["path"] == "/in?team=1"
    assert headers["host"] == f"127.0.0.1:{port}"
    assert headers["webhook-id"] == headers["idempotency-key"] == told.id
    assert headers["webhook-timestamp"] == str(int(NOON.timestamp()))
    whole = json.loads(receiver.bodies[0])
    [alert] = whole["data"]["alerts"]
    assert (whole["type"], whole["timestamp"]) == ("closewatch.alert", NOON.isoformat())
    assert (alert["id"], alert["kind"], alert["proof"][0]["exact"]) == (told.id, "conflict", "about 3,000 soldier")
    assert alert["link"] == f"https://desk.example/trace/{told.id}"


def test_another_secret_does_not_pass(tmp_path: Path) -> None:
    receiver = Receiver(b"x" * 32)
    with web_server(receiver) as port:
        trouble = trouble_of(channel(f"http://127.0.0.1:{port}/", tmp_path), message())
    assert (receiver.forged, trouble.problem.code, trouble.for_good) == (1, "channel.refused", True)


def test_what_was_taken_before_an_answer_was_lost_is_kept_once(tmp_path: Path) -> None:
    receiver = Receiver(SECRET)
    receiver.answers = [(200, {}), (500, {})]
    with web_server(receiver) as port:
        hook = channel(f"http://127.0.0.1:{port}/", tmp_path)
        told = message(noted("one"), noted("two"))
        hook.tell(told)
        trouble_of(hook, told)
        hook.tell(told)
    assert list(receiver.kept) == [told.id]
    assert len(set(receiver.bodies)) == 1
    assert json.loads(receiver.bodies[0])["type"] == "closewatch.digest"


@pytest.mark.parametrize(
    ("status", "for_good"),
    [(401, True), (403, True), (404, True), (410, True), (302, True), (400, False), (408, False), (429, False), (500, False), (503, False)],
)
def test_an_answer_says_whether_trying_again_helps(tmp_path: Path, status: int, for_good: bool) -> None:
    receiver, told = Receiver(SECRET), message()
    receiver.answers = [(status, {"Location": "/elsewhere"})] * 2
    with web_server(receiver) as port:
        hook = channel(f"http://127.0.0.1:{port}/", tmp_path)
        trouble, again = trouble_of(hook, told), trouble_of(hook, told)
    assert (trouble.problem.code, trouble.for_good) == ("channel.refused", for_good)
    assert trouble.problem == again.problem
    assert str(status) in trouble.problem.message
    assert [headers["path"] for headers in receiver.headers] == ["/", "/"]


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("120", 120),
        ("999999999999999999", 24 * 3600),
        ("Tue, 24 Nov 2026 12:05:00 GMT", 300),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_how_long_the_receiver_wants_to_be_left_alone_is_kept(tmp_path: Path, given: str, seconds: int | None) -> None:
    receiver = Receiver(SECRET)
    receiver.answers = [(503, {"Retry-After": given})]
    with web_server(receiver) as port:
        assert trouble_of(channel(f"http://127.0.0.1:{port}/", tmp_path), message()).retry_after == seconds


def test_it_goes_over_tls_to_a_receiver_whose_certificate_is_trusted_and_to_no_other(tmp_path: Path) -> None:
    shown, trusting = certificate(tmp_path)
    receiver = Receiver(SECRET)
    with web_server(receiver, shown) as port:
        address = f"https://localhost:{port}/secret-path"
        trouble = trouble_of(channel(address, tmp_path), message())
        channel(address, tmp_path, context=trusting).tell(message())
    assert trouble.problem.code == "channel.not-trusted"
    assert "secret-path" not in str(trouble)
    assert len(receiver.kept) == 1


@pytest.mark.parametrize(
    "secret", ["whsec_", "whsec_AAAA", "whsec_not base64!", "", "x" * 9000], ids=["none", "short", "other", "empty", "long"]
)
def test_a_secret_that_is_none_is_named_and_never_shown(tmp_path: Path, secret: str) -> None:
    trouble = trouble_of(channel("https://hooks.example/", tmp_path, secret), message())
    assert (trouble.problem.code, trouble.for_good) == ("channel.no-secret", True)
    assert secret.removeprefix("whsec_") == "" or secret.removeprefix("whsec_") not in str(trouble)


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example/",
        "ftp://hooks.example/",
        "https://user:password@hooks.example/",
        "https://",
        "hooks.example",
        "https://[::1/",
        "https://hooks.example:99999/",
    ],
)
def test_an_address_without_tls_or_with_a_password_is_refused_without_repeating_it(tmp_path: Path, address: str) -> None:
    with pytest.raises(CaseError) as caught:
        channel(address, tmp_path)
    assert "https://" in str(caught.value)
    assert "password@" not in str(caught.value)


def test_a_host_that_is_allowed_by_name_may_go_without_tls(tmp_path: Path) -> None:
    receiver = Receiver(SECRET)
    with web_server(receiver) as port:

        def dial(host: str, wanted: int, seconds: float) -> socket.socket:
            assert (host, wanted) == ("intranet.example", 80)
            return socket.create_connection(("127.0.0.1", port), seconds)

        channel("http://intranet.example/x y", tmp_path, allowed_hosts=frozenset({"intranet.example"}), dial=dial).tell(message())
    assert (receiver.headers[0]["host"], receiver.headers[0]["path"]) == ("intranet.example", "/x%20y")


def hangs(line: socket.socket) -> None:
    line.settimeout(3)
    while line.recv(65536):
        pass


def cuts(line: socket.socket) -> None:
    line.recv(10)
    line.close()


def talks_nonsense(line: socket.socket) -> None:
    line.sendall(b"SMTP\r\n" * 100)
    line.close()


def sends_headers_without_end(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000)


def trickles(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1")
    while True:
        line.sendall(b"x")
        threading.Event().wait(0.05)


@pytest.mark.parametrize("talk", [hangs, cuts, talks_nonsense, sends_headers_without_end, trickles])
def test_a_receiver_that_misbehaves_is_left_in_time(tmp_path: Path, talk: Callable[[socket.socket], None]) -> None:
    with raw_server(talk) as port:
        trouble = trouble_of(channel(f"http://127.0.0.1:{port}/", tmp_path, seconds=0.3), message())
    assert (trouble.problem.code, trouble.for_good) == ("channel.not-reached", False)


def test_a_body_without_end_is_not_read_to_it(tmp_path: Path) -> None:
    def talk(line: socket.socket) -> None:
        line.recv(65536)
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            line.sendall(b"x" * 65536)

    with raw_server(talk) as port:
        assert channel(f"http://127.0.0.1:{port}/", tmp_path).tell(message()) == ()


def test_hostile_words_arrive_as_they_are_and_in_ascii(tmp_path: Path) -> None:
    receiver = Receiver(SECRET)
    with web_server(receiver) as port:
        channel(f"http://127.0.0.1:{port}/", tmp_path).tell(hostile())
    assert receiver.bodies[0].isascii()
    assert json.loads(receiver.bodies[0])["data"]["alerts"][0]["words"] == HOSTILE
