from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

import pytest

from tests.desk.web.browsing import Visitor
from tests.desk.web.originals_case import SOURCES, Kept, desk_of_originals


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    with desk_of_originals(tmp_path_factory.mktemp("captures")) as kept:
        yield kept


def test_the_page_of_an_original_tells_its_custody_and_that_its_bytes_are_intact(kept: Kept) -> None:
    page = kept.anna.get(f"/captures/{kept.capture('v1.txt')}").text
    digest = sha256(SOURCES["v1.txt"].encode()).hexdigest()
    for words in ("The bytes are intact", digest, f"{len(SOURCES['v1.txt'])} bytes", "person:tester", "took it in", "read its report last"):
        assert words in page, words
    assert f'href="/reports/{kept.report("v1.txt")}"' in page


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_the_exact_bytes_are_handed_over_as_a_file_that_no_browser_opens(kept: Kept, name: str) -> None:
    answer = kept.anna.get(f"/captures/{kept.capture(name)}/bytes")
    assert answer.body == SOURCES[name].encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert re.fullmatch(
        r"attachment; filename=\"[0-9a-f]{12}-[A-Za-z0-9._-]+\"; filename\*=UTF-8''[A-Za-z0-9._-]+", answer.headers["content-disposition"]
    )


def test_a_page_to_look_at_is_clean_and_under_a_policy_of_its_own(kept: Kept) -> None:
    answer = kept.anna.get(f"/captures/{kept.capture('page.html')}/view")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert "frame-ancestors 'self'" in policy
    assert "allow" not in policy
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert "Kyiv said on Monday" in answer.text
    assert not re.search(r"attacker\.example|hacked|<script|href=|onerror", answer.text)


def test_words_are_shown_as_words(kept: Kept) -> None:
    view = kept.anna.get(f"/captures/{kept.capture('hostile.txt')}/view").text
    assert "&lt;script&gt;window.hacked=1&lt;/script&gt;" in view
    assert "<script>" not in view
    assert "\u202e" not in view


def test_a_document_is_shown_page_by_page(kept: Kept) -> None:
    capture = kept.capture("two.pdf")
    page = kept.anna.get(f"/captures/{capture}?page=2").text
    assert "Page 2 of 2" in page
    assert f'src="/captures/{capture}/pages/2"' in page
    drawn = kept.anna.get(f"/captures/{capture}/pages/2")
    assert drawn.headers["content-type"] == "image/webp"
    assert drawn.body[8:12] == b"WEBP"
    for number in ("0", "3", "-1", "x", "99999999999", "1.5"):
        assert kept.anna.get(f"/captures/{capture}/pages/{number}").status == 404
    assert "Page 2 of 2" in kept.anna.get(f"/captures/{capture}?page=4711").text


def test_what_cannot_be_shown_is_named_and_its_bytes_can_be_had(kept: Kept) -> None:
    page = kept.anna.get(f"/captures/{kept.capture('a.docx')}").text
    assert "a Word document; its bytes can be had" in page
    assert f"/captures/{kept.capture('a.docx')}/bytes" in page
    assert kept.anna.get(f"/captures/{kept.capture('a.docx')}/view").status == 200


def test_two_captures_of_one_address_show_what_changed(kept: Kept) -> None:
    page = kept.anna.get(f"/captures/{kept.capture('v1.txt')}/difference/{kept.capture('v2.txt')}").text
    assert '<del><span class="unseen">only here: </span>3,000</del>' in page
    assert '<ins><span class="unseen">only there: </span>4,000</ins>' in page
    changed = page[page.index('aria-label="Figures that changed"') :]
    assert re.search(r"killed about 3,000</a></td><td><a [^>]*>Kyiv: killed about 4,000", changed)
    reworded = page[page.index('aria-label="Statements that changed"') :]
    assert re.search(r"Kyiv \([a-z]+\): .*about 3,000 [^<]*</a></td><td><a [^>]*>Kyiv \([a-z]+\): .*about 4,000", reworded)
    assert "Only here</h3>" not in page
    same = kept.anna.get(f"/captures/{kept.capture('v1.txt')}/difference/{kept.capture('v1.txt')}").text
    assert "The words are the same" in same


@pytest.mark.parametrize(
    "path", ["/captures/ca:0", "/captures/ca:0/bytes", "/captures/ca:0/view", "/captures/x/pages/1", "/captures/ca:0/difference/ca:1"]
)
def test_an_original_that_is_not_there_is_one_line(anna: Visitor, path: str) -> None:
    answer = anna.get(path)
    assert answer.status == 404
    assert "Traceback" not in answer.text


def test_an_original_that_was_altered_is_a_warning_in_words_and_is_never_handed_over(tmp_path_factory: pytest.TempPathFactory) -> None:
    with desk_of_originals(tmp_path_factory.mktemp("altered")) as kept:
        capture, report = kept.capture("page.html"), kept.report("page.html")
        digest = kept.rows("SELECT digest FROM captures WHERE id = ?", capture)[0][0].removeprefix("sha256:")
        path = kept.folder / "vault" / digest[:2] / digest
        path.chmod(0o644)
        path.write_bytes(b"<p>Nobody said so.</p>")
        page = kept.anna.get(f"/captures/{capture}")
        assert page.status == 200
        assert "The original was altered or is missing." in page.text
        handed = kept.anna.get(f"/captures/{capture}/bytes")
        assert handed.status == 409
        assert b"Nobody" not in handed.body
        view = kept.anna.get(f"/captures/{capture}/view")
        assert "it was altered, or it is missing" in view.text
        assert "Nobody" not in view.text
        assert kept.anna.get(f"/reports/{report}?beside=original").status == 200
        assert "not those that were taken in" in kept.anna.get(f"/trace/{report}").text
        path.unlink()
        assert "The original was altered or is missing." in kept.anna.get(f"/captures/{capture}").text
