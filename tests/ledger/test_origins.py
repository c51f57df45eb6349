"""To whom figures go back, and what of that is shown: copies, relays, restated and repeated numbers, changed ones."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

from closewatch.ledger.bodies import links_body
from closewatch.ledger.case import Case, case_in_memory
from closewatch.ledger.verify import verify
from closewatch.ledger.views.drift import drift, drifts
from closewatch.ledger.views.find import whole_id
from closewatch.ledger.views.questions import question, questions
from closewatch.ledger.views.trace import Paragraph, Trace, trace
from closewatch.terms.actor import ActorKind
from closewatch.terms.claim import DriftKind, Link, LinkKind, PassageClass, Question
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.record import to_plain
from closewatch.terms.report import Report
from closewatch.terms.statement import Basis

from .conftest import AT, Telling, Told

OUTLET, GROUP = ActorKind.OUTLET, ActorKind.GROUP


def only_question(case: Case) -> Question:
    (found,) = questions(case.tables)
    return found


def roots(case: Case) -> list[tuple[str, list[tuple[str, int]]]]:
    """Each claim with the names of its origins and the number of reports that each has."""
    shown = [(claim.wording, [(o.actor.name, len(o.reports)) for o in claim.origins]) for claim in only_question(case).claims]
    return sorted((wording, sorted(origins)) for wording, origins in shown)


def record(case: Case, told: Told, *links: Link) -> None:
    """Put links on the record as the ones of a report."""
    case.record((), (Draft(EntryKind.LINKS, "linker:1", AT, links_body(told.report.id, links)),))


def whole(report: Report) -> Any:
    return report.excerpt(report.span(0, len(report.text)))


def copies(here: Told, there: Told, kind: PassageClass = PassageClass.STATEMENT) -> Link:
    passage = (whole(here.report), whole(there.report))
    return Link(LinkKind.COPIES, here.report.id, there.report.id, Decimal(1), passage, "direction: published", "hand", (kind.value,))


def drifted(here: Told, there: Told, edge: Link | None, kind: DriftKind = DriftKind.AMOUNT_CHANGED) -> Link:
    words = (here.report.excerpt(here.figure.span), there.report.excerpt(there.figure.span))
    rule = f"along {edge.kind.value}: {edge.id}" if edge else "within the report"
    return Link(LinkKind.DRIFTS, here.figure.id, there.figure.id, Decimal(1), words, rule, "hand", (kind.value,))


def test_officials_of_two_papers_are_two_origins(any_case: Case, tell: Telling) -> None:
    tell("Coastal officials", 300, kind=GROUP, named=False, publisher="Quay")
    tell("Coastal officials", 700, kind=GROUP, named=False, publisher="Lantern", published="2025-01-20")
    assert roots(any_case) == [("300", [("Coastal officials", 1)]), ("700", [("Coastal officials", 1)])]
    assert only_question(any_case).at_most == 2


def test_the_same_label_that_restates_the_same_amount_is_no_new_origin(any_case: Case, tell: Telling) -> None:
    tell("Coastal officials", 300, kind=GROUP, named=False, publisher="Quay")
    tell("the Coastal officials", 300, kind=GROUP, named=False, publisher="Lantern", published="2025-06-20", dated=False)
    assert roots(any_case) == [("300", [("Coastal officials", 2)])]
    (origin,) = only_question(any_case).claims[0].origins
    assert [one.rule for one in origin.joined] == ["the same label restates the same amount"]


def test_the_same_label_with_the_same_amount_of_another_time_is_another_origin(any_case: Case, tell: Telling) -> None:
    tell("Coastal officials", 300, kind=GROUP, named=False, publisher="Quay")
    tell("Coastal officials", 300, kind=GROUP, named=False, publisher="Lantern", published="2025-06-20")
    assert only_question(any_case).at_most == 2


def test_a_label_that_tells_a_later_report_itself_is_another_origin(any_case: Case, tell: Telling) -> None:
    tell("relief workers", 300, kind=GROUP, named=False, publisher="Quay", basis=Basis.UNNAMED, dated=False)
    tell("relief workers", 300, kind=GROUP, named=False, publisher="Lantern", published="2025-01-20", basis=Basis.UNNAMED, dated=False)
    tell("relief workers", 300, kind=GROUP, named=False, publisher="Kestrel", published="2025-01-25", as_of=("2025-01-24", "2025-01-24"))
    assert only_question(any_case).at_most == 3


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("UN refugee agency", "the United Nations"),
        ("Ashford Hill resistance committee", "committee of Ashford Hill"),
        ("Harbour Board's press office", "Harbour Board"),
        ("Ashford Hill rescue network", "the Ashford Hill group"),
    ],
)
def test_a_body_that_is_named_loosely_with_the_same_amount_is_no_new_origin(any_case: Case, tell: Telling, full: str, short: str) -> None:
    tell(full, 300, publisher="Quay")
    tell(short, 300, publisher="Lantern", published="2025-01-20")
    assert only_question(any_case).at_most == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ashford police", "Ashford prosecutors"), ("UN refugee agency", "UN migration agency"), ("Hill Board", "Harbour Board")],
)
def test_bodies_that_share_a_word_of_their_names_are_two(any_case: Case, tell: Telling, one: str, other: str) -> None:
    tell(one, 300, publisher="Quay")
    tell(other, 300, publisher="Lantern", published="2025-01-20")
    assert only_question(any_case).at_most == 2


def test_a_pseudonym_goes_with_its_bearer_through_the_outlet_or_with_the_amount(any_case: Case, tell: Telling) -> None:
    person = ActorKind.PERSON
    tell("Otter", 300, kind=person, pseudonymous=True, publisher="Quay")
    tell("Otter", 300, kind=person, pseudonymous=True, publisher="Lantern", published="2025-01-30")
    tell("a deserter", 300, kind=person, named=False, publisher="Kestrel", published="2025-02-08", via=("the Quay",))
    tell("Marten", 300, kind=person, pseudonymous=True, publisher="Kestrel", published="2025-02-08")
    assert roots(any_case) == [("300", [("Marten", 1), ("Otter", 3)])]


def test_an_official_here_and_officials_there_who_told_one_outlet_are_one(any_case: Case, tell: Telling) -> None:
    tell("an official", 300, kind=ActorKind.PERSON, named=False, publisher="Quay", via=("the Meridian Wire",))
    tell("two officials", 300, kind=GROUP, named=False, publisher="Lantern", published="2025-01-14", via=("Meridian Wire",))
    tell("a diplomat", 300, kind=ActorKind.PERSON, named=False, publisher="Kestrel", published="2025-01-14", via=("Blue Canal TV",))
    assert roots(any_case) == [("300", [("a diplomat", 1), ("an official", 2)])]


def test_an_outlet_that_gives_a_known_number_without_a_ground_adds_no_origin(any_case: Case, tell: Telling) -> None:
    tell("Harbour Board", 300, publisher="Quay")
    tell("The Lantern", 300, kind=OUTLET, publisher="Lantern", published="2025-01-15")
    tell("The Kestrel", 300, kind=OUTLET, publisher="Kestrel", published="2025-01-16", basis=Basis.WITNESS)
    assert roots(any_case) == [("300", [("Harbour Board", 2), ("The Kestrel", 1)])]


def test_a_named_speaker_is_an_origin_whoever_said_the_number_before(any_case: Case, tell: Telling) -> None:
    tell("Harbour Board", 300)
    tell("Ministry of the Coast", 300, published="2025-01-14")
    assert only_question(any_case).at_most == 2


def test_a_copied_statement_goes_back_to_whom_the_first_report_names(any_case: Case, tell: Telling) -> None:
    first = tell("two officials", 300, kind=GROUP, named=False, publisher="Quay")
    second = tell("sources", 300, kind=GROUP, named=False, publisher="Lantern", published="2025-01-14")
    assert only_question(any_case).at_most == 2
    edge = copies(second, first)
    record(any_case, second, edge)
    (origin,) = only_question(any_case).claims[0].origins
    assert (origin.actor.name, len(origin.reports), [link.id for link in origin.edges]) == ("two officials", 2, [edge.id])


def test_standing_text_of_an_outlet_makes_no_copy(any_case: Case, tell: Telling) -> None:
    first = tell("two officials", 300, kind=GROUP, named=False, publisher="Quay")
    second = tell("sources", 300, kind=GROUP, named=False, publisher="Lantern", published="2025-01-14")
    record(any_case, second, copies(second, first, PassageClass.BOILERPLATE))
    assert only_question(any_case).at_most == 2


def test_a_report_that_names_an_outlet_takes_the_origin_that_this_outlet_gives(any_case: Case, tell: Telling) -> None:
    first = tell("a source at the board", 300, kind=ActorKind.PERSON, named=False, publisher="Meridian Wire")
    second = tell("Harbour Board", 300, publisher="Quay", published="2025-01-14", via=("Meridian Wire",))
    because = (second.report.excerpt(second.statement.content[0]), first.report.excerpt(first.statement.content[0]))
    record(any_case, second, Link(LinkKind.CITES, second.report.id, first.report.id, Decimal(1), because, "names it", "hand"))
    assert roots(any_case) == [("300", [("a source at the board", 2)])]


def test_a_number_that_a_copy_changed_is_no_claim_and_no_conflict(any_case: Case, tell: Telling) -> None:
    first = tell("Harbour Board", 300, publisher="Quay")
    second = tell("Harbour Board", 3000, publisher="Lantern", published="2025-01-14")
    edge = copies(second, first)
    record(any_case, second, edge, drifted(second, first, edge))
    found = only_question(any_case)
    assert [claim.wording for claim in found.claims] == ["300"]
    assert (found.conflicts, found.claims[0].origins[0].drifted) == ((), (second.figure.id,))


def test_a_number_that_one_speaker_is_told_with_twice_stays_two_claims(any_case: Case, tell: Telling) -> None:
    first = tell("Harbour Board", 300, publisher="Quay")
    second = tell("Harbour Board", 3000, publisher="Lantern", published="2025-01-14")
    because = (second.report.excerpt(second.statement.content[0]), first.report.excerpt(first.statement.content[0]))
    edge = Link(LinkKind.SAME_UTTERANCE, second.statement.id, first.statement.id, Decimal(1), because, "told twice", "hand")
    record(any_case, second, edge, drifted(second, first, edge))
    assert [claim.wording for claim in only_question(any_case).claims] == ["300", "3,000"]


def test_a_changed_number_that_others_give_too_stays_their_claim(any_case: Case, tell: Telling) -> None:
    first = tell("Harbour Board", 300, publisher="Quay")
    second = tell("Harbour Board", 3000, publisher="Lantern", published="2025-01-14")
    tell("Ministry of the Coast", 3000, published="2025-01-14")
    edge = copies(second, first)
    record(any_case, second, edge, drifted(second, first, edge))
    assert roots(any_case) == [("3,000", [("Harbour Board", 1), ("Ministry of the Coast", 1)]), ("300", [("Harbour Board", 1)])]
    assert only_question(any_case).at_most == 2


def test_a_drift_is_listed_until_an_end_is_rejected(any_case: Case, tell: Telling) -> None:
    first, second = tell("Harbour Board", 300, publisher="Quay"), tell("Harbour Board", 3000, publisher="Lantern", published="2025-01-14")
    edge = copies(second, first)
    record(any_case, second, edge, drifted(second, first, edge))
    (found,) = drifts(any_case.tables)
    assert (found.kind, found.here_words.exact, found.of_words.exact, found.edge) == (DriftKind.AMOUNT_CHANGED, "3000", "300", edge.id)
    assert found.speaker is not None
    assert found.speaker.name == "Harbour Board"
    assert drift(any_case.tables, whole_id(any_case.tables, found.id[:12])) == found
    rejection = Decision(first.figure.id, Verdict.REJECT, "person:a", AT, "misread")
    any_case.record((), (Draft(EntryKind.DECISION, "person:a", AT, to_plain(rejection)),))
    assert list(drifts(any_case.tables)) == []


def test_two_reports_that_name_each_other_go_back_to_the_first(any_case: Case, tell: Telling) -> None:
    first = tell("The Quay", 300, kind=OUTLET, publisher="Lantern", published="2025-01-13")
    second = tell("The Lantern", 300, kind=OUTLET, publisher="Quay", published="2025-01-14")
    for here, there in ((first, second), (second, first)):
        because = (here.report.excerpt(here.statement.source[0]), there.report.excerpt(there.statement.source[0]))
        record(any_case, here, Link(LinkKind.CITES, here.report.id, there.report.id, Decimal(1), because, "names it", "hand"))
    assert roots(any_case) == [("300", [("The Quay", 2)])]


def test_dependence_that_a_report_states_proves_nothing(any_case: Case, tell: Telling) -> None:
    tell("Harbour Hospital", 300, basis=Basis.WITNESS, country="UA", publisher="Kestrel")
    second = tell("Coast Registry", 300, basis=Basis.DOCUMENT, country="RU", publisher="Lantern")
    (claim,) = only_question(any_case).claims
    assert (claim.proved, claim.ceiling) == (2, 1)
    first = next(origin for origin in claim.origins if origin.actor.name == "Harbour Hospital")
    because = (second.report.excerpt(second.statement.content[0]),)
    record(any_case, second, Link(LinkKind.DEPENDS, second.statement.id, first.actor.id, Decimal(1), because, "says so", "hand"))
    (claim,) = only_question(any_case).claims
    assert (claim.proved, claim.ceiling) == (0, 2)


def opens_words(found: Trace) -> bool:
    return isinstance(found.value, Paragraph) or any(map(opens_words, found.below))


def test_every_origin_conflict_drift_and_link_leads_to_words(any_case: Case, tell: Telling) -> None:
    first, second = tell("Harbour Board", 300, publisher="Quay"), tell("Harbour Board", 3000, publisher="Lantern", published="2025-01-14")
    tell("Ministry of the Coast", 900, published="2025-01-14")
    edge = copies(second, first)
    record(any_case, second, edge, drifted(second, first, edge))
    (found,) = questions(any_case.tables)
    ids = [origin.id for claim in found.claims for origin in claim.origins] + [conflict.id for conflict in found.conflicts]
    ids += [one.id for one in drifts(any_case.tables)] + [edge.id]
    assert len(ids) == 5
    for identity in ids:
        assert whole_id(any_case.tables, identity) == identity
        assert opens_words(trace(any_case.tables, any_case.report, identity)), identity


def test_an_origin_is_found_by_the_id_it_had_before_an_earlier_figure_came(any_case: Case, tell: Telling) -> None:
    tell("Harbour Board", 300)
    before = only_question(any_case).claims[0].origins[0].id
    for day in range(14, 24):
        tell("Harbour Board", 300, published=f"2025-01-{day}")
    today = only_question(any_case).claims[0].origins[0].id
    found = trace(any_case.tables, any_case.report, whole_id(any_case.tables, before))
    assert today in (found.id, *(below.id for below in found.below))


@pytest.mark.parametrize("last", ["The Lantern", "Coastal officials"])
def test_the_same_answers_in_any_order_have_the_same_origins(last: str) -> None:
    told: list[tuple[str, dict[str, Any]]] = [
        ("Coastal officials", {"kind": GROUP, "named": False, "publisher": "Quay", "published": "2025-01-11"}),
        ("Coastal officials", {"kind": GROUP, "named": False, "publisher": "Kestrel", "published": "2025-01-12"}),
        ("Harbour Board", {"publisher": "Quay", "published": "2025-01-12"}),
        (last, {"kind": OUTLET if last == "The Lantern" else GROUP, "named": False, "publisher": "Lantern", "published": "2025-01-13"}),
    ]
    seen = set()
    for order in permutations(told):
        with case_in_memory("t", "person:a", AT) as case:
            for speaker, how in order:
                Telling(case)(speaker, 300, **how)
            assert list(verify(case)) == []
            seen.add(tuple(questions(case.tables)))
    assert len(seen) == 1


def test_a_question_can_be_asked_as_it_stood_before_a_link_came(any_case: Case, tell: Telling) -> None:
    first = tell("two officials", 300, kind=GROUP, named=False, publisher="Quay")
    second = tell("sources", 300, kind=GROUP, named=False, publisher="Lantern", published="2025-01-14")
    before = any_case.head().seq
    record(any_case, second, copies(second, first))
    identity = only_question(any_case).id
    earlier, today = (question(any_case.tables, identity, at=at) for at in (before, any_case.head().seq))
    assert earlier is not None
    assert today is not None
    assert (earlier.at_most, today.at_most) == (2, 1)


def test_a_witness_and_a_document_of_one_country_are_proved_independent_where_two_outlets_had_them(any_case: Case, tell: Telling) -> None:
    tell("a nurse", 300, basis=Basis.WITNESS, kind=ActorKind.PERSON, named=False, country="SD", publisher="Kestrel")
    tell("the hospital register", 300, basis=Basis.DOCUMENT, kind=ActorKind.DOCUMENT, country="SD", publisher="Lantern")
    assert only_question(any_case).claims[0].proved == 2
    tell("a nurse", 300, basis=Basis.WITNESS, kind=ActorKind.PERSON, named=False, country="SD", publisher="Quay", published="2025-03-20")
    assert only_question(any_case).claims[0].proved == 2


def test_two_witnesses_whom_one_outlet_has_are_not_proved_independent(any_case: Case, tell: Telling) -> None:
    tell("a nurse", 300, basis=Basis.WITNESS, kind=ActorKind.PERSON, named=False, publisher="Kestrel")
    tell("a driver", 300, basis=Basis.WITNESS, kind=ActorKind.PERSON, named=False, publisher="Kestrel", published="2025-01-14")
    assert only_question(any_case).claims[0].proved == 0
