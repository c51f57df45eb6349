"""Takes the words that name a source apart: the proper name in them, titles and descriptions, country, and what kind of speaker it is.

Looks at one phrase alone. Whom a pronoun, a surname or "the agency" refers to in its report is the business of `speakers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from closewatch.reading.actors import KnownActor, country_in, is_known, known_actor
from closewatch.reading.kinds import BODY_NOUNS, OUTLET_NOUNS, is_plural, noun_kind
from closewatch.reading.plurals import singular
from closewatch.reading.words import DETERMINERS, POSSESSIVES, SUBJECT_PRONOUNS, TITLES
from closewatch.terms.actor import ActorKind

_WORD = re.compile(r"(?:[A-Z]\.)+|[^\W_][\w]*(?:[-’'.&/][^\W_][\w]*)*\.?|[’'](?=\s|$)")
_SEGMENT = re.compile(r",|;|\(| who | whose | which | — | – | -- |:")
_LINKS = frozenset("of for from at in on with to by near among about against under inside outside between within".split())
_PARTICLES = frozenset("de del della da di du van von der den bin ibn al el la le abu ben y e and the of for".split())
_BODY_ENDS = frozenset(
    "house news times post press tribune herald gazette guard guards forces nations watch cross crescent command union council "
    "ministry service agency office court committee department university institute army party front bank fund group international "
    "organisation organization society observatory assembly parliament congress senate commission authority administration police "
    "corps brigade division staff kremlin pentagon center centre foundation alliance coalition federation association hospital "
    "company inc corp wire daily dispatch observer journal weekly tv radio network channel state states republic league programme "
    "program project mission movement campaign".split()
)
_OUTLET_ENDS = frozenset("news times post herald gazette tribune journal wire tv dispatch".split())
_PSEUDONYM = re.compile(
    r"\bpseudonyms?\b|\bnot (?:his|her|their|its|the) real names?\b|\bnames? (?:has|have) been changed\b"
    r"|\bidentified (?:himself|herself )?only (?:as|by)\b|"
    r"\bg(?:a|i)ves? (?:his|her|their) names? (?:only )?as\b|\basked to be (?:called|identified (?:only )?as|known)\b"
    r"|\bgoes by\b|\bwent by\b|\bnom de guerre\b|"
    r"\bcall ?sign\b|\bunder the name\b|\bcalled (?:himself|herself)\b|\bnot using (?:his|her|their) real\b"
    r"|\bknown only (?:as|by)\b|\balias\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"(?:\bname (?:only )?as |\bonly as |\bonly by |\bgoes by |\bknown as |\bcalled |[\"“‘'])[\"“‘']?([A-Z][\w-]+(?: [A-Z][\w-]+)?)"
)
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z&-]{1,9})\)")


@dataclass(frozen=True, slots=True)
class Naming:
    """What the words of a source say of it: `name` is its proper name, or its description where it has none (`named` False)."""

    name: str
    kind: ActorKind
    named: bool
    heads: tuple[str, ...] = ()
    country: str | None = None
    pseudonymous: bool = False
    plural: bool = False
    definite: bool = False
    acronym: str | None = None
    known: KnownActor | None = None


def is_pseudonymous(words: str) -> bool:
    """Whether words around a name say that it is not the real one.

    >>> is_pseudonymous("Chung (a pseudonym)"), is_pseudonymous("Chung, a defector")
    (True, False)
    """
    return _PSEUDONYM.search(words) is not None


def take_apart(phrase: str, behind: str = "") -> Naming:
    """Tell the name, the titles and the country in the words of a source; `behind` is what follows them in the text.

    >>> naming = take_apart("Ukrainian President Volodymyr Zelenskyy")
    >>> naming.name, naming.heads, naming.country
    ('Volodymyr Zelenskyy', ('president',), 'UA')
    >>> take_apart("a soldier").named
    False
    """
    phrase = phrase.strip().strip('"“”')
    pseudonymous = is_pseudonymous(phrase + " " + behind)
    match = _ACRONYM.search(phrase + behind[:14]) if behind.lstrip().startswith("(") or "(" in phrase else None
    acronym = match[1] if match and sum(letter.isupper() for letter in match[1]) >= 2 else None
    segments = [segment.strip() for segment in _SEGMENT.split(phrase) if segment.strip()]
    quoted = _GIVEN.search(phrase)
    head = segments[0] if segments else phrase
    described = _description_heads(segments[1:])
    first = _from_head(head)
    if not first.named and quoted and pseudonymous:
        first = Naming(quoted[1], ActorKind.PERSON, True, first.heads, first.country)
    elif not first.named and len(segments) > 1:
        # "the ministry's spokesman, Ann Roe": the name stands in the apposition.
        second = _from_head(segments[1])
        if second.named and second.kind is ActorKind.PERSON and segments[1][:1].isupper() and segments[1].split()[-1][:1].isupper():
            first = Naming(
                second.name, second.kind, True, (*first.heads, *second.heads), first.country or second.country, known=second.known
            )
    heads = tuple(dict.fromkeys((*first.heads, *described)))
    country = first.country or next((found for segment in segments[1:2] if (found := _country_of_words(_core(segment.split())))), None)
    return Naming(
        first.name,
        first.kind,
        first.named,
        heads,
        country,
        pseudonymous,
        first.plural,
        head.lower().startswith("the "),
        acronym,
        first.known,
    )


def _from_head(head: str) -> Naming:
    words = list(_WORD.findall(head))
    words = [word.rstrip(".") if word.lower().rstrip(".") in TITLES else word for word in words]
    while words and (words[0].lower() in DETERMINERS or words[0].lower() in POSSESSIVES):
        words = words[1:]
    if not words:
        return Naming(head, noun_kind(head) or ActorKind.PERSON, False)
    whole = known_actor(" ".join(words))
    if whole is not None:
        return Naming(_plain(words), whole.kind, True, _body_heads(words), whole.country, known=whole)
    possessor, rest = _possessor(words)
    country = country_in(" ".join(possessor)) if possessor else None
    core = _core(rest)
    start = _run_start(core)
    titles = tuple(word.lower() for word in core[:start] if word.lower() in TITLES or noun_kind(word) is not None)
    run = core[start:]
    country = country or _country_of_words(core[:start])
    while len(run) > 1 and (run[0].lower().rstrip(".") in TITLES or _demonym(run) is not None) and known_actor(" ".join(run)) is None:
        size = _demonym(run)
        if size is not None and len(run) > size:
            if run[-1].lower() in _BODY_ENDS and size >= len(run) - 1 and not possessor:
                country = country or country_in(" ".join(run[:size]))
                break
            country = country or country_in(" ".join(run[:size]))
            run = run[size:]
        else:
            titles = (*titles, run[0].lower().rstrip("."))
            run = run[1:]
    return _named(words, core, run, titles, country, possessor, rest)


def _named(
    words: list[str], core: list[str], run: list[str], titles: tuple[str, ...], country: str | None, possessor: list[str], rest: list[str]
) -> Naming:
    last = core[-1] if core else words[-1]
    common = noun_kind(last)
    if run and not (len(run) == 1 and (common is not None or run[0].lower() in TITLES) and known_actor(run[0], country) is None):
        name = _plain(run)
        known = known_actor(name, country) or known_actor(_plain(core), country)
        state = country_in(name)
        if known is not None:
            return Naming(name, known.kind, True, (*titles, *_body_heads(run)), known.country or country, known=known)
        if state is not None:
            return Naming(name, ActorKind.BODY, True, titles, state)
        end = run[-1].lower().rstrip("s")
        is_body = (
            run[-1].lower() in _BODY_ENDS
            or singular(end) in BODY_NOUNS
            or any(word in _LINKS for word in run)
            or (run[-1].isupper() and len(run[-1]) > 1)
        )
        outlet = singular(end) in OUTLET_NOUNS or run[-1].lower() in _OUTLET_ENDS
        kind = ActorKind.OUTLET if outlet and not titles else ActorKind.BODY if is_body and not titles else ActorKind.PERSON
        if len(run) > 1 and run[-1].lower() in TITLES and kind is ActorKind.PERSON:
            return Naming(_plain(core), ActorKind.PERSON, False, tuple(word.lower() for word in run), country)
        return Naming(name, kind, True, (*titles, *_body_heads(run)), country)
    # A noun that names no speaker ("the doctrine requires") is nearest to a document: it never is an antecedent of "he".
    kind = common or (ActorKind.GROUP if is_plural(last) else ActorKind.DOCUMENT)
    country = country or _country_of_words(core)
    name = _plain([*possessor, *rest]) if possessor else _plain(words)
    heads = (
        singular(last),
        *(
            word.lower()
            for word in core[:-1]
            if noun_kind(word) is not None or word.lower() in ("intelligence", "spy", "defence", "defense", "foreign")
        ),
    )
    known = known_actor(name, country)
    body = kind in (ActorKind.BODY, ActorKind.OUTLET, ActorKind.DOCUMENT)
    return Naming(name, known.kind if known else kind, known is not None or body, heads, country, plural=is_plural(last), known=known)


def _plain(words: list[str]) -> str:
    return re.sub(r" ([’'])$", r"\1", " ".join(words)).removesuffix("'s").removesuffix("’s")


def _possessor(words: list[str]) -> tuple[list[str], list[str]]:
    for place, word in enumerate(words[:-1]):
        if word.endswith(("'s", "’s")) or words[place + 1] in ("'", "’"):
            cut = place + 1 if word.endswith(("'s", "’s")) else place + 2
            if cut < len(words):
                return words[:cut], words[cut:]
    return [], words


def _core(words: list[str]) -> list[str]:
    """The words before the first preposition, unless it belongs to a proper name ("Institute for the Study of War")."""
    for place, word in enumerate(words):
        if place == 0 or word.lower() not in _LINKS:
            continue
        following = next((later for later in words[place + 1 :] if later.lower() not in _PARTICLES), "")
        in_name = (
            words[place - 1][0].isupper()
            and following[:1].isupper()
            and word in ("of", "for", "on", "to")
            and noun_kind(words[place - 1]) in (ActorKind.BODY, ActorKind.OUTLET)
        )
        if not in_name and not any(is_known(" ".join(words[start:])) for start in range(place)):
            return words[:place]
    return words


def _run_start(words: list[str]) -> int:
    """Where the run of capitalised words at the end begins."""
    start = len(words)
    while start > 0 and (
        words[start - 1][0].isupper() or words[start - 1][0].isdigit() or (words[start - 1].lower() in _PARTICLES and start < len(words))
    ):
        start -= 1
    while start < len(words) and words[start].lower() in _PARTICLES and words[start][0].islower():
        start += 1
    return start


def _demonym(words: list[str]) -> int | None:
    """How many of the first words name a state or its people, or None."""
    for size in (3, 2, 1):
        if len(words) > size and country_in(" ".join(words[:size])) is not None:
            return size
    return None


def _country_of_words(words: list[str]) -> str | None:
    for place in range(len(words)):
        for size in (3, 2, 1):
            piece = " ".join(words[place : place + size])
            if piece[:1].isupper() and (found := country_in(piece)) is not None:
                return found
    return None


def _body_heads(words: list[str]) -> tuple[str, ...]:
    return tuple(
        singular(word)
        for word in words
        if noun_kind(word) in (ActorKind.BODY, ActorKind.OUTLET) or word.lower() in ("intelligence", "ministry")
    )


def _description_heads(segments: list[str]) -> tuple[str, ...]:
    """The nouns of an apposition: "a doctor who fled" makes its bearer "the doctor" later on."""
    found: list[str] = []
    for segment in segments[:2]:
        words = segment.lower().split()
        if words and words[0] in ("a", "an", "the", "former", "now", "then", "head", "chief", "director"):
            for word in words[:6]:
                if word in _LINKS:
                    break
                if noun_kind(word) is not None:
                    found.append(singular(word))
    return tuple(found)


def is_pronoun(words: str) -> bool:
    """Whether a source is a pronoun and needs an antecedent.

    >>> is_pronoun("him"), is_pronoun("Him Kok")
    (True, False)
    """
    low = words.lower()
    return low in SUBJECT_PRONOUNS or low in POSSESSIVES or low in ("him", "them", "who", "which", "whom", "hers", "theirs", "me", "us")
