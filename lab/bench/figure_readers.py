"""One reader of figures or numbers, timed over sentences in a process of its own: run in the environment of that reader by figures.py.

    python lab/bench/figure_readers.py closewatch|quantulum3|recognizers|recognizers-units|text2num SENTENCES [--import-alone]

SENTENCES has one JSON string on a line. Prints one JSON object: CPU seconds of the import and of the first sentence, those of each pass
over all sentences, what was found in the last one, and the most memory that the process ever held. Nothing of Closewatch is imported
for the others.
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

PASSES = 3
Read = Callable[[Sequence[str]], int]
"""Reads sentences and gives how many figures or numbers it found."""


def closewatch() -> tuple[Callable[[], Read], Callable[[], None]]:
    """The whole reader of figures, each sentence a report of its own; what makes the report is timed, too."""

    def load() -> None:
        import closewatch.reading.figures  # noqa: F401

    def prepare() -> Read:
        from closewatch.reading.figures import find_figures
        from closewatch.testing import plain_report

        return lambda sentences: sum(len(find_figures(plain_report(sentence), ())) for sentence in sentences)

    return prepare, load


def quantulum3() -> tuple[Callable[[], Read], Callable[[], None]]:
    """Quantities with their places; without the classifier that is no part of it by default."""

    def load() -> None:
        import quantulum3.parser  # noqa: F401

    def prepare() -> Read:
        from quantulum3.parser import parse

        return lambda sentences: sum(len(parse(sentence)) for sentence in sentences)

    return prepare, load


def recognizers(*, units: bool = False) -> tuple[Callable[[], Read], Callable[[], None]]:
    """Numbers with their places; with `units` also percentages, ages and currencies; it has no number ranges in Python."""

    def load() -> None:
        import recognizers_number  # noqa: F401
        import recognizers_number_with_unit  # noqa: F401

    def prepare() -> Read:
        from recognizers_number import Culture, NumberRecognizer
        from recognizers_number_with_unit import NumberWithUnitRecognizer

        numbers, measured = NumberRecognizer(Culture.English), NumberWithUnitRecognizer(Culture.English)
        models = [numbers.get_number_model()]
        if units:
            models += [numbers.get_percentage_model(), measured.get_age_model(), measured.get_currency_model()]
        return lambda sentences: sum(len(model.parse(sentence)) for sentence in sentences for model in models)

    return prepare, load


def text2num() -> tuple[Callable[[], Read], Callable[[], None]]:
    """Number words put into digits; it gives the sentence written anew and no places in it, so what it found is not counted."""

    def load() -> None:
        import text_to_num  # noqa: F401

    def prepare() -> Read:
        from text_to_num import alpha2digit

        return lambda sentences: sum(alpha2digit(sentence, "en") != sentence for sentence in sentences)

    return prepare, load


READERS = {
    "closewatch": closewatch,
    "quantulum3": quantulum3,
    "recognizers": recognizers,
    "recognizers-units": lambda: recognizers(units=True),
    "text2num": text2num,
}


def peak_memory() -> int:
    """Give the most memory that this process ever held, in bytes (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def passes(read: Read, sentences: Sequence[str]) -> Iterable[tuple[float, int]]:
    """Read all sentences again and again; give the CPU seconds of each pass, and what was found."""
    for _ in range(PASSES):
        began = time.process_time()
        found = read(sentences)
        yield time.process_time() - began, found


def measure(name: str, sentences: Sequence[str], *, import_alone: bool) -> dict[str, Any]:
    """Time one reader."""
    prepare, load = READERS[name]()
    began = time.process_time()
    load()
    said: dict[str, Any] = {"import": time.process_time() - began}
    if not import_alone:
        began = time.process_time()
        read = prepare()
        read(sentences[:1])
        said["first"] = time.process_time() - began
        timed = list(passes(read, sentences))
        said |= {"passes": [seconds for seconds, _ in timed], "found": timed[-1][1], "peak": peak_memory()}
    return said


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=sorted(READERS))
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--import-alone", action="store_true")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    sentences = [json.loads(line) for line in given.sentences.read_text(encoding="utf-8").splitlines()]
    print(json.dumps(measure(given.name, sentences, import_alone=given.import_alone)))


if __name__ == "__main__":
    main()
