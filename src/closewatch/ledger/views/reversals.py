"""Who denied something, or would not say, and later said yes: shown against their own earlier words.

Two answers are of one mouth when one actor gives both, or when both are given officially for one state: its government, ministry, army or
presidency. Answers come in as `yes_no` puts them together; a later value of a figure is a revision and is found in `revisions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from closewatch.ledger.views.given import GivenAnswer, meets
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.change import Polarity, Reversal
from closewatch.terms.countries import country_name
from closewatch.terms.known import load_actors
from closewatch.terms.statement import Basis, Stance


def reversals_among(answers: Sequence[GivenAnswer]) -> tuple[Reversal, ...]:
    """Find for each mouth its first denial (or, where it never denied, its first refusal to say) and the first yes on a later day."""
    by_mouth: dict[str, list[GivenAnswer]] = {}
    for answer in answers:
        for mouth in _mouths(answer):
            by_mouth.setdefault(mouth, []).append(answer)
    found: dict[tuple[str, str], Reversal] = {}
    for mouth in sorted(by_mouth):
        turned = _turned(mouth, by_mouth[mouth])
        if turned:
            found.setdefault((turned.earlier, turned.later), turned)
    return tuple(found[pair] for pair in sorted(found, key=lambda pair: (found[pair].later_said, pair)))


def _mouths(answer: GivenAnswer) -> tuple[str, ...]:
    """The actor, and the state for which the answer is given officially."""
    actor = answer.actor
    official = answer.statement.basis is Basis.OFFICIAL and actor.country is not None and actor.key not in _no_organs()
    return (actor.id, f"state:{actor.country}") if official else (actor.id,)


@cache
def _no_organs() -> frozenset[str]:
    """The bodies of which the lexicon tells no role in their state: rebels, militias, firms, which speak for themselves alone."""
    return frozenset(one.key for one in load_actors() if one.kind is ActorKind.BODY and not one.roles)


def _turned(mouth: str, answers: Sequence[GivenAnswer]) -> Reversal | None:
    dated = sorted((one for one in answers if one.said), key=lambda one: (one.said or "", one.order))
    for was in (Polarity.NO, Polarity.DECLINES):
        for earlier in (one for one in dated if one.polarity is was):
            after = (one for one in dated if one.polarity is Polarity.YES and (one.said or "") > (earlier.said or ""))
            later = next((one for one in after if meets(one, earlier) and (was is Polarity.NO or _yields(one))), None)
            if later:
                return _reversal(mouth, earlier, later)
    return None


def _yields(later: GivenAnswer) -> bool:
    """Tell an answer that gives in, after a refusal to say, from one that is only given when more is known: a word of confirmation, or a
    yes of those who are concerned, whose people they are or whose country it is."""
    about, country = later.statement.about, later.actor.country
    concerned = about and {about.population and about.population.country, about.place and about.place.country}
    return later.statement.stance in (Stance.ADMITS, Stance.CONFIRMS) or bool(country and concerned and country in concerned)


def _reversal(mouth: str, earlier: GivenAnswer, later: GivenAnswer) -> Reversal:
    return Reversal(
        actor=earlier.actor,
        later_actor=later.actor,
        was=earlier.polarity,
        earlier=earlier.statement.id,
        later=later.statement.id,
        earlier_said=earlier.said or "",
        later_said=later.said or "",
        because=_because(mouth, earlier.actor, later.actor) + _implied(earlier, later),
    )


def _implied(earlier: GivenAnswer, later: GivenAnswer) -> str:
    """Say how a later answer that is about something else gives the earlier one away: soldiers killed in a country were there."""
    was, now = (one.statement.about.measure if one.statement.about else None for one in (earlier, later))
    told = "killed or wounded" if now == "casualties" else now
    return f"; it is now told that they were {told} there" if now is not None and was != now else ""


def _because(mouth: str, one: Actor, other: Actor) -> str:
    if one.id == other.id:
        return f"{one.name} both times"
    return f"{one.name} and {other.name} speak officially for {country_name(mouth.partition(':')[2])}"
