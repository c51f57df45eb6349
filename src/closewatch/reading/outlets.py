"""The words for an outlet at a place of a text: its name, its kind ("a Paris weekly"), or the reporter who was there for it.

Looks at one phrase; whether the outlet passed anything on is told by `relays`, and which outlet is meant by the cast.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from closewatch.reading.actors import country_in, is_known, is_outlet_name, known_actor
from closewatch.reading.drafts import Offsets
from closewatch.reading.kinds import OUTLET_NOUNS
from closewatch.reading.names import NUMBERED_NAME, OUTLET_ENDS, OUTLET_STARTS, Naming, take_apart
from closewatch.reading.words import AUXILIARIES, CONJUNCTIONS, DAYS, MONTHS, PREPOSITIONS, SUBJECT_PRONOUNS
from closewatch.terms.actor import ActorKind

_STEP = re.compile(r"[^\W_][\w’'&./-]*|&")
_STOPPING = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | SUBJECT_PRONOUNS | DAYS | {*MONTHS, "last", "this", "earlier", "two", "three"}
_CARRYING = OUTLET_NOUNS | {"agency", "paper", "podcast", "network", "star", "independent", "&"}
_EXPLAINED = re.compile(
    r"(?P<name>(?:the )?[A-Z][\w’'-]+(?: (?:(?:de|do|da|del|of|the) )?[A-Z][\w’'-]+){0,3}), (?:an?|the|another|its|one) (?:[\w’'-]+ ){0,4}?"
    r"(?:newspaper|daily|weekly|monthly|magazine|broadcaster|(?:news )?agency|station|website|(?:news )?site|channel|paper|outlet|portal"
    r"|tabloid|journal|wire service)"
    r"(?=[,.;:]| (?:in|of|from|based|run|close|that|which|for)\b)"
)
"""A name that says what it is right behind it: "the Quill, a Nairobi weekly"."""
_KIND = (
    r"(?:newspaper|daily|weekly|monthly|quarterly|magazine|broadcaster|tabloid|podcast|(?:news|press|wire) (?:agency|service|site|portal)"
    r"|(?:radio|television|TV|news|broadcast) (?:station|channel|network)|(?:Telegram|YouTube) channel|news website|website|paper)"
)
_NAME = r"(?P<name>(?!The |A |In |On |It |He |She )[A-Z][\w’'&-]+(?: [A-Z][\w’'&-]+){0,2})"
_TOLD_OF = (
    re.compile(
        rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Aa]nother|[Oo]ne)(?: [\w’'-]+){{0,4}}? {_KIND},? [\"“]?{_NAME}"
        rf"(?=[\"”]?(?:[,.;:)]|['’]s| [a-z]|\n|$))"
    ),
    re.compile(
        rf"\b{_NAME}, (?:an?|the|another|its|one) (?:[\w’'-]+ ){{0,4}}?{_KIND}"
        r"(?=[,.;:]| (?:in|of|from|based|run|close|that|which|for)\b)"
    ),
)
"""Where a text says that a name is an outlet's, in front of it or behind it: "the Dutch monthly Kade", "Beacon, the port's newspaper"."""
_AGENCY = re.compile(
    r"\b[Tt]he (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) (?P<kind>(?:news |press )agency|newspaper|broadcaster|wire)(?![\w’'-])"
)
"""The name in front of what it is: "the Stonebridge news agency"."""
_PARTICLES = frozenset("do de da del di du des".split())
"""Small words within a name: "Voz do Mar"."""
_PRESS = frozenset("press media reporters journalists newspapers outlets news papers".split())
_THE_PRESS = re.compile(
    r"(?:the )?(?:state|state-run|local|foreign|independent|pro-government|government|opposition|[A-Z]\w+(?:ese|ian|ish|an|i))"
    r"(?: (?:state|state-run|local|news))* (?:media|press|newspapers|outlets)"
)
"""Media of one kind or country: "state media", "the Russian press"; "the media" alone are everybody."""
_SHORT = re.compile(rf"the (?:{'|'.join(sorted(end.capitalize() for end in OUTLET_ENDS | {'star', 'independent'}))})")
_TITLE = re.compile(r"the [A-Z][\w’'-]+(?: (?:of |the )*[A-Z][\w’'-]+)+")
_WIRE = re.compile(r"(?:an?|one|another|the) (?:\w+ )?(?:news |press |wire )?agency", re.IGNORECASE)
_NAMED_WIRE = re.compile(
    r"(?:an?|the) (?:[\w-]+ )?(?:state|news|press|wire|official|government|state-run|semi-official|Telegram)(?: news)? (?:agency|channel"
    r"|account)"
    r" [A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}"
)
_NETWORK = re.compile(
    r"(?:an?|the|one|another) (?:\w+ )?(?:[A-Z]\w+|television|tv|radio|news|cable|state|satellite|broadcast) network(?: [A-Z]\w*)?",
)
_REPORTER = re.compile(
    r"(?:an?|the|one|our|two|three) (?:[a-z-]+ )?(?:reporters?|journalists?|correspondents?|crew|editors?|team) "
    r"(?:for|from|of|at|with|working for) (?=\w)"
)
"""Whoever talks to somebody's reporter talks to the outlet: "a reporter for the Examiner"."""


@lru_cache(maxsize=8)
def told_outlets(text: str) -> dict[str, str]:
    """Give the names that a text says to be outlets', each with the noun for what it is.

    >>> told_outlets("He told the Dutch monthly Kade that it rained. Beacon, a port newspaper, agreed.")
    {'Kade': 'monthly', 'Beacon': 'newspaper'}
    """
    found: dict[str, str] = {}
    for pattern in _TOLD_OF:
        for match in pattern.finditer(text):
            noun = re.findall(_KIND, match[0])
            name = match["name"].removesuffix("'s").removesuffix("’s")
            known = known_actor(name)
            if noun and (known is None or known.kind is ActorKind.OUTLET) and name.split()[-1].lower() not in DAYS | {*MONTHS}:
                found.setdefault(name, noun[0].split()[-1].lower())
    for match in _AGENCY.finditer(text):
        if known_actor(match["name"]) is None and country_in(match["name"]) is None:
            found.setdefault(match["name"], match["kind"].split()[-1])
    return found


def bare_name(name: str) -> str:
    """Give the name of an outlet without the noun for what it is.

    >>> bare_name("Lumen news agency")
    'Lumen'
    """
    return re.sub(r"(?: [a-z]+)+$", "", name)


def as_told(naming: Naming, outlets: Mapping[str, str]) -> Naming:
    """Take a name for an outlet's where the text says that it is one."""
    noun = outlets.get(bare_name(naming.name))
    return naming if noun is None or naming.kind is ActorKind.OUTLET else replace(naming, kind=ActorKind.OUTLET, heads=(noun,))


def _told_at(text: str, at: int, end: int) -> Offsets | None:
    """The name at a place that the text elsewhere says to be an outlet's."""
    told = told_outlets(text)
    if not told:
        return None
    named = _TOLD_OF[0].match(text, at, end)
    if named is not None and named["name"] in told and "," in text[at : named.start("name")]:
        # "The port's own newspaper, Beacon".
        return named.span("name")
    start = at + 4 if text.startswith(("the ", "The "), at) else at
    fitting = [name for name in told if text.startswith(name, start) and start + len(name) <= end]
    name = max(fitting, key=len, default=None)
    if name is None or re.match(r"[\w&-]| [A-Z]", text[start + len(name) : start + len(name) + 2]) is not None:
        return None
    return at, start + len(name)


def outlet_at(text: str, at: int, end: int) -> Offsets | None:
    """Give the phrase at a place that names an outlet, the longest one.

    >>> text = "told a reporter for Radio Kestrel that it rained"
    >>> text[slice(*outlet_at(text, 5, len(text)))]
    'Radio Kestrel'
    """
    at += len(text[at:end]) - len(text[at:end].lstrip())
    if re.match(r"it\b", text[at:end]):
        return at, at + 2
    if (reporter := _REPORTER.match(text, at, end)) is not None:
        return outlet_at(text, reporter.end(), end)
    if (explained := _EXPLAINED.match(text, at)) is not None and explained.end("name") <= end:
        return explained.span("name")
    if (told := _told_at(text, at, end)) is not None:
        return told
    stops = _stops(text, at, end)
    if not _may_carry(text[at : stops[-1]] if stops else ""):
        return None
    for stop in reversed(stops):
        words = text[at:stop].rstrip(".")
        if _is_outlet(words, text[stop : stop + 3]):
            return at, at + len(words)
    return None


def _stops(text: str, at: int, end: int) -> list[int]:
    """Where the words of a phrase end, up to a word that no name goes on with."""
    stops: list[int] = []
    place = at
    for _ in range(8):
        word = _STEP.match(text, place, end)
        within = word is not None and word[0] in _PARTICLES and text[word.end() + 1 : word.end() + 2].isupper() and bool(stops)
        if word is None or (word[0].lower() in _STOPPING and not within and word[0].lower() not in ("for", "of")):
            break
        stops.append(word.end())
        if text[word.end() : word.end() + 1] != " ":
            break
        place = word.end() + 1
    return stops


def _is_outlet(words: str, behind: str = "") -> bool:
    if words.lower().startswith(("this ", "our ")):
        return False
    if is_outlet_name(words) or _THE_PRESS.fullmatch(words) or _NETWORK.fullmatch(words) or _NAMED_WIRE.fullmatch(words):
        return True
    naming = take_apart(words)
    last = words.split()[-1]
    if last.lower() in _PRESS and (last.islower() or len(words.split()) < 2):
        return False
    if _SHORT.fullmatch(words) or (
        naming.kind is ActorKind.PERSON and _TITLE.fullmatch(words) and not naming.heads and re.match(r"['’]? [A-Z]", behind) is None
    ):
        # "the Post" and "the Ridge Morning": nobody's name has an article.
        return True
    paper = last == "paper" and len(words.split()) > 2
    return naming.kind is ActorKind.OUTLET or paper or _WIRE.fullmatch(words) is not None or " & " in naming.name


def _may_carry(words: str) -> bool:
    """Whether any word is one that outlets go by; saves taking apart what is none."""
    if _TITLE.match(words) or NUMBERED_NAME.match(words):
        return True
    low = [word.rstrip(".,").removesuffix("'s").removesuffix("’s") for word in words.lower().split()]
    if any(word in _CARRYING or word in OUTLET_ENDS | OUTLET_STARTS | _PRESS or word.removesuffix("s") in _CARRYING for word in low):
        return True
    return any(is_known(" ".join(low[first:end])) for first in range(min(2, len(low))) for end in range(first + 1, len(low) + 1))
