"""The trained reader as it ships, on sentences that any weights worth shipping get right; how well it reads is the gate's business."""

from __future__ import annotations

import pytest

from closewatch.reading.readers.encoder import NAME, read_by_encoder
from closewatch.terms.statement import Manner, Part, Stance
from closewatch.testing import plain_report, told, words

PLAIN = "Kyiv said that three villages had fallen. Moscow denied that any of its soldiers were there."


@pytest.mark.parametrize(
    "marked",
    [
        "[s Kyiv] [c said] [q that three villages had fallen].",
        "“[q We left before dawn,]” [s Olena Kit] [c said].",
        "[c According to] [s the army], [q the road is open].",
        "[s The envoy] [c told] lawmakers [q that the truce had failed].",
        "[s1 Kyiv] [c1 said] on Monday [q1 that 40 had died]. [s2 Moscow] [c2 denied] [q2 that any of its soldiers were there].",
    ],
)
def test_source_cue_and_content_of_plain_sentences_are_found(marked: str) -> None:
    report, expected = told(marked)
    assert words(read_by_encoder(report).statements) == expected


def test_a_sentence_that_nobody_is_said_to_have_said_holds_no_statement() -> None:
    assert read_by_encoder(plain_report("It rained in the harbour for three days and the streets were empty.")).statements == ()


def test_stance_and_speaker_are_told_of_what_the_model_found() -> None:
    first, second = read_by_encoder(plain_report(PLAIN)).statements
    assert [s.speaker.name for s in (first, second) if s.speaker] == ["Kyiv", "Moscow"]
    assert [s.stance for s in (first, second)] == [Stance.ASSERTS, Stance.DENIES]


def test_who_reports_what_another_said_is_a_relay() -> None:
    text = "The harbour agency said that two ships had sunk, the Gazette reported."
    statement = next(s for s in read_by_encoder(plain_report(text)).statements if s.speaker and "agency" in s.speaker.name)
    assert statement.via == ("Gazette",)


def test_what_is_told_inside_a_content_is_a_statement_within_it() -> None:
    found = read_by_encoder(plain_report("The minister said that the army had told her that the road was mined.")).statements
    outer, inner = sorted(found, key=lambda s: s.within is not None)
    assert (outer.within, inner.within) == (None, outer.id)
    assert inner.speaker is not None
    assert inner.speaker.name == "army"


def test_the_turns_of_a_transcript_are_their_speakers_words() -> None:
    text = "SMITH: The road is closed and nobody came.\n\nROE: We counted forty trucks on the bridge."
    found = read_by_encoder(plain_report(text)).statements
    assert [(s.speaker.name, s.manner) for s in found if s.speaker] == [("SMITH", Manner.DIRECT), ("ROE", Manner.DIRECT)]


def test_an_attribution_in_a_headline_is_found_there() -> None:
    report = plain_report("It rained in the harbour for three days.", headline="Seoul says 40 soldiers have died")
    assert [(s.speaker.name, s.part) for s in read_by_encoder(report).statements if s.speaker] == [("Seoul", Part.HEADLINE)]


def test_a_reading_is_signed_and_its_words_stand_in_the_report() -> None:
    report = plain_report(PLAIN)
    reading = read_by_encoder(report)
    reading.check(report)
    assert (reading.read_by, {s.read_by for s in reading.statements}) == (NAME, {NAME})
    assert all(0 < s.confidence < 1 for s in reading.statements)


@pytest.mark.parametrize("text", ["", " ", "word " * 3000, "“" * 500, "\u200b\u0301\ufeff", "a" * 20_000, "Kyiv\n\n" * 400])
def test_odd_texts_are_read_without_complaint(text: str) -> None:
    report = plain_report(text)
    read_by_encoder(report).check(report)
