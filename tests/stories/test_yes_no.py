"""Were they there? Small stories of several wars, from the first word to who denied, who would not say, and who turned round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import permutations

import pytest

from closewatch.ledger.bodies import capture_body, links_body, reading_body
from closewatch.ledger.case import Case, case_in_memory
from closewatch.ledger.verify import verify
from closewatch.ledger.views.questions import questions
from closewatch.linking.actors import link_actors
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.change import Polarity
from closewatch.terms.claim import Claim, ConflictKind, DriftKind, Link, LinkKind, Question, QuestionKind
from closewatch.terms.entry import Draft, EntryKind
from closewatch.testing import plain_report

AT = datetime(2025, 1, 1, tzinfo=UTC)
BY = "person:tester"


@pytest.fixture
def case() -> Iterator[Case]:
    with case_in_memory("stories", BY, AT) as made:
        yield made


def tell(case: Case, published: str, text: str, publisher: str | None = None) -> None:
    report = plain_report(text, published=published, publisher=publisher)
    reading = read_by_rules(report)
    case.record(
        (text.encode(),),
        (
            Draft(EntryKind.CAPTURE, BY, AT, capture_body(report.capture, report, report.id, ())),
            Draft(EntryKind.READING, "reader:rules-1", AT, reading_body(reading)),
            Draft(EntryKind.LINKS, "linker:1", AT, links_body(report.id, link_actors(report, reading))),
        ),
    )


def asked(case: Case) -> list[Question]:
    return [question for question in questions(case.tables) if question.key.kind is QuestionKind.YES_NO]


def only(case: Case) -> Question:
    (question,) = asked(case)
    return question


def who(question: Question, polarity: Polarity) -> set[str]:
    return {origin.actor.name for claim in question.claims if claim.polarity is polarity for origin in claim.origins}


TIGRAY = (
    ("2021-01-12", "Soldiers from Eritrea have been seen in Tigray, a United Nations official said on Tuesday."),
    ("2021-01-20", "Eritrea's information ministry denied that its soldiers were in Ethiopia."),
    ("2021-04-17", "Eritrea has admitted that its soldiers are fighting in Ethiopia's Tigray region."),
)


def test_who_denied_and_later_admits_is_shown_against_their_own_earlier_words(case: Case) -> None:
    for published, text in TIGRAY:
        tell(case, published, text)
    question = only(case)
    assert question.wording == "Were soldiers from Eritrea in Ethiopia?"
    assert {claim.wording: claim.polarity for claim in question.claims} == {
        "yes: they were there": Polarity.YES,
        "no": Polarity.NO,
        "yes, admitted or confirmed: they fought there": Polarity.YES,
    }
    (reversal,) = question.reversals
    assert (reversal.actor.name, reversal.was, reversal.earlier_said) == ("Eritrea's information ministry", Polarity.NO, "2021-01-20")
    assert (reversal.later_actor.name, reversal.later_said) == ("Eritrea", "2021-04-17")
    assert reversal.because == "Eritrea's information ministry and Eritrea speak officially for Eritrea"


def test_an_assertion_and_a_denial_always_meet_and_a_refusal_to_say_meets_nobody(case: Case) -> None:
    tell(
        case,
        "2021-12-24",
        "France said that Russian mercenaries had been deployed in Mali. Mali's government denied the claim."
        " Moscow declined to comment on the presence of Russian mercenaries in Mali.",
    )
    question = only(case)
    assert who(question, Polarity.YES) == {"France"}
    assert who(question, Polarity.NO) == {"Mali's government"}
    assert who(question, Polarity.DECLINES) == {"Moscow"}
    (conflict,) = question.conflicts
    yes, no = (next(claim for claim in question.claims if claim.polarity is polarity) for polarity in (Polarity.YES, Polarity.NO))
    assert (conflict.left, conflict.kind) == (yes.id, ConflictKind.ASSERTION_MEETS_DENIAL)
    assert conflict.right in no.statements
    assert [actor.name for actor in yes.denied_by] == ["Mali's government"]
    assert question.reversals == ()


def test_who_denies_the_fighting_has_not_denied_being_there(case: Case) -> None:
    tell(case, "2023-02-01", "Congo's army said Rwandan troops had crossed into Congo.")
    tell(case, "2023-02-03", "Rwanda's government denied that its soldiers had fought in Congo.")
    assert asked(case) == []
    tell(case, "2023-02-05", "Burundi's army said that Rwandan soldiers had fought in Congo.")
    question = only(case)
    met = {claim.wording for claim in question.claims if claim.id in {conflict.left for conflict in question.conflicts}}
    assert met == {"yes: they fought there"}


def test_what_is_only_planned_is_no_answer(case: Case) -> None:
    tell(case, "2020-01-02", "Turkey's president said that Turkey would send soldiers to Libya.")
    tell(case, "2020-01-05", "Turkey's foreign minister denied that Turkish soldiers were in Libya.")
    assert asked(case) == []


def test_who_admits_soldiers_killed_abroad_admits_that_they_were_there(case: Case) -> None:
    tell(case, "2020-01-05", "Turkey's foreign minister denied that Turkish soldiers were in Libya.")
    tell(case, "2020-02-22", "Turkey's president admitted that Turkish soldiers had been killed in Libya.")
    question = only(case)
    assert who(question, Polarity.NO) == {"Turkey's foreign minister"}
    (reversal,) = question.reversals
    assert (reversal.earlier_said, reversal.later_said) == ("2020-01-05", "2020-02-22")
    assert reversal.because.endswith("it is now told that they were killed there")


def test_killings_and_the_use_of_a_weapon_are_asked_for_by_their_measure(case: Case) -> None:
    tell(
        case,
        "2018-04-08",
        "France's foreign minister said that chemical weapons had been used in Syria. Syria denied using chemical weapons.",
    )
    tell(case, "2022-03-01", "Malaysia's foreign ministry said that civilians had been killed in Myanmar.")
    tell(case, "2022-03-02", "Myanmar's army denied that any civilians had been killed in Myanmar.")
    assert {question.wording for question in asked(case)} == {"Were weapons used in Syria?", "Were civilians killed in Myanmar?"}
    assert all(len(question.conflicts) == 1 for question in asked(case))


def test_saying_that_nobody_was_there_is_a_denial(case: Case) -> None:
    tell(case, "2022-10-20", "Norway's army said that no Norwegian soldiers were in Ukraine.")
    tell(case, "2022-10-21", "The Kremlin said Norwegian soldiers were fighting in Ukraine.")
    question = only(case)
    assert who(question, Polarity.NO) == {"Norway's army"}
    assert len(question.conflicts) == 1


def test_mercenaries_of_no_named_country_are_asked_for_by_what_they_are(case: Case) -> None:
    tell(case, "2022-04-05", "Foreign mercenaries are fighting beside the army in central Mali, France's defence ministry said on Tuesday.")
    tell(
        case,
        "2022-04-07",
        "Mali's foreign ministry denied that any mercenaries were in the country. The Kremlin declined to comment on the matter.",
    )
    tell(case, "2023-06-26", "Russia's foreign minister acknowledged that mercenaries of the Wagner Group had been fighting in Mali.")
    question = only(case)
    assert (question.key.population_country, question.key.population_class, question.key.place_country) == (None, "combatant", "ML")
    assert who(question, Polarity.NO) == {"Mali's foreign ministry"}
    assert who(question, Polarity.DECLINES) == {"Kremlin"}
    told = {claim.wording: {origin.actor.name for origin in claim.origins} for claim in question.claims}
    assert told["yes: they fought there"] == {"France's defence ministry"}
    assert told["yes, admitted or confirmed: they fought there"] == {"Russia's foreign minister"}


def test_a_question_about_the_bombs_is_declined_and_not_denied(case: Case) -> None:
    tell(case, "2016-05-20", "Houthi officials accused the coalition of using cluster bombs in Yemen.")
    tell(
        case,
        "2016-05-21",
        "Saudi Arabia's defence ministry denied that cluster bombs had been used in Yemen."
        " Britain's foreign office did not answer a question about the bombs.",
    )
    question = only(case)
    assert who(question, Polarity.YES) == {"Houthi officials"}
    assert who(question, Polarity.NO) == {"Saudi Arabia's defence ministry"}
    assert who(question, Polarity.DECLINES) == {"Britain's foreign office"}


def test_a_denial_that_names_nothing_is_no_double_negation(case: Case) -> None:
    tell(case, "2022-08-04", "Rwandan troops have entered eastern Congo, a group of experts of the United Nations said.")
    tell(
        case,
        "2022-08-05",
        "Rwanda's government dismissed the report as an invention. It had no soldiers in Congo, its spokeswoman said."
        " Uganda's army refused to comment on the presence of Rwandan troops in Congo.",
    )
    question = only(case)
    assert "Rwanda's government" in who(question, Polarity.NO)
    assert who(question, Polarity.YES) == {"group of experts of the United Nations"}
    assert who(question, Polarity.DECLINES) == {"Uganda's army"}


def test_a_retelling_that_makes_a_denial_of_a_refusal_stands_under_the_refusal(case: Case) -> None:
    there = "Kenya's army said that Ethiopian soldiers had crossed into Somalia. "
    tell(case, "2019-03-01", there + "Ethiopia's government declined to comment on Ethiopian soldiers in Somalia.", "Coast Post")
    tell(case, "2019-03-02", there + "Ethiopia's government denied that Ethiopian soldiers were in Somalia.", "Lake Post")
    first, second = (row[0] for row in case.tables.execute("SELECT id FROM reports ORDER BY published").fetchall())
    refused, denied = (
        case.tables.execute("SELECT id FROM statements WHERE stance = ?", (stance,)).fetchone()[0] for stance in ("declines", "denies")
    )
    assert {claim.polarity for claim in only(case).claims} == set(Polarity)
    copies = Link(LinkKind.COPIES, second, first, Decimal(1), rule="direction: published", parts=("verbatim",))
    drifted = Link(LinkKind.DRIFTS, denied, refused, Decimal(1), rule=copies.id, parts=(DriftKind.DECLINE_TO_DENIAL.value,))
    case.record((), (Draft(EntryKind.LINKS, "linker:1", AT, links_body(second, (copies, drifted))),))
    question = only(case)
    assert {claim.polarity for claim in question.claims} == {Polarity.YES, Polarity.DECLINES}
    assert question.conflicts == ()
    (claim,) = (one for one in question.claims if one.polarity is Polarity.DECLINES)
    assert set(claim.reports) == {first, second}
    assert [origin.drifted for origin in claim.origins] == [(denied,)]
    assert list(verify(case)) == []


def test_an_attack_in_one_town_is_not_denied_with_one_in_another(case: Case) -> None:
    tell(case, "2016-05-02", "Doctors said that government aircraft had bombed a hospital in Aleppo.")
    tell(case, "2016-05-03", "Syria's army denied that it had bombed a school in Homs.")
    assert asked(case) == []


def test_the_order_in_which_reports_arrive_makes_no_difference() -> None:
    found = []
    for order in permutations(TIGRAY):
        with case_in_memory("stories", BY, AT) as case:
            for published, text in order:
                tell(case, published, text)
            assert list(verify(case)) == []
            found.append([_told(claim) for question in asked(case) for claim in question.claims])
    assert all(one == found[0] for one in found)


def _told(claim: Claim) -> tuple[str, ...]:
    return (claim.id, claim.wording, *(f"{origin.actor.name} {origin.first_said}" for origin in claim.origins))


def test_deliveries_are_asked_for_by_where_they_go_and_a_later_concession_reverses_a_denial(case: Case) -> None:
    tell(
        case,
        "2019-03-11",
        "A harbour pilot said that tankers of Orontes Marine had delivered diesel to Syria. Orontes Marine said it had never shipped"
        " a litre to Syria.",
    )
    tell(case, "2019-04-01", "Lebanon's trade ministry declined to say whether fuel had been shipped to Syria.")
    tell(case, "2019-09-02", "Orontes Marine acknowledged that it had sold fuel to Syria.")
    question = only(case)
    assert question.wording == "Were arms, fuel or parts delivered to Syria?"
    assert {claim.wording: {origin.actor.name for origin in claim.origins} for claim in question.claims} == {
        "yes: it was delivered": {"harbour pilot"},
        "no": {"Orontes Marine"},
        "neither confirmed nor denied": {"Lebanon's trade ministry"},
        "yes, admitted or confirmed: it was delivered": {"Orontes Marine"},
    }
    assert len(question.reversals) == 1


def test_what_one_state_delivers_is_not_denied_by_another(case: Case) -> None:
    tell(case, "2022-10-18", "Ukraine's president said that Belarus had given Russia shells.")
    tell(case, "2022-10-20", "Iran's foreign ministry denied that it had sent Russia any drones.")
    assert asked(case) == []
