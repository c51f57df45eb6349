"""The ids of protected actors: one is made of a report and a name, so whoever guesses both can tell, and another stands in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from closewatch.terms.protection import Protected
from closewatch.terms.ref import ID_DIGITS, ref

_WHOLE = re.compile(rf"(?<![0-9a-f])[0-9a-f]{{{ID_DIGITS}}}(?![0-9a-f])")
_SHORTENED = re.compile(rf"(?<=\bac:)[0-9a-f]{{6,{ID_DIGITS - 1}}}(?![0-9a-f])")

_LEAST = len("ac:") + 5
"""Signs of an id that are too few to tell one from another."""


class Masks:
    """Which id stands in place of which, and the way back."""

    def __init__(self, protected: Sequence[Protected]) -> None:
        self._numbers: dict[str, int] = {}
        self._masked: dict[str, str] = {}
        self._mentioned: dict[str, int] = {}
        self._real: dict[str, str] = {}
        for number, one in enumerate(protected):
            for actor in one.actors:
                self._put(actor, one.masked, number)
                self._numbers.setdefault(_digits(actor), number)
            for actor in one.mentioned_in:
                self._put(actor, ref("ac", one.salt, actor), number)

    def _put(self, actor: str, masked: str, number: int) -> None:
        self._masked.setdefault(_digits(actor), _digits(masked))
        self._mentioned.setdefault(_digits(actor), number)
        self._real.setdefault(masked, actor)

    def number_of(self, actor: str) -> int | None:
        """Say under which protection an actor is, by its id; None where it is under none."""
        return self._numbers.get(_digits(actor))

    def number_in(self, text: str) -> int | None:
        """Say whose protected id stands in a text, as the number of the protection; None where none does."""
        found = (self._mentioned.get(one[0]) for one in _WHOLE.finditer(text)) if self._masked else ()
        return next((number for number in found if number is not None), None)

    def masked(self, actor: str) -> str:
        """Give the id that stands in place of an actor's; its own where it is not protected."""
        return f"ac:{self._masked[_digits(actor)]}" if _digits(actor) in self._masked else actor

    def real(self, masked: str) -> str:
        """Give the id that another stands in place of, be it shortened; what stands in place of none is given as it is."""
        if masked in self._real or not masked.startswith("ac:"):
            return self._real.get(masked, masked)
        return next((real for one, real in self._real.items() if len(masked) > _LEAST and one.startswith(masked)), masked)

    def applied(self, text: str) -> str:
        """Put the masked ids in place of the others wherever they stand in a text, shortened ones too."""
        if not self._masked:
            return text
        whole = _WHOLE.sub(lambda found: self._masked.get(found[0], found[0]), text)
        return _SHORTENED.sub(lambda found: self._shortened(found[0]), whole) if "ac:" in whole else whole

    def _shortened(self, digits: str) -> str:
        masked = next((masked for actor, masked in self._masked.items() if actor.startswith(digits)), None)
        return masked[: len(digits)] if masked else digits


def _digits(identity: str) -> str:
    return identity.partition(":")[2]
