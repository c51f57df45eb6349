"""Who answers and who asks in an interview, by labels or without any, and whose quotation a first person stands in."""

from __future__ import annotations

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.reading.interviews import find_interview
from closewatch.reading.register import Register
from closewatch.reading.sentences import find_paragraphs
from closewatch.testing import plain_report, told

ASKED = """Dune Post interviews harbour master Ola Brandt

The harbour was closed in May. Brandt has run it since 2019.

When did you first see the ships?

{answer}

Do you believe they were armed?

I doubt that they were."""


def guest_and_asker(text: str) -> tuple[str, str | None] | None:
    interview = find_interview(text, find_paragraphs(plain_report(text)), Register(text).people)
    if interview is None:
        return None
    return text[slice(*interview.guest)], text[slice(*interview.asker)] if interview.asker is not None else None


def speakers(marked: str) -> list[str | None]:
    """The speakers of the statements that a marked text names, in the order of the marks of their sources."""
    report, expected = told(marked)
    found = find_statements(report)
    by_words = {(statement.source[0].exact if statement.source else "", statement.content[0].exact): statement for statement in found}
    chosen = [by_words[(one.source[0], one.content[0])] for one in expected]
    return [statement.speaker.name if statement.speaker else None for statement in chosen]


def test_i_in_an_answer_is_the_guest_and_so_is_you_in_a_question() -> None:
    text = ASKED.format(answer="I think it was in May. [s1 I] [c1 know] [q1 that forty came].")
    assert speakers(text) == ["Ola Brandt"]
    statement = next(
        s for s in find_statements(plain_report(text.replace("[s1 I] [c1 know] [q1 that forty came]", "I know that forty came")))
    )
    assert statement.speaker is not None
    assert (statement.source[0].exact, statement.speaker.name) == ("you", "Ola Brandt")


def test_the_reason_is_where_the_guest_is_named() -> None:
    text = ASKED.format(answer="I know that forty came.")
    statement = next(s for s in find_statements(plain_report(text)) if s.source and s.source[0].exact == "I")
    reason = next(reason for reason in statement.because if reason.of == "speaker")
    assert reason.span is not None
    assert (reason.rule, reason.span.exact) == ("interview", "Ola Brandt")


def test_i_inside_somebody_s_words_in_an_answer_is_not_the_guest() -> None:
    assert speakers(ASKED.format(answer="The pilot said: “[s I] [c think] [q it was a trawler].”")) == ["pilot"]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Interview with the surveyor Ann Roe", ("Ann Roe", None)),
        ("Ann Roe tells Dune Post about the mines", ("Ann Roe", None)),
        ("Ann Roe, a surveyor, interviewed by Dune Post", ("Ann Roe", None)),
        ("The mines of the north\n\nThe surveyor sat down with Ivan Kit. This is the interview with Ann Roe.", ("Ann Roe", "Ivan Kit")),
        ("The mines of the north\n\nDune Post interviewed two surveyors, Ann Roe and Ivan Kit.", None),
        ("Ann Roe clears mines in the north", ("Ann Roe", None)),
    ],
)
def test_the_guest_is_whom_the_interview_is_told_to_be_with(opening: str, expected: tuple[str, str | None] | None) -> None:
    questions = "\n\n".join(f"What do you see in {place}?\n\nI see mines." for place in ("May", "June", "July"))
    assert guest_and_asker(f"{opening}\n\n{questions}") == expected


def test_a_report_that_asks_its_readers_nothing_is_no_interview() -> None:
    text = "Ann Roe spoke in an interview.\n\nWhat did the navy know?\n\nIt knew nothing, she said."
    assert guest_and_asker(text) is None


def test_of_several_who_are_only_described_nobody_knows_who_says_i() -> None:
    text = (
        "Interview with the owners of a ferry\n\nDo you know who sank it?\n\n[s1 We] [c1 believe] [q1 it was a mine].\n\n"
        "Did you see it?\n\n[s2 I] [c2 think] [q2 there were two]."
    )
    assert speakers(text) == ["owners of a ferry", None]


def test_labels_in_small_letters_are_turns_where_one_asks_and_another_answers() -> None:
    text = (
        "Interview with harbour master Ola Brandt\n\nMeridian Wire: When did you see the ships?\n\nOla Brandt: It was in May.\n\n"
        "Meridian Wire: Did you report them?\n\nBrandt: I told the navy.\n\nOla Brandt: There were more later."
    )
    found = [s for s in find_statements(plain_report(text)) if s.cue and s.cue[0].exact == ":"]
    assert [s.speaker.name for s in found if s.speaker] == ["Ola Brandt"] * 3


def test_the_label_of_an_answer_is_the_guest() -> None:
    text = (
        "Interview with harbour master Ola Brandt\n\nQ: When did you see the ships?\n\nA: It was in May.\n\n"
        "Q: Did you report them?\n\nA: The navy was told."
    )
    found = [s for s in find_statements(plain_report(text)) if s.cue and s.cue[0].exact == ":"]
    assert [s.speaker.name for s in found if s.speaker] == ["Ola Brandt"] * 2


def test_fields_of_a_form_are_no_turns() -> None:
    text = "Place: Renn\n\nKilled: 3\n\nPlace: Olm\n\nKilled: 5\n\nPlace: Dorn\n\nKilled: 7"
    assert find_statements(plain_report(text)) == ()


def test_i_in_the_second_half_of_a_quotation_is_who_said_the_first() -> None:
    text = "“It could have been worse,” Ola Brandt said. “Had it been open, I think hundreds would have died.”"
    found = {s.source[0].exact: s.speaker.name for s in find_statements(plain_report(text)) if s.source and s.speaker}
    assert found == {"Ola Brandt": "Ola Brandt", "I": "Ola Brandt"}
