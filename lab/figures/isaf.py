"""Scores the figure reader on the press releases of ISAF, by the smallest numbers of killed and captured that a coder took from each.

    python lab/figures/isaf.py [--shared FOLDER] [--errors]

The figures of a release are turned into two integers by the ISAF profile (`closewatch.publish.profiles`), and it is right where both are
the coder's. Which minima stand in the text is settled without the reader, by `stands`, in two readings: "written", where every minimum
above 0 is written in a sentence that speaks of killing, or of capturing, as digits, as a word or as a vague word that the coder takes for
that integer; and "written or added up", where it may also be the sum of two such numbers ("the leader and two others": 3). `--errors`
prints the list, too.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sets import chosen, print_causes, print_rate, rows_of

from closewatch.publish.profiles import minima
from closewatch.reading.figures import find_figures
from closewatch.testing import plain_report

VAGUE = {"several": 3, "multiple": 3, "numerous": 4, "a few": 3, "few": 3, "a number of": 3, "a couple": 2, "dozens": 24}
"""The integer that the coder takes a vague word for, mostly; held here apart from the profile, so that the list of releases whose minima
stand in the text does not move with what is measured on it."""
KILLED = ("killed",)
CAPTURED = ("captured", "detained", "surrendered")

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_KILLING = re.compile(r"\b(kill\w*|dea(?:d|ths?)|died|slain|bodies|body)\b", re.IGNORECASE)
_CAPTURING = re.compile(r"\b(captur\w*|detain\w*|detention|arrest\w*|apprehend\w*|custody|surrender\w*)\b", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:an?|the|another)\s+(?:[\w'’-]+\s+){0,4}?(?:insurgent|militant|leader|commander|facilitator|fighter|suspect|individual|"
    r"man|male|person|member|emplacer|gunman|attacker|enemy|operative|terrorist|associate|bomber|trafficker|dealer|expert|deputy)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(A-Z0-9])|\n")


@dataclass(frozen=True)
class Minima:
    """The smallest numbers of killed and captured that a release bears out."""

    killed: int
    captured: int


def read_minima(text: str, published: str | None) -> Minima:
    """Read a release and turn its figures into the coder's two integers, by the ISAF profile."""
    figures = find_figures(plain_report(plain_lines(text), published=published), ())
    return Minima(minima(figures, KILLED), minima(figures, CAPTURED))


def stands(text: str, gold: Minima) -> str:
    """Tell how the coder's minima stand in a text: "written", "added up" of two numbers, "not written", "none" where both are 0."""
    if gold == Minima(0, 0):
        return "none"
    ways = [
        _stands(written(text, outcome), minimum) for outcome, minimum in ((_KILLING, gold.killed), (_CAPTURING, gold.captured)) if minimum
    ]
    return next(way for way in ("not written", "added up", "written") if way in ways)


def _stands(numbers: set[int], minimum: int) -> str:
    if minimum in numbers:
        return "written"
    return "added up" if any(minimum - number in numbers for number in numbers) else "not written"


def written(text: str, outcome: re.Pattern[str]) -> set[int]:
    """Give the integers that the sentences with an outcome are written with, vague words and "a man" among them."""
    found: set[int] = set()
    for sentence in _SENTENCE.split(text):
        if not outcome.search(sentence):
            continue
        lowered = sentence.lower()
        above = {match.end() for match in re.finditer(r"\b(?:more than|over)\s+", lowered)}
        for match in re.finditer(r"\b\d{1,3}(?:,\d{3})*\b|\b[a-z]+\b", lowered):
            word = match[0]
            value = _WORDS.index(word) + 1 if word in _WORDS else int(word.replace(",", "")) if word[0].isdigit() else None
            if value is not None:
                found.add(value + (match.start() in above))
        found.update(value for word, value in VAGUE.items() if re.search(rf"\b{word}\b", lowered))
        found.update({12} if re.search(r"\ba dozen\b", lowered) else ())
        found.update({1} if _ONE.search(sentence) else ())
    return found


def plain_lines(text: str) -> str:
    """Put line ends for the line and paragraph separators of Unicode, at equal length."""
    return text.replace("\u2028", "\n").replace("\u2029", "\n")


def cause_of(read: Minima, gold: Minima) -> str:
    """Name what is wrong with the minima of a release, or ""."""
    names = []
    for outcome in ("killed", "captured"):
        found, wanted = getattr(read, outcome), getattr(gold, outcome)
        if found != wanted:
            names.append(f"{outcome}: {_difference(found, wanted)}")
    return "; ".join(names)


def _difference(found: int, wanted: int) -> str:
    if not found:
        return "nothing read"
    if not wanted:
        return "read where there is none"
    return "too many" if found > wanted else "too few"


def judge_all(shared: Path) -> list[tuple[dict[str, Any], Minima, Minima, str]]:
    """Read every release; gives each with the minima read and coded, and how those stand in its text."""
    judged = []
    for row in rows_of(shared, "isaf", "test.jsonl"):
        gold = Minima(row["gold"]["killed_min"], row["gold"]["captured_min"])
        judged.append((row, read_minima(row["text"], row["event_date"]), gold, stands(plain_lines(row["text"]), gold)))
    return judged


def summary(shared: Path) -> dict[str, float]:
    """Give the share of releases whose minima are both as coded, in per cent: where they are written, or can be added up, and of all."""
    judged = judge_all(shared)
    ways = {"written": ("written",), "written_or_added_up": ("written", "added up"), "all": ("written", "added up", "not written", "none")}
    inside = {name: [read == gold for _, read, gold, way in judged if way in of] for name, of in ways.items()}
    return {name: 100 * sum(right) / max(1, len(right)) for name, right in inside.items()}


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    given = chosen(__doc__, arguments)
    rows = judge_all(given.shared)
    print("ISAF, the coder's minimum killed and captured, both right")
    for ways in (("written",), ("added up",), ("written", "added up"), ("not written",), ("none",)):
        inside = [one for one in rows if one[3] in ways]
        right = sum(one[1] == one[2] for one in inside)
        goal = 70 if "written" in ways else None
        print_rate(f"releases whose minima stand in the text: {' or '.join(ways)}", right, len(inside), goal)
    print_rate("all releases", sum(one[1] == one[2] for one in rows), len(rows))
    for outcome in ("killed", "captured"):
        right = sum(getattr(one[1], outcome) == getattr(one[2], outcome) for one in rows)
        print_rate(f"all releases, {outcome} alone", right, len(rows))
    for way in ("written", "added up"):
        print(f"causes, over the releases whose minima are {way}")
        print_causes(Counter(cause_of(read, gold) for _, read, gold, how in rows if how == way and read != gold))
    if given.errors:
        print("list: releases whose minima are written")
        print(" ".join(row["id"] for row, _, _, way in rows if way == "written"))
        for row, read, gold, way in rows:
            if read != gold:
                print(f"{row['id']}  {way}  {cause_of(read, gold)}: read {read}, coded {gold}: {' '.join(row['text'].split())[:500]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
