"""Scores drift: the keyed changes of a case, and pairs of short tellings of which one half changes a fact and the other does not.

    python lab/links/drift.py [--answers ANSWERS.jsonl] [--reports FOLDER] [--read] [--errors]
    python lab/links/drift.py --case [--answers ANSWERS.jsonl] [--reports FOLDER] [--read] [--errors]
    python lab/links/drift.py --pairs lab/links/drifts_visible.jsonl lab/links/rewordings_visible.jsonl [--errors]

A case: a keyed change is *found* where a link joins the two keyed values (or the same two figures as the reports tell them elsewhere,
"near"), and *right* where it has the keyed kind. Compared are the pairs of reports that are keyed as copies or whose changes are keyed,
each report with itself, and, to see what is made up, all pairs within 30 days that share an actor: what is found there and not keyed is
"beyond the key", for a person to judge (--errors lists it). The edge is made by the script, so what is scored is the comparison and not
the finding of copies. With --case the reports go through a whole case in memory: a keyed change counts where `show drift` would list it,
along the edges that linking finds itself. Pairs: a row is {"of", "here", "outlet_of", "outlet_here"} and, where a fact changed, "kind".
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from closewatch.ledger.case import case_in_memory
from closewatch.ledger.views.drift import drifts
from closewatch.linking.drift import find_drift, find_drift_within
from closewatch.linking.drift_sides import Sided
from closewatch.reading.read import read
from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.drift import Drift
from closewatch.terms.reading import Account
from closewatch.testing import plain_report
from score_questions import AT, BY, SAMPLE, keyed_reading, load, put, rendered

DAYS = 30


def main(arguments: list[str] | None = None) -> int:
    """Print the rates of a case, or of files of pairs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--answers", type=Path, default=SAMPLE / "answers.jsonl")
    parser.add_argument("--reports", type=Path, default=SAMPLE / "reports")
    parser.add_argument("--read", action="store_true", help="take what the shipped reader finds instead of the key")
    parser.add_argument("--case", action="store_true", help="along the edges that linking finds, and no others")
    parser.add_argument("--pairs", type=Path, nargs="+", default=())
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    lines = score_pairs(options.pairs, options.errors) if options.pairs else (score_whole if options.case else score_case)(options)
    print(*lines, sep="\n")
    return 0


def score_pairs(files: Iterable[Path], errors: bool) -> Iterator[str]:
    """Give found, right and false rates for each file of pairs."""
    for file in files:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        counts: Counter[str] = Counter()
        by_kind: Counter[tuple[str, bool]] = Counter()
        invented: Counter[str] = Counter()
        for row in rows:
            kinds = [part for link in _drift_of(row) for part in link.parts]
            wanted = row.get("kind")
            counts["found"] += bool(kinds)
            invented.update(kinds if wanted is None else ())
            counts["right"] += wanted in kinds
            by_kind[wanted or "none", wanted in kinds or (wanted is None and not kinds)] += 1
            if errors and (wanted not in kinds if wanted else kinds):
                yield f"  wanted {wanted}, found {kinds}: {row['of']} | {row['here']}"
        names = sorted({kind for kind, _ in by_kind})
        table = ", ".join(f"{kind} {by_kind[kind, True]}/{by_kind[kind, True] + by_kind[kind, False]}" for kind in names)
        false = ", ".join(f"{kind} {count}" for kind, count in sorted(invented.items())) or "none"
        yield f"{file.name}: invented where no fact changed: {false}"
        yield f"{file.name}: {len(rows)} pairs, a change found in {counts['found']}, with the keyed kind in {counts['right']} ({table})"


def _drift_of(row: dict[str, Any]) -> tuple[Link, ...]:
    here, there = _account(row["here"], row["outlet_here"], "2025-03-02"), _account(row["of"], row["outlet_of"], "2025-03-01")
    return find_drift(here, there, _edge(here, there))


def _account(text: str, outlet: str, day: str) -> Account:
    report = plain_report(text, publisher=outlet, published=day)
    return Account(report, read(report, read_by_encoder))


def _edge(here: Account, there: Account) -> Link:
    return Link(LinkKind.COPIES, here.report.id, there.report.id, Decimal(1))


def score_case(options: argparse.Namespace) -> Iterator[str]:
    """Give the rates of a case against its key."""
    rows, used, _ = _case(options)
    wanted = {(row["file"], drift["of"]["file"]) for row in rows for drift in row["drifts"]}
    copied = {(row["file"], copy["of"]) for row in rows for copy in row["copies"]}
    found = {pair: _found(used, *pair) for pair in sorted(wanted | copied | set(_near(used)))}
    counts: Counter[str] = Counter()
    hit: set[tuple[str, str, str, str]] = set()
    for row in rows:
        for drift in row["drifts"]:
            counts["keyed"] += 1
            here, there = (
                _value(row, drift["here"]),
                _value(next(one for one in rows if one["file"] == drift["of"]["file"]), drift["of"]["key"]),
            )
            links = found[row["file"], drift["of"]["file"]]
            near = [
                link
                for link in links
                if _at(link.left, used[row["file"]], here) and _at(link.right, used[drift["of"]["file"]], there, told_elsewhere=True)
            ]
            counts["pair found"] += bool(near)
            right = [link for link in near if drift["kind"] in link.parts]
            counts["kind right"] += bool(right)
            hit |= {(row["file"], drift["of"]["file"], link.left, link.right) for link in near}
            if options.errors and not right:
                of = f"{drift['of']['file']} {drift['of']['key']}"
                yield f"missed: {row['file']} {drift['here']} <- {of} {drift['kind']} {[link.parts for link in near]}"
    for pair, links in found.items():
        for link in links:
            if (*pair, link.left, link.right) in hit:
                continue
            where = "within" if pair[0] == pair[1] else "edge" if pair in wanted | copied else "near"
            counts[f"beyond the key ({where})"] += 1
            if options.errors:
                words = " | ".join(part.exact for part in link.because[:2])
                yield f"beyond ({where}): {pair[0]} <- {pair[1]} {link.parts} {words!r}"
    yield f"{'read' if options.read else 'keyed'}: " + ", ".join(f"{name} {count}" for name, count in counts.items())


def _case(options: argparse.Namespace) -> tuple[list[dict[str, Any]], dict[str, Account], dict[str, bytes]]:
    """Give the key of a case, its accounts by file (keyed, or read), and the bytes of each."""
    rows, _ = load(options.answers)
    reports = rendered(options.reports)
    used = {row["file"]: Account(reports[row["file"]][0], keyed_reading(reports[row["file"]][0], row)) for row in rows}
    if options.read:
        used = {name: Account(account.report, read(account.report, read_by_encoder)) for name, account in used.items()}
    return rows, used, {name: data for name, (_, data) in reports.items()}


def score_whole(options: argparse.Namespace) -> Iterator[str]:
    """Give the rates of a case whose edges are found as well."""
    rows, used, data = _case(options)
    with case_in_memory("scored", BY, AT) as case:
        for name, account in used.items():
            put(case, account.report, data[name], account.reading)
        listed = tuple(drifts(case.tables))
    counts: Counter[str] = Counter()
    hit: set[Drift] = set()
    for row in rows:
        for keyed in row["drifts"]:
            other = next(one for one in rows if one["file"] == keyed["of"]["file"])
            ends = (used[row["file"]], _value(row, keyed["here"])), (used[other["file"]], _value(other, keyed["of"]["key"]))
            near = [one for one in listed if _at(one.here, *ends[0]) and _at(one.of, *ends[1], told_elsewhere=True)]
            right = [one for one in near if one.kind.value == keyed["kind"]]
            hit.update(near)
            counts.update({"keyed": 1, "pair found": bool(near), "kind right": bool(right)})
            if options.errors and not right:
                yield f"missed: {row['file']} {keyed['here']} <- {other['file']} {keyed['of']['key']} {keyed['kind']}"
    for one in (one for one in listed if one not in hit):
        counts[f"beyond the key ({'along an edge' if one.edge else 'within'})"] += 1
        if options.errors:
            yield f"beyond: {one.kind.value} {one.here_words.exact!r} | {one.of_words.exact!r}"
    yield f"{'read' if options.read else 'keyed'}, whole case: " + ", ".join(f"{name} {count}" for name, count in counts.items())


def _found(used: dict[str, Account], here: str, there: str) -> tuple[Link, ...]:
    return find_drift_within(used[here]) if here == there else find_drift(used[here], used[there], _edge(used[here], used[there]))


def _value(row: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for one in (*row["statements"], *row["figures"]) if one["key"] == key)


def _at(value: str, account: Account, keyed: dict[str, Any], *, told_elsewhere: bool = False) -> bool:
    """Whether an end of a link is the keyed value, or the figure or statement that holds it."""
    statements = {one.id: one for one in account.reading.statements}
    figures = {one.id: one for one in account.reading.figures}
    if "measure" in keyed:
        figure = figures.get(value)
        if figure is None:
            inside = statements.get(value)
            return inside is not None and any(span.start <= keyed["span"]["start"] < span.end for span in inside.content)
        ends = str(figure.amount.low), str(figure.amount.high), figure.measure
        alike = ends == (str(keyed["low"]), str(keyed["high"]), keyed["measure"])
        return (figure.span.start < keyed["span"]["end"] and keyed["span"]["start"] < figure.span.end) or (told_elsewhere and alike)
    statement = statements.get(value)
    if statement is None:
        figure = figures.get(value)
        return figure is not None and any(span["start"] <= figure.span.start < span["end"] for span in keyed["content"])
    return any(span.start < other["end"] and other["start"] < span.end for span in statement.content for other in keyed["content"])


def _near(used: dict[str, Account]) -> Iterator[tuple[str, str]]:
    """Pairs of reports, the later one first, at most 30 days apart, that share an actor; and each report with itself."""
    keys = {name: frozenset().union(*(side.speaker.keys for side in Sided(account).sides)) for name, account in used.items()}
    days = {name: date.fromisoformat(account.report.published.day) for name, account in used.items() if account.report.published}
    for here in used:
        yield here, here
        for there in used:
            if (
                here in days
                and there in days
                and days[there] < days[here]
                and (days[here] - days[there]).days <= DAYS
                and keys[here] & keys[there]
            ):
                yield here, there


if __name__ == "__main__":
    sys.exit(main())
