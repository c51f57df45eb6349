"""Who has an account at the desk, and as what. The name of an account is the name under which its decisions go on the record."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from closewatch.desk.web.desk_file import DeskFile
from closewatch.desk.web.door import Person, Role
from closewatch.desk.web.entry.passwords import Passwords, check_password
from closewatch.terms.trouble import CaseError

_NAME = re.compile(r"[^\W_]([\w .'’-]{0,58}[\w.])?")


@dataclass(frozen=True)
class Account:
    """One account: its name, its role, since when (seconds since 1970), made by whom, and in how many browsers it is logged in."""

    name: str
    role: Role
    made_at: float
    made_by: str
    sessions: int = 0

    @property
    def person(self) -> Person:
        """Who it is, as the record has it."""
        return Person(signed(self.name), self.role)


def signed(name: str) -> str:
    """Give a name as it stands on the record.

    >>> signed("anna"), signed("person:anna")
    ('person:anna', 'person:anna')
    """
    return name if name.startswith("person:") else f"person:{name}"


def plain_name_of(typed: str) -> str:
    """Check the name of a person and write it in one way.

    Raises: CaseError where it is no name.

    >>> plain_name_of("  Anna   Petrenko "), plain_name_of("person:ben")
    ('Anna Petrenko', 'ben')
    """
    name = " ".join(unicodedata.normalize("NFKC", typed).split()).removeprefix("person:")
    if not _NAME.fullmatch(name):
        raise CaseError("wanted a name of 1 to 60 letters, digits, spaces, dots and hyphens, found another")
    return name


def folded(name: str) -> str:
    """Give what two spellings of one name share: nobody can pass for another by a capital letter.

    >>> folded("Anna") == folded(" person:anna ")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split()).removeprefix("person:")


def has_accounts(file: DeskFile) -> bool:
    """Tell whether anybody has an account, so that everybody has to log in."""
    return bool(file.ask("SELECT 1 FROM accounts LIMIT 1"))


def accounts(file: DeskFile) -> list[Account]:
    """Give all accounts by name."""
    rows = file.ask(
        "SELECT name, role, made_at, made_by, (SELECT count(*) FROM sessions WHERE account = folded) FROM accounts ORDER BY folded"
    )
    return [Account(name, Role(role), made_at, made_by, sessions) for name, role, made_at, made_by, sessions in rows]


def account(file: DeskFile, name: str) -> Account | None:
    """Give the account of a name, in any spelling of it."""
    rows = file.ask("SELECT name, role, made_at, made_by FROM accounts WHERE folded = ?", folded(name))
    return Account(rows[0][0], Role(rows[0][1]), *rows[0][2:]) if rows else None


def make_account(file: DeskFile, passwords: Passwords, name: str, role: Role, password: str, *, by: str, at: float) -> Account:
    """Make an account. Raises: CaseError where the name or the password will not do, or the name is taken; Busy."""
    name = plain_name_of(name)
    check_password(password, name)
    made = Account(name, role, at, by)
    kept = passwords.hashed(password)
    values = (folded(name), name, role.value, kept, at, by)
    if not file.change("INSERT OR IGNORE INTO accounts VALUES (?, ?, ?, ?, ?, ?)", *values):
        raise CaseError(f"wanted a name that nobody has, found an account of {name}")
    return made


def set_password(file: DeskFile, passwords: Passwords, name: str, password: str) -> None:
    """Give an account another password, and end its sessions and its waiting. Raises: CaseError, Busy."""
    found = _known(file, name)
    check_password(password, found.name)
    kept = passwords.hashed(password)
    with file.changing() as tables:
        tables.execute("UPDATE accounts SET password = ? WHERE folded = ?", (kept, folded(name)))
        tables.execute("DELETE FROM sessions WHERE account = ?", (folded(name),))
        tables.execute("DELETE FROM attempts WHERE who = ?", (f"account:{folded(name)}",))


def set_role(file: DeskFile, name: str, role: Role) -> None:
    """Give an account another role. Raises: CaseError where nobody of that name has one, or no keeper would be left."""
    found = _known(file, name)
    with file.changing() as tables:
        if role is not Role.KEEPER and found.role is Role.KEEPER:
            _leave_a_keeper(tables.execute("SELECT count(*) FROM accounts WHERE role = 'keeper'").fetchone()[0])
        tables.execute("UPDATE accounts SET role = ? WHERE folded = ?", (role.value, folded(name)))


def remove_account(file: DeskFile, name: str) -> None:
    """Take an account away, with its sessions; what it decided stays on the record.

    Raises: CaseError where nobody of that name has one, or it is the last keeper and others are left.
    """
    found = _known(file, name)
    with file.changing() as tables:
        keepers, others = tables.execute("SELECT total(role = 'keeper'), total(role <> 'keeper') FROM accounts").fetchone()
        if found.role is Role.KEEPER and others:
            _leave_a_keeper(keepers)
        tables.execute("DELETE FROM accounts WHERE folded = ?", (folded(name),))


def password_fits(file: DeskFile, passwords: Passwords, name: str, password: str) -> bool:
    """Hold a password against an account; one that nobody has takes as long. A hash of older parameters is made anew. Raises: Busy."""
    rows = file.ask("SELECT password FROM accounts WHERE folded = ?", folded(name))
    kept = rows[0][0] if rows else None
    if not passwords.fits(kept, password[:1024]) or kept is None:
        return False
    if passwords.is_outdated(kept):
        file.change("UPDATE accounts SET password = ? WHERE folded = ? AND password = ?", passwords.hashed(password), folded(name), kept)
    return True


def _known(file: DeskFile, name: str) -> Account:
    found = account(file, name)
    if found is None:
        raise CaseError("wanted somebody who has an account, found none of that name")
    return found


def _leave_a_keeper(keepers: float) -> None:
    if keepers <= 1:
        raise CaseError("wanted a keeper to be left, found that this is the only one")
