"""What the record holds on one question: the answers, who gives them and how independently, who denies, what does not fit, what moved.

Each sentence names the values that it rests on. Tables and pictures are made in `shown`; which questions there are is chosen in `choose`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from closewatch.publish.compose.evidence import NAME, Evidence, anchor_of, listed_words, method, named
from closewatch.publish.compose.moved import moved_section
from closewatch.publish.compose.shown import answers_chart, relay_charts
from closewatch.publish.kinds import kind_words, rule_words
from closewatch.publish.question_page import key_words
from closewatch.publish.wording import counted, one_line
from closewatch.terms.change import Polarity
from closewatch.terms.claim import Claim, Conflict, LinkKind, Origin, Question
from closewatch.terms.dossier import Part, Passage, Section, Sentence
from closewatch.terms.history import History
from closewatch.terms.statement import Basis

MOST_CLAIMS, MOST_CONFLICTS, MOST_DENIALS, MOST_BESIDE, MOST_JOINED = 12, 12, 12, 6, 6
"""How many answers, conflicts, denials and differences are told in sentences; the table has more answers, the case all of them."""

QUOTED = 240
"""How many signs of a denial are quoted in a sentence; its cite opens all of it."""

_JOINED = {
    LinkKind.COPIES.value: ("shares its words", "share its words"),
    LinkKind.CITES.value: ("names it as its source", "name it as their source"),
    LinkKind.DEPENDS.value: ("says that it rests on it", "say that they rest on it"),
    LinkKind.SAME_UTTERANCE.value: ("tells the same utterance", "tell the same utterance"),
    LinkKind.SAME_SPEAKER.value: ("names the same speaker", "name the same speaker"),
}
"""How reports go back to one origin, by the rule that says so."""


def question_sections(evidence: Evidence, history: History) -> tuple[Section, ...]:
    """Tell one question: what it is, then each answer, what does not fit, how it moved, and what stands beside it."""
    anchor = anchor_of(history.question.id)
    parts: list[tuple[str, str, list[Part]]] = [
        ("answers", "The answers, and who gives them", list(_answers(evidence, history))),
        ("denials", "Who denies it", _denials(evidence, history)),
        ("conflicts", "What cannot both hold", _conflicts(evidence, history)),
        ("moved", "How it moved", moved_section(evidence, history)),
        ("beside", "Side by side, not held against each other", _beside(evidence, history)),
    ]
    head = Section(anchor, one_line(history.question.wording), tuple(_opening(evidence, history)))
    return (head, *(Section(f"{anchor}-{name}", heading, tuple(found), level=2) for name, heading, found in parts if found))


def _opening(evidence: Evidence, history: History) -> Iterator[Part]:
    question = history.question
    sentences = [method(f"All answers to it share this: {one_line(key_words(question.key))} ({question.id}).")]
    firsts = _all_firsts(evidence, question.claims)
    reports = {report for claim in question.claims for report in claim.reports}
    if not question.claims:
        denying = denials_of(history)
        text = "The record holds no answer to it that anybody gives, but denials alone."
        sentences.append(evidence.finding(text, denying) if denying else method(text))
    else:
        told = f"The record holds {counted(len(question.claims), 'answer')}, from {counted(question.at_most, 'origin')}"
        text = f"{told} in {counted(len(reports), 'report')}; {_independence_of_all(question)}."
        sentences.append(evidence.finding(text, firsts))
    if question.conflicts:
        pairs = counted(len(question.conflicts), "pair")
        sentences.append(evidence.finding(f"Of what they say, {pairs} cannot both hold.", values_in(evidence, history, question.conflicts)))
    elif firsts:
        text = (
            "No two of them are found to be at odds."
            if len(question.claims) > 1
            else "Nothing on the record is found to be at odds with it."
        )
        sentences.append(evidence.finding(text, firsts))
    yield Passage(tuple(sentences))
    chart = answers_chart(evidence, history)
    if chart:
        yield chart


def _independence_of_all(question: Question) -> str:
    if question.proved > 1:
        rest = "; the others may still be one" if question.at_most > question.proved else ""
        return f"{question.proved} of these origins are proved independent of each other{rest}"
    if question.at_most > 1:
        return "no two of these origins are proved independent of each other, and what is not shown to be apart may still be one"
    return "nobody else on the record gives any of them independently"


def _answers(evidence: Evidence, history: History) -> Iterator[Part]:
    question = history.question
    ranked = sorted(question.claims, key=lambda one: (-one.proved, -one.at_most, -len(one.reports), one.id))
    most = evidence.within(MOST_CLAIMS)
    for claim in ranked[:most]:
        yield Passage(tuple(_answer(evidence, claim)))
    if len(ranked) > most:
        rest = ranked[most:]
        firsts = _all_firsts(evidence, rest[:most])
        more = counted(len(rest), "further answer")
        yield Passage(
            (evidence.finding(f"{more} with fewer origins behind {'it' if len(rest) == 1 else 'them'}: see the table above.", firsts),)
        )
    yield from relay_charts(evidence, ranked)


def _answer(evidence: Evidence, claim: Claim) -> Iterator[Sentence]:
    origins = sorted(claim.origins, key=lambda one: (one.first_said or "9999", one.id))
    firsts = evidence.firsts_of(claim)
    who = listed_words(_who(evidence, origin) for origin in origins)
    alone = "; nobody else on the record gives it independently" if len(origins) == 1 else ""
    yield evidence.finding(f"“{answer_words(claim)}” is the answer of {who}, in {_spread(evidence, claim)}{alone}.", firsts)
    if len(origins) > 1:
        yield evidence.finding(_independence(claim), firsts)
    graded = evidence.grades.get(claim.id)
    if graded:
        yield evidence.finding(f"A person graded this answer {graded.words}.", (graded.decision, *firsts[:1]))
    for origin in origins[: evidence.within(MOST_JOINED)]:
        if origin.joined:
            members = (*evidence.values_of(origin)[:1], *(one.member for one in origin.joined))
            yield evidence.finding(_joined(origin), members)
    changed = [origin for origin in origins if origin.drifted]
    if changed:
        number = sum(len(origin.drifted) for origin in changed)
        names = listed_words(named(origin.actor.name) for origin in changed)
        values = (value for origin in changed for value in (*evidence.values_of(origin)[:1], *origin.drifted))
        yield evidence.finding(f"{counted(number, 'retelling')} changed what {names} said.", values)


def answer_words(claim: Claim) -> str:
    """Say an answer as it was said; a yes or no of a yes/no question too."""
    return one_line(claim.wording, 120)


def _who(evidence: Evidence, origin: Origin) -> str:
    day = evidence.since(origin)
    since = f"first said {day}" if day else "no date"
    basis = f"basis: {origin.basis.value}" if origin.basis is not Basis.UNSTATED else "basis not stated"
    unnamed = "" if origin.actor.named else ", not named"
    return f"{named(origin.actor.name)} ({since}, {basis}{unnamed})"


def _spread(evidence: Evidence, claim: Claim) -> str:
    reports = claim.reports
    outlets = sorted({outlet for report in reports if (outlet := evidence.byline(report).outlet)})
    days = sorted(day for report in reports if (day := evidence.byline(report).day))
    stretch = "" if not days else f", on {days[0]}" if days[0] == days[-1] else f", from {days[0]} to {days[-1]}"
    in_outlets = (
        f" of {listed_words([named(one) for one in outlets], 6)}"
        if outlets
        else f" that {'names' if len(reports) == 1 else 'name'} no outlet"
    )
    return f"{counted(len(reports), 'report')}{in_outlets}{stretch}"


def _joined(origin: Origin) -> str:
    """Say what else goes back to an origin, and why each of it does."""
    rules = Counter(one.rule for one in origin.joined)
    why = listed_words((f"{number:,} {_rule_words(rule, number)}" for rule, number in sorted(rules.items())), 6)
    one = len(origin.joined) == 1
    told = f"{counted(len(origin.joined), 'further value')} {'goes' if one else 'go'} back to {named(origin.actor.name)}"
    return f"{told} and {'counts' if one else 'count'} once with it: {why}."


def _rule_words(rule: str, number: int) -> str:
    if rule in _JOINED:
        return _JOINED[rule][number > 1]
    why = one_line(rule_words(rule), 80)
    return f"because {why}" if why.startswith(("the ", "an ", "a ")) else why


def _independence(claim: Claim) -> str:
    """Say how many origins are proved independent, how many there can be at most, and why no more are proved."""
    if claim.proved > 1:
        names = listed_words((named(origin.actor.name) for origin in claim.origins if origin.id in claim.independent), 6)
        more = claim.at_most - claim.proved
        rest = f"; {counted(more, 'other origin')} may lean on them" if more else ""
        return f"{claim.proved} origins are proved independent of each other: {names}{rest}."
    first_hand = sum(origin.basis in (Basis.WITNESS, Basis.DOCUMENT) for origin in claim.origins)
    why = (
        "none of them is a witness or gives a document as its basis"
        if first_hand == 0
        else "one alone is a witness or gives a document as its basis"
        if first_hand == 1
        else "those with a basis of their own share a country or an outlet, or lean on each other"
    )
    return f"At most {claim.at_most} origins are independent, and no two are proved to be: {why}."


def _denials(evidence: Evidence, history: History) -> list[Part]:
    """Tell each denial once, with the answers that it stands against; and of which answers none is found."""
    words = {claim.id: answer_words(claim) for claim in history.question.claims}
    against: dict[str, dict[str, None]] = {}
    for one in history.question.conflicts:
        if one.right.startswith("st:") and one.left in words:
            against.setdefault(one.right, {})[one.left] = None
    order = sorted(against, key=lambda one: (evidence.wording(one).day or "9999", one))
    parts: list[Part] = []
    if order:
        most = evidence.within(MOST_DENIALS)
        told = [evidence.finding(_denial(evidence, one, [words[claim] for claim in against[one]]), (one,)) for one in order[:most]]
        if len(order) > most:
            told.append(evidence.finding(f"{counted(len(order) - most, 'further denial')} on the record.", order[most:]))
        parts.append(Passage(tuple(told), listed=True))
    denied = {claim for claims in against.values() for claim in claims}
    undenied = [f"“{words[claim.id]}”" for claim in history.question.claims if claim.id not in denied and _can_be_denied(claim)]
    if undenied:
        # Absence rests on what was looked through.
        text = f"No denial of {listed_words(undenied, 6)} is found among what the record holds on the question."
        parts.append(Passage((evidence.finding(text, question_values(history)),)))
    return parts


def _can_be_denied(claim: Claim) -> bool:
    return claim.polarity in (None, Polarity.YES)


def _denial(evidence: Evidence, statement: str, answers: Sequence[str]) -> str:
    wording = evidence.wording(statement)
    who = named(wording.speaker.name) if wording.speaker else "A speaker who is not named"
    on = f" on {wording.day}" if wording.day else ""
    against = listed_words((f"“{answer}”" for answer in answers), 3)
    return f"{who[:1].upper()}{who[1:]} denied{on}: “{one_line(wording.words, QUOTED)}”. It stands against {against}."


def _conflicts(evidence: Evidence, history: History) -> list[Part]:
    claims = {claim.id: claim for claim in history.question.claims}
    ranked = sorted(history.question.conflicts, key=lambda one: (-_weight(one, claims), one.id))
    # A denial that stands against several answers is one dispute to a reader; the heaviest stands for them.
    kept = list({one.right if one.right.startswith("st:") else one.id: one for one in reversed(ranked)}.values())[::-1]
    most = evidence.within(MOST_CONFLICTS)
    shown = kept[:most]
    sentences = [evidence.finding(_conflict(evidence, one, claims), values_in(evidence, history, (one,))) for one in shown]
    rest = [one for one in ranked if one not in shown]
    if rest:
        text = f"{counted(len(rest), 'further pair')} cannot both hold."
        sentences.append(evidence.finding(text, values_in(evidence, history, rest[:most])))
    told = tuple(one for one in sentences if one.cites)
    return [Passage(told, listed=True)] if told else []


def _conflict(evidence: Evidence, conflict: Conflict, claims: Mapping[str, Claim]) -> str:
    """Say what does not fit, and who stands on either side where the reason does not name them."""
    because = one_line(conflict.because, 400).rstrip(".") or kind_words(conflict.kind)
    left, right = (_side(evidence, side, claims) for side in (conflict.left, conflict.right))
    if not left or not right or any(name in because for name in right):
        last = next((name for name in right if because.endswith(f" {name}")), "")
        return f"{because.removesuffix(last)}{named(last)}."
    sides = (listed_words(sorted(map(named, one)), 3) for one in (left - right or left, right - left or right))
    return f"{because}: {' against '.join(sides)}."


def _side(evidence: Evidence, side: str, claims: Mapping[str, Claim]) -> set[str]:
    if side in claims:
        return {one_line(origin.actor.name, NAME) for origin in claims[side].origins}
    speaker = evidence.wording(side).speaker if side.startswith("st:") else None
    return {one_line(speaker.name, NAME)} if speaker else set()


def _weight(conflict: Conflict, claims: dict[str, Claim]) -> int:
    """Those between answers with the most origins first."""
    sides = (claims[side].at_most for side in (conflict.left, conflict.right) if side in claims)
    return min((*sides, 1_000)) if conflict.right in claims else 1_000


def values_in(evidence: Evidence, history: History, conflicts: Sequence[Conflict]) -> tuple[str, ...]:
    """Name the first values of both sides of conflicts, in turn."""
    claims = {claim.id: claim for claim in history.question.claims}
    found: dict[str, None] = {}
    for one in conflicts:
        for side in (one.left, one.right):
            if side in claims:
                found |= dict.fromkeys(evidence.firsts_of(claims[side])[:3])
            elif side.startswith("st:"):
                found[side] = None
    return tuple(found)


def _beside(evidence: Evidence, history: History) -> list[Part]:
    claims = {claim.id: claim for claim in history.question.claims}
    found: dict[str, tuple[str, ...]] = {}
    for one in sorted(
        history.side_by_side, key=lambda one: one.differs in (("scope",), ("as_of",))
    ):  # what only the days tell apart comes last
        values = tuple(value for side in (one.left, one.right) if side in claims for value in evidence.firsts_of(claims[side])[:1])
        found.setdefault(one_line(one.because, 300).rstrip("."), values)
    sentences = [evidence.finding(f"{text}.", values) for text, values in list(found.items())[: evidence.within(MOST_BESIDE)] if values]
    parts: list[Part] = [Passage(tuple(sentences), listed=True)] if sentences else []
    rest = len(history.side_by_side) + history.untold - len(sentences)
    if parts and rest > 0:
        parts.append(Passage((method(f"{counted(rest, 'further pair')} of answers differ in what they are about; they are in the case."),)))
    return parts


def denials_of(history: History) -> tuple[str, ...]:
    """Name the statements that deny an answer to a question."""
    return tuple(dict.fromkeys(one.right for one in history.question.conflicts if one.right.startswith("st:")))


def _all_firsts(evidence: Evidence, claims: Sequence[Claim]) -> tuple[str, ...]:
    """Name the first value of each answer, and then the others."""
    firsts = [evidence.firsts_of(claim) for claim in claims]
    return tuple(dict.fromkeys((*(one[0] for one in firsts if one), *(other for one in firsts for other in one[1:]))))


def question_values(history: History) -> tuple[str, ...]:
    """Name what answers a question, whatever it says."""
    origins = [origin for claim in history.question.claims for origin in claim.origins]
    values = dict.fromkeys(value for origin in origins for value in (origin.members or origin.statements))
    return (*values, *(one for one in denials_of(history) if one not in values))
