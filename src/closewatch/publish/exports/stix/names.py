"""How STIX names and times what the ledger holds: ids made of our own, times to the millisecond, and the one extension for our fields."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from closewatch.publish.shapes import Shape

NAMESPACE = uuid5(NAMESPACE_URL, "https://closewatch.invalid/id/")
"""Every STIX id is a UUID (version 5) of a kind and an id of the ledger under this one, so the same value has it in every export."""


def stix_id(kind: str, identity: str) -> str:
    """Name a value as STIX does.

    >>> stix_id("note", "st:1") == stix_id("note", "st:1") != stix_id("note", "st:2")
    True
    """
    return f"{kind}--{uuid5(NAMESPACE, f'{kind} {identity}')}"


PRODUCER = stix_id("identity", "closewatch")
EXTENSION = stix_id("extension-definition", "closewatch fields 1")
FIELDS_ADDRESS = "https://closewatch.invalid/ns/stix-fields-1"
"""Names the fields of the extension; it lies under a name that nobody can own and promises no page (docs/guide/publish.md lists them)."""


def stix_time(at: datetime | str) -> str:
    """Write a moment as STIX does.

    >>> stix_time("2025-01-13T09:00:00.123456Z")
    '2025-01-13T09:00:00.123Z'
    """
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def fields(**values: object) -> Shape:
    """Give fields of our own as STIX wants them, those without a value left out."""
    kept = {name: value for name, value in values.items() if value is not None and value != []}
    return {"extensions": {EXTENSION: {"extension_type": "property-extension", **kept}}}
