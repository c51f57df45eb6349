"""To whom each answer to a question goes back: the speaker whom its report names, or the one whose words the report only passes on.

An answer leans on at most one other: it is copied from it, cites it, or repeats it. Followed to the end this gives the root, the actor
under whom a question counts the answer. Everything is computed when somebody looks, from the answers to one question and from links that
are on the record, so that the order in which reports arrived makes no difference.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from closewatch.ledger.views.answers import Answer
from closewatch.ledger.views.copies import is_covered
from closewatch.ledger.views.known import Known
from closewatch.ledger.views.repeats import Telling, Tellings, plain_name, repeated, share_a_number, tellings
from closewatch.terms.actor import ActorKind
from closewatch.terms.claim import DriftKind, Joined, Link, LinkKind, Origin, PassageClass
from closewatch.terms.report import Excerpt, Span
from closewatch.terms.statement import Basis

TAKEN_OVER = (LinkKind.COPIES, LinkKind.CITES)
"""The edges along which a changed figure is a drift and no answer of its own. One speaker who is told in two wordings is told twice."""


@dataclass(frozen=True)
class _Lean:
    """What an answer leans on: another answer to the question, or, where that is none of them, the actor at its root."""

    onto: str
    rule: str
    answer: Answer | None = None
    actor: str = ""
    link: Link | None = None
    drifted: bool = False


def trace_back(answers: Sequence[Answer], known: Known) -> tuple[Answer, ...]:
    """Give the answers with the actor to whom each goes back in the place of the one who speaks, and the reason where it leans on another.

    An answer that a copy or a citing report changed is marked as drifted: it goes back to whom the unchanged one does.
    """
    known.ready(one for answer in answers for one in (answer.id, answer.statement, answer.report) if one)
    told = tellings([answer for answer in answers if not answer.denied], known)
    leans = {identity: lean for identity, one in told.of.items() if (lean := _lean(one, told, known))}
    leans |= {identity: lean for identity, one in told.of.items() if identity not in leans and (lean := _told_twice(one, told, leans))}
    groups = _unnamed_groups(told)
    return tuple(_rooted(answer, leans, groups, known) if answer.id in told.of else answer for answer in answers)


def origins_of(answers: Iterable[Answer], known: Known) -> tuple[Origin, ...]:
    """Gather the answers of one claim, or of a whole question, by the actor to whom they go back."""
    by_actor: dict[str, list[Answer]] = {}
    for answer in answers:
        by_actor.setdefault(answer.actor, []).append(answer)
    return tuple(_origin(actor, members, known) for actor, members in by_actor.items())


def _origin(actor: str, answers: Sequence[Answer], known: Known) -> Origin:
    members = sorted(answer.id for answer in answers)
    statements = tuple(sorted({answer.statement for answer in answers if answer.statement}))
    roots = [answer for answer in answers if answer.joined is None] or answers
    stated = [answer.said.basis for answer in roots if answer.said and answer.said.basis is not Basis.UNSTATED]
    days = [answer.first_said for answer in answers if answer.first_said]
    stating = (link for statement in statements for link in known.leaning(statement) if link.kind is not LinkKind.DRIFTS)
    edges = {link.id: link for link in (*(answer.joined.link for answer in answers if answer.joined), *stating) if link}
    changed = {one for identity in (*members, *statements) for one in known.changing(identity)}
    return Origin(
        id="or:" + members[0].partition(":")[2],
        actor=known.name(actor),
        basis=Counter(stated).most_common(1)[0][0] if stated else Basis.UNSTATED,
        first_said=min(days, default=None),
        reports=tuple(sorted({answer.report for answer in answers})),
        statements=statements,
        members=tuple(members),
        edges=tuple(edges[identity] for identity in sorted(edges)),
        joined=tuple(sorted((answer.joined for answer in answers if answer.joined), key=lambda joined: joined.member)),
        drifted=tuple(sorted(changed - set(members) - set(statements))),
    )


def _rooted(answer: Answer, leans: Mapping[str, _Lean], groups: Mapping[str, str], known: Known) -> Answer:
    passed = [answer]
    while (lean := leans.get(passed[-1].id)) and lean.answer and lean.answer not in passed:
        passed.append(lean.answer)
    if lean is None:
        root = passed[-1].actor
    elif lean.answer is None:
        root = known.component(lean.actor)
    else:  # reports that give each other as their source: the first of them is the root
        root = min(passed[passed.index(lean.answer) :], key=lambda one: one.order).actor
    own = leans.get(answer.id)
    joined = Joined(answer.id, own.onto, own.rule, own.link) if own and (own.link or root != answer.actor) else None
    return replace(answer, actor=groups.get(root, root), joined=joined, drifted=own is not None and own.drifted)


def _unnamed_groups(told: Tellings) -> dict[str, str]:
    """Give for each unnamed group the one id of all that one outlet calls so on one day: they are one."""
    alike: dict[object, set[str]] = defaultdict(set)
    for one in told.of.values():
        if one.is_unnamed and one.outlet and one.answer.published:
            alike[one.outlet, one.answer.published[:10], one.label].add(one.answer.actor)
    return {actor: min(actors) for actors in alike.values() if len(actors) > 1 for actor in actors}


def _lean(one: Telling, told: Tellings, known: Known) -> _Lean | None:
    """Say on what an answer leans: links on the record first, then what the report itself tells, then what other answers tell."""
    found = _changed_from(one, told, known) or _passed_on_from(one, told, known) or _worked_out_of(one, known)
    if found is None and (repeat := repeated(one, told)):
        found = _Lean(repeat.answer.id, repeat.rule, repeat.answer)
    onto = (found.answer.actor if found.answer else found.actor) if found else None
    # Whom a person split off from others is not joined to anybody again by a machine.
    return None if onto != one.answer.actor and known.parted & {onto, one.answer.actor} else found


def _told_twice(one: Telling, told: Tellings, leans: Mapping[str, _Lean]) -> _Lean | None:
    """What one speaker is told to have said in the headline as in the text goes the way of the telling for which a link is on record."""
    for other in told.in_report[one.answer.report]:
        lean = leans.get(other.answer.id)
        if lean and lean.link and (other.answer.actor, other.answer.claim) == (one.answer.actor, one.answer.claim):
            return _Lean(other.answer.id, "told twice in one report", other.answer, drifted=lean.drifted)
    return None


def _changed_from(one: Telling, told: Tellings, known: Known) -> _Lean | None:
    answer = one.answer
    for drift in (*known.leaning(answer.id), *(known.leaning(answer.statement) if answer.statement else ())):
        if drift.kind is not LinkKind.DRIFTS:
            continue
        there = known.today(drift.right)
        parent = told.of.get(there) or _of_statement(one, there, told)
        source = parent.answer.report if parent else known.report(there)
        if not any(link.right == source and takes_over(link) for link in known.leaning(answer.report)):
            continue
        # What another speaker says is his own, unless the finding is that he was put in the place of the one who said it.
        named = one.actor.named and one.actor.kind is not ActorKind.OUTLET
        if named and DriftKind.SPEAKER_CHANGED.value not in drift.parts and known.speaker(there) != answer.actor:
            continue
        if parent:
            return _Lean(parent.answer.id, "changed in passing on", parent.answer, link=drift, drifted=parent.answer.claim != answer.claim)
        if there.startswith("fi:") and (actor := known.speaker(there)):
            return _Lean(there, "changed in passing on", actor=actor, link=drift, drifted=True)
    return None


def takes_over(link: Link) -> bool:
    """Tell whether a link says that a report took something over: standing text of one outlet says nothing of the kind."""
    return link.kind in TAKEN_OVER and not (link.parts and set(link.parts) == {PassageClass.BOILERPLATE.value})


def _of_statement(one: Telling, statement: str, told: Tellings) -> Telling | None:
    """Find the answer with a number of this one in a statement elsewhere."""
    return next((other for other in told.in_statement[statement] if share_a_number(one, other)), None)


def _passed_on_from(one: Telling, told: Tellings, known: Known) -> _Lean | None:
    for link in known.leaning(one.answer.report):
        others = [other for other in told.in_report.get(link.right, ()) if share_a_number(one, other)]
        found = _copied(one, others, link) if link.kind is LinkKind.COPIES else _cited(one, others) if link.kind is LinkKind.CITES else None
        if found:
            return _Lean(found.answer.id, link.kind.value, found.answer, link=link)
    for link in known.leaning(one.answer.statement) if one.answer.statement else ():
        there = _of_statement(one, known.today(link.right), told) if link.kind is LinkKind.SAME_UTTERANCE else None
        if there and (there.answer.actor == one.answer.actor or one.is_unnamed):
            return _Lean(there.answer.id, link.kind.value, there.answer, link=link)
    return None


def _copied(one: Telling, others: Sequence[Telling], link: Link) -> Telling | None:
    """Find the answer that stands in the same shared passage elsewhere, where the passages cover what was said."""
    pairs = list(zip(link.because[::2], link.because[1::2], strict=False))
    classes = (*link.parts, *("" for _ in pairs))
    shared = [pair for pair, kind in zip(pairs, classes, strict=False) if kind != PassageClass.BOILERPLATE]
    there = [right for left, right in shared if _holds(left, one.answer.figure.span)]
    if not there or not is_covered(one.answer.said.content if one.answer.said else (), [left for left, _ in shared]):
        return None
    inside = [other for other in others if any(_holds(right, other.answer.figure.span) for right in there)]
    return min(inside, key=lambda other: (other.answer.claim != one.answer.claim, other.answer.figure.span.start), default=None)


def _holds(passage: Excerpt, span: Span) -> bool:
    return passage.start <= span.start and span.end <= passage.end


def _cited(one: Telling, others: Sequence[Telling]) -> Telling | None:
    """Find the answer of the outlet that a report gives as the one who says it, or who passed it on."""
    named = {*one.via, *(plain_name(name) for name in (one.actor.name, *one.actor.names))}
    theirs = [other for other in others if other.outlet in named]
    return min(
        theirs, key=lambda other: (other.answer.claim != one.answer.claim, other.actor.id != one.actor.id, other.answer.order), default=None
    )


def _worked_out_of(one: Telling, known: Known) -> _Lean | None:
    """An outlet's own arithmetic on the numbers of one speaker goes back to that speaker; on those of two it is the outlet's."""
    parents = one.answer.figure.derived_from
    if not one.is_groundless or not parents:
        return None
    speakers = {known.speaker(parent) for parent in parents}
    (speaker,) = speakers if len(speakers) == 1 else (None,)
    return _Lean(parents[0], "worked out of numbers of one speaker", actor=speaker) if speaker and speaker != one.answer.actor else None
