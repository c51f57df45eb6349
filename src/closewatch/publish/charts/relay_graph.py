"""The picture of who told whom for one claim: origins at the left, those who passed it on, and the reports at the right.

On a narrow chart the same is an indented list with elbows. Columns are ordered by `layers`; which nodes and steps there are is found by
`relay_steps`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from closewatch.publish.charts.layers import settle
from closewatch.publish.charts.relay_steps import CHANGED, MOST_NODES, SAYS, VIA, WORKED_OUT, Named, Node, Relays, Step, relays_of
from closewatch.publish.charts.signs import drift_sign
from closewatch.publish.charts.svg import (
    ACCENT,
    PAPER,
    SMALL,
    SOFT,
    WARN,
    Attributes,
    ChartTable,
    element,
    fitted,
    line,
    note,
    note_height,
    picture,
    plain,
    titled,
    wide_of,
    words,
)
from closewatch.publish.kinds import kind_words, rule_words
from closewatch.publish.wording import counted
from closewatch.terms.claim import Claim, LinkKind
from closewatch.terms.drift import Drift

HEIGHT, ROW = 36.0, 46.0
"""The height of a box, and from one box to the next."""

WIDEST = 210.0

INDENT, POINTER = 18.0, 22.0
"""Of the list on a narrow chart: how far each is set in, and the height of a line that points to a box elsewhere."""

IN_WORDS = {
    SAYS: "says it in", VIA: "passed it on to", LinkKind.COPIES.value: "copied by", LinkKind.CITES.value: "cited by",
    LinkKind.DEPENDS.value: "leaned on by", WORKED_OUT: "taken up by", CHANGED: "told otherwise by",
}  # fmt: skip

DASHES = {LinkKind.CITES.value: "7 3", LinkKind.DEPENDS.value: "2 3", WORKED_OUT: "1 3", CHANGED: "7 3 1 3"}
"""How the line of a kind is broken; copies and what is said outright are whole."""

KEY = {
    LinkKind.COPIES.value: "copies",
    LinkKind.CITES.value: "cites",
    LinkKind.DEPENDS.value: "leans on",
    WORKED_OUT: "takes up",
    CHANGED: "tells otherwise",
}
_BESIDE = "same occasion"


def relay_graph_svg(
    claim: Claim,
    outlets: Mapping[str, str],
    *,
    days: Mapping[str, str] | None = None,
    via: Mapping[str, Sequence[str]] | None = None,
    held_in: Mapping[str, str] | None = None,
    drifts: Iterable[Drift] = (),
    name: str = "relays",
    link: Callable[[str], str] | None = None,
    width: int = 900,
    most: int = MOST_NODES,
) -> str:
    """Draw through whom an answer came to each report; `link` makes the address of an origin or a report from its id.

    `outlets`, `days` and `via` are by report id: who published it, on which ISO day, and whom it names as having passed it on.
    `held_in` gives the report of a figure or statement. Copies of one report are one box with their number.
    """
    named = Named(outlets, days or {}, via or {}, held_in or {})
    relays = relays_of(claim, named, drifts, most)
    boxes, height = _in_columns(relays, float(width)) if width > 500 else _as_list(relays, float(width))
    left_out_words = f"Not drawn, but in the table: {counted(relays.left_out, 'report')}." if relays.left_out else ""
    by_id = {node.id: node for node in relays.nodes}
    drawn = [_step(step, by_id, boxes, width > 500) for step in relays.steps]
    drawn += [_occasion(pair, by_id, boxes) for pair in relays.beside] if width > 500 else []
    changed = {step.target: step.drifts for step in relays.steps if step.drifts}
    drawn += [
        _box(node, boxes[node.id], _way_to(node, relays.steps, by_id), changed.get(node.id, ()), named, link) for node in relays.nodes
    ]
    key, end = _key(relays, height + 14, float(width))
    about = f"{counted(len(claim.origins), 'origin')}, {counted(len(claim.reports), 'report')}. {left_out_words}".strip()
    return picture(
        name,
        f"Who told whom: {claim.wording}",
        about,
        width,
        end + 6 + note_height(left_out_words, width - 8),
        *drawn,
        key,
        note(4, end + 14, left_out_words, width - 8),
        linked=link is not None,
    )


def relay_graph_table(
    claim: Claim,
    outlets: Mapping[str, str],
    *,
    days: Mapping[str, str] | None = None,
    via: Mapping[str, Sequence[str]] | None = None,
    held_in: Mapping[str, str] | None = None,
    drifts: Iterable[Drift] = (),
) -> ChartTable:
    """Give the data behind the graph: every step, those too that are folded or not drawn."""
    named = Named(outlets, days or {}, via or {}, held_in or {})
    relays = relays_of(claim, named, drifts, most=1_000_000)
    by_id = {node.id: node for node in relays.nodes}
    rows = []
    for step in relays.steps:
        source, target = by_id[step.source], by_id[step.target]
        for report in (target.id, *target.folded):
            to, day = (named.outlets.get(report) or "outlet not named", named.days.get(report) or "no date")
            if target.kind == "relay":
                to, day = target.label, ""
            changed = ", ".join(kind_words(kind) for kind in step.drifts)
            rows.append((source.label, _how(step, target), to, day, changed, _because(step, source)))
    return ChartTable(("from", "how", "to", "published", "changed", "because"), tuple(rows))


_Boxes = dict[str, tuple[float, float, float]]
"""The left edge, the middle and the width of each box."""


def _in_columns(relays: Relays, width: float) -> tuple[_Boxes, float]:
    """Put the nodes into columns; a step over several columns holds a lane free in each that it passes."""
    layers = {node.id: node.layer for node in relays.nodes}
    count = max(layers.values(), default=0) + 1
    columns: list[list[str]] = [[node.id for node in relays.nodes if node.layer == number] for number in range(count)]
    edges: dict[tuple[str, str], int] = {}
    for step in relays.steps:
        last = step.source
        for number in range(layers[step.source] + 1, layers[step.target]):
            lane = f"lane:{number}:{step.source}:{step.target}"
            columns[number].append(lane)
            edges[last, lane] = 1
            last = lane
        edges[last, step.target] = 1
    columns = settle(columns, edges)
    tallest = max((sum(ROW if key in layers else 16.0 for key in column) for column in columns), default=ROW)
    across = min(WIDEST, (width - 8) / count - 44)
    step_wide = (width - 8 - across) / max(count - 1, 1) if count > 1 else 0.0
    middles: dict[str, float] = {}
    before: dict[str, list[str]] = {}
    for one, other in edges:
        before.setdefault(other, []).append(one)
    for column in columns:
        _stack(column, layers, before, middles, tallest)
    boxes = {key: (4 + layers.get(key, 0) * step_wide, middles[key], across) for key in layers}
    boxes |= {key: (4 + int(key.split(":")[1]) * step_wide, middles[key], across) for key in middles if key not in layers}
    return boxes, tallest + 12


def _stack(
    column: Sequence[str], layers: Mapping[str, int], before: Mapping[str, Sequence[str]], middles: dict[str, float], tallest: float
) -> None:
    """Set a column: each as near as may be to the middle of those that lead to it, none over another."""
    halves = [ROW / 2 if key in layers else 8.0 for key in column]
    spare = tallest - 2 * sum(halves)
    at, even = 6.0 + spare / 2, []
    for half in halves:
        even.append(at + half)
        at += 2 * half
    wanted = [
        sum(middles[one] for one in before[key]) / len(before[key]) if before.get(key) else even[place] for place, key in enumerate(column)
    ]
    placed: list[float] = []
    for place, want in enumerate(wanted):
        placed.append(max(want, placed[-1] + halves[place - 1] + halves[place]) if placed else max(want, 6.0 + halves[0]))
    floor = 6.0 + tallest
    for place in range(len(placed) - 1, -1, -1):
        placed[place] = min(placed[place], floor - halves[place])
        floor = placed[place] - halves[place]
    middles.update(zip(column, placed, strict=True))


def _as_list(relays: Relays, width: float) -> tuple[_Boxes, float]:
    """Put the nodes under one another, each below the first that leads to it and a little to the right.

    The place of a step to a node that stands below another one has a key of its own: a line of words shows it there.
    """
    under: dict[str, list[str]] = {}
    seen: set[str] = set()
    for step in relays.steps:
        under.setdefault(step.source, []).append(_pointer(step) if step.target in seen else step.target)
        seen.add(step.target)
    boxes: _Boxes = {}
    waiting = [(node.id, 0) for node in reversed(relays.nodes) if node.id not in seen]
    y = 6.0
    while waiting:
        identity, depth = waiting.pop()
        left, height = 4 + INDENT * min(depth, 7), POINTER if identity.startswith("to:") else ROW
        boxes[identity] = (left, y + height / 2, min(width - left - 4, 280.0))
        y += height
        waiting += [(child, depth + 1) for child in reversed(under.get(identity, ()))]
    return boxes, y + 6


def _pointer(step: Step) -> str:
    return f"to:{step.source}:{step.target}"


def _step(step: Step, by_id: Mapping[str, Node], boxes: _Boxes, wide: bool) -> str:
    source, target = by_id[step.source], by_id[step.target]
    (left, y1, across), (x2, y2, room) = boxes[step.source], boxes[step.target]
    pointer = None
    if wide:
        points = [(left + across, y1)]
        for number in range(source.layer + 1, target.layer):
            lane_left, lane_y, lane_across = boxes[f"lane:{number}:{step.source}:{step.target}"]
            points += [(lane_left, lane_y), (lane_left + lane_across, lane_y)]
        points.append((x2, y2))
        path, mark = _through(points), ((points[-2][0] + x2) / 2, (points[-2][1] + y2) / 2)
    else:
        pointer = boxes.get(_pointer(step))
        x2, y2, room = pointer or boxes[step.target]
        path, mark = f"M{plain(left + 9)} {plain(y1 + HEIGHT / 2)}V{plain(y2)}H{plain(x2)}", (left + 9, y2)
    look: Attributes = {"class": f"chart-step step-{step.kind.replace(' ', '-')}", "fill": "none", "stroke": SOFT, "stroke-width": 1.4}
    run = element("path", {"d": path, **look, "stroke-dasharray": DASHES.get(step.kind)})
    changed = ", ".join(kind_words(kind) for kind in step.drifts)
    title = "; ".join(part for part in (f"{source.label}, {_how(step, target)} {target.label}", changed, _because(step, source)) if part)
    sign = drift_sign(*mark) if changed else ""
    if wide or pointer is None:
        return titled(title, "chart-way", None, run, sign)
    return titled(
        title,
        "chart-way",
        None,
        run,
        sign,
        words(x2 + 4, y2 + 4, fitted(_elsewhere(target), room - 6), look="chart-soft", fill=SOFT),
    )


def _how(step: Step, target: Node) -> str:
    """Say what a step is: nothing is said *in* somebody who passes it on."""
    return "passed on by" if step.kind == SAYS and target.kind == "relay" else IN_WORDS[step.kind]


def _because(step: Step, source: Node) -> str:
    """Say why a step is taken: a report that names an outlet as its source does so under the name that the outlet goes by."""
    if step.kind == LinkKind.CITES.value and step.because.casefold() == f"names {source.label} as its source".casefold():
        return f"names {source.label} as its source"
    return rule_words(step.because)


def _elsewhere(target: Node) -> str:
    return f"also through {target.label}" if target.kind == "relay" else f"also in {target.label}, {target.about}"


def _through(points: Sequence[tuple[float, float]]) -> str:
    """A line that leaves and enters each box level; straight where it passes a column."""
    path = f"M{plain(points[0][0])} {plain(points[0][1])}"
    for place, ((x1, y1), (x2, y2)) in enumerate(pairwise(points)):
        bend = (x1 + x2) / 2
        path += f"C{plain(bend)} {plain(y1)} {plain(bend)} {plain(y2)} {plain(x2)} {plain(y2)}" if place % 2 == 0 else f"H{plain(x2)}"
    return path


def _occasion(pair: tuple[str, str, str], by_id: Mapping[str, Node], boxes: _Boxes) -> str:
    """A dotted bow between two reports of one utterance: neither is said to lean on the other."""
    (x1, y1, across), (x2, y2, other) = boxes[pair[0]], boxes[pair[1]]
    start, end = x1 + across, x2 + other
    out = max(start, end) + min(12 + abs(y2 - y1) / 8, 34)
    path = f"M{plain(start)} {plain(y1)}C{plain(out)} {plain(y1)} {plain(out)} {plain(y2)} {plain(end)} {plain(y2)}"
    run = element(
        "path", {"d": path, "class": "chart-occasion", "fill": "none", "stroke": ACCENT, "stroke-width": 1.0, "stroke-dasharray": "1 3"}
    )
    return titled(f"{by_id[pair[0]].label} and {by_id[pair[1]].label}: {pair[2] or _BESIDE}", "chart-way", None, run)


def _way_to(node: Node, steps: Sequence[Step], by_id: Mapping[str, Node]) -> str:
    return "; ".join(f"{by_id[step.source].label}, {_how(step, node)} it" for step in steps if step.target == node.id)


def _box(
    node: Node, place: tuple[float, float, float], way: str, changed: Sequence[object], named: Named, link: Callable[[str], str] | None
) -> str:
    left, y, across = place
    look: Attributes = {"class": f"chart-box box-{node.kind}", "fill": PAPER, "stroke": ACCENT if node.kind == "origin" else SOFT}
    shape: Attributes = {
        "width": across,
        "height": HEIGHT,
        "rx": 4.0 if node.kind != "relay" else 16.0,
        "stroke-width": 2.0 if node.kind == "origin" else 1.0,
    }
    shape["stroke-dasharray"] = "4 3" if node.kind == "relay" else None
    top = y - HEIGHT / 2
    pile = [element("rect", {"x": left + off, "y": top + off, **shape, **look}) for off in ((6.0, 3.0) if node.folded else ())]
    more = f" +{len(node.folded):,}" if node.folded else ""
    bold = node.kind == "origin"
    size = SMALL * 1.05 if bold else SMALL
    label = fitted(node.label, across - 14 - wide_of(more, size), size) + more
    said = [str(kind).replace("-", " ") for kind in changed]
    second = node.about + (f" · {said[0]}" + (f" +{len(said) - 1}" if len(said) > 1 else "") if said else "")
    folded = [f"{named.outlets.get(one) or 'outlet not named'} {named.days.get(one, '')}".strip() for one in node.folded]
    told = [f"{node.label}, {node.about}", way, f"changed: {', '.join(said)}" if said else ""]
    told += (
        [f"with {counted(len(folded), 'other')} that came the same way: {', '.join(folded[:8])}{' …' if len(folded) > 8 else ''}"]
        if folded
        else []
    )
    href = link(node.id) if link and node.kind != "relay" else None
    return titled(
        "; ".join(part for part in told if part),
        f"chart-mark chart-{node.kind}",
        href,
        *pile,
        element("rect", {"x": left, "y": top, **shape, **look}),
        words(left + 8, top + 15, label, bold=bold),
        words(left + 8, top + 29, fitted(second, across - 14), look="chart-warn" if said else "chart-soft", fill=WARN if said else SOFT),
    )


def _key(relays: Relays, y: float, width: float) -> tuple[str, float]:
    """Say what the lines mean that were drawn, and where the key ends."""
    kinds = [kind for kind in KEY if any(step.kind == kind for step in relays.steps)]
    entries = [(KEY[kind], DASHES.get(kind), kind) for kind in kinds]
    entries += [(_BESIDE, "1 3", "occasion")] if relays.beside and width > 500 else []
    x, parts = 6.0, []
    for label, dashes, kind in entries:
        if x + 40 + wide_of(label) > width:
            x, y = 6.0, y + 20
        look = "chart-occasion" if kind == "occasion" else "chart-step"
        parts.append(line(x, y, x + 28, y, look, ACCENT if kind == "occasion" else SOFT, 1.4, dashes))
        parts.append(words(x + 34, y + 4, label, look="chart-soft", fill=SOFT))
        x += 52 + wide_of(label)
    if any(step.drifts for step in relays.steps):
        if x + 130 > width:
            x, y = 6.0, y + 20
        parts += [drift_sign(x + 8, y), words(x + 22, y + 4, "changed on the way", look="chart-soft", fill=SOFT)]
        entries = [*entries, ("", None, "")]
    return "".join(parts), y + (10 if entries else -14)
