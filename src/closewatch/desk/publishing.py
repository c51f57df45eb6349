"""How files leave the desk: made in a folder of their own beside their place, looked through for what is protected, then moved there.

Whatever goes wrong on the way, no half file is left and nothing that stood there before is harmed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from closewatch.terms.trouble import CaseError


def put_out(folder: Path, make: Callable[[Path], None]) -> tuple[Path, ...]:
    """Let `make` write files into an empty folder and move them into `folder`, which is made where it is not there yet.

    Files of the same name are replaced, each at one stroke; others in the folder stay. Raises: CaseError when the disk will not take it.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise CaseError(f"wanted a folder to write to, found: {error} ({folder})") from error
    try:
        make(draft)
        return _moved(draft, folder)
    except OSError as error:
        raise CaseError(f"wanted to write, found: {error} ({folder})") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _moved(draft: Path, folder: Path) -> tuple[Path, ...]:
    """Move finished files to their place, in the order of their names, each only once its bytes are on the disk."""
    made = sorted(path for path in draft.rglob("*") if path.is_file())
    for path in made:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    places = []
    for path in made:
        place = folder / path.relative_to(draft)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
        places.append(place)
    return tuple(places)
