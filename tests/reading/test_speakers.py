"""Pronouns, surnames, acronyms and descriptions lead back to the fullest name that the report gives."""

from __future__ import annotations

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.reading.names import take_apart
from closewatch.terms.actor import Actor, ActorKind
from closewatch.testing import plain_report


def speakers(text: str) -> list[Actor | None]:
    return [statement.speaker for statement in find_statements(plain_report(text))]


def names(text: str) -> list[str | None]:
    return [actor.name if actor else None for actor in speakers(text)]


def test_a_pronoun_is_who_spoke_before() -> None:
    text = "Defector Chung said that it rained. He denied that he had left."
    assert names(text) == ["Chung", "Chung"]
    reason = next(r for r in find_statements(plain_report(text))[1].because if r.of == "speaker")
    assert (reason.rule, reason.span.exact if reason.span else None) == ("pronoun", "Chung")


def test_she_is_not_the_man_who_spoke_last() -> None:
    assert names("Olena Kit said it rained. Ivan Roe denied this. She said it had.")[-1] == "Olena Kit"


def test_she_is_nobody_of_those_she_speaks_of() -> None:
    assert names("A nurse called Lena worked on. “Ours, and some who did not answer,” she said.")[-1] != "some"


def test_a_surname_is_the_full_name() -> None:
    assert names("President Volodymyr Zelenskyy came to Kherson. Zelenskyy said the town was safe.") == ["Volodymyr Zelenskyy"]


def test_an_acronym_in_parentheses_is_the_body() -> None:
    text = "The National Intelligence Service (NIS) said 40 died. The NIS said more had come."
    assert names(text) == ["National Intelligence Service"] * 2
    actor = speakers(text)[0]
    assert actor is not None
    assert (actor.kind, actor.key, actor.country) == (ActorKind.BODY, "body:KR:nis", "KR")
    assert "NIS" in actor.names


def test_the_north_speaks_as_the_state_that_the_report_names() -> None:
    denied = speakers("North Korea sent nobody, Seoul was told. The North denied that it had.")[-1]
    assert denied is not None
    assert (denied.name, denied.kind, denied.country) == ("North Korea", ActorKind.BODY, "KP")
    elsewhere = speakers("Juba counted 40 dead. The North denied that it had fired.")[-1]
    assert elsewhere is not None
    assert elsewhere.country is None


def test_bodies_of_one_name_in_two_countries_are_two_speakers() -> None:
    seoul, washington = speakers(
        "South Korea's Joint Chiefs of Staff said 1,100 were hurt. The US Joint Chiefs of Staff said that fewer were."
    )
    assert seoul is not None
    assert washington is not None
    assert (seoul.key, washington.key) == ("body:KR:jcs", "body:US:jcs")
    assert seoul.id != washington.id


def test_a_description_is_who_was_described_so() -> None:
    assert names("Defector Chung said it rained. The defector said more.") == ["Chung", "Chung"]


def test_a_wrong_expansion_is_no_alias() -> None:
    first, second = speakers("The National Intelligence Service said 40 died. The National Intelligence Agency said 50 died.")
    assert first is not None
    assert second is not None
    assert first.id != second.id
    assert second.key is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Defector Chung (a pseudonym) said it rained.", "Chung"),
        ('A soldier who gave his name as "Oleh" said they had no food.', "Oleh"),
        ("“They shot at us,” said a woman identified only as Maryna.", "Maryna"),
        ("Taras, not his real name, said they had no food.", "Taras"),
    ],
)
def test_a_name_that_is_not_the_real_one_is_pseudonymous(text: str, name: str) -> None:
    actor = speakers(text)[0]
    assert actor is not None
    assert (actor.name, actor.pseudonymous, actor.named, actor.kind) == (name, True, True, ActorKind.PERSON)


def test_officials_and_a_soldier_have_no_name() -> None:
    found = speakers("Officials said it rained. A soldier said it snowed.")
    assert [(actor.name, actor.named, actor.kind.value) for actor in found if actor] == [
        ("Officials", False, "group"),
        ("soldier", False, "person"),
    ]


def test_nobody_fits_and_the_speaker_stays_unknown() -> None:
    assert names("She said it rained.") == [None]


def test_a_relative_pronoun_is_its_antecedent() -> None:
    assert names("The army freed a Ukrainian medic who said the camp was empty.") == ["Ukrainian medic"]


@pytest.mark.parametrize(
    ("phrase", "name", "kind", "country"),
    [
        ("Ukrainian President Volodymyr Zelenskyy", "Volodymyr Zelenskyy", "person", "UA"),
        ("South Korea's National Intelligence Service", "National Intelligence Service", "body", "KR"),
        ("Moscow", "Moscow", "body", "RU"),
        ("the Institute for the Study of War", "Institute for the Study of War", "body", "US"),
        ("Agence France-Presse", "Agence France-Presse", "outlet", "FR"),
        ("satellite images", "satellite images", "document", None),
        ("Olena Kit, a nurse from Kherson", "Olena Kit", "person", None),
    ],
)
def test_a_phrase_gives_name_kind_and_country(phrase: str, name: str, kind: str, country: str | None) -> None:
    naming = take_apart(phrase)
    assert (naming.name, naming.kind.value, naming.country) == (name, kind, country)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A resident who asked to be called Olha, which is not her name, lives nearby. “The lights went,” she said.", "Olha"),
        ("A farmer on the far side, whom this paper calls Stepan to protect him, was asked. “A patrol came,” he said.", "Stepan"),
        ("A nurse on the other side, called Lena here because of her work, stayed on. “Ours and theirs,” she said.", "Lena"),
        ("I met a loader, let us call him Fedor, which is not his name. “They say nothing,” he told me.", "Fedor"),
        ("A conscript, who now lives abroad under the assumed name Mr. Han, recalls it. “You learn it in a month,” he said.", "Mr. Han"),
        ("“A box is not a shell,” said a harbour pilot whom we call Marek Tide, a pseudonym.", "Marek Tide"),
        ("“Why so late?” a subscriber who signs as Otter asks.", "Otter"),
    ],
)
def test_somebody_introduced_under_another_name_speaks_under_it(text: str, name: str) -> None:
    assert (name, True, True) in [(actor.name, actor.pseudonymous, actor.named) for actor in speakers(text) if actor]


def test_she_is_the_teacher_introduced_before_not_the_minister_spoken_of() -> None:
    text = "Ivan Roe spoke for the ministry. A retired teacher watched the square. She doubted that the talks would last."
    assert names(text)[-1] == "retired teacher"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A source told Meridian Wire that it rained. The news agency wrote that roads were shut.", "Meridian Wire"),
        ("A source told Blue Canal TV that it rained. The broadcaster added that roads were shut.", "Blue Canal TV"),
        ("A source told The Quay Observer that it rained. The paper reported that roads were shut.", "Quay Observer"),
        ("Podgorie Online carried the story. The site claimed that roads were shut.", "Podgorie Online"),
        ("Podgorie Online carried the story. A second page of the site claimed that roads were shut.", "Podgorie Online"),
        ("South Korea's spy agency said it rained. The service added that roads were shut.", "South Korea's spy agency"),
        ("The National Intelligence Service said it rained. The agency estimated 300 dead.", "National Intelligence Service"),
    ],
)
def test_an_outlet_or_a_service_goes_by_its_noun(text: str, name: str) -> None:
    assert names(text)[-1] == name


def test_this_newspaper_is_the_outlet_of_the_report() -> None:
    report = plain_report("This newspaper understands that roads were shut.", publisher="Tidewater Herald")
    speaker = find_statements(report)[0].speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("Tidewater Herald", ActorKind.OUTLET)


@pytest.mark.parametrize(
    ("headline", "body", "name"),
    [
        ("Seoul says 300 dead", "South Korea's National Intelligence Service said that 300 had died.", "National Intelligence Service"),
        ("Road shut, sources say", "Sources in the border guard told reporters that the road was shut.", "Sources in the border guard"),
        ("Kyiv speaks of 300 dead", "President Volodymyr Zelensky said that 300 had died.", "Volodymyr Zelensky"),
        ("Kyiv speaks of 300 dead", "Nobody else gave a number.", "Kyiv"),
    ],
)
def test_a_headline_means_whom_the_lead_names(headline: str, body: str, name: str) -> None:
    speaker = find_statements(plain_report(body, headline=headline))[0].speaker
    assert speaker is not None
    assert speaker.name == name


def test_a_rank_nobody_was_given_is_whoever_spoke_last() -> None:
    assert names("Kyrylo Budanov told reporters that it rained. The general said that roads were shut.")[-1] == "Kyrylo Budanov"


def test_the_president_of_a_state_is_the_one_the_report_named() -> None:
    assert names("Zelensky said that it rained. Ukraine's president alleged that roads were shut.")[-1] == "Zelensky"


def test_a_second_prisoner_is_not_the_first() -> None:
    first, second = names("A prisoner said that it rained. The second prisoner said that it had not.")
    assert (first, second) == ("prisoner", "second prisoner")


def test_a_first_name_that_is_also_a_city_stays_a_name() -> None:
    text = "Lloyd Austin said so. President Vladimir Putin was asked in Kazan. He did not deny it."
    assert names(text)[-1] == "Vladimir Putin"
