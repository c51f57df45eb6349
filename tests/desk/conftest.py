"""A small case, read by hand, so that the desk can be tested without the reader."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from closewatch.capture.take import take
from closewatch.desk.line import Tools, take_in
from closewatch.ledger.case import create_case
from closewatch.terms.about import Place, Population
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.figure import Figure, FigureKind, Range
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report, Span
from closewatch.terms.statement import Basis, Manner, Reason, Stance, Statement
from closewatch.terms.trouble import Problem

AT = datetime(2025, 1, 13, 9, tzinfo=UTC)

REPORTS = {
    "1.txt": "Title: Pay in Kursk\nOutlet: The Harbour Gazette\nDate: 2024-11-19\n\n"
    "The service said that soldiers in Russia earn $2,000 a month. Nobody could check it.\n",
    "2.txt": "Title: A letter home\nOutlet: Meridian Wire\nDate: 2024-12-01\n\n"
    "Chung wrote that soldiers in Russia earn $100 a month, and that he was there.\n",
    "3.txt": "Title: The ministry\nOutlet: =SUM(1)\nDate: 2025-01-05\n\nThe ministry denied that anybody is paid at all.\n",
}


def read_pay(report: Report) -> Reading:
    """Read what these reports say, by their very words."""
    if "The service" in report.text:
        said, amount = ("The service", "said", "that soldiers in Russia earn $2,000 a month"), "$2,000"
        stance, basis = Stance.ASSERTS, Basis.INTELLIGENCE
    elif "Chung" in report.text:
        said, amount = ("Chung", "wrote", "that soldiers in Russia earn $100 a month"), "$100"
        stance, basis = Stance.ASSERTS, Basis.WITNESS
    else:
        said, amount, stance, basis = ("The ministry", "denied", "that anybody is paid at all"), "", Stance.DENIES, Basis.OFFICIAL
    source, cue, content = (words(report, part) for part in said)
    name = said[0].removeprefix("The ")
    speaker = Actor(actor_id(report.id, name), name, ActorKind.PERSON if name == "Chung" else ActorKind.BODY, (name,), country="KR")
    because = (Reason("stance", f"cue:{said[1]}", cue),)
    statement = Statement(
        report.id, (source,), (cue,), (content,), Manner.INDIRECT, stance, basis, speaker=speaker, read_by="hand", because=because
    )
    figures = (pay(report, statement, amount),) if amount else ()
    problems = () if amount else (Problem("reading.test", "wanted a figure, found none", report.id),)
    return Reading(report.id, "hand", (statement,), figures, problems)


def pay(report: Report, statement: Statement, amount: str) -> Figure:
    number = Decimal(amount.strip("$").replace(",", ""))
    return Figure(
        report.id,
        words(report, amount),
        "paid",
        Range(low=number, best=number, high=number),
        kind=FigureKind.MONEY,
        unit="USD",
        per="month",
        population=Population("KP", "military", "combatant", words(report, "soldiers in Russia")),
        place=Place("Russia", "RU", words(report, "Russia")),
        statement=statement.id,
        speaker=statement.speaker,
    )


def words(report: Report, part: str) -> Span:
    start = report.text.index(part)
    return report.span(start, start + len(part))


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def kursk(tmp_path: Path, sources: Path) -> Path:
    """The folder of a case that holds three reports: two that differ on pay, and a denial."""
    folder = tmp_path / "kursk"
    tools = Tools(by="person:tester", reader=read_pay, clock=lambda: AT)
    with create_case(folder, "Pay", "person:tester", AT) as case:
        for step in take_in(case, take(str(sources), "person:tester", lambda: AT), tools):
            assert step.state == "new"
    return folder
