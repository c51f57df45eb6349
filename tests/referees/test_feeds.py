"""Feeds as feedgen writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from feedgen.feed import FeedGenerator

from tests.whole_line import fields_of, put_in

ADDRESS = "https://harbour-gazette.example"
FIRST = "The ministry said on Monday that about 3,000 soldiers had reached the region."
SECOND = "“Nobody came,” said Olena Brovar; Київ & 평양 did not comment."


def feed() -> FeedGenerator:
    made = FeedGenerator()
    made.load_extension("dc")
    made.id(f"{ADDRESS}/")
    made.title("The Harbour Gazette")
    made.subtitle("News & more")
    made.link(href=f"{ADDRESS}/", rel="alternate")
    made.link(href=f"{ADDRESS}/feed", rel="self")
    made.language("en")
    made.updated("2024-11-20T08:00:00Z")

    page = made.add_entry(order="append")
    page.id(f"{ADDRESS}/river")
    page.title("Soldiers seen at the river & beyond")
    page.link(href=f"{ADDRESS}/river", rel="alternate")
    page.author(name="Ida Marlow", email="ida@harbour-gazette.example")
    page.dc.dc_creator("Ida Marlow")
    page.published("2024-11-19T23:30:00+09:00")
    page.updated("2024-11-20T08:00:00Z")
    page.summary("In short.")
    page.content(f"<p>{FIRST}</p><p>{SECOND.replace('&', '&amp;')}</p><script>run()</script>", type="html")

    plain = made.add_entry(order="append")
    plain.id(f"{ADDRESS}/pay")
    plain.title("What they are paid")
    plain.link(href=f"{ADDRESS}/pay", rel="alternate")
    plain.published("2024-11-18T06:00:00+00:00")
    plain.updated("2024-11-18T06:00:00+00:00")
    plain.description(FIRST, isSummary=True)
    return made


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_each_entry_of_a_feed_is_a_report_of_its_own(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "feed.xml"
    getattr(feed(), f"{kind}_file")(str(path), pretty=True)
    held = put_in(path)
    assert (held.problems, held.notes) == ((), ())
    assert [capture.locator for capture in held.within(held.captures[0])] == ["entry 1", "entry 2"]
    river, pay = held.reports
    shared = {"publisher": "The Harbour Gazette"}
    assert fields_of(river) == shared | {
        "headline": "Soldiers seen at the river & beyond",
        "authors": ("Ida Marlow",),
        "published": "2024-11-19T23:30:00+09:00",
        "url": f"{ADDRESS}/river",
    }
    assert river.text == f"Soldiers seen at the river & beyond\n\n{FIRST}\n\n{SECOND}"
    assert fields_of(pay) == shared | {
        "headline": "What they are paid",
        "authors": (),
        "published": "2024-11-18T06:00:00+00:00",
        "url": f"{ADDRESS}/pay",
    }
    assert pay.text == f"What they are paid\n\n{FIRST}"
