"""The analysts' own sections: plain text with headings, paragraphs and cites, put among the sections that the machine wrote.

    @by reviewer-1
    # What we make of it
    Two origins give the lower number [st:8c1f09]. We think the higher one is a plan.
    {{qu:51aa}}

A sentence with a cite states what the cited words say, one without is the analyst's judgement. `{{qu:…}}` on a line of its own stands for
what the machine tells of that question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from closewatch.publish.compose.annex import is_citable
from closewatch.publish.compose.evidence import Evidence
from closewatch.publish.wording import one_line, visible
from closewatch.terms.dossier import Maker, Part, Passage, Section, Sentence, SentenceKind
from closewatch.terms.report import words_named
from closewatch.terms.trouble import CaseError, NotVerbatim

LONGEST_TEXT = 400_000
"""How many signs of own text one dossier takes; that is a book."""

_CITE = re.compile(r"\s*\[([a-z]{2}:[^\]\s]{1,120})\]")
_MARKER = re.compile(r"\{\{\s*(qu:[0-9a-f]{1,64})\s*\}\}")
_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*(?:\s*\[[a-z]{2}:[^\]\s]{1,120}\])*\s+(?=[^\s\[a-z])")
"""Where a sentence ends: a stop, whatever closes it, its cites, then white space and something that begins another."""

_SHORT = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Gen|Col|Lt|Sgt|Maj|Capt|Prof|No|approx|ca|vs|[A-Z])\.\s*$")
"""What ends with a stop and no sentence with it."""


@dataclass(frozen=True)
class OwnText:
    """Sections as analysts wrote them, each with the questions whose sections follow it, and the questions that were named."""

    sections: tuple[tuple[Section, tuple[str, ...]], ...] = ()
    questions: tuple[str, ...] = ()


@dataclass
class _Reading:
    """The section that is being read: heading, paragraphs, and the questions named in it."""

    heading: str
    parts: list[Part]
    markers: list[str]


def own_sections(evidence: Evidence, text: str) -> OwnText:
    """Read the analysts' text. Raises: CaseError for an id that the case does not hold, naming the line."""
    if len(text) > LONGEST_TEXT:
        raise CaseError(f"wanted at most {LONGEST_TEXT:,} signs of own sections, found {len(text):,}")
    by = "person:analyst"
    found: list[_Reading] = []
    paragraph: list[tuple[int, str]] = []

    def end_paragraph() -> None:
        if paragraph:
            _current(found).parts.append(_paragraph(evidence, paragraph, by))
            paragraph.clear()

    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        marker = _MARKER.fullmatch(stripped)
        if stripped.startswith("@by "):
            end_paragraph()
            by = f"person:{one_line(stripped[4:], 80).removeprefix('person:') or 'analyst'}"
        elif stripped.startswith("#"):
            end_paragraph()
            found.append(_Reading(one_line(stripped.lstrip("#"), 200) or "Without a heading", [], []))
        elif marker:
            end_paragraph()
            _current(found).markers.append(_question(evidence, marker[1], number))
        elif stripped:
            paragraph.append((number, " ".join(stripped.split())))
        else:
            end_paragraph()
    end_paragraph()
    sections = tuple(
        (Section(f"own-{number}", one.heading, tuple(one.parts), maker=Maker.PERSON), tuple(one.markers))
        for number, one in enumerate(found, 1)
    )
    return OwnText(sections, tuple(dict.fromkeys(one for _, markers in sections for one in markers)))


def placed(own: OwnText, told: Mapping[str, tuple[Section, ...]]) -> tuple[Section, ...]:
    """Put the analysts' sections before the machine's, and the machine's section of a question where a marker asks for it, once."""
    rest = dict(told)
    placed_there: list[Section] = []
    for section, markers in own.sections:
        if section.parts or not markers or section.heading != WITHOUT:
            placed_there.append(section)
        for one in markers:
            placed_there += rest.pop(one, ())
    return (*placed_there, *(section for sections in rest.values() for section in sections))


WITHOUT = "From the analysts"
"""The heading of what stands before any heading."""


def _current(found: list[_Reading]) -> _Reading:
    if not found:
        found.append(_Reading(WITHOUT, [], []))
    return found[-1]


def _question(evidence: Evidence, beginning: str, number: int) -> str:
    try:
        return evidence.publication.whole_id(beginning)
    except CaseError as error:
        raise CaseError(f"{error} (line {number} of the own sections)") from error


def _paragraph(evidence: Evidence, lines: list[tuple[int, str]], by: str) -> Passage:
    text, starts = "", []
    for number, line in lines:
        starts.append((len(text), number))
        text += visible(line) + " "
    sentences, at = [], 0
    ends = (match.end() for match in _END.finditer(text) if not _SHORT.search(text, max(match.start() - 8, 0), match.start()))
    for end in (*ends, len(text)):
        number = max(line for start, line in starts if start <= at)
        if text[at:end].strip():
            sentences.append(_sentence(evidence, text[at:end], by, number))
        at = end
    return Passage(tuple(sentences))


def _sentence(evidence: Evidence, text: str, by: str, number: int) -> Sentence:
    cites = tuple(dict.fromkeys(_cite(evidence, one, number) for one in _CITE.findall(text)))
    words = " ".join(_CITE.sub("", text).split())
    kind = SentenceKind.FINDING if cites else SentenceKind.JUDGEMENT
    return Sentence(words, cites, kind, Maker.PERSON, by, any(map(evidence.is_unreviewed, cites)))


def _cite(evidence: Evidence, beginning: str, number: int) -> str:
    """Give the whole id of a cite. Raises: CaseError, naming the line, for one that cannot be opened."""
    try:
        report, mark, offsets = beginning.partition("#")
        identity = evidence.publication.whole_id(report) + mark + offsets
        at = words_named(identity)
        if mark and at is None:
            raise CaseError(f"wanted words as [re:…#START-END], found {beginning[:60]!r}")
        if at:
            evidence.report(at[0]).span(at[1], at[2])
        elif not is_citable(evidence, identity):
            raise CaseError(f"wanted a statement, a figure, a report, a decision or words to cite, found {beginning[:60]!r}")
    except (CaseError, NotVerbatim) as error:
        raise CaseError(f"{error} (line {number} of the own sections)") from error
    return identity
