"""Quotation marks of every kind are paired, nested, carried over paragraphs, and never break a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.reading.attributions import find_statements
from closewatch.reading.quotes import find_quotations
from closewatch.terms.statement import Manner
from closewatch.testing import plain_report, told, words


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "‘’", "''", "«»", "„“", "„”", ("''", "''")])
def test_every_kind_of_mark_is_left_out_of_a_direct_quotation(opening: str, closing: str) -> None:
    report = plain_report(f"{opening}We left before dawn,{closing} said Olena Kit.")
    (statement,) = find_statements(report)
    assert [span.exact for span in statement.content] == ["We left before dawn,"]
    assert statement.manner is Manner.DIRECT


def test_a_quotation_in_the_middle_is_one_content_of_two_spans() -> None:
    report, expected = told("“[q It is over,]” [s she] [c said], “[q and everybody is glad.]”")
    assert words(find_statements(report)) == expected


def test_a_quotation_inside_a_quotation_stays_in_it() -> None:
    text = "“He shouted ‘run’ and we ran,” the guard said."
    ((outer,),) = find_quotations(text, [(0, len(text))])
    assert text[outer.inner_start : outer.inner_end] == "He shouted ‘run’ and we ran,"
    assert [text[inner.inner_start : inner.inner_end] for inner in outer.inside] == ["run"]


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    report = plain_report("The guard said: “The gate was shut.\n\n“Nobody came for nine days.\n\n“Then they opened it.”")
    (statement,) = find_statements(report)
    assert [span.exact for span in statement.content] == ["The gate was shut.", "Nobody came for nine days.", "Then they opened it."]


def test_a_mark_that_never_closes_ends_with_its_paragraph() -> None:
    report = plain_report("“We left before dawn, said Olena Kit.\n\nKyiv said that it rained.")
    assert ("that it rained",) in [told_words.content for told_words in words(find_statements(report))]


def test_apostrophes_are_no_quotation_marks() -> None:
    text = "The soldiers' boots weren't theirs; it's the '90s again."
    assert find_quotations(text, [(0, len(text))]) == [()]


def test_a_plural_possessive_does_not_close_a_single_quotation() -> None:
    report, expected = told("'[q They took the soldiers' boots,]' [s the farmer] [c said].")
    assert words(find_statements(report)) == expected


@given(st.text(alphabet="\"'“”‘’«»„ ab,.\n", max_size=60))
def test_any_mixture_of_marks_gives_spans_that_verify(text: str) -> None:
    report = plain_report(text)
    for statement in find_statements(report):
        for span in statement.spans():
            report.check(span)


@pytest.mark.parametrize("piece", ["“", '"', "said ", "Kyiv said that Moscow denied it and ", "Ann Roe, ", "aB", "A-", "A’", "'a "])
def test_a_hundred_thousand_characters_on_one_line_are_read_to_their_end(piece: str) -> None:
    """A search that tries every start of one long run would not come back for minutes; how fast it is, is measured in lab/bench."""
    report = plain_report((piece * 100_000)[:100_000])
    for statement in find_statements(report):
        for span in statement.spans():
            report.check(span)
