"""Tells numbers that are no figures: dates, years, times, ages, durations, distances; and, with `labels`, those that only name.

Knows only what is not a figure; everything it lets pass may still be dropped for want of anything counted.
"""

from __future__ import annotations

import re

from closewatch.reading.labels import HYPHENED, STREETS, is_in_a_name, is_label, is_pronoun, part_of_a_code
from closewatch.reading.nouns import Noun, class_of
from closewatch.reading.numerals import UNITS, Number
from closewatch.reading.plurals import singular
from closewatch.reading.tokens import Tokens

MONTH_NUMBERS = {
    month: place
    for place, months in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"),
        1,
    )
    for month in months.split()
}  # fmt: skip
_TIME_UNITS = frozenset(
    "second minute hour day night week weekend month year decade century fortnight quarter season semester generation evening"
    " morning afternoon anniversary birthday".split()
)
_SIZES = frozenset(
    "km kms kilometre kilometer mile metre meter mm millimetre millimeter cm centimetre centimeter m foot feet ft inch inches"
    " hectare acre degree kg kgs kilogram kilogramme"
    " gram gramme g mg microgram milligram litre liter ml volt watt megawatt mw kw kilowatt gigawatt hz mph kph knot knots calibre"
    " caliber celsius fahrenheit milliliter sq"
    " square cubic yard pixel gigabyte megabyte gb mb magnitude roentgen sievert microsievert decibel page storey story floor view"
    " follower subscriber point goal"
    " percentage-point lap vote pace m3 m2 km2 cu seat league th st nd rd times-zone oclock o'clock pm am gmt utc cet".split()
)
_DEGREES = frozenset("°′″º")
_TEXT_PARTS = frozenset("article chapter clause paragraph section page word verse line footnote volume sentence question slide".split())
_VOTES = frozenset("vote votes ballots ballot electorate".split())
_BEFORE_A_COUNT = frozenset("killed wounded some about around nearly over than least".split())
_BEFORE_A_CLOCK = frozenset("at around by until from before after".split())
_SIDES = frozenset("side army party force country state nation government faction rival enemy neighbour neighbor belligerent camp".split())
_FEW = 4
_AGED = frozenset("aged age ages".split())
_BETWEEN_NUMBER_AND_UNIT = frozenset(
    "more consecutive full whole long straight past last nautical cubic successive bloody short further of other additional solid"
    " such".split()
)
_OF_AN_AGE = frozenset("is was were are children boys girls those women men people them minors anyone child all recruits".split())


def why_no_figure(tokens: Tokens, number: Number, noun: Noun | None, first: int) -> str | None:
    """Say why the number in a sentence that begins at piece `first` is no figure, or None where nothing speaks against it.

    >>> from closewatch.reading.numbers import read_number
    >>> from closewatch.reading.tokens import cut
    >>> tokens = cut("He was born in 1996.")
    >>> why_no_figure(tokens, read_number(tokens, 4), None, 0)
    'year'
    """
    at, end = number.first, number.last
    digits = tokens.words[at][:1].isdigit()
    for rule in (part_of_a_code, _clock, _date, _measured, _coordinate):
        reason = rule(tokens, number)
        if reason:
            return reason
    if (digits or tokens.words[at] == "between") and _is_year(tokens, number, noun):
        return "year"
    if _is_age(tokens, number, noun):
        return "age"
    if is_label(tokens, number, noun):
        return "label"
    if _are_the_sides(tokens, number, noun):
        return "the sides"
    if tokens.word(end) == "times" and number.shape != "ratio":
        return "frequency"
    if singular(tokens.word(end)) == "pound" and _is_a_weight(tokens, at, end):
        return "size"
    if _is_of_a_text_or_vote(tokens, number, noun):
        return "part of a text or a vote"
    if is_pronoun(tokens, number):
        return "pronoun"
    if is_in_a_name(tokens, number, first):
        return "name"
    if (
        tokens.word(end) == "-"
        and tokens.joined(end)
        and tokens.joined(end + 1)
        and tokens.word(end + 1) not in HYPHENED
        and number.shape == "count"
        and tokens.word(end + 1).isalpha()
        and not number.vague
    ):
        return "part of a word"
    if digits and tokens.capital(end) and tokens.word(end + 1) in STREETS:
        return "address"
    if tokens.word(end) == "hundreds" or (tokens.words[at] == "hundreds" and tokens.word(at - 1) in UNITS):
        return "slang"
    if (number.low == 24 and tokens.word(end) in ("seven", "/")) or tokens.words[max(0, at - 3) : at + 1] == [
        "twenty",
        "-",
        "four",
        "seven",
    ]:
        return "idiom"
    return None


def _are_the_sides(tokens: Tokens, number: Number, noun: Noun | None) -> bool:
    """The two armies, both of the three parties: those who act, not a count."""
    named = noun is not None and noun.singular in _SIDES and noun.last == number.last + 1
    return named and number.high is not None and number.high <= _FEW and tokens.word(number.first - 1) in ("the", "these", "those")


def _clock(tokens: Tokens, number: Number) -> str | None:
    word, before, follows = tokens.words[number.first], tokens.word(number.first - 1), tokens.word(number.last)
    if not word[:1].isdigit():
        return (
            "time"
            if follows in ("o'clock", "pm", "am", "p.m.", "a.m.") and before in ("at", "by", "around", "about", "until", "from")
            else None
        )
    if follows == ":" and tokens.joined(number.last) and tokens.joined(number.last + 1) and tokens.word(number.last + 1)[:1].isdigit():
        return "time"
    if number.shape == "ratio" and (
        before in ("at", "by", "around", "from", "until", "about", "before", "after", ",", "(") or _is_on_a_clock(tokens, number)
    ):
        return "time"
    clocked = re.fullmatch(r"[012]\d[0-5]\d|[012]?\d\.[0-5]\d", word) and before in _BEFORE_A_CLOCK
    if clocked and (before == "at" or word[0] == "0" or follows in (";", ",", ".", "hours", "local", "gmt", "and", "on")):
        return "time"
    if re.fullmatch(r"0\d+|0\d\.[0-5]\d", word):
        return "time"
    if (
        follows in ("pm", "am", "p.m.", "a.m.", "o'clock", "gmt", "utc")
        and (number.high or 0) < 2400
        and tokens.word(number.first - 1) not in ("$", "usd")
    ):
        return "time"
    return None


def _is_on_a_clock(tokens: Tokens, number: Number) -> bool:
    """An entry of a live page begins with the time (16:40); two digits on either side are hardly ever a ratio."""
    sides = [tokens.words[place] for place in range(number.first, number.last) if tokens.words[place].isdigit()]
    return len(sides) == 2 and re.fullmatch(r"(?:[01]?\d|2[0-4]):[0-5]\d", ":".join(sides)) is not None


def _date(tokens: Tokens, number: Number) -> str | None:
    at, end = number.first, number.last
    before, follows = tokens.word(at - 1), tokens.word(end)
    if (
        before in MONTH_NUMBERS
        and tokens.word(at - 2).isdigit()
        and len(tokens.words[at]) == 2
        and tokens.words[at].isdigit()
        and not class_of(follows)
    ):
        return "date"
    if number.high is None or number.high > 31 or number.shape != "count":
        return None
    if follows in MONTH_NUMBERS and (tokens.capital(end) or follows not in ("may", "march", "mar", "sep", "dec", "jan")):
        return "date"
    if follows == "of" and tokens.word(end + 1) in MONTH_NUMBERS and tokens.capital(end + 1):
        return "date"
    if before == "." and tokens.word(at - 2) in MONTH_NUMBERS and len(tokens.word(at - 2)) <= 4 and tokens.capital(at - 2):
        return "date"
    if before in MONTH_NUMBERS and tokens.capital(at - 1) and tokens.words[at][:1].isdigit():
        if tokens.word(at - 2).isdigit() and class_of(follows):
            return None
        if tokens.word(at - 2) in ("in", "since", "by", "last", "this", "late", "early", "from", "during", "of") and class_of(
            follows
        ) not in (None, "thing"):
            return None
        return "date"
    if before == "day" and tokens.word(at - 2) in ("on", "the", "by", "since", "'s", "until", "at", "of"):
        return "date"
    return None


def _is_a_weight(tokens: Tokens, at: int, end: int) -> bool:
    """Tell pounds that weigh from pounds that pay: 400 pounds of explosives, 20 pounds (9 kg)."""
    if any(word.startswith("weigh") for word in tokens.words[max(0, at - 4) : at]):
        return True
    if tokens.word(at - 1) == "£" or tokens.capital(end):
        return False
    grams = any(word.startswith(("kilo", "kg", "gram")) for word in tokens.words[end + 1 : end + 5])
    return tokens.word(end + 1) == "of" or (tokens.word(end + 1) == "(" and grams)


def _coordinate(tokens: Tokens, number: Number) -> str | None:
    """Degrees, minutes and seconds of a place on the map: 33°30′21″N."""
    around = (tokens.word(number.last), tokens.word(number.first - 1))
    return "coordinate" if any(sign in _DEGREES for sign in around) else None


def _measured(tokens: Tokens, number: Number) -> str | None:
    """Durations, distances, weights: the unit word stands behind the number, directly, after a hyphen, or after an adjective."""
    place = number.last
    place += tokens.word(place) == "-"
    if tokens.words[place : place + 3] in (["and", "a", "half"], ["and", "a", "quarter"]):
        place += 3
    for _ in range(3):
        word = tokens.word(place).removesuffix("'s").removesuffix("'")
        one = singular(word)
        if one in _TIME_UNITS:
            return "duration"
        if one in _SIZES and not (one in ("point", "floor", "story", "page", "square", "league", "m", "seat") and place > number.last + 1):
            if one == "follower" and tokens.word(place + 1) not in ("on", "and", ",", "."):
                return None
            return "size"
        if word not in _BETWEEN_NUMBER_AND_UNIT:
            return None
        if word == "of" and tokens.word(place - 1) not in ("tens", "hundreds", "thousands", "dozens", "couple", "handful", "number"):
            return None
        place += 1
    return None


def _is_of_a_text_or_vote(tokens: Tokens, number: Number, noun: Noun | None) -> bool:
    """13 articles, four pages; 54 per cent of the vote."""
    if tokens.words[max(0, number.first - 2) : number.first] == ["votes", "to"]:
        return True
    if noun is not None and noun.last - number.last <= 2 and noun.singular in _TEXT_PARTS:
        return True
    end = (
        number.last
        + (tokens.word(number.last) in ("%", "percent", "pct"))
        + 2 * (tokens.words[number.last : number.last + 2] == ["per", "cent"])
    )
    return tokens.word(end) == "of" and any(word in _VOTES for word in tokens.words[end + 1 : end + 4])


def _is_year(tokens: Tokens, number: Number, noun: Noun | None) -> bool:
    words = [tokens.words[place] for place in range(number.first, number.last) if tokens.words[place][:1].isdigit()]
    years = [word for word in words if re.fullmatch(r"(?:1[5-9]|20)\d\d", word)]
    if not years or len(years) != len(words):
        return bool(years) and len(words) == 2 and re.fullmatch(r"(?:1[5-9]|20)\d\d", words[0]) is not None and len(words[1]) == 2
    if len(years) == 2:
        return not (noun and noun.is_people)
    before, follows = tokens.word(number.first - 1), tokens.word(number.last)
    if before in MONTH_NUMBERS or tokens.word(number.first - 2) in MONTH_NUMBERS:
        return True
    known = noun is not None and noun.last - number.last <= 2 and class_of(noun.singular) is not None
    if known and before not in ("the", "of", ",", "a", "his", "her", "its", "their", "since", "'s") and not before.endswith("'s"):
        return before == "in" and follows == ","
    return follows not in ("$", "€", "%") and before not in _BEFORE_A_COUNT


def _is_age(tokens: Tokens, number: Number, noun: Noun | None) -> bool:
    at, end = number.first, number.last
    before, follows = tokens.word(at - 1), tokens.word(end)
    near = tokens.words[max(0, at - 3) : at]
    if follows == "-" and singular(tokens.word(end + 1)) == "year":
        return True
    if follows in ("years", "year") and tokens.word(end + 1) in ("old", "of"):
        return True
    if any(word in _AGED for word in near[-2:]) or (tokens.words[at] == "between" and before in _AGED):
        return True
    if number.high is None or number.high > 110:
        return False
    if before in ("and", "or", ",", "to") and tokens.word(at - 3) in _AGED:
        return True
    if (
        noun is None
        and before in ("under", "over", "below", "above")
        and follows in (".", ",", ";", ")", "?", "", "when", "and", "at")
        and tokens.word(at - 2) in _OF_AN_AGE
    ):
        return True
    if (
        before == ","
        and follows in (",", ".", ";", ")", "―", "—", "–", "who", "and", "was", "of", "from")
        and noun is None
        and at > 1
        and tokens.capital(at - 2)
        and tokens.words[at][:1].isdigit()
        and not number.vague
    ):
        return True
    if (
        before in ("was", "is", "turned", "turning", "be")
        and tokens.word(at - 2) in ("he", "she", "i", "who", "boy", "girl")
        and noun is None
    ):
        return follows in (".", ",", "when", "and", "at", "then", "", "on", "in", "last", "this", "next", "yesterday", "today")
    if before in ("is", "was", "now") and noun is None and "born" in tokens.words[max(0, at - 9) : at]:
        return True
    return before in ("youngest", "oldest") or follows in ("-year-old", "yearold")
