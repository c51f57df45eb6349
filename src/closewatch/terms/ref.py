"""Content ids and canonical JSON: how a value gets the same name on every machine.

Canonical JSON follows RFC 8785 (sorted keys by UTF-16 code units, no white space, shortest escapes) with one restriction: no
floating-point numbers, so that no two machines can write one number in two ways. Amounts travel as decimal strings.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

ID_DIGITS = 32
"""Hexadecimal digits of an id: 128 bits, so that two values meet by chance only after about 2^64 of them."""


def canonical(value: Any) -> bytes:
    """Write plain data (None, bool, int, str, lists, string-keyed mappings) as the one byte string that stands for it.

    >>> canonical({"b": [1, None], "a": "é"})
    b'{"a":"\\xc3\\xa9","b":[1,null]}'

    Raises: TypeError for a float and for what is no plain data, ValueError for a lone surrogate, which UTF-8 cannot write.
    """
    text = _write(value, sort=True)
    if _LOOK_AGAIN.search(text):
        text = _write(_ordered(value), sort=False)
    return text.encode("utf-8")


def _write(value: Any, *, sort: bool) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=sort, separators=(",", ":"))


# Python sorts keys by code points, which is RFC 8785's order unless one lies above U+FFFF; and a number with a fraction or an exponent
# may be a float. Both are rare, so they are looked for in what was written and only then is every value looked at by itself. A number
# that is a value follows a key's closing quote, a bracket or a comma: the seconds of a time of day do not.
_LOOK_AGAIN = re.compile('[\U00010000-\U0010ffff]|":-?[0-9]+[.eE]|[,\\[]-?[0-9]+[.eE]|^-?[0-9]+[.eE]')


def _ordered(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in value]
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("canonical JSON wants string keys")
        # RFC 8785, 3.2.3: keys are compared as arrays of UTF-16 code units, which differs from code points above U+FFFF.
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    raise TypeError(f"canonical JSON has no form for {type(value).__name__}")


def digest_of(data: bytes) -> str:
    """Name bytes by their SHA-256.

    >>> digest_of(b"")[:20]
    'sha256:e3b0c44298fc1'
    """
    return "sha256:" + hashlib.sha256(data).hexdigest()


def ref(kind: str, *parts: Any) -> str:
    """Name a value by its kind (two letters) and the plain parts that make it what it is.

    >>> ref("st", "re:1", 3) == ref("st", "re:1", 3) != ref("fi", "re:1", 3)
    True
    """
    return kind + ":" + hashlib.sha256(canonical([kind, *parts])).hexdigest()[:ID_DIGITS]
