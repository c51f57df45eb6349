"""The small chart of a question for a list: its claims as bars on one scale, those in conflict told apart; no words but its title.

Open ends fade into an arrow, as on the large chart. A yes/no question is one bar, parted by how many origins give each answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from closewatch.publish.charts.range_history import unit_words
from closewatch.publish.charts.scales import AmountScale, amount_scale
from closewatch.publish.charts.svg import ACCENT, INK, SOFT, WARN, Attributes, element, picture, plain
from closewatch.publish.wording import counted, one_line
from closewatch.terms.change import Polarity
from closewatch.terms.claim import Claim, Question, QuestionKind

WIDTH, HEIGHT = 160.0, 32.0

ROWS, ARROW = 6, 7.0
"""How many rows of bars there is room for, and how far an open end reaches beyond its number, in pixels."""

MOST = 40
"""How many claims are drawn: those in conflict first, then those in most reports."""

TOLD = 6
"""How many claims the title names."""


def small_range_svg(question: Question, *, name: str | None = None) -> str:
    """Draw the claims of a question as bars within 160 by 32 pixels; in colour those that stand in a conflict."""
    claims = _drawable(question)
    body = _answers(question) if question.key.kind is QuestionKind.YES_NO else _bars(question, claims)
    identity = name or f"small-{question.id.partition(':')[2][:12]}"
    return picture(identity, small_range_words(question), "", WIDTH, HEIGHT, *body, look="chart-small")


def small_range_words(question: Question) -> str:
    """Put the small chart into one sentence: the claims from the lowest to the highest, and how many conflict."""
    if question.key.kind is QuestionKind.YES_NO:
        told = [f"{label}: {counted(number, 'origin')}" for label, number in _counts(question)]
    else:
        claims = _drawable(question)
        told = [one_line(claim.wording, 40) for claim in claims[:TOLD]]
        told += [f"and {len(question.claims) - len(told)} more"] if len(question.claims) > len(told) else []
    unit = unit_words(question)
    said = ", ".join(told) + (f" ({unit})" if unit and told else "")
    return f"{said or 'no claim'}; {counted(len(question.conflicts), 'conflict')}"


def _disputed(question: Question) -> set[str]:
    return {side for conflict in question.conflicts for side in (conflict.left, conflict.right)}


def _drawable(question: Question) -> list[Claim]:
    disputed = _disputed(question)
    with_number = [claim for claim in question.claims if _ends(claim)]
    foremost = sorted(with_number, key=lambda claim: (claim.id not in disputed, -len(claim.reports), claim.id))[:MOST]
    return sorted(foremost, key=lambda claim: (min(_ends(claim)), max(_ends(claim)), claim.id))


def _ends(claim: Claim) -> list[Decimal]:
    return [end for end in (claim.amount.low, claim.amount.best, claim.amount.high) if end is not None]


def _bars(question: Question, claims: Sequence[Claim]) -> list[str]:
    scale = amount_scale((end for claim in claims for end in _ends(claim)), ARROW + 5, WIDTH - ARROW - 5)
    disputed = _disputed(question)
    ends: list[float] = []
    rows: list[int] = []
    for claim in claims:
        left, right = _reach(claim, scale)
        row = next((place for place, end in enumerate(ends) if end < left - 2), len(ends))
        if row == ROWS:  # the bars lie close together: this one shares the row that is free first
            row = min(range(ROWS), key=lambda place: ends[place])
        ends[row : row + 1] = [right]
        rows.append(row)
    apart = min(7.0, (HEIGHT - 9) / max(len(ends), 1))
    body = [
        element("path", {"d": f"M4 {plain(HEIGHT - 1.5)}H{plain(WIDTH - 4)}", "class": "chart-axis", "stroke": SOFT, "stroke-width": 0.8})
    ]
    for claim, row in zip(claims, rows, strict=True):
        y = (HEIGHT - 3) / 2 + (row - (len(ends) - 1) / 2) * apart
        in_conflict = claim.id in disputed
        attributes: Attributes = {"class": "chart-in-conflict" if in_conflict else "chart-apart", "stroke": WARN if in_conflict else SOFT}
        body.append(element("g", {**attributes, "fill": "none", "stroke-width": 2.0}, *_bar(claim, scale, y, in_conflict)))
    return body


def _reach(claim: Claim, scale: AmountScale) -> tuple[float, float]:
    places = [scale.at(end) for end in _ends(claim)]
    amount = claim.amount
    before = ARROW if amount.open_low or amount.low is None else 2.5
    after = ARROW if amount.open_high or amount.high is None else 2.5
    return min(places) - before, max(places) + after


def _bar(claim: Claim, scale: AmountScale, y: float, in_conflict: bool) -> list[str]:
    amount = claim.amount
    first, last = (scale.at(end) for end in (min(_ends(claim)), max(_ends(claim))))
    parts = []
    if last > first:
        parts.append(element("path", {"d": f"M{plain(first)} {plain(y)}H{plain(last)}"}))
    for is_open, x, way in ((amount.open_low or amount.low is None, first, -1), (amount.open_high or amount.high is None, last, 1)):
        if is_open:
            tip = x + way * ARROW
            head = f"M{plain(tip - way * 2.5)} {plain(y - 2)}L{plain(tip)} {plain(y)}L{plain(tip - way * 2.5)} {plain(y + 2)}"
            parts.append(
                element("path", {"d": f"M{plain(x)} {plain(y)}H{plain(tip)}", "class": "chart-open", "stroke-dasharray": "1.5 1.5"})
            )
            parts.append(element("path", {"d": head, "class": "chart-open", "stroke-width": 1.2}))
        elif last > first:
            parts.append(element("path", {"d": f"M{plain(x)} {plain(y - 2)}v4", "stroke-width": 1.2}))
    for point in {scale.at(end) for end in (amount.best,) if end is not None} or ({first} if first == last else set()):
        look = "chart-solid" if in_conflict else "chart-hollow"
        parts.append(element("circle", {"cx": point, "cy": y, "r": 2.2, "class": look, "stroke-width": 1.2}))
    return parts


def _counts(question: Question) -> list[tuple[str, int]]:
    lanes = ((Polarity.YES, "yes"), (Polarity.DECLINES, "neither"), (Polarity.NO, "no"))
    return [
        (label, len({one.actor.id for claim in question.claims if claim.polarity is lane for one in claim.origins}))
        for lane, label in lanes
    ]


def _answers(question: Question) -> list[str]:
    counts = _counts(question)
    total = sum(number for _, number in counts)
    if not total:
        return []
    x, body = 4.0, []
    looks = {"yes": ("chart-yes", ACCENT), "neither": ("chart-neither", "none"), "no": ("chart-no", WARN if question.conflicts else INK)}
    for label, number in counts:
        wide = number / total * (WIDTH - 8)
        look, fill = looks[label]
        if number:
            size: Attributes = {"x": x, "y": 9.0, "width": max(wide - 1.5, 1.5), "height": 14.0, "stroke-width": 1.0}
            dashes = "2 2" if label == "neither" else None
            body.append(element("rect", {**size, "class": look, "fill": fill, "stroke": SOFT, "stroke-dasharray": dashes}))
        x += wide
    return body
