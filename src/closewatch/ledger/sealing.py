"""A sealed case: everything in its folder as one encrypted file, and nothing beside it but the key behind its passphrase.

The sealed file is a tar archive in the age format, so that `age` and `tar` open it too. While a sealed file is there, it is the case,
and whatever else lies in the folder is the rest of a sealing or an opening that was cut off: at no moment is there less than one whole
copy on the disk.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tarfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, BinaryIO, cast

from closewatch.ledger.case import SEALED
from closewatch.protect.seal import lock_secret, new_secret, public_of, seal, unlock_secret, unseal
from closewatch.terms.trouble import CaseError, SealError

KEY = "sealed.key.age"
"""The key to the encrypted archive behind a passphrase, where it was sealed with one."""

_PARTIAL, _OPENING = "sealed.age.part", ".opening"
_PASSING = ("ledger.db-wal", "ledger.db-shm", "ledger.db-journal")
"""What SQLite keeps beside a ledger that is in use; it is empty once the ledger has been brought into its one file."""


def is_sealed(folder: Path) -> bool:
    """Tell whether a folder holds a sealed case."""
    return (folder / SEALED).is_file()


def seal_case(folder: Path, publics: Sequence[str] = (), passphrase: str | None = None) -> None:
    """Encrypt a case at rest: to public keys, behind a passphrase, or both; then take away what is not encrypted.

    What was written is decrypted again and compared before anything is taken away. Raises: CaseError when it is sealed already, in use,
    holds what cannot be sealed, or the disk will not take it; SealError for a public key that is none.
    """
    check_can_seal(folder)
    if not publics and not passphrase:
        raise SealError("wanted a passphrase or a public key to seal to, found neither")
    secret = new_secret()
    try:
        with ExitStack() as held:
            _hold_alone(folder, held)
            wanted = _written(folder, (*publics, public_of(secret)), held)
            if _digest_of_sealed(folder / _PARTIAL, secret) != wanted:
                raise CaseError(f"wanted to read what was sealed as it was written, found other bytes ({folder})")
            if passphrase:
                _put(folder / KEY, lock_secret(secret, passphrase))
            (folder / _PARTIAL).replace(folder / SEALED)
            _sync(folder)
    except OSError as error:
        raise CaseError(f"wanted to seal the case, found: {error} ({folder})") from error
    finally:
        (folder / _PARTIAL).unlink(missing_ok=True)
        if not is_sealed(folder):
            (folder / KEY).unlink(missing_ok=True)
    _clear(folder)


def open_sealed(folder: Path, secrets: Sequence[str] = (), passphrase: str | None = None) -> None:
    """Decrypt a sealed case in its place, with secret keys or with the passphrase; the sealed file goes last.

    Raises: CaseError when none is sealed there or the disk will not take it, SealError when no key fits or the file was changed.
    """
    check_can_open(folder)
    keys = list(secrets)
    if passphrase is not None:
        if not (folder / KEY).is_file():
            raise SealError(f"wanted the key that a passphrase opens, found none: it was sealed to keys alone ({folder / KEY})")
        keys.append(unlock_secret((folder / KEY).read_bytes(), passphrase))
    try:
        opening = folder / _OPENING
        shutil.rmtree(opening, ignore_errors=True)
        opening.mkdir(mode=0o700)
        try:
            _unpack(folder / SEALED, opening, keys)
            _clear(folder, but=(_OPENING,))
            for part in sorted(opening.iterdir()):
                part.rename(folder / part.name)
        except BaseException:
            _make_writable(opening)
            shutil.rmtree(opening, ignore_errors=True)
            raise
        opening.rmdir()
        _sync(folder)
        (folder / SEALED).unlink()
        (folder / KEY).unlink(missing_ok=True)
    except (OSError, tarfile.TarError) as error:
        raise CaseError(f"wanted to open the sealed case, found: {error} ({folder})") from error


def check_can_seal(folder: Path) -> None:
    """Make sure that there is an open case, of files and folders; the rest of a sealing that was cut off goes. Raises: CaseError."""
    if is_sealed(folder):
        _clear(folder)
        raise CaseError(f"wanted an open case, found one that is sealed already ({folder})")
    if not (folder / "case.toml").is_file():
        raise CaseError(f"wanted a case folder with case.toml in it, found none ({folder})")
    for path in _parts(folder):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):  # what is taken away afterwards has to be in the archive
            raise CaseError(f"wanted files and folders alone to seal, found something else ({path})")


def check_can_open(folder: Path) -> None:
    """Make sure that there is a sealed case. Raises: CaseError."""
    if not is_sealed(folder):
        raise CaseError(f"wanted a sealed case, found {'an open one' if (folder / 'case.toml').is_file() else 'none'} ({folder})")


def _hold_alone(folder: Path, held: ExitStack) -> None:
    """Bring the ledger into its one file and keep everybody else out of it for as long as this is held."""
    try:
        tables = held.enter_context(_closing(sqlite3.connect(folder / "ledger.db", isolation_level=None, timeout=1)))
        tables.execute("PRAGMA locking_mode = EXCLUSIVE")
        tables.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        tables.execute("PRAGMA journal_mode = DELETE")
        tables.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        raise CaseError(f"wanted a case that nobody works on, found: {error} ({folder / 'ledger.db'})") from error


@contextmanager
def _closing(tables: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield tables
    finally:
        tables.close()


def _written(folder: Path, publics: Sequence[str], held: ExitStack) -> str:
    """Write the sealed file and give the digest of what was sealed.

    The files stay open until the end: closing the ledger's would let go of the lock that keeps others out of it (POSIX locks).
    """
    partial = folder / _PARTIAL
    partial.unlink(missing_ok=True)
    ends = os.pipe()
    with os.fdopen(ends[0], "rb") as reader, partial.open("wb") as writer:
        partial.chmod(0o600)
        packing = _Packing(folder, os.fdopen(ends[1], "wb"), held)
        packing.start()
        try:
            seal(reader, writer, publics)
        finally:
            reader.close()  # the packing ends of itself where nobody reads any more
            packing.join()
        writer.flush()
        os.fsync(writer.fileno())
    if packing.failed is not None:
        raise packing.failed
    return packing.digest


class _Packing(threading.Thread):
    """Writes the folder into a pipe as a tar archive while the other end encrypts it."""

    def __init__(self, folder: Path, pipe: IO[bytes], held: ExitStack) -> None:
        super().__init__(daemon=True)
        self._folder, self._held = folder, held
        self._pipe = _Hashing(pipe)
        self.failed: OSError | None = None
        self.digest = ""

    def run(self) -> None:
        """Pack every file, the ledger last."""
        try:
            packed = cast(BinaryIO, self._pipe)
            # A second name of a file is packed as a file, and not as a name of the first.
            with self._pipe.below, tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT, dereference=True) as archive:
                for path in _parts(self._folder):
                    self._add(archive, path)
            self.digest = self._pipe.digest()
        except OSError as error:
            self.failed = error

    def _add(self, archive: tarfile.TarFile, path: Path) -> None:
        about = archive.gettarinfo(str(path), arcname=str(path.relative_to(self._folder)))
        if about.isdir():
            archive.addfile(about)
        elif about.isfile() and path.name == "ledger.db":
            archive.addfile(about, self._held.enter_context(path.open("rb")))
        elif about.isfile():
            with path.open("rb") as file:
                archive.addfile(about, file)


def _parts(folder: Path) -> list[Path]:
    """List what belongs to a case, folders before what is in them, the ledger last."""
    others = (SEALED, KEY, _PARTIAL, _OPENING, *_PASSING)
    found = [path for path in sorted(folder.rglob("*")) if path.relative_to(folder).parts[0] not in others]
    return sorted(found, key=lambda path: path.name == "ledger.db")


class _Hashing:
    """A file to write to that hashes what goes through it; without a file below, it only hashes."""

    def __init__(self, below: IO[bytes] | None = None) -> None:
        self._below, self._hash = below, sha256()

    @property
    def below(self) -> IO[bytes]:
        """The file that the bytes go on to."""
        if self._below is None:
            raise ValueError("nothing lies below")
        return self._below

    def write(self, data: bytes) -> int:
        """Take bytes on their way."""
        self._hash.update(data)
        if self._below is not None:
            self._below.write(data)
        return len(data)

    def flush(self) -> None:
        """Bring the bytes on their way."""
        if self._below is not None:
            self._below.flush()

    def digest(self) -> str:
        """Name all bytes so far."""
        return self._hash.hexdigest()


def _digest_of_sealed(path: Path, secret: str) -> str:
    hashing = _Hashing()
    with path.open("rb") as reader:
        unseal(reader, cast(BinaryIO, hashing), [secret])
    return hashing.digest()


def _unpack(sealed: Path, folder: Path, secrets: Sequence[str]) -> None:
    """Decrypt into a pipe and unpack from its other end; a file that was changed or cut off fails before its archive ends."""
    ends = os.pipe()
    failed: list[Exception] = []

    def decrypt() -> None:
        try:
            with os.fdopen(ends[1], "wb") as writer, sealed.open("rb") as reader:
                unseal(reader, cast(BinaryIO, writer), secrets)
        except (OSError, SealError) as error:
            failed.append(error)

    decrypting = threading.Thread(target=decrypt, daemon=True)
    decrypting.start()
    broken: Exception | None = None
    with os.fdopen(ends[0], "rb") as reader:
        try:
            with tarfile.open(fileobj=reader, mode="r|") as archive:
                archive.extractall(folder, filter="data")
            while reader.read(1 << 16):  # to the end, so that what seals the last piece is looked at too
                pass
        except (OSError, tarfile.TarError) as error:
            broken = error
    decrypting.join()
    wrong = next((error for error in failed if isinstance(error, SealError)), None) or broken or next(iter(failed), None)
    if wrong is not None:
        raise wrong
    for path in sorted((folder / "vault").rglob("*")):
        if path.is_file():
            path.chmod(0o444)
    for path in folder.rglob("*"):
        if path.is_file():
            _sync(path)


def _clear(folder: Path, but: Sequence[str] = ()) -> None:
    """Take away whatever lies beside the sealed file."""
    for path in sorted(folder.iterdir()):
        if path.name in (SEALED, KEY, *but):
            continue
        if path.is_dir() and not path.is_symlink():
            _make_writable(path)
            shutil.rmtree(path)
        else:
            path.unlink()


def _make_writable(folder: Path) -> None:
    """Let the folders below be emptied: originals are read-only, and so may what holds them be."""
    for path in (folder, *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())):
        path.chmod(0o700)


def _put(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        path.chmod(0o600)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
