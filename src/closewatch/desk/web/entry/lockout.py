"""How often a password may be tried: each failure makes the next one wait longer, for the account and for the address it came from.

A browser in which somebody has logged in before is counted by itself, so that a stranger who guesses cannot keep the owner out (OWASP,
"Slow Down Online Guessing Attacks with Device Cookies"). Counts are kept in the file of the desk and outlive a restart.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from math import ceil

from closewatch.desk.web.desk_file import DeskFile
from closewatch.desk.web.entry.accounts import folded

FREE_TRIES = 5
"""People mistype: so many tries cost no waiting."""

ADDRESS_TRIES = 20
"""So many from one address: several people may sit behind it."""

LONGEST_WAIT = 900
"""Nobody waits longer than a quarter of an hour for one more try."""

FORGOTTEN_AFTER = 24 * 60 * 60
"""After a day without a failure nothing is held against anybody."""


def wait_after(failures: int, free: int = FREE_TRIES) -> int:
    """Give the seconds to wait after so many failures: none at first, then 2, 4, 8 and so on.

    >>> [wait_after(failures) for failures in (4, 5, 6, 10, 1_000_000)]
    [0, 2, 4, 64, 900]
    """
    return 0 if failures < free else min(2 ** min(failures - free + 1, 20), LONGEST_WAIT)


def counted_as(name: str, address: str, known_browser: str | None) -> tuple[str, ...]:
    """Name what a try is counted against: a browser that is known, or else the account and the address."""
    return (f"browser:{known_browser}",) if known_browser else (f"account:{folded(name)}", f"address:{_network(address)}")


def seconds_to_wait(file: DeskFile, whom: tuple[str, ...], at: float) -> int:
    """Count one more try and give 0; or give the seconds until one may be made, without counting it."""
    with file.changing() as tables:
        tables.execute("DELETE FROM attempts WHERE last_at < ?", (at - FORGOTTEN_AFTER,))
        waits = [0.0]
        for who in whom:
            row = tables.execute("SELECT failures, last_at FROM attempts WHERE who = ?", (who,)).fetchone()
            if row:
                free = ADDRESS_TRIES if who.startswith("address:") else FREE_TRIES
                waits.append(row[1] + wait_after(row[0], free) - at)
        if max(waits) > 0:
            return ceil(max(waits))
        # Counted as a failure before it is tried: what is tried at the same moment is counted, too.
        for who in whom:
            words = "INSERT INTO attempts VALUES (?, 1, ?) ON CONFLICT DO UPDATE SET failures = failures + 1, last_at = excluded.last_at"
            tables.execute(words, (who, at))
    return 0


def take_back(file: DeskFile, whom: tuple[str, ...]) -> None:
    """Take back one try that could not be made."""
    with file.changing() as tables:
        for who in whom:
            tables.execute("UPDATE attempts SET failures = failures - 1 WHERE who = ? AND failures > 0", (who,))


def forgive(file: DeskFile, whom: tuple[str, ...]) -> None:
    """Forget the failures of an account or a browser, as the password fitted. Of an address only this one try is taken back: whoever has
    an account cannot guess the passwords of others between two logins of their own.
    """
    take_back(file, whom)
    with file.changing() as tables:
        for who in whom:
            if not who.startswith("address:"):
                tables.execute("DELETE FROM attempts WHERE who = ?", (who,))


def _network(address: str) -> str:
    """Give what stands for one household: an IPv4 address, or the first 64 bits of an IPv6 one."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    return found.exploded[:19] if isinstance(found, IPv6Address) else str(found)
