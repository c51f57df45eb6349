"""Who has an account, how passwords are kept, and the page and the command that give and take accounts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from argon2 import PasswordHasher

from closewatch.desk.web.desk_file import DeskFile
from closewatch.desk.web.door import Role
from closewatch.desk.web.entry.accounts import (
    account,
    accounts,
    has_accounts,
    make_account,
    password_fits,
    remove_account,
    set_password,
    set_role,
)
from closewatch.desk.web.entry.passwords import Passwords, check_password
from closewatch.terms.trouble import CaseError
from tests.desk.web.browsing import Visitor
from tests.desk.web.conftest import PASSWORD, QUICK, log_in


def made(*names: str) -> DeskFile:
    """A file in memory in which the first of these is a keeper and the others are reviewers."""
    file = DeskFile()
    for place, name in enumerate(names):
        make_account(file, QUICK, name, Role.REVIEWER if place else Role.KEEPER, PASSWORD, by="person:tester", at=0.0)
    return file


def test_passwords_are_kept_as_argon2id_with_what_rfc_9106_asks_for() -> None:
    kept = Passwords().hashed(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Passwords().fits(kept, PASSWORD)
    assert not Passwords().fits(kept, PASSWORD + " ")
    assert not Passwords().fits(None, PASSWORD)


def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    assert QUICK.fits(QUICK.hashed("пароль із літер Їжак"), "пароль із літер І\u0308жак")


@pytest.mark.parametrize("password", ["short", "a" * 11, "a" * 300, "aaaaaaaaaaaaaaaa", "anna anna anna anna", "abababababababab"])
def test_a_password_that_guesses_itself_is_refused(password: str) -> None:
    with pytest.raises(CaseError, match="wanted a password"):
        check_password(password, "Anna")


def test_a_hash_of_older_parameters_is_made_anew_at_the_next_login() -> None:
    file = made("anna")
    newer = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert password_fits(file, newer, "anna", PASSWORD)
    assert "$m=16,t=2,p=1$" in file.ask("SELECT password FROM accounts")[0][0]
    assert password_fits(file, newer, "anna", PASSWORD)


def test_nobody_passes_for_another_by_the_spelling_of_a_name() -> None:
    file = made("anna")
    for spelling in ("Anna", " ANNA ", "person:anna", "ａnna"):
        with pytest.raises(CaseError, match="found an account of"):
            make_account(file, QUICK, spelling, Role.READER, PASSWORD, by="person:anna", at=0.0)
        found = account(file, spelling)
        assert found is not None
        assert found.person.name == "person:anna"


def test_a_keeper_is_always_left() -> None:
    file = made("anna", "ben")
    with pytest.raises(CaseError, match="the only one"):
        remove_account(file, "anna")
    with pytest.raises(CaseError, match="the only one"):
        set_role(file, "anna", Role.READER)
    set_role(file, "ben", Role.KEEPER)
    remove_account(file, "anna")
    remove_account(file, "ben")
    assert not has_accounts(file)


def test_what_nobody_has_cannot_be_changed() -> None:
    file = made("anna")
    with pytest.raises(CaseError, match="found none of that name"):
        set_role(file, "ben", Role.READER)
    with pytest.raises(CaseError, match="found none of that name"):
        remove_account(file, "ben")
    with pytest.raises(CaseError, match="found none of that name"):
        set_password(file, QUICK, "ben", PASSWORD)


def test_what_a_desk_remembers_is_there_again_and_can_be_forgotten(tmp_path: Path) -> None:
    file = DeskFile(tmp_path)
    file.remember("person:anna", "looked", {"seq": 7})
    file.remember("person:anna", "looked", {"seq": 8})
    file.remember("person:ben", "looked", [1, "é"])
    file.close()
    again = DeskFile(tmp_path)
    assert (again.recall("person:anna", "looked"), again.recall("person:ben", "looked")) == ({"seq": 8}, [1, "é"])
    again.remember("person:anna", "looked", None)
    assert again.recall("person:anna", "looked") is None


def test_many_threads_remember_at_once(tmp_path: Path) -> None:
    file = DeskFile(tmp_path)

    def remember_much(number: int) -> None:
        for place in range(50):
            file.remember(f"person:{number}", str(place), place)

    threads = [Thread(target=remember_much, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert file.ask("SELECT count(*) FROM remembered") == [(400,)]


def test_a_change_that_breaks_off_changes_nothing(tmp_path: Path) -> None:
    file = DeskFile(tmp_path)

    def break_off() -> None:
        with file.changing() as tables:
            tables.execute("INSERT INTO remembered VALUES ('person:anna', 'x', '1')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert file.recall("person:anna", "x") is None


def test_accounts_hold_where_nothing_can_be_written(tmp_path: Path) -> None:
    file = DeskFile(tmp_path)
    make_account(file, QUICK, "anna", Role.KEEPER, PASSWORD, by="person:anna", at=0.0)
    file.close()
    copy = DeskFile(tmp_path, writable=False)
    assert [one.name for one in accounts(copy)] == ["anna"]
    copy.remember("person:anna", "x", 1)
    assert copy.recall("person:anna", "x") == 1
    assert DeskFile(tmp_path).recall("person:anna", "x") is None


def test_a_file_that_is_no_file_of_a_desk_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"no database at all " * 100)
    with pytest.raises(CaseError, match="no evidence"):
        DeskFile(tmp_path)


def test_the_keeper_makes_changes_and_removes_accounts(people_address: str) -> None:
    anna = Visitor(people_address)
    log_in(anna, "anna")
    token = anna.get("/people").token
    page = anna.post("/people", {"token": token, "name": "Олена П.", "role": "reader", "password": PASSWORD})
    assert "The account was made." in page.text
    assert "Олена П." in page.text
    olena = Visitor(people_address)
    assert log_in(olena, "олена п.").status == 303
    assert (
        "The role was changed."
        in anna.post("/people/%D0%9E%D0%BB%D0%B5%D0%BD%D0%B0%20%D0%9F./role", {"token": token, "role": "keeper"}).text
    )
    assert olena.get("/people").status == 200
    assert "logged out" in anna.post("/people/%D0%9E%D0%BB%D0%B5%D0%BD%D0%B0%20%D0%9F./log-out", {"token": token}).text
    assert olena.get("/people").status == 303
    log_in(olena, "Олена П.")
    again = anna.post("/people/rob/remove", {"token": token, "again": "bob"})
    assert (again.status, "nothing was removed" in again.text) == (400, True)
    assert "stays on the record" in anna.post("/people/rob/remove", {"token": token, "again": "rob"}).text
    assert log_in(Visitor(people_address), "rob").status == 401
    anna.post("/people/rita/password", {"token": token, "password": "something else entirely"})
    assert log_in(Visitor(people_address), "rita").status == 401


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/people", {"name": "anna", "role": "reader", "password": PASSWORD}),
        ("/people", {"name": "new", "role": "king", "password": PASSWORD}),
        ("/people", {"name": "new", "role": "reader", "password": "short"}),
        ("/people", {"name": "<b>", "role": "reader", "password": PASSWORD}),
        ("/people/anna/role", {"role": "reader"}),
        ("/people/anna/remove", {"again": "anna"}),
        ("/people/nobody/role", {"role": "reader"}),
        ("/people/%00/role", {"role": "reader"}),
    ],
)
def test_what_cannot_be_done_with_an_account_is_said_in_the_page(people_address: str, path: str, fields: dict[str, str]) -> None:
    anna = Visitor(people_address)
    log_in(anna, "anna")
    answer = anna.post(path, {"token": anna.get("/people").token, **fields})
    assert answer.status == 400
    assert 'role="alert">wanted' in answer.text
    assert "<b>" not in answer.text


def test_the_first_account_is_a_keepers(anna: Visitor) -> None:
    token = anna.get("/people").token
    refused = anna.post("/people", {"token": token, "name": "ben", "role": "reader", "password": PASSWORD})
    assert "wanted a keeper first" in refused.text
    assert anna.post("/people", {"token": token, "name": "anna", "role": "keeper", "password": PASSWORD}, follow=False).status == 303
    assert anna.get("/people").status == 303
    assert log_in(anna, "anna").status == 303
    assert anna.get("/people").status == 200


def command(*words: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "closewatch", "account", *map(str, words)], input=typed, capture_output=True, text=True, check=False
    )


def test_the_command_gives_and_takes_accounts(kursk: Path) -> None:
    done = command(kursk, "anna", "--role", "keeper", "--password-stdin", typed=f"{PASSWORD}\n")
    assert (done.returncode, done.stdout) == (0, "")
    assert "person:anna" in done.stderr
    file = DeskFile(kursk)
    assert password_fits(file, Passwords(), "anna", PASSWORD)
    assert command(kursk, "anna", "--role", "reader", "--password-stdin", typed="another long password").returncode == 2
    assert password_fits(file, Passwords(), "anna", PASSWORD), "what could not be done whole was not done in part"
    assert command(kursk, "anna", "--remove").returncode == 0
    assert not has_accounts(file)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("anna",), "--role or --remove"),
        (("anna", "--role", "king"), "king"),
        (("anna", "--role", "keeper"), "--password-stdin"),
        (("anna", "--role", "keeper", "--password-stdin"), "found 5"),
        (("anna", "--remove"), "found none of that name"),
    ],
)
def test_a_wrong_call_is_one_line_and_makes_no_account(kursk: Path, words: tuple[str, ...], found: str) -> None:
    done = command(kursk, *words, typed="short\n")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert found in done.stderr
    assert not has_accounts(DeskFile(kursk))


def test_no_account_is_made_where_there_is_no_case(tmp_path: Path) -> None:
    assert command(tmp_path, "anna", "--role", "keeper", "--password-stdin", typed=PASSWORD).returncode == 2
    assert not (tmp_path / "desk.db").exists()
