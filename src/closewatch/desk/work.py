"""What a worker does with one original: render it, read it, and turn whatever goes wrong into a Problem.

The one place that catches what a format or a reader, ours or a plugin's, may raise.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from closewatch.capture.format import Format
from closewatch.capture.render import render
from closewatch.reading.read import Reader, read
from closewatch.terms.capture import Capture
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.trouble import DamagedWeights, NotVerbatim, Problem, Unreadable

Value = TypeVar("Value")

HANDED_OVER = 500
"""Statements or figures that are pickled at a time: over all of a long report, pickle's account of what it met would double its memory."""


@dataclass(frozen=True)
class Worked:
    """What became of one original: a report with its reading, or neither, and the problems."""

    report: Report | None = None
    reading: Reading | None = None
    problems: tuple[Problem, ...] = ()

    def __reduce__(self) -> tuple[Callable[..., Worked], tuple[Any, ...]]:
        """Go from process to process in parts."""
        if self.reading is None:
            return Worked, (self.report, None, self.problems)
        bare = replace(self.reading, statements=(), figures=())
        return _put_together, (self.report, bare, self.problems, _parts(self.reading.statements), _parts(self.reading.figures))


def _parts(values: Sequence[Value]) -> list[bytes]:
    return [pickle.dumps(values[at : at + HANDED_OVER], -1) for at in range(0, len(values), HANDED_OVER)]


def _put_together(
    report: Report | None, bare: Reading, problems: tuple[Problem, ...], statements: Sequence[bytes], figures: Sequence[bytes]
) -> Worked:
    found, counted = (tuple(value for part in parts for value in pickle.loads(part)) for parts in (statements, figures))
    return Worked(report, replace(bare, statements=found, figures=counted), problems)


def work_on(capture: Capture, data: bytes, formats: tuple[Format, ...], reader: Reader) -> Worked:
    """Render and read one original."""
    try:
        report = render(capture, data, formats)
    except Unreadable as error:
        return Worked(problems=(error.problem,))
    except MemoryError:
        return Worked(problems=(too_heavy(capture),))
    except Exception as error:
        message = f"wanted a report or a reason, found {type(error).__name__}: {str(error)[:200]}"
        return Worked(problems=(Problem("format.failed", message, capture.source),))
    reading = read_safely(report, reader, capture.source)
    if isinstance(reading, Problem):
        return Worked(report, Reading(report.id, "none"), (*report.problems, reading))
    return Worked(report, reading, report.problems)


def read_held(report: Report, reader: Reader) -> Worked:
    """Read a report that is on the record already."""
    reading = read_safely(report, reader, report.id)
    return Worked(problems=(reading,)) if isinstance(reading, Problem) else Worked(reading=reading)


def read_safely(report: Report, reader: Reader, at: str) -> Reading | Problem:
    """Read a report, or say what went wrong; `at` is what the problem is about.

    Raises: DamagedWeights, which is no report's fault and would come again with every one.
    """
    try:
        return read(report, reader)
    except DamagedWeights:
        raise
    except NotVerbatim as error:
        return Problem("reading.not-verbatim", str(error), at)
    except MemoryError:
        return Problem("capture.too-heavy", TOO_HEAVY, at)
    except Exception as error:
        return Problem("reading.failed", f"wanted a reading, found {type(error).__name__}: {str(error)[:200]}", at)


TOO_HEAVY = "wanted an original that fits the memory limit, found one that does not"


def too_heavy(capture: Capture) -> Problem:
    """Name an original that needs more memory than one original may have."""
    return Problem("capture.too-heavy", TOO_HEAVY, capture.source)
