"""How long a dossier over a large case takes to put together and to write as a page, and how much memory.

    python lab/bench/dossier.py --reports 20000            (a short run: --reports 500; --case FOLDER takes one that is there)

The case is made through the real fold (big_case.py). The dossier is that of its fifty most disputed questions, in a process of its own,
whose memory is the peak of its whole tree, looked at ten times a second. The package beside a dossier is another matter: it is as large as
the cited originals.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import big_case
from processes import run

SECONDS, MEMORY = 60.0, 2**30
"""What a dossier over 20,000 reports and 50 questions may take."""

A_REPORT = 10
"""Statements of one report, as in the large case of the other benches."""

MAKE = """
import sys, time
from pathlib import Path
from closewatch.ledger.case import open_case
from closewatch.protect.redact import Redaction
from closewatch.publish.compose.compose import compose
from closewatch.publish.pages.page import render_page
from closewatch.publish.publication import Publication
began = time.perf_counter()
with open_case(Path(sys.argv[1])) as case, case.at_one_moment():
    dossier = compose(Publication(case, Redaction()))
composed = time.perf_counter() - began
page = render_page(dossier)
print(
    f"{len(dossier.questions)} questions, {len(dossier.sentences()):,} sentences, {len(dossier.annex):,} cites; "
    f"composed in {composed:.1f} s; page of {len(page) / 2**20:.1f} MiB after {time.perf_counter() - began:.1f} s"
)
"""


@contextmanager
def the_case(given: argparse.Namespace) -> Iterator[Path]:
    """Give the case that is there, or make one."""
    if given.case:
        yield given.case
        return
    with tempfile.TemporaryDirectory(dir=given.room) as room:
        case = Path(room) / "case"
        big_case.make(case, given.reports, given.reports * A_REPORT, questions=max(given.reports // 4, 50))
        yield case


def main(words: Sequence[str]) -> int:
    """Print the figures; exit 1 when it took longer or more memory than it may, or did not end well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--room", type=Path, default=Path(tempfile.gettempdir()), help="where the case lies meanwhile")
    given = parser.parse_args(words)
    with the_case(given) as case:
        cost = run([sys.executable, "-c", MAKE, str(case)], errors=None)
    told = cost.output.decode("utf-8", "replace").strip()
    print(f"{told}; in all {cost.wall:.1f} s, {cost.cpu:.1f} s of CPU, peak {cost.peak / 2**20:.0f} MiB, exit {cost.code}")
    return 0 if cost.code == 0 and cost.wall < SECONDS and cost.peak < MEMORY else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
