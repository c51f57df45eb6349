"""Puts together what the trained reader finds and what the rules find: the model says who says what, the rules add what they see besides.

Where both find a statement the model's words stand, and the rule's draft lends what the model does not tell: negation, hedge, addressee,
who is cited. Where only the rules find one it is kept if it is of a kind in which they are better than the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from closewatch.reading.drafts import Draft, Offsets, by_paragraph

_KEPT = ("transcript", "headline")
"""Patterns of the rules that stand by themselves: turns of a transcript and attributions in headlines."""

_JUDGING = ("believe", "expect")
"""Verbs for what services and ministries hold, which members then pass on: "the service believes X, a lawmaker said"."""

_UNSURE = 0.75
"""Below this sureness of its links the model's source gives way to the one that the grammar of the sentence names: of 9 disagreements
on the sample case that one was right in all 4 below, and in 2 of 5 above."""


def merge(learned: Sequence[Draft], ruled: Sequence[Draft]) -> list[Draft]:
    """Merge two readings of one report; the learned drafts come first."""
    rules = by_paragraph(ruled)
    settled = {draft.paragraph: draft.pattern for draft in ruled if draft.pattern in _KEPT and draft.source is not None}
    turns = {draft.paragraph: draft for draft in ruled if draft.pattern == "transcript"}
    merged = [draft for draft in learned if not _loses(draft, settled.get(draft.paragraph)) or _told_in(draft, turns.get(draft.paragraph))]
    used: dict[Draft, Draft] = {}
    for draft in merged:
        near = [rule for rule in _near(rules, draft) if rule not in used and rule.level == 0 and _same(draft, rule)]
        if near:
            rule = max(near, key=lambda rule: (_touch(draft.cue_at, rule.cue_at) > 0, _shared(draft, rule)))
            used[rule] = draft
            _lend(rule, draft)
    for inner in ruled:
        if (
            inner not in used
            and inner.cue is not None
            and (inner.cue.reporting or inner.cue.lemma in _JUDGING)
            and inner.source is not None
        ):
            _take_in(inner, [(rule, used[rule]) for rule in _near(rules, inner) if rule in used])
    held = by_paragraph([*merged, *turns.values()])
    return [*merged, *(rule for rule in ruled if rule not in used and rule.contents and _stands(rule, list(_near(held, rule))))]


def _loses(draft: Draft, pattern: str | None) -> bool:
    """Where the rules see a turn of a transcript, or whose words a headline gives, a draft of the model that does not is dropped."""
    return pattern == "transcript" or (pattern == "headline" and draft.source is None)


def _told_in(draft: Draft, turn: Draft | None) -> bool:
    """Whether a draft gives another's words inside a turn."""
    if turn is None or draft.source is None or draft.cue_at is None or draft.cue is None or not draft.cue.reporting:
        return False
    return turn.contents[0][0] <= draft.source[0] and _inside(draft, turn)


def _take_in(inner: Draft, outer: Sequence[tuple[Draft, Draft]]) -> None:
    """ "A estimates that X, B said": where the model gave X to B alone, give B the whole of what A estimates."""
    for rule, draft in outer:
        taken = _shared(inner, draft)
        if _inside(inner, rule) and not _inside(inner, draft) and taken >= 0.7 * max(inner.width, draft.width):
            draft.contents = list(rule.contents)
            return


def _near(drafts: Mapping[int, Sequence[Draft]], draft: Draft) -> Iterator[Draft]:
    """Those of the same paragraph and the two beside it: a quotation may run on from one into the next."""
    for number in (draft.paragraph, draft.paragraph - 1, draft.paragraph + 1):
        yield from drafts.get(number, ())


def _lend(rule: Draft, draft: Draft) -> None:
    draft.sentence, draft.quoted, draft.pattern = rule.sentence, draft.quoted or rule.quoted, rule.pattern
    if rule.root is not None and _touch(rule.root, draft.source):
        # "B, citing A, said": the model has A and "citing"; it is B who says it, with A's words.
        draft.source, draft.cue_at, draft.cue = rule.source, rule.cue_at, rule.cue
    if not _touch(rule.cue_at, draft.cue_at) and rule.cue_at is not None and draft.cue_at is not None:
        # What a rule tells is true of its own cue alone.
        return
    if rule.source is not None and draft.source is not None and not _touch(rule.source, draft.source):
        within = draft.cue_at is not None and draft.cue_at[0] <= rule.source[0] and rule.source[1] <= draft.cue_at[1]
        if within and rule.cue_at is not None:
            # "One agency has the mayor saying": whoever stands within the cue is the one who says it.
            draft.source, draft.cue_at, draft.cue = rule.source, rule.cue_at, rule.cue
        elif draft.sure < _UNSURE:
            draft.source = rule.source
    draft.negated, draft.modal, draft.addressee = rule.negated, rule.modal, rule.addressee
    draft.relays, draft.root, draft.antecedent = rule.relays, rule.root, rule.antecedent
    draft.cue = draft.cue or rule.cue
    draft.agreed = _agreement(draft.source, rule.source)


def _agreement(one: Offsets | None, other: Offsets | None) -> float:
    """1 for the same source or none in both, 0 for sources apart, else the share of their words that both have."""
    if one is None or other is None:
        return float(one is other)
    return _touch(one, other) / (max(one[1], other[1]) - min(one[0], other[0]))


def _stands(rule: Draft, learned: Sequence[Draft]) -> bool:
    """A turn, a headline, what stands in a quotation in a quotation; and what a content passes on with a cue of reporting."""
    if rule.pattern in _KEPT or rule.level > 0:
        return True
    tells = rule.cue_at is not None and rule.cue is not None and rule.cue.reporting
    return tells and any(_inside(rule, draft) for draft in learned)


def _same(one: Draft, other: Draft) -> bool:
    if _touch(one.cue_at, other.cue_at):
        return True
    shared = _shared(one, other)
    return shared > 0 and shared >= 0.3 * (one.width + other.width - shared)


def _inside(inner: Draft, outer: Draft) -> bool:
    parts = [*inner.contents, *([inner.cue_at] if inner.cue_at else [])]
    return all(any(first <= start and end <= last for first, last in outer.contents) for start, end in parts)


def _shared(one: Draft, other: Draft) -> int:
    return sum(_touch(mine, theirs) for mine in one.contents for theirs in other.contents)


def _touch(one: Offsets | None, other: Offsets | None) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) if one and other else 0
