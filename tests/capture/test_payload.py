from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from closewatch.capture.payload import Damaged, TooLarge, dechunked, decoded


@given(some.binary(max_size=5_000), some.sampled_from(["gzip", "deflate", "identity", "gzip, deflate"]))
def test_what_was_compressed_is_opened_again(body: bytes, coding: str) -> None:
    sent = body
    for name in coding.split(", "):
        sent = gzip.compress(sent) if name == "gzip" else zlib.compress(sent) if name == "deflate" else sent
    assert decoded(sent, coding, 5_000) == body


def test_deflate_without_its_wrapper_is_opened_too() -> None:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    assert decoded(packer.compress(b"Kyiv said so.") + packer.flush(), "deflate", 100) == b"Kyiv said so."


def test_several_gzip_members_are_one_body_and_padding_is_not() -> None:
    assert decoded(gzip.compress(b"Kyiv ") + gzip.compress(b"said") + b"\0" * 9, "gzip", 100) == b"Kyiv said"


def test_a_bomb_is_stopped_at_the_limit() -> None:
    with pytest.raises(TooLarge):
        decoded(gzip.compress(b"a" * 10_000_000), "gzip", 1_000_000)
    with pytest.raises(TooLarge):
        decoded(gzip.compress(gzip.compress(b"a" * 10_000_000)), "gzip, gzip", 1_000_000)


@pytest.mark.parametrize("cut", [0, 1, 9, 20, -9, -1])
def test_a_compressed_body_that_ends_early_is_damaged(cut: int) -> None:
    with pytest.raises(Damaged):
        decoded(gzip.compress(b"Kyiv said so, and Moscow denied it.")[:cut], "gzip", 1_000)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip, gzip, gzip"])
def test_a_coding_that_is_not_known_is_damaged(coding: str) -> None:
    with pytest.raises(Damaged):
        decoded(b"Kyiv said so.", coding, 1_000)


@given(some.lists(some.binary(min_size=1, max_size=50), max_size=8))
def test_chunks_are_joined(chunks: list[bytes]) -> None:
    sent = b"".join(b"%X;name=value\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    assert dechunked(sent) == b"".join(chunks)


@pytest.mark.parametrize("body", [b"", b"5\r\nKyiv", b"x\r\nKyiv\r\n", b"ffffffffffffffff\r\nKyiv\r\n", b"\r\n", b"4\r\nKyiv\r\n"])
def test_chunks_that_do_not_follow_the_form_are_damaged(body: bytes) -> None:
    with pytest.raises(Damaged):
        dechunked(body)
