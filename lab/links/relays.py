"""Scores the chains of relays that a reader finds in short invented passages against their keys.

    python lab/links/relays.py [--reader rules] [--errors]

Each key names words of a passage: of the statements whose content has them, the innermost one with the longest chain is meant. A chain is
right when its speaker and all relays, from the speaker outward, are the keyed ones (names are compared as in `score_answers`). `leans_on`
names somebody on whom the speaker is told to lean; it is right when the reader's words for them hold the keyed ones, and a reader that
finds one where none is keyed is wrong. The three sets were written one after the other, each before the rules were fitted to it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.statement import Statement
from closewatch.testing import plain_report
from score_answers import Who, same_actor

PASSAGES = Path(__file__).with_name("relays.jsonl")
READERS: dict[str, Callable[[Report], Reading]] = {"encoder": read_by_encoder, "rules": read_by_rules}


def meant(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """Give the innermost statement whose content has words at a place; of several with one content the one with the longest chain."""
    having = [found for found in statements if any(span.start < end and start < span.end for span in found.content)]
    return min(having, key=lambda found: (sum(span.end - span.start for span in found.content), -len(found.via)), default=None)


def chain_of(statement: Statement | None, statements: Sequence[Statement]) -> list[Who]:
    """Give the speaker and the relays of a statement, with all names that the report has for each."""
    if statement is None:
        return []
    named = {actor.name: Who((actor.name, *actor.names), actor.country, actor.key) for found in statements if (actor := found.speaker)}
    speaker = named[statement.speaker.name] if statement.speaker is not None else Who(("nobody",))
    return [speaker, *(named.get(name, Who((name,))) for name in statement.via)]


def judge(row: dict[str, Any], reader: Callable[[Report], Reading], tally: Counter[tuple[str, str]]) -> list[str]:
    """Count what is right in one passage, and tell what is not."""
    report = plain_report(row["text"], publisher=row["publisher"], published="2025-03-04")
    statements = reader(report).statements
    wrong = []
    for key in row["keys"]:
        start = report.text.index(key["words"])
        statement = meant(statements, start, start + len(key["words"]))
        chain = chain_of(statement, statements)
        wanted = [Who((name,)) for name in (key["speaker"], *key["via"])]
        right = len(chain) == len(wanted) and all(map(same_actor, wanted, chain))
        because = statement.because if statement is not None else ()
        leans = [reason.span.exact for reason in because if reason.of == "depends" and reason.span is not None]
        leaning = all(key.get("leans_on", "-") in words for words in leans) and bool(leans) == ("leans_on" in key)
        for what, held in (("chains", right), ("leaning", leaning)):
            tally[row["set"], what] += held
            tally["all", what] += held
            if not held:
                told = " < ".join(who.names[0] for who in chain) + (f" ~ {leans}" if leans else "")
                wrong.append(f"{row['set']} {what}: {key['words']!r}: wanted {wanted}, found {told}")
        tally[row["set"], "keyed"] += 1
        tally["all", "keyed"] += 1
    return wrong


def main() -> int:
    """Print the rates of each set and of all."""
    parser = argparse.ArgumentParser(description="Score chains of relays.")
    parser.add_argument("--reader", choices=READERS, default="encoder")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    tally: Counter[tuple[str, str]] = Counter()
    rows = [json.loads(line) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]
    wrong = [line for row in rows for line in judge(row, READERS[given.reader], tally)]
    for name in (*dict.fromkeys(row["set"] for row in rows), "all"):
        keyed = tally[name, "keyed"]
        rates = ", ".join(f"{what} {100 * tally[name, what] / keyed:.1f} %" for what in ("chains", "leaning"))
        sys.stdout.write(f"{name:8} {keyed:4} keyed: {rates}\n")
    if given.errors:
        sys.stdout.write("\n".join(wrong) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
