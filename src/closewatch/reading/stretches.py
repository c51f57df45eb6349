"""Reads whole paragraphs: sentence by sentence, with the quotations that float, go on over paragraphs, or follow a colon.

Gives the drafts of a report, those inside quotations included. Who the speakers are, stance and basis come later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from closewatch.reading.clauses import content_offsets
from closewatch.reading.drafts import Draft
from closewatch.reading.headlines import headline_drafts, is_headline
from closewatch.reading.patterns import Sentence, read_sentence
from closewatch.reading.quotes import Quotation, find_quotations
from closewatch.reading.sentences import Paragraph, Unit, find_sentences, find_units
from closewatch.reading.turns import find_hosts, find_turns, turn_draft

_DATELINE = re.compile(
    r"[A-Z][A-Z.'’ /-]{2,40}(?:, (?:[A-Z][\w.’' ]{1,24}|\d{1,2} [A-Z][a-z]{2,9}\.?)){0,2}(?: \([A-Z][^)\n]{1,40}\))? (?:-|–|—|--|―) (?=\S)"
)
"""Where and by whom a report was filed, as wire agencies open one: "KYIV, Jan 5 (Meridian Wire) - "."""
_DEEPEST = 3
"""Levels of quotation that are read: a quotation in a quotation in a quotation; deeper ones stay content."""


def find_drafts(text: str, paragraphs: Sequence[Paragraph]) -> tuple[list[Draft], list[int]]:
    """Find the statements of a report, as drafts in the order of reading, and the numbers of the paragraphs that are headlines."""
    quotations = find_quotations(text, [(paragraph.start, paragraph.end) for paragraph in paragraphs])
    drafts: list[Draft] = []
    headlines: list[int] = []
    running: Draft | None = None
    """The statement whose quotation runs on into the next paragraph, or whose colon announces one."""
    turns = find_turns(text, paragraphs)
    hosts = find_hosts(text, paragraphs, turns)
    for number, (paragraph, inside) in enumerate(zip(paragraphs, quotations, strict=True)):
        if number in turns:
            told = _read_units(text, find_units(text, turns[number].end(), paragraph.end, inside), number, 0, None)
            if number not in hosts:
                drafts.append(turn_draft(paragraph, number, turns[number]))
                told = [draft for draft in told if draft.source is not None and draft.cue is not None and draft.cue.reporting]
            drafts.extend(told)
            running = None
            continue
        dateline = _DATELINE.match(text, paragraph.start, paragraph.end) if number <= 1 else None
        units = find_units(text, dateline.end() if dateline else paragraph.start, paragraph.end, inside)
        if is_headline(text, paragraph, number, units):
            found = headline_drafts(units, number)
            headlines.append(number)
        else:
            found = _read_units(text, units, number, 0, running)
        running = _running_on(inside, [*drafts, *found])
        drafts.extend(found)
        _read_inside(text, inside, number, 1, drafts)
    return drafts, headlines


def _read_units(text: str, units: Sequence[Unit], number: int, level: int, running: Draft | None) -> list[Draft]:
    drafts: list[Draft] = []
    last: Draft | None = running
    last_end = -1
    for first, end in find_sentences(text, units):
        found = read_sentence(Sentence(units, first, end, number, level))
        floating = _only_quotations(units, first, end)
        if not found and floating:
            contents = content_offsets(units, first, end)
            resumes = (opening := units[first].quotation) is not None and opening.resumes
            if running is not None and first == 0 and (resumes or not running.contents):
                running.contents.extend(contents)
            elif last is not None and last is not running and last.quoted and (last_end == first or last.level == level):
                last.contents.extend(contents)
            elif level == 0 and sum(stop - start for start, stop in contents) > 24:
                last = Draft(
                    None, "floating", contents=contents, quoted=True, sentence=(units[first].start, units[end - 1].end), paragraph=number
                )
                drafts.append(last)
            last_end = end
            continue
        drafts.extend(found)
        speaking = [draft for draft in found if draft.quoted]
        if speaking:
            last, last_end = speaking[-1], end
        elif not floating:
            last = _announced(units, first, end, found)
            last_end = end if last is not None else -1
    return drafts


def _only_quotations(units: Sequence[Unit], first: int, end: int) -> bool:
    return any(unit.quotation is not None for unit in units[first:end]) and not any(unit.is_word for unit in units[first:end])


def _announced(units: Sequence[Unit], first: int, end: int, found: Sequence[Draft]) -> Draft | None:
    """A sentence that ends with a colon announces the quotation that follows it."""
    if end - 1 > first and units[end - 1].text == ":" and found:
        return found[-1]
    return None


def _running_on(inside: Sequence[Quotation], drafts: Sequence[Draft]) -> Draft | None:
    if inside and inside[-1].goes_on:
        last = inside[-1]
        return next((draft for draft in reversed(drafts) if any(start <= last.inner_start < end for start, end in draft.contents)), None)
    return None


def _read_inside(text: str, quotations: Sequence[Quotation], number: int, level: int, drafts: list[Draft]) -> None:
    """Read what stands inside quotations: the statements that the speaker passes on."""
    if level > _DEEPEST:
        return
    for quotation in quotations:
        if quotation.inner_end - quotation.inner_start < 15:
            continue
        units = find_units(text, quotation.inner_start, quotation.inner_end, quotation.inside)
        drafts.extend(_read_units(text, units, number, level, None))
        _read_inside(text, quotation.inside, number, level + 1, drafts)
