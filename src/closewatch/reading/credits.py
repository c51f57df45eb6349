"""Whom a reprint thanks: the outlet whose report a paragraph, or a whole page, repeats.

Finds the words of thanks and the outlet in them; which statements came through it is told by `chains`.
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.outlets import outlet_at
from closewatch.terms.report import Report

_THANKED = re.compile(r", (?:which|whom|to which|to whom) we (?:thank|owe)\b|, whose (?:report|story|account) (?:this|our|we)\b")
_LINE = re.compile(
    r"(?m)^[ \t]*[(\[*]*(?i:(?:with )?(?:additional )?(?:reporting|report|text|story|material) (?:by|from|of)|(?:First"
    r" )?published (?:first )?(?:by|in)"
    r"|This (?:story|report|article) (?:first |originally )?(?:appeared|was (?:first |originally )?published|ran) (?:in|on"
    r"|by)|Source:|Via:?) "
    r"(?P<outlet>[A-Z][\w&’' -]{2,50}?)[.)\]*]*[ \t]*$"
)
"""A line of its own by which a page says where all of it comes from."""
_NAME = r"[A-Z][\w&’'-]*(?: (?:& )?[A-Z][\w’'-]*){0,5}"
_STORY = r"(?:story|report|text|article|account)\b"
_ALL = re.compile(
    rf"\b(?P<outlet>{_NAME}), (?:which|whom|to which|to whom) we (?:thank|owe)(?: for)? (?:the|this|its) {_STORY}"
    rf"|\b[Ww]e (?:owe|thank)(?: for)? (?:the|this|all of this) {_STORY} to (?P<owed>{_NAME})"
)
"""Thanks for the whole story, in a sentence anywhere."""
_NEAR = 2_000
"""Characters before and behind a statement that are looked at for its paragraph: one of millions would each time be searched whole."""
_ENDS = 3_000
"""Characters at the head and at the foot of a report where a line of credit stands."""


def find_credit(text: str) -> Offsets | None:
    """Find the outlet that a line at the head or the foot of a report, or a thanks for the story, names as the one whose report it is.

    >>> text = "It rained.\\n\\nReporting by Meridian Wire."
    >>> text[slice(*find_credit(text))]
    'Meridian Wire'
    """
    for first in sorted({0, max(0, len(text) - _ENDS)}):
        for match in _LINE.finditer(text, first, min(len(text), first + _ENDS)):
            if (place := outlet_at(text, *match.span("outlet"))) is not None:
                return place
        if (thanks := _ALL.search(text, first, min(len(text), first + _ENDS))) is not None:
            return outlet_at(text, *thanks.span("outlet" if thanks["outlet"] else "owed"))
    return None


def thanked(report: Report, draft: Draft) -> Offsets | None:
    """Find the outlet that a paragraph names as the one whose report it repeats: "Meridian Wire, which we thank for the story"."""
    text, at = report.text, draft.contents[0][0]
    near, far = max(0, at - _NEAR), min(len(text), at + _NEAR)
    first, last = max(near, text.rfind("\n\n", near, at) + 1), text.find("\n\n", at, far)
    paragraph = text[first : last if last > 0 else far]
    match = _THANKED.search(paragraph)
    if match is None:
        return None
    for name in reversed(list(re.finditer(r"[A-Z][\w&’'-]*(?: (?:& )?[A-Z][\w’'-]*)*$", paragraph[: match.start()]))):
        return outlet_at(text, first + name.start(), first + name.end())
    return None
