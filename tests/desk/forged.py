"""What somebody would do to a dossier who knows how it is made: change what is inside, and make every digest outside fit again."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from closewatch.publish.manifest import MANIFEST, WACZ, file_digest, manifest_bytes, read_manifest
from closewatch.terms.ref import canonical, digest_of

Change = Callable[[bytes], bytes]


def beside(path: Path, end: str) -> Path:
    """Name a file beside a dossier."""
    return path.with_name(path.name + end)


def change_members(path: Path, changes: Mapping[str, Change]) -> None:
    """Change members of the package beside a dossier, and make its list of digests, the manifest's digests and its own fit again."""
    wacz = beside(path, WACZ)
    with zipfile.ZipFile(wacz) as archive:
        members = {info: archive.read(info) for info in archive.infolist()}
    for info in members:
        if info.filename in changes:
            members[info] = changes[info.filename](members[info])
    by_name = {info.filename: data for info, data in members.items()}
    listing = json.loads(by_name["datapackage.json"])
    for resource in listing["resources"]:
        data = by_name[resource["path"]]
        resource |= {"bytes": len(data), "hash": digest_of(data)}
    by_name["datapackage.json"] = canonical(listing) + b"\n"
    by_name["datapackage-digest.json"] = canonical({"hash": digest_of(by_name["datapackage.json"]), "path": "datapackage.json"}) + b"\n"
    with zipfile.ZipFile(wacz, "w") as archive:
        for info in members:
            archive.writestr(info, by_name[info.filename])
    fit_manifest(path)


def change_values(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the dossier's values in the package."""

    def changed(data: bytes) -> bytes:
        values = json.loads(data)
        change(values)
        return canonical(values)

    change_members(path, {"closewatch/dossier.json": changed})


def fit_manifest(path: Path, **fields: Any) -> None:
    """Write an unsigned manifest that fits the files as they are now."""
    manifest = read_manifest(beside(path, MANIFEST).read_bytes()).manifest
    whole = replace(manifest, file=file_digest(path), wacz=file_digest(beside(path, WACZ)), **fields)
    beside(path, MANIFEST).write_bytes(manifest_bytes(whole))
