"""How far reviewers agree: between two copies of a case that were worked on apart, or between the people of one case.

Values and their arithmetic stand in `terms.review`; here it is only told which decisions are held against which.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

import msgspec

from closewatch.ledger.views.lineage import successor_of
from closewatch.terms.decision import Decision, person_of
from closewatch.terms.review import JUDGING, Agreement, Disagreement, cohens_kappa


def agreement(
    left: Iterable[Decision], right: Iterable[Decision], names: tuple[str, str] = ("this case", "the other copy")
) -> Agreement:  # fmt: skip
    """Say how far two sides agree on the values that both judged, by the last judgement of each on a value.

    Accept, correct and reject are judgements. Two corrections that set different things have the same verdict, and are listed all the same.
    """
    ones, others = _latest(left), _latest(right)
    both = [(ones[on], others[on]) for on in sorted(ones.keys() & others.keys())]
    verdicts = [(one.verdict, other.verdict) for one, other in both]
    used = [verdict for verdict in JUDGING if any(verdict in pair for pair in verdicts)]
    return Agreement(
        *names,
        number=len(both),
        agreed=sum(one is other for one, other in verdicts),
        kappa=cohens_kappa(verdicts),
        by_verdict=tuple((verdict, cohens_kappa((one is verdict, other is verdict) for one, other in verdicts)) for verdict in used),
        disagreements=tuple(Disagreement(one.on, one, other) for one, other in both if not _same(one, other)),
    )


def agreements(decisions: Iterable[Decision]) -> tuple[Agreement, ...]:
    """Say how far every two people agree who judged the same values, those with the most values in common first."""
    by_person: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.verdict in JUDGING:
            by_person.setdefault(person_of(decision.by), []).append(decision)
    pairs = combinations(sorted(by_person), 2)
    found = [agreement(by_person[one], by_person[other], (one, other)) for one, other in pairs]
    return tuple(sorted((one for one in found if one.number), key=lambda one: (-one.number, one.left, one.right)))


def judgements(tables: sqlite3.Connection) -> Iterator[Decision]:
    """Give every judgement of a case that holds, under the id that its value goes by today, the oldest first."""
    query = "SELECT value FROM decisions WHERE verdict IN ('accept', 'correct', 'reject') AND NOT withdrawn ORDER BY at, id"
    for (value,) in tables.execute(query):
        decision = msgspec.json.decode(value, type=Decision)
        yield replace(decision, on=successor_of(tables, decision.on))


def _latest(decisions: Iterable[Decision]) -> dict[str, Decision]:
    made = sorted((one for one in decisions if one.verdict in JUDGING), key=lambda one: (one.at, one.id))
    return {one.on: one for one in made}


def _same(one: Decision, other: Decision) -> bool:
    return one.verdict is other.verdict and sorted(one.replacement) == sorted(other.replacement)
