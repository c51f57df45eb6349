"""The pages of the desk, one file to a family; their doors stand here together."""

from __future__ import annotations

from closewatch.desk.web.door import Door
from closewatch.desk.web.pages import glance, lookup

DOORS: tuple[Door, ...] = (*glance.DOORS, *lookup.DOORS)
