"""One finding that a retelling changed what was said: the two values, the words of both, and along which edge it was passed on."""

from __future__ import annotations

from dataclasses import dataclass

from closewatch.terms.actor import Actor
from closewatch.terms.claim import DriftKind
from closewatch.terms.ref import ref
from closewatch.terms.report import Excerpt


@dataclass(frozen=True)
class Drift:
    """A change as something was passed on: `here` is the figure or statement that retells, `of` the one it goes back to.

    `edge` is the link along which it was passed on, None within one report; `link` the link on the record that this finding is of.
    `speaker` is who speaks in the retelling as this case knows them.
    """

    kind: DriftKind
    here: str
    here_words: Excerpt
    of: str
    of_words: Excerpt
    link: str
    edge: str | None = None
    speaker: Actor | None = None

    @property
    def id(self) -> str:
        """The content address: the two values and the kind."""
        return ref("dr", self.here, self.of, self.kind.value)
