"""Who is mentioned in a report, whether or not they speak: people by full name or as "a retired teacher", public bodies, outlets.

Finds the places and takes the words apart; who is the same as whom, and who is meant by "she" or "the agency", is the business of
`speakers`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from closewatch.reading.actors import country_in, is_known, known_actor
from closewatch.reading.genders import gender_of
from closewatch.reading.kinds import BODY_NOUNS, PERSON_NOUNS, noun_kind
from closewatch.reading.names import BODY_ENDS, OUTLET_ENDS, Naming, names_trade, take_apart
from closewatch.reading.outlets import told_outlets
from closewatch.reading.plurals import singular
from closewatch.reading.words import AUXILIARIES, CONJUNCTIONS, DAYS, DETERMINERS, MONTHS, PREPOSITIONS, TITLES
from closewatch.terms.actor import ActorKind

_RUN = re.compile(
    r"(?<![\w’'-])(?:(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Prof|[^\W\d_a-z])\.|[^\W\d_a-z][\w’'-]*)"
    r"(?:[ ](?:(?:de|del|van|von|der|bin|ibn|al|el|la|of|the|for|and)[ ])*"
    r"(?:[A-Z]\.(?= [A-Z][a-z])(?! (?:The|He|She|It|They|We|In|On|At|But|And|Then|This|That|There)\b)|[^\W\d_a-z][\w’'-]*))+"
)
_CAPITALS = re.compile(r"(?<![\w’'.-])[A-Z][\w’'&/-]*(?: (?:(?:of|for|the|and|on) ){0,2}[A-Z][\w’'&/-]*)*")
_FOLLOWING = re.compile(r"(?: [a-z][\w-]*){1,3}")
_ONE = re.compile(r"(?<![\w’'-])(?:[Aa]n?|[Oo]ne|[Aa]nother) (?=[^\W\d_])")
_DEMONYM = re.compile(
    r"((?:[A-Z][a-z]+ )?[A-Z][a-z]+(?:an|ian|ese|ish|i|man|woman))(?=,| (?:who|whom|held|captured|taken|in|from|of|with|at)\b)"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ACRONYM = re.compile(r"(?<![\w’'&-])((?:[A-Z][\w’'&-]*[ ]|of[ ]|for[ ]|the[ ]|and[ ]){2,8})\(([A-Z]{2,8})\)")
_NOT_NAMES = frozenset(
    "the a an in on at but and for from with by as if it he she they we this that these those when while after before since no not "
    "meanwhile instead".split()
) | {*DAYS, *MONTHS}
_DATES = DAYS | frozenset(MONTHS)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;,”\"\n—]\s*|\b(?:but|and|while|when|that)\s)$", re.IGNORECASE)
_NOBODY = frozenset("one someone somebody anyone everyone nobody person head chief chair child".split())
_STOPPING = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | DETERMINERS
_NAMED_BEFORE = re.compile(r"(?<![\w’'-])([A-Z][a-z][\w-]+(?: [A-Z][\w-]+)?), $")
_CAPITAL = re.compile(r"(?<![\w’'-])[A-Z][a-z][\w-]+")
_GOES_ON = re.compile(r"(?:,| (?:who|whose|whom|from|of|in|with|at)\b| \d)")
_BEHIND = 150
"""Characters behind a phrase in which its clause may give its bearer's name ("whom this paper calls ...")."""
_CLAUSE_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.!?;:\n][\s\"”’)]|\n")


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names or introduces somebody; `subject` where it opens its sentence or clause."""

    start: int
    end: int
    naming: Naming
    subject: bool


Places = list[tuple[int, int, tuple[str, ...]]]


def find_people(text: str) -> dict[str, Places]:
    """Find every run of capitalised words that can be a person's full name, without titles and demonyms: places and titles.

    >>> find_people("On Monday General Ann Roe spoke.")
    {'Ann Roe': [(18, 25, ('general',))]}
    """
    found: dict[str, Places] = {}
    shared: list[str] = []
    for first, last in _runs(text):
        words = [(piece.start() + first, piece.end() + first) for piece in re.finditer(r"\S+", text[first:last])]
        before = text[max(0, first - 16) : first].lower().split()
        # "lawmakers Ann Roe and Ivan Kit": both bear the title.
        titles = [singular(before[-1])] if before and singular(before[-1]) in TITLES else shared if before[-1:] == ["and"] else []
        shared = titles = list(titles)
        while words:
            word = text[words[0][0] : words[0][1]].rstrip(".")
            if word.lower() in TITLES:
                titles.append(word.lower())
            elif not (
                word.lower() in _NOT_NAMES
                or (country_in(word) is not None and gender_of(f"{word} {word}") is None)
                or (len(words) > 2 and country_in(text[words[0][0] : words[1][1]]) is not None)
            ):
                break
            words = words[1:]
        words, behind_body = _without_body(text, words)
        while len(words) > 1 and text[slice(*words[-1])].lower() in _DATES:
            words = words[:-1]
        if not words or len(words) > 4 or (len(words) < 2 and (not titles or behind_body)):
            continue
        start, end = words[0][0], words[-1][1]
        name = text[start:end].removesuffix("'s").removesuffix("’s").rstrip(".")
        if len(name.split()) >= 1 and take_apart(name).kind is ActorKind.PERSON:
            found.setdefault(name, []).append((start, start + len(name), tuple(titles)))
    return found


def _without_body(text: str, words: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], bool]:
    """Give the words of a run behind the body that they open with ("Norwich University Ann Roe"), before one that "of" joins to them."""
    own = [text[slice(*word)] for word in words]
    of = next((place for place, word in enumerate(own) if word == "of" and place > 1), None)
    if of is not None and noun_kind(own[of - 1]) is None and own[of - 1].lower() not in BODY_ENDS and own[of - 1][0].isupper():
        words, own = words[:of], own[:of]
    last = max((place for place, word in enumerate(own[:-2]) if noun_kind(word) is ActorKind.BODY), default=-1)
    return (words[last + 1 :], True) if last >= 0 else (words, False)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, parted where "and" joins two of them."""
    for match in _RUN.finditer(text):
        at = match.start()
        for joint in re.finditer(r" and (?=[A-Z])", match[0]):
            yield at, match.start() + joint.start()
            at = match.start() + joint.end()
        yield at, match.end()


def find_mentions(text: str) -> list[Mention]:
    """Find the bodies and outlets that a text names, and the people whom it introduces without a name, in the order of the text.

    >>> [text.naming.name for text in find_mentions("A retired teacher told Meridian Wire that NATO was near.")]
    ['retired teacher', 'Meridian Wire', 'NATO']
    """
    return sorted((*_bodies(text), *_introduced(text)), key=lambda mention: (mention.start, -mention.end))


def _bodies(text: str) -> list[Mention]:
    found: list[Mention] = []
    outlets = told_outlets(text)
    for match in _CAPITALS.finditer(text):
        start, end = match.span()
        first = match[0].split(" ", 1)[0]
        if first.lower() in _NOT_NAMES and first != match[0] and first not in ("The", "A", "An"):
            start += len(first) + 1
        behind = _FOLLOWING.match(text, end)
        ends = [end + piece.end() for piece in re.finditer(r"\S+", behind[0])][::-1] if behind else []
        known = next((stop for stop in ends if is_known(text[start:stop])), None)
        words = text[start:end].split()
        own = known is not None or (is_known(_without_article(words)) and not _only_looks_like(words))
        if known is not None:
            end = known
        elif not own and not _ends_like_body(words) and _without_article(words) not in outlets:
            continue
        naming = take_apart(text[start:end])
        if (noun := outlets.get(_without_article(words))) is not None:
            naming = replace(naming, name=_without_article(words), named=True, kind=ActorKind.OUTLET, heads=(noun,))
        if naming.named and naming.kind in (ActorKind.BODY, ActorKind.OUTLET) and (own or country_in(naming.name) is None):
            found.append(Mention(start, end, naming, begins_clause(text, start)))
    return found


def _without_article(words: Sequence[str]) -> str:
    return " ".join(words[words[0] in ("The", "A", "An") :]).removesuffix("'s").removesuffix("’s")


def _only_looks_like(words: Sequence[str]) -> bool:
    """Whether a capitalised word is an acronym of the lexicon in letters only: "Who" at the head of a question."""
    known = known_actor(words[0]) if len(words) == 1 and words[0].istitle() else None
    return known is not None and words[0] not in known.names and words[0].upper() in known.names


def _ends_like_body(words: Sequence[str]) -> bool:
    last = words[-1].lower().removesuffix("'s").removesuffix("’s")
    return len(words) > 1 and (last in BODY_ENDS or last in OUTLET_ENDS or singular(last) in BODY_NOUNS)


def _introduced(text: str) -> list[Mention]:
    """Somebody who enters with "a", "one" or "another": the noun with what stands before it."""
    found: list[Mention] = []
    capitals = Counter(_CAPITAL.findall(text))
    for match in _ONE.finditer(text):
        end = None
        at = match.end()
        for _ in range(6):
            word = _WORD.match(text, at)
            if word is None or (low := word[0].lower()) in _STOPPING:
                break
            if (
                noun_kind(low) is ActorKind.OUTLET
                or (low in PERSON_NOUNS and low not in _NOBODY)
                or (noun_kind(low) is None and names_trade(low))
            ):
                end = word.end()
            elif end is not None:
                break
            at = word.end() + 1
            if text[word.end() : at] not in (" ", "-"):
                break
        if end is None and (people := _DEMONYM.match(text, match.end())) is not None and country_in(people[1]) is not None:
            naming = take_apart("a person", clause_behind(text, people.end(1)))
            named = naming.name if naming.named else people[1]
            naming = replace(naming, name=named, country=country_in(people[1]), heads=())
            found.append(Mention(match.start(), people.end(1), naming, begins_clause(text, match.start())))
        if end is not None:
            if (named := _named_before(text, match.start(), end, capitals)) is not None:
                found.append(named)
                continue
            naming = take_apart(text[match.start() : end], clause_behind(text, end))
            if naming.kind in (ActorKind.PERSON, ActorKind.OUTLET):
                found.append(Mention(match.start(), end, naming, begins_clause(text, match.start())))
    return found


def _named_before(text: str, start: int, end: int, capitals: Counter[str]) -> Mention | None:
    """Somebody by one name whom an apposition describes: "Marit, a seamstress whose shop had burned, came"; no place, no adverb."""
    before = _NAMED_BEFORE.search(text, max(0, start - 40), start)
    if before is None or _GOES_ON.match(text, end) is None or before[1].lower() in _NOT_NAMES:
        return None
    word = text[max(0, before.start() - 12) : before.start()].lower().split()[-1:]
    if capitals[before[1].split()[0]] < 2 or (word and word[0] in PREPOSITIONS) or is_known(before[1]) or country_in(before[1]) is not None:
        return None
    naming = take_apart(text[before.start(1) : end])
    if naming.kind is not ActorKind.PERSON or not naming.named:
        return None
    return Mention(before.start(1), end, naming, True)


def clause_behind(text: str, end: int) -> str:
    """Give what follows a phrase in its own clause or sentence: where its bearer's name, or that it is not the real one, may stand."""
    behind = text[end : end + _BEHIND]
    stop = _CLAUSE_END.search(behind)
    return behind[: stop.start()] if stop else behind


def find_acronyms(text: str) -> dict[str, str]:
    """Find the acronyms that a text explains: "National Intelligence Service (NIS)"."""
    return {match[2]: match[1].strip() for match in _ACRONYM.finditer(text) if _abbreviates(match[2], match[1])}


def _abbreviates(acronym: str, long: str) -> bool:
    letters = [word[0].upper() for word in long.split() if word[0].isupper()]
    return "".join(letters)[-len(acronym) :] == acronym or acronym[0] == next(iter(letters), "")


def begins_clause(text: str, start: int) -> bool:
    """Whether a sentence or clause opens at a place, titles and demonyms before it aside."""
    before = text[max(0, start - 40) : start]
    words = before.split()
    while words and (words[-1].lower().strip(".") in TITLES or country_in(words[-1]) is not None):
        before = before.rstrip()[: -len(words.pop())]
    return _SENTENCE_START.search(before) is not None
