"""Which program wrote a receipt: its name and version, as every capture and every request of this room states it."""

from __future__ import annotations

from closewatch import __version__

TOOL = f"closewatch {__version__}"
