"""The dossier at the desk: what is wanted in it is kept, what it says is looked over, and it is handed out whole."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest

from closewatch.publish.checking.check import check_dossier
from closewatch.publish.exports import EXPORTERS
from closewatch.publish.pages.page import page_policy
from tests.desk.web.browsing import Answer, Visitor
from tests.desk.web.conftest import log_in


def question_of(page: Answer) -> str:
    found = re.search(r'name="question" value="(qu:[0-9a-f]+)"', page.text)
    assert found
    return found[1]


def send(visitor: Visitor, **fields: str) -> Answer:
    return visitor.post("/dossier", {"token": visitor.get("/dossier").token, **fields})


def test_the_disputed_questions_are_chosen_to_begin_with(anna: Visitor) -> None:
    page = anna.get("/dossier")
    assert re.findall(r'value="qu:[0-9a-f]+"( checked)?', page.text) == [" checked"]
    assert "Leave off the redaction" in page.text


def test_what_is_wanted_is_kept_and_shown_again_sign_for_sign(anna: Visitor) -> None:
    sections = "\n# What we think\r\n\r\n<b>Both</b> are likely & “told” apart.\r\n"
    looked = send(anna, title="Pay <script>", sections=sections, question=question_of(anna.get("/dossier")))
    assert "Pay &lt;script&gt;" in looked.text
    page = anna.get("/dossier").text
    kept = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert kept
    assert unescape(kept[1]) == sections.replace("\r\n", "\n")
    assert 'value="Pay &lt;script&gt;"' in page


def test_the_numbers_and_the_wording_are_shown_before_it_goes_out(anna: Visitor) -> None:
    looked = send(anna, sections="# Our view\n\nIt is very likely, and improbable, with high confidence.\n")
    assert looked.status == 200
    assert "rest on words that nobody reviewed" in looked.text
    assert "dossier.likelihood-mixed" in looked.text
    assert "dossier.confidence-with-likelihood" in looked.text
    assert "dossier.likelihood-mixed" not in send(anna, sections="").text


def test_a_cite_that_nothing_has_is_named_with_its_line_and_nothing_typed_is_lost(anna: Visitor) -> None:
    answer = send(anna, sections="# Our view\n\nSomebody said so [st:ffff].\n")
    assert answer.status == 400
    assert "st:ffff" in answer.text
    assert "Somebody said so [st:ffff]." in answer.text


def test_the_preview_is_the_page_that_is_handed_out_under_the_policy_that_it_carries(anna: Visitor) -> None:
    send(anna, title="Pay in Kursk")
    shown, handed = anna.get("/dossier/preview"), anna.get("/dossier/page")
    assert shown.body == handed.body
    assert b"<title>Pay in Kursk</title>" in shown.body
    assert shown.headers["content-security-policy"] == f"{page_policy()}; frame-ancestors 'none'"
    assert shown.headers["content-disposition"].startswith("inline")
    assert handed.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_what_is_taken_away_can_be_checked_by_a_stranger(anna: Visitor, tmp_path: Path, ending: str) -> None:
    send(anna)
    answer = anna.get(f"/dossier/archive/{ending}")
    assert answer.status == 200
    assert answer.body == anna.get(f"/dossier/archive/{ending}").body
    with zipfile.ZipFile(BytesIO(answer.body)) as archive:
        assert sorted(archive.namelist()) == [f"dossier.{ending}", f"dossier.{ending}.manifest.json", f"dossier.{ending}.wacz"]
        archive.extractall(tmp_path)
    assert check_dossier(tmp_path / f"dossier.{ending}").faults == ()


def test_without_a_choice_there_is_nothing_to_look_at_and_the_page_says_where_to_begin(anna: Visitor) -> None:
    for path in ("/dossier/look", "/dossier/preview", "/dossier/page", "/dossier/archive/html"):
        answer = anna.get(path)
        assert answer.status == 404
        assert "begin at /dossier" in answer.text
    send(anna)
    assert anna.get("/dossier/archive/exe").status == 404


def test_only_keepers_may_leave_off_the_redaction_and_everybody_has_a_draft_of_their_own(people_address: str) -> None:
    keeper, reader = Visitor(people_address), Visitor(people_address)
    log_in(keeper, "anna")
    log_in(reader, "rita")
    assert "Leave off the redaction" not in reader.get("/dossier").text
    assert "left off: never hand this on" in send(keeper, unredacted="yes", title="Of the keeper").text
    looked = send(reader, unredacted="yes")
    assert "left off" not in looked.text
    assert "Of the keeper" not in reader.get("/dossier").text


def test_too_much_is_refused_in_words_and_a_form_without_its_token_is_refused(anna: Visitor) -> None:
    assert "at most 300 signs" in send(anna, title="x" * 301).text
    assert "at most 300 signs" in send(anna, sections="x" * 500_001).text
    assert (
        anna.ask("POST", "/dossier", urlencode({"title": "x"}).encode(), {"Content-Type": "application/x-www-form-urlencoded"}).status
        == 403
    )


def test_questions_that_the_case_does_not_hold_are_refused(anna: Visitor) -> None:
    answer = send(anna, question="qu:" + "0" * 32)
    assert answer.status == 400
    assert "wanted" in answer.text


def test_every_form_that_a_case_can_be_written_as_stands_with_its_command(anna: Visitor) -> None:
    page = anna.get("/exports").text
    for exporter in EXPORTERS:
        assert f" {exporter.name} -o out" in page
