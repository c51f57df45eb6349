"""The private keys of a case's people: one encrypted file each in the folder `keys`, beside the journal that has the public halves.

Nothing of a private key goes on the record, and nothing of it leaves with a dossier, an export or a copy of the journal.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from closewatch.desk.line import Clock, now, record_key
from closewatch.desk.private_files import write_private
from closewatch.ledger.case import Case
from closewatch.ledger.views.signing_keys import RecordedKey, signing_keys
from closewatch.protect.keys import lock, make_key, public_of, unlock
from closewatch.terms.trouble import CaseError, SealError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FOLDER = "keys"
LONGEST_NAME = 200


def make_signing_key(case: Case, by: str, passphrase: str, clock: Clock = now) -> RecordedKey:
    """Make a key for a person: the private half into its file behind the passphrase, the public half on the record.

    A file that an interrupted call left without its entry is put on the record. Raises: CaseError when the person has a key there
    already or the disk will not take it, SealError when the passphrase is empty or another than that of the file.
    """
    path = key_file(case, by)
    if path.exists():
        private = _unlocked(path, passphrase)
        if any(recorded.key == public_of(private, by) for recorded in signing_keys(case.tables)):
            raise CaseError(f"wanted a person without a key, found one of {by}: move it away to make another ({path})")
        made = False
    else:
        private = make_key()
        try:
            write_private(path, lock(private, passphrase))
        except OSError as error:
            raise CaseError(f"wanted to write a key, found: {error} ({path})") from error
        made = True
    try:
        entry = record_key(case, public_of(private, by), clock())
    except BaseException:
        if made:
            path.unlink(missing_ok=True)
        raise
    return RecordedKey(public_of(private, by), entry.seq, entry.at)


def signing_key(case: Case, by: str, passphrase: str) -> Ed25519PrivateKey:
    """Give the private key of a person, whose public half is on the record.

    Raises: SealError when the person has none, the passphrase is another, or the key is not on the record.
    """
    recorded = signing_keys(case.tables)
    check_has_key(case, by)
    path = key_file(case, by)
    private = _unlocked(path, passphrase)
    if all(one.key != public_of(private, by) for one in recorded):
        raise SealError(f"wanted a key whose public half is on the record, found another in its place ({path})")
    return private


def check_has_key(case: Case, by: str) -> None:
    """Make sure that a person has a key, before anybody is asked for its passphrase. Raises: SealError when there is none."""
    people = sorted({one.key.by for one in signing_keys(case.tables)})
    if by not in people:
        found = f"keys of {', '.join(people)}" if people else "no key on the record"
        raise SealError(f"wanted a key of {by}, found {found}: `closewatch key CASE new --by NAME` makes one")
    if not key_file(case, by).is_file():
        raise SealError(f"wanted the private key of {by}, found none on this machine ({key_file(case, by)})")


def key_file(case: Case, by: str) -> Path:
    """Name the file of a person's private key. Raises: CaseError for a case in memory, or a name that no file can have."""
    if case.folder is None:
        raise CaseError("wanted a case in a folder to keep keys in, found one in memory")
    name = re.sub(r"^\.", "%2E", quote(by.removeprefix("person:"), safe=" "))
    if not name.strip(" .") or len(name) > LONGEST_NAME:
        raise CaseError(f"wanted a name of 1 to {LONGEST_NAME} signs to name a key by, found {by[:80]!r}")
    return case.folder / FOLDER / f"{name}.pem"


def _unlocked(path: Path, passphrase: str) -> Ed25519PrivateKey:
    try:
        return unlock(path.read_bytes(), passphrase)
    except SealError as error:
        raise SealError(f"{error} ({path})") from error
    except OSError as error:
        raise SealError(f"wanted a key that can be read, found: {error}") from error
