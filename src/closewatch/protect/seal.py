"""Sealing: bytes encrypted in the age format, to keys or behind a passphrase, piece by piece whatever their size.

Knows bytes and keys, and nothing of cases. The format is that of the tool `age` (age-encryption.org/v1), so that what is sealed here can
be opened without Closewatch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from closewatch.terms.trouble import SealError

SECRET = "AGE-SECRET-KEY-1"
"""How a secret key of age begins; a file of keys has one in each line that is no comment."""


def new_secret() -> str:
    """Make a secret key that nobody has had before."""
    from pyrage import x25519

    return str(x25519.Identity.generate())


def public_of(secret: str) -> str:
    """Give the public key of a secret key: what is sealed to it, only the secret key opens.

    >>> public_of(new_secret())[:4]
    'age1'

    Raises: SealError when it is no secret key.
    """
    from pyrage import IdentityError, x25519

    try:
        return str(x25519.Identity.from_str(secret.strip()).to_public())
    except IdentityError as error:
        raise SealError(f"wanted a secret key ({SECRET}…), found something else") from error


def secrets_in(text: str) -> tuple[str, ...]:
    """Find the secret keys in a file of them, as `age-keygen` writes it.

    >>> secrets_in("# created: 2025\\nAGE-SECRET-KEY-1ABC\\n")
    ('AGE-SECRET-KEY-1ABC',)
    """
    return tuple(line.strip() for line in text.splitlines() if line.strip().startswith(SECRET))


def seal(reader: BinaryIO, writer: BinaryIO, publics: Sequence[str]) -> None:
    """Encrypt what a reader gives to every one of some public keys. Raises: SealError when one is no public key."""
    import pyrage

    recipients = []
    try:
        for public in publics:
            recipients.append(pyrage.x25519.Recipient.from_str(public.strip()))
    except pyrage.RecipientError as error:
        raise SealError(f"wanted public keys (age1…), found {public}") from error
    pyrage.encrypt_io(reader, writer, recipients)


def unseal(reader: BinaryIO, writer: BinaryIO, secrets: Sequence[str]) -> None:
    """Decrypt what a reader gives; whatever was changed or cut off is noticed.

    Raises: SealError when no key fits, or the bytes are not those that were sealed.
    """
    import pyrage

    try:
        identities = [pyrage.x25519.Identity.from_str(secret) for secret in secrets]
        pyrage.decrypt_io(reader, writer, identities)
    except pyrage.IdentityError as error:
        raise SealError(f"wanted a secret key ({SECRET}…), found something else") from error
    except pyrage.DecryptError as error:
        raise SealError(f"wanted a key that opens it, found: {error}") from error
    except OSError as error:
        if error.errno is not None:  # the disk's own word; age has none for bytes that are not as they were
            raise
        raise SealError("wanted bytes as they were sealed, found some that were changed or cut off") from error


def lock_secret(secret: str, passphrase: str) -> bytes:
    """Put a secret key behind a passphrase (age's scrypt recipient, which is slow to guess at by design)."""
    from pyrage import passphrase as by_passphrase

    return bytes(by_passphrase.encrypt(secret.encode("ascii"), passphrase))


def unlock_secret(locked: bytes, passphrase: str) -> str:
    """Take a secret key out from behind its passphrase. Raises: SealError when the passphrase is wrong."""
    from pyrage import DecryptError
    from pyrage import passphrase as by_passphrase

    try:
        return str(by_passphrase.decrypt(locked, passphrase).decode("ascii"))
    except (DecryptError, UnicodeDecodeError) as error:
        raise SealError("wanted the passphrase that it was sealed with, found another, or a damaged key") from error
