"""What a format is: a name, the media types it reads, and the one function that turns an original into a report.

The built-in ones stand in `formats`; which one reads an original is decided in `render`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from closewatch.terms.capture import Capture
from closewatch.terms.report import Report


@dataclass(frozen=True)
class Format:
    """One way of reading originals: the same bytes give the same report, and what cannot be read raises Unreadable, nothing else."""

    name: str
    media_types: tuple[str, ...]
    render: Callable[[Capture, bytes], Report]
