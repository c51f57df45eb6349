"""What happened in a question, day by day: denials, reversals, revisions, when a conflict came to be, and what retellings changed.

Works from one question as it stands. Which of it a page shows is decided by the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from closewatch.ledger.views.bylines import Byline, Wording
from closewatch.publish.charts.timeline import EventKind
from closewatch.publish.kinds import kind_words
from closewatch.publish.wording import byline_words, one_line
from closewatch.terms.actor import Actor
from closewatch.terms.change import Polarity
from closewatch.terms.claim import Claim, ConflictKind, Question
from closewatch.terms.drift import Drift

MOST_WORDS = 160


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: on which ISO day ("" where nobody knows), in which question, the id that leads to it, and the
    actors whose words it is about."""

    kind: EventKind
    day: str
    question: str
    about: str
    words: str
    actors: tuple[str, ...]


def happenings_in(
    question: Question, bylines: Mapping[str, Byline], denials: Mapping[str, Wording], drifts: Iterable[Drift]
) -> Iterator[Happening]:
    """Give all that happened in a question.

    `denials` are the denying statements of its conflicts, `bylines` those of its reports, `drifts` what retellings of its answers changed.
    """
    yield from _conflicts(question, denials)
    yield from _denials(question, denials)
    yield from _changes(question)
    yield from _drifts(question, bylines, drifts)


def _conflicts(question: Question, denials: Mapping[str, Wording]) -> Iterator[Happening]:
    """A conflict is there from the day on which the later of its two sides was first said."""
    claims = {claim.id: claim for claim in question.claims}
    for one in question.conflicts:
        if one.kind is ConflictKind.ASSERTION_MEETS_DENIAL and one.right not in claims:
            denial = denials.get(one.right)
            days, who = (
                [_first_said(claims.get(one.left)), (denial.day or "") if denial else ""],
                _actors(denial.speaker if denial else None),
            )
        else:
            days, who = [_first_said(claims.get(side)) for side in (one.left, one.right)], ()
        who = tuple(sorted({*_origins(claims.get(one.left)), *_origins(claims.get(one.right)), *who}))
        yield Happening(EventKind.CONFLICT, max(days) if all(days) else "", question.id, one.id, one_line(one.because, MOST_WORDS), who)


def _denials(question: Question, denials: Mapping[str, Wording]) -> Iterator[Happening]:
    for identity in sorted({one.right for one in question.conflicts if one.right in denials}):
        denial = denials[identity]
        who = denial.speaker.name if denial.speaker else "somebody"
        words = f"{one_line(who, 60)} denies: “{one_line(denial.words, MOST_WORDS)}”"
        yield Happening(EventKind.DENIAL, denial.day or "", question.id, identity, words, _actors(denial.speaker))


def _changes(question: Question) -> Iterator[Happening]:
    words = {claim.id: claim.wording for claim in question.claims}
    for turned in question.reversals:
        was = "denied" if turned.was is Polarity.NO else "would not say"
        told = f"{one_line(turned.actor.name, 60)} {was} on {turned.earlier_said}, {one_line(turned.later_actor.name, 60)} says yes"
        yield Happening(
            EventKind.REVERSAL, turned.later_said[:10], question.id, turned.later, told, _actors(turned.actor, turned.later_actor)
        )
    for revised in question.revisions:
        day = revised.later_as_of.end or revised.later_as_of.start
        told = (
            f"{one_line(revised.actor.name, 60)}: {words.get(revised.earlier, 'another number')}, then {words.get(revised.later, 'this')}"
        )
        yield Happening(EventKind.REVISION, str(day) if day else "", question.id, revised.later, told, _actors(revised.actor))


def _drifts(question: Question, bylines: Mapping[str, Byline], drifts: Iterable[Drift]) -> Iterator[Happening]:
    for drift in drifts:
        byline = bylines.get(drift.here_words.report)
        words = f"{drift_words(drift)} ({byline_words(byline.outlet, byline.day) if byline else 'no outlet named'})"
        yield Happening(EventKind.DRIFT, (byline.day or "") if byline else "", question.id, drift.here, words, _actors(drift.speaker))


def drift_words(drift: Drift) -> str:
    """Say what a retelling changed: the kind, and the words of both sides."""
    of, here = (one_line(excerpt.exact, 80) for excerpt in (drift.of_words, drift.here_words))
    return f"{kind_words(drift.kind)}: “{of}” became “{here}”"


def _first_said(claim: Claim | None) -> str:
    return min((origin.first_said[:10] for origin in claim.origins if origin.first_said), default="") if claim else ""


def _origins(claim: Claim | None) -> tuple[str, ...]:
    return _actors(*(origin.actor for origin in claim.origins)) if claim else ()


def _actors(*actors: Actor | None) -> tuple[str, ...]:
    return tuple(sorted({actor.id for actor in actors if actor}))


def retold_in(question: Question) -> tuple[str, ...]:
    """Name the values of a question that retellings changed."""
    return tuple(sorted({identity for claim in question.claims for origin in claim.origins for identity in origin.drifted}))
