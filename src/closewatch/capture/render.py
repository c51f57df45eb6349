"""Which format reads an original, and the promise that comes with it: a report, or Unreadable with its Problem, and nothing else.

What stands in the original is left to the formats; the time and memory of one original are bounded by whoever runs this in a process.
"""

from __future__ import annotations

from closewatch.capture.format import Format
from closewatch.capture.formats import FORMATS
from closewatch.capture.parts import place_of
from closewatch.terms.capture import Capture
from closewatch.terms.report import Report
from closewatch.terms.trouble import Problem, Unreadable


def render(capture: Capture, data: bytes, formats: tuple[Format, ...] = FORMATS) -> Report:
    """Turn an original into a report by the format that reads its media type.

    Raises: Unreadable (format.empty, format.unknown, and what the format itself raises).
    """
    at = place_of(capture)
    if not data:
        raise Unreadable(Problem("format.empty", "wanted an original with words, found 0 bytes", at))
    for known in formats:
        if capture.media_type in known.media_types:
            return known.render(capture, data)
    names = ", ".join(known.name for known in formats)
    raise Unreadable(Problem("format.unknown", f"wanted one of {names}, found {capture.media_type}", at))
