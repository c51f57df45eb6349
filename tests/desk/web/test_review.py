"""Review over HTTP: every flow ends by looking into the journal."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from closewatch.desk.line import decide as record
from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.pages.review import HISTORY_PAGE
from closewatch.desk.web.serving import bound, served
from closewatch.ledger.case import open_case
from closewatch.ledger.views.decisions import decision_of
from closewatch.terms.decision import Decision, Verdict
from tests.desk.web.browsing import Answer, Visitor

NOON = datetime(2025, 1, 13, 12, tzinfo=UTC)


def decisions(folder: Path) -> list[Decision]:
    """Every decision in the journal, the oldest first."""
    with open_case(folder) as case:
        rows = case.tables.execute("SELECT id FROM decisions ORDER BY seq").fetchall()
        return [decision_of(case.tables, identity) for (identity,) in rows]


def ids(folder: Path, table: str) -> list[str]:
    with open_case(folder) as case:
        return [row[0] for row in case.tables.execute(f"SELECT id FROM {table} ORDER BY id").fetchall()]


def review_of(folder: Path, identity: str) -> str:
    table = {"st": "statements", "fi": "figures"}[identity[:2]]
    with open_case(folder) as case:
        return str(case.tables.execute(f"SELECT review FROM {table} WHERE id = ?", (identity,)).fetchone()[0])


def shown_in(visitor: Visitor) -> str:
    """The value that review begins with for somebody."""
    return visitor.get("/review").headers["location"].partition("?")[0].removeprefix("/review/")


def waiting_in(visitor: Visitor) -> int:
    """How many values the page says wait."""
    found = re.search(r"<dt>Waiting</dt><dd>([0-9,]+)</dd>", visitor.get("/review/summary").text)
    assert found
    return int(found[1].replace(",", ""))


def sent(visitor: Visitor, page: Answer, identity: str, **fields: str) -> Answer:
    """Press a button on the screen of a value."""
    found = re.search(r'name="seen" value="([^"]*)"', page.text)
    seen = found[1] if found else ""
    return visitor.post("/decide", {"token": page.token, "on": identity, "seen": seen, **fields}, follow=False)


def decide(visitor: Visitor, identity: str, **fields: str) -> Answer:
    return sent(visitor, visitor.get(f"/review/{identity}"), identity, **fields)


@pytest.fixture
def ben(kursk: Path, desk_address: str) -> Callable[[str], None]:
    """Somebody else at the same case, in another program."""
    with open_case(kursk):
        pass

    def decides(identity: str) -> None:
        with served(Desk(Start(kursk, "person:ben", port=0)), bound("127.0.0.1", 0)) as address:
            assert decide(Visitor(address), identity, verdict="accept").status == 303

    return decides


def test_review_begins_with_the_first_value_that_waits_and_shows_why(anna: Visitor) -> None:
    first = shown_in(anna)
    page = anna.get(f"/review/{first}")
    assert page.status == 200
    assert "In front because" in page.text
    assert 'class="is-content own' in page.text


def test_a_verdict_is_recorded_under_the_persons_name_and_leads_to_the_next(anna: Visitor, kursk: Path) -> None:
    first = shown_in(anna)
    answer = decide(anna, first, verdict="accept", reason="read in full")
    assert answer.status == 303
    after = anna.get(answer.headers["location"])
    assert first not in answer.headers["location"]
    assert "Recorded: <strong>accepted</strong>" in after.text
    (made,) = decisions(kursk)
    assert (made.on, made.verdict, made.by, made.reason) == (first, Verdict.ACCEPT, "person:anna", "read in full")
    assert review_of(kursk, first) == "accepted"


def test_all_that_waits_can_be_decided_on_one_after_the_other(anna: Visitor, kursk: Path) -> None:
    for _ in range(5):
        assert decide(anna, shown_in(anna), verdict="reject").status == 303
    assert "Nothing waits for you" in anna.get("/review").text
    assert sorted(made.on for made in decisions(kursk)) == sorted([*ids(kursk, "statements"), *ids(kursk, "figures")])


def test_what_is_skipped_comes_back_at_the_end_and_is_no_decision(anna: Visitor, kursk: Path) -> None:
    first = shown_in(anna)
    page = anna.get(f"/review/{first}")
    anna.post(f"/review/{first}/skip", {"token": page.token}, follow=False)
    assert shown_in(anna) != first
    for _ in range(4):
        decide(anna, shown_in(anna), verdict="accept")
    assert shown_in(anna) == first
    assert first not in [made.on for made in decisions(kursk)]


def test_undo_takes_back_the_last_decision_that_holds_any_number_of_times_and_redo_gives_it_again(anna: Visitor, kursk: Path) -> None:
    one, two = ids(kursk, "figures")
    decide(anna, one, verdict="accept")
    decide(anna, two, verdict="reject")
    token = anna.get("/review/history").token
    answer = anna.post("/undo", {"token": token}, follow=False)
    assert answer.headers["location"].startswith(f"/review/{two}?done=")
    assert (review_of(kursk, one), review_of(kursk, two)) == ("accepted", "unreviewed")
    undone = anna.get(answer.headers["location"])
    assert "Redo" in undone.text
    anna.post("/undo", {"token": token}, follow=False)
    assert (review_of(kursk, one), review_of(kursk, two)) == ("unreviewed", "unreviewed")
    withdrawal = next(made for made in decisions(kursk) if made.verdict is Verdict.WITHDRAW)
    anna.post("/undo", {"token": token, "decision": withdrawal.id}, follow=False)
    assert (review_of(kursk, one), review_of(kursk, two)) == ("unreviewed", "rejected")
    assert [made.verdict.value for made in decisions(kursk)] == ["accept", "reject", "withdraw", "withdraw", "withdraw"]
    assert anna.post("/undo", {"token": token}, follow=False).status == 303
    assert anna.post("/undo", {"token": token}, follow=False).status == 400


def test_the_history_shows_ones_own_decisions_newest_first_with_what_was_taken_back(anna: Visitor, kursk: Path) -> None:
    one, two = ids(kursk, "figures")
    decide(anna, one, verdict="accept")
    decide(anna, two, verdict="reject")
    page = anna.get("/review/history")
    assert page.text.index("rejected") < page.text.index("accepted")
    anna.post("/undo", {"token": page.token, "back": "/review/history"})
    assert "(taken back)" in anna.get("/review/history").text


def test_a_long_history_goes_on_where_it_was_left_even_among_decisions_of_one_moment(anna: Visitor, kursk: Path) -> None:
    with open_case(kursk) as case:
        for number in range(HISTORY_PAGE + 5):
            record(case, Decision(ids(kursk, "reports")[0], Verdict.NOTE, "person:anna", NOON, f"note {number:02}"))
    page = anna.get("/review/history")
    older = re.search(r'href="([^"]+)" rel="next"', page.text)
    assert older
    rest = anna.get(unescape(older[1])).text
    assert [number for number in range(HISTORY_PAGE + 5) if f"note {number:02}" not in page.text + rest] == []
    assert "note 00" in rest
    assert 'rel="next"' not in rest
    assert anna.get("/review/history?before=nothing").status == 404


def test_the_history_shows_decisions_on_what_this_copy_of_the_case_does_not_hold(anna: Visitor, kursk: Path) -> None:
    with open_case(kursk) as case:
        for on, verdict in (("st:" + 32 * "0", Verdict.CORRECT), ("qu:" + 32 * "0", Verdict.NOTE)):
            record(case, Decision(on, verdict, "person:anna", NOON, "", (("content", "0:5"),)))
    page = anna.get("/review/history")
    assert page.status == 200
    assert "<td>corrected: content = 0:5" in page.text
    assert "<td>noted: content = 0:5" in page.text


def test_what_was_taken_back_and_given_again_meanwhile_wants_a_second_press(anna: Visitor, kursk: Path) -> None:
    figure = ids(kursk, "figures")[0]
    decide(anna, figure, verdict="accept")
    token = anna.get("/review/history").token
    anna.post("/undo", {"token": token})
    page = anna.get(f"/review/{figure}")
    last = decisions(kursk)[-1]
    anna.post("/undo", {"token": token, "decision": last.id})
    assert sent(anna, page, figure, verdict="reject").status == 409
    assert review_of(kursk, figure) == "accepted"


def test_undo_takes_back_decisions_alone(anna: Visitor, kursk: Path) -> None:
    figure = ids(kursk, "figures")[0]
    decide(anna, figure, verdict="accept")
    answer = anna.post("/undo", {"token": anna.get("/review/history").token, "decision": figure}, follow=False)
    assert answer.status == 400
    assert "wanted a decision to take back" in answer.text
    assert review_of(kursk, figure) == "accepted"


def test_undo_from_a_page_that_refused_something_leads_to_a_page(anna: Visitor, kursk: Path) -> None:
    figure = ids(kursk, "figures")[0]
    decide(anna, figure, verdict="accept")
    page = decide(anna, figure, verdict="note")
    assert page.status == 409
    back = re.search(r'action="/undo">.*?name="back" value="([^"]*)"', page.text, re.DOTALL)
    assert back
    assert anna.post("/undo", {"token": page.token, "back": back[1]}).status == 200
    assert review_of(kursk, figure) == "unreviewed"


def test_only_what_waits_is_taken_off_the_number_that_waits(kursk: Path) -> None:
    link, figure = ids(kursk, "links")[0], ids(kursk, "figures")[0]
    with served(Desk(Start(kursk, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        anna = Visitor(address)
        before = waiting_in(anna)
        decide(anna, link, verdict="accept")
        assert waiting_in(anna) == before
        decide(anna, figure, verdict="accept")
        assert waiting_in(anna) == before - 1


def test_what_somebody_else_decided_meanwhile_is_shown_and_wants_a_second_press(
    anna: Visitor, kursk: Path, ben: Callable[[str], None]
) -> None:  # fmt: skip
    figure = ids(kursk, "figures")[0]
    page = anna.get(f"/review/{figure}")
    ben(figure)
    answer = sent(anna, page, figure, verdict="reject", reason="no such words")
    assert answer.status == 409
    assert "decided by ben just now: accepted" in answer.text
    assert 'value="no such words"' in answer.text
    assert len(decisions(kursk)) == 1
    assert sent(anna, answer, figure, verdict="reject").status == 303
    assert [(made.by, made.verdict) for made in decisions(kursk)] == [("person:ben", Verdict.ACCEPT), ("person:anna", Verdict.REJECT)]
    assert review_of(kursk, figure) == "rejected"


def test_the_same_press_twice_is_recorded_once(anna: Visitor, kursk: Path) -> None:
    figure = ids(kursk, "figures")[0]
    page = anna.get(f"/review/{figure}")
    assert sent(anna, page, figure, verdict="accept").status == 303
    assert sent(anna, page, figure, verdict="accept").status == 409
    assert len(decisions(kursk)) == 1


def test_a_second_reviewer_is_required_refused_to_the_same_person_and_heard(anna: Visitor, kursk: Path, ben: Callable[[str], None]) -> None:
    figure = ids(kursk, "figures")[0]
    with open_case(kursk) as case:
        question = case.tables.execute("SELECT question FROM members WHERE figure = ?", (figure,)).fetchone()[0]
    token = anna.get(f"/review/{figure}").token
    anna.post("/decide", {"token": token, "on": question, "verdict": "require", "back": f"/questions/{question}"}, follow=False)
    assert decide(anna, figure, verdict="accept").status == 303
    page = anna.get(f"/review/{figure}")
    assert "accepted, waits for a second reviewer" in page.text
    again = sent(anna, page, figure, verdict="accept")
    assert again.status == 409
    assert "wanted a second reviewer" in again.text
    assert "Traceback" not in again.text
    ben(figure)
    assert "accepted, by two reviewers" in anna.get(f"/review/{figure}").text
    assert [made.verdict.value for made in decisions(kursk)] == ["require", "accept", "accept"]


def test_grades_and_notes_are_recorded_on_what_they_are_about(anna: Visitor, kursk: Path) -> None:
    figure = ids(kursk, "figures")[0]
    page = anna.get(f"/review/{figure}")
    found = re.search(r'<option value="(cl:[0-9a-f]+)"', page.text)
    assert found
    assert "Completely reliable" in page.text
    assert "Confirmed by other sources" in page.text
    grade = {"verdict": "grade", "reliability": "B", "credibility": "2", "reason": "its record"}
    graded = anna.post("/decide", {"token": page.token, "on": found[1], "back": f"/review/{figure}", **grade})
    assert "Recorded: <strong>graded B2</strong>" in graded.text
    decide(anna, figure, verdict="note", reason="ask the desk in Seoul")
    given, note = decisions(kursk)
    assert (given.on, given.grade and given.grade.reliability, given.reason) == (found[1], "B", "its record")
    assert (note.on, note.reason) == (figure, "ask the desk in Seoul")
    claim = anna.get(f"/review/{found[1]}").text
    assert "At best <strong>2</strong>" in claim
    assert "<strong>B2</strong> by anna" in claim


def test_actors_are_found_by_name_merged_and_split_again(anna: Visitor, kursk: Path) -> None:
    with open_case(kursk) as case:
        query = "SELECT id FROM actors WHERE name = ?"
        service, ministry = (case.tables.execute(query, (name,)).fetchone()[0] for name in ("service", "ministry"))
    page = anna.get(f"/review/merge/{service}?words=minis")
    assert ministry in page.text
    merged = anna.post("/decide", {"token": page.token, "on": service, "other": ministry, "verdict": "merge", "back": "/review/history"})
    assert "Recorded: <strong>merged</strong>" in merged.text
    both = anna.get(f"/review/split/{service}")
    assert "The ministry" in both.text
    form = {"token": both.token, "on": service, "other": ministry, "verdict": "split", "back": f"/review/split/{service}"}
    assert "nobody to split off" in anna.post("/decide", form).text
    assert [made.verdict.value for made in decisions(kursk)] == ["merge", "split"]


def test_claims_of_one_question_are_merged_and_taken_apart(anna: Visitor, kursk: Path) -> None:
    figure = ids(kursk, "figures")[0]
    with open_case(kursk) as case:
        one, other = (row[0] for row in case.tables.execute("SELECT DISTINCT claim FROM members ORDER BY claim").fetchall())
    page = anna.get(f"/review/{other}")
    answer = anna.post("/decide", {"token": page.token, "on": one, "other": other, "verdict": "merge", "back": f"/review/{figure}"})
    assert "or" in answer.text
    merged = anna.get(f"/review/{other}")
    assert "Take out again" in merged.text
    shown = merged.text[merged.text.index("<h3>Split</h3>") :]
    shown = shown[: shown.index("</form>")]
    own = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', shown))
    chosen = re.search(r'<option value="(cl:[^"]+)"', shown)
    assert chosen
    assert {own["on"], chosen[1]} == {one, other}
    form = {**own, "other": chosen[1], "verdict": "split"}
    assert anna.post("/decide", form, follow=False).status == 303
    assert [made.verdict.value for made in decisions(kursk)] == ["merge", "split"]


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "bless"},
        {"verdict": "withdraw"},
        {"verdict": "accept", "on": "st:0"},
        {"verdict": "accept", "on": "../etc"},
        {"verdict": "merge", "other": "ac:0"},
        {"verdict": "grade", "reliability": "Z", "credibility": "9"},
        {"verdict": "note"},
    ],
)
def test_what_is_no_decision_is_refused_in_one_line(anna: Visitor, kursk: Path, fields: dict[str, str]) -> None:
    figure = ids(kursk, "figures")[0]
    token = anna.get(f"/review/{figure}").token
    answer = anna.post("/decide", {"token": token, "on": figure, **fields}, follow=False)
    assert answer.status in (400, 404, 409)
    assert "wanted" in answer.text
    assert "Traceback" not in answer.text
    assert decisions(kursk) == []


def test_a_form_leads_back_to_pages_of_the_desk_alone(anna: Visitor, kursk: Path) -> None:
    figure = ids(kursk, "figures")[0]
    page = anna.get(f"/review/{figure}")
    answer = sent(anna, page, figure, verdict="note", reason="so", back="//elsewhere.example/")
    assert answer.headers["location"].startswith("/review/")


def test_the_summary_shows_progress_and_how_often_the_reader_was_right(anna: Visitor, kursk: Path) -> None:
    one, two = ids(kursk, "figures")
    assert "Nobody has judged" in anna.get("/review/summary").text
    decide(anna, one, verdict="accept")
    decide(anna, two, verdict="reject")
    text = anna.get("/review/summary").text
    assert "1 of 2 accepted as read" in text
    assert "95 % interval" in text
    assert re.search(r"Decided by you today</dt><dd>2<", text)


def test_what_was_decided_on_is_called_by_its_words(anna: Visitor, kursk: Path) -> None:
    with open_case(kursk) as case:
        question, claim, actor = case.tables.execute("SELECT question, claim, actor FROM members ORDER BY figure").fetchone()
    wording = re.search(r"<h1>([^<]+)</h1>", anna.get(f"/questions/{question}").text)
    assert wording
    form = {"token": anna.get(f"/questions/{question}").token, "on": question, "verdict": "require", "back": f"/questions/{question}"}
    assert f"second reviewer required</strong> · {wording[1]} <a" in anna.post("/decide", form).text
    for on in (claim, actor):
        anna.post("/decide", {"token": anna.get(f"/review/{on}").token, "on": on, "verdict": "note", "reason": "so"})
    called = re.findall(r'<td><a href="/at/[^"]+">([^<]+)</a></td>', anna.get("/review/history").text)
    assert len(called) == 3
    assert called[2] == wording[1]
    assert called[1].endswith(f": {wording[1]}")
    assert not any(re.match(r"[a-z]{2}:[0-9a-f]", words) for words in called)
