"""Which later value of an origin takes the place of an earlier one: no conflict, but a total that was brought up to date."""

from __future__ import annotations

from collections.abc import Iterable

from closewatch.ledger.views.compare import Held, place_part
from closewatch.ledger.views.known import Known
from closewatch.terms.change import Revision
from closewatch.terms.figure import Scope
from closewatch.terms.when import Period


def revisions_among(answers: Iterable[Held], known: Known) -> tuple[Revision, ...]:
    """Give each later value of an origin beside the one before it, for the totals and numbers that one origin keeps up to date."""
    lines: dict[object, list[Held]] = {}
    for one in answers:
        if one.first is not None and one.scope in (Scope.CUMULATIVE, Scope.STOCK):
            lines.setdefault((one.actor, one.scope, one.telling, one.subset), []).append(one)
    found: dict[tuple[str, str, str], Revision] = {}
    for line in lines.values():
        line.sort(key=lambda one: (one.first or 0, one.last or 0, one.answer.id))
        for place, earlier in enumerate(line):
            later = next((one for one in line[place + 1 :] if _follows(earlier, one)), None)
            if later is not None and earlier.claim != later.claim and (earlier.actor, earlier.claim, later.claim) not in found:
                actor = known.name(earlier.actor)
                found[earlier.actor, earlier.claim, later.claim] = Revision(
                    actor, earlier.claim, later.claim, _period(earlier), _period(later)
                )
    return tuple(sorted(found.values(), key=lambda revision: (str(revision.later_as_of.start), revision.actor.name, revision.earlier)))


def _follows(earlier: Held, later: Held) -> bool:
    after = earlier.last is not None and later.first is not None and later.first > earlier.last
    return after and place_part(earlier.figure.place, later.figure.place) != "either"


def _period(one: Held) -> Period:
    return one.figure.as_of.period if one.figure.as_of else Period(None, None)
