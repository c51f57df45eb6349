"""Which answers to one question cannot both hold: the rules of docs/interfaces.md (`show CASE questions --json`), over answers alone.

Two claims conflict when some answer of one and some answer of the other come from different origins, can be compared (`compare`), and
their intervals do not touch even with the room that "about" leaves. Where the two are not said of quite the same people or place, rates
conflict and the difference is named; counts conflict only where the part exceeds the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from closewatch.ledger.views.answers import Answer
from closewatch.ledger.views.compare import Held, compared_by, held, place_part, population_part
from closewatch.ledger.views.pairs import pairs_worth_comparing
from closewatch.terms.claim import Conflict, ConflictKind
from closewatch.terms.figure import Figure, amount_in_words


def conflicts_among(question: str, answers: Sequence[Answer], denials: Mapping[str, Iterable[str]]) -> tuple[Conflict, ...]:
    """Find the conflicts among the answers to one question.

    `denials` gives, for a statement, the statements that deny it. The order of the result is that of the ids.
    """
    asserted = [answer for answer in answers if not answer.denied]
    found = {conflict.id: conflict for conflict in _between(question, distinct(held(asserted)))}
    for conflict in _with_denials(question, asserted, [answer for answer in answers if answer.denied], denials):
        found.setdefault(conflict.id, conflict)
    return tuple(found[identity] for identity in sorted(found))


def distinct(answers: Sequence[Held]) -> tuple[Held, ...]:
    """Keep two answers, of two origins, for each claim, scope, date, population and place: more make no difference to a comparison.

    Two, because an answer is never held against one of its own origin: one of any two is another's.
    """
    kept: dict[object, list[Held]] = defaultdict(list)
    for one in answers:
        figure = one.figure
        dates = (one.first, one.last, one.told if one.last is None else None, one.until)
        where = figure.place and (figure.place.name, figure.place.region)
        who = (one.telling, figure.population and figure.population.role, where, one.subset and figure.part_of)
        alike = kept[one.claim, one.scope, one.amount, one.is_rate, dates, who]
        if not alike or (len(alike) == 1 and alike[0].actor != one.actor):
            alike.append(one)
    return tuple(one for alike in kept.values() for one in alike)


def _between(question: str, answers: Sequence[Held]) -> Iterable[Conflict]:
    """Find the conflicts between claims; for two claims the pair of answers that differs in the fewest other things."""
    best: dict[tuple[str, str], tuple[Held, Held, str, tuple[str, ...]]] = {}
    for left, right in pairs_worth_comparing(answers):
        pair = (min(left.claim, right.claim), max(left.claim, right.claim))
        if pair in best and not best[pair][3]:
            continue
        rule = compared_by(left, right)
        differs = _fought(left, right) if rule else None
        if rule and differs is not None and (pair not in best or len(differs) < len(best[pair][3])):
            best[pair] = (left, right, rule, differs)
    for left, right, rule, differs in best.values():
        yield _conflict(question, left, right, rule, differs)


def _fought(left: Held, right: Held) -> tuple[str, ...] | None:
    """Say in what two answers that do not meet differ besides; None where they do not conflict for it."""
    population, place = population_part(left, right), place_part(left.figure.place, right.figure.place)
    if population is None and place is None:
        return ()
    differs = tuple(name for name, part in (("population", population), ("place", place)) if part)
    if left.is_rate:
        return differs
    part = population or place
    if part == "either" or (population and place and population != place):
        return None
    inner, outer = (left, right) if part == "left" else (right, left)
    return differs if inner.least > outer.most else None


def _conflict(question: str, left: Held, right: Held, rule: str, differs: tuple[str, ...]) -> Conflict:
    kind = ConflictKind.PART_EXCEEDS_WHOLE if differs and not left.is_rate else ConflictKind.FIGURES_DO_NOT_MEET
    as_written = tuple(words for name in differs for words in (words_of(left.figure, name), words_of(right.figure, name)))
    because = _sentence(left, right, kind, rule, differs)
    return Conflict(question, left.answer.claim, right.answer.claim, kind, differs, as_written, because)


def _sentence(left: Held, right: Held, kind: ConflictKind, rule: str, differs: Sequence[str]) -> str:
    first = f"{left.words} and {right.words} do not meet"
    if kind is ConflictKind.PART_EXCEEDS_WHOLE:
        part, whole = (left, right) if left.least > right.most else (right, left)
        first = f"{part.words}, said of a part, exceeds {whole.words}, said of the whole"
    if rule == "falls":
        days = [one.figure.as_of.end for one in sorted((left, right), key=lambda one: one.last or 0) if one.figure.as_of]
        first += f": a total does not fall from {days[0]} to {days[1]}"
    if differs:
        said = {name: f"“{words_of(left.figure, name) or 'all'}” and “{words_of(right.figure, name) or 'all'}”" for name in differs}
        each = "; ".join(words if len(said) == 1 else f"{name}: {words}" for name, words in said.items())
        first += f"; they are not said of quite the same {' and '.join(differs)} ({each})"
    return first + room_taken(left, right)


def room_taken(left: Held, right: Held) -> str:
    """Say how far the words of two amounts were taken to reach; nothing where they leave no room."""
    rooms = {one.words: one.room for one in (left, right) if one.room}
    return f" ({', '.join(f'“{words}” read as {room}' for words, room in rooms.items())})" if rooms else ""


def words_of(figure: Figure, field: str) -> str:
    """Give the words in which a report writes the population or the place of a figure."""
    value = figure.population if field == "population" else figure.place
    if value is not None and value.span is not None:
        return value.span.exact
    if field == "place":
        return figure.place.name if figure.place else ""
    return (figure.population.role or "") if figure.population else ""


def _with_denials(
    question: str, asserted: Sequence[Answer], denied: Sequence[Answer], denials: Mapping[str, Iterable[str]]
) -> Iterable[Conflict]:
    """An assertion and a denial of it always meet: one that points at it, or one of the same amount by somebody else."""
    kind = ConflictKind.ASSERTION_MEETS_DENIAL
    by_claim: dict[str, list[Answer]] = {}
    for denial in denied:
        by_claim.setdefault(denial.claim, []).append(denial)
    for answer in asserted:
        amount = amount_in_words(answer.figure.amount)
        for denying in denials.get(answer.statement or "", ()):
            because = f"{amount} is asserted in one statement and denied in another that refers to it"
            yield Conflict(question, answer.claim, denying, kind, because=because)
        for denial in by_claim.get(answer.claim, ()):
            if denial.statement and answer.actor != denial.actor:
                because = f"{amount} is asserted, {amount_in_words(denial.figure.amount)} denied"
                yield Conflict(question, answer.claim, denial.statement, kind, because=because)
