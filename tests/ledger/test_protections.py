"""What is protected follows from the decisions that hold and from what the case holds today. All people and outlets are invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from closewatch.desk.line import decide
from closewatch.desk.sealed_names import key_kept, with_names_sealed
from closewatch.ledger.case import Case
from closewatch.ledger.destruction import sealed_key
from closewatch.ledger.verify import verify
from closewatch.ledger.views.protections import protections
from closewatch.protect.redact import Redaction
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.protection import LocalWords, Protected
from closewatch.terms.trouble import CaseError, SealError
from tests.publish.small_case import AT, BY, small_case

ONE = """Title: One
Outlet: Quay Post
Date: 2025-02-01

Ivan Petrenko said 40 soldiers had been killed in Goma.

A nurse of ward 6 said 41 soldiers had been killed in Goma.

He said it was raining.

Mr. Kim said 42 soldiers had been killed in Goma.
"""
TWO = """Title: Two
Outlet: Harbour Wire
Date: 2025-02-02
URL: https://harbour-wire.example/2025/two

I. Petrenko said 43 soldiers had been killed in Goma.

Soldiers said Olena Sefu was there. Kim Min-ho said 44 soldiers had been killed in Goma.
"""


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with small_case(tmp_path, (ONE, TWO)) as made:
        yield made


def actor(case: Case, name: str) -> str:
    return str(case.tables.execute("SELECT component FROM actors WHERE name = ?", (name,)).fetchone()[0])


def statement(case: Case, words: str) -> str:
    rows = case.tables.execute("SELECT s.id, s.value FROM statements s").fetchall()
    return next(str(identity) for identity, value in rows if words in value)


def protect(case: Case, on: str, *fields: str, reason: str = "") -> Decision:
    pairs, secret = with_names_sealed(fields, case.folder)
    at = AT + timedelta(seconds=case.head().seq)  # the order is that of the clock
    decision = make_decision(case, on, Verdict.PROTECT, BY, at, reason=reason, fields=pairs)
    with key_kept(case.folder, decision.id, secret):
        decide(case, decision)
    return decision


def held(case: Case) -> tuple[Protected, ...]:
    return protections(case.tables, case.folder)


def test_an_actor_is_protected_under_all_its_names_in_every_report(case: Case) -> None:
    decision = protect(case, actor(case, "Ivan Petrenko"), "pseudonym=Source A", reason="asked")
    (one,) = held(case)
    assert (one.decision, one.pseudonym, one.reason) == (decision.id, "Source A", "asked")
    assert "Ivan Petrenko" in one.names
    assert one.actors[0] == actor(case, "Ivan Petrenko")
    assert Redaction((one,)).blacked("I. Petrenko") == "█" * 11


def test_whom_it_goes_as_later_is_covered_too(case: Case) -> None:
    protect(case, actor(case, "Ivan Petrenko"))
    other = actor(case, "Kim Min-ho")
    decide(case, make_decision(case, actor(case, "Ivan Petrenko"), Verdict.MERGE, BY, AT, other=other))
    (one,) = held(case)
    assert {"Ivan Petrenko", "Kim Min-ho"} <= {*one.names}
    assert other in one.actors


def test_a_withdrawn_protection_protects_nothing_and_the_numbers_of_others_stay(case: Case) -> None:
    first = protect(case, actor(case, "Ivan Petrenko"))
    protect(case, actor(case, "Kim Min-ho"))
    assert [one.pseudonym for one in held(case)] == ["Source 1", "Source 2"]
    decide(case, make_decision(case, first.id, Verdict.WITHDRAW, BY, AT))
    assert [one.pseudonym for one in held(case)] == ["Source 2"]


def test_two_protections_of_one_actor_are_one_and_the_later_pseudonym_goes(case: Case) -> None:
    protect(case, actor(case, "Ivan Petrenko"), "pseudonym=A", "words=the tall man")
    protect(case, actor(case, "Ivan Petrenko"), "pseudonym=B", "words=of the harbour")
    (one,) = held(case)
    assert (one.pseudonym, set(one.forms) >= {"the tall man", "of the harbour"}) == ("B", True)


def test_a_surname_that_many_share_is_protected_where_it_stands_and_not_elsewhere(case: Case) -> None:
    protect(case, actor(case, "Kim"))
    (one,) = held(case)
    assert {local.words for local in one.local} == {"Kim"}
    assert Redaction((one,)).value("Kim Jong Un") == "Kim Jong Un"


def test_the_source_words_of_a_statement_are_protected_and_more_words_with_them(case: Case) -> None:
    protect(case, statement(case, "41 soldiers"), "words=in Goma")
    (one,) = held(case)
    assert {"in Goma", "A nurse of ward 6"} <= {*one.forms}
    assert Redaction((one,)).value("the nurse of ward 6, in Goma") != "the nurse of ward 6, in Goma"


def test_nothing_of_a_protected_report_leaves_and_who_is_named_there_alone_is_masked(case: Case) -> None:
    report = str(case.tables.execute("SELECT id FROM reports WHERE publisher = 'Harbour Wire'").fetchone()[0])
    digest = str(case.tables.execute("SELECT digest FROM captures WHERE report = ?", (report,)).fetchone()[0])
    protect(case, report)
    (one,) = held(case)
    assert (one.pseudonym, one.reports, one.originals) == ("Withheld 1", (report,), (digest,))
    assert "https://harbour-wire.example/2025/two" in one.forms
    assert actor(case, "Kim Min-ho") in one.actors
    assert actor(case, "Kim") not in one.actors
    capture = str(case.tables.execute("SELECT id FROM captures WHERE report = ?", (report,)).fetchone()[0])
    protect(case, capture)
    assert [one.reports for one in held(case)] == [(report,), (report,)]


def test_a_name_that_no_report_holds_is_sealed_and_hidden_for_ever_once_its_key_is_gone(case: Case) -> None:
    decision = protect(case, actor(case, "Kim"), "pseudonym=Source A", "name=Kim Sang-hoon", "name=@kim_sh_71")
    folder = case.folder
    assert folder is not None
    key = folder / sealed_key(decision.id)
    assert key.stat().st_mode & 0o777 == 0o600
    assert "Sang-hoon" not in (folder / "ledger.db").read_bytes().decode("latin-1")
    (one,) = held(case)
    assert (one.names, one.forms) == (("Kim Sang-hoon",), ("@kim_sh_71",))
    assert Redaction((one,)).value("김상훈") == "Source A"
    key.write_text("AGE-SECRET-KEY-1NOTHING", "ascii")
    with pytest.raises(SealError, match="wanted a secret key"):
        held(case)
    key.unlink()
    (one,) = held(case)
    assert one.names == ()
    assert list(verify(case, case.head().digest)) == []


def test_the_key_goes_where_the_decision_is_not_recorded(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), key_kept(tmp_path, "de:1", "AGE-SECRET-KEY-1"):
        raise RuntimeError
    assert not list((tmp_path / "keys" / "sealed").iterdir())


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        (["pseudonym=Petrenko the elder"], "does not stand"),
        (["pseudonym=A", "pseudonym=B"], "one pseudonym"),
        (["pseudonym="], "a value for pseudonym"),
        (["pseudonym=" + "A" * 61], "60 signs"),
        (["colour=red"], "wanted pseudonym="),
        (["name=Ivan"], "wanted pseudonym="),
    ],
)
def test_a_protection_that_says_what_it_should_not_is_refused(case: Case, fields: list[str], wanted: str) -> None:
    with pytest.raises(CaseError, match=wanted):
        make_decision(case, actor(case, "Ivan Petrenko"), Verdict.PROTECT, BY, AT, fields=fields)


def test_a_pseudonym_is_nobody_elses(case: Case) -> None:
    protect(case, actor(case, "Ivan Petrenko"), "pseudonym=Source A")
    with pytest.raises(CaseError, match="nobody has yet"):
        protect(case, actor(case, "Kim Min-ho"), "pseudonym=source a")


def test_a_source_that_is_nobody_cannot_be_protected_without_words(case: Case) -> None:
    figure = next(one for one, value in case.tables.execute("SELECT id, value FROM figures") if '"42"' in value)
    protect(case, figure)
    assert [local.words for local in held(case)[0].local] == ["Mr. Kim", "Kim"]
    he = statement(case, "it was raining")
    protect(case, he, "words=it was raining")
    assert "it was raining" in held(case)[-1].forms


def test_an_actor_in_whose_name_a_protected_one_stands_is_known(case: Case) -> None:
    protect(case, actor(case, "Kim Min-ho"), "words=Ivan Petrenko")
    (one,) = held(case)
    assert actor(case, "Ivan Petrenko") in one.mentioned_in


def test_words_of_one_report_name_that_report(case: Case) -> None:
    report = str(case.tables.execute("SELECT id FROM reports WHERE publisher = 'Quay Post'").fetchone()[0])
    protect(case, actor(case, "Kim"))
    assert LocalWords(report, "Kim") in held(case)[0].local
