"""Whose words a statement is: the cited root where its source only passes words on, whoever a line announces, or the source itself.

Asks the cast who is meant by the words, and notes on the draft who passed them on; how a chain goes on from one statement to the next
is told by `chains`.
"""

from __future__ import annotations

import re

from closewatch.reading.actors import country_in
from closewatch.reading.alongside import comments_on
from closewatch.reading.announced import announcement_at, announcer_of
from closewatch.reading.briefings import tells_briefing
from closewatch.reading.chains import briefed_by, trace
from closewatch.reading.drafts import Draft
from closewatch.reading.employers import body_served
from closewatch.reading.relays import find_relays, quoted_by
from closewatch.reading.repeats import repeated
from closewatch.reading.speakers import Cast
from closewatch.reading.states import body_of_state
from closewatch.reading.voices import Voice
from closewatch.terms.actor import ActorKind
from closewatch.terms.statement import Reason

_NOTHING = re.compile(r"(?:no|nothing|any)\b")
"""What opens a content in which nothing is told that could be repeated: "The page gives no source"."""


def source_voice(
    cast: Cast, draft: Draft, speaking: Voice | None, *, passed_on: bool = True, holder: Draft | None = None
) -> tuple[Voice | None, Reason | None]:
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
    if draft.root is None and draft.source is not None and (root := quoted_by(cast.report.text, draft)) is not None:
        draft.root = root
        draft.relays = list(dict.fromkeys((*draft.relays, draft.source)))
    at = draft.root or draft.source
    if speaking is None and (first := _first_said(cast, draft)) is not None:
        return first
    if speaking is None and at is not None and country_in(cast.report.text[slice(*at)]) is not None:
        at = body_of_state(cast.report.text, draft) or at
    voice, reason = cast.resolve(at, draft.antecedent, speaking) if at is not None else (None, None)
    if voice is not None and at is not None:
        if voice.serves is None and voice.kind is ActorKind.PERSON:
            voice.serves = body_served(cast, at)
        briefed = briefed_by(cast, voice, draft) if speaking is None else None
        if briefed is not None and tells_briefing(cast.report, draft, briefed) and not find_relays(cast.report, draft):
            draft.relays.append(at)
            return briefed, Reason("speaker", "briefing", cast.report.span(*at))
        if holder is not None and voice.direct and comments_on(cast.report.text, holder, draft):
            # Whoever points to what the report has heard already passes nothing on.
            draft.kept, passed_on = True, False
        trace(cast, draft, voice, speaking, passed_on=passed_on)
        if not _NOTHING.match(cast.report.text, draft.contents[0][0]):
            cast.last_said = draft, voice
    if voice is not None and at is not None and at is not draft.source and at is not draft.root:
        cast.of_states.append((draft, voice))
        return voice, Reason("speaker", "by its body", cast.report.span(*at))
    return voice, reason


def _first_said(cast: Cast, draft: Draft) -> tuple[Voice | None, Reason | None] | None:
    """Whoever gave the figure that an outlet only repeats: the one named with it, else the one who spoke last before."""
    only, whose = repeated(cast.report.text, draft)
    if not only or draft.source is None:
        return None
    outlet = cast.resolve(draft.source)[0]
    first, because = cast.resolve(whose) if whose is not None else (cast.last_said[1] if cast.last_said else None, None)
    if first is None or first is outlet or outlet is None:
        return None
    draft.relays.append(draft.source)
    return first, because or Reason("speaker", "repeated", cast.report.span(*first.at[-1]) if first.at else None)
