"""How the figures of a report stand to each other: parts and wholes, totals and items, what was worked out from what."""

from __future__ import annotations

from closewatch.reading.figures import find_figures
from closewatch.terms.figure import Figure
from closewatch.testing import plain_report


def related(text: str) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """For each number the number that it is part of, and those that it was worked out from."""
    figures = find_figures(plain_report(text), ())
    exact = {figure.id: figure.span.exact for figure in figures}

    def parents(figure: Figure) -> tuple[str, ...]:
        return tuple(sorted(exact[parent] for parent in figure.derived_from))

    return {figure.span.exact: (exact[figure.part_of] if figure.part_of else None, parents(figure)) for figure in figures}


def parts(text: str) -> dict[str, str | None]:
    return {number: whole for number, (whole, _) in related(text).items()}


def test_a_part_is_named_before_or_after_its_whole() -> None:
    assert parts("The raid killed 19 people, including 7 children.")["7"] == "19"
    assert parts("About 4,000 of the roughly 11,000 soldiers have been killed.")["4,000"] == "11,000"
    assert parts("Of about 15,000 soldiers more than 600 have been killed and about 4,000 wounded.") == {
        "15,000": None,
        "600": "15,000",
        "4,000": "15,000",
    }
    assert parts("They put losses at 1,000, 100 dead among them.")["100"] == "1,000"
    assert parts("It wants 10,000 men there by May, the 3,000 included.")["3,000"] == "10,000"


def test_them_and_whom_mean_the_last_count_that_can_hold_the_part() -> None:
    assert parts("The raid killed 40 people, among them 11 children, two of them infants.") == {"40": None, "11": "40", "two": "11"}
    assert parts("More than 4,000 soldiers were lost. Two thirds of them are dead.")["Two thirds"] == "4,000"
    assert parts("They sent 12,000 men, including 500 officers and 30 generals.") == {"12,000": None, "500": "12,000", "30": "12,000"}


def test_two_numbers_that_only_stand_together_are_no_part_of_each_other() -> None:
    assert parts("They lost 300 men. Another 40 deserted.") == {"300": None, "40": None}
    assert parts("Kyiv says 300 died; Moscow admits 41.") == {"300": None, "41": None}


def test_a_total_in_all_holds_its_items_and_lumps_them() -> None:
    text = "They count 300 killed and 2,700 wounded, some 3,000 in all."
    assert parts(text) == {"300": "3,000", "2,700": "3,000", "3,000": None}
    assert [figure.measure for figure in find_figures(plain_report(text), ())] == ["killed", "wounded", "casualties"]
    assert parts("They count 300 killed and 2,700 wounded, some 9,000 in all.")["300"] is None


def test_the_outlets_own_sum_has_its_parents() -> None:
    assert related("The army counts 4,700 losses, 600 of them dead. By our own subtraction 4,100 were wounded.")["4,100"] == (
        None,
        ("4,700", "600"),
    )
    assert related("Shelling killed 12 more people, bringing the toll to 40.")["40"] == (None, ("12",))
    share = related("About 4,000 of 11,000 soldiers are dead. Our own division of the two gives 36 per cent.")
    assert share["36 per cent"][1] == ("11,000", "4,000")


def test_nothing_is_worked_out_where_the_numbers_only_happen_to_fit() -> None:
    assert related("They lost 300 men in May, 200 in June and 500 in July.")["500"] == (None, ())
    assert related("By our own reckoning 4,100 were wounded. Others counted 600.")["4,100"] == (None, ())


def test_a_number_that_nothing_names_counts_what_it_counts_elsewhere_in_the_report() -> None:
    text = "Seoul has 3,400. Pyongyang has sent 3,400 soldiers, 120 of them officers."
    figures = find_figures(plain_report(text), ())
    assert [figure.measure for figure in figures][:2] == ["deployed", "deployed"]
    assert figures[0].because[0].rule == "the same number elsewhere in the report"
    assert {figure.part_of for figure in figures} <= {None, *(figure.id for figure in figures)}
