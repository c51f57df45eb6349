"""Whatever is kept up to date as rows change is what anybody would count: after any order of entries, decisions and second readings."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import msgspec
import pytest

from closewatch.ledger.bodies import links_body
from closewatch.ledger.case import Case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.actors import component_of, name_from_forms
from closewatch.ledger.views.decisions import judgements_on
from closewatch.ledger.views.facets import figure_row, report_facets, statement_row
from closewatch.ledger.views.judged import judged
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.decision import Verdict
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.figure import Figure
from closewatch.terms.review import second_review
from closewatch.terms.statement import Stance, Statement
from closewatch.terms.trouble import ClosewatchError, Problem
from tests.ledger.conftest import AT, Telling, Told
from tests.ledger.test_again import Again

COUNTED = {
    "reports": "SELECT count(*) FROM reports",
    "problems": "SELECT count(DISTINCT id) FROM problems",
    "statements": "SELECT count(*) FROM statements WHERE state <> 'gone'",
    "figures": "SELECT count(*) FROM figures WHERE state <> 'gone'",
    "undecided": """SELECT (SELECT count(*) FROM statements WHERE review = 'unreviewed' AND state = 'read')
        + (SELECT count(*) FROM figures WHERE review = 'unreviewed' AND state = 'read')""",
}
VOICES = """SELECT component, count(*), sum(state <> 'gone'), count(DISTINCT CASE WHEN state <> 'gone' THEN report END),
    sum(CASE WHEN state <> 'gone' THEN
        (SELECT count(*) FROM statements s WHERE s.speaker = a.id AND s.review <> 'rejected' AND s.state <> 'gone') ELSE 0 END)
    FROM actors a GROUP BY component ORDER BY component"""
FORMS = "SELECT component, state = 'gone', form, count(*) FROM actors GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"


def kept(tables: sqlite3.Connection) -> dict[str, Any]:
    """What is kept, by what it is."""
    said = tables.execute("SELECT s.id, d.words, d.facets, d.rowid FROM statements s LEFT JOIN said d ON d.rowid = s.found_at")
    counted = tables.execute("SELECT f.id, d.words, d.facets, d.rowid FROM figures f LEFT JOIN counted d ON d.rowid = f.found_at")
    return {
        "tallies": {what: number for what, number in tables.execute("SELECT what, number FROM tallies") if number},
        "voices": tables.execute("SELECT component, members, shown, reports, statements FROM voices ORDER BY 1").fetchall(),
        "names": dict(tables.execute("SELECT component, value FROM voices").fetchall()),
        "forms": tables.execute("SELECT component, gone, form, members FROM voice_forms ORDER BY 1, 2, 3").fetchall(),
        "rows": {row[0]: (row[3], row[1], row[2]) if row[3] is not None else None for row in (*said, *counted)},
        "numbers of rows": [tables.execute(f"SELECT count(*) FROM {index}").fetchone()[0] for index in ("said", "counted", "told")],
        "told": dict(tables.execute("SELECT r.id, t.facets FROM reports r JOIN told t ON t.rowid = r.seq").fetchall()),
        "doubts": dict(tables.execute("SELECT id, doubt FROM figures WHERE state <> 'gone'").fetchall()),
        "judged": {one: judged(tables, one) for (one,) in tables.execute("SELECT id FROM judged")},
        "left over": tables.execute("SELECT 'stale' FROM stale UNION ALL SELECT 'moved' FROM moved").fetchall(),
    }


def worked_out(tables: sqlite3.Connection) -> dict[str, Any]:
    """The same, worked out from the rows alone."""
    statements = tables.execute("SELECT id, report FROM statements").fetchall()
    figures = tables.execute("SELECT id, value, report FROM figures").fetchall()
    rows = {one: statement_row(tables, one) for one, _ in statements}
    rows |= {one: figure_row(tables, one, msgspec.json.decode(value, type=Figure)) for one, value, _ in figures}
    voices = tables.execute(VOICES).fetchall()
    components = [row[0] for row in voices]
    reports = [row[0] for row in tables.execute("SELECT id FROM reports")]
    there = [sum(rows[one[0]] is not None for one in found) for found in (statements, figures)]
    doubts = (
        """SELECT f.id, coalesce(s.confidence, 1) FROM figures f LEFT JOIN statements s ON s.id = f.statement WHERE f.state <> 'gone'"""
    )
    today = {
        table: tables.execute(f"SELECT id, report FROM {table} WHERE successor IS NULL").fetchall() for table in ("statements", "figures")
    }
    reviews = {one: second_review(judgements_on(tables, one, report)) for found in today.values() for one, report in found}
    return {
        "tallies": {what: number for what, query in COUNTED.items() if (number := tables.execute(query).fetchone()[0])},
        "voices": voices,
        "names": {one: msgspec.json.encode(replace(name_from_forms(tables, one), id="")).decode() for one in components},
        "forms": tables.execute(FORMS).fetchall(),
        "rows": rows,
        "numbers of rows": [*there, len(reports)],
        "told": {one: report_facets(tables, one) for one in reports},
        "doubts": dict(tables.execute(doubts).fetchall()),
        "judged": {one: review for one, review in reviews.items() if review},
        "left over": [],
    }


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_anybody_would_count(any_case: Case, seed: int) -> None:
    dice, tell, again = Random(seed), Telling(any_case), Again(any_case)
    told: list[Told] = []
    for number in range(40):
        step = _step(any_case, dice, tell, again, told, number)
        wanted, found = worked_out(any_case.tables), kept(any_case.tables)
        for what in wanted:
            assert found[what] == wanted[what], (number, step, what)
    assert list(verify(any_case)) == []


def _step(case: Case, dice: Random, tell: Telling, again: Again, told: list[Told], number: int) -> str:
    if number < 6 or dice.random() < 0.1:
        told.append(
            tell(
                dice.choice(("Kyiv", "Seoul", "Moscow")), 100 + dice.randrange(3) * 200, published=f"2025-01-{1 + number % 28:02d}",
                measure=dice.choice(("killed", "wounded")), publisher=dice.choice(("Meridian Wire", None)),
                country=dice.choice((None, "UA")),
            )
        )  # fmt: skip
        return "told"
    one, other = dice.sample(told, 2)
    if dice.random() < 0.25:
        return _read_again(again, dice, one)
    try:
        return _decide(case, dice, again, one, other)
    except ClosewatchError as error:
        return f"refused: {error}"


def _read_again(again: Again, dice: Random, one: Told) -> str:
    """A reader that finds the same, less, the same with other words, another speaker, or nothing."""
    (content,) = one.statement.content
    shorter = one.report.span(content.start, content.end - len(content.exact.rsplit(" ", 1)[1]) - 1)
    said: Statement | None = dice.choice(
        (
            one.statement,
            replace(one.statement, content=(shorter,), confidence=Decimal("0.4")),
            replace(one.statement, stance=Stance.DENIES),
            None,
        )
    )
    if said is None:
        problem = Problem("reading.nothing", "wanted words, found none", one.report.id)
        return f"nothing: {again.read(one.report, problems=(problem,)[: dice.randrange(2)])}"
    figure = replace(one.figure, statement=said.id, measure=dice.choice(("killed", "wounded")))
    return f"again: {again.read(one.report, said, figures=(figure,)[: dice.randrange(2)])}"


def _decide(case: Case, dice: Random, again: Again, one: Told, other: Told) -> str:
    actors = [one.statement.speaker, other.statement.speaker]
    left, right = (component_of(case.tables, actor.id) for actor in actors if actor)
    made = [row[0] for row in case.tables.execute("SELECT id FROM decisions ORDER BY seq")]
    fields = dice.choice((["stance=denies"], ["speaker="], ["speaker=Somebody Else"], ["said=2024-12-01"], ["stance=asserts"]))
    amount = dice.choice(
        (["low=900", "best=900", "high=900"], ["measure=wounded"], ["place=Zürich/CH"], ["as_of=2024-11-01"], ["statement="])
    )
    choices: list[tuple[str, Verdict, dict[str, Any]]] = [
        (dice.choice((one.statement.id, one.figure.id)), dice.choice((Verdict.ACCEPT, Verdict.REJECT)), {}),
        (one.statement.id, Verdict.CORRECT, {"fields": fields}),
        (one.figure.id, Verdict.CORRECT, {"fields": amount}),
        (left, Verdict.MERGE, {"other": right}) if left != right else (actors[0].id if actors[0] else "", Verdict.SPLIT, {"other": left}),
        *(((dice.choice(made), Verdict.WITHDRAW, {}),) * 2 if made else ()),
    ]
    if dice.random() < 0.15:
        link = Link(LinkKind.SAME_ACTOR, left, right, Decimal(1), (one.report.excerpt(one.statement.source[0]),))
        case.record((), (Draft(EntryKind.LINKS, "linker:1", AT, links_body(one.report.id, (link,))),))
        return "linked"
    on, verdict, given = dice.choice(choices)
    again.decide(on, verdict, **given)
    return f"{verdict} {on} {given}"
