"""How a question moved in time: answers that were new on a day, later values of one origin, reversals, and what retellings changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from closewatch.publish.compose.evidence import Evidence, listed_words, named, words_id
from closewatch.publish.happenings import drift_words, retold_in
from closewatch.publish.question_page import as_of_words
from closewatch.publish.wording import byline_words, counted, one_line
from closewatch.terms.change import Polarity, Reversal, Revision
from closewatch.terms.claim import Claim
from closewatch.terms.dossier import Part, Passage, Sentence
from closewatch.terms.drift import Drift
from closewatch.terms.figure import Figure
from closewatch.terms.history import History
from closewatch.terms.when import Period

MOST_NEW, MOST_CHANGES, MOST_DRIFTS = 12, 10, 10
"""How many new answers, changes and retellings are told; the rest are counted."""


def moved_section(evidence: Evidence, history: History) -> list[Part]:
    """Tell how a question moved: new answers by date, then revisions and reversals, then what was changed on the way."""
    groups = (_new_answers(evidence, history), _changes(evidence, history), question_drifts(evidence, history))
    return [Passage(tuple(group), listed=True) for group in groups if group]


def _new_answers(evidence: Evidence, history: History) -> list[Sentence]:
    by_day: dict[tuple[str, str], list[Claim]] = {}
    for claim in history.question.claims:
        first = min((origin for origin in claim.origins if origin.first_said), key=lambda one: (one.first_said or "", one.id), default=None)
        if first and first.first_said:
            by_day.setdefault((first.first_said[:10], evidence.since(first) or ""), []).append(claim)
    found = []
    most = evidence.within(MOST_NEW)
    for day, told in sorted(by_day)[:most]:
        answers = by_day[day, told]
        words = listed_words(f"“{one_line(claim.wording, 80)}”" for claim in answers)
        values = tuple(value for claim in answers for value in _first_on(evidence, claim, day))
        found.append(
            evidence.finding(f"{told}: {words} {'is' if len(answers) == 1 else 'are'} said for the first time on this record.", values)
        )
    rest = [claim for day in sorted(by_day)[most:] for claim in by_day[day]]
    if rest:
        values = tuple(value for claim in rest for value in evidence.firsts_of(claim)[:1])
        found.append(evidence.finding(f"{counted(len(rest), 'answer')} came later, until {max(by_day)[1]}.", values))
    return [one for one in found if one.cites]


def _first_on(evidence: Evidence, claim: Claim, day: str) -> tuple[str, ...]:
    return tuple(
        evidence.values_of(origin)[0] for origin in claim.origins if (origin.first_said or "")[:10] == day and evidence.values_of(origin)
    )


def _changes(evidence: Evidence, history: History) -> list[Sentence]:
    question = history.question
    claims = {claim.id: claim for claim in question.claims}
    most = evidence.within(MOST_CHANGES)
    found = [_reversal(evidence, one) for one in question.reversals[:most]]
    revisions = [_revision(evidence, one, claims) for one in question.revisions[: most - len(found)]]
    rest = question.reversals[most:]
    if rest:
        text = f"{counted(len(rest), 'further reversal')} on the record."
        found.append(evidence.finding(text, (side for one in rest for side in (one.earlier, one.later))))
    left = question.revisions[most - min(len(question.reversals), most) :]
    if left:
        values = (value for one in left for value in _revised(evidence, one, claims))
        found_more = evidence.finding(f"{counted(len(left), 'further later value')} of an origin that gave another before.", values)
        revisions.append(found_more)
    return [one for one in (*found, *revisions) if one.cites]


def _reversal(evidence: Evidence, one: Reversal) -> Sentence:
    was = "denied it" if one.was is Polarity.NO else "would not say"
    text = (
        f"{named(one.actor.name)} {was} on {one.earlier_said[:10]}; {named(one.later_actor.name)} says yes on {one.later_said[:10]}"
        f" ({one_line(one.because, 200)})."
    )
    return evidence.finding(text, (one.earlier, one.later))


def _revision(evidence: Evidence, one: Revision, claims: dict[str, Claim]) -> Sentence:
    earlier, later = (one_line(claims[side].wording, 80) if side in claims else "another number" for side in (one.earlier, one.later))
    first, then = (as_of_words(period) for period in (one.earlier_as_of, one.later_as_of))
    text = f"{named(one.actor.name)} gives {earlier} as of {first}, then {later} as of {then}: a later value of the same origin."
    return evidence.finding(text, _revised(evidence, one, claims))


def _revised(evidence: Evidence, one: Revision, claims: dict[str, Claim]) -> tuple[str, ...]:
    sides = ((one.earlier, one.earlier_as_of), (one.later, one.later_as_of))
    return tuple(value for side, period in sides if side in claims for value in _given(evidence, claims[side], one.actor.id, period)[:2])


def _given(evidence: Evidence, claim: Claim, actor: str, period: Period | None) -> Sequence[str]:
    """Name the values by which one origin gives an answer; those for a period alone, where there are any."""
    values = [value for origin in claim.origins if origin.actor.id == actor for value in evidence.values_of(origin)]
    return [value for value in values if _holds_for(evidence, value, period)] or values


def _holds_for(evidence: Evidence, identity: str, period: Period | None) -> bool:
    value = evidence.held(identity).value
    return isinstance(value, Figure) and (value.as_of.period if value.as_of else None) == period


def question_drifts(evidence: Evidence, history: History) -> list[Sentence]:
    """Tell what retellings of the answers to a question changed: what one report changed of another in one way is told once."""
    groups = alike(evidence.publication.drifts_from(retold_in(history.question)))
    most = evidence.within(MOST_DRIFTS)
    found = [drift_sentence(evidence, group) for group in groups[:most]]
    rest = groups[most:]
    if rest:
        number = sum(map(len, rest))
        found.append(evidence.finding(f"{counted(number, 'further change')} on the way.", (group[0].here for group in rest)))
    return found


def alike(drifts: Iterable[Drift]) -> tuple[tuple[Drift, ...], ...]:
    """Put changes of one kind together that one report made of what another says."""
    groups: dict[tuple[str, str, str], list[Drift]] = {}
    for drift in drifts:
        groups.setdefault((drift.of_words.report, drift.here_words.report, drift.kind.value), []).append(drift)
    return tuple(map(tuple, groups.values()))


def drift_sentence(evidence: Evidence, group: Sequence[Drift]) -> Sentence:
    """Tell one change in the words of both sides, where each stands, and how often else it was made."""
    first = group[0]
    here, of = (evidence.byline(words.report) for words in (first.here_words, first.of_words))
    within = first.here_words.report == first.of_words.report
    where = (
        f"within {byline_words(of.outlet, of.day)}"
        if within
        else f"{byline_words(of.outlet, of.day)} → {byline_words(here.outlet, here.day)}"
    )
    again = f", and {counted(len(group) - 1, 'time')} more" if len(group) > 1 else ""
    cites = (cite for drift in group for cite in (words_id(drift.of_words), words_id(drift.here_words), drift.of, drift.here))
    return evidence.finding(f"{_capital(drift_words(first))} ({where}{again}).", cites)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
