"""Which of the voices met so far a name or a description fits: the same name, the same noun and number, the nearest of several.

Compares one phrase with one voice; gathering the voices of a report is the business of `speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from closewatch.reading.actors import country_in
from closewatch.reading.drafts import Offsets
from closewatch.reading.genders import gender_of
from closewatch.reading.kinds import OFFICIAL_NOUNS, is_plural, noun_kind
from closewatch.reading.names import Naming, names_trade
from closewatch.reading.outlets import bare_name
from closewatch.reading.plurals import singular
from closewatch.reading.voices import Voice
from closewatch.terms.actor import ActorKind

_FAMILY_NAMES = frozenset(
    "Kim Lee Park Yoon Choi Jung Chung Kang Cho Shin Han Xi Wang Li Zhang Liu Chen Yang Hwang Ri Pak Moon Nguyen Tran Min Aung".split()
)
RELATED = re.compile(
    r"([Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|[A-Z][\w’'-]*(?: [A-Z][\w-]+)?['’]s) "
    r"((?:(?:late|own|older|younger|elder|eldest|youngest|little|big) )*"
    r"(?:mother|father|brother|sister|son|daughter|wife|husband|widow|widower|uncle|aunt|cousin|friend|neighbou?r|nephew|niece|grandmother"
    r"|grandfather|parents|family|colleague|landlord|teacher|fianc[eé]e?)s?)"
)
"""Somebody named by whose relative or neighbour they are."""
SPEAKING_FOR = re.compile(r"\bspokes(?:man|woman|person) (?:for|of) ")
NEAR = 600
"""How many characters back somebody who only begins a sentence can be meant by "he" or "she", and whoever spoke by a rank."""
_RANKS = frozenset(
    "general colonel major captain lieutenant sergeant admiral brigadier commander minister ambassador envoy diplomat lawmaker senator "
    "governor mayor official professor doctor lawyer activist analyst expert man woman officer".split()
)
_VAGUE = frozenset("official officer commander expert analyst man woman professor activist colleague counterpart head chief".split())
_GENDERS = {"woman": "f", "girl": "f", "lady": "f", "man": "m", "boy": "m"}
_HIGH = OFFICIAL_NOUNS | {"lawmaker", "general", "colonel"}
_PARTIES = frozenset("militia group front faction movement paramilitary paramilitaries".split())
"""Nouns that a report changes about for an armed party that is no state's: "the militia", "the armed group"."""
_THE = re.compile(r"\b(?:[Tt]he|[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Aa]n?) ((?:[a-z-]+ )?[a-z]+)(?![\w’'-])")
_SEVERAL = re.compile(r"(?<![\w’'-])((?![A-Z]\w+ly )(?:[A-Z][\w’'-]+ )?(?:[a-z-]+ )?)([a-z]+s|people|[a-z]*men)(?= (?!who\b)[a-z]+)")
_OPENS = re.compile(r"(?:^|[.!?:;,”\"\n—]\s*|\b(?:but|and|when|that|then|while|where)\s)$", re.IGNORECASE)
_THE_POST = re.compile(r"[Tt]he ([A-Z]\w+)(?:['’]s)?")
_WIRES = ("the news agency", "the wire", "the wire agency", "the wire service", "the press agency")
_ASKED = re.compile(
    r"\b(?:asked|approached|contacted|called|rang|reached|wrote to|put (?:this|it|that|the \w+) to) ((?:the|its|a) [\w’' -]{2,40})"
)
_ASKED_NEAR = 140
_CLOSE = 400
"""Characters before a pronoun in which somebody who has not spoken can be meant by it."""
_APART = frozenset("second third fourth other another younger older elder next".split())
"""Words by which a description tells its bearer from the one before."""


def outlet_called(voices: Sequence[Voice], words: str) -> Voice | None:
    """Give the outlet that "the Post" or "The Post's" means: the last one named whose name ends so.

    >>> outlet_called([Voice("Dune Post", ActorKind.OUTLET, True)], "the Post").name
    'Dune Post'
    """
    match = _THE_POST.fullmatch(words)
    outlets = [voice for voice in reversed(voices) if voice.kind is ActorKind.OUTLET and voice.named]
    if words.lower() in _WIRES and len(outlets) == 1 and not any("agency" in voice.name.lower() for voice in voices):
        # Of one outlet alone it is told what kind it is.
        return outlets[0]
    return next((voice for voice in outlets if voice.name.split()[-1] == match[1]), None) if match else None


def nearest(fits: Sequence[Voice], before: int) -> Voice | None:
    """Give the voice that was last meant before a place of the text."""
    near = [(place, voice) for voice in fits if (place := voice.last_before(before)) >= 0]
    return max(near, key=lambda found: found[0])[1] if near else None


def fits(voice: Voice, head: str, naming: Naming) -> bool:
    """Whether a description can mean a voice: its noun, number and country, and what kind of agency or service it says."""
    if head in _PARTIES and voice.heads & _PARTIES and voice.kind is ActorKind.BODY and (head != "group" or "armed" in naming.name.lower()):
        return voice.country in (naming.country, None) and not voice.plural
    if head not in voice.heads or voice.plural != naming.plural or naming.country not in (None, voice.country):
        return voice.country is None and head in voice.heads and voice.plural == naming.plural
    words = naming.name.lower().split()
    if _APART & set(words) - set(voice.name.lower().split()) - voice.described:
        return False
    if "news" in words:
        return voice.kind is ActorKind.OUTLET
    return not {"spy", "intelligence"} & set(words) or "intelligence" in voice.heads


def so_described(voices: Sequence[Voice], head: str, naming: Naming, before: int) -> list[Voice]:
    """Give the one person who can be "the woman" or "the boy": of that gender, else of none that is known, and in no high office."""
    gender = _GENDERS.get(head)
    people = [
        voice
        for voice in voices
        if voice.kind is ActorKind.PERSON and not voice.plural and not voice.heads & _HIGH and voice.last_before(before, seen=True) >= 0
    ]
    for wanted in (gender, None) if gender and not naming.plural else ():
        fitting = [voice for voice in people if voice.gender == wanted and voice.key is None]
        if fitting:
            return fitting if len(fitting) == 1 else []
    return []


def in_office(voices: Sequence[Voice], head: str, naming: Naming, before: int) -> list[Voice]:
    """Give the one known person of a state whom the report named, where it goes on with "Ukraine's president"."""
    if head not in ("president", "leader", "chancellor", "premier") or naming.country is None:
        return []
    known = [
        voice
        for voice in voices
        if voice.kind is ActorKind.PERSON and voice.key and voice.country == naming.country and voice.last_before(before, seen=True) >= 0
    ]
    return known if len(known) == 1 else []


def last_person(voices: Sequence[Voice], head: str, naming: Naming, before: int) -> list[Voice]:
    """Give whoever spoke last, close by, for a rank or an office that nobody was given yet: "the general" after "Kyrylo Budanov"."""
    if naming.kind is not ActorKind.PERSON or naming.plural or head not in _RANKS or not naming.name.islower() or " " in naming.name:
        return []
    last = nearest([voice for voice in voices if voice.kind is ActorKind.PERSON and voice.named and not voice.plural], before)
    if last is None or (head not in _VAGUE and _calls(last.heads) - {head, *_VAGUE}):
        # Whoever was called a lawmaker or a driver is not "the mayor".
        return []
    if last.pseudonymous or before - last.last_before(before) >= NEAR:
        return []
    return [] if {gender_of("", [head]), last.gender} == {"f", "m"} else [last]


def _calls(heads: set[str]) -> set[str]:
    """The nouns for persons by which somebody was called."""
    return {noun for noun in heads if noun_kind(noun) is ActorKind.PERSON}


def so_introduced(voices: Sequence[Voice], naming: Naming) -> list[Voice]:
    """Give those who bear a description as a name or were introduced by its words: "the younger woman"."""
    words = {*naming.name.lower().split()}
    return [voice for voice in voices if naming.name in voice.names or words <= voice.described]


def persons_before(text: str, before: int, gender: str) -> list[Offsets]:
    """Give the places right before one where a single person is meant by "the" and a noun, who can be of a gender.

    >>> text = "I asked the mayor. He said no."
    >>> [text[start:end] for start, end in persons_before(text, 19, "m")]
    ['the mayor']
    """
    first = max(0, before - _CLOSE)
    first = max(first, text.rfind("\n\n", first, max(before - 1, first)))
    found = []
    for match in _THE.finditer(text, first, before):
        words = match[1].split()
        noun = next((place for place, word in enumerate(words) if noun_kind(word) is ActorKind.PERSON and word != "first"), None)
        if noun is not None and gender_of("", words) in (gender, None):
            found.append((match.start(), match.start(1) + len(" ".join(words[: noun + 1]))))
    return found


def people_before(text: str, before: int) -> list[Offsets]:
    """Give the places right before one where several people are meant by "the" and a noun or by a subject: "The men came. They".

    >>> text = "The old fighters came. They"
    >>> [text[start:end] for start, end in people_before(text, 23)]
    ['The old fighters']
    >>> text = "Then Orle officials came. They"
    >>> [text[start:end] for start, end in people_before(text, 26)]
    ['Orle officials']
    """
    first = max(0, before - _CLOSE)
    found = []
    for match in _THE.finditer(text, first, before):
        words = match[1].split()
        noun = next((place for place, word in enumerate(words) if _are_people(word)), None)
        if noun is not None:
            found.append((match.start(), match.start(1) + len(" ".join(words[: noun + 1]))))
    bare = (match.span() for match in _SEVERAL.finditer(text, first, before) if _are_people(match[2]))
    found += [at for at in bare if at not in found and _OPENS.search(text, max(0, at[0] - 30), at[0]) is not None]
    return sorted(found)


def _are_people(noun: str) -> bool:
    return (noun_kind(noun) is ActorKind.GROUP and is_plural(noun)) or (noun.endswith("s") and names_trade(singular(noun)))


def asked_before(text: str, before: int) -> Offsets | None:
    """Give the body that was asked right before a place: "We asked the navy again. It".

    >>> text = "We asked the navy again. It"
    >>> text[slice(*asked_before(text, 25))]
    'the navy'
    """
    first = max(0, before - _ASKED_NEAR, text.rfind("\n\n", max(0, before - _ASKED_NEAR), before))
    found = None
    for match in _ASKED.finditer(text, first, before):
        words = match[1].split()
        noun = next((place for place, word in enumerate(words) if noun_kind(word) in (ActorKind.BODY, ActorKind.OUTLET)), None)
        if noun is not None:
            found = match.start(1), match.start(1) + len(" ".join(words[: noun + 1]))
    return found


def with_country(words: str, name: str) -> str:
    """Give the name with what stands before it, where a body of another country has the same one: "US Joint Chiefs of Staff"."""
    end = words.find(name)
    return words[: end + len(name)].removeprefix("the ").removeprefix("The ") if end >= 0 else name


def is_same(voice: Voice, full: str, naming: Naming) -> bool:
    """Whether a name is that of a voice: the same words, the same entry of the lexicon, a surname, a paper's last word."""
    if voice.kind is ActorKind.BODY is naming.kind and voice.country and naming.country and voice.country != naming.country:
        return False
    if voice.name == full or full in voice.names or (naming.known is not None and voice.key == naming.known.key):
        return True
    if voice.kind is ActorKind.BODY and voice.named and len(full.split()) > 1 and voice.name.startswith(f"{full} ") and not naming.known:
        # "Blue Door" is the "Blue Door Transport Services" of before.
        return naming.kind is ActorKind.BODY or (naming.kind is ActorKind.PERSON and not naming.heads)
    if voice.kind is ActorKind.PERSON and naming.kind is ActorKind.PERSON and len(full.split()) == 1:
        return voice.named and voice.name.split()[-1] == full
    if voice.kind is not ActorKind.PERSON and naming.kind is voice.kind and voice.named:
        last = len(full.split()) == 1 and voice.name.split()[-1] == full
        short = voice.kind is ActorKind.OUTLET and (
            last or (bare_name(full) == bare_name(voice.name) and country_in(bare_name(full)) is None)
        )
        return short or (voice.name.lower() == full.lower() and voice.country in (naming.country, None))
    return naming.acronym is not None and naming.acronym in voice.names


def is_eastern(words: Sequence[str]) -> bool:
    """Whether the family name may stand first, as in Korean, Chinese and Vietnamese names: "Kim" for "Kim Jong Un"."""
    return words[0] in _FAMILY_NAMES
