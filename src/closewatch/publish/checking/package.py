"""What the package beside a dossier holds: the package checked by itself, its journal walked, and the dossier's cites followed in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from closewatch.ledger.bodies import key_in
from closewatch.ledger.journal import Fault, walk
from closewatch.ledger.verify import UNREADABLE
from closewatch.protect.keys import PublicKey
from closewatch.publish.checking.cites import Followed, Following, annex_faults
from closewatch.publish.checking.inside import NAME, read_dossier
from closewatch.publish.exports.wacz.checking import check_wacz
from closewatch.publish.exports.wacz.package import Package, open_package
from closewatch.publish.exports.wacz.unfit import Unfit
from closewatch.terms.dossier import Dossier
from closewatch.terms.entry import Entry, EntryKind
from closewatch.terms.trouble import EvidenceAltered


@dataclass(frozen=True)
class Journal:
    """What was seen of the journal as it passed by: its end, the keys that it names, and where the head that somebody gave stands.

    `key_entries` counts the entries that name keys; there are more of them than `keys` where the body of one is withheld. Only of a journal
    that was `read` to its end can be said what it does not name.
    """

    seq: int = 0
    head: str = ""
    keys: tuple[PublicKey, ...] = ()
    key_entries: int = 0
    given: int = 0
    read: bool = False


NOTHING = Followed()


@dataclass(frozen=True)
class Inside:
    """What a package turned out to hold."""

    dossier: Dossier | None = None
    journal: Journal = Journal()
    followed: Followed = NOTHING
    faults: tuple[Fault, ...] = ()


def look_inside(path: Path, given: str = "") -> Inside:
    """Check a package by itself, walk its journal, and follow the cites of the dossier in it; `given` is a journal head to be found."""
    faults = list(check_wacz(path))
    try:
        with open_package(path) as package:
            found = _followed(package, given, walked=not faults)
    except Unfit as error:
        return Inside(faults=(*faults, error.fault))
    return Inside(found.dossier, found.journal, found.followed, (*faults, *found.faults))


class _Seen:
    """Collects what the journal names while it passes by."""

    def __init__(self, given: str) -> None:
        self._given = given
        self.journal = Journal()

    def look(self, entry: Entry) -> None:
        before = self.journal
        keys, key_entries = before.keys, before.key_entries
        if entry.kind == EntryKind.KEY:
            key_entries += 1
            with suppress(*UNREADABLE):  # a body that is no key names none
                keys = (*keys, key_in(entry.body))
        given = entry.seq if self._given and entry.digest.startswith(self._given) else before.given
        self.journal = Journal(entry.seq, entry.digest, keys, key_entries, given)

    def end(self) -> None:
        self.journal = replace(self.journal, read=True)


def _followed(package: Package, given: str, *, walked: bool) -> Inside:
    """Follow the dossier's cites along the journal; where that was `walked` already and holds, its chain is not hashed again."""
    dossier, faults = _dossier_in(package)
    seen, following = _Seen(given), Following(dossier) if dossier else None

    def passing() -> Iterator[Entry]:
        for entry in package.ledger():
            seen.look(entry)
            for fault in following.look(entry) if following else ():
                faults.append(fault)
            yield entry

    try:
        for fault in _unhashed(passing()) if walked else walk(passing()):
            faults.append(fault)
        seen.end()
        if dossier and following:
            faults += _ended(package, dossier, seen.journal, following)
    except Unfit as error:
        faults.append(error.fault)
    return Inside(dossier, seen.journal, following.followed() if following else NOTHING, tuple(faults))


def _unhashed(entries: Iterator[Entry]) -> Iterator[Fault]:
    """Let a journal pass by whose chain was looked at before."""
    for _ in entries:
        pass
    yield from ()


def _dossier_in(package: Package) -> tuple[Dossier | None, list[Fault]]:
    try:
        return read_dossier(package.member(f"closewatch/{NAME}")), []
    except Unfit as error:
        return None, [error.fault]
    except EvidenceAltered as error:
        return None, [Fault("dossier.unreadable", NAME, "the values that the dossier was made of", str(error))]


def _ended(package: Package, dossier: Dossier, journal: Journal, following: Following) -> Iterator[Fault]:
    """Name what does not hold once the whole journal has passed by."""
    if (dossier.seq, dossier.head) != (journal.seq, journal.head):
        found = f"{journal.head} after {journal.seq:,} entries"
        yield Fault("dossier.contradicts", "journal, head", f"{dossier.head} after {dossier.seq:,} entries", found)
    yield from annex_faults(dossier)
    yield from following.ended()
    about, rows = package.about(), package.withheld().get("originals")
    for name, wanted in (("title", dossier.case), ("redacted", dossier.redacted)):
        if about.get(name) != wanted:
            yield Fault("dossier.contradicts", f"package, {name}", str(wanted)[:200], str(about.get(name))[:200])
    left_out = {str(row.get("digest")) for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict)}
    yield from following.originals(left_out.__contains__, lambda digest: package.original(digest) is not None)
