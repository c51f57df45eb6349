"""Which legacy character set undeclared bytes are most likely in.

Only asked when they are not Unicode and nothing was declared; `encoding` says that it was a guess.
"""

from __future__ import annotations

_OTHERS = "cp949 cp932 euc_jp gb18030 big5 cp1256 cp1255 cp1253 cp874 cp1251 koi8_r koi8_u cp1252 cp1250".split()
_LETTERS = {
    "cp1252": "éèêëàâäáåãçñôöóòõøîïíìûüúùßæœ" + "ÉÈÀÄÅÇÑÖÓØÜÚ",
    "cp1250": "ąćęłńóśźżáäčďéěíľĺňôřšťúůýžöüőű" + "ŁŚŻČŘŠŽ",
    "cp1254": "çğıöşüâî" + "ÇĞİÖŞÜ",
}
"""The letters beyond ASCII that the languages of each set write (their alphabets; in doubt the earlier set wins)."""

_CYRILLIC_LETTERS = 0.9
_LOWER_CASE = 0.8
_COMMON_LETTERS = frozenset("оеаинтіОЕАИНТІ")
_COMMON_SHARE = 0.38
"""The letters "оеаинті" are 45 to 50 of a hundred in running Russian and Ukrainian; Greek or Hebrew read as Cyrillic stays below 30."""


def guess_charset(data: bytes) -> str | None:
    """Guess the character set of undeclared text by the letters it would give.

    >>> guess_charset("Министр подтвердил эти сведения.".encode("koi8-r"))
    'koi8_r'
    """
    return _cyrillic(data) or _latin_or_other(data)


def _cyrillic(data: bytes) -> str | None:
    """Running Cyrillic text is nearly all small letters, which windows-1251 and KOI8 keep in each other's places for capitals."""
    high = sum(1 for byte in data if byte >= 0x80)
    ascii_letters = sum(1 for byte in data if 65 <= byte & 0xDF <= 90 and byte < 0x80)
    if high < 6 or high < ascii_letters:
        return None
    for charset in ("cp1251", "koi8_r", "koi8_u"):
        text = data.decode(charset, "replace")
        letters = [character for character in text if "Ѐ" <= character <= "ӿ"]
        lower = sum(1 for character in letters if character.islower())
        # In KOI8-R the four letters of Ukrainian are line-drawing signs, so that text of these belongs to KOI8-U.
        drawn = charset == "koi8_r" and any("─" <= character <= "╿" for character in text)
        common = sum(1 for character in letters if character in _COMMON_LETTERS)
        likely = lower >= _LOWER_CASE * len(letters) and common >= _COMMON_SHARE * len(letters)
        if len(letters) >= _CYRILLIC_LETTERS * high and likely and not drawn:
            return charset
    return None


def _latin_or_other(data: bytes) -> str | None:
    import warnings

    from charset_normalizer import from_bytes

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        best = from_bytes(data, cp_isolation=_OTHERS).best()
    found = best.encoding if best else None
    if found == "cp949" and b" " not in data and (b"\xa1\xa3" in data or b"\xa3\xac" in data):
        # Korean parts its words by spaces and ends sentences with an ASCII full stop; Chinese has neither, but wide commas and stops.
        return "gb18030"
    return _latin(data) if found in (None, "cp1252", "cp1250") else found


def _latin(data: bytes) -> str | None:
    known: dict[str, int] = {}
    for charset, letters in _LETTERS.items():
        text = data.decode(charset, "replace")
        beyond = [character for character in text if character > "\x7f" and character.isalpha()]
        strange = sum(1 for character in text if character in "\ufffd³¹¿¥¯¶ˇ˛¸˝")
        known[charset] = sum(1 if character in letters else -1 for character in beyond) - 2 * strange
    best = max(known, key=lambda charset: known[charset])
    return best if "\ufffd" not in data.decode(best, "replace") else None
