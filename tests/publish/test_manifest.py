"""A manifest is read byte for byte as it was written: there is no byte of it that can be changed without being seen."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from closewatch.protect.keys import make_key
from closewatch.protect.signing import holds, sign
from closewatch.publish.manifest import Manifest, manifest_bytes, manifest_of, read_manifest, signed_bytes
from closewatch.terms.ref import canonical, digest_of
from closewatch.terms.trouble import EvidenceAltered
from tests.publish.dossier_values import DOSSIER


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    (tmp_path / "x.html").write_bytes(b"a page")
    (tmp_path / "x.html.wacz").write_bytes(b"a package")
    return manifest_of(DOSSIER, tmp_path / "x.html", tmp_path / "x.html.wacz")


def test_a_manifest_names_its_files_and_its_head(manifest: Manifest) -> None:
    assert (manifest.file.name, manifest.file.sha256, manifest.file.size) == ("x.html", digest_of(b"a page"), 6)
    assert (manifest.head, manifest.seq, manifest.cites) == (DOSSIER.head, DOSSIER.seq, len(DOSSIER.annex))


def test_a_manifest_is_read_as_it_was_written(manifest: Manifest) -> None:
    for signature in (None, sign(signed_bytes(manifest), make_key(), "person:anna")):
        read = read_manifest(manifest_bytes(manifest, signature))
        assert (read.manifest, read.signature) == (manifest, signature)
        assert read.data == signed_bytes(manifest)


def test_what_is_signed_stands_in_the_file_as_it_is(manifest: Manifest) -> None:
    data = manifest_bytes(manifest, sign(signed_bytes(manifest), make_key(), "person:anna"))
    assert data.startswith(b'{"digest":"' + digest_of(signed_bytes(manifest)).encode() + b'","manifest":' + signed_bytes(manifest))


@pytest.mark.parametrize("signed", [True, False])
def test_every_byte_that_is_changed_is_seen(manifest: Manifest, signed: bool) -> None:
    dice = random.Random(3)
    signature = sign(signed_bytes(manifest), make_key(), "person:anna") if signed else None
    data = manifest_bytes(manifest, signature)
    for place in range(len(data)):
        other = dice.choice([byte for byte in b'0aB"{,:1\xc3 ' if byte != data[place]])
        try:
            read = read_manifest(data[:place] + bytes([other]) + data[place + 1 :])
        except EvidenceAltered:
            continue
        # The name alone is not what a signature is over: whose key it is, the journal tells.
        assert read.signature
        assert not holds(read.data, read.signature) or read.signature.by != "person:anna", place


def meddled(manifest: Manifest, **fields: object) -> bytes:
    plain = json.loads(signed_bytes(manifest)) | fields
    return canonical({"digest": digest_of(canonical(plain)), "manifest": plain, "signature": None})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b"{" * 100_000,
        b'{"digest":1,"manifest":{},"signature":null}',
        b'{"digest":1.5,"manifest":NaN,"signature":null}',
        b'"' + b"x" * 2**20 + b'"',
    ],
)
def test_what_is_no_manifest_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(EvidenceAltered) as refused:
        read_manifest(data)
    assert "\n" not in str(refused.value)


def test_a_manifest_with_more_or_other_fields_is_refused(manifest: Manifest) -> None:
    assert read_manifest(meddled(manifest)).manifest == manifest
    for fields in ({"more": 1}, {"seq": "3"}, {"redacted": 1}, {"file": None}, {"questions": [1]}):
        with pytest.raises(EvidenceAltered):
            read_manifest(meddled(manifest, **fields))


def test_a_manifest_of_a_later_version_says_so(manifest: Manifest) -> None:
    with pytest.raises(EvidenceAltered, match="a newer Closewatch reads it"):
        read_manifest(meddled(manifest, version=2))


def test_a_manifest_with_white_space_is_refused(manifest: Manifest) -> None:
    data = manifest_bytes(manifest)
    for other in (data + b"\n", b" " + data, data.replace(b'"redacted":', b'"redacted": ')):
        with pytest.raises(EvidenceAltered, match="wanted canonical JSON"):
            read_manifest(other)
