"""Who said what on which day, kept by a few words of each statement, so that one look finds who said it first.

A row stands for one word or number that a known speaker used, that an outlet printed, or for which a report named an outlet as its source.
Whether two statements are one utterance, or a report took something from the outlet it names, is judged in `linking`.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import msgspec

from closewatch.ledger.views.prints import day_of
from closewatch.ledger.views.repeats import plain_name
from closewatch.terms.actor import ActorKind
from closewatch.terms.statement import Statement
from closewatch.terms.when import KnownFrom

MOST = 6
"""Words of a statement under which it is kept: its numbers, then its longest words, which tell most."""

_FIRST_DAY = date(1900, 1, 1).toordinal()
_WORD = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+")
_LEAST_LETTERS = 4
_STEM = 6
"""Letters by which two forms of one word are taken for the same: "deployed" and "deployment"."""
NUMBER, WORD, NAME = 2.0, 1.0, 0.5
"""How much a number, a small word and a name tell of what was said. Ours, set on the sample case."""
_ROUND = frozenset("dozen dozens hundred hundreds thousand thousands million millions half third quarter".split())
_COMMON = frozenset(
    "that this these those with from have been were will would could should said says they them their there which about after before than"
    " more most some into over also only other when where what while during between because against under".split()
)


class Voice(StrEnum):
    """Whose a word is: of a speaker, of the outlet that prints it, or of the outlet that a report names for it."""

    SPEAKER = "s"
    PRINTED = "p"
    NAMED = "n"


class Uttered(NamedTuple):
    """One word of a statement in its place: whose it is, the day on which it was said (in days since 1900), the report's rank."""

    voice: Voice
    whose: str
    word: str
    day: int
    rank: int
    statement: str

    @property
    def row(self) -> tuple[int, int, int, str]:
        """The row under which it is kept."""
        return hash_of(self.voice, self.whose, self.word), self.day, self.rank, self.statement


def hash_of(voice: Voice, whose: str, word: str) -> int:
    """Give the number under which somebody's word is kept, the same on every machine."""
    found = hashlib.blake2b("\0".join((voice.value, whose, word)).encode(), digest_size=8).digest()
    return int.from_bytes(found, "big") >> 1


def put_utterances(tables: sqlite3.Connection, report: str, *, again: bool = False) -> None:
    """Keep the words of a report's statements, by the keys under which its links say that its speakers are known; `again` instead of
    those that an earlier reading gave."""
    publisher, rank = tables.execute("SELECT publisher, rank FROM reports WHERE id = ?", (report,)).fetchone()
    if again:
        keys = keys_in(tables, report, every=True)
        before = uttered_in((*_statements(tables, report, _EVERY), *_statements(tables, report, _PAST)), publisher, rank, keys)
        tables.executemany("DELETE FROM utterances WHERE hash = ? AND day = ? AND rank = ? AND statement = ?", (one.row for one in before))
    tables.executemany("INSERT OR IGNORE INTO utterances VALUES (?, ?, ?, ?)", (one.row for one in held_of(tables, report)))


def held_of(tables: sqlite3.Connection, report: str) -> tuple[Uttered, ...]:
    """Give the words of a report that is held, as it is read today."""
    publisher, rank = tables.execute("SELECT publisher, rank FROM reports WHERE id = ?", (report,)).fetchone()
    return uttered_in(_statements(tables, report, _READ), publisher, rank, keys_in(tables, report))


def statements_of(tables: sqlite3.Connection, report: str) -> tuple[Statement, ...]:
    """Give the statements of a report as its reader found them, in the order of the text."""
    return tuple(_statements(tables, report, f"{_READ} ORDER BY place, id"))


def uttered_in(statements: Iterable[Statement], publisher: str | None, rank: int, keys: Mapping[str, Sequence[str]]) -> tuple[Uttered, ...]:
    """Give the rows of one report's statements: each speaker's words, the outlet's, and those for which other outlets are named."""
    rows: dict[Uttered, None] = {}
    outlet = plain_name(publisher or "")
    for statement in statements:
        day = day_said(statement, rank)
        for word in words_kept(statement):
            for key in keys.get(statement.speaker.id, ()) if statement.speaker else ():
                rows[Uttered(Voice.SPEAKER, key, word, day, rank, statement.id)] = None
            if outlet:
                rows[Uttered(Voice.PRINTED, outlet, word, day_of(rank), rank, statement.id)] = None
            for name in outlets_named(statement, publisher):
                rows[Uttered(Voice.NAMED, name, word, day_of(rank), rank, statement.id)] = None
    return tuple(rows)


def keys_in(tables: sqlite3.Connection, report: str, *, every: bool = False) -> dict[str, list[str]]:
    """Give for each actor of a report the keys under which other reports may know it; with `every` those of earlier readings too."""
    found: dict[str, list[str]] = {}
    state = "" if every else " AND state = 'read'"
    query = f"""SELECT "left", "right" FROM links WHERE report = ? AND kind = 'same-actor'{state} ORDER BY id"""
    for actor, key in tables.execute(query, (report,)).fetchall():
        found.setdefault(actor, []).append(key)
    return found


def outlets_named(statement: Statement, publisher: str | None) -> tuple[str, ...]:
    """Give the plain names of those whom a report names as having it: who passed it on, and an outlet that says it; not itself."""
    speaker = statement.speaker
    said = (speaker.name,) if speaker and speaker.kind is ActorKind.OUTLET else ()
    names = dict.fromkeys(plain_name(name) for name in (*statement.via, *said))
    return tuple(name for name in names if name and name != plain_name(publisher or ""))


def day_said(statement: Statement, rank: int) -> int:
    """Give the day on which something was said, where the text tells, else that of the report; in days since 1900."""
    said = statement.said
    if said and said.known_from is KnownFrom.TEXT and said.start:
        return said.start.toordinal() - _FIRST_DAY
    return day_of(rank)


def words_said(statement: Statement) -> dict[str, float]:
    """Give the words of a content that tell something, by their stems, and its numbers, each with how much it tells.

    A number tells most, and a name least: the names of a war stand in nearly every statement about it.
    """
    found: dict[str, float] = {}
    for span in statement.content:
        for word in _WORD.findall(span.exact):
            plain = word.casefold()
            if plain[0].isdigit():
                found[plain.replace(",", "")] = NUMBER
            elif plain in _ROUND:
                found[plain[:_STEM]] = NUMBER
            elif len(plain) >= _LEAST_LETTERS and plain not in _COMMON:
                found.setdefault(plain[:_STEM], NAME if word[0].isupper() and found else WORD)
    return found


def words_kept(statement: Statement) -> tuple[str, ...]:
    """Give the words under which a statement is kept."""
    told = words_said(statement)
    return tuple(sorted(told, key=lambda word: (-told[word], -len(word), word))[:MOST])


_EVERY = "SELECT coalesce(base, value) FROM statements WHERE report = ?"
_READ = f"{_EVERY} AND state = 'read'"
_PAST = "SELECT p.base FROM statements s JOIN pasts p ON p.id = s.id WHERE s.report = ?"


def _statements(tables: sqlite3.Connection, report: str, query: str) -> list[Statement]:
    return [msgspec.json.decode(value, type=Statement) for (value,) in tables.execute(query, (report,)).fetchall()]
