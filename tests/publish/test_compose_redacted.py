from __future__ import annotations

from collections.abc import Iterator

import pytest

from closewatch.desk.line import decide
from closewatch.ledger.case import Case
from closewatch.ledger.views.protections import protections
from closewatch.protect.redact import Redaction
from closewatch.publish.compose.compose import DossierWanted, compose
from closewatch.publish.pages.page import render_page
from closewatch.publish.publication import Publication
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.dossier import Dossier
from closewatch.terms.record import to_plain
from closewatch.terms.ref import canonical
from tests.publish.small_case import AT, BY, of, small_case

OWN = "@by anna\n# What Amani Sefu saw\nSefu counted tags.\n"


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The small case, in which the doctor is protected."""
    with small_case(tmp_path_factory.mktemp("goma")) as case:
        doctor = next(one for one in of(case).actors() if one.actor.name == "Amani Sefu")
        decide(case, Decision(doctor.id, Verdict.PROTECT, BY, AT, "Sefu asked for it", (("pseudonym", "Source A"),)))
        yield case


def redacted(case: Case) -> Dossier:
    publication = Publication(case, Redaction(protections(case.tables)))
    return compose(publication, DossierWanted(title="What Sefu saw", own_sections=OWN))


def written(dossier: Dossier) -> str:
    return str(canonical(to_plain(dossier)))


def test_no_word_of_a_protected_name_is_in_the_dossier(protected: Case) -> None:
    assert "Sefu" in written(compose(of(protected)))
    dossier = redacted(protected)
    assert "Sefu" not in written(dossier)
    assert "Amani" not in written(dossier)
    assert dossier.redacted


def test_where_redaction_was_left_off_the_dossier_says_so(protected: Case) -> None:
    assert redacted(protected).exposed == 0
    dossier = compose(of(protected))
    assert (dossier.redacted, dossier.exposed) == (False, 1)
    assert b"Not to be handed on" in render_page(dossier)


def test_the_pseudonym_stands_in_sentences_titles_and_own_words_alike(protected: Case) -> None:
    dossier = redacted(protected)
    assert dossier.title == "What Source A saw"
    texts = [sentence.text for _, sentence in dossier.sentences()]
    assert any(text.startswith("“50” is the answer of Source A (") for text in texts)
    assert "Source A counted tags." in texts


def test_a_blacked_out_cite_keeps_its_offsets_and_opens_the_digest_and_the_reason(protected: Case) -> None:
    plain, dossier = compose(of(protected)), redacted(protected)
    before = next(one for one in plain.annex if one.outlet == "Lantern Daily" and one.kind == "figure")
    after = next(one for one in dossier.annex if one.id == before.id)
    assert (after.start, len(after.paragraph)) == (before.start, len(before.paragraph))
    assert "██████████" in after.paragraph
    assert after.receipt.digest == before.receipt.digest
    assert after.withheld
    assert after.withheld.reason == "Source A: Source A asked for it"
    assert dossier.withheld == (after.withheld,)


def test_what_is_not_protected_stays_open(protected: Case) -> None:
    army = next(one for one in redacted(protected).annex if one.outlet == "Harbour Wire" and one.kind == "figure")
    assert army.withheld is None
    assert [span.exact for span in army.words] == ["Congo's army", "said", "300"]


def test_the_same_head_gives_the_same_redacted_dossier(protected: Case) -> None:
    assert written(redacted(protected)) == written(redacted(protected))
