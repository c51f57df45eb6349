"""Reads denials of a strike that deny only its means: no aircraft was there, none of our guns fired, the drone was not one of ours.

Knows by which words (lexicons/acts.toml) means are denied; which strike they answer is the last one told by others. What words like "the
reports" point at is read in `pointing`.
"""

from __future__ import annotations

from dataclasses import replace

from closewatch.reading.happenings import find_happening, lexicon_words
from closewatch.reading.pointing import POINTS_BACK, Around
from closewatch.reading.tokens import Tokens, cut
from closewatch.terms.about import About, Place
from closewatch.terms.report import BlockKind, Report
from closewatch.terms.statement import Stance, Statement

OF_STRIKES = ("incidents", "launched", "destroyed", "damaged")
"""Measures of strikes themselves; where a report has none, what a strike did to people is what is denied."""
_BY_STRIKES = ("killed", "wounded", "casualties")
_SAYING = (Stance.ASSERTS, Stance.CONFIRMS, Stance.BELIEVES)
_NO = frozenset("no not never none neither nor without".split())
_HAVING = frozenset(("had", "has", "have"))
_AUXILIARY = frozenset("was were is are been be had has have did does do".split())
_THERE = frozenset("in near over there at above within anywhere active present aloft airborne overhead".split())
_WITHIN = 7
"""Pieces between a "no" and the means, or the word for what they did: none of the aircraft of its two squadrons had flown."""


def denies_the_means(report: Report, statement: Statement) -> bool:
    """Tell whether somebody says that the means of a strike were not there, not used, not had or not his."""
    if statement.stance is not Stance.DENIES and statement.stance not in _SAYING:
        return False
    return any(_denied(cut(report.text, span.start, span.end), statement.stance is Stance.DENIES) for span in statement.content)


def _denied(tokens: Tokens, denying: bool) -> bool:
    """Tell it of one stretch of words; behind "denied" no "no" is needed.

    >>> [_denied(cut(words), denying=False) for words in ("no jet of ours flew", "it has no such drones", "no jets were lost")]
    [True, True, False]
    """
    words, means = tokens.words, lexicon_words("means")
    told, ours = lexicon_words("means", "told"), not lexicon_words("means", "ours").isdisjoint(words)
    for at in (place for place, word in enumerate(words) if word in means):
        near = words[max(0, at - _WITHIN) : at + 1 + _WITHIN]
        if not (denying or any(word in _NO or word.endswith(("n't", "n’t")) for word in near)):
            continue
        before = words[max(0, at - 4) : at]
        had = "no" in before and not _HAVING.isdisjoint(before)
        if ours or had or "such" in before or _done(words[at + 1 : at + 1 + _WITHIN], told):
            return True
    return False


def _done(words: list[str], told: frozenset[str]) -> bool:
    """Whether means are said to have been somewhere or to have been used, and not to have been lost or seen."""
    at = 0
    while at < len(words) and words[at] not in told and words[at] != "did":
        at += 1
    while at < len(words) and words[at] in _AUXILIARY | _NO:
        at += 1
        if at < len(words) and words[at] in _THERE:
            return True
    return at < len(words) and words[at] in told - _AUXILIARY


def struck_before(denial: Statement, around: Around, topic: Place | None) -> About | None:
    """Say which strike a denial of its means answers: the last one told before by anybody else, or else that of the headline.

    `topic` is the place that the headline names.
    """
    start = denial.content[0].start
    others = [one for one in around.others(denial) if (about := around.about(one)) and about.measure in OF_STRIKES + _BY_STRIKES]
    before = [one for one in others if one.content[0].start < start]
    strikes = [one for one in before if around.told[id(one)].measure in OF_STRIKES]
    target = strikes[-1] if strikes else before[-1] if before else others[0] if others else None
    about = around.about(target) if target else _in_the_headline(around.report, topic)
    if about is None:
        return None
    return replace(about, act=None, negated=denial.stance is not Stance.DENIES, planned=False, span=denial.content[0], rule=POINTS_BACK)


def _in_the_headline(report: Report, topic: Place | None) -> About | None:
    headline = next((block.span for block in report.blocks if block.kind is BlockKind.HEADLINE), None)
    if headline is None or topic is None:
        return None
    tokens = cut(report.text, headline.start, headline.end)
    happening = find_happening(tokens, 0, len(tokens.words))
    if happening is None or happening.planned or happening.measure not in OF_STRIKES + _BY_STRIKES:
        return None
    return About(happening.measure, None, topic)
