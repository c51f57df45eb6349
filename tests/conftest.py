"""How all tests run: generated examples are the same every time, and a slow machine fails none of them."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("closewatch", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("closewatch")
