"""Who passed on whose words: one utterance told in several reports, an outlet named as the source, a statement that leans on another.

Every link is a pure function of the reports it joins, and which reports are joined is a pure function of all that are held: of those that
fit, the first. It is found by a few words of the statement (`ledger.views.utterances`), never by trying every pair; and where a report
arrives that comes before reports that are held, the links of those are found again.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from closewatch.ledger.views.prints import day_of, rank_of
from closewatch.ledger.views.repeats import plain_name
from closewatch.ledger.views.utterances import (
    NUMBER,
    Uttered,
    Voice,
    day_said,
    hash_of,
    held_of,
    keys_in,
    outlets_named,
    statements_of,
    uttered_in,
    words_kept,
    words_said,
)
from closewatch.linking.linked import Linked
from closewatch.terms.actor import ActorKind
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.reading import Account
from closewatch.terms.report import Excerpt, excerpt_of
from closewatch.terms.statement import Statement
from closewatch.terms.when import KnownFrom

MADE_BY = "linker:relays-1"

FEW_DAYS = 10
"""Days within which a speaker is taken to be told of one occasion where no date is told: a weekly page quotes last week's. Ours."""

NOT_SMALL = 20
"""The number from which the same one in two tellings is no chance, as two or ten may be. Ours."""

HALF = 0.5
"""The share of what the shorter content tells that two tellings of one utterance have in common. Ours, set on the sample case."""

LONGEST = 600
"""Characters to either side of a cue within which its sentence is looked for."""

NEARLY_ALL = 0.75
"""The share that they have in common where each has numbers and none is the same: a number that was changed on the way. Ours."""

LEAST = 2
"""Words that two tellings, or a report and the one that it names, must share (a number is as good as two): one may be chance."""

_LEANING = re.compile(
    r"\b(?:informed by|briefed by|based on|relying on|drawing on|on the basis of|citing|according to (?=data|figures|numbers))\s+"
    r"(?:(?:the|its|their|new|latest|earlier|preliminary)\s+)*"
    r"(?:(?:data|figures?|numbers?|estimates?|information|intelligence|reports?|counts?)\s+(?:of|from|by|provided by|shared by)\s+)?"
    r"(?:the\s+)?(?P<name>[^\W\d_])",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?][\"”’)]*\s|\n")


@dataclass(frozen=True)
class _Told:
    """A statement with what its report adds: the outlet, the report's rank, the keys of its speaker."""

    statement: Statement
    publisher: str | None
    rank: int
    keys: tuple[str, ...]

    @property
    def place(self) -> tuple[int, int]:
        return day_said(self.statement, self.rank), self.rank


class _Ground:
    """What is held, with the rows of the report that arrives in the place of any that it had."""

    def __init__(self, tables: sqlite3.Connection, report: str, rank: int, told: Sequence[_Told], uttered: Iterable[Uttered]) -> None:
        self.tables, self.report, self.rank = tables, report, rank
        self.told = {one.statement.id: one for one in told}
        self._held: dict[str, dict[str, _Told]] = {}
        self.arriving: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for one in uttered:
            hashed, day, own_rank, statement = one.row
            self.arriving[hashed].append((day, own_rank, statement))

    def first(self, hashed: int, day: int, before: tuple[int, int]) -> tuple[int, int, str] | None:
        """Give day, rank and statement of the first row from a day on that comes before a place."""
        query = (
            "SELECT day, rank, statement FROM utterances WHERE hash = ? AND day >= ? AND (day, rank) < (?, ?) AND rank <> ?"
            " ORDER BY day, rank, statement LIMIT 1"
        )
        held = self.tables.execute(query, (hashed, day, *before, self.rank)).fetchone()
        own = (row for row in self.arriving.get(hashed, ()) if row[0] >= day and row[:2] < before)
        return min((*own, *([held] if held else [])), default=None)

    def statement(self, identity: str) -> _Told | None:
        """Give a statement by its id, of the report that arrives or of one that is held."""
        if identity in self.told:
            return self.told[identity]
        row = self.tables.execute("SELECT report FROM statements WHERE id = ? AND state = 'read'", (identity,)).fetchone()
        return self._of(row[0]).get(identity) if row and row[0] != self.report else None

    def of(self, report: str) -> tuple[_Told, ...]:
        """Give every statement of a report, in the order of the text."""
        return tuple((self.told if report == self.report else self._of(report)).values())

    def _of(self, report: str) -> dict[str, _Told]:
        """Give the statements of a held report by their ids; each report is asked for once."""
        if report not in self._held:
            publisher, rank = self.tables.execute("SELECT publisher, rank FROM reports WHERE id = ?", (report,)).fetchone()
            keys = keys_in(self.tables, report)
            told = (_told(one, publisher, rank, keys) for one in statements_of(self.tables, report))
            self._held[report] = {one.statement.id: one for one in told}
        return self._held[report]


def link_relays(tables: sqlite3.Connection, account: Account, keys: Mapping[str, Sequence[str]]) -> Linked:
    """Link a report's statements to those that they pass on, and those of held reports that now pass on its own.

    `keys` gives for each actor of the report the keys under which other reports may know it; `tables` are the views without the reading.
    """
    report, rank = account.report, rank_of(account.report)
    told = [_told(one, report.publisher, rank, keys) for one in account.reading.statements]
    uttered = uttered_in(account.reading.statements, report.publisher, rank, keys)
    ground = _Ground(tables, report.id, rank, told, uttered)
    links = {link.id: link for link in (*_told_before(told, ground), *_cited(report.id, ground), *_leaning(account, keys))}
    again = tables.execute("SELECT 1 FROM readings WHERE report = ?", (report.id,)).fetchone() is not None
    speaking, citing = _after((*uttered, *(held_of(tables, report.id) if again else ())), ground)
    if again:
        speaking |= _lefts(tables, LinkKind.SAME_UTTERANCE, "IN (SELECT id FROM statements WHERE report = ?)", report.id)
        citing |= _lefts(tables, LinkKind.CITES, "= ?", report.id)
    others = {link.id: link for one in sorted(speaking) if (held := ground.statement(one)) for link in _told_before((held,), ground)}
    others |= {link.id: link for one in sorted(citing) for link in _cited(one, ground)}
    before = _held_links(tables, (*speaking, *citing))
    new = tuple(others[identity] for identity in sorted(others) if others[identity] != before.get(identity))
    return Linked((*(links[identity] for identity in sorted(links)), *new), tuple(sorted(before.keys() - others.keys())))


def _told(statement: Statement, publisher: str | None, rank: int, keys: Mapping[str, Sequence[str]]) -> _Told:
    return _Told(statement, publisher, rank, tuple(keys.get(statement.speaker.id, ())) if statement.speaker else ())


def _told_before(told: Iterable[_Told], ground: _Ground) -> Iterator[Link]:
    for one in told:
        parents = {
            parent.statement.id: (rule, parent)
            for rule, find in (
                ("through one outlet, the same number", _through_one_hand),
                ("one speaker, one occasion, the same words", _first_telling),
            )
            if (parent := find(one, ground)) is not None
        }
        for rule, parent in parents.values():
            because = (*_words(one.statement), *_words(parent.statement))
            score = Decimal(str(round(_shared(one.statement, parent.statement), 2)))
            yield Link(LinkKind.SAME_UTTERANCE, one.statement.id, parent.statement.id, score, because, rule, MADE_BY)


def _first_telling(one: _Told, ground: _Ground) -> _Told | None:
    """Find what a speaker is told to have said in the words most like these, the first of such, in the days before."""
    places = set()
    for key in one.keys:
        for word in words_kept(one.statement):
            found = ground.first(hash_of(Voice.SPEAKER, key, word), one.place[0] - FEW_DAYS, one.place)
            if found and found[1] != one.rank:
                places.add(found)
    others = (other for place in sorted(places) if (other := ground.statement(place[2])))
    alike = [(_shared(one.statement, other.statement), other) for other in others if _of_one_occasion(one.statement, other.statement)]
    share, best = max(alike, key=lambda pair: round(pair[0], 1), default=(0.0, None))
    return best if share >= HALF else None


def _through_one_hand(one: _Told, ground: _Ground) -> _Told | None:
    """Find the first telling of a number that came through the same third outlet in the days before, whoever is said to have given it."""
    place = day_of(one.rank), one.rank
    asked = [
        (hash_of(Voice.NAMED, name, word), place[0] - FEW_DAYS, place)
        for name in outlets_named(one.statement, one.publisher)
        for word in _numbers(one.statement)
    ]
    places = {found for hashed, day, before in asked if (found := ground.first(hashed, day, before)) and found[1] != one.rank}
    others = [other for place in sorted(places) if (other := ground.statement(place[2]))]
    alike = [
        (_weight_shared(one.statement, other.statement), other) for other in others if _of_one_occasion(one.statement, other.statement)
    ]
    weight, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return best if weight > NUMBER else None


def _weight_shared(left: Statement, right: Statement) -> float:
    ours, theirs = words_said(left), words_said(right)
    return sum(min(ours[word], theirs[word]) for word in ours.keys() & theirs.keys())


def _numbers(statement: Statement) -> tuple[str, ...]:
    """Give the numbers under which a statement is kept, without small ones and years."""
    return tuple(word for word in words_kept(statement) if _is_telling(word))


def _is_telling(word: str) -> bool:
    return bool(_NUMBER.fullmatch(word)) and float(word) >= NOT_SMALL and not _YEAR.fullmatch(word)


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _of_one_occasion(left: Statement, right: Statement) -> bool:
    days = [said.start for said in (left.said, right.said) if said and said.known_from is KnownFrom.TEXT and said.start]
    return len(days) < 2 or abs((days[0] - days[1]).days) <= 1


def _shared(left: Statement, right: Statement) -> float:
    """Give the share of what the shorter content tells that the other tells too; 0 where it is too little to tell one from another."""
    ours, theirs = words_said(left), words_said(right)
    both = ours.keys() & theirs.keys()
    shared = sum(min(ours[word], theirs[word]) for word in both)
    share = shared / min(sum(ours.values()), sum(theirs.values())) if shared >= LEAST else 0.0
    numbers = [{word for word, weight in told.items() if weight == NUMBER} for told in (ours, theirs)]
    return share if share >= NEARLY_ALL or not all(numbers) or numbers[0] & numbers[1] else 0.0


def _cited(report: str, ground: _Ground) -> Iterator[Link]:
    """Link a report to the first report of an outlet that it names as its source and that has the same thing."""
    told = ground.of(report)
    ranks: dict[int, str] = {}
    for one in told:
        for name in outlets_named(one.statement, one.publisher):
            rank = _first_print(one, name, ground)
            if rank is not None:
                ranks[rank] = min(name, ranks.get(rank, name))
    for rank in sorted(ranks):
        there = ground.report if rank == ground.rank else _report_at(ground.tables, rank)
        pairs = [
            (-_shared(ours.statement, theirs.statement), ours.statement, theirs.statement)
            for ours in told
            if ranks[rank] in outlets_named(ours.statement, ours.publisher)
            for theirs in ground.of(there)
        ]
        best = min(pairs, key=lambda pair: (pair[0], _place(pair[1]), _place(pair[2])), default=None)
        if best is not None and best[0]:
            because = (*_naming(best[1], ranks[rank]), *_words(best[1]), *_words(best[2]))
            score = Decimal(str(round(-best[0], 2)))
            yield Link(LinkKind.CITES, report, there, score, because, f"names {ranks[rank]} as its source", MADE_BY)


def _place(statement: Statement) -> tuple[int, str]:
    """Where in its report a statement stands: the same, whether it was just read or comes from the record."""
    return min((span.start for span in (*statement.content, *statement.cue, *statement.source)), default=0), statement.id


def _first_print(one: _Told, name: str, ground: _Ground) -> int | None:
    """Give the rank of the report of an outlet that has most words of a statement first, in the days up to it."""
    day = day_of(one.rank)
    found = (ground.first(hash_of(Voice.PRINTED, name, word), day - FEW_DAYS, (day + 1, 0)) for word in words_kept(one.statement))
    votes = Counter(place[1] for place in found if place and place[1] != one.rank)
    best = min(votes, key=lambda rank: (-votes[rank], rank), default=None)
    return best if best is not None and votes[best] >= LEAST else None


def _report_at(tables: sqlite3.Connection, rank: int) -> str:
    return str(tables.execute("SELECT id FROM reports WHERE rank = ? ORDER BY id LIMIT 1", (rank,)).fetchone()[0])


def _naming(statement: Statement, name: str) -> tuple[Excerpt, ...]:
    """Give the words by which a statement names an outlet, or those for its source where it names it elsewhere."""
    spans = [reason.span for reason in statement.because if reason.of == "via" and reason.span] + list(statement.source)
    asked = set(name.split())
    best = max(spans, key=lambda span: len(asked & set(plain_name(span.exact).split())), default=None)
    return (excerpt_of(statement.report, best),) if best else _words(statement)


def _words(statement: Statement) -> tuple[Excerpt, ...]:
    return tuple(excerpt_of(statement.report, span) for span in (*statement.content, *statement.cue, *statement.source)[:1])


def _leaning(account: Account, keys: Mapping[str, Sequence[str]]) -> Iterator[Link]:
    """Link a statement to the actor on whose data, or on whose word, its sentence says that it rests."""
    report = account.report
    actors = {one.speaker.id: one.speaker for one in account.reading.statements if one.speaker and one.speaker.kind is not ActorKind.OUTLET}
    named = sorted(
        ((name, actor) for actor in actors.values() for name in (actor.name, *actor.names)), key=lambda pair: (-len(pair[0]), pair[0])
    )
    for statement in account.reading.statements:
        if not (statement.cue or statement.source or statement.content):
            continue  # a plugin's reader may give one that says nothing
        start, end = _sentence(report.text, statement)
        for leaning in _LEANING.finditer(report.text, start, end):
            rest = report.text[leaning.start("name") : end]
            found = next(((form, actor) for form, actor in named if _begins(rest, form)), None)
            if found is None or statement.speaker is None or found[1].id == statement.speaker.id:
                continue
            form, onto = found
            words = report.excerpt(report.span(leaning.start(), leaning.start("name") + len(_bare(form))))
            key = next(iter(keys.get(onto.id, ())), onto.id)
            yield Link(LinkKind.DEPENDS, statement.id, key, Decimal("0.7"), (words, *_words(statement)), "says on whom it rests", MADE_BY)


def _begins(text: str, name: str) -> bool:
    return re.match(rf"{re.escape(_bare(name))}\b", text, re.IGNORECASE) is not None


def _bare(name: str) -> str:
    return re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)


def _sentence(text: str, statement: Statement) -> tuple[int, int]:
    """Give the offsets of the sentence that a statement's cue stands in, or its source where it has no cue."""
    span = (*statement.cue, *statement.source, *statement.content)[0]
    begins = [stop.end() for stop in _STOP.finditer(text, max(0, span.start - LONGEST), span.start)]
    stop = _STOP.search(text, span.end, span.end + LONGEST)
    return begins[-1] if begins else max(0, span.start - LONGEST), stop.start() if stop else min(len(text), span.end + LONGEST)


_MIRRORED = {Voice.SPEAKER: Voice.SPEAKER, Voice.NAMED: Voice.NAMED, Voice.PRINTED: Voice.NAMED}
"""In whose words it matters that somebody said, passed on, or some outlet printed, a word first."""


def _after(uttered: Iterable[Uttered], ground: _Ground) -> tuple[set[str], set[str]]:
    """Give the statements of held reports whose first telling, and the reports whose cited report, may be another now.

    A word is the first for what comes after it only from FEW_DAYS behind the one before it on: until then that one is.
    """
    speaking: set[str] = set()
    citing: set[str] = set()
    before = "SELECT day FROM utterances WHERE hash = ? AND (day, rank) < (?, ?) AND rank <> ? ORDER BY day DESC, rank DESC LIMIT 1"
    after = """SELECT u.statement, s.report FROM utterances u JOIN statements s ON s.id = u.statement
        WHERE u.hash = ? AND u.day BETWEEN ? AND ? AND u.rank <> ?"""
    for one in uttered:
        if one.voice is Voice.NAMED and not _is_telling(one.word):
            continue
        last = ground.tables.execute(before, (one.row[0], one.day, one.rank, ground.rank)).fetchone()
        since = one.day if last is None else max(one.day, last[0] + FEW_DAYS + 1)
        if since <= one.day + FEW_DAYS:
            row = hash_of(_MIRRORED[one.voice], one.whose, one.word), since, one.day + FEW_DAYS, ground.rank
            for statement, report in ground.tables.execute(after, row).fetchall():
                (citing if one.voice is Voice.PRINTED else speaking).add(report if one.voice is Voice.PRINTED else statement)
    return speaking, citing


def _lefts(tables: sqlite3.Connection, kind: LinkKind, right: str, report: str) -> set[str]:
    query = f'SELECT "left" FROM links WHERE "right" {right} AND kind = ? AND lost_seq IS NULL'
    return {row[0] for row in tables.execute(query, (report, kind.value)).fetchall()}


def _held_links(tables: sqlite3.Connection, lefts: Iterable[str]) -> dict[str, Link]:
    """Give the links of both kinds that statements and reports have, by their ids."""
    query = """SELECT id, value FROM links WHERE "left" = ? AND kind IN ('same-utterance', 'cites') AND lost_seq IS NULL"""
    rows = (row for left in lefts for row in tables.execute(query, (left,)).fetchall())
    return {identity: msgspec.json.decode(value, type=Link) for identity, value in rows}
