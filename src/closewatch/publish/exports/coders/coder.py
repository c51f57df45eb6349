"""How the table of a coder is written: the rows in that coder's columns, and beside them what a person still has to fill, and why.

Nothing is guessed. Each filled cell names its rule and source in the second file; each coder's own columns are told by the modules beside
this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from closewatch.publish.codebooks import Profile, Rule
from closewatch.publish.comma_separated import record_line, safe_cell
from closewatch.publish.exports.coders.happenings import OWN_COLUMNS, Happening, happenings, own_cells
from closewatch.publish.exports.exporter import Exporter
from closewatch.publish.publication import Publication
from closewatch.terms.figure import Range


@dataclass(frozen=True)
class Fill:
    """One cell that the ledger fills: by which rule, and where that is written."""

    column: str
    value: str
    rule: str
    source: str


@dataclass(frozen=True)
class Gap:
    """One cell that the ledger leaves open though it knows something about it, and why."""

    column: str
    why: str


Filled = Iterable[Fill | Gap]


@dataclass(frozen=True)
class Coder:
    """One coder: the columns in that coder's order, what is counted, how an amount is coded, and what fills the columns of a claim."""

    name: str
    title: str
    columns: tuple[str, ...]
    measures: frozenset[str]
    profile: Profile
    fill: Callable[[Happening], Filled]
    why_empty: Mapping[str, str]
    otherwise: str

    @property
    def exporter(self) -> Exporter:
        """The door to this coder."""
        about = f"{self.title}: one row for each claim, and what a coder must fill"
        return Exporter(self.name, about, lambda publication, folder: write(self, publication, folder))


TO_FILL = ("claim", "column", "state", "value", "why", "source")
"""The columns of the second file; a row without a claim is about every row."""


def write(coder: Coder, publication: Publication, folder: Path) -> None:
    """Write the rows of a coder, and the file of what is to fill and of the rule behind each filled cell."""
    always: set[str] | None = None
    with _open(folder / f"{coder.name}.csv") as table, _open(folder / f"{coder.name}_to_fill.csv") as to_fill:
        table.write(record_line((*coder.columns, *OWN_COLUMNS)))
        to_fill.write(record_line(TO_FILL))
        for happening in happenings(publication, coder.measures):
            told = tuple(coder.fill(happening))
            values = {one.column: one.value for one in told if isinstance(one, Fill)}
            columns = {one.column for one in told}
            always = columns if always is None else always & columns
            cells = (*(values.get(column) for column in coder.columns), *own_cells(happening, happening.coded(coder.profile)))
            table.write(record_line(_safe(cells)))
            for line in _told(happening.claim.id, told):
                to_fill.write(record_line(_safe(line)))
        for column in coder.columns:
            if column not in (always or ()):
                to_fill.write(record_line((None, column, "to fill", None, coder.why_empty.get(column, coder.otherwise), None)))


def _told(claim: str, told: Iterable[Fill | Gap]) -> Iterator[tuple[str | None, ...]]:
    for one in told:
        if isinstance(one, Gap):
            yield claim, one.column, "to fill", None, one.why, None
        else:
            yield claim, one.column, "filled", one.value, one.rule, one.source


def _safe(cells: Iterable[str | None]) -> Iterator[str | None]:
    return (cell and safe_cell(cell) for cell in cells)


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def shifted(low: int | None, high: int | None, says: str, source: str) -> Rule:
    """Make a rule that keeps one end of an amount, or both, moved by so much; an end that is None is left open.

    >>> from decimal import Decimal
    >>> made = shifted(1, None, "more than 10 is at least 11", "arithmetic").makes(Range(low=Decimal(10), open_high=True, strict=True))
    >>> made.low, made.high
    (Decimal('11'), None)
    """

    def make(amount: Range) -> Range:
        least = None if low is None or amount.low is None else amount.low + low
        most = None if high is None or amount.high is None else amount.high + high
        return Range(low=least, high=most, open_low=least is None, open_high=most is None)

    return Rule(make, says, source)


LEDGER = "the ledger: the statements and reports behind the claim (cw_statements, cw_reports)"
"""The source of what is not coded but found in reports."""


def days_filled(happening: Happening, start: str, end: str, year: str | None) -> Filled:
    """Fill the days of an event, where the texts themselves give them; else say why not."""
    dated = happening.event_days
    columns = tuple(column for column in (start, end, year) if column)
    if dated is None or dated.start is None or dated.end is None:
        if "cumulative" in happening.scopes:
            why = "the number is of all so far, not of one event: find the event, or the part of the number that is of it"
        else:
            why = "the texts give no day for the event, or not the same one; cw_as_of says what days the numbers hold for"
        yield from (Gap(column, why) for column in columns)
        return
    rule = "the first and the last day that the texts give for the event"
    yield Fill(start, dated.start.isoformat(), rule, LEDGER)
    if end != start:
        yield Fill(end, dated.end.isoformat(), rule, LEDGER)
    if year and dated.start.year == dated.end.year:
        yield Fill(year, str(dated.start.year), rule, LEDGER)


def place_filled(happening: Happening, column: str) -> Filled:
    """Fill where it happened with the name that the reports use, where they use one."""
    if happening.place:
        yield Fill(column, happening.place.name, "the common name of the place that the reports name", LEDGER)
    else:
        yield Gap(column, "the reports name no place, or several (cw_place)")


def amount_unfilled(happening: Happening, profile: Profile, column: str) -> Gap:
    """Say why an amount was not coded."""
    return Gap(column, f"{happening.claim.wording}: {happening.coded(profile).says}")
