"""Whom of the people named before it a pronoun most likely means: how near, how often, and as the subject or as what else they were named.

Weighs places of one text, after Lappin and Leass (1994): subjects before objects, the same sentence before the last one, and nobody who
stands beside the pronoun as another part of its own clause. Who is who, and who could be meant besides, is the business of `pronouns`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from closewatch.reading.actors import country_in, is_known, known_actor
from closewatch.reading.drafts import Offsets
from closewatch.reading.gazetteer import key_of, names_beginning
from closewatch.reading.genders import gender_of
from closewatch.reading.kinds import noun_kind
from closewatch.reading.names import BODY_ENDS
from closewatch.reading.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    IRREGULAR_PASTS,
    MONTHS,
    NUMBER_WORDS,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    TITLES,
)
from closewatch.terms.actor import ActorKind

WINDOW = 700
"""Characters before a pronoun in which somebody is looked for."""
_AHEAD = 120
"""Characters behind a pronoun in which the subject of its sentence is looked for: "In his speech, Roe said"."""
_FAR = 4_000
"""Characters on either side in which a word that opens a sentence is looked for inside of another one."""
_NAME = re.compile(
    r"(?<![\w’'.-])[^\W\d_a-z][\w’-]*[^\W\d_](?:[ ](?:[A-Z]\.|(?:(?:de|del|van|von|der|bin|ibn|al|el|la)[ ])*[^\W\d_a-z][\w-]+))*"
)
_ENDS = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)(?<!\bJr)[.!?][”\"’')]*\s+(?=[^\W\da-z“\"'])|\n+")
_JOINT = re.compile(
    r"[,;:—–()\"“”]|\b(?:and|but|or|that|who|whom|which|when|while|where|because|although|though|if|as|after|before|since|until|than|so)\b"
)
_CLAUSE = re.compile(
    r"(?:^|[.!?;:,—–(“\"]\s*|\b(?:and|but|or|that|when|while|where|because|although|though|if|as|after|before|since|until|than|so)\s)$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(rf"(?:,? [a-z]+ly)? (?:{'|'.join(sorted(AUXILIARIES | IRREGULAR_PASTS))}|[a-z]+(?:ed|s)|[a-z]+)\b")
_IS = re.compile(r" (?:was|were|is|are|has|had|lies|lay|fell|remained|remains|became)\b")
"""What places do too."""
_ACTING = re.compile(rf"(?:,? [a-z]+ly)?(?: (?:{'|'.join(sorted(AUXILIARIES | IRREGULAR_PASTS))}|[a-z]+(?:ed|[^aiou]s))\b|,|['’]s? | \()")
_NO_PEOPLE = frozenset(
    "the a an in on at but and for from with by as if it he she they we this that these those when while after before since no not i "
    "you his her their its our my there here then both all some many most such however also so or nor yet what who where why how "
    "although during according despite instead meanwhile later other others following early late based includes including through "
    "yes even only just perhaps again nevertheless".split()
) | {*DAYS, *MONTHS, *NUMBER_WORDS, *DETERMINERS, *PREPOSITIONS, *CONJUNCTIONS, *RELATIVES}
_THINGS = frozenset(
    "act award prize cup series street road park bridge river lake sea mountain island festival championship championships games day "
    "trophy show theatre theater opera album film treaty plan war revolution north south east west".split()
)
"""Last words of names that no person bears, beside those of bodies, outlets and documents."""
_NOUN = re.compile(r" ([a-z]+)\b")
_ROLES = {"subject": 1.0, "object": 0.7, "beside": 0.55, "owner": 0.6}
"""How much it weighs as what somebody was named; "beside" is behind a preposition. First set by hand, checked on the train split of GAP."""
_DISTANCE = (1.0, 0.8, 0.5, 0.3, 0.2)
"""The weight of a mention by how many sentences back it stands."""
_AGAIN = 0.3
"""The share at which every further mention counts."""
_OWNED = 1.5
"""How much more the subject of its own clause is meant by "his" and "her"."""
_ENOUGH = 0.35


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named near a pronoun: the fullest words, where they stand, and the gender that these tell.

    `proven` is False for one word that places bear too, or that stands there once and does what places do: "Rivertown was quiet".
    """

    name: str
    places: tuple[Offsets, ...]
    gender: str | None
    proven: bool = True


def people_near(text: str, before: int, full_names: Mapping[str, Sequence[str]]) -> list[Named]:
    """Find the people named before a place and right behind it in its sentence; `full_names` are those of the text by each word.

    >>> text = "Ann Roe met Ivan Kit. She laughed."
    >>> [(person.name, person.gender) for person in people_near(text, 22, {})]
    [('Ann Roe', 'f'), ('Ivan Kit', 'm')]
    """
    first = max(0, before - WINDOW)
    found: dict[str, list[Offsets]] = {}
    for match in _NAME.finditer(text, first, min(len(text), before + _AHEAD)):
        if match.start() >= before and _ENDS.search(text, before, match.start()) is not None:
            break
        at = _person_at(text, match)
        if at is None:
            continue
        words = text[slice(*at)].split()
        last = words[-1].removesuffix("'s").removesuffix("’s")
        full = next((name for name in (*full_names.get(last, ()), *found) if last in name.split() and len(name.split()) > len(words)), None)
        found.setdefault(full or " ".join((*words[:-1], last)), []).append(at)
    people = []
    for name, places in found.items():
        gender = gender_of(name if " " in name else f"{name} {name}")
        proven = " " in name or gender is not None or name in full_names
        place = key_of(name) in names_beginning(name).names
        doing = len(places) > 1 or not _IS.match(text, places[0][1])
        people.append(Named(name, tuple(places), gender, proven or (doing and not place)))
    return people


def _person_at(text: str, match: re.Match[str]) -> Offsets | None:
    """The place of a run of capitalised words that can be a person's name, without what stands before it; None for any other."""
    start, end = match.span()
    words = match[0].split()
    while words and (words[0].lower().rstrip(".") in _NO_PEOPLE | TITLES or country_in(words[0]) is not None):
        start += len(words[0]) + 1
        words = words[1:]
    if not words or len(words) > 4 or match[0].isupper() or any(word.lower() in _NO_PEOPLE or word.lower() in _THINGS for word in words):
        return None
    last = words[-1].removesuffix("'s").removesuffix("’s")
    if any(noun_kind(word) in (ActorKind.BODY, ActorKind.OUTLET, ActorKind.DOCUMENT) or word.lower() in BODY_ENDS for word in words):
        return None
    name = " ".join((*words[:-1], last))
    if country_in(name) is not None or last.isupper() or noun_kind(last) is not None:
        return None
    known = known_actor(name)
    if (known is not None and known.kind is not ActorKind.PERSON) or (known is None and is_known(name)):
        return None
    if len(words) == 1 and (_is_place(text, start, end) or not _is_name(text, start, end, name)):
        return None
    return start, end


def _is_name(text: str, start: int, end: int, word: str) -> bool:
    """Whether one capitalised word is a name and does not only open its sentence: "Dumped by him", "Early in the war"."""
    if not _opens(text, start):
        return True
    if word.endswith(("ed", "ing", "ly")) and text[end : end + 2] not in ("'s", "’s"):
        return False
    if (behind := _NOUN.match(text, end)) is not None and noun_kind(behind[1]) is ActorKind.GROUP:
        # "Security officers" are several.
        return False
    again = re.compile(rf"(?<![\w-]){re.escape(word)}\b").finditer(text, max(0, start - _FAR), start + _FAR)
    inside = (match for match in again if not _opens(text, match.start()))
    return _ACTING.match(text, end) is not None or next(inside, None) is not None


def _opens(text: str, start: int) -> bool:
    return start == 0 or text[max(0, start - 3) : start].rstrip()[-1:] in ".!?\n:”\"“'‘" or text[start - 1] == "\n"


def _is_place(text: str, start: int, end: int) -> bool:
    """Whether one capitalised word stands where places do: behind "in" or "at", before a comma and another place, before a noun."""
    before = text[max(0, start - 12) : start].lower().split()
    if before[-1:] and before[-1] in ("in", "at", "near", "into", "across", "throughout", "the", "from", "to"):
        return before[-1] not in ("from", "to") or text[end : end + 2] == ", "
    return False


def opening_of(text: str, at: int) -> int:
    """Give where the sentence begins that a place stands in, or how far back is looked.

    >>> opening_of("Ann Roe left. Then she slept.", 19)
    14
    """
    first = max(0, at - WINDOW)
    return max((match.end() for match in _ENDS.finditer(text, first, at)), default=first)


def most_salient(text: str, at: int, pronoun: str, people: Sequence[Sequence[Offsets]]) -> int | None:
    """Choose whom a pronoun at a place means among people who fit it, by where each is named; None where nobody stands out.

    >>> most_salient("Ann Roe met Eva Kit. She laughed.", 21, "She", [[(12, 19)], [(0, 7)]])
    1
    """
    bounds = [match.end() for match in _ENDS.finditer(text, max(0, at - WINDOW), at)]
    role = _role_of(text, at, pronoun)
    best: tuple[float, Offsets, int | None] = (_ENOUGH, (-1, -1), None)
    for number, places in enumerate(people):
        weights = sorted((_weight(text, at, role, place, bounds) for place in places), reverse=True)
        if weights and weights[0] > 0:
            best = max(best, (weights[0] + _AGAIN * sum(weights[1:]), max(places), number), key=lambda found: found[:2])
    return best[2]


def _role_of(text: str, at: int, pronoun: str) -> str:
    low = pronoun.lower()
    if low in ("he", "she"):
        return "subject"
    if low == "him":
        return "object"
    behind = re.match(r"[ ]([a-z][\w’'-]*)", text[at + len(pronoun) : at + len(pronoun) + 20])
    owning = behind is not None and behind[1] not in PREPOSITIONS | AUXILIARIES | POSSESSIVES | SUBJECT_PRONOUNS | {
        "and",
        "that",
        "the",
        "a",
    }
    owning = owning or re.match(r" [“\"A-Z]", text[at + len(pronoun) : at + len(pronoun) + 2]) is not None
    return "owner" if low == "his" or (low == "her" and owning) else "object"


def _weight(text: str, at: int, role: str, place: Offsets, bounds: Sequence[int]) -> float:
    """How much one mention counts for a pronoun."""
    start, end = place
    if start >= at:
        # "In his speech, Roe said": only the subject that the sentence goes on to.
        opening = text[bounds[-1] if bounds else 0 : at]
        ahead = _JOINT.search(opening) is None and role != "object" and text[:start].rstrip().endswith(",")
        return 0.9 if ahead and not opening[:1].islower() else 0.0
    back = sum(1 for bound in bounds if bound > start)
    weight = _DISTANCE[min(back, len(_DISTANCE) - 1)]
    own = _own_role(text, start, end)
    weight *= _ROLES[own]
    if not back and _JOINT.search(text, end, at) is None:
        if role == "object" and own != "owner":
            return 0.0
        if role == "owner" and own == "subject":
            weight *= _OWNED
    return weight


def _own_role(text: str, start: int, end: int) -> str:
    if text[end : end + 2] in ("'s", "’s") or text[end - 2 : end] in ("'s", "’s") or text[end : end + 3] in (" 's", " ’s"):
        return "owner"
    before = text[max(0, start - 40) : start]
    words = before.split()
    while words and words[-1].lower().strip(".") in TITLES:
        before = before.rstrip()[: -len(words.pop())]
    if _CLAUSE.search(before) is not None and (_SUBJECT.match(text, end) is not None or text[end : end + 1] == ","):
        return "subject"
    return "beside" if words and words[-1].lower() in PREPOSITIONS else "object"
