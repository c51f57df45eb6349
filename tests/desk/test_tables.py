from __future__ import annotations

import io
from decimal import Decimal

import pytest
from rich.console import RenderableType

from closewatch.desk.tables import console_on, plain_table, questions_list, reading_table
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.claim import Claim, Conflict, ConflictKind, Origin, Question, QuestionKey
from closewatch.terms.figure import Figure, Range
from closewatch.terms.reading import Reading
from closewatch.terms.statement import Basis, Manner, Stance, Statement
from closewatch.testing import plain_report

KEY = QuestionKey("killed", "person", None, None, None, "RU")


def shown(table: RenderableType) -> str:
    stream = io.StringIO()
    console_on(stream).print(table)
    return stream.getvalue()


def claim(number: int, actor: str = "Kyiv", kind: ActorKind = ActorKind.BODY) -> Claim:
    origin = Origin("or:1", Actor("ac:1", actor, kind), Basis.UNSTATED, "2025-01-13", ("re:1",), ("st:1",), ("fi:1",))
    return Claim(f"cl:{number}", KEY.id, Range(low=Decimal(number)), str(number), None, (origin,))


def test_a_statement_stands_with_its_figures_and_the_outlet_with_its_own() -> None:
    report = plain_report("Kyiv denied that 30 had died. About 20 were hurt.", headline="Toll")
    start = report.text.index("Kyiv")
    speaker = Actor("ac:1", "Kyiv", ActorKind.BODY)
    statement = Statement(
        report.id,
        (report.span(start, start + 4),),
        (report.span(start + 5, start + 11),),
        (report.span(start + 12, start + 28),),
        Manner.INDIRECT,
        Stance.DENIES,
        Basis.OFFICIAL,
        ("Meridian Wire",),
        speaker=speaker,
    )
    thirty, twenty = report.text.index("30"), report.text.index("20")
    figures = (
        Figure(report.id, report.span(thirty, thirty + 2), "killed", Range(low=Decimal(30), high=Decimal(30)), statement=statement.id),
        Figure(report.id, report.span(twenty, twenty + 2), "wounded", Range(low=Decimal(20), high=Decimal(20), approximate=True)),
    )
    text = shown(reading_table(report, Reading(report.id, "hand", (statement,), figures)))
    rows = [" ".join(line.split()) for line in text.splitlines()]
    assert rows[0].startswith("Toll")
    assert "Kyiv denies that 30 had died killed 30" in rows
    assert "via Meridian Wire official" in rows
    assert "(the outlet itself) wounded about 20" in rows


def test_a_report_in_which_nobody_speaks_says_so() -> None:
    report = plain_report("It rained.")
    assert "nobody is quoted" in shown(reading_table(report, Reading(report.id, "hand")))


def test_claims_in_conflict_come_first_and_what_is_left_out_is_counted() -> None:
    conflict = Conflict(KEY.id, "cl:3", "cl:4", ConflictKind.FIGURES_DO_NOT_MEET, because="3 and 4 do not meet")
    claims = tuple(claim(number) for number in (1, 2, 3, 4))
    text = shown(questions_list((Question(KEY, "Deaths in Russia", claims, (conflict, conflict, conflict)),), {}, most=2))
    answers = [line.split()[0] for line in text.splitlines() if "Kyiv (" in line]
    assert answers == ["3", "4"]
    assert "… and 2 other answers and 1 other conflict" in text


def test_a_remark_stands_behind_outlets_alone() -> None:
    question = Question(KEY, "Deaths", (claim(1, "The Harbour Gazette", ActorKind.OUTLET), claim(2, "Kyiv")), ())
    text = shown(questions_list((question,), {"re:1": "The Harbour Gazette"}, remark=" (invented)"))
    assert text.count("The Harbour Gazette (invented)") == 3
    assert "Kyiv (2025-01-13)" in text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("st:0123456789abcdef0123456789abcdef", "st:0123456789\n"),
        ("sha256:" + "ab" * 32, "sha256:abababababab\n"),
        ("[bold]no markup[/bold]", "[bold]no markup[/bold]\n"),
        ("\x1b[31mred", "\ufffd[31mred\n"),
    ],
)
def test_a_cell_shows_its_words_and_the_beginnings_of_ids(cell: str, text: str) -> None:
    assert text in "\n".join(line.rstrip() for line in shown(plain_table(("id",), [(cell,)], "values")).splitlines()) + "\n"
