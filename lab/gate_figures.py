"""Measures figures and questions for the gate: keyed reports, sentences of our own, and other people's sets where they are there."""

from __future__ import annotations

import sys
from pathlib import Path

from closewatch.reading.readers.encoder import read_by_encoder
from floors import Gate

LAB = Path(__file__).parent
sys.path.insert(0, str(LAB / "figures"))

import isaf  # noqa: E402
import muc4  # noqa: E402
import recognizers  # noqa: E402

import score_figure_answers  # noqa: E402
import score_figures  # noqa: E402
import score_questions  # noqa: E402

SAMPLE = LAB.parent / "src" / "closewatch" / "desk" / "sample"
SECOND = LAB / "second"
THIRD = LAB / "third"
OWN = LAB / "figures" / "sentences.jsonl"
SETS = (
    ("muc4", muc4.summary, ("muc4/spans.jsonl", "muc4/docs.jsonl")),
    ("isaf", isaf.summary, ("isaf/test.jsonl",)),
    ("recognizers", recognizers.summary, ("recognizers_specs/english.jsonl",)),
)


def gate_figures(gate: Gate) -> None:
    """What number counts whom, where and when in invented reports and sentences, and the questions that come of it."""
    for section, folder in (("sample_figures", SAMPLE), ("second_figures", SECOND), ("third_figures", THIRD)):
        answers, reports = folder / "answers.jsonl", folder / "reports"
        gate.know(section, answers, *reports.iterdir())
        gate.hold(section, score_figure_answers.summary(answers, reports, read_by_encoder))
    for section, folder in (("questions", SAMPLE), ("second_questions", SECOND), ("third_questions", THIRD)):
        answers, reports = folder / "answers.jsonl", folder / "reports"
        gate.know(section, answers, *reports.iterdir())
        gate.hold(section, score_questions.summary(answers, reports, read_by_encoder))
    gate.know("sentences", OWN)
    rates = score_figures.summary(OWN)
    best = {name: rate for name, rate in rates.items() if name not in ("spurious", "fired")}
    gate.hold("sentences", {**best, "spurious_at_most": rates["spurious"], "fired_at_most": rates["fired"]})


def gate_other_figures(gate: Gate, shared: Path) -> None:
    """Counts in wire texts, a coder's minima, and the specifications of a library of numbers; no word of them enters the project."""
    for section, measure, files in SETS:
        gate.know(section, *(shared / "data" / "figures" / file for file in files))
        gate.hold(section, measure(shared))
