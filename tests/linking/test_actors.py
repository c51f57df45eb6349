"""Who is who across reports: what joins two actors, and what must not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from closewatch.linking.actors import link_actors
from closewatch.linking.keys import keys_of
from closewatch.linking.lexicon import lexicon_with, shipped_lexicon
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.known import KnownActor
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.testing import plain_report

PERSON, BODY, GROUP, OUTLET = ActorKind.PERSON, ActorKind.BODY, ActorKind.GROUP, ActorKind.OUTLET


def report(body: str = "It rained.", published: str | None = "2024-10-23", publisher: str | None = "The Harbour Gazette") -> Report:
    return plain_report(body, published=published, publisher=publisher)


def actor(name: str, kind: ActorKind, country: str | None = None, *names: str, named: bool = True, pseudonymous: bool = False) -> Actor:
    return Actor("ac:1", name, kind, (name, *names), named, pseudonymous, country)


def keys(one: Actor, told: Report | None = None, source: str = "") -> set[str]:
    return {key.name for key in keys_of(one, told or report(), shipped_lexicon(), source)}


def test_a_body_meets_its_letters_where_a_report_gives_both() -> None:
    text = report("The National Relief Union (NRU) said so.")
    assert keys(actor("National Relief Union", BODY), text) & keys(actor("NRU", BODY))


def test_letters_that_several_bear_join_nobody_without_a_country() -> None:
    assert keys(actor("RSF", OUTLET)) == keys(actor("JCS", BODY)) == set()
    assert keys(actor("JCS", BODY, "KR")) != keys(actor("JCS", BODY, "US")) != set()


def test_letters_of_the_lexicon_are_not_those_of_a_wrong_expansion() -> None:
    seoul = keys(actor("National Intelligence Service", BODY, "KR"))
    text = report("The National Intelligence Agency (NIS) said so.")
    assert not seoul & keys(actor("National Intelligence Agency", BODY, "KR"), text)
    assert not keys(actor("GRU", BODY)) & keys(actor("HUR", BODY))
    assert not keys(actor("US Joint Chiefs of Staff", BODY)) & keys(actor("Seoul's Joint Chiefs of Staff", BODY))


@pytest.mark.parametrize(
    ("described", "named"),
    [
        ("Seoul's spy agency", "National Intelligence Service"),
        ("Sudan's army", "Sudanese Armed Forces"),
        ("Ukraine's military intelligence service", "HUR"),
        ("the Congolese army", "FARDC"),
        ("Russia's defense ministry", "Russian Ministry of Defence"),
        ("Moscow", "Kremlin"),
        ("the health ministry in Gaza", "Gaza Health Ministry"),
        ("Myanmar's military", "Tatmadaw"),
    ],
)
def test_a_described_body_is_the_entry_that_has_its_role(described: str, named: str) -> None:
    assert keys(actor(described, BODY)) & keys(actor(named, BODY))


def test_a_described_body_without_an_entry_has_a_key_of_its_country_and_role() -> None:
    assert (
        keys(actor("the Nigerian defence ministry", BODY))
        == keys(actor("Ministry of Defence", BODY, "NG"))
        == {"body:NG:ministry of defence"}
    )
    assert not keys(actor("the Nigerian defence ministry", BODY)) & keys(actor("Ghana's defence ministry", BODY))
    assert keys(actor("Ministry of Defence", BODY)) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("United Nations refugee agency", "the UN's refugee office"),
        ("UN humanitarian agency", "OCHA"),
        ("Sudan's Rapid Support Forces", "Rapid Support Forces"),
        ("the NUG's defence ministry", "Ministry of Defence of the National Unity Government"),
        ("Council of Ashford Mills", "Ashford Mills Council"),
    ],
)
def test_a_body_is_known_however_its_name_is_put_together(one: str, other: str) -> None:
    assert keys(actor(one, BODY)) & keys(actor(other, BODY))


def test_the_ministry_of_a_government_is_not_that_government() -> None:
    assert not keys(actor("the NUG's defence ministry", BODY)) & keys(actor("NUG", BODY))


def test_a_capital_speaks_for_its_government() -> None:
    assert keys(actor("Pyongyang", BODY)) == keys(actor("North Korea", BODY)) == {"body:KP:government"}


def test_one_person_in_two_spellings_is_one() -> None:
    assert keys(actor("Amal Khaled Omer", PERSON)) & keys(actor("Amal Khalid Omar", PERSON))
    assert keys(actor("Zelenskiy", PERSON)) == {"person:UA:zelensky"}


def test_two_people_named_together_are_not_one() -> None:
    assert keys(actor("Lena Park and Olha Bila", PERSON)) == set()


def test_a_family_name_joins_only_with_the_same_office_or_rank_of_a_country() -> None:
    first = keys(actor("Kindratenko", PERSON, "UA"), report("Colonel Kindratenko spoke."))
    full = keys(actor("Petro Kindratenko", PERSON, "UA"), report("Colonel Petro Kindratenko spoke."))
    assert first & full
    assert keys(actor("Kindratenko", PERSON, "UA")) == set()
    assert not first & keys(actor("Kindratenko", PERSON, "UA"), report("Governor Kindratenko spoke."))
    assert keys(actor("Kim", PERSON, "KR"), report("Colonel Kim spoke.")) == set()


@pytest.mark.parametrize(
    ("office", "country", "day", "holder"),
    [
        ("Ukrainian president", "UA", "2024-10-23", "person:UA:zelensky"),
        ("Russia's defence minister", None, "2024-05-01", "person:RU:shoigu"),
        ("Russia's defence minister", None, "2024-06-01", "person:RU:belousov"),
        ("US president", None, "2025-01-19", "person:US:biden"),
        ("US president", None, "2025-01-20", "person:US:trump"),
        ("head of Ukraine's military intelligence", None, "2024-10-23", "person:UA:budanov"),
        ("NATO secretary general", None, "2024-11-01", "person:INT:rutte"),
        ("Kremlin spokesman", None, "2024-10-23", "person:RU:peskov"),
    ],
)
def test_an_office_is_whoever_held_it_on_the_day(office: str, country: str | None, day: str, holder: str) -> None:
    assert keys(actor(office, PERSON, country, named=False), report(published=day), f"the {office}") == {holder}


def test_an_office_whose_holder_nobody_knows_is_that_of_its_month() -> None:
    unnamed = actor("Ghana's defence minister", PERSON, named=False)
    assert keys(unnamed, report(published="2024-10-02")) == keys(unnamed, report(published="2024-10-30")) != set()
    assert not keys(unnamed, report(published="2024-10-02")) & keys(unnamed, report(published="2024-12-02"))
    named = report("Ghana's defence minister, Esi Quaye, said so.", published="2024-10-09")
    assert keys(actor("Esi Quaye", PERSON), named) & keys(unnamed, report(published="2024-10-30"))


@pytest.mark.parametrize("words", ["former Ukrainian president", "Ukraine's deputy defence minister"])
def test_who_is_not_in_an_office_is_not_its_holder(words: str) -> None:
    assert keys(actor(words, PERSON, "UA", named=False)) == set()
    assert keys(actor("Ukrainian president", PERSON, "UA", named=False), source="a Ukrainian president") == set()


def test_unnamed_groups_are_one_only_in_one_outlet_on_one_day_under_one_label() -> None:
    officials = actor("Western officials", GROUP, named=False)
    assert keys(officials) == keys(officials, report("It snowed."))
    assert not keys(officials) & keys(officials, report(publisher="Sable Wire"))
    assert not keys(officials) & keys(officials, report(published="2024-10-24"))
    assert not keys(officials) & keys(actor("European officials", GROUP, named=False))
    assert keys(officials, report(publisher=None)) == keys(officials, report(published=None)) == set()
    assert keys(actor("residents", GROUP, named=False)) == keys(actor("officials", GROUP, named=False)) == set()


def test_nobody_under_a_pseudonym_is_joined_to_anybody_named_or_to_another_outlet() -> None:
    salma = actor("Salma Idris", PERSON, pseudonymous=True)
    assert keys(salma) == keys(salma, report(published="2025-01-01")) != set()
    assert not keys(salma) & keys(salma, report(publisher="Sable Wire"))
    assert not keys(salma) & keys(actor("Salma Idris", PERSON))
    assert keys(salma, report(publisher=None)) == set()


@pytest.mark.parametrize("name", ["authorities", "Neither agency", "news agency", "outlets", "The page"])
def test_words_that_name_nobody_have_no_key(name: str) -> None:
    assert keys(actor(name, BODY)) == set()


def test_the_army_is_that_of_the_country_of_which_a_report_tells() -> None:
    told = report("KHARTOUM - Sudan shut its border. The army said that 300 people had left Sudan.")
    found = {link.rule for link in link_actors(told, read_by_rules(told))}
    assert "name: body:SD:saf" in found
    both = report("Sudan and Chad shut their border. The army said that 300 people had left.")
    assert "name: body:SD:saf" not in {link.rule for link in link_actors(both, read_by_rules(both))}


def test_an_entry_of_the_case_comes_before_the_shipped_list() -> None:
    own = KnownActor("body:XX:rsf", ("River Safety Fund", "RSF"), BODY)
    found = keys_of(actor("RSF", BODY, "SD"), report(), lexicon_with((own,)))
    assert [key.name for key in found] == ["body:XX:rsf"]
    assert keys(actor("RSF", BODY, "SD")) == {"body:SD:rsf"}


def test_the_outlet_of_a_report_is_the_outlet_that_another_names() -> None:
    text = report(publisher="Reuters")
    own = {link.right for link in link_actors(text, Reading(text.id, "none"))}
    named = replace(actor("Reuters", OUTLET), id="ac:2")
    assert keys(named) == {"outlet:GB:reuters"}
    assert len(own) == 1


def test_links_are_the_same_each_time_and_rest_on_words_of_the_report() -> None:
    text = report("The Coast Guard Directorate said that 3 sailors were missing. Kyiv denied it.")
    reading = read_by_rules(text)
    assert link_actors(text, reading) == link_actors(text, reading)
    for link in link_actors(text, reading):
        for excerpt in link.because:
            text.check(excerpt)
