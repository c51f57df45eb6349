"""The small chart stands in a list: it has no words but its title, and shows what is in conflict and what is open."""

from __future__ import annotations

from dataclasses import replace

from closewatch.publish.charts.small_range import small_range_svg
from closewatch.terms.figure import Range
from tests.publish.chart_values import FIGURES, SVG, YES_NO, actor, between, claim, drawn, exactly, history, origin, parts


def test_it_has_no_words_but_its_title() -> None:
    root = drawn(small_range_svg(FIGURES.question))
    assert list(root.iter(f"{SVG}text")) == []
    assert root.attrib["viewBox"] == "0 0 160 32"
    assert root.findtext(f"{SVG}title") == "100 to 400, about 300, at least 600, up to 900 (people); 1 conflict"


def test_claims_in_conflict_are_told_apart() -> None:
    root = drawn(small_range_svg(FIGURES.question))
    assert (len(parts(root, "chart-in-conflict")), len(parts(root, "chart-apart"))) == (2, 2)


def test_an_open_end_is_drawn_open() -> None:
    for amount, opened in ((between(5, None), 2), (between(None, 5), 2), (between(3, 5), 0), (exactly(4), 0)):
        root = drawn(small_range_svg(history((), (claim("a", amount, "x"),)).question))
        assert len(parts(root, "chart-open")) == opened


def test_a_yes_or_no_question_is_one_bar_in_parts() -> None:
    root = drawn(small_range_svg(YES_NO.question))
    assert root.findtext(f"{SVG}title") == "yes: 2 origins, neither: 0 origins, no: 2 origins; 0 conflicts"
    assert (len(parts(root, "chart-yes")), len(parts(root, "chart-neither")), len(parts(root, "chart-no"))) == (1, 0, 1)


def test_many_claims_are_few_bars_and_the_title_counts_the_rest() -> None:
    many = history((), [claim(str(number), exactly(number), f"{number}", (origin(str(number), actor("1", "A")),)) for number in range(500)])
    svg = small_range_svg(many.question)
    assert len(svg) < 12_000
    assert "and 494 more" in svg


def test_a_question_without_a_claim_says_so() -> None:
    assert "no claim; 0 conflicts" in small_range_svg(history(()).question)
    nothing = replace(FIGURES.question, claims=(claim("z", Range(), "none reported"),), conflicts=())
    drawn(small_range_svg(nothing))
