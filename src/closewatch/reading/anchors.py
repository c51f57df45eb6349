"""How a cue verb stands in its sentence: behind its subject, before it, coordinated, as a participle, or in the passive.

Gives the source phrase and the mode; which words are the content is decided in `patterns`, when all cues of the sentence are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from closewatch.reading.agreement import agrees, inflection
from closewatch.reading.clauses import content_start, takes_content, trimmed
from closewatch.reading.cues import CueFound, finite_verbs
from closewatch.reading.phrases import is_adverb, noun_after, skip_adverbials, starts_adverbial
from closewatch.reading.sentences import Unit
from closewatch.reading.subjects import noun_before, subject_before, verb_group_start
from closewatch.reading.words import AUXILIARIES, BE, DASHES, DAYS, IRREGULAR_PASTS, POSSESSIVES, PREPOSITIONS, SPEECH_NOUNS

_NOT_PRONOUNS = frozenset("a an the no every other".split()) | POSSESSIVES
_INVERTING = frozenset("say report add write warn explain announce claim state note insist".split())
_PARTICIPIAL = frozenset(
    "united armed wounded injured displaced detained exiled retired unnamed elected leading ruling visiting serving acting "
    "surviving neighbouring neighboring fighting opposing".split()
)
_PARTICIPLES = frozenset("said told found known thought seen shown written quoted understood held".split())
"""Past participles without -ed among the forms of cues."""
_BEFORE_TO_SAY = frozenset(
    "continued continues continue sought tried seemed appeared appears seems seeks moved rushed used is was failed".split()
)
"""Verbs whose infinitive still carries words: "sought to deny", "is to say"."""
_MOSTLY_NOUNS = frozenset("report reports claims plans statements claim call calls fear fears hope hopes".split())
_JOINTS = frozenset("and but or nor then".split())
_NOT_HEADS = _NOT_PRONOUNS | PREPOSITIONS | frozenset(("'s", "’s", "and", "or"))


class Mode(StrEnum):
    """How a cue stands to its source and content."""

    FRONT = "front"
    BEHIND = "behind"
    INVERTED = "inverted"
    PASSIVE = "passive"
    NOUN = "noun"
    ADVERB = "adverb"
    PHRASE = "phrase"


@dataclass(slots=True)
class Anchor:
    """A cue that is really used as one. `source` and `group` are places of units; `cut` is where its own clause begins.

    `partner` is the anchor whose source a coordinated or participial cue shares.
    """

    found: CueFound
    mode: Mode
    source: tuple[int, int] | None
    group: int
    cut: int
    partner: Anchor | None = None
    shared: bool = False
    addressee: tuple[int, int] | None = None


def verb_anchor(units: Sequence[Unit], first: int, end: int, found: CueFound, earlier: Sequence[Anchor]) -> Anchor | None:
    """Tell how a cue verb is used, or None where it is no cue ("the reported attack", "to say")."""
    group = verb_group_start(units, first, found.first)
    before = units[group - 1] if group > first else None
    word = found.form.split()[0]
    passive_phrase = word in BE or found.cue.lemma.startswith("be ")
    has_be = any(units[place].low in BE for place in range(group, found.first)) or passive_phrase
    if before is not None and before.low == "to":
        return _infinitive(units, first, found, group - 1, earlier)
    if word.endswith("ing") and word not in ("bring",) and not has_be:
        return _participle(units, first, end, found, group, earlier)
    participle = word.endswith("ed") or word in _PARTICIPLES
    if found.cue.lemma == "be told":
        return _passive(units, first, end, found, group)
    if not found.cue.sourced and found.cue.kind == "phrase":
        return Anchor(found, Mode.PASSIVE, None, group, group)
    if has_be and participle and not passive_phrase and found.cue.kind == "verb":
        return _passive(units, first, end, found, group)
    if before is not None and before.low in _JOINTS:
        return _coordinated(units, first, found, group, earlier)
    return _finite(units, first, end, found, group)


def _finite(units: Sequence[Unit], first: int, end: int, found: CueFound, group: int) -> Anchor | None:
    before = units[group - 1] if group > first else None
    quote_before = before is not None and (
        before.quotation is not None or (before.text in (",", *DASHES) and group - 2 >= first and units[group - 2].quotation is not None)
    )
    invertible = "quote" in found.cue.takes and group == found.first and found.cue.kind == "verb"
    invertible = invertible and (quote_before or found.cue.lemma in _INVERTING) and found.cue.lemma != "tell"
    if invertible and before is not None and (quote_before or before.text in (",", *DASHES)):
        after = noun_after(units, found.end, end)
        if after > found.end and (quote_before or _nothing_follows(units, after, end)) and units[found.end].low not in ("that", "it"):
            subject = None if quote_before else subject_before(units, first, found.first)
            if subject is None or (_nothing_follows(units, after, end) and not _has_own_verb(units, found.end, after)):
                return Anchor(found, Mode.INVERTED, (found.end, after), group, group)
    subject = subject_before(units, first, found.first)
    if subject is None:
        return None
    last = units[subject[1] - 1]
    if last.low in _NOT_HEADS or (last.quotation is not None and subject[1] - subject[0] == 1):
        return None
    opener = units[subject[0]]
    if last.low in ("this", "that", "these", "those") or (
        opener.text.islower() and opener.low.endswith(("ed", "ing")) and subject[1] - subject[0] > 1 and opener.low not in _PARTICIPIAL
    ):
        return None
    if _is_noun_use(units, found, group, end) or not agrees(units, subject, found, group):
        return None
    mode = _side(units, first, end, found, subject)
    if mode is Mode.FRONT and last.low in ("it", "that", "this") and before is last and found.cue.lemma in ("be", "mean"):
        return None
    return Anchor(found, mode, subject, group, subject[0])


def _has_own_verb(units: Sequence[Unit], first: int, end: int) -> bool:
    """Whether a stretch holds a verb of its own, so that it is a clause and no name."""
    return any(
        unit.low in AUXILIARIES or (unit.text.islower() and (unit.low in finite_verbs() or unit.low in IRREGULAR_PASTS))
        for unit in units[first:end]
    )


def _nothing_follows(units: Sequence[Unit], at: int, end: int) -> bool:
    if at >= end:
        return True
    unit = units[at]
    return (
        unit.text in ".,;:?!)—–"
        or unit.text == "--"
        or unit.quotation is not None
        or starts_adverbial(units, at, end)
        or unit.low in ("to", "after", "as", "during", "who", "when")
    )


def _is_noun_use(units: Sequence[Unit], found: CueFound, group: int, end: int) -> bool:
    """Whether a form that is a noun too ("reports", "claims") is one here, as far as its neighbours tell."""
    if not any(cue.kind == "noun" for cue in found.others):
        return False
    following = units[found.end] if found.end < end else None
    before = units[group - 1] if group > 0 else None
    if (
        before is not None
        and group == found.first
        and (
            before.low in _NOT_HEADS
            or before.low in ("recent", "new", "such", "any", "several", "many", "media", "unconfirmed", "repeated", "these", "those")
        )
    ):
        return following is None or following.low != "that" or before.low not in ("media",)
    if following is None:
        return False
    return following.low in ("of", "by", "from") or following.low in AUXILIARIES


def _side(units: Sequence[Unit], first: int, end: int, found: CueFound, subject: tuple[int, int]) -> Mode:
    start = subject[0]
    left = units[start - 1] if start > first else None
    if left is None:
        return Mode.FRONT
    at, _ = content_start(units, found, end)
    if (
        left.quotation is not None
        and left.quotation.inner_end - left.quotation.inner_start > 1
        and units[min(found.end, end - 1)].low != "that"
    ):
        return Mode.BEHIND
    if (left.low == "as" and start - 2 > first and units[start - 2].text in (",", *DASHES)) or (
        left.low == "as" and start - 2 >= first and units[start - 2].quotation is not None
    ):
        return Mode.BEHIND
    if left.text not in (",", *DASHES) or start - 2 < first:
        return Mode.FRONT
    if units[start - 2].quotation is not None and units[min(found.end, end - 1)].low != "that":
        return Mode.BEHIND
    after = skip_adverbials(units, at, end)
    inner = trimmed(units, after, end)
    if inner[0] >= inner[1]:
        return Mode.BEHIND
    comma = units[found.end].text in (",", *DASHES) if found.end < end else True
    if comma and units[found.end + 1].quotation is None:
        return Mode.BEHIND
    if after > found.end and units[after].text in (",", ";", *DASHES):
        return Mode.BEHIND
    if not takes_content(units, at, end, found.cue) and start - first > 4:
        return Mode.BEHIND
    if (
        units[found.end].low in ("to", "in", "at", "on", "of", "during", "after")
        and "to" not in found.cue.takes
        and start - first > 4
        and found.cue.lemma in ("say", "add", "write", "tweet", "explain", "note")
    ):
        return Mode.BEHIND
    return Mode.FRONT


def _infinitive(units: Sequence[Unit], first: int, found: CueFound, to: int, earlier: Sequence[Anchor]) -> Anchor | None:
    if to <= first:
        return None
    word = to - 1
    if units[word].low == "on" and word > first and units[word - 1].low in ("went", "goes", "go", "gone"):
        word -= 1
    elif units[word].low not in _BEFORE_TO_SAY:
        return None
    if any(anchor.found.first <= word < anchor.found.end for anchor in earlier):
        return None
    subject = subject_before(units, first, word)
    return Anchor(found, Mode.FRONT, subject, word, subject[0]) if subject else None


def _participle(units: Sequence[Unit], first: int, end: int, found: CueFound, group: int, earlier: Sequence[Anchor]) -> Anchor | None:
    before = units[group - 1] if group > first else None
    if (
        before is not None
        and before.low == "as"
        and any(anchor.mode is Mode.PASSIVE and anchor.found.cue.lemma == "quote" for anchor in earlier)
    ):
        return None
    if before is not None and before.text in ("'", "’"):
        return None
    if before is None or not before.is_word or before.low in PREPOSITIONS or before.low in ("and", "while", "when", "but", "as", "or"):
        partner = next(
            (anchor for anchor in reversed(earlier) if anchor.mode in (Mode.FRONT, Mode.BEHIND, Mode.INVERTED) or anchor.source), None
        )
        source = partner.source if partner else _first_subject(units, first, found.first)
        if source is None and before is None:
            comma = next((place for place in range(found.end, end) if units[place].text == ","), end)
            after = noun_after(units, comma + 1, end, as_subject=True, with_description=False) if comma < end else end
            source = (comma + 1, after) if comma + 1 < after <= end else None
        if source is None:
            return None
        return Anchor(found, Mode.FRONT, source, group, group, partner, shared=True)
    if before.low in _NOT_HEADS or found.form in ("hearing", "meeting", "briefing", "finding", "ruling", "warning", "reading"):
        return None
    subject = noun_before(units, first, group)
    if subject is None:
        return None
    if before.low in SPEECH_NOUNS or subject[1] - subject[0] > 8:
        source = _first_subject(units, first, found.first) or subject
        partner = next((anchor for anchor in reversed(earlier)), None)
        return Anchor(found, Mode.FRONT, source, group, group, partner, shared=True)
    return Anchor(found, Mode.FRONT, subject, group, subject[0])


def _first_subject(units: Sequence[Unit], first: int, end: int) -> tuple[int, int] | None:
    """Find the subject of the sentence: the first noun phrase that a verb follows, over an opening adverbial."""
    at = first
    for _ in range(3):
        while at < end and (
            not units[at].is_word
            or (is_adverb(units[at]) and units[at].low not in DAYS)
            or units[at].low
            in ("but", "and", "so", "yet", "meanwhile", "still", "also", "however", "while", "although", "though", "as", "when", "after")
        ):
            at += 1
        if at >= end:
            return None
        after = noun_after(units, at, end, as_subject=True)
        if after > at and units[at].low not in PREPOSITIONS:
            if after < end and units[after].is_word:
                return at, after
            if after < end and units[after].text == "(":
                return at, after
        comma = next((place for place in range(at, end) if units[place].text == ","), None)
        if comma is None:
            return (at, after) if after > at else None
        at = comma + 1
    return None


def _passive(units: Sequence[Unit], first: int, end: int, found: CueFound, group: int) -> Anchor | None:
    by = next((place for place in range(found.end, min(end, found.end + 4)) if units[place].low == "by"), None)
    following = units[found.end].low if found.end < end else ""
    source: tuple[int, int] | None = None
    if by is not None:
        after = noun_after(units, by + 1, end, with_description=False)
        source = (by + 1, after) if after > by + 1 else None
    subject = subject_before(units, first, found.first)
    if found.cue.lemma == "quote" and subject:
        marker = next(
            (
                place
                for place in range(found.end, min(end, found.end + 24))
                if units[place].low in ("saying", "telling") and units[place - 1].low == "as"
            ),
            None,
        )
        if marker is not None:
            return Anchor(found, Mode.PASSIVE, subject, group, subject[0], addressee=source)
    if source is None and following not in ("that", "to", "as") and not (subject and units[subject[0]].low == "it"):
        return None
    if ("person" in found.cue.takes and found.cue.lemma in ("tell", "inform", "warn", "ask", "brief")) or found.cue.lemma == "be told":
        return Anchor(found, Mode.PASSIVE, source, group, subject[0] if subject else group, addressee=subject)
    if source is None and not found.cue.takes & {"that"}:
        return None
    return Anchor(found, Mode.PASSIVE, source, group, subject[0] if subject else group)


def _coordinated(units: Sequence[Unit], first: int, found: CueFound, group: int, earlier: Sequence[Anchor]) -> Anchor | None:
    if _is_noun_use(units, found, group, len(units)):
        return None
    form = found.form.split()[0]
    fitting = [
        anchor
        for anchor in earlier
        if anchor.source
        and anchor.mode in (Mode.FRONT, Mode.BEHIND, Mode.INVERTED)
        and inflection(anchor.found.form.split()[0]) == inflection(form)
    ]
    if fitting:
        partner = fitting[-1]
        return Anchor(found, Mode.FRONT, partner.source, group, group - 1, partner, shared=True)
    source = _first_subject(units, first, group - 1)
    if source is None or form in _MOSTLY_NOUNS:
        return None
    return Anchor(found, Mode.FRONT, source, group, group - 1, shared=True)
