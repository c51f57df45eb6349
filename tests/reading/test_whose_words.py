"""Lists under an announcing line, first persons under a byline, names given late, parts of a group: whose words they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from closewatch.reading.aliases import find_aliases
from closewatch.reading.announced import announcement_at, announcer_of, find_announcements
from closewatch.reading.attributions import find_statements
from closewatch.reading.drafts import Draft
from closewatch.reading.names import take_apart
from closewatch.reading.sourced import source_voice
from closewatch.reading.speakers import Cast
from closewatch.terms.report import Report
from closewatch.testing import plain_report, unmarked


def read(marked: str, publisher: str | None = None, authors: tuple[str, ...] = ()) -> list[str | None]:
    """The speaker of each marked statement, as a reader that finds these words tells it."""
    report, drafts = drafted(marked, publisher, authors)
    cast = Cast(report)
    voices = [source_voice(cast, draft, None)[0] for draft in drafts]
    return [cast.actor(voice).name if voice is not None else None for voice in voices]


def drafted(marked: str, publisher: str | None = None, authors: tuple[str, ...] = ()) -> tuple[Report, list[Draft]]:
    text, marks = unmarked(marked)
    at: dict[str, Draft] = {}
    for number, role, start, end in marks:
        draft = at.setdefault(number, Draft(None, "encoder"))
        draft.sentence = (text.rfind("\n", 0, start) + 1, len(text) if (stop := text.find("\n", end)) < 0 else stop)
        if role == "s":
            draft.source = (start, end)
        elif role == "c":
            draft.cue_at = (start, end)
        else:
            draft.contents.append((start, end))
    return replace(plain_report(text, publisher=publisher), authors=authors), list(at.values())


@pytest.mark.parametrize(
    "line",
    [
        "From the harbour minister:",
        "More from the harbour minister on the strike:",
        "The harbour minister on the strike:",
        "Key points from the briefing by the harbour minister:",
        "Excerpts from the harbour minister's speech:",
        "What the harbour minister said",
        "Key quotes from the harbour minister's press conference:",
        "What the harbour minister told reporters:",
        "The harbour minister:",
    ],
)
def test_quotations_under_a_line_that_announces_a_speaker_are_that_speaker_s(line: str) -> None:
    text = (
        f"{line}\n\n“[q1 The port is open].”\n\nOn [s2 the pilots]:\n\n“[q2 They will be paid].”\n\n"
        "“[s3 Nobody] [c3 said] [q3 it rained].”\n\nThe square was empty. “[q4 It is late].”"
    )
    assert read(text) == ["harbour minister", "harbour minister", "harbour minister", None]


@pytest.mark.parametrize("mark", ["-", "*", "•", "1."])
def test_items_of_a_list_are_the_announced_speaker_s(mark: str) -> None:
    items = f"{mark} [q1 The road opens on Monday].\n{mark} [s2 Boats] [c2 found] [q2 empty belong to smugglers].\n"
    text = f"The spokesman on the talks:\n{items}"
    assert read(f"{text}\n[q3 The town was quiet].") == ["spokesman", "spokesman", None]


def test_whoever_signs_a_quotation_in_a_list_said_it() -> None:
    assert read("From the mayor:\n\n“[q1 It rained].”\n\n“[q2 It snowed].” [c2 -] [s2 Anna Lind]") == ["mayor", "Anna Lind"]


@pytest.mark.parametrize(
    "text",
    [
        "On the pilots:\n\n“They will be paid.”",
        "From noon on the road was open.\n\n“They will be paid.”",
        "Boats on the river:\n\n“They will be paid.”",
        "The mayor came at noon.\n\n“They will be paid.”",
    ],
)
def test_a_topic_or_a_sentence_announces_nobody(text: str) -> None:
    assert find_announcements(plain_report(text)) == []


def test_a_list_ends_with_a_paragraph_of_another_make() -> None:
    report = plain_report("From the mayor:\n\n“It rained.”\n\nHe left.\n\n“It snowed.”")
    (found,) = find_announcements(report)
    assert report.text[found.start : found.end].strip() == "“It rained.”"
    assert announcement_at([found], report.text.index("snowed")) is None
    assert announcer_of(report.text, found, Draft(None, "", contents=[(18, 27)])) == found.source


def test_i_is_whoever_signed_and_we_the_outlet_outside_of_quotations() -> None:
    text = "[s1 I] [c1 counted] [q1 nine boats]. By [s2 my] [c2 count] [q2 three sank]. [s3 We] [c3 found] [q3 that all were old]."
    assert read(text, "Quay Post", ("Orla Fenn",)) == ["Orla Fenn", "Orla Fenn", "Quay Post"]
    assert read("“So [s I] [c counted] [q nine boats].”", "Quay Post", ("Orla Fenn",)) == [None]
    assert read(text, None, ("Orla Fenn", "Bo Lind")) == [None, None, None]


def test_nobody_means_by_he_or_by_an_office_whoever_writes() -> None:
    text = (
        "[s1 I] [c1 asked] the mayor [q1 whether it would rain]. [s2 He] [c2 said] [q2 that it would]. [s3 The general] [c3 said] [q3 no]."
    )
    assert read(text, None, ("Ivan Roe",)) == ["Ivan Roe", "mayor", "general"]


@pytest.mark.parametrize(
    "words", ["Our picture desk's count", "Our picture desk", "This newspaper", "Our own tally", "The dispatch of the day"]
)
def test_what_the_outlet_keeps_is_the_outlet(words: str) -> None:
    assert read(f"[s {words}] [c says] [q nine boats sank].", "Quay Post") == ["Quay Post"]


@pytest.mark.parametrize("words", ["The organisation", "Our teams", "The charity", "We", "Open Clinics"])
def test_an_organisation_speaks_of_itself_in_its_release(words: str) -> None:
    text = f"[s {words}] [c says] [q that nine wards are shut]. Our patients sleep outside."
    assert read(text, "Open Clinics") == ["Open Clinics"]


def test_the_organisation_of_a_news_report_is_the_one_it_names() -> None:
    text = "[s1 The Ferry Union] [c1 said] [q1 that it rained]. [s2 The organisation] [c2 said] [q2 more]."
    assert "Quay Post" not in read(text, "Quay Post")


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("The teacher - call him Idris - walked on.", "m"),
        ("The teacher (let us call her Idris) walked on.", "f"),
        ("I met the teacher in March. Call him Idris.", "m"),
        ("The teacher walked on. He gave his name as Idris.", "m"),
        ("The teacher asked to be called Idris.", None),
        ("The teacher asked us to call him Idris.", "m"),
    ],
)
def test_a_name_given_late_is_found_with_whom_it_is_given_to(text: str, gender: str | None) -> None:
    assert [(alias.name, alias.gender) for alias in find_aliases(text)] == [("Idris", gender)]


def test_a_description_before_and_after_the_name_is_the_same_speaker() -> None:
    text = "[s1 The teacher] [c1 said] [q1 that it rained]. He gave his name as Idris. “[q2 It rained],” [s2 the teacher] [c2 said]."
    assert read(f"{text} “[q3 It snowed],” [c3 said] [s3 Idris].") == ["Idris"] * 3
    actors = {s.speaker for s in find_statements(plain_report(unmarked(text)[0])) if s.speaker}
    assert [(actor.name, actor.pseudonymous) for actor in actors] == [("Idris", True)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A volunteer, who asked to be called Hawa, cooked. [s The woman] [c said] [q that it rained].", "Hawa"),
        ("A volunteer, who asked to be called Hawa, cooked. [s The volunteer] [c said] [q that it rained].", "Hawa"),
        ("A younger woman, whom we call Hawa, came after an old woman. [s The younger woman] [c said] [q no].", "Hawa"),
        ("An old woman came. A younger woman, whom we call Hawa, cooked. [s The old woman] [c said] [q no].", "old woman"),
        ("A pilot, who asked to be called Idris, came. [s The women] [c said] [q no].", "women"),
    ],
)
def test_the_woman_is_the_one_person_so_described(text: str, name: str) -> None:
    assert read(text) == [name]


def test_somebody_s_mother_is_a_speaker_of_her_own() -> None:
    text = "[s1 Idris Kaan] [c1 said] [q1 it rained]. [s2 His mother] [c2 said] [q2 no]. [s3 Idris Kaan's mother] [c3 said] [q3 yes]."
    assert read(text) == ["Idris Kaan", "Idris Kaan's mother", "Idris Kaan's mother"]
    assert read("[s My aunt] [c said] [q it rained].", None, ("Orla Fenn",)) == ["Orla Fenn's aunt"]
    assert read("[s His mother] [c said] [q it rained].") == ["mother"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Three independent experts came. [s Most of them] [c said] [q no].", "most of the independent experts"),
        ("Three experts came. [s One of them] [c said] [q no].", "one of the experts"),
        ("Three experts came. [s None of them] [c said] [q a word].", "experts"),
        ("One reader wrote. [s Another] [c wrote] [q no].", "another reader"),
        ("Some drivers laughed. [s Others] [c said] [q no].", "other drivers"),
        ("[s Most of my readers] [c think] [q no].", "most of the readers"),
        ("[s Those who left the harbour] [c said] [q no].", "those who left the harbour"),
        ("[s Nobody in the tents] [c said] [q a word].", "people in the tents"),
        ("It rained. [s Another] [c wrote] [q no].", "Another"),
    ],
)
def test_a_part_names_the_whole_that_it_is_of(text: str, name: str) -> None:
    assert read(text) == [name]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("a mediator I have known for years", "mediator"),
        ("an insurance surveyor we consulted", "insurance surveyor"),
        ("an officer that we met", "officer"),
        ("a monitoring team last month", "monitoring team"),
        ("the officer he met", "officer"),
    ],
)
def test_a_clause_or_a_time_behind_a_noun_is_no_part_of_its_name(phrase: str, name: str) -> None:
    assert take_apart(phrase).name == name


def test_the_surgeon_is_the_doctor_named_before() -> None:
    assert read("Dr Ann Roe lost nine patients. [s The surgeon] [c said] [q no].") == ["Ann Roe"]


def test_a_single_name_that_does_what_people_do_is_somebody() -> None:
    assert read("Amna was nine when it fell. “[q It rained],” [s she] [c said].") == ["Amna"]
    assert read("Rivertown was quiet. “[q It rained],” [s she] [c said].") == [None]


@pytest.mark.parametrize("words", ["The morning", "Tuesday morning", "The day"])
def test_a_time_speaks_never(words: str) -> None:
    assert read(f"[s {words}] [c said] [q no].") == [None]


def test_it_in_the_words_of_a_spokesman_is_the_body_he_speaks_for() -> None:
    text = "A spokesman for the harbour office told Meridian Wire that it had counted 12 boats."
    cast = Cast(plain_report(text))
    spokesman = cast.resolve((0, text.index(" told")))[0]
    place = text.index(" it ") + 1
    voice = cast.resolve((place, place + 2), None, spokesman)[0]
    assert [voice.name if voice else None] == ["harbour office"]
