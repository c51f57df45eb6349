"""Who speaks, within one report: pronouns, surnames, acronyms and descriptions led back to the fullest name that the report gives.

Who is who across reports is the business of `linking`. Where no antecedent fits, the speaker stays unknown rather than guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from closewatch.reading.actors import country_in, known_actor
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.genders import gender_of
from closewatch.reading.names import Naming, is_pronoun, is_pseudonymous, take_apart
from closewatch.reading.places import find_demonyms, find_halves
from closewatch.reading.plurals import singular
from closewatch.reading.words import TITLES
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.report import Report
from closewatch.terms.statement import Reason

_RUN = re.compile(
    r"(?<![\w’'-])[^\W\d_a-z][\w’'-]*\.?(?:[ ](?:(?:de|del|van|von|der|bin|ibn|al|el|la|of|the|for|and)[ ])*[^\W\d_a-z][\w’'-]*)+"
)
_ACRONYM = re.compile(r"(?<![\w’'&-])((?:[A-Z][\w’'&-]*[ ]|of[ ]|for[ ]|the[ ]|and[ ]){2,8})\(([A-Z]{2,8})\)")
_NOT_NAMES = frozenset(
    "the a an in on at but and for from with by as if it he she they we this that these those when while after before since no not "
    "meanwhile instead".split()
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;,”\"\n—]\s*|\b(?:but|and|while|when|that)\s)$", re.IGNORECASE)
_FAMILY_NAMES = frozenset(
    "Kim Lee Park Yoon Choi Jung Chung Kang Cho Shin Han Xi Wang Li Zhang Liu Chen Yang Hwang Ri Pak Moon Nguyen Tran Min Aung".split()
)
_NEAR = 600
"""How many characters back somebody who only begins a sentence can be meant by "he" or "she"."""


@dataclass(slots=True, eq=False)
class Voice:
    """Somebody or something that speaks or is named, gathered over the report."""

    name: str
    kind: ActorKind
    named: bool
    country: str | None = None
    key: str | None = None
    pseudonymous: bool = False
    plural: bool = False
    names: list[str] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    gender: str | None = None
    at: list[Offsets] = field(default_factory=list)
    """Where it was last named or referred to, in the order of the text."""


class Cast:
    """Everybody named in a report, and who is meant where."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.voices: list[Voice] = []
        self.people = _people(report.text)
        self.begins = sorted(
            (start, end, full) for full, places in self.people.items() for start, end, _ in places if _begins(report.text, start)
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
        self.acronyms = {match[2]: match[1].strip() for match in _ACRONYM.finditer(report.text) if _abbreviates(match[2], match[1])}

    def resolve(self, at: Offsets, antecedent: Offsets | None = None, speaking: Voice | None = None) -> tuple[Voice | None, Reason | None]:
        """Say who is meant by the words at a place, and by which rule; `speaking` is whose quotation the words stand in."""
        words = self.report.text[at[0] : at[1]]
        low = words.lower()
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
                voice.at.append(at)
            return voice, reason
        naming = take_apart(self.halves.get(at, words), self.report.text[at[1] : at[1] + 60])
        if not naming.named or (naming.definite and naming.known is None and naming.name.islower()):
            return self._described(naming, at)
        return self._named(naming, at)

    def _reason(self, rule: str, voice: Voice | None) -> Reason | None:
        if voice is None or not voice.at:
            return None
        named = (place for place in reversed(voice.at) if not is_pronoun(self.report.text[place[0] : place[1]]))
        return Reason("speaker", rule, self.report.span(*next(named, voice.at[-1])))

    def _named(self, naming: Naming, at: Offsets) -> tuple[Voice, Reason | None]:
        full, where = naming.name, None
        if naming.kind is ActorKind.PERSON or (naming.known is not None and naming.known.kind is ActorKind.PERSON):
            full, where = self._fullest(naming.name)
        elif naming.name in self.acronyms:
            full = take_apart(self.acronyms[naming.name]).name
        voice = next((other for other in self.voices if _same(other, full, naming)), None)
        reason = None
        if voice is None:
            if any(other.name == full for other in self.voices):
                full = _with_country(self.report.text[at[0] : at[1]], full)
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
        _learn(voice, naming, full)
        if voice.kind is ActorKind.PERSON and full in self.people:
            for _, _, titles in self.people[full][:20]:
                voice.heads.update(titles)
        voice.at.append(at)
        return voice, reason

    def _fullest(self, name: str) -> tuple[str, Offsets | None]:
        """The fullest form of a person's name in the report: "Volodymyr Zelenskyy" for "Zelenskyy"."""
        last = name.split()[-1]
        best, where = name, None
        for full in self.by_last.get(last, []):
            places, words = self.people[full], full.split()
            if len(words) > len(best.split()) and (
                words[-1] == last or (" ".join(words[: len(name.split())]) == name and len(name.split()) == 1 and _eastern(words))
            ):
                best, where = full, (places[0][0], places[0][1])
        return best, where

    def _described(self, naming: Naming, at: Offsets) -> tuple[Voice | None, Reason | None]:
        head = naming.heads[0] if naming.heads else singular(naming.name.split()[-1])
        if naming.definite or naming.kind is ActorKind.BODY:
            fitting = [
                other
                for other in self.voices
                if head in other.heads
                and other.plural == naming.plural
                and (naming.country is None or other.country in (naming.country, None))
            ]
            fitting = fitting or self._introduced(head, naming, at[0])
            if fitting and naming.definite:
                nearest = max(fitting, key=lambda other: other.at[-1][0] if other.at else -1)
                reason = self._reason("description", nearest)
                nearest.at.append(at)
                return nearest, reason
        same = (other for other in self.voices if other.name == naming.name and other.kind is naming.kind)
        known = next((other for other in same if naming.definite or naming.plural or naming.named), None)
        voice = known or Voice(naming.name, naming.kind, naming.named)
        if known is None:
            self.voices.append(voice)
        if naming.name not in voice.names:
            voice.names.append(naming.name)
        _learn(voice, naming, naming.name)
        voice.at.append(at)
        return voice, None

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
            fits = [other for other in self.voices if other.at and (other.plural or other.kind in (ActorKind.GROUP, ActorKind.BODY))]
            fits = fits or [other for other in self.voices if other.at and other.kind is ActorKind.PERSON and other.pseudonymous]
        elif pronoun in ("it", "its"):
            fits = [
                other
                for other in self.voices
                if other.at and other.kind in (ActorKind.BODY, ActorKind.DOCUMENT, ActorKind.OUTLET) and not other.plural
            ]
        elif pronoun in ("he", "him", "his", "she", "her"):
            wanted = "m" if pronoun in ("he", "him", "his") else "f"
            self._notice_people(before)
            fits = [
                other
                for other in self.voices
                if other.at and other.kind is ActorKind.PERSON and not other.plural and other.gender in (wanted, None)
            ]
            voice = max(fits, key=lambda other: _last_before(other, before), default=None)
            if voice is not None and voice.gender is None:
                voice.gender = wanted
            return voice
        else:
            return None
        return max(fits, key=lambda other: _last_before(other, before), default=None)

    def _notice_people(self, before: int) -> None:
        """A person who begins a sentence is as good an antecedent as one who spoke."""
        window = self.begins[bisect_left(self.begins, (before - _NEAR, 0, "")) : bisect_left(self.begins, (before, 0, ""))]
        for start, end, full in window:
            places, last = self.people[full], (start, end)
            voice = next((other for other in self.voices if other.name == full or full in other.names), None)
            if voice is None:
                if len(full.split()) < 2 or (gender_of(full) is None and not places[0][2]):
                    continue
                voice = Voice(full, ActorKind.PERSON, True, names=[full], gender=gender_of(full), heads=set(places[0][2]))
                known = known_actor(full)
                if known is not None:
                    voice.key, voice.country = known.key, known.country
                self.voices.append(voice)
            place = bisect_left(voice.at, last)
            if voice.at[place : place + 1] != [last]:
                voice.at.insert(place, last)

    def actor(self, voice: Voice) -> Actor:
        """The value that goes on the record for a voice."""
        names = tuple(dict.fromkeys([voice.name, *voice.names]))
        return Actor(
            actor_id(self.report.id, voice.name), voice.name, voice.kind, names, voice.named, voice.pseudonymous, voice.country, voice.key
        )


def _last_before(voice: Voice, before: int) -> int:
    place = bisect_left(voice.at, (before, 0))
    return voice.at[place - 1][0] if place else -1


def _learn(voice: Voice, naming: Naming, full: str) -> None:
    voice.heads.update(naming.heads)
    voice.country = voice.country or naming.country
    voice.pseudonymous = voice.pseudonymous or naming.pseudonymous
    voice.plural = voice.plural or naming.plural
    known = naming.known or known_actor(full, naming.country)
    if known is not None and known.kind is voice.kind:
        voice.key, voice.country = known.key, voice.country or known.country
    voice.gender = voice.gender or gender_of(full, naming.heads)


def _with_country(words: str, name: str) -> str:
    """The name with what stands before it, where a body of another country has the same one: "US Joint Chiefs of Staff"."""
    end = words.find(name)
    return words[: end + len(name)].removeprefix("the ").removeprefix("The ") if end >= 0 else name


def _same(voice: Voice, full: str, naming: Naming) -> bool:
    if voice.kind is ActorKind.BODY is naming.kind and voice.country and naming.country and voice.country != naming.country:
        return False
    if voice.name == full or full in voice.names or (naming.known is not None and voice.key == naming.known.key):
        return True
    if voice.kind is ActorKind.PERSON and naming.kind is ActorKind.PERSON and len(full.split()) == 1:
        return voice.name.split()[-1] == full
    if voice.kind is not ActorKind.PERSON and naming.kind is voice.kind and voice.named:
        return voice.name.lower() == full.lower() and voice.country in (naming.country, None)
    return naming.acronym is not None and naming.acronym in voice.names


def _eastern(words: Sequence[str]) -> bool:
    """Whether the family name may stand first, as in Korean, Chinese and Vietnamese names: "Kim" for "Kim Jong Un"."""
    return words[0] in _FAMILY_NAMES


def _begins(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start]
    words = before.split()
    while words and (words[-1].lower().strip(".") in TITLES or country_in(words[-1]) is not None):
        before = before.rstrip()[: -len(words.pop())]
    return _SENTENCE_START.search(before) is not None


def _people(text: str) -> dict[str, list[tuple[int, int, tuple[str, ...]]]]:
    """Every run of capitalised words that can be a person's full name, without titles and demonyms: places and titles."""
    found: dict[str, list[tuple[int, int, tuple[str, ...]]]] = {}
    for match in _RUN.finditer(text):
        words = [(piece.start() + match.start(), piece.end() + match.start()) for piece in re.finditer(r"\S+", match[0])]
        titles: list[str] = []
        before = text[max(0, match.start() - 16) : match.start()].lower().split()
        if before and before[-1] in TITLES:
            titles.append(before[-1])
        while words:
            word = text[words[0][0] : words[0][1]].rstrip(".")
            if word.lower() in TITLES:
                titles.append(word.lower())
            elif not (
                word.lower() in _NOT_NAMES
                or country_in(word) is not None
                or (len(words) > 2 and country_in(text[words[0][0] : words[1][1]]) is not None)
            ):
                break
            words = words[1:]
        if not words or len(words) > 4 or (len(words) < 2 and not titles):
            continue
        start, end = words[0][0], words[-1][1]
        name = text[start:end].removesuffix("'s").removesuffix("’s").rstrip(".")
        if len(name.split()) >= 1 and take_apart(name).kind is ActorKind.PERSON:
            found.setdefault(name, []).append((start, start + len(name), tuple(titles)))
    return found


def _abbreviates(acronym: str, long: str) -> bool:
    letters = [word[0].upper() for word in long.split() if word[0].isupper()]
    return "".join(letters)[-len(acronym) :] == acronym or acronym[0] == next(iter(letters), "")


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
    return voice.named and any(is_pseudonymous(words) for words in near)


def source_voice(cast: Cast, draft: Draft, speaking: Voice | None) -> tuple[Voice | None, Reason | None]:
    """The speaker of a draft: the cited root where the source only passes words on, else the source itself."""
    at = draft.root or draft.source
    return cast.resolve(at, draft.antecedent, speaking) if at is not None else (None, None)
