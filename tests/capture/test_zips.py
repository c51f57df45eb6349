from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from closewatch.capture.limits import Limits
from closewatch.capture.taken import Taken
from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import Problem

Look = Callable[..., tuple[list[Taken], list[Problem]]]


def archive(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as file:
        for name, data in members:
            file.writestr(zipfile.ZipInfo(name), data, method)
    return written.getvalue()


def test_a_zip_and_each_of_its_members_have_receipts_in_the_order_of_the_archive(look: Look) -> None:
    data = archive(("b.txt", b"Kyiv said so."), ("a/c.txt", b"Moscow denied it."))
    taken, problems = look(data)
    assert problems == []
    assert [(found.capture.media_type, found.capture.source, found.capture.locator) for found in taken] == [
        ("application/zip", "-", None),
        ("text/plain", "-!/b.txt", "b.txt"),
        ("text/plain", "-!/a/c.txt", "a/c.txt"),
    ]
    holder = taken[0].capture
    assert {found.capture.within for found in taken[1:]} == {holder.id}
    assert [found.capture.digest for found in taken] == [digest_of(found.data) for found in taken]
    assert taken[1].capture.taken_by == "person:tester"


def test_looking_twice_finds_the_same_in_the_same_order(look: Look) -> None:
    data = archive(*((f"{name}.txt", name.encode()) for name in "qwertzuiop"))
    assert look(data) == look(data)


def test_a_hostile_name_is_only_a_name(look: Look) -> None:
    taken, problems = look(archive(("../../etc/passwd", b"words"), ("/root/x\x1b[2J\u202e.txt", b"more words")))
    assert problems == []
    assert [found.capture.locator for found in taken[1:]] == ["../../etc/passwd", "/root/x\ufffd[2J\ufffd.txt"]


def test_folders_and_resource_forks_are_no_members(look: Look) -> None:
    taken, _ = look(archive(("folder/", b""), ("__MACOSX/._a.txt", b"x"), ("folder/a.txt", b"words")))
    assert [found.capture.locator for found in taken[1:]] == ["folder/a.txt"]


def test_a_zip_in_a_zip_is_opened_too(look: Look) -> None:
    taken, problems = look(archive(("inner.zip", archive(("deep.txt", b"words"))), ("after.txt", b"words")))
    assert problems == []
    assert [found.capture.source for found in taken] == ["-", "-!/inner.zip", "-!/inner.zip!/deep.txt", "-!/after.txt"]
    assert taken[2].capture.within == taken[1].capture.id


def test_nesting_beyond_the_limit_is_named_and_the_rest_goes_on(look: Look) -> None:
    data = archive(("deep.txt", b"words"))
    for _ in range(4):
        data = archive(("inner.zip", data), ("beside.txt", b"words"))
    taken, problems = look(data, Limits(depth=3))
    assert [problem.code for problem in problems] == ["container.too-deep"]
    assert [found.capture.media_type for found in taken].count("text/plain") == 3


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_says(look: Look) -> None:
    bomb = bytearray(archive(("bomb.txt", b"a" * 3_000_000), ("after.txt", b"words")))
    place = bomb.index(b"PK\x01\x02") + 24
    bomb[place : place + 4] = struct.pack("<I", 10)
    taken, problems = look(bytes(bomb), Limits(original_bytes=1_000_000))
    assert [(problem.code, problem.at) for problem in problems] == [("zip.broken-member", "-!/bomb.txt")]
    assert [found.capture.locator for found in taken] == [None, "after.txt"]


def test_a_member_above_the_limit_is_named_and_the_next_is_taken(look: Look) -> None:
    taken, problems = look(archive(("large.txt", b"a" * 3_000_000), ("after.txt", b"words")), Limits(original_bytes=1_000_000))
    assert [(problem.code, problem.at) for problem in problems] == [("capture.too-large", "-!/large.txt")]
    assert [found.capture.locator for found in taken] == [None, "after.txt"]


def test_what_one_source_expands_to_is_limited_over_all_nesting(look: Look) -> None:
    inner = archive(*((f"{number}.txt", b"a" * 400_000) for number in range(10)))
    data = archive(*((f"{number}.zip", inner) for number in range(10)))
    taken, problems = look(data, Limits(expanded_bytes=2_000_000))
    assert [problem.code for problem in problems] == ["container.too-much"]
    assert sum(found.capture.size for found in taken[1:]) <= 2_000_000


def test_too_many_members_are_named_before_the_list_is_read(look: Look) -> None:
    taken, problems = look(archive(*((f"{number}", b"x") for number in range(30))), Limits(members=20))
    assert [problem.code for problem in problems] == ["container.too-many"]
    assert len(taken) == 1


def test_too_many_members_over_several_archives_are_named(look: Look) -> None:
    inner = archive(*((f"{number}", b"words") for number in range(8)))
    taken, problems = look(
        archive(
            *(
                (
                    f"{number}.zip",
                    inner,
                )
                for number in range(8)
            )
        ),
        Limits(members=20),
    )
    assert [problem.code for problem in problems] == ["container.too-many"]
    assert len(taken) == 21


def test_an_encrypted_member_is_named(look: Look) -> None:
    data = bytearray(archive(("secret.txt", b"words"), ("open.txt", b"words")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    taken, problems = look(bytes(data))
    assert [(problem.code, problem.at) for problem in problems] == [("zip.encrypted", "-!/secret.txt")]
    assert [found.capture.locator for found in taken[1:]] == ["open.txt"]


def test_a_member_with_a_wrong_checksum_is_named(look: Look) -> None:
    data = archive(("a.txt", b"three thousand"), ("b.txt", b"words"), method=zipfile.ZIP_STORED)
    taken, problems = look(data.replace(b"three thousand", b"seven thousand"))
    assert [(problem.code, problem.at) for problem in problems] == [("zip.broken-member", "-!/a.txt")]
    assert [found.capture.locator for found in taken[1:]] == ["b.txt"]


def test_a_method_that_can_ask_for_gigabytes_is_not_unpacked(look: Look) -> None:
    _, problems = look(archive(("a.txt", b"words"), method=zipfile.ZIP_LZMA))
    assert [problem.code for problem in problems] == ["zip.method-unknown"]


def test_an_empty_member_has_a_receipt_and_a_problem(look: Look) -> None:
    taken, problems = look(archive(("empty.txt", b"")))
    assert taken[1].capture.size == 0
    assert [problem.code for problem in problems] == ["capture.empty"]


@pytest.mark.parametrize("share", range(1, 10))
def test_a_zip_that_ends_early_is_kept_and_named(look: Look, share: int) -> None:
    data = archive(("a.txt", b"Kyiv said so. " * 50), ("b.txt", b"words"))
    taken, problems = look(data[: len(data) * share // 10])
    assert taken[0].data == data[: len(data) * share // 10]
    assert [problem.code for problem in problems] == ["zip.broken"]
