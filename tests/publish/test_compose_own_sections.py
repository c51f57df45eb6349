from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closewatch.ledger.case import Case
from closewatch.publish.compose.compose import DossierWanted, compose
from closewatch.publish.compose.evidence import Evidence
from closewatch.publish.compose.own_sections import OwnText, own_sections
from closewatch.terms.decision import Verdict
from closewatch.terms.dossier import Dossier, Maker, Passage, Section, Sentence, SentenceKind
from closewatch.terms.trouble import CaseError
from tests.publish.small_case import REPORTS, judge, of, small_case


@pytest.fixture(scope="module")
def goma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    with small_case(tmp_path_factory.mktemp("goma")) as case:
        yield case


def figures(case: Case) -> list[str]:
    return [one.id for one in of(case).figures()]


def written(case: Case, text: str) -> Dossier:
    return compose(of(case), DossierWanted(own_sections=text))


def own(dossier: Dossier) -> list[Section]:
    return [section for section in dossier.sections if section.maker is Maker.PERSON]


def sentences(section: Section) -> list[Sentence]:
    return [sentence for part in section.parts if isinstance(part, Passage) for sentence in part.sentences]


def test_a_sentence_with_a_cite_states_what_it_says_and_one_without_is_a_judgement(goma: Case) -> None:
    first, second, *_ = figures(goma)
    dossier = written(goma, f"@by anna\n# What we make of it\nThe army gives a number [{first[:9]}] [{second}]. We doubt it.\n")
    (section,) = own(dossier)
    stated, judged = sentences(section)
    assert (section.heading, stated.text, stated.cites) == ("What we make of it", "The army gives a number.", (first, second))
    assert (stated.kind, judged.kind) == (SentenceKind.FINDING, SentenceKind.JUDGEMENT)
    assert {(one.maker, one.by) for one in (stated, judged)} == {(Maker.PERSON, "person:anna")}
    assert (stated.unreviewed, judged.unreviewed) == (True, False)
    assert {first, second} <= set(dossier.numbers())


def test_a_cite_belongs_to_the_sentence_it_ends_or_stands_in(goma: Case) -> None:
    first, second, *_ = figures(goma)
    text = f"One thing. [{first}] Another [{second}] thing. A third.\n\nA paragraph of its own [{first}]"
    found = [(one.text, one.cites) for one in sentences(own(written(goma, text))[0])]
    assert found == [
        ("One thing.", (first,)),
        ("Another thing.", (second,)),
        ("A third.", ()),
        ("A paragraph of its own", (first,)),
    ]


def test_a_paragraph_runs_over_lines_until_an_empty_one(goma: Case) -> None:
    (section,) = own(written(goma, "# Ours\nIt goes\non here.\n\nAnd here.\n"))
    assert [[one.text for one in part.sentences] for part in section.parts if isinstance(part, Passage)] == [
        ["It goes on here."],
        ["And here."],
    ]


@pytest.mark.parametrize(
    "text", ["They gave approx. 300, i.e. about 12.5 per cent more.", "Dr. Amani Sefu and J. Lena saw it.", "So? he asked."]
)
def test_not_every_stop_ends_a_sentence(goma: Case, text: str) -> None:
    (section,) = own(written(goma, text))
    assert [one.text for one in sentences(section)] == [text]


def test_a_sentence_can_begin_with_a_number_or_a_quotation(goma: Case) -> None:
    (section,) = own(written(goma, "Counts differ. 300 is one of them! “Others” give 50."))
    assert [one.text for one in sentences(section)] == ["Counts differ.", "300 is one of them!", "“Others” give 50."]


def test_words_of_a_report_can_be_cited_by_their_offsets(goma: Case) -> None:
    report = next(of(goma).reports()).id
    dossier = written(goma, f"It names Goma [{report}#0-4].")
    cited = next(one for one in dossier.annex if one.id == f"{report}#0-4")
    assert [span.exact for span in cited.words] == ["Army"]


def test_the_machines_section_of_a_question_stands_where_it_is_asked_for(goma: Case) -> None:
    (question,) = of(goma).questions()
    dossier = written(goma, f"# Before\nOurs first.\n{{{{{question.id[:10]}}}}}\n# After\nOurs last.\n")
    chapters = [section.heading for section in dossier.sections if section.level == 1]
    assert chapters[:4] == ["In short", "Before", question.wording, "After"]
    assert len([section for section in dossier.sections if section.heading == question.wording]) == 1


def test_a_marker_adds_its_question_to_those_that_are_told_and_takes_none_away(tmp_path: Path) -> None:
    undisputed = "Title: Arrests\nOutlet: Quay Post\nDate: 2025-02-04\n\nKenya's police said 20 people had been arrested in Nairobi.\n"
    with small_case(tmp_path, (*REPORTS, undisputed)) as case:
        disputed = compose(of(case)).questions
        other = next(one.id for one in of(case).questions() if one.id not in disputed)
        assert written(case, f"{{{{{other}}}}}").questions == (*disputed, other)


def test_sections_without_a_marker_stand_before_the_machines(goma: Case) -> None:
    (question,) = of(goma).questions()
    chapters = [section.heading for section in written(goma, "# Ours\nA word.\n").sections if section.level == 1]
    assert chapters[:3] == ["In short", "Ours", question.wording]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# Ours\n\nIt is so [st:ffffffff].", 3),
        ("One.\nTwo [fi:0123456789].", 2),
        ("{{qu:ffff}}", 1),
        ("It is [qu:ffff].", 1),
        ("Words [re:ffff#1-2].", 1),
    ],
)
def test_an_id_that_the_case_does_not_hold_is_refused_with_its_line(goma: Case, text: str, line: int) -> None:
    with pytest.raises(CaseError, match=f"line {line} of the own sections") as refused:
        written(goma, text)
    assert "\n" not in str(refused.value)


def test_offsets_beyond_a_report_are_refused(goma: Case) -> None:
    report = next(of(goma).reports()).id
    for offsets in ("9-99999", "x-y", "5-4", ""):
        with pytest.raises(CaseError, match="line 1"):
            written(goma, f"It says so [{report}#{offsets}].")


def test_what_stands_on_no_report_cannot_be_cited(goma: Case) -> None:
    (question,) = of(goma).questions()
    with pytest.raises(CaseError, match="wanted a statement, a figure, a report, a decision or words to cite"):
        written(goma, f"So it is [{question.claims[0].id}].")


def test_a_decision_can_be_cited(goma: Case) -> None:
    decision = judge(goma, figures(goma)[0], Verdict.NOTE, reason="asked the army")
    dossier = written(goma, f"We asked [{decision.id}].")
    assert decision.id in dossier.numbers()


def test_what_is_written_is_kept_with_the_dossier_and_marks_are_shown(goma: Case) -> None:
    text = "# <b>\u202eOurs\nA <script> \x1b[2J."
    dossier = written(goma, text)
    assert dossier.own_sections == text
    assert own(dossier)[0].heading == "<b>\ufffdOurs"
    assert [one.text for one in sentences(own(dossier)[0])] == ["A <script> \ufffd[2J."]


def test_an_enormous_text_is_refused(goma: Case) -> None:
    with pytest.raises(CaseError, match="wanted at most"):
        written(goma, "a" * 400_001)


def read_or_refused(case: Case, text: str) -> OwnText | str:
    try:
        return own_sections(Evidence(of(case)), text)
    except CaseError as error:
        return str(error)


@settings(max_examples=120)
@given(st.text(alphabet="ab.[]{}:#@ \nqustfire0!?”", max_size=200))
def test_any_text_is_read_or_refused_in_one_line_and_no_word_of_it_is_lost(goma: Case, text: str) -> None:
    found = read_or_refused(goma, text)
    if isinstance(found, str):
        assert "\n" not in found
        return
    told = "".join(section.heading + "".join(one.text for one in sentences(section)) for section, _ in found.sections)
    assert sum(map(str.isalnum, told)) >= sum(
        map(str.isalnum, "".join(line for line in text.splitlines() if not line.strip().startswith("@by")))
    )
