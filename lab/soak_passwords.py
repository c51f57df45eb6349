"""Holds the desk against somebody who guesses: so many wrong passwords over HTTP, then the owner, who must not be kept out.

    python lab/soak_passwords.py --count 10000     (a short run: --count 200)

Every try is a form of the login page with its token, from one address, on one account. Prints the answers by status, how many passwords
were hashed, and the seconds. Exits 1 when anything but 401 or 429 is answered, when a wrong password lets anybody in, when more were hashed
than the lockout allows, or when the owner, in a browser that had logged in before, is refused.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.desk.web.browsing import Visitor

from closewatch.desk.line import now
from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.door import Role
from closewatch.desk.web.entry.accounts import make_account
from closewatch.desk.web.entry.lockout import FREE_TRIES, wait_after
from closewatch.desk.web.entry.passwords import Passwords
from closewatch.desk.web.serving import bound, served
from closewatch.ledger.case import create_case

RIGHT = "the right words of the keeper"


def tries_allowed(seconds: float) -> int:
    """Say how many passwords of one account the lockout lets somebody try within so many seconds."""
    tries, waited = FREE_TRIES, 0
    while waited <= seconds:
        waited += wait_after(tries)
        tries += 1
    return tries


def log_in(visitor: Visitor, password: str) -> int:
    """Send the login form, and give the status of the answer."""
    fields = {"token": visitor.get("/login").token, "name": "anna", "password": password}
    return visitor.post("/login", fields, follow=False).status


def main() -> int:
    """Guess, count, and let the owner in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    count: int = parser.parse_args().count
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "case"
        create_case(folder, "Guessed at", "person:lab", now()).store.close()
        desk, passwords = Desk(Start(folder, "person:nobody")), Passwords()
        make_account(desk.file, passwords, "anna", Role.KEEPER, RIGHT, by="person:lab", at=now().timestamp())
        with served(desk, bound("127.0.0.1", 0)) as address:
            owner, guesser = Visitor(address), Visitor(address)
            known = log_in(owner, RIGHT)
            started = time.monotonic()
            answers = Counter(log_in(guesser, f"a wrong password, number {number}") for number in range(count))
            took = time.monotonic() - started
            inside = guesser.get("/people").status
            kept = {name: value for name, value in owner.cookies.items() if name.endswith("-known")}
            again = log_in(Visitor(address, kept), RIGHT)
    hashed = answers.total() - answers[429]
    allowed = tries_allowed(took)
    print(f"{count:,} wrong passwords in {took:.0f} s: {dict(answers)}; {hashed} hashed, {allowed} allowed")
    print(f"the owner was answered {known} and, in the browser that is known, {again}; the guesser on a page of the keeper's {inside}")
    fine = set(answers) <= {401, 429} and hashed <= allowed and known == again == 303 and inside != 200
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
