from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from closewatch.capture.limits import Limits
from closewatch.capture.taken import Taken
from closewatch.terms.trouble import Problem

Look = Callable[..., tuple[list[Taken], list[Problem]]]

ONE: dict[str, Any] = {
    "id": "https://news.example/1",
    "title": "Kursk: about 3,000 arrive",
    "content_html": "<p>Kyiv said <b>about 3,000</b> had arrived.</p>",
    "content_text": "Kyiv said about 3,000 had arrived.",
    "date_published": "2024-11-19T10:23:00+09:00",
    "authors": [{"name": "Inna Example"}, {"name": "Bo Example", "url": "https://bo.example"}],
}
TWO: dict[str, Any] = {"id": 2, "url": "https://news.example/2", "content_text": "Moscow denied it.", "title": None}


def feed(*items: Any, **members: Any) -> bytes:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Example News"} | members | {"items": items}).encode()


def articles(taken: list[Taken]) -> list[dict[str, str]]:
    return [json.loads(found.data) for found in taken if found.capture.media_type == "application/x-article+json"]


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_each_entry_is_an_article_within(look: Look) -> None:
    taken, problems = look(feed(ONE, TWO, authors=[{"name": "The Desk"}]))
    assert problems == []
    assert [(found.capture.media_type, found.capture.source, found.capture.locator) for found in taken] == [
        ("application/feed+json", "-", None),
        ("application/x-article+json", "-!/entry 1", "entry 1"),
        ("application/x-article+json", "-!/entry 2", "entry 2"),
    ]
    assert articles(taken) == [
        {
            "title": "Kursk: about 3,000 arrive",
            "date": "2024-11-19T10:23:00+09:00",
            "outlet": "Example News",
            "author": "Inna Example, Bo Example",
            "url": "https://news.example/1",
            "html": "<p>Kyiv said <b>about 3,000</b> had arrived.</p>",
        },
        {"outlet": "Example News", "author": "The Desk", "url": "https://news.example/2", "text": "Moscow denied it."},
    ]


def test_version_1_with_one_author_and_a_summary_is_read_alike(look: Look) -> None:
    entry = {"summary": "Kyiv said so.", "author": {"name": "Inna Example"}, "external_url": "https://other.example/1"}
    [article] = articles(look(feed(entry, version="https://jsonfeed.org/version/1"))[0])
    assert article == {"text": "Kyiv said so.", "author": "Inna Example", "url": "https://other.example/1", "outlet": "Example News"}


def test_a_mark_before_it_and_half_a_sign_within_lose_no_entry(look: Look) -> None:
    words = r"halves \ud83d \ude00\ud83d, a whole \ud83d\ude00, no sign \\ud83d"
    taken, problems = look(b"\xef\xbb\xbf" + feed({"content_text": "HERE"}).replace(b"HERE", words.encode()))
    assert (articles(taken)[0]["text"], problems) == ("halves \ufffd \ufffd\ufffd, a whole \U0001f600, no sign \\ud83d", [])


def test_an_entry_without_words_is_named(look: Look) -> None:
    taken, problems = look(feed(ONE, {"id": "3", "title": " ", "content_html": 5, "url": ["x"]}))
    assert [(problem.code, problem.at) for problem in problems] == [("feed.entry-empty", "-!/entry 2")]
    assert len(taken) == 2


@pytest.mark.parametrize(
    "entry", ["5", '"words"', "null", "[" * 20_000 + "]" * 20_000, "9" * 50_000, '{"title": "a", "b": ' + "9" * 9_000 + "}"]
)
def test_an_entry_of_another_form_is_named_and_the_others_are_taken(look: Look, entry: str) -> None:
    data = feed(ONE, "HERE", TWO).replace(b'"HERE"', entry.encode())
    taken, problems = look(data)
    if entry.startswith("["):  # so deep that nothing after it can be found
        assert (codes(problems), len(taken)) == (["feed.broken"], 1)
    else:
        assert [(problem.code, problem.at) for problem in problems] == [("feed.broken", "-!/entry 2")]
        assert len(articles(taken)) == 2


@pytest.mark.parametrize(
    "data",
    [
        feed(ONE)[:-20],
        feed(ONE).replace(b'"items": [', b'"items": {'),
        feed(items=0).replace(b'"items": []', b'"items": "none"'),
        feed().replace(b', "items": []', b""),
        feed(x=[]).replace(b'"x": []', b'"x": ' + b"[" * 90_000 + b"]" * 90_000),
        feed(ONE).replace(b"Kyiv", b"\xff\xfe"),
        feed(ONE) + feed(ONE),
    ],
)
def test_a_damaged_feed_is_named(look: Look, data: bytes) -> None:
    taken, problems = look(data)
    assert (set(codes(problems)), articles(taken)) == ({"feed.broken"}, [])


def test_a_feed_of_rubbish_is_left_after_a_hundred_entries(look: Look) -> None:
    taken, problems = look(feed(*range(5_000)))
    assert (len(taken), len(problems), set(codes(problems))) == (1, 101, {"feed.broken"})


def test_a_feed_of_millions_of_nothings_is_not_taken_apart(look: Look) -> None:
    data = feed().replace(b"[]", b"[" + b"0," * 2_100_000 + b"0]")
    assert codes(look(data)[1]) == ["feed.broken"]


def test_more_entries_than_allowed_and_none_are_named(look: Look) -> None:
    assert codes(look(feed(*[ONE] * 30), Limits(members=20))[1]) == ["container.too-many"]
    assert codes(look(feed())[1]) == ["feed.no-entries"]
