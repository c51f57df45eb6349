"""What a statement is while it is being put together: offsets of its roles, the cue, and the pattern that found it.

Only the values that the patterns hand to `attributions`, which turns them into statements with spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from closewatch.reading.cues import Cue

Offsets = tuple[int, int]


@dataclass(slots=True, eq=False)
class Draft:
    """A statement in the making. Offsets count code points of the report; `level` is the depth of quotation it stands in.

    `negated` holds the words that turn the cue round, `modal` those that weaken it; `addressee` whom the words are said to, `root` the
    phrase of the real speaker where the source only cites one, `antecedent` what a relative pronoun stands for, `relays` those who
    passed the words on, from the speaker outward, `telling` the cue of another statement that fills its content, `cited` whom it cites for
    its words, by the cue `citing`, `kept` that whoever it is told by passes nothing on, `gathered` that a reprint
    got it itself; `sure` is how sure the model is of the links and `held` of the words, where a model made them, `agreed` the share of
    its source that the rules give too.
    """

    cue: Cue | None
    pattern: str
    source: Offsets | None = None
    cue_at: Offsets | None = None
    contents: list[Offsets] = field(default_factory=list)
    quoted: bool = False
    negated: Offsets | None = None
    modal: Offsets | None = None
    addressee: Offsets | None = None
    relays: list[Offsets] = field(default_factory=list)
    root: Offsets | None = None
    antecedent: Offsets | None = None
    telling: Offsets | None = None
    cited: Offsets | None = None
    citing: Offsets | None = None
    kept: bool = False
    gathered: bool = False
    sentence: Offsets = (0, 0)
    paragraph: int = 0
    level: int = 0
    sure: float = 1.0
    held: float = 0.0
    agreed: float = 0.0
    confidence: Decimal | None = None

    @property
    def reading_order(self) -> int:
        """Where a reader meets it: the first of its words; of two that begin together the wider one comes first."""
        return min(place[0] for place in (self.source, self.cue_at, *self.contents) if place is not None)

    @property
    def width(self) -> int:
        """How many characters its content has."""
        return sum(end - start for start, end in self.contents)


def by_paragraph(drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    """Give the drafts of each paragraph, so that those of one are not held against all of a book."""
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        found.setdefault(draft.paragraph, []).append(draft)
    return found
