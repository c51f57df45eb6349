"""Through whom each statement came, from the speaker outward: outlets that were told, members who were briefed, and what follows.

Puts together what `relays` and `briefings` find in one sentence with what the same speaker said before; who is meant by the words of a
relay is asked of the cast.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from closewatch.reading.briefings import ELECTED, is_briefing, was_present
from closewatch.reading.credits import thanked
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.names import is_pronoun
from closewatch.reading.offices import is_private, serves
from closewatch.reading.ourselves import LEADERS, TO_US, is_staff
from closewatch.reading.relays import find_relays, in_same_article, said_earlier, speaks_to_all
from closewatch.reading.told import find_teller
from closewatch.reading.voices import Voice
from closewatch.terms.actor import ActorKind
from closewatch.terms.report import Report

if TYPE_CHECKING:
    from closewatch.reading.speakers import Cast

_PARAGRAPHS = 2
"""Paragraphs without a word from somebody after which what they say no longer comes the way of what they said before: on the sample case
this loses no chain, and one paragraph loses one of 125."""
_INTERVIEW = re.compile(
    r"In (?:an?|the|that|his|her|another) (?:\w+ )?(?:interview|conversation|talk|call) (?:with|to|for) |(?:Speaking|Talking) to "
)
_SPEAKING_FOR = frozenset("spokesman spokeswoman spokesperson secretary press".split())


def trace(cast: Cast, draft: Draft, voice: Voice, speaking: Voice | None, *, passed_on: bool = True) -> None:
    """Say on a draft who passed its words on: those told to an outlet come through it, and so does what the speaker says next.

    That ends when they speak for all to hear. What a headline says came through whoever the body names.
    """
    _meet_talks(cast, draft.reading_order)
    met = [(place, relay) for place in draft.relays if (relay := cast.resolve(place)[0]) is not None and not cast.is_own(relay)]
    draft.relays, carriers = [place for place, _ in met], [relay for _, relay in met]
    teller = cast.resolve(told)[0] if (told := find_teller(cast.report.text, draft)) is not None else None
    if told is not None and teller is not None and not any(who and who.name == teller.name for who in (voice, speaking, *carriers)):
        draft.relays.append(told)
    far = draft.paragraph - voice.paragraph > (0 if voice.once else _PARAGRAPHS)
    voice.paragraph = draft.paragraph
    for place in find_relays(cast.report, draft):
        relay = _carrier(cast, place)
        if relay is not None and relay is not voice and relay not in carriers and not cast.is_publisher(relay):
            carriers.append(relay)
            draft.relays.extend(_named_place(cast.report, relay) if cast.report.text[slice(*place)].lower() == "it" else [place])
    if draft.contents[0][0] < cast.headline_end:
        cast.headlines.append((draft, voice))
        return
    if not draft.relays and (speaking is None or cast.is_publisher(speaking)) and _in_own_release(cast, draft, voice):
        draft.relays.extend([cast.own.place] if cast.own.place is not None else [])
        return
    if speaking is not None and speaking is not voice:
        if speaking.heads & ELECTED and voice.kind is ActorKind.BODY and is_briefing(cast.report, draft):
            speaking.briefed = voice
        told_by = [] if not passed_on or speaking in carriers or not carries(cast, speaking, voice) else _named_place(cast.report, speaking)
        voice.through = (
            voice.through
            if voice.direct or (voice.named and said_earlier(cast.report, draft))
            else [*draft.relays, *told_by, *speaking.through]
        )
    elif draft.relays and draft.root is not None and voice.through:
        # Somebody else who credits the same words to it is not the one through whom it goes on to speak.
        cast.last_through = list(draft.relays)
    elif draft.relays:
        # "The ministry had told the Post" is of another day: what it says now it says here.
        voice.once = said_earlier(cast.report, draft)
        voice.through = cast.last_through = list(draft.relays)
    elif in_same_article(cast.report, draft) and cast.last_through:
        draft.relays.extend(cast.last_through)
    elif speaking is None and (lender := thanked(cast.report, draft)) is not None and cast.resolve(lender)[0] is not voice:
        draft.relays.append(lender)
    elif speaks_to_all(cast.report, draft) or (draft.cue_at is not None and TO_US.match(cast.report.text, draft.cue_at[1])):
        voice.through, voice.direct = [], True
    elif voice.through and speaking is None and not far and voice.kind is not ActorKind.OUTLET and not said_earlier(cast.report, draft):
        draft.relays.extend(voice.through)
    else:
        voice.direct = voice.direct or not voice.through
    _look_back(cast, draft, voice)
    _credit(cast, draft, voice, speaking)
    for earlier, speaker in cast.headlines:
        if speaker is voice and voice.through and not voice.direct and not earlier.relays:
            earlier.relays.extend(voice.through)


def _look_back(cast: Cast, draft: Draft, voice: Voice) -> None:
    """What somebody says right before "In an interview with the Post she added" was said there too."""
    earlier, voice.last = voice.last, draft
    opens = _INTERVIEW.match(cast.report.text, *draft.sentence) is not None
    if opens and draft.relays and earlier is not None and not earlier.relays and earlier.paragraph == draft.paragraph and voice.named:
        near = draft.sentence[0] - earlier.sentence[1] <= 3
        if near and not speaks_to_all(cast.report, earlier) and not said_earlier(cast.report, earlier):
            earlier.relays.extend(draft.relays)


def _credit(cast: Cast, draft: Draft, voice: Voice, speaking: Voice | None) -> None:
    """What a page says that only repeats another outlet's report came through that outlet, what it says of itself aside."""
    if cast.credit is None or speaking is not None or draft.contents[0][0] < cast.headline_end or cast.is_own(voice):
        return
    lender = cast.resolve(cast.credit)[0]
    if lender is None or lender is voice or cast.is_publisher(lender) or any(cast.resolve(place)[0] is lender for place in draft.relays):
        return
    draft.relays.append(cast.credit)


def _meet_talks(cast: Cast, before: int) -> None:
    """Whoever "has talked to a Kyiv newspaper" is heard through it from there on."""
    text = cast.report.text
    while cast.talks and cast.talks[0][1] < before:
        start, verb, outlet = cast.talks.pop(0)
        relay = cast.resolve(outlet)[0]
        opens = next(((first, last) for first, last, _ in cast.register.begins if start <= first < verb), None)
        if opens is not None and " " in text[slice(*opens)]:
            cast.resolve(opens)
        cast.meet_all(verb)
        near = [
            (place, voice)
            for voice in cast.near
            if voice.kind in (ActorKind.PERSON, ActorKind.GROUP)
            for place in (*voice.at, *voice.seen)
            if start <= place[0] < verb
        ]
        subject = min(near, key=lambda found: found[0], default=None)
        if subject is not None and relay is not None and not cast.is_publisher(relay) and not subject[1].through:
            subject[1].through = [outlet]


def _carrier(cast: Cast, at: Offsets) -> Voice | None:
    """Which outlet is meant where words are told to somebody; for "told it", the last one named."""
    if cast.report.text[at[0] : at[1]].lower() != "it":
        return cast.resolve(at)[0]
    cast.meet_all(at[0])
    bodies = [voice for voice in cast.near if voice.kind in (ActorKind.BODY, ActorKind.OUTLET) and voice.last_before(at[0], seen=True) >= 0]
    last = max(bodies, key=lambda voice: voice.last_before(at[0], seen=True), default=None)
    return last if last is not None and last.kind is ActorKind.OUTLET else None


def briefed_by(cast: Cast, voice: Voice, draft: Draft) -> Voice | None:
    """Say which body a member repeats: the one whose closed briefing they, or somebody who was there with them, passed on."""
    if voice.briefed is not None or not voice.heads & ELECTED:
        return voice.briefed
    others = [other for other in cast.near if other.briefed is not None and (voice.name in other.name or was_present(cast.report, draft))]
    return others[-1].briefed if others else None


def carries(cast: Cast, teller: Voice, voice: Voice | None) -> bool:
    """Whether somebody in whose statement another stands passes it on.

    The outlet of the report does not, nor its author, nor a spokeswoman for her own body or anybody for the organisation whose release it
    is, and words that nobody is named for came through nobody.
    """
    if voice is None or teller is voice or cast.is_own(teller) or (cast.own.release and cast.is_publisher(voice)):
        return False
    if serves(teller, voice):
        return False
    own = voice.kind is ActorKind.BODY and (voice.country == teller.country or teller.country is None)
    return not (teller.heads & _SPEAKING_FOR and (own or voice.name.lower() in teller.name.lower()))


def _in_own_release(cast: Cast, draft: Draft, voice: Voice) -> bool:
    """Whether an organisation gives, in its own release, what its staff or its patients say, or what somebody told it."""
    if not cast.own.release or cast.is_own(voice):
        return False
    if draft.cue_at is not None and TO_US.match(cast.report.text, draft.cue_at[1]):
        return True
    if voice.serves is not None and not cast.is_publisher(voice.serves):
        return False
    if is_private(voice) and not voice.named and not voice.heads & LEADERS:
        return True
    return voice.kind in (ActorKind.PERSON, ActorKind.GROUP) and is_staff(
        voice.heads, cast.report.text[slice(*draft.source)] if draft.source is not None else ""
    )


def _named_place(report: Report, voice: Voice) -> list[Offsets]:
    """The last place where a voice stands under a name or a description, as a list of one or none."""
    places = (place for place in sorted((*voice.at, *voice.seen), reverse=True) if not is_pronoun(report.text[place[0] : place[1]]))
    return [place] if (place := next(places, None)) else []
