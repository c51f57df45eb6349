"""How sure the reader may be of a statement: the probability that who says what is right, by a logistic rule over what is known of it.

The coefficients come with the weights (reader.toml, `sure`); lab/reader/calibrate.py fits them on articles that the model never saw.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

from closewatch.reading.drafts import Draft

NAMES = (
    "always", "links", "words", "ruled", "agreed", "rules_only", "quoted",
    "reporting", "attitude", "no_cue", "no_source", "named", "pronoun", "length",
)  # fmt: skip
"""What `features` gives, in order."""
_LENGTH = 80
"""Characters of a content of middling length."""
_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this", "one"))


def features(text: str, draft: Draft) -> list[float]:
    """What is known of a draft: the model's own probabilities, what the rules say of it, and what kind of words it has."""
    learned = draft.held < 0
    links = min(max(draft.sure, 1e-4), 1 - 1e-4)
    source = text[slice(*draft.source)] if draft.source else ""
    return [
        1.0,
        math.log(links / (1 - links)) / 5 if learned else 0.0,
        max(draft.held, -2.0) if learned else 0.0,
        float(learned and draft.pattern != "encoder"),
        draft.agreed,
        float(not learned),
        float(draft.quoted),
        float(draft.cue is not None and draft.cue.reporting),
        float(draft.cue is not None and not draft.cue.reporting),
        float(draft.cue_at is None),
        float(not source),
        float(source[:1].isupper() and source.lower() not in _PRONOUNS),
        float(source.lower() in _PRONOUNS),
        math.log((draft.width + 1) / _LENGTH),
    ]


def confidence(text: str, draft: Draft, coefficients: Mapping[str, float]) -> Decimal:
    """The probability that a statement says rightly who says what, in hundredths from 0.01 to 0.99."""
    total = sum(coefficients.get(name, 0.0) * value for name, value in zip(NAMES, features(text, draft), strict=True))
    likely = 1 / (1 + math.exp(-total))
    return Decimal(str(round(min(max(likely, 0.01), 0.99), 2)))
