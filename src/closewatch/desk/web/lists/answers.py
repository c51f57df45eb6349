"""What programs are answered: JSON in one piece, and CSV that flows as long as the list is, from a case of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import msgspec
from starlette.responses import Response, StreamingResponse

from closewatch.desk.lists import Listing
from closewatch.desk.web.desk import Desk
from closewatch.ledger.case import Case
from closewatch.publish.comma_separated import csv_lines

CHUNK = 64 * 1024
"""Characters of CSV that leave together."""


def json_answer(value: Any) -> Response:
    """Answer with a value as JSON."""
    return Response(msgspec.json.encode(value), media_type="application/json")


def csv_answer(desk: Desk, name: str, listing: Listing, values: Callable[[Case], Iterator[Any]]) -> Response:
    """Answer with a whole list as a file of CSV, looked at as of one moment however long that takes.

    Raises: what looking up the first values raises, while there is still an answer to be made of it.
    """
    chunks = _chunks(desk, listing, values)
    first = next(chunks)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(chain((first,), chunks), media_type="text/csv", headers=headers)


def _chunks(desk: Desk, listing: Listing, values: Callable[[Case], Iterator[Any]]) -> Iterator[str]:
    # The page is long gone when the last line leaves, and its case with it: so the list has one of its own.
    with desk.case() as case, case.at_one_moment():
        ready: list[str] = []
        size = 0
        for line in csv_lines(chain((listing.columns,), (listing.row(value) for value in values(case)))):
            ready.append(line)
            size += len(line)
            if size >= CHUNK:
                yield "".join(ready)
                ready, size = [], 0
        yield "".join(ready)
