"""What a passage shared by two reports is: somebody's quoted words, attributed words, the outlet's own telling, or its standing text.

Judged from the report that copies, from its quotation marks and from what was read in it. That two papers quote one spokesman is not that
one copied the other; the classes keep the two apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from closewatch.linking.passages import Passage
from closewatch.linking.quoted import quoted
from closewatch.linking.standing import standing
from closewatch.terms.actor import ActorKind
from closewatch.terms.claim import PassageClass
from closewatch.terms.reading import Account
from closewatch.terms.report import Report, Span
from closewatch.terms.statement import Manner, Statement

MOSTLY = 0.5
"""The share of a passage that must be quoted, or standing text, for the whole to be called so."""
SAID = 0.55
"""The share that must be attributed for the whole to be called so: of what an outlet tells itself, half leans on somebody as a rule. Set on
100 labelled passages of real articles (lab/links/fnc1_classes.py)."""
BESIDE = 4
"""Signs that may stand between two parts of a statement that are side by side: a mark, a comma, a blank."""


def classify(passage: Passage, left: Account, right: Report) -> PassageClass:
    """Say what a passage is in the report that copies it."""
    span, reading = passage.left, left.reading
    if _share(span, standing(left.report.text, span)) >= MOSTLY or _is_standing_text(span, left, right):
        return PassageClass.BOILERPLATE
    direct = (one for one in reading.statements if one.manner is Manner.DIRECT)
    marked = [*quoted(left.report.text), *(stretch for one in direct for stretch in _words_of(one))]
    in_marks = _share(span, marked)
    if in_marks >= MOSTLY:
        return PassageClass.QUOTATION
    said = [stretch for one in reading.statements if one.manner is not Manner.DIRECT for stretch in _words_of(one)]
    return PassageClass.STATEMENT if _share(span, said) >= SAID else PassageClass.NARRATIVE


def _words_of(statement: Statement) -> list[tuple[int, int]]:
    """Give the words of a statement, with the few signs between them where who says it stands beside what is said."""
    parts = sorted((span.start, span.end) for span in (*statement.source, *statement.cue, *statement.content))
    between = [(end, start) for (_, end), (start, _) in pairwise(parts) if 0 < start - end <= BESIDE]
    return parts + between


def _is_standing_text(span: Span, left: Account, right: Report) -> bool:
    """Tell whether words are an outlet's own that it sets under report after report: no figure in them, and nobody named who speaks.

    Two texts at one address are versions of one report, and what they share is that report.
    """
    here = left.report
    if here.publisher is None or here.publisher != right.publisher or (here.url is not None and here.url == right.url):
        return False
    if any(span.start <= figure.span.start < span.end for figure in left.reading.figures):
        return False
    return not any(_speaks_in(statement, span) for statement in left.reading.statements)


def _speaks_in(statement: Statement, span: Span) -> bool:
    speaker = statement.speaker
    named = speaker is not None and speaker.named and speaker.kind is not ActorKind.OUTLET
    return named and any(span.start <= word.start < span.end for word in (*statement.cue, *statement.content))


def _share(span: Span, stretches: Iterable[tuple[int, int]]) -> float:
    """Give the share of a span that some stretches cover, each character counted once."""
    covered, at = 0, span.start
    for start, end in sorted(stretches):
        start, end = max(start, at), min(end, span.end)
        if start < end:
            covered, at = covered + end - start, end
    return covered / max(1, span.end - span.start)
