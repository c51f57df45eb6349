"""Signatures: who signed which bytes, with which key, and whether it holds.

Ed25519 (RFC 8032) over the bytes themselves, so that `openssl pkeyutl -verify -rawin` comes to the same answer. Whether a key is one
that a case's people made is not known here.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from closewatch.protect.keys import ALGORITHM, PublicKey, public_key, public_of
from closewatch.terms.trouble import SealError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True)
class Signature:
    """One signature: by whom, the public key with its fingerprint, and the signature in base64."""

    by: str
    key: str
    fingerprint: str
    algorithm: str
    value: str


def sign(data: bytes, private: Ed25519PrivateKey, by: str) -> Signature:
    """Sign bytes under a person's name.

    >>> from closewatch.protect.keys import make_key
    >>> holds(b"three", sign(b"three", make_key(), "person:anna")), holds(b"four", sign(b"three", make_key(), "person:anna"))
    (True, False)
    """
    key = public_of(private, by)
    return Signature(by, key.spki, key.fingerprint, ALGORITHM, b64encode(private.sign(data)).decode("ascii"))


def holds(data: bytes, signature: Signature) -> bool:
    """Tell whether a signature was made over these bytes with the key that it names, and is written in the one way it can be."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key, value = key_of(signature), b64decode(signature.value, validate=True)
        Ed25519PublicKey.from_public_bytes(b64decode(key.spki)[-32:]).verify(value, data)
    except (SealError, InvalidSignature, binascii.Error, ValueError):
        return False
    written = b64encode(value).decode("ascii") == signature.value
    return written and signature.algorithm == ALGORITHM and signature.fingerprint == key.fingerprint


def key_of(signature: Signature) -> PublicKey:
    """Give the key that a signature names. Raises: SealError when it is no key of Ed25519."""
    return public_key(signature.by, signature.key)
