"""Which part of a report a statement stands in: headline, lead, body, background or caption.

Background is the undated recap at the end of many reports, which repeats older statements for months.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from closewatch.reading.sentences import Paragraph
from closewatch.terms.report import BlockKind
from closewatch.terms.statement import Part

_RECAP = re.compile(
    r"(?:Since (?!then)|Earlier (?:this|in|that|last)|Last (?:year|month|spring|summer|autumn|winter)|In recent (?:months"
    r"|years)|Over the past|In the past|For (?:months|years)|"
    r"In (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|Previously|Until now"
    r"|So far|Before (?:that|then)|Background[.:])",
)
_PERFECT = re.compile(
    r"\b(?:has|have|had) (?:previously|earlier|long|already|repeatedly|in the past|also previously)\b|\bpreviously (?:said"
    r"|estimated|reported|put|denied|confirmed)\b"
)
_DATED = re.compile(r"\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:today|yesterday|this week)\b")
_GREETING = re.compile(
    r"Transcript\b|Dear\b|Good (?:morning|afternoon|evening)\b|(?:Live|Latest) updates?\b|Hello\b|Welcome\b", re.IGNORECASE
)
_LONGEST_GREETING = 12
"""Words of the longest line before the lead that only greets or says what follows."""
_FROM = 0.6
"""The share of a report's paragraphs after which a recap can begin; shorter reports than four paragraphs have none."""


def tell_parts(text: str, paragraphs: Sequence[Paragraph], headline: Sequence[int]) -> list[Part]:
    """Give each paragraph its part; `headline` lists the paragraphs that are headlines."""
    parts: list[Part] = []
    lead_seen = False
    for number, paragraph in enumerate(paragraphs):
        words = text[paragraph.start : paragraph.end]
        if number in headline or paragraph.kind is BlockKind.HEADLINE:
            parts.append(Part.HEADLINE)
        elif paragraph.kind is BlockKind.CAPTION:
            parts.append(Part.CAPTION)
        elif not lead_seen and _GREETING.match(words) and len(words.split()) < _LONGEST_GREETING and number + 1 < len(paragraphs):
            parts.append(Part.BODY)
        elif not lead_seen:
            lead_seen = True
            parts.append(Part.LEAD)
        elif len(paragraphs) >= 4 and number >= _FROM * len(paragraphs) and _is_recap(words):
            parts.append(Part.BACKGROUND)
        else:
            parts.append(Part.BODY)
    return parts


def _is_recap(words: str) -> bool:
    return (_RECAP.match(words) is not None or _PERFECT.search(words) is not None) and _DATED.search(words) is None
