"""Under which keys one actor of one report may be known in others, and how sure each is.

A key is a pure function of the report alone (and of the lexicon), so that no order of arrival matters: a full name in all its spellings,
the letters of a body, a body described by its country and role, an office and its holder on the day, a family name with an office.
Unnamed groups and people under a pseudonym have keys within one outlet only: nobody else may be meant by the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from closewatch.linking.lexicon import Lexicon
from closewatch.linking.names import body_form, is_acronym, is_common_family, person_form, person_forms, plain_words, shared_form
from closewatch.linking.roles import Described, country_and_rest, describe_body, describe_office, people_words
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.known import KnownActor
from closewatch.terms.report import Report

LEXICON, NAMED, DESCRIBED, OFFICE, LETTERS, BRIEFED = map(Decimal, ("0.95", "0.8", "0.85", "0.7", "0.6", "0.5"))
"""How sure a join is: by the lexicon, a full name, a role in a country, an office in a month or a family name with one, mere letters, and
the same words for an unnamed group in one outlet on one day."""

_CALLED = re.compile(r"\(\s*(?P<letters>[A-Z][A-Za-z.]{1,7}|[A-Z]\d{1,3})\s*\)")
_OF_A_PLACE = re.compile(r"^(?:[Tt]he )?(?P<head>[^\W\d_]+(?: [^\W\d_]+)?) of (?:the )?(?P<of>[A-Z][^,]*)$")
"""A body named by what it is and then by what it is of; others put that in front: the Council of Ashford, the Ashford Council."""
_BEFORE = re.compile(r"(?:[\w'’.&-]+\s+){1,8}$")
_AFTER = re.compile(r"^,\s+(?:(?:the|a|an)\s+)?(?P<words>[^,.;:“”\"()\n]{4,90})")
_WHOSE = (
    re.compile(r"^(?:[Tt]he )?(?P<whose>[^'’]+)['’]s? (?P<what>.+)$"),
    re.compile(r"^(?P<what>.+) of (?:the )?(?P<whose>.+)$"),
    re.compile(r"^(?:[Tt]he )?(?P<whose>[A-Z][A-Za-z.]*[A-Z.]) (?P<what>.+)$"),
)
"""Ways of naming a part of a body: the other's, of the other, and letters that stand before it."""
_VAGUE = frozenset("a an one another some any several many two three four five six other others both few senior".split())
_EMPTY = frozenset(
    "nobody somebody everyone someone neither either none another other others second first same both agency news outlet outlets site page"
    " website paper newspaper magazine weekly broadcaster channel authorities officials officers station institute centre institution"
    " team group office press service body account mine ours equal one two three who it we he she they i our their its his her this that"
    " these those statement report reports post media editors portal newsroom".split()
)
"""Words that make no name, whatever the reader took them for."""
_OFTEN = frozenset(
    "national central military state federal general supreme high civil public commission committee council agency guard force forces"
    " service office department directorate command union association party front army police court bank authority administration bureau"
    " institute centre network group movement coalition alliance security defence border coast health rescue relief aid women youth news"
    " daily times post herald gazette star standard mail".split()
)
"""Words of which two alone make a name that many countries have: "National Guard", "Central Bank"."""
_SPELT = 3
"""Words of a name from which another report makes letters that readers take for the name; two letters stand for too many."""
_BRACKET = 20
_LONGEST_NAME = 200
_SEARCHED = 200_000
"""Characters in which letters in brackets are looked for, that a name can have, and of a report in which it is looked up again, so that the
time stays linear in a report of many megabytes."""
_NEAR_NAMES = 3
"""How many places where a name stands are looked at for the office beside it."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key, with how sure it is that all who lead to it are one actor."""

    name: str
    score: Decimal


@dataclass(frozen=True, slots=True)
class _Setting:
    """What keys are taken from beside the actor: the report, the lexicon, and the country that the report tells of."""

    report: Report
    lexicon: Lexicon
    country: str | None


def keys_of(actor: Actor, report: Report, lexicon: Lexicon, source: str = "", country: str | None = None) -> tuple[Key, ...]:
    """Give the keys under which an actor of a report may be known elsewhere, none twice.

    `source` is how the actor was introduced there; `country` the one that the report tells of (`setting`), where it is only one.
    """
    setting = _Setting(report, lexicon, country)
    if len(actor.name) > _LONGEST_NAME:
        return ()
    if actor.pseudonymous:
        found = _within_outlet(actor, setting.report)
    elif actor.kind is ActorKind.PERSON:
        found = _of_person(actor, setting) if actor.named else _of_office(actor, setting, source)
    elif actor.kind is ActorKind.DOCUMENT:
        found = iter(())
    else:
        found = _of_body(actor, setting)
    best: dict[str, Key] = {}
    for key in found:
        best.setdefault(key.name, key)
    return tuple(best.values())


def _within_outlet(actor: Actor, report: Report) -> Iterator[Key]:
    if report.publisher and actor.named and shared_form(actor.name) not in _EMPTY:
        yield Key(f"pseudonym: {body_form(report.publisher)}: {shared_form(actor.name)}", NAMED)


def _of_body(actor: Actor, setting: _Setting) -> Iterator[Key]:
    report, lexicon = setting.report, setting.lexicon
    names = tuple(dict.fromkeys((actor.name, *actor.names)))
    entry = _entry_key(actor, names, lexicon)
    if entry:
        yield Key(entry, LEXICON)
        return
    for name in names:
        described = describe_body(name)
        country = described and (described.country or actor.country or setting.country)
        if described and country:
            yield Key(lexicon.body_key(country, described.role), DESCRIBED if described.country else OFFICE)
            return
    told = (lexicon.named(name, actor.kind, setting.country) for name in names) if actor.named and setting.country else ()
    if known := next((found for found in told if found), None):
        yield Key(known.key, OFFICE)
    elif arm := next((found for name in names if (found := _arm_of(name, actor, setting))), None):
        yield Key(arm, DESCRIBED)
    elif actor.kind is ActorKind.GROUP and not actor.named:
        yield from _briefing(actor, report)
    elif actor.named and describe_body(actor.name) is None:
        yield from _of_proper_name(actor, names, setting)


def _entry_key(actor: Actor, names: tuple[str, ...], lexicon: Lexicon) -> str | None:
    """Give the key of the actor's entry: a case's own entries come before what the reader found, and that before the shipped list."""
    own = next((found for name in names if (found := lexicon.own_named(name, actor.kind, actor.country))), None)
    if own or actor.key:
        return own.key if own else actor.key
    listed = (lexicon.named(name, actor.kind, actor.country) or _less_its_country(name, actor, lexicon) for name in names)
    return next((entry.key for entry in listed if entry), None)


def _less_its_country(name: str, actor: Actor, lexicon: Lexicon) -> KnownActor | None:
    """Give the entry that goes by a name less the country written with it: "Sudan's Rapid Support Forces"."""
    if actor.kind is ActorKind.PERSON:
        return None
    country, rest = country_and_rest(name)
    entry = lexicon.named(rest, actor.kind, country) if country and " " in rest else None
    return entry if entry and entry.country == country else None


def _arm_of(name: str, actor: Actor, setting: _Setting) -> str | None:
    """Give the key of a ministry or force of a government that the lexicon has: "the interior ministry of the Hill Council"."""
    parted = ((found["whose"], found["what"]) for pattern in _WHOSE if (found := pattern.match(name)))
    for whose, what in parted:
        owner = setting.lexicon.named(whose, ActorKind.BODY, actor.country or setting.country)
        described = describe_body(what) if owner else None
        if owner and described and described.country in (None, owner.country):
            return f"{owner.key}: {described.role}"
    return None


def _of_proper_name(actor: Actor, names: tuple[str, ...], setting: _Setting) -> Iterator[Key]:
    for name in names:
        form = body_form(name)
        if not _is_proper(name) or setting.lexicon.is_name(name, actor.kind):
            continue  # a name of the lexicon that needs a country to be told apart joins nobody without one
        if is_acronym(name):
            yield Key(f"letters: {form}", LETTERS)
        elif " " not in form and name != actor.name:
            continue
        else:
            within, rest = country_and_rest(name)
            country = within or actor.country
            if country:
                yield Key(f"body: {country} {body_form(rest) or form}", NAMED)
            elif setting.country and actor.kind is ActorKind.BODY:
                yield Key(f"body: {setting.country} {form}", OFFICE)
            if not (country and _is_common(name)) or actor.kind is ActorKind.OUTLET:
                yield Key(f"body: {form}", NAMED)
                if turned := _OF_A_PLACE.match(name):
                    yield Key(f"body: {body_form(turned['of'] + ' ' + turned['head'])}", NAMED)
            if (letters := _letters(name, setting.report.text)) and not setting.lexicon.is_name(letters, actor.kind):
                yield Key(f"letters: {body_form(letters)}", LETTERS)


def _is_proper(name: str) -> bool:
    """Whether words are a name at all: written with a capital, and not only of words that name nobody."""
    words = plain_words(name)
    return (
        any(word[:1].isupper() or not word[:1].isascii() for word in name.split()) and not set(words) <= _EMPTY and words[:1] != ["neither"]
    )


def _is_common(name: str) -> bool:
    words = [word for word in plain_words(name) if word not in ("of", "for", "the", "and")]
    return len(words) < 3 and all(word in _OFTEN for word in words)


def _letters(name: str, text: str) -> str | None:
    """Give the letters that a report writes in brackets behind a name, if they begin its words; else those that begin a name of three."""
    words = [word for word in plain_words(name) if word not in ("of", "for", "the", "and", "in")]
    initials = "".join(word[0] for word in words)
    at = text.find(name, 0, _SEARCHED)
    found = _CALLED.match(text[at + len(name) : at + len(name) + _BRACKET].lstrip()) if at >= 0 else None
    if found:
        letters = [letter for letter in found["letters"].casefold() if letter.isalpha()]
        begun = letters[:1] == [initials[:1]] and sum(letter in initials for letter in letters) * 2 > len(letters)
        return found["letters"] if begun else None
    return initials.upper() if len(words) >= _SPELT else None


def _briefing(actor: Actor, report: Report) -> Iterator[Key]:
    """Words for a group that briefs are a key within one outlet on one day; "officials" alone says too little even there."""
    words = [word for word in plain_words(actor.name) if word not in _VAGUE]
    day = report.published.day if report.published else ""
    head = (words[-1].removesuffix("s") if words else "") in people_words("briefers")
    if report.publisher and len(day) == len("2024-10-04") and head and len(words) > 1:
        yield Key(f"group: {body_form(report.publisher)} {day}: {' '.join(words)}", BRIEFED)


def _of_person(actor: Actor, setting: _Setting) -> Iterator[Key]:
    report, lexicon = setting.report, setting.lexicon
    if re.search(r"\band\b|,|&", actor.name):
        return
    names = tuple(name for name in dict.fromkeys((actor.name, *actor.names)) if name[:1].isupper() or not name[:1].isascii())
    entry = _entry_key(actor, names, lexicon)
    if entry:
        yield Key(entry, LEXICON)
        return
    for name in names[:3]:
        for form in person_forms(name):
            yield Key(f"person: {form}", NAMED)
    whole = person_form(actor.name)
    if whole is None or set(plain_words(actor.name)) <= _EMPTY:
        return
    offices = tuple(_offices_beside(actor, report))
    for described, rank in offices:
        country = (described.country if described else None) or actor.country or _country_beside(offices) or setting.country
        office = _office_name(described, country, lexicon) if described else rank
        if office and country:
            if not is_common_family(whole[0]):
                yield Key(f"person: {whole[0]}, {office} {country}", OFFICE)
            if described and " " in whole[1]:
                yield from _in_office(country, office, report)


def _country_beside(offices: tuple[tuple[Described | None, str | None], ...]) -> str | None:
    countries = {described.country for described, _ in offices if described and described.country}
    return countries.pop() if len(countries) == 1 else None


def _offices_beside(actor: Actor, report: Report) -> Iterator[tuple[Described | None, str | None]]:
    """Give the offices and ranks that a report writes before a person's name, or behind it between commas."""
    text, start = report.text, 0
    for _ in range(_NEAR_NAMES):
        start = text.find(actor.name, start, _SEARCHED)
        if start < 0:
            return
        end = start + len(actor.name)
        behind = _AFTER.match(text[end : end + 100])
        if behind and (described := describe_office(behind["words"])):
            yield described, None
        before = _BEFORE.search(text[max(0, start - 90) : start].rstrip(" ,") + " ")
        words = before[0].split() if before else []
        found = (describe_office(" ".join(words[first:])) for first in range(len(words)))
        described = next((one for one in found if one), None)
        if described and not (words and set(map(str.casefold, words)) & people_words("apart")):
            yield described, None
        elif words and words[-1].casefold() in people_words("ranks"):
            yield None, words[-1].casefold()
        start = end


def _of_office(actor: Actor, setting: _Setting, source: str) -> Iterator[Key]:
    """An unnamed holder of an office is whoever held it on the day, where the lexicon knows; else the office of that month."""
    report, lexicon = setting.report, setting.lexicon
    described = describe_office(actor.name)
    if described is None or source.casefold().split(" ")[0] in _VAGUE:
        return
    country = described.country or actor.country or setting.country
    office = _office_name(described, country, lexicon)
    day = _day(report)
    if office is None or (country is None and not office.startswith("head of body:")):
        return
    if day and (holder := lexicon.holder(None if office.startswith("head of body:") else country, office, day)):
        yield Key(holder.key, DESCRIBED)
    else:
        yield from _in_office(country, office, report)


def _in_office(country: str | None, office: str, report: Report) -> Iterator[Key]:
    month = report.published.day[:7] if report.published else ""
    if len(month) == len("2024-10"):
        yield Key(f"office: {country or 'INT'} {office} {month}", OFFICE)


def _office_name(described: Described, country: str | None, lexicon: Lexicon) -> str | None:
    """Name an office as titles of the lexicon do; the head of a body by the key of that body."""
    if described.of is None:
        return described.role
    entry = lexicon.named(described.of, ActorKind.BODY, country)
    if entry:
        return f"head of {entry.key}"
    body = describe_body(described.of)
    at = body and (body.country or country)
    return f"head of {lexicon.body_key(at, body.role)}" if body and at else None


def _day(report: Report) -> date | None:
    day = report.published.day if report.published else ""
    return date.fromisoformat(day) if len(day) == len("2024-10-04") else None
