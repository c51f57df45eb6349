"""Coding profiles: what each coder stores for what was said, and that none changes it without saying so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.publish.codebooks import HOUSE, PROFILES, Profile, Said, way_of_saying
from closewatch.publish.profiles import Coded, code, code_amount, minima, profile_named
from closewatch.terms.about import Population
from closewatch.terms.figure import Figure, FigureKind, Lean, Range, Scope, Standing
from closewatch.terms.statement import Reason
from closewatch.testing import plain_report


def exactly(number: str) -> Range:
    return Range(low=Decimal(number), best=Decimal(number), high=Decimal(number))


def at_least(number: str, *, strict: bool = False, vague: str | None = None) -> Range:
    return Range(low=Decimal(number), open_high=True, strict=strict, vague=vague)


def up_to(number: str, *, strict: bool = False) -> Range:
    return Range(high=Decimal(number), open_low=True, strict=strict)


SEVEN_HUNDRED, ABOUT_700 = exactly("700"), replace(exactly("700"), approximate=True)
NEARLY_700, JUST_OVER_700 = (replace(exactly("700"), lean=lean) for lean in (Lean.BELOW, Lean.ABOVE))
SIX_TO_EIGHT = Range(low=Decimal(6), high=Decimal(8))
DOZENS, HUNDREDS, THOUSANDS = at_least("24", vague="dozens"), at_least("200", vague="hundreds"), at_least("2000", vague="thousands")
SEVERAL, NUMEROUS, MULTIPLE = at_least("3", vague="several"), at_least("3", vague="numerous"), at_least("2", vague="multiple")
TENS, MANY, A_COUPLE = at_least("20", vague="tens"), at_least("3", vague="many"), at_least("2", vague="a couple")
HUNDREDS_OF_THOUSANDS = at_least("200000", vague="hundreds of thousands")


WORDINGS = {
    "700": SEVEN_HUNDRED,
    "about 700": ABOUT_700,
    "nearly 700": NEARLY_700,
    "just over 700": JUST_OVER_700,
    "6 to 8": SIX_TO_EIGHT,
    "at least 630": at_least("630"),
    "more than 10": at_least("10", strict=True),
    "up to 270": up_to("270"),
    "fewer than 270": up_to("270", strict=True),
    "a couple": A_COUPLE,
    "several": SEVERAL,
    "multiple": MULTIPLE,
    "numerous": NUMEROUS,
    "many": MANY,
    "tens": TENS,
    "dozens": DOZENS,
    "hundreds": HUNDREDS,
    "thousands": THOUSANDS,
    "none reported": Range(),
}
PAGE = Path(__file__).parents[2] / "docs" / "guide" / "profiles.md"


def rows_of_the_guide() -> list[tuple[str, ...]]:
    """The table of the guide: the wording, then what muc, acled, wikimpacts and isaf store for it."""
    table = PAGE.read_text(encoding="utf-8").partition("| said |")[2].partition("\n\n")[0]
    return [tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in table.splitlines()[2:]]


@pytest.mark.parametrize("row", rows_of_the_guide(), ids=lambda row: row[0])
def test_each_coder_stores_what_the_table_of_the_guide_says(row: tuple[str, ...]) -> None:
    amount = WORDINGS[row[0]]
    stored = tuple(code_amount(amount, profile_named(name)).written for name in ("muc", "acled", "wikimpacts", "isaf"))
    assert stored == row[1:]


def test_the_table_of_the_guide_has_every_wording() -> None:
    assert [row[0] for row in rows_of_the_guide()] == list(WORDINGS)


def test_vague_words_of_large_numbers_have_both_ends() -> None:
    assert code_amount(HUNDREDS_OF_THOUSANDS, profile_named("wikimpacts")).written == "200000-900000"


def test_the_house_keeps_what_was_said() -> None:
    for amount in (DOZENS, ABOUT_700, up_to("270"), Range(), SIX_TO_EIGHT):
        coded = code_amount(amount, HOUSE)
        assert coded.amount is amount
        assert coded.change == ""


@pytest.mark.parametrize(
    ("profile", "amount", "change"),
    [
        ("acled", DOZENS, "widened and narrowed"),
        ("acled", at_least("630"), "narrowed"),
        ("acled", SEVEN_HUNDRED, ""),
        ("muc", at_least("10", strict=True), "widened"),
        ("muc", DOZENS, "widened"),
        ("muc", ABOUT_700, ""),
        ("wikimpacts", ABOUT_700, "widened"),
        ("wikimpacts", at_least("630"), "narrowed"),
        ("wikimpacts", DOZENS, "narrowed"),
        ("isaf", at_least("10", strict=True), "narrowed"),
        ("isaf", SEVEN_HUNDRED, "widened"),
        ("wikimpacts", Range(), "widened"),
    ],
)
def test_what_coding_does_to_what_was_said_is_said(profile: str, amount: Range, change: str) -> None:
    # More than 10 is the same as at least 11 of people; as a number it is more, and the difference is named.
    assert code_amount(amount, profile_named(profile)).change == change


def test_a_family_is_five_people_and_three_at_the_lower_of_two_ends() -> None:
    wikimpacts = profile_named("wikimpacts")
    five, about = (code_amount(amount, wikimpacts, "family") for amount in (exactly("5"), replace(exactly("5"), approximate=True)))
    assert (five.written, five.unit, five.widened) == ("25", "person", True)
    assert (about.written, about.unit) == ("12-30", "person")


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_what_no_source_shows_is_not_coded_and_says_so(profile: Profile) -> None:
    backwards, between = Range(low=Decimal(700), high=Decimal(500)), Range(low=Decimal(100), high=Decimal(300), strict=True)
    for unseen, way in ((backwards, "unclear"), (between, "strict range")):
        coded = code_amount(unseen, profile)
        if coded.profile != "house":
            assert (coded.amount, coded.value, coded.rule) == (None, None, f"{coded.profile}.not-seen")
            assert coded.says == f"no source shows what is stored for {way}"
            assert coded.source


def figure(
    measure: str,
    amount: Range,
    who: str = "insurgents",
    *,
    scope: Scope = Scope.EVENT,
    standing: Standing = Standing.ASSERTED,
    kind: FigureKind = FigureKind.COUNT,
    of_whom: str | None = None,
    part_of: str | None = None,
) -> Figure:
    report = plain_report(f"some {who} since spring")
    population = Population(kind=of_whom, span=report.span(5, 5 + len(who)))
    return Figure(
        report.id,
        report.span(0, 4),
        measure,
        amount,
        kind=kind,
        unit="person",
        population=population,
        scope=scope,
        standing=standing,
        part_of=part_of,
        because=(Reason("scope", "word", report.span(6 + len(who), 11 + len(who))),) if scope is Scope.CUMULATIVE else (),
    )


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (figure("wounded", SEVEN_HUNDRED), "acled.no-column"),
        (figure("killed", SEVEN_HUNDRED, kind=FigureKind.SHARE), "acled.not-a-count"),
        (figure("killed", SEVEN_HUNDRED, standing=Standing.FEARED), "acled.not-happened"),
        (figure("killed", SEVEN_HUNDRED, scope=Scope.PLANNED), "acled.not-happened"),
        (figure("killed", exactly("2.5")), "acled.not-whole"),
        (figure("killed", SEVEN_HUNDRED), "acled.number"),
    ],
)
def test_a_figure_that_a_coder_has_no_place_for_is_not_coded(said: Figure, rule: str) -> None:
    assert code(said, profile_named("acled")).rule == rule
    assert code(said, HOUSE).amount is said.amount


def test_an_unknown_profile_names_the_known() -> None:
    with pytest.raises(ValueError, match="wanted one of acled, house, isaf, muc, wikimpacts, found 'gtd'"):
        profile_named("gtd")


NUMBERS = st.integers(0, 10**9).map(Decimal) | st.integers(0, 10**6).map(lambda cents: Decimal(cents) / 100)
WORDS = sorted({word for profile in PROFILES for word in profile.words} | {"busloads", "low hundreds"})
RANGES = st.builds(
    Range,
    low=st.none() | NUMBERS,
    best=st.none() | NUMBERS,
    high=st.none() | NUMBERS,
    open_low=st.booleans(),
    open_high=st.booleans(),
    strict=st.booleans(),
    approximate=st.booleans(),
    lean=st.none() | st.sampled_from(Lean),
    vague=st.none() | st.sampled_from(WORDS),
) | st.builds(
    lambda number, span, shape: shape(number, number + span),
    NUMBERS,
    NUMBERS,
    st.sampled_from(
        (
            lambda low, _: Range(low, low, low),
            lambda low, _: Range(low, low, low, approximate=True),
            lambda low, high: Range(low, None, high),
            lambda low, high: Range(low, None, high, strict=True),
            lambda low, _: Range(low, open_high=True),
            lambda low, _: Range(low, open_high=True, strict=True),
            lambda low, _: Range(high=low, open_low=True),
            lambda low, _: Range(high=low, open_low=True, strict=True),
        )
    ),
)


def admits(amount: Range | None, number: Decimal) -> bool:
    """Whether a number is one that an amount allows, told end by end; an amount without ends allows none."""
    if amount is None or (amount.low is None and amount.high is None):
        return False
    touches = not amount.strict or amount.low == amount.high
    above = amount.low is None or amount.open_low or amount.low < number or (amount.low == number and touches)
    below = amount.high is None or amount.open_high or number < amount.high or (amount.high == number and touches)
    return above and below


def near(*amounts: Range | None) -> set[Decimal]:
    """Numbers at, beside, between and beyond the ends of amounts: wherever two amounts can differ."""
    ends = {end for amount in amounts if amount for end in (amount.low, amount.high) if end is not None}
    return {Decimal(0), Decimal(10) ** 12} | {end + step for end in ends for step in (Decimal("-0.001"), Decimal(0), Decimal("0.001"))}


@given(RANGES, st.sampled_from(PROFILES), st.sampled_from((None, "person", "family", "village")))
def test_a_profile_never_widens_what_was_said_without_saying_so(amount: Range, profile: Profile, unit: str | None) -> None:
    coded = code_amount(amount, profile, unit)
    beyond = [number for number in near(coded.amount, amount) if admits(coded.amount, number) and not admits(amount, number)]
    lost = [number for number in near(coded.amount, amount) if admits(amount, number) and not admits(coded.amount, number)]
    assert coded.widened or not beyond
    if coded.amount is not None:
        assert coded.narrowed or not lost
        assert coded.widened or coded.unit == unit
    assert coded.rule.startswith(coded.profile)
    assert coded.says
    assert coded.source
    assert coded.value is None or coded.amount is not None


@given(RANGES)
def test_every_amount_is_said_in_one_way_and_the_house_has_a_rule_for_it(amount: Range) -> None:
    assert HOUSE.rules[way_of_saying(amount)]
    assert (way_of_saying(amount) is Said.NONE_REPORTED) <= (amount.low is None and amount.high is None)


ONE, TWO, THREE, FIVE = (exactly(number) for number in "1235")
KILLED, CAPTURED = ("killed",), ("captured", "detained", "surrendered")
MORE = Scope.INCREMENT


@pytest.mark.parametrize(
    ("figures", "captured"),
    [
        pytest.param([figure("detained", SEVERAL), figure("detained", TWO)], 2, id="a vague word gives way to a number"),
        pytest.param([figure("detained", FIVE), figure("detained", THREE), figure("detained", TWO)], 5, id="the first has the rest in it"),
        pytest.param([figure("detained", TWO), figure("detained", THREE), figure("detained", ONE)], 4, id="separate events come to more"),
        pytest.param([figure("captured", TWO), figure("detained", TWO)], 2, id="the same number again is a repeat"),
        pytest.param([figure("captured", ONE, "Taliban leader"), figure("detained", SEVERAL)], 4, id="a leader and those with him"),
        pytest.param([figure("detained", ONE, scope=MORE)], 2, id="one more than somebody"),
        pytest.param([figure("captured", ONE, "commander"), figure("detained", TWO, scope=MORE)], 3, id="a leader and two more"),
        pytest.param([figure("detained", at_least("10", strict=True))], 11, id="more than ten"),
        pytest.param([figure("detained", at_least("25"), scope=Scope.CUMULATIVE), figure("detained", TWO)], 2, id="not all since spring"),
        pytest.param([figure("detained", FIVE), figure("detained", TWO, part_of="fi:1")], 5, id="a part is in the whole"),
        pytest.param([figure("detained", FIVE, "civilians", of_whom="civilian")], 0, id="civilians are not counted"),
        pytest.param([figure("detained", FIVE, "police officers")], 0, id="nor are those of one's own side"),
        pytest.param([figure("detained", FIVE, standing=Standing.DENIED)], 0, id="nor what is denied"),
        pytest.param([figure("detained", up_to("9"))], 0, id="an upper end is no minimum"),
        pytest.param([figure("killed", FIVE)], 0, id="another outcome"),
    ],
)  # fmt: skip
def test_the_minimum_of_a_release_counts_each_person_once(figures: Sequence[Figure], captured: int) -> None:
    assert minima(figures, CAPTURED) == captured


def test_the_minimum_of_no_figures_is_none_killed() -> None:
    assert minima((), KILLED) == 0
    assert isinstance(code(figure("killed", ONE), profile_named("isaf")), Coded)
