"""How a form is read: within bounds of size, number and time, before anything is made of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import parse_qsl

from anyio import fail_after, move_on_after
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 2**20
MOST_FIELDS = 200
SECONDS = 20
"""A form holds the fields of one correction: a megabyte, 200 fields and 20 seconds are far beyond the largest."""

DRAINED_BYTES, DRAINED_SECONDS = 16 * MOST_BYTES, 3
"""How much of what is refused is still read, so that a browser that goes on sending comes to see the answer."""

FORM = "application/x-www-form-urlencoded"
UPLOAD = "multipart/form-data"


async def form_of(request: Request) -> FormData:
    """Read the fields of a form. Raises: HTTPException where it is too large, too slow, or no form."""
    if media_type(request) != FORM:
        raise HTTPException(415, f"wanted a form ({FORM}), found another kind of message")
    body = await _body(request)
    if body.count(b"&") >= MOST_FIELDS:
        raise HTTPException(413, f"wanted at most {MOST_FIELDS} fields, found more")
    try:
        fields = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:  # UnicodeDecodeError is one
        raise HTTPException(400, "wanted fields in UTF-8, found bytes that are none") from error
    if any("\x00" in name or "\x00" in value for name, value in fields):
        raise HTTPException(400, "wanted words, found a NUL among them")
    return FormData([*fields])


def media_type(request: Request) -> str:
    """Tell what kind of message was sent."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def refuse_too_large(request: Request, most: int) -> None:
    """Refuse what says by itself that it is larger than `most` bytes. Raises: HTTPException."""
    stated = request.headers.get("content-length", "")
    if stated.isdigit() and int(stated[:20]) > most:
        await drain(request)
        raise HTTPException(413, f"wanted at most {most:,} bytes, found more")


async def drain(request: Request) -> None:
    """Read on for a moment and throw it away."""
    left = DRAINED_BYTES
    with move_on_after(DRAINED_SECONDS):
        try:
            async for piece in request.stream():
                left -= len(piece)
                if left < 0:
                    return
        except (ClientDisconnect, RuntimeError):
            return


async def pieces_of(request: Request, seconds: float) -> AsyncIterator[bytes]:
    """Give a body piece by piece, and wait for no piece longer than this. Raises: HTTPException."""
    pieces = request.stream()
    while True:
        try:
            with fail_after(seconds):
                piece = await anext(pieces)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise HTTPException(408, f"wanted the rest within {seconds:g} seconds, found nothing") from error
        except ClientDisconnect as error:
            raise HTTPException(400, "wanted the whole message, found that it broke off") from error
        yield piece


async def _body(request: Request) -> bytes:
    await refuse_too_large(request, MOST_BYTES)
    body = bytearray()
    try:
        with fail_after(SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > MOST_BYTES:
                    break
    except TimeoutError as error:
        raise HTTPException(408, f"wanted the form within {SECONDS} seconds, found a part of it") from error
    except ClientDisconnect as error:
        raise HTTPException(400, "wanted the whole form, found that it broke off") from error
    if len(body) > MOST_BYTES:
        await drain(request)
        raise HTTPException(413, f"wanted at most {MOST_BYTES:,} bytes, found more")
    return bytes(body)
