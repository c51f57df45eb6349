"""How watched sources stand: on a case in memory and on the disk."""

from __future__ import annotations

from closewatch.ledger.case import Case
from closewatch.ledger.views.watch_state import Pages, Unchanged, last_poll_at, pages_of, pages_wanted, polls_of, unchanged
from closewatch.terms.watch import PollOutcome

from .watched_values import AT, FEED, PAGE, SOURCE, poll, record_polls

DATA = b"300 soldiers were at the harbour."


def test_pages_that_came_are_wanted_or_refused_are_counted_by_their_source(any_case: Case) -> None:
    listed = (PAGE, f"{PAGE}/2", f"{PAGE}/3")
    record_polls(any_case, [poll(FEED, PollOutcome.NEW, found=listed)], sources=(SOURCE,))
    assert pages_of(any_case.tables) == {FEED: Pages(0, 3, 0)}
    record_polls(any_case, [poll(PAGE, PollOutcome.NEW, 1, data=DATA), poll(f"{PAGE}/3", PollOutcome.REFUSED, 1)], DATA)
    assert pages_of(any_case.tables) == {FEED: Pages(1, 2, 1)}
    assert [one.address for one in pages_wanted(any_case.tables, FEED, 10)] == list(listed[1:])
    assert len(pages_wanted(any_case.tables, FEED, 1)) == 1


def test_nothing_new_is_counted_from_the_last_time_that_something_came(any_case: Case) -> None:
    assert unchanged(any_case.tables, FEED) == Unchanged(None, 0)
    for hours, outcome in enumerate(
        (PollOutcome.UNCHANGED, PollOutcome.NEW, PollOutcome.UNCHANGED, PollOutcome.FAILED, PollOutcome.UNCHANGED)
    ):
        record_polls(any_case, [poll(FEED, outcome, hours)], sources=(SOURCE,))
    found = unchanged(any_case.tables, FEED)
    assert found.times == 2
    assert found.since is not None
    assert found.since.startswith("2025-01-13T10:00")


def test_polls_of_a_source_lead_on_and_back_even_within_one_entry(any_case: Case) -> None:
    assert last_poll_at(any_case.tables) is None
    first = record_polls(any_case, [poll(FEED, PollOutcome.NEW, found=(PAGE,))], sources=(SOURCE,))
    second = record_polls(any_case, [poll(PAGE, PollOutcome.NEW, 1, data=DATA), poll(f"{PAGE}/2", PollOutcome.FAILED, 2)], DATA)
    every = [(one.seq, one.place) for one in polls_of(any_case.tables, FEED)]
    assert every == [(second, 1), (second, 0), (first, 0)]
    assert [(one.seq, one.place) for one in polls_of(any_case.tables, FEED, after=(second, 1))] == every[1:]
    assert [(one.seq, one.place) for one in polls_of(any_case.tables, FEED, before=(first, 0), most=1)] == [every[1]]
    assert not any(one.taken for one in polls_of(any_case.tables, FEED))
    assert polls_of(any_case.tables, "https://nowhere.example/") == ()
    assert (last_poll_at(any_case.tables) or "").startswith(f"{AT.replace(hour=11):%Y-%m-%dT%H}")
