"""A form of correction as it was sent: what somebody typed, made into what a correction takes, and what is wrong beside which field.

Nothing is recorded here. What a field can hold is told by `ledger.views.corrections`, which is asked field by field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from closewatch.desk.web.reviewing.fields import Field, Shape
from closewatch.ledger.views.corrections import Pairs
from closewatch.terms.trouble import ClosewatchError

_OFFSETS = re.compile(r"\s*(?:\d{1,9}\s*:\s*\d{1,9}\s*(?:,\s*|$))+")
_PARTED = " … "
"""What stands between two pieces of words that do not follow each other."""

_RANGE = ("low", "best", "high", "open_low", "open_high")

Try = Callable[[Pairs], object]
"""Makes the value that some pairs would give, or refuses them."""


class NotThere(ClosewatchError):
    """Words that a field was given and that do not stand once, and once only, in what is shown of the report."""


def filled(fields: Iterable[Field], sent: Mapping[str, str]) -> tuple[Field, ...]:
    """Give the fields with what was typed in place of what they hold, so that nothing is lost of it."""
    return tuple(replace(field, inputs=tuple(one.holding(one.read(sent)) for one in field.inputs)) for field in fields)


def placed(word: str, text: str, start: int, end: int) -> str:
    """Turn words that were typed for a span into their offsets, where they stand once in what is shown; offsets stay as they are.

    >>> placed("said so", "Kyiv said so.", 0, 13), placed("0:4, 5:9", "Kyiv said so.", 0, 13), placed("Kyiv … so", "Kyiv said so.", 0, 13)
    ('5:12', '0:4, 5:9', '0:4,10:12')

    Raises: NotThere.
    """
    if not word.strip() or _OFFSETS.fullmatch(word):
        return word
    return ",".join(_place(piece.strip(), text, start, end) for piece in word.split(_PARTED) if piece.strip())


def _place(words: str, text: str, start: int, end: int) -> str:
    first = text.find(words, start, end)
    if first < 0:
        raise NotThere(f"wanted words of this passage or offsets START:END, found {words[:60]!r}, which do not stand here")
    if text.find(words, first + 1, end) >= 0:
        raise NotThere(f"wanted words that stand here once, found {words[:60]!r} more often; give their offsets START:END")
    return f"{first}:{first + len(words)}"


def with_offsets(
    fields: Sequence[Field], sent: Mapping[str, str], text: str, start: int, end: int
) -> tuple[dict[str, str], dict[str, str]]:  # fmt: skip
    """Give what was sent with offsets in place of typed words, and what is wrong, by field; only what differs from what is held is read."""
    read, wrong = dict(sent), {}
    for field in fields:
        one = field.inputs[0]
        if one.shape is not Shape.SPAN or one.read(sent) == one.value:
            continue
        try:
            read[one.name] = placed(one.read(sent), text, start, end)
        except NotThere as error:
            wrong[field.name] = str(error)
    return read, wrong


def wrong_fields(pairs: Pairs, fitting: Try, *, with_all: str) -> dict[str, str]:
    """Say what is wrong with the fields of a correction, by field: each is tried by itself, and all together at last.

    `with_all` names the field that is told what only all of them together show.
    """
    wrong = {}
    for field, word in pairs:
        if field in _RANGE:
            continue
        refusal = _refusal(fitting, ((field, word),))
        if refusal:
            wrong[field] = refusal
    together = _refusal(fitting, tuple(pair for pair in pairs if pair[0] not in wrong))
    if together:
        wrong |= blamed(together, pairs, with_all)
    return wrong


def blamed(refusal: str, pairs: Pairs, otherwise: str = "") -> dict[str, str]:
    """Put a refusal beside the field that it names; beside another, or above them all, where it names none.

    >>> blamed("wanted a value for unit, found 3", (("unit", "3"),)), blamed("wanted less", (("unit", "3"),))
    ({'unit': 'wanted a value for unit, found 3'}, {'': 'wanted less'})
    """
    return {next((field for field, _ in pairs if f" for {field}," in refusal), otherwise): refusal}


def _refusal(fitting: Try, pairs: Pairs) -> str:
    try:
        if pairs:
            fitting(pairs)
    except ClosewatchError as error:
        return str(error)
    return ""
