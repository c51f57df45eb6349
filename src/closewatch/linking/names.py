"""When two names are the same: the forms in which names from different reports can meet.

`shared_form` is the plain writing of a name; `sound_form` folds the ways in which other scripts are put into Latin letters, by rules of
sound and no list of names. Who may be joined by a name is the business of `actors`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

TITLES = frozenset(
    "mr mrs ms dr prof professor sir lord lady dame president minister general colonel major captain commander lieutenant sergeant admiral"
    " brigadier marshal gen col maj capt lt sgt brig sheikh shaikh imam ayatollah mullah rev father bishop the".split()
)
"""Words before a name that are no part of it; an article is none of any name either."""

_OTHER_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ħ": "h", "ə": "a", "ð": "d", "ß": "ss", "æ": "e", "œ": "e", "þ": "th"}
    | dict(zip("абвгґдеєзиіїйклмнопрстуфыэъь", [*"abvggdeeziiiiklmnoprstufie", "", ""], strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ё": "e"}
)
_APOSTROPHES = re.compile("['’‘ʻʼ`ʹʾʿ]")
# Ways of writing one sound (as the tables of BGN/PCGN, ICAO 9303 and the newsrooms' own habits differ), in the order in which they are
# folded. C and S stand for "ch" and "sh" from the fourth line on, so that they are not taken for single letters.
_SOUNDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^(?:ye|je)", "e"),
        (r"dzh|dj|zh", "j"),
        (r"tsch|tch", "ch"),
        (r"sch|sh", "S"),
        (r"ch", "C"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"tz", "ts"),
        (r"ck|q|c(?![eiy])", "k"),
        (r"c", "s"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"off?$|ov$", "ov"),
        (r"eff?$", "ev"),
        (r"(?<=[bdgkpt])r$", "er"),
        (r"(?<=[aeiouy])j(?![aeou])|y", "i"),
        (r"(?<=[aeiou])h$", ""),
        (r"[ou]u|oo|e[ou]|u", "o"),
        (r"ee", "i"),
        (r"[ae]i+|ie", "i"),
        (r"e", "a"),
        (r"(.)\1+", r"\1"),
    )
)
_ARTICLES = frozenset("al el as ash an ar at az ad ul ed es".split())
_JOINED_ARTICLE = re.compile(r"(?<![\w])(?:al|el|as|ash|an|ar|at|az|ad|ul|ed|es)[-‐‑–'’]\s*(?=\w)", re.IGNORECASE)
_ABD = re.compile(r"\babd(?:[aeiou]l[\s-]+|[\s-]+(?:[ae]l[\s-]+)?|[aeiou]l(?=\w\w)|[aeiou](?=[rnszdtq]\w{3}))", re.IGNORECASE)
_LATE_E = re.compile(r"e(?=[^\W\daeiouy]{1,2}\b)")
_OPEN = 2
"""How many words of a name are tried with another vowel: two make four forms, and names with more are rare."""
_PATRONYMIC = re.compile(r"(?:o|e|yo)v[yi]ch$|(?:o|e|i)vna$|[iy]chna$")
_AFTER = frozenset("jr sr ii iii iv".split())
_FAMILIES = (
    "kim lee li yi rhee ri park pak bak choi choe jung jeong chung chong kang cho jo yoon yun jang lim im rim han oh seo suh shin sin kwon"
    " hwang ahn an song yoo yu ryu hong ko koh moon mun yang bae paik baek noh roh wi wang zhang chen liu zhao huang zhou wu xu sun ma zhu"
    " hu guo he lin luo zheng liang xie tang nguyen tran pham hoang phan vu dang bui"
)
"""Family names of Korea, China and Vietnam, where they stand first (the commonest of the censuses)."""


_SPELLINGS = {
    "defense": "defence", "center": "centre", "program": "programme", "organization": "organisation", "labor": "labour",
    "theater": "theatre", "harbor": "harbour", "neighborhood": "neighbourhood", "mobilization": "mobilisation",
}  # fmt: skip
_SMALL = frozenset("of for and in on a an to".split())
_UNITED = re.compile(r"\bU\.N\.(?!\w)|\bUnited Nations\b")
_UN_HEADS = frozenset("agency office arm body organisation department".split())
"""What a body of the UN that is named by its task is called: its refugee agency here, its refugee office there."""
_LEGAL_FORMS = frozenset("inc corp corporation ltd limited llc plc co company group holdings ag sa se nv gmbh".split())


def shared_form(name: str) -> str:
    """Write a name without case, accents, titles and punctuation.

    >>> shared_form("Mr. José  Núñez"), shared_form("The Harbour Gazette")
    ('jose nunez', 'harbour gazette')
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return " ".join(word for word in re.findall(r"\w+", plain.casefold()) if word not in TITLES)


@lru_cache(maxsize=16384)
def sound_form(word: str) -> str:
    """Fold the ways of writing one word of a name in Latin letters into one; Cyrillic letters are put into Latin ones first.

    >>> [sound_form(word) for word in ("Zelensky", "Zelenskyy", "Zelenskiy", "Зеленський")]
    ['zalanski', 'zalanski', 'zalanski', 'zalanski']
    >>> sound_form("Mohammed") == sound_form("Muhammad") != sound_form("Mahmoud")
    True
    """
    small = _APOSTROPHES.sub("", word.casefold()).translate(_OTHER_LETTERS)
    small = "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))
    for pattern, to in _SOUNDS:
        small = pattern.sub(to, small)
    return small


_FOLDED_FAMILIES = frozenset(map(sound_form, _FAMILIES.split()))
_COMMON = frozenset(
    map(
        sound_form,
        "mohammed ahmed hassan hussein ali abdullah ibrahim omar osman khan shah singh kumar smith jones johnson brown williams ivanov"
        " petrov garcia rodriguez gonzalez fernandez lopez martinez silva santos diallo traore keita toure ouedraogo".split(),
    )
)


@lru_cache(maxsize=8192)
def person_form(name: str) -> tuple[str, str] | None:
    """Give the folded family name of a person and the folded whole name, the family name first where it stands first; None for no name.

    Articles of Arabic names, initials, patronymics and titles are left out, since one report writes them and another does not.

    >>> person_form("Abdel Fattah al-Burhan") == person_form("Abdelfattah El Burhan")
    True
    >>> person_form("Hyun-Seung Lee") == person_form("Lee Hyunseung"), person_form("Dmitry S. Peskov")
    (True, ('paskov', 'dmitri paskov'))
    """
    return _folded(_split(name))


@lru_cache(maxsize=8192)
def person_forms(name: str) -> tuple[str, ...]:
    """Give the folded whole name of a person, and others where Arabic vowels leave open which it is; nothing for a single word.

    >>> set(person_forms("Khaled Omer")) & set(person_forms("Khalid Omar")), person_forms("Kindratenko")
    ({'halid omar'}, ())
    """
    words = _split(name)
    open_words = [place for place, word in enumerate(words) if _LATE_E.search(word)][:_OPEN]
    forms = []
    for choice in product((False, True), repeat=len(open_words)):
        changed = {place for place, other in zip(open_words, choice, strict=True) if other}
        form = _folded([_LATE_E.sub("i", word) if place in changed else word for place, word in enumerate(words)])
        if form and " " in form[1]:
            forms.append(form[1])
    return tuple(dict.fromkeys(forms))


def _folded(names: list[str]) -> tuple[str, str] | None:
    parts = [part for part in map(_parts, names) if part]
    if not parts:
        return None
    words = [sound_form("".join(part)) if len(part) == 1 else " ".join(map(sound_form, part)) for part in parts]
    first, last = words[0], words[-1]
    hyphened = any(len(part) > 1 for part in parts)
    if len(words) > 1 and (first in _FOLDED_FAMILIES or (last in _FOLDED_FAMILIES and (len(words) == 2 or hyphened))):
        given = words[1:] if first in _FOLDED_FAMILIES else words[:-1]
        family = first if first in _FOLDED_FAMILIES else last
        return family, f"{family} {sound_form(''.join(given).replace(' ', ''))}"
    return words[-1].split(" ")[-1], " ".join(words)


def is_common_family(family: str) -> bool:
    """Whether a folded family name is borne by so many that, with an office beside it, it still tells nobody apart.

    >>> is_common_family(sound_form("Park")), is_common_family(sound_form("Kindratenko"))
    (True, False)
    """
    return family in _FOLDED_FAMILIES or family in _COMMON


@lru_cache(maxsize=16384)
def body_form(name: str) -> str:
    """Fold the name of a body or an outlet: one spelling for British and American words, no articles and no legal form of a company.

    >>> body_form("The Centre for Civil Defence") == body_form("Center for Civil Defense")
    True
    >>> body_form("United Nations refugee agency") == body_form("the UN's refugee office") != body_form("UN office")
    True
    """
    name = _UNITED.sub("UN", name)
    if is_acronym(name):
        return name.replace(".", "").removeprefix("the ").removeprefix("The ").casefold()
    words = plain_words(name)
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    if words[:1] == ["un"] and len(words) > 2 and words[-1] in _UN_HEADS:
        words[-1] = "agency"
    return " ".join(sound_form(word) for word in words if word not in _SMALL)


def is_acronym(name: str) -> bool:
    """Whether a name is one word of letters that stand for words, mostly capitals.

    >>> [name for name in ("NRU", "U.N.", "FAMa", "Reuters", "BBC News", "M23") if is_acronym(name)]
    ['NRU', 'U.N.', 'FAMa', 'M23']
    """
    letters = name.removeprefix("the ").removeprefix("The ").replace(".", "")
    return (
        2 <= len(letters) <= 8 and letters.isalnum() and sum(letter.isupper() or letter.isdigit() for letter in letters) > len(letters) / 2
    )


def plain_words(phrase: str) -> list[str]:
    """Give the words of a phrase without case, accents, possessives and the article before them, in British spelling.

    >>> plain_words("The Defense Ministry's press office")
    ['defence', 'ministry', 'press', 'office']
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", phrase) if not unicodedata.combining(sign)).casefold()
    words = [_SPELLINGS.get(word, word) for word in re.findall(r"\w+", re.sub("['’]s?\\b", "", plain))]
    return words[1:] if words[:1] == ["the"] else words


def _split(name: str) -> list[str]:
    """Take a person's name apart into words, hyphens kept inside; without articles, titles, initials and patronymics."""
    plain = _ABD.sub("Abd", _JOINED_ARTICLE.sub("", name))
    words = [word for word in re.findall(r"[^\W_]+(?:[-‐‑–'’‘ʻʼ`ʹʾʿ][^\W_]+)*", plain) if word.casefold() not in TITLES]
    kept = [word for place, word in enumerate(words) if not (place and word.casefold() in _ARTICLES | _AFTER)]
    if len(kept) > 2:
        kept = [word for word in kept if len(word) > 1] if sum(len(word) > 1 for word in kept) > 1 else kept
    if len(kept) == 3 and _PATRONYMIC.search(kept[1].casefold().translate(_OTHER_LETTERS)):
        del kept[1]
    return kept


def _parts(word: str) -> list[str]:
    return [part for part in re.split(r"[-‐‑–]", word) if part]
