"""Stance, basis, part and date of a statement, each with the rule and the words it rests on."""

from __future__ import annotations

from datetime import date

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.terms.statement import Basis, Part, Stance
from closewatch.terms.when import Dated, KnownFrom
from closewatch.testing import plain_report


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Moscow denied that troops were there.", Stance.DENIES),
        ("The ministry did not confirm the deaths.", Stance.DECLINES),
        ("The ministry has not confirmed the deaths.", Stance.DECLINES),
        ("Moscow neither confirmed nor denied that troops were there.", Stance.DECLINES),
        ("The spokesman declined to comment.", Stance.DECLINES),
        ("The army did not rule out another strike.", Stance.DECLINES),
        ("The embassy would not say how many were hurt.", Stance.DECLINES),
        ("Neither Moscow nor Pyongyang has confirmed the deployment.", Stance.DECLINES),
        ("If so, the minister said, it would be lawful.", Stance.DECLINES),
        ("The ministry called the report baseless.", Stance.DENIES),
        ("The envoy does not believe that the truce will hold.", Stance.DOUBTS),
    ],
)
def test_stance_is_the_cue_turned_by_what_stands_around_it(text: str, stance: Stance) -> None:
    statement = find_statements(plain_report(text))[0]
    assert statement.stance is stance
    assert [reason.span is not None for reason in statement.because if reason.of == "stance"] == [True]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("“I saw six bodies by the road,” the farmer said.", Basis.WITNESS),
        ("A survivor said the boat had no lights.", Basis.WITNESS),
        ("The defence ministry said the road was open.", Basis.OFFICIAL),
        ("The National Intelligence Service said 40 died.", Basis.INTELLIGENCE),
        ("Satellite images show trenches.", Basis.DOCUMENT),
        ("Relatives who heard it from a guard said he was dead.", Basis.HEARSAY),
        ("The National Intelligence Service counted 40 dead.", Basis.INTELLIGENCE),
        ("A source said the deal was close.", Basis.UNNAMED),
        ("The spokesman said on condition of anonymity that the deal was close.", Basis.UNNAMED),
        ("Olena Kit said the deal was close.", Basis.UNSTATED),
    ],
)
def test_basis_is_how_the_speaker_knows_as_far_as_the_text_tells(text: str, basis: Basis) -> None:
    assert find_statements(plain_report(text))[-1].basis is basis


def test_what_the_next_sentence_says_of_its_speaker_is_no_basis_of_this_one() -> None:
    first = find_statements(plain_report("Olena Kit said the deal was close. Unnamed aides said it was not."))[0]
    assert first.basis is Basis.UNSTATED


def test_headline_lead_body_and_background_are_told_apart() -> None:
    paragraphs = [
        "Kyiv said the bridge fell.",
        "Moscow said it stood.",
        "Minsk said nothing had happened.",
        "Since 2022, Kyiv has repeatedly said the bridge is a target.",
    ]
    report = plain_report("\n\n".join(paragraphs), headline="Bridge falls, says mayor")
    assert [s.part for s in find_statements(report)] == [Part.HEADLINE, Part.LEAD, Part.BODY, Part.BODY, Part.BACKGROUND]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Seoul said on Monday that 40 had died.", date(2024, 11, 18)),
        ("Seoul said on 23 October that 40 had died.", date(2024, 10, 23)),
        ("Seoul said on October 23, 2023 that 40 had died.", date(2023, 10, 23)),
        ("Seoul said yesterday that 40 had died.", date(2024, 11, 18)),
        ("On 24 December, Seoul said that 40 had died.", date(2023, 12, 24)),
    ],
)
def test_a_day_in_the_sentence_dates_the_utterance(text: str, day: date) -> None:
    assert find_statements(plain_report(text, published="2024-11-19"))[0].said == Dated(day, day, KnownFrom.TEXT)


def test_without_a_day_the_date_of_publication_stands_in() -> None:
    published = date(2024, 11, 19)
    statement = find_statements(plain_report("Seoul said that 40 died on Monday.", published="2024-11-19"))[0]
    assert statement.said == Dated(published, published, KnownFrom.PUBLISHED)
    assert find_statements(plain_report("Seoul said that 40 died."))[0].said is None


def test_a_day_alone_needs_the_day_of_publication() -> None:
    text = "Seoul said on Monday that 40 had died."
    assert find_statements(plain_report(text))[0].said is None
    month = Dated(date(2024, 11, 1), date(2024, 11, 30), KnownFrom.PUBLISHED)
    assert find_statements(plain_report(text, published="2024-11"))[0].said == month
