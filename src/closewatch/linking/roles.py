"""What a phrase describes by role and country: a body of a state ("Sudan's army"), the office of a person ("the Ukrainian president").

Reads the phrase alone, word by word to its end: a phrase with a word too many describes nobody here. Who is meant, and who held an office
on a day, is told by the `lexicon`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from closewatch.linking.names import plain_words
from closewatch.terms.states import NameKind, state_named, words_of

_LONGEST = 5
"""Words that the longest name of a state has: "Democratic Republic of the Congo"."""
_NOT_THE_STATE = frozenset(("houthi", "houthis"))
"""Demonyms of a country in the list of states that name a party to its war, and not its people or its state."""
_BETWEEN = frozenset(("of", "in", "for", "at"))
_HEADS = r"(?:chief|head|leader|director|boss|director[- ]general|secretary[- ]general|executive director|high commissioner)"
_HEAD = re.compile(rf"^(?:the )?(?:{_HEADS} of (?:the )?(?P<of>.+)|(?P<whose>.+?)(?:['’]s?)? {_HEADS})$", re.IGNORECASE)
_AMBASSADOR = re.compile(r"^(?P<whose>.+?) (?:ambassador|envoy) (?:in|to|at) (?:the )?(?P<to>.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Described:
    """What a phrase says: the role of a body or the office of a person, the country as a code where it names one, and for the head of a
    body the words for that body, as they are written."""

    role: str
    country: str | None = None
    of: str | None = None


@cache
def role_table(name: str) -> dict[str, str]:
    """Give the roles of bodies, the offices or the charges of ministries by every phrase for them."""
    return {phrase: role for role, phrases in _tables()[name].items() for phrase in phrases}


@cache
def people_words(name: str) -> frozenset[str]:
    """Give one of the lists of words about people: briefers, ranks, apart."""
    return frozenset(_tables()["people"][name])


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("closewatch.linking").joinpath("roles.toml").read_text("utf-8"))


@lru_cache(maxsize=8192)
def describe_body(phrase: str) -> Described | None:
    """Say which body of a state a phrase describes; a bare name of a state, its capital or its seat of government is the government.

    >>> describe_body("Sudan's army"), describe_body("the Nigerian Defense Ministry")
    (Described(role='military', country='SD', of=None), Described(role='ministry of defence', country='NG', of=None))
    >>> describe_body("Pyongyang").role, describe_body("Ukrainians"), describe_body("National Intelligence Agency")
    ('government', None, None)
    """
    country, rest = country_and_rest(phrase)
    if not rest:
        bare = state_named([phrase[start:end] for start, end in words_of(phrase.removeprefix("the "))])
        return Described("government", country) if country and not (bare and bare.kind is NameKind.DEMONYM) else None
    role = _role(rest)
    return Described(role, country) if role else None


@lru_cache(maxsize=8192)
def describe_office(phrase: str) -> Described | None:
    """Say which office of a state or a body a phrase describes; nothing for those who are not in it, as a former or deputy minister.

    >>> describe_office("Ukraine's defense minister"), describe_office("former Ukrainian president")
    (Described(role='minister of defence', country='UA', of=None), None)
    >>> describe_office("head of the Rapid Support Forces").of, describe_office("Kyiv's ambassador in Seoul").role
    ('Rapid Support Forces', 'ambassador in KR')
    """
    words = plain_words(phrase)
    if not words or (people_words("apart") & set(words) and words[-2:] != ["vice", "president"]):
        return None
    if words[-2:] in (["kremlin", "spokesman"], ["kremlin", "spokesperson"]):
        return Described("presidential spokesperson", "RU")
    country, rest = country_and_rest(phrase)
    office = role_table("offices").get(rest) or _minister(rest)
    if office:
        return Described(office, country)
    if posted := _AMBASSADOR.match(phrase):
        (sender, left), (to, other) = (country_and_rest(posted[end]) for end in ("whose", "to"))
        return Described(f"ambassador in {to}", sender) if sender and to and not left and not other else None
    head = _HEAD.match(phrase)
    return Described("head of", country, head["of"] or head["whose"]) if head else None


def _role(rest: str) -> str | None:
    return role_table("bodies").get(rest) or _ministry(rest)


def _ministry(rest: str) -> str | None:
    if rest == "foreign office":
        return "ministry of foreign"
    for before in ("ministry of ", "ministry for ", "department of "):
        if rest.startswith(before):
            charge = rest.removeprefix(before).removeprefix("the ")
            return f"ministry of {role_table('ministries').get(charge, charge)}" if before != "department of " else _known_ministry(charge)
    for after in (" ministry", " department"):
        if rest.endswith(after):
            return _known_ministry(rest.removesuffix(after))
    return None


def _known_ministry(charge: str) -> str | None:
    found = role_table("ministries").get(charge)
    return f"ministry of {found}" if found else None


def _minister(rest: str) -> str | None:
    for before in ("minister of ", "minister for ", "secretary of "):
        if rest.startswith(before):
            found = role_table("ministries").get(rest.removeprefix(before).removeprefix("the "))
            return f"minister of {found}" if found else None
    for after in (" minister", " secretary"):
        if rest.endswith(after) and (found := role_table("ministries").get(rest.removesuffix(after))):
            return f"minister of {found}"
    return None


@lru_cache(maxsize=8192)
def country_and_rest(phrase: str) -> tuple[str | None, str]:
    """Take the names of countries off the front and the end of a phrase; the country (None for none, or for two) and the plain rest.

    >>> country_and_rest("Sudan's Doctors Network")
    ('SD', 'doctors network')
    """
    pieces = [phrase[start:end] for start, end in words_of(phrase)]
    if pieces and pieces[0].lower() == "the":
        del pieces[0]
    countries: list[str] = []
    for size in range(min(_LONGEST, len(pieces)), 0, -1):
        if found := _state(pieces[:size]):
            countries.append(found)
            del pieces[:size]
            break
    for size in range(min(_LONGEST, len(pieces)), 0, -1):
        before = pieces[: len(pieces) - size]
        joined = bool(before) and (before[-1].lower() in _BETWEEN or before[-2:] == ["of", "the"])
        if joined and (found := _state(pieces[-size:])):
            countries.append(found)
            pieces = before[:-2] if before[-1].lower() == "the" else before[:-1]
            break
    rest = " ".join(word for word in plain_words(" ".join(pieces)) if word != "the")
    return (countries[0] if len(set(countries)) == 1 else None), rest


def _state(words: list[str]) -> str | None:
    if words[0].lower() in _NOT_THE_STATE or not words[0][:1].isupper():
        return None
    found = state_named([word.removesuffix("'").removesuffix("’") for word in words])
    return found.country if found else None
