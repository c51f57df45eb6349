"""Who comes in, what they may do there, and which forms are taken."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Semaphore, Thread
from typing import Literal
from urllib.parse import urlsplit

import pytest
from argon2 import PasswordHasher
from starlette.responses import PlainTextResponse, Response

from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.desk_file import DeskFile
from closewatch.desk.web.door import Door, Role
from closewatch.desk.web.entry import lockout, sessions
from closewatch.desk.web.entry.accounts import make_account, set_password
from closewatch.desk.web.entry.hosts import answers_to
from closewatch.desk.web.entry.passwords import AT_ONCE, Passwords
from closewatch.desk.web.pages import DOORS
from closewatch.desk.web.serving import bound, served
from closewatch.desk.web.visit import Visit
from closewatch.terms.trouble import CaseError
from tests.desk.web.browsing import Answer, Visitor
from tests.desk.web.conftest import PASSWORD, QUICK, Clock, log_in

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def cookie_of(answer: Answer) -> str:
    return answer.headers.get("set-cookie", "")


def raw(address: str, message: bytes) -> bytes:
    """Send bytes as they are, and give the first of what comes back."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as connection:
        connection.sendall(message)
        return connection.recv(65_536)


def test_at_a_desk_without_accounts_whoever_sits_at_the_machine_is_the_keeper(anna: Visitor) -> None:
    page = anna.get("/you")
    assert "You sign as <strong>anna</strong>" in page.text
    assert "You are a keeper" in page.text
    assert anna.get("/people").status == 200


def test_a_browser_can_sign_under_another_name_and_another_browser_does_not(anna: Visitor) -> None:
    page = anna.post("/you/name", {"token": anna.get("/you").token, "name": "Олена П."})
    assert "You sign as <strong>Олена П.</strong>" in page.text
    assert "person:Олена П." in page.text
    assert "You sign as <strong>anna</strong>" in Visitor(anna.address).get("/you").text


@pytest.mark.parametrize("name", ["", "\u202eanna", "a" * 61, "<script>", "reader:en-1", "-"])
def test_a_name_that_is_none_is_refused_in_the_page(anna: Visitor, name: str) -> None:
    answer = anna.post("/you/name", {"token": anna.get("/you").token, "name": name})
    assert answer.status == 400
    assert "wanted a name" in answer.text
    assert "You sign as <strong>anna</strong>" in answer.text


def test_as_soon_as_there_is_an_account_everybody_logs_in(people_address: str) -> None:
    visitor = Visitor(people_address)
    for path in ("/", "/you", "/upload", "/people", "/at/qu:0"):
        answer = visitor.get(path)
        assert (answer.status, answer.headers["location"].split("?")[0]) == (303, "/login")
    assert visitor.get("/questions.json").status in (401, 404)
    assert visitor.post("/people", {"name": "x"}).status == 401
    assert "Pay" not in visitor.get("/login").text


def test_logging_in_leads_to_the_page_that_was_wanted(people_address: str) -> None:
    visitor = Visitor(people_address)
    login = visitor.get(visitor.get("/you?done=name").headers["location"])
    assert 'name="to" value="/you?done=name"' in login.text
    answer = visitor.post("/login", {"token": login.token, "name": "ANNA", "password": PASSWORD, "to": "/you"}, follow=False)
    assert answer.headers["location"] == "/you"
    assert "You sign as <strong>anna</strong>" in visitor.get("/you").text


def test_logging_in_leads_to_a_page_whose_name_holds_a_question_mark(people_address: str) -> None:
    visitor = Visitor(people_address)
    login = visitor.get(visitor.get("/outlets/What%3F?a=b").headers["location"])
    assert 'name="to" value="/outlets/What%3F?a=b"' in login.text


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\r\nSet-Cookie: a=b"])
def test_nobody_is_sent_to_another_site_after_logging_in(people_address: str, to: str) -> None:
    visitor = Visitor(people_address)
    form = {"token": visitor.get("/login").token, "name": "anna", "password": PASSWORD, "to": to}
    assert visitor.post("/login", form, follow=False).headers["location"] == "/"


def test_the_token_of_a_browser_is_another_one_after_logging_in_and_the_old_one_opens_nothing(people_address: str) -> None:
    visitor = Visitor(people_address)
    visitor.get("/login")
    before = dict(visitor.cookies)
    log_in(visitor, "anna")
    assert visitor.get("/you").status == 200
    assert {name: visitor.cookies[name] for name in before} != before
    assert Visitor(people_address, before).get("/you").status == 303


def test_a_token_that_somebody_planted_is_not_taken_over(people_address: str) -> None:
    name = f"closewatch-{urlsplit(people_address).port}"
    visitor = Visitor(people_address, {name: "planted"})
    log_in(visitor, "anna")
    assert visitor.cookies[name] != "planted"
    assert Visitor(people_address, {name: "planted"}).get("/you").status == 303


def test_cookies_are_out_of_reach_of_scripts_and_other_sites_and_named_after_the_port(people_address: str) -> None:
    visitor = Visitor(people_address)
    first = cookie_of(visitor.get("/login"))
    assert first.startswith(f"closewatch-{urlsplit(people_address).port}=")
    logged_in = cookie_of(log_in(visitor, "anna"))
    for cookie in (first, logged_in):
        assert {"httponly", "samesite=strict", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}
        assert "domain" not in cookie.lower()


def test_behind_https_cookies_are_secure_and_of_this_host_alone(kursk: Path) -> None:
    with_account(kursk)
    with served(Desk(Start(kursk, "person:anna", behind="desk.example.org"), passwords=QUICK), bound("127.0.0.1", 0)) as address:
        cookie = cookie_of(Visitor(address).get("/login", {"Host": "desk.example.org"}))
        assert cookie.startswith("__Host-closewatch-")
        assert "; Secure" in cookie
        assert Visitor(address).get("/login").status == 421


def test_the_file_of_the_desk_holds_neither_tokens_nor_passwords(kursk: Path, people_address: str) -> None:
    visitor = Visitor(people_address)
    log_in(visitor, "anna")
    held = b"".join(path.read_bytes() for path in kursk.glob("desk.db*"))
    assert held
    assert all(value.encode() not in held for value in (PASSWORD, *visitor.cookies.values()))
    assert (kursk / "desk.db").stat().st_mode & 0o077 == 0


def test_logging_out_ends_the_session_for_good(people_address: str) -> None:
    visitor = Visitor(people_address)
    log_in(visitor, "anna")
    copied = dict(visitor.cookies)
    visitor.post("/logout", {"token": visitor.get("/you").token})
    assert Visitor(people_address, copied).get("/you").status == 303


def test_a_session_ends_when_nobody_uses_it_and_after_a_working_day(people_address: str, clock: Clock) -> None:
    visitor = Visitor(people_address)
    log_in(visitor, "anna")
    for _ in range(6):
        clock.at += sessions.IDLE_SECONDS - 1
        assert visitor.get("/you").status == 200
    clock.at += sessions.IDLE_SECONDS - 1
    assert visitor.get("/you").status == 303
    log_in(visitor, "anna")
    clock.at += sessions.IDLE_SECONDS + 1
    assert visitor.get("/you").status == 303


def test_a_session_outlives_a_restart(kursk: Path) -> None:
    with_account(kursk)
    listening = bound("127.0.0.1", 0)
    port = listening.getsockname()[1]
    with served(Desk(Start(kursk, "person:x"), passwords=QUICK), listening) as address:
        visitor = Visitor(address)
        log_in(visitor, "anna")
        token = visitor.get("/you").token
    with served(Desk(Start(kursk, "person:x"), passwords=QUICK), bound("127.0.0.1", port)):
        assert visitor.get("/you").token == token


@pytest.mark.parametrize(("name", "refused"), [("rita", ["/people", "/upload"]), ("rob", ["/people", "/upload"]), ("anna", [])])
def test_everybody_sees_what_their_role_allows(people_address: str, name: str, refused: list[str]) -> None:
    visitor = Visitor(people_address)
    log_in(visitor, name)
    assert visitor.get("/").status == 200
    for path in ("/people", "/upload"):
        assert visitor.get(path).status == (403 if path in refused else 200)
    answer = visitor.post("/people", {"token": visitor.get("/you").token, "name": "new", "role": "reader", "password": PASSWORD})
    assert answer.status == (200 if name == "anna" else 403)


def test_who_may_only_read_sends_no_decision(kursk: Path) -> None:
    with_account(kursk, "rita", Role.READER)
    with served_doors(kursk, Door("/decide", say_done, posts=True, role=Role.REVIEWER)) as address:
        visitor = Visitor(address)
        log_in(visitor, "rita")
        assert visitor.post("/decide", {"token": visitor.get("/you").token}).status == 403


OWN = ("/dossier", "/login", "/logout", "/you/name", "/you/password", "/you/log-out", "/keys")
"""What everybody may send about themselves: their name, their keys, what they want in a dossier of their own."""


def test_of_our_own_doors_a_reader_sends_nothing_but_what_is_about_themselves(people_address: str) -> None:
    visitor = Visitor(people_address)
    log_in(visitor, "rita")
    token = visitor.get("/you").token
    paths = [re.sub("{[^}]*}", "x", door.path) for door in DOORS if door.posts and door.path not in OWN]
    assert len(paths) > 10
    assert {path: visitor.post(path, {"token": token}).status for path in paths} == dict.fromkeys(paths, 403)


def test_nobody_sees_a_page_of_the_case_before_logging_in(people_address: str) -> None:
    visitor = Visitor(people_address)
    for path in (re.sub("{[^}]*}", "1", door.path) for door in DOORS if not door.posts and not door.open_to_all):
        answer = visitor.get(path)
        assert answer.status == (401 if path.endswith((".json", ".csv", ".atom")) else 303), path
        assert "soldiers" not in answer.text


@pytest.mark.parametrize("token", ["", "x", "é", "0" * 64, "\udcff"])
def test_a_form_without_the_token_of_the_browser_changes_nothing(anna: Visitor, token: str) -> None:
    anna.get("/you")
    answer = anna.ask("POST", "/you/name", f"token={token}&name=mallory".encode("utf-8", "replace"), FORM)
    assert answer.status == 403
    assert "anna" in anna.get("/you").text


def test_the_token_of_one_browser_is_no_use_in_another(anna: Visitor) -> None:
    stolen = anna.get("/you").token
    other = Visitor(anna.address)
    other.get("/you")
    assert other.post("/you/name", {"token": stolen, "name": "mallory"}).status == 403
    assert Visitor(anna.address).post("/you/name", {"token": stolen, "name": "mallory"}).status == 403


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}], ids=str
)
def test_a_form_that_a_browser_says_another_site_sent_is_refused_whatever_its_token(anna: Visitor, headers: dict[str, str]) -> None:
    fields = {"token": anna.get("/you").token, "name": "mallory"}
    assert anna.post("/you/name", fields, headers).status == 403
    assert anna.post("/you/name", fields, {"Sec-Fetch-Site": "same-origin", "Origin": "null"}).status == 200


def test_asking_never_changes_anything(anna: Visitor) -> None:
    for path in ("/you/name?name=mallory", "/people/anna/remove", "/logout", "/you/password"):
        assert anna.get(path).status == 405
    assert "anna" in anna.get("/you").text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_ways_of_asking_are_refused_in_one_line(anna: Visitor, method: str) -> None:
    answer = anna.ask(method, "/you", None, {})
    assert (answer.status, set(answer.headers["allow"].split(", "))) == (405, {"GET", "HEAD"})
    assert "wanted another way of asking here" in answer.text


def test_a_head_is_what_the_page_would_be_without_its_words(anna: Visitor) -> None:
    answer = anna.ask("HEAD", "/you", None, {})
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["content-length"]) > 1_000


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", "10.0.0.1:{port}", "a@localhost:{port}", ""],
)
def test_a_request_that_names_another_host_sees_nothing(anna: Visitor, host: str) -> None:
    answer = anna.get("/", {"Host": host.format(port=urlsplit(anna.address).port)})
    assert answer.status == 421
    assert "Pay" not in answer.text
    assert "content-security-policy" in answer.headers


def test_two_names_in_one_request_are_one_too_many(anna: Visitor) -> None:
    host = urlsplit(anna.address).netloc
    answer = raw(anna.address, f"GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\nConnection: close\r\n\r\n".encode())
    assert answer.split()[1] in (b"400", b"421")


def test_where_other_machines_reach_the_desk_addresses_and_the_name_of_the_machine_are_its_own() -> None:
    machine = socket.gethostname()
    assert answers_to(f"{machine}:8765", "0.0.0.0", 8765)
    assert answers_to("[fe80::1]:8765", "::", 8765)
    assert answers_to("desk.lan:8765", "desk.lan", 8765)
    assert not answers_to("evil.example:8765", "0.0.0.0", 8765)
    assert not answers_to("192.168.0.2:80", "0.0.0.0", 8765)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"a=" + b"x" * 2**20, 413),
        (b"&".join(b"f%d=1" % number for number in range(201)), 413),
        (b"&" * 5_000, 413),
        (b"name=%FF%FE&token=1", 400),
        ("name=é".encode("latin-1"), 400),
        (b"name=a%00b", 400),
        (b"%zz=%", 403),
        (b"", 403),
    ],
    ids=["too many bytes", "too many fields", "nothing but separators", "no UTF-8", "raw bytes", "NUL", "broken escapes", "empty"],
)
def test_a_form_that_is_too_much_or_broken_is_refused_in_one_line(anna: Visitor, body: bytes, status: int) -> None:
    anna.get("/you")
    answer = anna.ask("POST", "/you/name", body, FORM)
    assert answer.status == status
    assert "Back to the case" in answer.text


def test_what_says_that_it_is_too_large_is_refused_before_it_is_read(anna: Visitor) -> None:
    host = urlsplit(anna.address).netloc
    head = f"POST /you/name HTTP/1.1\r\nHost: {host}\r\nContent-Type: {FORM['Content-Type']}\r\nContent-Length: 999999999999\r\n\r\n"
    assert raw(anna.address, head.encode()).split()[1] == b"413"


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
def test_what_is_no_form_is_refused(anna: Visitor, kind: str) -> None:
    anna.get("/you")
    assert anna.ask("POST", "/you/name", b"{}", {"Content-Type": kind}).status == 415


def test_hostile_addresses_are_one_line(anna: Visitor) -> None:
    assert anna.get("/you?done=%00").status == 400
    assert anna.get("/you?done=%FF%FE").status == 200
    assert anna.get("/%FF%C0%80").status == 404
    assert anna.get("/static/..%2f..%2f/..%2fdesk.db").status == 404
    assert anna.get("/static/" + "a" * 12 + "/base.css").status == 404
    assert anna.get("/you?" + "a" * 20_000).status == 200
    assert raw(anna.address, b"GET /you?" + b"a" * 40_000).split()[1] == b"400"
    assert raw(anna.address, b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n").split()[1] == b"400"
    assert raw(anna.address, b"\x16\x03\x01 no HTTP at all\r\n\r\n").split()[1] == b"400"


def test_a_page_that_breaks_says_so_in_one_line_with_the_safe_headers(kursk: Path) -> None:
    def break_off(visit: Visit) -> Response:
        raise RuntimeError("two\nlines")

    with served_doors(kursk, Door("/broken", break_off)) as address:
        answer = Visitor(address).get("/broken")
        assert answer.status == 500
        assert "RuntimeError: two lines" in answer.text
        assert "Traceback" not in answer.text
        assert "content-security-policy" in answer.headers


def test_wrong_passwords_cost_a_few_tries_and_then_time(people_address: str, clock: Clock) -> None:
    visitor = Visitor(people_address)
    form = {"token": visitor.get("/login").token, "name": "anna", "password": "not the right one"}
    answers = [visitor.post("/login", form) for _ in range(100)]
    assert [answer.status for answer in answers[: lockout.FREE_TRIES]] == [401] * lockout.FREE_TRIES
    assert {answer.status for answer in answers[lockout.FREE_TRIES :]} == {429}
    assert {answer.headers["retry-after"] for answer in answers[lockout.FREE_TRIES :]} == {"2"}
    assert visitor.post("/login", {**form, "password": PASSWORD}, follow=False).status == 429
    clock.at += 2
    assert visitor.post("/login", form).status == 401
    assert visitor.post("/login", form).headers["retry-after"] == "4"
    clock.at += 4
    assert visitor.post("/login", {**form, "password": PASSWORD}, follow=False).status == 303


def test_ten_thousand_wrong_passwords_are_tried_a_bounded_number_of_times() -> None:
    file = DeskFile()
    tried = [lockout.seconds_to_wait(file, lockout.counted_as("anna", "10.0.0.1", None), 1_000.0 + second) for second in range(10_000)]
    # 5 at once, then after 2, 4, ... 512 seconds and every quarter of an hour.
    assert tried.count(0) <= lockout.FREE_TRIES + 9 + 10_000 // lockout.LONGEST_WAIT
    assert max(tried) <= lockout.LONGEST_WAIT


def test_many_accounts_tried_from_one_address_are_counted_together() -> None:
    file = DeskFile()
    tried = [lockout.seconds_to_wait(file, lockout.counted_as(f"name{number}", "10.0.0.1", None), 1_000.0) for number in range(500)]
    assert tried.count(0) == lockout.ADDRESS_TRIES
    network = [
        lockout.seconds_to_wait(file, lockout.counted_as(f"n{number}", f"2001:db8::{number:x}", None), 1_000.0) for number in range(99)
    ]
    assert network.count(0) == lockout.ADDRESS_TRIES


def test_the_wait_outlives_a_restart(kursk: Path) -> None:
    first = DeskFile(kursk)
    whom = lockout.counted_as("anna", "10.0.0.1", None)
    for _ in range(lockout.FREE_TRIES):
        assert lockout.seconds_to_wait(first, whom, 1_000.0) == 0
    first.close()
    assert lockout.seconds_to_wait(DeskFile(kursk), whom, 1_000.5) == 2


def test_a_stranger_who_guesses_does_not_keep_the_owner_out(people_address: str) -> None:
    owner, stranger = Visitor(people_address), Visitor(people_address)
    log_in(owner, "anna")
    owner.post("/logout", {"token": owner.get("/you").token})
    form = {"token": stranger.get("/login").token, "name": "anna", "password": "not the right one"}
    assert [stranger.post("/login", form).status for _ in range(30)][-1] == 429
    assert log_in(owner, "anna").status == 303
    wrong = {"token": Visitor(people_address).get("/login").token, "name": "anna", "password": "not the right one"}
    assert stranger.post("/login", wrong).status in (403, 429)


def test_somebody_who_has_no_account_is_told_the_same_as_one_who_mistypes(people_address: str) -> None:
    visitor = Visitor(people_address)
    token = visitor.get("/login").token
    told = [
        visitor.post("/login", {"token": token, "name": name, "password": "not the right one"}).text.replace(name, "NAME")
        for name in ("anna", "nobody")
    ]
    assert told[0] == told[1]


def test_a_new_password_ends_all_sessions_and_forgets_the_tries(people: Desk, people_address: str) -> None:
    visitor = Visitor(people_address)
    log_in(visitor, "rob")
    set_password(people.file, QUICK, "rob", "another long password")
    assert visitor.get("/you").status == 303


def test_one_changes_ones_own_password_with_the_old_one(people_address: str) -> None:
    visitor, elsewhere = Visitor(people_address), Visitor(people_address)
    log_in(visitor, "rob")
    log_in(elsewhere, "rob")
    token = visitor.get("/you").token
    assert visitor.post("/you/password", {"token": token, "password": "wrong wrong wrong", "new": "a new long password"}).status == 401
    assert visitor.post("/you/password", {"token": token, "password": PASSWORD, "new": "short"}).status == 400
    page = visitor.post("/you/password", {"token": token, "password": PASSWORD, "new": "a new long password"})
    assert "Your password was changed" in page.text
    assert elsewhere.get("/you").status == 303


def test_without_any_account_no_other_machine_comes_in(kursk: Path) -> None:
    for start in (Start(kursk, "person:anna", "0.0.0.0"), Start(kursk, "person:anna", behind="desk.example.org")):
        with pytest.raises(CaseError, match=r"closewatch account .* NAME --role keeper"):
            Desk(start)


def say_done(visit: Visit) -> Response:
    return PlainTextResponse("done")


def with_account(folder: Path, name: str = "anna", role: Role = Role.KEEPER) -> None:
    file = DeskFile(folder)
    make_account(file, QUICK, name, role, PASSWORD, by="person:tester", at=0.0)
    file.close()


@contextmanager
def served_doors(folder: Path, *doors: Door) -> Iterator[str]:
    """Serve a desk that has more doors than ours."""
    with served(Desk(Start(folder, "person:anna"), passwords=QUICK), bound("127.0.0.1", 0), (*DOORS, *doors)) as address:
        yield address


class SlowHasher(PasswordHasher):
    """Takes as long as somebody wants."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.begun, self.go_on = Semaphore(0), Event()

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.begun.release()
        self.go_on.wait(timeout=30)
        return super().verify(hash, password)


def test_only_a_few_passwords_are_hashed_at_one_time_and_who_has_to_come_back_has_used_no_try(kursk: Path) -> None:
    for number in range(AT_ONCE + 1):
        with_account(kursk, f"anna{number}")
    hasher = SlowHasher()
    desk = Desk(Start(kursk, "person:x"), passwords=Passwords(hasher))
    with served(desk, bound("127.0.0.1", 0)) as address:
        first = [Thread(target=log_in, args=(Visitor(address), f"anna{number}")) for number in range(AT_ONCE)]
        for thread in first:
            thread.start()
            assert hasher.begun.acquire(timeout=30)
        late = log_in(Visitor(address), f"anna{AT_ONCE}")
        assert (late.status, late.headers["retry-after"]) == (429, "2")
        hasher.go_on.set()
        for thread in first:
            thread.join()
        assert desk.file.ask("SELECT sum(failures) FROM attempts") in ([(0,)], [(None,)])
        assert log_in(Visitor(address), f"anna{AT_ONCE}").status == 303


@pytest.mark.parametrize(("behind", "status"), [("", 429), ("desk.example.org", 401)])
def test_who_asks_is_told_by_a_proxy_only_where_there_is_one(kursk: Path, clock: Clock, behind: str, status: int) -> None:
    with_account(kursk)
    with served(Desk(Start(kursk, "person:x", behind=behind), clock=clock, passwords=QUICK), bound("127.0.0.1", 0)) as address:
        visitor = Visitor(address)
        named = {"Host": behind} if behind else {}
        form = {"token": visitor.get("/login", named).token, "password": "not the right one"}
        answers = [
            visitor.post("/login", {**form, "name": f"name{number}"}, {**named, "X-Forwarded-For": f"10.0.0.{number}"})
            for number in range(lockout.ADDRESS_TRIES + 1)
        ]
        assert answers[-1].status == status
