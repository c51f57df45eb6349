"""How one name is written: in other alphabets and by other romanisations, turned round, with initials, run together, and inflected.

Makes patterns for folded text (`folding`). The tables are made to find, not to write: each letter stands for all that the common systems
make of it (Cyrillic: Ukraine's KMU 55/2010, BGN/PCGN, ISO 9, passports, English, German, French and Polish press; Hangul: Revised
Romanisation and McCune-Reischauer without marks; Greek: ELOT 743).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile, islice, product
from typing import TypeAlias
from unicodedata import normalize

from closewatch.protect.folding import folded
from closewatch.protect.hangul import Slots, hangul_of, has_hangul, is_korean_surname, surnames_like, syllables_of, written_of
from closewatch.protect.plain_words import COMMON_SURNAMES, PLAIN_WORDS, TITLES

_LETTERS = "[^\\W\\d_]"
_GAP = r"[\W_]{0,6}"
_WIDE = r"[\W_]{0,6}(?:\w\.?[\W_]{1,3}){0,2}"
"""Between the parts of a person's name: signs that are no letters, and initials that others leave out."""

_FAR = r"[\W_]{1,6}"

_AFTER_INITIAL = r"[\s._-]{1,3}(?:\w[\s._-]{1,3})?"
"""After an initial comes no comma: two fields of a row, one letter in the first of them, are no name."""

WHOLE_LETTERS = 7
"""From so many letters on, a word is found inside longer ones too ("vpetrenko85"): shorter ones are parts of too many others."""

LEAST_SIGNS = 3
"""Shorter words are looked for as they stand, capitals and all."""

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v w f ff", "г": "g h gh", "д": "d", "е": "e ye ie je yo io jo", "ж": "zh z j g", "з": "z s",
    "и": "i y yi j ii iy yy ij yj", "к": "k c ck", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s ss", "т": "t",
    "у": "u ou w", "ф": "f ph", "х": "kh h x ch", "ц": "ts c tz cz", "ч": "ch tch c cz tsch", "ш": "sh s sch sz ch",
    "щ": "shch sch sc szcz chtch", "ю": "yu iu ju u", "я": "ya ia ja a",
}  # fmt: skip
_LATIN = {
    "shch": "щ шч", "szcz": "щ", "tsch": "ч", "sch": "щ ш сч сх", "tch": "ч", "kh": "х кх кг", "zh": "ж зх зг", "gh": "г гх",
    "ch": "ч х ш цх", "sh": "ш сх сг", "sz": "ш с сз", "cz": "ч ц", "ts": "ц тс", "tz": "ц тз", "ck": "к", "ph": "ф пх", "th": "т тх",
    "yu": "ю иу", "iu": "ю иу", "ju": "ю жу", "ya": "я иа", "ia": "я иа", "ja": "я жа", "ye": "е ие", "ie": "е ие", "je": "е же",
    "yo": "е ио о", "io": "е ио о", "jo": "е ио жо", "iy": "и ии", "yi": "и ии", "yy": "и ии", "ii": "и ии", "ij": "и ии", "yj": "и ии",
    "ee": "и ее", "oo": "у оо", "ou": "у оу", "ff": "в ф фф", "ss": "с сс", "a": "а", "b": "б", "c": "ц к с", "d": "д", "e": "е",
    "f": "ф в", "g": "г ж дж", "h": "г х", "i": "и", "j": "и ж дж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к",
    "r": "р", "s": "с з", "t": "т", "u": "у ю", "v": "в", "w": "в у", "x": "кс х", "y": "и", "z": "з ж",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v b", "γ": "g y gh", "δ": "d dh", "ε": "e", "ζ": "z", "η": "i e", "θ": "th", "ι": "i", "κ": "k c", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x ks", "ο": "o", "π": "p b", "ρ": "r", "σ": "s", "τ": "t d", "υ": "y u i v f", "φ": "f ph",
    "χ": "ch h kh", "ψ": "ps", "ω": "o",
}  # fmt: skip
_UMLAUTS = {"ä": "a ae", "ö": "o oe", "ü": "u ue", "ß": "ss s", "å": "a aa", "ø": "o oe", "đ": "d dj", "ñ": "n nn"}
_SOFTENED = {"г": "г з ж", "к": "к ц ч", "х": "х с ш"}
"""What a last consonant becomes before an ending: Ольга, Ользі."""

_VOWELS = "аеиоуюя"
_ENDINGS = "(?:а|я|у|ю|о|е|и|ом|ем|им|ам|ям|ах|ях|ою|ею|еи|ои|ов|ев|их|ами|ями|ими|ови|еви|ого|ому)?"
"""What a short name can end in, folded; a longer one ends in any three letters."""

_READINGS = 8
"""In how many ways the given name of a Korean is cut into syllables."""

_SLAVIC_LETTERS = 5
"""Shorter Latin words have no other romanisation than their own: Han is not Khan."""


@dataclass(frozen=True)
class Writing:
    """One way of writing a name: the one or two signs that it can begin with, and the pattern of what follows in folded text.

    A `bounded` one begins where a word does.
    """

    start: str
    rest: str
    bounded: bool


def writings_of(name: str, *, personal: bool) -> Iterator[Writing]:
    """Give every way of writing a name or words, in folded text; of a `personal` name the surname alone and initials are ways too.

    >>> any(pattern([*writings_of("Ivan Hnatiuk", personal=True)]).search(text) for text in (folded("Гнатюком"), "i. gnatyuk"))
    True
    """
    words = _words(name, personal=personal)
    if not words:
        return
    yield from _written(words, personal=personal)
    if personal:
        named = [word for word in words if folded(word) not in TITLES]
        if 1 < len(named) < len(words):
            yield from _written(named, personal=True)
        if len(named) > 1:
            yield from _parts_of_a_name(named)


def exact_of(name: str) -> str:
    """Give words that are too short or too common to be looked for in any writing, "" where they are not: they are matched as they stand.

    >>> exact_of("Rose"), exact_of("Petrenko"), exact_of("Al")
    ('Rose', '', 'Al')
    """
    words = re.findall(r"\w+", folded(name))
    plain = folded(name, cases=True)
    short = sum(map(len, words)) < LEAST_SIGNS and not re.search(r"[\u1100-\u11ff\u3040-\u9fff]", plain)
    common = len(words) == 1 and (words[0] in PLAIN_WORDS or words[0] in COMMON_SURNAMES)
    return plain.strip() if short or common else ""


def means_others_too(name: str) -> bool:
    """Tell whether words mean others elsewhere: a common surname alone, a title, a word of every day, a few letters.

    >>> means_others_too("Kim"), means_others_too("the general"), means_others_too("Petrenko"), means_others_too("a nurse of ward 6")
    (True, True, False, False)
    """
    words = [word for word in re.findall(r"\w+", folded(name)) if word not in TITLES]
    if has_hangul(folded(name)):
        return len(words) <= 1 and is_korean_surname(folded(name))
    telling = [word for word in words if word not in PLAIN_WORDS]
    return not telling or (len(words) == 1 and (words[0] in COMMON_SURNAMES or len(words[0]) < LEAST_SIGNS))


def _words(name: str, *, personal: bool) -> list[str]:
    """Split a name into its words, still with umlauts; a title before a person's name is no part of it."""
    words = [word for word in re.findall(r"(?:[^\W_]|['’ʼ])+", normalize("NFC", name.casefold())) if folded(word)]
    named = list(dropwhile(lambda word: folded(word) in TITLES, words)) if personal else words
    whole = len(named) == 1 and personal and re.fullmatch(r"[\uac00-\ud7a3]{2,4}", named[0])
    return [*named[0]] if whole else named or words


def _written(words: Sequence[str], *, personal: bool) -> Iterator[Writing]:
    """Give the ways of writing words in their order, in each alphabet."""
    for alphabet in _alphabets(words):
        yield from _joined(alphabet, _WIDE if personal and len(words) > 1 else _GAP)


def _parts_of_a_name(words: Sequence[str]) -> Iterator[Writing]:
    """Give the ways of writing a person's full name by parts: turned round, without what is in the middle, initials, surname alone."""
    words = [word for word in words if not word[0].isdigit()]
    if len(words) < 2:
        return
    plain = [folded(word) for word in words]
    korean = all(has_hangul(word) or hangul_of(word) for word in plain) and any(is_korean_surname(word) for word in (plain[0], plain[-1]))
    surname, given = (words[0], words[1:]) if korean and is_korean_surname(plain[0]) else (words[-1], words[:-1])
    for one in _alphabets([surname, *given]):
        yield from _joined(one, _GAP)
        yield from _joined([*one[1:], one[0]], _GAP)
    if korean:
        yield from _korean(folded(surname), [folded(word) for word in given])
        return
    if len(given) > 1:
        for one in _alphabets([given[0], surname]):
            yield from _joined(one, _WIDE)
            yield from _joined([one[1], one[0]], _GAP)
    for first, last in _alphabets([given[0], surname]):
        starts = tuple(sorted({start for way in first for choice in _opened(way)[0] for start in (choice, choice[0])}))
        yield from _joined([((starts,),), last], _AFTER_INITIAL)
    if not means_others_too(surname):
        yield from _written([surname], personal=False)


def _korean(surname: str, given: Sequence[str]) -> Iterator[Writing]:
    """Give the ways of writing a Korean name: either part first, syllables run together or apart; neither part alone names one person."""
    last, romanised = _jamo(surname), tuple(tuple((letter,) for letter in one) for one in surnames_like(surname))
    for cut in islice(product(*map(_jamo, given)), _READINGS):
        syllables = [(syllable,) for word in cut for syllable in syllables_of(word)]
        for words in ([last, *syllables], [*syllables, last]):
            yield from _joined(words, _GAP)
            for cyrillic in (False, True):
                ways = [tuple(dict.fromkeys(written_of(way, cyrillic=cyrillic) for way in word)) for word in words]
                if not cyrillic:
                    ways = [(*way, *romanised) if word is last else way for way, word in zip(ways, words, strict=True)]
                yield from _joined(ways, _GAP)


def _jamo(plain: str) -> tuple[Slots, ...]:
    """Give a syllable or a word, in Hangul or romanised, as letters of Hangul."""
    return (tuple((letter,) for letter in plain),) if has_hangul(plain) else hangul_of(plain)


def _alphabets(words: Sequence[str]) -> Iterator[list[tuple[Slots, ...]]]:
    """Give the words in each alphabet that they can be written in: for each word the ways of writing it, as slots."""
    seen: set[str] = set()
    for alphabet in (_own, _latin, _cyrillic):
        ways = [alphabet(word) for word in words]
        if all(ways) and repr(ways) not in seen:
            seen.add(repr(ways))
            yield ways


def _own(word: str) -> tuple[Slots, ...]:
    return (tuple((letter,) for letter in folded(word)),)


@lru_cache(maxsize=4096)
def _latin(word: str) -> tuple[Slots, ...]:
    plain = folded(word)
    if re.fullmatch(r"[a-z0-9]+", plain):
        own = tuple(tuple(_UMLAUTS[letter].split()) if letter in _UMLAUTS else (folded(letter),) for letter in word if folded(letter))
        if len(plain) < _SLAVIC_LETTERS or not plain.isalpha():
            return (own,)
        other = tuple(tuple(sorted({way for one in choices for way in _romanised(one)} | {letter})) for letter, choices in _segments(plain))
        return (own, other)
    if re.fullmatch(r"[а-я]+", plain):
        return (tuple(tuple(_CYRILLIC[letter].split()) for letter in plain),)
    if re.fullmatch(r"[α-ω]+", plain):
        return (tuple(tuple(_GREEK[letter].split()) for letter in plain),)
    return ()


def _romanised(cyrillic: str) -> list[str]:
    """Give the ways of writing one or two Cyrillic letters in Latin ones; of two letters only the first ways of each."""
    if len(cyrillic) == 1:
        return _CYRILLIC[cyrillic].split()
    return ["".join(_CYRILLIC[letter].split()[0] for letter in cyrillic)]


@lru_cache(maxsize=4096)
def _cyrillic(word: str) -> tuple[Slots, ...]:
    plain = folded(word)
    if re.fullmatch(r"[а-я]+", plain):
        return (tuple((letter,) for letter in plain),)
    if re.fullmatch(r"[a-z]+", plain):
        return (tuple(choices for _, choices in _segments(plain)),)
    return ()


def _segments(latin: str) -> list[tuple[str, tuple[str, ...]]]:
    """Cut a Latin word into what stands for one Cyrillic letter, the longest first, with what it can stand for."""
    found = []
    at = 0
    while at < len(latin):
        length = next(size for size in (4, 3, 2, 1) if latin[at : at + size] in _LATIN and at + size <= len(latin))
        found.append((latin[at : at + length], tuple(_LATIN[latin[at : at + length]].split())))
        at += length
    return found


def _joined(words: Sequence[tuple[Slots, ...]], gap: str) -> Iterator[Writing]:
    """Give the writings of words that follow each other, each in any of its ways."""
    letters = sum(min(map(len, word)) for word in words)
    sounds = bool(_SOUNDS.match(words[-1][0][0][0]))
    loose = sounds or letters >= WHOLE_LETTERS + (len(words) > 1)
    between = _FAR if gap == _GAP and letters < LEAST_SIGNS * 2 and not sounds else gap
    right = "(?![\u11a8-\u11ff])" if sounds else "" if loose else rf"s?(?!{_LETTERS})"
    following = "".join(
        f"{between}(?:{'|'.join(_slots(way, len(way), last=place == len(words) - 2) for way in word)})"
        for place, word in enumerate(words[1:])
    )
    for way in map(_opened, words[0]):
        opened = 2 if len(way) > LEAST_SIGNS else 1
        rest = _slots(way[opened:], len(way), last=len(words) == 1)
        for start in dict.fromkeys(map("".join, product(*way[:opened]))):
            yield Writing(start[:2], f"{re.escape(start[2:])}{rest}{following}{right}", not loose)


_SOUNDS = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff]")
"""Korean, Japanese and Chinese words stand without gaps between them, and particles follow them at once."""


def _opened(way: Slots) -> Slots:
    """Let the first slot of a word hold a sign in each of its choices."""
    while len(way) > 1 and "" in way[0]:
        way = (tuple(one + other for one in way[0] for other in way[1]), *way[2:])
    return way


def _slots(way: Slots, letters: int, *, last: bool) -> str:
    """Write slots as a pattern; the last word of a Cyrillic writing, of so many letters in all, can have any ending."""
    if last and way and re.match("[а-я]", way[-1][0]):
        return _inflected(way, letters)
    return "".join(map(_slot, way))


def _inflected(way: Slots, letters: int) -> str:
    """Let a Cyrillic word end in any case: its last vowels can be others, a fleeting one before its last consonant can be gone."""
    slots = list(way)
    if letters > LEAST_SIGNS:
        while slots and letters - (len(way) - len(slots)) > LEAST_SIGNS and all(set(one) <= set(_VOWELS) for one in slots[-1]):
            slots.pop()
        if len(slots) > 1 and any(one in "еои" for one in slots[-2]) and any(one in "цклнрвд" for one in slots[-1]):
            slots[-2] = (*slots[-2], "о", "и", "")
        if slots:
            slots[-1] = tuple(dict.fromkeys(soft for one in slots[-1] for soft in _SOFTENED.get(one, one).split() or ("",)))
    return "".join(map(_slot, slots)) + (_ENDINGS if letters <= LEAST_SIGNS + 1 else "[а-я]{0,3}")


def _slot(choices: Iterable[str]) -> str:
    found = sorted(set(choices), key=lambda one: (-len(one), one))
    if all(len(one) == 1 for one in found):
        return re.escape(found[0]) if len(found) == 1 else f"[{''.join(found)}]"
    return "(?:" + "|".join(map(re.escape, found)) + ")"


_Rests: TypeAlias = dict[str, dict[str, None]]


def pattern(writings: Iterable[Writing]) -> re.Pattern[str]:
    """Make one pattern of many writings, ordered by the signs that they begin with: most places of a text are passed by at once.

    Those that may stand inside a word, which are the longer ones, are tried first.
    """
    by_start: dict[str, tuple[_Rests, _Rests]] = {}
    for writing in writings:
        free, bounded = by_start.setdefault(writing.start[0], ({}, {}))
        (bounded if writing.bounded else free).setdefault(writing.start[1:], {})[writing.rest] = None
    groups = []
    for first, (free, bounded) in sorted(by_start.items()):
        kinds = [*_alternatives(free), *([f"(?<!{_LETTERS}.)(?:{'|'.join(_alternatives(bounded))})"] if bounded else [])]
        groups.append(f"{re.escape(first)}(?:{'|'.join(kinds)})")
    return re.compile("|".join(groups) or r"(?!)", re.DOTALL)


def _alternatives(rests: _Rests) -> list[str]:
    """Write what can follow a first sign, by the second one."""
    return [f"{re.escape(second)}(?:{'|'.join(found)})" for second, found in sorted(rests.items(), reverse=True)]
