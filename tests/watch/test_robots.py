"""What a site asks of programs in its robots.txt is found and kept to (RFC 9309)."""

from __future__ import annotations

import pytest

from closewatch.terms.trouble import Problem
from closewatch.terms.watch import Answer
from closewatch.watch.robots import READ_BYTES, robots_address, robots_from

SITE = "https://gazette.example"


def said(text: str | bytes) -> Answer:
    return Answer(f"{SITE}/robots.txt", 200, text.encode() if isinstance(text, str) else text)


def allows(text: str | bytes, path: str, agent: str = "closewatch") -> bool:
    return robots_from(said(text)).allows(SITE + path, agent)


def test_the_rules_for_everybody_hold_where_we_are_not_named() -> None:
    text = "User-agent: *\nDisallow: /archive/\nAllow: /archive/2024/\n"
    assert [allows(text, path) for path in ("/", "/archive/1", "/archive/2024/1", "/archive")] == [True, False, True, True]


def test_the_rules_for_us_hold_alone_and_those_of_several_groups_together() -> None:
    first = "User-agent: *\nDisallow: /\n\nUser-agent: CloseWatch\nUser-agent: other\nDisallow: /a\n\n"
    text = first + "user-agent: closewatch/2 # us\nDisallow: /b"
    assert [allows(text, path) for path in ("/", "/a", "/b", "/c")] == [True, False, False, True]
    assert not allows(text, "/c", "somebody")


def test_a_program_of_a_like_name_is_another() -> None:
    text = "User-agent: close\nUser-agent: closewatch-images\nUser-agent: watch\nDisallow: /\n"
    assert allows(text, "/1")


def test_wildcards_and_ends_are_understood() -> None:
    text = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /print/*/all"
    assert [allows(text, path) for path in ("/a.pdf", "/a.pdf?x", "/print/1/all", "/print/1")] == [False, True, False, True]


def test_the_longest_rule_wins_and_of_two_as_long_the_kinder() -> None:
    assert allows("User-agent: *\nDisallow: /news\nAllow: /news", "/news/1")
    assert not allows("User-agent: *\nAllow: /\nDisallow: /news/drafts", "/news/drafts/1")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_that_says_it_has_none_forbids_nothing(status: int) -> None:
    robots = robots_from(Answer(f"{SITE}/robots.txt", status, problem=Problem("fetch.status", "", "")))
    assert robots.allows(f"{SITE}/1", "closewatch")
    assert robots.good_for == 24 * 3600


@pytest.mark.parametrize(("status", "code"), [(500, "fetch.status"), (503, "fetch.status"), (429, "fetch.status"), (None, "fetch.timeout")])
def test_where_it_cannot_be_had_for_now_nothing_is_asked_until_it_can(status: int | None, code: str) -> None:
    robots = robots_from(Answer(f"{SITE}/robots.txt", status, problem=Problem(code, "", "")))
    assert robots.unreachable
    assert not robots.allows(f"{SITE}/1", "closewatch")
    assert robots.good_for < 3600


def test_one_that_leads_in_a_circle_is_none() -> None:
    robots = robots_from(Answer(f"{SITE}/robots.txt", problem=Problem("fetch.redirect-loop", "", "")))
    assert robots.allows(f"{SITE}/1", "closewatch")


def test_the_wait_between_two_requests_is_found_and_bounded() -> None:
    text = "User-agent: *\nCrawl-delay: 7\n\nUser-agent: closewatch\nCrawl-delay: 86400\n"
    assert robots_from(said(text)).crawl_delay("somebody") == 7
    assert robots_from(said(text)).crawl_delay("closewatch") == 60
    assert robots_from(said("User-agent: *\nCrawl-delay: nan")).crawl_delay("closewatch") is None
    assert robots_from(said("")).crawl_delay("closewatch") is None


def test_broken_bytes_and_a_web_page_in_its_place_forbid_nothing() -> None:
    assert allows(bytes(range(256)), "/1")
    assert allows("<!DOCTYPE html><html><body>Not here", "/1")
    assert not allows(b"\xef\xbb\xbfUser-agent: *\nDisallow: /", "/1")


def test_no_more_of_it_is_read_than_has_to_be() -> None:
    assert allows("User-agent: *\nDisallow: /a\n" + "#" * READ_BYTES + "\nDisallow: /b", "/b")


def test_many_names_times_many_rules_do_not_multiply() -> None:
    names = "\n".join(f"User-agent: a{number}" for number in range(12_000))
    assert allows(names + "\n" + "Disallow: /b\n" * 20_000, "/" + "a" * 7_000)


def test_it_stands_at_the_root_of_the_same_scheme_host_and_port() -> None:
    assert robots_address("http://gazette.example:8080/a/b?c") == "http://gazette.example:8080/robots.txt"
