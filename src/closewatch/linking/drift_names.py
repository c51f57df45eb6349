"""Names that stand in each other's place in two tellings of one thing: another town, another state, the two sides swapped.

Compares names by the letters that a state and its people share, and by what stands before them; a name that the other report knows
elsewhere, or that may be the larger place around the first, is no change.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from closewatch.linking.drift_pairs import Pair
from closewatch.linking.drift_sides import Side
from closewatch.linking.drift_words import (
    SEEN,
    TEXTS,
    Name,
    content_words,
    find_names,
    lexicon,
    name_core,
    names,
    nation,
    says,
    stem,
)
from closewatch.terms.about import Place

NEAR = 6
"""How many parties behind another may be the second one of its verb."""

LONGEST = 3_000
"""Characters of a telling in which parties are looked for: no sentence is as long."""

_FORCES = re.compile(
    r"(?P<name>(?:\b[A-Z][\w’'-]+ ){1,2})"
    r"(?:army|troops|soldiers?|forces|fighters|servicemen|mercenaries|units|marines|officers|men)\b"
)
_BE = frozenset("was were been being be is are".split())


def changed_place(pair: Pair) -> bool:
    """Tell whether the place of a telling was exchanged for one that is not around it or in it."""
    left, right = pair.here.words, pair.there.words
    ours, theirs = (tuple(name for name in _places(side.words) if name.text not in _where_said(side)) for side in (pair.here, pair.there))
    new = [name for name in ours if not _known(name, right)]
    gone = [name for name in theirs if not _known(name, left)]
    here, there = pair.here.figure, pair.there.figure
    if here is not None and there is not None and here.place and here.place.country and (words := _placed_words(pair, here.place, ours)):
        if there.place and there.place.country:
            located = " ".join(f"in {name.text}," for name in theirs)
            return there.place.country != here.place.country and not _known_text(words, located) and _stands(pair, there.place)
        if there.place is None and not gone:
            return _new_country(pair, here.place)
    if pair.alike.share >= 0.5 and any(_other_site(left, right, kinds) for kinds in (lexicon().directions, lexicon().sites)):
        return True
    if says("restricted", right) and not says("restricted", left) and any(name.after == "in" for name in new):
        return True
    return any(_exchanged(one, other) for one in new for other in gone) and pair.score >= 0.7


def _where_said(side: Side) -> str:
    """The words between the verb of saying and what is said: "confirmed in Budapest that", the place of the talk and not of the fact."""
    statement = side.statement
    if statement is None or not statement.cue or not statement.content:
        return ""
    end, start = statement.cue[-1].end, statement.content[0].start
    return side.account.report.text[end:start] if end < start else ""


def _placed_words(pair: Pair, place: Place, located: tuple[Name, ...]) -> str:
    """The words for the place in the retelling: those that the reader gives, or a state that the sentence puts it in."""
    if place.span:
        return place.span.exact if place.span.exact in pair.here.words else ""
    return next((name.text for name in located if nation(name.text) == place.country), "")


def _stands(pair: Pair, place: Place) -> bool:
    """The place that the reader inferred has its words in the report, before or in the sentence."""
    return any(word in pair.there.account.report.text for word in re.findall(r"[A-Z]\w{3,}", place.name))


def _new_country(pair: Pair, place: Place) -> bool:
    """A country that the other report, which knows others, does not speak of at all."""
    account = pair.there.account
    known = {figure.place.country for figure in account.reading.figures if figure.place and figure.place.country}
    text = place.span.exact if place.span else place.name
    return bool(known) and place.country not in known and not _known_text(text, account.report.text)


def _other_site(left: str, right: str, kinds: dict[str, re.Pattern[str]]) -> bool:
    """A school stands where a hospital stood, the south where the north."""
    plain = [re.sub(r"\b[A-Z][\w’'-]*", "", text) for text in (left, right)]  # "the North" and "Western officials" are no directions
    found = [{name for name, words in kinds.items() if words.search(text)} for text in plain]
    return bool(found[0] - found[1]) and bool(found[1] - found[0])


def _exchanged(new: Name, gone: Name) -> bool:
    """Two names after like prepositions, both of states or neither: a state in the place of a town may well hold it."""
    if not {new.after, gone.after} <= _IN_PLACE | {"to", "from", "towards", "toward"}:
        return False
    codes = nation(new.text), nation(gone.text)
    return (
        (codes[0] is None) == (codes[1] is None)
        and (codes[0] is None or codes[0] != codes[1])
        and (new.after == gone.after or {new.after, gone.after} <= {"in", "at", "near", "inside", "around"})
    )


def _places(text: str) -> tuple[Name, ...]:
    return tuple(name for name in names(text) if name.after)


def _known(name: Name, text: str) -> bool:
    """The name, or any word of it, stands in a text in whatever form."""
    return _known_text(name.text, text)


def _known_text(words: str, text: str) -> bool:
    own = {word for name in names(f"in {words}") for word in name.core.split()} or {stem(word) for word in words.split()}
    return bool(({word for word in own if word not in _kinds_of_place()} or own) & _cores(text))


@lru_cache(maxsize=TEXTS)
def _cores(text: str) -> frozenset[str]:
    """What the names of a text, and its words with a capital, have in common with their other forms."""
    capitals = (stem(word) for word in re.findall(r"\w+", text) if word[0].isupper())
    return frozenset((*(word for name in find_names(text) for word in name.core.split()), *capitals))


@cache
def _kinds_of_place() -> frozenset[str]:
    return frozenset(map(name_core, lexicon().kinds_of_place))


def changed_nation(here: str, there: str, report: str) -> bool:
    """Tell whether people of one nation stand where those of another stood, and the other report does not know the new one.

    >>> changed_nation("Bangladeshi workers", "Nepalese workers", "About 700 Nepalese workers were stranded.")
    True
    """
    left, right = _nationalities(here), _nationalities(there)
    return bool(left and right and not set(left) & set(right) and not any(_known_text(word, report) for word in left.values()))


def _nationalities(text: str) -> dict[str, str]:
    """The nations and other named peoples of a text, by code where a state's name shows it."""
    found = {}
    for name in names(f"by {text}"):
        found[nation(name.text) or name.core] = name.text
    return found


def forces_of_another_state(pair: Pair) -> bool:
    """Tell whether the forces of one state stand here, where the other report knows only those of another."""
    ours = forces_in(pair.here.sentence.exact)
    account = pair.there.account
    theirs = forces_in(account.report.text) - ours if account is pair.here.account else forces_in(account.report.text)
    counted = (figure.population for figure in account.reading.figures)
    theirs |= {people.country for people in counted if people and people.kind == "combatant"} - {None}
    return bool(ours and theirs) and not ours & theirs and not _FORCES_OF_CAPITAL.search(account.report.text)


_FORCES_OF_CAPITAL = re.compile(r"\b(?!Its|His|Their)[A-Z]\w+['’]s (?:army|troops|soldiers|forces|fighters|men)\b")
"""The forces of a capital or a leader, whose state nothing here tells."""


def forces_in(text: str) -> set[str | None]:
    """Give the states of whose forces a text speaks.

    >>> forces_in("Russian troops crossed the river.")
    {'RU'}
    """
    found = set()
    for match in _FORCES.finditer(text):
        words = match["name"].split()
        code = nation(" ".join(words)) or nation(words[-1])
        if code:
            found.add(code)
    return set(found)


def swapped_sides(pair: Pair) -> bool:
    """Tell whether two parties changed places around one verb, whatever its voice, or around "from" and "to"."""
    ways = [{name.after: name.core for name in names(text) if name.after in ("from", "to")} for text in (pair.here.words, pair.there.words)]
    if all(len(way) == 2 for way in ways) and ways[0]["from"] == ways[1]["to"] != ways[0]["to"] == ways[1]["from"]:
        return True
    here, there = (side.words[:LONGEST] for side in (pair.here, pair.there))
    if _turned_round(here, there):
        return True
    known = _within(here) | _within(there)
    left, right = _deeds(here, known), _deeds(there, known)
    return any(
        (left[verb][0] & patient or not patient) and left[verb][1] & agent and not left[verb][0] & agent
        for verb, (agent, patient) in right.items() if verb in left
    )  # fmt: skip


Party = frozenset[str]
_APART = re.compile(r"[,;:]\s")
"""Two parties with a clause's end between them are not of one verb."""


def _within(text: str) -> frozenset[str]:
    """The names that stand within a telling, by which one that begins the other is known for a name."""
    return frozenset(name.core for name in names(text) if name.start)


def _turned_round(here: str, there: str) -> bool:
    """The same words stand between two parties, and the parties have changed places."""
    known = _within(here) | _within(there)
    left, right = _between(here, known), _between(there, known)
    return any(
        (second, first) in left and left[second, first] == words and (first, second) not in left for (first, second), words in right.items()
    )


@lru_cache(maxsize=SEEN)
def _between(text: str, known: frozenset[str]) -> dict[tuple[Party, Party], frozenset[str]]:
    parties = _parties(text, known)
    found = {}
    for place, (_, end, first) in enumerate(parties):
        for start, _, second in parties[place + 1 : place + 1 + NEAR]:
            between = text[end:start]
            if _APART.search(between):
                break
            words = content_words(between)
            if words and not first & second and any(map(_is_verb, between.casefold().split())):
                voice = frozenset(("by", *_BE)) & set(between.casefold().split())
                found[first, second] = words | voice
    return found


@lru_cache(maxsize=SEEN)
def _deeds(text: str, known: frozenset[str]) -> dict[str, tuple[Party, Party]]:
    """Who did what to whom for each verb: the nearest party before it and the first after it, turned round in the passive."""
    parties = _parties(text, known)
    found: dict[str, tuple[Party, Party]] = {}
    for match in re.finditer(r"[A-Za-z]+", text):
        word = match[0].casefold()
        before = [one for one in parties if one[1] <= match.start()]
        after = [one for one in parties if one[0] >= match.end()]
        if not _is_verb(word) or word in lexicon().stop or not before or len(before) + len(after) < len(parties):
            continue
        ahead = text[before[-1][1] : match.start()].casefold().split()
        behind = text[match.end() : after[0][0] if after else None].casefold().split()
        if not after:
            if len(ahead) < 2 and not _BE & set(ahead) and "by" not in behind:
                found.setdefault(lexicon().same.get(stem(word), stem(word)), (before[-1][2], frozenset()))
            continue
        gaps = text[before[-1][1] : match.start()], text[match.end() : after[0][0]]
        if any(map(_APART.search, gaps)) or behind[:1] == ["that"]:
            continue
        passive = bool(_BE & set(ahead[-3:])) or "by" in behind
        if not passive or "by" in behind:
            deed = before[-1][2], after[0][2]
            found.setdefault(lexicon().same.get(stem(word), stem(word)), (deed[1], deed[0]) if passive else deed)
    return {verb: deed for verb, deed in found.items() if not deed[0] & deed[1]}


def _is_verb(word: str) -> bool:
    return word.endswith("ed") or word in _IRREGULAR


_IRREGULAR = frozenset(
    "shot hit struck beat took gave sent lent lost won fought held drove sold paid met found brought caught left led hurt built bought"
    " fired shoots hits kills attacks shells sends gives takes overran shoot kill attack".split()
)


def _parties(text: str, known: frozenset[str]) -> list[tuple[int, int, Party]]:
    """Where each party stands and by which words it is known: its name where it has one, else its noun; names of places are none."""
    pieces = [(name.start, name.end, name_core(name.text.split()[-1]), True) for name in names(text) if name.after not in _IN_PLACE]
    first = _FIRST.match(text)
    if first and name_core(first[0]) in known and not any(start < first.end() for start, *_ in pieces):
        pieces.append((0, first.end(), name_core(first[0]), True))
    nouns = ((match.start(), match.end(), lexicon().same.get(stem(match[0]), stem(match[0])), False) for match in _PARTY.finditer(text))
    pieces += (noun for noun in nouns if not any(start < noun[1] and noun[0] < end for start, end, _, _ in pieces))
    runs: list[list[tuple[int, int, str, bool]]] = []
    for piece in sorted(pieces):
        joined = bool(runs) and _JOINS.fullmatch(text[runs[-1][-1][1] : piece[0]])
        runs[-1:] = [[*runs[-1], piece]] if joined else [*runs[-1:], [piece]]
    named = [[one for one in run if one[3]] or run[-1:] for run in runs]
    return [(run[0][0], run[-1][1], frozenset(one[2] for one in kept)) for run, kept in zip(runs, named, strict=True)]


_FIRST = re.compile(r"[A-ZÀ-Þ][\w’'-]+")


_JOINS = re.compile(r"(?:['’]s)?\s+(?:(?:from|of)\s+(?:the\s+)?)?(?:[a-z]+ary\s+)?")
_IN_PLACE = frozenset(("in", "into", "at", "near", "inside", "outside", "around", "off", "on the road to"))
_PARTY = re.compile(
    "|".join(
        (*(words.pattern for words in lexicon().people.values()), *(words.pattern for words in lexicon().sources.values()), r"\bforces?\b")
    ),
    re.IGNORECASE,
)


def swapped_after_quantifier(pair: Pair) -> bool:
    """Tell whether "none of the Ukrainians" became "none of the North Koreans": another party behind the same small words."""
    both = [
        {
            match[1].casefold(): match[2]
            for match in re.finditer(r"\b(none|all|most|one|both|some|many) of the ([A-Z]\w+(?: [A-Z]\w+)*)", text)
        }
        for text in (pair.here.words, pair.there.words)
    ]
    return any(
        (one := nation(both[0][word])) is not None and (other := nation(both[1][word])) is not None and one != other
        for word in both[0].keys() & both[1].keys()
    )
