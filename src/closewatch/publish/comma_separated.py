"""CSV that people open in a spreadsheet: UTF-8, one line for each row, and no word of a report that would be run as a formula.

Knows how rows are written; which rows and columns there are is told by whoever writes a list or an export.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, full-width signs too; words of a report must not become one.

Source: OWASP, "CSV Injection" and ASVS 5.0, 1.2.10, which name these signs and the apostrophe put in front of them.
"""


def safe_cell(cell: str) -> str:
    """Put an apostrophe in front of what a spreadsheet would run as a formula; `own_words` takes it away again.

    >>> safe_cell("=SUM(1)"), safe_cell("2,000"), safe_cell("'=SUM(1)")
    ("'=SUM(1)", '2,000', "''=SUM(1)")
    """
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def own_words(cell: str) -> str:
    """Give the words that `safe_cell` was given.

    >>> own_words("'=SUM(1)"), own_words("'tis so"), own_words("''=SUM(1)")
    ('=SUM(1)', "'tis so", "'=SUM(1)")
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


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


def record_line(cells: Iterable[str | None]) -> str:
    """Write one record as RFC 4180 has it, ended by CR and LF; a cell that is None is empty.

    >>> record_line(["st:1", None, "2,000 men"])
    'st:1,,"2,000 men"\\r\\n'
    """
    return ",".join(map(_field, cells)) + "\r\n"


def _field(cell: str | None) -> str:
    if cell is None:
        return ""
    if any(sign in cell for sign in ',"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
