"""Statements that make the same claim as some words, best first: what `closewatch show CASE statements --like` lists.

Fetches statements and hands their words over; how they are ranked is told by `linking.same`, how like two texts are by the reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from closewatch.ledger.case import Case
from closewatch.ledger.views import lists
from closewatch.ledger.views.lists import ListedStatement, Wanted, page
from closewatch.linking.same import Alike, Likeness, best_by_words, rank_same, score_words, words_of
from closewatch.publish.shapes import Shape
from closewatch.terms.trouble import CaseError

LONGEST = 5_000
"""Characters of a claim that is looked for; nobody words one claim in more."""


@dataclass(frozen=True)
class LikeStatement:
    """A statement as it is listed, with how well it fits the words that were asked for."""

    id: str
    listed: ListedStatement
    alike: Alike


def statements_like(case: Case, wanted: Wanted, likeness: Likeness | None = None) -> Iterator[LikeStatement]:
    """List the statements that make the claim `wanted.like`, best first; `likeness` is the shipped head's unless another is given.

    Raises: CaseError when there is no word to compare with, or far too many.
    """
    claim = wanted.like or ""
    if not words_of(claim):
        raise CaseError(f"wanted the words of a claim to compare with, found {claim!r}")
    if len(claim) > LONGEST:
        raise CaseError(f"wanted the words of one claim, at most {LONGEST:,} characters, found {len(claim):,}")
    everything = replace(wanted, limit=None, after=None)
    scores = score_words(claim, ((listed.id, content_of(listed)) for listed in lists.statements(case.tables, everything)))
    chosen = {key: next(lists.statements(case.tables, Wanted(identity=key))) for key in best_by_words(scores)}
    ranked = rank_same(claim, {key: content_of(listed) for key, listed in chosen.items()}, scores, likeness or _shipped)
    return page((LikeStatement(alike.key, chosen[alike.key], alike) for alike in ranked), wanted)


def content_of(listed: ListedStatement) -> str:
    """Give the words of what a statement says."""
    return " ".join(span.exact for span in listed.statement.content)


def alike_shape(alike: Alike) -> Shape:
    """Give how well a statement fits: its score, and the two that it is made of."""
    return {"score": round(alike.score, 4), "likeness": round(alike.likeness, 4), "words": round(alike.words, 4)}


def _shipped(claim: str, others: Sequence[str]) -> Sequence[float]:
    if not others:
        return []
    from closewatch.reading.encoder.likeness import load_head  # loads the reader, which a case without statements need not

    return load_head().likeness(claim, others)
