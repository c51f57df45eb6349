"""When an elected member tells what a public body said behind closed doors: whose words those are, and when they are the member's own.

Intelligence services brief parliaments in closed sessions, and what reaches the press is what members repeat outside. The report has to
say that there was such a session, and that the member passed on that body's words, before anything is laid at the body's door.
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Draft
from closewatch.reading.passing import passes_on
from closewatch.reading.voices import Voice
from closewatch.terms.report import Report

_SESSION = re.compile(
    r"\b(?:closed(?:-door)? (?:hearing|session|meeting|briefing)|behind closed doors|(?:after|heard|attended|at) (?:a"
    r"|the) (?:briefing|hearing)"
    r"|was briefed)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\bwho (?:was (?:also )?present|(?:also )?(?:attended|heard)|sat in|took part)\b")
_REPEATING = frozenset(("say", "tell", "add", "note", "state", "report", "explain", "according to"))
_BEFORE = 700
"""Characters before a statement, and behind it, in which the report speaks of the session."""


def is_briefing(report: Report, draft: Draft) -> bool:
    """Whether a statement stands near words for a session behind closed doors."""
    start, end = draft.contents[0][0], draft.contents[-1][1]
    return _SESSION.search(report.text, max(0, start - _BEFORE), end + _BEFORE // 2) is not None


def was_present(report: Report, draft: Draft) -> bool:
    """Whether the words for the source say that they sat in on it: "another lawmaker who was present"."""
    return draft.source is not None and _PRESENT.search(report.text, *draft.source) is not None


def tells_briefing(report: Report, draft: Draft, body: Voice) -> bool:
    """Whether a member goes on to tell what the body said: plainly, in no quotation, and not speaking of the body as of another."""
    if draft.quoted or draft.cue is None or draft.cue.lemma not in _REPEATING or passes_on(report, draft) is not None:
        return False
    content = report.text[draft.contents[0][0] : draft.contents[-1][1]].lower()
    return not any(re.search(rf"\b{re.escape(head)}\b", content) for head in {*body.heads, body.name.lower()})
