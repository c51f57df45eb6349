"""The turns of a broadcast transcript ("SAMRA: ..."): where they stand, whose they are, and which are the outlet's own.

Presenters and reporters speak for the outlet: their turns are no statements, and what they credit to others is read as in any
paragraph. A guest's turn is one statement, with the words of others inside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from closewatch.reading.drafts import Draft
from closewatch.reading.sentences import Paragraph

_TURN = re.compile(r"[\"“]?([A-Z][A-Z.'’\- ]{1,38}[A-Z.](?: \([^)\n]{1,40}\))?|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]+){0,3}):[ \t]+(?=\S)")
_HOSTS = re.compile(
    r"\b(?:anchor|presenter|host|reporter|correspondent|interviewer|moderator|narrator|newsreader|announcer|voice-?over|studio|question)"
    r"(?:wom[ae]n|man)?s?\b",
    re.IGNORECASE,
)
_STAFF = r"(?:reporter|correspondent|colleague|editor)"
_OURS = rf"\b[Oo]ur (?:[\w-]+ ){{0,2}}{_STAFF},?"
_GREETING = re.compile(
    r"\b(?:good (?:morning|evening|afternoon)|welcome|hello|you(?:['’]re| are) (?:listening|watching)|(?:with|joining) (?:me|us)|joined by"
    r"|our (?:guest|programme|program|bulletin)|on the (?:line|phone)|in the studio)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = frozenset("i we".split())
_WHOLE = 0.6
"""The share of paragraphs that are turns in a report that is the transcript of a programme."""
_MOST = 60
"""Labels that are looked at; a broadcast has no more voices."""
_LABELS = 2_000
"""Turns among which labels are looked for that come again."""
ANSWER = frozenset("a answer".split())
"""Labels of whoever is asked, where none names them."""
_FEWEST = 2
"""Questions that somebody has to ask, and most of whose turns end with one, to be taken for the one who asks."""


def find_turns(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, re.Match[str]]:
    """Find the paragraphs of a transcript that open with a speaker's label, by their numbers.

    At least two are names in capitals, or one of several labels asks and another answers: "Meridian Wire: ...", "Ann Roe: ...", "Q: ...".
    """
    found = {
        number: match
        for number, paragraph in enumerate(paragraphs)
        if (match := _TURN.match(text, paragraph.start, paragraph.end)) is not None
    }
    capitals = {number: match for number, match in found.items() if match[1].split(" (")[0].isupper() and len(match[1]) > 2}
    return capitals if len(capitals) >= 2 else _asked_and_answered(text, paragraphs, found)


def _asked_and_answered(text: str, paragraphs: Sequence[Paragraph], found: Mapping[int, re.Match[str]]) -> dict[int, re.Match[str]]:
    """The turns of an interview whose labels are not in capitals: where labels come again and one of them asks, all from first to last."""
    by_label: dict[str, list[int]] = {}
    for number, match in islice(found.items(), _LABELS):
        by_label.setdefault(match[1], []).append(number)
    again = {label: numbers for label, numbers in by_label.items() if len(numbers) >= _FEWEST}
    asking = [label for label, numbers in again.items() if 2 * _questions(text, paragraphs, numbers) > len(numbers)]
    if not asking or len(again) == len(asking):
        return {}
    turns = [number for numbers in again.values() for number in numbers]
    return {number: match for number, match in found.items() if min(turns) <= number <= max(turns) + 1}


def _questions(text: str, paragraphs: Sequence[Paragraph], numbers: Sequence[int]) -> int:
    """How many of some turns end with a question."""
    return sum(text[paragraphs[number].start : paragraphs[number].end].rstrip('”" ').endswith("?") for number in numbers)


def find_hosts(text: str, paragraphs: Sequence[Paragraph], turns: Mapping[int, re.Match[str]]) -> set[int]:
    """Find which turns are the outlet's own: those of a presenter or reporter by their label, of whoever opens it or asks the questions."""
    if len(turns) < _WHOLE * len(paragraphs):
        # A transcript inside an article is another's programme, whose presenter is quoted as anybody is.
        return set()
    by_label: dict[str, list[int]] = {}
    for number, match in turns.items():
        by_label.setdefault(match[1], []).append(number)
    hosts: set[int] = set()
    opener = _opener(text, paragraphs, turns)
    for label, numbers in islice(by_label.items(), _MOST):
        asking = _questions(text, paragraphs, numbers)
        if label == opener or _HOSTS.search(label) or _reports(text, label) or (asking >= _FEWEST and 2 * asking > len(numbers)):
            hosts.update(numbers)
    return hosts


def _opener(text: str, paragraphs: Sequence[Paragraph], turns: Mapping[int, re.Match[str]]) -> str | None:
    """The label of the first turn, where it greets the listeners or names somebody who speaks later."""
    number = min(turns, default=-1)
    if number < 0:
        return None
    words = text[turns[number].end() : paragraphs[number].end]
    others = {match[1].split(" (")[0].split()[-1].title() for match in turns.values()}
    own = turns[number][1]
    named = any(re.search(rf"\b{re.escape(name)}\b", words) for name in sorted(others)[:_MOST])
    return own if named or _GREETING.search(words) is not None else None


def _reports(text: str, label: str) -> bool:
    """Whether a transcript says that somebody is its own reporter: "our correspondent Ada Renn", "Ada Renn reports"."""
    name = re.escape(label.split(" (")[0].split()[-1].title())
    return (
        re.search(
            rf"{_OURS} (?:[\w-]+,? ){{0,4}}{name}\b|\b{name},? (?:our (?:[\w-]+ ){{0,2}}{_STAFF}|reports|reporting|has (?:this|the)"
            rf" report)",
            text,
        )
        is not None
    )


def without_labels(text: str, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Give the paragraphs with each turn of a transcript beginning behind its label, so that its words read as those of any other."""
    turns = find_turns(text, paragraphs)
    return [
        Paragraph(turns[number].end(), paragraph.end, paragraph.kind)
        if number in turns and turns[number].end() < paragraph.end
        else paragraph
        for number, paragraph in enumerate(paragraphs)
    ]


def without_first_person(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out what a guest says by "I" or "we" inside their own turn, which is all theirs."""
    turns = {draft.paragraph: draft for draft in drafts if draft.pattern == "transcript"}
    return [
        draft
        for draft in drafts
        if draft.source is None
        or draft.paragraph not in turns
        or draft is turns[draft.paragraph]
        or text[slice(*draft.source)].lower() not in _FIRST_PERSON
    ]


def turn_draft(paragraph: Paragraph, number: int, match: re.Match[str]) -> Draft:
    """Give the statement that a guest's turn is: the label its source, the colon its cue, the rest its content."""
    colon = match.end(1)
    draft = Draft(None, "transcript", (match.start(1), colon), (colon, colon + 1), [(match.end(), paragraph.end)], quoted=True)
    draft.paragraph, draft.sentence = number, (paragraph.start, paragraph.end)
    return draft
