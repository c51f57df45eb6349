"""Reads numbers as reporters write them: digits, words, both mixed, dozens and scores, shares, ranges in every dress, vague words.

Knows only the number itself; what bounds it, what it counts and whether it is a figure at all are read beside it. The smallest value
of a vague word is the smallest literal plural (MUC-4 and house practice: dozens 24, hundreds 200).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from closewatch.reading.numerals import SCALES, SHARES, TENS, TIGHT, UNITS, Number, decimal, scale_at
from closewatch.reading.tokens import Tokens
from closewatch.reading.vague import AFTER_AN_ARTICLE, read_vague
from closewatch.reading.vague import BEGINNINGS as VAGUE_BEGINNINGS

_COMPARED = frozenset(("as", "the", "more", "a", "that", "its", "higher", "their", "his", "larger", "greater", "what", "those", "last"))
_LINKS = frozenset(("-", "–", "—", "to", "or", "/"))
_CHANGES = frozenset(
    "rose risen rise rising raised raise raising fell fallen fall falling lowered lower lowering cut cuts cutting grew grown grow"
    " growing climbed climb climbing dropped"
    " drop dropping increased increase increasing decreased decrease jumped jump revised revise went up down shrank shrunk swelled"
    " doubled tripled corrected moved changed"
    " soared plunged declined decline reduced reduce updated upgraded downgraded amended slipped sank doubled doubling edged".split()
)
_AFTER_A_THIRD = frozenset(
    "of are were is was the its their his her have has had to and or as more less died in at had will would did".split()
)
"""What may follow "a third" where it is a share and no ordinal ("a third question")."""
_HEDGES = frozenset(("possibly", "perhaps", "maybe", "probably", "or", "even"))


def can_begin(word: str) -> bool:
    """Tell whether a number may begin with this piece."""
    return word[0].isdigit() or word in _BEGINNINGS


def read_number(tokens: Tokens, at: int) -> Number | None:
    """Read the number or the range that begins at a piece, or None.

    >>> from closewatch.reading.tokens import cut
    >>> number = read_number(cut("between three and five"), 0)
    >>> number.low, number.high
    (Decimal('3'), Decimal('5'))
    """
    word = tokens.word(at)
    if word == "between":
        return _between(tokens, at)
    number = _one(tokens, at)
    if number is None:
        return None
    number = _ranged(tokens, number)
    if tokens.word(number.last) == "times" and number.single and tokens.word(number.last + 1) in _COMPARED:
        return replace(number, last=number.last + 1, shape="ratio")
    return number


def _one(tokens: Tokens, at: int) -> Number | None:
    word = tokens.words[at]
    if word[0].isdigit():
        return _digits(tokens, at)
    if word in _ARTICLES and tokens.word(at + 1) not in _AFTER_AN_ARTICLE:
        return None
    vague = read_vague(tokens, at)
    if vague:
        return vague
    return _share(tokens, at) or _counted(tokens, at)


def _digits(tokens: Tokens, at: int) -> Number | None:
    value = decimal(tokens.words[at], scale_at(tokens, at + 1) is not None)
    if value is None:
        return None
    if tokens.word(at + 1) in ("in", "of", "out") and value < 20:
        proportion = _proportion(tokens, at, value, at + 1)
        if proportion:
            return proportion
    if tokens.word(at + 1) == "/" and tokens.joined(at + 1) and tokens.joined(at + 2) and tokens.word(at + 3) == "of":
        below = decimal(tokens.word(at + 2))
        if below and 0 < value < below:
            return Number(at, at + 3, _percent(value, below), _percent(value, below), "share", digits=True)
    if tokens.word(at + 1) == ":" and tokens.joined(at + 1) and tokens.joined(at + 2):
        below = decimal(tokens.word(at + 2))
        if below:
            return Number(at, at + 3, value / below, value / below, "ratio", digits=True)
    last = at + 1
    scale = scale_at(tokens, last)
    while scale and value < 10**16:
        value, last = value * scale[0], scale[1]
        scale = scale_at(tokens, last)
    if tokens.word(last) == "and" and last == at + 1 and tokens.word(last + 1) == "a" and tokens.word(last + 2) == "half":
        value, last = value + Decimal("0.5"), last + 3
    return Number(at, last, value, value, digits=True)


def _counted(tokens: Tokens, at: int) -> Number | None:
    """A number in words: two hundred and five thousand, seventeen hundred, half a million, twoscore."""
    word = tokens.words[at]
    if word in ("a", "an"):
        scale = scale_at(tokens, at + 1)
        if not scale or tokens.word(at + 1) in ("bn", "mn"):
            return None
        value, last = Decimal(scale[0]), scale[1]
        scale = scale_at(tokens, last)
        if scale:
            value, last = value * scale[0], scale[1]
        return Number(at, last, value, value)
    if word in ("twoscore", "threescore", "fourscore"):
        score = Decimal(20 * (2 + ("twoscore", "threescore", "fourscore").index(word)))
        return Number(at, at + 1, score, score)
    total = current = 0
    last, found = at, False
    while True:
        word = tokens.word(last)
        if word in UNITS and (
            not found
            or current % 100 in range(20, 91, 10)
            or (current % 100 == 0 and current)
            or (total and not current and tokens.word(last + 1) in SCALES)
        ):
            if found and current % 100 in range(20, 91, 10) and UNITS[word] not in range(1, 10):
                break
            current += UNITS[word]
        elif word in TENS and (not found or (current and current % 100 == 0) or (not current and total)):
            current += TENS[word]
        elif word in SCALES and found and total + current < 10**16:
            if word == "hundred" or (word in ("dozen", "score") and current):
                current *= SCALES[word]
            else:
                total, current = total + current * SCALES[word], 0
                if not total:
                    break
        else:
            break
        last, found = last + 1, True
        last = _bridge(tokens, last, current)
    if not found:
        return None
    value = Decimal(total + current)
    if value < 20 and tokens.word(last) in ("in", "of", "out") and value > 0:
        proportion = _proportion(tokens, at, value, last)
        if proportion:
            return proportion
    return Number(at, last, value, value)


def _bridge(tokens: Tokens, at: int, current: int) -> int:
    """Step over the hyphen of forty-three and the "and" of two hundred and five, where a smaller number follows."""
    word, follows = tokens.word(at), tokens.word(at + 1)
    if word == "-" and tokens.joined(at) and current % 100 in range(20, 91, 10) and 0 < UNITS.get(follows, 0) < 10:
        return at + 1
    if word == "and" and current and current % 100 == 0 and (follows in UNITS or follows in TENS) and tokens.word(at + 2) not in SCALES:
        return at + 1 if not _governs_anew(tokens, at + 2) else at
    return at


def _governs_anew(tokens: Tokens, at: int) -> bool:
    """In "a hundred dead and six wounded" the second number is one of its own."""
    return tokens.word(at - 4) in ("a", "an")


def _share(tokens: Tokens, at: int) -> Number | None:
    """A share in words: a third of, two-thirds, half the town; or an amount cut from one: half a million, a quarter of a million."""
    word, last = tokens.words[at], at + 1
    times = Decimal(1)
    if word in ("a", "an", "one") and tokens.word(last) in SHARES and not tokens.word(last).endswith("s"):
        if tokens.word(last) not in ("half", "third", "quarter") and tokens.word(last + 1) not in ("of", ",", ".", "") and word != "one":
            return None
        name, last = tokens.word(last), last + 1
    elif word in UNITS and 1 < UNITS[word] < 10 and tokens.word(last + (tokens.word(last) == "-")) in SHARES:
        last += tokens.word(last) == "-"
        name = tokens.word(last)
        if not name.endswith(("s",)):
            return None
        times, last = Decimal(UNITS[word]), last + 1
    elif word == "half":
        name = word
    elif word == "most" and tokens.word(at + 1) == "of":
        return Number(at, at + 1, Decimal(50), None, "share", "most", strict=True)
    elif word in ("a", "the") and "majority" in (tokens.word(at + 1), tokens.word(at + 2)) and tokens.word(at + 1) in _MAJORITIES:
        end = at + 2 if tokens.word(at + 1) == "majority" else at + 3
        return Number(at, end, Decimal(50), None, "share", None, strict=True)
    else:
        return None
    if name == "third" and tokens.word(last).isalpha() and tokens.word(last) not in _AFTER_A_THIRD:
        return None
    top, below = SHARES[name]
    after = last + 1 if tokens.word(last) == "of" else last
    if tokens.word(after) in ("a", "an"):
        scale = scale_at(tokens, after + 1)
        if scale:
            value = Decimal(scale[0]) * times * top / below
            return Number(at, scale[1], value, value)
    if word == "half" and tokens.word(last) in ("dozen", "million", "billion"):
        value = Decimal(SCALES[tokens.word(last)]) / 2
        return Number(at, last + 1, value, value)
    if name == "half" and tokens.word(last) in ("way", "hour", "an", "-", "brother", "sister", "a", "past") and tokens.word(last) != "of":
        return None
    percent = _percent(times * top, Decimal(below))
    return Number(at, last, percent, percent, "share")


def _proportion(tokens: Tokens, at: int, value: Decimal, last: int) -> Number | None:
    """One in four, 1 in 3, two out of five."""
    if tokens.word(last) == "of":
        return None
    last += 1
    if tokens.word(last - 1) == "out":
        if tokens.word(last) != "of":
            return None
        last += 1
    if tokens.word(last) == "every":
        last += 1
    word = tokens.word(last)
    below = (
        decimal(word) if word[:1].isdigit() else Decimal(UNITS[word]) if word in UNITS else Decimal(TENS[word]) if word in TENS else None
    )
    if below is None or not value < below or below > 1000 or tokens.word(last + 1) in _CLOCKED or below >= 1900:
        return None
    return Number(at, last + 1, _percent(value, below), _percent(value, below), "share")


_CLOCKED = frozenset(
    "minutes minute hours hour days day weeks week months month years year nights january february march april may june july august"
    " september"
    " october november december attacks strikes villages towns cities".split()
)


def _percent(top: Decimal, below: Decimal) -> Decimal:
    percent = 100 * top / below
    return percent if percent == percent.to_integral() else percent.quantize(Decimal("0.1"))


def _between(tokens: Tokens, at: int) -> Number | None:
    """Between three and five; between a third and a half."""
    first = _skip_sign(tokens, at + 1)
    left = _one(tokens, first) if first < len(tokens.words) else None
    if not left or left.vague:
        return None
    joint = left.last
    while joint < left.last + 2 and tokens.word(joint) not in ("and", "to") and tokens.word(joint):
        joint += 1
    if tokens.word(joint) not in ("and", "to") or joint + 1 >= len(tokens.words):
        return None
    second = _skip_sign(tokens, joint + 1)
    right = _one(tokens, second) if second < len(tokens.words) else None
    number = _spread(tokens, left, right) if right else None
    return replace(number, first=at) if number else None


def _skip_sign(tokens: Tokens, at: int) -> int:
    while tokens.word(at) in ("$", "€", "£", "us", "usd", "eur", "about", "some", "₽", "¥"):
        at += 1
    return at


def _ranged(tokens: Tokens, left: Number) -> Number:
    """Join a number with the one after it where the two are the ends of a range."""
    if left.vague or left.last + 1 >= len(tokens.words) or left.shape == "ratio":
        return left
    joint = tokens.words[left.last]
    if joint == "(" and tokens.word(left.last + 1) in _HEDGES:
        right = _one(tokens, left.last + 2) if left.last + 2 < len(tokens.words) else None
        spread = _spread(tokens, left, right) if right and tokens.word(right.last) == ")" else None
        return replace(spread, last=spread.last + 1) if spread else left
    if joint in ("%", "percent") and tokens.word(left.last + 1) in ("to", "-", "–"):
        right = _one(tokens, left.last + 2) if left.last + 2 < len(tokens.words) else None
        return (_spread(tokens, left, right) if right else None) or left
    if joint not in _LINKS:
        return left
    if joint in ("-", "/") and not (tokens.joined(left.last) and tokens.joined(left.last + 1)):
        return left
    if joint == "/" and (left.high or 0) > 20:
        return left
    second = _skip_sign(tokens, left.last + 1)
    if tokens.words[second : second + 3] in (["as", "high", "as"], ["as", "many", "as"], ["as", "much", "as"]):
        second += 3
    if tokens.word(second) in ("a", "an") and tokens.word(second + 1) not in SCALES and tokens.word(second + 1) not in SHARES:
        return left
    right = _one(tokens, second) if second < len(tokens.words) else None
    if joint == "/" and right and (right.high or 0) > 20:
        return left
    if joint == "to" and tokens.word(left.first - 1) == "from" and _is_change(tokens, left.first - 1):
        return left
    return (_spread(tokens, left, right) if right else None) or left


def _is_change(tokens: Tokens, at: int) -> bool:
    """Tell "rose from 34 to 41", two figures, from "ranging from 34 to 41", one."""
    return any(word in _CHANGES for word in tokens.words[max(0, at - 12) : at])


def _spread(tokens: Tokens, left: Number, right: Number) -> Number | None:
    """Make a range of two numbers; a scale said once holds for both (30-40 thousand, 10-12,000)."""
    low, high = left.low, right.high
    if low is None or high is None or right.vague or left.vague or "ratio" in (left.shape, right.shape):
        return None
    if left.shape != right.shape:
        return None
    low = _shared_scale(tokens, left, right, low, high)
    if low > high or (low == high):
        return None
    return Number(left.first, right.last, low, high, left.shape, digits=left.digits or right.digits)


def _shared_scale(tokens: Tokens, left: Number, right: Number, low: Decimal, high: Decimal) -> Decimal:
    for word, size in (*SCALES.items(), *TIGHT.items()):
        once = word in tokens.words[right.first : right.last] and word not in tokens.words[left.first : left.last]
        if once and low < size and low * size < high:
            return low * size
    in_thousands = (
        left.digits and right.digits and "," in tokens.words[right.first] and "," not in tokens.words[left.first] and high % 1000 == 0
    )
    if in_thousands and low < 100 and 1000 < low * 1000 < high < 10**6 and tokens.word(left.last) in ("-", "–"):
        return low * 1000
    return low


_ARTICLES = frozenset(("a", "an", "the"))
_MAJORITIES = frozenset(("majority", "vast", "great", "overwhelming", "large"))
_AFTER_AN_ARTICLE = frozenset((*AFTER_AN_ARTICLE, *SHARES, *SCALES, *_MAJORITIES))
"""What stands second in a number that an article begins: one look spares most articles of a text all further reading."""
_BEGINNINGS = frozenset((*UNITS, *TENS, *VAGUE_BEGINNINGS, "a", "an", "half", "between", "most", "twoscore", "threescore", "fourscore"))
