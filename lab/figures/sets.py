"""What the scripts of this folder share: where a set of figures lies, one row a line, and how a rate is printed.

The sets are not redistributed: they are read where the folder with them is, and no text of theirs is printed but with `--errors`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MOST_CAUSES = 12
AROUND = 80
"""Characters printed on either side of a number that is read wrongly."""


def chosen(description: str | None, arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line of a script: `--shared FOLDER` and `--errors`."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0] if description else None)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder with corpora that are not redistributed")
    parser.add_argument("--errors", action="store_true", help="print each number or case that is not read as marked")
    given = parser.parse_args(arguments)
    if not (given.shared / "data" / "figures").is_dir():
        parser.error(f"wanted a folder with data/figures in it, found none at {given.shared}")
    return given


def rows_of(shared: Path, *names: str) -> list[dict[str, Any]]:
    """Give the rows of a set, e.g. `rows_of(shared, "isaf", "test.jsonl")`."""
    lines = shared.joinpath("data", "figures", *names).read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def print_rate(name: str, right: int, of: int, wanted: float | None = None) -> None:
    """Print one rate in percent with its counts, and what is wanted of it."""
    goal = "" if wanted is None else f"   wanted >= {wanted:.0f}"
    print(f"{name:62}{100 * right / max(1, of):6.1f}  {right} of {of}{goal}")


def print_causes(causes: Counter[str]) -> None:
    """Print the most frequent causes of errors, the commonest first."""
    for cause, count in causes.most_common(MOST_CAUSES):
        print(f"{count:6}  {cause}")


def excerpt(text: str, start: int, end: int) -> str:
    """Give the words around a number on one line, with the number between signs."""
    around = f"{text[max(0, start - AROUND) : start]}>>{text[start:end]}<<{text[end : end + AROUND]}"
    return " ".join(around.split())
