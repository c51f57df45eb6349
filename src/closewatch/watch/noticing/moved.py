"""Who changed an answer of their own: a later value of an origin, or a yes after a denial."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from closewatch.terms.alert import Alert, AlertKind
from closewatch.terms.change import Polarity, Reversal, Revision
from closewatch.terms.claim import Claim, Origin, Question
from closewatch.watch.noticing.came import Look
from closewatch.watch.noticing.gained import named
from closewatch.watch.noticing.wording import agreeing, day, days, line

_TURNED = {Polarity.NO: "denied it", Polarity.DECLINES: "would not say"}


def figures_moved(look: Look) -> Iterable[Alert]:
    """Tell of an origin that was on the question and gives a later value: of each who moved, the newest beside the one most told before.

    A value that stands before one that was known of the same origin is no news.
    """
    claims = {claim.id: claim for claim in look.after.claims}
    moved: dict[str, list[tuple[Revision, Origin, Origin]]] = {}
    for revision in look.after.revisions:
        was, now = (_of(claims.get(claim), revision.actor.id) for claim in (revision.earlier, revision.later))
        if was and now and _is_new(look, now) and look.came.was_there(was.members) and set(was.reports) - look.came.page:
            moved.setdefault(revision.actor.id, []).append((revision, was, now))
    for actor, found in moved.items():
        newest = max((_since(revision), revision.later) for revision, _, _ in found)
        known = [_since(one) for one in look.before.revisions if one.actor.id == actor] if look.before else []
        if any(newest[0] <= one for one in known):
            continue
        told = [one for one in found if (_since(one[0]), one[0].later) == newest]
        revision, was, now = max(told, key=lambda one: (len(one[1].reports), one[0].earlier_as_of.end or date.min, one[0].earlier))
        yield _move(look, revision, (claims[revision.earlier], was), (claims[revision.later], now))


def _of(claim: Claim | None, actor: str) -> Origin | None:
    return next((origin for origin in claim.origins if origin.actor.id == actor), None) if claim else None


def _is_new(look: Look, origin: Origin) -> bool:
    return bool(look.came.told_in(origin)) and not look.came.was_there(origin.members)


def _since(revision: Revision) -> date:
    return revision.later_as_of.start or date.min


def _move(look: Look, revision: Revision, earlier: tuple[Claim, Origin], later: tuple[Claim, Origin]) -> Alert:
    (was, was_by), (now, now_by) = earlier, later
    actor, first, then = revision.actor, days(revision.earlier_as_of), days(revision.later_as_of)
    words = f"{line(actor.name)} {agreeing([actor], 'gives', 'give')} {now.wording}{then}, after {was.wording}{first}"
    alert = look.alert(AlertKind.FIGURE_MOVED, words, look.came.proof((*look.came.told_in(now_by)[:3], *was_by.members[:3])), (now.id,))
    return replace(alert, actors=(actor.name,), was=was.amount, now=now.amount)


def reversals_found(look: Look) -> Iterable[tuple[Reversal, Alert]]:
    """Tell of each who denied, or would not say, and now says yes; what one state's people say for it is one reversal."""
    found: dict[str, Reversal] = {}
    for reversal in look.after.reversals:
        fresh = {reversal.earlier, reversal.later} & look.came.arrival.values
        if any(look.came.tells(one) for one in fresh):
            known = found.get(mouth_of(reversal))
            if known is None or _strength(reversal) < _strength(known):
                found[mouth_of(reversal)] = reversal
    before = _mouths(look.before) if found else set()
    for mouth, reversal in found.items():
        if mouth not in before:
            yield reversal, _reversal(look, mouth, reversal)


def _strength(reversal: Reversal) -> tuple[bool, str, str]:
    """A denial that is taken back comes before a refusal to say, and the first of each before later ones."""
    return (reversal.was is not Polarity.NO, reversal.earlier_said, reversal.earlier)


def _mouths(question: Question | None) -> set[str]:
    return {mouth_of(reversal) for reversal in question.reversals} if question else set()


def mouth_of(reversal: Reversal) -> str:
    """Whose reversal it is: a state's, or where that is not known somebody's alone."""
    return reversal.later_actor.country or reversal.later_actor.name


def _reversal(look: Look, mouth: str, reversal: Reversal) -> Alert:
    later, earlier = reversal.later_actor, reversal.actor
    said, first = (day(date.fromisoformat(when)) if len(when) == 10 else when for when in (reversal.later_said, reversal.earlier_said))
    turned, one_name = f"{_TURNED[reversal.was]} on {first}", later.name == earlier.name
    words = f"{line(later.name)} {agreeing([later], 'says', 'say')} yes on {said}"
    words += f", and {turned}" if one_name else f"; {line(earlier.name)} {turned} ({line(reversal.because, 200)})"
    alert = look.alert(AlertKind.REVERSAL, words, look.came.proof((reversal.later, reversal.earlier)), (mouth,))
    return replace(alert, actors=named((later, earlier)))
