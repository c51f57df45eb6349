"""The range chart of one question over time: one mark for every answer as one origin gave it for one date, from its low to its high end.

An end that was left open is an arrow and never closed, a range has no middle, copies are folded under their origin. What cannot be drawn
is counted. A yes/no question is drawn by `lanes`; which sign an origin has is known to `origins`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from closewatch.publish.charts.lanes import lanes_svg, lanes_table
from closewatch.publish.charts.origins import RADIUS, SMALL_RADIUS, OriginSign, badge, origin_signs
from closewatch.publish.charts.placing import Box, Places
from closewatch.publish.charts.scales import AmountScale, TimeScale, amount_scale, day_of, time_scale, written
from closewatch.publish.charts.signs import drift_sign
from closewatch.publish.charts.svg import (
    SOFT,
    WARN,
    Attributes,
    ChartTable,
    element,
    line,
    note,
    note_height,
    picture,
    plain,
    titled,
    wide_of,
    words,
)
from closewatch.publish.question_page import SCOPES, as_of_words
from closewatch.publish.wording import counted, one_line
from closewatch.terms.claim import Claim, Question, QuestionKind
from closewatch.terms.figure import amount_in_words
from closewatch.terms.history import Given, History
from closewatch.terms.statement import Basis

MOST = {True: 120, False: 40}
"""How many marks are drawn on a wide and on a narrow chart; the rest are in the table."""

ARROW = 24.0
"""How far an open end reaches beyond its number, in pixels; how far it may go is not said."""

ASIDE = 72.0
"""How far a mark may stand beside its day where others are in its place; what finds no room is counted."""

UNDATED = 96.0
"""How wide the band of marks without a date is at most."""

NAMED = 4
"""How many of those who deny an answer its mark names."""


@dataclass(frozen=True)
class _Frame:
    """Where things stand: the two scales, and the edges of the part that has marks in it."""

    amounts: AmountScale
    times: TimeScale | None
    left: float
    right: float
    top: float
    bottom: float
    undated: float
    wide: bool


@dataclass(frozen=True)
class _Mark:
    """One answer in its place; where marks are crowded it is small, and has its shape and colour but no number."""

    given: Given
    sign: OriginSign
    x: float
    at: float
    small: bool


def range_history_svg(
    history: History, *, name: str = "range", link: Callable[[str], str] | None = None, width: int = 900, most: int | None = None
) -> str:
    """Draw all answers to a question over time; `link` makes the address of a claim from its id.

    A wide chart (above 500 pixels) has more room for marks and says beside each how many reports carry it.
    """
    if history.question.key.kind is QuestionKind.YES_NO:
        return lanes_svg(history, name=name, link=link, width=width)
    signs = {sign.actor.id: sign for sign in origin_signs(history)}
    claims = {claim.id: claim for claim in history.question.claims}
    numbered = [one for one in history.given if _ends(one)]
    kept = _foremost(numbered, history.question, MOST[width > 500] if most is None else most)
    frame = _frame(kept, float(width))
    marks = _placed(kept, signs, frame)
    unit = unit_words(history.question)
    drawn = "".join(_mark(mark, frame, claims.get(mark.given.claim), unit, link) for mark in sorted(marks, key=lambda mark: mark.x))
    left_out = _left_out(len(history.given) - len(numbered), len(numbered) - len(marks))
    scale = ", ".join(part for part in (unit, frame.amounts.in_words) if part)
    about = f"{counted(len(marks), 'answer')} by date and amount ({scale}). {left_out}".strip()
    return picture(
        name,
        f"Range chart: {history.question.wording}",
        about,
        width,
        frame.bottom + 30 + note_height(left_out, width - 8),
        element("g", {"class": "chart-frame"}, _grid(frame), words(4, 14, scale, look="chart-soft", fill=SOFT)),
        _joined(marks, history.question, frame),
        "".join(element("g", {"class": mark.sign.look}, held) for mark in marks if (held := _held_for(mark, frame))),  # below every number
        drawn,
        note(4, frame.bottom + 40, left_out, width - 8),
        linked=link is not None,
    )


def range_history_table(history: History) -> ChartTable:
    """Give the data behind the chart: every answer, those too that are not drawn."""
    if history.question.key.kind is QuestionKind.YES_NO:
        return lanes_table(history)
    signs = {sign.actor.id: sign for sign in origin_signs(history)}
    denied = {claim.id: ", ".join(actor.name for actor in claim.denied_by) for claim in history.question.claims}
    rows = tuple(
        (
            str(signs[one.actor.id].number),
            as_of_words(one.as_of),
            one.first_said or "no date",
            one.actor.name,
            amount_in_words(one.amount) + (", changed on the way" if one.changed else ""),
            SCOPES[one.scope.value],
            "" if one.basis is Basis.UNSTATED else one.basis.value,
            f"{len(one.reports):,}",
            denied.get(one.claim, ""),
        )
        for one in history.given
    )
    return ChartTable(("no.", "as of", "first said", "who", "answer", "scope", "basis", "reports", "denied by"), rows)


def unit_words(question: Question) -> str:
    """Say in what the amounts of a question are given."""
    key = question.key
    unit = {None: "", "person": "people", "percent": "percent", "ratio": "ratio"}.get(key.unit, (key.unit or "").replace("|", " or "))
    return f"{unit} per {key.per}" if key.per else unit


def _left_out(without: int, crowded: int) -> str:
    parts = [f"{counted(without, 'answer')} without a number"] if without else []
    parts += [f"{counted(crowded, 'answer')} for want of room"] if crowded else []
    return f"Not drawn, but in the table: {' and '.join(parts)}." if parts else ""


def _ends(given: Given) -> list[Decimal]:
    return [end for end in (given.amount.low, given.amount.best, given.amount.high) if end is not None]


def _foremost(given: Sequence[Given], question: Question, most: int) -> list[Given]:
    """Keep the answers that stand in a conflict or are denied, then those in most reports; the order of the history stays."""
    disputed = {side for conflict in question.conflicts for side in (conflict.left, conflict.right)}
    ranked = sorted(range(len(given)), key=lambda place: (given[place].claim not in disputed, -len(given[place].reports), place))
    return [given[place] for place in sorted(ranked[:most])]


def _day(given: Given) -> date | None:
    known = (given.as_of.end or given.as_of.start) if given.as_of else None
    return known or day_of(given.first_said)


def _frame(given: Sequence[Given], width: float) -> _Frame:
    wide = width > 500
    top, height = 50.0, 320.0 if wide else 300.0
    amounts = amount_scale((end for one in given for end in _ends(one)), top + height, top)
    numbers = [written(tick) for tick in amounts.ticks] + ["0"]
    left = max(wide_of(number) for number in numbers) + 16
    days = [day for one in given if (day := _day(one))]
    undated = (left + min(UNDATED, 26.0 * (len(given) - len(days)) + 30) if days else width - 12) if len(days) < len(given) else left
    right = width - 12
    times = time_scale(days, undated + (14 if undated > left else 8), right) if days else None
    return _Frame(amounts, times, left, right, top - 22, top + height + 8, undated, wide)


def _grid(frame: _Frame) -> str:
    parts = []
    marked = list(frame.amounts.ticks) + ([Decimal(0)] if frame.amounts.zero is not None else [])
    for tick in marked:
        y = frame.amounts.at(tick)
        parts.append(line(frame.left, y, frame.right, y, "chart-grid"))
        parts.append(words(frame.left - 8, y + 4, written(tick), anchor="end", look="chart-soft", fill=SOFT))
    parts.append(line(frame.left, frame.bottom, frame.right, frame.bottom, "chart-axis", SOFT))
    if frame.undated > frame.left:
        parts.append(
            words(
                (frame.left + min(frame.undated, frame.right)) / 2,
                frame.bottom + 18,
                "no date",
                anchor="middle",
                look="chart-soft",
                fill=SOFT,
            )
        )
        if frame.times:
            parts.append(line(frame.undated, frame.top, frame.undated, frame.bottom, "chart-axis", SOFT, dashes="2 3"))
    for day, label in frame.times.ticks() if frame.times else ():
        x, half = frame.times.at(day) if frame.times else 0.0, wide_of(label) / 2
        parts.append(line(x, frame.bottom, x, frame.bottom + 4, "chart-axis", SOFT))
        if x - half > frame.undated and x + half < frame.right + 10:
            parts.append(words(x, frame.bottom + 18, label, anchor="middle", look="chart-soft", fill=SOFT))
    return "".join(parts)


def _span(given: Given, frame: _Frame, radius: float) -> tuple[float, float, float]:
    """Give the place of the badge, and the highest and the lowest point of the mark."""
    amount = given.amount
    low, high = (frame.amounts.at(end) if end is not None else None for end in (amount.low, amount.high))
    if amount.best is not None:
        at = frame.amounts.at(amount.best)
    elif _is_range(given) and high is not None:
        at = high - radius  # a range has no middle: its number stands above it, with no shape that could be taken for a value
    else:
        at = next(end for end in ((high, low) if amount.open_low else (low, high)) if end is not None)
    ends = [end for end in (low, high) if end is not None] or [at]
    top = min(*ends, at) - (ARROW if amount.open_high or high is None else 0)
    bottom = max(*ends, at) + (ARROW if amount.open_low or low is None else 0)
    return at, min(top, at - radius), max(bottom, at + radius)


def _is_range(given: Given) -> bool:
    amount = given.amount
    closed = amount.low is not None and amount.high is not None and not (amount.open_low or amount.open_high)
    return closed and amount.best is None


def _name(mark: _Mark) -> str:
    return words(mark.x, mark.at + 4, str(mark.sign.number), anchor="middle", look="chart-label", fill=mark.sign.fill, bold=True)


def _count(given: Given, frame: _Frame) -> str:
    return f"×{len(given.reports)}" if frame.wide and len(given.reports) > 1 else ""


def _placed(given: Sequence[Given], signs: dict[str, OriginSign], frame: _Frame) -> list[_Mark]:
    """Set every mark on its day, or beside the others of that day; those in most reports choose first."""
    places, found = Places(), []
    crowded = sorted(given, key=lambda one: -len(one.reports))
    for small in (False, True):
        waiting, crowded = crowded, []
        for one in waiting:
            radius = SMALL_RADIUS if small else signs[one.actor.id].radius
            at, top, bottom = _span(one, frame, radius)
            day = _day(one)
            wanted = frame.times.at(day) if frame.times and day else frame.left + radius + 8
            edges = (frame.undated + 2, frame.right) if day else (frame.left + 2, min(frame.undated, frame.right))
            count = "" if small else _count(one, frame)
            right = radius + (5 if len(one.reports) > 1 and not small else 1) + (wide_of(count) + 1 if count else 0)
            x = places.take(wanted, Box(-radius - 1, top - 2, right, bottom + 3), edges, ASIDE if day else frame.right)
            if x is None:
                crowded.append(one)
            else:
                found.append(_Mark(one, signs[one.actor.id], x, at, small))
    return found


def _mark(mark: _Mark, frame: _Frame, claim: Claim | None, unit: str, link: Callable[[str], str] | None) -> str:
    given, x, denied = mark.given, mark.x, claim.denied_by if claim else ()
    count = "" if mark.small else _count(given, frame)
    radius = SMALL_RADIUS if mark.small else mark.sign.radius
    about = given.amount.approximate or given.amount.lean is not None
    parts = [
        *_bar(mark, frame),
        _name(mark) if _is_range(given) else badge(mark.sign, x, mark.at, about=about, several=len(given.reports) > 1, small=mark.small),
        _denial(x + radius, mark.at + radius * 0.9) if denied else "",
        drift_sign(x + radius * 0.9, mark.at - radius * 0.9, 4.5) if given.changed else "",
        words(x + radius + 5, mark.at + 4, count, look="chart-count", fill=SOFT) if count else "",
    ]
    title = given_words(given, mark.sign, unit, tuple(actor.name for actor in denied))
    return titled(title, f"chart-mark {mark.sign.look}", link(given.claim) if link else None, *parts, fill=mark.sign.fill)


def given_words(given: Given, sign: OriginSign, unit: str, denied_by: Sequence[str] = ()) -> str:
    """Put one mark into words: who, what amount, as of when, said when, how known, in how many reports, denied by whom."""
    parts = [
        f"{sign.number}. {one_line(given.actor.name, 80)}: {amount_in_words(given.amount)} {unit}".rstrip(),
        f"as of {as_of_words(given.as_of)}" if given.as_of else "",
        f"first said {given.first_said}" if given.first_said else "no date",
        f"basis {given.basis.value}" if given.basis is not Basis.UNSTATED else "",
        f"in {counted(len(given.reports), 'report')}",
        "changed on the way, so no claim of its own" if given.changed else "",
        f"denied by {', '.join(denied_by[:NAMED])}{f' and {len(denied_by) - NAMED:,} more' if len(denied_by) > NAMED else ''}"
        if denied_by
        else "",
    ]
    return "; ".join(part for part in parts if part)


def _held_for(mark: _Mark, frame: _Frame) -> str:
    """A thin line from the first to the last day that the amount holds for, where that is more than a day."""
    period = mark.given.as_of
    if not (period and period.start and period.end and frame.times):
        return ""
    left, right = (min(max(frame.times.at(day), frame.undated), frame.right) for day in (period.start, period.end))
    high = mark.given.amount.high
    y = frame.amounts.at(high) if _is_range(mark.given) and high is not None else mark.at
    return line(left, y, right, y, "chart-held", mark.sign.fill, 1.0, "1 3") if right - left > 2 * RADIUS else ""


def _bar(mark: _Mark, frame: _Frame) -> list[str]:
    amount, x = mark.given.amount, mark.x
    look: Attributes = {
        "class": "chart-line",
        "fill": "none",
        "stroke-width": 2.5,
        "stroke-dasharray": "4 3" if amount.approximate else None,
    }
    low, high = (frame.amounts.at(end) if end is not None else None for end in (amount.low, amount.high))
    parts = []
    if low is not None and high is not None and low != high:
        parts.append(element("path", {"d": f"M{plain(x)} {plain(low)}V{plain(high)}", **look}))
        caps = [end for end, is_open in ((low, amount.open_low), (high, amount.open_high)) if not is_open]
        parts += [element("path", {"d": f"M{plain(x - 5)} {plain(end)}h10", **look, "stroke-dasharray": None}) for end in caps]
    if amount.open_high or high is None:
        parts.append(_open_end(x, high if high is not None else mark.at, -1))
    if amount.open_low or low is None:
        parts.append(_open_end(x, low if low is not None else mark.at, 1))
    return parts


def _open_end(x: float, y: float, way: int) -> str:
    """An arrow that fades: it says in which direction, not how far."""
    tip = y + way * ARROW
    shaft = element(
        "path",
        {
            "d": f"M{plain(x)} {plain(y)}V{plain(tip)}",
            "class": "chart-line",
            "fill": "none",
            "stroke-width": 2.0,
            "stroke-dasharray": "2 2",
        },
    )
    head = f"M{plain(x - 4)} {plain(tip - way * 5)}L{plain(x)} {plain(tip)}L{plain(x + 4)} {plain(tip - way * 5)}"
    return element(
        "g", {"class": "chart-open"}, shaft, element("path", {"d": head, "class": "chart-line", "fill": "none", "stroke-width": 1.5})
    )


def _denial(x: float, y: float) -> str:
    ring = element("circle", {"cx": x, "cy": y, "r": 4.5, "class": "chart-denied", "fill": "#ffffff", "stroke": WARN, "stroke-width": 1.5})
    return ring + line(x - 2.5, y + 2.5, x + 2.5, y - 2.5, "chart-denied", WARN, 1.5)


def _joined(marks: Iterable[_Mark], question: Question, frame: _Frame) -> str:
    """A thin line from each answer to the one that took its place."""
    by_answer: dict[tuple[str, str, str], _Mark] = {}
    for mark in marks:
        by_answer.setdefault((mark.given.actor.id, mark.given.claim, as_of_words(mark.given.as_of)), mark)
    parts = []
    for one in question.revisions:
        earlier = by_answer.get((one.actor.id, one.earlier, as_of_words(one.earlier_as_of)))
        later = by_answer.get((one.actor.id, one.later, as_of_words(one.later_as_of)))
        if earlier and later:
            run = line(earlier.x, earlier.at, later.x, later.at, "chart-revision", earlier.sign.fill, 1.2)
            parts.append(element("g", {"class": earlier.sign.look}, run))
    return element("g", {"class": "chart-revisions"}, *parts) if parts else ""
