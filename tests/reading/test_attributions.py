"""Who says what: source, cue and content in every place of the sentence, told in the text itself."""

from __future__ import annotations

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.terms.report import BlockKind, Report, block
from closewatch.terms.statement import Manner, Stance, Statement
from closewatch.testing import plain_report, told, words


@pytest.mark.parametrize(
    "marked",
    [
        "[s Kyiv] [c said] [q about 3,000 soldiers had reached Kursk].",
        "[q Three villages fell], [s Kyiv] [c said].",
        "“[q We left before dawn,]” [c said] [s Olena Kit, a nurse who fled].",
        "[q Three villages fell], [c said] [s the ministry's spokesman, Ivan Roe], and two burned.",
        "[q The bridge], [s officials] [c say], [q fell on Monday].",
        "[c According to] [s the army], [q the road is open].",
        "[q The road is open], [c according to] [s the army].",
        "A [c claim] by [s the junta] [q that rebels had fled] was mocked.",
        "[s The junta]'s [c claim] [q that rebels had fled] drew laughter.",
        "In a statement, [s the ministry] [c said] [q that the dam held].",
        "[s The envoy] [c told] lawmakers [q that the truce had failed].",
        "It [c was reported] [q that the dam had burst].",
        "[s Hugh Hill, a doctor who fled in 2019], [c said] [q the camp was empty].",
        "[s A soldier who fled in March] [c said] [q the camp was empty].",
        "[q Two officers] [c allegedly] [q sold fuel].",
        "[s The ministry] [c called] [q the report baseless].",
        "[s Seoul] [c said] on Monday [q that 40 had died].",
        "KYIV, Jan 5 (Meridian Wire) - [s President Ann Roe] [c said] [q that 40 had died].",
        "BERLIN — [q Two villages burned], [s officials] [c said].",
        "A day earlier [s the harbour office] [c said] [q that 40 had died].",
        "[s Officials in Kyiv] [c estimate] [q at least 3,000 casualties].",
        "[s Neither Moscow nor Pyongyang] has [c confirmed] [q the deployment].",
    ],
)
def test_source_cue_and_content_are_found_wherever_they_stand(marked: str) -> None:
    report, expected = told(marked)
    assert words(find_statements(report)) == expected


def test_coordinated_cues_are_two_statements_with_one_source() -> None:
    report = plain_report("The president confirmed the losses and warned of more attacks.")
    first, second = find_statements(report)
    assert first.source == second.source
    assert [s.content[0].exact for s in (first, second)] == ["the losses", "more attacks"]
    assert [s.stance for s in (first, second)] == [Stance.CONFIRMS, Stance.WARNS]


def test_an_opening_clause_and_the_main_clause_are_told_apart() -> None:
    report, expected = told(
        "While [s1 the agency] [c1 suggested] [q1 that 40 died], [s2 he] [c2 rejects] [q2 that number as invented]. "
        "Instead, [s3 he] [c3 asserts] [q3 that nobody did]."
    )
    assert words(find_statements(report)) == expected


def test_the_one_addressed_is_never_the_source() -> None:
    (statement,) = find_statements(plain_report("The deputy was told by the service that 40 died."))
    assert [span.exact for span in statement.source] == ["the service"]
    assert [span.exact for span in statement.content] == ["that 40 died"]


def test_a_statement_inside_another_names_it_and_is_passed_on_by_its_speaker() -> None:
    outer, inner = find_statements(plain_report("The minister said that the army had told her that the road was mined."))
    assert inner.within == outer.id
    assert inner.via == ("minister",)
    assert outer.within is None


def test_an_outlet_that_cites_speaks_and_passes_the_one_cited_on() -> None:
    outlet, cited = find_statements(plain_report("The Gazette, citing the harbour agency, said two ships sank."))
    assert [(_speaker(statement), statement.via) for statement in (outlet, cited)] == [("Gazette", ()), ("harbour agency", ("Gazette",))]
    assert outlet.content == cited.content
    assert (outlet.within, cited.within) == (None, None)


def test_whoever_else_cites_papers_speaks_alone() -> None:
    (statement,) = find_statements(plain_report("The minister, citing two services, said two ships sank."))
    assert (_speaker(statement), statement.via) == ("minister", ())


def test_whoever_is_quoted_by_another_is_the_speaker() -> None:
    (statement,) = find_statements(plain_report("The general was quoted by Meridian Wire as saying that the siege was over."))
    assert _speaker(statement) == "general"
    assert statement.via == ("Meridian Wire",)
    assert statement.content[0].exact == "that the siege was over"


def test_a_saying_b_reported_is_a_chain() -> None:
    said = find_statements(plain_report("Two ships sank, the harbour agency said, the Gazette reported."))[0]
    assert (_speaker(said), said.content[0].exact) == ("harbour agency", "Two ships sank")


def test_a_floating_quotation_belongs_to_who_spoke_last() -> None:
    report = plain_report("“We are alone here,” Olena Kit said.\n\n“Nobody has come for nine days now, nobody at all.”")
    last = find_statements(report)[-1]
    assert _speaker(last) == "Olena Kit"
    assert last.source == last.cue == ()


def test_a_transcript_has_its_speakers_before_a_colon() -> None:
    report = plain_report("SMITH: The gate was shut.\n\nROE: It was open all night.")
    assert [(s.source[0].exact, s.cue[0].exact, s.content[0].exact) for s in find_statements(report)] == [
        ("SMITH", ":", "The gate was shut."),
        ("ROE", ":", "It was open all night."),
    ]


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("Hundreds dead in dam collapse: minister", "minister", "Hundreds dead in dam collapse"),
        ("Minister: hundreds dead in dam collapse", "Minister", "hundreds dead in dam collapse"),
        ("Hundreds dead in dam collapse, says minister", "minister", "Hundreds dead in dam collapse"),
    ],
)
def test_headlines_drop_verbs_and_are_read_all_the_same(headline: str, source: str, content: str) -> None:
    statement = find_statements(plain_report("It rained.", headline=headline))[0]
    assert (statement.source[0].exact, statement.content[0].exact, statement.part.value) == (source, content, "headline")


def test_manner_is_direct_mixed_or_indirect() -> None:
    report = plain_report("“It is over,” he said. He said it was “nearly over” now. He said it was over.")
    assert [statement.manner for statement in find_statements(report)] == [Manner.DIRECT, Manner.MIXED, Manner.INDIRECT]


def test_the_same_report_is_read_twice_alike() -> None:
    report = plain_report("Kyiv said that it rained. “No,” said Moscow, “it did not.”")
    assert find_statements(report) == find_statements(report)


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "“", "said", ":", "Said said said.", "\x00\ud800"])
def test_a_text_without_statements_is_no_trouble(text: str) -> None:
    report = Report(plain_report("x").capture, text, (block(text, BlockKind.PARAGRAPH, 0, len(text)),) if text else ())
    for statement in find_statements(report):
        for span in statement.spans():
            report.check(span)


def _speaker(statement: Statement) -> str | None:
    return statement.speaker.name if statement.speaker else None
