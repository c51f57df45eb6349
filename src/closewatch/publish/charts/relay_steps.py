"""Who told whom, for one claim, as nodes and steps between them: origins, those named as having passed it on, and reports.

Copies of one report are folded into one node with their number, and a graph of too many nodes is folded further; what is left out is
counted. What a report leans on is judged by `linking` and gathered in `ledger.views.origins`; how it is drawn is known to `relay_graph`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from closewatch.terms.claim import Claim, DriftKind, LinkKind, Origin
from closewatch.terms.drift import Drift

MOST_NODES = 40
"""How many nodes are drawn; beyond, reports that came the same way are one node, and what is still too many is counted."""

SAYS, VIA, WORKED_OUT, CHANGED = "says", "via", "goes back to", "changed"
"""Steps that are no link on the record: an origin in a report, a relay that the report names, a rule between answers, a drift alone."""


@dataclass(frozen=True)
class Named:
    """What the reports of a claim are called, by report id: their outlets and days, and who they say passed it on.

    `held_in` gives the report of a figure or statement by its id.
    """

    outlets: Mapping[str, str]
    days: Mapping[str, str] = field(default_factory=dict)
    via: Mapping[str, Sequence[str]] = field(default_factory=dict)
    held_in: Mapping[str, str] = field(default_factory=dict)

    def report(self, identity: str) -> str | None:
        """Give the report in which a value stands, or the report itself."""
        return identity if identity.startswith("re:") else self.held_in.get(identity)


@dataclass(frozen=True)
class Node:
    """An origin, a relay or a report; `folded` are the reports that it stands for besides `id`."""

    id: str
    kind: str
    label: str
    about: str
    layer: int
    folded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """From one node to the next: the kind of the link or what else it rests on, its link, and what changed on the way."""

    source: str
    target: str
    kind: str
    because: str = ""
    drifts: tuple[DriftKind, ...] = ()


@dataclass(frozen=True)
class Relays:
    """The graph of one claim; `beside` are pairs of reports that tell of one utterance, `left_out` counts the reports not drawn."""

    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]
    beside: tuple[tuple[str, str, str], ...]
    left_out: int


def relays_of(claim: Claim, named: Named, drifts: Iterable[Drift] = (), most: int = MOST_NODES) -> Relays:
    """Put the graph of a claim together, folded so that it has no more than so many nodes."""
    steps = _all_steps(claim, named, drifts)
    beside = _beside(claim, named, steps)
    layers = _layers(claim, steps)
    steps = [step for step in steps if layers[step.source] < layers[step.target]]
    nodes = {node.id: node for node in _nodes(claim, named, layers)}
    nodes, steps = _folded(nodes, steps, {end for pair in beside for end in pair[:2]}, only_copies=True)
    if len(nodes) > most:
        nodes, steps = _folded(nodes, steps, set(), only_copies=False)
    kept = _foremost(claim, nodes, steps, most)
    missing = sum(1 + len(node.folded) for node in nodes.values() if node.id not in kept and node.kind == "report")
    return Relays(
        tuple(node for node in nodes.values() if node.id in kept),
        tuple(step for step in steps if step.source in kept and step.target in kept),
        tuple(pair for pair in beside if pair[0] in kept and pair[1] in kept),
        missing,
    )


def _all_steps(claim: Claim, named: Named, drifts: Iterable[Drift]) -> list[Step]:
    found: dict[tuple[str, str], Step] = {}
    for origin in claim.origins:
        held = set(origin.reports)
        for step in _told_on(origin, named):
            if step.source in held and step.target in held and step.source != step.target and (step.target, step.source) not in found:
                found.setdefault((step.source, step.target), step)
    reports = {report for origin in claim.origins for report in origin.reports}
    for drift in drifts:
        pair = (drift.of_words.report, drift.here_words.report)
        if pair[0] not in reports or pair[0] == pair[1]:
            continue
        step = found.get(pair) or Step(*pair, CHANGED, "what was told changed on the way")
        if drift.kind not in step.drifts:
            found[pair] = replace(step, drifts=(*step.drifts, drift.kind))
    leaning = {step.target for step in found.values()}
    direct: dict[tuple[str, str], Step] = {}
    for origin in claim.origins:
        for report in sorted(set(origin.reports) - leaning) or sorted(origin.reports)[:1]:
            last = origin.id
            for name in dict.fromkeys(named.via.get(report, ())):
                relay = f"via:{name}"
                direct.setdefault((last, relay), Step(last, relay, SAYS))
                last = relay
            direct.setdefault((last, report), Step(last, report, VIA if last != origin.id else SAYS))
    return [*direct.values(), *sorted(found.values(), key=lambda step: (named.days.get(step.target, ""), step.source, step.target))]


_STRENGTH = (LinkKind.COPIES.value, LinkKind.CITES.value, LinkKind.DRIFTS.value, LinkKind.DEPENDS.value)


def _told_on(origin: Origin, named: Named) -> list[Step]:
    """The steps between reports: links on the record, the strongest first, then the rules that join answers without a link."""
    steps = []
    for link in sorted(origin.edges, key=lambda link: (link.kind.value, link.left, link.right)):
        source, target = named.report(link.right), named.report(link.left)
        if link.kind.value in _STRENGTH and source and target:
            kind = CHANGED if link.kind is LinkKind.DRIFTS else link.kind.value
            steps.append(Step(source, target, kind, link.rule if link.kind is not LinkKind.DRIFTS else ""))
    steps.sort(key=lambda step: (LinkKind.DRIFTS.value if step.kind == CHANGED else step.kind) != LinkKind.COPIES.value)
    for joined in origin.joined:
        source, target = named.report(joined.onto), named.report(joined.member)
        if joined.link is None and source and target:
            steps.append(Step(source, target, WORKED_OUT, joined.rule))
    return steps


def _beside(claim: Claim, named: Named, steps: Sequence[Step]) -> tuple[tuple[str, str, str], ...]:
    """The pairs of reports that tell of one utterance and do not lean on each other."""
    joined = {frozenset((step.source, step.target)) for step in steps}
    found: dict[tuple[str, str], str] = {}
    for origin in claim.origins:
        held = set(origin.reports)
        for link in origin.edges:
            if link.kind is not LinkKind.SAME_UTTERANCE:
                continue
            ends = [named.report(link.left), named.report(link.right)]
            pair = sorted(end for end in ends if end in held)
            if len(set(pair)) == 2 and frozenset(pair) not in joined:
                found.setdefault((pair[0] or "", pair[1] or ""), link.rule)
    return tuple((left, right, rule) for (left, right), rule in sorted(found.items()))


def _layers(claim: Claim, steps: Sequence[Step]) -> dict[str, int]:
    """Put every node one column to the right of the last that leads to it; of a circle the step that closes it is left aside."""
    after: dict[str, list[str]] = {}
    for step in steps:
        after.setdefault(step.source, []).append(step.target)
    order: list[str] = []
    state: dict[str, int] = {}
    circles: set[tuple[str, str]] = set()
    starts = [origin.id for origin in claim.origins] + sorted({end for step in steps for end in (step.source, step.target)})
    for start in starts:
        waiting = [] if start in state else [(start, iter(after.get(start, ())))]
        state.setdefault(start, 1)
        while waiting:
            node, following = waiting[-1]
            target = next(following, None)
            if target is None:
                state[node] = 2
                order.append(node)
                waiting.pop()
            elif state.get(target) == 1:
                circles.add((node, target))
            elif target not in state:
                state[target] = 1
                waiting.append((target, iter(after.get(target, ()))))
    layers = dict.fromkeys(reversed(order), 0)
    for node in layers:
        for target in after.get(node, ()):
            if (node, target) not in circles:
                layers[target] = max(layers[target], layers[node] + 1)
    return layers


def _nodes(claim: Claim, named: Named, layers: Mapping[str, int]) -> list[Node]:
    origins = {origin.id: origin for origin in claim.origins}
    found = []
    for identity in sorted(layers, key=lambda one: (layers[one], named.days.get(one, "9999"), one)):
        if origin := origins.get(identity):
            found.append(Node(identity, "origin", origin.actor.name, origin.first_said or "no date", 0))
        elif identity.startswith("via:"):
            found.append(Node(identity, "relay", identity.removeprefix("via:"), "passed it on", layers[identity]))
        else:
            outlet = named.outlets.get(identity) or "outlet not named"
            found.append(Node(identity, "report", outlet, named.days.get(identity) or "no date", layers[identity]))
    return found


def _folded(nodes: Mapping[str, Node], steps: Sequence[Step], apart: set[str], *, only_copies: bool) -> tuple[dict[str, Node], list[Step]]:
    """Make one node of the reports that came the same way from the same ones and lead nowhere; the first stands for all."""
    sources: dict[str, list[Step]] = {}
    for step in steps:
        sources.setdefault(step.target, []).append(step)
    leading = {step.source for step in steps}
    alike: dict[object, list[str]] = {}
    for node in nodes.values():
        ways = sources.get(node.id, [])
        copied = len(ways) == 1 and ways[0].kind == LinkKind.COPIES
        changed = any(step.drifts for step in ways)
        if node.kind == "report" and node.id not in leading | apart and ways and not changed and (copied or not only_copies):
            alike.setdefault(tuple(sorted((step.source, step.kind) for step in ways)), []).append(node.id)
    gone = {other: first for first, *others in alike.values() for other in others}
    kept = {identity: node for identity, node in nodes.items() if identity not in gone}
    for other, first in gone.items():
        kept[first] = replace(kept[first], folded=(*kept[first].folded, other, *nodes[other].folded))
    return kept, [step for step in steps if step.target not in gone]


def _foremost(claim: Claim, nodes: Mapping[str, Node], steps: Sequence[Step], most: int) -> set[str]:
    """Keep the nodes of the origins with the most reports; no node is kept without one that leads to it."""
    if len(nodes) <= most:
        return set(nodes)
    after: dict[str, list[str]] = {}
    for step in steps:
        after.setdefault(step.source, []).append(step.target)
    kept: dict[str, None] = {}
    for origin in sorted(claim.origins, key=lambda origin: (-len(origin.reports), origin.id)):
        waiting = [origin.id] if origin.id in nodes and len(kept) < most - 1 else []
        for identity in waiting:  # grows as it goes: nearest first
            if len(kept) < most and identity not in kept:
                kept[identity] = None
                waiting += after.get(identity, ())
    return set(kept)
