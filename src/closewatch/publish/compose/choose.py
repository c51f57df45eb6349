"""Which questions a dossier is about: those that were asked for, else every disputed one, the most disputed first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from closewatch.ledger.views.digests import QuestionDigest
from closewatch.publish.compose.evidence import Evidence
from closewatch.terms.history import History
from closewatch.terms.trouble import CaseError

MOST_QUESTIONS = 50
"""How many questions one dossier is about; who wants others names them."""

MOST_ANSWERS = 16_000
"""How many answers are looked at to find the disputed questions: a case of 20,000 reports has 200,000."""


@dataclass(frozen=True)
class Chosen:
    """The questions of a dossier. `left_out` counts disputed ones that are not in it, `not_looked_at` those with several answers of which
    nobody knows yet whether any two do not fit."""

    histories: tuple[History, ...]
    asked_for: bool
    left_out: int = 0
    not_looked_at: int = 0


def choose(
    evidence: Evidence,
    asked: Sequence[str],
    besides: Sequence[str] = (),
    *,
    most_questions: int = MOST_QUESTIONS,
    most_answers: int = MOST_ANSWERS,
) -> Chosen:
    """Choose the questions; `besides` are those that the analysts' own text gives a place to.

    Raises: CaseError when an id that was asked for is none of this case, or none of a question.
    """
    chosen = _those(evidence, asked) if asked else _disputed(evidence, most_questions, most_answers)
    there = {history.question.id for history in chosen.histories}
    more = _those(evidence, besides).histories if besides else ()
    return replace(chosen, histories=(*chosen.histories, *(one for one in more if one.question.id not in there)))


def _those(evidence: Evidence, asked: Sequence[str]) -> Chosen:
    wanted = tuple(dict.fromkeys(_asked_for(evidence, one) for one in asked))
    return Chosen(tuple(whole for one in wanted if (whole := evidence.publication.history(one))), asked_for=True)


def _disputed(evidence: Evidence, most_questions: int, most_answers: int) -> Chosen:
    publication = evidence.publication
    candidates, not_looked_at = publication.perhaps_disputed(most_answers)
    found = [short for one in candidates if (short := publication.digest(one)) and short.disputed]
    kept = sorted(found, key=_most_disputed_first)[:most_questions]
    histories = tuple(history for one in kept if (history := publication.history(one.id)))
    return Chosen(histories, False, len(found) - len(kept), not_looked_at)


def _asked_for(evidence: Evidence, beginning: str) -> str:
    identity = evidence.publication.whole_id(beginning) if beginning.startswith("qu:") else beginning
    if not beginning.startswith("qu:") or evidence.publication.digest(identity) is None:
        raise CaseError(f"wanted a question of this case (qu:…), found {beginning[:60]!r}")
    return identity


def _most_disputed_first(short: QuestionDigest) -> tuple[int, int, int, str]:
    """Put questions with the most conflicts first; of these, those that say whom, where and in what."""
    unsaid = sum(
        part is None for part in (short.key.population_country, short.key.population_class, short.key.place_country, short.key.unit)
    )
    return (-short.conflicts, unsaid, -short.claims, short.id)
