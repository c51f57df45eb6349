"""What kind of speaker a common noun stands for: person, body, group, document or outlet, and how its bearer may know.

Head nouns of sources only; names of bodies and persons stand in `actors.toml` of `terms`.
"""

from __future__ import annotations

from functools import lru_cache

from closewatch.reading.plurals import singular
from closewatch.reading.words import TITLES
from closewatch.terms.actor import ActorKind

PERSON_NOUNS = frozenset(
    "man woman boy girl child person father mother brother sister son daughter wife husband widow uncle aunt cousin friend neighbor "
    "neighbour soldier officer general colonel captain major lieutenant sergeant commander fighter rebel militant defector deserter "
    "prisoner detainee captive hostage inmate veteran conscript recruit guard policeman policewoman detective investigator "
    "inspector agent spy aide adviser advisor spokesman spokeswoman spokesperson president minister premier chancellor governor "
    "mayor senator lawmaker legislator deputy mp congressman congresswoman ambassador envoy diplomat delegate negotiator chief head "
    "leader chairman chairwoman director secretary undersecretary commissioner chair founder activist campaigner dissident lawyer "
    "attorney prosecutor judge witness survivor victim resident villager refugee migrant evacuee farmer teacher student nurse "
    "doctor surgeon medic paramedic driver pilot sailor fisherman miner worker engineer priest bishop imam pastor monk abbot elder "
    "sheikh professor researcher scholar historian scientist economist expert analyst specialist author writer journalist reporter "
    "correspondent editor blogger photographer observer monitor official source insider whistleblower informant candidate king "
    "queen prince pope patriarch cardinal coroner librarian shopkeeper trader broker owner manager executive ceo coach player actor "
    "singer artist volunteer rescuer relative passenger tourist caller voter citizen auditor warden contractor smuggler warlord "
    "ombudsman speaker regulator translator interpreter someone somebody anyone everyone one nobody colleague bearer counterpart "
    "subscriber reader visitor lecturer pensioner grocer butcher baker attaché attache paratrooper docker loader welder carpenter cook "
    "clerk registrar porter guide producer donor representative member lodger tenant customer listener viewer parishioner "
    "attendant apprentice widower orphan nephew niece grandmother grandfather parliamentarian "
    "eyewitness bystander onlooker herder shepherd returnee deportee ferryman nun passer-by mate skipper".split()
)
DOCUMENT_NOUNS = frozenset(
    "report statement letter study survey poll paper document file filing indictment complaint lawsuit affidavit memo memorandum "
    "note email cable book article editorial op-ed column post tweet video footage recording audio transcript image photo picture "
    "data figure statistic record register registry log census analysis assessment review audit dossier communique communiqué "
    "resolution verdict ruling judgment judgement warrant treaty agreement law bill charter constitution map research estimate "
    "leaflet flyer poster banner manifest invoice placard transcript website page release bulletin briefing list diary"
    " contract receipt ledger logbook directive decree circular timetable database dataset certificate"
    " testimony evidence account intercept archive inquiry".split()
)
OUTLET_NOUNS = frozenset(
    "newspaper magazine daily weekly monthly broadcaster channel station radio television tv wire outlet media press blog podcast portal "
    "tabloid newsroom website site".split()
)
BODY_NOUNS = frozenset(
    "ministry agency service government cabinet parliament senate congress assembly council committee commission court tribunal "
    "army navy military force airforce guard police department office bureau directorate authority administration embassy consulate "
    "mission delegation command staff headquarters party union federation association organisation organization group institute "
    "institution university hospital clinic company firm bank fund corporation campaign coalition alliance militia brigade "
    "battalion regiment front movement foundation charity ngo junta regime kremlin pentagon palace presidency secretariat board "
    "panel leadership elite city state country nation intelligence observatory centre center church network society chamber jury "
    "team unit opposition side room kitchen cooperative syndicate consortium insurer airline refinery".split()
)
GROUP_NOUNS = frozenset(
    "people troops families parents children men women relatives villagers authorities forces rebels sources some others many most "
    "several few both critics paramilitaries insurgents guerrillas separatists".split()
)
OFFICIAL_NOUNS = frozenset(
    "spokesman spokeswoman spokesperson president minister premier chancellor governor mayor ambassador envoy ministry government "
    "cabinet embassy consulate kremlin pentagon army navy military police parliament council commission department official "
    "authority authorities prosecutor commander general colonel junta palace presidency court secretary coroner senator delegate "
    "command staff".split()
)
LAWMAKER_NOUNS = frozenset("lawmaker legislator parliamentarian congressman congresswoman".split())
WITNESS_NOUNS = frozenset(
    "witness eyewitness survivor victim resident villager evacuee refugee passenger detainee prisoner captive deserter hostage "
    "inmate neighbour neighbor bystander medic nurse fighter conscript recruit".split()
)
INTELLIGENCE_NOUNS = frozenset("intelligence spy spies intercept intercepts".split())


def is_plural(noun: str) -> bool:
    """Whether a noun names several."""
    low = noun.lower()
    return low in GROUP_NOUNS or singular(low) != low


@lru_cache(maxsize=16384)
def noun_kind(noun: str) -> ActorKind | None:
    """Say what kind of speaker a head noun stands for.

    >>> noun_kind("ministry").value, noun_kind("officials").value, noun_kind("tree")
    ('body', 'group', None)
    """
    one = singular(noun)
    if one in PERSON_NOUNS or one in TITLES:
        return ActorKind.GROUP if is_plural(noun) else ActorKind.PERSON
    if one in DOCUMENT_NOUNS:
        return ActorKind.DOCUMENT
    if one in OUTLET_NOUNS:
        return ActorKind.OUTLET
    if one in BODY_NOUNS:
        return ActorKind.BODY
    return ActorKind.GROUP if noun.lower() in GROUP_NOUNS else None
