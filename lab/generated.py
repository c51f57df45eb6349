"""Makes reports of about 300 words that nobody wrote, for load and benchmarks: invented outlets, bodies and figures, fixed by a seed.

python lab/generated.py --count 10000 --seed 1 -o OUT.jsonl     one JSON object a line, a table of articles for `closewatch add`
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

OUTLETS = [
    f"{a} {b}" for a in ("Harbour", "Meridian", "Northline", "Quay", "Kestrel", "Lantern") for b in ("Gazette", "Wire", "Daily", "Post")
]
PLACES = ["Kursk", "Kharkiv", "Goma", "Port Sudan", "Idlib", "Mekelle", "Sittwe", "Maiduguri"]
BODIES = ["the National Intelligence Service", "the defence ministry", "the coast guard", "the general staff", "the health ministry"]
PEOPLE = ["a defector", "a village elder", "two Western officials", "a medic", "a captured soldier", "a spokesman for the army"]
GROUPS = ["North Korean soldiers", "civilians", "government troops", "rebels", "Ukrainian soldiers", "Russian soldiers", "aid workers"]
OUTCOMES = ["had been killed", "had been wounded", "were missing", "had been captured", "had been displaced"]
BOUNDS = ["", "at least ", "about ", "more than ", "up to ", "nearly "]
CUES = ["said", "estimated", "reported", "claimed", "warned", "confirmed"]
FILLERS = [
    "The road to the border stayed closed for most of the day, and traders waited on both sides of the river.",
    "Rain fell through the night, the market opened late, and the price of bread rose for the third week.",
    "Trains ran as usual in the capital, where shops kept their lights low to save power for the hospitals.",
    "The bridge, built two decades ago, had been repaired twice before the fighting came near to it again.",
]


def reports(count: int, seed: int) -> Iterator[dict[str, str]]:
    """Make that many reports; the same seed gives the same reports."""
    dice = random.Random(seed)
    for number in range(count):
        day = f"2025-{1 + number * 12 // max(count, 1):02d}-{1 + dice.randrange(28):02d}"
        place, outlet = dice.choice(PLACES), dice.choice(OUTLETS)
        paragraphs = [_paragraph(dice, place) for _ in range(9)]
        yield {
            "title": f"Fighting near {place}: report {number}",
            "date": day,
            "outlet": outlet,
            "url": f"https://{outlet.split()[0].lower()}.example/{number}",
            "text": "\n\n".join(paragraphs),
        }


def _paragraph(dice: random.Random, place: str) -> str:
    body, person, group = dice.choice(BODIES), dice.choice(PEOPLE), dice.choice(GROUPS)
    number = f"{dice.randrange(2, 3000):,}"
    told = [
        f"{body[0].upper()}{body[1:]} {dice.choice(CUES)} that {dice.choice(BOUNDS)}{number} {group} {dice.choice(OUTCOMES)} near {place}.",
        f'"We counted {dice.randrange(2, 90)} of them on the road," {person} said.',
        f"{person[0].upper()}{person[1:]} denied that {number} {group} {dice.choice(OUTCOMES)}.",
    ]
    return f"{dice.choice(told)} {dice.choice(FILLERS)}"


def write(path: Path, count: int, seed: int) -> None:
    """Write the reports as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for report in reports(count, seed):
            file.write(json.dumps(report, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--out", type=Path, required=True)
    given = parser.parse_args()
    write(given.out, given.count, given.seed)
