"""Whose words a statement is: the cited root where its source only passes words on, whoever a line announces, or the source itself.

Asks the cast who is meant by the words, and notes on the draft who passed them on; how a chain goes on from one statement to the next
is told by `chains`.
"""

from __future__ import annotations

from closewatch.reading.announced import announcement_at, announcer_of
from closewatch.reading.briefings import tells_briefing
from closewatch.reading.chains import briefed_by, trace
from closewatch.reading.drafts import Draft
from closewatch.reading.employers import body_served
from closewatch.reading.relays import find_relays
from closewatch.reading.speakers import Cast
from closewatch.reading.voices import Voice
from closewatch.terms.actor import ActorKind
from closewatch.terms.statement import Reason


def source_voice(cast: Cast, draft: Draft, speaking: Voice | None, *, passed_on: bool = True) -> tuple[Voice | None, Reason | None]:
    """The speaker of a draft: the cited root where the source only passes words on, else the source itself.

    Also says on the draft who passed the words on, as far as its sentence and the speaker's words before it tell; `speaking` is the
    speaker of the statement that the draft stands in, who may not have `passed_on` what they only reject.
    """
    announced = announcement_at(cast.announcements, draft.contents[0][0]) if speaking is None and draft.level == 0 else None
    if announced is not None and (line := announcer_of(cast.report.text, announced, draft)) is not None:
        return cast.resolve(line)[0], Reason("speaker", "announced", cast.report.span(*line))
    if announced is not None and draft.source is not None and announced.start <= draft.source[0] and cast.own.in_quotation(draft.source[0]):
        speaking = cast.resolve(announced.source)[0]
        draft.relays.append(announced.source)
    at = draft.root or draft.source
    voice, reason = cast.resolve(at, draft.antecedent, speaking) if at is not None else (None, None)
    if voice is not None and at is not None:
        if voice.serves is None and voice.kind is ActorKind.PERSON:
            voice.serves = body_served(cast, at)
        briefed = briefed_by(cast, voice, draft) if speaking is None else None
        if briefed is not None and tells_briefing(cast.report, draft, briefed) and not find_relays(cast.report, draft):
            draft.relays.append(at)
            return briefed, Reason("speaker", "briefing", cast.report.span(*at))
        trace(cast, draft, voice, speaking, passed_on=passed_on)
    return voice, reason
