"""How the desk says no: one line that says what was wanted and what was found, as a page, or as JSON where JSON was asked for."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from closewatch.desk.web.rendering import TEMPLATES
from closewatch.publish.wording import one_line


def trouble(request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with one line."""
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": one_line(detail)}, status, headers)
    words = TEMPLATES.get_template("trouble.html").render(status=status, detail=one_line(detail))
    return Response(words, status, headers, media_type="text/html")
