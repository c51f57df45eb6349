from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException

from closewatch.capture.take import take
from closewatch.desk.line import Tools, decide, take_in
from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.disputes.digests import Looks
from closewatch.desk.web.pages.questions import require_whole
from closewatch.desk.web.serving import bound, served
from closewatch.ledger.case import create_case, open_case
from closewatch.ledger.views.questions import questions
from closewatch.publish.questions import question_shape
from closewatch.review.decide import make_decision
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.decision import Verdict
from closewatch.terms.figure import Figure, Range
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.statement import Basis, Manner, Stance, Statement
from tests.desk.web.browsing import Visitor

AT = datetime(2025, 2, 1, tzinfo=UTC)


def pay_question(folder: Path) -> str:
    with open_case(folder) as case:
        return next(question.id for question in questions(case.tables) if question.disputed)


def test_all_questions_are_listed_and_each_leads_to_its_page(kursk: Path, anna: Visitor) -> None:
    page = anna.get("/questions").text
    assert f'href="/questions/{pay_question(kursk)}"' in page
    assert "1 to 1 of 1 question." in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("words=pay", True), ("words=PAY+russia", True), ("words=rain", False), ("measure=paid", True), ("measure=killed", False),
        ("place=RU", True), ("place=russ", True), ("place=UA", False), ("disputed=1", True), ("words=pay&measure=paid&disputed=1", True),
        ("after=qu:nowhere", True),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(kursk: Path, anna: Visitor, query: str, found: bool) -> None:
    answer = anna.get(f"/questions?{query}")
    assert answer.status == 200
    assert (f'href="/questions/{pay_question(kursk)}"' in answer.text) is found
    assert ("Show all questions" in answer.text) is not found


def test_a_question_says_in_words_how_it_stands(kursk: Path, anna: Visitor) -> None:
    page = unescape(anna.get(f"/questions/{pay_question(kursk)}").text)
    assert "2 answers from 2 origins in 2 reports; 1 conflict; no two origins are proved independent." in page
    assert "2,000 and 100 do not meet" in page or "100 and 2,000 do not meet" in page
    assert "Proved independent" in page


def test_every_claim_origin_and_conflict_has_a_place_on_the_page(kursk: Path, anna: Visitor) -> None:
    identity = pay_question(kursk)
    with open_case(kursk) as case:
        whole = next(question for question in questions(case.tables) if question.id == identity)
    page = anna.get(f"/questions/{identity}").text
    wanted = [claim.id for claim in whole.claims] + [origin.id for claim in whole.claims for origin in claim.origins]
    for one in [*wanted, *(conflict.id for conflict in whole.conflicts)]:
        assert page.count(f'id="{one}"') == 1, one


def test_every_jump_on_the_page_lands_somewhere(kursk: Path, anna: Visitor) -> None:
    page = anna.get(f"/questions/{pay_question(kursk)}").text
    places = set(re.findall(r' id="([^"]+)"', page))
    jumps = {unescape(one) for one in re.findall(r'href="#([^"]+)"', page)}
    assert jumps
    assert jumps <= places


def test_the_words_of_an_origin_stand_on_the_page_and_lead_to_the_report(kursk: Path, anna: Visitor) -> None:
    page = unescape(anna.get(f"/questions/{pay_question(kursk)}").text)
    assert "that soldiers in Russia earn $2,000 a month" in page
    assert "The Harbour Gazette" in page
    assert re.search(r'href="/at/fi:[0-9a-f]+"', page)


def test_grades_and_notes_show_with_what_they_are_on(kursk: Path, anna: Visitor) -> None:
    identity = pay_question(kursk)
    with open_case(kursk) as case:
        claim = next(question for question in questions(case.tables) if question.id == identity).claims[0].id
        decide(case, make_decision(case, claim, Verdict.GRADE, "person:rob", AT, grade="C3", reason="one letter alone"))
    page = anna.get(f"/questions/{identity}").text
    assert "graded C3" in page
    assert "by person:rob" in page
    assert "one letter alone" in page


def test_who_told_whom_has_a_page_of_its_own_and_a_part_for_the_question(kursk: Path, anna: Visitor) -> None:
    identity = pay_question(kursk)
    claim = re.findall(r'<article class="answer" id="(cl:[0-9a-f]+)"', anna.get(f"/questions/{identity}").text)[0]
    whole = anna.get(f"/questions/{identity}/claims/{claim}/relays")
    part = anna.get(f"/questions/{identity}/claims/{claim}/relays?part=1")
    assert whole.status == part.status == 200
    assert "<h1>" in whole.text
    assert "<html" not in part.text
    assert "<svg" in part.text


@pytest.mark.parametrize(
    "path", ["/questions/qu:0", "/questions/qu:0.json", "/questions/qu:0/claims/cl:0/relays", "/questions/x%00y", "/questions/%3Cscript%3E"]
)
def test_what_is_not_there_is_said_in_one_line(anna: Visitor, path: str) -> None:
    answer = anna.get(path)
    assert answer.status == 404
    assert "<script>" not in answer.text.replace("<script src", "")


def test_no_claim_of_another_question_has_relays_here(kursk: Path, anna: Visitor) -> None:
    assert anna.get(f"/questions/{pay_question(kursk)}/claims/cl:00/relays").status == 404


def test_programs_get_questions_in_the_shape_of_the_command_line(kursk: Path, anna: Visitor) -> None:
    answer = anna.get("/questions.json")
    assert answer.headers["content-type"] == "application/json"
    given = json.loads(answer.text)
    with open_case(kursk) as case:
        wanted = [{**question_shape(one), "second_reviewer_required": False} for one in questions(case.tables)]
    assert given == {"items": json.loads(json.dumps(wanted)), "next": None}
    one = json.loads(anna.get(f"/questions/{pay_question(kursk)}.json").text)
    assert {"side_by_side", "related", *given["items"][0]} == set(one)


def test_programs_are_not_given_a_part_of_the_questions_for_all_of_them(anna: Visitor) -> None:
    with pytest.raises(HTTPException, match="found 2 of 3 looked at so far") as refused:
        require_whole(Looks((), 2, 3, 1, "edition 1"))
    assert refused.value.status_code == 503
    assert require_whole(Looks((), 3, 3, 1, "edition 1")).complete
    assert anna.get("/questions.json?after=qu:00").status == 404


def test_the_list_is_had_as_csv_with_the_same_filters(kursk: Path, anna: Visitor) -> None:
    answer = anna.get("/questions.csv?words=pay")
    assert answer.headers["content-type"].startswith("text/csv")
    (row,) = csv.DictReader(answer.text.splitlines())
    assert (row["id"], row["answers"], row["conflicts"], row["place"]) == (pay_question(kursk), "2", "1", "RU")
    assert anna.get("/questions.csv?words=rain").text.count("\n") == 1


@pytest.mark.parametrize("limit", ["0", "101", "x", "-1", "1e2", "9" * 400, "00000005099999", "000000050" + "9" * 5_000])
def test_a_limit_out_of_bounds_is_refused(anna: Visitor, limit: str) -> None:
    answer = anna.get(f"/questions.json?limit={limit}")
    assert answer.status == 400
    assert "wanted a limit" in json.loads(answer.text)["error"]


MANY = 60

TEXT = (
    "Title: T\nOutlet: <b>Gazette</b>\nDate: 2025-01-{day:02}\n\nMajor <i>X{number}</i> said that soldiers in Russia earn ${pay} a month.\n"
)


def read_many(report: Report) -> Reading:
    """Read a report of the large question below: each is of another speaker and another amount."""
    name = report.text[report.text.index("Major") : report.text.index(" said")]
    start, end = report.text.index("$") + 1, report.text.index(" a month")
    pay = Decimal(report.text[start:end])
    statement = Statement(
        report.id,
        (report.span(report.text.index(name), report.text.index(name) + len(name)),),
        (report.span(report.text.index("said"), report.text.index("said") + 4),),
        (report.span(report.text.index("that"), end + 8),),
        Manner.INDIRECT,
        Stance.ASSERTS,
        Basis.WITNESS,
        speaker=Actor(actor_id(report.id, name), name, ActorKind.PERSON, (name,)),
        read_by="hand",
    )
    figure = Figure(report.id, report.span(start - 1, end), "paid", Range(low=pay, best=pay, high=pay), unit="USD", per="month")
    return Reading(report.id, "hand", (statement,), (replace(figure, statement=statement.id, speaker=statement.speaker),))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of one question with many answers, by hostile names."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "sources").mkdir()
    for number in range(MANY):
        words = TEXT.format(day=number % 28 + 1, number=number, pay=100 + 40 * number)
        (folder / "sources" / f"{number}.txt").write_text(words, "utf-8")
    tools = Tools(by="person:tester", reader=read_many, clock=lambda: AT)
    with create_case(folder / "case", "Large", "person:tester", AT) as case:
        for _ in take_in(case, take(str(folder / "sources"), "person:tester", lambda: AT), tools):
            pass
    return folder / "case"


def test_a_large_question_is_bounded_and_says_so_and_shows_all_when_asked(large: Path) -> None:
    with served(Desk(Start(large, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        visitor = Visitor(address)
        few = visitor.get(f"/questions/{pay_question(large)}").text
        everything = visitor.get(f"/questions/{pay_question(large)}?all=1").text
    assert few.count('<article class="answer"') < MANY
    assert "other answers left out here" in few
    assert everything.count('<article class="answer"') == MANY
    assert "other answers left out here" not in everything


def test_hostile_names_stand_as_words(large: Path) -> None:
    with served(Desk(Start(large, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        visitor = Visitor(address)
        for path in ("/", "/questions", f"/questions/{pay_question(large)}", "/timeline", "/graph"):
            page = visitor.get(path)
            assert page.status == 200
            assert "<i>X" not in page.text
            assert "<b>Gazette" not in page.text
            assert not re.search(r"<[^>]+ (style|on[a-z]+)=", page.text)
