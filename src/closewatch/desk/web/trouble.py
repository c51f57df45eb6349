"""How the desk says no: one line that says what was wanted and what was found, as a page, or as JSON where JSON was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from closewatch.desk.web.rendering import TEMPLATES
from closewatch.publish.wording import one_line

if TYPE_CHECKING:
    from closewatch.desk.web.visit import Visit


def for_programs(request: Request) -> bool:
    """Tell whether a program asks."""
    return request.url.path.endswith(".json")


def trouble(
    request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None, visit: Visit | None = None
) -> Response:  # fmt: skip
    """Answer with one line; within the frame of the desk where there is a visit, else on a bare page."""
    if for_programs(request):
        return JSONResponse({"error": one_line(detail)}, status, headers)
    words = TEMPLATES.get_template("trouble.html").render(status=status, detail=one_line(detail), visit=visit)
    return Response(words, status, headers, media_type="text/html")
