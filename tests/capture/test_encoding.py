from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.capture.encoding import decode
from closewatch.terms.trouble import Unreadable

UKRAINIAN = "Київ повідомив, що близько 3 тисяч солдатів прибули до області."
RUSSIAN = "Министр подтвердил эти сведения и добавил, что данных о погибших нет."
KOREAN = "국가정보원은 병사 1만여 명이 도착했다고 밝혔다."
JAPANESE = "政府は、兵士がその地域に到着したと発表した。"
CHINESE = "国防部表示，士兵已抵达该地区。"
GERMAN = "Die Behörde bestätigte die Zahl der Gefallenen: 300 Männer wären tödlich verletzt."
POLISH = "Według ministra żołnierze przybyli do obwodu, łącznie trzy tysiące."


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (UKRAINIAN, "cp1251"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (UKRAINIAN, "koi8-u"), (KOREAN, "euc-kr"), (JAPANESE, "shift-jis"),
        (JAPANESE, "euc-jp"), (CHINESE, "gb18030"), (GERMAN, "cp1252"), (POLISH, "cp1250"),
    ],
)  # fmt: skip
def test_an_undeclared_character_set_is_guessed_and_the_guess_is_noted(text: str, charset: str) -> None:
    decoded = decode(text.encode(charset), "a.txt")
    assert decoded.text == text
    assert [problem.code for problem in decoded.problems] == ["text.encoding-guessed"]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [UKRAINIAN, KOREAN, GERMAN])
def test_unicode_is_known_with_and_without_a_mark(text: str, charset: str) -> None:
    decoded = decode(text.encode(charset), "a.txt")
    assert (decoded.text, decoded.problems) == (text, ())


def test_a_declared_character_set_is_used_where_the_bytes_are_not_utf_8() -> None:
    assert decode(GERMAN.encode("cp1252"), "a.txt", declared="iso-8859-1").text == GERMAN
    assert decode(UKRAINIAN.encode(), "a.txt", declared="windows-1251").text == UKRAINIAN


@pytest.mark.parametrize("declared", ["utf-7", "punycode", "unicode_escape", "no-such-set", "rot13", "zlib", "", "a" * 500, "x\x00y"])
def test_a_declared_set_that_is_none_for_text_is_passed_over(declared: str) -> None:
    assert decode(GERMAN.encode("cp1252"), "a.txt", declared=declared).text == GERMAN


def test_damaged_utf_8_stays_readable_and_is_doubtful() -> None:
    data = KOREAN.encode()[:-1] + b"\xff said so"
    decoded = decode(data, "a.txt")
    assert decoded.text.startswith(KOREAN[:-1])
    assert [problem.code for problem in decoded.problems] == ["text.encoding-doubtful"]


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "cp949", "gb18030", "hz", "iso2022_kr", "utf-7"]))
def test_any_bytes_give_text_that_can_be_written_or_a_named_problem(data: bytes, declared: str | None) -> None:
    try:
        decoded = decode(data, "a.txt", declared)
    except Unreadable:
        return
    decoded.text.encode("utf-8")
