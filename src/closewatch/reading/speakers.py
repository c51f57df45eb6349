"""Who speaks, within one report: pronouns, surnames, acronyms and descriptions led back to the fullest name that the report gives.

Who is who across reports is the business of `linking`. Where no antecedent fits, the speaker stays unknown rather than guessed.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from closewatch.reading.actors import known_actor
from closewatch.reading.aliases import find_aliases
from closewatch.reading.announced import announcement_at, announcer_of, find_announcements
from closewatch.reading.antecedents import (
    NEAR,
    RELATED,
    SPEAKING_FOR,
    fits,
    in_office,
    is_same,
    last_person,
    nearest,
    persons_before,
    so_described,
    so_introduced,
    with_country,
)
from closewatch.reading.briefings import tells_briefing
from closewatch.reading.chains import briefed_by, trace
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.forward import headline_end, place_ahead
from closewatch.reading.genders import gender_of
from closewatch.reading.mentions import Mention, clause_behind, find_acronyms, find_mentions
from closewatch.reading.names import Naming, is_pronoun, office, take_apart
from closewatch.reading.ourselves import Ourselves, is_own_body, is_time, means_author, means_outlet
from closewatch.reading.pages import owners
from closewatch.reading.partitives import part_named
from closewatch.reading.places import find_halves
from closewatch.reading.plurals import singular
from closewatch.reading.register import Register, opening
from closewatch.reading.relays import find_relays, find_talks
from closewatch.reading.traits import infer_country, pseudonym_near
from closewatch.reading.voices import Voice
from closewatch.reading.words import POSSESSIVES
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.report import Report
from closewatch.terms.statement import Reason

__all__ = ["Cast", "Voice", "infer_country", "pseudonym_near", "source_voice"]

_RECENT = 40
"""Mentions among whom somebody is looked for of whom "another" is told."""
_OFFICE = 90
"""Characters from a person's name on in which an apposition tells their office."""
_MOST = 800
"""Voices among whom an antecedent is looked for, so that the time stays linear."""
_FAR = 6000
"""How many characters back a body, an outlet or a person without a name can be met for the first time by being looked for."""


class Cast:
    """Everybody named in a report, and who is meant where."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.voices: list[Voice] = []
        self.register = Register(report.text)
        self.halves = {(named.start, named.end): named.name for named in find_halves(report.text) if named.name in report.text}
        """Where "the North" or "the South" is a state, and which."""
        self.acronyms = find_acronyms(report.text)
        self.mentions = find_mentions(report.text)
        self.met = 0
        """How many of the mentions, in the order of the text, have been met."""
        self.placed: dict[int, tuple[int, Voice]] = {}
        """The people introduced without a name, by where their phrase begins: its end, and who it is."""
        self.last_through: list[Offsets] = []
        self.talks = find_talks(report.text)
        """Where somebody is said to have talked to an outlet, as far as not yet met."""
        self.headline_end = headline_end(report)
        self.aliases = find_aliases(report.text)
        """Where the report gives somebody a name, as far as not yet met."""
        self.announcements = find_announcements(report)
        self.own = Ourselves(report)
        self.headlines: list[tuple[Draft, Voice]] = []
        """The statements of the headline, whose words may turn out to have been passed on."""

    def resolve(self, at: Offsets, antecedent: Offsets | None = None, speaking: Voice | None = None) -> tuple[Voice | None, Reason | None]:
        """Say who is meant by the words at a place, and by which rule; `speaking` is whose quotation the words stand in."""
        words = self.report.text[at[0] : at[1]]
        low = words.lower()
        self.meet_all(at[0])
        if (own := self._own(words, at, speaking)) is not None:
            return own
        for start, end, outlet in owners(words):
            whole, because = self.resolve((at[0] + start, at[0] + end))
            if whole is not None and (whole.kind is ActorKind.OUTLET or not outlet):
                return whole, because
        if low in ("i", "we", "my", "our", "me", "us"):
            return (speaking, self._reason("first person", speaking)) if speaking else (None, None)
        if low in ("who", "which", "that", "whom"):
            return (
                (self.resolve(antecedent)[0], Reason("speaker", "relative", self.report.span(*antecedent))) if antecedent else (None, None)
            )
        if low in ("this", "these", "those", "such") or is_time(words):
            return None, None
        if (related := self._related(words, at, speaking)) is not None:
            return related
        if is_pronoun(words):
            voice = self._own_body(low, speaking) or self._pronoun(low, at[0])
            reason = self._reason("pronoun", voice)
            if voice is not None:
                voice.note(at)
            return voice, reason
        part = part_named(self.report.text, *at, self.mentions[max(0, self.met - _RECENT) : self.met])
        naming = part or take_apart(self.halves.get(at, words), clause_behind(self.report.text, at[1]))
        if naming.named and self.own.is_publisher(naming.name):
            naming = self.own.naming
        if at[0] < self.headline_end:
            ahead = self._ahead(naming, at)
            if ahead is not None:
                return ahead
        if (entered := self._entered(at)) is not None:
            return self._enriched(entered, naming, at), None
        if not naming.named or (naming.definite and naming.known is None and naming.name.split()[-1].islower()):
            return self._described(naming, at)
        return self._named(naming, at)

    def _own(self, words: str, at: Offsets, speaking: Voice | None) -> tuple[Voice, Reason] | None:
        """Whom words mean by which the report means itself: its outlet, or the author who writes "I"."""
        publisher, outside = self.report.publisher, speaking is None and not self.own.in_quotation(at[0])
        plural = words.lower() in ("we", "us", "our")
        if publisher and (
            (outside and plural) or (means_outlet(words, publisher, self.own.release) and (outside or words.lower().startswith("this ")))
        ):
            return self._named(self.own.naming, at)[0], Reason("speaker", "outlet", None)
        if (author := self.own.author) is None or not outside or not means_author(words):
            return None
        voice = next((other for other in self.near if other.name == author), None)
        if voice is None:
            # Nobody means by "he" or "the mayor" whoever writes, so that no place is noted.
            voice = Voice(author, ActorKind.PERSON, True, names=[author])
            self.voices.append(voice)
        return voice, Reason("speaker", "byline", None)

    def _related(self, words: str, at: Offsets, speaking: Voice | None) -> tuple[Voice, Reason | None] | None:
        """ "His mother" after Idris is "Idris's mother", a speaker of her own; so is "Idris's mother"."""
        match = RELATED.fullmatch(words)
        if match is None:
            return None
        owner = match[1].removesuffix("'s").removesuffix("’s")
        if owner.lower() in POSSESSIVES:
            if owner.lower() in ("my", "our"):
                own = self._own("I", at, speaking) if speaking is None else None
                whose = own[0] if own is not None else speaking
            else:
                whose = self._pronoun(owner.lower(), at[0])
            if whose is None or whose.kind is not ActorKind.PERSON:
                return None
            owner = whose.name
        name = f"{owner}'s {(naming := take_apart(match[2])).name}"
        voice = next((other for other in self.near if other.name == name), None)
        if voice is None:
            voice = Voice(name, naming.kind, False, names=[name])
            self.voices.append(voice)
        voice.learn(naming, naming.name)
        voice.note(at)
        return voice, None

    @property
    def near(self) -> list[Voice]:
        """The voices that somebody can be, the last ones met: in a text as long as a book, who was named first is not meant any more."""
        return self.voices if len(self.voices) <= _MOST else self.voices[-_MOST:]

    def actor(self, voice: Voice) -> Actor:
        """The value that goes on the record for a voice."""
        self._take_aliases(len(self.report.text))
        return voice.actor(self.report)

    def is_publisher(self, voice: Voice) -> bool:
        """Whether a voice is the outlet of the report itself."""
        return any(self.own.is_publisher(name) for name in (voice.name, *voice.names))

    def is_own(self, voice: Voice) -> bool:
        """Whether a voice is the outlet of the report or whoever signed it."""
        return self.is_publisher(voice) or (voice.kind is ActorKind.PERSON and voice.name in self.report.authors)

    def _reason(self, rule: str, voice: Voice | None) -> Reason | None:
        if voice is None or not voice.at:
            return None
        named = (place for place in reversed(voice.at) if not is_pronoun(self.report.text[place[0] : place[1]]))
        return Reason("speaker", rule, self.report.span(*next(named, voice.at[-1])))

    def meet_all(self, before: int) -> None:
        """Meet the bodies, outlets and people without a name that stand before a place."""
        while self.met < len(self.mentions) and self.mentions[self.met].start < before:
            mention = self.mentions[self.met]
            self.met += 1
            if mention.end > before - _FAR:
                self._meet(mention)
        self._take_aliases(before)

    def _take_aliases(self, before: int) -> None:
        """Whoever was described goes by the name that the report gives them from there on, and did before."""
        while self.aliases and self.aliases[0].at < before:
            alias = self.aliases.pop(0)
            voice = self.resolve(alias.who)[0]
            if voice is None or voice.kind is not ActorKind.PERSON or voice.plural:
                continue
            voice.gender = alias.gender or voice.gender
            if not voice.named:
                voice.described.update(voice.name.lower().split())
                voice.named, voice.pseudonymous, voice.name, voice.names = True, True, alias.name, [alias.name]

    def _meet(self, mention: Mention) -> Voice:
        at, naming = (mention.start, mention.end), mention.naming
        if naming.kind is not ActorKind.PERSON or naming.named:
            voice, _ = self._named(naming, at, subject=mention.subject or naming.pseudonymous)
        else:
            voice = Voice(naming.name, naming.kind, False, names=[naming.name])
            voice.learn(naming, naming.name)
            voice.note(at, subject=mention.subject)
            self.voices.append(voice)
        if naming.kind is ActorKind.PERSON:
            voice.described.update(self.report.text[slice(*at)].lower().split())
            self.placed[mention.start] = (mention.end, voice)
        return voice

    def _entered(self, at: Offsets) -> Voice | None:
        """Who was introduced at the very place where a phrase begins."""
        place = bisect_left(self.mentions, at[0], key=lambda mention: mention.start)
        if place >= self.met and place < len(self.mentions) and self.mentions[place].start == at[0]:
            self.meet_all(at[0] + 1)
        return self.placed[at[0]][1] if at[0] in self.placed else None

    def _enriched(self, voice: Voice, naming: Naming, at: Offsets) -> Voice:
        if naming.named and not voice.named and naming.kind is voice.kind:
            voice.named, voice.name = True, naming.name
        elif not voice.named and len(naming.name) > len(voice.name):
            voice.name = naming.name
        voice.names = list(dict.fromkeys([*voice.names, naming.name]))
        voice.learn(naming, naming.name)
        voice.note(at)
        return voice

    def _ahead(self, naming: Naming, at: Offsets) -> tuple[Voice, Reason | None] | None:
        """Whom the body of a report names where its headline has a capital or a bare noun: "Seoul says", "sources say"."""
        place = place_ahead(self.report.text, self.headline_end, naming, self.mentions, self.register)
        if place is None:
            return None
        voice, _ = self.resolve(place)
        if voice is None:
            return None
        voice.note(at)
        if not voice.named:
            self.placed.setdefault(place[0], (place[1], voice))
        return voice, Reason("speaker", "headline", self.report.span(*place))

    def _named(self, naming: Naming, at: Offsets, *, subject: bool = True) -> tuple[Voice, Reason | None]:
        full, where = naming.name, None
        spelled = naming.name.title() if naming.name.isupper() else ""
        if naming.kind is ActorKind.BODY and naming.known is None and spelled in self.register.by_last:
            # Transcripts write names in capitals: "FENN:" is Orla Fenn.
            naming = replace(naming, name=spelled, kind=ActorKind.PERSON)
        if naming.kind is ActorKind.PERSON or (naming.known is not None and naming.known.kind is ActorKind.PERSON):
            full, where = self.register.fullest(naming.name)
        elif naming.name in self.acronyms:
            full = take_apart(self.acronyms[naming.name]).name
        voice = next((other for other in self.near if is_same(other, full, naming)), None)
        reason = None
        if voice is None:
            if any(other.name == full for other in self.near):
                full = with_country(self.report.text[at[0] : at[1]], full)
            voice = Voice(full, naming.kind, True)
            self.voices.append(voice)
            if where is not None and full != naming.name:
                reason = Reason("speaker", "surname", self.report.span(*where))
        elif full != naming.name or naming.name not in voice.names:
            place = next(iter(voice.at), where)
            rule = "surname" if naming.kind is ActorKind.PERSON else "acronym" if naming.name.isupper() else "alias"
            reason = Reason("speaker", rule, self.report.span(*place)) if place and place[0] != at[0] else None
        for name in (full, naming.name, naming.acronym):
            if name and name not in voice.names:
                voice.names.append(name)
        voice.names.extend(short for short, long in self.acronyms.items() if long.endswith(voice.name) and short not in voice.names)
        voice.learn(naming, full)
        if voice.kind is ActorKind.PERSON and full in self.register.people:
            for start, _, titles in self.register.people[full][:20]:
                voice.heads.update((*titles, *office(self.report.text[start : start + _OFFICE])))
        voice.note(at, subject=subject)
        return voice, reason

    def _described(self, naming: Naming, at: Offsets) -> tuple[Voice | None, Reason | None]:
        head = naming.heads[0] if naming.heads else singular(naming.name.split()[-1])
        if naming.definite or naming.kind is ActorKind.BODY:
            fitting = [other for other in self.near if fits(other, head, naming) and other.last_before(at[0], seen=True) >= 0]
            fitting = fitting or self._introduced(head, naming, at[0]) or in_office(self.near, head, naming, at[0])
            fitting = fitting or last_person(self.near, head, naming, at[0]) or so_described(self.near, head, naming, at[0])
            fitting = so_introduced(fitting, naming) or fitting
            if not fitting and self.own.release and is_own_body(naming):
                return self._named(self.own.naming, at)[0], Reason("speaker", "outlet", None)
            if fitting and naming.definite:
                meant = max(fitting, key=lambda other: other.last_before(at[0], seen=True))
                reason = self._reason("description", meant)
                meant.note(at)
                return meant, reason
        same = (other for other in self.near if other.name == naming.name and other.kind is naming.kind)
        known = next((other for other in same if naming.definite or naming.plural or naming.named), None)
        voice = known or Voice(naming.name, naming.kind, naming.named)
        if known is None:
            self.voices.append(voice)
        if naming.name not in voice.names:
            voice.names.append(naming.name)
        voice.learn(naming, naming.name)
        voice.note(at)
        return voice, None

    def _introduced(self, head: str, naming: Naming, before: int) -> list[Voice]:
        """A person named earlier with this title, though not as a speaker: "the president" after "President Ann Roe"."""
        if naming.plural:
            return []
        for start, end, full in self.register.bearers(head)[:1]:
            if start < before:
                voice, _ = self._named(take_apart(self.report.text[start:end]), (start, end))
                voice.heads.add(head)
                return [voice] if voice.name == full or full in voice.names else []
        return []

    def _pronoun(self, pronoun: str, before: int) -> Voice | None:
        if pronoun in ("they", "them", "their"):
            fitting = [other for other in self.near if other.plural or other.kind in (ActorKind.GROUP, ActorKind.BODY)]
            fitting = fitting or [other for other in self.near if other.kind is ActorKind.PERSON and other.pseudonymous]
        elif pronoun in ("it", "its"):
            fitting = [
                other for other in self.near if other.kind in (ActorKind.BODY, ActorKind.DOCUMENT, ActorKind.OUTLET) and not other.plural
            ]
        elif pronoun in ("he", "him", "his", "she", "her"):
            wanted = "m" if pronoun in ("he", "him", "his") else "f"
            self._notice_people(before)
            fitting = [
                other for other in self.near if other.kind is ActorKind.PERSON and not other.plural and other.gender in (wanted, None)
            ]
            voice = nearest(fitting, before) or self._person_before(before, wanted)
            if voice is not None and voice.gender is None:
                voice.gender = wanted
            return voice
        else:
            return None
        return nearest(fitting, before)

    def _own_body(self, pronoun: str, speaking: Voice | None) -> Voice | None:
        """ "It" in the words of a spokesman for a body is that body."""
        words = self.report.text[slice(*speaking.at[-1])] if speaking is not None and speaking.at and pronoun in ("it", "its") else ""
        place = SPEAKING_FOR.search(words)
        return self.resolve((speaking.at[-1][0] + place.end(), speaking.at[-1][1]))[0] if speaking is not None and place else None

    def _person_before(self, before: int, gender: str) -> Voice | None:
        """Somebody spoken to or of right before, by "the" and a noun: "I asked the mayor. He said"."""
        found = persons_before(self.report.text, before, gender)
        return self.resolve(found[-1])[0] if found else None

    def _notice_people(self, before: int) -> None:
        """A person who begins a sentence is as good an antecedent as one who spoke."""
        for start, end, full in opening(self.register.begins, before - NEAR, before):
            places = self.register.people[full]
            voice = next((other for other in self.near if other.name == full or full in other.names), None)
            if voice is None:
                if len(full.split()) < 2 or (gender_of(full) is None and not places[0][2]):
                    continue
                voice = Voice(full, ActorKind.PERSON, True, names=[full], gender=gender_of(full), heads=set(places[0][2]))
                known = known_actor(full)
                if known is not None:
                    voice.key, voice.country = known.key, known.country
                self.voices.append(voice)
            voice.note((start, end))
        for start, end, name in opening(self.register.single, before - NEAR, before):
            self._named(Naming(name, ActorKind.PERSON, True), (start, end))


def source_voice(cast: Cast, draft: Draft, speaking: Voice | None) -> tuple[Voice | None, Reason | None]:
    """The speaker of a draft: the cited root where the source only passes words on, else the source itself.

    Also says on the draft who passed the words on, as far as its sentence and the speaker's words before it tell; `speaking` is the
    speaker of the statement that the draft stands in.
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
        briefed = briefed_by(cast, voice, draft) if speaking is None else None
        if briefed is not None and tells_briefing(cast.report, draft, briefed) and not find_relays(cast.report, draft):
            draft.relays.append(at)
            return briefed, Reason("speaker", "briefing", cast.report.span(*at))
        trace(cast, draft, voice, speaking)
    return voice, reason
