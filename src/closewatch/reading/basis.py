"""How a speaker knows what is said, as far as the text tells: witness, official, intelligence, document, hearsay, unnamed, unstated.

The first rule that fits decides, in the order of `judge_basis`; what the text does not tell stays "unstated".
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.kinds import INTELLIGENCE_NOUNS, LAWMAKER_NOUNS, WITNESS_NOUNS, noun_kind
from closewatch.reading.offices import SPEAKING_FOR, holds_office, is_organisation, is_private, is_public
from closewatch.reading.ourselves import LEADERS, is_released_by
from closewatch.reading.ownacts import own_act
from closewatch.reading.passing import passes_on
from closewatch.reading.plurals import singular
from closewatch.reading.stance import cue_of
from closewatch.reading.testimony import HEARSAY, judge_testimony
from closewatch.reading.voices import SECRET_SERVICES, Voice
from closewatch.terms.actor import ActorKind
from closewatch.terms.report import Report
from closewatch.terms.statement import Basis, Reason, Stance

_SAID = frozenset(("be said", "be reported", "be rumoured", "be claimed", "be alleged", "reportedly"))
_ANONYMOUS = re.compile(
    r"\b(?:(?:on|under) (?:the )?condition (?:of anonymity|that (?:he|she|they) not be)|anonym\w+|not (?:be )?(?:authori[sz]ed"
    r"|cleared) to|(?:asked|declined|refused"
    r"|requested|wished|preferred) not to (?:be (?:named|identified|quoted)|give (?:his|her|their) names?)|"
    r"may not speak (?:to|for|publicly|about)|may not be (?:named|quoted|identified)|would lose (?:his|her|their) (?:post|job)|"
    r"(?:asked|begged|told) (?:me|us|this \w+)? ?(?:not to (?:use|print|give|publish)|to leave out|to withhold|to keep) (?:his|her|their)"
    r" names?|(?:his|her|their) names? (?:is|are|was|were|be) (?:withheld|left out|kept back|not (?:given|printed))|"
    r"whose names? (?:I|we|this \w+) (?:may|can|will|must|could)(?: ?not|n['’]t) (?:print|give|use|tell|publish|write)|"
    r"(?:will|would|could|can|must)(?: ?not|n['’]t) be (?:named|quoted|identified)|(?:was|were|is|are) not (?:allowed|permitted|free) to"
    r" (?:speak|talk)|"
    r"declined to be (?:named|identified)|did not want to be (?:named|identified)|unnamed|unidentified|who (?:was|were) not named)\b",
    re.IGNORECASE,
)
_BESIDE = 90
"""Characters behind a cue in which its sentence may still say that the source is not named."""
_SOURCES = frozenset("source insider informant observer".split())
_INSIDERS = _SOURCES | frozenset(
    "official diplomat aide adviser advisor spokesman spokeswoman spokesperson commander soldier general minister lawmaker envoy "
    "negotiator investigator prosecutor agent employee person people officer mediator delegate worker".split()
)
"""Those whose names are kept back because of what they know by their place; a shopkeeper without a name is just a shopkeeper."""
_TELLING_LIFE = re.compile("describe|recount|recall|remember|relate|testify|relive")
"""Verbs by which people in no office tell what they went through."""
_STAFF = frozenset("dr doctor nurse surgeon medic midwife paramedic patient volunteer driver".split())
"""Those who work in an organisation without speaking for it."""
_INSIDE = re.compile(
    r"\b(?:friend|contact|acquaintance|someone|somebody|man|woman|person|people|insider|employee|figure|cousin)s?"
    r" (?:(?:at|in|inside|within|close to|with knowledge of|familiar with) (?:the |a )?(?:\w+['’]s )?(?:[\w-]+"
    r" )?(?:ministry|palace|government|army"
    r"|military|presidency|command|headquarters|service|council|talks|negotiations|delegation|leadership|matter|office|party|police))\b"
)
"""Somebody without a name who knows by being inside."""
_AT_WORK = re.compile(
    r"^(?:an?|the|one|two|another) (?:[\w-]+ ){1,2}(?:at|of|in) the (?:[\w-]+ )?(?:\w*works|plant|port|depot|station|office)\b"
    r"|may not speak",
    re.IGNORECASE,
)
"""Somebody told by the place where they work, or who needs leave to speak."""
_TOLD_OF = re.compile(
    r"(?:(?:an?|the|one|two|three|some|several|other) )*(?:aid|relief|humanitarian|security|hospital|health|military|rebel|port"
    r"|customs) officials?\b"
)
"""Officials of whom the field is told, though not the body."""
_UN = re.compile(r"(?:(?:an?|the|two|three|some|several) )?(?:senior )?(?:UN|U\.N\.|United Nations)\b", re.IGNORECASE)
_SECRET = re.compile(r"\b(?:intercept\w*|spy|spies|intelligence|secret service|security service)\b", re.IGNORECASE)
_CITED = re.compile(r"\b(?:citing|based on|quoting|drawing on) (?:\w+ ){0,3}intelligence\b(?: (?:services?|reports?|data))?")
_FORMER = re.compile(r"\b(?:former|retired|ex)\b", re.IGNORECASE)
_PAPERS = re.compile(
    r"(?:that )?(?:\w+ ){0,2}?(?:memos?|documents?|notes?|diar(?:y|ies)|letters?|images?|pictures?|photographs?|records?|papers?|footage)\b"
    r"[^.,;]{0,60}? (?:shows?|showed|indicates?|reveals?|proves?|suggests?)\b",
    re.IGNORECASE,
)


def judge_basis(report: Report, draft: Draft, voice: Voice | None) -> tuple[Basis, Reason | None]:
    """Tell the basis of a draft and the rule that gave it.

    Order: the cue itself; documents that the content names; an eyewitness's own words; words passed on by an outlet, hearsay; sources
    without a name; intelligence; document; witness; official. Once a speaker has told what they saw, what they go on to say is told by
    a witness too, and what they believe of what happened, but not what they expect.
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
    wanted = cue is not None and cue.stance in (Stance.DEMANDS, Stance.INTENDS)
    life = _TELLING_LIFE.fullmatch(cue.lemma) if cue is not None else None
    if life is not None and voice is not None and is_private(voice):
        voice.saw = voice.saw or draft.cue_at
        return Basis.WITNESS, Reason("basis", f"cue:{life[0]}", cued)
    testimony = None if wanted else judge_testimony(report, draft, voice, words, reporting=cue is None or cue.reporting)
    if testimony is not None:
        return testimony
    if source is None and voice is None:
        told = draft.addressee is not None and cue is not None and cue.lemma in ("tell", "inform", "be told")
        if told or (cue is not None and cue.lemma in _SAID):
            return Basis.HEARSAY, Reason("basis", "was-told" if told else "is-said", cued)
        return Basis.UNSTATED, None
    if draft.cited is not None and _may_repeat(voice):
        return Basis.HEARSAY, Reason("basis", "cites", report.span(*draft.citing) if draft.citing else None)
    believes = cue is not None and cue.stance in (Stance.BELIEVES, Stance.WARNS, Stance.PREDICTS, Stance.DOUBTS)
    if _may_repeat(voice) and not believes and (inner := passes_on(report, draft)) is not None:
        return Basis.HEARSAY, Reason("basis", "passes-on", report.span(*inner))
    return _by_source(report, draft, voice, source)


def _by_source(report: Report, draft: Draft, voice: Voice | None, at: Offsets | None) -> tuple[Basis, Reason | None]:
    """What the words for the source tell, and what else the report says of whoever it is."""
    named = voice.at[-1] if voice is not None and voice.at else None
    source = at or named or draft.contents[0]
    words = report.text[slice(*at)] if at is not None else ""
    span = report.span(*source)
    heads = set(voice.heads) if voice is not None else set()
    nouns = heads | _last_nouns(voice)
    hearsay = HEARSAY.search(words)
    if hearsay is not None:
        return Basis.HEARSAY, Reason("basis", "hearsay", report.span(source[0] + hearsay.start(), source[0] + hearsay.end()))
    hidden = _hidden(report, draft, at)
    placed = _AT_WORK.search(words) is not None
    if hidden is not None and (voice is None or placed or nouns & _INSIDERS or voice.serves is not None) and not _FORMER.search(words):
        return Basis.UNNAMED, Reason("basis", "anonymity", report.span(*hidden))
    nameless = voice is not None and not voice.named
    if nameless and nouns & _SOURCES:
        return Basis.UNNAMED, Reason("basis", "unnamed", span)
    inside = _INSIDE.search(words) if nameless else None
    if inside is not None and not nouns & SPEAKING_FOR:
        return Basis.UNNAMED, Reason("basis", "inside", span)
    serving = voice is not None and voice.serves is not None and is_organisation(voice.serves)
    if nouns & SPEAKING_FOR and not serving and not _FORMER.search(words):
        return Basis.OFFICIAL, Reason("basis", "official", span)
    cited = _CITED.search(report.text, source[0], max(source[1], draft.cue_at[1] + _BESIDE if draft.cue_at else 0)) if at else None
    if cited is not None and not any(start <= cited.start() < end for start, end in draft.contents):
        return Basis.INTELLIGENCE, Reason("basis", "cites-intelligence", report.span(cited.start(), cited.end()))
    secret = nouns & INTELLIGENCE_NOUNS or _slug(voice) in SECRET_SERVICES or _SECRET.search(words)
    if secret or (voice is not None and _SECRET.search(voice.name)):
        if nameless and voice is not None and voice.country is None and "official" in nouns:
            return Basis.UNNAMED, Reason("basis", "unnamed", span)
        return Basis.INTELLIGENCE, Reason("basis", "intelligence", span)
    if voice is not None and voice.kind is ActorKind.DOCUMENT and any(noun_kind(noun) is ActorKind.DOCUMENT for noun in nouns):
        return Basis.DOCUMENT, Reason("basis", "document", span)
    if (
        nouns & WITNESS_NOUNS
        and (voice is None or voice.kind is not ActorKind.BODY)
        and (cue_of(report, draft) is None or _reports(report, draft))
    ):
        return Basis.WITNESS, Reason("basis", "witness", span)
    # "One", or "they", is somebody of whom more was told before.
    whole = voice.name.removeprefix("one of the ") if voice is not None else ""
    at_body = voice is not None and voice.serves is not None and is_public(voice.serves)
    if nameless and hidden is None and "official" in nouns and (at_body or _UN.match(words) or _UN.match(whole)):
        return Basis.OFFICIAL, Reason("basis", "official", span)
    if nameless and nouns & {"official", "diplomat", "aide", "adviser", "advisor"}:
        told_of = (_TOLD_OF.match(words) or _TOLD_OF.match(whole)) is not None
        known = voice is not None and (voice.country is not None or "diplomat" in nouns or told_of)
        return (Basis.UNNAMED, Reason("basis", "unnamed", span)) if known else (Basis.UNSTATED, None)
    if voice is None:
        return Basis.UNSTATED, None
    public = is_public(voice) or holds_office(voice) or _of_state(voice) or (voice.kind is ActorKind.PERSON and _known_office(voice))
    if public and not (_FORMER.search(words) or heads & {"former", "retired"}):
        return Basis.OFFICIAL, Reason("basis", "official", span)
    if _at_home(report, voice) and (voice.kind is not ActorKind.PERSON or voice.heads & LEADERS or not nouns & _STAFF):
        return Basis.OFFICIAL, Reason("basis", "own release", span)
    if (serving or is_organisation(voice)) and (own := own_act(report, draft, at_home=_at_home(report, voice))) is not None:
        return Basis.OFFICIAL, Reason("basis", "own affairs", report.span(*own))
    return Basis.UNSTATED, None


def _may_repeat(voice: Voice | None) -> bool:
    """Whether whoever gives another's words as their own content knows them by hearsay.

    So do outlets that are no state's, lawmakers, who tell what a closed session heard, and people in no office.
    """
    if voice is None:
        return False
    if voice.kind is ActorKind.OUTLET:
        return "state" not in voice.heads
    return bool(voice.heads & (LAWMAKER_NOUNS | {"deputy", "columnist", "author", "blogger"})) or is_private(voice)


def _at_home(report: Report, voice: Voice) -> bool:
    """Whether an organisation, or whoever speaks for it, stands in a report that it published itself."""
    body = voice.serves or voice
    return (
        body.kind is ActorKind.BODY
        and report.publisher is not None
        and (body.name.lower().removeprefix("the ") == report.publisher.lower().removeprefix("the ") or is_released_by(report, body.name))
    )


def _hidden(report: Report, draft: Draft, at: Offsets | None) -> Offsets | None:
    """The words that keep a name back, in the source or behind the cue in its sentence."""
    if at is None:
        return None
    behind = draft.cue_at[1] + _BESIDE if draft.cue_at and not draft.quoted else 0
    stop = report.text.find(";", at[1], max(at[1], behind))
    behind = stop if stop > 0 else behind
    hidden = _ANONYMOUS.search(report.text, at[0], max(at[1], min(behind, draft.sentence[1])))
    return hidden.span() if hidden is not None else None


def _last_nouns(voice: Voice | None) -> set[str]:
    """The noun that names a voice: the last word of its name, and the one before "of" or "from"."""
    if voice is None or not voice.name:
        return set()
    first = re.split(r" (?:of|from|by|in|at|for|on|dropped|found|seen|signed|sent|to|that|which) ", voice.name)[0].split()
    return {singular(word.lower()) for word in (voice.name.split()[-1:] if voice.kind is not ActorKind.DOCUMENT else []) + first[-1:]}


def _reports(report: Report, draft: Draft) -> bool:
    cue = cue_of(report, draft)
    return cue is not None and cue.reporting


def _slug(voice: Voice | None) -> str:
    return (voice.key or "").rsplit(":", 1)[-1] if voice is not None else ""


def _of_state(voice: Voice) -> bool:
    """A news agency or a broadcaster that a state speaks through."""
    return voice.kind is ActorKind.OUTLET and "state" in voice.heads


def _known_office(voice: Voice) -> bool:
    """An office holder of the lexicon."""
    return voice.key is not None
