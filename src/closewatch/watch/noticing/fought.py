"""Answers that cannot both hold: a fresh one against those that stood, and who denies what others say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from closewatch.ledger.views.values import value_of
from closewatch.terms.actor import Actor, outlet_of
from closewatch.terms.alert import Alert, AlertKind
from closewatch.terms.change import Polarity
from closewatch.terms.claim import Claim, Conflict, ConflictKind, Origin
from closewatch.watch.noticing.came import Look
from closewatch.watch.noticing.gained import gives, named, said
from closewatch.watch.noticing.wording import MOST_NAMES, agreeing, names, row

_DENIED = ConflictKind.ASSERTION_MEETS_DENIAL


@dataclass(frozen=True)
class _Side:
    """The fresh answers to one question that one claim is given by."""

    claim: Claim
    origins: tuple[Origin, ...]
    values: frozenset[str]


def conflicts_found(look: Look, spoken: Collection[str] = ()) -> Iterable[Alert]:
    """Tell of each fresh answer that cannot hold together with others, naming those that most reports tell; the rest are counted.

    A denial that is fresh itself is told as a denial, an answer that turns somebody's own round (`spoken`) as a reversal. Two versions of
    one page are in no conflict, and who moves to another value that the same others still stand against is in no new one.
    """
    sides = {side.claim.id: side for claim in look.after.claims if (side := _side(look, claim)) and not side.values & set(spoken)}
    meeting = [one for one in look.after.conflicts if {one.left, one.right} & sides.keys() and one.right not in look.came.arrival.values]
    if not meeting:
        return
    stood = {one.id for one in look.before.conflicts} if look.before else set()
    claims = {claim.id: claim for claim in look.after.claims}
    new = [one for one in meeting if one.id not in stood]
    most = Counter(end for one in new for end in (one.left, one.right))
    taken: set[str] = set()
    for side in sorted(sides.values(), key=lambda side: (-most[side.claim.id], side.claim.id)):
        mine = [one for one in new if side.claim.id in (one.left, one.right) and one.id not in taken]
        mine = [one for one in mine if not _is_of_one_page(look, side, one, claims) and not _goes_on(look, side, one)]
        if mine:
            taken |= {one.id for one in mine}
            yield _conflict(look, side, mine, claims)


def _side(look: Look, claim: Claim) -> _Side | None:
    origins = tuple(origin for origin in claim.origins if look.came.told_in(origin))
    values = frozenset(value for origin in origins for value in look.came.told_in(origin))
    return _Side(claim, origins, values) if values and claim.polarity not in (Polarity.NO, Polarity.DECLINES) else None


def _other_end(conflict: Conflict, side: _Side) -> str:
    return conflict.right if conflict.left == side.claim.id else conflict.left


def _is_of_one_page(look: Look, side: _Side, conflict: Conflict, claims: Mapping[str, Claim]) -> bool:
    """Tell whether the other end stands in earlier versions of the page alone."""
    end = _other_end(conflict, side)
    reports = (
        set(claims[end].reports) if end in claims else {value_of(look.came.tables, end).value.report} if end.startswith("st:") else set()
    )
    return reports <= set(look.came.versions)


def _goes_on(look: Look, side: _Side, conflict: Conflict) -> bool:
    """Tell whether all who give the fresh answer gave another before, or on an earlier version of the page, that the same stood against."""
    fought = {frozenset((one.left, one.right)) for one in look.before.conflicts} if look.before else set()
    gave = {(one.actor.id, one.earlier) for one in look.after.revisions if one.later == side.claim.id}
    gave |= {
        (origin.actor.id, claim.id)
        for claim in look.after.claims
        for origin in claim.origins
        if set(origin.reports) & {*look.came.versions}
    }
    went_on = {actor for actor, earlier in gave if frozenset((earlier, _other_end(conflict, side))) in fought}
    return all(origin.actor.id in went_on for origin in side.origins)


def _conflict(look: Look, side: _Side, mine: Sequence[Conflict], claims: Mapping[str, Claim]) -> Alert:
    who = [origin.actor for origin in side.origins]
    others = [claims[end] for one in mine if (end := _other_end(one, side)) in claims]
    others.sort(key=lambda other: (-len(other.reports), other.id))
    denials = [one.right for one in mine if one.kind is _DENIED]
    deniers = [_denier(look, statement) for statement in denials]
    words = f"{names(who)} {gives(who, side.claim)}"
    if others:
        told = [f"{said(one)} ({names(origin.actor for origin in one.origins)})" for one in others]
        part = all(one.kind is ConflictKind.PART_EXCEEDS_WHOLE for one in mine)
        words += f", which does not go together with {_answers(told)}{' as part and whole' if part else ''}"
    if deniers:
        words += f"; {names(deniers)} denied it"
    first = (origin.members[0] for other in others for origin in other.origins[:1])
    proof = look.came.proof((*sorted(side.values)[:2], *denials[:2], *first))
    alert = look.alert(AlertKind.CONFLICT, words, proof, (side.claim.id,))
    against = [origin.actor for other in others for origin in other.origins]
    return replace(alert, actors=named((*who, *against, *deniers)), proved=side.claim.proved, at_most=side.claim.at_most)


def _answers(told: Sequence[str]) -> str:
    more = len(told) - MOST_NAMES
    return ", ".join(told[:MOST_NAMES]) + (f" and {more} more answer{'s' if more > 1 else ''}" if more > 0 else "")


def denials_found(look: Look, turned: Collection[str] = ()) -> Iterable[Alert]:
    """Tell of those who deny what somebody says and had not denied it before, all of one report in one alert.

    What people of a state (`turned` names it) denied that says yes in the same report is their earlier word, told with the reversal.
    """
    fresh = [one for one in look.after.conflicts if one.kind is _DENIED and look.came.tells(one.right)]
    if not fresh:
        return
    known, claims = _deniers_before(look), {claim.id: claim for claim in look.after.claims}
    denied: dict[str, Claim] = {}
    who: dict[str, Actor] = {}
    for one in fresh:
        denier, claim = _denier(look, one.right), claims.get(one.left)
        if claim is None or denier.id in known:
            continue
        if (denier.country or denier.name) not in turned and not set(claim.reports) <= set(look.came.versions):
            denied[claim.id] = claim
            who[one.right] = denier
    if not denied:
        return
    deniers = list(who.values())
    others = [origin.actor for claim in denied.values() for origin in claim.origins]
    amounts = row(said(claim) for claim in denied.values())
    verbs = agreeing(deniers, "denies", "deny"), agreeing(others, "says", "say")
    words = f"{names(deniers)} {verbs[0]} it; {names(others)} {verbs[1]} {amounts}"
    proof = look.came.proof((*who, *(claim.origins[0].members[0] for claim in denied.values())))
    yield replace(look.alert(AlertKind.DENIAL, words, proof), actors=named((*deniers, *others)))


def _deniers_before(look: Look) -> set[str]:
    """Name the actors who denied something on the question before."""
    claims = look.before.claims if look.before else ()
    found = {origin.actor.id for claim in claims if claim.polarity is Polarity.NO for origin in claim.origins}
    return found | {actor.id for claim in claims for actor in claim.denied_by}


def _denier(look: Look, statement: str) -> Actor:
    """Give who speaks in a statement as the case knows them; the outlet where the report names nobody."""
    held = value_of(look.came.tables, statement)
    if held.actor:
        return held.actor
    row = look.came.tables.execute("SELECT publisher FROM reports WHERE id = ?", (held.value.report,)).fetchone()
    return outlet_of(held.value.report, row[0] if row else None)
