"""Reads how the figures of a report stand to each other: a part and its whole, a total and its items, what was worked out from what.

Knows the words between figures and the arithmetic that bears them out; a part that its own sentence names as one comes in with its
whole. A relation is never guessed from the numbers alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from closewatch.terms.figure import Figure, FigureKind
from closewatch.terms.report import Report
from closewatch.terms.statement import Reason

_SOFT = (
    r"(?:(?:the|its|their|his|her|our|some|about|roughly|around|approximately|nearly|almost|over|more than|up to|at least|as many as"
    r"|an estimated|first|last|those|these|all|just|only|fewer than|less than) )*"
)
_OF = re.compile(rf" (?:out )?of {_SOFT}")
_OF_THEM = re.compile(r"(?:[ %-]+[\w’'-]+){0,3} of (?:them|whom|which|these|those)\b")
_OF_THOSE = re.compile(r"(?:[ %-]+[\w’'-]+){0,3} of those\b")
_AMONG_THEM = re.compile(
    r"(?: (?!and\b|said\b|were\b|was\b)[\w’'-]+){0,3}(?: and (?:a|an|one) [\w’'-]+)? (?:among them|included|among those)\b"
)
_NAMED_PART = re.compile(r"\b(?:including|among them|among these|among whom|of whom|of them|of which)\b[^.;]{0,40}$")
_OPENING_OF = re.compile(rf"(?:^|[\n.;:!?][\"”’)]* ?)(?:Of|Out of|From) {_SOFT}$")
_LISTED = re.compile(r"(?:\s[\w’'-]+){0,5},?\s(?:and|or|plus)\s(?:[\w’'-]+ ){0,3}|(?:\s[\w’'-]+){0,5},\s(?:[\w’'-]+ ){0,3}")
_STOP = re.compile(r"[.!?][\"”’)]*\s|\n")
_IN_ALL = re.compile(r"\b(?:in all|in total|altogether|all told|combined|together)\b")
_WORKED_OUT = re.compile(
    r"\b(?:arithmetic|subtraction|division|subtract(?:s|ed|ing)?|divid(?:es|ed|ing)|calculat(?:es|ed|ion|ions|ing)|comput(?:es|ed|ing)|reckon(?:s|ed)"
    r"|multipl(?:ies|ied|ying)|adds? up|added up|together (?:make|makes|made|come|comes)|the gap|the difference|extrapolat\w+|worked out"
    r"|that leaves|would leave|leaving|times|which makes|would make)\b"
)
_OWN_SUM = re.compile(r"[^.;]{0,40}\b(?:arithmetic|subtraction|division|calculation|reckoning|addition)\b")
_TELLS_A_RESULT = re.compile(r" to |\(|\bor |equivalent|at the rate|converted|which is")
_BRINGS = re.compile(
    r"\b(?:bring|brings|bringing|brought|tak(?:e|es|ing)|took|push(?:es|ed|ing)?|lift(?:s|ed|ing)?|rais(?:es|ed|ing))"
    r" (?:the|its|their|his|that) (?:[\w’'-]+ ){0,6}to [\w ]{0,24}$"
)
_CONVERTED = re.compile(
    r"^[^.;]{0,30}(?:\(|\bor (?:about|some|roughly)\b|\bequivalent\b|\bat the rate\b|\bconverted\b|\bequal to\b|\bwhich is\b)"
)
_BACK = 9
"""Figures before a number among which those that it was worked out from are looked for."""
_TELLING = 100
"""Numbers from here on are seldom the same by chance in one report."""
_UNSURE = frozenset(("nothing names what is counted", "toll assumed: a bare count", "people of a country abroad", "inherited"))
_NEAR = 260
"""Characters before a part in which its whole stands."""


def relate(report: Report, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures of a report, in the order of its text, each with the whole it is part of and those it was worked out from.

    >>> from closewatch.reading.figures import find_figures
    >>> from closewatch.testing import plain_report
    >>> killed, wounded, all_of_them = find_figures(plain_report("They lost 300 killed and 2,700 wounded, 3,000 in all."), ())
    >>> killed.part_of == wounded.part_of == all_of_them.id
    True
    """
    if len(figures) < 2:
        return list(figures)
    text = report.text
    related = _renamed(figures, _lumped(text, _agreed(figures)))
    for at in range(len(related)):
        if related[at].part_of is None and related[at].kind in (FigureKind.COUNT, FigureKind.SHARE, FigureKind.RATE):
            whole = _whole(text, related, at)
            if whole is not None:
                related[at] = replace(related[at], part_of=whole.id)
        for part in _items(text, related, at):
            related[part] = replace(related[part], part_of=related[at].id)
    if not (_WORKED_OUT.search(text) or _OWN_SUM.search(text) or _TELLS_A_RESULT.search(text)):
        return related
    for at, figure in enumerate(related):
        parents = () if figure.derived_from else _parents(text, related, at)
        if parents:
            related[at] = replace(figure, derived_from=tuple(parent.id for parent in parents))
    return related


def _lumped(text: str, figures: list[Figure]) -> list[Figure]:
    """Make casualties of a total whose items are killed and wounded: in all they are neither."""
    for at, total in enumerate(figures):
        items = _items(text, figures, at)
        if len({figures[part].measure for part in items} | {total.measure}) > 1 and _takes_over(total):
            figures[at] = replace(total, measure="casualties")
    return figures


def _renamed(figures: Sequence[Figure], measured: Sequence[Figure]) -> list[Figure]:
    """Let those that name another figure name it by the id that its measure gives it now."""
    now = {before.id: after.id for before, after in zip(figures, measured, strict=True) if before.measure != after.measure}
    if not now:
        return list(measured)
    return [
        replace(
            figure,
            part_of=now.get(figure.part_of, figure.part_of) if figure.part_of else None,
            derived_from=tuple(now.get(parent, parent) for parent in figure.derived_from),
        )
        for figure in measured
    ]


def _agreed(figures: Sequence[Figure]) -> list[Figure]:
    """Give a number whose sentence does not say what it counts the measure of the same number elsewhere in the report."""
    named: dict[tuple[Decimal | None, Decimal | None], set[str]] = {}
    for figure in figures:
        if _rule(figure) == "word" and figure.unit == "person" and figure.kind is FigureKind.COUNT:
            named.setdefault((figure.amount.low, figure.amount.high), set()).add(figure.measure)
    agreed = []
    for figure in figures:
        measures = named.get((figure.amount.low, figure.amount.high), set())
        bare = figure.unit in (None, "person") and figure.kind is FigureKind.COUNT and _rule(figure) in _UNSURE
        if bare and len(measures) == 1 and (figure.amount.high or figure.amount.low or 0) >= _TELLING:
            because = (
                Reason("measure", "the same number elsewhere in the report"),
                *(one for one in figure.because if one.of != "measure"),
            )
            figure = replace(figure, measure=next(iter(measures)), unit="person", because=because)
        agreed.append(figure)
    return agreed


def _rule(figure: Figure) -> str:
    return next((reason.rule for reason in figure.because if reason.of == "measure"), "")


def _whole(text: str, figures: Sequence[Figure], at: int) -> Figure | None:
    """The figure that one is a part of, by the words around it."""
    figure = figures[at]
    start, end = figure.span.start, figure.span.end
    if at + 1 < len(figures):
        following = figures[at + 1]
        if following.span.start - end < 90 and _OF.fullmatch(_without_noun(text[end : following.span.start])) and _holds(following, figure):
            return following
    if at == 0:
        return None
    after = text[end : end + 70]
    if (_OF_THEM.match(after) and not _OF_THOSE.match(after)) or _AMONG_THEM.match(after):
        return _before(text, figures, at)
    previous = figures[at - 1]
    between = text[previous.span.end : start]
    if len(between) > _NEAR or "\n" in between or figure.kind is FigureKind.SHARE:
        return None
    if _NAMED_PART.search(between):
        return previous if _holds(previous, figure) else _before(text, figures, at)
    if _STOP.search(between) or ";" in between:
        return None
    whole = next((one for one in figures[max(0, at - 4) : at] if one.id == previous.part_of), None) if previous.part_of else None
    if whole is not None and whole.span.start < previous.span.start and _LISTED.fullmatch(between) and _holds(whole, figure):
        return whole
    for earlier in reversed(figures[max(0, at - 4) : at]):
        gap = text[earlier.span.end : start]
        if _STOP.search(gap) or len(gap) > _NEAR:
            break
        if _OPENING_OF.search(text[max(0, earlier.span.start - 60) : earlier.span.start]) and _holds(earlier, figure):
            return earlier
    return None


def _without_noun(between: str) -> str:
    """The words between two figures without the noun of the first: "4,000 soldiers of the 11,000"."""
    return re.sub(r"^ (?!of\b|out\b)[\w’'-]+(?= (?:out )?of )", "", between)


def _before(text: str, figures: Sequence[Figure], at: int) -> Figure | None:
    """The count that "them" and "whom" mean: the nearest one before that can hold the part, in this sentence or the one before."""
    figure = figures[at]
    for earlier in reversed(figures[max(0, at - 4) : at]):
        between = text[earlier.span.end : figure.span.start]
        if len(between) > _NEAR or len(_STOP.findall(between)) > 2 or "\n\n" in between:
            return None
        if _holds(earlier, figure):
            return earlier
    return None


def _holds(whole: Figure, part: Figure) -> bool:
    """Tell whether one figure can be the whole of another: both of one unit and not smaller, or the part a share."""
    if whole.kind is not FigureKind.COUNT or (whole.unit or "person") != (
        part.unit or "person" if part.kind is not FigureKind.SHARE else whole.unit
    ):
        return False
    size, least = _size(whole), part.amount.low
    return part.kind is FigureKind.SHARE or size is None or least is None or least < size or whole.amount.open_high


def _size(figure: Figure) -> Decimal | None:
    return figure.amount.best or figure.amount.high or figure.amount.low


def _items(text: str, figures: Sequence[Figure], at: int) -> list[int]:
    """Those that a total is made of: "300 killed and 2,700 wounded, some 3,000 in all", where the sum bears it out."""
    total = figures[at]
    around = text[max(0, total.span.start - 30) : total.span.end + 30]
    size = _size(total)
    if size is None or total.kind is not FigureKind.COUNT or not _IN_ALL.search(around):
        return []
    parts = [
        place
        for place in range(max(0, at - 4), at)
        if figures[place].part_of is None
        and figures[place].unit == total.unit
        and not _STOP.search(text[figures[place].span.end : total.span.start])
        and len(text[figures[place].span.end : total.span.start]) < _NEAR
    ]
    for first in range(len(parts) - 1):
        chosen = parts[first:]
        sizes = [_size(figures[place]) for place in chosen]
        if None not in sizes and _same(sum((one for one in sizes if one is not None), Decimal()), size, total.amount.approximate):
            return chosen
    return []


def _takes_over(figure: Figure) -> bool:
    """Whether an outcome was taken over from words before the total and its noun, so that the items say what it lumps."""
    words = next((reason.span for reason in figure.because if reason.of == "measure"), None)
    return figure.measure in ("killed", "wounded", "missing", "other") and (words is None or words.end <= figure.span.start)


def _parents(text: str, figures: Sequence[Figure], at: int) -> Sequence[Figure]:
    """The figures that one was worked out from: those that the text adds, subtracts, divides or converts to get it."""
    figure = figures[at]
    before = text[max(0, figure.span.start - 110) : figure.span.start]
    times = figure.kind is FigureKind.RATIO
    earlier = [one for one in figures[max(0, at - _BACK) : at] if (times or not one.derived_from) and one.id != figure.id]
    if _BRINGS.search(before) and figure.statement is None:
        inside = [one for one in earlier[-1:] if figure.span.start - one.span.end < 110 and one.unit == figure.unit]
        return inside
    if figure.kind is FigureKind.MONEY and earlier:
        last = next((one for one in reversed(earlier) if one.kind is FigureKind.MONEY), None)
        between = text[last.span.end : figure.span.start] if last else ""
        if (
            last
            and last.unit != figure.unit
            and _CONVERTED.match(between + text[figure.span.end : figure.span.end + 20])
            and len(between) < 60
        ):
            return [last]
    ends = list(_STOP.finditer(before))
    said = before[ends[-1].end() if ends else 0 :]
    if not (times or _WORKED_OUT.search(said) or _OWN_SUM.match(text[figure.span.end : figure.span.end + 80])):
        return []
    near = [*earlier, *figures[at + 1 : at + 3]] if times else earlier
    return next((list(pair) for pair in _pairs(near, figure) if _worked_out(figure, *pair)), [])


def _pairs(figures: Sequence[Figure], figure: Figure) -> list[tuple[Figure, Figure]]:
    """Two figures each: a part with its whole, then those said per the same period as what was worked out, then the nearest."""

    def farness(pair: tuple[int, int]) -> tuple[bool, bool, int, int]:
        left, right = figures[pair[0]], figures[pair[1]]
        bound = left.part_of == right.id or right.part_of == left.id
        return not bound, figure.per not in (left.per, right.per), -pair[1], -pair[0]

    return [(figures[left], figures[right]) for left, right in sorted(combinations(range(len(figures)), 2), key=farness)]


def _worked_out(figure: Figure, left: Figure, right: Figure) -> bool:
    """Whether a figure is the sum, difference, share or multiple of two others, as far as its rounding goes."""
    value, one, two = _size(figure), _size(left), _size(right)
    if value is None or one is None or two is None or not one or not two:
        return False
    rough = figure.amount.approximate or left.amount.approximate or right.amount.approximate
    shares = (left.kind is FigureKind.SHARE, right.kind is FigureKind.SHARE)
    if figure.kind is FigureKind.SHARE:
        share = 100 * min(one, two) / max(one, two)
        return shares == (False, False) and left.unit == right.unit and abs(share - value) <= (4 if figure.amount.approximate else 1)
    if figure.kind is FigureKind.RATIO:
        times = max(one, two) / min(one, two)
        return (
            shares == (False, False)
            and left.unit == right.unit
            and (value <= times < value + 1 if figure.amount.open_high else _same(times, value, True))
        )
    if any(shares):
        part, base = (left, right) if shares[0] else (right, left)
        of, low, high = _size(base), part.amount.low, part.amount.high
        if of is None or low is None or shares == (True, True) or base.unit != figure.unit:
            return False
        ends = {of * low / 100, of * (100 - low) / 100, of * (high or low) / 100, of * (100 - (high or low)) / 100}
        return any(_same(end, value, rough) for end in ends)
    if left.unit != right.unit or left.unit != figure.unit:
        return False
    return _same(one + two, value, figure.amount.approximate) or _same(abs(one - two), value, figure.amount.approximate)


def _same(left: Decimal, right: Decimal, rough: bool) -> bool:
    """Whether two amounts are one, or within 5 per cent where a word like "about" stands by one of them."""
    return abs(left - right) <= max(left, right) * (Decimal("0.05") if rough else Decimal("0.005"))
