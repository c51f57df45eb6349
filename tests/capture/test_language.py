from __future__ import annotations

import pytest

from closewatch.capture.language import tell_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ministry said that about 3,000 soldiers had reached the region."),
        ("de", "Die Behörde bestätigte die Zahl der Gefallenen, aber nicht den Ort."),
        ("fr", "Le ministère a démenti que des soldats ont été tués dans la région."),
        ("es", "El ministerio negó que los soldados hayan llegado a la región."),
        ("it", "Il ministero ha negato che i soldati sono arrivati nella regione."),
        ("pt", "O ministério negou que os soldados não foram para a região."),
        ("nl", "Het ministerie zei dat de soldaten niet in de regio zijn aangekomen."),
        ("pl", "Według ministra żołnierze przybyli do obwodu, ale nie wiadomo ilu."),
        ("tr", "Bakan, askerlerin bölgeye geldiğini söyledi ve bunun doğru olduğunu belirtti."),
        ("ru", "Москва заявила, что в этой области нет иностранных солдат."),
        ("uk", "Київ повідомив, що близько 3 тисяч солдатів прибули до області."),
        ("ko", "국가정보원은 병사 1만여 명이 도착했다고 밝혔다."),
        ("ja", "政府は、兵士がその地域に到着したと発表した。"),
        ("zh", "国防部表示，士兵已抵达该地区。"),
        ("ar", "قالت الوزارة إن نحو ثلاثة آلاف جندي وصلوا إلى المنطقة."),
        ("fa", "وزارت دفاع گفت که حدود سه هزار سرباز به این منطقه رسیده است."),
        ("he", "משרד הביטחון אמר כי כשלושת אלפים חיילים הגיעו לאזור."),
    ],
)
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert tell_language(text) == language


@pytest.mark.parametrize("text", ["", "3,000 + 200 = 3,200", "Xqz vbn wrt plk"])
def test_what_does_not_tell_is_none(text: str) -> None:
    assert tell_language(text) is None


def test_a_foreign_quotation_does_not_hide_the_language() -> None:
    text = "The minister wrote «Слава» on the wall of the house, and it was not in the papers. " * 3
    assert tell_language(text) == "en"
