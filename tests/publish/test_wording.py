from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.publish.wording import figure_words, one_line, period_words, readable
from closewatch.terms.figure import Figure, FigureKind, Range, Standing
from closewatch.terms.when import Period
from closewatch.testing import plain_report

SEVEN = Range(low=Decimal(7), best=Decimal(7), high=Decimal(7))


@pytest.mark.parametrize(
    ("kind", "unit", "per", "standing", "shown"),
    [
        (FigureKind.COUNT, "person", None, Standing.ASSERTED, "killed 7"),
        (FigureKind.COUNT, "person", None, Standing.DENIED, "killed 7 (denied)"),
        (FigureKind.COUNT, "drone", "day", Standing.ASSERTED, "killed 7 drone per day"),
        (FigureKind.SHARE, "percent", None, Standing.ASSERTED, "killed 7%"),
        (FigureKind.RATIO, "ratio", None, Standing.ASSERTED, "killed 7 to 1"),
        (FigureKind.MONEY, "KPW|KRW", None, Standing.ASSERTED, "killed 7 KPW or KRW"),
        (FigureKind.COUNT, None, None, Standing.ASSERTED, "killed 7"),
    ],
)
def test_a_figure_is_put_into_words_with_its_unit(
    kind: FigureKind, unit: str | None, per: str | None, standing: Standing, shown: str
) -> None:
    report = plain_report("7")
    figure = Figure(report.id, report.span(0, 1), "killed", SEVEN, kind=kind, unit=unit, per=per, standing=standing)
    assert figure_words(figure) == shown


def test_a_period_shows_only_the_ends_it_has() -> None:
    day = date(2024, 11, 19)
    assert period_words(Period(day, day)) == "2024-11-19"
    assert period_words(Period(None, day)) == "until 2024-11-19"
    assert period_words(Period(day, None)) == "since 2024-11-19"
    assert period_words(Period(None, None)) == ""


@given(st.text(), st.integers(min_value=2, max_value=40))
def test_no_text_of_a_report_can_steer_the_terminal(text: str, width: int) -> None:
    shown = one_line(text, width)
    assert len(shown) <= width
    assert not any(ord(sign) < 32 or sign in "\x7f\x9b\u202e\u2066" for sign in shown)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_what_is_made_readable_keeps_the_place_of_every_sign(text: str) -> None:
    assert len(readable(text)) == len(text)
    assert not set("\u202e\u2066\x1b\x00\r") & set(readable(text))


def test_joiners_of_persian_stay_and_overrides_show() -> None:
    assert readable("می\u200cخواهم \u202eevil") == "می\u200cخواهم \ufffdevil"
