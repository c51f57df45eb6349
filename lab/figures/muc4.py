"""Scores the figure reader on counts of people in wire texts of the 1980s, by the answer keys of MUC-3/4.

    python lab/figures/muc4.py [--shared FOLDER] [--errors]

A whole document is read once in upper case, as it was sent, and once recased (`text_tc`, made by rule at equal length). A count is found
where a figure covers some of its numeral; of several the one that covers most. Its value is right where the literal number is an end
of the figure; its bounds are right where they are those of one of the accepted answers, or say what stands before the number. The
measure is scored over the counts whose measure is in our list, found or not; where the key gives killed and wounded for one number,
either is right, and so is casualties, which is how we keep them together.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sets import AROUND, chosen, excerpt, print_causes, print_rate, rows_of

from closewatch.reading.figures import find_figures
from closewatch.terms.figure import MEASURES, Figure, Range
from closewatch.testing import plain_report

OPENED = frozenset(("AT LEAST", "MORE THAN", "OVER"))
"""The words before a number that open it, as the set names them; the others (about, some, approximately) open no end."""
_AFTER_A_NOUN = re.compile(r"\bof (?:the |another |these |those )?$", re.IGNORECASE)


@dataclass(frozen=True)
class Scored:
    """One count of the key, the figure that was matched to it, and what of it is right."""

    row: dict[str, Any]
    before: str
    figure: Figure | None
    value: bool
    bounds: bool
    measure: bool

    @property
    def stands(self) -> str:
        """How the number stands in the text: as a lone "one", after a noun that says what happened, or otherwise."""
        if self.row["value"] == 1:
            return "a lone one"
        return 'after "of" (murder of six)' if _AFTER_A_NOUN.search(self.before) else "otherwise"

    @property
    def cause(self) -> str:
        """Why it is wrong, or ""."""
        if self.figure is None:
            return f"not found: {self.stands}"
        if not self.value:
            return "value: another number than the one written"
        if not self.measure and known(self.row):
            return f"measure: {' and '.join(self.row['measure'])} read as {self.figure.measure}"
        return "" if self.bounds else "bounds: opened or closed otherwise than said"


def known(row: dict[str, Any]) -> bool:
    """Tell whether the key's measure is one of ours."""
    return any(measure in MEASURES for measure in row["measure"])


def nearest(figures: Iterable[Figure], start: int, end: int) -> Figure | None:
    """Give the figure whose number shares most characters with a stretch of text, None where none does."""
    shared = [(min(figure.span.end, end) - max(figure.span.start, start), figure) for figure in figures]
    best = max(shared, key=lambda one: one[0], default=None)
    return best[1] if best and best[0] > 0 else None


def accepted(row: dict[str, Any], amount: Range) -> bool:
    """Tell whether the ends of an amount are those of an accepted answer, or those that the words before the number give it."""
    forms = [(one["low"], one["high"], one["open_low"], one["open_high"]) for one in row["accept"]]
    forms.append((row["value"], None, False, True) if row["bound"] in OPENED else (row["value"], row["value"], False, False))
    return (amount.low, amount.high, amount.open_low, amount.open_high) in forms


def score(row: dict[str, Any], text: str, figures: Iterable[Figure]) -> Scored:
    """Judge the reading of one count by the figures of its document."""
    figure = nearest(figures, row["start"], row["end"])
    before = text[max(0, row["start"] - AROUND) : row["start"]]
    if figure is None:
        return Scored(row, before, None, False, False, False)
    amount = figure.amount
    measures = {*row["measure"], "casualties"} if {"killed", "wounded"} <= set(row["measure"]) else set(row["measure"])
    return Scored(row, before, figure, row["value"] in (amount.low, amount.high), accepted(row, amount), figure.measure in measures)


def score_all(rows: list[dict[str, Any]], documents: dict[str, dict[str, Any]], text: str) -> list[Scored]:
    """Judge every count; `text` is the field of the documents that is read."""
    wanted = {row["doc"] for row in rows}
    read = {
        name: find_figures(plain_report(document[text], published=document["date"]), ())
        for name, document in documents.items()
        if name in wanted
    }
    return [score(row, documents[row["doc"]][text], read[row["doc"]]) for row in rows]


TEXTS = {"upper_case": "text", "recased": "text_tc"}
"""The two fields of a document that are read: as it was sent, and recased."""


def load(shared: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Give the counts of the key, and the documents by name."""
    documents = {document["id"]: document for document in rows_of(shared, "muc4", "docs.jsonl")}
    return rows_of(shared, "muc4", "spans.jsonl"), documents


def summary(shared: Path) -> dict[str, float]:
    """Give the rates of the value and the measure in per cent, in upper case and recased."""
    rows, documents = load(shared)
    rates = {}
    for name, text in TEXTS.items():
        scored = score_all(rows, documents, text)
        listed = [one for one in scored if known(one.row)]
        rates[f"{name}_value"] = 100 * sum(one.value for one in scored) / max(1, len(scored))
        rates[f"{name}_measure"] = 100 * sum(one.measure for one in listed) / max(1, len(listed))
    return rates


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    given = chosen(__doc__, arguments)
    rows, documents = load(given.shared)
    for title, text in TEXTS.items():
        scored = score_all(rows, documents, text)
        listed = [one for one in scored if known(one.row)]
        print(f"MUC-4, {title.replace('_', ' ')}")
        print_rate("found", sum(one.figure is not None for one in scored), len(scored))
        print_rate("found and value right", sum(one.value for one in scored), len(scored), 90)
        print_rate("bounds right, of those found", sum(one.bounds for one in scored), sum(one.figure is not None for one in scored))
        print_rate("measure right, of those whose measure is in our list", sum(one.measure for one in listed), len(listed), 85)
        print_causes(Counter(one.cause for one in scored if one.cause))
        if given.errors:
            for one in scored:
                if one.cause:
                    print(f"{one.row['id']}  {one.cause}: {excerpt(documents[one.row['doc']][text], one.row['start'], one.row['end'])}")
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
