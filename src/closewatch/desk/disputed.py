"""The lists of what is in dispute: which questions, claims, origins, conflicts and drifts a person asks for, and each as a row.

The values are put together by `ledger.views`; which filters and columns a list has, and its JSON, is told in `lists`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from closewatch.ledger.case import Case
from closewatch.ledger.views.bylines import wordings_of
from closewatch.ledger.views.drift import drifts
from closewatch.ledger.views.find import claims_like, conflicts_like, origins_like
from closewatch.ledger.views.lists import Wanted, bylines, page
from closewatch.ledger.views.questions import question, questions
from closewatch.publish.kinds import kind_words
from closewatch.publish.questions import drift_shape
from closewatch.publish.shapes import Shape
from closewatch.publish.wording import byline_words, one_line, period_words
from closewatch.terms.claim import Claim, Conflict, Origin, Question, QuestionKey
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
    return wanted.identity in (None, question.id) and key_is_asked(question.key, wanted) and (claims or not narrowed)


def key_is_asked(key: QuestionKey, wanted: Wanted) -> bool:
    """Tell whether a question is of the measure and about the place asked for: its own country, and not that of the people it counts."""
    country = key.place_country
    placed = wanted.place is None or (
        country is not None and (wanted.place.upper() == country or wanted.place.casefold() in country_name(country).casefold())
    )
    return placed and wanted.measure in (None, key.measure)


def _claims(claim: Claim, wanted: Wanted) -> bool:
    return any(_comes_from(origin, wanted) for origin in claim.origins)


def _comes_from(origin: Origin, wanted: Wanted) -> bool:
    names = (origin.actor.name, *origin.actor.names)
    named = wanted.source is None or any(wanted.source.casefold() in name.casefold() for name in names)
    if wanted.since is None and wanted.until is None:
        return named
    day = origin.first_said or ""
    return named and bool(day) and (wanted.since or "") <= day and day[: len(wanted.until or "9999")] <= (wanted.until or "9999")


@dataclass(frozen=True)
class ListedClaim:
    """A claim with the question that it answers."""

    id: str
    claim: Claim
    question: Question


def claims_asked(case: Case, wanted: Wanted) -> Iterator[ListedClaim]:
    """Give the claims asked for, those of disputed questions first."""
    asked, unpaged = _asked_for(case, wanted, claims_like), _unpaged(wanted)
    claims = (listed for question in asked for listed in claims_in(question, unpaged))
    return page((listed for listed in claims if wanted.identity in (None, listed.id)), wanted)


def claims_in(question: Question, wanted: Wanted) -> tuple[ListedClaim, ...]:
    """Give the claims of one question that are asked for."""
    claims = question.claims if _asks(question, wanted) else ()
    return tuple(ListedClaim(claim.id, claim, question) for claim in claims if _claims(claim, wanted))


@dataclass(frozen=True)
class ListedOrigin:
    """An origin with the claim that it is behind, and the question that this answers."""

    id: str
    origin: Origin
    claim: Claim
    question: Question


def origins_asked(case: Case, wanted: Wanted) -> Iterator[ListedOrigin]:
    """Give the origins asked for, each with the claim that it is behind; all those of a claim where its id is asked for."""
    of_claim = (wanted.identity or "").startswith("cl:")
    asked, unpaged = _asked_for(case, wanted, claims_like if of_claim else origins_like), _unpaged(wanted)
    listed = (one for question in asked for one in origins_in(question, unpaged))
    return page((one for one in listed if wanted.identity in (None, one.id, one.claim.id) or _was(one.origin, wanted)), wanted)


def origins_in(question: Question, wanted: Wanted) -> tuple[ListedOrigin, ...]:
    """Give the origins of one question that are asked for, claim by claim."""
    return tuple(
        ListedOrigin(origin.id, origin, one.claim, question)
        for one in claims_in(question, wanted)
        for origin in one.claim.origins
        if _comes_from(origin, wanted)
    )


def _was(origin: Origin, wanted: Wanted) -> bool:
    """Tell whether an origin went by an id before: that of another value of its own."""
    digits = (wanted.identity or "").partition(":")[2]
    return bool({f"fi:{digits}", f"st:{digits}"} & {*origin.members, *origin.statements})


@dataclass(frozen=True)
class ListedConflict:
    """A conflict with the question in which it stands, and who denies where its right side is a denial ("" where nobody is named)."""

    id: str
    conflict: Conflict
    question: Question
    denied_by: str = ""


def conflicts_asked(case: Case, wanted: Wanted) -> Iterator[ListedConflict]:
    """Give the conflicts asked for."""
    asked = _asked_for(case, wanted, conflicts_like)
    found = (listed for question in asked for listed in with_deniers(case.tables, conflicts_in(question, _unpaged(wanted))))
    return page((listed for listed in found if wanted.identity in (None, listed.id)), wanted)


def with_deniers(tables: sqlite3.Connection, conflicts: Sequence[ListedConflict]) -> tuple[ListedConflict, ...]:
    """Name who denies in each conflict with a denial."""
    found = wordings_of(tables, {listed.conflict.right for listed in conflicts if listed.conflict.right.startswith("st:")})
    names = {identity: denial.speaker.name for identity, denial in found.items() if denial.speaker}
    return tuple(replace(listed, denied_by=names.get(listed.conflict.right, "")) for listed in conflicts)


def conflicts_in(question: Question, wanted: Wanted) -> tuple[ListedConflict, ...]:
    """Give the conflicts of one question that is asked for."""
    conflicts = question.conflicts if _asks(question, wanted) else ()
    return tuple(ListedConflict(conflict.id, conflict, question) for conflict in conflicts)


def _asked_for(case: Case, wanted: Wanted, like: Callable[[sqlite3.Connection, str], Iterator[tuple[Any, Question]]]) -> Iterator[Question]:
    """Give the questions in which the values of a list stand: only the one of the id, where one is asked for."""
    if wanted.identity is None:
        return questions_asked(case, _unpaged(wanted))
    whole = next((question for _, question in like(case.tables, wanted.identity)), None)
    return iter((whole,) if whole and _asks(whole, _unpaged(wanted)) else ())


@dataclass(frozen=True)
class ListedDrift:
    """A change on the way with outlet and day ("" where not said) of the report that retells, and of the one it was passed on from."""

    id: str
    drift: Drift
    byline: tuple[str, str]
    of_byline: tuple[str, str]


def drifts_asked(case: Case, wanted: Wanted) -> Iterator[ListedDrift]:
    """Give what retellings changed, in the order of the reports that retell."""
    known = bylines(case.tables)
    listed = (
        ListedDrift(drift.id, drift, known[drift.here_words.report], known[drift.of_words.report])
        for drift in drifts(case.tables)
        if wanted.identity in (None, drift.id)
    )
    return page((one for one in listed if drift_is_asked(one, wanted)), wanted)


def drift_is_asked(listed: ListedDrift, wanted: Wanted) -> bool:
    """Tell whether a change has to do with the source that is asked for: its speaker, or the outlet of either report."""
    return wanted.source is None or _is_named(listed, wanted.source)


def _is_named(listed: ListedDrift, source: str) -> bool:
    speaker = listed.drift.speaker
    names = (listed.byline[0], listed.of_byline[0], *((speaker.name, *speaker.names) if speaker else ()))
    return any(source.casefold() in name.casefold() for name in names)


def drift_row(listed: ListedDrift) -> tuple[str, ...]:
    """Show one change: its kind, the words of both sides, who speaks, and both reports."""
    drift = listed.drift
    speaker = drift.speaker.name if drift.speaker else ""
    words = (drift.here_words.exact, drift.of_words.exact)
    return (drift.id, drift.kind.value, *words, speaker, *listed.byline, *listed.of_byline, drift.here_words.report, drift.of_words.report)


def drift_shown(listed: ListedDrift) -> tuple[str, ...]:
    """Show of a change what a person needs: its kind, and the words of both sides with outlet and day."""
    drift = listed.drift
    here, of = ((listed.byline, drift.here_words), (listed.of_byline, drift.of_words))
    return (drift.id, drift.kind.value, *(f"{byline_words(*byline)}: “{one_line(words.exact, 140)}”" for byline, words in (here, of)))


def drift_on_page(listed: ListedDrift) -> tuple[str, ...]:
    """Show of a change what a page does: what changed in plain words, both sides with outlet and day, and who speaks."""
    speaker = listed.drift.speaker
    return (listed.id, kind_words(listed.drift.kind), *drift_shown(listed)[2:], speaker.name if speaker else "")


def drift_listed_shape(listed: ListedDrift) -> Shape:
    """Give a change with the outlet and the day of both reports."""
    shape = drift_shape(listed.drift)
    for side, (outlet, day) in (("here", listed.byline), ("of", listed.of_byline)):
        shape[side] = {**shape[side], "outlet": outlet or None, "published": day or None}
    return shape


def _unpaged(wanted: Wanted) -> Wanted:
    return Wanted(source=wanted.source, measure=wanted.measure, place=wanted.place, since=wanted.since, until=wanted.until)


def question_row(question: Question) -> tuple[str, ...]:
    """Show a question with its answers and the number of conflicts."""
    answers = "; ".join(f"{claim.wording} ({', '.join(origin.actor.name for origin in claim.origins)})" for claim in question.claims)
    return (question.id, question.wording, answers, str(len(question.conflicts)))


def claim_row(listed: ListedClaim) -> tuple[str, ...]:
    """Show a claim with its question and those it goes back to."""
    claim = listed.claim
    origins = "; ".join(origin.actor.name for origin in claim.origins)
    numbers = (str(claim.proved), str(claim.at_most), str(len(claim.reports)))
    return (claim.id, listed.question.wording, claim.wording, period_words(claim.as_of), origins, *numbers)


def origin_row(listed: ListedOrigin) -> tuple[str, ...]:
    """Show an origin: what it says, since when, in how many reports, by which rules they were joined, and the first words for that."""
    origin = listed.origin
    because = "; ".join(sorted({one.rule for one in origin.joined}))
    words = next((excerpt.exact for link in origin.edges for excerpt in link.because), "")
    answer = (listed.question.wording, listed.claim.wording)
    counted = (origin.first_said or "", str(len(origin.reports)))
    return (listed.id, *answer, origin.actor.name, origin.basis.value, *counted, because, words, str(len(origin.drifted)))


def origin_shown(listed: ListedOrigin) -> tuple[str, ...]:
    """Show of an origin what a terminal has room for."""
    return origin_row(listed)[:8]


def conflict_row(listed: ListedConflict) -> tuple[str, ...]:
    """Show a conflict with its reason, its sides by their ids and in words."""
    conflict = listed.conflict
    differs = ", ".join(conflict.differs)
    sides = (conflict.left, conflict.right, *_sides(listed))
    return (conflict.id, listed.question.wording, conflict.kind.value, differs, conflict.because, *sides)


def conflict_shown(listed: ListedConflict) -> tuple[str, ...]:
    """Show of a conflict what a person needs: the question, the reason, and both answers with who gives them."""
    conflict, (left, right) = listed.conflict, _sides(listed)
    sides = (f"{left}, {conflict.left[:13]}", f"{right}, {conflict.right[:13]}")
    return (conflict.id, listed.question.wording, conflict.because, *sides)


def conflict_on_page(listed: ListedConflict) -> tuple[str, ...]:
    """Show of a conflict what a page does: the question, both sides in words, in what way they do not fit, and why."""
    conflict = listed.conflict
    return (conflict.id, listed.question.wording, *_sides(listed), kind_words(conflict.kind), conflict.because)


def _sides(listed: ListedConflict) -> tuple[str, str]:
    return _side(listed, listed.conflict.left), _side(listed, listed.conflict.right)


def _side(listed: ListedConflict, side: str) -> str:
    """Put one side of a conflict into words: the answer and who gives it, or who denies."""
    claim = next((claim for claim in listed.question.claims if claim.id == side), None)
    if claim is None:
        return f"a denial, {listed.denied_by or 'nobody named'}"
    names = [origin.actor.name for origin in claim.origins]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{claim.wording}, {names[0] if names else 'nobody'}{more}"
