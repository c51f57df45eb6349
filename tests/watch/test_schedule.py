"""When a source is asked again, and a page that it lists: in its rhythm, later after failures, and never all at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.terms.trouble import Problem
from closewatch.terms.watch import Asked, Poll, PollOutcome, Watched, WatchedKind
from closewatch.watch.robots import robots_refusal
from closewatch.watch.schedule import AFTER_FAILURES, due_at, page_due_at

NOW = datetime(2024, 11, 24, 9, tzinfo=UTC)
FEED = "https://gazette.example/feed.xml"
PAGE = "https://gazette.example/news/1"
SOURCE = Watched(FEED, every=3600)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

NOT_ANSWERED = st.sampled_from([PollOutcome.GONE, PollOutcome.REFUSED, PollOutcome.FAILED])
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def asked(
    at: datetime = NOW,
    outcome: PollOutcome = PollOutcome.UNCHANGED,
    *,
    address: str = FEED,
    failures: int = 0,
    count: int = 1,
    problem: Problem | None = None,
    not_before: datetime | None = None,
) -> Asked:
    poll = Poll(address, FEED, WatchedKind.FEED, at, outcome, "closewatch 1", problem=problem, not_before=not_before)
    return Asked(address, FEED, WatchedKind.FEED, asked=count, failures=failures, last=poll)


def test_what_was_never_asked_is_asked_now() -> None:
    assert due_at(SOURCE, None, NOW) == NOW
    assert due_at(SOURCE, Asked(FEED, FEED, WatchedKind.FEED), NOW) == NOW


def test_a_missed_poll_is_due_at_once() -> None:
    assert due_at(SOURCE, asked(NOW - 3 * DAY), NOW) <= NOW


@given(st.integers(10, 366 * 86_400), st.integers(0, 10_000), st.text(max_size=40))
def test_a_source_is_asked_in_its_rhythm_give_or_take_a_tenth(every: int, count: int, address: str) -> None:
    wait = due_at(replace(SOURCE, every=every), asked(address=address, count=count), NOW) - NOW
    assert 0.9 * every <= wait.total_seconds() + 1e-3
    assert wait.total_seconds() - 1e-3 <= 1.1 * every


def test_the_same_question_has_the_same_answer() -> None:
    assert {due_at(SOURCE, asked(), NOW + timedelta(seconds=second)) for second in range(50)} == {due_at(SOURCE, asked(), NOW)}


def test_a_thousand_feeds_asked_at_one_time_do_not_come_again_at_one_time() -> None:
    dues = sorted(due_at(SOURCE, asked(address=f"https://feed-{number}.example/"), NOW) for number in range(1000))
    fullest = max(sum(due <= other < due + timedelta(seconds=10) for other in dues) for due in dues)
    assert dues[-1] - dues[0] > timedelta(minutes=10)
    assert fullest < 40


@given(st.integers(0, 1_000_000), NOT_ANSWERED)
def test_failures_in_a_row_stretch_the_wait_and_never_beyond_a_day(failures: int, outcome: PollOutcome) -> None:
    wait = due_at(SOURCE, asked(outcome=outcome, failures=failures), NOW) - NOW
    assert min(HOUR * 2 ** min(failures, 10), DAY) * 0.9 <= wait <= DAY * 1.1


def test_a_rhythm_slower_than_a_day_is_not_hurried_by_failures() -> None:
    assert due_at(replace(SOURCE, every=30 * 86_400), asked(outcome=PollOutcome.FAILED, failures=3), NOW) - NOW >= 27 * DAY


def test_a_server_that_asks_not_to_be_asked_is_left_alone_for_a_week_at_most() -> None:
    assert due_at(SOURCE, asked(not_before=NOW + 2 * DAY), NOW) == NOW + 2 * DAY
    assert due_at(SOURCE, asked(not_before=NOW + 400 * DAY), NOW) == NOW + 7 * DAY
    assert due_at(SOURCE, asked(not_before=NOW - DAY), NOW) == due_at(SOURCE, asked(), NOW)


@given(TIMES, TIMES, st.integers(10, 30 * 86_400), st.integers(0, 30))
def test_whatever_the_clock_did_nobody_waits_longer_than_the_rhythm_and_its_back_off(
    last: datetime, now: datetime, every: int, failures: int
) -> None:
    longest = max(min(every * 2**failures, 86_400), every)
    due = due_at(replace(SOURCE, every=every), asked(last, failures=failures), now)
    assert (due - now).total_seconds() <= 1.1 * longest + 0.1 * every + 1e-3


def test_a_last_poll_far_in_the_future_is_no_reason_to_wait() -> None:
    assert due_at(SOURCE, asked(NOW + DAY, not_before=NOW + 2 * DAY), NOW) == NOW
    assert due_at(SOURCE, asked(NOW + timedelta(seconds=2)), NOW) > NOW + 0.8 * HOUR


def test_a_listed_page_is_asked_at_once_and_after_failures_ever_later() -> None:
    assert page_due_at(SOURCE, Asked(PAGE, FEED, WatchedKind.PAGE), NOW) == NOW
    minutes = []
    for failures in range(1, len(AFTER_FAILURES) + 1):
        due = page_due_at(SOURCE, asked(outcome=PollOutcome.FAILED, address=PAGE, failures=failures), NOW)
        assert due is not None
        minutes.append((due - NOW) / timedelta(minutes=1))
    assert minutes == pytest.approx([1, 5, 30, 120, 480, 1440, 1440, 1440, 1440], rel=0.1)


def test_a_listed_page_is_given_up_after_ten_failures() -> None:
    assert page_due_at(SOURCE, asked(outcome=PollOutcome.FAILED, address=PAGE, failures=9), NOW)
    assert page_due_at(SOURCE, asked(outcome=PollOutcome.FAILED, address=PAGE, failures=10), NOW) is None


def test_a_listed_page_that_is_not_there_is_given_up_after_the_third_time() -> None:
    assert page_due_at(SOURCE, asked(outcome=PollOutcome.GONE, address=PAGE, failures=2), NOW)
    assert page_due_at(SOURCE, asked(outcome=PollOutcome.GONE, address=PAGE, failures=3), NOW) is None


def test_a_refused_page_is_asked_again_only_where_a_person_decided_not_to_follow_robots_txt() -> None:
    by_robots = asked(outcome=PollOutcome.REFUSED, address=PAGE, failures=1, problem=robots_refusal(PAGE))
    by_address = asked(outcome=PollOutcome.REFUSED, address=PAGE, failures=1, problem=Problem("fetch.refused-address", "", PAGE))
    own_way = replace(SOURCE, robots=False, why="official statements that stand nowhere else")
    assert page_due_at(SOURCE, by_robots, NOW) is None
    assert page_due_at(own_way, by_robots, NOW) == NOW
    assert page_due_at(own_way, by_address, NOW) == page_due_at(SOURCE, by_address, NOW), "names may lead elsewhere tomorrow"
    assert page_due_at(SOURCE, by_address, NOW) is not None


def test_a_page_that_came_is_not_asked_again() -> None:
    assert page_due_at(SOURCE, replace(asked(outcome=PollOutcome.NEW, address=PAGE), got=True, got_at=NOW), NOW) is None


def test_times_that_were_missed_are_made_up_for_by_one() -> None:
    source = replace(SOURCE, again=(3600, 7200, 86_400))
    known = replace(asked(NOW, PollOutcome.NEW, address=PAGE), got=True, got_at=NOW)
    late = NOW + 5 * HOUR
    due = page_due_at(source, known, late)
    assert due is not None
    assert due <= late
    then = page_due_at(source, replace(known, last=asked(late, address=PAGE).last), late)
    assert then is not None
    assert then >= NOW + DAY


def test_a_page_that_came_and_cannot_be_had_again_is_tried_like_any_other() -> None:
    source = replace(SOURCE, again=(3600,))
    known = replace(asked(NOW + HOUR, PollOutcome.GONE, address=PAGE, failures=1), got=True, got_at=NOW, digest="00")
    assert page_due_at(source, known, NOW + HOUR)
    assert page_due_at(source, replace(known, failures=3), NOW + HOUR) is None
    assert page_due_at(replace(source, again=(3600, 86_400)), replace(known, failures=3), NOW + HOUR) == NOW + DAY


def test_what_was_destroyed_is_not_asked_for() -> None:
    known = replace(asked(NOW, PollOutcome.FAILED, address=PAGE), got=True, got_at=None)
    assert page_due_at(replace(SOURCE, again=(3600,)), known, NOW) is None


def test_a_list_that_a_list_points_to_has_the_rhythm_of_its_source_and_is_never_given_up() -> None:
    child = replace(asked(address="https://gazette.example/sitemap-2.xml", outcome=PollOutcome.FAILED, failures=30), digest="00")
    due = page_due_at(SOURCE, child, NOW)
    assert due is not None
    assert due <= NOW + 1.1 * DAY


@given(TIMES, TIMES, st.integers(1, 9), st.integers(0, 7 * 86_400))
def test_a_page_waits_a_bounded_time_whatever_the_clock_did(last: datetime, now: datetime, failures: int, retry_after: int) -> None:
    known = asked(
        last, PollOutcome.FAILED, address=PAGE, failures=failures, not_before=last + timedelta(seconds=retry_after) if retry_after else None
    )
    due = page_due_at(SOURCE, known, now)
    assert due is not None
    assert due - now <= max(2.1 * AFTER_FAILURES[failures - 1], 7 * DAY + AFTER_FAILURES[failures - 1])


def test_a_page_that_came_is_asked_again_after_each_of_the_times_that_its_feed_states() -> None:
    feed = Watched("https://gazette.example/feed.xml", again=(86_400, 604_800))
    page = "https://gazette.example/1.html"

    def due(days: float, *, failures: int = 0) -> datetime | None:
        asked_at = NOW + timedelta(days=days)
        last = Poll(page, feed.address, WatchedKind.PAGE, asked_at, PollOutcome.FAILED if failures else PollOutcome.NEW, "closewatch 1")
        known = Asked(page, feed.address, WatchedKind.PAGE, 1, failures, got=True, got_at=NOW, last=last, digest="sha256:1")
        return page_due_at(feed, known, asked_at)

    assert due(0) == NOW + timedelta(days=1)
    assert due(1) == NOW + timedelta(days=7)
    assert due(7) is None
    assert due(3) == NOW + timedelta(days=7), "a time that was missed is caught up with the next"
    again = due(1, failures=1)
    assert again is not None
    assert timedelta(0) < again - NOW - timedelta(days=1) < timedelta(minutes=2)
