"""Corrections and additions by forms over HTTP: what was typed, what is recorded of it, and what comes back."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from closewatch.ledger.case import open_case
from closewatch.ledger.views.values import value_of
from closewatch.terms.decision import Verdict
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Stance, Statement
from tests.desk.web.browsing import Answer, Visitor
from tests.desk.web.test_review import decisions, ids, review_of


def form_of(page: Answer) -> dict[str, str]:
    """What a browser would send of the form on a page if nobody touched it."""
    form = page.text[page.text.index('class="desk">') : page.text.index("</form>", page.text.index('class="desk">'))]
    fields = {}
    for tag in re.findall(r"<input [^>]+>", form):
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or " checked" in tag):
            fields[name[1]] = unescape(value[1]) if value else ""
    for name, choices in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'<option value="([^"]*)" selected', choices) or re.search(r'<option value="([^"]*)"', choices)
        fields[name] = unescape(chosen[1]) if chosen else ""
    return fields


def value(folder: Path, identity: str) -> Statement | Figure:
    with open_case(folder) as case:
        found: Statement | Figure = value_of(case.tables, identity).value
        return found


def figure_of(folder: Path, words: str) -> str:
    return next(one for one in ids(folder, "figures") if isinstance(held := value(folder, one), Figure) and held.span.exact == words)


def report_of(folder: Path, words: str) -> tuple[str, str]:
    """The report that has some words, and its text."""
    with open_case(folder) as case:
        for (identity,) in case.tables.execute("SELECT id FROM reports").fetchall():
            if words in (text := case.report(identity).text):
                return identity, text
    raise AssertionError(words)


def test_only_what_was_changed_is_recorded_as_the_correction(anna: Visitor, kursk: Path) -> None:
    figure = figure_of(kursk, "$100")
    page = anna.get(f"/review/{figure}/correct")
    form = {**form_of(page), "low": "1000", "best": "1000", "high": "1000", "reason": "misread"}
    answer = anna.post(f"/review/{figure}/correct", form, follow=False)
    assert answer.status == 303, answer.text
    (made,) = decisions(kursk)
    assert (made.verdict, made.by, made.reason) == (Verdict.CORRECT, "person:anna", "misread")
    assert made.replacement == (("low", "1000"), ("best", "1000"), ("high", "1000"))
    corrected = value(kursk, figure)
    assert isinstance(corrected, Figure)
    assert corrected.amount.low == 1000
    assert review_of(kursk, figure) == "corrected"


def test_a_form_that_changes_nothing_is_no_correction(anna: Visitor, kursk: Path) -> None:
    for identity in (figure_of(kursk, "$100"), *ids(kursk, "statements")):
        answer = anna.post(f"/review/{identity}/correct", form_of(anna.get(f"/review/{identity}/correct")))
        assert answer.status == 400
        assert "wanted at least one field that differs" in answer.text
    assert decisions(kursk) == []


def test_words_are_given_by_offsets_or_as_they_stand(anna: Visitor, kursk: Path) -> None:
    figure = figure_of(kursk, "$2,000")
    held = value(kursk, figure)
    assert isinstance(held, Figure)
    assert held.statement
    text = report_of(kursk, "The service")[1]
    page = anna.get(f"/review/{held.statement}/correct")
    start = text.index("soldiers")
    form = {**form_of(page), "content": "soldiers in Russia earn $2,000", "cue": f"{text.index('said')}:{text.index('said') + 4}"}
    assert anna.post(f"/review/{held.statement}/correct", form, follow=False).status == 303
    (made,) = decisions(kursk)
    assert made.replacement == (("content", f"{start}:{start + 30}"),)
    corrected = value(kursk, held.statement)
    assert isinstance(corrected, Statement)
    assert corrected.content[0].exact == "soldiers in Russia earn $2,000"
    assert "content = “soldiers in Russia earn $2,000”" in anna.get("/review/history").text


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("low", "many", "a number in digits"),
        ("low", "9,999", "rising order"),
        ("low", "-3", "wanted an amount of 0 or more"),
        ("span", "99999:99999", "wanted offsets"),
        ("span", "1:999999", "wanted offsets within"),
        ("span", "words that are not there", "do not stand here"),
        ("span", "s", "more often"),
        ("measure", "love", "wanted a value for measure"),
        ("as_of.from", "yesterday", "wanted a value for as_of"),
        ("population.country", "North Korea", "two letters"),
        ("statement", "st:0", "wanted the id"),
        ("place.in", "<script>alert(1)</script>", "wanted a value for place"),
    ],
)
def test_what_a_field_cannot_hold_comes_back_beside_it_with_all_that_was_typed(
    anna: Visitor, kursk: Path, field: str, typed: str, told: str
) -> None:  # fmt: skip
    figure = figure_of(kursk, "$2,000")
    page = anna.get(f"/review/{figure}/correct")
    answer = anna.post(f"/review/{figure}/correct", {**form_of(page), "unit": "KRW", "reason": "read in full", field: typed})
    assert answer.status == 400
    wrong = re.search(rf'id="wrong-{field.partition(".")[0]}">([^<]*)<', answer.text)
    assert wrong, re.findall(r'id="wrong-[^<]*<', answer.text)
    assert told in unescape(wrong[1])
    back = form_of(answer)
    assert (back[field], back["unit"], back["reason"]) == (typed, "KRW", "read in full")
    assert "<script>alert" not in answer.text
    assert decisions(kursk) == []


def test_who_speaks_and_how_can_be_corrected(anna: Visitor, kursk: Path) -> None:
    statement = ids(kursk, "statements")[0]
    page = anna.get(f"/review/{statement}/correct")
    changes = {"speaker": "Somebody Else", "kind": "group", "country": "ru", "stance": "doubts", "said.from": "2024-11-01", "via": "A; B"}
    form = {**form_of(page), **changes, "about.what": "not killed", "about.country": "KP", "about.name": "Kursk", "about.in": "RU"}
    answer = anna.post(f"/review/{statement}/correct", form, follow=False)
    assert answer.status == 303, answer.text
    found = value(kursk, statement)
    assert isinstance(found, Statement)
    assert found.speaker
    assert found.said
    assert found.about
    assert (found.speaker.name, found.speaker.kind, found.speaker.country) == ("Somebody Else", "group", "RU")
    assert (found.stance, found.via, found.said.start and found.said.start.isoformat()) == (Stance.DOUBTS, ("A", "B"), "2024-11-01")
    assert (found.about.measure, found.about.negated, found.about.place and found.about.place.name) == ("killed", True, "Kursk")


def test_a_new_statement_begins_with_the_selected_words(anna: Visitor, kursk: Path) -> None:
    report, text = report_of(kursk, "Nobody could check it")
    start = text.index("Nobody could check it")
    page = anna.get(f"/reports/{report}/add?as=statement&start={start}&end={start + 21}")
    form = form_of(page)
    assert form["content"] == f"{start}:{start + 21}"
    answer = anna.post(f"/reports/{report}/add", {**form, "speaker": "The Harbour Gazette", "stance": "doubts"}, follow=False)
    assert answer.status == 303, answer.text
    (made,) = decisions(kursk)
    assert (made.on, made.verdict, made.by) == (report, Verdict.ADD, "person:anna")
    added = answer.headers["location"].partition("#")[2]
    found = value(kursk, added)
    assert isinstance(found, Statement)
    assert found.speaker
    assert (found.content[0].exact, found.speaker.name, found.stance) == ("Nobody could check it", "The Harbour Gazette", Stance.DOUBTS)
    assert review_of(kursk, added) == "accepted"


def test_a_new_figure_is_proposed_from_the_selected_words_with_the_statement_that_gives_it(anna: Visitor, kursk: Path) -> None:
    report, text = report_of(kursk, "The service")
    start = text.index("2,000")
    form = form_of(anna.get(f"/reports/{report}/add?as=figure&start={start}&end={start + 5}"))
    assert (form["low"], form["high"], form["unit"], form["per"]) == ("2000", "2000", "USD", "month")
    assert form["span"] == f"{start - 1}:{start + 5}"
    held = value(kursk, figure_of(kursk, "$2,000"))
    assert isinstance(held, Figure)
    assert form["statement"] == held.statement
    start = text.index("a month")
    form = form_of(anna.get(f"/reports/{report}/add?as=figure&start={start}&end={start + 7}"))
    answer = anna.post(f"/reports/{report}/add", {**form, "measure": "other", "low": "1", "high": "1"}, follow=False)
    assert answer.status == 303, answer.text
    found = value(kursk, answer.headers["location"].partition("#")[2])
    assert isinstance(found, Figure)
    assert (found.span.exact, found.amount.low) == ("a month", Decimal(1))


@pytest.mark.parametrize(
    ("kind", "typed", "wrong"),
    [
        ("statement", {}, "content"),
        ("statement", {"content": "not in there"}, "content"),
        ("statement", {"content": "it", "source": "9:1"}, "source"),
        ("figure", {}, "span"),
        ("figure", {"span": "Nobody", "measure": "killed"}, "low"),
        ("figure", {"span": "Nobody", "low": "1", "high": "1"}, "measure"),
    ],
)
def test_an_addition_that_lacks_something_comes_back_and_records_nothing(
    anna: Visitor, kursk: Path, kind: str, typed: dict[str, str], wrong: str
) -> None:  # fmt: skip
    report, _ = report_of(kursk, "Nobody could check it")
    form = form_of(anna.get(f"/reports/{report}/add?as={kind}"))
    answer = anna.post(f"/reports/{report}/add", {**form, **typed})
    assert answer.status == 400
    assert f'id="wrong-{wrong}"' in answer.text or "wanted span=START:END" in answer.text
    assert decisions(kursk) == []


@pytest.mark.parametrize("query", ["as=poem", "as=figure&start=5&end=2", "start=x&end=-1", "start=99999999999&end=999999999999"])
def test_selected_words_that_are_not_there_begin_nothing(anna: Visitor, kursk: Path, query: str) -> None:
    report, _ = report_of(kursk, "Nobody could check it")
    assert anna.get(f"/reports/{report}/add?{query}").status in (200, 404)


def test_what_somebody_else_decided_meanwhile_keeps_a_correction_until_it_is_sent_again(anna: Visitor, kursk: Path) -> None:
    figure = figure_of(kursk, "$100")
    page = anna.get(f"/review/{figure}/correct")
    other = anna.get(f"/review/{figure}")
    seen = re.search(r'name="seen" value="([^"]*)"', other.text)
    assert seen
    anna.post("/decide", {"token": other.token, "on": figure, "verdict": "reject", "seen": seen[1]}, follow=False)
    answer = anna.post(f"/review/{figure}/correct", {**form_of(page), "unit": "EUR"})
    assert answer.status == 409
    assert "decided by anna just now: rejected" in answer.text
    assert form_of(answer)["unit"] == "EUR"
    assert anna.post(f"/review/{figure}/correct", form_of(answer), follow=False).status == 303
    assert [made.verdict.value for made in decisions(kursk)] == ["reject", "correct"]
