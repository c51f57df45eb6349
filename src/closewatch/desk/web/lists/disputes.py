"""Pages of what is in dispute: claims, origins, conflicts and drift, put together for as few questions as a page needs.

A question is a fold over its answers, so no page ever asks for all of them: it goes on by their ids, and says so where it looked at many
and found nothing. What a value is and which ones are asked for is known to `desk.disputed`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from closewatch.desk.disputed import (
    ListedConflict,
    ListedDrift,
    claims_in,
    conflicts_in,
    drift_is_asked,
    key_is_asked,
    origins_in,
    with_deniers,
)
from closewatch.desk.web.lists.parts import Groups, Part, part_of_groups
from closewatch.desk.web.visit import Visit
from closewatch.ledger.case import Case
from closewatch.ledger.views.actor_ties import questions_of
from closewatch.ledger.views.drift import drifts_of
from closewatch.ledger.views.lists import Wanted
from closewatch.ledger.views.questions import question
from closewatch.terms.claim import Link, Question
from closewatch.terms.trouble import CaseError

Items = Callable[[Question, Wanted], Sequence[Any]]
"""Gives the items of one question that are asked for."""

A_PAGE = 50

MOST_PARTS = 300
"""How many claims and conflicts of questions one page puts together: each takes some tenths of a millisecond."""

UNKNOWN = 25
"""As how many a question counts that was not looked at yet."""

AT_ONCE = 50
"""How many ids of questions are asked for at once."""

MOST_LINKS = 200
"""How many findings of drift one page looks at."""


def claims_part(visit: Visit, wanted: Wanted, programs: bool) -> Part:
    """Give a page of the claims that are asked for."""
    return _part(visit, wanted, programs, claims_in)


def origins_part(visit: Visit, wanted: Wanted, programs: bool) -> Part:
    """Give a page of the origins that are asked for."""
    return _part(visit, wanted, programs, origins_in)


def conflicts_part(visit: Visit, wanted: Wanted, programs: bool) -> Part:
    """Give a page of the conflicts that are asked for."""
    part = _part(visit, wanted, programs, conflicts_in, disputed=True)
    return part if programs else replace(part, items=with_deniers(visit.case.tables, part.items))


def whole_conflicts(case: Case, wanted: Wanted) -> Iterator[ListedConflict]:
    """Give all conflicts that are asked for, with who denies."""
    return whole_list(case, wanted, lambda question, wanted: with_deniers(case.tables, conflicts_in(question, wanted)))


def whole_list(case: Case, wanted: Wanted, items_in: Items) -> Iterator[Any]:
    """Give all items that are asked for, question by question in the order of the ids, and never more than one question at a time."""
    for identity in _by_id(case.tables, None, False):
        whole = question(case.tables, identity)
        yield from items_in(whole, wanted) if whole else ()


def drifts_part(visit: Visit, wanted: Wanted, _: bool) -> Part:
    """Give a page of what retellings changed, in the order of the reports that retell."""
    tables = visit.case.tables

    def start(at: str | None, backwards: bool) -> Iterator[Link]:
        return _drift_links(tables, at, backwards)

    def items(link: Link) -> Sequence[ListedDrift]:
        listed = (
            ListedDrift(one.id, one, _byline(tables, one.here_words.report), _byline(tables, one.of_words.report))
            for one in drifts_of(tables, link)
        )
        return [one for one in listed if drift_is_asked(one, wanted)]

    return part_of_groups(Groups(start, lambda link: link.id, items, lambda _: 1, MOST_LINKS), wanted, wanted.limit or A_PAGE)


def _part(
    visit: Visit, wanted: Wanted, programs: bool, items_in: Items, *, disputed: bool = False
) -> Part:  # fmt: skip
    """Make a page for people, in the order in which they see questions, or for programs, in that of the ids, which does not change."""
    tables, looks = visit.case.tables, visit.desk.digests.looks(visit.case)
    named = questions_of(tables, wanted.source) if wanted.source else frozenset()
    sizes = {look.id: look.digest.claims + look.digest.conflicts for look in looks.items}
    asked = [look.id for look in looks.items if (look.digest.disputed or not disputed) and key_is_asked(look.digest.key, wanted)]
    asked.sort(key=lambda identity: identity not in named)  # a copy may go back to somebody who answers nothing by themselves
    left_out = sizes.keys() - set(asked) if looks.complete else frozenset()

    def start(at: str | None, backwards: bool) -> Iterator[str]:
        found = _by_id(tables, at, backwards) if programs else _from(asked, at, backwards)
        return (one for one in found if one == at or one not in left_out)

    def items(identity: str) -> Sequence[Any]:
        whole = visit.desk.questions.get(visit.case, identity).question
        return items_in(whole, wanted) if whole else ()

    part = part_of_groups(
        Groups(start, str, items, lambda identity: sizes.get(identity, UNKNOWN), MOST_PARTS), wanted, wanted.limit or A_PAGE
    )
    done = "" if looks.complete else f"The case is still being looked through: {looks.done:,} of at most {looks.number:,} questions so far."
    return replace(part, note=done)


def _no_such_place(at: str) -> CaseError:
    return CaseError(f"wanted a place of this list to go on from, as its pages give it, found none like {at}")


def _from(shown: list[str], at: str | None, backwards: bool) -> Iterator[str]:
    if at is not None and at not in shown:
        raise _no_such_place(at)
    if backwards:
        return reversed(shown if at is None else shown[: shown.index(at) + 1])
    return iter(shown if at is None else shown[shown.index(at) :])


def _by_id(tables: sqlite3.Connection, at: str | None, backwards: bool) -> Iterator[str]:
    """Give the questions from one on, in the order of their ids."""
    if at is not None and not at.startswith("qu:"):
        raise _no_such_place(at)
    start, (least, order), further = at or ("\uffff" if backwards else ""), _AGAIN[backwards], _FURTHER[backwards]
    while True:
        parts = [
            f"SELECT * FROM (SELECT DISTINCT question FROM {table} WHERE question {least} ?1 AND until_seq IS NULL"
            f" ORDER BY question {order} LIMIT {AT_ONCE})"
            for table in ("members", "positions")
        ]
        found = [row[0] for row in tables.execute(f"{' UNION '.join(parts)} ORDER BY 1 {order} LIMIT {AT_ONCE}", (start,)).fetchall()]
        yield from found
        if not found:
            return
        start, (least, order) = found[-1], further


_AGAIN, _FURTHER = {False: (">=", "ASC"), True: ("<=", "DESC")}, {False: (">", "ASC"), True: ("<", "DESC")}
"""How ids are compared and ordered from one on that is given again, and from one that is not; forwards and backwards."""


def _drift_links(tables: sqlite3.Connection, at: str | None, backwards: bool) -> Iterator[Link]:
    least, order = _AGAIN[backwards]
    place = "(SELECT r.rank FROM links a JOIN reports r ON r.id = a.report WHERE a.id = ?1)"
    query = f"""SELECT l.value FROM links l JOIN reports r ON r.id = l.report
        WHERE l.kind = 'drifts' AND l.kind <> 'same-actor' AND NOT l.withdrawn AND l.state <> 'gone'
        {f"AND (r.rank, l.id) {least} ({place}, ?1)" if at else ""}
        ORDER BY r.rank {order}, l.id {order} LIMIT {MOST_LINKS + 2}"""
    if at and tables.execute("SELECT 1 FROM links WHERE id = ? AND kind = 'drifts'", (at,)).fetchone() is None:
        raise _no_such_place(at)
    for (value,) in tables.execute(query, (at,) if at else ()).fetchall():
        yield msgspec.json.decode(value, type=Link)


def _byline(tables: sqlite3.Connection, report: str) -> tuple[str, str]:
    row = tables.execute(
        "SELECT coalesce(publisher, ''), substr(coalesce(published, ''), 1, 10) FROM reports WHERE id = ?", (report,)
    ).fetchone()
    return (row[0], row[1]) if row else ("", "")
