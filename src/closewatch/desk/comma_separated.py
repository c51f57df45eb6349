"""CSV that people open in a spreadsheet: UTF-8, one line for each row, and no word of a report that would be run as a formula.

Knows how rows are written; which rows and columns there are is told by `lists`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula; words of a report must not become one."""


def safe_cell(cell: str) -> str:
    """Put an apostrophe in front of what a spreadsheet would run as a formula.

    >>> safe_cell("=SUM(1)"), safe_cell("2,000")
    ("'=SUM(1)", '2,000')
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write rows as CSV, one by one.

    >>> list(csv_lines([("id", "says"), ("st:1", "2,000 men")]))
    ['id,says\\n', 'st:1,"2,000 men"\\n']
    """
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
