"""What may leave: every protected name in every writing, replaced or blacked out the same way wherever it stands.

Knows words and plain data. Which names are protected is decided by people and told by `ledger.views.protections`; what is written from
the values that come out of here is the business of `publish`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from closewatch.protect.folding import folded
from closewatch.protect.masks import Masks
from closewatch.protect.search import Place, Search, search_for
from closewatch.terms.actor import Actor
from closewatch.terms.capture import Capture
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.protection import Protected
from closewatch.terms.report import Report

Value = TypeVar("Value")

BLACK = "█"
"""Stands for one sign of words that are blacked out, so that every offset in a report stays what it is."""

_VERBATIM = ("exact", "text", "paragraph")
"""Fields that hold words of a report, in values that say with `start` where these stand."""

_TELLING = ("headline", "publisher", "outlet", "url", "authors", "via")
"""Fields that tell which report a value of it is from."""

_MANY = frozenset((tuple, list, set, frozenset))
_WORDLESS = frozenset((bool, int, float, bytes, Decimal, date, datetime))
_WHOLE = 1 << 62
_KNOWN_STRINGS = 100_000
_SHORT = 400
"""How many short strings (names, places, addresses) are kept with what became of them: most stand in many values."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+|[^\s/\\]*(?:[/\\][^\s/\\]*)+|\S+\.[A-Za-z0-9]{1,5}")
_NO_WORDS = re.compile(r"(?:sha256|[a-z]{2}):[0-9a-f]{32,64}|[0-9TZ:.+-]*")


@dataclass(frozen=True)
class Redaction:
    """All protections of a case at one moment; without any, everything leaves as it is.

    `texts` gives the text of a report by its id: with it, quoted words are blacked out as their whole report is, though a name begins
    before them or ends after them.
    """

    protected: tuple[Protected, ...] = ()
    texts: Callable[[str], str] | None = field(default=None, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.protected)

    def value(self, value: Value) -> Value:
        """Give a value of `terms` or of the views as it may leave: names replaced, words of reports blacked out sign for sign.

        >>> Redaction((Protected("de:1", "ac:1", "Source 1", "", names=("Ivan Petrenko",)),)).value("Petrenko's word")
        "Source 1's word"
        """
        return cast(Value, self._leaving(value, None)) if self.protected else value

    def blacked(self, text: str, report: str | None = None) -> str:
        """Black out what is protected in the text of a report, one sign for each.

        >>> Redaction((Protected("de:1", "ac:1", "Source 1", "", names=("Ivan Petrenko",)),)).blacked("I. Petrenko")
        '███████████'
        """
        return _black(text, 0, self._places_in(text, report)) if self.protected else text

    def holds(self, plain: Any) -> Protected | None:
        """Give the first protection of anything that stands in plain data: a name, an actor's id, a report that is protected or in which
        words are."""
        if not self.protected:
            return None
        strings = list(_strings(plain))
        withheld = next((number for one in strings if (number := self._withheld.get(one, self.search.local_to(one))) is not None), None)
        if withheld is not None:
            return self.protected[withheld]
        masked = next((number for one in strings if (number := self._masks.number_in(one)) is not None), None)
        if masked is not None:
            return self.protected[masked]
        return self.found_in(_APART.join(strings))

    def found_in(self, text: str) -> Protected | None:
        """Give the protection of the first name or words that stand in a text; None where there are none."""
        if not self.protected or not self.search.finds(text):
            return None
        return next((self.protected[place.number] for place in self.search.places(text)), None)

    def protection_of(self, identity: str) -> Protected | None:
        """Give the protection of a whole report by its id, or of an original by its digest; None where it has none of its own."""
        number = self._withheld.get(identity)
        return None if number is None else self.protected[number]

    def protection_at(self, report: str, start: int, end: int) -> Protected | None:
        """Give the protection that blacks out words of a report between two offsets; None where all of them may be read."""
        if not self.protected:
            return None
        return next((self.protected[place.number] for place in self.places_of(report) if place.start < end and start < place.end), None)

    def places_of(self, report: str) -> tuple[Place, ...]:
        """Give the places of a report at which it is blacked out; none where its text is not known here."""
        if report not in self._known_places:
            number = self._withheld.get(report)
            if number is not None:
                found: tuple[Place, ...] = (Place(0, _WHOLE, number),)
            else:
                found = tuple(self.search.places(self.texts(report), report)) if self.texts else ()
            self._known_places[report] = found
        return self._known_places[report]

    def reason_of(self, protected: Protected) -> str:
        """Give the reason of a protection without what it protects, be it words that stand for somebody in one report alone."""
        reason = protected.reason
        for local in sorted(protected.local, key=lambda local: -len(local.words)):
            reason = re.sub(rf"(?<!\w){re.escape(local.words)}(?!\w)", lambda _: protected.pseudonym, reason)
        return self._replaced(reason)

    def unmasked(self, identity: str) -> str:
        """Give the id that an actor has in the case, for one that stands in its place outside."""
        return self._masks.real(identity) if self.protected else identity

    def number_of_id(self, text: str) -> int | None:
        """Say whose id stands in a text that should not, as the number of the protection; None where none does."""
        return self._masks.number_in(text)

    @cached_property
    def search(self) -> Search:
        """What is looked for, in every writing."""
        return search_for(self.protected)

    @cached_property
    def _masks(self) -> Masks:
        return Masks(self.protected)

    @cached_property
    def _withheld(self) -> dict[str, int]:
        return {one: number for number, protected in enumerate(self.protected) for one in (*protected.reports, *protected.originals)}

    @cached_property
    def _known_places(self) -> dict[str, tuple[Place, ...]]:
        return {}

    @cached_property
    def _known_strings(self) -> dict[str, str]:
        return {}

    def _leaving(self, value: Any, report: str | None) -> Any:
        """Walk through a value; what holds nothing protected is given as it is. `report` is the report that its words stand in."""
        kind = type(value)
        if kind is str:
            return self._text(value, report)
        if value is None or kind in _WORDLESS or isinstance(value, Enum):
            return value
        if kind in _MANY:
            found = [self._leaving(one, report) for one in value]
            same = all(one is other for one, other in zip(found, value, strict=True))
            return value if same else kind(found)
        match value:
            case Actor():
                return self._actor(value)
            case Decision() if value.verdict is Verdict.PROTECT:
                kept = tuple(pair for pair in value.replacement if pair[0] == "pseudonym")
                reason = next((self.reason_of(one) for one in self.protected if one.decision == value.id), value.reason)
                return self._fields(replace(value, replacement=kept, reason=reason), report)
            case Capture() if value.digest in self._withheld:
                return replace(value, source="withheld", locator=None, notes=())
            case dict():
                pairs = {self._leaving(key, report): self._leaving(one, report) for key, one in value.items()}
                return value if all(key in value and value[key] is one for key, one in pairs.items()) else pairs
            case Path():
                text = self._text(str(value), report)
                return value if text == str(value) else kind(text)
            case _:
                return self._fields(value, report)

    def _actor(self, actor: Actor) -> Actor:
        number = self._masks.number_of(actor.id)
        if number is None:
            return cast(Actor, self._fields(actor, None))
        name = self.protected[number].pseudonym
        return Actor(self._masks.masked(actor.id), name, actor.kind, (name,), actor.named, pseudonymous=True, country=actor.country)

    def _fields(self, value: Any, report: str | None) -> Any:
        names, verbatim, telling = _shape(cast(Hashable, type(value)))
        inside = _report_of(value) or report
        whole = inside is not None and inside in self._withheld
        changed = {}
        for name in names:
            old = getattr(value, name)
            if name in verbatim and isinstance(old, str):
                new: Any = self._verbatim(old, getattr(value, "start", 0), inside)
            elif whole and name in telling:
                new = telling[name]
            else:
                new = self._leaving(old, inside)
            if new is not old:
                changed[name] = new
        return replace(value, **changed) if changed else value

    def _verbatim(self, text: str, start: int, report: str | None) -> str:
        if report is None or not (self.texts or report in self._withheld):
            return _black(text, 0, self._places_in(text, report))
        return _black(text, start, self.places_of(report))

    def _places_in(self, text: str, report: str | None) -> tuple[Place, ...]:
        if report in self._withheld:
            return (Place(0, len(text), self._withheld[str(report)]),)
        return tuple(self.search.places(text, report))

    def _text(self, text: str, report: str | None) -> str:
        if len(text) > _SHORT or self.search.is_local(report):
            return self._replaced(text, report)
        known = self._known_strings.get(text)
        if known is None:
            if len(self._known_strings) > _KNOWN_STRINGS:
                self._known_strings.clear()
            known = self._known_strings[text] = self._replaced(text)
        return known

    def _replaced(self, text: str, report: str | None = None) -> str:
        """Put the pseudonyms in place of what is protected, and the masked ids in place of the actors'."""
        masked = self._masks.applied(text)
        if _NO_WORDS.fullmatch(masked):
            return masked
        for _ in range(3):  # a code within a code can show only once the outer one is gone
            places = self.search.places(masked, report)
            if not places:
                return masked
            address = bool(_ADDRESS.fullmatch(masked))
            pieces, at = [], 0
            for place in places:
                name = self.protected[place.number].pseudonym
                pieces += [masked[at : place.start], _in_address(name) if address else name]
                at = place.end
            masked = "".join((*pieces, masked[at:]))
        return self.protected[places[0].number].pseudonym


_APART = "\n" * 8
"""Parts two strings further than any name's parts can lie from each other."""


def _strings(plain: Any) -> Iterator[str]:
    """Give every string in plain data, keys too."""
    waiting = [plain]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one.values(), *one.keys()]
        elif isinstance(one, (list, tuple)):
            waiting += one


def _report_of(value: Any) -> str | None:
    """Name the report that a value is of, as the value itself says; None where it does not."""
    if isinstance(value, Report):
        return value.id
    held = getattr(value, "statement", None) or getattr(value, "figure", None)
    for one in (getattr(value, "report", None), getattr(held, "report", None), getattr(value, "id", None)):
        if isinstance(one, str) and one.startswith("re:"):
            return one
    return None


@lru_cache(maxsize=1024)
def _shape(kind: Any) -> tuple[tuple[str, ...], frozenset[str], dict[str, Any]]:
    """Say which fields a kind of value has, which of them hold words of a report, and what stands in those that tell which report it is."""
    if not is_dataclass(kind):
        raise TypeError(f"wanted a value that can be looked through, found {kind.__name__}")  # what is not known is not let out
    held = {one.name: str(one.type) for one in fields(kind)}
    verbatim = frozenset(_VERBATIM) if "start" in held or kind is Report else frozenset()
    telling = {name: None if "None" in held[name] else () if "tuple" in held[name] else "" for name in _TELLING if name in held}
    return tuple(held), verbatim, telling


def _black(text: str, start: int, places: Iterable[Place]) -> str:
    """Black out places of a report in words that begin at an offset of it."""
    for place in places:
        first, last = max(0, place.start - start), min(len(text), place.end - start)
        if first < last:
            text = text[:first] + BLACK * (last - first) + text[last:]
    return text


def _in_address(pseudonym: str) -> str:
    """Write a pseudonym so that an address or a file name stays one.

    >>> _in_address("Source A")
    'source-a'
    """
    return re.sub(r"[\W_]+", "-", folded(pseudonym)).strip("-") or "withheld"
