from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from PIL import Image

from closewatch.capture.originals import HEADLINE, PARAGRAPHS, make_pdf, make_saved_page, pdf_lines_of
from closewatch.desk.web.reading.opened import Look, draw_page, open_original
from closewatch.desk.web.reading.originals import BUSY, FAILED, MOST_BYTES, TOO_LARGE, Originals
from closewatch.desk.workers import Died, Here, Task, TooSlow

PDF = make_pdf([pdf_lines_of(HEADLINE, PARAGRAPHS), [(72, 700, 11, "The second page.")]])


class Failing(Here):
    """Never finishes anything."""

    def __init__(self, error: type[Exception]) -> None:
        self.error, self.asked = error, 0

    def submit(self, work: Callable[..., Any], *arguments: Any, size: int = 0) -> Task[Any]:
        self.asked += 1
        error = self.error

        class Ended(Task[Any]):
            def result(self) -> Any:
                raise error("too much")

        return Ended()


def test_pages_of_a_document_are_drawn_and_kept() -> None:
    read: list[int] = []

    def bytes_of() -> bytes:
        read.append(1)
        return PDF

    originals = Originals(Here)
    assert originals.opened("sha256:1", "application/pdf", len(PDF), bytes_of).pages == 2
    first, again = (originals.picture("sha256:1", 2, len(PDF), bytes_of) for _ in range(2))
    assert first is not None
    assert first == again
    assert len(read) == 2
    picture = Image.open(io.BytesIO(first))
    assert picture.format == "WEBP"
    assert abs(picture.width - 900) <= 1
    assert originals.picture("sha256:1", 3, len(PDF), bytes_of) is None


def test_a_page_as_long_as_a_road_is_drawn_small() -> None:
    long = make_pdf([[(10, 10, 11, "x")]]).replace(b"[0 0 612 792]", b"[0 0 9 14400]")
    drawn = draw_page(long, 1)
    assert drawn is not None
    assert max(Image.open(io.BytesIO(drawn)).size) <= 3_000


def test_what_takes_too_long_or_kills_its_process_costs_its_time_once() -> None:
    for error in (TooSlow, Died):
        workers = Failing(error)
        originals = Originals(lambda workers=workers: workers)  # type: ignore[misc]
        assert [originals.opened("sha256:1", "text/html", 3, lambda: b"<p>") for _ in range(2)] == [FAILED, FAILED]
        assert workers.asked == 1


def test_a_very_large_original_is_not_even_read() -> None:
    def never() -> bytes:
        raise AssertionError("read")

    assert Originals(Here).opened("sha256:1", "text/html", MOST_BYTES + 1, never) is TOO_LARGE


def test_while_many_wait_the_next_one_is_told_to_come_back_and_that_is_not_remembered() -> None:
    originals = Originals(Here)
    answers = []

    def asking(depth: int) -> bytes:
        if depth:
            answers.append(originals.opened(f"sha256:{depth}", "text/plain", 1, lambda: asking(depth - 1)))
        return b"x"

    asking(4)
    assert answers[0] is BUSY
    assert originals.opened("sha256:1", "text/plain", 1, lambda: b"x").look is Look.FRAME


def test_a_real_process_opens_and_draws(tmp_path: object) -> None:
    originals = Originals()
    try:
        assert originals.opened("sha256:1", "application/pdf", len(PDF), lambda: PDF).pages == 2
        assert originals.picture("sha256:1", 1, len(PDF), lambda: PDF)
    finally:
        originals.close()


def test_a_saved_page_and_a_mail_show_their_words() -> None:
    assert PARAGRAPHS[0] in open_original("multipart/related", make_saved_page(), None).page
    mail = b"From: A <a@b.example>\nSubject: <b>So</b>\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>It rained</p><script>x()</script>"
    opened = open_original("message/rfc822", mail, None)
    assert "<p>It rained</p>" in opened.page
    assert "Subject: &lt;b&gt;So&lt;/b&gt;" in opened.page
    assert "x()" not in opened.page
