"""Reads the words that bound a number: at least, up to, more than, nearly, some, or so, and counting.

Turns a number and the words on either side of it into the amount as it was said; an open end is never closed. What the number counts
is read elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from closewatch.reading.numerals import Number
from closewatch.reading.tokens import Tokens
from closewatch.terms.figure import Lean, Range

_LEAST, _ABOVE, _MOST, _BELOW, _ABOUT, _NEARLY, _JUST_OVER, _FIRM, _EQUAL = (
    "least",
    "above",
    "most",
    "below",
    "about",
    "nearly",
    "just over",
    "firm",
    "equal",
)


def _or_equal(more: str) -> str:
    """The ways to say that the number itself is meant too: more than or equal to, equal to or more than, more or equal than."""
    return "|".join(
        form
        for word in more.split()
        for form in (f"{word} than or equal to", f"equal to or {word} than", f"{word} or equal than", f"{word} or equal to",
                     f"equal or {word} than")
    )  # fmt: skip


_BEFORE = {
    _LEAST: _or_equal("more greater larger higher bigger") + "|> =|≥|at least or equal to|equal to or at least"
    "|at least|at the very least,?|at the least|at a minimum,?|no fewer than|no less than|not fewer than|not less than"
    "|a minimum of|minimum of"
    "|minimum|min .|upwards of|upward of|starting at|start at|starts at|start from|as few as|as little as|exceeds or equals"
    "|a floor of|from at least"
    "|no longer fewer than|a low of|not below|never fewer than|never less than",
    _ABOVE: ">|bigger than"
    "|more than|over|above|well over|well above|greater than|beyond|in excess of|far more than|far over|passed|past|topped|tops"
    "|exceeded|exceeds"
    "|exceeding|surpass|surpassed|surpasses|surpassing|could exceed|may exceed|might exceed|will exceed|to exceed|exceed|outnumber"
    "|outnumbered|outnumbers|higher than|longer than|larger than|well more than"
    "|much more than"
    "|topping|crossed|passes|better than|north of|many more than|long past|considerably more than|no longer under",
    _MOST: _or_equal("less fewer lower smaller") + "|< =|≤|at most or equal to|equal to or at most"
    "|up to|as many as|as much as|no more than|not more than|at most|at the most|at the very most|a maximum of|maximum of"
    "|maximum|max .|at the outside,?"
    "|did not exceed|does not exceed|not exceed|not exceeding|not above|not over|as high as|no higher than|as large as|may reach"
    "|could reach|might reach"
    "|ceiling is|ceiling of|ceiling was|a limit of|capped at|a cap of|limited to|cap of|upper limit of|at best|anything up to"
    "|a high of|to at most"
    "|never more than|nor more than|room for|cap is|limit is|can reach|not surpass|did not surpass|not top",
    _BELOW: "<|fewer than|less than|under|below|well under|well below|short of|not quite as many as|lower than|far fewer than"
    "|far less than|smaller than"
    "|fewer than the|less than the|lower than the|south of|considerably fewer than",
    _ABOUT: "about|around|some|roughly|approximately|approx .|approx|an estimated|estimated|the estimated|estimated at|estimates at"
    "|something like|perhaps"
    "|in the region of|on the order of|of the order of|in the order of|in the neighbourhood of|in the neighborhood of|in the vicinity of"
    "|give or take,?|close on|or so|~|circa|ca .|c .|maybe|somewhere around|somewhere near|, say|probably|more or less|as it were"
    "|possibly|or about"
    "|estimated to number|estimated to be|estimated to have been|is estimated at|was estimated at|are estimated at"
    "|were estimated at|put at about"
    "|estimated total of|a rough|an approximate|≈|estimate of|or roughly|or about|or some",
    _NEARLY: "nearly|almost|close to|just under|approaching|just short of|just below|nearing|not quite|virtually|a little under"
    "|slightly under"
    "|slightly fewer than|slightly less than|just shy of|a little less than|a shade under|just less than|just fewer than"
    "|practically|all but|near",
    _JUST_OVER: "just over|a little over|slightly over|slightly more than|a little more than|just more than|just above|barely more than"
    "|a shade over"
    "|marginally more than|little more than",
    _FIRM: "up to now|up to today|up to then"
    "|exactly|only|just|precisely|fully|another|all|a further|further|a total of|total of|no|not|the|its|their|his|her|a|an|as"
    "|is|was|are|well|far|even"
    "|by|today|now|still|also|in all|altogether",
}
_AFTER = {
    _EQUAL: "or equal|or equal to|or equal to it",
    _LEAST: "or more|or more than"
    "|- plus|plus|+|at the least|at the very least|at least|at a minimum|at minimum|minimum|and rising|and counting"
    "|and up|and upwards|and above"
    "|and over|or above|or over|upwards|is the floor|or higher|or greater|and climbing|and more|, perhaps more|, possibly more"
    "|, maybe more|if not more"
    "|, if not more|at a conservative estimate|at the lowest estimate|at the lowest|as a minimum|, minimum|, at least"
    "|, at a minimum|, at the least|or so at least",
    _MOST: "at most|at the most|at the very most|or fewer|or less|or under|, no more|, not more|and no more|and not more"
    "|or less than|or fewer than|at the outside|at the utmost|tops|maximum|max"
    "|, at most|, at the most|, at the outside|, maximum|or below|or lower|at the maximum|at best|is the ceiling|is the limit"
    "|is the maximum",
    _ABOUT: "or so|- odd|odd|or thereabouts|, give or take|give or take|, more or less|more or less|- some|, roughly|, approximately"
    "|, or thereabouts|, or so"
    "|, by estimate|, about",
    _NEARLY: "or nearly so|, or nearly|or slightly fewer",
}
_NOUN_BETWEEN = 4
"""How many pieces a noun phrase may put between a number and the bound after it ("12 rebels, no more")."""
_LATE = frozenset(
    phrase
    for group in (_AFTER[_LEAST], _AFTER[_MOST])
    for phrase in group.split("|")
    if phrase not in ("- plus", "plus", "+", "minimum", "maximum", "max", "tops", "upwards", "at least", "at most")
)


_CLOSING = (["at", "most"], ["at", "least"], ["tops"], ["maximum"], ["minimum"])
"""Bounds that stand late only where the clause ends with them: they lost 15 men at most."""
_ENDS = frozenset((".", ",", ";", "!", "?", ")", ""))


_Phrases = dict[str, list[tuple[list[str], str, bool]]]


def _by_word(table: dict[str, str], last: bool) -> _Phrases:
    """Index phrases by the word nearest to the number, the longest first, with their sense and whether they may stand late.

    A phrase that ends in ",?" may have the comma or not.
    """
    index: _Phrases = {}
    for sense, phrases in table.items():
        for phrase in phrases.split("|"):
            forms = [phrase[:-2], phrase[:-2] + " ,"] if phrase.endswith(",?") else [phrase]
            for form in forms:
                words = form.split()
                index.setdefault(words[-1] if last else words[0], []).append((words, sense, form in _LATE))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


_INDEX_BEFORE = _by_word(_BEFORE, last=True)
_INDEX_AFTER = _by_word(_AFTER, last=False)


@dataclass(frozen=True, slots=True)
class Bounded:
    """An amount with its bound words: pieces `first` to `last` (excluded) of the text, or None where nothing bounds it."""

    amount: Range
    before: tuple[int, int] | None = None
    after: tuple[int, int] | None = None

    @property
    def words(self) -> tuple[int, int] | None:
        """The pieces that bound the number: those before it if any, else those after."""
        return self.before or self.after


@dataclass(frozen=True, slots=True)
class Side:
    """A bound before a number: its first piece, whether it bounds from below, and whether the number itself is outside."""

    start: int
    lower: bool
    strict: bool


def bound_ending_at(tokens: Tokens, at: int, floor: int) -> Side | None:
    """Read the words before piece `at`, from piece `floor` on, that bound a number from below or above; or None.

    >>> from closewatch.reading.tokens import cut
    >>> bound_ending_at(cut("no fewer than 12"), 3, 0).lower
    True
    """
    found = _ending_at(tokens, at, floor)
    if not found or found[1] not in (_LEAST, _ABOVE, _MOST, _BELOW):
        return None
    return Side(found[0], found[1] in (_LEAST, _ABOVE), found[1] in (_ABOVE, _BELOW))


def read_bounds(tokens: Tokens, number: Number, first: int, last: int, floor: int, ceiling: int) -> Bounded:
    """Bound a number by the words on either side of its pieces `first` to `last`, within those from `floor` to `ceiling`.

    >>> from closewatch.reading.numbers import read_number
    >>> from closewatch.reading.tokens import cut
    >>> tokens = cut("no fewer than 12 men"); number = read_number(tokens, 3)
    >>> read_bounds(tokens, number, 3, 4, 0, 5).amount.open_high
    True
    """
    senses: list[str] = []
    before: tuple[int, int] | None = None
    at = first
    for _ in range(3):
        found = _ending_at(tokens, at, floor)
        if not found:
            break
        start, sense = found
        if sense != _FIRM:
            senses.append(sense)
            before = (start, before[1] if before else at)
        at = start
    after: tuple[int, int] | None = None
    behind = _starting_at(tokens, last, ceiling)
    if behind:
        senses.append(behind[2])
        after = (behind[0], behind[1])
    return Bounded(_amount(number, senses), before, after)


def _ending_at(tokens: Tokens, at: int, floor: int) -> tuple[int, str] | None:
    if at <= floor:
        return None
    for phrase, sense, _ in _INDEX_BEFORE.get(tokens.words[at - 1], ()):
        start = at - len(phrase)
        if start >= floor and tokens.words[start:at] == phrase:
            return start, sense
    return None


def _starting_at(tokens: Tokens, last: int, ceiling: int) -> tuple[int, int, str] | None:
    """A bound after the number, or after the few words of its noun phrase."""
    for at in range(last, min(last + 1 + _NOUN_BETWEEN, ceiling)):
        word = tokens.words[at]
        for phrase, sense, late in _INDEX_AFTER.get(word, ()):
            end = at + len(phrase)
            if end > ceiling or tokens.words[at:end] != phrase:
                continue
            if at > last and not late and not (phrase in _CLOSING and tokens.word(end) in _ENDS):
                continue
            if phrase == ["odd"] and not tokens.word(end).isalpha():
                continue
            if tokens.word(end)[:1].isdigit() or (
                phrase[-1] in ("more", "less", "fewer", "least", "most", "about", "roughly") and tokens.word(end) in ("than", "of")
            ):
                continue
            if sense == _EQUAL and tokens.word(end) == "to":
                continue
            if phrase[-1] == "than" and tokens.word(end)[:1].isalnum():
                continue
            if phrase in (["plus"], ["+"]) and tokens.word(end)[:1].isdigit():
                continue
            return at, end, sense
        if word in (";", ".", ":", "(") or (
            word == "," and tokens.word(at + 1) not in ("no", "not", "perhaps", "possibly", "maybe", "if", "at", "give", "more")
        ):
            return None
    return None


def _amount(number: Number, senses: list[str]) -> Range:
    low, high = plain(number.low), plain(number.high)
    approximate = _ABOUT in senses
    if _EQUAL in senses:
        senses = [{_ABOVE: _LEAST, _BELOW: _MOST}.get(sense, sense) for sense in senses]
    if number.bounded:
        return Range(low=low, high=high, strict=number.strict, approximate=approximate)
    if number.vague and number.shape == "count":
        ends = number.high is None
        if _MOST in senses or _BELOW in senses:
            return Range(high=low, open_low=True, strict=_BELOW in senses, approximate=approximate, vague=number.vague)
        return Range(low=low, high=high, open_high=ends, strict=_ABOVE in senses and ends, approximate=approximate, vague=number.vague)
    if number.high is None:
        return Range(low=low, open_high=True, strict=number.strict, approximate=approximate, vague=number.vague)
    bound = next((sense for sense in senses if sense in (_LEAST, _ABOVE, _MOST, _BELOW, _NEARLY, _JUST_OVER)), None)
    best = low if low == high else None
    if bound in (_LEAST, _ABOVE):
        upper = high if best is None else None
        return Range(low=low, high=upper, open_high=True, strict=bound == _ABOVE, approximate=approximate)
    if bound in (_MOST, _BELOW):
        lower = low if best is None else None
        return Range(low=lower, high=high, open_low=True, strict=bound == _BELOW, approximate=approximate)
    lean = Lean.BELOW if bound == _NEARLY else Lean.ABOVE if bound == _JUST_OVER else None
    return Range(low=low, best=best, high=high, approximate=approximate or lean is not None, lean=lean)


def plain(number: Decimal | None) -> Decimal | None:
    """Write an amount with no more digits than it has, and never as a power of ten, so that one amount has one form.

    >>> plain(Decimal("2100000.0")), plain(Decimal("0.50"))
    (Decimal('2100000'), Decimal('0.5'))
    """
    if number is None:
        return None
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()


def opened(amount: Range, *, high: bool) -> Range:
    """Open one end of an exact amount, for a sentence that says elsewhere that it is a floor or a ceiling."""
    if amount.low is None or amount.high is None or amount.vague:
        return amount
    if high:
        return Range(low=amount.low, high=amount.high if amount.best is None else None, open_high=True, approximate=amount.approximate)
    return Range(low=amount.low if amount.best is None else None, high=amount.high, open_low=True, approximate=amount.approximate)
