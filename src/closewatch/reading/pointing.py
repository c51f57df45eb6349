"""Reads what a denial or a refusal to say is about that names nothing itself: "the reports", "it", "a question about the clinic".

Works on what `about` found in the words of the other statements of a report; nothing is taken over from a statement that its speaker could
not mean, and every value taken over says so in its rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

from closewatch.reading.happenings import lexicon_words
from closewatch.reading.tokens import Tokens, cut
from closewatch.terms.about import About, Act
from closewatch.terms.report import Report
from closewatch.terms.statement import Stance, Statement

POINTS_BACK = "points back at what was told"
ANSWERED = (Stance.DENIES, Stance.DECLINES)
DETAILS = re.compile(r"\b(?:details?|number|numbers|figures?|breakdown|how many)\b")
"""What is refused where the event itself is not in question: gave no details of casualties."""
REACH = 40
"""How many statements before and behind a denial can point at, so that the time stays linear (as in linking.denials)."""
Whose: TypeAlias = tuple[str | None, str | None]
"""The country of the people spoken of, and that of the place."""
_PRONOUNS = frozenset("it this that them these those everything all so".split())
_BEHIND_A_PRONOUN = frozenset(("", "of", "as", ",", ".", "out", "outright", "flatly", "was", "were", "is", "are", "had", "has", "to", "a"))
_SPEAKING = frozenset("comment speak talk discuss answer address confirm elaborate respond".split())
"""What is refused: declined to comment on the matter."""
_POINTING = 6
"""Pieces within which the noun stands that points: all of the Western press reports."""
_BETWEEN = frozenset("that which who in by to with from because , ; : and".split())
_NOUN = re.compile(r"[a-z]{5,}")
_OWNED = re.compile(r"\b(?:its|our|their|his|her)\s+(?:own\s+)?([a-z]{4,})")
_OPEN = re.compile(r"\b(?:when|where|why|how|what)\b")
"""What is asked for beyond the event: could not say when the clinic would open."""
_COMMON = frozenset(
    "about after again asked before being comment could during other people question should since their there these would".split()
)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|any such|such an?)\s+(?:\w+\s+)?$")
_BEFALLS = frozenset("killed wounded casualties destroyed damaged incidents launched".split())
"""What the words "the attack" can point at, whatever the report counted of it."""


class Pointing(Enum):
    """Whether words point at one thing that was told, or at all of it."""

    ONE = "one"
    ALL = "all"


def points_back(tokens: Tokens, first: int, last: int) -> Pointing | None:
    """Tell whether words name nothing themselves but point at what was told: the reports as groundless, all of it, such a thing.

    >>> from closewatch.reading.tokens import cut
    >>> [points_back(cut(words), 0, len(cut(words).words)) for words in ("the reports as groundless", "it", "his holiday")]
    [<Pointing.ALL: 'all'>, <Pointing.ONE: 'one'>, None]
    """
    one, many = (lexicon_words("pointing", key) for key in ("one", "all"))
    at = first + (tokens.word(first) == "that" and last - first > 1)
    if tokens.word(first) == "to" and tokens.word(first + 1) in _SPEAKING:
        at = first + 2 + (tokens.word(first + 2) in ("on", "about"))
    if at < last and tokens.words[at] in _PRONOUNS:
        following = tokens.word(at + 1) if at + 1 < last else ""
        if following in _BEHIND_A_PRONOUN:
            return Pointing.ALL if tokens.words[at] in many else Pointing.ONE
    for word in tokens.words[at : min(last, at + _POINTING)]:
        if word in one or word in many:
            return Pointing.ALL if word in many else Pointing.ONE
        if word in _BETWEEN:
            return None
    return None


@dataclass(frozen=True)
class Around:
    """What stands round a denial: the statements near it, in the order of the text, what each is told to be about, and of which people in
    which country the report tells most."""

    report: Report
    near: Sequence[Statement]
    told: Mapping[int, About]
    usual: Whose | None

    def others(self, denial: Statement) -> Iterator[Statement]:
        """Give the statements that a denial, or a refusal to say, can mean."""
        return (one for one in self.near if one is not denial and _can_be_meant(one, denial, self.about(one)))

    def about(self, one: Statement) -> About | None:
        """Give what a statement is told to be about."""
        return self.told.get(id(one))


def usual_of(told: Mapping[int, About]) -> Whose | None:
    """Say of whose people in which country a report tells most: what "the reports" are about."""
    return next((whose for whose, _ in Counter(map(_whose, told.values())).most_common(1)), None)


def pointed_at(denial: Statement, around: Around) -> About | None:
    """Say what a denial or a refusal to say is about that names no event itself.

    One claim is the last one told, by anybody else or by somebody whom the words name; all the reports are what the report mostly tells.
    An accusation is the last thing that somebody was accused of; and who will not speak of a thing that was just told of, or says that his
    own had no part in it, answers what was told.
    """
    span = denial.content[0]
    tokens = cut(around.report.text, span.start, span.end)
    pointing = points_back(tokens, 0, len(tokens.words))
    others = list(around.others(denial))
    named = _of_the_same_thing(denial, around, others)
    if pointing is None and named is None:
        return None
    before = [one for one in others if one.content[0].start < span.start]
    owned = [one for one in before if one.speaker and _owns(span.exact, one.speaker.names)]
    accused = [one for one in before if around.about(one) and _is_an_accusation(one)] if _points_at_accusations(tokens) else []
    if pointing is Pointing.ALL and not owned and not accused:
        before, others = (
            [one for one in some if (about := around.about(one)) and _whose(about) == around.usual] for some in (before, others)
        )
    first_choice = owned or accused
    target = first_choice[-1] if first_choice else named or (before[-1] if before else others[0] if others else None)
    if denial.stance is Stance.DECLINES and (target is None or around.about(target) is None):
        target = _disputed_before(denial, around)
    if target is None:  # nobody is told to say so, only others to deny it
        apart = (one for one in around.near if around.about(one) and one.speaker != denial.speaker)
        target = next((one for one in apart if not around.told[id(one)].planned), None)
    about = around.about(target) if target else None
    if about is None:
        return None
    act = Act.DELIVERED if about.act is Act.DELIVERED else None
    return replace(about, act=act, negated=False, planned=False, span=span, rule=POINTS_BACK)


def settle_event(denial: Statement, about: About, around: Around) -> About:
    """Give what "the attack" in a denial is about: what was last told to have happened, to those whom it was told of."""
    found = about.span
    unnamed = about.population is None or (about.population.country is None and about.population.span is None)
    if about.measure not in _BEFALLS or found is None or not unnamed or (about.place is not None and not about.place.rule):
        return about
    if not _DEFINITE.search(around.report.text[max(0, found.start - 30) : found.start]):
        return about
    before = [one for one in around.others(denial) if one.content[0].start < found.start and (told := around.about(one)) and told.measure]
    same = [one for one in before if around.told[id(one)].measure == about.measure]
    alike = [one for one in before if about.measure == "incidents" and around.told[id(one)].measure in _BEFALLS]
    targets = same or alike
    if not targets:
        abouts = (around.told[id(one)] for one in around.near if one is not denial and around.about(one))
        place = next((one.place for one in abouts if one.measure == about.measure and one.place), None)
        return replace(about, place=replace(place, span=None, rule=POINTS_BACK)) if place and about.place is None else about
    meant = around.told[id(targets[-1])]
    return replace(meant, negated=about.negated, planned=about.planned, span=found, rule=POINTS_BACK)


def _of_the_same_thing(denial: Statement, around: Around, others: Sequence[Statement]) -> Statement | None:
    """The statement last told in the same paragraph that speaks of a thing of which somebody will not speak, or says of his own that it
    had no part: a question about the clinic; none of its aircraft had flown."""
    words = denial.content[0].exact
    if denial.stance is Stance.DECLINES:
        asked = f"{' '.join(span.exact for span in denial.cue)} {words}".lower()
        things = set() if DETAILS.search(asked) or _OPEN.search(words.lower()) else set(_NOUN.findall(words)) - _COMMON
    else:
        things = set(_OWNED.findall(words)) - _COMMON
    start = denial.content[0].start
    paragraph = next((block.span.start for block in around.report.blocks if block.span.start <= start < block.span.end), start)
    before = (one for one in others if paragraph <= one.content[0].start < start and around.about(one))
    sharing = [one for one in before if not things.isdisjoint(_NOUN.findall(" ".join(span.exact for span in one.content)))]
    return sharing[-1] if sharing else None


def _disputed_before(denial: Statement, around: Around) -> Statement | None:
    """The last thing told by others, if only in denying it: who will not comment on it answers neither yes nor no."""
    before = (one for one in around.near if one.content[0].start < denial.content[0].start and one.speaker != denial.speaker)
    return next((one for one in reversed([*before]) if (about := around.about(one)) and not about.planned), None)


def _points_at_accusations(tokens: Tokens) -> bool:
    return not lexicon_words("accusing", "pointing").isdisjoint(tokens.words[:_POINTING])


def _is_an_accusation(one: Statement) -> bool:
    return any(not lexicon_words("accusing").isdisjoint(span.exact.lower().split()) for span in one.cue)


def _can_be_meant(one: Statement, denial: Statement, about: About | None) -> bool:
    """Nobody denies a denial, or a "no", a plan that others foresee, or what they say themselves, but for what they had declined to say."""
    own = one.speaker is not None and one.speaker == denial.speaker
    refused = denial.stance is Stance.DENIES and about is not None and about.negated
    return one.stance is not Stance.DENIES and not refused and not (about and about.planned) and (not own or one.stance is Stance.DECLINES)


def _whose(about: About) -> Whose:
    return (about.population.country if about.population else None, about.place.country if about.place else None)


def _owns(words: str, names: Sequence[str]) -> bool:
    return any(f"{name}'s " in words or f"{name}’s " in words for name in names)
