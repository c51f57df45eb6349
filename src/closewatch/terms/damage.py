"""What Python's own libraries raise over packed bytes that are damaged, or packed in a way that they do not know."""

from __future__ import annotations

import zipfile
import zlib

try:
    from lzma import LZMAError
except ImportError:  # a Python that was built without it unpacks nothing of that kind
    LZMAError = zlib.error  # type: ignore[misc, assignment]

DAMAGE = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, OverflowError, RuntimeError, ValueError)
"""To be caught around whatever unpacks foreign bytes. Methods and passwords that are not known are among the RuntimeErrors."""
