"""How files leave the desk: made in a folder of their own beside their place, looked through for what is protected, then moved there.

Whatever goes wrong on the way, no half file is left and nothing that stood there before is harmed: either every file is new or none is.
A machine that loses its power between two moves can leave old files beside new ones, each of them whole.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from closewatch.protect.leaks import leaks
from closewatch.protect.redact import Redaction
from closewatch.terms.trouble import CaseError


def put_out(folder: Path, make: Callable[[Path], None]) -> tuple[Path, ...]:
    """Let `make` write files into an empty folder and move them into `folder`, which is made where it is not there yet.

    Files of the same name are replaced, all of them or none; others in the folder stay. Raises: CaseError when the disk will not take it.
    """
    try:
        with _folders_of(Path(os.path.abspath(folder))) as place, _draft_in(place) as draft:
            make(draft)
            return tuple(folder / path.relative_to(place) for path in _moved(draft, place))
    except OSError as error:
        raise CaseError(f"wanted to write, found: {error} ({folder})") from error


@contextmanager
def _folders_of(folder: Path) -> Iterator[Path]:
    """Make a folder with those above it; where what follows fails, take away again what is empty of them."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    except BaseException:
        _take_away(made)
        raise


@contextmanager
def _draft_in(folder: Path) -> Iterator[Path]:
    """Give an empty folder on the same disk as the place of what is written there, for as long as it is needed."""
    draft = Path(tempfile.mkdtemp(prefix=".draft.", dir=folder))
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def refuse_leaks(draft: Path, redaction: Redaction) -> None:
    """Search what was written for everything protected. Raises: CaseError that names the file and the place, and not the name."""
    leak = next(leaks(draft, redaction), None)
    if leak is not None:
        found = f"{leak.what} in the clear ({leak.how})"
        raise CaseError(f"wanted nothing protected in what is written, found {found}: nothing was written ({leak.where})")


def _moved(draft: Path, folder: Path) -> tuple[Path, ...]:
    """Move finished files to their place, once the bytes of all are on the disk; where one cannot be moved, put back what stood there."""
    made = sorted(path for path in draft.rglob("*") if path.is_file())
    for path in made:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    kept = Path(tempfile.mkdtemp(prefix=".kept.", dir=draft))
    moved: list[tuple[Path, Path | None]] = []
    folders: list[Path] = []
    try:
        for path in made:
            place = folder / path.relative_to(draft)
            folders += [one for one in (place.parent, *place.parent.parents) if not one.exists()]
            place.parent.mkdir(parents=True, exist_ok=True)
            moved.append((place, _kept(place, kept / str(len(moved)))))
            path.replace(place)
    except BaseException:
        for place, before in reversed(moved):
            with suppress(OSError):
                if before is None:
                    place.unlink(missing_ok=True)
                else:
                    before.replace(place)
        _take_away(folders)
        raise
    return tuple(place for place, _ in moved)


def _kept(place: Path, aside: Path) -> Path | None:
    """Keep what stands at a place under a second name too, so that it can be put back; None where nothing does."""
    if place.is_dir():
        raise IsADirectoryError(f"a folder stands where a file is to go: {place}")
    if not place.exists():
        return None
    try:
        aside.hardlink_to(place)
    except OSError:  # a disk that knows no second names
        shutil.copy2(place, aside)
    return aside


def _take_away(folders: list[Path]) -> None:
    """Remove folders, the deepest first, as long as nothing is in them."""
    for folder in sorted(set(folders), key=lambda one: len(one.parts), reverse=True):
        with suppress(OSError):
            folder.rmdir()
