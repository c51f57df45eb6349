"""Noun phrases that name a source or somebody addressed: where one that begins at a place ends, with its description.

No tagger is used: a phrase is what stands between the joints of the sentence (auxiliaries, conjunctions, cue verbs, punctuation),
with its apposition. The phrase before a cue is the business of `subjects`; who is meant that of `speakers`.
"""

from __future__ import annotations

from collections.abc import Sequence

from closewatch.reading.cues import finite_verbs
from closewatch.reading.kinds import noun_kind
from closewatch.reading.sentences import Unit
from closewatch.reading.words import (
    ABBREVIATIONS,
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    IRREGULAR_PASTS,
    MONTHS,
    PREPOSITIONS,
    SPEECH_NOUNS,
    SUBJECT_PRONOUNS,
    TITLES,
)
from closewatch.terms.actor import ActorKind

LONGEST = 45
"""Units of the longest source phrase, descriptions included: a bound on the work, far above the 99th percentile of PolNeAR train."""

_NOT_FINITE = frozenset(
    "united armed red so-called wounded injured displaced detained exiled retired unnamed occupied elected appointed seed speed".split()
)
_DESCRIBING = frozenset(
    "a an the who whose which head chief director chairman president secretary former deputy spokesman spokeswoman spokesperson "
    "commander professor author leader founder executive senior minister".split()
)
"""What a description after a comma begins with ("Hugh Hill, a doctor")."""
_DEGREES = frozenset(
    "nearly hardly barely roughly exactly largely mostly partly entirely likely potentially possibly early weekly monthly daily "
    "scarcely".split()
)


def is_adverb(unit: Unit) -> bool:
    """Whether a unit can stand between a subject and its verb: "also", "later", "repeatedly", "Monday"."""
    low = unit.low
    return (
        low in ADVERBS
        or low in DAYS
        or (len(low) > 4 and low.endswith("ly") and low not in ("family", "italy", "assembly", "july", "ally", "weekly", "monthly"))
    )


def is_abbreviation_dot(units: Sequence[Unit], place: int) -> bool:
    """Whether a full stop belongs to an abbreviation or an initial before it."""
    if units[place].text != "." or place == 0:
        return False
    before = units[place - 1]
    return before.end == units[place].start and (before.low in ABBREVIATIONS or (len(before.text) == 1 and before.text.isupper()))


def is_plural_possessive(units: Sequence[Unit], place: int) -> bool:
    """Whether an apostrophe makes a possessive of the plural before it ("the lawyers' guild")."""
    if units[place].text not in ("'", "’") or not 0 < place < len(units) - 1:
        return False
    return units[place - 1].end == units[place].start and units[place - 1].low.endswith("s") and units[place + 1].is_word


def noun_after(units: Sequence[Unit], first: int, end: int, *, with_description: bool = True, as_subject: bool = False) -> int:
    """Find where the noun phrase that starts at a place ends; the place itself when none starts there.

    `as_subject` stops before the verb of the phrase, for a subject at the start of a clause.
    """
    if first >= end:
        return first
    opener = units[first]
    if opener.low in SUBJECT_PRONOUNS or (opener.low in ("him", "them", "her") and (first + 1 >= end or not units[first + 1].is_word)):
        return first + 1
    if not opener.is_word or opener.low in CONJUNCTIONS or (opener.low in PREPOSITIONS and opener.low not in ("about", "over", "around")):
        return first
    at = first
    limit = min(end, first + LONGEST)
    while at < limit:
        unit = units[at]
        low = unit.low
        if unit.text == "(":
            closing = next((place for place in range(at + 1, min(limit, at + 14)) if units[place].text == ")"), None)
            if closing is None:
                break
            at = closing + 1
            continue
        if unit.text == "," and with_description and at > first and _description_follows(units, at, end):
            at = _description_end(units, at + 1, end)
            break
        if unit.quotation is not None:
            if at == first or unit.end - unit.start > 40 or units[at - 1].text == ",":
                break
        elif not unit.is_word:
            if not (unit.text in ("&", "/", "-", "$", '"', "“", "”") or is_abbreviation_dot(units, at) or is_plural_possessive(units, at)):
                break
        elif low == "who" and at > first and not as_subject:
            at = _description_end(units, at, end)
            break
        elif low in ("and", "or"):
            if at + 1 < limit and (
                units[at + 1].low in finite_verbs()
                or units[at + 1].low in AUXILIARIES
                or units[at + 1].low in SUBJECT_PRONOUNS
                or is_adverb(units[at + 1])
            ):
                break
        elif low == "as" and units[at - 1].low in ("only", "identified", "known", "named", "name"):
            pass
        elif (
            low in CONJUNCTIONS
            or (low in AUXILIARIES and low not in ("'s", "’s"))
            or (low in SUBJECT_PRONOUNS and unit.text != "US")
            or (
                at > first
                and (
                    low in DAYS or low in ("to", "with", "by", "without", "during", "following", "amid") or starts_adverbial(units, at, end)
                )
            )
            or (
                at > first
                and unit.text.islower()
                and (
                    low in finite_verbs()
                    or (as_subject and (low in IRREGULAR_PASTS or is_adverb(unit) or (low.endswith("ed") and low not in _NOT_FINITE)))
                )
            )
        ):
            break
        at += 1
    while at > first and units[at - 1].low in (",", "and", "or"):
        at -= 1
    return at


def _description_follows(units: Sequence[Unit], comma: int, end: int) -> bool:
    if comma + 1 >= end:
        return False
    following = units[comma + 1]
    if following.quotation is not None:
        return False
    before = units[comma - 1]
    if (
        following.text[0].isupper()
        and before.text.islower()
        and noun_kind(before.text) is ActorKind.PERSON
        and _is_name_alone(units, comma + 1, end)
    ):
        return True
    if following.text[0].isdigit():
        return True
    for later in units[comma + 1 : end]:
        if later.low in ("who", "whose", "which", "that") or later.text in ",;:" or later.quotation is not None:
            break
        if (later.low in AUXILIARIES and later.low not in ("'s", "’s")) or later.low in IRREGULAR_PASTS or later.low in ("said", "says"):
            return False
    return following.low in _DESCRIBING or following.low in TITLES


def _is_name_alone(units: Sequence[Unit], at: int, end: int) -> bool:
    """Whether only capitalised words stand up to the next comma or the end ("the spokesman, Ivan Roe, ...")."""
    step = at
    while step < end and units[step].is_word and units[step].text[0].isupper():
        step += 1
    return 0 < step - at <= 4 and (step >= end or not units[step].is_word)


def _description_end(units: Sequence[Unit], at: int, end: int) -> int:
    """Where a description ends: before a quotation that goes on, a dash, a semicolon or the end of the sentence."""
    while at < end:
        unit = units[at]
        if unit.quotation is not None and at and units[at - 1].text in (",", ":"):
            return at - 1
        if unit.text in (";", ":", "—", "–", "--") or (
            unit.text == ","
            and at + 1 < end
            and units[at + 1].low
            in ("adding", "saying", "but", "and", "according", "citing", "referring", "in", "on", "after", "as", "while", "during", "when")
        ):
            return at
        if unit.text in ".?!" and not is_abbreviation_dot(units, at):
            return at
        at += 1
    return at


def starts_adverbial(units: Sequence[Unit], at: int, end: int) -> bool:
    """Whether an adverbial of the utterance starts here: "on Monday", "in a statement", "to reporters", "last week"."""
    low = units[at].low
    if low in DAYS:
        return True
    if low in ("last", "this", "next", "earlier", "late", "early") and at + 1 < end:
        return (
            units[at + 1].low in ("week", "month", "year", "night", "morning", "on", "in", "this", "last")
            or units[at + 1].low in DAYS
            or units[at + 1].low in MONTHS
        )
    if low not in PREPOSITIONS or at + 1 >= end:
        return False
    return any(
        later.low in DAYS
        or later.low in SPEECH_NOUNS
        or later.low.rstrip(".") in MONTHS
        or (later.text[0].isdigit() and len(later.text) == 4)
        for later in units[at + 1 : min(end, at + 6)]
        if later.is_word
    ) and low in ("in", "on", "at", "during", "via", "through", "after", "before", "by", "since", "from")


def skip_adverbials(units: Sequence[Unit], at: int, end: int) -> int:
    """Go right over adverbials of the utterance: days, dates, "in a statement", "at a news conference in Geneva"."""
    while at < end:
        unit = units[at]
        if (
            unit.low in DAYS
            or unit.low in ("also", "later", "then", "again", "earlier", "afterwards", "meanwhile", "instead", "too")
            or (len(unit.low) > 5 and unit.low.endswith("ly") and is_adverb(unit) and unit.low not in _DEGREES)
        ):
            at += 1
        elif starts_adverbial(units, at, end):
            at = _adverbial_end(units, at, end)
        elif unit.text == "," and at + 1 < end and starts_adverbial(units, at + 1, end):
            after = _adverbial_end(units, at + 1, end)
            if after < end and units[after].text == ",":
                at = after + 1
            else:
                break
        else:
            break
    return at


def _adverbial_end(units: Sequence[Unit], at: int, end: int) -> int:
    step = at + 1
    while step < end and units[step].quotation is None:
        low = units[step].low
        if (
            (low in CONJUNCTIONS and low not in ("and", "or"))
            or units[step].text in ",:;.?!—–"
            or low in SUBJECT_PRONOUNS
            or low in AUXILIARIES
        ):
            break
        if step > at + 1 and (units[step - 1].low in DAYS or units[step - 1].low in ("week", "month", "year", "night", "morning")):
            break
        if (
            step > at + 1
            and units[step - 1].low in SPEECH_NOUNS
            and low not in PREPOSITIONS
            and low not in SPEECH_NOUNS
            and low not in ("call", "show")
        ):
            break
        if (
            step > at + 1
            and units[step - 1].text.isdigit()
            and units[step - 1].low != low
            and not units[step].text.isdigit()
            and low.rstrip(".") not in MONTHS
        ):
            break
        step += 1
    return step
