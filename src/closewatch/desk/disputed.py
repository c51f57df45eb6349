"""The lists of what is in dispute: which questions, claims, origins, conflicts and drifts a person asks for, and each as a row.

The values are put together by `ledger.views`; which filters and columns a list has, and its JSON, is told in `lists`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from closewatch.ledger.case import Case
from closewatch.ledger.views.drift import drifts
from closewatch.ledger.views.find import claims_like, conflicts_like, origins_like
from closewatch.ledger.views.lists import Wanted, page
from closewatch.ledger.views.questions import question, questions
from closewatch.publish.wording import period_words
from closewatch.terms.claim import Claim, Conflict, Origin, Question
from closewatch.terms.countries import country_name
from closewatch.terms.drift import Drift


def questions_asked(case: Case, wanted: Wanted) -> Iterator[Question]:
    """Give the questions asked for; those in dispute first where nobody asks for one."""
    listed = questions(case.tables, measure=wanted.measure) if wanted.identity is None else _one(case, wanted.identity)
    found = (question for question in listed if _asks(question, wanted))
    ordered = sorted(found, key=lambda question: (not question.disputed, -len(question.claims), question.id))
    return page(iter(ordered), wanted)


def _one(case: Case, identity: str) -> Iterator[Question]:
    found = question(case.tables, identity)
    return iter((found,) if found else ())


def _asks(question: Question, wanted: Wanted) -> bool:
    claims = any(_claims(claim, wanted) for claim in question.claims)
    narrowed = wanted.source is not None or wanted.since is not None or wanted.until is not None
    measured = wanted.measure in (None, question.key.measure)
    return wanted.identity in (None, question.id) and measured and _placed(question, wanted) and (claims or not narrowed)


def _placed(question: Question, wanted: Wanted) -> bool:
    """Tell whether a question is about the place asked for: its own country, and not that of the people whom it counts."""
    country = question.key.place_country
    return wanted.place is None or (
        country is not None and (wanted.place.upper() == country or wanted.place.casefold() in country_name(country).casefold())
    )


def _claims(claim: Claim, wanted: Wanted) -> bool:
    return any(_comes_from(origin, wanted) for origin in claim.origins)


def _comes_from(origin: Origin, wanted: Wanted) -> bool:
    names = (origin.actor.name, *origin.actor.names)
    named = wanted.source is None or any(wanted.source.casefold() in name.casefold() for name in names)
    if wanted.since is None and wanted.until is None:
        return named
    day = origin.first_said or ""
    return named and bool(day) and (wanted.since or "") <= day and day[: len(wanted.until or "9999")] <= (wanted.until or "9999")


def claims_asked(case: Case, wanted: Wanted) -> Iterator[Claim]:
    """Give the claims asked for, those of disputed questions first."""
    claims = _claims_of(_asked_for(case, wanted, claims_like), wanted)
    return page((claim for claim in claims if wanted.identity in (None, claim.id)), wanted)


def _claims_of(found: Iterable[Question], wanted: Wanted) -> Iterator[Claim]:
    return (claim for question in found for claim in question.claims if _claims(claim, wanted))


@dataclass(frozen=True)
class ListedOrigin:
    """An origin with the claim that it is behind."""

    id: str
    origin: Origin
    claim: Claim


def origins_asked(case: Case, wanted: Wanted) -> Iterator[ListedOrigin]:
    """Give the origins asked for, each with the claim that it is behind."""
    listed = (
        ListedOrigin(origin.id, origin, claim)
        for claim in _claims_of(_asked_for(case, wanted, origins_like), wanted)
        for origin in claim.origins
        if _comes_from(origin, wanted)
    )
    return page((one for one in listed if wanted.identity in (None, one.id) or _was(one.origin, wanted)), wanted)


def _was(origin: Origin, wanted: Wanted) -> bool:
    """Tell whether an origin went by an id before: that of another value of its own."""
    digits = (wanted.identity or "").partition(":")[2]
    return bool({f"fi:{digits}", f"st:{digits}"} & {*origin.members, *origin.statements})


def conflicts_asked(case: Case, wanted: Wanted) -> Iterator[Conflict]:
    """Give the conflicts asked for."""
    found = (conflict for question in _asked_for(case, wanted, conflicts_like) for conflict in question.conflicts)
    return page((conflict for conflict in found if wanted.identity in (None, conflict.id)), wanted)


def _asked_for(case: Case, wanted: Wanted, like: Callable[[sqlite3.Connection, str], Iterator[tuple[Any, Question]]]) -> Iterator[Question]:
    """Give the questions in which the values of a list stand: only the one of the id, where one is asked for."""
    if wanted.identity is None:
        return questions_asked(case, _unpaged(wanted))
    whole = next((question for _, question in like(case.tables, wanted.identity)), None)
    return iter((whole,) if whole and _asks(whole, _unpaged(wanted)) else ())


def drifts_asked(case: Case, wanted: Wanted) -> Iterator[Drift]:
    """Give what retellings changed, in the order of the reports that retell."""
    found = (drift for drift in drifts(case.tables) if wanted.identity in (None, drift.id))
    return page((drift for drift in found if wanted.source is None or _is_named(drift, wanted.source)), wanted)


def _is_named(drift: Drift, source: str) -> bool:
    names = (drift.speaker.name, *drift.speaker.names) if drift.speaker else ()
    return any(source.casefold() in name.casefold() for name in names)


def drift_row(drift: Drift) -> tuple[str, ...]:
    """Show one change: its kind, the words of both sides, who speaks, and both reports."""
    speaker = drift.speaker.name if drift.speaker else ""
    return (
        drift.id,
        drift.kind.value,
        drift.here_words.exact,
        drift.of_words.exact,
        speaker,
        drift.here_words.report,
        drift.of_words.report,
    )


def _unpaged(wanted: Wanted) -> Wanted:
    return Wanted(source=wanted.source, measure=wanted.measure, place=wanted.place, since=wanted.since, until=wanted.until)


def question_row(question: Question) -> tuple[str, ...]:
    """Show a question with its answers and the number of conflicts."""
    answers = "; ".join(f"{claim.wording} ({', '.join(origin.actor.name for origin in claim.origins)})" for claim in question.claims)
    return (question.id, question.wording, answers, str(len(question.conflicts)))


def claim_row(claim: Claim) -> tuple[str, ...]:
    """Show a claim with those it goes back to."""
    origins = "; ".join(origin.actor.name for origin in claim.origins)
    return (claim.id, claim.wording, period_words(claim.as_of), origins, str(claim.proved), str(claim.at_most), str(len(claim.reports)))


def origin_row(listed: ListedOrigin) -> tuple[str, ...]:
    """Show an origin: what it says, since when, in how many reports, by which rules they were joined, and the first words for that."""
    origin = listed.origin
    because = "; ".join(sorted({one.rule for one in origin.joined}))
    words = next((excerpt.exact for link in origin.edges for excerpt in link.because), "")
    counted = (origin.first_said or "", str(len(origin.reports)))
    return (listed.id, listed.claim.wording, origin.actor.name, origin.basis.value, *counted, because, words, str(len(origin.drifted)))


def origin_shown(listed: ListedOrigin) -> tuple[str, ...]:
    """Show of an origin what a terminal has room for."""
    return origin_row(listed)[:7]


def conflict_row(conflict: Conflict) -> tuple[str, ...]:
    """Show a conflict with its reason."""
    return (conflict.id, conflict.kind.value, ", ".join(conflict.differs), conflict.because, conflict.left, conflict.right)
