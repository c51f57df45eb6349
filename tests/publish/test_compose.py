from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from closewatch.ledger.case import Case, case_in_memory
from closewatch.publish.compose.choose import choose
from closewatch.publish.compose.compose import DossierWanted, compose
from closewatch.publish.compose.evidence import MANY, MOST_CITES, Evidence
from closewatch.publish.compose.lint import likelihood_words
from closewatch.terms.decision import Grade, Verdict
from closewatch.terms.dossier import Dossier, Maker, Passage, Section, Sentence, SentenceKind, Table
from closewatch.terms.figure import Figure
from closewatch.terms.record import to_plain
from closewatch.terms.trouble import CaseError
from tests.publish.opened import cites_in, faults, uncited
from tests.publish.small_case import REPORTS, judge, of, small_case


@pytest.fixture
def goma(tmp_path: Path) -> Iterator[Case]:
    """A case of its own, to decide in."""
    with small_case(tmp_path) as case:
        yield case


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The same case, to look at."""
    with small_case(tmp_path_factory.mktemp("goma")) as case:
        yield case


def section_of(dossier: Dossier, end: str) -> Section:
    return next(section for section in dossier.sections if section.anchor.endswith(end))


def sentences_in(dossier: Dossier, end: str) -> list[Sentence]:
    return [one for part in section_of(dossier, end).parts if isinstance(part, Passage) for one in part.sentences]


def one_with(dossier: Dossier, words: str) -> Sentence:
    (found,) = [sentence for _, sentence in dossier.sentences() if words in sentence.text]
    return found


def test_every_finding_has_cites_and_every_cite_opens_to_words_at_their_place_and_to_their_bytes(read: Case) -> None:
    dossier = compose(of(read))
    assert uncited(dossier) == []
    assert faults(read, dossier) == []


def test_the_same_head_gives_the_same_dossier(read: Case) -> None:
    assert to_plain(compose(of(read))) == to_plain(compose(of(read)))


def test_it_names_the_head_and_the_moment_that_it_was_computed_from(read: Case) -> None:
    dossier = compose(of(read), DossierWanted(title="Who died in Goma"))
    assert (dossier.seq, dossier.head) == (read.head().seq, read.head().digest)
    assert (dossier.title, dossier.case, dossier.as_of) == ("Who died in Goma", "The dead of Goma", "2025-03-01T12:00:00.000000Z")


def test_an_empty_case_says_so() -> None:
    with case_in_memory("Nothing yet", "person:tester", datetime(2025, 1, 1, tzinfo=UTC)) as case:
        dossier = compose(of(case))
    assert [one.text for one in sentences_in(dossier, "in-short")][1:] == ["The case holds no report, so there is nothing to tell."]
    assert (dossier.annex, dossier.questions) == ((), ())


def test_the_sections_stand_in_the_order_in_which_they_are_read(read: Case) -> None:
    chapters = [section.anchor[:3] for section in compose(of(read)).sections if section.level == 1]
    assert chapters == ["in-", "qu-", "tim", "sou", "dri", "peo", "unk", "met", "lim", "glo"]


def test_anchors_are_names_of_one_section_each(read: Case) -> None:
    anchors = [section.anchor for section in compose(of(read)).sections]
    assert len(anchors) == len(set(anchors))


def test_the_annex_is_numbered_by_first_citation_and_has_each_value_once(read: Case) -> None:
    dossier = compose(of(read))
    order = [one for section in dossier.sections for part in section.parts for one in cites_in(part)]
    assert [cited.id for cited in dossier.annex] == list(dict.fromkeys(order))
    assert [cited.number for cited in dossier.annex] == list(range(1, len(dossier.annex) + 1))


def test_what_nobody_looked_at_is_said_to_be_unreviewed_until_somebody_did(goma: Case) -> None:
    before = one_with(compose(of(goma)), "“50” is the answer of")
    assert before.unreviewed
    for identity in before.cites:
        judge(goma, identity, Verdict.ACCEPT)
    after = one_with(compose(of(goma)), "“50” is the answer of")
    assert after.cites == before.cites
    assert not after.unreviewed


def test_a_sentence_on_several_values_is_unreviewed_while_one_of_them_is(goma: Case) -> None:
    both = one_with(compose(of(goma)), "The record holds 2 answers")
    judge(goma, both.cites[0], Verdict.ACCEPT)
    assert one_with(compose(of(goma)), "The record holds 2 answers").unreviewed


def test_what_is_not_found_cites_what_was_looked_through(read: Case) -> None:
    dossier = compose(of(read))
    absent = one_with(dossier, "No denial of “50”")
    denial = one_with(dossier, "It stands against “300”")
    assert set(denial.cites) < set(absent.cites)


def test_a_change_on_the_way_cites_the_words_of_both_reports(read: Case) -> None:
    dossier = compose(of(read))
    said, became = (cited for cited in dossier.annex if cited.kind == "words")
    assert [[span.exact for span in cited.words] for cited in (said, became)] == [["300"], ["more than 300"]]
    assert (said.outlet, became.outlet) == ("Harbour Wire", "Tide Herald")
    changed = one_with(dossier, "A bound was turned round")
    assert changed.cites[:2] == (said.id, became.id)
    assert changed.unreviewed


def test_a_cited_figure_shows_who_said_it_beside_the_number(read: Case) -> None:
    dossier = compose(of(read))
    figure = next(cited for cited in dossier.annex if cited.kind == "figure" and cited.outlet == "Harbour Wire")
    assert [span.exact for span in figure.words] == ["Congo's army", "said", "300"]
    assert (figure.speaker, figure.published, figure.url) == ("Congo's army", "2025-02-01", "https://harbour-wire.example/army")
    assert figure.paragraph == "Congo's army said 300 Rwandan soldiers had been killed in Goma."
    assert (figure.receipt.media_type, figure.receipt.taken_by) == ("text/plain", "person:tester")


def test_a_cite_names_the_lines_of_the_journal_that_admitted_it_and_each_decision(goma: Case) -> None:
    figure = next(one.id for one in of(goma).figures() if one.outlet == "Lantern Daily")
    judge(goma, figure, Verdict.ACCEPT, by="person:anna", reason="read it twice")
    cited = next(one for one in compose(of(goma)).annex if one.id == figure)
    assert [(one.what, one.by) for one in cited.admitted] == [
        ("took in the original", "person:tester"),
        ("found it", "reader:rules-1"),
        ("linked the report", "linker:1"),
        ("decided: accept", "person:anna"),
    ]
    assert [goma.store.entry(one.seq).digest for one in cited.admitted] == [one.digest for one in cited.admitted]
    assert (cited.admitted[-1].reason, cited.review) == ("read it twice", "accepted")


def test_a_correction_is_told_with_who_when_and_why_and_opens_the_words_it_is_on(goma: Case) -> None:
    figure = next(one.id for one in of(goma).figures() if one.outlet == "Lantern Daily")
    decision = judge(goma, figure, Verdict.REJECT, by="person:anna", reason="she counted tags, not bodies")
    dossier = compose(of(goma))
    told = one_with(dossier, "anna rejected")
    assert told.text == "2025-03-01: anna rejected a figure. Reason given: “she counted tags, not bodies”."
    cited = next(one for one in dossier.annex if one.id == decision.id)
    assert (cited.kind, [span.exact for span in cited.words]) == ("decision", ["she", "saw", "50"])
    assert cited.admitted[-1].reason == "she counted tags, not bodies"
    assert faults(goma, dossier) == []


def test_decisions_on_what_is_no_words_can_be_opened_too(goma: Case) -> None:
    (question,) = of(goma).questions()
    on = [question.id, question.claims[0].id, question.claims[0].origins[0].actor.id, question.claims[0].reports[0]]
    made = [judge(goma, identity, Verdict.NOTE, reason="look again").id for identity in on]
    made.append(judge(goma, made[0], Verdict.WITHDRAW).id)
    dossier = compose(of(goma))
    assert set(made) <= set(dossier.numbers())
    assert faults(goma, dossier) == []


def test_a_grade_stands_in_the_descriptor_of_the_source_with_who_gave_it(goma: Case) -> None:
    (question,) = of(goma).questions()
    actor = next(origin.actor for claim in question.claims for origin in claim.origins if origin.actor.name == "Amani Sefu")
    decision = judge(goma, actor.id, Verdict.GRADE, by="person:anna", grade=Grade("B", 2))
    table = next(part for part in section_of(compose(of(goma)), "sources").parts if isinstance(part, Table))
    row = next(row for row in table.rows if row.cells[0] == "Amani Sefu")
    assert row.cells[-1] == "B2, by anna on 2025-03-01"
    assert row.cites[0] == decision.id


def test_the_sources_are_told_by_how_they_know_and_whose_they_are(read: Case) -> None:
    texts = [one.text for one in sentences_in(compose(of(read)), "sources")]
    assert "1 of 2 origins is a witness by its own account: Amani Sefu." in texts
    assert any(text.startswith("1 of 2 origins belongs to a country that the questions are about") for text in texts)


def test_questions_that_are_asked_for_stand_in_the_order_of_the_asking(read: Case) -> None:
    (question,) = of(read).questions()
    dossier = compose(of(read), DossierWanted((question.id[:9],)))
    assert dossier.questions == (question.id,)


@pytest.mark.parametrize("asked", ["qu:ffffffff", "nonsense", "cl:00", ""])
def test_what_is_no_question_is_refused_in_one_line(read: Case, asked: str) -> None:
    with pytest.raises(CaseError, match="wanted") as refused:
        compose(of(read), DossierWanted((asked,)))
    assert "\n" not in str(refused.value)


def test_a_question_that_is_only_denied_is_told_as_such(tmp_path: Path) -> None:
    with small_case(tmp_path, (REPORTS[1],)) as case:
        (asked,) = case.tables.execute("SELECT id FROM questions WHERE until_seq IS NULL").fetchone()
        dossier = compose(of(case), DossierWanted((asked,)))
    assert uncited(dossier) == []
    assert one_with(dossier, "but denials alone").kind is SentenceKind.METHOD


def test_disputed_questions_that_do_not_fit_in_are_counted(read: Case) -> None:
    evidence = Evidence(of(read))
    assert len(choose(evidence, ()).histories) == 1
    assert choose(evidence, (), most_questions=0).left_out == 1
    little = choose(evidence, (), most_answers=0)
    assert (len(little.histories), little.not_looked_at) == (1, 2)  # one is always looked at


def test_values_beyond_twelve_are_counted_and_not_cited(read: Case) -> None:
    evidence = Evidence(of(read))
    reports = [f"re:{number}" for number in range(MOST_CITES + 3)]
    sentence = evidence.finding("Many say so.", (*reports, *reports))
    assert (sentence.cites, sentence.more) == (tuple(reports[:MOST_CITES]), 3)


def test_where_there_are_many_questions_each_is_told_at_less_length(read: Case) -> None:
    evidence = Evidence(of(read))
    evidence.tell_of(MANY + 1)
    sentence = evidence.finding("Many say so.", [f"re:{number}" for number in range(9)])
    assert (sentence.cites, sentence.more) == (("re:0", "re:1"), 7)
    assert evidence.within(12) < 12


def test_foreign_words_come_through_as_words(tmp_path: Path) -> None:
    hostile = REPORTS[1].replace("Quay Post", "Quay <script>alert(1)</script> \u202ePost").replace("denied", "\u202edenied\x1b[2J <b>")
    with small_case(tmp_path, (REPORTS[0], hostile, *REPORTS[2:]), title="<i>Goma</i>\u202e") as case:
        dossier = compose(of(case), DossierWanted())
        assert faults(case, dossier) == []
    texts = [sentence.text for _, sentence in dossier.sentences()]
    assert all(text.isprintable() for text in texts)
    assert dossier.title == "<i>Goma</i>\u202e"


def test_the_machine_never_says_how_likely_or_what_is_true(read: Case) -> None:
    for _, sentence in compose(of(read)).sentences():
        assert sentence.maker is Maker.MACHINE
        assert likelihood_words(sentence.text) == ((), ())
        assert not {"confirmed", "proves", "in fact"} & set(sentence.text.lower().split())


def test_a_figure_without_a_source_is_counted_among_what_is_unknown(tmp_path: Path) -> None:
    bare = "Title: Dead in Goma\nOutlet: Bare Post\nDate: 2025-02-01\n\n400 Rwandan soldiers were killed in Goma.\n"
    with small_case(tmp_path, (*REPORTS, bare)) as case:
        assert any(isinstance(case_figure.figure, Figure) and case_figure.figure.statement is None for case_figure in of(case).figures())
        told = [one.text for one in sentences_in(compose(of(case)), "unknown")]
    assert any("are given by the outlet itself, with no source named" in text for text in told)


def test_who_spoke_in_a_month_is_not_said_to_have_spoken_on_its_first_day(tmp_path: Path) -> None:
    late = """Title: What was said before
Outlet: Quay Post
Date: 2025-03-01

Congo's army last month said 70 Rwandan soldiers had been killed in Goma.
"""
    with small_case(tmp_path, (*REPORTS[:3], late)) as case:
        dossier = compose(of(case))
    assert "Congo's army (first said 2025-02, " in one_with(dossier, "“70” is the answer of").text
    assert one_with(dossier, "“70” is said for the first time").text == "2025-02: “70” is said for the first time on this record."


def test_a_report_in_a_language_that_no_program_reads_is_counted_as_unread(tmp_path: Path) -> None:
    german = (
        "Title: Tote in Goma\nOutlet: Hafenkurier\nDate: 2025-02-04\n\nDie Armee meldete am Montag, dass bei den Kämpfen um die Stadt viele"
    )
    with small_case(tmp_path, (*REPORTS, german + " Soldaten getötet wurden, und dass sie die Zahl nicht bestätigen könne.\n")) as case:
        dossier = compose(of(case))
    assert one_with(dossier, "read by no program").text == "0 reports of the case carry no date, and 1 was read by no program."
