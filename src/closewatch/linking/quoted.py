"""The stretches of a text that are somebody else's words: between quotation marks, across paragraphs, or set apart after a colon.

A matter of marks and form alone; whose words they are, and what is attributed in other ways, is read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 2_500
"""Characters of a quotation, or of a block set apart, beyond which it is not followed: no outlet gives another more room."""
FIRST_PERSON = 25
"""Words to each "I", "me" or "my" from which on a paragraph without marks is somebody's own telling. Ours, from letters set in reports."""
RARELY = 0.4
"""The share of a report's paragraphs in the first person below which such a one is not its author's."""

_PAIRED = re.compile(r"[“«][^”»“«]{0,2000}[”»]|„[^“”„]{0,2000}[“”]|\"[^\"\n]{0,2000}\"")
_OPENS = re.compile(r"^\W{0,3}[“\"«„]")
_PARAGRAPH = re.compile(r"[^\n]+")
_LEADS_IN = re.compile(r":[\"”’)]*\s*$")
_SAYS = re.compile(
    r"\b(?:said|says|saying|wrote|writes|written|reads?|states|stated|told|tells|reported|reports|begins?|began|continue[sd]?|added|posted|"
    r"tweeted|replied|explains?|explained|statement|letter|message|note|post|e-?mail|transcript|excerpt|article|report|text|in full)\b"
    r"|\b(?:from|via|per)(?: \w+){1,3}:",
    re.IGNORECASE,
)
_SPEAKS_AGAIN = re.compile(
    r"^\W*(?:(?:he|she|they|the (?:statement|letter|report|article|post|message|note|agency|paper)|[A-Z]\w+(?: [A-Z]\w+)?) "
    r"(?:also |then |further |later )?(?:added|adds|continued|continues|went on|goes on|concluded|concludes)\b"
    r"|(?:update|read more|related|image|photo|advertisement)\b|.{0,80}:\s*$)",
    re.IGNORECASE,
)
_I = re.compile(r"\b(?:I|me|my|mine|myself|I['’](?:m|ve|d|ll))\b")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class _Paragraph:
    start: int
    end: int
    text: str

    @property
    def marks(self) -> int:
        """How many straight marks stand in it; an odd number leaves one open."""
        return self.text.count('"')


@lru_cache(maxsize=4)
def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Give the stretches of a text that are quoted, in any of these ways, by their offsets; they may overlap.

    >>> text = 'The port wrote:\\n\\nAll nine boats are in.\\n\\n"I saw them," a diver said. "They were wet.\\n\\n"And it was late."'
    >>> [text[start:end] for start, end in quoted(text)]
    ['"I saw them,"', '"And it was late."', '"They were wet.', 'All nine boats are in.']
    """
    paragraphs = [_Paragraph(match.start(), match.end(), match[0]) for match in _PARAGRAPH.finditer(text) if match[0].strip()]
    found = [(match.start(), match.end()) for match in _PAIRED.finditer(text)]
    return (*found, *_left_open(text, paragraphs), *_set_apart(paragraphs), *_own_telling(paragraphs))


def _left_open(text: str, paragraphs: list[_Paragraph]) -> Iterator[tuple[int, int]]:
    """Follow a mark that its paragraph does not close: to the paragraph's end where the next one opens again, or to where it is closed."""
    closed_at = 0
    for place, one in enumerate(paragraphs):
        curly = max(one.text.rfind("“"), one.text.rfind("«"))
        curly = -1 if curly < max(one.text.rfind("”"), one.text.rfind("»")) else curly
        straight = one.text.rfind('"') if one.marks % 2 else -1
        opened = one.start + max(curly, straight)
        if max(curly, straight) < 0 or opened < closed_at:
            continue
        after = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        if after is not None and _OPENS.match(after.text):
            yield opened, one.end
            continue
        closing = '"' if straight > curly else "”»"
        ends = [end for sign in closing if (end := text.find(sign, one.end, opened + LONGEST)) >= 0]
        if ends:
            closed_at = min(ends) + 1
            yield opened, closed_at


def _set_apart(paragraphs: list[_Paragraph]) -> Iterator[tuple[int, int]]:
    """Give what follows a paragraph that leads in to somebody's words and ends in a colon, up to where the outlet speaks again."""
    for place, one in enumerate(paragraphs[:-1]):
        if not (_LEADS_IN.search(one.text) and _SAYS.search(one.text[-200:])):
            continue
        end = first = paragraphs[place + 1].start
        for later in paragraphs[place + 1 :]:
            if later.end - first > LONGEST or _OPENS.match(later.text) or (end > first and _SPEAKS_AGAIN.match(later.text)):
                break
            end = later.end
        if end > first:
            yield first, end


def _own_telling(paragraphs: list[_Paragraph]) -> Iterator[tuple[int, int]]:
    """Give the paragraphs that somebody tells in the first person without a mark, in a report that is not told so."""
    unmarked = [(one, _PAIRED.sub("", one.text)) for one in paragraphs if not _OPENS.match(one.text)]
    telling = [one for one, text in unmarked if len(_I.findall(text)) * FIRST_PERSON >= max(len(_WORD.findall(text)), FIRST_PERSON)]
    if len(telling) <= RARELY * len(paragraphs):
        yield from ((one.start, one.end) for one in telling)
