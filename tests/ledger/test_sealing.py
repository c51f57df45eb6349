"""A sealed case is one encrypted file: it opens with its passphrase or key to what it was, and at every moment one copy is whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from closewatch.ledger.case import SEALED, create_case, open_case
from closewatch.ledger.sealing import KEY, is_sealed, open_sealed, seal_case
from closewatch.ledger.verify import verify
from closewatch.protect.seal import new_secret, public_of
from closewatch.terms.trouble import CaseError, SealError

from .conftest import AT, Telling

SECRET_WORDS = b"nobody was to read that"


@pytest.fixture
def sealable(tmp_path: Path) -> Path:
    """A case with a report and an original of a size that does not fit into one piece."""
    folder = tmp_path / "case"
    with create_case(folder, "Sealed", "person:a", AT) as case:
        Telling(case)("Harbour Service", 700, words=f"soldiers ({SECRET_WORDS.decode()}) " * 5_000)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    passing = ("ledger.db-wal", "ledger.db-shm", "ledger.db-journal")
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name not in passing}


def test_a_case_sealed_behind_a_passphrase_opens_to_the_same_files(sealable: Path) -> None:
    with open_case(sealable) as case:
        head, faults = case.head(), list(verify(case))
    seal_case(sealable, passphrase="a long one")
    assert {path.name for path in sealable.iterdir()} == {SEALED, KEY}
    assert not any(SECRET_WORDS in path.read_bytes() for path in sealable.iterdir())
    with pytest.raises(CaseError, match="sealed"):
        open_case(sealable)
    open_sealed(sealable, passphrase="a long one")
    with open_case(sealable) as case:
        assert (case.head(), list(verify(case))) == (head, faults)


def test_a_wrong_passphrase_or_key_opens_nothing_and_harms_nothing(sealable: Path) -> None:
    secret = new_secret()
    seal_case(sealable, [public_of(secret)], passphrase="right")
    before = content(sealable)
    for attempt in ({"passphrase": "wrong"}, {"secrets": [new_secret()]}, {"secrets": ["no key"]}):
        with pytest.raises(SealError):
            open_sealed(sealable, **attempt)
        assert content(sealable) == before
    open_sealed(sealable, [secret])
    assert not is_sealed(sealable)


def test_sealed_to_a_key_alone_a_passphrase_is_told_so(sealable: Path) -> None:
    seal_case(sealable, [public_of(new_secret())])
    with pytest.raises(SealError, match="keys alone"):
        open_sealed(sealable, passphrase="any")


@pytest.mark.parametrize("cut", [1, 100, 70_000])
def test_a_sealed_file_that_was_changed_or_cut_off_is_refused(sealable: Path, cut: int) -> None:
    secret = new_secret()
    seal_case(sealable, [public_of(secret)])
    whole = (sealable / SEALED).read_bytes()
    changed = bytearray(whole)
    changed[-cut] ^= 1
    for data in (whole[:-cut], bytes(changed)):
        (sealable / SEALED).write_bytes(data)
        with pytest.raises(SealError, match="changed or cut off"):
            open_sealed(sealable, [secret])
        assert {path.name for path in sealable.iterdir()} == {SEALED}
    (sealable / SEALED).write_bytes(whole)
    open_sealed(sealable, [secret])


def test_a_case_that_somebody_works_on_is_not_sealed(sealable: Path) -> None:
    before = content(sealable)
    with open_case(sealable) as case, case.at_one_moment():
        case.head()
        with pytest.raises(CaseError, match="nobody works on"):
            seal_case(sealable, passphrase="x")
    assert content(sealable) == before


def test_the_rest_of_a_sealing_that_was_cut_off_never_counts(sealable: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(sealable, copy)
    secret = new_secret()
    seal_case(sealable, [public_of(secret)])
    shutil.copy(copy / "ledger.db", sealable / "ledger.db")
    (sealable / ".opening").mkdir()
    with pytest.raises(CaseError, match="sealed already"):
        seal_case(sealable, passphrase="x")
    assert {path.name for path in sealable.iterdir()} == {SEALED}
    open_sealed(sealable, [secret])
    assert content(sealable).keys() == content(copy).keys()


def test_killed_at_any_instant_one_whole_copy_is_left(sealable: Path) -> None:
    random, secret = Random(5), new_secret()
    identity = sealable.parent / "key.txt"
    identity.write_text(secret + "\n")
    with open_case(sealable) as case:
        head = case.head()
    words = {False: ["seal", str(sealable), "--to", public_of(secret)], True: ["open", str(sealable), "--identity", str(identity)]}
    seen = set()
    for _ in range(8):
        sealed = is_sealed(sealable)
        with subprocess.Popen([sys.executable, "-m", "closewatch", *words[sealed]], stderr=subprocess.DEVNULL) as process:
            time.sleep(random.uniform(0.05, 0.6))
            process.kill()
        seen.add(is_sealed(sealable))
        if is_sealed(sealable):
            assert subprocess.run([sys.executable, "-m", "closewatch", *words[True]], stderr=subprocess.DEVNULL).returncode == 0
        with open_case(sealable) as case:
            assert case.head() == head
            assert list(verify(case)) == []
        if random.random() < 0.5:
            seal_case(sealable, [public_of(secret)])
    assert seen


def test_a_second_name_of_a_file_comes_back_as_a_file(sealable: Path) -> None:
    (sealable / "notes.txt").write_text("seen twice", "utf-8")
    (sealable / "notes-again.txt").hardlink_to(sealable / "notes.txt")
    seal_case(sealable, passphrase="five words are long enough")
    open_sealed(sealable, passphrase="five words are long enough")
    assert {(sealable / name).read_text("utf-8") for name in ("notes.txt", "notes-again.txt")} == {"seen twice"}


def test_what_cannot_be_sealed_is_named_and_nothing_is_taken_away(sealable: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (sealable / "more").symlink_to(tmp_path / "elsewhere")
    before = content(sealable)
    with pytest.raises(CaseError, match="something else"):
        seal_case(sealable, passphrase="five words are long enough")
    assert content(sealable) == before
