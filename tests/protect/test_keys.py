"""Keys and signatures: what is locked opens with its passphrase alone, and what is signed cannot be changed by a byte."""

from __future__ import annotations

import random
from base64 import b64decode, b64encode
from dataclasses import replace

import pytest

from closewatch.protect.keys import lock, make_key, public_in, public_key, public_of, public_pem, unlock
from closewatch.protect.signing import holds, sign
from closewatch.terms.trouble import SealError

PASSPHRASE = "seven otters under the bridge"


def test_a_key_opens_with_its_passphrase_alone() -> None:
    private = make_key()
    locked = lock(private, PASSPHRASE)
    assert unlock(locked, PASSPHRASE).private_bytes_raw() == private.private_bytes_raw()
    for other in ("", PASSPHRASE + " ", "seven otters"):
        with pytest.raises(SealError, match="wanted"):
            unlock(locked, other)


def test_no_key_is_locked_behind_nothing() -> None:
    with pytest.raises(SealError, match="an empty one"):
        lock(make_key(), "")


def test_a_locked_key_does_not_hold_the_key_in_the_clear() -> None:
    private = make_key()
    locked = b64decode("".join(lock(private, PASSPHRASE).decode("ascii").splitlines()[1:-1]))
    assert private.private_bytes_raw() not in locked
    assert lock(private, PASSPHRASE) != lock(private, PASSPHRASE)


@pytest.mark.parametrize("data", [b"", b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n!\n", b"-----BEGIN PRIVATE KEY-----\n", b"\x00" * 300])
def test_what_is_no_key_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(SealError) as refused:
        unlock(data, PASSPHRASE)
    assert "\n" not in str(refused.value)


def test_a_public_key_is_read_back_from_pem_and_der() -> None:
    key = public_of(make_key(), "person:anna")
    assert public_in(public_pem(key).encode()).fingerprint == key.fingerprint
    assert public_in(b64decode(key.spki)).fingerprint == key.fingerprint


@pytest.mark.parametrize("data", [b"", b"hello", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_a_file_without_a_public_key_is_refused(data: bytes) -> None:
    with pytest.raises(SealError):
        public_in(data)


def test_a_public_key_is_written_in_one_way_alone() -> None:
    spki = public_of(make_key(), "").spki
    assert public_key("", spki).spki == spki
    # The last sign before the padding carries two bits that no byte of the key uses.
    twin = spki[:-2] + chr(ord(spki[-2]) + 1) + "="
    for other in (twin, spki + "\n", " " + spki, spki[:-1], "", None, 3, b64encode(b"x" * 44).decode()):
        with pytest.raises(SealError):
            public_key("", other)


def test_a_signature_holds_for_its_bytes_alone() -> None:
    signature = sign(b"the head", make_key(), "person:anna")
    assert holds(b"the head", signature)
    assert not holds(b"the heap", signature)
    assert not holds(b"the head", replace(signature, key=public_of(make_key(), "").spki))


def test_no_sign_of_a_signature_can_be_changed() -> None:
    dice = random.Random(7)
    signature = sign(b"the head", make_key(), "person:anna")
    for field in ("key", "fingerprint", "algorithm", "value"):
        words = getattr(signature, field)
        for place in range(len(words)):
            other = words[:place] + dice.choice([sign for sign in "ABab01+/=" if sign != words[place]]) + words[place + 1 :]
            assert not holds(b"the head", replace(signature, **{field: other})), (field, place)


def test_a_public_key_of_a_kind_that_nobody_knows_is_refused() -> None:
    spki = b64decode(public_of(make_key(), "person:anna").spki)
    with pytest.raises(SealError, match="public key"):
        public_in(spki.replace(bytes.fromhex("06032b6570"), bytes.fromhex("06032b6571")))
