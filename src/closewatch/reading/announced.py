"""Lists under a line that announces whose words they are: "From the minister:", "The spokesman on the talks:", "What the mayor said:".

Finds the line, the words in it for the speaker, and the stretch below it that is of one make (quotations, or items of a list). Which
statements belong to that speaker is told by `announcer_of`; who is meant by the words is asked of the cast.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.kinds import noun_kind
from closewatch.reading.names import names_trade, take_apart
from closewatch.reading.plurals import singular
from closewatch.terms.actor import ActorKind
from closewatch.terms.report import BlockKind, Report

_MOST = 200
"""Lines that a list has at most."""
_LONGEST = 140
"""Characters of the longest line that announces; whatever is longer is prose."""
_SPEECH = (
    r"(?:briefing|speech|statement|interview|address|conference|remarks|letter|sermon|testimony|answers?|broadcast|words|message|talk"
    r"|hearing|session)s?"
)
_OPENINGS = (
    re.compile(
        rf"(?:[\w’'-]+ ){{0,3}}?from (?:(?:the|an?|his|her|their|last|this) (?:[\w-]+ ){{0,2}}{_SPEECH} (?:given )?(?:by|of|with|from) )?"
        r"(?P<source>.+)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:[\w’'-]+ ){{0,3}}?(?:points|lines|quotes|extracts|excerpts|highlights|answers|remarks|statements|{_SPEECH}) (?:made |given )?"
        r"(?:by|of) (?P<source>.+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:what|how) (?P<source>.+?) (?:said|says|told|tells|wrote|writes|answered|has (?:said|told)|had to say)\b.*", re.IGNORECASE
    ),
    re.compile(r"(?P<source>(?!on |about |what |how |from ).+?) (?:on|about|regarding) .+", re.IGNORECASE),
    re.compile(r"(?P<source>(?!on |about |what |how |from ).+?) (?:said|says|told|answered|wrote|continued|listed)\b.*", re.IGNORECASE),
    re.compile(r"(?P<source>(?!on |about |what |how |from ).+)", re.IGNORECASE),
)
"""Lines that announce, the plainest last: each gives the words for whoever speaks below it."""
_BARE = 2
"""How many of these, from the third on, need no colon behind them where a quotation or an item follows: "What the mayor said"."""
_TOPIC = re.compile(r"(?:and )?(?:on|about|regarding|as for|asked (?:about|whether|if)|next,? on|to the question)\b", re.IGNORECASE)
_CUT = re.compile(
    r",? (?:on|about|at|in|after|during|before|to|this|last|yesterday|today|earlier)\b|, (?=who|the |an? )|['’]s? (?:press |news )?"
    + _SPEECH
)
_ITEM = re.compile(r"(?:[-*•‣·–—]|\(?\d{1,2}[.)])\s+(?=\S)")
LABELLED = re.compile(r"([^:\n\"“«„”»]{2,60}):[ \t]+[\"“«„]([^\"”»\n]+)[\"”»][.,]?$")
_OPENING_MARKS = "\"“«„‘'"


class Make(Enum):
    """What a line is made like."""

    QUOTE = "quote"
    ITEM = "item"
    TOPIC = "topic"
    """A quotation behind what it is about: "On the camps: ...”, where the label is nobody who speaks."""
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Announcement:
    """A line that announces a speaker, and what stands below it: `topics` are lines in between that only say what it is about."""

    source: Offsets
    line: Offsets
    start: int
    end: int
    make: Make
    topics: tuple[Offsets, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    make: Make
    apart: bool
    """Whether a blank line stands before it."""


def find_announcements(report: Report) -> list[Announcement]:
    """Find the lines of a report that announce a speaker, in the order of the text.

    >>> from closewatch.testing import plain_report
    >>> report = plain_report("From the mayor:\\n\\n“It rained.”\\n\\nOn boats:\\n\\n“Nine sank.”\\n\\nHe left.")
    >>> [(report.text[slice(*found.source)], report.text[found.start : found.end][-12:]) for found in find_announcements(report)]
    [('the mayor', '“Nine sank.”')]
    """
    lines = list(_lines(report))
    found: list[Announcement] = []
    for number, line in enumerate(lines[:-1]):
        if found and line.start < found[-1].end and _is_topic(report.text, line):
            continue
        source = _source_of(report.text, line, lines[number + 1])
        if source is None:
            continue
        announcement = _below(report.text, source, line, lines[number + 1 : number + 1 + _MOST])
        if announcement is not None:
            found.append(announcement)
    return found


def _lines(report: Report) -> Iterator[_Line]:
    items = {block.span.start: block.kind for block in report.blocks if block.kind in (BlockKind.ITEM, BlockKind.QUOTE)}
    text, first = report.text, True
    for match in re.finditer(r"[^\n]+", text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip())
        if start >= end:
            continue
        apart, first = first or text[max(0, match.start() - 2) : match.start()] == "\n\n", False
        if items.get(start) is BlockKind.ITEM or _ITEM.match(text, start, end):
            make = Make.ITEM
        elif items.get(start) is BlockKind.QUOTE or text[start] in _OPENING_MARKS:
            make = Make.QUOTE
        elif (label := LABELLED.match(text, start, end)) is not None and is_label(label[1]):
            make = Make.TOPIC
        else:
            make = Make.PLAIN
        yield _Line(start, end, make, apart)


def is_label(words: str) -> bool:
    """Whether the words before a quotation say what it is about and not whose it is.

    >>> is_label("On the camps"), is_label("The wells"), is_label("The mayor")
    (True, True, False)
    """
    return _TOPIC.match(words) is not None or not can_speak(words)


def _is_topic(text: str, line: _Line) -> bool:
    return line.end - line.start <= _LONGEST and text[line.end - 1] == ":" and _TOPIC.match(text, line.start, line.end) is not None


def _source_of(text: str, line: _Line, following: _Line) -> Offsets | None:
    if line.make is not Make.PLAIN or line.end - line.start > _LONGEST or any(mark in text[line.start : line.end] for mark in '"“”«»'):
        return None
    colon = text[line.end - 1] == ":"
    if not colon and (text[line.end - 1] in ".?!,;" or following.make is Make.PLAIN):
        return None
    stop = line.end - colon
    for number, opening in enumerate(_OPENINGS):
        if not colon and number > _BARE:
            return None
        match = opening.fullmatch(text, line.start, stop)
        if match is None:
            continue
        cut = _CUT.search(text, match.start("source") + 1, match.end("source"))
        place = match.start("source"), cut.start() if cut else match.end("source")
        if can_speak(text[slice(*place)]):
            return place
    return None


def can_speak(words: str) -> bool:
    """Whether words are a phrase for somebody who can speak: a person, a body, a group, an outlet, or a full name.

    >>> [can_speak(words) for words in ("the mayor", "General Bo Lind", "drones", "nobody", "the road")]
    [True, True, False, False, False]
    """
    if not words or words.split()[0].lower() in ("nobody", "nothing", "none", "no", "we", "i"):
        return False
    naming = take_apart(words)
    last = naming.name.split()[-1] if naming.name.split() else ""
    if naming.known is not None or noun_kind(last) not in (None, ActorKind.DOCUMENT) or (last.islower() and names_trade(singular(last))):
        return True
    if naming.heads and noun_kind(naming.heads[0]) in (ActorKind.PERSON, ActorKind.GROUP):
        return True
    named = naming.named and naming.kind is not ActorKind.DOCUMENT
    return named and last[:1].isupper() and (len(naming.name.split()) > 1 or bool(naming.heads))


def _below(text: str, source: Offsets, line: _Line, following: Sequence[_Line]) -> Announcement | None:
    """The stretch below a line: quotations or items as long as they last; else what stands right below, or the one paragraph."""
    topics: list[Offsets] = []
    make, end = None, line.end
    for number, below in enumerate(following):
        if _is_topic(text, below):
            topics.append((below.start, below.end))
        elif make is None:
            make, end = below.make, below.end
            if make is Make.PLAIN and below.apart:
                return None
        elif below.make is not make or (make is Make.PLAIN and below.apart):
            break
        elif number:
            end = below.end
    if make is None:
        return None
    return Announcement(source, (line.start, line.end), line.end, end, make, tuple(place for place in topics if place[0] < end))


def announcement_at(announcements: Sequence[Announcement], place: int) -> Announcement | None:
    """Give the announcement below which a place stands."""
    number = bisect_right(announcements, place, key=lambda found: found.start) - 1
    return announcements[number] if number >= 0 and place < announcements[number].end else None


def announcer_of(text: str, announcement: Announcement, draft: Draft) -> Offsets | None:
    """Give the words for the announced speaker where a statement below the line names none of its own; None where it does.

    A topic ("On the boats:"), and what opens a quotation and cannot speak ("Nobody", "Drones"), are none.
    """
    source, cue = draft.source, draft.cue_at
    topics = (announcement.line, *announcement.topics)
    if source is None:
        return announcement.source if cue is None or any(start <= cue[0] < end for start, end in topics) else None
    if any(start <= source[0] < end for start, end in topics):
        return announcement.source
    if announcement.start <= source[0] < announcement.end and not can_speak(text[slice(*source)]):
        words = text[slice(*source)].lower()
        return None if words in ("he", "she", "they", "it", "who", "which", "that") else announcement.source
    return None
