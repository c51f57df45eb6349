"""Holds who is who across the reports of a case against the keyed speakers: from keyed readings, and from what a reader finds.

    python lab/links/actors.py [--answers ANSWERS.jsonl] [--reports FOLDER] [--identities FILE] [--reader NAME] [--errors]

A mention is a keyed statement with a speaker. Two mentions have one speaker when their keyed name (articles aside) and country are one, or
`identities.toml` says so, or (without that file, as for a case whose texts are not looked at) the rule of score_answers.py; but an unnamed
person is another in every report, an unnamed group in every outlet and on every day, and a pseudonym in every outlet. Clusters are those of
the links that linking makes of the reports alone. *keyed*: speakers as keyed, so that only the joining is measured; *read*: the speaker of
the read statement that pairs with the keyed one. Right is a statement whose cluster stands for its speaker (each for one at most), over all
keyed ones, found or not; B3 is over those found. "Named" leaves out unnamed people and groups.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from clusters import Joined, rates, right_ones

from closewatch.linking.actors import link_actors
from closewatch.reading.read import Reader, read
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from score_answers import READERS, Who, keyed_statements, pair, read_statements, same_actor
from score_questions import SAMPLE, keyed_reading, load, rendered

Row = dict[str, Any]
Same = dict[tuple[str, str], tuple[str, str]]


def identities(file: Path) -> Same:
    """Give the first name of each identity by every name of it, with the country."""
    rows = tomllib.loads(file.read_text("utf-8"))["same"]
    return {(name.lower(), row["country"]): (row["names"][0].lower(), row["country"]) for row in rows for name in row["names"]}


def wanted_speakers(rows: Iterable[Row], same: Same | None) -> dict[str, Hashable]:
    """Give who speaks in every keyed statement, by file and key."""
    found: dict[str, Hashable] = {}
    named: list[tuple[Hashable, Who]] = []
    joined = Joined()
    for row in rows:
        for statement in row["statements"]:
            speaker = statement["speaker"]
            if speaker is None:
                continue
            who = _identity(row, speaker, same)
            found[f"{row['file']} {statement['key']}"] = who
            if same is None and who[0] == "named":
                named.append((who, Who((speaker["name"],), speaker["country"])))
    for place, (one, left) in enumerate(named):
        for other, right in named[:place]:
            if one != other and same_actor(left, right):
                joined.join(one, other)
    return {mention: joined.of(who) for mention, who in found.items()}


def _identity(row: Row, speaker: Row, same: Same | None) -> tuple[str, ...]:
    name = speaker["name"].lower()
    for article in ("the ", "a ", "an "):
        name = name.removeprefix(article)
    listed = (same or {}).get((name, speaker["country"] or ""))
    if listed:
        return "named", *listed
    if speaker["pseudonymous"]:
        return "pseudonym", name, row["publisher"] or row["file"]
    if speaker["named"]:
        return "named", name, speaker["country"] or ""
    if speaker["kind"] == "group":
        return "group", name, row["publisher"] or row["file"], row["published"] or row["file"]
    return "unnamed", name, row["file"]


def joined_by(readings: Iterable[tuple[Report, Reading]]) -> Joined:
    """Join the actors of reports by the links that linking makes of each report alone."""
    joined = Joined()
    for report, reading in readings:
        for link in link_actors(report, reading):
            joined.join(link.left, link.right)
    return joined


def keyed_speakers(rows: list[Row], reports: Mapping[str, tuple[Report, bytes]]) -> dict[str, Hashable]:
    """Give the cluster of every keyed statement's speaker, as if reading had no fault."""
    readings = {row["file"]: (reports[row["file"]][0], keyed_reading(reports[row["file"]][0], row)) for row in rows}
    joined = joined_by(readings.values())
    found: dict[str, Hashable] = {}
    for row in rows:
        reading = readings[row["file"]][1]
        speakers = {statement.speaker.name: statement.speaker.id for statement in reading.statements if statement.speaker}
        for statement in row["statements"]:
            if statement["speaker"]:
                found[f"{row['file']} {statement['key']}"] = joined.of(speakers[statement["speaker"]["name"]])
    return found


def read_speakers(rows: list[Row], reports: Mapping[str, tuple[Report, bytes]], reader: Reader) -> dict[str, Hashable]:
    """Give the cluster of the speaker of the read statement that pairs with each keyed one."""
    readings = {name: (report, read(report, reader)) for name, (report, _) in reports.items()}
    joined = joined_by(readings.values())
    found: dict[str, Hashable] = {}
    for row in rows:
        report, reading = readings[row["file"]]
        keyed = keyed_statements(report, row)
        for left, right in pair(keyed, read_statements(report, reading.statements)).items():
            actor = reading.statements[right].speaker
            if actor is not None and keyed[left].speaker is not None:
                found[f"{row['file']} {keyed[left].key}"] = joined.of(actor.id)
    return found


def differences(wanted: Mapping[str, Hashable], found: Mapping[str, Hashable], names: Mapping[str, str]) -> Iterator[str]:
    """List every statement that is not right: who speaks, and whom its cluster stands for."""
    right = right_ones(wanted, found)
    for mention in sorted(wanted.keys() - right):
        others = sorted({str(wanted[other]) for other in right if found.get(other) == found.get(mention)} - {str(wanted[mention])})
        state = "not found" if mention not in found else f"with {', '.join(others)}" if others else "apart"
        yield f"{mention} {names[mention]}: {state}"


def main() -> int:
    """Print the rates of both measurements, and with --errors every difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=Path, default=SAMPLE / "answers.jsonl")
    parser.add_argument("--reports", type=Path, default=SAMPLE / "reports")
    parser.add_argument("--identities", type=Path)
    parser.add_argument("--reader", choices=sorted(READERS), default="encoder")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    own = given.answers == SAMPLE / "answers.jsonl"
    file = given.identities or (Path(__file__).with_name("identities.toml") if own else None)
    rows, _ = load(given.answers)
    reports = rendered(given.reports)
    wanted = wanted_speakers(rows, identities(file) if file else None)
    names = {f"{row['file']} {one['key']}": str(one["speaker"]["name"]) for row in rows for one in row["statements"] if one["speaker"]}
    named = [mention for mention, who in wanted.items() if isinstance(who, tuple) and who[0] in ("named", "pseudonym")]
    for what, found in (("keyed", keyed_speakers(rows, reports)), ("read", read_speakers(rows, reports, READERS[given.reader]))):
        print(f"{what:6} all   {rates(wanted, found, wanted)}")
        print(f"{what:6} named {rates(wanted, found, named)}")
        if given.errors:
            print(*(f"    {line}" for line in differences(wanted, found, names)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
