"""Names that no report holds and that are to be hidden all the same: they go on the record as bytes that one key alone opens.

A journal can never be rewritten, so a name in it could never be taken back; without its key a sealed name is hidden for ever, and the chain
still holds. Where the key lies is told by `ledger.destruction`.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from io import BytesIO

from closewatch.protect.seal import new_secret, public_of, seal, unseal
from closewatch.terms.trouble import SealError


def sealed_names(names: Sequence[str]) -> tuple[str, str]:
    """Encrypt names under a key of their own: the bytes in base64, and the key.

    >>> names_in(*sealed_names(["Ivan Petrenko"]))
    ('Ivan Petrenko',)
    """
    secret, sealed = new_secret(), BytesIO()
    seal(BytesIO(json.dumps(list(names)).encode("utf-8")), sealed, [public_of(secret)])
    return base64.b64encode(sealed.getvalue()).decode("ascii"), secret


def names_in(sealed: str, secret: str) -> tuple[str, ...]:
    """Decrypt names. Raises: SealError when the key is another's, or the bytes are not those that were sealed."""
    opened = BytesIO()
    try:
        unseal(BytesIO(base64.b64decode(sealed, validate=True)), opened, [secret.strip()])
        return tuple(map(str, json.loads(opened.getvalue())))
    except (binascii.Error, ValueError, TypeError) as error:
        raise SealError(f"wanted names as they were sealed, found {type(error).__name__}") from error
