"""How a speaker stands toward the content: the cue's own stance, turned by negation, by a condition, or by words like "baseless".

Each value comes with the rule and the words it rests on. docs/glossary has each stance in words.
"""

from __future__ import annotations

import re

from closewatch.reading.cues import Cue, find_cue
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.passing import passes_on
from closewatch.terms.report import Report
from closewatch.terms.statement import Reason, Stance

NEGATED = {
    Stance.ASSERTS: Stance.DECLINES,
    Stance.BELIEVES: Stance.DOUBTS,
    Stance.CONFIRMS: Stance.DECLINES,
    Stance.ADMITS: Stance.DECLINES,
    Stance.DENIES: Stance.DECLINES,
    Stance.DECLINES: Stance.DECLINES,
    Stance.DOUBTS: Stance.BELIEVES,
    Stance.ESTIMATES: Stance.DECLINES,
    Stance.WARNS: Stance.DECLINES,
    Stance.PREDICTS: Stance.DOUBTS,
    Stance.INTENDS: Stance.DECLINES,
    Stance.DEMANDS: Stance.DECLINES,
    Stance.REPORTS: Stance.REPORTS,
}
"""What a negated cue says: whoever "did not deny" or "has not confirmed" declines, and has neither denied nor confirmed."""

_CONDITION = re.compile(
    r"(?:that )?(?:if so\b|if true\b|if (?:it|this|that|they|such \w+) (?:is|are|was|were|did|do|does|had|happened|exist)"
    r"|should (?:such|this|that|it|they)\b|were (?:it|this|that) |such an? \w+, (?:should|if|were) )",
    re.IGNORECASE,
)
_NO_COMMENT = re.compile(r"\b(?:no|without) comment\b|\bto comment\b|\bnothing to (?:say|add)\b", re.IGNORECASE)
_CANNOT_SAY = re.compile(
    r"(?:that )?(?:he|she|it|they|we|I) (?:could|can|would|will|was|is|were|had|has|have) ?(?:not|n['’]t|unable|no)"
    r" (?:to )?(?:give|say|confirm|verify|comment|provide|tell|discuss|share|disclose|rule|exclude|information|details?|knowledge)\b"
    r"|(?:that )?(?:it|this|that) (?:remain(?:s|ed)|is|was) (?:to be seen|unclear|not known|unknown|too early)\b",
    re.IGNORECASE,
)
_TO_BE_SEEN = re.compile(
    r"\b(?:remain(?:s|ed)? to be seen"
    r"|(?:is|was|are|were) (?:still )?(?:being (?:checked|verified|investigated)|unclear|not (?:yet )?known|unknown))$",
    re.IGNORECASE,
)
_FALSE = re.compile(
    r"\b(?:baseless|groundless|unfounded|fabricat\w+|fake|false|untrue|lies?|nonsense|hoax|slander\w*|smears?|absurd"
    r"|unrealistic|ridiculous|invention|invented|rumou?rs?)\b",
    re.IGNORECASE,
)
_CALLING = frozenset("call describe label brand term characterise characterize denounce portray deem dismiss".split())
_NOT_TRUE = re.compile(
    r"(?:that )?(?:it|this|that|these|the (?:claims?|reports?|allegations?|figures?|accusations?|story)) (?:is|are|was"
    r"|were) (?:simply )?(?:not true|untrue|false|a lie|lies|fake|baseless|groundless|unfounded|nonsense|invented)\b"
    r"|(?:that )?(?:it|he|she|they|we) (?:knows?|knew|had|has|have) (?:of )?no (?:such )?(?:plan|knowledge|troops|evidence of any)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(r"(?:that )?(?:it|they|we) (?:(?:had|has|have) )?never (?!been told)\w+", re.IGNORECASE)
"""What a body says that it never did: a denial, whatever the cue."""
_WILL = re.compile(
    r"(?:that )?(?!if\b)(?:(?P<own>it|they|we|he|she|I)|there|[^,;:“”\"]{2,40}) (?:will|would)(?: not)? (?!have\b)(?P<does>\w+)",
    re.IGNORECASE,
)
"""A content whose own verb lies ahead."""
_TOLD_AGAIN = re.compile(
    r"(?:the|that|this|an?) (?:same )?(?:figures?|numbers?|story|stories|claims?|rumou?rs?|reports?|accounts?|versions?|allegations?)\b"
)
"""What is said again as it was heard."""
_PROOF = re.compile(
    r"(?:that )?(?:there (?:was|is|were|are) |of )?(?:clear |new |hard |strong )?(?:proof|evidence) (?:that|of|for)\b", re.IGNORECASE
)
_LIKELY = re.compile(
    r"^(?:that )?(?:it (?:was|is|were) )?(?:\S+ ){0,6}?(?:(?:highly|very|most|quite|more than) )?(?:likely|probably|perhaps|presumably"
    r"|(?:concrete )?indications|seem(?:s|ed)? to|appear(?:s|ed)? to)\b|\b(?:may|might) (?:have been|have|be)\b",
    re.IGNORECASE,
)
_COMING = re.compile(r"^that .*\b(?:will|would)\b")
_IF_ANY = re.compile(r", if (?:there|it|they|such \w+) (?:were|was|is|are|did|had)\b[^,]*$", re.IGNORECASE)
_EXPECTED = re.compile(
    r"\b(?:is|are|was|were) (?:\w+ )?(?:expected|forecast|projected)\b|\b(?:is|are) to be \w+(?:ed|nt|lt)\b"
    r"|^(?:that )?if .{5,60}, .*\b(?:will|would|could)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"(?:who|whom|whose|which|what|where|when|why|how|whether|if)\b|.*\?[”\"’']?$", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(
    r"\d|\b(?:dozens?|hundreds?|thousands?|[mb]illions?|half|third|quarter|two|three|four|five|six|seven|eight|nine|ten|twenty)\b"
)
_NEGATION = re.compile(
    r"(?:\b(?:not|never|neither|nor|no longer|cannot)|n['’]t)(?: (?:yet|also|immediately|even|[a-z]+ly|be|been|have))*\s*$", re.IGNORECASE
)
_TOLL = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|approximately|an estimated|more than|over)(?: the)? (?:[$€£]?\d{1,3}(?:,\d{3})+"
    r"|\d+|half|a (?:third|quarter)"
    r"|[a-z]+ (?:hundred|thousand|million))\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?:(?:that )?(?:about|around|some|roughly|nearly|almost|approximately|more than|over|at least|at most|up to|as many as"
    r"|as few as|only|just) )*"
    r"(?:the )?(?:\d[\d,.]*|an? (?:third|quarter|fifth|half|dozen)|half|two[- ]thirds|three[- ]quarters|several"
    r"|[a-z]+)?(?: (?:hundred|thousand|million|dozen"
    r"|per cent|percent))?(?: (?:dead|killed|wounded|men|people|troops|soldiers|casualties))?",
    re.IGNORECASE,
)
_LOSSES = re.compile(
    r"\b(?:pays?|paid|earns?|total|toll|killed|dead|died|deaths|wounded|casualt\w+|injured|losses|lost their lives|fallen|missing)\b",
    re.IGNORECASE,
)
_ROUGH = re.compile(r"^(?:more than|over)\b(?! (?:the )?(?:\d{1,3}(?:,\d{3})+|half))", re.IGNORECASE)
_PUTTING = re.compile(r"\b(?:puts?|putting|plac(?:es?|ed|ing)|gives?|gave|given|giving|credits?|credited|sets?)$", re.IGNORECASE)
_GIVING = re.compile(r"\b(?:gives?|gave|given|giving|offer(?:s|ed)?|provid(?:es|ed)|nam(?:es|ed))(?: (?:no|any))?$", re.IGNORECASE)
_COUNTED = re.compile(
    r"(\b(?:about|around|some|roughly|nearly|almost|over|than|least|most|to|estimated|perhaps) )?"
    r"(\d[\d,.]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|[mb]illions?|half|third|quarter|several)\b)",
    re.IGNORECASE,
)
_HEADS = ("put the number", "put the dead", "put the toll", "put the death toll")
_FEW = frozenset("one two three four five six seven eight nine ten".split())
_RECKONING = re.compile(r"\b(?:arithmetic|calculations?|counts?|estimates?|reckoning|tally|division|subtraction|addition)\b", re.IGNORECASE)
_BARE_NUMBER = re.compile(
    r"(?:there (?:are|were|is|was) )?(?:(?:at least|at most|over|about|around|some|up to|more than|nearly|almost|roughly|only"
    r"|fewer than|less than) )*"
    r"(?:\d|half\b|(?:two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|hundred|several hundred|dozens"
    r"|hundreds|thousands)\b)",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might)\b")
_UNLIKELY = re.compile(r"\b(?:unlikely|doubtful|implausible|questionable|exaggerated|far-fetched)$")
_PLAIN = frozenset("say tell add state according to write".split())
"""Cues that leave it to the content how the speaker stands toward it."""
_EARLY = 9
"""Words within which the verb of a content stands whose whole is told of the time ahead."""
_CLAIMING = frozenset((Stance.ASSERTS, Stance.BELIEVES, Stance.REPORTS))


def judge_stance(report: Report, draft: Draft) -> tuple[Stance, Reason]:
    """Tell the stance of a draft and the rule that gave it.

    Where the draft has no entry of the lexicon, its cue's words are looked up; where it does not say that the cue is negated, the words
    before the cue do. Without any cue, or by a colon, it is asserted.
    """
    cue = cue_of(report, draft)
    start = draft.contents[0][0]
    content = report.text[start : min(draft.contents[0][1], start + 240)]
    if cue is None and draft.cue_at is not None and (unlisted := _unlisted(report, draft, content)) is not None:
        return unlisted
    if cue is None or draft.cue_at is None:
        condition = None if draft.quoted else _IF_ANY.search(content)
        if condition is not None:
            return Stance.DECLINES, Reason("stance", "conditional", report.span(start + condition.start(), start + condition.end()))
        rough = None if draft.quoted else _rough_amount(report, draft, content, start)
        if rough is not None:
            return rough
        return Stance.ASSERTS, Reason("stance", draft.pattern, report.span(*draft.cue_at) if draft.cue_at else None)
    if cue.lemma == "see" and (content.startswith("no ") or re.search(r"\bno$", report.text[slice(*draft.cue_at)])):
        # "Sees no sign" tells that there is none; "sees no need to comment" tells nothing.
        declines = _NO_COMMENT.search(content[:60]) is not None
        return Stance.DECLINES if declines else Stance.ASSERTS, Reason("stance", "sees-no", report.span(*draft.cue_at))
    negation = negation_of(report, draft)
    if negation is not None and not cue.lemma.startswith("not "):
        judged = cue.lemma in ("blame", "accuse", "criticise", "criticize", "condemn")
        negated = (
            Stance.DENIES
            if cue.lemma in _CALLING
            else Stance.ASSERTS
            if judged
            else Stance.DECLINES
            if cue.lemma == "know"
            else NEGATED[cue.stance]
        )
        return negated, Reason("stance", f"negated:{cue.lemma}", report.span(*negation))
    if cue.stance in _CLAIMING:
        turned = _turned(report, draft, cue, content, start)
        if turned is not None:
            return turned
    if (
        cue.lemma == "be said"
        and (inner := find_cue(content[:40].split(",")[0])) is not None
        and content.startswith("to ")
        and not inner.reporting
    ):
        return Stance.ESTIMATES if _NUMBER.search(content) else inner.stance, Reason("stance", "said-to", report.span(*draft.cue_at))
    if cue.lemma == "see":
        stance = Stance.ESTIMATES if _BARE_NUMBER.match(content) else Stance.ASSERTS if content.startswith("no ") else cue.stance
        return stance, Reason("stance", "sees", report.span(*draft.cue_at))
    if cue.stance is Stance.BELIEVES and _UNLIKELY.search(content):
        return Stance.DOUBTS, Reason("stance", "unlikely", report.span(*draft.cue_at))
    alone = draft.source is not None and len(draft.contents) == 1
    if alone and cue.stance is Stance.BELIEVES and (bare := _BARE_NUMBER.match(content)) and not _FINITE.search(content[bare.end() :]):
        return Stance.ESTIMATES, Reason("stance", "amount", report.span(start + bare.start(), start + bare.end()))
    if cue.lemma == "announce" and not draft.quoted and _COMING.search(content[:120]):
        return Stance.INTENDS, Reason("stance", "announces-plan", report.span(*draft.cue_at))
    if cue.lemma == "ask" and _QUESTION.match(content):
        return Stance.ASSERTS, Reason("stance", "question", report.span(*draft.cue_at))
    if (cue.lemma == "count" or cue.lemma.startswith(_HEADS)) and _is_few(content):
        return Stance.ASSERTS, Reason("stance", "counted", report.span(*draft.cue_at))
    if cue.lemma == "count" and not _NUMBER.search(content):
        return Stance.ASSERTS, Reason("stance", "counts-no-number", report.span(*draft.cue_at))
    return cue.stance, Reason("stance", f"cue:{cue.lemma}", report.span(*draft.cue_at))


def _turned(report: Report, draft: Draft, cue: Cue, content: str, start: int) -> tuple[Stance, Reason] | None:
    """What words at the head of the content make of a cue that claims it."""
    own = not draft.quoted
    rules: list[tuple[re.Pattern[str], Stance, str, bool]] = [
        (_CONDITION, Stance.DECLINES, "conditional", True),
        (_NOT_TRUE, Stance.DENIES, "says-false", True),
        (_NEVER, Stance.DENIES, "never-did", own and cue.stance is Stance.ASSERTS),
        (_TOLD_AGAIN, Stance.REPORTS, "told-again", cue.lemma in ("repeat", "spread", "pass on")),
        (_CANNOT_SAY, Stance.DECLINES, "cannot-say", own),
        (_PROOF, Stance.CONFIRMS, "has-proof", own and cue.stance is Stance.ASSERTS),
    ]
    for pattern, stance, rule, holds in rules:
        match = pattern.match(content) if holds else None
        if match is not None:
            return stance, Reason("stance", rule, report.span(start + match.start(), start + match.end()))
    match = _IF_ANY.search(content) if own else None
    if match is not None:
        return Stance.DECLINES, Reason("stance", "conditional", report.span(start + match.start(), start + match.end()))
    match = _NO_COMMENT.search(content[:60])
    if match is not None and len(content) < 60:
        return Stance.DECLINES, Reason("stance", "no-comment", report.span(start + match.start(), start + match.end()))
    match = _FALSE.search(content) if cue.lemma in _CALLING else None
    if match is not None:
        return Stance.DENIES, Reason("stance", "calls-false", report.span(start + match.start(), start + match.end()))
    match = _TO_BE_SEEN.search(content) if own and cue.stance is Stance.ASSERTS else None
    if match is not None:
        return Stance.DECLINES, Reason("stance", "to-be-seen", report.span(start + match.start(), start + match.end()))
    if own and cue.stance is Stance.ASSERTS and draft.citing is not None and draft.cited is not None and cue.reporting:
        return Stance.REPORTS, Reason("stance", "cites", report.span(*draft.citing))
    if cue.stance is not Stance.BELIEVES and (inner := passes_on(report, draft)) is not None:
        return Stance.REPORTS, Reason("stance", "passes-on", report.span(*inner))
    for pattern, stance, rule in ((_EXPECTED, Stance.PREDICTS, "expected"), (_LIKELY, Stance.BELIEVES, "likely")):
        match = pattern.search(content[:120]) if own and cue.stance is Stance.ASSERTS and cue.reporting else None
        if match is not None:
            return stance, Reason("stance", rule, report.span(start + match.start(), start + match.end()))
    coming = _WILL.match(content) if own and cue.stance is Stance.ASSERTS and cue.lemma in _PLAIN else None
    if coming is not None and coming["own"] is not None and coming["does"] not in ("be", "not", "soon"):
        return Stance.INTENDS, Reason("stance", "will-do", report.span(start + coming.start(), start + coming.end()))
    if coming is not None and len(coming[0].split()) <= _EARLY and not re.search(r"\b(?:told|said|believe\w*|hoped?)\b", coming[0]):
        return Stance.PREDICTS, Reason("stance", "expected", report.span(start + coming.start(), start + coming.end()))
    reckons = own and cue.stance is Stance.ASSERTS and cue.lemma != "claim" and cue.lemma not in _CALLING
    return _rough_amount(report, draft, content, start) if reckons else None


def _is_few(content: str) -> bool:
    """Whether the one number of a content is a bare one up to ten, which is counted and not reckoned."""
    numbers = list(_COUNTED.finditer(content))
    return len(numbers) == 1 and numbers[0][1] is None and numbers[0][2].lower() in _FEW


def _rough_amount(report: Report, draft: Draft, content: str, start: int) -> tuple[Stance, Reason] | None:
    """A rough toll or pay, or a content that is an amount and nothing else, is a reckoning whatever the cue."""
    whole = len(draft.contents) == 1 and draft.contents[0][1] - start == len(content) and _NUMBER.search(content.lower())
    if whole and _AMOUNT.fullmatch(content):
        return Stance.ESTIMATES, Reason("stance", "amount", report.span(start, start + len(content)))
    toll = _TOLL.search(content)
    if toll is not None and not _ROUGH.match(toll[0]) and _LOSSES.search(content):
        return Stance.ESTIMATES, Reason("stance", "about", report.span(start + toll.start(), start + toll.end()))
    return None


def _unlisted(report: Report, draft: Draft, content: str) -> tuple[Stance, Reason] | None:
    """What a cue says that the lexicon has only as part of longer forms: "put ... at 300", "gave no", "by its own count"."""
    if draft.cue_at is None:
        return None
    words, span = report.text[draft.cue_at[0] : draft.cue_at[1]], report.span(*draft.cue_at)
    if re.search(r"\b(?:no|not|never)\b|n['’]t\b", words) is not None:
        return Stance.DECLINES, Reason("stance", "negated", span)
    if _GIVING.search(words) is not None and content.startswith("no "):
        return Stance.DECLINES, Reason("stance", "gives-none", span)
    if _PUTTING.search(words) is not None and _is_few(content):
        return Stance.ASSERTS, Reason("stance", "counted", span)
    if _PUTTING.search(words) is not None and _NUMBER.search(content.lower()):
        return Stance.ESTIMATES, Reason("stance", "gives-number", span)
    if draft.source is not None and _RECKONING.search(report.text, *draft.source) and _NUMBER.search(content.lower()):
        return Stance.ESTIMATES, Reason("stance", "by-reckoning", report.span(*draft.source))
    if (inner := passes_on(report, draft)) is not None:
        return Stance.REPORTS, Reason("stance", "passes-on", report.span(*inner))
    return None


def cue_of(report: Report, draft: Draft) -> Cue | None:
    """Give the entry of the lexicon that a draft's cue is, by its words where the draft does not bring one."""
    if draft.cue is not None or draft.cue_at is None:
        return draft.cue
    return find_cue(report.text[draft.cue_at[0] : draft.cue_at[1]])


def negation_of(report: Report, draft: Draft) -> Offsets | None:
    """Find the words that turn a cue round: those that the draft names, else those inside it or right before it."""
    if draft.negated is not None or draft.cue_at is None:
        return draft.negated
    start, end = draft.cue_at
    behind = draft.source[1] if draft.source is not None and draft.source[1] <= start else start - 30
    first = max(behind, draft.sentence[0], start - 30, 0)
    match = _NEGATION.search(report.text[first:start])
    if match is not None:
        return first + match.start(), first + len(match[0].rstrip()) + match.start()
    inside = re.search(r"\b(?:not|never|no)\b|n['’]t\b", report.text[start:end])
    cue = cue_of(report, draft)
    own = inside is not None and cue is not None and any(inside[0] in form.split() for form in cue.forms)
    return (start + inside.start(), start + inside.end()) if inside and not own else None
