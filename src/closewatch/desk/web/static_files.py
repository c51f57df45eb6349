"""The style sheets, scripts and pictures of the desk, each under an address that changes with its bytes, so that browsers may keep it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

MEDIA_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True)
class StaticFile:
    """One file that pages load: its bytes, what they are, and the digits that stand for them in its address."""

    name: str
    data: bytes
    media_type: str
    digits: str


@cache
def static_files() -> dict[str, StaticFile]:
    """Give the files that the package brings along, by name; the colours and the charts look as in a dossier."""
    folders = (files("closewatch.desk.web") / "static", files("closewatch.publish.charts") / "style")
    found = {}
    for path in sorted((path for folder in folders for path in folder.iterdir()), key=lambda path: path.name):
        ending = path.name[path.name.rfind(".") :]
        if ending in MEDIA_TYPES:
            data = path.read_bytes()
            found[path.name] = StaticFile(path.name, data, MEDIA_TYPES[ending], sha256(data).hexdigest()[:12])
    return found


def static_address(name: str) -> str:
    """Give the address of a file that pages load. Raises: KeyError for one that is not there."""
    return f"/static/{static_files()[name].digits}/{name}"
