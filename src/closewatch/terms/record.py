"""How the values of `terms` are written as plain data and read back, for the journal and for work that crosses processes.

The shape is the dataclass itself: field names as keys, tuples as lists, decimals and dates as strings. The JSON that people and
programs read (docs/interfaces.md) is another matter and is made in `publish`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Turn a value of `terms`, or lists and mappings of them, into plain data that `canonical` can write.

    >>> from closewatch.terms.when import PartialDate
    >>> to_plain(PartialDate("2024-11"))
    {'iso': '2024-11'}
    """
    return msgspec.to_builtins(value)


def from_plain(kind: type[T], plain: Any) -> T:
    """Read plain data back into the value it was made from.

    >>> from closewatch.terms.when import PartialDate
    >>> from_plain(PartialDate, {"iso": "2024-11"})
    PartialDate(iso='2024-11')

    Raises: ValueError (msgspec.ValidationError) when the data do not have the shape of that kind.
    """
    return msgspec.convert(plain, kind)


def plain_number(number: Decimal | None) -> str | None:
    """Write an amount without an exponent and without trailing zeros.

    >>> plain_number(Decimal("2.10E+3")), plain_number(Decimal("0.50"))
    ('2100', '0.5')
    """
    if number is None:
        return None
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
