"""Holds `read` to what it promises: the same answer twice, alone or among others, and bounded memory for a very long report.

    python lab/steady.py                 (a report of 10 MB, 64 reports at once; a short run: --megabytes 1 --among 16)

Runs the command with its workers on made reports (lab/bench/news.py, and the sample case's own) and compares what it writes, byte for
byte. Exits 1 when anything differs or memory goes beyond --most-memory.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from news import texts, write
from processes import Cost, run

from command import command

SAMPLE = Path(__file__).parents[1] / "src/closewatch/desk/sample/reports"
MEBIBYTE = 2**20
WORDS_A_MEGABYTE = 155_000
"""Somewhat fewer than a million bytes of made reports have, so that the joined text is cut to size and not filled up."""


def read(*sources: Path) -> Cost:
    """Read sources as a person does, with JSON on standard output."""
    return run(command("read", *map(str, sources), "--json"), look=0.02)


def lines_of(cost: Cost) -> dict[str, bytes]:
    """Give each line of output by the source of its report."""
    return {json.loads(line)["report"]["capture"]["source"]: line for line in cost.output.splitlines()}


def says(name: str, holds: bool, evidence: str) -> bool:
    """Print one check with its evidence."""
    print(f"{'ok' if holds else 'FAILS':6}{name}: {evidence}")
    return holds


def is_repeatable(files: list[Path]) -> bool:
    """Read the same files twice and compare the bytes."""
    first, second = read(*files), read(*files)
    same = first.output == second.output and first.code == second.code and bool(first.output)
    return says("the same input twice", same, f"{len(files)} files, {len(first.output):,} bytes, exit {first.code} and {second.code}")


def is_independent(files: list[Path], every: int) -> bool:
    """Read reports alone and among the others and compare their lines: one of every so many."""
    among = lines_of(read(*files))
    alone = {source: line for file in files[::every] for source, line in lines_of(read(file)).items()}
    differing = [source for source, line in alone.items() if among.get(source) != line]
    statements = sum(len(json.loads(line)["statements"]) for line in alone.values())
    evidence = f"{len(alone)} reports alone and among {len(files)}, {statements} statements, {len(differing)} differing"
    return says("alone and among others", bool(alone) and not differing, evidence)


def is_bounded(room: Path, megabytes: float, most: int) -> bool:
    """Read one report of so many million bytes and hold its peak memory to a bound."""
    size, file = int(megabytes * 1e6), room / "long.txt"
    text = "\n\n".join(texts(int(megabytes * WORDS_A_MEGABYTE * 1.2), 5))
    file.write_text(text.encode()[:size].decode(errors="ignore"), encoding="utf-8")
    cost = read(file)
    found = [json.loads(line) for line in cost.output.splitlines()]
    statements = sum(len(one["statements"]) for one in found)
    problems = sorted({problem["code"] for one in found for problem in one["problems"]})
    ended = cost.code in (0, 1) and cost.peak <= most * MEBIBYTE
    evidence = (
        f"{file.stat().st_size / 1e6:.1f} MB in {cost.wall:.1f} s, peak {cost.peak / MEBIBYTE:.0f} MiB (at most {most}), exit {cost.code}"
    )
    return says("a very long report", ended, f"{evidence}, {statements:,} statements, problems: {', '.join(problems) or 'none'}")


def main() -> int:
    """Print every check; exit 1 when one fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--among", type=int, default=64, help="reports that are read together")
    parser.add_argument("--every", type=int, default=4, help="one of so many is also read alone")
    parser.add_argument("--megabytes", type=float, default=10.0, help="size of the long report, in million bytes")
    parser.add_argument("--most-memory", type=int, default=2200, help="MiB that the command and its workers may take together")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        made = write(room / "made", given.among * 950, 3)
        files = [*sorted(SAMPLE.iterdir())[: given.among // 2], *made][: given.among]
        held = [is_repeatable(files), is_independent(files, given.every), is_bounded(room, given.megabytes, given.most_memory)]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
