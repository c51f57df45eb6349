"""Only what can be asked for as a web page is an address, and one page has one address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.watch.addresses import ADDRESS_LIMIT, web_address

BASE = "https://gazette.example/news/feed.xml"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://gazette.example/1", "https://gazette.example/1"),
        ("  HTTPS://Gazette.Example/A?utm_source=feed&b=2#top \n", "https://gazette.example/A?utm_source=feed&b=2"),
        ("//other.example/1", "https://other.example/1"),
        ("/1", "https://gazette.example/1"),
        ("1", "https://gazette.example/news/1"),
        ("?page=2", "https://gazette.example/news/feed.xml?page=2"),
        ("https://gazette.example/a\n  b", "https://gazette.example/a%20%20b"),
        ("https://газета.example/Київ", "https://газета.example/Київ"),
        ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"),
    ],
)
def test_an_address_is_made_whole_and_loses_only_its_fragment(written: str, address: str) -> None:
    assert web_address(written, BASE) == address


@pytest.mark.parametrize(
    "written",
    [
        "", "   ", "javascript:alert(1)", "data:text/html,x", "file:///etc/hosts", "ftp://gazette.example/1", "mailto:a@gazette.example",
        "https://", "https:///1", "https://reader@gazette.example/", "https://gazette.example\\@other.example/", "https://gazette.example:0/",
        "https://gazette.example:port/", "https://[::1/", "https://gazette.example/\x00", "https://gazette.example/\x1b[2J",
        "https://gazette.example/" + "a" * ADDRESS_LIMIT, " " * 100_000,
    ],
)  # fmt: skip
def test_what_nobody_can_or_should_ask_for_is_no_address(written: str) -> None:
    assert web_address(written, BASE) is None


@given(st.text(max_size=60), st.sampled_from(["", BASE, "https://gazette.example"]))
def test_whatever_is_written_gives_an_address_that_stays_itself_or_none(written: str, base: str) -> None:
    address = web_address(written, base)
    if address is not None:
        assert address.startswith(("http://", "https://"))
        assert web_address(address) == address
