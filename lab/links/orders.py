"""Holds what a case shows against the order in which its reports arrived: the same reports must give the same lists, whatever came first.

    python lab/links/orders.py --reports 300 --orders 3 [--seed 1] [--encoder] [--more FOLDER]

Takes the sample case, generated reports (lab/generated.py) and copies planted on them (whole, in part, with changed numbers, with and
without credit, of the same day and later) into cases in memory, each in another order, and compares questions, claims, origins,
conflicts, drift and actors as `show --json` gives them, and after a rebuild from the journal. Prints what differs.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from closewatch.capture.take import take
from closewatch.capture.taken import Taken
from closewatch.capture.tool import TOOL
from closewatch.desk.line import Tools, take_in
from closewatch.desk.lists import LISTINGS, list_values
from closewatch.ledger.case import Case, case_in_memory
from closewatch.ledger.views.lists import Wanted
from closewatch.reading.read import Reader
from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.capture import Capture
from closewatch.terms.reading import Reading
from closewatch.terms.ref import digest_of
from closewatch.terms.report import Report
from generated import OUTLETS, reports

AT = datetime(2026, 1, 1, tzinfo=UTC)
BY = "person:lab"
WHAT = ("questions", "claims", "origins", "conflicts", "drift", "actors")
SAMPLE = Path(__file__).parents[2] / "src/closewatch/desk/sample/reports"


def original(name: str, row: Mapping[str, str]) -> Taken:
    """Make a text file with header lines."""
    data = f"Title: {row['title']}\nOutlet: {row['outlet']}\nDate: {row['date']}\n\n{row['text']}\n".encode()
    return Taken(Capture(digest_of(data), len(data), "text/plain", f"{name}.txt", AT, BY, TOOL), data)


def planted(rows: Sequence[Mapping[str, str]], count: int, chance: random.Random) -> Iterator[dict[str, str]]:
    """Copy some of the reports before, copies among them: parts of one or two, a number changed here and there, credit now and then."""
    pool = list(rows)
    for number in range(count):
        of, other = chance.sample(pool, 2)
        paragraphs = of["text"].split("\n\n")
        start = chance.randrange(max(1, len(paragraphs) - 2))
        told = paragraphs[start : start + chance.randint(2, 9)] + chance.choice([[], other["text"].split("\n\n")[:2]])
        told = [
            re.sub(r"\d[\d,]*", lambda match: str(chance.randint(2, 3000)), one, count=1) if chance.random() < 0.15 else one for one in told
        ]
        if chance.random() < 0.5:
            told.append(chance.choice([f"{of['outlet']} was the first to report it.", f"The account is that of {of['outlet']}."]))
        if chance.random() < 0.3:
            told[0] = f"{told[0]} {of['outlet']} reported."
        day = date.fromisoformat(of["date"]) + timedelta(days=chance.choice((0, 0, 0, 1, 2, 5)))
        row = {"title": f"Copy {number}", "outlet": chance.choice(OUTLETS), "date": day.isoformat(), "text": "\n\n".join(told)}
        pool.append(row)
        yield row


class Kept:
    """A reader that reads every text once, however many cases it comes into."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._readings = reader, dict[str, Reading]()

    def __call__(self, report: Report) -> Reading:
        """Read a report, or give what was read in it before."""
        if report.id not in self._readings:
            self._readings[report.id] = self._reader(report)
        return self._readings[report.id]


def shown(case: Case) -> dict[str, list[str]]:
    """Give each list as lines of JSON, in the order in which it is shown."""
    lists = {}
    for what in WHAT:
        listing = LISTINGS[what]
        values = list_values(case, what, Wanted(limit=10**9))
        lists[what] = [json.dumps(listing.shape(case, value), ensure_ascii=False, sort_keys=True, default=str) for value in values]
    return lists


def differences(left: dict[str, list[str]], right: dict[str, list[str]]) -> dict[str, tuple[list[str], list[str]]]:
    """Give for each list the lines that only one side has; where all are there but in another order, the word for it."""
    found = {}
    for what in WHAT:
        only = sorted(set(left[what]) - set(right[what])), sorted(set(right[what]) - set(left[what]))
        if any(only) or left[what] != right[what]:
            found[what] = only if any(only) else (["(another order)"], [])
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status is 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--orders", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoder", action="store_true", help="read with the shipped reader, not by rules alone")
    parser.add_argument("--more", type=Path, help="a folder of further reports")
    given = parser.parse_args(arguments)
    chance = random.Random(given.seed)
    items = [one for folder in (SAMPLE, *([given.more] if given.more else [])) for one in take(str(folder), BY, lambda: AT)]
    rest = max(2, given.reports - len(items))
    rows = list(reports(rest // 2, given.seed))
    rows += planted(rows, rest - len(rows), chance)
    items += [original(f"g{number}", row) for number, row in enumerate(rows)]
    tools = Tools(BY, reader=Kept(read_by_encoder if given.encoder else read_by_rules), clock=lambda: AT)
    first: dict[str, list[str]] | None = None
    failed = 0
    for order in range(given.orders):
        with case_in_memory("orders", BY, AT) as case:
            for _ in take_in(case, items, tools):
                pass
            now = shown(case)
            case.rebuild()
            compared = {"after a rebuild": differences(now, shown(case))}
        compared["as the first order"] = differences(first or now, now)
        print(f"order {order}: " + ", ".join(f"{len(now[what])} {what}" for what in WHAT), flush=True)
        for against, differing in compared.items():
            for what, (left, right) in differing.items():
                failed = 1
                print(f"  {what} not the same {against}: {len(left)} gone, {len(right)} new")
                for sign, lines in (("-", left), ("+", right)):
                    for line in lines[:2]:
                        print(f"    {sign} {line[:1500]}")
        first = first or now
        chance.shuffle(items)
    return failed


if __name__ == "__main__":
    sys.exit(main())
