"""Who speaks, within one report: pronouns, surnames, acronyms and descriptions led back to the fullest name that the report gives.

Who is who across reports is the business of `linking`. Where no antecedent fits, the speaker stays unknown rather than guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from closewatch.reading.actors import known_in
from closewatch.reading.aliases import find_aliases
from closewatch.reading.announced import find_announcements
from closewatch.reading.antecedents import (
    RELATED,
    fits,
    in_office,
    is_same,
    last_person,
    outlet_called,
    so_described,
    so_introduced,
    with_country,
)
from closewatch.reading.credits import find_credit, signing_outlet
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.forward import headline_end, place_ahead
from closewatch.reading.gathered import gathered_here
from closewatch.reading.interviews import find_interview
from closewatch.reading.mentions import Mention, clause_behind, find_acronyms, find_mentions
from closewatch.reading.names import Naming, is_pronoun, office, take_apart
from closewatch.reading.ourselves import Ourselves, is_own_body, is_time, means_author, means_outlet
from closewatch.reading.outlets import as_told, told_outlets
from closewatch.reading.pages import owners
from closewatch.reading.partitives import part_named
from closewatch.reading.places import find_halves
from closewatch.reading.plurals import singular
from closewatch.reading.pronouns import own_body, pronoun_voice
from closewatch.reading.quoting import Quoting
from closewatch.reading.register import Register
from closewatch.reading.sentences import find_paragraphs
from closewatch.reading.talks import find_talks
from closewatch.reading.turns import ANSWER
from closewatch.reading.voices import Voice
from closewatch.reading.words import POSSESSIVES
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.report import Report
from closewatch.terms.statement import Reason

_GOES_ON = re.compile(r" (?:in|at|from|of|on|next|who|with|near|under) ")
"""What tells the bearer of a description from whoever was described before: "the woman in the next tent"."""
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

    def __init__(self, report: Report, drafts: Sequence[Draft] = ()) -> None:
        self.report = report
        self.quoting = Quoting(report.text, drafts)
        self.voices: list[Voice] = []
        self.register = Register(report.text)
        self.halves = {(named.start, named.end): named.name for named in find_halves(report.text) if named.name in report.text}
        """Where "the North" or "the South" is a state, and which."""
        self.acronyms = find_acronyms(report.text)
        self.outlets = told_outlets(report.text)
        """The names that the report says to be outlets', and what kind of outlet."""
        self.mentions = find_mentions(report.text)
        self.met = 0
        """How many of the mentions, in the order of the text, have been met."""
        self.placed: dict[int, tuple[int, Voice]] = {}
        """The people introduced without a name, by where their phrase begins: its end, and who it is."""
        self.last_through: list[Offsets] = []
        self.last_said: tuple[Draft, Voice] | None = None
        """The statement read last whose speaker is known, and who that is."""
        self.talks = find_talks(report.text)
        """Where somebody is said to have talked to an outlet, as far as not yet met."""
        self.groups: list[tuple[str, int, Offsets]] = []
        """The groups that an outlet is said to have met: their noun, where the phrase ends, and the outlet."""
        self.credit = find_credit(report.text)
        """The outlet that the report names as the one whose report it repeats."""
        self.headline_end = headline_end(report)
        self.aliases = find_aliases(report.text)
        """Where the report gives somebody a name, as far as not yet met."""
        self.announcements = find_announcements(report)
        self.own = Ourselves(report)
        self.signed = signing_outlet(report)
        self.gathered = gathered_here(self.own) if self.credit is not None or self.signed is not None else []
        """Where a reprint tells what it got itself."""
        self.interview = find_interview(report.text, find_paragraphs(report), self.register.people)
        """Where somebody is asked and answers, without labels."""
        self.of_states: list[tuple[Draft, Voice]] = []
        """The statements of states that the next sentence lays to a body of theirs, which may tell who carried it."""
        self.headlines: list[tuple[Draft, Voice]] = []
        """The statements of the headline, whose words may turn out to have been passed on."""

    def resolve(self, at: Offsets, antecedent: Offsets | None = None, speaking: Voice | None = None) -> tuple[Voice | None, Reason | None]:
        """Say who is meant by the words at a place, and by which rule; `speaking` is whose quotation the words stand in."""
        words = self.report.text[at[0] : at[1]]
        low = words.lower()
        self.meet_all(at[0])
        self._take_aliases(at[1])
        if (answering := self._answering(words, at)) is not None:
            return answering
        if (own := self._own(words, at, speaking)) is not None:
            return own
        for start, end, outlet in owners(words):
            whole, because = self.resolve((at[0] + start, at[0] + end))
            if whole is not None and (whole.kind is ActorKind.OUTLET or not outlet):
                return whole, because
        if low in ("i", "we", "my", "our", "me", "us"):
            speaking = speaking or self._quoted(at[0])
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
            voice = own_body(self, low, speaking) or pronoun_voice(self, low, at[0], self._aside(at, speaking))
            reason = self._reason("pronoun", voice)
            if voice is not None:
                voice.note(at)
            return voice, reason
        if (called := outlet_called(self.near, words)) is not None:
            called.note(at)
            return called, self._reason("alias", called)
        part = part_named(self.report.text, *at, self.mentions[max(0, self.met - _RECENT) : self.met])
        naming = part or take_apart(self.halves.get(at, words), clause_behind(self.report.text, at[1]))
        if naming.named:
            naming = self.own.naming if self.own.is_publisher(naming.name) else as_told(naming, self.outlets)
        if at[0] < self.headline_end:
            ahead = self._ahead(naming, at)
            if ahead is not None:
                return ahead
        if (entered := self._entered(at)) is not None:
            return self._enriched(entered, naming, at), None
        if naming.named and naming.definite and (described := self._now_named(naming, at)) is not None:
            return described, None
        if not naming.named or (naming.definite and naming.known is None and naming.name.split()[-1].islower()):
            return self._described(naming, at, self._aside(at, speaking))
        return self.named_voice(naming, at)

    def _aside(self, at: Offsets, speaking: Voice | None) -> Voice | None:
        """Whoever cannot be meant by "he" or "the mayor": the one whose own words, quoted or after a label, the words stand in."""
        if speaking is None or speaking.kind is not ActorKind.PERSON:
            return None
        return speaking if self.own.in_quotation(at[0]) or self.own.in_turn(at[0]) else None

    def _answering(self, words: str, at: Offsets) -> tuple[Voice, Reason] | None:
        """Whom "I" and "you" mean in an interview, outside of quotations, or the label "A:": the guest, or whoever asks."""
        if self.interview is None or self.own.in_quotation(at[0]):
            return None
        if self.own.turns:
            place = self.interview.guest if words.lower() in ANSWER and self.report.text[at[1] : at[1] + 1] == ":" else None
        else:
            place = self.interview.meant(words, at[0])
        voice = self.resolve(place)[0] if place is not None else None
        return (voice, Reason("speaker", "interview", self.report.span(*place))) if voice is not None and place is not None else None

    def _quoted(self, place: int) -> Voice | None:
        """Whose quotation a place stands in, where no statement holds it: that of another statement, or the guest's of an interview."""
        quotation = self.own.quotation_at(place)
        if quotation is None:
            return None
        source = self.quoting.source_of(quotation)
        if source is None and self.interview is not None and self.report.text[max(0, quotation[0] - 1) : quotation[0]] in ("", "\n"):
            source = self.interview.guest
        return self.resolve(source)[0] if source is not None else None

    def _own(self, words: str, at: Offsets, speaking: Voice | None) -> tuple[Voice, Reason] | None:
        """Whom words mean by which the report means itself: its outlet, or the author who writes "I"."""
        publisher, outside = self.report.publisher, speaking is None and not self.own.in_quotation(at[0])
        plural = words.lower() in ("we", "us", "our")
        if publisher and (
            (outside and plural) or (means_outlet(words, publisher, self.own.release) and (outside or words.lower().startswith("this ")))
        ):
            return self.named_voice(self.own.naming, at)[0], Reason("speaker", "outlet", None)
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
        match = RELATED.fullmatch(words.split(",")[0])
        if match is None:
            return None
        owner = match[1].removesuffix("'s").removesuffix("’s")
        if owner.lower() in POSSESSIVES:
            if owner.lower() in ("my", "our"):
                own = self._own("I", at, speaking) if speaking is None else None
                whose = own[0] if own is not None else speaking
            else:
                whose = pronoun_voice(self, owner.lower(), at[0])
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
        person = voice.kind is ActorKind.PERSON
        return self.is_publisher(voice) or (person and (voice.name in self.report.authors or self.own.is_staff(voice.name)))

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
            naming = take_apart(self.report.text[slice(*alias.who)])
            # "The ferryman, who asked to be called Bero" is the ferryman of before.
            voice = (self._described(naming, alias.who) if naming.definite and not naming.named else self.resolve(alias.who))[0]
            if voice is None or voice.kind is not ActorKind.PERSON or voice.plural:
                continue
            voice.gender = alias.gender or voice.gender
            if not voice.named:
                voice.described.update(voice.name.lower().split())
                voice.named, voice.pseudonymous, voice.name, voice.names = True, True, alias.name, [alias.name]

    def _meet(self, mention: Mention) -> Voice:
        at, naming = (mention.start, mention.end), mention.naming
        if naming.kind is not ActorKind.PERSON or naming.named:
            voice, _ = self.named_voice(naming, at, subject=mention.subject or naming.pseudonymous)
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

    def _now_named(self, naming: Naming, at: Offsets) -> Voice | None:
        """Somebody described before whom "The volunteer, Mariam," names now."""
        if naming.kind is not ActorKind.PERSON or not naming.heads or any(naming.name in other.names for other in self.near):
            return None
        fitting = [
            other for other in self.near if not other.named and other.kind is ActorKind.PERSON and fits(other, naming.heads[0], naming)
        ]
        return self._enriched(fitting[0], naming, at) if len(fitting) == 1 else None

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

    def named_voice(self, naming: Naming, at: Offsets, *, subject: bool = True) -> tuple[Voice, Reason | None]:
        """Give the voice of a name, a new one where nobody goes by it yet, and the rule where it goes by a fuller one."""
        full, where = naming.name, None
        if naming.name.isupper() and naming.known is None and (meant := known_in(naming.name, self.report.text)) is not None:
            naming, full = replace(naming, known=meant, kind=meant.kind, country=meant.country), meant.names[0]
        spelled = naming.name.title() if naming.name.isupper() else ""
        label = spelled and self.own.turns and self.report.text[at[1] : at[1] + 1] in (":", " ") and spelled in self.report.text
        if naming.kind is ActorKind.BODY and naming.known is None and (spelled in self.register.by_last or label):
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

    def _described(self, naming: Naming, at: Offsets, aside: Voice | None = None) -> tuple[Voice | None, Reason | None]:
        head = naming.heads[0] if naming.heads else singular(naming.name.split()[-1])
        if naming.definite or naming.kind is ActorKind.BODY:
            others = [voice for voice in self.near if voice is not aside]
            fitting = [other for other in self.near if fits(other, head, naming) and other.last_before(at[0], seen=True) >= 0]
            fitting = fitting or self._introduced(head, naming, at[0]) or in_office(self.near, head, naming, at[0])
            fitting = fitting or last_person(others, head, naming, at[0])
            if not _GOES_ON.search(naming.name):
                fitting = fitting or so_described(others, head, naming, at[0])
            fitting = so_introduced(fitting, naming) or fitting
            if not fitting and self.own.release and is_own_body(naming):
                return self.named_voice(self.own.naming, at)[0], Reason("speaker", "outlet", None)
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
                voice, _ = self.named_voice(take_apart(self.report.text[start:end]), (start, end))
                voice.heads.add(head)
                return [voice] if voice.name == full or full in voice.names else []
        return []
