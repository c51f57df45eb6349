from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape

import pytest

from closewatch.desk.line import decide
from closewatch.ledger.case import open_case
from closewatch.publish.wording import readable
from closewatch.terms.decision import Decision, Verdict
from tests.desk.web.browsing import Visitor
from tests.desk.web.conftest import log_in
from tests.desk.web.originals_case import Kept, desk_of_originals

PIECE = re.compile(r'<(span|mark)(?: class="[^"]*")? data-start="(\d+)"[^>]*>(.*?)</\1>', re.DOTALL)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    with desk_of_originals(tmp_path_factory.mktemp("report")) as kept:
        yield kept


def pieces(page: str) -> list[tuple[int, str]]:
    return sorted((int(start), unescape(words)) for _, start, words in PIECE.findall(page))


@pytest.mark.parametrize("name", ["v1.txt", "hostile.txt", "page.html", "two.pdf", "a.docx"])
def test_the_page_has_the_text_of_the_report_sign_for_sign_at_its_offsets(kept: Kept, name: str) -> None:
    report = kept.report(name)
    text = json.loads(kept.anna.get(f"/reports/{report}.json").text)["report"]["text"]
    found = pieces(kept.anna.get(f"/reports/{report}").text)
    assert found
    assert all(readable(text[start : start + len(words)]) == words for start, words in found)
    covered = {place for start, words in found for place in range(start, start + len(words))}
    assert all(text[place].isspace() for place in range(len(text)) if place not in covered)


def test_a_statement_and_its_figure_are_marked_and_lead_to_a_card_that_leads_on(kept: Kept) -> None:
    report = kept.report("v1.txt")
    statement = kept.rows("SELECT id FROM statements WHERE report = ? ORDER BY place", report)[0][0]
    figure = kept.rows("SELECT id FROM figures WHERE report = ?", report)[0][0]
    page = kept.anna.get(f"/reports/{report}").text
    assert f'<span class="anchor" id="{statement}"></span>' in page
    assert f'href="#{statement}-card"' in page
    assert f'id="{statement}-card"' in page
    assert re.search(rf'<mark class="number d1[^"]*"[^>]*data-values="{figure} {statement}"[^>]*>3,000</mark>', page)
    card = page[page.index(f'id="{statement}-card"') :]
    for words in ("Kyiv", "estimates", "killed about 3,000", "confidence", "unreviewed", f"/review/{statement}", f"/review/{figure}"):
        assert words in card, words
    claim, question = kept.rows("SELECT claim, question FROM members WHERE figure = ?", figure)[0]
    assert f'href="/questions/{question}#{claim}"' in card


def test_from_a_card_the_origin_that_a_figure_counts_for_is_found(kept: Kept) -> None:
    figure = kept.rows("SELECT id FROM figures WHERE report = ?", kept.report("v1.txt"))[0][0]
    answer = kept.anna.ask("GET", f"/belongs/{figure}", None, {})
    assert answer.status == 303
    assert re.fullmatch(r"/questions/qu:[0-9a-f]+#or:[0-9a-f]+", answer.headers["location"])


def test_a_permalink_leads_to_the_words_and_their_card_is_chosen(kept: Kept) -> None:
    report = kept.report("v1.txt")
    statement = kept.rows("SELECT id FROM statements WHERE report = ? ORDER BY place", report)[0][0]
    answer = kept.anna.ask("GET", f"/at/{statement}", None, {})
    assert answer.headers["location"] == f"/reports/{report}?at={statement}#{statement}"
    assert f'class="card chosen" id="{statement}-card"' in kept.anna.get(answer.headers["location"].partition("#")[0]).text


def test_a_long_report_is_shown_in_parts_and_a_permalink_finds_the_right_one(kept: Kept) -> None:
    report = kept.report("long.txt")
    first = kept.anna.get(f"/reports/{report}")
    assert "Part 1 of 4" in first.text
    assert len(first.body) < 300_000
    last = kept.rows("SELECT id FROM statements WHERE report = ? ORDER BY place DESC", report)[0][0]
    page = kept.anna.get(f"/reports/{report}?at={last}").text
    assert "Part 4 of 4" in page
    assert f'id="{last}"' in page
    parts = [pieces(kept.anna.get(f"/reports/{report}?part={number}").text) for number in range(1, 5)]
    starts = [start for part in parts for start, _ in part if start > 0]
    assert starts == sorted(set(starts))
    assert "Part 4 of 4" in kept.anna.get(f"/reports/{report}?part=4711").text


def test_nothing_of_a_hostile_report_becomes_markup_or_an_address(kept: Kept) -> None:
    for name in ("hostile.txt", "page.html"):
        page = kept.anna.get(f"/reports/{kept.report(name)}").text
        assert not re.search(r"<script>|<img src='|(?:href|src)=\"(?!/|#)", page), name
        assert "\u202e" not in page
    page = kept.anna.get(f"/reports/{kept.report('hostile.txt')}").text
    assert "javascript:" not in "".join(re.findall(r'href="[^"]*"', page))


def test_other_versions_of_the_address_lead_to_the_difference(kept: Kept) -> None:
    page = kept.anna.get(f"/reports/{kept.report('v1.txt')}").text
    assert f"/captures/{kept.capture('v1.txt')}/difference/{kept.capture('v2.txt')}" in page


def test_what_is_shared_with_another_report_says_which_came_first_only_where_that_is_known(kept: Kept) -> None:
    query = (
        "SELECT \"left\", \"right\" FROM links WHERE kind = 'copies' AND NOT withdrawn AND state <> 'gone'"
        " AND value {} '%direction: unknown%'"
    )
    left, right = kept.rows(query.format("NOT LIKE"))[0]
    assert "which came first (" in kept.anna.get(f"/reports/{left}").text
    assert "which copies it (" in kept.anna.get(f"/reports/{right}").text
    unknown = kept.anna.get(f"/reports/{kept.rows(query.format('LIKE'))[0][1]}").text
    assert "which of the two came first is not known" in unknown


def test_the_json_is_that_of_read_with_captures_and_versions(kept: Kept) -> None:
    shape = json.loads(kept.anna.get(f"/reports/{kept.report('v1.txt')}.json").text)
    assert list(shape) == ["report", "statements", "figures", "problems", "captures", "versions", "part", "parts"]
    assert shape["versions"] == [kept.report("v2.txt")]
    assert shape["captures"][0]["id"] == kept.capture("v1.txt")
    assert shape["figures"][0]["low"] == "3000"
    assert shape["report"]["text"].startswith("Versions\n\nKyiv said")


def test_the_original_stands_beside_where_asked_for(kept: Kept) -> None:
    page = kept.anna.get(f"/reports/{kept.report('page.html')}?beside=original").text
    assert f'<iframe sandbox title="The original, made harmless" src="/captures/{kept.capture("page.html")}/view"' in page
    figure = kept.rows("SELECT id FROM figures WHERE report = ?", kept.report("two.pdf"))[0][0]
    page = kept.anna.get(f"/reports/{kept.report('two.pdf')}?beside=original&at={figure}").text
    assert f'src="/captures/{kept.capture("two.pdf")}/pages/2"' in page
    assert "not shown here" in kept.anna.get(f"/reports/{kept.report('a.docx')}?beside=original").text


@pytest.mark.parametrize(
    "path", ["/reports/re:0", "/reports/re:0.json", "/reports/%00", "/belongs/st:0", "/belongs/xx", "/reports/x?part=-1"]
)
def test_a_report_that_is_not_there_is_one_line(anna: Visitor, path: str) -> None:
    answer = anna.get(path)
    assert answer.status == 404
    assert "Traceback" not in answer.text


def test_a_reader_is_offered_no_review(people_address: str) -> None:
    rita, rob = Visitor(people_address), Visitor(people_address)
    log_in(rita, "rita")
    log_in(rob, "rob")
    page = rob.get("/reports").text
    report = re.search(r"/reports/(re:[0-9a-f]{32})", page)
    assert report
    assert f"/reports/{report[1]}/add" in rob.get(f"/reports/{report[1]}").text
    shown = rita.get(f"/reports/{report[1]}").text
    assert "/review/" not in shown
    assert "/add" not in shown


def test_what_was_decided_stands_on_the_card(kept: Kept) -> None:
    report = kept.report("v2.txt")
    statement = kept.rows("SELECT id FROM statements WHERE report = ? ORDER BY place", report)[0][0]
    with open_case(kept.folder) as case:
        decide(case, Decision(statement, Verdict.REJECT, "person:ben", datetime(2025, 2, 1, tzinfo=UTC), "<b>no</b>"))
    page = kept.anna.get(f"/reports/{report}").text
    assert "reject by person:ben, 2025-02-01 00:00 UTC: “&lt;b&gt;no&lt;/b&gt;”" in page
    assert f'data-values="{statement}"' not in page
