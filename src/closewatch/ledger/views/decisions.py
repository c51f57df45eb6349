"""What people's decisions do to the views: the latest that still holds wins, over what the reader found.

A withdrawn decision is as if it had never been made; whatever it was on is worked out again from the decisions that are left. What a
person accepted or corrected stands as that person saw it, whatever a later reader finds in its place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar, cast

import msgspec

from closewatch.ledger.journal import moment
from closewatch.ledger.views.actors import join, put_actor, refold, split_off
from closewatch.ledger.views.claims import regroup
from closewatch.ledger.views.corrections import NotAField, Pairs, added_figure, added_statement, corrected_figure, corrected_statement
from closewatch.ledger.views.judged import put_judged
from closewatch.ledger.views.lineage import TABLES_OF, is_decided, lineage, successor_of
from closewatch.ledger.views.members import refresh
from closewatch.ledger.views.propositions import refresh_positions
from closewatch.ledger.views.rows import keep_past, put_figure, put_statement, said_on, text_of, to_json
from closewatch.terms.decision import Decision, Verdict, person_of
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement
from closewatch.terms.trouble import NotVerbatim

Read = TypeVar("Read", Statement, Figure)

Made = tuple[int, Decision, bool]
"""A decision with its entry, and whether it was withdrawn."""

REVIEW = {Verdict.ACCEPT: "accepted", Verdict.ADD: "accepted", Verdict.CORRECT: "corrected", Verdict.REJECT: "rejected"}
"""What a verdict makes of the value it is on; the other verdicts leave its review as it was."""


def fold_decision(tables: sqlite3.Connection, decision: Decision, seq: int) -> None:
    """Add a decision and bring what it is on up to date."""
    about = (decision.id, seq, decision.on, decision.verdict.value, decision.by, decision.other)
    made = (to_json(decision), moment(decision.at), person_of(decision.by))
    tables.execute("INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)", (*about, *made))
    if decision.verdict is Verdict.WITHDRAW:
        about_what = _settled(tables, decision.on)
        if about_what:
            _bring_up(tables, about_what, seq)
    else:
        _bring_up(tables, decision, seq, new=True)


def check_fits(tables: sqlite3.Connection, decision: Decision) -> None:
    """Make sure that what a correction or an addition sets can be set.

    Raises: NotAField, NotVerbatim.
    """
    if decision.verdict is Verdict.ADD and decision.on.startswith("re:"):
        _added(decision, text_of(tables, decision.on))
    if decision.verdict is not Verdict.CORRECT:
        return
    query = f"SELECT value, report FROM {TABLES_OF[decision.on[:2]]} WHERE id = ?"
    row = tables.execute(query, (successor_of(tables, decision.on),)).fetchone()
    if row and decision.on.startswith("st:"):
        corrected_statement(msgspec.json.decode(row[0], type=Statement), decision.replacement, text_of(tables, row[1]))
    elif row:
        corrected_figure(msgspec.json.decode(row[0], type=Figure), decision.replacement, text_of(tables, row[1]))


def held(tables: sqlite3.Connection, identity: str) -> tuple[Decision, ...]:
    """Give the decisions on a value, under any of its ids, that were not withdrawn, the oldest first."""
    return tuple(decision for _, decision, withdrawn in _made(tables, identity) if not withdrawn)


def decision_of(tables: sqlite3.Connection, identity: str) -> Decision:
    """Give a decision by its id."""
    row = tables.execute("SELECT value FROM decisions WHERE id = ?", (identity,)).fetchone()
    return msgspec.json.decode(row[0], type=Decision)


def _made(tables: sqlite3.Connection, identity: str) -> list[Made]:
    """Give every decision on a value, under any of its ids, with its entry and whether it was withdrawn, the oldest first."""
    query = 'SELECT seq, value, withdrawn FROM decisions WHERE "on" = ?'
    rows = [row for one in lineage(tables, identity) for row in tables.execute(query, (one,)).fetchall()]
    made = [(seq, msgspec.json.decode(value, type=Decision), bool(withdrawn)) for seq, value, withdrawn in rows]
    return sorted(made, key=_order)


def _order(made: Made) -> tuple[str, str]:
    """Put decisions in the order in which people made them, which is that of the journal unless two copies of a case were merged."""
    return moment(made[1].at), made[1].id


def _settled(tables: sqlite3.Connection, identity: str) -> Decision | None:
    """Work out which of a decision and all that withdraw it, or withdraw that, hold now; gives the decision that it is all about, None
    where that is not on the record.

    A decision holds unless one that withdraws it holds.
    """
    about: Decision | None = None
    while about is None or about.verdict is Verdict.WITHDRAW:
        row = tables.execute("SELECT value FROM decisions WHERE id = ?", (about.on if about else identity,)).fetchone()
        if row is None:
            return None
        about = msgspec.json.decode(row[0], type=Decision)
    chain = [about.id]
    under: dict[str, list[str]] = {}
    for one in chain:
        query = "SELECT id FROM decisions WHERE \"on\" = ? AND verdict = 'withdraw' ORDER BY seq, id"
        under[one] = [row[0] for row in tables.execute(query, (one,)).fetchall()]
        chain += under[one]
    holds: dict[str, bool] = {}
    for one in reversed(chain):
        holds[one] = not any(holds[other] for other in under[one])
        tables.execute("UPDATE decisions SET withdrawn = ? WHERE id = ?", (int(not holds[one]), one))
    return about


def _bring_up(tables: sqlite3.Connection, decision: Decision, seq: int, *, new: bool = False) -> None:
    """Bring up to date what a decision is on; a `new` one has only added to those that hold."""
    match decision.on[:3], decision.verdict:
        case "re:", Verdict.ADD:
            _bring_up_addition(tables, decision, seq)
        case "st:", _:
            _bring_up_statement(tables, decision.on, seq)
        case "fi:", Verdict.SPLIT:
            refresh(tables, (successor_of(tables, decision.on),), seq)
        case "fi:", _:
            _bring_up_figure(tables, decision.on, seq)
        case "li:", _:
            _bring_up_link(tables, decision.on, seq)
        case "cl:", Verdict.MERGE | Verdict.SPLIT if decision.other:
            regroup(tables, (decision.on, decision.other), seq)
        case _, Verdict.MERGE | Verdict.SPLIT if decision.other:
            ends = (successor_of(tables, decision.on), successor_of(tables, decision.other))
            if new and decision.verdict is Verdict.MERGE and not split_off(tables).keys() & {*ends}:
                join(tables, decision.on, decision.other, seq)
            else:
                refold(tables, ends, seq)
        case _:
            pass


def _bring_up_addition(tables: sqlite3.Connection, decision: Decision, seq: int) -> None:
    """Put what a person added among the readings, or take it out again; nothing where the case does not hold the report."""
    if not tables.execute("SELECT 1 FROM reports WHERE id = ?", (decision.on,)).fetchone():
        return
    added = _added(decision, text_of(tables, decision.on))
    if isinstance(added, Figure):
        put_figure(tables, added, seq)
        _bring_up_figure(tables, added.id, seq)
    else:
        put_statement(tables, added, seq)
        _bring_up_statement(tables, added.id, seq)


def _bring_up_statement(tables: sqlite3.Connection, identity: str, seq: int) -> None:
    today = successor_of(tables, identity)
    restate(tables, today, seq)
    figures = [found[0] for found in tables.execute("SELECT id FROM figures WHERE statement = ?", (today,)).fetchall()]
    refresh(tables, figures, seq)
    refresh_positions(tables, (today,), seq)


def _bring_up_figure(tables: sqlite3.Connection, identity: str, seq: int) -> None:
    today = successor_of(tables, identity)
    restate(tables, today, seq)
    refresh(tables, (today,), seq)


def restate(tables: sqlite3.Connection, identity: str, seq: int) -> None:
    """Bring a statement or figure up to date with the decisions that hold on it; which questions it answers is left to `refresh`."""
    table = TABLES_OF[identity[:2]]
    kind: type[Statement] | type[Figure] = Statement if table == "statements" else Figure
    row = tables.execute(f"SELECT coalesce(base, value), value, seq FROM {table} WHERE id = ?", (identity,)).fetchone()
    if row is None:
        return
    base, old, brought = row
    found = msgspec.json.decode(base, type=kind)
    if isinstance(found, Statement):
        said, review = _as_decided(tables, identity, found, brought, corrected_statement)
        said = replace(said, within=said.within and successor_of(tables, said.within))
        if said.speaker:
            put_actor(tables, said.speaker, said.report, seq)
        columns = {"speaker": said.speaker.id if said.speaker else None, "stance": said.stance.value, "said": said_on(said)}
        value = to_json(said)
    else:
        number, review = _as_decided(tables, identity, found, brought, corrected_figure)
        statement, whole = (one and successor_of(tables, one) for one in (number.statement, number.part_of))
        number = replace(number, statement=statement, part_of=whole)
        columns = {"measure": number.measure, "statement": statement}
        value = to_json(number)
    if value != old and brought != seq:
        keep_past(tables, identity, seq, base, old)
    sets = ", ".join(f"{name} = ?" for name in columns)
    query = f"UPDATE {table} SET base = coalesce(base, value), value = ?, review = ?, {sets} WHERE id = ?"
    tables.execute(query, (value, review, *columns.values(), identity))
    put_judged(tables, identity, judgements_on(tables, identity, found.report))
    settle_lost(tables, table, identity)
    if isinstance(found, Figure):
        for rested_on in {msgspec.json.decode(old, type=Figure).statement, statement} - {None}:
            settle_lost(tables, "statements", str(rested_on))


def settle_lost(tables: sqlite3.Connection, table: str, identity: str) -> None:
    """Say how a value stands that today's reader does not find any more: kept where a decision on it holds, needed where a figure that is
    still shown rests on it, else gone. What a person added stands by itself."""
    row = tables.execute(f"SELECT report FROM {table} WHERE id = ? AND lost_seq IS NOT NULL AND successor IS NULL", (identity,)).fetchone()
    if row is None:
        return
    ids = lineage(tables, identity)
    if any(not withdrawn for _, _, withdrawn in _additions(tables, row[0], ids)):
        state = "read"
    elif is_decided(tables, ids):
        state = "kept"
    else:
        query = "SELECT 1 FROM figures WHERE statement = ? AND state <> 'gone'"
        state = "needed" if table == "statements" and tables.execute(query, (identity,)).fetchone() else "gone"
    tables.execute(f"UPDATE {table} SET state = ? WHERE id = ?", (state, identity))


def _as_decided(
    tables: sqlite3.Connection, identity: str, base: Read, seq: int, correct: Callable[[Read, Pairs, str], Read]
) -> tuple[Read, str]:
    """Give a value and its review after every decision that holds, the oldest first.

    `base` is what entry `seq` brought. Where that was an addition, the value stands and falls with the additions of it. What a person
    accepted or corrected is what that person saw: the value as it was found then.
    """
    text = text_of(tables, base.report)
    additions: list[Made] = _additions(tables, base.report, lineage(tables, identity))
    if any(made[0] == seq for made in additions) and all(withdrawn for _, _, withdrawn in additions):
        return base, REVIEW[Verdict.REJECT]
    value, review, judged = base, "unreviewed", False
    for made_at, decision, withdrawn in sorted((*additions, *_made(tables, identity)), key=_order):
        if withdrawn or _asks(decision):
            continue
        review = REVIEW.get(decision.verdict, review)
        if decision.verdict is Verdict.ADD:
            value, judged = cast(Read, _added(decision, text)), True
        elif decision.verdict in (Verdict.ACCEPT, Verdict.CORRECT):
            value, judged = value if judged else _found_at(tables, decision.on, made_at, base), True
            if decision.verdict is Verdict.CORRECT:
                with suppress(NotAField, NotVerbatim):  # of two copies that were merged, one can have taken away what the other corrected
                    value = correct(value, decision.replacement, text)
    return value, review


def _asks(decision: Decision) -> bool:
    """What is added on a statement is the question that it answers, which changes nothing of what it says."""
    return decision.verdict is Verdict.ADD and decision.on.startswith("st:")


def judgements_on(tables: sqlite3.Connection, identity: str, report: str) -> tuple[Decision, ...]:
    """Give the decisions that hold and say whether a value of a report is right, or added it, the oldest first."""
    made = sorted((*_additions(tables, report, lineage(tables, identity)), *_made(tables, identity)), key=_order)
    return tuple(one for _, one, withdrawn in made if one.verdict in REVIEW and not withdrawn and not _asks(one))


def added_id(tables: sqlite3.Connection, decision: Decision) -> str:
    """Give the id of the value that an addition to a report adds. Raises: NotAField, NotVerbatim."""
    return _added(decision, text_of(tables, decision.on)).id


def _found_at(tables: sqlite3.Connection, identity: str, seq: int, base: Read) -> Read:
    """Give what the reader of the time had found under an id when entry `seq` was made; `base` is what is found today."""
    query = "SELECT base FROM pasts WHERE id = ? AND until_seq > ? ORDER BY until_seq LIMIT 1"
    row = tables.execute(query, (identity, seq)).fetchone()
    row = row or tables.execute(f"SELECT coalesce(base, value) FROM {TABLES_OF[identity[:2]]} WHERE id = ?", (identity,)).fetchone()
    return msgspec.json.decode(row[0], type=type(base))


def additions_to(tables: sqlite3.Connection, report: str) -> tuple[str, ...]:
    """Name the values that people added to a report, under the ids they were added with."""
    text = text_of(tables, report)
    return tuple(_added(decision, text).id for _, decision, _ in _made(tables, report) if decision.verdict is Verdict.ADD)


def _additions(tables: sqlite3.Connection, report: str, ids: Sequence[str]) -> list[Made]:
    """Give the decisions on a report that added a value under one of some ids."""
    on_report = [made for made in _made(tables, report) if made[1].verdict is Verdict.ADD]
    text = text_of(tables, report) if on_report else ""
    return [made for made in on_report if _added(made[1], text).id in ids]


def _added(decision: Decision, text: str) -> Statement | Figure:
    """Make the value that an addition adds: a figure where it names the span of a number, else a statement."""
    if any(field == "span" for field, _ in decision.replacement):
        return added_figure(decision.on, decision.replacement, text)
    return added_statement(decision.on, decision.replacement, text)


def _bring_up_link(tables: sqlite3.Connection, identity: str, seq: int) -> None:
    today = successor_of(tables, identity)
    ends = restate_link(tables, today)
    if ends:
        refold(tables, ends, seq)


def restate_link(tables: sqlite3.Connection, identity: str) -> tuple[str, str] | None:
    """Bring a link up to date with the decisions that hold on it; gives its ends where it joins actors, for they have to be joined again.

    A link that is not made any more holds for as long as a person's acceptance of it does.
    """
    row = tables.execute('SELECT kind, "left", "right", lost_seq, successor FROM links WHERE id = ?', (identity,)).fetchone()
    if row is None:
        return None
    kind, left, right, lost, successor = row
    judged = [decision.verdict for decision in held(tables, identity) if decision.verdict in REVIEW][-1:]
    withdrawn = judged == [Verdict.REJECT] if lost is None else judged != [Verdict.ACCEPT] or successor is not None
    state = "read" if lost is None else "kept" if not successor and is_decided(tables, lineage(tables, identity)) else "gone"
    tables.execute("UPDATE links SET withdrawn = ?, state = ? WHERE id = ?", (int(withdrawn), state, identity))
    return (left, right) if kind == "same-actor" else None
