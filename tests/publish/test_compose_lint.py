from __future__ import annotations

import pytest

from closewatch.publish.compose.lint import lint
from closewatch.terms.dossier import Cited, Dossier, Maker, Passage, Receipt, Section, Sentence, SentenceKind
from closewatch.terms.trouble import Severity


def said(*texts: str, maker: Maker = Maker.PERSON, speakers: tuple[str, ...] = ()) -> list[str]:
    """Lint sentences that cite one value of each speaker, and give the codes."""
    annex = tuple(cited(number, speaker) for number, speaker in enumerate(speakers, 1))
    cites = tuple(one.id for one in annex)
    sentences = tuple(Sentence(text, cites, SentenceKind.FINDING, maker) for text in texts)
    dossier = Dossier("t", "c", 1, "sha256:0", "", "closewatch", (Section("own-1", "Ours", (Passage(sentences),)),), annex)
    return [problem.code for problem in lint(dossier)]


def cited(number: int, speaker: str) -> Cited:
    receipt = Receipt("ca:1", "sha256:0", 1, "text/plain", "a.txt", "2025-01-01", "person:t", "closewatch")
    return Cited(number, f"st:{number}", "statement", "re:1", "", 0, (), speaker, "", "", "Quay Post", "", None, None, receipt, (), "")


def test_words_of_one_scale_are_left_alone() -> None:
    assert said("An attack is very likely.", "A second one is unlikely.", "A third is almost certain.") == []


def test_words_of_two_scales_are_noted_once() -> None:
    assert said("An attack is very likely.", "A second one is improbable.", "A third is probable.") == ["dossier.likelihood-mixed"]


def test_very_unlikely_is_not_taken_for_unlikely_of_another_scale() -> None:
    assert said("It is very unlikely, and highly probable.") == ["dossier.likelihood-mixed"]


@pytest.mark.parametrize(
    "text", ["With high confidence, it is likely.", "It is almost certain; our confidence is low.", "A LIKELY move (moderate-confidence)."]
)
def test_likelihood_and_confidence_in_one_sentence_are_noted(text: str) -> None:
    assert said(text) == ["dossier.confidence-with-likelihood"]


def test_confidence_in_a_sentence_of_its_own_is_left_alone() -> None:
    assert said("An attack is likely.", "We have moderate confidence in that.") == []


@pytest.mark.parametrize("text", ["This is confirmed.", "The list proves it.", "It is verified that they came."])
def test_what_rests_on_one_source_or_none_is_not_called_true(text: str) -> None:
    assert said(text) == ["dossier.says-true"]
    assert said(text, speakers=("Ministry",)) == ["dossier.says-true"]
    assert said(text, speakers=("Ministry", "Ministry")) == ["dossier.says-true"]
    assert said(text, speakers=("Ministry", "Doctor")) == []


@pytest.mark.parametrize("text", ["This is not confirmed.", "Nobody proved it.", "It is unconfirmed.", "We asked whether it was verified."])
def test_what_is_said_not_to_be_proved_is_left_alone(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text", ["The ministry said “it is likely, with high confidence”.", 'It wrote "confirmed and improbable, or likely".']
)
def test_quoted_words_are_somebody_elses(text: str) -> None:
    assert said(text) == []


def test_the_machines_sentences_are_not_looked_at() -> None:
    assert said("It is likely, improbable and confirmed.", maker=Maker.MACHINE) == []


def test_a_note_says_where_it_is_and_changes_nothing() -> None:
    sentence = Sentence("This is confirmed.", (), SentenceKind.JUDGEMENT, Maker.PERSON)
    dossier = Dossier("t", "c", 1, "", "", "", (Section("own-1", "Ours", (Passage((sentence,)),)),), ())
    (problem,) = lint(dossier)
    assert (problem.severity, problem.at) == (Severity.NOTE, f"{sentence.id} in “Ours”: This is confirmed.")
    assert problem.message == "wanted two sources or more behind “confirmed”, found that it rests on nothing that is cited"
