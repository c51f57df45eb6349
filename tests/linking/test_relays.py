"""One utterance in several reports, outlets named as the source, and that none of it depends on what arrived first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from random import Random

import msgspec

from closewatch.ledger.bodies import capture_body, links_body, reading_body
from closewatch.ledger.case import Case, case_in_memory
from closewatch.ledger.verify import verify
from closewatch.linking.link import link
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.reading import Account, Reading
from closewatch.terms.statement import Manner, Stance, Statement
from closewatch.terms.when import Dated, KnownFrom
from closewatch.testing import plain_report

AT = datetime(2025, 1, 13, 9, tzinfo=UTC)
PERSON, BODY = ActorKind.PERSON, ActorKind.BODY


def account(
    content: str,
    day: str,
    outlet: str | None = None,
    speaker: str = "Oskar Lindqvist",
    kind: ActorKind = PERSON,
    via: Sequence[str] = (),
    said: str | None = None,
    before: str = "",
) -> Account:
    """One sentence that somebody said, as one report has it."""
    body = f"{before}{speaker} said {content} ({outlet or 'a paper'}, {day})."
    report = plain_report(body, published=day, publisher=outlet)
    at = len(before)
    source = report.span(at, at + len(speaker))
    start = at + len(speaker) + 6
    spoken = date.fromisoformat(said) if said else None
    statement = Statement(
        report.id, (source,), (report.span(source.end + 1, source.end + 5),), (report.span(start, start + len(content)),),
        Manner.INDIRECT, Stance.ASSERTS, via=tuple(via), said=Dated(spoken, spoken, KnownFrom.TEXT) if spoken else None,
        speaker=Actor(actor_id(report.id, speaker), speaker, kind, (speaker,)), read_by="hand",
    )  # fmt: skip
    return Account(report, Reading(report.id, "hand", (statement,)))


def put(case: Case, one: Account, *, again: bool = False) -> None:
    """Record a report as the line does; `again` only what was read in it anew."""

    def drafts() -> tuple[Draft, ...]:
        linked = link(case.tables, case, one)
        first = Draft(EntryKind.CAPTURE, "person:tester", AT, capture_body(one.report.capture, one.report, one.report.id, ()))
        rest = (
            Draft(EntryKind.READING, "reader:hand", AT, reading_body(one.reading, () if again else None)),
            Draft(EntryKind.LINKS, "linker:1", AT, links_body(one.report.id, linked.links, linked.withdrawn, again=again)),
        )
        return rest if again else (first, *rest)

    case.record(() if again else (one.report.text.encode(),), drafts)


def linked(accounts: Iterable[Account], kind: LinkKind, *, again: Iterable[Account] = ()) -> list[Link]:
    """The links of one kind that hold after reports arrived in this order."""
    with case_in_memory("Relays", "person:tester", AT) as case:
        for one in accounts:
            put(case, one)
        for one in again:
            put(case, one, again=True)
        assert list(verify(case)) == []
        rows = case.tables.execute("SELECT value FROM links WHERE kind = ? AND NOT withdrawn ORDER BY id", (kind.value,)).fetchall()
        return [msgspec.json.decode(value, type=Link) for (value,) in rows]


def joined(accounts: Sequence[Account], kind: LinkKind) -> list[tuple[int, int]]:
    """The links by the places of their reports; the same in every order of arrival."""
    places = {one.report.id: place for place, one in enumerate(accounts)}
    places |= {statement.id: place for place, one in enumerate(accounts) for statement in one.reading.statements}
    found = linked(accounts, kind)
    orders = permutations(accounts) if len(accounts) < 5 else [Random(7).sample(accounts, len(accounts)) for _ in range(6)]
    assert all(linked(order, kind) == found for order in orders)
    return sorted((places[one.left], places[one.right]) for one in found)


TALK = "about 300 sailors had been wounded at the northern mole"


def test_a_talk_told_by_three_papers_is_one_utterance_with_the_first_at_its_head() -> None:
    papers = [account(TALK, "2025-01-13", "Quay"), account(TALK, "2025-01-14", "Lantern"), account(TALK, "2025-01-15", "Kestrel")]
    assert joined(papers, LinkKind.SAME_UTTERANCE) == [(1, 0), (2, 0)]


def test_two_translations_of_one_sentence_are_one_utterance_though_the_bound_differs() -> None:
    here = account("nearly 300 sailors wounded at the mole", "2025-01-14", "Lantern")
    assert joined([account("more than 300 sailors were wounded at the mole", "2025-01-13", "Quay"), here], LinkKind.SAME_UTTERANCE) == [
        (1, 0)
    ]


def test_another_number_weeks_later_is_another_utterance() -> None:
    later = account("about 900 sailors had been wounded so far", "2025-01-15", "Lantern")
    late = account(TALK, "2025-03-01", "Kestrel")
    assert joined([account(TALK, "2025-01-13", "Quay"), later, late], LinkKind.SAME_UTTERANCE) == []


def test_a_report_that_dates_the_talk_meets_it_months_later() -> None:
    told = [account(TALK, "2025-01-13", "Quay", said="2025-01-13"), account(TALK, "2025-05-01", "Lantern", said="2025-01-13")]
    assert joined(told, LinkKind.SAME_UTTERANCE) == [(1, 0)]


def test_two_talks_of_one_week_that_are_both_dated_stay_two() -> None:
    told = [account(TALK, "2025-01-13", "Quay", said="2025-01-13"), account(TALK, "2025-01-18", "Lantern", said="2025-01-17")]
    assert joined(told, LinkKind.SAME_UTTERANCE) == []


def test_two_speakers_of_one_sentence_are_two_utterances() -> None:
    told = [account(TALK, "2025-01-13", "Quay"), account(TALK, "2025-01-13", "Lantern", speaker="Mirela Danforth")]
    assert joined(told, LinkKind.SAME_UTTERANCE) == []


def test_officials_without_a_name_are_not_joined_by_their_label() -> None:
    told = [account(TALK, f"2025-01-1{day}", paper, "officials", ActorKind.GROUP) for day, paper in ((3, "Quay"), (4, "Lantern"))]
    told = [
        Account(one.report, Reading(one.report.id, "hand", tuple(_unnamed(statement) for statement in one.reading.statements)))
        for one in told
    ]
    assert joined(told, LinkKind.SAME_UTTERANCE) == []


def _unnamed(statement: Statement) -> Statement:
    assert statement.speaker is not None
    return replace(statement, speaker=replace(statement.speaker, named=False))


def test_a_report_that_names_an_outlet_as_its_source_cites_the_report_that_has_it() -> None:
    wire = account(TALK, "2025-01-13", "Meridian Wire", speaker="Mirela Danforth")
    relay = account(f"that {TALK}", "2025-01-14", "Quay", via=("the Meridian Wire",))
    other = account("the harbour stays shut until spring", "2025-01-14", "Meridian Wire", speaker="Mirela Danforth")
    assert joined([wire, relay, other], LinkKind.CITES) == [(1, 0)]


def test_a_number_that_came_through_one_outlet_is_one_utterance_whoever_is_said_to_have_given_it() -> None:
    first = account("that 12,000 soldiers would be sent", "2025-01-14", "Quay", via=("Harbour Post",))
    second = account("that 12,000 soldiers had arrived", "2025-01-16", "Anchor", via=("Harbour Post",), speaker="Mirela Danforth")
    other = account("that 12,000 soldiers had arrived", "2025-01-16", "Sextant", via=("Causeway",), speaker="Mirela Danforth")
    small = account("that 12 soldiers had arrived", "2025-01-15", "Plough", via=("Harbour Post",), speaker="Petra Holm")
    assert joined((first, second, small), LinkKind.SAME_UTTERANCE) == [(1, 0)]
    assert joined((first, other), LinkKind.SAME_UTTERANCE) == []


def test_a_report_cites_no_report_of_its_own_outlet_and_none_that_came_later() -> None:
    own = account(TALK, "2025-01-14", "Meridian Wire", via=("Meridian Wire",))
    early = account(TALK, "2025-01-10", "Quay", via=("Meridian Wire",), speaker="Mirela Danforth")
    assert joined([own, early, account(TALK, "2025-01-13", "Meridian Wire")], LinkKind.CITES) == []


def test_a_statement_leans_on_those_whose_data_it_rests_on() -> None:
    before = "Oskar Lindqvist said 300 were hurt. "
    report = plain_report(f"{before}The Harbour Board, citing data from Oskar Lindqvist, counts 300 wounded.", published="2025-01-13")
    start = len(before)

    def said(name: str, at: int, cue: str, content: str) -> Statement:
        where = [report.text.index(words, at) for words in (name, cue, content)]
        spans = [(report.span(place, place + len(words)),) for place, words in zip(where, (name, cue, content), strict=True)]
        speaker = Actor(actor_id(report.id, name), name, PERSON if name.startswith("Oskar") else BODY, (name,))
        source, cue_words, said_words = spans
        return Statement(report.id, source, cue_words, said_words, Manner.INDIRECT, Stance.ASSERTS, speaker=speaker, read_by="hand")

    first, second = said("Oskar Lindqvist", 0, "said", "300 were hurt"), said("The Harbour Board", start, "counts", "300 wounded")
    (found,) = linked([Account(report, Reading(report.id, "hand", (first, second)))], LinkKind.DEPENDS)
    assert (found.left, found.right[:3]) == (second.id, "ac:")
    assert found.because[0].exact == "citing data from Oskar Lindqvist"


def test_a_reading_that_finds_nothing_any_more_gives_its_children_to_the_next() -> None:
    papers = [account(TALK, "2025-01-13", "Quay"), account(TALK, "2025-01-14", "Lantern"), account(TALK, "2025-01-15", "Kestrel")]
    lost = Account(papers[0].report, Reading(papers[0].report.id, "hand"))
    found = linked(papers, LinkKind.SAME_UTTERANCE, again=[lost])
    assert [(one.left, one.right) for one in found] == [(papers[2].reading.statements[0].id, papers[1].reading.statements[0].id)]


def test_two_dozen_papers_and_three_talks_are_the_same_links_in_any_order() -> None:
    talks = (TALK, "the crane on the coal quay had cost 700 workers their pay", "no more than 40 boats were still at anchor")
    papers = [account(talks[day % 3], f"2025-01-{day % 20 + 1:02}", f"Paper {day}", via=(f"Paper {day // 2}",)) for day in range(24)]
    assert len(joined(papers, LinkKind.SAME_UTTERANCE)) >= 12
    assert joined(papers, LinkKind.CITES)
