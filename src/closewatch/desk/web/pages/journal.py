"""The journal, newest first: who put what on the record, when, and under which digest; and each entry with its body."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from closewatch.desk.lists import LONGEST_NUMBER, list_values
from closewatch.desk.web.door import Door
from closewatch.desk.web.lists.answers import json_answer
from closewatch.desk.web.lists.filters import Asked, asked_for
from closewatch.desk.web.lists.parts import Part, part_of
from closewatch.desk.web.lists.tables import A_PAGE, Table, wanted_of
from closewatch.desk.web.pages.lists import doors_of, links_of
from closewatch.desk.web.visit import Visit
from closewatch.ledger.case import Case
from closewatch.ledger.views.lists import Wanted
from closewatch.ledger.views.record import Line, LinesWanted, line, lines
from closewatch.publish.shapes import Shape
from closewatch.publish.wording import counted, readable
from closewatch.terms.entry import Entry, EntryKind

MOST_OF_A_BODY = 100_000
"""Characters of a body that its page shows; the JSON has all of it."""

DONE = {
    "accept": "accepted", "correct": "corrected", "add": "added",
    "reject": "rejected", "merge": "merged", "split": "split",
    "grade": "graded", "protect": "protected", "note": "noted on", "withdraw": "took back", "require": "asked for a second reviewer of",
}  # fmt: skip
"""What each verdict did, in words that stand before the value it is on."""


@dataclass(frozen=True)
class Deed:
    """What an entry did: words, the value that it is about with how people call it, and what is said besides."""

    words: str
    about: str | None = None
    called: str = ""
    other: str | None = None
    besides: str = ""


def journal(visit: Visit) -> Response:
    """Show the journal, newest first."""
    asked = asked_for(visit.request.query_params.multi_items(), JOURNAL.known)
    part = Part(()) if asked.wrong else _page(visit.case, asked)
    headlines = _headlines(visit.case, part.items)
    return visit.page(
        "journal.html",
        status=400 if asked.wrong else 200,
        table=JOURNAL,
        asked=asked,
        part=part,
        lines=[(one, deed_of(one, headlines)) for one in part.items],
        **links_of(visit, "journal", asked, part),
    )


def _page(case: Case, asked: Asked) -> Part:
    """Find a page of entries; `after` and `before` mean later and earlier on the page, which begins with the newest."""
    found = lines(case.tables, _wanted(asked.filters, asked.before, asked.after, A_PAGE + 1))
    return part_of(found, _place(asked), A_PAGE, _number_of)


def _place(asked: Asked) -> Wanted:
    return Wanted(after=asked.after, before=asked.before)


def _wanted(filters: Mapping[str, str], after: str | None, before: str | None, limit: int) -> LinesWanted:
    return LinesWanted(**filters, after=_number(after), before=_number(before), limit=limit)


def _number(word: str | None) -> int | None:
    if word is None:
        return None
    if not (word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER):
        raise HTTPException(400, f"wanted the number of an entry, found {word[:40]!r}")
    return int(word)


def _number_of(one: Line) -> str:
    return str(one.seq)


def _headlines(case: Case, listed: Iterable[Line]) -> dict[str, str]:
    """Give the headlines of the reports that some entries are about."""
    reports = sorted({one.about for one in listed if one.about and one.about.startswith("re:")})
    query = "SELECT id, coalesce(headline, '(no headline)') FROM reports WHERE id IN (SELECT value FROM json_each(?))"
    return dict(case.tables.execute(query, (json.dumps(reports),)).fetchall())


def deed_of(one: Line, headlines: Mapping[str, str]) -> Deed:
    """Say what an entry did.

    >>> deed_of(Line(7, "", "person:anna", "decision", "", "", "", about="fi:1", words="reject\\nmisread"), {})
    Deed(words='rejected', about='fi:1', called='fi:1', other=None, besides='misread')
    """
    called = headlines.get(one.about or "", (one.about or "")[:13])
    counts = ", ".join(
        counted(number, noun) if noun != "link taken back" else f"{number:,} taken back" for noun, number in one.counts if number
    )
    match one.kind:
        case EntryKind.CASE:
            return Deed(f"began the case “{one.words}”")
        case EntryKind.CAPTURE if one.about:
            return Deed("took in" if one.new else "took once more", one.about, one.other or called, besides=f"from {one.words}")
        case EntryKind.CAPTURE:
            return Deed("took in an original that gives no report", besides=f"from {one.words}")
        case EntryKind.READING:
            return Deed("read" if one.new else "read again", one.about, called, besides=counts or "nothing found")
        case EntryKind.LINKS:
            return Deed("linked" if one.new else "linked again", one.about, called, besides=counts or "no links")
        case EntryKind.DECISION:
            verdict, _, reason = one.words.partition("\n")
            return Deed(DONE.get(verdict, verdict), one.about, called, one.other, reason)
        case EntryKind.PROBLEM:
            return Deed("noted a problem", one.about if headlines.get(one.about or "") else None, called, besides=one.words)
        case EntryKind.DESTRUCTION:
            return Deed(f"lawfully destroyed {one.about}", besides=f"{counts.replace('bodys', 'bodies')}; {one.words}")
        case EntryKind.POLL:
            return Deed(f"kept watch on {one.words}" if one.words else "kept watch", besides=_watch_counts(one))
        case EntryKind.ALERT:
            return Deed("noticed what moved" if one.words else "looked for what moved", one.about, called, besides=_noticed(one, counts))
        case EntryKind.DELIVERY:
            return Deed(f"told {one.words}", besides=counts)
        case EntryKind.KEY:
            return Deed("put a key to sign with on the record")
        case _:
            return Deed(f"put something on the record that is called {one.kind}")


def _watch_counts(one: Line) -> str:
    """Say how many addresses were asked, and what of them came.

    >>> _watch_counts(Line(7, "", "", "poll", "", "", "", counts=(("poll", 3), ("original received", 2), ("source laid down", 0))))
    '3 polls, 2 originals received'
    """
    words = {"original received": "originals received", "source laid down": "sources laid down"}
    told = (f"{number:,} {words.get(noun, f'{noun}s')}" if number > 1 else f"{number} {noun}" for noun, number in one.counts if number)
    return ", ".join(told)


def _noticed(one: Line, counts: str) -> str:
    """Give the words of the first alert of an entry, and how many there are."""
    return f"{one.words} ({counts})" if one.words else "nothing"


def entry_page(visit: Visit) -> Response:
    """Show one entry: its place in the chain, and its body."""
    entry = _entry(visit)
    told = line(visit.case.tables, entry.seq)
    whole = "" if entry.body is None else json.dumps(entry.body, ensure_ascii=False, indent=1)
    deed = deed_of(told, _headlines(visit.case, (told,))) if told else None
    head = visit.case.head().seq
    return visit.page(
        "journal_entry.html", entry=entry, deed=deed, body=readable(whole[:MOST_OF_A_BODY]), cut=len(whole) > MOST_OF_A_BODY, head=head
    )


def entry_json(visit: Visit) -> Response:
    """Answer with one entry and its body."""
    return json_answer(entry_shape(_entry(visit)))


def _entry(visit: Visit) -> Entry:
    return visit.case.store.entry(_number(visit.part("seq")) or 0)


def entry_shape(entry: Entry) -> Shape:
    """Give an entry with its salt and its body, from which its digests can be computed again."""
    return asdict(entry)


def line_shape(_: Case, one: Line) -> Shape:
    """Give an entry without its body."""
    return {name: getattr(one, name) for name in ("seq", "at", "by", "kind", "prev", "body_digest", "digest")}


def _part(visit: Visit, asked: Asked, limit: int) -> Part:
    """Find a page for programs, which follow the journal from its first entry on."""
    after = asked.after if asked.after or asked.before else "0"
    found = lines(visit.case.tables, _wanted(asked.filters, after, asked.before, limit + 1))
    return part_of(found[::-1], _place(asked), limit, _number_of)


def _whole(case: Case, asked: Asked) -> Iterator[Entry]:
    kind, by = asked.filters.get("kind"), asked.filters.get("by")
    kept = Asked({name: words for name, words in asked.filters.items() if name in ("since", "until")}, after=asked.after)
    entries: Iterator[Entry] = list_values(case, "journal", wanted_of(kept, None))
    return (entry for entry in entries if kind in (None, entry.kind) and by in (None, entry.by))


JOURNAL = Table(
    "journal",
    "Journal",
    "Who put what on the record, the newest first. Nothing in it is ever changed or taken away.",
    ("kind", "by", "since", "until"),
    "Nothing is on the record yet.",
    _part,
    shape=line_shape,
    all_of_it=_whole,
)

DOORS = (
    *doors_of(JOURNAL, journal),
    Door("/journal/{seq}.json", entry_json),
    Door("/journal/{seq}", entry_page),
)
