"""How a speaker knows what is said, as far as the text tells: witness, official, intelligence, document, hearsay, unnamed, unstated.

The first rule that fits decides, in the order of `judge_basis`; what the text does not tell stays "unstated".
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Draft
from closewatch.reading.kinds import INTELLIGENCE_NOUNS, OFFICIAL_NOUNS, WITNESS_NOUNS, noun_kind
from closewatch.reading.plurals import singular
from closewatch.reading.speakers import Voice
from closewatch.terms.actor import ActorKind
from closewatch.terms.report import Report
from closewatch.terms.statement import Basis, Reason

_SAW = re.compile(
    r"\b(?:I|we) (?:saw|heard|watched|witnessed|felt|found|buried|counted|was there|were there|ran|hid|fled)\b|\bwith (?:my"
    r"|our) own eyes\b",
    re.IGNORECASE,
)
_HEARSAY = re.compile(
    r"\b(?:heard|told|was told|were told|rumou?rs?|relatives of|second-hand|hearsay|has learned|learned|had been told)\b", re.IGNORECASE
)
_ANONYMOUS = re.compile(
    r"\b(?:(?:on|under) (?:the )?condition of anonymity|anonym\w+|not (?:be )?authori[sz]ed to|(?:asked|declined|refused"
    r"|requested|wished|preferred) not to be (?:named|identified|quoted)|"
    r"declined to be (?:named|identified)|did not want to be (?:named|identified)|unnamed|unidentified|who (?:was|were) not named)\b",
    re.IGNORECASE,
)
_BESIDE = 90
"""Characters behind a cue in which its sentence may still say that the source is not named."""
_SOURCES = frozenset("source insider informant official diplomat aide adviser advisor".split())
_SECRET = re.compile(r"\b(?:intercept\w*|spy|spies|intelligence|secret service|security service)\b", re.IGNORECASE)
_SECRET_SERVICES = frozenset("nis hur sbu cia nsa dia gru fsb svr mi6 mi5 bnd mossad shinbet isi mit di odni dgse".split())


def judge_basis(report: Report, draft: Draft, voice: Voice | None) -> tuple[Basis, Reason | None]:
    """Tell the basis of a draft and the rule that gave it.

    Order: the cue itself; an eyewitness's own words; hearsay; anonymity; intelligence; document; witness; unnamed; official.
    """
    source = draft.root or draft.source
    words = report.text[source[0] : source[1]] if source else ""
    if draft.cue is not None and draft.cue.basis is not None and draft.cue_at is not None:
        return draft.cue.basis, Reason("basis", f"cue:{draft.cue.lemma}", report.span(*draft.cue_at))
    person = voice is None or voice.kind in (ActorKind.PERSON, ActorKind.GROUP)
    if person and draft.quoted:
        for start, end in draft.contents:
            match = _SAW.search(report.text, start, min(end, start + 600))
            if match is not None:
                return Basis.WITNESS, Reason("basis", "saw-it", report.span(match.start(), match.end()))
    if (
        draft.pattern == "passive"
        and draft.addressee is not None
        and draft.cue is not None
        and draft.cue.lemma in ("tell", "inform", "be told")
        and draft.source is None
    ):
        return Basis.HEARSAY, Reason("basis", "was-told", report.span(*draft.cue_at) if draft.cue_at else None)
    if source is None:
        return Basis.UNSTATED, None
    behind = draft.cue_at[1] + _BESIDE if draft.cue_at and not draft.quoted else 0
    around = (source[0], max(source[1], min(behind, draft.sentence[1])))
    for basis, rule, pattern, area in (
        (Basis.HEARSAY, "hearsay", _HEARSAY, source),
        (Basis.UNNAMED, "anonymity", _ANONYMOUS, around),
    ):
        match = pattern.search(report.text, *area)
        if match is not None:
            return basis, Reason("basis", rule, report.span(match.start(), match.end()))
    heads = set(voice.heads) if voice is not None else set()
    nouns = heads | ({singular(voice.name.split()[-1])} if voice is not None and voice.name else set())
    slug = (voice.key or "").rsplit(":", 1)[-1] if voice is not None else ""
    span = report.span(*source)
    if (
        nouns & INTELLIGENCE_NOUNS
        or slug in _SECRET_SERVICES
        or _SECRET.search(words)
        or (voice is not None and _SECRET.search(voice.name))
    ):
        return Basis.INTELLIGENCE, Reason("basis", "intelligence", span)
    if (
        voice is not None
        and any(noun_kind(noun) is ActorKind.DOCUMENT for noun in (voice.name.split()[-1], *heads))
        and voice.kind is ActorKind.DOCUMENT
    ):
        return Basis.DOCUMENT, Reason("basis", "document", span)
    if nouns & WITNESS_NOUNS:
        return Basis.WITNESS, Reason("basis", "witness", span)
    if voice is not None and not voice.named and nouns & _SOURCES:
        return Basis.UNNAMED, Reason("basis", "unnamed", span)
    if nouns & OFFICIAL_NOUNS or _is_state(voice):
        return Basis.OFFICIAL, Reason("basis", "official", span)
    return Basis.UNSTATED, None


def _is_state(voice: Voice | None) -> bool:
    """A capital, a state, or a public body or office holder of the lexicon that belongs to one."""
    if voice is None or voice.country is None:
        return False
    if voice.kind is ActorKind.BODY and (voice.key is None or voice.key.startswith("body:")):
        return voice.named
    return voice.kind is ActorKind.PERSON and voice.key is not None
