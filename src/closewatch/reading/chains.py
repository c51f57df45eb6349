"""Through whom each statement came, from the speaker outward: outlets that were told, members who were briefed, and what follows.

Puts together what `relays` and `briefings` find in one sentence with what the same speaker said before; who is meant by the words of a
relay is asked of the cast.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from closewatch.reading.antecedents import nearest
from closewatch.reading.briefings import is_briefing, was_present
from closewatch.reading.credits import thanked
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.hands import find_hands
from closewatch.reading.kinds import LAWMAKER_NOUNS
from closewatch.reading.names import is_pronoun
from closewatch.reading.offices import is_private, serves
from closewatch.reading.ourselves import LEADERS, TO_US, is_staff
from closewatch.reading.plurals import singular
from closewatch.reading.relays import find_relays, in_same_article, repeats_same_words, said_earlier, speaks_to_all, was_asked
from closewatch.reading.told import find_receiver, find_teller
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
_QUESTIONED = re.compile(r" (?:his|her|their|the) (?:interrogators?|questioners?|captors?|investigators|guards|jailers)\b")
_OF_THE_PAGE = frozenset("reader viewer listener subscriber".split())
_OF_GROUP = re.compile(r"(?:The|Both|Most|All|One|Two|Three|Some|Another|They)\b", re.IGNORECASE)
_GROUP_NEAR = 600
_LONGEST_NAME = 80
_TOLD_ONE = re.compile(r" (him|her)(?= (?:that|to|not|how|why|what|when|where|whether|if|it|he|she|they|the|there|nobody)\b|[:,])")
_AID = frozenset("group organisation organization charity network association ngo foundation observatory hotline monitor".split())
"""Nouns for bodies that are told what happened, and pass it on."""
_AID_TOLD = re.compile(
    r" (?:to )?(?P<who>(?:the )?(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}|(?:aid |rights |relief )?(?P<noun>[a-z]+)))"
    r"(?= (?:that|how|of|why|what|when|where|about|on|in|at|he|she|they|it|the)\b|[,.:;])"
)
_TELLING = re.compile(
    r"\b(?:told|tells?|asked|asks|ordered|orders|warned|warns|begged|begs|promised|promises|assured|assures|informed|urged|urges|advised"
    r"|reminded|whispered to|shouted at|wrote to|written to|writes to)$"
)
_SPEAKING_FOR = frozenset("spokesman spokeswoman spokesperson secretary press".split())


def trace(cast: Cast, draft: Draft, voice: Voice, speaking: Voice | None, *, passed_on: bool = True) -> None:
    """Say on a draft who passed its words on: those told to an outlet come through it, and so does what the speaker says next.

    That ends when they speak for all to hear. What a headline says came through whoever the body names.
    """
    _meet_talks(cast, draft.reading_order)
    met = [(place, relay) for place in draft.relays if (relay := cast.resolve(place)[0]) is not None and not cast.is_own(relay)]
    draft.relays, carriers = [place for place, _ in met], [relay for _, relay in met]
    for hand in find_hands(cast.report.text, draft):
        relay = cast.resolve(hand)[0]
        if relay is not None and relay not in (voice, speaking, *carriers) and not cast.is_own(relay):
            carriers.append(relay)
            draft.relays.append(hand)
    teller = cast.resolve(told)[0] if (told := find_teller(cast.report.text, draft)) is not None else None
    if told is not None and teller is not None and not any(who and who.name == teller.name for who in (voice, speaking, *carriers)):
        draft.relays.extend([told] if not is_pronoun(cast.report.text[slice(*told)]) else _named_place(cast.report, teller))
        draft.relays.extend(place for place in teller.through if place not in draft.relays)
    if speaking is not None and (receiver := find_receiver(cast.report.text, draft)) is not None:
        heard_by = cast.resolve(receiver)[0]
        if heard_by is not None and heard_by not in (voice, speaking, *carriers) and not cast.is_own(heard_by):
            carriers.append(heard_by)
            draft.relays.append(receiver)
    far = draft.paragraph - voice.paragraph > (0 if voice.once else _PARAGRAPHS)
    voice.paragraph = draft.paragraph
    if speaking is None and (heard := _addressee(cast, draft, voice)) is not None and heard not in carriers:
        carriers.append(heard)
        draft.relays.extend(_named_place(cast.report, heard))
    here = False
    for place in find_relays(cast.report, draft):
        # What stands before a statement inside another belongs to the outer one, which hands its relays on.
        relay = _carrier(cast, place) if speaking is None or place[0] >= draft.reading_order else None
        if relay is not None and relay is not voice and place in relay.at:
            # "The ministry told the Post; it said": whoever is told is not who goes on.
            relay.at.remove(place)
            relay.note(place, subject=False)
        here = here or (relay is not None and cast.is_publisher(relay) and speaking is None)
        if relay is not None and relay is not voice and relay not in carriers and not cast.is_publisher(relay):
            carriers.append(relay)
            draft.relays.extend(_named_place(cast.report, relay) if cast.report.text[slice(*place)].lower() == "it" else [place])
    draft.gathered = any(first <= draft.reading_order < last for first, last in cast.gathered)
    if speaking is None and draft.gathered and not voice.at[:-1]:
        voice.gathered = True
    draft.gathered = draft.gathered or voice.gathered
    if draft.contents[0][0] < cast.headline_end:
        cast.headlines.append((draft, voice))
        return
    if speaking is None and draft.relays and voice.through and repeats_same_words(cast.report.text, draft):
        # Whoever runs an interview again has it from the outlet that held it.
        draft.relays = [*voice.through, *(place for place in draft.relays if place not in voice.through)]
        return
    if speaking is None and not draft.relays and (questioner := _questioner(cast, draft, voice)) is not None:
        draft.relays.extend((*_named_place(cast.report, questioner), *questioner.through))
    if not draft.relays and (speaking is None or cast.is_publisher(speaking)) and _in_own_release(cast, draft, voice):
        draft.relays.extend([cast.own.place] if cast.own.place is not None else [])
        return
    if speaking is not None and speaking is not voice:
        if speaking.heads & LAWMAKER_NOUNS and voice.kind is ActorKind.BODY and is_briefing(cast.report, draft):
            speaking.briefed = voice
        told_by = [] if not passed_on or speaking in carriers or not carries(cast, speaking, voice) else _named_place(cast.report, speaking)
        voice.through = (
            voice.through
            if voice.direct or not _goes_on(speaking, voice) or (voice.named and said_earlier(cast.report, draft))
            else [*draft.relays, *told_by, *speaking.through]
        )
        # The people of somebody's story are heard through them for that scene, an outlet's for longer.
        voice.once = voice.once or (is_private(speaking) and bool(voice.through))
    elif draft.relays and draft.root is not None and voice.through:
        # Somebody else who credits the same words to it is not the one through whom it goes on to speak.
        cast.last_through = list(draft.relays)
    elif draft.relays:
        # "The ministry had told the Post" is of another day: what it says now it says here.
        voice.once = said_earlier(cast.report, draft)
        voice.through = cast.last_through = list(draft.relays)
        if voice.plural and draft.source is not None and len(draft.relays) == 1 and not voice.once:
            # What one of them says next was told there too.
            noun = singular(voice.name.split()[-1].lower())
            cast.groups.append((noun, draft.source[1], draft.relays[0]))
    elif in_same_article(cast.report, draft) and cast.last_through:
        draft.relays.extend(cast.last_through)
    elif speaking is None and not voice.through and (meeting := _met_by(cast, draft, voice)) is not None:
        draft.relays.append(meeting)
        voice.through = [meeting]
    elif speaking is None and (lender := thanked(cast.report, draft)) is not None and cast.resolve(lender)[0] is not voice:
        draft.relays.append(lender)
    elif (
        here
        or was_asked(cast.report.text, draft)
        or speaks_to_all(cast.report, draft)
        or (draft.cue_at is not None and TO_US.match(cast.report.text, draft.cue_at[1]))
    ):
        voice.through, voice.direct = [], True
    elif voice.through and speaking is None and not far and voice.kind is not ActorKind.OUTLET and not said_earlier(cast.report, draft):
        draft.relays.extend(voice.through)
    else:
        voice.direct = voice.direct or not voice.through
    _look_back(cast, draft, voice)
    _carried_for(cast, draft, voice)
    for earlier, speaker in cast.headlines:
        if speaker is voice and voice.through and not voice.direct and not earlier.relays:
            earlier.relays.extend(voice.through)


def _goes_on(teller: Voice, voice: Voice) -> bool:
    """Whether what somebody says next comes through the same teller: an outlet that was spoken to, a member who was briefed.

    So it is with the people of somebody's own story, "the soldier" of whom an aunt told. What a union says that a company promised is
    the union's word; what the company says next is its own.
    """
    return teller.kind is ActorKind.OUTLET or bool(teller.heads & LAWMAKER_NOUNS) or (is_private(teller) and is_private(voice))


def _addressee(cast: Cast, draft: Draft, voice: Voice) -> Voice | None:
    """Who was told, where that is somebody whom the report hears: "a sergeant told her that" is known from her."""
    if (helping := _aid_told(cast, draft, voice)) is not None:
        return helping
    told = _TOLD_ONE.match(cast.report.text, draft.cue_at[1]) if draft.cue_at is not None else None
    if told is None or draft.cue_at is None or draft.quoted or not _TELLING.search(cast.report.text, *draft.cue_at):
        return None
    wanted = "m" if told[1] == "him" else "f"
    heard = [
        other
        for other in cast.near
        if other.kind is ActorKind.PERSON
        and not other.plural
        and other.gender in (wanted, None)
        and other.last is not None
        and not other.last.relays
    ]
    return nearest([other for other in heard if other is not voice and not cast.is_own(other)], draft.cue_at[0])


def _aid_told(cast: Cast, draft: Draft, voice: Voice) -> Voice | None:
    """The aid group that was told, where the report has heard it: "One driver told the group that"."""
    told = _AID_TOLD.match(cast.report.text, draft.cue_at[1]) if draft.cue_at is not None else None
    if told is None or not is_private(voice):
        return None
    heard = [other for other in cast.near if other.kind is ActorKind.BODY and other.last is not None and not other.last.relays]
    called = [other for other in heard if other.heads & _AID and (told["noun"] in other.heads or told["who"] in other.names)]
    return nearest([other for other in called if other is not voice and not cast.is_own(other)], told.start())


def _questioner(cast: Cast, draft: Draft, voice: Voice) -> Voice | None:
    """Who tells what prisoners say to those who question them: the body that spoke last before, in the same paragraph.

    What is said in an interrogation reaches the press through the service that leads it.
    """
    if draft.cue_at is None or not _QUESTIONED.match(cast.report.text, draft.cue_at[1]):
        return None
    before = cast.last_said
    if before is None or before[0].paragraph != draft.paragraph or before[1] is voice or is_private(before[1]):
        return None
    return before[1]


def _carried_for(cast: Cast, draft: Draft, voice: Voice) -> None:
    """What a state said by a body of its own came the way of that body's statement."""
    for earlier, body in cast.of_states:
        if body is voice and earlier is not draft and earlier.paragraph == draft.paragraph:
            earlier.relays = list(dict.fromkeys((*draft.relays, *earlier.relays)))
            for headline, speaker in cast.headlines:
                if speaker is voice and not headline.relays:
                    headline.relays.extend(draft.relays)


def _look_back(cast: Cast, draft: Draft, voice: Voice) -> None:
    """What somebody says right before "In an interview with the Post she added" was said there too."""
    earlier, voice.last = voice.last, draft
    opens = _INTERVIEW.match(cast.report.text, *draft.sentence) is not None
    if opens and draft.relays and earlier is not None and not earlier.relays and earlier.paragraph == draft.paragraph and voice.named:
        near = draft.sentence[0] - earlier.sentence[1] <= 3
        if near and not speaks_to_all(cast.report, earlier) and not said_earlier(cast.report, earlier):
            earlier.relays.extend(draft.relays)


def lent_by(cast: Cast, draft: Draft, voice: Voice) -> str | None:
    """Give the outlet through which all that a page says came, where it only repeats a report; what it got or says itself did not."""
    if draft.gathered or cast.is_own(voice) or voice.heads & _OF_THE_PAGE:
        return None
    lender = cast.resolve(cast.credit)[0] if cast.credit is not None else None
    if lender is None or cast.is_publisher(lender):
        return cast.signed
    return lender.name if lender is not voice else None


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
        if subject is None and relay is not None and not cast.is_publisher(relay):
            cast.groups.append((singular(text[start:verb].split()[-1].lower()), verb, outlet))
        if subject is not None and relay is not None and not cast.is_publisher(relay) and not subject[1].through:
            subject[1].through = [outlet]


def _met_by(cast: Cast, draft: Draft, voice: Voice) -> Offsets | None:
    """The outlet that met a group, where one of it or all of it speak next: "The channel met six men. One of them described"."""
    if draft.source is None:
        return None
    text, words = cast.report.text, cast.report.text[slice(*draft.source)]
    for noun, at, outlet in reversed(cast.groups):
        if at < draft.source[0] <= at + _GROUP_NEAR and text.count("\n\n", at, draft.source[0]) <= 1 and _OF_GROUP.match(words):
            return outlet if noun in voice.heads or words.lower().startswith(("one of them", "another", "they")) else None
    return None


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
    if voice.briefed is None and voice.heads & LAWMAKER_NOUNS and was_present(cast.report, draft) and cast.last_said is not None:
        last = cast.last_said[1]
        return last if last.kind is ActorKind.BODY and last.heads & {"intelligence", "spy"} else None
    if voice.briefed is not None or not voice.heads & LAWMAKER_NOUNS:
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
    elsewhere = teller.serves is not None and teller.serves is not voice
    own = voice.kind is ActorKind.BODY and not elsewhere and (voice.country == teller.country or teller.country is None)
    return not (teller.heads & _SPEAKING_FOR and (own or voice.name.lower() in teller.name.lower()))


def _in_own_release(cast: Cast, draft: Draft, voice: Voice) -> bool:
    """Whether an organisation gives, in its own release, what its staff or its patients say, or what somebody told it."""
    if not cast.own.release or cast.is_own(voice):
        return False
    if draft.cue_at is not None and (
        TO_US.match(cast.report.text, draft.cue_at[1])
        or re.match(rf" (?:to )?{re.escape(cast.own.publisher)}\b", cast.report.text[draft.cue_at[1] :][:_LONGEST_NAME])
    ):
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
