"""Takes the words that name a source apart: the proper name in them, titles and descriptions, country, and what kind of speaker it is.

Looks at one phrase alone. Whom a pronoun, a surname or "the agency" refers to in its report is the business of `speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from closewatch.reading.actors import country_in, is_known, known_actor
from closewatch.reading.kinds import BODY_NOUNS, OUTLET_NOUNS, is_plural, noun_kind
from closewatch.reading.plurals import singular
from closewatch.reading.words import DAYS, DETERMINERS, POSSESSIVES, SUBJECT_PRONOUNS, TITLES
from closewatch.terms.actor import ActorKind
from closewatch.terms.known import KnownActor

_WORD = re.compile(r"(?:[A-Z]\.)+|[^\W_][\w]*(?:[-’'.&/][^\W_][\w]*)*\.?|[’'](?=\s|$)|&(?=\s)")
_SEGMENT = re.compile(r",|;|\(| who | whom | whose | which | — | – | -- |:| (?:that )?(?:I|we|he|she|they|you)(?:['’]\w+)? (?=[a-z])")
_PASSED = re.compile(
    r" (?:(?:who|which|that) )?(?:(?:was|were|is|are|had been|has been|have been) )?(?:recently |later |also |first |partly )?"
    r"(?:cited|quoted|obtained|seen|reviewed|viewed|interviewed|reached|contacted|briefed|posted|published|released|shared|leaked|aired"
    r"|broadcast|carried|informed) (?:by|to) "
)
"""What opens words about those who passed on, saw or informed whoever is named before them: "two diplomats cited by the Post"."""
_LINKS = frozenset("of for from at in on with to by near among about against under inside outside between within".split())
_POSTPOSED = frozenset("close familiar loyal privy aware involved knowledgeable opposed linked allied attached".split())
"""Adjectives that stand behind their noun: "two people close to the family"."""
_PARTICLES = frozenset("de del della da do di du van von der den bin ibn al el la le abu ben y e and the of for".split())
BODY_ENDS = frozenset(
    "house news times post press tribune herald gazette guard guards forces nations watch cross crescent command union council "
    "ministry service agency office court committee department university institute army party front bank fund group international "
    "organisation organization society observatory assembly parliament congress senate commission authority administration police "
    "corps brigade division staff kremlin pentagon center centre foundation alliance coalition federation association hospital "
    "company inc corp wire daily dispatch observer journal weekly tv radio network channel state states republic league programme "
    "program project mission movement campaign aid relief rescue rooms medics lawyers".split()
)
OUTLET_ENDS = frozenset(
    "news times post herald gazette tribune journal wire tv dispatch observer daily weekly mirror standard telegraph chronicle radio "
    "online press courier examiner sentinel bulletin inquirer ledger review echo argus guardian".split()
)
OUTLET_STARTS = frozenset("radio channel tv agence".split())
"""First words of the names of outlets: "Radio Kestrel", "Channel 9"."""
NUMBERED_NAME = re.compile(r"[A-Z][a-z]{2,}\d{2}")
"""Names that only outlets bear: "Delta24"."""
_PSEUDONYM = re.compile(
    r"\bpseudonyms?\b|\bnot (?:his|her|their|its|the) real names?\b|\bnames? (?:has|have) been changed\b"
    r"|\bidentified (?:himself|herself )?only (?:as|by)\b|"
    r"\bg(?:a|i)ves? (?:his|her|their) names? (?:only )?as\b|\basked to be (?:called|identified (?:only )?as|known)\b"
    r"|\bgoes by\b|\bwent by\b|\bnom de guerre\b|"
    r"\bcall ?sign\b|\bunder the name\b"
    r"|\bcall(?:s|ed|ing) (?:himself|herself)\b|\bnot using (?:his|her|their) real\b"
    r"|\bknown only (?:as|by)\b|\balias\b|\bassumed names?\b|\bnot (?:his|her|their) names?\b|\bsigns (?:\w+ )?as\b"
    r"|\bg(?:a|i)ves? the name\b|\b(?:whom )?(?:we|I) (?:will |shall )?call (?=[A-Z])|\blet us call\b|\bwhom (?:we|this \w+|the \w+"
    r"|its \w+) (?:will )?calls?\b|, called \w+ here\b|\bcalled here\b",
    re.IGNORECASE,
)
_HINTS = ("pseudonym", "name", "identified", "call", "goes by", "went by", "guerre", "known only", "alias", "signs", "not using")
"""One of these stands in whatever `_PSEUDONYM` matches; most phrases have none, and need no closer look."""
_GIVEN = re.compile(
    r"(?:\bnames? (?:only )?as |\bgave the name |\bgives the name |\bonly as |\bonly by |\bgoes by |\bknown as |\bcalled "
    r"|\bcall(?:s|ed|ing) (?:himself |herself )|\bunder the name (?:of )?|\bcalls? (?:him |her |them )?|\bsigns (?:\w+ )?as "
    r"|\bassumed name (?:of )?"
    r"|\bpseudonym (?:of )?|\bname of |[\"“‘'])[\"“‘']?((?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][\w-]+(?: [A-Z][\w-]+)?)"
)
_CLAUSE = re.compile(
    r"(?: (?:of|from|in|on|at|near|for|with) [^,.;:“”\"]{1,50})?(?:(?: (?:held|captured|taken)[^.,;]{1,40})?,? (?:who|whom|called"
    r"|known|identified|let us call)\b| under the |,? (?:we|I) call )"
)
"""A clause right behind somebody's description that can give their name: "a nurse on the other side, called Lena here"."""
_PERSON = re.compile(r"(?:[^s]ist|[^s]ian|grapher|ologist|trooper|stress|keeper|monger|maker|worker|master|man|woman|wright)$")
"""Endings of nouns that name a person by a trade or a belief, for nouns that the lists of kinds do not have."""
_TRADES = frozenset(
    "patient midwife mediator surveyor coordinator dispatcher trucker herder fisher courier cleric mechanic cleaner barber tailor orderly"
    " intern nomad administrator moderator columnist curator rector operator contributor creditor insurer seller dealer"
    " cobbler plumber jeweller potter weaver hewer tanner miller cooper undertaker gravedigger".split()
)
_GUARDS = re.compile(r"(?:coast|national|home|civil|presidential|republican|revolutionary|imperial) guard", re.IGNORECASE)
"""Bodies, though a guard alone is a person."""
_APPOSED = frozenset(
    ("a", "an", "the", "another", "one", "former", "now", "then", "deputy", "vice", "acting", "senior", "assistant", *POSSESSIVES)
)
"""What an apposition opens with that says what somebody is."""
_OWNER = re.compile(r"[A-Z][\w’' ]*(?:['’]s|s['’]) \w")
_SPEAKING_FOR = re.compile(r"\bspokes(?:man|woman|person)\b")
_LEADS_SECRET = re.compile(
    r"(?:\b(?:who (?:runs|heads|leads|directs)|(?:head|chief|director|deputy head|deputy chief) of)\b[^.;]{0,50}?|^)\b(?:intelligence"
    r"|spy) ?(?:chief|head|director"
    r"|service|agency)?"
)
_ONE_OF = re.compile(r"(?:one|another|the (?:first|second|third|last)) of (?:them|these|those)", re.IGNORECASE)
_LEFT_OUT = DAYS | {"same"}
_SPANS = frozenset("night week weekend month year summer autumn winter spring".split())
_REFLEXIVES = frozenset("itself himself herself themselves".split())
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
    low = words.lower()
    return any(hint in low for hint in _HINTS) and _PSEUDONYM.search(words) is not None


def take_apart(phrase: str, behind: str = "") -> Naming:
    """Tell the name, the titles and the country in the words of a source; `behind` is what follows them in the text.

    >>> naming = take_apart("Ukrainian President Volodymyr Zelenskyy")
    >>> naming.name, naming.heads, naming.country
    ('Volodymyr Zelenskyy', ('president',), 'UA')
    >>> take_apart("a soldier").named
    False
    """
    phrase = phrase.strip().strip('"“”')
    clause = behind if _CLAUSE.match(behind) else ""
    pseudonymous = is_pseudonymous(phrase + " " + behind[:60]) or (bool(clause) and is_pseudonymous(clause))
    match = _ACRONYM.search(phrase + behind[:14]) if behind.lstrip().startswith("(") or "(" in phrase else None
    acronym = match[1] if match and sum(letter.isupper() for letter in match[1]) >= 2 else None
    segments = [segment.strip() for segment in _SEGMENT.split(phrase) if segment.strip()]
    quoted = _GIVEN.search(phrase + clause)
    pseudonymous = pseudonymous or _known_as(segments, phrase + clause)
    if len(segments) > 1 and _ONE_OF.fullmatch(segments[0]) and segments[1].lower().startswith(("a ", "an ")):
        # "One of them, a boy of about fifteen," is the boy.
        segments = segments[1:]
    head = _PASSED.split(segments[0], maxsplit=1)[0] if segments else phrase
    described = _description_heads(segments[1:])
    first = _from_head(head)
    if quoted and pseudonymous and (not first.named or first.name[:1].islower()):
        first = Naming(quoted[1], ActorKind.PERSON, True, first.heads, first.country)
    elif len(segments) > 1 and (not first.named or first.name.split()[-1][:1].islower()) and first.known is None:
        # "the ministry's spokesman, Ann Roe": the name stands in the apposition.
        second = _from_head(segments[1])
        # "Its director, the retired colonel Ann Roe": a title before the name does as well as the bare name.
        opens = segments[1][:1].isupper() or bool(second.heads)
        person = second.kind is ActorKind.PERSON and opens and segments[1].split()[-1][:1].isupper()
        if second.named and (person or (second.known is not None and first.kind is not ActorKind.OUTLET)):
            first = Naming(
                second.name, second.kind, True, (*first.heads, *second.heads), first.country or second.country, known=second.known
            )
    heads = tuple(dict.fromkeys((*first.heads, *described, *(office(phrase) if first.named and first.kind is ActorKind.PERSON else ()))))
    country = first.country or next((found for segment in segments[1:2] if (found := _country_of_words(_core(segment.split())))), None)
    return Naming(
        first.name,
        first.kind,
        first.named,
        heads,
        country,
        pseudonymous,
        first.plural,
        head.lower().startswith(("the ", "both ", "those ", "these "))
        or (first.kind is ActorKind.BODY and head.lower().startswith(("its ", "his ", "her ", "their ")))
        or (not first.named and bool(_OWNER.match(head))),
        acronym,
        first.known,
    )


def _known_as(segments: Sequence[str], words: str) -> bool:
    """Whether a person goes by a name of their own choosing: "a militia commander known as Falcon"."""
    if " known " not in words or not segments:
        return False
    head = re.split(r"(?: who is)?,? known (?:locally |widely )?as ", segments[0], maxsplit=1)[0].split()
    person = bool(head) and head[0].lower() in ("a", "an", "the", "one", "another") and noun_kind(head[-1]) is ActorKind.PERSON
    return person and re.search(r"\bknown (?:locally |widely )?as [\"“‘]?[A-Z]", words) is not None


def names_trade(noun: str) -> bool:
    """Whether a noun that the lists of kinds do not have names a person, by its ending or as a trade.

    >>> names_trade("demographer"), names_trade("mediator"), names_trade("doctrine")
    (True, True, False)
    """
    return noun in _TRADES or _PERSON.search(noun) is not None


@lru_cache(maxsize=4096)
def _from_head(head: str) -> Naming:
    words = list(_WORD.findall(head))
    words = [word.rstrip(".") if word.lower().rstrip(".") in TITLES else word for word in words]
    while words and (words[0].lower() in DETERMINERS or words[0].lower() in POSSESSIVES or words[0].lower() in _LEFT_OUT):
        words = words[1:]
    while len(words) > 1 and words[-1].lower() in _REFLEXIVES:
        words = words[:-1]
    if len(words) > 3 and words[-2].lower() in ("last", "this", "next") and words[-1].lower() in _SPANS:
        words = words[:-2]
    if not words:
        return Naming(head, noun_kind(head) or ActorKind.PERSON, False)
    whole = known_actor(" ".join(words))
    if whole is not None:
        return Naming(_plain(words), whole.kind, True, _body_heads(words), whole.country, known=whole)
    paper = next((place for place, word in enumerate(words) if word.lower() in _LINKS), 0)
    if paper and words[paper - 1].islower() and noun_kind(words[paper - 1]) is ActorKind.DOCUMENT and _possessor(words)[0]:
        # "A memo from the governor's office" is a memo.
        return Naming(_plain(words), ActorKind.DOCUMENT, False, (singular(words[paper - 1]),), plural=is_plural(words[paper - 1]))
    possessor, rest = _possessor(words)
    owner = " ".join(possessor).replace(" ’", "").replace(" '", "").removesuffix("'s").removesuffix("’s")
    country = (country_in(owner) or getattr(known_actor(owner), "country", None)) if possessor else None
    core = _core(rest)
    start = _run_start(core)
    titles = tuple(singular(word.lower()) for word in core[:start] if word.lower() in TITLES or noun_kind(word) is not None)
    run = core[start:]
    country = country or _country_of_words(core[:start])
    while len(run) > 1 and (run[0].lower().rstrip(".") in TITLES or _demonym(run) is not None) and known_actor(" ".join(run)) is None:
        size = _demonym(run)
        if size is not None and len(run) > size:
            if run[-1].lower() in BODY_ENDS and size >= len(run) - 1 and not possessor:
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
    common = ActorKind.BODY if _GUARDS.fullmatch(" ".join(core[-2:])) else noun_kind(last)
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
            run[-1].lower() in BODY_ENDS
            or singular(end) in BODY_NOUNS
            or any(word in _LINKS or word == "&" for word in run)
            or (run[-1].isupper() and len(run[-1]) > 1)
        )
        announced = noun_kind(core[-len(run) - 1]) if len(core) > len(run) else None
        is_body = is_body or announced is ActorKind.BODY
        outlet = singular(end) in OUTLET_NOUNS or run[-1].lower() in OUTLET_ENDS or announced is ActorKind.OUTLET
        outlet = outlet or core[-len(run) - 1 : -len(run)] in (["paper"], ["website"], ["site"])
        outlet = outlet or (len(run) > 1 and run[0].lower() in OUTLET_STARTS) or NUMBERED_NAME.fullmatch(run[-1]) is not None
        # "The rebel channel Falcon Eye" is a channel.
        borne = announced is not ActorKind.OUTLET and any(title in TITLES or noun_kind(title) is ActorKind.PERSON for title in titles)
        kind = ActorKind.PERSON if borne else ActorKind.OUTLET if outlet else ActorKind.BODY if is_body else ActorKind.PERSON
        if len(run) > 1 and run[-1].lower() in TITLES and kind is ActorKind.PERSON:
            return Naming(_plain(core), ActorKind.PERSON, False, tuple(word.lower() for word in run), country)
        return Naming(name, kind, True, (*titles, *_body_heads(run)), country)
    # A noun that names no speaker ("the doctrine requires") is nearest to a document: it never is an antecedent of "he".
    kind = common or (ActorKind.GROUP if is_plural(last) else ActorKind.PERSON if names_trade(last) else ActorKind.DOCUMENT)
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
    return re.sub(r" ([’'])(?= |$)", r"\1", " ".join(words)).removesuffix("'s").removesuffix("’s")


def _possessor(words: list[str]) -> tuple[list[str], list[str]]:
    for place, word in enumerate(words[:-1]):
        if word.endswith(("'s", "’s")) or words[place + 1] in ("'", "’"):
            cut = place + 1 if word.endswith(("'s", "’s")) else place + 2
            # "The ministry on the firm's island" is a ministry and no island.
            link = next((at for at, before in enumerate(words[:place]) if at and before in _LINKS), 0)
            if link and words[link - 1].islower() and noun_kind(words[link - 1]) is not None:
                return [], words
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
        if place > 1 and words[place - 1].lower() in _POSTPOSED:
            return words[: place - 1]
        if not in_name and not any(is_known(" ".join(words[start:])) for start in range(place)):
            return words[:place]
    return words


def _run_start(words: list[str]) -> int:
    """Where the run of capitalised words at the end begins."""
    start = len(words)
    while start > 0 and (not words[start - 1][0].islower() or (words[start - 1].lower() in _PARTICLES and start < len(words))):
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


def office(words: str) -> tuple[str, ...]:
    """Give the word "intelligence" for whoever leads such a service, by what stands before or behind a name.

    >>> office("Kyrylo Budanov, who runs military intelligence,"), office("Olena Kit, a spokeswoman for military intelligence,")
    (('intelligence',), ())
    """
    if _SPEAKING_FOR.search(words):
        return ()
    owner = re.match(r"([A-Z][\w’'. -]*?)['’]s ", words)
    known = known_actor(owner[1]) if owner else None
    secret = known is not None and any("ntelligence" in name for name in known.names)
    return ("intelligence",) if secret or _LEADS_SECRET.search(words) else ()


def _description_heads(segments: list[str]) -> tuple[str, ...]:
    """The nouns of an apposition: "a doctor who fled" makes its bearer "the doctor" later on."""
    found: list[str] = []
    for segment in segments[:2]:
        words = segment.lower().split()
        opens = words and (words[0] in _APPOSED or noun_kind(words[0]) is ActorKind.PERSON)
        if opens:
            for word in words[:6]:
                if word in _LINKS:
                    break
                if noun_kind(word) is not None or names_trade(word):
                    found.append(singular(word))
    return tuple(found)


def is_pronoun(words: str) -> bool:
    """Whether a source is a pronoun and needs an antecedent.

    >>> is_pronoun("him"), is_pronoun("Him Kok")
    (True, False)
    """
    low = words.lower()
    return low in SUBJECT_PRONOUNS or low in POSSESSIVES or low in ("him", "them", "who", "which", "whom", "hers", "theirs", "me", "us")
