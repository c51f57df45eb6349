"""Yes/no questions as people read them: who says yes, who denies, who will not say, what of that cannot both hold, and who turned round.

There is a question where answers meet: where somebody denies, declines or admits what somebody else answers otherwise, or where a person
asked it. What statements answer is folded in `propositions`; everything here is computed when somebody looks.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from closewatch.ledger.views.copies import is_covered
from closewatch.ledger.views.given import GivenAnswer, answers_given, meets
from closewatch.ledger.views.independence import Outlets, proved_among
from closewatch.ledger.views.known import Known
from closewatch.ledger.views.people import named_most, people_of, people_words
from closewatch.ledger.views.propositions import is_conceded
from closewatch.ledger.views.retellings import under_what_they_retell
from closewatch.ledger.views.reversals import reversals_among
from closewatch.terms.about import Act
from closewatch.terms.actor import Actor
from closewatch.terms.change import Polarity
from closewatch.terms.claim import Claim, Conflict, ConflictKind, Link, LinkKind, Origin, Question, QuestionKey, proposition_key
from closewatch.terms.countries import country_name
from closewatch.terms.figure import Range
from closewatch.terms.statement import Basis, Stance, Statement

_THERE = {Act.PRESENT: "they were there", Act.FOUGHT: "they fought there", Act.DELIVERED: "it was delivered"}
_ASKED = {
    "casualties": "Were there casualties among {whom} in {where}?",
    "surrendered": "Did {whom} surrender in {where}?",
    "missing": "Did {whom} go missing in {where}?",
    "returned": "Were {whom} withdrawn from {where}?",
    "deserted": "Did {whom} desert in {where}?",
    "destroyed": "Was anything destroyed in {where}?",
    "damaged": "Was anything damaged in {where}?",
    "launched": "Were weapons used in {where}?",
    "intercepted": "Was anything intercepted in {where}?",
    "incidents": "Was there an attack in {where}?",
}
"""How a measure is asked for; the others are asked for as "Were they killed in …?"."""
_WHOM = {"combatant": "soldiers", "civilian": "civilians", "child": "children", "protected": "protected people"}
"""How people are named of whom no report says whose they are."""
BEFALLING = ("killed", "wounded", "casualties", "captured", "surrendered", "missing", "deserted")
"""What befalls soldiers where they are: who admits it of soldiers in a country admits that they were there."""
_FORCES = frozenset("soldiers troops forces fighters mercenaries civilians children workers units".split())


def yes_no_questions(tables: sqlite3.Connection, known: Known, at: int, measure: str | None = None) -> Iterator[Question]:
    """Give every yes/no question in which answers meet, as it stood after an entry, in the order of their ids."""
    query = "SELECT DISTINCT question FROM positions WHERE since_seq <= ?1 AND (until_seq IS NULL OR until_seq > ?1) ORDER BY question"
    for (identity,) in tables.execute(query, (at,)).fetchall():
        found = yes_no_question(tables, identity, known, at)
        if found and measure in (None, found.key.measure):
            yield found


def yes_no_question(tables: sqlite3.Connection, identity: str, known: Known, at: int) -> Question | None:
    """Give one yes/no question; None where nothing meets in it and nobody asked it."""
    answers = under_what_they_retell(tables, answers_given(tables, identity, at, known.component, known.name), known)
    key = next(
        (key for answer in answers if answer.statement.about and not answer.retold and (key := proposition_key(answer.statement.about))),
        None,
    )
    if key is None:
        return None
    told = tuple(answer for answer in answers if not answer.retold)
    reversals = reversals_among((*told, *_implied(tables, key, known, at)))
    asked = _asked(tables, told, at)
    if not (_meet(told) or reversals or asked):
        return None
    if (key.measure is not None or told[0].act is Act.DELIVERED) and not asked:
        answers = _in_dispute(answers, told)
    by_claim: dict[str, list[GivenAnswer]] = {}
    for answer in answers:
        by_claim.setdefault(answer.claim, []).append(answer)
    denials = [answer for answer in answers if answer.polarity is Polarity.NO and not answer.retold]
    claims = tuple(_claim(identity, claim, members, denials, known) for claim, members in by_claim.items())
    conflicts = {one.id: one for claim, members in by_claim.items() for one in _conflicts(identity, claim, members, denials)}
    origins = [origin for claim in claims for origin in claim.origins]
    proved = len(proved_among(origins, _outlets_of(answers), known))
    ordered = tuple(conflicts[one] for one in sorted(conflicts))
    return Question(key, asked_in_words(key, answers), claims, ordered, proved, reversals=reversals)


def _implied(tables: sqlite3.Connection, key: QuestionKey, known: Known, at: int) -> tuple[GivenAnswer, ...]:
    """Give who says of soldiers abroad what befalls nobody who is not there: that answers another question, but can be the reverse of a
    denial here."""
    if key.measure is not None or key.population_class != "combatant" or key.population_country in (None, key.place_country):
        return ()
    others = (replace(key, measure=measure).id for measure in BEFALLING)
    told = (answer for other in others for answer in answers_given(tables, other, at, known.component, known.name))
    return tuple(answer for answer in told if answer.polarity is Polarity.YES)


def _meet(answers: Sequence[GivenAnswer]) -> bool:
    """Tell whether some answer disputes, and another stands against it: another polarity, or an admission of what others said too."""
    kinds = {answer.polarity for answer in answers}
    if len(kinds) > 1:
        yes = [answer for answer in answers if answer.polarity is Polarity.YES]
        others = [answer for answer in answers if answer.polarity is not Polarity.YES]
        return not yes or any(meets(one, other) for one in yes for other in others)
    admitting = {answer.actor.id for answer in answers if answer.statement.stance is Stance.ADMITS}
    return bool(admitting) and any(answer.actor.id not in admitting for answer in answers)


def _in_dispute(answers: Sequence[GivenAnswer], told: Sequence[GivenAnswer]) -> tuple[GivenAnswer, ...]:
    """Leave out what happened in places where nobody disputes it: of a country's attacks, only those are asked for that somebody denies."""
    others = [one for one in told if one.polarity is not Polarity.YES]
    if not others:
        return tuple(answers)
    return tuple(one for one in answers if one.polarity is not Polarity.YES or any(meets(one, other) for other in others))


def _asked(tables: sqlite3.Connection, answers: Sequence[GivenAnswer], at: int) -> bool:
    """Tell whether a person made the question of one of the statements."""
    query = "SELECT 1 FROM decisions WHERE \"on\" = ? AND verdict = 'add' AND NOT withdrawn AND seq <= ?"
    return any(tables.execute(query, (answer.statement.id, at)).fetchone() for answer in answers)


def _claim(question: str, identity: str, answers: Sequence[GivenAnswer], denials: Sequence[GivenAnswer], known: Known) -> Claim:
    origins = _origins(answers, known)
    polarity = answers[0].polarity
    told = [answer for answer in answers if not answer.retold] or answers[:1]
    wordings = (
        tuple(dict.fromkeys(answer_in_words(answer.statement, polarity) for answer in told))
        if len({_own(answer) for answer in told}) > 1
        else ()
    )
    denying = {one.actor.id: one.actor for one in denials if polarity is Polarity.YES and any(meets(answer, one) for answer in answers)}
    return Claim(
        id=identity,
        question=question,
        amount=Range(),
        wording=" or ".join(wordings) or answer_in_words(told[0].statement, polarity),
        wordings=wordings,
        as_of=None,
        origins=origins,
        independent=tuple(origin.id for origin in proved_among(origins, _outlets_of(answers), known)),
        denied_by=tuple(denying[actor] for actor in sorted(denying)),
        polarity=polarity,
    )


def _own(answer: GivenAnswer) -> tuple[object, ...]:
    """What makes an answer one of its own, before a person merges it with others."""
    return answer.polarity, answer.polarity is Polarity.YES and (answer.act, is_conceded(answer.statement))


def answer_in_words(statement: Statement, polarity: Polarity) -> str:
    """Word an answer: yes with what is said to have been so, no, or neither."""
    if polarity is Polarity.DECLINES:
        return "neither confirmed nor denied"
    if polarity is Polarity.NO:
        return "no"
    yes, act = "yes, admitted or confirmed" if is_conceded(statement) else "yes", statement.about.act if statement.about else None
    return f"{yes}: {_THERE[act]}" if act else yes


def asked_in_words(key: QuestionKey, answers: Sequence[GivenAnswer]) -> str:
    """Word a yes/no question in the reports' own terms: "Were North Korean soldiers in Russia?"."""
    populations = (answer.statement.about.population for answer in answers if answer.statement.about)
    if answers and all(answer.act is Act.DELIVERED for answer in answers):
        return f"Were arms, fuel or parts delivered to {country_name(key.place_country) if key.place_country else 'any place'}?"
    named = named_most(one for one in populations if _says_whose((people_words(one) or "").split()))
    whom = named or people_of(key) or _WHOM.get(key.population_class or "", "people")
    where = _only_place(key, answers) or (country_name(key.place_country) if key.place_country else "any place")
    default = "Were {whom} in {where}?" if key.measure is None else f"Were {{whom}} {key.measure} in {{where}}?"
    return _ASKED.get(key.measure or "", default).format(whom=whom, where=where)


def _only_place(key: QuestionKey, answers: Sequence[GivenAnswer]) -> str | None:
    """Name the one place of which all are told to speak who say that something happened there."""
    if key.measure is None:
        return None
    names = {about.place.name for answer in answers if (about := answer.statement.about) and about.place}
    return names.pop() if len(names) == 1 else None


def _says_whose(words: Sequence[str]) -> bool:
    """Tell words that name a whole force by its country, as "North Korean troops" do; "the soldiers" and "two generals" do not."""
    return len(words) > 1 and words[0][0].isupper() and words[-1] in _FORCES


def _conflicts(question: str, claim: str, answers: Sequence[GivenAnswer], denials: Sequence[GivenAnswer]) -> Iterator[Conflict]:
    """A yes and a denial of it by another always meet; of each who denies, the first denial stands for all."""
    if answers[0].polarity is not Polarity.YES:
        return
    met: set[str] = set()
    for denial in denials:
        met_by = (answer for answer in answers if answer.actor.id != denial.actor.id and not answer.retold and meets(answer, denial))
        other = next(met_by, None)
        if other and denial.actor.id not in met:
            met.add(denial.actor.id)
            said = _THERE[other.act] if other.act else "it happened"
            because = f"{said}, according to {other.actor.name}; denied by {denial.actor.name}"
            yield Conflict(question, claim, denial.statement.id, ConflictKind.ASSERTION_MEETS_DENIAL, because=because)


def _origins(answers: Sequence[GivenAnswer], known: Known) -> tuple[Origin, ...]:
    """Gather the answers of one claim by the actor to whom they go back."""
    by_actor: dict[str, list[tuple[GivenAnswer, Link | None]]] = {}
    unnamed: dict[tuple[str, str], Actor] = {}
    for answer in answers:
        root, link = _root(answer, answers, known)
        if _is_unnamed_official(answer) and root.country and answer.said:
            before = [actor for (country, day), actor in unnamed.items() if country == root.country and day < answer.said]
            root = before[-1] if before and _looks_back(answer) else unnamed.setdefault((root.country, answer.said), root)
        by_actor.setdefault(root.id, []).append((answer, link))
    return tuple(_origin(known.name(actor), members) for actor, members in by_actor.items())


def _is_unnamed_official(answer: GivenAnswer) -> bool:
    """Whether nobody but a state is named: what "a delegate" and "a representative" of one state answer on one day is one answer."""
    return not answer.actor.named and answer.statement.basis is Basis.OFFICIAL


def _looks_back(answer: GivenAnswer) -> bool:
    """Whether a report only recalls what was said before ("a delegate had called it groundless") and gives no day of its own for it."""
    cue = answer.statement.cue
    dated = answer.published and answer.said != answer.published[:10]
    return bool(cue) and cue[0].exact.lower().startswith("had ") and not dated


def _root(answer: GivenAnswer, answers: Sequence[GivenAnswer], known: Known) -> tuple[Actor, Link | None]:
    """Say to whom an answer goes back: its speaker, or whoever says the same in the words it is copied from or is an utterance of."""
    for link in known.leaning(answer.statement.id):
        there = known.today(link.right)
        for other in answers:
            if link.kind is LinkKind.SAME_UTTERANCE and other.statement.id == there:
                return other.actor, link
    for link in known.leaning(answer.statement.report):
        content = answer.statement.content
        if link.kind is not LinkKind.COPIES or not content or not is_covered(content, link.because[::2]):
            continue
        there_all = [other for other in answers if other.statement.report == link.right and _is_within(other, link)]
        if there_all and all(other.actor.id != answer.actor.id for other in there_all):
            return there_all[0].actor, link
    return answer.actor, None


def _outlets_of(answers: Iterable[GivenAnswer]) -> Outlets:
    return {answer.statement.report: (answer.published or "9999", answer.publisher) for answer in answers}


def _is_within(answer: GivenAnswer, link: Link) -> bool:
    return any(p.start < s.end and s.start < p.end for s in answer.statement.content for p in link.because[1::2])


def _origin(actor: Actor, members: Sequence[tuple[GivenAnswer, Link | None]]) -> Origin:
    every = [answer for answer, _ in members]
    answers = [answer for answer in every if not answer.retold] or every
    statements = tuple(sorted(answer.statement.id for answer in answers))
    stated = [answer.statement.basis for answer in answers if answer.statement.basis is not Basis.UNSTATED]
    edges = {link.id: link for _, link in members if link}
    return Origin(
        id="or:" + statements[0].partition(":")[2],
        actor=actor,
        basis=Counter(stated).most_common(1)[0][0] if stated else Basis.UNSTATED,
        first_said=min((day for answer in answers if (day := answer.said)), default=None),
        reports=tuple(sorted({answer.statement.report for answer in every})),
        statements=statements,
        members=statements,
        edges=tuple(edges[identity] for identity in sorted(edges)),
        drifted=tuple(sorted({answer.statement.id for answer in every} - set(statements))),
    )
