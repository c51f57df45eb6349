"""Who speaks to a question for the first time: another origin of a claim that stood, or a new answer by somebody new."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from closewatch.terms.actor import Actor
from closewatch.terms.alert import Alert, AlertKind
from closewatch.terms.change import Polarity
from closewatch.terms.claim import Claim, Origin
from closewatch.watch.noticing.came import Look
from closewatch.watch.noticing.wording import MOST_NAMES, agreeing, line, names

ENOUGH = 5
"""From how many origins on one more that is only possible changes nobody's mind, and is not told; one that is proved is. Ours."""


def origins_gained(look: Look, spoken: Collection[str] = ()) -> Iterable[Alert]:
    """Tell of a claim that stood and has one more origin, proved independent or at least possible.

    `spoken` are answers that another alert tells of already.
    """
    by_claim: dict[str, tuple[Claim, list[Origin]]] = {}
    for claim, origin in look.new_origins:
        if claim.polarity in (None, Polarity.YES) and look.stood_elsewhere(claim) and not set(look.came.told_in(origin)) <= set(spoken):
            by_claim.setdefault(claim.id, (claim, []))[1].append(origin)
    for claim, gained in by_claim.values():
        if not {origin.id for origin in gained} & set(claim.independent) and claim.at_most - len(gained) >= ENOUGH:
            continue
        told = [value for origin in gained for value in look.came.told_in(origin)]
        who = [origin.actor for origin in gained]
        others = [origin.actor for origin in claim.origins if origin not in gained]
        words = f"{names(who)} too {gives(who, claim)}, as {names(others)} did: "
        words += f"{claim.proved or 'none'} proved independent, at most {claim.at_most}"
        old = [origin.members[0] for origin in claim.origins if origin not in gained]
        alert = look.alert(AlertKind.ORIGIN_GAINED, words, look.came.proof((*told[:4], *old)), (claim.id,))
        yield replace(alert, actors=named(who), proved=claim.proved, at_most=claim.at_most)


def new_actors(look: Look, spoken: Collection[str] = ()) -> Iterable[Alert]:
    """Tell of those with a name who were on no claim of a question that stood, and give answers that nobody gave: one alert for a report.

    `spoken` is what other alerts on the question tell of already: names, the countries for which somebody spoke, statements.
    """
    new = [
        (claim, origin)
        for claim, origin in look.new_origins
        if claim.polarity is not Polarity.DECLINES
        and origin.actor.named
        and not {origin.actor.name, origin.actor.country, *claim.statements} & set(spoken)
        and set(claim.reports) == {look.came.arrival.report}
    ]
    if not new or not any(look.stood_elsewhere(claim) for claim in look.after.claims):
        return
    known = {origin.actor.id for claim in look.claims_before.values() for origin in claim.origins}
    answers: dict[str, list[str]] = {}
    told: list[str] = []
    for claim, origin in new:
        if origin.actor.id not in known and claim.id not in look.claims_before:
            answers.setdefault(origin.actor.name, []).append(said(claim))
            told += look.came.told_in(origin)
    if answers:
        each = [f"{line(name)} with {' and '.join(given)}" for name, given in answers.items()]
        more = f"; and {len(each) - MOST_NAMES} more" if len(each) > MOST_NAMES else ""
        words = f"New on this question: {'; '.join(each[:MOST_NAMES])}{more}"
        yield replace(look.alert(AlertKind.NEW_ACTOR, words, look.came.proof(told)), actors=tuple(answers))


def said(claim: Claim) -> str:
    """Word the answer of a claim: the amount, or in quotation marks what was answered."""
    return f"“{claim.wording}”" if claim.polarity else claim.wording


def gives(who: list[Actor], claim: Claim) -> str:
    """Say that some give an answer."""
    verb = agreeing(who, "says", "say") if claim.polarity else agreeing(who, "gives", "give")
    return f"{verb} {said(claim)}"


def named(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Give the names of some, each once."""
    return tuple(dict.fromkeys(actor.name for actor in actors))
