"""What changed in words as they were passed on: who says them, how surely, who did what to whom, and whether a plan became a deed.

Holds two paired statements against each other; a denial is also held against the silence of the same speaker, which shares few words
with it. As with figures, a difference counts only where the words of both tellings show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from closewatch.linking.drift_figures import Change, planned_to_done
from closewatch.linking.drift_names import changed_place, forces_in, forces_of_another_state, swapped_after_quantifier, swapped_sides
from closewatch.linking.drift_pairs import Pair
from closewatch.linking.drift_sides import Side
from closewatch.linking.drift_speakers import like_speaker, other_speaker, same_speaker, same_state, still_named
from closewatch.linking.drift_words import Rarity, content_words, nations_in, says, sentence_at
from closewatch.terms.claim import DriftKind
from closewatch.terms.report import Span
from closewatch.terms.statement import Stance, Statement


def changes_of_statements(pair: Pair) -> Iterator[Change]:
    """Give every change between two paired statements that their words show."""
    here, there = pair.here.statement, pair.there.statement
    if here is None or there is None or pair.here.told == pair.there.told:
        return
    for kind in _kinds(pair, here, there):
        speaker = kind is DriftKind.SPEAKER_CHANGED
        yield Change(kind, _words(pair.here, here, speaker), _words(pair.there, there, speaker))


def _words(side: Side, statement: Statement, speaker: bool) -> Span:
    return statement.source[0] if speaker and statement.source else side.sentence


def _kinds(pair: Pair, here: Statement, there: Statement) -> Iterator[DriftKind]:
    accuser = _accuser_accused(here, there) and not _speaks_elsewhere(pair.here, pair.there)
    if accuser or swapped_sides(pair) or swapped_after_quantifier(pair):
        yield DriftKind.ROLE_SWAPPED
    elif _speaker_changed(pair):
        yield DriftKind.SPEAKER_CHANGED
    if changed_place(pair):
        yield DriftKind.PLACE_CHANGED
    if planned_to_done(pair):
        yield DriftKind.PLANNED_TO_DONE
    if pair.alike.weight >= 1 and _one_source(pair) and certainty_raised(here, there):
        yield DriftKind.CERTAINTY_RAISED


def _speaker_changed(pair: Pair) -> bool:
    if pair.there.in_headline or pair.here.account is pair.there.account:
        return False
    return other_speaker(pair.here, pair.there) and not still_named(pair.here, pair.there)


def _one_source(pair: Pair) -> bool:
    return same_speaker(pair.here, pair.there) or like_speaker(pair.here, pair.there)


def _accuser_accused(here: Statement, there: Statement) -> bool:
    """The source of one is the first, or the nation, of the other's content, both ways: who accuses whom, who shot down whose jet."""
    if not (here.source and there.source and here.content and there.content):
        return False
    sides = [(statement.source[0].exact.casefold(), statement.content[0].exact.casefold()) for statement in (here, there)]
    if sides[0][0] != sides[1][0] and sides[0][1].startswith(sides[1][0]) and sides[1][1].startswith(sides[0][0]):
        return True
    speaking, spoken_of = (
        [nations_in(one.source[0].exact) for one in (here, there)],
        [nations_in(one.content[0].exact) for one in (here, there)],
    )
    return (
        bool(speaking[0] and speaking[1]) and not speaking[0] & speaking[1] and speaking[0] <= spoken_of[1] and speaking[1] <= spoken_of[0]
    )


def _speaks_elsewhere(side: Side, there: Side) -> bool:
    """Whether the other report lets him speak as well, so that each accuses the other there too, and the two were paired crosswise."""
    own = nations_in(side.source), content_words(side.source_words)
    others = [one for one in there.account.reading.statements if one.source and one.id != there.value.id]
    sources = [" ".join(span.exact for span in one.source) for one in others]
    return any(own[0] & nations_in(source) or own[1] & content_words(source) for source in sources)


def certainty_raised(here: Statement, there: Statement) -> bool:
    """Tell whether somebody confirms here what he only believed, or had signs of, there; or a "may have" was lost on the way."""
    left, right = (" ".join(span.exact for span in (*one.cue, *one.content)) for one in (here, there))
    if says("confirm", " ".join(span.exact for span in here.cue)) and not says("confirm", right) and not says("hedge", left):
        return bool(says("hedge", right))
    unsure = {Stance.BELIEVES, Stance.ESTIMATES, Stance.PREDICTS, Stance.DOUBTS}
    return bool(says("strong_hedge", right)) and not says("hedge", left) and here.stance not in unsure


def find_denials(here: tuple[Side, ...], there: tuple[Side, ...], words: Rarity) -> Iterator[tuple[Pair, Change]]:
    """Find each denial here by somebody who there only would not say, and who nowhere there denies it."""
    for side in here:
        denial = side.statement
        if denial is None or denial.stance is not Stance.DENIES or not _said(denial, "denial"):
            continue
        silences = [other for other in there if other.value is not denial and _silent(side, other)]
        denied = any(
            other.statement and other.statement.stance is Stance.DENIES and same_speaker(side, other)
            for other in there
            if other.value is not denial
        )
        if denied or not silences:
            continue
        best = max(silences, key=lambda other: (words.likeness(side.words, other.words).share, -other.sentence.start))
        share = words.likeness(side.words, best.words).share
        yield Pair(side, best, _score(share)), Change(DriftKind.DECLINE_TO_DENIAL, _whole(side), _whole(best))


def _silent(denial: Side, other: Side) -> bool:
    silence = other.statement
    if silence is None or silence.stance is Stance.DENIES or other.figure is not None:
        return False
    if silence.speaker is None and not silence.source:
        # "There was no comment from Minsk": nobody speaks, and the sentence names who does not.
        named = content_words(denial.source_words)
        return bool(named) and says("decline", other.whole) is not None and named <= content_words(other.whole)
    if not _said(silence, "decline"):
        return False
    return same_speaker(denial, other) or same_state(denial, other) or like_speaker(denial, other)


def _said(statement: Statement, phrase: str) -> bool:
    return says(phrase, " ".join(span.exact for span in (*statement.cue, *statement.content))) is not None


def find_grafts(here: tuple[Side, ...], there: tuple[Side, ...], words: Rarity) -> Iterator[tuple[Pair, Change]]:
    """Find each number that another outlet credits to somebody of whom the report itself says that he gave none."""
    for side in here:
        statement = side.statement
        if (
            side.figure is not None
            or statement is None
            or not statement.via
            or not side.figures
            or not says("disowned", _surroundings(side))
        ):
            continue
        own = [
            other for other in there if other.statement and other.value is not side.value and not other.figures and not other.statement.via
        ]
        own = [other for other in own if same_speaker(side, other) or same_state(side, other) or like_speaker(side, other)]
        best = max(
            own,
            key=lambda other: (_closeness(side, other), words.likeness(side.words, other.words).weight, -other.sentence.start),
            default=None,
        )
        if best is not None:
            yield Pair(side, best, _score(0)), Change(DriftKind.SPEAKER_CHANGED, _whole(side), _whole(best))


def _closeness(side: Side, other: Side) -> int:
    return 2 if same_speaker(side, other) else 1 if same_state(side, other) else 0


def _surroundings(side: Side) -> str:
    """The sentence of a statement, from its source on, and the next one."""
    text = side.account.report.text
    start, end = sentence_at(text, side.sentence.start, side.sentence.end)
    _, last = sentence_at(text, min(end + 1, len(text)), min(end + 2, len(text)))
    return text[start:last].split("\n\n")[0]


def find_other_forces(here: tuple[Side, ...], there: tuple[Side, ...], words: Rarity) -> Iterator[tuple[Pair, Change]]:
    """Find each statement that speaks of the forces of one state, where the same speaker's report there knows only those of another."""
    for side in here:
        if side.statement is None or not side.statement.content or not forces_in(side.sentence.exact):
            continue
        own = [other for other in there if other.statement and other.value is not side.value and same_speaker(side, other)]
        best = max(own, key=lambda other: (words.likeness(side.words, other.words).weight, -other.sentence.start), default=None)
        if best is None:
            continue
        pair = Pair(side, best, _score(words.likeness(side.words, best.words).share))
        if forces_of_another_state(pair):
            yield pair, Change(DriftKind.ROLE_SWAPPED, _whole(side), _whole(best))


def _whole(side: Side) -> Span:
    """The statement from its first word to its last."""
    statement = side.statement
    if statement is None:
        return side.sentence
    spans = (*statement.source, *statement.cue, *statement.content)
    return side.account.report.span(min(span.start for span in spans), max(span.end for span in spans))


def _score(share: float) -> Decimal:
    return Decimal(str(round(0.5 + 0.3 * share, 2)))
