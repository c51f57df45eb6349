"""Lists of quotations under a line that announces a speaker: each quotation is a statement of its own, whoever the model gives it to.

Makes the drafts from the lines alone; whose they are is asked of `announced`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from closewatch.reading.announced import LABELLED, Announcement, Make, find_announcements
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.sentences import Paragraph
from closewatch.terms.report import Report

_QUOTED = re.compile(r"[ \t]*(?:[-*•–—][ \t]+)?(?:[\"“«„]([^\"”»\n]+)[\"”»]|[‘']([^‘\n]+)[’'])[.,]?[ \t]*$")
"""A line that is one quotation and nothing else."""
_FROM = re.compile(r"\bfrom\b|\bsaid\b|\bsays\b|\btold\b|\banswered\b|\bwrote\b", re.IGNORECASE)


def with_lists(report: Report, paragraphs: Sequence[Paragraph], drafts: Sequence[Draft]) -> list[Draft]:
    """Give the drafts with each quotation of an announced list as one, and without what was made of its words instead."""
    listed = _listed(report, paragraphs)
    if not listed:
        return list(drafts)
    places = [draft.contents[0] for draft in listed]
    labels = [draft.sentence for draft in listed if draft.sentence[1] <= draft.contents[0][0]]
    for draft in listed:
        draft.sentence = draft.contents[0]
    kept: list[Draft] = []
    for draft in drafts:
        outside = [(start, end) for start, end in draft.contents if not any(first <= start < last for first, last in places)]
        crossing = any(start < first < end for start, end in outside for first, _ in places)
        if any(first <= start and end <= last for start, end in draft.contents for first, last in labels):
            continue
        if len(outside) == len(draft.contents) and not crossing:
            kept.append(draft)
        elif outside and not crossing:
            draft.contents = outside
            kept.append(draft)
        elif draft.source is not None and draft.cue is not None and _inside(draft, places):
            kept.append(draft)
    return [*kept, *listed]


def _inside(draft: Draft, places: Sequence[Offsets]) -> bool:
    """Whether source, cue and content of a statement all stand inside one quotation: it gives another's words."""
    parts = [place for place in (draft.source, draft.cue_at, *draft.contents) if place is not None]
    return any(all(first < start and end <= last for start, end in parts) for first, last in places)


def _listed(report: Report, paragraphs: Sequence[Paragraph]) -> list[Draft]:
    starts = [paragraph.start for paragraph in paragraphs]
    found: list[Draft] = []
    for announcement in find_announcements(report):
        if announcement.make is Make.PLAIN:
            continue
        verb = _FROM.search(report.text, *announcement.line)
        cue = verb.span() if verb else (announcement.line[1] - 1, announcement.line[1])
        for match in _lines(report.text, announcement):
            inner = next(match.span(number) for number in (2, 1) if number <= (match.re.groups or 0) and match[number])
            if any(start <= inner[0] < end for start, end in announcement.topics):
                continue
            draft = Draft(None, "listed", announcement.source, cue, [inner], quoted=True, sentence=_label(match, inner))
            draft.paragraph = max(bisect_right(starts, inner[0]) - 1, 0)
            found.append(draft)
    return found


def _label(match: re.Match[str], inner: Offsets) -> Offsets:
    """What stands before the quotation of a line, until it is known that nothing is said there."""
    return (match.start(), match.end(1)) if match.end(1) < inner[0] and match[1] else inner


def _lines(text: str, announcement: Announcement) -> Iterator[re.Match[str]]:
    """The lines below an announcement that are a quotation, alone or behind a word for what it is about."""
    for line in re.finditer(r"[^\n]+", text[announcement.start : announcement.end]):
        first, last = announcement.start + line.start(), announcement.start + line.start() + len(line[0].rstrip())
        pattern = LABELLED if announcement.make is Make.TOPIC else _QUOTED
        if (match := pattern.match(text, first + len(line[0]) - len(line[0].lstrip()), last)) is not None:
            yield match
