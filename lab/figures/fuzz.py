"""Gives the reader of figures random and mutated strings, and long strings of one repeated piece, and counts what comes.

    python lab/figures/fuzz.py [--count 100000] [--seed 1] [--workers 2]

Strings are the sentences of `sentences.jsonl` cut, joined, repeated and with pieces put in, and random runs of letters, digits, signs
and number words; the same seed gives the same strings. Passes (exit 0) when no string ends in an exception, every span holds, and none
of 10,000 characters, each one piece over and over, takes longer than `LIMIT` seconds of processor time.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from closewatch.reading.figures import find_figures
from closewatch.testing import plain_report

LIMIT = 0.1
LONG = 10_000
CHUNK = 1000
"""Strings that one seed gives; each chunk has a seed of its own, so that any can be run again."""
PIECES = (
    *("$1", "$", "€1 ", "1", "12 ", "1,000 ", "1-", "1–", "1,", "1.", ".5", "1:2 ", "1/2 ", "2 1/4 ", "½", "3½ ", "10 482 ", "1\u202f000 "),
    *("one ", "thirty-", "twenty ", "hundred ", "a hundred and ", "million ", "dozen ", "dozens of ", "five lakh ", "fifths ", "point "),
    *("between ", "and ", "to ", "or ", "more than ", "at least 1 ", "up to ", "equal to or less than ", "nearly ", "or more ", "1 in "),
    *(
        "killed ",
        "1 killed ",
        "1 man was killed ",
        "1 man was killed, and ",
        "a soldier was killed ",
        "1 soldier killed, ",
        "killed 1 and ",
        "heavy losses ",
        "nobody ",
    ),
    *(
        "of the ",
        "of ",
        "the ",
        "a ",
        "no ",
        "both ",
        "they ",
        "of whom ",
        "12 of them ",
        "twice as many ",
        "said ",
        "denied ",
        "if ",
        "not ",
    ),
    *("Russia ", "North Korean ", "Kursk, ", "Kyiv ", "U.S. ", "St. ", "Aa ", "A", "in ", "from ", "in Russia ", "No. 1 ", "MH17 "),
    *(
        "$1 a month ",
        "per ",
        "each ",
        "1 dollars ",
        "% ",
        "1% ",
        "January ",
        "on 3 May 2024 ",
        "as of Monday ",
        "since ",
        "last month ",
        "2024 ",
    ),
    *(
        "(",
        ")",
        "(possibly ",
        '"',
        "“",
        "”",
        "'",
        "’",
        ". ",
        "; ",
        ", ",
        "! ",
        "… ",
        "-",
        "--",
        "— ",
        "\n",
        "\n\n",
        "\t",
        "~",
        ">",
        "=",
        "+",
    ),
    *(
        "é",
        "ж",
        "ا",
        "٣",
        "二",
        "\u0301",
        "\u200b",
        "\U0001f600",
        "\x00",
        "\x1f",
        "ﬁ",
        "²",
        "Ⅷ",
        "\u00ad",
        "\ufeff",
        "x1 ",
        "1x ",
        "1 a)))",
    ),
)


@dataclass(frozen=True)
class Ran:
    """What came of a chunk: strings read, figures found, processor seconds, the slowest with its seconds, and what failed."""

    count: int
    figures: int
    seconds: float
    slowest: tuple[float, str]
    failed: tuple[tuple[str, str], ...]


def sentences() -> list[str]:
    """Give the texts that are mutated."""
    lines = Path(__file__).with_name("sentences.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines if line.strip()]


def strings(seed: int, count: int, texts: list[str]) -> Iterator[str]:
    """Give as many strings as wanted, the same ones for a seed."""
    chance = random.Random(seed)
    makers = (_mutated, _mutated, _joined, _pieces, _characters, _repeated)
    for _ in range(count):
        yield chance.choice(makers)(chance, texts)


def _mutated(chance: random.Random, texts: list[str]) -> str:
    """A sentence with a few pieces put in, taken out, doubled or in capitals."""
    text = chance.choice(texts)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(text))
        end = min(len(text), at + chance.randint(0, 12))
        piece = chance.choice((chance.choice(PIECES), "", text[at:end] * chance.randint(2, 9), text[at:end].upper(), text[at:end][::-1]))
        text = text[:at] + piece + text[end if chance.random() < 0.7 else at :]
    return text


def _joined(chance: random.Random, texts: list[str]) -> str:
    """The words of two sentences shuffled together."""
    words = f"{chance.choice(texts)} {chance.choice(texts)}".split()
    chance.shuffle(words)
    return " ".join(words[: chance.randint(1, len(words))])


def _pieces(chance: random.Random, texts: list[str]) -> str:
    return "".join(chance.choices(PIECES, k=chance.randint(1, 60)))


def _characters(chance: random.Random, texts: list[str]) -> str:
    """Any characters, from a narrow or a wide part of Unicode; no half of a pair, since a report is text."""
    top = chance.choice((0x7F, 0x24F, 0x2FFF, 0x10FFFF))
    codes = [code for code in (chance.randint(0, top) for _ in range(chance.randint(0, 200))) if not 0xD800 <= code <= 0xDFFF]
    return "".join(map(chr, codes))


def _repeated(chance: random.Random, texts: list[str]) -> str:
    """One or two pieces over and over."""
    return "".join(chance.choices(PIECES, k=chance.randint(1, 2))) * chance.randint(2, 60)


def long_strings() -> Iterator[str]:
    """Give strings of `LONG` characters, each one piece over and over, alone or with a number before or behind it."""
    for piece in PIECES:
        for one in (piece, f"{piece}1 ", f"one {piece}"):
            yield (one * (LONG // len(one) + 1))[:LONG]


def read(text: str) -> tuple[int, float]:
    """Read a string as a report of its own: how many figures it has, and the processor seconds it took.

    Raises: AssertionError when a span does not hold; whatever the reader raises.
    """
    report = plain_report(text)
    started = time.process_time()
    figures = find_figures(report, ())
    seconds = time.process_time() - started
    for figure in figures:
        for span in figure.spans():
            report.check(span)
    return len(figures), seconds


def run(seed: int, count: int) -> Ran:
    """Read the strings of one seed."""
    texts = sentences()
    read("As of Monday 12 people had been killed in Kursk.")  # Lexicons are read once, by whichever string comes first.
    found, total, slowest, failed = 0, 0.0, (0.0, ""), []
    for text in strings(seed, count, texts):
        try:
            figures, seconds = read(text)
        except Exception:
            failed.append((text, traceback.format_exc(limit=-3)))
            continue
        found, total, slowest = found + figures, total + seconds, max(slowest, (seconds, text))
    return Ran(count, found, total, slowest, tuple(failed))


def slowest_of_the_long(times: int = 3) -> list[tuple[float, str]]:
    """Give the processor seconds of each long string, the slowest first; the best of so many times, since other work disturbs one."""
    timed = [(min(read(text)[1] for _ in range(times)), text) for text in long_strings()]
    return sorted(timed, reverse=True)


def _run(task: tuple[int, int]) -> Ran:
    return run(*task)


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args(arguments)
    tasks = [(given.seed * 1_000_000 + place, min(CHUNK, given.count - at)) for place, at in enumerate(range(0, given.count, CHUNK))]
    started = time.monotonic()
    with multiprocessing.Pool(given.workers) as pool:
        ran = list(pool.imap_unordered(_run, tasks))
    wall = time.monotonic() - started
    count, failed = sum(one.count for one in ran), [one for part in ran for one in part.failed]
    print(f"{count} strings, {sum(one.figures for one in ran)} figures, {len(failed)} exceptions, {count / max(wall, 1e-9):.0f} a second")
    print(f"on one core: {count / max(1e-9, sum(one.seconds for one in ran)):.0f} a second")
    seconds, text = max(one.slowest for one in ran)
    print(f"the slowest: {seconds:.4f} s, {len(text)} characters: {text[:60]!r}")
    for text, trouble in failed[:5]:
        print(f"failed: {text!r}\n{trouble}")
    long = slowest_of_the_long()
    for seconds, text in long[:5]:
        print(f"{LONG} characters: {seconds:.4f} s: {text[:24]!r} over and over")
    over = [one for one in long if one[0] > LIMIT]
    print(f"{len(long)} long strings, {len(over)} over {LIMIT} s")
    return 1 if failed or over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
