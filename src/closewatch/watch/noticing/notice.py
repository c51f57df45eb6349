"""From two heads of the journal to what moved between them: a pure function of what is on the record.

Everything that came in is looked at in its turn, as it was when it came, so that it makes no difference how often somebody looks; what
did not hold up to the end is left out. Only what came in is news: what a better reader finds in reports that were held is none. Which
questions to look at is known to `ledger.views.arrivals`, what to make of each kind to the files beside this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial

from closewatch.ledger.case import Case
from closewatch.ledger.views.arrivals import arrivals_between, last_decision, questions_of
from closewatch.ledger.views.questions import question
from closewatch.terms.alert import Alert, AlertKind
from closewatch.watch.noticing.came import Came, Look
from closewatch.watch.noticing.corrected import correction_found
from closewatch.watch.noticing.drifted import drifts_found
from closewatch.watch.noticing.fought import conflicts_found, denials_found
from closewatch.watch.noticing.gained import new_actors, origins_gained
from closewatch.watch.noticing.gone import pages_gone
from closewatch.watch.noticing.moved import figures_moved, mouth_of, reversals_found


def notice(case: Case, since: int, until: int) -> tuple[Alert, ...]:
    """Give what moved after one entry and up to another, in the order in which it came in, each thing once.

    Two ranges that follow each other give what the whole range gives, but for what appeared and was gone again in between. The case is
    looked at as it stands at one moment, whatever others record meanwhile.
    """
    found: dict[str, Alert] = {}
    with case.at_one_moment():
        for alert in _found(case, since, until):
            found.setdefault(alert.id, alert)
    return tuple(found.values())


def _found(case: Case, since: int, until: int) -> Iterator[Alert]:
    arrivals = [(one, questions_of(case.tables, one)) for one in arrivals_between(case.tables, since, until)]
    answered = {identity: arrival.after for arrival, questions in arrivals for identity in questions}
    decided = last_decision(case.tables, until)
    for arrival, questions in arrivals:
        came = Came(case.tables, arrival)
        in_the_end = cache(partial(_look, came, at=until))
        for alert in _noticed(case, came, questions):
            as_it_was = alert.question is None or arrival.after >= max(answered[alert.question], decided)
            if as_it_was or _stands(in_the_end(alert.question or ""), alert):
                yield alert
    yield from pages_gone(case, since, until)


def _noticed(case: Case, came: Came, questions: Iterable[str]) -> Iterator[Alert]:
    yield from correction_found(case, came)
    for identity in questions:
        look = _look(came, identity, came.arrival.after)
        if look is not None:
            yield from _moved(look)
    yield from drifts_found(came)


def _look(came: Came, identity: str, at: int) -> Look | None:
    after = question(came.tables, identity, at=at)
    return Look(came, after, partial(question, came.tables, identity, at=came.arrival.before)) if after else None


def _moved(look: Look) -> Iterable[Alert]:
    """Tell what moved on one question; the same words are told under the first kind that they make."""
    reversals = list(reversals_found(look))
    spoken = {reversal.later for reversal, _ in reversals}
    turned = {mouth_of(reversal) for reversal, _ in reversals}
    told = [alert for _, alert in reversals]
    told += [*denials_found(look, turned), *conflicts_found(look, spoken), *origins_gained(look, spoken)]
    yield from told
    yield from figures_moved(look)
    yield from new_actors(look, turned | spoken | {name for alert in told for name in alert.actors})


def _stands(look: Look | None, alert: Alert) -> bool:
    """Tell whether what an alert says of a question held up to the end of what is looked at."""
    if look is None:
        return False
    told = {claim.id for claim in look.after.claims for origin in claim.origins if look.came.told_in(origin)}
    claim = alert.about[1] if len(alert.about) > 1 else ""
    match alert.kind:
        case AlertKind.ORIGIN_GAINED:
            return claim in {one.id for one, _ in look.new_origins}
        case AlertKind.FIGURE_MOVED:
            return claim in told
        case AlertKind.CONFLICT:
            return claim in told and any(claim in (one.left, one.right) for one in look.after.conflicts)
        case AlertKind.DENIAL:
            return any(one.right in look.came.arrival.values for one in look.after.conflicts)
        case AlertKind.REVERSAL:
            return any({one.earlier, one.later} & look.came.arrival.values for one in look.after.reversals)
        case _:
            return bool(look.new_origins)
