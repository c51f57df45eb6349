"""What the report around a speaker tells of them: where a defector comes from, and that a name is not the real one.

Looks near the places where a voice is named; who is meant there is the business of `speakers`.
"""

from __future__ import annotations

from closewatch.reading.names import is_pseudonymous
from closewatch.reading.places import find_demonyms
from closewatch.reading.voices import Voice
from closewatch.terms.actor import ActorKind
from closewatch.terms.report import Report


def infer_country(report: Report, voice: Voice) -> None:
    """A defector or deserter comes from the first people that the paragraph of the first mention names."""
    if voice.country is None and voice.at and voice.heads & {"defector", "deserter"}:
        start = report.text.rfind("\n\n", 0, voice.at[0][0]) + 1
        end = report.text.find("\n\n", voice.at[0][1])
        people = find_demonyms(report.text[start : end if end > 0 else start + 2000])
        voice.country = people[0].country if people else None


def pseudonym_near(report: Report, voice: Voice) -> bool:
    """Whether the report says anywhere beside the name that it is not the real one."""
    near = (report.text[max(0, start - 40) : end + 90].split("\n\n")[0] for start, end in voice.at[:6])
    return voice.named and voice.kind is ActorKind.PERSON and any(is_pseudonymous(words) for words in near)
