"""Who speaks, within one report: pronouns, surnames, acronyms and descriptions led back to the fullest name that the report gives.

Who is who across reports is the business of `linking`. Where no antecedent fits, the speaker stays unknown rather than guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from closewatch.reading.actors import country_in, known_actor
from closewatch.reading.antecedents import fits, is_eastern, is_same, nearest, with_country
from closewatch.reading.briefings import tells_briefing
from closewatch.reading.chains import briefed_by, trace
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.forward import head_ahead, headline_end, state_ahead
from closewatch.reading.genders import gender_of
from closewatch.reading.mentions import Mention, begins_clause, clause_behind, find_acronyms, find_mentions, find_people
from closewatch.reading.names import Naming, is_pronoun, is_pseudonymous, office, take_apart
from closewatch.reading.places import find_demonyms, find_halves
from closewatch.reading.plurals import singular
from closewatch.reading.relays import find_relays, find_talks
from closewatch.reading.voices import Voice
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.report import Report
from closewatch.terms.statement import Reason

__all__ = ["Cast", "Voice", "infer_country", "pseudonym_near", "source_voice"]

_NEAR = 600
"""How many characters back somebody who only begins a sentence can be meant by "he" or "she"."""
_RANKS = frozenset(
    "general colonel major captain lieutenant sergeant admiral brigadier commander minister ambassador envoy diplomat lawmaker senator "
    "governor mayor official professor doctor lawyer activist analyst expert man woman officer".split()
)
_OFFICE = 90
"""Characters from a person's name on in which an apposition tells their office."""
_MOST = 800
"""Voices among whom an antecedent is looked for, so that the time stays linear."""
_FAR = 6000
"""How many characters back a body, an outlet or a person without a name can be met for the first time by being looked for."""
_OURSELVES = re.compile(
    r"(?:(?:the )?(?:editors|newsroom|desk|staff) (?:of|at) |an? (?:own )?\w+ by )?(?:this|our(?: own)?) (?:news)?(?:paper|agency|site|page"
    r"|portal|magazine|broadcaster|outlet|room|desk|website|channel|station|journal|bulletin|programme|program)(?:['’]s(?: own)? \w+)?",
    re.IGNORECASE,
)


_ACCOUNT = re.compile(r"([A-Z][\w .’'-]*?)['’]s (?:own )?(?:account|version|telling|summary) (?:of .*)?")
_PART_OF = re.compile(
    r"(?:(an?|the|its|one|another) (?:\w+ )?(?:page|edition|issue|article|report|story|editorial|column|version) (?:of|on|in|by"
    r"|from) (?=\w)"
    r")",
    re.IGNORECASE,
)
"""An outlet speaks through its pages: "a second page of the site"."""
_CARRIED_ON = re.compile(
    r"(?:an?|the|one|another) (?:\w+ )?(?:account|version|report|story|article|post|summary)\b[^.;]*?, (?:on|in|by) (?=the |an? )",
    re.IGNORECASE,
)
"""An account that an outlet carries is that outlet's: "one account of the talks, on the site Ferry Online"."""


class Cast:
    """Everybody named in a report, and who is meant where."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.voices: list[Voice] = []
        self.people = find_people(report.text)
        self.begins = sorted(
            (start, end, full) for full, places in self.people.items() for start, end, _ in places if begins_clause(report.text, start)
        )
        self.titled: dict[str, list[tuple[int, int, str]]] = {}
        for start, end, full, titles in sorted(
            (first, last, full, titles) for full, places in self.people.items() for first, last, titles in places
        ):
            for title in titles:
                self.titled.setdefault(title, []).append((start, end, full))
        self.by_last: dict[str, list[str]] = {}
        for full in self.people:
            for word in {full.split()[0], full.split()[-1]}:
                self.by_last.setdefault(word, []).append(full)
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
        self.headlines: list[tuple[Draft, Voice]] = []
        """The statements of the headline, whose words may turn out to have been passed on."""

    def resolve(self, at: Offsets, antecedent: Offsets | None = None, speaking: Voice | None = None) -> tuple[Voice | None, Reason | None]:
        """Say who is meant by the words at a place, and by which rule; `speaking` is whose quotation the words stand in."""
        words = self.report.text[at[0] : at[1]]
        low = words.lower()
        self.meet_all(at[0])
        if self.report.publisher and (self._is_own(words) or (low in ("we", "us", "our") and speaking is None)):
            return self._named(Naming(self.report.publisher, ActorKind.OUTLET, True), at)[0], Reason("speaker", "outlet", None)
        if (account := _ACCOUNT.fullmatch(words)) is not None:
            return self.resolve((at[0], at[0] + account.end(1)))
        if (part := _PART_OF.match(words)) is not None:
            whole, because = self.resolve((at[0] + part.end(), at[1]))
            if whole is not None and (whole.kind is ActorKind.OUTLET or part[1] is None):
                return whole, because
        if (carried := _CARRIED_ON.match(words)) is not None:
            whole, because = self.resolve((at[0] + carried.end(), at[1]))
            if whole is not None and whole.kind is ActorKind.OUTLET:
                return whole, because
        if low in ("i", "we", "my", "our", "me", "us"):
            return (speaking, self._reason("first person", speaking)) if speaking else (None, None)
        if low in ("who", "which", "that", "whom"):
            return (
                (self.resolve(antecedent)[0], Reason("speaker", "relative", self.report.span(*antecedent))) if antecedent else (None, None)
            )
        if low in ("this", "these", "those", "such"):
            return None, None
        if is_pronoun(words):
            voice = self._pronoun(low, at[0])
            reason = self._reason("pronoun", voice)
            if voice is not None:
                voice.note(at)
            return voice, reason
        naming = take_apart(self.halves.get(at, words), clause_behind(self.report.text, at[1]))
        if at[0] < self.headline_end:
            ahead = self._ahead(naming, at)
            if ahead is not None:
                return ahead
        if (entered := self._entered(at)) is not None:
            return self._enriched(entered, naming, at), None
        if not naming.named or (naming.definite and naming.known is None and naming.name.split()[-1].islower()):
            return self._described(naming, at)
        return self._named(naming, at)

    def _is_own(self, words: str) -> bool:
        """Whether words mean the outlet of the report: "this newspaper", "the Gazette's own count"."""
        own = re.fullmatch(r"(?:[Tt]he )?([A-Z]\w+)['’]s own .*", words)
        return _OURSELVES.fullmatch(words) is not None or (own is not None and own[1] in (self.report.publisher or "").split())

    @property
    def near(self) -> list[Voice]:
        """The voices that somebody can be, the last ones met: in a text as long as a book, who was named first is not meant any more."""
        return self.voices if len(self.voices) <= _MOST else self.voices[-_MOST:]

    def actor(self, voice: Voice) -> Actor:
        """The value that goes on the record for a voice."""
        return voice.actor(self.report)

    def is_publisher(self, voice: Voice) -> bool:
        """Whether a voice is the outlet of the report itself."""
        own = (self.report.publisher or "").lower().removeprefix("the ")
        return bool(own) and own in (name.lower().removeprefix("the ") for name in (voice.name, *voice.names))

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
        text, after = self.report.text, self.headline_end
        if naming.named and naming.known is None and (state := country_in(naming.name)) is not None:
            place = state_ahead(text, after, state, self.mentions, self.people)
        elif naming.known is None and (not naming.named or naming.name[1:].islower()):
            place = head_ahead(text, after, naming, self.mentions, self.titled)
        else:
            place = None
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
        if naming.kind is ActorKind.BODY and naming.known is None and naming.name.isupper() and naming.name.title() in self.by_last:
            # Transcripts write names in capitals: "FENN:" is Orla Fenn.
            naming = replace(naming, name=naming.name.title(), kind=ActorKind.PERSON)
        if naming.kind is ActorKind.PERSON or (naming.known is not None and naming.known.kind is ActorKind.PERSON):
            full, where = self._fullest(naming.name)
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
            place = voice.at[0] if voice.at else where
            rule = "surname" if naming.kind is ActorKind.PERSON else "acronym" if naming.name.isupper() else "alias"
            reason = Reason("speaker", rule, self.report.span(*place)) if place and place[0] != at[0] else None
        for name in (full, naming.name, naming.acronym):
            if name and name not in voice.names:
                voice.names.append(name)
        voice.names.extend(short for short, long in self.acronyms.items() if long.endswith(voice.name) and short not in voice.names)
        voice.learn(naming, full)
        if voice.kind is ActorKind.PERSON and full in self.people:
            for start, _, titles in self.people[full][:20]:
                voice.heads.update((*titles, *office(self.report.text[start : start + _OFFICE])))
        voice.note(at, subject=subject)
        return voice, reason

    def _fullest(self, name: str) -> tuple[str, Offsets | None]:
        """The fullest form of a person's name in the report: "Volodymyr Zelenskyy" for "Zelenskyy"."""
        last = name.split()[-1]
        best, where = name, None
        for full in self.by_last.get(last, []):
            places, words = self.people[full], full.split()
            if len(words) > len(best.split()) and (
                words[-1] == last or (" ".join(words[: len(name.split())]) == name and len(name.split()) == 1 and is_eastern(words))
            ):
                best, where = full, (places[0][0], places[0][1])
        return best, where

    def _described(self, naming: Naming, at: Offsets) -> tuple[Voice | None, Reason | None]:
        head = naming.heads[0] if naming.heads else singular(naming.name.split()[-1])
        if naming.definite or naming.kind is ActorKind.BODY:
            fitting = [other for other in self.near if fits(other, head, naming) and other.last_before(at[0], seen=True) >= 0]
            fitting = fitting or self._introduced(head, naming, at[0]) or self._in_office(head, naming, at[0])
            fitting = fitting or self._last_person(head, naming, at[0])
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

    def _in_office(self, head: str, naming: Naming, before: int) -> list[Voice]:
        """The one known person of a state whom the report named, where it goes on with "Ukraine's president"."""
        if head not in ("president", "leader", "chancellor", "premier") or naming.country is None:
            return []
        known = [
            voice
            for voice in self.near
            if voice.kind is ActorKind.PERSON
            and voice.key
            and voice.country == naming.country
            and voice.last_before(before, seen=True) >= 0
        ]
        return known if len(known) == 1 else []

    def _last_person(self, head: str, naming: Naming, before: int) -> list[Voice]:
        """A rank or an office that nobody was given yet means whoever spoke last, close by: "the general" after "Kyrylo Budanov"."""
        if naming.kind is not ActorKind.PERSON or naming.plural or head not in _RANKS or not naming.name.islower() or " " in naming.name:
            return []
        last = nearest([voice for voice in self.near if voice.kind is ActorKind.PERSON and voice.named and not voice.plural], before)
        close = last is not None and before - last.last_before(before) < _NEAR and not last.pseudonymous
        return [last] if last is not None and close else []

    def _introduced(self, head: str, naming: Naming, before: int) -> list[Voice]:
        """A person named earlier with this title, though not as a speaker: "the president" after "President Ann Roe"."""
        if naming.plural:
            return []
        for start, end, full in self.titled.get(head, ())[:1]:
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
            voice = nearest(fitting, before)
            if voice is not None and voice.gender is None:
                voice.gender = wanted
            return voice
        else:
            return None
        return nearest(fitting, before)

    def _notice_people(self, before: int) -> None:
        """A person who begins a sentence is as good an antecedent as one who spoke."""
        window = self.begins[bisect_left(self.begins, (before - _NEAR, 0, "")) : bisect_left(self.begins, (before, 0, ""))]
        for start, end, full in window:
            places = self.people[full]
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


def source_voice(cast: Cast, draft: Draft, speaking: Voice | None) -> tuple[Voice | None, Reason | None]:
    """The speaker of a draft: the cited root where the source only passes words on, else the source itself.

    Also says on the draft who passed the words on, as far as its sentence and the speaker's words before it tell; `speaking` is the
    speaker of the statement that the draft stands in.
    """
    at = draft.root or draft.source
    voice, reason = cast.resolve(at, draft.antecedent, speaking) if at is not None else (None, None)
    if voice is not None and at is not None:
        briefed = briefed_by(cast, voice, draft) if speaking is None else None
        if briefed is not None and tells_briefing(cast.report, draft, briefed) and not find_relays(cast.report, draft):
            draft.relays.append(at)
            return briefed, Reason("speaker", "briefing", cast.report.span(*at))
        trace(cast, draft, voice, speaking)
    return voice, reason
