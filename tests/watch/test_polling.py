"""Each answer is judged once: something new, nothing new, gone, refused or failed, and what is to be asked for because of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.terms.capture import Capture
from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import Problem, Severity
from closewatch.terms.watch import Answer, Asked, Poll, PollOutcome, Takes, Watched, WatchedKind
from closewatch.watch.polling import NEW_LIMIT, heard, refused_by_robots
from closewatch.watch.robots import Robots
from closewatch.watch.schedule import page_due_at

AT = datetime(2024, 11, 24, 9, tzinfo=UTC)
FEED = "https://gazette.example/feed.xml"
PAGE = "https://gazette.example/1"
SOURCE = Watched(FEED)
ENTRIES = Watched(FEED, takes=Takes.ENTRIES)
SITEMAP = Watched("https://gazette.example/sitemap.xml", WatchedKind.SITEMAP)
WATCHED_PAGE = Watched(PAGE, WatchedKind.PAGE)
TWO = b"<rss><channel><item><link>/1</link><title>A</title></item><item><link>/2</link><title>B</title></item></channel></rss>"


def judge(source: Watched, answer: Answer, known: Asked | None = None, seen: Collection[str] = ()) -> Poll:
    """Judge one answer; a receipt is made of the bytes that came, and made once."""
    known = known or Asked(source.address, source.address, source.kind)
    made: list[Capture] = []

    def receipt() -> Capture:
        assert answer.data is not None
        assert not made
        digest = digest_of(answer.data)
        made.append(Capture(digest, len(answer.data), "", known.address, AT, "watch", "closewatch 1"))
        return made[0]

    poll = heard(source, known, answer, AT, tool="closewatch 1", is_known=lambda address: address in seen, receipt=receipt)
    assert poll.received == (made[0] if made else None)
    assert (poll.address, poll.watched, poll.asked_at, poll.tool) == (known.address, source.address, AT, "closewatch 1")
    return poll


def came(data: bytes, *notes: tuple[str, str], problems: tuple[Problem, ...] = (), address: str = FEED) -> Answer:
    return Answer(address, 200, data, sent=(("user-agent", "closewatch/1"),), notes=notes, problems=problems)


def after(poll: Poll, known: Asked | None = None) -> Asked:
    """What is known of an address after one more poll, as the ledger folds it."""
    known = known or Asked(poll.address, poll.watched, poll.kind)
    answered = poll.outcome in (PollOutcome.NEW, PollOutcome.UNCHANGED)
    known = replace(known, asked=known.asked + 1, failures=0 if answered else known.failures + 1, last=poll)
    known = replace(known, got=known.got or poll.received is not None)
    if answered and poll.digest:
        known = replace(known, digest=poll.digest, etag=poll.note("etag"), modified=poll.note("last-modified"))
    return known


def wanted(address: str = PAGE, source: Watched = SOURCE) -> Asked:
    return Asked(address, source.address, WatchedKind.PAGE)


def failed(code: str = "fetch.timeout", status: int | None = None, retry_after: int | None = None) -> Answer:
    return Answer(FEED, status, problem=Problem(code, "wanted an answer, found none", FEED), retry_after=retry_after)


CUT = Problem("fetch.truncated", "wanted 900 bytes, found the end after 800 bytes", FEED)


def test_a_feed_with_new_addresses_is_kept_and_they_are_wanted() -> None:
    poll = judge(SOURCE, came(TWO, ("etag", '"1"')), seen={PAGE})
    assert (poll.outcome, poll.found, poll.problem) == (PollOutcome.NEW, ("https://gazette.example/2",), None)
    assert (poll.digest, poll.size, poll.status) == (digest_of(TWO), len(TWO), 200)
    assert poll.received is not None
    assert (poll.note("etag"), poll.sent) == ('"1"', (("user-agent", "closewatch/1"),))


def test_a_feed_with_nothing_new_is_not_kept_but_its_digest_and_size_are() -> None:
    poll = judge(SOURCE, came(TWO), seen={PAGE, "https://gazette.example/2"})
    assert (poll.outcome, poll.found, poll.received) == (PollOutcome.UNCHANGED, (), None)
    assert (poll.digest, poll.size) == (digest_of(TWO), len(TWO))


def test_a_feed_that_did_not_change_since_is_unchanged() -> None:
    known = after(judge(SOURCE, came(TWO)))
    assert judge(SOURCE, Answer(FEED, 304), known).outcome is PollOutcome.UNCHANGED


def test_an_answer_that_nothing_changed_to_whom_nothing_was_given_is_no_answer() -> None:
    poll = judge(SOURCE, Answer(FEED, 304))
    assert (poll.outcome, poll.problem and poll.problem.code) == (PollOutcome.FAILED, "watch.no-body")


def test_links_are_made_whole_from_where_the_feed_was_found_in_the_end() -> None:
    poll = judge(SOURCE, came(TWO, address="https://new.example/feed.xml"))
    assert poll.found == ("https://new.example/1", "https://new.example/2")
    assert poll.address == FEED


def test_a_feed_does_not_want_itself() -> None:
    assert judge(SOURCE, came(b"<rss><item><link>/feed.xml</link></item></rss>")).found == ()


def test_a_feed_without_entries_is_nothing_new() -> None:
    poll = judge(SOURCE, came(b"<rss><channel/></rss>"))
    assert (poll.outcome, poll.problem) == (PollOutcome.UNCHANGED, None)


def test_a_feed_whose_entries_point_nowhere_says_how_to_take_them() -> None:
    poll = judge(SOURCE, came(b"<rss><item><title>A</title></item></rss>"))
    assert poll.problem is not None
    assert poll.problem.code == "watch.no-addresses"
    assert 'take = "entries"' in poll.problem.message


@pytest.mark.parametrize("body", [b"<html><body>Sorry", b"\x00\x01", b"{}"])
def test_what_is_no_feed_has_failed_and_is_asked_again(body: bytes) -> None:
    poll = judge(SOURCE, came(body))
    assert (poll.outcome, poll.problem and poll.problem.code, poll.found) == (PollOutcome.FAILED, "watch.not-a-feed", ())


def test_an_index_of_sitemaps_is_no_feed() -> None:
    poll = judge(SOURCE, came(b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>"))
    assert poll.outcome is PollOutcome.FAILED
    assert poll.problem is not None
    assert "kind sitemap" in poll.problem.message


def test_a_broken_feed_gives_what_can_be_read_and_says_so() -> None:
    poll = judge(SOURCE, came(TWO[:-30]))
    assert (poll.outcome, poll.found) == (PollOutcome.NEW, (PAGE,))
    assert (poll.problem and poll.problem.code, poll.problem and poll.problem.severity) == ("watch.feed-broken", Severity.NOTE)


@pytest.mark.parametrize("answer", [came(TWO[:-30], problems=(CUT,)), came(b"")], ids=["cut", "empty"])
@pytest.mark.parametrize("source", [SOURCE, ENTRIES, SITEMAP, WATCHED_PAGE], ids=["feed", "entries", "sitemap", "page"])
def test_a_body_that_is_not_whole_is_asked_for_again_three_times(source: Watched, answer: Answer) -> None:
    known = None
    for _ in range(3):
        poll = judge(source, answer, known)
        assert (poll.outcome, poll.received, poll.found) == (PollOutcome.FAILED, None, ())
        known = after(poll, known)


def test_a_page_that_never_comes_whole_is_kept_in_the_end_with_its_problem() -> None:
    known = replace(wanted(), failures=3)
    poll = judge(SOURCE, came(b"<html>half", ("etag", '"1"'), problems=(CUT,)), known)
    assert (poll.outcome, poll.problem) == (PollOutcome.NEW, CUT)
    assert poll.received is not None
    assert poll.note("etag") is None


def test_a_note_on_a_body_is_no_reason_to_doubt_it() -> None:
    note = Problem("fetch.something", "wanted one thing, found another", FEED, Severity.NOTE)
    assert judge(SOURCE, came(TWO, problems=(note,))).outcome is PollOutcome.NEW


def test_more_new_addresses_than_one_poll_takes_up_are_taken_up_by_the_next_ones() -> None:
    many = b"<rss>" + b"".join(b"<item><link>/%d</link></item>" % number for number in range(2 * NEW_LIMIT + 7)) + b"</rss>"
    answer = came(many, ("etag", '"1"'))
    known, seen = None, set[str]()
    for count in (NEW_LIMIT, NEW_LIMIT, 7, 0):
        poll = judge(SOURCE, answer, known, seen)
        assert len(poll.found) == count
        assert not seen & set(poll.found)
        # As long as some are left, the list is asked for whole.
        assert (poll.note("etag") is None) == (count == NEW_LIMIT) == (poll.problem is not None)
        known = after(poll, known)
        seen.update(poll.found)
    assert known is not None
    assert known.etag == '"1"'


def test_a_feed_that_is_taken_by_its_entries_is_kept_when_they_say_something_else() -> None:
    feed = "<rss><channel><lastBuildDate>{}</lastBuildDate><item><title>{}</title></item></channel></rss>"
    first = judge(ENTRIES, came(feed.format("now", "Shells").encode()))
    assert (first.outcome, first.found) == (PollOutcome.NEW, ())
    known = after(first)
    for answer in (
        came(feed.format("later", "Shells").encode()),
        failed(),
        Answer(FEED, 304),
        came(feed.format("at last", "Shells").encode()),
    ):
        poll = judge(ENTRIES, answer, known)
        assert poll.received is None
        known = after(poll, known)
    assert judge(ENTRIES, came(feed.format("at last", "No shells").encode()), known).outcome is PollOutcome.NEW


def test_a_sitemap_is_never_kept_and_its_pages_and_sitemaps_are_wanted() -> None:
    poll = judge(SITEMAP, came(b"<urlset><url><loc>/1</loc></url></urlset>"))
    assert (poll.outcome, poll.found, poll.received) == (PollOutcome.NEW, (PAGE,), None)
    index = judge(SITEMAP, came(b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>"))
    assert index.found == ("https://gazette.example/a.xml",)


def test_a_sitemap_that_a_sitemap_lists_is_read_as_one_and_asked_again() -> None:
    known = wanted("https://gazette.example/a.xml", SITEMAP)
    poll = judge(SITEMAP, came(b"<urlset><url><loc>/1</loc></url></urlset>"), known)
    assert (poll.kind, poll.outcome, poll.found, poll.received) == (WatchedKind.SITEMAP, PollOutcome.NEW, (PAGE,), None)
    assert page_due_at(SITEMAP, after(poll, known), AT) is not None


def test_a_page_that_a_sitemap_lists_is_kept_and_not_asked_again() -> None:
    known = wanted(source=SITEMAP)
    poll = judge(SITEMAP, came(b"<html>The gazette"), known)
    assert (poll.kind, poll.outcome) == (WatchedKind.PAGE, PollOutcome.NEW)
    assert poll.received is not None
    assert page_due_at(SITEMAP, after(poll, known), AT) is None


def test_a_page_that_a_feed_lists_is_kept_whatever_it_is() -> None:
    for body in (b"<html>The gazette", TWO):
        poll = judge(SOURCE, came(body), wanted())
        assert (poll.outcome, poll.found) == (PollOutcome.NEW, ())
        assert poll.received is not None


def test_a_watched_page_is_kept_whenever_it_is_another() -> None:
    first = judge(WATCHED_PAGE, came(b"<html>2,000"))
    known = after(first)
    assert (first.outcome, judge(WATCHED_PAGE, came(b"<html>2,000"), known).outcome) == (PollOutcome.NEW, PollOutcome.UNCHANGED)
    assert judge(WATCHED_PAGE, came(b"<html>3,000"), known).received is not None


@pytest.mark.parametrize("status", [404, 410])
def test_what_was_there_before_and_is_no_more_is_gone_with_a_problem_that_says_so(status: int) -> None:
    known = after(judge(WATCHED_PAGE, came(b"<html>2,000")))
    poll = judge(WATCHED_PAGE, failed("fetch.status", status), known)
    assert (poll.outcome, poll.problem and poll.problem.code) == (PollOutcome.GONE, "watch.gone")
    again = judge(WATCHED_PAGE, failed("fetch.status", status), after(poll, known))
    assert again.problem == poll.problem
    never = judge(WATCHED_PAGE, failed("fetch.status", status))
    assert (never.outcome, never.problem and never.problem.code) == (PollOutcome.GONE, "fetch.status")


@pytest.mark.parametrize("code", ["fetch.refused-address", "fetch.scheme", "fetch.credentials", "fetch.bad-address"])
def test_an_address_that_may_not_be_asked_is_refused_and_looked_at_again_later(code: str) -> None:
    poll = judge(SOURCE, failed(code), wanted())
    assert (poll.outcome, poll.problem and poll.problem.code) == (PollOutcome.REFUSED, code)
    assert page_due_at(SOURCE, after(poll, wanted()), AT) is not None, "a name may lead elsewhere tomorrow"


@pytest.mark.parametrize("code", ["fetch.timeout", "fetch.failed", "fetch.redirect-loop", "fetch.too-large", "fetch.proxy", "fetch.status"])
def test_everything_else_has_failed_and_is_asked_again(code: str) -> None:
    poll = judge(SOURCE, failed(code, 503 if code == "fetch.status" else None), wanted())
    assert (poll.outcome, poll.problem and poll.problem.code) == (PollOutcome.FAILED, code)
    assert page_due_at(SOURCE, after(poll, wanted()), AT) is not None


def test_the_time_that_a_server_wants_to_be_left_alone_is_kept_a_week_at_most() -> None:
    assert judge(SOURCE, failed("fetch.status", 503, 120)).not_before == AT + timedelta(minutes=2)
    assert judge(SOURCE, failed("fetch.status", 503, 10**9)).not_before == AT + timedelta(days=7)
    assert judge(SOURCE, failed("fetch.status", 503)).not_before is None


def test_an_address_that_robots_txt_forbids_is_refused_and_says_so() -> None:
    poll = refused_by_robots(SOURCE, wanted(), Robots("User-agent: *\nDisallow: /"), AT, tool="closewatch 1")
    assert (poll.address, poll.outcome, poll.problem and poll.problem.code) == (PAGE, PollOutcome.REFUSED, "watch.robots-refused")
    assert page_due_at(SOURCE, after(poll, wanted()), AT) is None


def test_where_robots_txt_cannot_be_had_for_now_the_address_is_asked_later() -> None:
    poll = refused_by_robots(SOURCE, wanted(), Robots(unreachable=True), AT, tool="closewatch 1")
    assert (poll.outcome, poll.problem and poll.problem.code) == (PollOutcome.FAILED, "watch.robots-unreachable")
    assert page_due_at(SOURCE, after(poll, wanted()), AT) is not None


ANSWERS = st.builds(
    Answer,
    st.just(FEED),
    st.none() | st.integers(100, 599),
    st.none() | st.binary(max_size=40) | st.just(TWO) | st.just(b"<html>") | st.just(TWO[:50]),
    problem=st.none() | st.builds(Problem, st.sampled_from(["fetch.status", "fetch.scheme", "fetch.timeout"]), st.just(""), st.just("")),
    problems=st.just(()) | st.just((CUT,)),
    retry_after=st.none() | st.integers(-5, 10**12),
)


@given(st.sampled_from([SOURCE, ENTRIES, SITEMAP, WATCHED_PAGE]), st.booleans(), st.lists(ANSWERS, max_size=8))
def test_whatever_comes_is_judged_and_what_is_found_is_found_once(source: Watched, is_listed: bool, answers: list[Answer]) -> None:
    known = wanted("https://gazette.example/listed", source) if is_listed else None
    seen: set[str] = set()
    for answer in answers:
        poll = judge(source, answer, known, seen)
        assert not seen & set(poll.found)
        assert poll.outcome in (PollOutcome.NEW, PollOutcome.UNCHANGED) or (poll.problem and not poll.found and not poll.received)
        assert poll.outcome is not PollOutcome.NEW or poll.found or poll.received
        known = after(poll, known)
        seen.update(poll.found)
