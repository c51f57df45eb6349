from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from closewatch.terms.trouble import CaseError, Problem, Undelivered
from closewatch.watch.channels import channel_of
from closewatch.watch.channels.channel import Channel, Means
from closewatch.watch.message import Message
from closewatch.watch.settings import ChannelKind, ChannelSettings
from tests.watch.telling import NOON, Letterbox, certificate, hostile, mail_server, message, noted, raw_server, secret_file

Contexts = tuple[ssl.SSLContext, ssl.SSLContext]


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> Contexts:
    return certificate(tmp_path_factory.mktemp("certificate"))


def channel(port: int, folder: Path, means: dict[str, Any] | None = None, **given: Any) -> Channel:
    values = {"server": f"localhost:{port}", "security": "none", "from": "Watch <watch@ngo.example>", "to": ("desk@ngo.example",)} | given
    usual: dict[str, Any] = {"title": "Sample: Kursk", "clock": lambda: NOON, "seconds": 5.0}
    return channel_of(ChannelSettings("team", ChannelKind.MAIL, values), Means(folder, **(usual | (means or {}))))


def trouble_of(channel: Channel, told: Message) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        channel.tell(told)
    return caught.value


def test_a_letter_arrives_with_text_and_html_and_the_id_of_its_alert(tmp_path: Path) -> None:
    box, told = Letterbox(), message()
    with mail_server(box) as port:
        assert channel(port, tmp_path).tell(told) == ()
    [(to, letter)] = box.letters
    assert to == ["desk@ngo.example"]
    assert letter["Message-ID"] == f"<{told.id.replace(':', '-')}@closewatch.invalid>"
    assert letter["References"] == letter["In-Reply-To"] == "<qu-1@closewatch.invalid>"
    assert (letter["Auto-Submitted"], letter["List-Id"]) == ("auto-generated", "<sample-kursk.closewatch.invalid>")
    assert letter["Date"].datetime == NOON
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert letter.get_content_type() == "multipart/alternative"
    assert text is not None
    assert text.get_content().replace("\r\n", "\n").strip() == told.text.strip()
    assert html is not None
    assert "about 3,000 soldier" in html.get_content()


def test_letters_about_one_question_stand_together_and_a_digest_of_several_stands_alone(tmp_path: Path) -> None:
    box = Letterbox()
    with mail_server(box) as port:
        post = channel(port, tmp_path)
        for told in (message(), message(noted("two")), message(noted("three"), noted("four", question="qu:2"))):
            post.tell(told)
    one, other, digest = (letter for _, letter in box.letters)
    assert one["References"] == other["References"]
    assert one["Message-ID"] != other["Message-ID"]
    assert digest["References"] is None


def test_nothing_in_a_letter_or_a_greeting_names_the_machine(tmp_path: Path) -> None:
    box = Letterbox()
    with mail_server(box) as port:
        channel(port, tmp_path).tell(message())
    assert box.names == ["[127.0.0.1]"]
    assert socket.gethostname() not in box.letters[0][1].as_string()


def test_a_letter_goes_over_starttls_with_name_and_password(tmp_path: Path, contexts: Contexts) -> None:
    box = Letterbox()
    box.people = {b"watch": b"open sesame"}
    secret = {"user": "watch", "password_file": secret_file(tmp_path, "open sesame")}
    with mail_server(box, starttls=contexts[0]) as port:
        channel(port, tmp_path, {"context": contexts[1]}, security="starttls", **secret).tell(message())
    assert len(box.letters) == 1


def test_a_letter_goes_over_tls_from_the_first_byte(tmp_path: Path, contexts: Contexts) -> None:
    box = Letterbox()
    with mail_server(box, tls=contexts[0]) as port:
        channel(port, tmp_path, {"context": contexts[1]}, security="tls").tell(message())
    assert len(box.letters) == 1


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_trusts_gets_no_letter(tmp_path: Path, contexts: Contexts, security: str) -> None:
    box = Letterbox()
    with mail_server(box, **{security: contexts[0]}) as port:
        trouble = trouble_of(channel(port, tmp_path, security=security), message())
    assert trouble.problem.code == "channel.not-trusted"
    assert not trouble.for_good
    assert box.letters == []


def test_a_server_that_offers_no_tls_gets_neither_password_nor_letter(tmp_path: Path) -> None:
    box = Letterbox()
    with mail_server(box) as port:
        trouble = trouble_of(channel(port, tmp_path, security="starttls"), message())
    assert (trouble.problem.code, box.letters) == ("channel.not-trusted", [])


def test_a_wrong_password_is_for_a_person_to_mend_and_stands_nowhere(tmp_path: Path, contexts: Contexts) -> None:
    box = Letterbox()
    box.people = {b"watch": b"another"}
    secret = {"user": "watch", "password_file": secret_file(tmp_path, "open sesame")}
    with mail_server(box, starttls=contexts[0]) as port:
        trouble = trouble_of(channel(port, tmp_path, {"context": contexts[1]}, security="starttls", **secret), message())
    assert (trouble.problem.code, trouble.for_good) == ("channel.refused", True)
    assert "535" in str(trouble)
    assert "sesame" not in repr(trouble.__dict__) + str(trouble)


@pytest.mark.parametrize(("mode", "words"), [(0o644, "644"), (0o620, "620"), (0o604, "604")])
def test_a_password_that_others_can_read_or_change_is_not_used(tmp_path: Path, mode: int, words: str) -> None:
    trouble = trouble_of(channel(9, tmp_path, user="watch", password_file=secret_file(tmp_path, "open sesame", mode)), message())
    assert (trouble.problem.code, trouble.for_good) == ("channel.no-secret", True)
    assert words in str(trouble)
    assert "sesame" not in str(trouble)


def test_a_password_file_that_is_not_there_is_named_and_mended_without_a_restart(tmp_path: Path) -> None:
    box = Letterbox()
    box.people = {b"watch": b"open sesame"}
    with mail_server(box) as port:
        post = channel(port, tmp_path, user="watch", password_file="secret")
        assert trouble_of(post, message()).problem.code == "channel.no-secret"
        secret_file(tmp_path, "open sesame")
        post.tell(message())
    assert len(box.letters) == 1


@pytest.mark.parametrize(
    ("whom", "answer", "for_good"),
    [
        ("desk@ngo.example", "450 4.2.0 Greylisted, come again in 287 seconds", False),
        ("desk@ngo.example", "550 5.1.1 No such user", True),
        ("DATA", "451 4.3.0 Too busy", False),
        ("DATA", "554 5.7.1 Looks like spam", True),
    ],
)
def test_a_refusal_is_tried_again_unless_it_is_for_good(tmp_path: Path, whom: str, answer: str, for_good: bool) -> None:
    box, told = Letterbox(), message()
    box.refuse[whom] = answer
    with mail_server(box) as port:
        post = channel(port, tmp_path)
        trouble, again = trouble_of(post, told), trouble_of(post, told)
        assert (trouble.problem.code, trouble.for_good) == ("channel.refused", for_good)
        assert trouble.problem == again.problem
        assert trouble.problem.at == f"channel team, {told.id}"
        assert answer[:3] in trouble.problem.message
        assert "287" not in trouble.problem.message
        box.refuse.clear()
        post.tell(told)
    assert [letter["Message-ID"] for _, letter in box.letters] == [f"<{told.id.replace(':', '-')}@closewatch.invalid>"]


def test_who_is_greylisted_gets_the_letter_later_and_the_others_get_it_once(tmp_path: Path) -> None:
    box, told = Letterbox(), message()
    box.refuse["late@ngo.example"] = "450 Later"
    with mail_server(box) as port:
        post = channel(port, tmp_path, to=("desk@ngo.example", "late@ngo.example"))
        trouble_of(post, told)
        trouble_of(post, told)
        box.refuse.clear()
        post.tell(told)
    assert [to for to, _ in box.letters] == [["desk@ngo.example"], ["late@ngo.example"]]


def test_an_address_that_is_gone_does_not_keep_the_others_from_being_told(tmp_path: Path) -> None:
    box, told = Letterbox(), message()
    box.refuse["gone@ngo.example"] = "550 No such user"
    with mail_server(box) as port:
        [problem] = channel(port, tmp_path, to=("desk@ngo.example", "gone@ngo.example")).tell(told)
    assert isinstance(problem, Problem)
    assert problem.code == "channel.not-for-all"
    assert "gone@ngo.example" in problem.message
    assert [to for to, _ in box.letters] == [["desk@ngo.example"]]


def hangs(line: socket.socket) -> None:
    line.settimeout(3)
    line.recv(1)


def cuts(line: socket.socket) -> None:
    line.sendall(b"220 here\r\n")
    line.recv(1)
    line.close()


def talks_nonsense(line: socket.socket) -> None:
    line.sendall(b"\xff\xfe\x00\r\n" * 3)
    line.close()


def never_ends_a_line(line: socket.socket) -> None:
    for _ in range(1000):
        line.sendall(b"220-" + b"x" * 60)


def trickles(line: socket.socket) -> None:
    while True:
        line.sendall(b"2")
        threading.Event().wait(0.05)


@pytest.mark.parametrize("talk", [hangs, cuts, talks_nonsense, never_ends_a_line, trickles])
@pytest.mark.parametrize("security", ["none", "tls"])
def test_a_server_that_misbehaves_is_left_in_time(tmp_path: Path, talk: Callable[[socket.socket], None], security: str) -> None:
    with raw_server(talk) as port:
        trouble = trouble_of(channel(port, tmp_path, {"seconds": 0.3}, security=security), message())
    assert trouble.problem.code == "channel.not-reached"
    assert not trouble.for_good


def test_a_letter_that_was_taken_is_told_though_the_goodbye_fails(tmp_path: Path) -> None:
    taken = threading.Event()

    def talk(line: socket.socket) -> None:
        line.sendall(b"220 here\r\n")
        for answer in (b"250 here", b"250 OK", b"250 OK", b"354 go on"):
            line.recv(4096)
            line.sendall(answer + b"\r\n")
        data = b""
        while not data.endswith(b"\r\n.\r\n"):
            data += line.recv(65536)
        line.sendall(b"250 taken\r\n")
        taken.set()
        line.recv(4096)
        line.close()

    with raw_server(talk) as port:
        assert channel(port, tmp_path).tell(message()) == ()
    assert taken.is_set()


def test_nobody_listening_and_no_such_host_are_problems_that_say_so(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert "connection refused" in trouble_of(channel(port, tmp_path), message()).problem.message
    lost = trouble_of(channel(25, tmp_path, server="mail.closewatch.invalid:25"), message())
    assert (lost.problem.code, lost.for_good) == ("channel.not-reached", False)
    odd = trouble_of(channel(25, tmp_path, server=f"{'x' * 80}.example:25"), message())
    assert odd.problem.code == "channel.not-reached"


def test_a_connection_can_go_by_a_proxy(tmp_path: Path) -> None:
    box, dialled = Letterbox(), []
    with mail_server(box) as port:

        def dial(host: str, wanted: int, seconds: float) -> socket.socket:
            dialled.append((host, wanted))
            return socket.create_connection(("127.0.0.1", port), seconds)

        channel(25, tmp_path, {"dial": dial}, server="smtp.ngo.example:25").tell(message())
    assert (dialled, len(box.letters)) == ([("smtp.ngo.example", 25)], 1)


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    box = Letterbox()
    with mail_server(box) as port:
        channel(port, tmp_path, {"title": hostile().alerts[0].alert.words}).tell(hostile())
    [(to, letter)] = box.letters
    assert to == ["desk@ngo.example"]
    assert letter["Bcc"] is None
    assert len(letter.get_all("Subject", [])) == 1
    assert "\u202e" not in letter["Subject"]
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert html is not None
    for unwanted in ("\x1b", "\u202e", "\x07", "\u2028"):
        assert unwanted not in text.get_content() + html.get_content()
    assert "<script" not in html.get_content()
    assert "&lt;script&gt;" in html.get_content()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"to": ()}, "list of addresses"),
        ({"to": ("desk",)}, "address of e-mail"),
        ({"to": ("a@b.example\r\nBcc: c@d.example",)}, "address of e-mail"),
        ({"from": "a@b.example, c@d.example"}, "address of e-mail"),
        ({"security": "some"}, "starttls, tls, none"),
        ({"server": "smtp.example:port"}, "host:port"),
        ({"server": "smtp.example:99999"}, "host:port"),
        ({"user": "watch"}, "password_file"),
        ({"password_file": "secret"}, "password_file"),
        ({"server": "smtp.example", "user": "watch", "password_file": "secret"}, "to send a password by"),
        ({"colour": "red"}, "colour"),
        ({"server": 25}, "wanted words"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused_in_one_line(tmp_path: Path, given: dict[str, Any], words: str) -> None:
    with pytest.raises(CaseError) as caught:
        channel(25, tmp_path, **given)
    assert words in str(caught.value)
    assert "channel team" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_ports_follow_from_the_way_of_security(tmp_path: Path) -> None:
    dialled: list[int] = []

    def dial(host: str, port: int, seconds: float) -> socket.socket:
        dialled.append(port)
        raise ConnectionRefusedError(111, "Connection refused")

    for security in ("starttls", "tls", "none"):
        trouble_of(channel(0, tmp_path, {"dial": dial}, server="smtp.example", security=security), message())
    assert dialled == [587, 465, 25]
