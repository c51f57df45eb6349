"""Keys to sign with: how one is made, how it lies locked behind a passphrase, and how its public half is named.

Ed25519 (RFC 8032). Knows keys as bytes; where a case keeps them is the business of the desk, and which are on the record that of
`ledger.views.signing_keys`.
"""

from __future__ import annotations

import binascii
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import SealError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ALGORITHM = "Ed25519"

SPKI_HEAD = bytes.fromhex("302a300506032b6570032100")
"""What a SubjectPublicKeyInfo of Ed25519 begins with (RFC 8410, section 4); 32 bytes of key follow."""

_PBES2 = bytes.fromhex("06092a864886f70d01050d")
_SCRYPT = bytes.fromhex("06092b06010401da47040b")
_AES_256_CBC = bytes.fromhex("060960864801650304012a")

COST, BLOCK, LANES = 2**14, 8, 5
"""How hard a passphrase is to guess: scrypt with N=2^14, r=8, p=5, one of OWASP's equal choices (Password Storage Cheat Sheet), and the one
that OpenSSL opens within its limit of 32 MiB."""


@dataclass(frozen=True)
class PublicKey:
    """The half of a key that everybody may have: whose it is, and the key as SubjectPublicKeyInfo (DER) in base64."""

    by: str
    spki: str

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the DER: short enough to be read out over the telephone."""
        return digest_of(b64decode(self.spki))


def make_key() -> Ed25519PrivateKey:
    """Make a key that nobody has had before."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate()


def public_of(private: Ed25519PrivateKey, by: str) -> PublicKey:
    """Give the public half of a key, under the name of the person whose it is.

    >>> public_of(make_key(), "person:anna").fingerprint[:7]
    'sha256:'
    """
    return PublicKey(by, b64encode(SPKI_HEAD + private.public_key().public_bytes_raw()).decode("ascii"))


def public_key(by: str, spki: object) -> PublicKey:
    """Read a public key as it stands in a journal or a manifest: in base64, in the one way in which it can be written.

    Raises: SealError when it is no key of Ed25519.
    """
    try:
        der = b64decode(spki, validate=True) if isinstance(spki, str) else b""
    except (binascii.Error, ValueError):
        der = b""
    if len(der) != len(SPKI_HEAD) + 32 or not der.startswith(SPKI_HEAD) or b64encode(der).decode("ascii") != spki:
        raise SealError(f"wanted a public key of {ALGORITHM} in base64, found {str(spki)[:80]!r}")
    return PublicKey(by, spki)


def public_in(data: bytes) -> PublicKey:
    """Read a public key out of a file: PEM or DER, as OpenSSL writes them. Raises: SealError when there is none in it."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key, load_pem_public_key

    try:
        found = load_pem_public_key(data) if b"-----BEGIN" in data else load_der_public_key(data)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SealError("wanted a file with a public key (PEM or DER), found none in it") from error
    if not isinstance(found, Ed25519PublicKey):
        raise SealError(f"wanted a public key of {ALGORITHM}, found one of another kind")
    return PublicKey("", b64encode(SPKI_HEAD + found.public_bytes_raw()).decode("ascii"))


def public_pem(key: PublicKey) -> str:
    """Write a public key as PEM, for OpenSSL and for whoever is to check what it signs."""
    return f"-----BEGIN PUBLIC KEY-----\n{key.spki}\n-----END PUBLIC KEY-----\n"


def lock(private: Ed25519PrivateKey, passphrase: str) -> bytes:
    """Put a key behind a passphrase: PKCS #8 in PEM, encrypted with AES-256 under scrypt (RFC 8018, RFC 7914), as OpenSSL opens it.

    >>> lock(make_key(), "five words are long enough").splitlines()[0]
    b'-----BEGIN ENCRYPTED PRIVATE KEY-----'

    Raises: SealError for an empty passphrase.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    salt, start = os.urandom(16), os.urandom(16)
    padder, cipher = PKCS7(128).padder(), Cipher(algorithms.AES256(_stretched(passphrase, salt)), modes.CBC(start)).encryptor()
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    hidden = cipher.update(padder.update(plain) + padder.finalize()) + cipher.finalize()
    stretching = _sequence(_SCRYPT, _sequence(_octets(salt), *map(_number, (COST, BLOCK, LANES))))
    scheme = _sequence(_PBES2, _sequence(stretching, _sequence(_AES_256_CBC, _octets(start))))
    lines = b64encode(_sequence(scheme, _octets(hidden))).decode("ascii")
    folded = "\n".join(lines[at : at + 64] for at in range(0, len(lines), 64))
    return f"-----BEGIN ENCRYPTED PRIVATE KEY-----\n{folded}\n-----END ENCRYPTED PRIVATE KEY-----\n".encode("ascii")


def unlock(locked: bytes, passphrase: str) -> Ed25519PrivateKey:
    """Take a key out from behind its passphrase. Raises: SealError when the passphrase is another, or it is no such key."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    if not locked.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----"):
        raise SealError("wanted a key behind a passphrase, found something else")
    if not passphrase:
        raise SealError("wanted a passphrase, found an empty one")
    try:
        private = load_pem_private_key(locked, passphrase.encode("utf-8"))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SealError("wanted the passphrase that the key was locked with, found another, or a damaged key") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise SealError(f"wanted a key of {ALGORITHM}, found one of another kind")
    return private


def _stretched(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    if not passphrase:
        raise SealError("wanted a passphrase, found an empty one")
    return Scrypt(salt, 32, COST, BLOCK, LANES).derive(passphrase.encode("utf-8"))


# The few forms of DER (X.690) that an encrypted key is written in; `cryptography` writes it too, but with 2,048 rounds of PBKDF2 alone.


def _der(tag: int, content: bytes) -> bytes:
    """Write one value; all of ours are shorter than 256 bytes."""
    return bytes((tag, len(content)) if len(content) < 128 else (tag, 0x81, len(content))) + content


def _sequence(*parts: bytes) -> bytes:
    return _der(0x30, b"".join(parts))


def _octets(data: bytes) -> bytes:
    return _der(0x04, data)


def _number(number: int) -> bytes:
    return _der(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))
