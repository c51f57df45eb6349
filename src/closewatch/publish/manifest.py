"""The manifest of a dossier: which files belong to it, by their digests, which journal head it was computed from, and who signs for that.

One line of canonical JSON, `{"digest":…,"manifest":{…},"signature":…}`. What is hashed and signed are the bytes of the object in its
middle as they stand in the file, so that they can be cut out and checked with common tools. A manifest that is written in any other way
is refused: there is no byte of it that could be changed without being seen.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from closewatch import __version__
from closewatch.protect.signing import Signature
from closewatch.terms.dossier import Dossier
from closewatch.terms.record import from_plain, to_plain
from closewatch.terms.ref import canonical, digest_of
from closewatch.terms.trouble import EvidenceAltered

VERSION = 1
LARGEST = 2**20
"""How many bytes of a manifest are read; one over 50 questions has 5 kB."""

WACZ, MANIFEST, TOKEN = ".wacz", ".manifest.json", ".manifest.tsr"
"""What is put behind the name of a dossier to name the files beside it."""


@dataclass(frozen=True)
class FileDigest:
    """One file of the dossier: its name without folders, SHA-256 and size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """What the person who signs a dossier signs for. `as_of` is the moment of the journal's last entry; `cites` counts the annex."""

    version: int
    file: FileDigest
    wacz: FileDigest
    seq: int
    head: str
    case: str
    title: str
    as_of: str
    redacted: bool
    cites: int
    questions: tuple[str, ...]
    made_with: str


@dataclass(frozen=True)
class Signed:
    """A manifest as it lies in its file: the bytes that its digest and signature are over, and the signature where there is one."""

    manifest: Manifest
    data: bytes
    signature: Signature | None = None

    @property
    def digest(self) -> str:
        """The digest of what is signed."""
        return digest_of(self.data)


def manifest_of(dossier: Dossier, file: Path, wacz: Path) -> Manifest:
    """Make the manifest of a dossier whose two files are written."""
    return Manifest(
        VERSION,
        file_digest(file),
        file_digest(wacz),
        dossier.seq,
        dossier.head,
        dossier.case,
        dossier.title,
        dossier.as_of,
        dossier.redacted,
        len(dossier.annex),
        dossier.questions,
        dossier.made_with or f"closewatch {__version__}",
    )


def file_digest(path: Path) -> FileDigest:
    """Name a file by its bytes, read piece by piece. Raises: OSError."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        return FileDigest(path.name, f"sha256:{found}", file.tell())


def signed_bytes(manifest: Manifest) -> bytes:
    """Give the bytes that stand for a manifest: what its digest and its signature are over."""
    return canonical(to_plain(manifest))


def manifest_bytes(manifest: Manifest, signature: Signature | None = None) -> bytes:
    """Write a manifest as it lies in its file."""
    plain = to_plain(manifest)
    return canonical({"digest": digest_of(canonical(plain)), "manifest": plain, "signature": to_plain(signature)})


def read_manifest(data: bytes) -> Signed:
    """Read a manifest, byte for byte as it was written; whether the signature holds is not looked at.

    Raises: EvidenceAltered when it is anything else, with what was wanted and found.
    """
    whole = _object(data)
    try:
        manifest = from_plain(Manifest, whole["manifest"])
        signature = from_plain(Signature, whole["signature"]) if whole["signature"] is not None else None
        written = manifest_bytes(manifest, signature)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise EvidenceAltered(f"wanted the fields of a manifest, found {type(error).__name__}: {error}") from error
    if manifest.version != VERSION:
        raise EvidenceAltered(f"wanted a manifest of version {VERSION}, found version {manifest.version}: a newer Closewatch reads it")
    if whole.get("digest") != digest_of(canonical(whole["manifest"])):
        raise EvidenceAltered(f"wanted the digest {digest_of(canonical(whole['manifest']))}, found {whole.get('digest')}")
    if written != data:
        raise EvidenceAltered("wanted canonical JSON, byte for byte, found it written in another way")
    return Signed(manifest, signed_bytes(manifest), signature)


def _object(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise EvidenceAltered(f"wanted at most {LARGEST:,} bytes, found more")
    try:
        whole = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise EvidenceAltered(f"wanted a manifest in JSON, found {error}") from error
    if not isinstance(whole, dict):
        raise EvidenceAltered(f"wanted a manifest as a JSON object, found {type(whole).__name__}")
    return whole
