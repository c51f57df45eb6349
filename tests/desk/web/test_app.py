from __future__ import annotations

import pytest

from tests.desk.web.browsing import Visitor
from tests.desk.web.conftest import log_in


def test_the_front_page_names_the_case_and_its_head(anna: Visitor) -> None:
    page = anna.get("/")
    assert page.status == 200
    assert "Journal head" in page.text


@pytest.mark.parametrize("path", ["/nowhere", "/at/qu:0", "/at/zz", "/static/0/base.css", "/at/%00", "/at/..%2F..%2Fetc%2Fpasswd"])
def test_what_is_not_there_is_one_line_and_no_traceback(anna: Visitor, path: str) -> None:
    answer = anna.get(path)
    assert answer.status == 404
    assert "Traceback" not in answer.text
    assert "Back to the case" in answer.text


def test_nothing_leaves_without_the_safe_headers(anna: Visitor) -> None:
    for path in ("/", "/nowhere", "/at/qu:0"):
        headers = anna.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_what_is_not_there_stands_in_the_frame_with_the_menu_and_a_search(anna: Visitor) -> None:
    for path in ("/nowhere", "/at/qu:0", "/questions/qu:0"):
        text = anna.get(path).text
        assert "There is no page here." in text
        assert 'aria-label="Sections"' in text
        assert text.index('<form class="fields" action="/search">') > text.index('<main id="main"')


def test_whoever_has_to_log_in_first_is_told_no_without_the_frame(people_address: str) -> None:
    visitor = Visitor(people_address)
    bare = visitor.get("/nowhere")
    assert (bare.status, 'aria-label="Sections"' in bare.text) == (404, False)
    log_in(visitor, "rita")
    framed = visitor.get("/nowhere")
    assert (framed.status, 'aria-label="Sections"' in framed.text) == (404, True)
    refused = visitor.get("/people")
    assert (refused.status, "You cannot do this here." in refused.text, "rita" in refused.text) == (403, True, True)
