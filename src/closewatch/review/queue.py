"""In what order what waits is shown to a reviewer: the most uncertain and most consequential first, each with its reason in words.

The score of a value is the chance that the reader erred (1 less its calibrated confidence, reading/weights/MODEL.md) times what hangs on
it: 1 for anything, and more where it answers a disputed question, makes a conflict alone, carries other answers, or was said first. The
weights are ours and stand below; they only order the queue, and nothing is hidden by them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import log2

from closewatch.ledger.case import Case
from closewatch.ledger.views.questions import question
from closewatch.ledger.views.waiting import Undecided, figures_on, least_certain, likely_disputed, loose_figures, lost, undecided_among
from closewatch.review.second import second_words, waiting_for_second
from closewatch.terms.claim import Claim, Conflict, Question
from closewatch.terms.review import Waiting

ALONE, DISPUTED, FIRST = 3.0, 2.0, 1.0
"""What it adds to make a conflict alone, to answer a disputed question, and to have said first what others say."""

CANDIDATES = 500
"""How many of the least certain statements are held against each other, and how many values wait for a second reviewer at most."""

QUESTIONS = 40
"""In how many questions of each kind it is looked at what hangs on a value, where the caller does not know which are disputed."""

UNKNOWN = 0.72
"""The confidence of a figure that no statement gives: the share of statements that are right at all (MODEL.md, PolNeAR)."""

LEAST_DOUBT = 0.05
"""However sure the reader is of the words, its confidence does not cover stance and figures, so that much doubt is always left."""

Reason = tuple[float, str]
"""What a consequence adds to the weight of a value, and the consequence in words."""


def queue(case: Case, by: str, *, skipped: Sequence[str] = (), disputed: Iterable[Question] | None = None) -> Iterator[Waiting]:
    """Give what waits for one reviewer: what needs a second one, what was decided and is no longer read, then what nobody decided on, the
    most uncertain and most consequential first.

    What was `skipped` comes last, in the order in which it was. `disputed` are the questions in which it is looked at what hangs on a
    value; unless told, those with most answers.
    """
    put_off = frozenset(skipped)
    later: dict[str, Waiting] = {}
    for one in _all(case, by, disputed):
        if one.id in put_off:
            later[one.id] = one
        else:
            yield one
    yield from (later[identity] for identity in dict.fromkeys(skipped) if identity in later)


def _all(case: Case, by: str, disputed: Iterable[Question] | None) -> Iterator[Waiting]:
    tables, seen = case.tables, set[str]()
    for identity, state in waiting_for_second(case, by, CANDIDATES):
        seen.add(identity)
        yield Waiting(identity, Decimal(0), (f"{second_words(state)} ({state.latest.by})",))
    for held in lost(tables):
        if held.id not in seen:
            seen.add(held.id)
            yield Waiting(held.id, Decimal(0), ("decided, no longer read",))
    asked = (found for identity in likely_disputed(tables, QUESTIONS) if (found := question(tables, identity)))
    for one in ranked(case, asked if disputed is None else disputed):
        seen.add(one.id)
        yield one
    for rest in (least_certain(tables), loose_figures(tables)):
        yield from (_waiting(value, ()) for value in rest if value.id not in seen)


def ranked(case: Case, disputed: Iterable[Question]) -> tuple[Waiting, ...]:
    """Order the undecided values of some disputed questions, and the statements that the reader is least certain of, by their score.

    A figure stands behind its statement where that waits too, and both are where the greater of their scores puts them.
    """
    tables = case.tables
    reasons: dict[str, tuple[Reason, ...]] = {}
    for asked in disputed:
        for identity, found in consequences(asked).items():
            reasons[identity] = (*reasons.get(identity, ()), *found)
    values = {one.id: one for one in least_certain(tables, CANDIDATES)}
    for one in undecided_among(tables, sorted(reasons)):
        values.setdefault(one.id, one)
        if one.on != one.id:
            values.setdefault(one.on, Undecided(one.on, one.on, one.confidence))
    for statement in [one for one in values.values() if one.id.startswith("st:")]:
        for figure in figures_on(tables, statement.id):
            values.setdefault(figure, Undecided(figure, statement.id, statement.confidence))
    made = [(one, _waiting(one, reasons.get(one.id, ()))) for one in values.values()]
    best: dict[str, Decimal] = {}
    for one, waiting in made:
        best[one.on] = max(best.get(one.on, Decimal(0)), waiting.score)
    made.sort(key=lambda pair: (-best[pair[0].on], pair[0].on, pair[0].id != pair[0].on, -pair[1].score, pair[0].id))
    return tuple(waiting for _, waiting in made)


def consequences(asked: Question) -> Mapping[str, tuple[Reason, ...]]:
    """Say for each statement and figure that answers a question what hangs on it; nothing where the question is not in dispute."""
    if not asked.disputed:
        return {}
    found: dict[str, list[Reason]] = {}
    of_claim: dict[str, list[Conflict]] = {}
    for conflict in asked.conflicts:
        for side in {conflict.left, conflict.right}:
            of_claim.setdefault(side, []).append(conflict)
    wordings = {claim.id: claim.wording for claim in asked.claims}
    for claim in asked.claims:
        members = sorted({member for origin in claim.origins for member in origin.members})
        for identity in (*members, *claim.statements):
            found.setdefault(identity, []).append((DISPUTED, f"answers a disputed question: {asked.wording}"))
        fought = of_claim.get(claim.id, [])
        if len(members) == 1 and fought:
            for identity in {*members, *claim.statements}:
                found[identity].append((ALONE, _alone(fought, wordings)))
        for identity, reason in _carrying(claim):
            found[identity].append(reason)
    for statement, fought in of_claim.items():
        if statement.startswith("st:"):
            denied = fought[0].left
            others = [one for one in of_claim.get(denied, ()) if one.right != statement]
            about = (DISPUTED, f"denies what others say: {asked.wording}") if others else (ALONE, _alone(fought, wordings))
            found.setdefault(statement, []).append(about)
    return {identity: tuple(dict.fromkeys(reasons)) for identity, reasons in found.items()}


def _alone(fought: Sequence[Conflict], wordings: Mapping[str, str]) -> str:
    sides = [wordings.get(side, "a denial") for side in (fought[0].left, fought[0].right)]
    more = f" and {len(fought) - 1} more" if len(fought) > 1 else ""
    return f"alone makes the conflict of {sides[0]} and {sides[1]}{more}"


def _carrying(claim: Claim) -> Iterator[tuple[str, Reason]]:
    """Say of the answers to a claim on which others lean how many do, and which was said first."""
    onto = {joined.member: joined.onto for origin in claim.origins for joined in origin.joined}
    members = {member for origin in claim.origins for member in origin.members}
    leaning: Counter[str] = Counter()
    for member in onto:
        passed, at = {member}, onto[member]
        while at not in passed:
            passed.add(at)
            leaning[at] += 1
            at = onto.get(at, at)
    for member in sorted(members & leaning.keys()):
        count = leaning[member]
        yield member, (log2(1 + count), f"{count} other answer{'s lean' if count > 1 else ' leans'} on it")
    dated = [origin for origin in claim.origins if origin.first_said]
    first = min(dated, key=lambda origin: (origin.first_said or "", origin.id), default=None)
    roots = [member for member in first.members if member not in onto] if first and len(members) > 1 else []
    if len(roots) == 1:
        yield roots[0], (FIRST, f"says first what {len(members) - 1} more answer{'s' if len(members) > 2 else ''} say")


def _waiting(one: Undecided, reasons: Sequence[Reason]) -> Waiting:
    doubt = max(LEAST_DOUBT, 1 - (UNKNOWN if one.confidence is None else one.confidence))
    score = Decimal(f"{doubt * (1 + sum(points for points, _ in reasons)):.3f}")
    sure = "no statement gives it" if one.confidence is None else f"confidence {one.confidence:.2f}"
    return Waiting(one.id, score, (*(words for _, words in sorted(reasons, key=lambda reason: (-reason[0], reason[1]))), sure))
