"""What an army counted, a doctor saw and a government denied: the story ends at sentences of a dossier, and at what they rest on."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from closewatch.capture.take import take
from closewatch.desk.line import Tools, take_in
from closewatch.desk.sentences import trace_sentence
from closewatch.ledger.case import create_case
from closewatch.publish.compose.compose import DossierWanted, compose
from closewatch.terms.decision import Verdict
from closewatch.terms.dossier import Cited, Dossier, Sentence, SentenceKind
from closewatch.terms.record import to_plain
from closewatch.terms.trouble import CaseError
from tests.publish.opened import faults, uncited
from tests.publish.small_case import AT, BY, judge, of, small_case


def sentence(dossier: Dossier, words: str) -> Sentence:
    (found,) = [one for _, one in dossier.sentences() if words in one.text]
    return found


def opened(dossier: Dossier, one: Sentence) -> list[Cited]:
    numbers = dossier.numbers()
    return [dossier.annex[numbers[identity] - 1] for identity in one.cites]


def words(dossier: Dossier, one: Sentence) -> list[tuple[str, str]]:
    return [(cited.outlet, " ".join(span.exact for span in cited.words)) for cited in opened(dossier, one)]


def test_a_dispute_is_told_by_who_says_what_and_every_sentence_opens_the_words(tmp_path: Path) -> None:
    with small_case(tmp_path) as case:
        dossier = compose(of(case))
    army = sentence(dossier, "“300” is the answer of")
    assert army.text == (
        "“300” is the answer of Congo's army (first said 2025-02-01, basis: official), in 1 report of Harbour Wire, on 2025-02-01;"
        " nobody else on the record gives it independently."
    )
    assert words(dossier, army) == [("Harbour Wire", "Congo's army said 300")]
    denial = sentence(dossier, "It stands against “300”")
    assert denial.text == (
        "Rwanda's government denied on 2025-02-03: “that 300 Rwandan soldiers had been killed in Goma”. It stands against “300”."
    )
    assert words(dossier, denial) == [
        ("Quay Post", "Rwanda's government denied that 300 Rwandan soldiers had been killed in Goma"),
    ]
    conflict = sentence(dossier, "300 is asserted, 300 denied")
    assert conflict.text == "300 is asserted, 300 denied: Congo's army against Rwanda's government."
    assert {cited.outlet for cited in opened(dossier, conflict)} == {"Harbour Wire", "Quay Post"}
    retold = sentence(dossier, "A bound was turned round: ")
    assert retold.text == "A bound was turned round: “300” became “more than 300” (Harbour Wire, 2025-02-01 → Tide Herald, 2025-02-02)."
    assert words(dossier, retold)[:2] == [("Harbour Wire", "300"), ("Tide Herald", "more than 300")]


def test_once_the_denial_is_rejected_the_dispute_is_gone_and_the_decision_is_told(tmp_path: Path) -> None:
    with small_case(tmp_path) as case:
        denial = sentence(compose(of(case)), "It stands against “300”").cites[0]
        decision = judge(case, denial, Verdict.REJECT, by="person:anna", reason="the ministry spoke of another battle")
        (question,) = [one for one in of(case).questions() if len(one.claims) > 1]
        after = compose(of(case), DossierWanted((question.id,)))
    assert not any("cannot both hold" in one.text for _, one in after.sentences())
    told = sentence(after, "the ministry spoke of another battle")
    assert told.cites == (decision.id,)
    (cited,) = opened(after, told)
    assert (cited.outlet, cited.admitted[-1].by) == ("Quay Post", "person:anna")


def test_every_sentence_of_the_sample_cases_dossier_opens_its_words_and_bytes(tmp_path: Path) -> None:
    sample = files("closewatch.desk") / "sample" / "reports"
    with create_case(tmp_path / "sample", "Sample", BY, AT) as case:
        for _ in take_in(case, take(str(sample), BY, lambda: AT), Tools(by=BY, clock=lambda: AT)):
            pass
        dossier = compose(of(case))
        assert uncited(dossier) == []
        assert faults(case, dossier) == []
        assert to_plain(compose(of(case))) == to_plain(dossier)
    assert len(dossier.questions) > 10
    assert len(dossier.annex) > 300
    assert sum(one.kind is SentenceKind.FINDING for _, one in dossier.sentences()) > 400


def test_a_sentence_is_followed_down_to_the_bytes_by_its_id(tmp_path: Path) -> None:
    with small_case(tmp_path) as case:
        retold = sentence(compose(of(case)), "A bound was turned round: ")
        found = trace_sentence(case, retold.id[:12])
    assert (found.id, found.kind, found.value) == (retold.id, "sentence", retold)
    assert [below.kind for below in found.below] == ["words", "words", "figure", "figure"]
    assert [below.id for below in found.below] == list(retold.cites)


def test_a_sentence_that_the_dossier_of_today_does_not_have_is_refused(tmp_path: Path) -> None:
    with small_case(tmp_path) as case, pytest.raises(CaseError, match="wanted one sentence of the dossier"):
        trace_sentence(case, "se:ffff")
