"""Tells numbers that name rather than count: codes, labels, addresses, names, the pronoun "one", the size of a group.

Knows nothing of dates, times and measures, which `distractors` reads.
"""

from __future__ import annotations

import re

from closewatch.reading.nouns import Noun, class_of
from closewatch.reading.numerals import TENS, UNITS, Number
from closewatch.reading.tokens import Tokens

_LABELS = frozenset(
    "fortune article resolution room page zone sector post no nos flight chapter section paragraph clause rule law case file phase version"
    " line route highway road channel unit block"
    " ward annex item order gate platform track hill point level grade season episode vol volume call dial dialled dialed hotline"
    " extension tel telephone phone fax apollo pier terminal school"
    " hospital clinic checkpoint bus train tram size magnitude apartment flat building house area region section sector stage step"
    " type model mark class category tier layer exit junction"
    " boeing airbus antonov tupolev ilyushin sukhoi embraer cessna fokker kamaz leopard abrams"
    " box door crate hut cabin hall shed silo bridge tunnel window seat table bench kilometre kilometer km mile milestone"
    " pier bay hangar berth shaft mine quarry lot grid square plot entry exhibit number day week year appendix table schedule"
    " directive decree act bill amendment"
    " protocol convention battalion brigade division regiment company platoon corps army squadron camp district precinct base"
    " factory plant colony prison cell depot warehouse"
    " cargo code wave round game match group psalm verse chapter part book covid interstate mission operation target team reactor"
    " well passcode frequency transponder coach carriage ward aisle lane locker".split()
)
_COUNTED_LABELS = frozenset(
    "boeing airbus antonov tupolev ilyushin sukhoi kamaz"
    " fortune call dial dialled dialed page resolution article flight no nos phone tel telephone cargo psalm verse chapter"
    " size order passcode frequency transponder".split()
)
_COUNTED_ACRONYMS = frozenset(
    "kia wia mia doa pow pows idp idps un us uk eu usd eur gbp rub uah pkr inr all min max total dead killed wounded missing about".split()
)
_A_CROWD = 1000
"""From here on the size of a group is a figure of its own."""
STREETS = frozenset(
    "street road avenue lane square boulevard drive way terrace prospekt ulitsa alley highway quay embankment row st ave blvd".split()
)
HYPHENED = frozenset("strong odd plus some member person man woman soldier".split())
_CODE = re.compile(r"[A-Za-z]{1,6}")
_MAY_NUMBER = frozenset(
    "dead they to now wounded missing victims survivors losses who could may injured casualties killed displaced we".split()
)
_COUNTS_A_PERIOD = frozenset(
    "a per the each every that this last next one past first second third fourth fifth sixth seventh eighth ninth tenth same new".split()
)
_AFTER_A_PRONOUN = frozenset(
    "another way side of by 's hand day thing that who - reason time point could can should would must may knows family party fewer"
    " more less night morning step".split()
)
_A_GROUP = frozenset("the his her its their our my those these them whom".split())
"""What follows "one of" where it can be one of a group: whether that is a figure depends on what happened to that one."""
_BEFORE_A_PRONOUN = frozenset("no the this that any every each some said says which another first last only - by for good as".split())


def part_of_a_code(tokens: Tokens, number: Number) -> str | None:
    """Say which kind of code a number is part of: a weapon, a file number, an ordinal, a decade; None where it stands alone."""
    at, end = number.first, number.last
    before, joint = tokens.word(at - 1), tokens.word(at - 2)
    if (
        before in ("-", "–")
        and tokens.joined(at)
        and tokens.joined(at - 1)
        and _CODE.fullmatch(joint)
        and joint not in UNITS
        and joint not in TENS
    ):
        return "code"
    if tokens.words[at][:1].isdigit():
        if before in ("-", "/", "+", "#", "№", "@", "_", "=") and tokens.joined(at) and (before not in ("-",) or joint[:1].isdigit()):
            return "code"
        if before in ("-", ".") and tokens.joined(at) and joint[:1].isdigit() and tokens.joined(at - 1):
            return "code"
        follows = tokens.word(end)
        if (
            follows in ("/", "-", "–")
            and tokens.joined(end)
            and tokens.joined(end + 1)
            and number.single
            and tokens.word(end + 1)[:1].isdigit()
        ):
            return "code"
        if follows in ("th", "st", "nd", "rd") and tokens.joined(end):
            return "ordinal"
        if (
            tokens.joined(end)
            and follows.isalpha()
            and follows not in ("k", "bn", "m", "b", "mn", "tn", "s")
            and tokens.words[end - 1][:1].isdigit()
        ):
            return "code"
        if follows == "s" and tokens.joined(end):
            return "decade"
        if tokens.joined(end) and follows == "m" and class_of(tokens.word(end + 1)) is None:
            return "size"
    return None


def is_label(tokens: Tokens, number: Number, noun: Noun | None) -> bool:
    """Tell a number that names one of many (Article 51, sector 4, No. 10) from one that counts."""
    at, end = number.first, number.last
    before, digits = tokens.word(at - 1), tokens.words[at][:1].isdigit()
    if before == "." and tokens.word(at - 2) in ("no", "nos") and tokens.joined(at - 1):
        return True
    if digits and before == "[" and tokens.word(end) == "]" and tokens.joined(at - 1):
        return True
    opens_a_line = tokens.starts[at] == 0 or tokens.text[tokens.starts[at] - 1] == "\n"
    if digits and opens_a_line and tokens.word(end) in (".", ")") and tokens.joined(end) and (number.high or 0) < 100:
        return True
    if before == "number":
        prior = tokens.word(at - 2)
        counted = class_of(prior) or prior in _MAY_NUMBER or _is_of_many(tokens, at - 2)
        return not counted
    if digits and noun is None and _is_an_acronym(tokens, at - 1):
        return True
    if before not in _LABELS:
        return False
    if before in _COUNTED_LABELS:
        return digits or tokens.capital(at)
    if before in ("and", "the"):
        return False
    if before in ("day", "week", "year"):
        return digits and tokens.word(at - 2) not in _COUNTS_A_PERIOD
    if (
        not digits
        or number.shape != "count"
        or tokens.word(at - 2) in ("a", "an", "the", "his", "her", "their", "its", "this", "that", "one", "every", "each")
    ):
        return False
    if noun and noun.is_people:
        return False
    return (
        tokens.word(end) not in ("dead", "killed", "wounded", "injured", "people", "missing")
        and (number.high or 0) < 10000
        and "," not in tokens.words[at]
    )


def _is_of_many(tokens: Tokens, at: int) -> bool:
    """Tell who number so many, with words of their own between, from what bears a number: victims of the leak number 130."""
    for place in range(at - 1, max(at - 5, 0) - 1, -1):
        if tokens.words[place] == "of":
            many = tokens.word(place - 1)
            return many in _MAY_NUMBER or (many.endswith(("s", "men")) and class_of(many) not in (None, "thing"))
    return False


def _is_an_acronym(tokens: Tokens, at: int) -> bool:
    """Tell the name of a ship, a force or a form (DDG 70, CTF 50) from capitals that say what is counted (KIA 9), or shout."""
    word = tokens.word(at)
    if not (2 <= len(word) <= 5 and word.isalpha()) or word in _COUNTED_ACRONYMS or at < 1:
        return False
    written = tokens.text[tokens.starts[at] : tokens.ends[at]]
    return written.isupper() and not tokens.text[tokens.starts[at - 1] : tokens.ends[at - 1]].isupper()


def is_pronoun(tokens: Tokens, number: Number) -> bool:
    """One of his friends, no one, the one, one another: the word, not the number."""
    at, end = number.first, number.last
    if end - at != 1 or tokens.words[at] != "one":
        return False
    before, follows = tokens.word(at - 1), tokens.word(end)
    if follows == "of" and tokens.word(end + 1) in _A_GROUP:
        return before in ("every", "each", "any")
    if follows in _AFTER_A_PRONOUN:
        return not (follows == "by" and tokens.word(end + 1) != "one") or follows != "by"
    return before in _BEFORE_A_PRONOUN and class_of(follows) is None


def is_in_a_name(tokens: Tokens, number: Number, first: int) -> bool:
    """The Group of Seven, the Hundred Days: a number word with a capital inside a sentence."""
    at = number.first
    if tokens.words[at][:1].isdigit() or at == first or not tokens.capital(at):
        return False
    before = tokens.word(at - 1)
    if before in ("]", ".", ":", '"', "“", "‘", "'", "(", "—", "–", "-", "•", "*", "…", "!", "?"):
        return False
    return tokens.text[tokens.starts[at] : tokens.ends[at]] != tokens.text[tokens.starts[at] : tokens.ends[at]].upper()


def is_denominator(tokens: Tokens, number: Number, noun: Noun | None, outcome: bool) -> bool:
    """Tell the size of the group that another number is a part of: two of the four hostages, a class of 25, of 50 men.

    Where the group itself is an outcome ("of the nine dead") it is a figure.
    """
    at = number.first
    if outcome or number.shape != "count" or number.vague:
        return False
    place = at - 1
    if tokens.word(place) in ("the", "its", "his", "their", "her", "all"):
        place -= 1
    if tokens.word(place) != "of":
        return False
    group = tokens.word(place - 1)
    if (
        group in ("unit", "class", "platoon", "squad", "team", "group", "patrol", "crew", "batch", "convoy")
        and place == at - 1
        and noun is None
        and (number.high or 0) < _A_CROWD
    ):
        return tokens.word(place - 2) != "the" or tokens.word(place - 3) != "of"
    counted = (
        group[:1].isdigit()
        or group in UNITS
        or group in TENS
        or group in ("dozen", "dozens", "most", "many", "several", "few", "some", "all", "none", "any", "least", "neither", "either")
    )
    if place == at - 2 and tokens.word(at - 1) in ("its", "his", "their", "her"):
        return False
    if counted:
        return place == at - 2 and noun is not None and (number.high or 0) < _A_CROWD
    named = noun is not None or tokens.word(number.last) in ("who", "that")
    return group in ("", ".", ";", '"', "“") and named and (number.high or 0) < _A_CROWD
