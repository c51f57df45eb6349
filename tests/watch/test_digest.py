from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser

from closewatch.terms.alert import AlertKind
from closewatch.watch.digest import compose
from closewatch.watch.facts import Facts
from closewatch.watch.message import KIND_WORDS
from closewatch.watch.words import WIDTH, columns
from tests.watch.telling import LINK, NOON, hostile, message, noted

FACTS = Facts("Sample: Kursk", standing_of=lambda question: f"5 answers ({question})", byline_of=lambda report: "Meridian Wire, 2024-11-05")


class Page(HTMLParser):
    """What a page asks for elsewhere, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.asked: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attributes:
            if name == "href" and tag == "a":
                self.links.append(value or "")
            elif name in ("src", "href", "background", "srcset", "action"):
                self.asked.append(value or "")

    def handle_data(self, data: str) -> None:
        self.words += data


def test_one_alert_reads_as_a_mail() -> None:
    one = noted("one")
    told = compose((one,), NOON, LINK, FACTS)
    assert told.subject == "New conflict: Deployment: North Korean soldiers in Russia"
    assert told.text == (
        "Sample: Kursk\n"
        "\n"
        + "=" * 72
        + "\nDeployment: North Korean soldiers in Russia\n5 answers (qu:1)\nhttps://desk.example/questions/qu:1\n"
        + "=" * 72
        + "\n\nNEW CONFLICT\n\n* Kyiv gives about 3,000 (one)\n    “about 3,000 soldier”\n      - Meridian Wire, 2024-11-05\n"
        f"  Noticed 2026-11-24 12:00 UTC\n  https://desk.example/trace/{one.alert.id}\n"
        "\n--\nWhat sources say, held side by side; nothing here says who is right. The\nwords in quotation marks are exact.\n"
        "All alerts: https://desk.example/alerts\n"
    )


def test_a_digest_goes_by_question_then_by_what_moved() -> None:
    alerts = (
        noted("1", kind=AlertKind.DRIFT),
        noted("2", question=None, kind=AlertKind.PAGE_GONE),
        noted("3", question="qu:2", wording="Deaths: civilians in Ukraine"),
        noted("4"),
    )
    told = compose(alerts, NOON, LINK, FACTS, "Daily digest", "Europe/Berlin")
    wanted = ("Deployment:", "NEW CONFLICT", "CHANGED IN", "Deaths:", "Reports and pages", "PAGE GONE")
    places = [told.text.index(words) for words in wanted]
    assert places == sorted(places)
    assert told.subject == "Daily digest: 4 alerts on 2 questions · Sample: Kursk"
    assert "Tuesday, 24 November 2026 · 4 alerts on 2 questions" in told.text
    assert "Noticed 2026-11-24 13:00 CET" in told.text


def test_the_same_alerts_make_the_same_message_in_any_order_and_at_any_time() -> None:
    one, two = noted("one"), noted("two")
    told, again = compose((one, two), NOON, LINK, FACTS), compose((two, one), NOON + timedelta(days=1), LINK, FACTS)
    assert told.id == again.id
    assert told.id.startswith("dg:")
    assert told.id != compose((one, noted("three")), NOON, LINK, FACTS).id
    assert compose((one,), NOON, LINK, FACTS, "Daily digest").id == one.alert.id


def test_every_line_of_the_text_is_short_but_addresses() -> None:
    long = "소식통 " * 40 + "x" * 200
    told = message(noted("one", words=long, wording=long, at=NOON), noted("two"), facts=Facts(long, byline_of=lambda report: long))
    for line in told.text.splitlines():
        assert columns(line) <= WIDTH or line.strip().startswith("https://")


def test_the_page_asks_for_nothing_elsewhere_and_leads_to_the_desk() -> None:
    told = message(noted("one"), noted("two", question="qu:2"), noted("three", question=None))
    page = Page(told.html)
    assert page.asked == []
    assert page.tags.isdisjoint({"script", "img", "link", "iframe", "form", "object", "svg"})
    assert "url(" not in told.html
    assert "@import" not in told.html
    assert all(link.startswith(f"{LINK}/") for link in page.links)
    assert {f"{LINK}/trace/{one.alert.id}" for one in told.alerts} <= set(page.links)
    assert {f"{LINK}/questions/qu:1", f"{LINK}/questions/qu:2"} <= set(page.links)


def test_hostile_words_act_neither_in_text_nor_on_the_page() -> None:
    told = hostile()
    assert "\n" not in told.subject
    assert told.subject.isprintable()
    assert all(line.isprintable() for line in told.text.splitlines())
    page = Page(told.html)
    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in page.words
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f]", told.html)


def test_a_digest_shows_a_few_passages_of_each_alert_and_one_alert_alone_all() -> None:
    proof = noted("one").alert.proof * 5
    alone, digest = message(noted("one", proof=proof)), message(noted("one", proof=proof), noted("two"))
    assert (alone.text.count("“about"), digest.text.count("“about")) == (5, 3 + 1)
    assert "and 2 more passages" in digest.text
    assert "and 2 more passages" in digest.html
    assert "more passage" not in alone.text + alone.html


def test_every_kind_of_alert_has_a_heading() -> None:
    assert set(KIND_WORDS) == set(AlertKind)
