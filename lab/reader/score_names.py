"""Scores names that were found against the names of a corpus: exact spans of the right kind, over all and for each kind.

    python lab/reader/score_names.py CORPUS SPLIT FOUND.jsonl [--shared FOLDER]

FOUND has a line {"id": ..., "names": [[start, end, kind], ...]} for every document. A kind that the corpus does not mark is left out on
both sides. Names of unknown kind are never wanted; a name found on one of them is left out too, unless it is known not to be of that kind:
a person found on a MISC of wikigold is wrong, a group there is not judged.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import SHARED, Document, names
from proper_names import UNKNOWN, Name


@dataclass(frozen=True)
class Score:
    """How many names were right, found and wanted, and the shares of them, in per cent.

    >>> Score(right=3, found=4, wanted=6).f1
    60.0
    """

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of the names found that are right."""
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the names wanted that were found."""
        return 100 * self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 200 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


def score(documents: Sequence[Document], found: Mapping[str, Iterable[Name]]) -> dict[str, Score]:
    """Score what was found, by document id: "all" first, then every kind that the documents mark.

    Raises:
        KeyError: nothing is given for a document; one without names is given as empty.
    """
    counts: dict[str, Counter[str]] = {"all": Counter()}
    for document in documents:
        gold = document.names or ()
        wanted = {(name.start, name.end, name.kind) for name in gold if name.kind in document.kinds}
        unknown = [name for name in gold if name.kind == UNKNOWN]
        told = {
            (name.start, name.end, name.kind)
            for name in found[document.id]
            if name.kind in document.kinds and ((name.start, name.end, name.kind) in wanted or not _left_out(name, unknown))
        }
        for kind in document.kinds:
            counts.setdefault(kind, Counter())
        for what, spans in (("right", told & wanted), ("found", told), ("wanted", wanted)):
            for _, _, kind in spans:
                counts["all"][what] += 1
                counts[kind][what] += 1
    return {kind: Score(counted["right"], counted["found"], counted["wanted"]) for kind, counted in counts.items()}


def table(scores: Mapping[str, Score]) -> str:
    """Write scores as lines of precision, recall and F1 in per cent, with the counts they come from."""
    lines = [f"{'':14}{'precision':>10}{'recall':>10}{'F1':>10}{'right':>8}{'found':>8}{'wanted':>8}"]
    for kind, one in scores.items():
        shares = f"{one.precision:10.1f}{one.recall:10.1f}{one.f1:10.1f}"
        lines.append(f"{kind:14}{shares}{one.right:8}{one.found:8}{one.wanted:8}")
    return "\n".join(lines)


def _left_out(name: Name, unknown: Iterable[Name]) -> bool:
    return any(name.start < other.end and other.start < name.end and name.kind not in other.never for other in unknown)


def main() -> int:
    """Score one file of found names and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("split")
    parser.add_argument("found", type=Path)
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds data/")
    given = parser.parse_args()
    rows = map(json.loads, given.found.read_bytes().split(b"\n")[:-1])
    found = {row["id"]: [Name(start, end, kind) for start, end, kind in row["names"]] for row in rows}
    print(table(score(names(given.shared, given.corpus, given.split), found)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
