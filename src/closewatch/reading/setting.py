"""A figure as its sentence gives it, with what its place in the report tells; what `settling` and `dating` fill in the rest from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from closewatch.terms.figure import Figure
from closewatch.terms.statement import Reason, Statement
from closewatch.terms.when import Dated

EVENT_OUTCOMES = frozenset(
    "killed wounded casualties missing captured abducted detained affected surrendered deserted released trapped".split()
)
"""What an event does to people: figures of these measures can share its date and place."""


@dataclass(slots=True)
class Setting:
    """A figure as its sentence gives it, and where in the report it stands.

    `counts_people` tells that it counts people, or what they get, and names none but soldiers; `placed` that it may take a place over;
    `elsewhere` that its sentence puts it in a place without a name; `of_event` that its date is one of what happened, not of the saying,
    which is `said`; `dated_otherwise` that the dates of its sentence are those of other clauses. `before` is the one day that the
    paragraph has named last, `heading` the day of the heading or the opening words that it stands under. `struck` is when an
    attack was that a sentence just before told of; `told_before` that its sentence looks back ("had died"), `still` that it tells of the
    day itself ("are still missing"); `recap` that its paragraph only repeats what several sources said before; `after` the day that the
    sentence behind adds, and whether it is that of what happened.
    """

    figure: Figure
    headline: bool
    paragraph: int
    statement: Statement | None
    counts_people: bool
    placed: bool
    elsewhere: bool = False
    of_event: bool = False
    said: Dated | None = None
    dated_otherwise: bool = False
    before: Dated | None = None
    heading: Dated | None = None
    struck: Dated | None = None
    after: tuple[Dated, bool] | None = None
    told_before: bool = False
    still: bool = False
    recap: bool = False


def dated_by(figure: Figure, dated: Dated, rule: str) -> Figure:
    """Give a figure the period that a rule found for it, and say so."""
    return replace(figure, as_of=dated, because=(*figure.because, Reason("as_of", rule)))


def written_number(figure: Figure) -> tuple[object, ...]:
    """The number that is written, whichever side of it is open: a headline's "300" is the text's "more than 300"."""
    amount = figure.amount
    return (amount.low, amount.high) if None not in (amount.low, amount.high) else (amount.low or amount.high,) * 2
