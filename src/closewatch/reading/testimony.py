"""Whether somebody tells what they saw, did or went through themselves, in quotation marks or as others report it.

Looks at the words of the content and of the source; what else may be a speaker's ground is told by `basis`.
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.offices import ELECTED, JUDGING, SPEAKING_FOR
from closewatch.reading.ourselves import LEADERS
from closewatch.reading.voices import Voice
from closewatch.reading.words import IRREGULAR_PASTS
from closewatch.terms.actor import ActorKind
from closewatch.terms.report import Report
from closewatch.terms.statement import Basis, Reason

HEARSAY = re.compile(
    r"\b(?:heard|told|was told|were told|rumou?rs?|relatives of|second-hand|hearsay|has learned|learned|had been told)\b", re.IGNORECASE
)
_SAW = re.compile(
    r"\b(?:I|[Ww]e)(?:['’]ve)? (?:never |also |just |both |all )*"
    rf"(?:have|has|had|am|are|\w+ed|{'|'.join(sorted(IRREGULAR_PASTS - {'thought', 'read', 'meant', 'put', 'let'}))})\b"
    r"|\b(?:[Mm]y(?! [\w-]+ (?:said|says|told|tells)\b)|me|us)\b|\bwith (?:my|our) own eyes\b"
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
_DID = re.compile(
    r"(?:that )?(?:he|she|they)(?: himself| herself| themselves)? (?:(?:also|then|later|never|just|still) )?(?:(?:had|has"
    r"|have|was|were) (?:not |never |also |already |since |just )?)?(?P<did>[a-z]+)\b"
)
"""How what somebody did or went through opens, where others report it."""
_THINKING = frozenset(
    "thought believed knew hoped feared wanted wished expected doubted understood supposed needed liked preferred guessed felt"
    " assumed considered meant planned intended agreed disagreed suspected trusted said told heard read learned seemed"
    " would could should might"
    " will can may must did does do not no going able sure certain afraid worried convinced aware glad sorry proud"
    " concerned opposed against"
    " for in at on to optimistic ready willing a an the more less still also called named known".split()
)
_DONE_TO = re.compile(
    r"\b(?:ordered|forced|made|begged|beat|threatened|searched|stopped|robbed|held|took|let|turned|dragged|kicked|hit|slapped|blindfolded|tied"
    r"|pushed|chased|questioned|interrogated|promised) (?:him|her|them|us|me)\b|\b(?:told|asked|warned|shouted at) (?:him|her|them"
    r"|us|me) (?:not )?to\b"
)
"""What others did to the speaker."""
_SAW_IT = re.compile(
    r"\b(?:he|she|they) (?:had |has |have |could )?(?:saw|seen|see|counted|watched|treated|buried|carried|found|washed"
    r"|bandaged|pulled|dug|fled|hid"
    r"|survived)\b|\b(?:he|she|they) (?:can|could) (?:still )?(?:smell|see|hear|feel)\b"
    r"|\b(?:and|but) that (?:he|she|they) had (?:not )?(?:\w+ed|run|gone|left|lain|hidden|fled)\b"
    r"|\b(?:took|seized|held|grabbed|tore|touched|clutched) (?:hold of )?(?:his|her|their) "
    r"(?:dress|sleeve|coat|shirt|skirt|hands?|arms?|hair)\b"
)
"""What somebody saw or did with their own hands, anywhere in what is reported of them."""
_TOLD_THEM = re.compile(
    r"(?:that )?(?!(?:he|she|they|it|I|we)\b)[^,.;“”\"]{2,60}? (?:had |has |have )?(?:told|whispered to|warned|informed"
    r"|assured|written to|rung|rang|called) "
    r"(?:him|her|them|me|us)\b"
)
"""A content that opens with what another told the speaker."""
_WAS = frozenset("was were had did".split())
_LABELLED = frozenset((":", "—", "–", "-"))
_OFFICES = frozenset("minister president premier chancellor governor mayor ambassador senator".split())
"""Offices whose holders say "we" of their state."""
_PRESENT = re.compile(
    r"\bwho (?:\w+ )?(?:(?:was|were) (?:in the room|there|present|at the (?:scene|site|front))|watched|saw|witnessed|survived|fled|escaped"
    r"|took part|fought|buried|treated|heard it|(?:had )?(?:worked|served|lived|stayed) (?:there|here)|stayed)\b"
)


def judge_testimony(
    report: Report, draft: Draft, voice: Voice | None, words: str, *, reporting: bool
) -> tuple[Basis, Reason | None] | None:
    """Tell whether somebody speaks who was there, and by which words; nobody speaks so for an office. `words` are those of the source."""
    person = voice is None or voice.kind in (ActorKind.PERSON, ActorKind.GROUP)
    heads = voice.heads if voice is not None else set()
    if not person or HEARSAY.search(words) or heads & (SPEAKING_FOR | ELECTED) or (voice is not None and voice.key is not None):
        return None
    if voice is not None and (voice.heads & _OFFICES or (voice.serves is not None and voice.heads & LEADERS)):
        return None
    found: Offsets | None = None
    # After the label of a transcript or a dash of a list the words are the speaker's own, without quotation marks.
    spoken = draft.quoted or (draft.cue_at is not None and report.text[slice(*draft.cue_at)].strip() in _LABELLED)
    for start, end in draft.contents:
        stop = min(end, start + 600)
        if spoken and (read := _READ.search(report.text, start, stop)) is not None:
            return Basis.HEARSAY, Reason("basis", "read-it", report.span(read.start(), read.end()))
        match = _SAW.search(report.text, start, stop) if spoken else _SAID_TO_HAVE_SEEN.match(report.text, start, stop)
        match = (
            match or _AT_HIS.search(report.text, start, stop) or (None if draft.quoted else _experience(report.text, start, stop, heads))
        )
        if match is not None:
            found = found or (match.start(), match.end())
        if not spoken and match is None and (told := _TOLD_THEM.match(report.text, start, stop)) is not None:
            return Basis.HEARSAY, Reason("basis", "was-told", report.span(*told.span()))
    rule = "saw-it"
    if found is None and (present := _PRESENT.search(words)) is not None and draft.source is not None and draft.root is None:
        found, rule = (draft.source[0] + present.start(), draft.source[0] + present.end()), "was-there"
    if found is None and voice is not None and voice.saw is not None:
        found, rule = voice.saw, "goes-on"
    # What somebody who was there thinks of what happened rests on it; what they expect or make of people does not.
    if found is None or not (reporting or rule == "was-there" or _is_past(report.text[slice(*draft.contents[0])])):
        return None
    if voice is not None:
        voice.saw = voice.saw or found
    return Basis.WITNESS, Reason("basis", rule, report.span(*found))


def _is_past(content: str) -> bool:
    """Whether a content tells of what has happened.

    >>> _is_past("that the aircraft had circled twice"), _is_past("it will end soon")
    (True, False)
    """
    words = re.findall(r"[a-z]+", content[:160].lower())
    return not {"will", "would"} & set(words) and any(word in IRREGULAR_PASTS or word in _WAS or word.endswith("ed") for word in words)


def _experience(text: str, start: int, end: int, heads: set[str]) -> re.Match[str] | None:
    """What somebody in no office and without a scholar's trade is reported to have done or gone through."""
    if (saw := _SAW_IT.search(text, start, end)) is not None:
        return saw
    if (done := _DONE_TO.search(text, start, end)) is not None:
        return done
    match = _DID.match(text, start, end)
    if match is None or heads & JUDGING or match["did"] in _THINKING:
        return None
    verb = match["did"]
    return match if verb.endswith(("ed", "ing")) or verb in IRREGULAR_PASTS or match[0].split()[-2] in ("had", "was", "were") else None
