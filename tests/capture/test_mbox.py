from __future__ import annotations

from collections.abc import Callable

import pytest

from closewatch.capture.taken import Taken
from closewatch.terms.trouble import Problem

Look = Callable[..., tuple[list[Taken], list[Problem]]]

FIRST = b"From: Desk <desk@news.example>\nSubject: One\nMessage-ID: <1@news.example>\n\nKyiv said so.\n\nFrom 2024 on it rained.\n"
SECOND = b"From: Desk <desk@news.example>\nSubject: Two\nMessage-ID: <2@news.example>\n\n>From Moscow came a denial.\n"
LINE = b"From desk@news.example Tue Nov 19 10:23:00 2024\n"


def test_each_message_is_a_capture_within_byte_for_byte(look: Look) -> None:
    taken, problems = look(LINE + FIRST + b"\n" + LINE + SECOND)
    assert problems == []
    assert [(found.capture.media_type, found.capture.locator) for found in taken] == [
        ("application/mbox", None),
        ("message/rfc822", "message 1"),
        ("message/rfc822", "message 2"),
    ]
    assert [found.data for found in taken[1:]] == [FIRST, SECOND]
    assert [found.capture.notes for found in taken[1:]] == [
        (("message-id", "<1@news.example>"),),
        (("message-id", "<2@news.example>"),),
    ]


def test_a_sentence_that_begins_with_from_does_not_part_a_message(look: Look) -> None:
    taken, _ = look(LINE + FIRST)
    assert len(taken) == 2


def test_line_ends_of_either_kind_part_messages(look: Look) -> None:
    data = (LINE + FIRST + b"\n" + LINE + SECOND).replace(b"\n", b"\r\n")
    taken, _ = look(data)
    assert [found.data for found in taken[1:]] == [FIRST.replace(b"\n", b"\r\n"), SECOND.replace(b"\n", b"\r\n")]


def test_attachments_of_its_messages_are_taken_too(look: Look) -> None:
    mail = (
        b"From: Desk <desk@news.example>\nSubject: Three\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain\n\nSee the file.\n--x\nContent-Type: text/plain\n"
        b'Content-Disposition: attachment; filename="../../a\x1b.txt"\n\nKyiv said so.\n--x--\n'
    )
    taken, problems = look(LINE + mail + b"\n" + LINE + SECOND)
    assert problems == []
    assert [found.capture.source for found in taken] == ["-", "-!/message 1", "-!/message 1!/part 2/../../a\ufffd.txt", "-!/message 2"]


@pytest.mark.parametrize("share", range(1, 10))
def test_a_mailbox_that_ends_early_gives_what_there_is(look: Look, share: int) -> None:
    data = LINE + FIRST + b"\n" + LINE + SECOND
    cut = data[: len(data) * share // 10]
    taken, _ = look(cut)
    assert taken[0].data == cut
    assert look(cut) == look(cut)
