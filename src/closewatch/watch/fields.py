"""The fields of a table of settings, each read as what it is to be, with one line that says what was wanted where it is not."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from closewatch.terms.trouble import CaseError

_DURATION = re.compile(r"(\d{1,7}) *(second|minute|hour|day|week)s?")
_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}
_LONGEST = 366 * 86_400
_CREDENTIALS = re.compile("//.*@")
_SHOWN_CHARACTERS = 100


@dataclass(frozen=True)
class Table:
    """One table of settings; `where` names its file, and which of several it is."""

    values: Mapping[str, Any]
    where: str

    def error(self, name: str, wanted: str) -> CaseError:
        """Say what was wanted for a field, what was found, and where; a user name or password in an address is left out."""
        found = _CREDENTIALS.sub("//", repr(self.values[name])) if name in self.values else "nothing"
        shown = found if len(found) <= _SHOWN_CHARACTERS else f"{found[:_SHOWN_CHARACTERS]}…"
        return CaseError(f"wanted {wanted} for {name}, found {shown} ({self.where})")

    def refuse_others(self, names: Collection[str]) -> None:
        """Let nothing pass that nobody would read: it is most often a slip of the pen. Raises: CaseError."""
        others = ", ".join(sorted(repr(name)[:_SHOWN_CHARACTERS] for name in self.values.keys() - set(names)))
        if others:
            raise CaseError(f"wanted {', '.join(names) or 'no other fields'}, found {others[:300]} ({self.where})")

    def text(self, name: str, default: str = "", limit: int = 1_000) -> str:
        """Give a line of words."""
        value = self.values.get(name, default)
        if not isinstance(value, str) or len(value) > limit or not value.isprintable():
            raise self.error(name, f"one line of words, at most {limit:,} characters")
        return value.strip()

    def words(self, name: str, form: re.Pattern[str] | None = None, wanted: str = "a list of words") -> tuple[str, ...]:
        """Give a list of words, or the one that stands there alone."""
        value = self.values.get(name, [])
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() and word.isprintable() for word in words):
            raise self.error(name, wanted)
        trimmed = tuple(word.strip() for word in words)
        if form is not None and not all(form.fullmatch(word) for word in trimmed):
            raise self.error(name, wanted)
        return trimmed

    def word_or_words(self, name: str) -> str | int | tuple[str, ...]:
        """Give words, a list of them, or a whole number, as it stands there."""
        value = self.values[name]
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        return self.text(name, limit=8_000) if isinstance(value, str) else self.words(name)

    def truth(self, name: str, default: bool) -> bool:
        """Give true or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.error(name, "true or false")
        return value

    def one_of(self, name: str, known: tuple[str, ...], default: str | None = None, written: str | None = None) -> str:
        """Give one of the words that are known; `written` is that which stands there, where it stands in a list."""
        value = written if written is not None else self.values.get(name, default)
        if not isinstance(value, str) or value not in known:
            raise self.error(name, ", ".join(known[:-1]) + f" or {known[-1]}" if len(known) > 1 else known[0])
        return str(value)

    def number(self, name: str, least: int, most: int, default: Decimal, *, whole: bool = False) -> Decimal:
        """Give a number between two others."""
        value = self.values.get(name)
        if name not in self.values:
            return default
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or not least <= value <= most:
            raise self.error(name, f"a {'whole ' if whole else ''}number from {least:,} to {most:,}")
        return Decimal(str(value))

    def seconds(self, name: str, least: int, default: int) -> int:
        """Give a length of time in seconds."""
        return self._seconds(name, self.text(name), least) if name in self.values else default

    def times(self, name: str, least: int, default: tuple[int, ...]) -> tuple[int, ...]:
        """Give lengths of time in seconds, the shortest first."""
        if name not in self.values:
            return default
        return tuple(sorted({self._seconds(name, word, least) for word in self.words(name)}))

    def _seconds(self, name: str, written: str, least: int) -> int:
        match = _DURATION.fullmatch(written)
        if match is None or not least <= int(match[1]) * _SECONDS[match[2]] <= _LONGEST:
            raise self.error(name, f'a time from {least} seconds to a year, as "15 minutes"')
        return int(match[1]) * _SECONDS[match[2]]


def tables_of(settings: Mapping[str, Any], name: str, where: str) -> tuple[Table, ...]:
    """Give the tables that a file lists under one name, each with its number. Raises: CaseError when they are something else."""
    listed = settings.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
        raise CaseError(f"wanted {name} as [[{name}]] tables, found something else ({where})")
    return tuple(Table(one, f"{where}, [[{name}]] {number}") for number, one in enumerate(listed, 1))
