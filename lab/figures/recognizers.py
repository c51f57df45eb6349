"""Scores the reader of numbers on the English number and number-range specifications of Recognizers-Text.

    python lab/figures/recognizers.py [--shared FOLDER] [--errors]

Only numbers are read (`read_number`, `read_bounds`): nothing is asked of what they count. A case is right where all its numbers are read
in their order and nothing else is. What the reader of figures tells from a number with no look at what is counted is no number here either:
digits that are part of a word, a code, an ordinal or a date (`part_of_a_code`: 180ml, 4th), and "one" for a thing named before
(`is_pronoun`: this one). Our shares are in percent and are compared as fractions, to a tenth of a percent as in the visible
sentences; the two ends of a range are two numbers for
the number model, and vague words ("several") are none. For the range model an amount is a range where an end is open or the ends
differ, and an exact amount is one only where the specification has one ("equal to 20"); the upper end of a closed range is compared
without asking whether it is in the range, since the specification leaves it out by a rule of its own. Cases that a rule of `LEFT_OUT`
names are not scored.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from sets import chosen, print_causes, print_rate, rows_of

from closewatch.reading.bounds import read_bounds
from closewatch.reading.labels import is_pronoun, part_of_a_code
from closewatch.reading.numbers import can_begin, read_number
from closewatch.reading.numerals import Number
from closewatch.reading.tokens import Tokens, cut

LEFT_OUT = {
    "exponent": "a number raised to a power or written with one (1e10, 1.1^23, 1.3x10^6)",
    "fraction below 1/100": "an expected number that is not 0 and nearer to 0 than 1/100",
    "phone number": "a text with a telephone number",
}
_EXPONENT = re.compile(r"\d\s*\^|\d[eE][+-]?\d")
_PHONE = re.compile(r"\bphone\b|\+\d+(?:[-/ ]\d+){2,}")
_ENDS = re.compile(r"([\[(])([^,]*),([^,]*)([\])])")
_SAME = Decimal("1e-12")
"""How far two numbers may be apart, relative to their size: the specification gives 15 digits."""
_SAME_SHARE = Decimal("0.001")
"""How far two shares may be apart, as `score_phrasings.py` allows: "a third" is kept as 33.3 percent."""
MODELS = ("NumberModel", "NumberRangeModel")


@dataclass(frozen=True)
class Ends:
    """A range: its ends, None where there is none, and whether one that stands alone is outside it."""

    low: Decimal | None
    high: Decimal | None
    strict: bool = False
    share: bool = False

    def __str__(self) -> str:
        """Write it for the list of errors: one value, or both ends, in round brackets where an end that stands alone is outside."""
        if self.low == self.high:
            return str(self.low)
        signs = "()" if self.strict else "[]"
        return f"{signs[0]}{'' if self.low is None else self.low},{'' if self.high is None else self.high}{signs[1]}"


def ends_of(value: str) -> Ends:
    """Read the specification's way of writing a range.

    >>> ends_of("(30,)")
    Ends(low=Decimal('30'), high=None, strict=True, share=False)
    """
    match = _ENDS.fullmatch(value)
    if match is None:
        raise ValueError(f"wanted a range like [20,30), found {value!r}")
    low, high = (Decimal(end) if end else None for end in match.group(2, 3))
    strict = (high is None and match[1] == "(") or (low is None and match[4] == ")")
    return Ends(low, high, strict)


def left_out_by(row: dict[str, Any]) -> str:
    """Name the rule that leaves a case out, or ""."""
    if _EXPONENT.search(row["text"]):
        return "exponent"
    if row["model"] == "NumberModel" and any(0 < abs(Decimal(one["resolution"]["value"])) < Decimal("0.01") for one in row["results"]):
        return "fraction below 1/100"
    return "phone number" if _PHONE.search(row["text"]) else ""


def numbers_in(tokens: Tokens) -> list[Number]:
    """Give every number of a text in its order, none inside another, without those that only look like one."""
    found: list[Number] = []
    past = 0
    for at, word in enumerate(tokens.words):
        number = read_number(tokens, at) if at >= past and can_begin(word) else None
        if number:
            found.append(number)
            past = number.last
    return [number for number in found if not part_of_a_code(tokens, number) and not is_pronoun(tokens, number)]


def values(text: str) -> list[Ends]:
    """Give the plain values of a text's numbers, each as both ends: two for a range, shares as fractions, vague words left out."""
    found: list[Ends] = []
    for number in numbers_in(cut(text)):
        share = number.shape == "share"
        ends = () if number.vague else (number.low,) if number.low == number.high else (number.low, number.high)
        found.extend(Ends(_fraction(end, share), _fraction(end, share), share=share) for end in ends)
    return found


def ranges(text: str) -> list[Ends]:
    """Give every amount of a text that is not vague, with its bounds."""
    tokens = cut(text)
    found: list[Ends] = []
    for number in numbers_in(tokens):
        amount = read_bounds(tokens, number, number.first, number.last, 0, len(tokens.words)).amount
        share = number.shape == "share"
        if not number.vague:
            found.append(Ends(_fraction(amount.low, share), _fraction(amount.high, share), amount.strict, share))
    return found


def _fraction(end: Decimal | None, share: bool) -> Decimal | None:
    return end / 100 if share and end is not None else end


def fits(found: Ends, wanted: Ends) -> bool:
    """Tell whether what is read has the ends of what is wanted."""
    alone = wanted.low is None or wanted.high is None
    return (found.strict == wanted.strict or not alone) and all(
        one is other if one is None or other is None else abs(one - other) <= (_SAME_SHARE if found.share else _SAME * abs(other))
        for one, other in ((found.low, wanted.low), (found.high, wanted.high))
    )


def numbers_right(found: list[Ends], wanted: list[Ends]) -> bool:
    """Tell whether the numbers of a case are all read, in their order, and nothing else."""
    return len(found) == len(wanted) and all(map(fits, found, wanted))


def ranges_right(found: list[Ends], wanted: list[Ends]) -> bool:
    """Tell whether the ranges of a case are all read, in their order, and no other range; exact amounts count where one is wanted."""
    left = list(wanted)
    for ends in found:
        if left and fits(ends, left[0]):
            left.pop(0)
        elif ends.low != ends.high:
            return False
    return not left


def judge(row: dict[str, Any]) -> tuple[list[Ends], list[Ends], bool]:
    """Read one case: what is found, what is wanted, and whether they agree."""
    given = [one["resolution"]["value"] for one in row["results"]]
    if row["model"] == "NumberModel":
        found, wanted = values(row["text"]), [Ends(Decimal(value), Decimal(value)) for value in given]
        return found, wanted, numbers_right(found, wanted)
    found, wanted = ranges(row["text"]), [ends_of(value) for value in given]
    return found, wanted, ranges_right(found, wanted)


def cause_of(row: dict[str, Any], found: list[Ends], wanted: list[Ends]) -> str:
    """Name what is wrong with a case, by what is written in it."""
    text = row["text"]
    kind = "range" if row["model"] == "NumberRangeModel" else "number"
    if "-" in "".join(one["resolution"]["value"] for one in row["results"]):
        return f"{kind}: below zero"
    if kind == "number" and re.search(r"\b(?:point)\b", text):
        return "number: decimals in words"
    if kind == "number" and any("." in one["resolution"]["value"] and not re.search(r"\.", one["surface"]) for one in row["results"]):
        return "number: fraction"
    if not wanted:
        return f"{kind}: read where there is none"
    if kind == "range" and re.search(r"\bequals?\b|\bequaling\b|[<>=]", text, re.IGNORECASE):
        return "range: equal, or signs (<, >=)"
    if kind == "range" and len(found) > len(wanted):
        return "range: two bounds not joined into one range"
    if len(found) < len(wanted):
        return f"{kind}: too few read"
    return f"{kind}: too many read" if len(found) > len(wanted) else f"{kind}: another value or bound"


def summary(shared: Path) -> dict[str, float]:
    """Give the share of cases that are read wholly right, in per cent, of those that no rule leaves out."""
    rows = [row for row in rows_of(shared, "recognizers_specs", "english.jsonl") if row["model"] in MODELS and not left_out_by(row)]
    return {"right": 100 * sum(judge(row)[2] for row in rows) / max(1, len(rows))}


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    given = chosen(__doc__, arguments)
    left_out: dict[str, list[str]] = {rule: [] for rule in LEFT_OUT}
    right: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    wrong: list[str] = []
    for row in rows_of(given.shared, "recognizers_specs", "english.jsonl"):
        if row["model"] not in MODELS:
            continue
        rule = left_out_by(row)
        if rule:
            left_out[rule].append(row["id"])
            continue
        found, wanted, well = judge(row)
        cases[row["model"]] += 1
        right[row["model"]] += well
        if not well:
            cause = cause_of(row, found, wanted)
            causes[cause] += 1
            wrong.append(f"{row['id']}  {cause}: {row['text']!r}\n    wanted {list(map(str, wanted))}\n    found  {list(map(str, found))}")
    print("Recognizers-Text, English number specifications, cases read wholly right")
    for model in cases:
        print_rate(model, right[model], cases[model])
    print_rate("both", right.total(), cases.total(), 90)
    for rule, ids in left_out.items():
        print(f"left out, {rule} ({LEFT_OUT[rule]}): {len(ids)}: {' '.join(ids)}")
    print("causes")
    print_causes(causes)
    if given.errors:
        print("\n".join(wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
