"""The tables of a case, defined once for every format that has tables: what each column is, and the rows of all of them in one pass."""

from __future__ import annotations

from collections.abc import Iterator

from closewatch.publish.exports.tables.disputes import CLAIMS, CONFLICTS, DRIFT, ORIGINS, QUESTIONS, REVERSALS, REVISIONS, rows_disputed
from closewatch.publish.exports.tables.record import ACTORS, CAPTURES, DECISIONS, LINKS, REPORTS, rows_on_record
from closewatch.publish.exports.tables.said import FIGURES, STATEMENTS, rows_said
from closewatch.publish.exports.tables.table import Row, Table
from closewatch.publish.publication import Publication

TABLES = (
    QUESTIONS, CLAIMS, ORIGINS, CONFLICTS, REVISIONS, REVERSALS, DRIFT, STATEMENTS, FIGURES, ACTORS, REPORTS, CAPTURES, LINKS, DECISIONS,
)  # fmt: skip
"""Every table, in the order in which a workbook has them."""


def rows(publication: Publication) -> Iterator[tuple[Table, Row]]:
    """Give every row of every table, those of one table in their order, so that a case is gone through once."""
    yield from rows_disputed(publication)
    yield from rows_said(publication)
    yield from rows_on_record(publication)
