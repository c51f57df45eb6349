"""Holds the copies found in a folder of reports against keyed ones: which, in what direction, and what the shared words are.

    python lab/links/score_copies.py ANSWERS.jsonl REPORTS [--reader NAME] [--errors]

The reports go through the whole line into a case in memory. A keyed copy is found when a `copies` link joins its two reports with a
passage that overlaps at least half of the keyed words in either of them; its direction is right when the link goes from the report that
is keyed as copying, on any ground; its class is right when a passage that overlaps the keyed words has it. Extra are pairs of reports that
are linked and keyed in neither direction.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from closewatch.capture.take import take
from closewatch.desk.line import Tools, take_in
from closewatch.ledger.case import case_in_memory
from closewatch.ledger.views.copies import copies, shared
from closewatch.reading.read import Reader
from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.claim import Link

READERS: dict[str, Reader] = {"rules": read_by_rules, "encoder": read_by_encoder}
AT = datetime(2025, 1, 1, tzinfo=UTC)
BY = "person:lab"
HALF = 0.5


@dataclass(frozen=True)
class Keyed:
    """One keyed copy: the file that copies, the one it copies, the words in each by their offsets, and what they are."""

    here: str
    there: str
    span: tuple[int, int]
    of_span: tuple[int, int]
    part: str


@dataclass
class Tally:
    """Counts of what was found and right, over the keyed copies, and a line for each error."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


def keyed_copies(answers: Iterable[dict[str, Any]]) -> list[Keyed]:
    """Give the keyed copies of an answer file."""
    return [
        Keyed(row["file"], copy["of"], _ends(copy["span"]), _ends(copy["of_span"]), copy["class"])
        for row in answers
        for copy in row.get("copies") or ()
    ]


def found_copies(folder: Path, reader: Reader) -> tuple[list[Link], dict[str, str]]:
    """Take a folder into a case; give its copies, and the file of each report."""
    with case_in_memory("copies", BY, AT) as case:
        for _ in take_in(case, take(str(folder), BY, lambda: AT), Tools(by=BY, reader=reader, clock=lambda: AT)):
            pass
        rows = case.tables.execute("SELECT report, source FROM captures WHERE report IS NOT NULL").fetchall()
        return list(copies(case.tables)), {report: Path(source.split("#")[0]).name for report, source in rows}


def score(keyed: Sequence[Keyed], links: Iterable[Link], files: dict[str, str]) -> Tally:
    """Hold links against keyed copies."""
    tally = Tally()
    linked = {(files[link.left], files[link.right]): link for link in links}
    for copy in keyed:
        tally.counts["keyed"] += 1
        about = f"{copy.here} < {copy.there} {copy.span[0]}-{copy.span[1]}"
        right = linked.get((copy.here, copy.there))
        link = right or linked.get((copy.there, copy.here))
        parts = [
            part for own, other, part in _passages(link, turned=right is None) if _meets(own, copy.span) or _meets(other, copy.of_span)
        ]
        if link is None or not parts:
            tally.errors.append(f"{about}: not found")
            continue
        tally.counts["found"] += 1
        tally.counts["direction"] += right is not None
        tally.counts[link.rule] += 1
        tally.counts["class"] += copy.part in parts
        if right is None:
            tally.errors.append(f"{about}: the other way round ({link.rule})")
        if copy.part not in parts:
            tally.errors.append(f"{about}: wanted {copy.part}, found {', '.join(parts)}")
    wanted = {frozenset((copy.here, copy.there)) for copy in keyed}
    for pair, link in sorted(linked.items()):
        tally.counts["linked pairs"] += 1
        if frozenset(pair) not in wanted:
            tally.counts["extra pairs"] += 1
            words = "; ".join(f"{part.value} {own.exact[:70]!r} … {len(own.exact.split())} words" for own, _, part in shared(link))
            tally.errors.append(f"{pair[0]} < {pair[1]}: not keyed: {words}")
    return tally


def _passages(link: Link | None, *, turned: bool) -> list[tuple[tuple[int, int], tuple[int, int], str]]:
    found = [((own.start, own.end), (other.start, other.end), part.value) for own, other, part in (shared(link) if link else ())]
    return [(other, own, part) for own, other, part in found] if turned else found


def _meets(found: tuple[int, int], keyed: tuple[int, int]) -> bool:
    return min(found[1], keyed[1]) - max(found[0], keyed[0]) >= HALF * (keyed[1] - keyed[0])


def _ends(span: dict[str, Any]) -> tuple[int, int]:
    return span["start"], span["end"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--reader", choices=sorted(READERS), default="encoder")
    parser.add_argument("--errors", action="store_true", help="a line for each error, with the words of pairs that are not keyed")
    given = parser.parse_args(arguments)
    keyed = keyed_copies(json.loads(line) for line in given.answers.read_text("utf-8").splitlines())
    tally = score(keyed, *found_copies(given.reports, READERS[given.reader]))
    whole = tally.counts["keyed"]
    for what in ("found", "direction", "class"):
        print(f"{what:12}{tally.counts[what]:>4} of {whole}  {100 * tally.counts[what] / max(whole, 1):.1f} %")
    rest = {name: count for name, count in sorted(tally.counts.items()) if name not in ("keyed", "found", "direction", "class")}
    print("; ".join(f"{name} {count}" for name, count in rest.items()))
    for error in tally.errors if given.errors else ():
        print(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
