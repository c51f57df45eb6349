"""What a retelling changes is found, with the words of both sides; what it only words otherwise is not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from closewatch.linking.drift import find_drift, find_drift_between, find_drift_within
from closewatch.linking.drift_sides import Sided
from closewatch.reading.read import read
from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.terms.claim import DriftKind, Link, LinkKind
from closewatch.terms.reading import Account
from closewatch.testing import plain_report


def told(text: str, outlet: str, day: str = "2025-03-01", headline: str | None = None) -> Account:
    report = plain_report(text, headline=headline, publisher=outlet, published=day)
    return Account(report, read(report, read_by_encoder))


def edge(here: Account, there: Account, kind: LinkKind = LinkKind.COPIES) -> Link:
    return Link(kind, here.report.id, there.report.id, Decimal(1))


def drift(there: str, here: str) -> tuple[Link, ...]:
    """What changed on the way from the first telling to the second, printed by two outlets on one day."""
    first, second = told(there, "Halyard Press"), told(here, "Orchard Post")
    return find_drift(second, first, edge(second, first))


def kinds(links: tuple[Link, ...]) -> set[str]:
    return {part for link in links for part in link.parts}


CHANGED = [
    (
        DriftKind.BOUND_DROPPED,
        "No fewer than 19 miners died in the collapse, the union said.",
        "Nineteen miners died in the collapse, the union said.",
    ),
    (
        DriftKind.BOUND_INVERTED,
        "Over 800 inmates escaped, the prison service said.",
        "Just under 800 inmates escaped, the prison service said.",
    ),
    (
        DriftKind.MEASURE_CHANGED,
        "The blast injured 17 people, two of them seriously, the mayor said.",
        "The blast killed 17 people, the mayor said.",
    ),
    (
        DriftKind.MEASURE_CHANGED,
        "The group has lost 250 men, dead and wounded, its leader said.",
        "The group has lost 250 men dead, its leader said.",
    ),
    (
        DriftKind.PLANNED_TO_DONE,
        "Ghana agreed to send 300 police officers, the president said.",
        "Ghana sent 300 police officers, the president said.",
    ),
    (
        DriftKind.MEASURE_CHANGED,
        "Bandits abducted 28 pilgrims near Funtua, a bus driver said.",
        "Bandits murdered 28 pilgrims near Funtua, a bus driver said.",
    ),
    (DriftKind.SCALE_LOST, "The ministry put the damage at 6 billion dollars.", "The ministry put the damage at 6 million dollars."),
    (
        DriftKind.AMOUNT_CHANGED,
        "Soldiers found 12 bodies in a well behind the school in Orly, the mayor said.",
        "Soldiers found 21 bodies in a well behind the school in Orly, the mayor said.",
    ),
    (
        DriftKind.PERIOD_LOST,
        "The factory turns out 3,000 shells a day, its manager said.",
        "The factory has turned out 3,000 shells, its manager said.",
    ),
    (DriftKind.POPULATION_CHANGED, "The raid killed 15 fighters, the council said.", "The raid killed 15 villagers, the council said."),
    (
        DriftKind.POPULATION_CHANGED,
        "Twenty Afghan and Iranian migrants drowned, the police said.",
        "Twenty Afghan migrants drowned, the police said.",
    ),
    (
        DriftKind.PLACE_CHANGED,
        "Some 3,000 refugees have arrived in Chad this month, the agency said.",
        "Some 3,000 refugees have arrived in Niger this month, the agency said.",
    ),
    (
        DriftKind.ROLE_SWAPPED,
        "Sudan's army shelled positions of the paramilitary force in Bahri on Friday, residents said.",
        "The paramilitary force shelled positions of Sudan's army in Bahri on Friday, residents said.",
    ),
    (
        DriftKind.ROLE_SWAPPED,
        "The governor accused the mayor of hiding the number of dead.",
        "The mayor accused the governor of hiding the number of dead.",
    ),
    (
        DriftKind.ROLE_SWAPPED,
        "Nuer youths raided Murle herders at Likuangole, a priest said.",
        "Murle herders raided Nuer youths at Likuangole, a priest said.",
    ),
    (
        DriftKind.ROLE_SWAPPED,
        "The Armenian army said Azerbaijani guns shelled its posts at Tegh.",
        "Armenian guns shelled an Azerbaijani post at Tegh, the Armenian army said.",
    ),
    (
        DriftKind.SPEAKER_CHANGED,
        "Estonia's interior minister said 14 buoys had been taken from the river.",
        "Russia's interior minister said 14 buoys had been taken from the river.",
    ),
    (
        DriftKind.DECLINE_TO_DENIAL,
        "The company ignored questions about the fuel.",
        "The company denied that it had sold the fuel.",
    ),
    (
        DriftKind.PERIOD_LOST,
        "In the first nine months of the year smugglers landed 41 boats, the police said.",
        "Smugglers landed 41 boats, the police said.",
    ),
    (
        DriftKind.SPEAKER_CHANGED,
        "A nurse at the clinic said the shelling began at dawn.",
        "The shelling began at dawn, the general staff said.",
    ),
    (
        DriftKind.SPEAKER_CHANGED,
        "Turkey's defence ministry said four of its soldiers were killed in the raid.",
        "Four Turkish soldiers were killed in the raid, Iraq's defence ministry said.",
    ),
    (
        DriftKind.DECLINE_TO_DENIAL,
        "The company refused to say whether its trucks had been used.",
        "The company denied that its trucks had been used.",
    ),
    (
        DriftKind.CERTAINTY_RAISED,
        "The agency believes the plane was shot down.",
        "The agency confirmed that the plane was shot down.",
    ),
]


@pytest.mark.parametrize(("kind", "there", "here"), CHANGED)
def test_a_changed_fact_is_named(kind: DriftKind, there: str, here: str) -> None:
    assert kind.value in kinds(drift(there, here))


def test_every_kind_of_drift_has_an_example_here() -> None:
    assert {kind for kind, _, _ in CHANGED} == set(DriftKind)


REWORDED = [
    (
        "At least 14 civilians, including three children, were killed in the strike, medics said.",
        "No fewer than 14 civilians died in the strike, three of them children, according to doctors.",
    ),
    (
        "Government troops drove the insurgents out of the town after a week, the army said.",
        "The insurgents were driven from the town by government troops after a week, said the military.",
    ),
    ("About 400 people cross the strait each week, the border agency said.", "Roughly 400 people make the crossing every week, it said."),
    ("The army will pull out of the valley by June, the defence minister said.", "The defence minister said the army is to leave by June."),
    ("The Kremlin denied that it had offered talks.", "Moscow rejected reports that it had offered talks."),
    ("The charity declined to name the donor.", "The charity refused to say who the donor was."),
    (
        "Italy's coastguard rescued 87 migrants off Lampedusa on Sunday night.",
        "Eighty-seven migrants were picked up off Lampedusa on Sunday night by the Italian coastguard.",
    ),
    (
        "The WHO has recorded 41 attacks on hospitals since April.",
        "Since April 41 attacks on hospitals have been recorded by the World Health Organization.",
    ),
    (
        "The Houthi movement released 153 detainees on Saturday, the Red Cross said.",
        "One hundred and fifty-three prisoners were freed by the Houthis on Saturday, according to the ICRC.",
    ),
    (
        "Soldiers loyal to the general arrested the minister at his home, his wife said.",
        "The minister was arrested at home by soldiers loyal to the general, according to his wife.",
    ),
    (
        "The rebels will not lay down their arms, their commander said on Sunday.",
        "The rebels would not be disarmed, their commander said on Sunday.",
    ),
    (
        "Mali will send 200 more men within weeks, its president said.",
        "Another 200 men are to go in the coming weeks, Mali's president said.",
    ),
    (
        "Nine sailors, mostly Indians, are held by the pirates, the tanker's owner said.",
        "The owner of the tanker said the pirates were holding nine sailors, most of them from India.",
    ),
    (
        "The judges believe that the colonel ordered the burning of at least 12 huts.",
        "A dozen huts or more were burned on the colonel's orders, the judges believe.",
    ),
    (
        "The minister said in Geneva that 400 families had returned to Homs.",
        "Some 400 families are back in Homs, the minister said.",
    ),
    (
        "None of the 38 people on board survived the crash near Ilopo, the airline said.",
        "All 38 people on board died in the crash near Ilopo, the airline said.",
    ),
    (
        "Armenia said Azerbaijan had opened fire at Tegh. Azerbaijan said Armenia had opened fire at Tegh.",
        "Baku said that Armenian troops fired first at Tegh; Yerevan said that Azerbaijani troops fired first.",
    ),
    ("Rebels could attack police in Bor, warned the army.", "The army warned that police in Bor could be attacked by rebels."),
    (
        "A bomb killed six policemen and wounded eight in Balad, a hospital source said.",
        "Six police officers died and eight were hurt by a bomb in Balad, according to a source at the hospital.",
    ),
]


@pytest.mark.parametrize(("there", "here"), REWORDED)
def test_other_words_for_the_same_facts_are_no_drift(there: str, here: str) -> None:
    assert drift(there, here) == ()


def test_a_sentence_copied_as_it_stands_has_no_drift() -> None:
    sentence = "About 400 people were killed or wounded near Orly, the governor said, and 30 houses burned."
    assert drift(f"It rained. {sentence}", f"{sentence} More is not known.") == ()


def test_the_words_of_both_sides_stand_for_each_change() -> None:
    (link,) = drift(CHANGED[0][1], CHANGED[0][2])
    assert link.kind is LinkKind.DRIFTS
    assert link.parts == ("bound-dropped",)
    assert [excerpt.exact for excerpt in link.because] == ["Nineteen", "No fewer than 19"]


def test_two_changes_of_one_number_are_one_link_with_both() -> None:
    links = drift(
        "At least 45 people were wounded when the market in Dolgany was shelled, the mayor said.",
        "Shelling of the market in Dolgany killed 45 people, the mayor said.",
    )
    assert [link.parts for link in links] == [("bound-dropped", "measure-changed")]
    assert len(links[0].because) == 4


def test_a_later_count_of_another_day_is_no_drift() -> None:
    there, here = next((there, here) for kind, there, here in CHANGED if kind is DriftKind.AMOUNT_CHANGED)
    first = told(there, "Halyard Press", "2025-03-01")
    later = told(here, "Orchard Post", "2025-03-03")
    assert find_drift(later, first, edge(later, first)) == ()


def test_an_edge_between_statements_lets_nothing_else_be_compared() -> None:
    first = told("At least 30 men died at Orly, the mayor said. Over 60 boats sank, the navy said.", "Halyard Press")
    second = told("Thirty men died at Orly, the mayor said. Sixty boats sank, the navy said.", "Orchard Post")
    ends = [next(one.id for one in account.reading.statements if "mayor" in one.source[0].exact) for account in (second, first)]
    found = find_drift(second, first, Link(LinkKind.SAME_UTTERANCE, ends[0], ends[1], Decimal(1)))
    assert [[excerpt.exact for excerpt in link.because] for link in found] == [["Thirty", "At least 30"]]


def test_other_edges_beside_it_let_everything_be_compared() -> None:
    first = told("At least 30 men died at Orly, the mayor said. Over 60 boats sank, the navy said.", "Halyard Press")
    second = told("At least 30 men were killed at Orly, the mayor said. Sixty boats sank, the navy said.", "Orchard Post")
    ends = [next(one.id for one in account.reading.statements if "mayor" in one.source[0].exact) for account in (second, first)]
    one_of_two = Link(LinkKind.SAME_UTTERANCE, ends[0], ends[1], Decimal(1))
    found = find_drift_between(Sided(second), Sided(first), one_of_two, whole=True)
    assert [[excerpt.exact for excerpt in link.because] for link in found] == [["Sixty", "Over 60"]]


def test_a_headline_is_held_against_its_own_body() -> None:
    text = "More than 1,000 recruits were killed or wounded near Orly in the past week, the defence ministry said on Friday."
    account = told(text, "Halyard Press", headline="Over 1,000 recruits died near Orly, ministry says")
    assert "measure-changed" in kinds(find_drift_within(account))


def test_a_statement_that_only_names_its_source_is_passed_over() -> None:
    whole = told("At least 30 men died at Orly, the mayor said.", "Halyard Press")
    bare = replace(whole.reading.statements[0], content=(), cue=())
    account = Account(whole.report, replace(whole.reading, statements=(bare,), figures=()))
    assert find_drift(account, whole, edge(account, whole)) == ()


def test_a_report_without_numbers_or_names_is_borne() -> None:
    empty = told("Nothing more is known.", "Halyard Press")
    assert find_drift(empty, empty, edge(empty, empty)) == ()
    assert find_drift_within(empty) == ()


def test_hundreds_of_parties_in_one_sentence_are_compared_in_no_time() -> None:
    fights = " and ".join(["Ukraine shelled Russia", "Russia hit Ukraine", "soldiers shot medics"] * 200)
    links = drift(f"The mayor said that at least 30 men died as {fights}.", f"The mayor said that 30 men died as {fights}.")
    assert "bound-dropped" in kinds(links)


def test_a_report_of_names_alone_is_compared_in_no_time() -> None:
    names = "The army denied it. " + "Aaron Boyle Carol Dunne " * 1_000
    first, second = (
        told(f"At least 30 men died, the mayor said. {names}", "Halyard Press"),
        told(f"30 men died, the mayor said. {names}", "Orchard Post"),
    )
    assert "bound-dropped" in kinds(find_drift(second, first, edge(second, first)))
