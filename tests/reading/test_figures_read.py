"""What is read of single sentences: the words of each figure, its measure, its amount as text, its unit and what it is per."""

from __future__ import annotations

import pytest

from closewatch.reading.figures import find_figures
from closewatch.terms.figure import Figure
from closewatch.terms.record import plain_number
from closewatch.testing import plain_report

Read = tuple[str, str, str, str | None]

READINGS: dict[str, list[Read]] = {
    # exact numbers, in digits and in words
    "The mortar round killed 23 shoppers.": [("23", "killed", "23", "person")],
    "Twenty-six miners died underground.": [("Twenty-six", "killed", "26", "person")],
    "The dead numbered 1 250 by nightfall.": [("1 250", "killed", "1250", "person")],
    "Some 1.4 million people fled the valley.": [("1.4 million", "displaced", "~1400000", "person")],
    "Half a dozen medics were injured.": [("Half a dozen", "wounded", "6", "person")],
    "A sniper wounded a nurse.": [("a nurse", "wounded", "1", "person")],
    "Two hundred and five hostages were freed.": [("Two hundred and five", "released", "205", "person")],
    "A quarter of a million letters were burned.": [("A quarter of a million", "destroyed", "250000", "letter")],
    # bounds
    "At least 61 cadets died in the barracks.": [("61", "killed", "61-", "person")],
    "No fewer than nine drivers were abducted.": [("nine", "abducted", "9-", "person")],
    "More than 4,000 conscripts have deserted.": [("4,000", "deserted", ">4000", "person")],
    "Up to 35 sailors may have drowned.": [("35", "killed", "-35", "person")],
    "As many as 7,500 troops were sent north.": [("7,500", "deployed", "-7500", "person")],
    "Fewer than 80 patients were evacuated.": [("80", "evacuated", "<80", "person")],
    "Nearly 500 homes were destroyed.": [("500", "destroyed", "~<500", "home")],
    "Just over 60 pilgrims were hurt.": [("60", "wounded", "~>60", "person")],
    "An estimated 18,000 residents are trapped.": [("18,000", "trapped", "~18000", "person")],
    "The raid left 40 or more dead.": [("40", "killed", "40-", "person")],
    "A dozen or so guards surrendered.": [("A dozen", "surrendered", "~12", "person")],
    "The toll has passed 3,300.": [("3,300", "killed", ">3300", "person")],
    "The death toll stands at 58 and counting.": [("58", "killed", "58-", "person")],
    # ranges
    "Between 70 and 90 recruits were killed.": [("Between 70 and 90", "killed", "70-90", "person")],
    "15-20 thousand soldiers were deployed.": [("15-20 thousand", "deployed", "15000-20000", "person")],
    "Three or four prisoners escaped.": [("Three or four", "released", "3-4", "person")],
    "The loss is put at $3-4 million.": [("$3-4 million", "cost", "3000000-4000000", "USD")],
    "The toll rose from 12 to 19.": [("12", "killed", "12", "person"), ("19", "killed", "19", "person")],
    # vague words
    "Dozens of villagers were massacred.": [("Dozens", "killed", "24- dozens", "person")],
    "Tens of thousands fled overnight.": [("Tens of thousands", "displaced", "20000- tens of thousands", "person")],
    "Several marines were captured.": [("Several", "captured", "3- several", "person")],
    "A handful of civilians were wounded.": [("A handful", "wounded", "3- a handful", "person")],
    # money
    "They were paid $45 a day.": [("$45", "paid", "45", "USD/day")],
    "Each recruit gets a bonus of 2 million roubles.": [("2 million roubles", "paid", "2000000", "RUB/recruit")],
    "The soldiers earn 20,000 hryvnias per month.": [("20,000 hryvnias", "paid", "20000", "UAH/month")],
    "Repairs will cost €1.2bn.": [("€1.2bn", "cost", "1200000000", "EUR")],
    "A ransom of 80,000 dinars was demanded.": [("80,000 dinars", "cost", "80000", "IQD|JOD|LYD")],
    "The monthly salary is 900 Syrian pounds.": [("900 Syrian pounds", "paid", "900", "SYP/month")],
    # shares and rates
    "A third of the houses were destroyed.": [("A third", "destroyed", "33.3", "percent")],
    "Some 35 percent of the wounded died.": [("35 percent", "killed", "~35", "percent")],
    "One in five recruits deserted.": [("One in five", "deserted", "20", "percent")],
    "Thirty men a day are killed.": [("Thirty", "killed", "30", "person/day")],
    # several figures in one sentence
    "The blast killed 12 people and injured 40.": [("12", "killed", "12", "person"), ("40", "wounded", "40", "person")],
    "Losses: 15 killed, 62 wounded, 4 missing.": [
        ("15", "killed", "15", "person"), ("62", "wounded", "62", "person"), ("4", "missing", "4", "person"),
    ],
    "300 were killed and 2,700 wounded.": [("300", "killed", "300", "person"), ("2,700", "wounded", "2700", "person")],
    "Six men, four women and a child were shot dead.": [
        ("Six", "killed", "6", "person"), ("four", "killed", "4", "person"), ("a child", "killed", "1", "person"),
    ],
    "31 people died, including 12 children.": [("31", "killed", "31", "person"), ("12", "killed", "12", "person")],
    "They say 40; others say 60.": [("40", "other", "40", None), ("60", "other", "60", None)],
    "14 drones were launched and 11 shot down.": [("14", "launched", "14", "drone"), ("11", "intercepted", "11", "drone")],
    "Two tanks and nine trucks were destroyed.": [("Two", "destroyed", "2", "tank"), ("nine", "destroyed", "9", "truck")],
    "He killed 30 and captured twice as many.": [("30", "killed", "30", "person"), ("twice as many", "captured", "60", "person")],
    # lumped outcomes stay lumped
    "The division lost 900 men.": [("900", "casualties", "900", "person")],
    "There were 210 casualties.": [("210", "casualties", "210", "person")],
    "800 killed or wounded, the general said.": [("800", "casualties", "800", "person")],
    # none
    "Nobody was hurt.": [("Nobody", "wounded", "0", "person")],
    "No casualties were reported.": [("No", "casualties", "none", "person")],
    # what is no figure
    "He was born on 3 May 1974 and is 51.": [],
    "The 93rd Brigade fired 152mm shells from 20 km away.": [],
    "A T-72 and two hours of silence.": [],
    "Article 5 was cited on page 12 of Resolution 2254.": [],
    "The 34-year-old waited three weeks in room 101.": [],
    "Call 112, said the notice at 14:30.": [],
    "One of the officers lives at 12 Garden Street.": [],
    "Flight PS752 left at 0612 on 8 January 2020.": [],
    "It was minus 20 degrees on the first night.": [],
}  # fmt: skip


@pytest.mark.parametrize("sentence", READINGS)
def test_a_sentence_is_read_as_written(sentence: str) -> None:
    assert [_shown(figure) for figure in find_figures(plain_report(sentence), ())] == READINGS[sentence]


def _shown(figure: Figure) -> Read:
    unit = f"{figure.unit}/{figure.per}" if figure.per else figure.unit
    return (figure.span.exact, figure.measure, _amount(figure), unit)


def _amount(figure: Figure) -> str:
    amount = figure.amount
    low, high = plain_number(amount.low), plain_number(amount.high)
    vague = f" {amount.vague}" if amount.vague and low else ""
    about = "~" if amount.approximate else ""
    lean = {"below": "<", "above": ">", None: ""}[amount.lean.value if amount.lean else None]
    if amount.open_high and high is None:
        return f"{about}>{low}" if amount.strict else f"{about}{low}-{vague}"
    if amount.open_low and low is None:
        return f"{about}<{high}" if amount.strict else f"{about}-{high}"
    if low is None:
        return "none"
    return f"{about}{lean}{low}" if low == high else f"{about}{low}-{high}"
