"""In what way answers do not fit, what a retelling changed, and why one report leans on another, in plain words for people; programs get
the names of the kinds and rules.

What each kind is exactly is told in docs/glossary.
"""

from __future__ import annotations

from closewatch.terms.claim import ConflictKind, DriftKind

_KINDS: dict[ConflictKind | DriftKind, str] = {
    ConflictKind.FIGURES_DO_NOT_MEET: "the figures do not meet",
    ConflictKind.PART_EXCEEDS_WHOLE: "a part is larger than the whole",
    ConflictKind.ASSERTION_MEETS_DENIAL: "one says so, another denies it",
    DriftKind.BOUND_DROPPED: "a bound was dropped",
    DriftKind.BOUND_INVERTED: "a bound was turned round",
    DriftKind.MEASURE_CHANGED: "something else is counted",
    DriftKind.PLANNED_TO_DONE: "what was planned is told as done",
    DriftKind.SCALE_LOST: "the number lost its scale",
    DriftKind.AMOUNT_CHANGED: "another number is given",
    DriftKind.PERIOD_LOST: "the period was left out",
    DriftKind.POPULATION_CHANGED: "other people are counted",
    DriftKind.PLACE_CHANGED: "it is told of another place",
    DriftKind.ROLE_SWAPPED: "who did it and to whom were swapped",
    DriftKind.SPEAKER_CHANGED: "somebody else is given as the source",
    DriftKind.DECLINE_TO_DENIAL: "not saying became a denial",
    DriftKind.CERTAINTY_RAISED: "what was believed is told as certain",
}
"""Each way in which answers do not fit, or a retelling changed something, as a newspaper would say it; docs/glossary has them in full."""


def kind_words(kind: ConflictKind | DriftKind) -> str:
    """Say in plain words in what way two answers do not fit, or what a retelling changed.

    >>> kind_words(DriftKind.SCALE_LOST)
    'the number lost its scale'
    """
    return _KINDS[kind]


_RULES = {
    "direction: published": "the copy came out later",
    "direction: credit": "the copy names the other",
    "direction: containment": "the other has the words of the copy, and more",
    "direction: unknown": "which of the two came first is not known",
    "the same label restates the same amount": "a source called the same gives the same amount again",
}


def rule_words(rule: str) -> str:
    """Say in plain words why one report or answer is taken to lean on another; a rule that is plain already stays as it is.

    >>> rule_words("direction: published"), rule_words("the outlet repeats a number of its report")
    ('the copy came out later', 'the outlet repeats a number of its report')
    """
    return _RULES.get(rule, rule)
