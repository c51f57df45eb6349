"""Who copied whom, from which words on, and that it does not depend on what arrived first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closewatch.ledger.bodies import capture_body, links_body, reading_body
from closewatch.ledger.case import Case, case_in_memory
from closewatch.ledger.verify import verify
from closewatch.ledger.views.copies import copies, is_covered, shared
from closewatch.linking.copies import link_copies
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.claim import Link, PassageClass
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.reading import Account, Reading
from closewatch.terms.report import Report
from closewatch.testing import plain_report

AT = datetime(2025, 1, 13, 9, tzinfo=UTC)

CROSSING = (
    "A ferry with nineteen carts of salt went down off the northern mole before dawn, and by noon the harbour office had counted eleven"
    " of its people on the stairs of the customs house, wet to the skin and unwilling to say who had steered."
)
MARKET = (
    "Along the lower market the stalls stayed shut for a third day while men from the brickworks carried sand to the mill bridge, where"
    " the water had taken the rail and one of the two lamps that the town council paid for in spring."
)
NIGHT = (
    "Nobody in the upper streets slept through the alarm, which rang from two until the baker, tired of it, climbed the tower with a"
    " ladder borrowed from the school and tied the clapper to its frame with his own belt."
)


def put(case: Case, report: Report, reading: Reading | None = None) -> None:
    """Record a report with its copies, as the line does."""
    reading = reading or Reading(report.id, "hand")

    def drafts() -> tuple[Draft, ...]:
        linked = link_copies(case.tables, case, Account(report, reading))
        return (
            Draft(EntryKind.CAPTURE, "person:tester", AT, capture_body(report.capture, report, report.id, ())),
            Draft(EntryKind.READING, "reader:hand", AT, reading_body(reading)),
            Draft(EntryKind.LINKS, "linker:1", AT, links_body(report.id, linked.links, linked.withdrawn)),
        )

    case.record((report.text.encode(),), drafts)


def linked(reports: Iterable[Report]) -> list[Link]:
    """The copies among some reports that arrive in this order."""
    with case_in_memory("Copies", "person:tester", AT) as case:
        for report in reports:
            put(case, report)
        assert list(verify(case)) == []
        return list(copies(case.tables))


def joined(reports: Sequence[Report]) -> list[tuple[int, int, str]]:
    """The copies by the places of their reports, each with what its direction rests on; the same in both orders of arrival."""
    places = {report.id: place for place, report in enumerate(reports)}
    there, back = linked(reports), linked(reversed(reports))
    assert there == back
    return sorted((places[link.left], places[link.right], link.rule.removeprefix("direction: ")) for link in there)


def report(body: str, day: str | None = "2025-01-13", publisher: str | None = None) -> Report:
    return plain_report(body, published=day, publisher=publisher)


def test_the_later_report_copies_the_earlier_one() -> None:
    assert joined([report(f"{CROSSING} {MARKET}", "2025-01-12"), report(f"{NIGHT} {CROSSING}")]) == [(1, 0, "published")]


def test_a_later_hour_of_one_day_copies_an_earlier_one() -> None:
    first, later = report(CROSSING, "2025-01-13T08:00:00+02:00"), report(f"{CROSSING} {MARKET}", "2025-01-13T08:00:00Z")
    assert joined([first, later]) == [(1, 0, "published")]


def test_of_one_day_the_report_that_credits_the_other_copies_it() -> None:
    wire = report(f"{CROSSING}", publisher="Meridian Wire")
    paper = report(f"{CROSSING} {MARKET} The ferry was old, Meridian Wire reported.", publisher="Northline Daily")
    assert joined([wire, paper]) == [(1, 0, "credit")]


def test_of_one_day_without_credit_the_excerpt_copies_the_whole() -> None:
    assert joined([report(f"{CROSSING} {MARKET}"), report(CROSSING)]) == [(1, 0, "containment")]


def test_where_nothing_tells_who_was_first_the_direction_is_unknown() -> None:
    assert [rule for *_, rule in joined([report(f"{CROSSING} {MARKET}"), report(f"{CROSSING} {NIGHT}")])] == ["unknown"]
    assert [rule for *_, rule in joined([report(f"{CROSSING} {MARKET}", None), report(f"{CROSSING} {NIGHT}", None)])] == ["unknown"]


def test_a_passage_goes_back_to_the_first_report_that_had_it() -> None:
    days = [report(f"{CROSSING} It was told on day {day}, by a clerk of the harbour.", f"2025-01-1{day}") for day in range(5)]
    assert [(later, first) for later, first, _ in joined(days)] == [(later, 0) for later in range(1, 5)]


def test_a_report_made_of_two_others_copies_both() -> None:
    one, two = report(CROSSING, "2025-01-11"), report(MARKET, "2025-01-12")
    both = report(f"{CROSSING}\n\n{MARKET}", "2025-01-14")
    late = report(f"{MARKET}\n\n{NIGHT}", "2025-01-15")
    assert [(left, right) for left, right, _ in joined([one, two, both, late])] == [(2, 0), (2, 1), (3, 1)]


def test_what_a_copy_changed_leads_those_who_copy_it_to_that_copy_as_well() -> None:
    first = report(CROSSING, "2025-01-11")
    spun = report(CROSSING.replace("nineteen carts of salt", "ninety carts of salt"), "2025-01-12")
    third = report(f"{CROSSING.replace('nineteen carts of salt', 'ninety carts of salt')} So it is told.", "2025-01-14")
    assert [(left, right) for left, right, _ in joined([first, spun, third])] == [(1, 0), (2, 0), (2, 1)]


def test_reprints_of_one_day_go_back_to_the_agency_that_one_of_them_credits() -> None:
    wire = report(CROSSING, publisher="Meridian Wire")
    credits = report(f"{CROSSING} {MARKET} Meridian Wire was the first to report it.", publisher="Northline Daily")
    silent = report(f"{CROSSING} Our own man saw none of it and went home to bed.", publisher="The Quay Observer")
    assert [(left, right) for left, right, _ in joined([wire, credits, silent])] == [(1, 0), (2, 0)]


def test_a_report_that_arrives_late_and_is_older_takes_the_place_of_the_first() -> None:
    later = [report(f"{CROSSING} {word} evening.", f"2025-01-1{day}") for day, word in ((3, "Yesterday"), (4, "This"))]
    older = report(f"{NIGHT} {CROSSING}", "2025-01-02")
    with case_in_memory("Late", "person:tester", AT) as case:
        for one in (*later, older):
            put(case, one)
        assert [(link.left, link.right) for link in copies(case.tables)] == sorted((one.id, older.id) for one in later)
        assert list(verify(case)) == []


def test_turns_of_phrase_join_nobody() -> None:
    formula = "An official spoke on condition of anonymity because he was not authorized to speak to the media about it."
    assert joined([report(f"{formula} {CROSSING}", "2025-01-11"), report(f"{MARKET} {formula}")]) == []


def test_an_edited_sentence_is_found_where_nine_words_of_it_stand() -> None:
    edited = CROSSING.replace("nineteen carts", "a load").replace("eleven of its", "all its").replace("wet to the skin", "cold")
    assert len(joined([report(f"{MARKET} {CROSSING}", "2025-01-11"), report(f"{edited} {NIGHT}")])) == 1


def read(body: str, day: str, publisher: str) -> tuple[Report, Reading]:
    found = report(body, day, publisher)
    return found, read_by_rules(found)


@pytest.mark.parametrize(
    ("passage", "other", "expected"),
    [
        (f'"{CROSSING}" said a porter of the night shift.', "The Quay Observer", PassageClass.QUOTATION),
        (f"Captain Ada Marsh said that {CROSSING[0].lower()}{CROSSING[1:]}", "The Quay Observer", PassageClass.STATEMENT),
        (MARKET, "The Quay Observer", PassageClass.NARRATIVE),
        (
            "The numbers in these columns are rounded, the names of children are changed, and the maps are drawn by hand on the spot.",
            "Northline Daily",
            PassageClass.BOILERPLATE,
        ),
    ],
)
def test_a_passage_is_called_what_it_is_in_the_report_that_copies(passage: str, other: str, expected: PassageClass) -> None:
    with case_in_memory("Classes", "person:tester", AT) as case:
        put(case, *read(f"It rained on Sunday.\n\n{passage}", "2025-01-10", other))
        put(case, *read(f"{passage}\n\nThe day was dry.", "2025-01-13", "Northline Daily"))
        (link,) = copies(case.tables)
    assert [part for _, _, part in shared(link)] == [expected]


def test_a_copy_counts_for_words_that_a_shared_passage_covers_and_for_no_others() -> None:
    first, copy = report(f"{NIGHT} {CROSSING}", "2025-01-10"), report(f"{CROSSING} {MARKET}")
    (link,) = linked([first, copy])
    inside, outside = copy.span(10, 90), copy.span(len(CROSSING) + 5, len(CROSSING) + 60)
    here, there = [own for own, _, _ in shared(link)], [other for _, other, _ in shared(link)]
    assert is_covered([inside], here)
    assert not is_covered([outside], here)
    assert is_covered([first.span(len(NIGHT) + 5, len(NIGHT) + 50)], there)


OUTLETS = (None, "Meridian Wire", "Northline Daily", "The Quay Observer")
DAYS = (None, "2025-01-10", "2025-01-10T09:30:00Z", "2025-01-10T18:00:00+03:00", "2025-01-11", "2025-01", "2025-01-12")


def told_on(seed: int, count: int) -> list[Report]:
    """Reports that take passages from one another, whole, in part and edited, on few days and with credits here and there."""
    chance = Random(seed)
    pool = [CROSSING, MARKET, NIGHT]
    reports = []
    for number in range(count):
        body = []
        for piece in chance.sample(pool, k=chance.randint(1, min(3, len(pool)))):
            words = piece.split()
            if chance.random() < 0.4:
                start = chance.randint(0, len(words) // 2)
                words = words[start : start + chance.randint(15, 40)]
            body.append(" ".join(f"x{number}" if chance.random() < 0.03 else word for word in words))
        pool += [" ".join(body)] if chance.random() < 0.3 else []
        credit = chance.choice(OUTLETS)
        text = "\n\n".join((*body, f"{credit} had it first." if credit else f"Note {number}."))
        reports.append(plain_report(text, published=chance.choice(DAYS), publisher=chance.choice(OUTLETS)))
    return list({one.id: one for one in reports}.values())


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(2, 9))
def test_any_order_of_arrival_gives_the_same_copies(seed: int, order: int, count: int) -> None:
    reports = told_on(seed, count)
    shuffled = Random(order).sample(reports, k=len(reports))
    assert linked(reports) == linked(shuffled)


def test_one_text_in_many_papers_is_a_star_round_the_first() -> None:
    papers = [replace(report(f"{CROSSING} {MARKET} Page {n}.", "2025-01-12"), publisher=f"Paper {n}") for n in range(60)]
    wire = report(f"{CROSSING} {MARKET} {NIGHT}", "2025-01-12")
    found = linked([*papers[:30], wire, *papers[30:]])
    assert {link.right for link in found} == {wire.id}
    assert len(found) == 60
