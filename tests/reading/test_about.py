"""What a statement is about apart from how many: who is said to have been where, to have fought there, to have died."""

from __future__ import annotations

import pytest

from closewatch.ledger.views.propositions import polarity_of
from closewatch.reading.happenings import find_happening
from closewatch.reading.readers.rules import read_by_rules
from closewatch.reading.tokens import cut
from closewatch.terms.about import About, Act
from closewatch.terms.change import Polarity
from closewatch.terms.statement import Statement
from closewatch.testing import plain_report


def told(text: str, headline: str | None = None) -> tuple[Statement, ...]:
    return read_by_rules(plain_report(text, headline=headline, published="2023-03-01")).statements


def about_last(text: str) -> About | None:
    return told(text)[-1].about


def key(about: About | None) -> tuple[str | None, ...] | None:
    if about is None:
        return None
    whom = about.population
    what = about.act.value if about.act else about.measure
    return (what, whom.country if whom else None, whom.kind if whom else None, about.place.country if about.place else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Congo's army said Rwandan troops had crossed into Congo.", ("present", "RW", "combatant", "CD")),
        ("The Kremlin said Norwegian soldiers were fighting in Ukraine.", ("fought", "NO", "combatant", "UA")),
        ("France said that Russian mercenaries had been deployed in Mali.", ("present", "RU", "combatant", "ML")),
        ("Eritrea's information ministry denied that its soldiers were in Ethiopia.", ("present", "ER", "combatant", "ET")),
        ("Iran's foreign ministry denied sending any soldiers to Ukraine.", ("present", "IR", "combatant", "UA")),
        ("Malaysia's foreign ministry said that civilians had been killed in Myanmar.", ("killed", None, "civilian", "MM")),
        ("Syria's army denied that it had bombed a hospital in Aleppo.", ("incidents", None, None, "SY")),
        ("France's foreign minister said that chemical weapons had been used in Syria.", ("launched", None, None, "SY")),
        ("Libya's army said that foreign fighters guarded the port of Sirte in Libya.", ("present", None, "combatant", "LY")),
        ("Mali's foreign ministry denied having mercenaries in Mali.", ("present", None, "combatant", "ML")),
        ("Myanmar's army said that rebels had killed civilians in Myanmar.", ("killed", None, "civilian", "MM")),
        ("Moscow declined to comment on the presence of Russian mercenaries in Mali.", ("present", "RU", "combatant", "ML")),
        ("Canada's trade ministry confirmed that rifles had been sold to Jordan.", ("delivered", None, None, "JO")),
        ("A lawmaker said that Canada had sold Saudi Arabia rifles.", ("delivered", "CA", None, "SA")),
        ("Iran's foreign ministry denied supplying weapons to Yemen.", ("delivered", "IR", None, "YE")),
        ("Saudi Arabia's government denied having bought any rifles from Canada.", ("delivered", "CA", None, "SA")),
        ("Israel's defence ministry rejected reports of arms sales to Myanmar.", ("delivered", None, None, "MM")),
        ("Kenya's foreign minister said that Eritrea was arming fighters in Somalia.", ("delivered", "ER", None, "SO")),
    ],
)
def test_a_statement_without_a_number_says_what_happened_to_whom_and_where(text: str, expected: tuple[str | None, ...]) -> None:
    about = about_last(text)
    assert key(about) == expected
    assert about is not None
    assert not about.negated
    assert not about.planned


def test_a_number_that_counts_people_somewhere_says_that_they_are_there() -> None:
    about = about_last("Congo's army said 300 Rwandan soldiers had been deployed in Congo.")
    assert key(about) == ("present", "RW", "combatant", "CD")


def test_a_denied_number_is_a_matter_of_the_figure_and_not_of_yes_or_no() -> None:
    assert about_last("Rwanda's army denied that 300 Rwandan soldiers had been killed in Congo.") is None


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the talks had been useful.",
        "The minister declined to say how the soldiers had come to Congo.",
        "The army declined to give a breakdown of casualties.",
        "The minister said there was no sign of fighting in Congo.",
    ],
)
def test_what_tells_of_no_event_is_about_nothing(text: str) -> None:
    assert about_last(text) is None


def test_a_no_in_the_content_and_a_plan_are_told_apart_from_what_is_so() -> None:
    absent = about_last("Norway's army said that no Norwegian soldiers were in Ukraine.")
    planned = about_last("Turkey's president said that Turkey would send soldiers to Libya.")
    assert absent is not None
    assert planned is not None
    assert (absent.negated, absent.planned) == (True, False)
    assert (planned.negated, planned.planned) == (False, True)
    assert planned.population is not None
    assert planned.population.country == "TR"


def test_a_denial_that_points_at_a_claim_is_about_that_claim() -> None:
    claim, denial = told("France said that Russian mercenaries had been deployed in Mali. Mali's government denied the claim.")
    assert key(denial.about) == (None, "RU", "combatant", "ML")
    assert claim.about is not None
    assert denial.about is not None
    assert denial.about.rule == "points back at what was told"
    assert denial.about.span is not None
    assert denial.about.span.exact == "the claim"


def test_all_the_reports_are_what_the_report_mostly_tells() -> None:
    text = (
        "Congo's army said Rwandan troops had crossed into Congo. Rwandan soldiers had fought in Congo, the mayor of Goma said."
        "\n\nBurundi's army said that soldiers had died in Burundi.\n\nRwanda's government rejected the reports as untrue."
    )
    about = told(text)[-1].about
    assert about is not None
    assert (key(about) or ())[1:] == ("RW", "combatant", "CD")


def test_one_claim_that_tells_of_no_event_gives_its_denial_nothing_to_be_about() -> None:
    text = "Congo's army said Rwandan troops had crossed into Congo. A colonel said the pay was good. Kigali denied the claim."
    assert told(text)[-1].about is None


def test_every_span_of_what_a_statement_is_about_stands_in_the_report() -> None:
    report = plain_report("Congo's army said Rwandan troops had crossed into Congo. Rwanda's government rejected the accusation.")
    reading = read_by_rules(report)
    reading.check(report)
    assert all(report.text[span.start : span.end] == span.exact for one in reading.statements if one.about for span in one.about.spans())


def test_weapons_are_used_and_other_things_are_not_an_event() -> None:
    for words, expected in (("that the army used cluster munitions", "launched"), ("that the army used the road", None)):
        tokens = cut(words)
        found = find_happening(tokens, 0, len(tokens.words))
        assert (found.measure if found else None) == expected


def test_fighting_is_more_than_being_there() -> None:
    tokens = cut("that soldiers sent across the border had fought in Goma")
    found = find_happening(tokens, 0, len(tokens.words))
    assert found is not None
    assert found.act is Act.FOUGHT


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Mali's army said it had sent no soldiers to Niger.", True),
        ("Mali's army said it had sent no fewer than 80 soldiers to Niger.", False),
    ],
)
def test_a_no_behind_the_verb_denies_but_for_no_fewer(text: str, negated: bool) -> None:
    about = about_last(text)
    assert about is not None
    assert about.negated is negated


def test_the_accusation_is_what_somebody_was_accused_of_and_not_what_was_told_last() -> None:
    statements = told(
        "The rebels accused the army of bombing a clinic in Aleppo. They said that six patients had died there."
        " The army rejected the accusation."
    )
    about = statements[-1].about
    assert about is not None
    assert about.measure == "incidents"


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Nothing had been delivered to Libya, Egypt's foreign ministry said.", True),
        ("Serbia's army said that no more than 40 shells had been sent to Armenia.", False),
    ],
)
def test_a_delivery_of_nothing_is_none_and_one_of_no_more_than_some_is_one(text: str, negated: bool) -> None:
    about = about_last(text)
    assert about is not None
    assert (about.act, about.negated) == (Act.DELIVERED, negated)


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine's army said that Russia had sent drones against Odesa in Ukraine.",
        "France said that soldiers with drones had been sent to Mali.",
        "The minister said the shop sold no bread in Syria.",
    ],
)
def test_drones_sent_against_a_town_and_people_sent_with_them_are_no_delivery(text: str) -> None:
    about = about_last(text)
    assert about is None or about.act is not Act.DELIVERED


@pytest.mark.parametrize(
    ("denial", "negated"),
    [
        ("Mali's army said that none of its aircraft had flown that night.", True),
        ("Mali's army denied that its helicopters had been in the area.", False),
        ("Mali's army said it had no planes over the town.", True),
        ("Mali's army said that the bomb was not one of ours.", True),
        ("Mali's army said that it has no such drones.", True),
    ],
)
def test_who_denies_the_means_denies_the_strike_told_of_before(denial: str, negated: bool) -> None:
    strike, answer = told(f"An air strike hit the market of Tessit in Mali, a local official said. {denial}")
    assert strike.about is not None
    assert answer.about is not None
    assert (answer.about.measure, answer.about.place, answer.about.negated) == (strike.about.measure, strike.about.place, negated)


def test_a_strike_that_only_the_headline_tells_can_be_denied_by_its_means() -> None:
    (answer,) = told(
        "Uganda's defence minister insisted that no helicopter had taken off that day.", headline="Air strike hits camp in Uganda"
    )
    assert key(answer.about) == ("incidents", None, None, "UG")


def test_aircraft_that_were_not_lost_were_not_denied() -> None:
    assert told("An air strike hit Goma in Congo, doctors said. Congo's army said no aircraft were lost.")[-1].about is None


@pytest.mark.parametrize(
    "answer", ["The firm said it had never shipped a barrel to Syria.", "The firm denied having shipped oil to Syria."]
)
def test_who_says_that_they_never_did_has_denied_it_once(answer: str) -> None:
    (statement,) = told(answer)
    assert polarity_of(statement) is Polarity.NO
