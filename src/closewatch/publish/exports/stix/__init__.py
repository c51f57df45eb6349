"""The case as STIX 2.1, for threat-intelligence platforms and what else reads it: one bundle, written piece by piece."""

from __future__ import annotations

from pathlib import Path

from closewatch.publish.exports.exporter import Exporter
from closewatch.publish.exports.json_text import json_text, write_members
from closewatch.publish.exports.stix.bundle import bundle_of
from closewatch.publish.publication import Publication


def write_stix(publication: Publication, folder: Path) -> None:
    """Write bundle.json."""
    bundle = bundle_of(publication)
    with (folder / "bundle.json").open("wb") as file:
        file.write(b'{"type":"bundle","id":' + json_text(bundle.id) + b',"objects":[')
        write_members(file, map(json_text, bundle.objects()))
        file.write(b"]}\n")


STIX = Exporter("stix", "a STIX 2.1 bundle, for threat-intelligence platforms", write_stix)
