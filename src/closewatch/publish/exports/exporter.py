"""What an exporter is: a name, what it is for, and a function that writes files into an empty folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from closewatch.publish.publication import Publication

Write = Callable[[Publication, Path], None]
"""Writes its files into an empty folder. The same case at the same head gives the same bytes; rows come one by one."""


@dataclass(frozen=True)
class Exporter:
    """One door into other people's tools; `about` says in half a sentence what is written."""

    name: str
    about: str
    write: Write
