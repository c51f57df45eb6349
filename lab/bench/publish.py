"""How long the tables of a case with a million statements take to write, and how much memory, beside plain sqlite3 -> csv in the same run.

    python lab/bench/publish.py --statements 1000000       (a short run: --statements 20000)

A case of 2,000 reports is made through the real fold (big_case.py), then the rows of its views for reports, captures, actors, statements
and figures are copied under new ids until there are so many statements. The journal and the questions stay those of the first reports:
what is measured is how rows are streamed, and such a case would not verify. Each export is a process of its own; its memory is the peak of
its whole tree, looked at ten times a second. The yardstick reads the same two tables with sqlite3 and writes them with csv, as they lie.
"""

from __future__ import annotations

import argparse
import csv
import re
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import big_case
from processes import run

BASE_REPORTS, BASE_STATEMENTS = 2_000, 20_000
LIMIT = 512 * 2**20
"""What CSV and Parquet of a million statements may take."""

_IDS = re.compile(r"\b(re|st|fi|ca|ac):[0-9a-f]{2}")
_NO_HEX = "ghijklmnopqrstuvwxyz"
"""No id has such a sign, so that a copy never meets an id that is there."""
_COPIED = {
    "reports": ("id",),
    "captures": ("id", "report", "value"),
    "actors": ("id", "report", "value"),
    "statements": ("id", "report", "value", "speaker"),
    "figures": ("id", "report", "statement", "value", "speaker"),
}
"""The tables that are copied, and the columns in which ids of the copied values stand."""

EXPORT = """
import sys
from pathlib import Path
from closewatch.desk.line import publish
from closewatch.ledger.case import open_case
from closewatch.publish.exports import EXPORTERS
with open_case(Path(sys.argv[1])) as case:
    publish(case, next(one for one in EXPORTERS if one.name == sys.argv[2]).write, Path(sys.argv[3]))
"""


def enlarge(ledger: Path, times: int) -> int:
    """Copy the rows of the views until there are so many times as many; give how many statements there are then."""
    tables = sqlite3.connect(ledger)
    for (name,) in tables.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        tables.execute(f'DROP TRIGGER "{name}"')  # the search index and the counters are not looked at here
    shift = 0

    def renamed(words: str | None) -> str | None:
        return words and _IDS.sub(lambda found: f"{found[1]}:{_NO_HEX[shift % 20]}{shift // 20:x}", words)

    tables.create_function("renamed", 1, renamed)
    first = {table: tables.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] for table in _COPIED}
    seqs = tables.execute("SELECT max(seq) FROM reports").fetchone()[0]
    for shift in range(1, times):
        for table, changed in _COPIED.items():
            names = [row[1] for row in tables.execute(f"PRAGMA table_info({table})") if row[1] != "number"]
            made = [f'renamed("{name}")' if name in changed else _moved(table, name, shift * seqs) for name in names]
            listed = ", ".join(f'"{name}"' for name in names)
            tables.execute(f"INSERT INTO {table} ({listed}) SELECT {', '.join(made)} FROM {table} WHERE rowid <= ?", (first[table],))
    count = int(tables.execute("SELECT count(*) FROM statements").fetchone()[0])
    tables.commit()
    tables.close()
    return count


def _moved(table: str, name: str, by: int) -> str:
    if name == "turn":
        return f"turn + ({by} << 24)"
    return f"{name} + {by}" if name == "rank" or (name == "seq" and table == "reports") else f'"{name}"'


def plainly(ledger: str, folder: str) -> None:
    """Write the rows of statements and figures as CSV as they lie: the yardstick."""
    tables = sqlite3.connect(ledger)
    for table in ("statements", "figures"):
        with (Path(folder) / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(tables.execute(f"SELECT * FROM {table} ORDER BY turn, id"))


def main(words: Sequence[str]) -> int:
    """Print the figures; exit 1 when CSV or Parquet took more memory than they may, or did not end well."""
    if words[:1] == ["--plainly"]:
        plainly(*words[1:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--formats", nargs="+", default=["csv", "parquet", "xlsx"])
    parser.add_argument("--room", type=Path, default=Path(tempfile.gettempdir()), help="where the case and the exports lie meanwhile")
    given = parser.parse_args(words)
    with TemporaryDirectory(dir=given.room) as room:
        case = Path(room) / "case"
        big_case.make(case, BASE_REPORTS, BASE_STATEMENTS, questions=BASE_STATEMENTS // 40)
        count = enlarge(case / "ledger.db", max(1, given.statements // BASE_STATEMENTS))
        (Path(room) / "plain").mkdir()
        plain = run([sys.executable, __file__, "--plainly", str(case / "ledger.db"), str(Path(room) / "plain")], errors=None)
        print(f"{count:,} statements; sqlite3 -> csv of statements and figures: {plain.wall:.1f} s, {plain.peak / 2**20:.0f} MiB")
        good = True
        for name in given.formats:
            folder = Path(room) / name
            cost = run([sys.executable, "-c", EXPORT, str(case), name, str(folder)], errors=None)
            size = sum(path.stat().st_size for path in folder.iterdir()) if folder.is_dir() else 0
            print(
                f"{name}: {cost.wall:.1f} s ({cost.wall / plain.wall:.1f} x plain), {count / cost.wall:,.0f} statements a second, "
                f"peak {cost.peak / 2**20:.0f} MiB, {size / 2**20:.0f} MiB written, exit {cost.code}",
                flush=True,
            )
            good = good and cost.code == 0 and (name == "xlsx" or cost.peak < LIMIT)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
