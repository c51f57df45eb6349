"""Small values for tests of the ledger, made by hand so that no reader is needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from closewatch.ledger.bodies import capture_body, links_body, reading_body
from closewatch.ledger.case import Case, case_in_memory, create_case
from closewatch.linking.actors import link_actors
from closewatch.terms.about import Place, Population
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.figure import Figure, Range, Scope, Standing
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.statement import Basis, Manner, Stance, Statement
from closewatch.terms.when import Dated, KnownFrom
from closewatch.testing import plain_report

AT = datetime(2025, 1, 13, 9, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kursk"


@pytest.fixture
def case(folder: Path) -> Iterator[Case]:
    with create_case(folder, "Kursk", "person:tester", AT) as made:
        yield made


@pytest.fixture(params=["sqlite", "memory"])
def any_case(request: pytest.FixtureRequest, folder: Path) -> Iterator[Case]:
    made = case_in_memory("Kursk", "person:tester", AT) if request.param == "memory" else create_case(folder, "Kursk", "person:tester", AT)
    with made:
        yield made


class Telling:
    """Puts one-sentence reports on the record: who said which figure, in the fewest words."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def __call__(
        self,
        speaker: str,
        low: int | None,
        *,
        high: int | None = None,
        published: str = "2025-01-13",
        measure: str = "killed",
        stance: Stance = Stance.ASSERTS,
        words: str = "soldiers",
        place: str = "Russia",
        basis: Basis = Basis.UNSTATED,
        country: str | None = None,
        per: str | None = None,
        publisher: str | None = None,
        standing: Standing = Standing.ASSERTED,
        scope: Scope = Scope.CUMULATIVE,
        approximate: bool = False,
        as_of: tuple[str, str] | None = None,
        dated: bool = True,
        unit: str = "person",
        role: str = "military",
        region: str | None = None,
        kind: ActorKind = ActorKind.BODY,
        named: bool = True,
        pseudonymous: bool = False,
        via: tuple[str, ...] = (),
    ) -> Told:
        days = [date.fromisoformat(day) for day in as_of or (published, published)]
        amount = (
            Range(low=Decimal(low), best=Decimal(low), high=Decimal(low), approximate=approximate)
            if low is not None and high is None
            else Range(low=None if low is None else Decimal(low), high=None if high is None else Decimal(high), open_low=low is None)
        )
        number = str(low if low is not None else high)
        body = f"{speaker} said {number} {words} in {place}, the {publisher or 'paper'} wrote on {published}."
        report = plain_report(body, published=published, publisher=publisher)
        said = report.span(len(speaker) + 6, body.index(",", len(speaker)))
        actor = Actor(actor_id(report.id, speaker), speaker, kind, (speaker,), named, pseudonymous, country)
        statement = Statement(
            report.id, (report.span(0, len(speaker)),), (report.span(len(speaker) + 1, len(speaker) + 5),), (said,),
            Manner.INDIRECT, stance, basis, via, speaker=actor, read_by="hand",
        )  # fmt: skip
        at = body.index(number, len(speaker))
        population = Population("KP", role, "combatant", report.span(body.index(words), body.index(words) + len(words)))
        figure = Figure(
            report.id, report.span(at, at + len(number)), measure, amount, unit=unit, per=per, population=population,
            place=Place(place, "RU", report.span(body.index(place), body.index(place) + len(place)), region=region), scope=scope,
            as_of=Dated(days[0], days[1], KnownFrom.TEXT if as_of else KnownFrom.PUBLISHED) if dated else None,
            statement=statement.id, speaker=actor, standing=standing,
        )  # fmt: skip
        reading = Reading(report.id, "hand", (statement,), (figure,))
        self.case.record(
            (body.encode(),),
            (
                Draft(EntryKind.CAPTURE, "person:tester", AT, capture_body(report.capture, report, report.id, ())),
                Draft(EntryKind.READING, "reader:hand", AT, reading_body(reading)),
                Draft(EntryKind.LINKS, "linker:1", AT, links_body(report.id, link_actors(report, reading))),
            ),
        )
        return Told(report, statement, figure)


@dataclass(frozen=True)
class Told:
    """One recorded sentence."""

    report: Report
    statement: Statement
    figure: Figure


@pytest.fixture
def tell(any_case: Case) -> Telling:
    return Telling(any_case)
