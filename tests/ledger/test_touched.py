"""What an entry touched: digests of all other questions stay as they were, whatever happens."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from closewatch.ledger.bodies import links_body
from closewatch.ledger.case import Case
from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.digests import QuestionDigest, digest_of
from closewatch.ledger.views.questions import questions
from closewatch.ledger.views.touched import questions_touched
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.decision import Verdict
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.statement import Basis, Stance
from tests.ledger.conftest import AT, Telling, Told
from tests.ledger.test_decisions import Deciding

SPEAKERS = ("Kyiv", "Seoul", "Moscow", "Harbour Service", "Meridian Wire")


def digests(case: Case) -> dict[str, QuestionDigest]:
    return {question.id: digest_of(question) for question in questions(case.tables)}


class Watched:
    """A case whose digests are held against those before each entry."""

    def __init__(self, case: Case) -> None:
        self.case, self.tell, self.decide = case, Telling(case), Deciding(case)
        self.before, self.seq = digests(case), case.head().seq
        self.missed: list[str] = []

    def look(self, what: str) -> None:
        """Hold today's digests against those before."""
        after, touched = digests(self.case), questions_touched(self.case.tables, self.seq)
        changed = {one for one in {*self.before, *after} if self.before.get(one) != after.get(one)}
        self.missed += [f"{what}: {one}" for one in changed - touched]
        self.before, self.seq = after, self.case.head().seq


@pytest.mark.parametrize("seed", range(4))
def test_no_question_changes_that_was_not_touched(any_case: Case, seed: int) -> None:
    dice, watched = random.Random(seed), Watched(any_case)
    told: list[Told] = []
    for number in range(14):
        told.append(_told(watched, dice, number))
        watched.look(f"report {number}")
    for number in range(16):
        watched.look(f"{number}: {_decided(watched, dice, told)}")
    assert watched.missed == []


def _told(watched: Watched, dice: random.Random, number: int) -> Told:
    speaker = dice.choice(SPEAKERS)
    return watched.tell(
        speaker, 100 + dice.randrange(4) * 200 + number % 2, measure=dice.choice(("killed", "wounded", "deployed")),
        published=f"2025-01-{1 + number:02d}", publisher=dice.choice(("Meridian Wire", "Quay Daily", None)),
        country=dice.choice((None, "UA", "RU")), stance=dice.choice((Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES)),
        basis=dice.choice((Basis.UNSTATED, Basis.WITNESS, Basis.DOCUMENT)), region=dice.choice((None, "Kursk")),
    )  # fmt: skip


def _decided(watched: Watched, dice: random.Random, told: list[Told]) -> str:
    one, other = dice.sample(told, 2)
    left, right = (component_of(watched.case.tables, each.statement.speaker.id) for each in (one, other) if each.statement.speaker)
    match dice.randrange(10):
        case 0:
            watched.decide(one.figure.id, Verdict.REJECT)
        case 1:
            watched.decide(one.figure.id, Verdict.CORRECT, fields=["low=900", "best=900", "high=900"])
        case 2:
            watched.decide(one.statement.id, Verdict.CORRECT, fields=[f"basis={dice.choice(('witness', 'official'))}"])
        case 3 | 4:
            apart = [each.statement.speaker.id for each in (one, other) if each.statement.speaker and each.statement.speaker.id != left]
            if left != right:
                watched.decide(left, Verdict.MERGE, other=right)
            elif apart:
                watched.decide(left, Verdict.SPLIT, other=apart[0])
        case 5:
            watched.decide(one.report.id, Verdict.NOTE, reason="looked at")
        case 6:
            said = one.report.excerpt(one.statement.content[0])
            denial = Link(LinkKind.DENIES, one.statement.id, other.statement.id, Decimal(1), (said,))
            _linked(watched, one, denial)
        case 7 | 8:
            _linked(watched, one, Link(LinkKind.SAME_ACTOR, left, right, Decimal(1), (one.report.excerpt(one.statement.source[0]),)))
        case _:
            made = watched.decide(other.figure.id, Verdict.REJECT)
            watched.look("before a withdrawal")
            watched.decide(made.id, Verdict.WITHDRAW)
    return "decided"


def _linked(watched: Watched, one: Told, link: Link) -> None:
    watched.case.record((), (Draft(EntryKind.LINKS, "linker:1", AT, links_body(one.report.id, (link,))),))
