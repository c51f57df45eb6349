"""Measures for the gate what linking finds in invented reports: whose words were copied, who is who across reports."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from closewatch.reading.readers.encoder import read_by_encoder
from floors import Gate

LAB = Path(__file__).parent
sys.path.insert(0, str(LAB / "links"))

import actors  # noqa: E402
import score_copies  # noqa: E402
from clusters import right_ones  # noqa: E402

from score_questions import load, rendered  # noqa: E402

SAMPLE = LAB.parent / "src" / "closewatch" / "desk" / "sample"
IDENTITIES = LAB / "links" / "identities.toml"
CASES = (("sample_links", SAMPLE, IDENTITIES), ("second_links", LAB / "second", None), ("third_links", LAB / "third", None))


def gate_links(gate: Gate) -> None:
    """Copies with their direction and class, and speakers led to the right actor across reports, from keyed and from read statements."""
    for section, folder, identities in CASES:
        answers, reports = folder / "answers.jsonl", folder / "reports"
        gate.know(section, answers, *reports.iterdir())
        gate.hold(section, {**copies_of(answers, reports), **speakers_of(answers, reports, identities)})


def copies_of(answers: Path, reports: Path) -> dict[str, float]:
    """Give the rates of copies in per cent, and how many pairs of reports are linked that are keyed in neither direction."""
    keyed = score_copies.keyed_copies(json.loads(line) for line in answers.read_text("utf-8").splitlines())
    counts = score_copies.score(keyed, *score_copies.found_copies(reports, read_by_encoder)).counts
    rates = {f"copies_{what}": 100 * counts[what] / max(1, counts["keyed"]) for what in ("found", "direction", "class")}
    return {**rates, "copies_extra_at_most": counts["extra pairs"]}


def speakers_of(answers: Path, reports: Path, identities: Path | None) -> dict[str, float]:
    """Give in per cent how many keyed statements have the right actor across reports."""
    rows, _ = load(answers)
    texts = rendered(reports)
    wanted = actors.wanted_speakers(rows, actors.identities(identities) if identities else None)
    found = {"keyed": actors.keyed_speakers(rows, texts), "read": actors.read_speakers(rows, texts, read_by_encoder)}
    return {f"actors_{how}": 100 * len(right_ones(wanted, one)) / max(1, len(wanted)) for how, one in found.items()}
