"""Korean names in Hangul, in Latin and in Cyrillic letters: which syllables a romanised word can stand for, and how these are written.

After the Revised Romanisation, McCune-Reischauer without its marks, Kontsevich's Cyrillic, and the habits of the press that follow none of
them. Hangul is folded (`folding`), which takes a syllable apart into its letters.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias
from unicodedata import normalize

Slots: TypeAlias = tuple[tuple[str, ...], ...]
"""A word as one choice after another: each slot holds what can stand there."""


def _table(first: int, written: str) -> dict[str, tuple[str, ...]]:
    """Give the letters of Hangul from one on, each with its ways of being written ("-" for none)."""
    rows = enumerate(written.split("/"))
    return {chr(first + place): tuple("" if one == "-" else one for one in row.split()) for place, row in rows}


_LATIN = (
    _table(0x1100, "g k/kk gg k/n/d t/tt dd t/r l n/m/b p v/pp bb p/s sh/ss s/-/j ch/jj tch ch/ch j/k/t/p/h"),
    _table(
        0x1161,
        "a ah/ae ai e/ya yah/yae/eo o u ou uh/e eh/yeo yo you yu yuh/ye yeh e/o oh/wa oa/wae/oe oi we/yo yoh/u oo woo wu/weo wo/we/wi wee/"
        "yu yoo you/eu u oo/ui eui i/i ee yi",
    ),
    _table(
        0x11A8,
        "k g c ck/k kk/k/n/n/n/t d/l r ll/k/m/l/l/l/p/l/m/p b/p/t s d/t s ss/ng/t j/t ch/k/t/p/t h",
    ),
)
_CYRILLIC = (
    _table(0x1100, "к г/кк/н/т д/тт/р л н/м/п б/пп/с/сс/-/ч дж/чч/чх ч/кх к/тх т/пх п/х"),
    _table(0x1161, "а/е/я/е/о е/е/е о/ие е/о/ва/ве/ве/е ио/у/во/ве/ви/ю/и у/ии и/и"),
    _table(0x11A8, "к/к/к/н/н/н/т/л ль/к/м/л/л/л/п/л/м/п/п/т/т/н нг/т/т/к/т/п/т"),
)
_SURNAMES = {
    "kim": "김", "gim": "김", "lee": "이 리", "yi": "이 리", "rhee": "이 리", "ri": "리 이", "yee": "이", "park": "박", "pak": "박",
    "bak": "박", "choi": "최", "choe": "최", "jung": "정", "jeong": "정", "chung": "정", "jong": "정 종", "kang": "강", "gang": "강",
    "cho": "조", "jo": "조", "yoon": "윤", "yun": "윤", "jang": "장", "chang": "장", "lim": "임 림", "im": "임", "rim": "림 임",
    "han": "한", "oh": "오", "o": "오", "seo": "서", "suh": "서", "so": "서 소", "shin": "신", "sin": "신", "kwon": "권", "gwon": "권",
    "hwang": "황", "ahn": "안", "an": "안", "song": "송", "ryu": "류 유", "yoo": "유 류", "you": "유", "yu": "유 류", "hong": "홍",
    "jeon": "전", "jun": "전", "chon": "전 천", "ko": "고", "go": "고", "koh": "고", "moon": "문", "mun": "문", "son": "손",
    "sohn": "손", "yang": "양", "ryang": "량", "bae": "배", "pae": "배", "baek": "백", "paek": "백", "heo": "허", "hur": "허",
    "ho": "허 호", "nam": "남", "sim": "심", "shim": "심", "noh": "노 로", "roh": "노 로", "ro": "로 노", "ha": "하", "kwak": "곽",
    "gwak": "곽", "sung": "성", "cha": "차", "joo": "주", "ju": "주", "chu": "주 추", "woo": "우", "koo": "구", "gu": "구", "ku": "구",
    "min": "민", "na": "나 라", "ra": "라 나", "jin": "진", "chin": "진", "ji": "지", "eom": "엄", "om": "엄", "won": "원",
    "chae": "채", "bang": "방", "pang": "방", "kong": "공", "hyon": "현", "hyun": "현", "thae": "태",
}  # fmt: skip
"""Surnames as the press writes them, in whatever system. Three of them name nearly half of all Koreans (Statistics Korea, 2015)."""

_SYLLABLES = 4
"""Of how many syllables a name can be; a longer word is none."""

_READINGS = 8
"""In how many ways a word is cut into syllables."""


def has_hangul(plain: str) -> bool:
    """Tell whether a folded word is written in Hangul.

    >>> from closewatch.protect.folding import folded
    >>> has_hangul(folded("김")), has_hangul("kim")
    (True, False)
    """
    return any("\u1100" <= sign <= "\u11ff" for sign in plain)


def is_korean_surname(plain: str) -> bool:
    """Tell whether a folded word is a surname of many Koreans.

    >>> is_korean_surname("pak"), is_korean_surname("petrenko")
    (True, False)
    """
    return plain in _SURNAMES or plain in _IN_HANGUL


_IN_HANGUL = frozenset(normalize("NFKD", one) for written in _SURNAMES.values() for one in written.split())


def surnames_like(plain: str) -> tuple[str, ...]:
    """Give the ways in which the press writes a surname, in Hangul or romanised.

    >>> surnames_like("pak"), surnames_like("petrenko")
    (('park', 'pak', 'bak'), ())
    """
    wanted = {plain} | {normalize("NFKD", one) for one in _SURNAMES.get(plain, "").split()}
    return tuple(way for way, written in _SURNAMES.items() if wanted & {normalize("NFKD", one) for one in written.split()})


@lru_cache(maxsize=4096)
def hangul_of(plain: str) -> tuple[Slots, ...]:
    """Give what a folded romanised word can be in Hangul: for each way of cutting it into syllables the letters, each a choice.

    >>> [slot[0] for slot in hangul_of("min")[0]] == list("\u1106\u1175\u11ab"), hangul_of("west")
    (True, ())
    """
    if plain in _SURNAMES:
        known = tuple(tuple((letter,) for letter in normalize("NFKD", one)) for one in _SURNAMES[plain].split())
        return (*known, *(cut for cut in _cut(plain, 0) if cut not in known))
    return tuple(_cut(plain, 0)[:_READINGS])


def _inverted(table: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for letter, ways in table.items():
        for way in ways:
            found[way] = (*found.get(way, ()), letter)
    return found


_BEGINNINGS, _MIDDLES, _ENDS = map(_inverted, _LATIN)


def _cut(plain: str, syllables: int) -> list[Slots]:
    """Cut a word into syllables in every way."""
    if not plain:
        return [()]
    if syllables == _SYLLABLES:
        return []
    found: list[Slots] = []
    for beginning in (one for one in _BEGINNINGS if plain.startswith(one)):
        rest = plain[len(beginning) :]
        for middle in (one for one in _MIDDLES if rest.startswith(one)):
            after = rest[len(middle) :]
            for end in ("", *(one for one in _ENDS if after.startswith(one))):
                slots = (_BEGINNINGS[beginning], _MIDDLES[middle], *((_ENDS[end],) if end else ()))
                found += [(*slots, *others) for others in _cut(after[len(end) :], syllables + 1)]
                if len(found) >= 4 * _READINGS:
                    return found
    return found


def syllables_of(slots: Slots) -> list[Slots]:
    """Cut the letters of a word in Hangul into its syllables."""
    found: list[list[tuple[str, ...]]] = []
    for slot in slots:
        if slot[0] < "\u1160" or not found:
            found.append([])
        found[-1].append(slot)
    return list(map(tuple, found))


def written_of(slots: Slots, *, cyrillic: bool = False) -> Slots:
    """Write letters of Hangul, each a choice, in Latin or in Cyrillic letters."""
    tables = _CYRILLIC if cyrillic else _LATIN
    ways = {letter: way for table in tables for letter, way in table.items()}
    return tuple(tuple(dict.fromkeys(way for letter in slot for way in ways.get(letter, (letter,)))) for slot in slots)
