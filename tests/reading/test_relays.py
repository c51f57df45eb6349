"""Through whom words reached a report: outlets that were told or carried them, and members who repeat a closed briefing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.reading.chains import carries
from closewatch.reading.drafts import Draft
from closewatch.reading.relays import find_relays
from closewatch.reading.speakers import Cast
from closewatch.terms.statement import Statement
from closewatch.testing import plain_report, unmarked


def read(text: str, publisher: str | None = None, headline: str | None = None) -> tuple[Statement, ...]:
    return find_statements(plain_report(text, publisher=publisher, headline=headline))


def chains(text: str, publisher: str | None = None, headline: str | None = None) -> list[tuple[str, ...]]:
    """The speaker of each statement and those who passed it on."""
    return [(s.speaker.name if s.speaker else "", *s.via) for s in read(text, publisher, headline)]


@pytest.mark.parametrize(
    ("text", "relay"),
    [
        ("[s A diplomat] [c told] The Ferry Dispatch [q that the road was shut].", "The Ferry Dispatch"),
        ("[s A diplomat] [c told] a British broadcaster on Friday [q that the road was shut].", "a British broadcaster"),
        ("[s The minister] [c confirmed] to an American defence site [q that the road was shut].", "an American defence site"),
        ("In an interview with Blue Canal TV [s she] [c said] [q that the road was shut].", "Blue Canal TV"),
        ("[q The road was shut], [c according to] [s officials whose account Meridian Wire carried].", "Meridian Wire"),
        ("[s The council] [c said] in a statement carried by Meridian Wire [q that the road was shut].", "Meridian Wire"),
        ("A second agency's English has [s Ann Roe] [c saying] [q that the road was shut].", "A second agency"),
        ("[s Observers] [c told] Signal & Compass [q that the road was shut].", "Signal & Compass"),
    ],
)
def test_an_outlet_that_was_told_or_carried_the_words_is_a_relay(text: str, relay: str) -> None:
    plain, marks = unmarked(text)
    at = {role: (start, end) for _, role, start, end in marks}
    draft = Draft(None, "encoder", at["s"], at["c"], [at["q"]], sentence=(0, len(plain)))
    assert [plain[start:end] for start, end in find_relays(plain_report(plain), draft)] == [relay]


@pytest.mark.parametrize(
    "text",
    [
        "[s A diplomat] [c told] reporters [q that the road was shut].",
        "[s A diplomat] [c told] the press on Friday [q that the road was shut].",
        "[s A diplomat] [c told] parliament [q that the road was shut].",
        "[s The Ferry Dispatch] [c wrote] [q that the road was shut].",
        "[s Officials] [c said] on Friday [q that Meridian Wire had closed its office].",
    ],
)
def test_no_outlet_between_means_no_relay(text: str) -> None:
    plain, marks = unmarked(text)
    at = {role: (start, end) for _, role, start, end in marks}
    draft = Draft(None, "encoder", at["s"], at["c"], [at["q"]], sentence=(0, len(plain)))
    assert find_relays(plain_report(plain), draft) == []


def test_what_the_same_speaker_says_next_came_the_same_way() -> None:
    text = "A Western diplomat told The Ferry Dispatch that the road was shut. The diplomat would not say who had shut it."
    assert chains(text) == [("Western diplomat", "Ferry Dispatch")] * 2


def test_what_was_said_earlier_or_to_all_did_not() -> None:
    text = "The mayor told Meridian Wire that the road was shut. In May the mayor had said that it was open."
    assert [chain[1:] for chain in chains(text)] == [("Meridian Wire",), ()]
    text = "The mayor told Meridian Wire that the road was shut. The mayor said in a statement that it was open."
    assert [chain[1:] for chain in chains(text)] == [("Meridian Wire",), ()]


def test_the_outlet_of_the_report_is_no_relay() -> None:
    text = "A diplomat told Meridian Wire that the road was shut. A clerk told this newspaper that it was open."
    assert [chain[1:] for chain in chains(text, "Meridian Wire")] == [(), ()]


def test_a_headline_came_through_whom_the_body_names() -> None:
    found = chains("Sources in the ministry told Meridian Wire that the road was shut.", headline="Road shut, sources say")
    assert found == [("Sources in the ministry", "Meridian Wire")] * 2


def test_told_it_is_told_the_outlet_named_last() -> None:
    text = "A pilot has talked to a Seoul newspaper. He told it that the road was shut."
    assert chains(text)[-1][1:] == ("Seoul newspaper",)


def test_a_member_who_was_briefed_repeats_the_service() -> None:
    text = (
        "The National Intelligence Service estimates that about 300 soldiers died, lawmaker Lee Min-ho said after a closed hearing. "
        "Lee told reporters that the fighting had spread."
    )
    assert chains(text) == [
        ("National Intelligence Service", "Lee Min-ho"),
        ("Lee Min-ho",),
        ("National Intelligence Service", "Lee Min-ho"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Lawmaker Lee Min-ho told reporters that the fighting had spread.",
        "The National Intelligence Service had no answer, lawmaker Lee Min-ho said. Lee told reporters that the bill would fail.",
    ],
)
def test_without_a_closed_session_a_member_speaks_for_himself(text: str) -> None:
    assert chains(text)[-1] == ("Lee Min-ho",)


def test_a_spokeswoman_does_not_pass_on_her_own_body_and_nobody_passes_on_nobody() -> None:
    cast = Cast(
        plain_report("Spokeswoman Ann Roe said that the Pentagon had confirmed it. Meridian Wire wrote so.", publisher="Meridian Wire")
    )
    roe, pentagon = cast.resolve((0, 19))[0], cast.resolve((30, 42))[0]
    wire = cast.resolve((61, 74))[0]
    assert roe is not None
    assert wire is not None
    assert not carries(cast, roe, pentagon)
    assert not carries(cast, roe, None)
    assert not carries(cast, wire, pentagon)
    assert carries(cast, roe, wire)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The harbour office estimates that 40 boats sank, a councillor said on Monday after a meeting, the Ferry Gazette reported.",
            [("harbour office", "councillor", "Ferry Gazette"), ("councillor", "Ferry Gazette"), ("Ferry Gazette",)],
        ),
        (
            "The bridge fell on Friday, the mayor said on Sunday, reports the Ferry Gazette.",
            [("mayor", "Ferry Gazette"), ("Ferry Gazette",)],
        ),
        (
            "The road was shut, two drivers told their union, according to the harbour office.",
            [("drivers", "harbour office"), ("harbour office",)],
        ),
        (
            "Asked about the road, the harbour office replied that it was open, the mayor said.",
            [("harbour office", "mayor"), ("mayor",)],
        ),
    ],
)
def test_attributions_that_close_a_sentence_stand_one_around_the_other(text: str, expected: list[tuple[str, ...]]) -> None:
    assert chains(text) == expected


def test_a_sentence_with_a_clause_for_each_source_nests_nothing() -> None:
    assert chains("The bridge fell, the mayor said, and the road was shut, the harbour office said.") == [("mayor",), ("harbour office",)]


@pytest.mark.parametrize("seen", ["seen by", "obtained by", "published by"])
def test_who_saw_a_paper_passes_on_what_it_says(seen: str) -> None:
    text = f"A paper of the ministry, {seen} a British broadcaster, said that the road was shut."
    source = (0, text.index(" said") - 1)
    draft = Draft(None, "", source, (text.index("said"), text.index("said") + 4), [(text.index("that"), len(text) - 1)])
    assert [text[slice(*place)] for place in find_relays(plain_report(text), draft)] == ["a British broadcaster"]


def test_whoever_talked_to_an_outlet_is_heard_through_it() -> None:
    found = chains("Ann Roe, a teacher from the valley, has talked to a Kyiv newspaper. The road was mined, Roe said.")
    assert found[-1] == ("Ann Roe", "Kyiv newspaper")


def test_words_in_quotation_marks_name_no_outlet_for_what_is_said_behind_them() -> None:
    assert chains('"I came with one radio," said a woman from the North, asking for bread.')[0] == ("woman from the North",)
    assert all(len(chain) == 1 for chain in chains('"I came to the station with one radio," a woman said, adding that it rained.'))


def test_who_credits_a_body_with_the_same_words_does_not_come_between_it_and_the_first_teller() -> None:
    found = chains(
        "The harbour office counts 40 boats, lawmaker Ann Roe told the Ferry Gazette. Bo Lind, citing the harbour office, said the same. "
        "All were old, according to the harbour office."
    )
    assert "Bo Lind" not in found[-1]


def test_the_outlet_and_the_author_of_the_report_never_pass_on_its_words() -> None:
    report = replace(plain_report("I heard from a pilot that the road was shut.", publisher="Quay Post"), authors=("Orla Fenn",))
    assert all(statement.via == () for statement in find_statements(report))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is full,” said Ann Roe, a surgeon. Our teams left.", ("Ann Roe", "Open Clinics")),
        ("A mother told our staff that the road was shut.", ("mother", "Open Clinics")),
        ("“We stay,” said Bo Lind, head of mission. Our patients wait.", ("Bo Lind",)),
        ("The army said that the road was shut. Our patients wait.", ("army",)),
        ("The organisation said that the road was shut. Our patients wait.", ("Open Clinics",)),
    ],
)
def test_what_staff_and_patients_say_in_a_release_comes_through_the_organisation(text: str, expected: tuple[str, ...]) -> None:
    assert chains(text, "Open Clinics")[0] == expected


def test_the_organisation_speaks_through_nobody_in_its_own_release() -> None:
    text = "The head of mission said that Open Clinics had denied it. Our patients wait."
    assert ("Open Clinics",) in chains(text, "Open Clinics")


def test_a_nurse_in_a_newspaper_speaks_through_nobody() -> None:
    assert chains("A nurse told our staff that the road was shut.", "Quay Post") == [("nurse",)]


@pytest.mark.parametrize(
    ("text", "teller"),
    [
        ("My aunt told me that the mayor had said the road was shut.", "aunt"),
        ("Amna told us what the fighter said: the road was shut.", "Amna"),
    ],
)
def test_who_tells_the_writer_what_another_said_passes_it_on(text: str, teller: str) -> None:
    assert (chains(text)[-1][1:], len(chains(text))) == ((teller,), 2)


def test_whoever_is_cited_by_one_outlet_speaks_to_another_without_it() -> None:
    text = "The Ferry Gazette, citing the harbour office, said that 40 boats sank. The harbour office told us that it never gave a number."
    assert chains(text, "Checkpoint")[-1][1:] == ()


def test_what_a_teller_s_man_says_next_came_the_same_way() -> None:
    text = "Her aunt told me that a soldier had warned them. “Go tonight,” the soldier said."
    assert chains(text)[-1] == ("soldier", "aunt")


def test_an_outlet_passes_on_only_what_stands_near_its_name() -> None:
    told = "The mayor told Meridian Wire that the road was shut."
    assert chains(f"{told}\n\nThe mayor added that it rained.")[-1] == ("mayor", "Meridian Wire")
    far = "\n\n".join([told, "Boats came.", "Boats left.", "Boats sank.", "The mayor added that it rained."])
    assert chains(far)[-1] == ("mayor",)
