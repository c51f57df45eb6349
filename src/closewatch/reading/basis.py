"""How a speaker knows what is said, as far as the text tells: witness, official, intelligence, document, hearsay, unnamed, unstated.

The first rule that fits decides, in the order of `judge_basis`; what the text does not tell stays "unstated".
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.kinds import INTELLIGENCE_NOUNS, OFFICIAL_NOUNS, WITNESS_NOUNS, noun_kind
from closewatch.reading.passing import passes_on
from closewatch.reading.plurals import singular
from closewatch.reading.stance import cue_of
from closewatch.reading.voices import SECRET_SERVICES, Voice
from closewatch.reading.words import IRREGULAR_PASTS
from closewatch.terms.actor import ActorKind
from closewatch.terms.report import Report
from closewatch.terms.statement import Basis, Reason

_SAW = re.compile(
    r"\b(?:I|[Ww]e)(?:['’]ve)? (?:never |also |just |both |all )*"
    rf"(?:have|has|had|am|are|\w+ed|{'|'.join(sorted(IRREGULAR_PASTS - {'thought', 'read', 'meant', 'put', 'let'}))})\b"
    r"|\b(?:[Mm]y|me|us)\b|\bwith (?:my|our) own eyes\b"
)
"""The first person where somebody tells what they did or what was done to them; opinions, habits and wishes are no testimony."""
_READ = re.compile(r"\b(?:I|we) (?:have |had )?(?:read|heard (?:that|it|from))\b")
_SAID_TO_HAVE_SEEN = re.compile(
    r"(?:that )?(?:he|she|they)(?: himself| herself| themselves)? (?:had |has |have |never )*"
    r"(?:seen|saw|counted|heard|watched|witnessed|met|carried|buried"
    r"|(?:was|were|been) (?:told|taken|sent|forced|given|made|kept|held|beaten|paid|ordered|promised|hit|shot|hurt))\b"
    r"|having (?:\w+ed|seen|heard|met|sold|taken|given|been|had|gone)\b|(?:his|her|their) own \w+",
)
_AT_HIS = re.compile(
    r"\b(?:at|in|from|of|on|to) (?:his|her|their) (?:own )?(?:station|street|village|town|unit|ward|hospital|house|home|camp|brigade"
    r"|group|ship|door|yard)\b"
)
_PRESENT = re.compile(
    r"\bwho (?:\w+ )?(?:(?:was|were) (?:in the room|there|present|at the (?:scene|site|front))|watched|saw|witnessed|survived|fled|escaped"
    r"|took part|fought|buried|treated|heard it)\b"
)
_HEARSAY = re.compile(
    r"\b(?:heard|told|was told|were told|rumou?rs?|relatives of|second-hand|hearsay|has learned|learned|had been told)\b", re.IGNORECASE
)
_SAID = frozenset(("be said", "be reported", "be rumoured", "be claimed", "be alleged", "reportedly"))
_ANONYMOUS = re.compile(
    r"\b(?:(?:on|under) (?:the )?condition (?:of anonymity|that (?:he|she|they) not be)|anonym\w+|not (?:be )?(?:authori[sz]ed"
    r"|cleared) to|(?:asked|declined|refused"
    r"|requested|wished|preferred) not to be (?:named|identified|quoted)|"
    r"declined to be (?:named|identified)|did not want to be (?:named|identified)|unnamed|unidentified|who (?:was|were) not named)\b",
    re.IGNORECASE,
)
_BESIDE = 90
"""Characters behind a cue in which its sentence may still say that the source is not named."""
_SOURCES = frozenset("source insider informant observer".split())
_INSIDERS = _SOURCES | frozenset(
    "official diplomat aide adviser advisor spokesman spokeswoman spokesperson commander soldier general minister lawmaker envoy "
    "negotiator investigator prosecutor agent employee person people".split()
)
"""Those whose names are kept back because of what they know by their place; a shopkeeper without a name is just a shopkeeper."""
_SECRET = re.compile(r"\b(?:intercept\w*|spy|spies|intelligence|secret service|security service)\b", re.IGNORECASE)
_CITED = re.compile(r"\b(?:citing|based on|quoting|drawing on) (?:\w+ ){0,3}intelligence\b(?: (?:services?|reports?|data))?")
_FORMER = re.compile(r"\b(?:former|retired|ex)\b", re.IGNORECASE)
_SPEAKING_FOR = frozenset("spokesman spokeswoman spokesperson".split())
_ELECTED = frozenset("lawmaker legislator parliamentarian congressman congresswoman deputy representative".split())
_OUTSIDE = frozenset("institute centre center university observatory foundation network society charity ngo clinic hospital".split())
_PAPERS = re.compile(
    r"(?:that )?(?:\w+ ){0,2}?(?:memos?|documents?|notes?|diar(?:y|ies)|letters?|images?|pictures?|photographs?|records?|papers?|footage)\b"
    r"[^.,;]{0,60}? (?:shows?|showed|indicates?|reveals?|proves?|suggests?)\b",
    re.IGNORECASE,
)


def judge_basis(report: Report, draft: Draft, voice: Voice | None) -> tuple[Basis, Reason | None]:
    """Tell the basis of a draft and the rule that gave it.

    Order: the cue itself; documents that the content names; an eyewitness's own words; words passed on by an outlet, hearsay; sources
    without a name; intelligence; document; witness; official. Once a speaker has told what they saw, what they go on to say is told by
    a witness too, beliefs excepted.
    """
    source = draft.root or draft.source
    words = report.text[source[0] : source[1]] if source else ""
    cue = cue_of(report, draft)
    cued = report.span(*draft.cue_at) if draft.cue_at else None
    if cue is not None and cue.basis is not None:
        return cue.basis, Reason("basis", f"cue:{cue.lemma}", cued)
    start, end = draft.contents[0]
    papers = _PAPERS.match(report.text, start, min(end, start + 160)) if not draft.quoted else None
    if papers is not None:
        return Basis.DOCUMENT, Reason("basis", "names-document", report.span(papers.start(), papers.end()))
    testimony = _testimony(report, draft, voice, words, reporting=cue is None or cue.reporting)
    if testimony is not None:
        return testimony
    if source is None:
        told = draft.addressee is not None and cue is not None and cue.lemma in ("tell", "inform", "be told")
        if told or (cue is not None and cue.lemma in _SAID):
            return Basis.HEARSAY, Reason("basis", "was-told" if told else "is-said", cued)
        return Basis.UNSTATED, None
    if (
        voice is not None
        and voice.kind is ActorKind.OUTLET
        and "state" not in voice.heads
        and (inner := passes_on(report, draft)) is not None
    ):
        return Basis.HEARSAY, Reason("basis", "passes-on", report.span(*inner))
    return _by_source(report, draft, voice, source)


def _testimony(report: Report, draft: Draft, voice: Voice | None, words: str, *, reporting: bool) -> tuple[Basis, Reason | None] | None:
    """What somebody tells who was there; nobody speaks so for an office."""
    person = voice is None or voice.kind in (ActorKind.PERSON, ActorKind.GROUP)
    heads = voice.heads if voice is not None else set()
    if not person or _HEARSAY.search(words) or heads & (_SPEAKING_FOR | _ELECTED) or (voice is not None and voice.key is not None):
        return None
    found: Offsets | None = None
    for start, end in draft.contents:
        stop = min(end, start + 600)
        if draft.quoted and (read := _READ.search(report.text, start, stop)) is not None:
            return Basis.HEARSAY, Reason("basis", "read-it", report.span(read.start(), read.end()))
        match = _SAW.search(report.text, start, stop) if draft.quoted else _SAID_TO_HAVE_SEEN.match(report.text, start, stop)
        match = match or _AT_HIS.search(report.text, start, stop)
        if match is not None:
            found = found or (match.start(), match.end())
    rule = "saw-it"
    if found is None and (present := _PRESENT.search(words)) is not None and draft.source is not None and draft.root is None:
        found, rule = (draft.source[0] + present.start(), draft.source[0] + present.end()), "was-there"
    if found is None and voice is not None and voice.saw is not None and reporting:
        found, rule = voice.saw, "goes-on"
    if found is None or not (reporting or rule == "was-there"):
        return None
    if voice is not None:
        voice.saw = voice.saw or found
    return Basis.WITNESS, Reason("basis", rule, report.span(*found))


def _by_source(report: Report, draft: Draft, voice: Voice | None, source: Offsets) -> tuple[Basis, Reason | None]:
    """What the words for the source tell, and what else the report says of whoever it is."""
    words = report.text[source[0] : source[1]]
    span = report.span(*source)
    heads = set(voice.heads) if voice is not None else set()
    nouns = heads | ({singular(voice.name.split()[-1]).lower()} if voice is not None and voice.name else set())
    hearsay = _HEARSAY.search(report.text, *source)
    if hearsay is not None:
        return Basis.HEARSAY, Reason("basis", "hearsay", report.span(hearsay.start(), hearsay.end()))
    behind = draft.cue_at[1] + _BESIDE if draft.cue_at and not draft.quoted else 0
    hidden = _ANONYMOUS.search(report.text, source[0], max(source[1], min(behind, draft.sentence[1])))
    if hidden is not None and (voice is None or nouns & _INSIDERS) and not _FORMER.search(words):
        return Basis.UNNAMED, Reason("basis", "anonymity", report.span(hidden.start(), hidden.end()))
    nameless = voice is not None and not voice.named
    if nameless and nouns & _SOURCES:
        return Basis.UNNAMED, Reason("basis", "unnamed", span)
    if nouns & _SPEAKING_FOR and not _FORMER.search(words):
        return Basis.OFFICIAL, Reason("basis", "official", span)
    cited = _CITED.search(report.text, source[0], max(source[1], draft.cue_at[1] + _BESIDE if draft.cue_at else 0))
    if cited is not None and not any(start <= cited.start() < end for start, end in draft.contents):
        return Basis.INTELLIGENCE, Reason("basis", "cites-intelligence", report.span(cited.start(), cited.end()))
    secret = nouns & INTELLIGENCE_NOUNS or _slug(voice) in SECRET_SERVICES or _SECRET.search(words)
    if secret or (voice is not None and _SECRET.search(voice.name)):
        if nameless and voice is not None and voice.country is None and "official" in nouns:
            return Basis.UNNAMED, Reason("basis", "unnamed", span)
        return Basis.INTELLIGENCE, Reason("basis", "intelligence", span)
    if voice is not None and voice.kind is ActorKind.DOCUMENT and any(noun_kind(noun) is ActorKind.DOCUMENT for noun in nouns):
        return Basis.DOCUMENT, Reason("basis", "document", span)
    if nouns & WITNESS_NOUNS and (cue_of(report, draft) is None or _reports(report, draft)):
        return Basis.WITNESS, Reason("basis", "witness", span)
    if nameless and nouns & {"official", "diplomat", "aide", "adviser", "advisor"}:
        known = voice is not None and (voice.country is not None or "diplomat" in nouns)
        return (Basis.UNNAMED, Reason("basis", "unnamed", span)) if known else (Basis.UNSTATED, None)
    if voice is not None and voice.kind is ActorKind.PERSON:
        # A "military doctor" is a doctor: what stands before a person's noun is no office.
        nouns = {noun for noun in nouns if noun_kind(noun) is not ActorKind.BODY}
    if voice is not None and voice.kind is ActorKind.BODY and "office" in nouns:
        return Basis.OFFICIAL, Reason("basis", "official", span)
    if (nouns & (OFFICIAL_NOUNS | _ELECTED) or _is_state(voice) or _of_state(voice)) and not (
        _FORMER.search(words) or heads & {"former", "retired"}
    ):
        return Basis.OFFICIAL, Reason("basis", "official", span)
    return Basis.UNSTATED, None


def _reports(report: Report, draft: Draft) -> bool:
    cue = cue_of(report, draft)
    return cue is not None and cue.reporting


def _slug(voice: Voice | None) -> str:
    return (voice.key or "").rsplit(":", 1)[-1] if voice is not None else ""


def _of_state(voice: Voice | None) -> bool:
    """A news agency or a broadcaster that a state speaks through."""
    return voice is not None and voice.kind is ActorKind.OUTLET and "state" in voice.heads


def _is_state(voice: Voice | None) -> bool:
    """A capital, a state, or a public body or office holder of the lexicon that belongs to one."""
    if voice is None or voice.country is None or voice.heads & _OUTSIDE:
        return False
    if voice.kind is ActorKind.BODY and (voice.key is None or voice.key.startswith("body:")):
        return voice.named
    return voice.kind is ActorKind.PERSON and voice.key is not None
