"""Who speaks for a public authority (a state, its armed forces, a body of states) and who for an organisation of its own.

Looks at what is known of one voice and of the body it serves; which words say so is told by `employers`.
"""

from __future__ import annotations

import re

from closewatch.reading.actors import is_independent
from closewatch.reading.kinds import LAWMAKER_NOUNS, OFFICIAL_NOUNS, noun_kind
from closewatch.reading.voices import Voice
from closewatch.terms.actor import ActorKind

SPEAKING_FOR = frozenset("spokesman spokeswoman spokesperson".split())
ELECTED = LAWMAKER_NOUNS | {"deputy", "representative"}
_OUTSIDE = frozenset(
    "institute centre center university observatory foundation network society charity ngo clinic hospital union association "
    "organisation organization club church company firm committee room rooms refugee relief aid rights rescue doctors lawyers medics "
    "volunteers teachers workers journalists families".split()
)
_REBELS = frozenset("paramilitary paramilitaries insurgents guerrillas separatists rebels".split())
_SIDE = re.compile(
    r"(?:(?:each|either|neither|both|the (?:two|other)) )?(?:(?:warring|rival) )?(?:sides?|part(?:y|ies) to the (?:war|conflict))"
)
"""The parties to a war, where a report names none."""
_OF_GOVERNMENT = re.compile(r"(?:the )?(?:[\w-]+ )?(?:government|state|ministry|army|military|president)['’]s \w+")
"""Bodies that a state owns: "the government's relief commission"."""
_BEHIND = re.compile(r",? (?:where|which|that|who|whose|on|in|near) ")
"""What opens the words behind the name of a body that tell of something else."""
_ARMED = frozenset("force forces militia militias troop troops brigade battalion regiment division corps garrison paramilitary".split())
_PUBLIC = frozenset(
    "municipality prefecture governorate customs railway railways delegation headquarters cabinet treasury consulate parliament senate "
    "congress assembly regime court tribunal".split()
)
"""Nouns of public bodies beside those of `kinds.OFFICIAL_NOUNS`."""
_OF_STATE = frozenset(
    "army military navy air government un prison police port customs court airport border coastguard district city provincial state".split()
)
_LEADING = frozenset("official director head chief warden officer commissioner governor superintendent commandant clerk".split())
"""Posts that are a state's where the noun before them is: "the prison director", "a police officer"."""
_SERVED = (
    (
        frozenset("minister president premier chancellor spokesman spokeswoman spokesperson".split()),
        frozenset("government cabinet ministry state presidency palace".split()),
    ),
    (
        frozenset("general colonel major captain commander lieutenant admiral brigadier spokesman spokeswoman spokesperson".split()),
        frozenset("army military navy forces force command militia troops staff".split()),
    ),
)
"""Posts and the bodies that whoever holds one speaks for."""
JUDGING = OFFICIAL_NOUNS | frozenset(
    "analyst expert professor lecturer researcher scholar historian economist demographer statistician columnist editor commentator critic"
    " observer specialist".split()
)
"""Those who speak of what others did: what they are reported to have done is work, not what they went through."""
_POSTS = frozenset("coordinator master harbourmaster inspector warden undersecretary negotiator magistrate consul police".split())


def is_public(voice: Voice) -> bool:
    """Whether a body is a state, its armed forces or an armed party, one of its offices, or a body of states such as the UN.

    >>> un = Voice("UNICEF", ActorKind.BODY, True, key="body:INT:unicef")
    >>> is_public(un), is_public(Voice("Blue Door network", ActorKind.BODY, True, heads={"network"}))
    (True, False)
    """
    if voice.kind not in (ActorKind.BODY, ActorKind.GROUP):
        return False
    if voice.key is not None and voice.key.startswith("body:"):
        return not is_independent(voice.key)
    words = _BEHIND.split(voice.name.lower().replace(".", ""))[0].split()
    if _SIDE.fullmatch(voice.name.lower()) is not None or (words[:-1] and _OF_GOVERNMENT.match(voice.name.lower()) is not None):
        return True
    if words[:1] in (["military"], ["army"]) and "hospital" in words:
        return True
    if words[:1] == ["un"] or words[:2] == ["united", "nations"]:
        return True
    secret = {"security", "secret", "intelligence"} & set(words) and voice.kind is ActorKind.BODY
    if secret or (voice.heads & {"intelligence", "spy"} and voice.kind is ActorKind.BODY):
        return True
    if voice.heads & _OUTSIDE or set(words) & _OUTSIDE:
        return False
    nouns = voice.heads | set(words[-1:])
    if voice.kind is ActorKind.GROUP:
        return (voice.named and bool(nouns & {"forces", "troops", "authorities", "police"})) or bool(nouns & _REBELS)
    return bool(nouns & (OFFICIAL_NOUNS | _ARMED | _PUBLIC | {"office"})) or (voice.named and voice.country is not None)


def is_organisation(voice: Voice) -> bool:
    """Whether a body is one of its own: an aid group, a committee, a union, a hospital, a company."""
    return voice.kind is ActorKind.BODY and not is_public(voice)


def holds_office(voice: Voice) -> bool:
    """Whether a person speaks for a public authority: by their own title, by a known office, or for the body they serve."""
    if voice.kind not in (ActorKind.PERSON, ActorKind.GROUP) or voice.heads & {"former", "retired"}:
        return False
    # A "military doctor" is a doctor: what stands before a person's noun is no office.
    posts = {noun for noun in voice.heads if noun_kind(noun) is not ActorKind.BODY}
    if set(voice.name.lower().replace(".", "").split()[:-1]) & _OF_STATE and voice.kind is ActorKind.PERSON and posts & _LEADING:
        return True
    return bool(posts & (OFFICIAL_NOUNS | ELECTED | _POSTS)) or (voice.serves is not None and is_public(voice.serves))


def is_private(voice: Voice) -> bool:
    """Whether people speak for nobody but themselves: in no office, of no known name, with no trade of judging others."""
    return voice.kind in (ActorKind.PERSON, ActorKind.GROUP) and voice.key is None and not holds_office(voice) and not voice.heads & JUDGING


def serves(person: Voice, body: Voice) -> bool:
    """Whether somebody speaks for a body: as the words for them say, as a minister for the government, as an officer for the army.

    >>> serves(Voice("Ola", ActorKind.PERSON, True, heads={"minister"}), Voice("government", ActorKind.BODY, True, heads={"government"}))
    True
    """
    if body.kind not in (ActorKind.BODY, ActorKind.GROUP) or person.kind is not ActorKind.PERSON:
        return False
    if person.serves is not None and (person.serves is body or person.serves.name.lower() == body.name.lower()):
        return True
    if person.country and body.country and person.country != body.country:
        return False
    nouns = body.heads | {body.name.lower().split()[-1]}
    return any(person.heads & posts and nouns & bodies for posts, bodies in _SERVED)
