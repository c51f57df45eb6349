"""The vault: original bytes by their SHA-256, written once, read-only, hashed again on every read.

It knows files and nothing of journals. A mark in `.incoming` stands for as long as an original may lie here without an entry that
names it, so that the next opening of the case can sweep what a killed process left behind.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from hashlib import file_digest
from io import BufferedReader
from pathlib import Path

from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import EvidenceAltered

_MARKS = ".incoming"


class Vault:
    """A folder of originals: `ab/ab12…`, named by the hexadecimal digits of their digest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keep an original and name it by its digest; the same bytes are kept once.

        The mark it leaves is taken away by `settle`. Raises: OSError when the disk will not take it, EvidenceAltered when something
        else lies where it belongs: an entry must never name bytes that are not here.
        """
        digest = digest_of(data)
        path = self.path(digest)
        if os.path.lexists(path):
            self.get(digest)
            return digest
        (self.folder / _MARKS).mkdir(parents=True, exist_ok=True)
        (self.folder / _MARKS / path.name).touch()
        path.parent.mkdir(exist_ok=True)
        partial = self.folder / _MARKS / f"{path.name}.{os.getpid()}.part"
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.chmod(0o444)
        partial.replace(path)
        _sync(path.parent)
        return digest

    def get(self, digest: str) -> bytes:
        """Give back an original, hashed again.

        Raises: EvidenceAltered when it is gone, its bytes have changed, or there is something else than a file in its place.
        """
        try:
            data = _read(self.path(digest))
        except OSError as error:
            raise EvidenceAltered(f"wanted the original {digest}, found no file: {error.strerror} ({self.path(digest)})") from None
        if digest_of(data) != digest:
            raise EvidenceAltered(f"wanted the original {digest}, found bytes of {digest_of(data)} ({self.path(digest)})")
        return data

    def open(self, digest: str) -> BufferedReader:
        """Open an original to read, hashed again piece by piece, so that the largest one needs no more memory than a small one.

        Raises: EvidenceAltered when it is gone, its bytes have changed, or there is something else than a file in its place.
        """
        try:
            file = _opened(self.path(digest))
        except OSError as error:
            raise EvidenceAltered(f"wanted the original {digest}, found no file: {error.strerror} ({self.path(digest)})") from None
        found = f"sha256:{file_digest(file, 'sha256').hexdigest()}"
        if found != digest:
            file.close()
            raise EvidenceAltered(f"wanted the original {digest}, found bytes of {found} ({self.path(digest)})")
        file.seek(0)
        return file

    def destroy(self, digest: str) -> None:
        """Take an original away; one that is not here is gone already. Raises: OSError when the disk will not let it go."""
        path = self.path(digest)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _sync(path.parent)

    def digests(self) -> Iterator[str]:
        """Name every original here, in order."""
        if self.folder.is_dir():
            for shelf in sorted(self.folder.iterdir()):
                if shelf.is_dir() and shelf.name != _MARKS:
                    yield from ("sha256:" + path.name for path in sorted(shelf.iterdir()))

    def path(self, digest: str) -> Path:
        """Say where an original of this digest lies."""
        name = digest.removeprefix("sha256:")
        return self.folder / name[:2] / name

    def pending(self) -> tuple[str, ...]:
        """Name the originals that may lie here without an entry."""
        marks = self.folder / _MARKS
        if not marks.is_dir():
            return ()
        return tuple(sorted("sha256:" + path.name for path in marks.iterdir() if path.suffix != ".part" and path.is_file()))

    def settle(self, digests: Iterable[str]) -> None:
        """Take the marks away from originals that an entry now names."""
        for digest in digests:
            (self.folder / _MARKS / digest.removeprefix("sha256:")).unlink(missing_ok=True)

    def sweep(self, unnamed: Iterable[str]) -> None:
        """Remove originals that no entry names, and every half-written file. Only for a caller that holds the write lock."""
        marks = self.folder / _MARKS
        for digest in unnamed:
            self.path(digest).unlink(missing_ok=True)
        if marks.is_dir():
            for path in marks.iterdir():
                if not path.is_dir():
                    path.unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    with _opened(path) as file:
        return file.read()


def _opened(path: Path) -> BufferedReader:
    """Open a file that is one: a link or a pipe put in its place is neither followed nor waited for."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "no regular file")
    return os.fdopen(handle, "rb")


def _sync(folder: Path) -> None:
    """Make a new name in a folder last through a power cut; not every system lets a folder be opened for it."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
