"""A small case for the tests of exports, made by hand: hostile words, every way of saying an amount, and people's decisions.

Outlets, people and numbers are invented. Used by tests/referees too, so nothing here needs a fixture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from closewatch.ledger.bodies import capture_body, links_body, reading_body
from closewatch.ledger.case import Case, case_in_memory
from closewatch.linking.actors import link_actors
from closewatch.protect.redact import Redaction
from closewatch.publish.publication import Publication
from closewatch.terms.about import Place, Population
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.decision import Decision, Grade, Verdict
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.figure import Figure, FigureKind, Range, Scope
from closewatch.terms.reading import Reading
from closewatch.terms.record import to_plain
from closewatch.terms.report import Report, Span, excerpt_of
from closewatch.terms.statement import Basis, Manner, Reason, Stance, Statement
from closewatch.terms.when import Dated, KnownFrom
from closewatch.testing import plain_report

AT = datetime(2025, 1, 13, 9, 0, 0, 123456, tzinfo=UTC)
BY = "person:tester"


def exactly(number: str, *, approximate: bool = False) -> Range:
    return Range(low=Decimal(number), best=Decimal(number), high=Decimal(number), approximate=approximate)


def words(report: Report, part: str) -> Span:
    start = report.text.index(part)
    return report.span(start, start + len(part))


def tell(
    case: Case,
    speaker: str,
    number: str,
    amount: Range,
    *,
    headline: str | None = "A count",
    outlet: str | None = "Meridian Wire",
    published: str | None = "2024-11-19",
    measure: str = "killed",
    whom: str = "soldiers",
    kind: str | None = "combatant",
    scope: Scope = Scope.EVENT,
    day: str | None = "2024-11-18",
    place: str = "Kursk",
    unit: str | None = "person",
    authors: tuple[str, ...] = (),
    url: str | None = None,
    stance: Stance = Stance.ASSERTS,
) -> Statement:
    """Put one report of one statement with one figure on the record."""
    body = f"{speaker} said {number} {whom} were {measure} near {place}.\n\nNobody else could check it ({outlet})."
    plain = plain_report(body, headline=headline, published=published, publisher=outlet)
    report = replace(plain, authors=authors, url=url)
    actor = Actor(actor_id(report.id, speaker), speaker, ActorKind.BODY, (speaker,), country="UA")
    content = words(report, f"{number} {whom} were {measure} near {place}")
    statement = Statement(
        report.id,
        (words(report, speaker),),
        (words(report, "said"),),
        (content,),
        Manner.INDIRECT,
        stance,
        Basis.OFFICIAL,
        speaker=actor,
        read_by="hand",
        confidence=Decimal("0.93"),
        because=(Reason("stance", "cue:say", words(report, "said")),),
    )
    at = content.start
    figure = Figure(
        report.id,
        report.span(at, at + len(number)),
        measure,
        amount,
        kind=FigureKind.MONEY if measure == "cost" else FigureKind.COUNT,
        unit=unit,
        population=Population("KP" if kind == "combatant" else None, None, kind, words(report, whom)),
        place=Place(place, "RU", words(report, place)),
        scope=scope,
        as_of=Dated(date.fromisoformat(day), date.fromisoformat(day), KnownFrom.TEXT) if day else None,
        statement=statement.id,
        speaker=actor,
    )
    record(case, report, (statement,), (figure,))
    return statement


def record(case: Case, report: Report, statements: Sequence[Statement], figures: Sequence[Figure], links: Sequence[Link] = ()) -> None:
    reading = Reading(report.id, "hand", tuple(statements), tuple(figures))
    found = (*link_actors(report, reading), *links)
    case.record(
        (report.text.encode(),),
        (
            Draft(EntryKind.CAPTURE, BY, AT, capture_body(report.capture, report, report.id, ())),
            Draft(EntryKind.READING, "reader:hand", AT, reading_body(reading)),
            Draft(EntryKind.LINKS, "linker:1", AT, links_body(report.id, found)),
        ),
    )


def decided(case: Case, decision: Decision) -> None:
    case.record((), (Draft(EntryKind.DECISION, decision.by, decision.at, to_plain(decision)),))


def the_case() -> Case:
    """A case in memory with eleven reports, each with one statement and one figure, a denial, and three decisions."""
    case = case_in_memory('=Harbour "counts", 2024', BY, AT)
    service, ministry = "The Harbour Service", "The Ministry of the Coast"
    authors = ("Mara Lind", "R. {Ost} & 50% Söhne", "Пані Коваль")
    first = tell(case, service, "300", exactly("300"), headline="=SUM(A1:A9), “300” dead\tin {Kursk}", authors=authors,
                 url="https://wire.example/a_b?c={d}%20&e=1~2#f")  # fmt: skip
    tell(case, ministry, "20", exactly("20"), outlet="Вісник узбережжя", published="2024-11", day="2024-11-17", headline=None)
    tell(case, service, "at least 209", Range(low=Decimal(209), open_high=True), published="2024-12-01", scope=Scope.CUMULATIVE)
    tell(case, service, "more than 10", Range(low=Decimal(10), open_high=True, strict=True), kind="civilian", whom="villagers", day=None)
    tell(case, "@Ridge Watch", "up to 270", Range(high=Decimal(270), open_low=True), outlet="+Quay Post", published="2024")
    tell(case, "Ridge Watch", "dozens", Range(low=Decimal(24), open_high=True, vague="dozens"), outlet=None, published=None)
    tell(case, "Ridge Watch", "about 700", exactly("700", approximate=True), scope=Scope.CUMULATIVE, headline="-1\n+1")
    tell(case, "Ridge Watch", "6 to 8", Range(low=Decimal(6), high=Decimal(8)), measure="wounded", kind="civilian", whom="villagers")
    tell(case, "Ridge Watch", "no word of", Range(), measure="wounded", headline="항만 “8명” 부상 \U0001f6a2")
    tell(case, "Ridge Watch", "0", exactly("0"), measure="wounded", kind="child", whom="children", outlet="a'b")
    tell(case, service, "much", exactly("12345678901234567890123456789012345.000000000001"), measure="cost", unit="KPW|KRW", kind=None)
    denial = plain_report(f"{ministry} denied it.", published="2024-11-20", publisher="Quay Post")
    source, cue, content = (words(denial, part) for part in (ministry, "denied", "it"))
    who = Actor(actor_id(denial.id, ministry), ministry, ActorKind.BODY, (ministry,), country="RU")
    denies = Statement(denial.id, (source,), (cue,), (content,), Manner.INDIRECT, Stance.DENIES, speaker=who, read_by="hand")
    link = Link(LinkKind.DENIES, denies.id, first.id, Decimal("0.8"), (excerpt_of(denial.id, content),), "points back", "hand")
    record(case, denial, (denies,), (), (link,))
    accepted = Decision(first.id, Verdict.ACCEPT, "person:anna", AT, "=I looked at it", grade=Grade("B", 2))
    noted = Decision(denies.id, Verdict.NOTE, "person:anna", AT, 'see, "above"')
    decided(case, accepted)
    decided(case, noted)
    decided(case, Decision(noted.id, Verdict.WITHDRAW, "person:anna", AT))
    return case


def published(case: Case) -> Publication:
    """The case as it leaves with nothing protected."""
    return Publication(case, Redaction())
