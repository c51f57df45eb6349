"""Whole questions, kept in memory while nothing touches them: to put one together that many reports answer takes long.

A reviewer touches the same question again and again. Whoever only wants to see what hangs on a value can take one that was put together a
moment ago, and is told as of which entry it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic, thread_time

from closewatch.desk.web.disputes.kept import Dear
from closewatch.ledger.case import Case
from closewatch.ledger.views.questions import question
from closewatch.ledger.views.touched import questions_touched
from closewatch.terms.claim import Question

MOST_KEPT, MOST_SECONDS = 256, 3.0
"""How many questions are kept, and how many seconds of work: one of 500 answers with its conflicts takes a megabyte."""

FEW_ENTRIES = 100
"""After how many entries it is no longer looked up whether they touched a question."""

DEAR_SECONDS, PATIENT_SECONDS = 0.015, 20.0
"""What takes longer than the first to put together is, where the page allows it, shown for as long as the second after it was touched."""


@dataclass(frozen=True)
class Kept:
    """A question as it stands after an entry; when it was put together by this machine's clock, and how many seconds of work that took."""

    question: Question | None
    seq: int
    made_at: float
    took: float


class KeptQuestions:
    """The questions that are kept; any thread may ask."""

    def __init__(self) -> None:
        self._kept: Dear[Kept] = Dear(MOST_KEPT, MOST_SECONDS)
        self._lock = Lock()

    def get(self, case: Case, identity: str, *, patient: bool = False) -> Kept:
        """Give a question as it stands; `patient` pages take one of a moment ago where it would take long."""
        seq = case.head().seq
        with self._lock:
            found = self._kept.get(identity)
        if found and (found.seq >= seq or (patient and _is_fair(found))):
            return found
        if found and seq - found.seq < FEW_ENTRIES and identity not in questions_touched(case.tables, found.seq):
            return self._put(identity, replace(found, seq=seq))
        begun = thread_time()
        made = question(case.tables, identity)
        return self._put(identity, Kept(made, seq, monotonic(), thread_time() - begun))

    def _put(self, identity: str, kept: Kept) -> Kept:
        with self._lock:
            self._kept.put(identity, kept, kept.took)
        return kept


def _is_fair(kept: Kept) -> bool:
    return kept.took > DEAR_SECONDS and monotonic() - kept.made_at < PATIENT_SECONDS
