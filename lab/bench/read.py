"""How fast `read` says who says what, and in how much memory, beside other tools and the machine itself, in one run.

    python lab/bench/read.py --peers PYTHON          (`make bench-read`; a short run without the others: --quick)

Makes news reports of 950 words (lab/bench/news.py) and reads them, from files to JSON, with the command and its workers. PYTHON is an
interpreter that has spaCy, textacy and onnxruntime; they read the same files in turns with the command. Start-up is left out
everywhere: what one report takes is subtracted from the time of all, and its words from theirs. Memory is the sum of the proportional
set sizes of a command and everything it started, looked at ten times a second. CPU seconds are the operating system's account of the
same processes: on a busy machine they say more than words a second do.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from news import write
from processes import Cost, run

from command import command

HERE = Path(__file__).parent
MODEL = HERE.parents[1] / "src/closewatch/reading/weights/reader.onnx"
YARDSTICK = "spaCy small, 2 processes"
MEBIBYTE = 2**20
COLD_WORDS = 300
INSIDE_WORDS = 100_000
"""Words of the reports that are read once more in one process, step by step."""


@dataclass
class Reader:
    """One way of reading files: words, seconds and CPU seconds beyond start-up, by round, and the peak of its memory."""

    name: str
    words: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: int = 0

    def add(self, words: int, seconds: float, cpu: float, peak: int) -> None:
        """Take in one round."""
        self.words.append(words)
        self.seconds.append(seconds)
        self.cpu.append(cpu)
        self.peak = max(self.peak, peak)

    @property
    def rate(self) -> float:
        """Words a second over all rounds."""
        return sum(self.words) / sum(self.seconds)

    @property
    def cpu_a_word(self) -> float:
        """CPU seconds a word over all rounds."""
        return sum(self.cpu) / sum(self.words)


def ours(folder: Path) -> Cost:
    """Read a folder or a file as a person does, with JSON on standard output."""
    cost = run(command("read", str(folder), "--json"))
    if cost.code:
        raise SystemExit(f"wanted readings of {folder}, found exit {cost.code}")
    return cost


def ask(python: Path, script: str, *words: str) -> tuple[dict[str, Any], Cost]:
    """Run one of the scripts beside this one and give what it says in JSON, and what it cost."""
    cost = run([str(python), str(HERE / script), *words], errors=None)
    if cost.code:
        raise SystemExit(f"wanted an answer of {script} {' '.join(words)}, found exit {cost.code}")
    return json.loads(cost.output), cost


def words_in(files: Sequence[Path]) -> int:
    """Count the words of files."""
    return sum(len(file.read_text(encoding="utf-8").split()) for file in files)


def read_rounds(rounds: Sequence[Path], peers: Path | None, more: Sequence[str]) -> tuple[list[Reader], dict[str, float]]:
    """Let everybody read each folder in turn; give the readers, ours first, and the machine's int8 rates."""
    us = Reader("closewatch read")
    others = {
        "spaCy small, 1 process": ("spacy", *more),
        YARDSTICK: ("spacy", "--processes", "2", *more),
        "spaCy small + textacy": ("textacy",),
    }
    found = {name: Reader(name) for name in others}
    rates: list[dict[str, float]] = []
    extraction = 0.0
    for folder in rounds:
        files = sorted(folder.iterdir())
        words = words_in(files[1:])
        starts = [ours(files[0]) for _ in range(3)]
        cost = ours(folder)
        us.add(words, cost.wall - median(one.wall for one in starts), cost.cpu - median(one.cpu for one in starts), cost.peak)
        if peers is None:
            continue
        rates.append(ask(peers, "peers.py", "product")[0])
        for name, (what, *options) in others.items():
            start = ask(peers, "peers.py", what, str(_first(folder)), *options)[1]
            said, cost = ask(peers, "peers.py", what, str(folder), *options)
            found[name].add(words, said["seconds"] - said["first"], cost.cpu - start.cpu, cost.peak)
            extraction += said.get("extraction", 0.0)
    machine = {name: median(rate[name] for rate in rates) for name in ("one", "all")} if rates else {}
    if extraction:
        machine["textacy"] = sum(us.words) / extraction
    return [us, *(found.values() if peers else ())], machine


def _first(folder: Path) -> Path:
    """A folder with the first file of a folder alone."""
    alone = folder.with_name(f"{folder.name}-first")
    if not alone.exists():
        alone.mkdir()
        first = min(folder.iterdir())
        (alone / first.name).write_bytes(first.read_bytes())
    return alone


def cold_start(room: Path, times: int) -> tuple[float, float]:
    """CPU and wall seconds of `read` on one report of 300 words, medians."""
    file = write(room / "cold", COLD_WORDS, 7)[0]
    costs = [ours(file) for _ in range(times)]
    return median(cost.cpu for cost in costs), median(cost.wall for cost in costs)


def show_readers(readers: Sequence[Reader]) -> None:
    """Print a line for each reader: rate, memory, CPU, and the ratios to spaCy's two processes."""
    yardstick = next((reader for reader in readers if reader.name == YARDSTICK), None)
    print(f"{'':28}{'words/s':>10}{'ratio':>8}{'(rounds)':>14}{'CPU s/100k':>12}{'ratio':>8}{'peak MiB':>10}")
    for reader in readers:
        ratio = rounds = spared = ""
        if yardstick:
            ratio, spared = f"{reader.rate / yardstick.rate:.2f}", f"{yardstick.cpu_a_word / reader.cpu_a_word:.2f}"
            each = [a / b * d / c for a, b, c, d in zip(reader.words, reader.seconds, yardstick.words, yardstick.seconds, strict=True)]
            rounds = f"{min(each):.2f}-{max(each):.2f}"
        row = f"{reader.name:28}{reader.rate:>10,.0f}{ratio:>8}{rounds:>14}"
        print(f"{row}{reader.cpu_a_word * 1e5:>12.2f}{spared:>8}{reader.peak / MEBIBYTE:>10.0f}")
    if yardstick:
        print(f"ratios beside {YARDSTICK}: words a second, their range over the rounds; words a CPU second")


def show_inside(inside: dict[str, Any], us: Reader) -> float:
    """Print where the time of reading goes; give the encoder's CPU seconds a word."""
    steps, words = inside["seconds"], inside["words"]
    total = sum(steps.values())
    listed = ", ".join(f"{name} {seconds / words * 1e6:.1f} ({seconds / total:.0%})" for name, seconds in steps.items())
    print(f"in one process, CPU microseconds a word: {listed}")
    encoder = steps.get("encoder", 0.0) / words
    rest = us.cpu_a_word - encoder
    print(
        f"of the whole command's CPU seconds {encoder / us.cpu_a_word:.0%} are the encoder's, {encoder * 1e6:.1f} microseconds a word, and "
        f"{rest / us.cpu_a_word:.0%} are not: {rest * 1e6:.1f} microseconds a word, {2 / rest:,.0f} words a second on two cores"
    )
    return encoder


def show_machine(machine: dict[str, float], inside: dict[str, Any], work: float | None, encoder: float) -> None:
    """Print the machine's int8 rate and what share of it the encoder reaches."""
    if "textacy" in machine:
        print(f"textacy's direct quotations alone, documents given: {machine['textacy']:,.0f} words a second")
    if "one" in machine:
        print(f"int8 matrix product: {machine['one']:.0f} Gop/s on one thread, {machine['all']:.0f} on {os.cpu_count()}")
    if work is None or not encoder:
        print("encoder: none yet" if not inside["sizes"] else "encoder: its work is not known without the peers' interpreter")
    elif "one" in machine:
        reached = work / encoder / 1e9
        print(f"encoder: {work / 1e6:.1f} Mop a word at {reached:.0f} Gop/s, {reached / machine['one']:.0%} of the int8 rate of one thread")


def work_a_word(inside: dict[str, Any], model: Path, peers: Path | None) -> float | None:
    """Count the encoder's operations a word: what its model file costs a token, times the tokens it was given, padding and all."""
    if peers is None or not model.exists() or not inside["sizes"]:
        return None
    cost = ask(peers, "peers.py", "work", str(model))[0]
    tokens = [(texts * length * count, length) for texts, length, count in inside["sizes"]]
    return sum(many * (cost["a_token"] + cost["a_token_and_token"] * length) for many, length in tokens) / inside["words"]


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, help="words to read in all (800,000; 20,000 with --quick)")
    parser.add_argument("--rounds", type=int, help="parts they are read in, everybody in turn (3; 1 with --quick)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="a short run")
    parser.add_argument("--peers", type=Path, metavar="PYTHON", help="the interpreter that has the others; without it they are left out")
    parser.add_argument("--entities-apart", action="store_true", help="give spaCy's entities a tok2vec of their own, as published")
    parser.add_argument("--model", type=Path, default=MODEL, help="the encoder's model file, for its work a word")
    parser.add_argument("--work-a-word", type=float, metavar="OPERATIONS", help="the same, where it is known")
    given = parser.parse_args()
    words, count = given.words or (20_000 if given.quick else 800_000), given.rounds or (1 if given.quick else 3)
    peers = given.peers if given.peers is None or given.peers.exists() else None
    if peers is None:
        print("spaCy, textacy and the int8 rate are left out: no interpreter that has them" + (f" at {given.peers}" if given.peers else ""))
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        rounds = [room / f"round{number}" for number in range(count)]
        for number, folder in enumerate(rounds):
            write(folder, words // count, given.seed + number)
        files = [file for folder in rounds for file in folder.iterdir()]
        print(f"{words_in(files):,} words in {len(files)} reports, {count} rounds, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        readers, machine = read_rounds(rounds, peers, ["--entities-apart"] if given.entities_apart else [])
        write(room / "inside", min(INSIDE_WORDS, words), given.seed)
        inside = ask(Path(sys.executable), "inside.py", str(room / "inside"))[0]
        cpu, wall = cold_start(room, 3 if given.quick else 7)
        work = given.work_a_word or work_a_word(inside, given.model, peers)
    show_readers(readers)
    encoder = show_inside(inside, readers[0])
    show_machine(machine, inside, work, encoder)
    print(f"cold start, one report of {COLD_WORDS} words: {cpu:.2f} s of CPU, {wall:.2f} s by the clock")
    return 0


if __name__ == "__main__":
    sys.exit(main())
