"""Reports that copy, edit and credit each other, arriving in any order: what the case shows is the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

import pytest

from closewatch.capture.taken import Taken
from closewatch.capture.tool import TOOL
from closewatch.desk.line import Tools, take_in
from closewatch.desk.lists import LISTINGS, list_values
from closewatch.ledger.case import Case, case_in_memory
from closewatch.ledger.views.lists import Wanted
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.capture import Capture
from closewatch.terms.reading import Reading
from closewatch.terms.ref import digest_of
from closewatch.terms.report import Report

AT = datetime(2025, 3, 1, tzinfo=UTC)
BY = "person:tester"
OUTLETS = ("Meridian Wire", "Northline Daily", "The Quay Observer", "Harbour Gazette")
WHAT = ("questions", "claims", "origins", "conflicts", "drift", "actors")
TOLD = (
    "The relief council said on Monday that at least {n} people had been killed when the two villages above the salt road burned down.",
    '"We carried {n} of them to the mill before it was light, and then the carts were full," a medic of the relief council said.',
    "General Ada Marsh denied that {n} rebels had been captured at the upper bridge, which her men had held since the autumn.",
    "According to the health ministry, about {n} civilians were wounded near Karsh, more than in any week since the roads had closed.",
    "The defence ministry estimated that up to {n} soldiers had been killed near Karsh, and would not say how it had counted them.",
    "A village elder who counted them said that {n} families had fled over the pass, most of them on foot and with nothing in their hands.",
)


class Kept:
    """A reader that reads every report once, however many cases it comes into."""

    def __init__(self) -> None:
        self._readings: dict[str, Reading] = {}

    def __call__(self, report: Report) -> Reading:
        return self._readings.get(report.id) or self._readings.setdefault(report.id, read_by_rules(report))


def originals(seed: int, count: int) -> list[Taken]:
    """Reports of a few days that take whole, shortened and edited paragraphs from one another, with credit now and then."""
    chance = Random(seed)
    pool: list[str] = []
    found = []
    for number in range(count):
        own = [one.format(n=chance.choice((40, 300, 1200))) for one in chance.sample(TOLD, 2)]
        taken = chance.sample(pool, min(len(pool), chance.randint(0, 2)))
        taken = [one.replace("300", "400") if chance.random() < 0.2 else one for one in taken]
        credit = chance.choice(("", f"{chance.choice(OUTLETS)} reported it first.", f"So wrote {chance.choice(OUTLETS)}."))
        body = "\n\n".join((*own, *taken, f"{credit} Sheet {number}."))
        pool += own
        day = f"2025-02-{chance.randint(10, 14)}{chance.choice(('', '', 'T08:00:00Z', 'T16:30:00+02:00'))}"
        data = f"Title: What was told, {number}\nOutlet: {chance.choice(OUTLETS)}\nDate: {day}\n\n{body}\n".encode()
        found.append(Taken(Capture(digest_of(data), len(data), "text/plain", f"{number}.txt", AT, BY, TOOL), data))
    return found


def shown(case: Case) -> dict[str, list[str]]:
    """Everything that the lists give, as JSON, in their order."""

    def lines(what: str) -> Iterator[str]:
        for value in list_values(case, what, Wanted(limit=10**6)):
            yield json.dumps(LISTINGS[what].shape(case, value), sort_keys=True, default=str)

    return {what: list(lines(what)) for what in WHAT}


@pytest.mark.parametrize("seed", [3, 4])
def test_any_order_of_arrival_and_a_rebuild_show_the_same(seed: int) -> None:
    items = originals(seed, 20)
    tools = Tools(BY, reader=Kept(), clock=lambda: AT)
    seen = []
    for order in range(3):
        with case_in_memory("orders", BY, AT) as case:
            arriving = Random(order).sample(items, k=len(items)) if order else items
            assert all(step.state == "new" for step in take_in(case, arriving, tools))
            seen.append(shown(case))
            case.rebuild()
            seen.append(shown(case))
    assert all(seen[0][what] for what in ("questions", "claims", "origins", "conflicts", "drift", "actors"))
    for what in WHAT:
        assert all(one[what] == seen[0][what] for one in seen), what
