"""Words that an outlet sets under report after report: asking for subscribers, owning its pictures, keeping its page in order.

Knows them by their phrases and forms alone (`lexicons/standing.toml`), whatever outlet they stand in; what one outlet repeats in words of
its own is seen by `classes`, which has two of its reports before it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from closewatch.terms.report import Span

_SENTENCE = re.compile(r"[^\n]+?(?:(?<!\b[A-Z])[.!?][\"”’)]*(?=\s)|(?=\n)|\Z)")
LONGEST = 2_000
"""Characters of a sentence that are looked at: no standing sentence is as long."""


def standing(text: str, span: Span) -> list[tuple[int, int]]:
    """Give the sentences that are standing text among those that a span touches, each whole, by their offsets.

    >>> from closewatch.testing import plain_report
    >>> report = plain_report("The dam held. Sign up for our evening newsletter. The photographs are by a diver.")
    >>> [report.text[start:end].strip() for start, end in standing(report.text, report.span(0, 60))]
    ['Sign up for our evening newsletter.']
    """
    line = text.rfind("\n", 0, span.start) + 1
    found = []
    for match in _SENTENCE.finditer(text, max(line, span.start - LONGEST), min(len(text), span.end + LONGEST)):
        if match.start() >= span.end:
            break
        if match.end() > span.start and _is_standing(match[0].strip()[:LONGEST]):
            found.append((match.start(), match.end()))
    return found


def _is_standing(sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = tomllib.loads(resources.files("closewatch.linking").joinpath("lexicons/standing.toml").read_text("utf-8"))
    return tuple(re.compile(pattern, re.IGNORECASE) for patterns in data.values() for pattern in patterns)
