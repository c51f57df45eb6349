"""How a speaker stands toward the content: the cue's own stance, turned by negation, by a condition, or by a word like "baseless".

Each value comes with the rule and the words it rests on. docs/glossary has each stance in words.
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Draft
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
    r"|should (?:such|this|that|it|they)\b|were (?:it|this|that) )",
    re.IGNORECASE,
)
_NO_COMMENT = re.compile(r"\b(?:no|without) comment\b|\bto comment\b|\bnothing to (?:say|add)\b", re.IGNORECASE)
_FALSE = re.compile(
    r"\b(?:baseless|groundless|unfounded|fabricat\w+|fake|false|untrue|lies?|nonsense|hoax|slander\w*|smears?|absurd"
    r"|unrealistic|ridiculous|invention|rumou?rs?)\b",
    re.IGNORECASE,
)
_CALLING = frozenset("call describe label brand term characterise characterize denounce portray deem".split())
_NOT_TRUE = re.compile(
    r"(?:that )?(?:it|this|that|these|the (?:claims?|reports?|allegations?|figures?|accusations?)) (?:is|are|was"
    r"|were) (?:not true|untrue|false|a lie|lies|fake|baseless|groundless|unfounded|nonsense)\b",
    re.IGNORECASE,
)


def judge_stance(report: Report, draft: Draft) -> tuple[Stance, Reason]:
    """Tell the stance of a draft and the rule that gave it."""
    if draft.cue is None or draft.cue_at is None:
        return Stance.ASSERTS, Reason("stance", draft.pattern, report.span(*draft.cue_at) if draft.cue_at else None)
    cue = report.span(*draft.cue_at)
    start = draft.contents[0][0]
    content = report.text[start : min(draft.contents[0][1], start + 200)]
    if draft.negated is not None and not draft.cue.lemma.startswith("not "):
        return NEGATED[draft.cue.stance], Reason("stance", f"negated:{draft.cue.lemma}", report.span(*draft.negated))
    if draft.cue.stance in (Stance.ASSERTS, Stance.BELIEVES, Stance.REPORTS):
        for pattern, stance, rule in ((_CONDITION, Stance.DECLINES, "conditional"), (_NOT_TRUE, Stance.DENIES, "says-false")):
            match = pattern.match(content)
            if match is not None:
                return stance, Reason("stance", rule, report.span(start + match.start(), start + match.end()))
        match = _NO_COMMENT.search(content[:60])
        if match is not None and len(content) < 60:
            return Stance.DECLINES, Reason("stance", "no-comment", report.span(start + match.start(), start + match.end()))
        match = _FALSE.search(content) if draft.cue.lemma in _CALLING else None
        if match is not None:
            return Stance.DENIES, Reason("stance", "calls-false", report.span(start + match.start(), start + match.end()))
    return draft.cue.stance, Reason("stance", f"cue:{draft.cue.lemma}", cue)
