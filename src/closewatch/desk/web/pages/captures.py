"""An original: its custody, its exact bytes, a look at it that does no harm, and how it differs from other captures of its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response, StreamingResponse

from closewatch.capture.limits import MEBIBYTE
from closewatch.desk.web.door import Door
from closewatch.desk.web.reading.differences import differences
from closewatch.desk.web.reading.opened import Look, Opened, looks
from closewatch.desk.web.reading.safe_page import framed
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.bylines import bylines_of
from closewatch.ledger.views.custody import Sighting, acts_about, same_address, same_bytes, sighting
from closewatch.ledger.views.values import decisions_on
from closewatch.publish.wording import byline_words, one_line
from closewatch.terms.trouble import EvidenceAltered

MOST_NAMED = 20
"""How many other captures are named on a page; the rest is counted."""

HASHED_UNASKED = 64 * MEBIBYTE
"""An original larger than this is hashed for its page when somebody asks for it: that takes a second for each gigabyte."""

FRAME_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""An archived page may run nothing, ask for nothing and send nothing, and stands in no frame but ours."""

ENDINGS = {
    "application/pdf": ".pdf", "text/plain": ".txt", "message/rfc822": ".eml", "text/csv": ".csv", "application/json": ".json",
    "application/zip": ".zip", "application/warc": ".warc", "application/wacz": ".wacz",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "application/vnd.oasis.opendocument.text": ".odt",
}  # fmt: skip
"""The ending of a downloaded file by what it is. A web page gets none that a browser would open: on the disk no policy holds it."""


def capture(visit: Visit) -> Response:
    """Show the receipt of an original, and the original itself as far as it can be shown."""
    tables, case = visit.case.tables, visit.case
    found = sighting(tables, visit.part("id"))
    held = found.capture.size <= HASHED_UNASKED or visit.asked("hash") == "now"
    others, twins = same_address(tables, found.id, MOST_NAMED + 1), same_bytes(tables, found.id, MOST_NAMED + 1)
    inside = tables.execute("SELECT id, source FROM captures WHERE within = ? ORDER BY seq LIMIT ?", (found.id, MOST_NAMED + 1)).fetchall()
    return visit.page(
        "capture.html",
        found=found,
        capture=found.capture,
        title=one_line(_last_part(found.capture.source), 120),
        altered=_altered(visit, found) if held else None,
        hashed=held,
        acts=acts_about(tables, found.id, found.report),
        decisions=decisions_on(tables, found.id),
        others=others[:MOST_NAMED],
        more_others=len(others) > MOST_NAMED,
        twins=twins[:MOST_NAMED],
        inside=inside[:MOST_NAMED],
        more_inside=len(inside) > MOST_NAMED,
        byline=_byline(visit, found.report),
        head=case.head(),
        destroyed=case.was_destroyed(found.capture.digest),
        **_shown(visit, found),
    )


def _altered(visit: Visit, found: Sighting) -> str | None:
    """Say what is wrong with the bytes, hashed now; None where they are those that were taken in."""
    try:
        visit.case.store.open(found.capture.digest).close()
    except EvidenceAltered as error:
        return str(error).partition(" (")[0]
    return None


def _byline(visit: Visit, report: str | None) -> dict[str, str] | None:
    if report is None:
        return None
    byline = bylines_of(visit.case.tables, [report])[report]
    return {"headline": one_line(byline.headline or "(no headline)", 160), "words": byline_words(byline.outlet, byline.day)}


def _shown(visit: Visit, found: Sighting) -> dict[str, Any]:
    """Say how the original is shown on its page: in a frame, as the picture of one page, or not."""
    if looks(found.capture.media_type) is Look.FRAME:
        return {"look": "frame", "says": "", "page": 0, "pages": 0}
    opened = opened_of(visit, found)
    return {"look": opened.look.value, "says": opened.says, "page": page_asked(visit, 1, opened.pages), "pages": opened.pages}


def page_asked(visit: Visit, otherwise: int, pages: int) -> int:
    """Give the page of an original that was asked for, the nearest that there is."""
    wanted = visit.asked("page") or ""
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else otherwise
    return max(1, min(number, pages))


def opened_of(visit: Visit, found: Sighting) -> Opened:
    """Give what can be seen of the original of a capture; where it was altered, that is what it says."""
    capture = found.capture
    declared = re.search(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", dict(capture.notes).get("content-type", ""), re.IGNORECASE)
    charset = declared[1] if declared else None
    try:
        return visit.desk.originals.opened(
            capture.digest, capture.media_type, capture.size, lambda: visit.case.store.get(capture.digest), charset
        )
    except EvidenceAltered:
        if visit.case.was_destroyed(capture.digest):
            return Opened(Look.NOTHING, "The original was lawfully destroyed.")
        return Opened(Look.NOTHING, "The original in the vault is not the one that was taken in: it was altered, or it is missing.")


def give_bytes(visit: Visit) -> Response:
    """Hand over the exact bytes of an original as a file, hashed before the first one leaves."""
    found = sighting(visit.case.tables, visit.part("id"))
    try:
        file = visit.case.store.open(found.capture.digest)
    except EvidenceAltered as error:
        raise HTTPException(409, f"{str(error).partition(' (')[0]}; nothing is handed over") from None
    headers = {
        "Content-Disposition": f"attachment; filename=\"{file_name(found)}\"; filename*=UTF-8''{quote(file_name(found))}",
        "Content-Length": str(found.capture.size),
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingResponse(_pieces(file), headers=headers, media_type="application/octet-stream")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(MEBIBYTE // 4):
            yield piece


def file_name(found: Sighting) -> str:
    """Name the file that an original is handed over as: by its digest and what can be kept of its own name, never by a path.

    >>> from closewatch.capture.originals import receipt
    >>> file_name(Sighting("ca:1", 1, receipt(b"<p>It rained.</p>", "../../a b\\u202efdp.html", "text/html"), None))
    '3ed07c3afd61-a-b-fdp.html.original'
    """
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", _last_part(found.capture.source)).strip(".-")[-60:]
    ending = ENDINGS.get(found.capture.media_type, ".original")
    name = f"{found.capture.digest.removeprefix('sha256:')[:12]}-{plain or 'original'}"
    return name if name.lower().endswith(ending) else name + ending


def _last_part(source: str) -> str:
    return source.replace("\\", "/").rstrip("/").rpartition("/")[2] or source


def view(visit: Visit) -> Response:
    """Show a page, words or a mail made harmless, for a frame of ours; what has pages of its own is shown on the capture's page."""
    found = sighting(visit.case.tables, visit.part("id"))
    if looks(found.capture.media_type) is Look.PICTURES:
        return visit.go(f"/captures/{found.id}")
    opened = opened_of(visit, found)
    page = opened.page if opened.look is Look.FRAME else framed("", "The original", opened.says)
    return HTMLResponse(page, headers={"Content-Security-Policy": FRAME_POLICY, "X-Frame-Options": "SAMEORIGIN"})


def picture(visit: Visit) -> Response:
    """Give the picture of one page of a PDF. Raises: HTTPException where it has no such page, or it cannot be drawn."""
    found, number = sighting(visit.case.tables, visit.part("id")), visit.part("number")
    drawn = None
    if looks(found.capture.media_type) is Look.PICTURES and number.isascii() and number.isdigit() and len(number) < 6:
        capture = found.capture
        try:
            drawn = visit.desk.originals.picture(capture.digest, int(number), capture.size, lambda: visit.case.store.get(capture.digest))
        except EvidenceAltered as error:
            raise HTTPException(409, str(error).partition(" (")[0]) from None
    if drawn is None:
        raise HTTPException(404, f"wanted page {one_line(number, 10)} of an original as a picture, found none that can be drawn")
    # The address names the digest's capture and a page of it, so the picture never changes; but only who may look may keep it.
    return Response(drawn, media_type="image/webp", headers={"Cache-Control": "private, max-age=3600"})


def difference(visit: Visit) -> Response:
    """Show two captures of one address beside each other: the words, figures and statements that one has and the other has not."""
    left, right = (sighting(visit.case.tables, visit.part(name)) for name in ("id", "other"))
    for one in (left, right):
        if one.report is None:
            raise HTTPException(404, f"wanted two captures with a report each, found none read from {one.id}")
    return visit.page("difference.html", left=left, right=right, found=differences(visit, str(left.report), str(right.report)))


DOORS = (
    Door("/captures/{id}", capture),
    Door("/captures/{id}/bytes", give_bytes),
    Door("/captures/{id}/view", view),
    Door("/captures/{id}/pages/{number}", picture),
    Door("/captures/{id}/difference/{other}", difference),
)
