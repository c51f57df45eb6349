"""Makes a large case that nobody wrote: real journal entries through the real fold, with nothing read and nothing linked by a model.

    python lab/bench/big_case.py FOLDER --reports 20000 --statements 200000 --seed 1      (a short run: --reports 200 --statements 2000)

Every span is cut from its report's text. Speakers come from some thousands of invented actors and figures answer some thousands of
questions, both with a long tail: a few are everywhere, most are rare, and the largest questions have 500 figures. One report in twenty
copies an earlier one, some statements deny others, and some answer yes/no questions. The same seed gives the same case, but for the
salts of the journal.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

from closewatch.ledger.bodies import capture_body, links_body, reading_body
from closewatch.ledger.case import Case, create_case
from closewatch.ledger.stores.sqlite import SqliteStore
from closewatch.ledger.vault import Vault
from closewatch.terms.about import About, Act, Place, Population
from closewatch.terms.actor import Actor, ActorKind, actor_id, outlet_of
from closewatch.terms.capture import Capture
from closewatch.terms.claim import Link, LinkKind, PassageClass
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.figure import MEASURES, Figure, Range, Scope, Standing
from closewatch.terms.reading import Reading
from closewatch.terms.ref import digest_of, ref
from closewatch.terms.report import BlockKind, Report, block, excerpt_of
from closewatch.terms.statement import Basis, Manner, Part, Stance, Statement
from closewatch.terms.when import Dated, KnownFrom, PartialDate

AT = datetime(2026, 1, 1, tzinfo=UTC)
FIRST_DAY = date(2024, 1, 1)
DAYS = 730
AT_ONCE = 40
"""Reports in one transaction."""
MOST_FIGURES = 500
"""Figures of the largest questions."""
FIGURES_A_STATEMENT = 0.55
COPIED = 0.05

OUTLETS = [
    f"{a} {b}"
    for a in ("Harbour", "Meridian", "Northline", "Quay", "Kestrel", "Lantern", "Tidewater", "Orchard", "Granite", "Fenland")
    for b in ("Gazette", "Wire", "Daily", "Post", "Herald", "Review")
]
FIRST = "Ilan,Mira,Tomas,Adaeze,Selim,Ruta,Jonas,Halima,Pavel,Noor,Elif,Bram,Sena,Oleh,Amara,Yusuf,Олена,Иван,민준,서연".split(",")
LAST = "Marrow,Velde,Okafo,Tarsin,Brandl,Kestane,Halloway,Dureva,Sandoval,Ostrik,Penhall,Nakamba,Lirov,Aldane,Коваль,Дуров,한별".split(",")
BODIES = "Ministry of Harbours,General Staff,Coast Guard,Health Office,Relief Union,Border Service,City Council,Rights Watch".split(",")
COUNTRIES = "RU,UA,KP,KR,SD,SS,ET,CD,RW,SY,TR,IQ,MM,NG,YE,PS,IL,LB,AF,ML,SO,LY".split(",")
CLASSES = {"combatant": "soldiers", "civilian": "civilians", "child": "children", "protected": "aid workers"}
SYLLABLES = "ka,lo,mi,ren,ta,vo,shi,dar,el,nu,pra,gos,tem,bri,zan,ul,fe,mar,ost,qui,wen,hal,cor,bek".split(",")
SEASONING = "солдат,мост,река,병사,다리,도시,café,naïve,señor,Łódź,Zürich".split(",")
STANCES = [
    *[Stance.ASSERTS] * 12, *[Stance.REPORTS] * 3, *[Stance.ESTIMATES] * 2, Stance.CONFIRMS, Stance.DENIES, Stance.WARNS, Stance.BELIEVES,
    Stance.DECLINES, Stance.ADMITS,
]  # fmt: skip
BASES = [*[Basis.UNSTATED] * 6, Basis.OFFICIAL, Basis.OFFICIAL, Basis.WITNESS, Basis.DOCUMENT, Basis.HEARSAY, Basis.INTELLIGENCE]
SCOPES = [*[Scope.CUMULATIVE] * 5, *[Scope.EVENT] * 3, Scope.STOCK, Scope.INCREMENT]
ACTS = [None, None, None, Act.PRESENT, Act.FOUGHT]


@dataclass(frozen=True)
class Somebody:
    """An invented actor of the whole case; what a report calls it is an Actor of its own."""

    name: str
    kind: ActorKind
    country: str | None

    def in_report(self, report: str) -> Actor:
        """Give the actor as one report knows it."""
        return Actor(actor_id(report, self.name), self.name, self.kind, (self.name,), country=self.country)


@dataclass(frozen=True)
class Asked:
    """What a question's figures share, and the amounts that its answers cluster about."""

    measure: str
    country: str | None
    kind: str | None
    place: str | None
    amounts: tuple[int, ...]


class World:
    """Whom and what the reports tell of: actors, questions and words, each with a long tail."""

    def __init__(self, dice: random.Random, actors: int, questions: int, figures: int) -> None:
        self.words = [*SEASONING, *("".join(dice.choices(SYLLABLES, k=dice.randrange(2, 5))) for _ in range(12_000))]
        self.word_weights = _tail(len(self.words), 0.9)
        self.somebody = [_somebody(dice, number) for number in range(actors)]
        self.actor_weights = _tail(actors, 0.8)
        self.towns = [(f"{word.title()}{end}", dice.choice(COUNTRIES)) for word in self.words[20:420] for end in ("sk",)]
        sizes = _sizes(questions, figures)
        measures = [measure for measure in MEASURES if measure not in ("other", "paid", "cost")]
        keys: dict[tuple[str, str | None, str | None, str | None], None] = {}
        while len(keys) < questions:
            kind = dice.choice([*CLASSES, None])
            keys[dice.choice(measures), dice.choice([*COUNTRIES, None]), kind, dice.choice(COUNTRIES)] = None
        asked = [Asked(*key, _amounts(dice, size)) for key, size in zip(keys, sizes, strict=True)]
        self.turns = [one for one, size in zip(asked, sizes, strict=True) for _ in range(size)]
        dice.shuffle(self.turns)
        self.yes_no = [
            (dice.choice([None, "killed", "captured", "launched"]), dice.choice(COUNTRIES), "combatant", dice.choice(COUNTRIES))
            for _ in range(300)
        ]
        self.yes_no_weights = _tail(len(self.yes_no), 0.9)


def _tail(count: int, steep: float) -> list[float]:
    """Give running weights that fall with the place: what `random.choices` takes."""
    total, weights = 0.0, []
    for place in range(count):
        total += 1 / (place + 3) ** steep
        weights.append(total)
    return weights


def _sizes(questions: int, figures: int) -> list[int]:
    """Say how many figures each question has: some of MOST_FIGURES, then fewer and fewer, a few at the end."""
    scale = 1.0
    for _ in range(60):
        sizes = [max(1, min(MOST_FIGURES, int(scale * 1000 / (place + 1) ** 0.75))) for place in range(questions)]
        if sum(sizes) >= figures:
            break
        scale *= 1.15
    return sizes


def _amounts(dice: random.Random, size: int) -> tuple[int, ...]:
    middle = 10 ** dice.uniform(0.7, 4.3)
    return tuple(max(1, round(middle * dice.uniform(0.3, 2.5))) for _ in range(max(1, min(120, round(size**0.75)))))


def _somebody(dice: random.Random, number: int) -> Somebody:
    country = dice.choice([*COUNTRIES, None])
    if number % 4 == 0:
        return Somebody(f"{dice.choice(BODIES)} of {''.join(dice.choices(SYLLABLES, k=2)).title()} {number}", ActorKind.BODY, country)
    middle = "".join(dice.choices(SYLLABLES, k=2)).title()
    return Somebody(f"{dice.choice(FIRST)} {middle} {dice.choice(LAST)} {number}", ActorKind.PERSON, country)


@dataclass(frozen=True)
class Told:
    """One sentence before it stands in a report: where its parts lie, counted from its first character."""

    text: str
    speaker: Somebody
    cue: tuple[int, int]
    content: tuple[int, int]
    stance: Stance
    number: tuple[int, int] | None = None
    asked: Asked | None = None
    amount: int = 0
    whom: tuple[int, int] | None = None
    where: tuple[int, int] | None = None
    place: tuple[str, str] | None = None
    proposition: tuple[str | None, str, str, str] | None = None


@dataclass(frozen=True)
class Made:
    """One report with what is found in it and what it leads to."""

    data: bytes
    drafts: tuple[Draft, ...]
    report: Report
    statements: tuple[Statement, ...]


class Writer:
    """Writes the reports, one after the other."""

    def __init__(self, seed: int, reports: int, statements: int, actors: int, questions: int) -> None:
        self.dice = random.Random(seed)
        self.count = reports
        self.each = max(2, statements // reports)
        self.world = World(self.dice, actors, questions, int(statements * FIGURES_A_STATEMENT))
        self.told: list[tuple[Told, ...]] = []
        self.made: list[Made] = []

    def reports(self) -> Iterator[Made]:
        """Give every report; the latest are kept at hand to be copied and denied."""
        for number in range(self.count):
            made = self._report(number)
            self.made = [*self.made[-60:], made]
            yield made

    def _sentence(self) -> Told:
        dice, world = self.dice, self.world
        speaker = dice.choices(world.somebody, cum_weights=world.actor_weights)[0]
        stance = dice.choice(STANCES)
        words = dice.choices(world.words, cum_weights=world.word_weights, k=dice.randrange(6, 16))
        cue = {Stance.DENIES: "denied", Stance.ESTIMATES: "estimated", Stance.CONFIRMS: "confirmed"}.get(stance, "said")
        lead = f"{speaker.name} {cue} that "
        cue_at = (len(speaker.name) + 1, len(speaker.name) + 1 + len(cue))
        if world.turns and dice.random() < FIGURES_A_STATEMENT:
            asked = world.turns.pop()
            amount = dice.choice(asked.amounts)
            place = dice.choice(
                [town for town in islice(world.towns, dice.randrange(1, 300), None) if town[1] == asked.place][:1] or [None]
            )
            number, whom, where = f"{amount:,}", CLASSES.get(asked.kind or "", "people"), place[0] if place else "the region"
            text = f"{lead}{number} {whom} were {asked.measure} near {where} as {' '.join(words)}."
            at = len(lead)
            whom_at = (at + len(number) + 1, at + len(number) + 1 + len(whom))
            where_at = text.index(where, whom_at[1])
            return Told(
                text, speaker, cue_at, (at, len(text) - 1), stance, (at, at + len(number)), asked, amount, whom_at,
                (where_at, where_at + len(where)), place,
            )  # fmt: skip
        text = f"{lead}{' '.join(words)}."
        proposition = dice.choices(world.yes_no, cum_weights=world.yes_no_weights)[0] if dice.random() < 0.15 else None
        return Told(text, speaker, cue_at, (len(lead), len(text) - 1), stance, proposition=proposition)

    def _report(self, number: int) -> Made:
        dice = self.dice
        copied = dice.choice(self.made) if len(self.made) > 5 and dice.random() < COPIED else None
        before = self.told[-len(self.made) :][self.made.index(copied)] if copied else ()
        told = tuple(before[:3]) + tuple(self._sentence() for _ in range(self.each - min(3, len(before))))
        self.told = [*self.told[-61:], told]
        day = FIRST_DAY + timedelta(days=number * DAYS // self.count)
        outlet = dice.choice(OUTLETS)
        headline = f"Report {number} from {dice.choice(self.world.towns)[0]}: {' '.join(dice.choices(self.world.words, k=4))}"
        text, starts = f"{headline}\n\n", []
        for one in told:
            starts.append(len(text))
            text += one.text + "\n\n"
        report = _rendered(text.rstrip(), headline, day, outlet, number, starts)
        statements, figures = [], []
        for one, start in zip(told, starts, strict=True):
            statement = _statement(report, one, start, dice)
            statements.append(statement)
            if one.asked and one.number:
                figures.append(_figure(report, one, one.asked, one.number, start, statement, dice, day))
        reading = Reading(report.id, "bench", tuple(statements), tuple(figures))
        links = _links(report, statements, self.made, copied, dice)
        by_whom = (
            Draft(EntryKind.CAPTURE, "person:bench", AT, capture_body(report.capture, report, report.id, ())),
            Draft(EntryKind.READING, "reader:bench", AT, reading_body(reading)),
            Draft(EntryKind.LINKS, "linker:1", AT, links_body(report.id, links)),
        )
        return Made(report.text.encode(), by_whom, report, tuple(statements))


def _rendered(text: str, headline: str, day: date, outlet: str, number: int, starts: Sequence[int]) -> Report:
    data = text.encode()
    capture = Capture(digest_of(data), len(data), "text/plain", f"{number}.txt", AT, "person:bench", "closewatch")
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    paragraphs = (block(text, BlockKind.PARAGRAPH, start, end) for start, end in zip(starts, ends, strict=True))
    blocks = (block(text, BlockKind.HEADLINE, 0, len(headline)), *paragraphs)
    url = f"https://{outlet.split()[0].lower()}.example/{number}"
    return Report(capture, text, blocks, headline, (), outlet, url, PartialDate(day.isoformat()), "en", "bench")


def _statement(report: Report, told: Told, start: int, dice: random.Random) -> Statement:
    def cut(part: tuple[int, int]) -> tuple[int, int]:
        return start + part[0], start + part[1]

    about = None
    if told.proposition:
        measure, country, kind, place = told.proposition
        act = dice.choice(ACTS) if measure is None else None
        about = About(measure, Population(country, None, kind, rule="bench"), Place(place, place, rule="bench"), act, dice.random() < 0.1)
    return Statement(
        report.id, (report.span(start, start + len(told.speaker.name)),), (report.span(*cut(told.cue)),),
        (report.span(*cut(told.content)),),
        Manner.INDIRECT, told.stance, dice.choice(BASES), part=Part.BODY, speaker=told.speaker.in_report(report.id), read_by="bench",
        confidence=Decimal(dice.randrange(30, 100)) / 100, about=about,
    )  # fmt: skip


def _figure(
    report: Report, told: Told, asked: Asked, number: tuple[int, int], start: int, statement: Statement, dice: random.Random, day: date
) -> Figure:
    ends = [start + end for end in number]
    amount, kind = Decimal(told.amount), dice.random()
    held = Range(amount, None, None, open_high=True) if kind < 0.2 else Range(None, None, amount, open_low=True) if kind < 0.3 else None
    whom = report.span(start + told.whom[0], start + told.whom[1]) if told.whom else None
    where = report.span(start + told.where[0], start + told.where[1]) if told.where else None
    as_of = Dated(day, day, KnownFrom.PUBLISHED) if dice.random() < 0.8 else None
    return Figure(
        report.id, report.span(*ends), asked.measure, held or Range(amount, amount, amount, approximate=kind > 0.8), unit="person",
        population=Population(asked.country, "military" if asked.kind == "combatant" else None, asked.kind, whom),
        place=Place(told.place[0] if told.place else asked.place or "", asked.place, where), scope=dice.choice(SCOPES), as_of=as_of,
        statement=statement.id, speaker=statement.speaker,
        standing=Standing.DENIED if told.stance is Stance.DENIES else Standing.ASSERTED,
    )  # fmt: skip


def _links(
    report: Report, statements: Sequence[Statement], before: Sequence[Made], copied: Made | None, dice: random.Random
) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    outlet = outlet_of(report.id, report.publisher)
    for actor, span in ((outlet, None), *((one.speaker, one.source[0]) for one in statements if one.speaker)):
        because = (excerpt_of(report.id, span),) if span else ()
        link = Link(LinkKind.SAME_ACTOR, actor.id, ref("ac", "key", f"bench:{actor.name}"), Decimal("0.9"), because, made_by="bench")
        found.setdefault(link.id, link)
    if copied:
        pairs = [
            (here, there) for here, there in zip(statements[:3], copied.statements[:3], strict=True)
            if here.content[0].exact == there.content[0].exact
        ]  # fmt: skip
        shared = tuple(excerpt_of(of.id, one.content[0]) for here, there in pairs for of, one in ((report, here), (copied.report, there)))
        parts = (PassageClass.STATEMENT.value,) * len(pairs)
        link = Link(LinkKind.COPIES, report.id, copied.report.id, Decimal("0.99"), shared, made_by="bench", parts=parts)
        found[link.id] = link
    for one in statements:
        if one.stance is Stance.DENIES and before and dice.random() < 0.5:
            other = dice.choice(dice.choice(before).statements)
            link = Link(LinkKind.DENIES, one.id, other.id, Decimal("0.8"), (excerpt_of(report.id, one.content[0]),), made_by="bench")
            found[link.id] = link
    return tuple(found[identity] for identity in sorted(found))


class _Hurried(Vault):
    """A vault that waits for no disk: what a power cut would take is made again."""

    def put(self, data: bytes) -> str:
        digest = digest_of(data)
        path = self.path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return digest


def make(folder: Path, reports: int, statements: int, *, seed: int = 1, actors: int = 3_000, questions: int = 5_000) -> None:
    """Make the case in a new folder."""
    with create_case(folder, "A large case that nobody wrote", "person:bench", AT):
        pass
    store = SqliteStore(folder)
    store.vault = _Hurried(folder / "vault")
    store.tables.execute("PRAGMA synchronous = OFF")
    store.tables.execute("PRAGMA cache_size = -200000")
    with Case(store, folder) as case:
        made, begun = Writer(seed, reports, statements, actors, questions).reports(), time.perf_counter()
        done = 0
        while batch := tuple(islice(made, AT_ONCE)):
            case.record([one.data for one in batch], [draft for one in batch for draft in one.drafts])
            done += len(batch)
            rate = done / (time.perf_counter() - begun)
            print(f"\r{done} of {reports} reports, {rate:.0f} a second, {(reports - done) / rate:.0f} s left  ", end="", file=sys.stderr)
        print(file=sys.stderr)


def main() -> int:
    """Make a case as told on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--statements", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    make(given.folder, given.reports, given.statements, seed=given.seed, questions=max(20, given.statements // 40))
    return 0


if __name__ == "__main__":
    sys.exit(main())
