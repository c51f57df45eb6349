"""How fast figures are found, and in how much memory, beside quantulum3, Recognizers-Text and text2num, in one run on the same sentences.

    python lab/bench/figures.py [SENTENCES] [--environments FOLDER]          (`make bench-figures`)

SENTENCES is a JSON Lines file whose rows have a `text`, or a text file with one sentence on a line (lab/figures/sentences.jsonl). Each
of the others gets an environment of its own from the package index, in FOLDER, where it stays for the next time, or in a temporary one;
what cannot be had is named and left out. Everybody runs in a process of its own, one after the other. Sentences a second are by CPU
time, the best of three passes; import is the best of three processes. The ratio is ours to theirs.

Nobody else reads bounds, measures, populations, places and dates. Who gives the places of what it finds comes nearest, and of those there
are two kinds: quantities with their units or currencies, or bare numbers. The bar is ten times the fastest, and is shown for either kind.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SENTENCES = HERE.parent / "figures" / "sentences.jsonl"
READER = HERE / "figure_readers.py"
STARTS = 3
WANTED_RATE, WANTED_RATIO, WANTED_IMPORT, WANTED_PEAK = 3000, 10, 0.2, 100
"""Sentences a second, times the fastest with places, CPU seconds of the import, megabytes (10**6 bytes): issue C."""


@dataclass(frozen=True)
class Other:
    """What is compared with: its name here, what the package index calls it, what it reads, whether it gives the places of that."""

    name: str
    packages: tuple[str, ...]
    reads: str
    places: bool
    environment: str


# quantulum3 and Recognizers-Text give offsets of characters; text2num rewrites, or counts in tokens that it is given.
# recognizers-text-suite cannot be imported with emoji 2, which dropped a name that it uses.
OTHERS = (
    Other("quantulum3", ("quantulum3==0.10.0",), "quantities", True, "quantulum3"),
    Other("recognizers", ("recognizers-text-suite==1.0.2a2", "emoji<2"), "numbers", True, "recognizers"),
    Other("recognizers-units", ("recognizers-text-suite==1.0.2a2", "emoji<2"), "quantities", True, "recognizers"),
    Other("text2num", ("text2num==3.1.0",), "numbers", False, "text2num"),
)


@dataclass(frozen=True)
class Timed:
    """One reader: sentences a CPU second, CPU seconds of import and first sentence, most memory in bytes, how much it found."""

    name: str
    reads: str
    places: bool
    rate: float
    started: float
    first: float
    peak: int
    found: int


def sentences_of(path: Path) -> list[str]:
    """Give the sentences of a file, whichever of the two forms it has."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [json.loads(line)["text"] for line in lines] if path.suffix == ".jsonl" else lines


def environment(folder: Path, other: Other) -> Path | str:
    """Make an environment with what is compared with, unless it is there; give its interpreter, or why it cannot be had."""
    python = folder / other.environment / "bin" / "python"
    ready = folder / other.environment / "ready"
    if ready.exists() and ready.read_text(encoding="utf-8") == "\n".join(other.packages):
        return python
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "-q", "install", *other.packages]
    for words in ([sys.executable, "-m", "venv", str(folder / other.environment)], pip):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
            return said[-1] if said else f"exit {done.returncode}"
    ready.write_text("\n".join(other.packages), encoding="utf-8")
    return python


def ask(python: Path, name: str, sentences: Path, *options: str) -> dict[str, Any] | str:
    """Let one reader read in a process of its own; give what it measured, or the last line of why it could not."""
    words = [str(python), str(READER), name, str(sentences), *options]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        return (done.stderr.splitlines() or [f"exit {done.returncode}"])[-1]
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def timed(python: Path, name: str, reads: str, places: bool, sentences: Path, count: int) -> Timed | str:
    """Measure one reader: a pass over the sentences in one process, then the import alone in others."""
    said = ask(python, name, sentences)
    if isinstance(said, str):
        return said
    starts = [said["import"]]
    for _ in range(STARTS - 1):
        again = ask(python, name, sentences, "--import-alone")
        starts += [] if isinstance(again, str) else [again["import"]]
    return Timed(name, reads, places, count / min(said["passes"]), min(starts), said["first"], said["peak"], said["found"])


@contextmanager
def folder_for(given: Path | None) -> Iterator[Path]:
    """Give the folder that environments are made in: the given one, which stays, or a temporary one."""
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def show(ours: Timed, others: Sequence[Timed]) -> None:
    """Print a line for each reader, then what is wanted of ours, and whether it is met."""
    print(f"{'':20}{'reads':>11}{'places':>8}{'sentences/s':>13}{'ours is':>10}{'import s':>10}{'first s':>9}{'peak MB':>9}{'found':>7}")
    for one in (ours, *others):
        ratio = "" if one is ours else f"{ours.rate / one.rate:.3g}x"
        row = f"{one.name:20}{one.reads:>11}{'yes' if one.places else 'no':>8}{one.rate:>13,.0f}{ratio:>10}"
        print(f"{row}{one.started:>10.3f}{one.first:>9.3f}{one.peak / 10**6:>9.0f}{one.found:>7,}")
    for what, found, met in wanted_of(ours, others):
        print(f"{'met' if met else 'NOT MET':9}{what}: {found:,.2f}")


def wanted_of(ours: Timed, others: Sequence[Timed]) -> list[tuple[str, float, bool]]:
    """Give what is wanted of ours, in words, what was measured, and whether it is met."""
    wanted = [
        (f"at least {WANTED_RATE:,} sentences a second", ours.rate, ours.rate >= WANTED_RATE),
        (f"import under {WANTED_IMPORT} s", ours.started, ours.started < WANTED_IMPORT),
        (f"memory under {WANTED_PEAK} MB", ours.peak / 10**6, ours.peak < WANTED_PEAK * 10**6),
    ]
    for reads in ("quantities", "numbers"):
        fastest = max((one for one in others if one.places and one.reads == reads), key=lambda one: one.rate, default=None)
        if fastest:
            ratio = ours.rate / fastest.rate
            what = f"at least {WANTED_RATIO} times {fastest.name}, the fastest with places that reads {reads}"
            wanted.append((what, ratio, ratio >= WANTED_RATIO))
    return wanted


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path, nargs="?", default=SENTENCES, help="JSON Lines with `text`, or one sentence a line")
    parser.add_argument("--environments", type=Path, metavar="FOLDER", help="where the environments of the others are made and stay")
    given = parser.parse_args(arguments)
    sentences = sentences_of(given.sentences)
    with folder_for(given.environments) as folder, tempfile.TemporaryDirectory() as room:
        corpus = Path(room) / "sentences.jsonl"
        corpus.write_text("".join(f"{json.dumps(sentence)}\n" for sentence in sentences), encoding="utf-8")
        ours = timed(Path(sys.executable), "closewatch", "figures", True, corpus, len(sentences))
        if isinstance(ours, str):
            print(f"closewatch cannot be measured: {ours}", file=sys.stderr)
            return 1
        others = []
        for other in OTHERS:
            python = environment(folder, other)
            found = python if isinstance(python, str) else timed(python, other.name, other.reads, other.places, corpus, len(sentences))
            if isinstance(found, str):
                print(f"{other.name} is left out: {found}", file=sys.stderr)
            else:
                others.append(found)
        print(f"{len(sentences):,} sentences; CPU time, best of three")
        show(ours, others)
        return 0


if __name__ == "__main__":
    sys.exit(main())
