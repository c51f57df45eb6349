"""The dossier as a value, in the package beside the file that shows it: how it is written there and read again."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, get_type_hints

from closewatch.terms.dossier import Chart, Dossier, Part, Passage, Section, Table
from closewatch.terms.record import from_plain, to_plain
from closewatch.terms.ref import canonical
from closewatch.terms.trouble import EvidenceAltered

NAME = "dossier.json"
"""Its name in the folder `closewatch` of the package."""


def dossier_bytes(dossier: Dossier) -> bytes:
    """Write a dossier as canonical JSON; the same dossier gives the same bytes."""
    return canonical(to_plain(dossier))


def read_dossier(data: bytes) -> Dossier:
    """Read a dossier that was written so. Raises: EvidenceAltered when it is anything else."""
    try:
        plain = json.loads(data.decode("utf-8"))
        sections = tuple(
            Section(**_fields_of(Section, section, "parts"), parts=tuple(map(_part, section["parts"]))) for section in plain["sections"]
        )
        dossier = Dossier(**_fields_of(Dossier, plain, "sections"), sections=sections)
        whole = dossier_bytes(dossier) == data
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EvidenceAltered(f"wanted a dossier as it was written, found {type(error).__name__}: {error}"[:300]) from error
    if not whole:
        raise EvidenceAltered("wanted a dossier in canonical JSON, byte for byte, found it written in another way")
    return dossier


def _fields_of(kind: type[Dossier] | type[Section], plain: dict[str, Any], but: str) -> dict[str, Any]:
    """Read the fields of a value, but for the one whose parts are of several kinds."""
    hints = get_type_hints(kind)
    return {field.name: from_plain(hints[field.name], plain[field.name]) for field in fields(kind) if field.name != but}


def _part(plain: dict[str, Any]) -> Part:
    """Read a part by what only its kind has: a union of values carries no name of its own."""
    if "sentences" in plain:
        return from_plain(Passage, plain)
    return from_plain(Chart, plain) if "svg" in plain else from_plain(Table, plain)
