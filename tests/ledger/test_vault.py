from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from closewatch.ledger.vault import Vault
from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import EvidenceAltered


def test_an_original_comes_back_byte_for_byte(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    assert vault.get(vault.put(b"\x00\xffbytes")) == b"\x00\xffbytes"


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    assert vault.put(b"a") == vault.put(b"a")
    assert list(vault.digests()) == [digest_of(b"a")]


def test_an_original_is_read_only(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    path = vault.path(vault.put(b"a"))
    assert os.stat(path).st_mode & 0o222 == 0


def test_a_changed_byte_is_seen_on_reading(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    digest = vault.put(b"three hundred")
    vault.path(digest).chmod(0o644)
    vault.path(digest).write_bytes(b"Three hundred")
    with pytest.raises(EvidenceAltered, match="found bytes of"):
        vault.get(digest)


def test_an_original_is_opened_only_as_it_was_put(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    digest = vault.put(b"a" * 300_000)
    with vault.open(digest) as file:
        assert file.read() == b"a" * 300_000
    path = vault.path(digest)
    path.chmod(0o644)
    path.write_bytes(b"b")
    with pytest.raises(EvidenceAltered, match="found bytes of sha256:"):
        vault.open(digest)
    path.unlink()
    with pytest.raises(EvidenceAltered, match="found no file"):
        vault.open(digest)


def test_a_missing_original_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvidenceAltered, match="found no file"):
        Vault(tmp_path).get(digest_of(b"never"))


def test_an_original_is_marked_until_an_entry_names_it(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    digest = vault.put(b"a")
    assert vault.pending() == (digest,)
    vault.settle([digest])
    assert vault.pending() == ()


def test_a_sweep_takes_what_nobody_names_and_half_written_files(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    digest = vault.put(b"a")
    (tmp_path / ".incoming" / "abc.1.part").write_bytes(b"half")
    vault.sweep([digest])
    assert list(vault.digests()) == []
    assert list((tmp_path / ".incoming").iterdir()) == []


@pytest.mark.parametrize("put", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to("nowhere")])
def test_only_a_file_is_an_original_whatever_was_put_in_its_place(tmp_path: Path, put: Callable[[Path], None]) -> None:
    vault = Vault(tmp_path)
    path = vault.path(vault.put(b"a"))
    path.unlink()
    put(path)
    with pytest.raises(EvidenceAltered, match="found no file"):
        vault.get(digest_of(b"a"))


def test_nothing_is_recorded_on_bytes_that_are_no_longer_those(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    path = vault.path(vault.put(b"a"))
    path.chmod(0o644)
    path.write_bytes(b"b")
    with pytest.raises(EvidenceAltered, match="found bytes"):
        vault.put(b"a")


def test_a_folder_among_the_marks_is_passed_over(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    (tmp_path / ".incoming" / "folder").mkdir(parents=True)
    assert vault.pending() == ()
    vault.sweep(())
