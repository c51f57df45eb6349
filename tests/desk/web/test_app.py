from __future__ import annotations

import pytest

from tests.desk.web.browsing import Visitor


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
