"""The dossier at the desk: choose what it tells, look it over, take it away; and what else a case can be written as."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from closewatch.desk.web.disputes.looks import Look
from closewatch.desk.web.door import Door
from closewatch.desk.web.handing_out.drafts import (
    LONGEST_TITLE,
    DossierDraft,
    draft_of,
    in_lines,
    keep_draft,
)
from closewatch.desk.web.handing_out.made import archive_of, look_over
from closewatch.desk.web.visit import Visit
from closewatch.publish.compose.own_sections import LONGEST_TEXT
from closewatch.publish.exports import EXPORTERS
from closewatch.publish.pages.page import page_policy
from closewatch.publish.wording import one_line
from closewatch.terms.trouble import CaseError

MOST_LISTED = 120
"""How many questions can be chosen from: a form has at most 200 fields; the command of the terminal takes any."""

MOST_TICKED = 50
"""How many of the disputed ones are chosen to begin with, as many as a dossier tells of unless told otherwise."""

MEBIBYTE = 1024 * 1024


def ask_dossier(visit: Visit) -> Response:
    """Ask what the dossier is to tell, with what was wanted last time filled in."""
    return _form(visit, draft_of(visit.desk.file, visit.person.name))


def send_dossier(visit: Visit) -> Response:
    """Keep what is wanted, and show the dossier; where it cannot be made, say why beside the form, in which nothing is lost."""
    asked = tuple(one for one in visit.form.getlist("question") if isinstance(one, str))
    sections, unredacted = in_lines(str(visit.form.get("sections", ""))), bool(visit.sent("unredacted")) and visit.may("keeper")
    draft = DossierDraft(one_line(visit.sent("title")), asked, sections, unredacted)
    if len(draft.title) > LONGEST_TITLE or len(sections) > LONGEST_TEXT:
        return _form(visit, draft, f"A title has at most {LONGEST_TITLE} signs, and sections have {LONGEST_TEXT:,}.", 400)
    keep_draft(visit.desk.file, visit.person.name, draft)
    try:
        look_over(visit.desk, draft)
    except CaseError as error:
        return _form(visit, draft, str(error), 400)
    return visit.go("/dossier/look")


def look_at_dossier(visit: Visit) -> Response:
    """Show what the dossier holds, what its wording leaves to be desired, and the ways to take it away."""
    draft = _draft(visit)
    return visit.page("dossier_look.html", looked=look_over(visit.desk, draft), draft=draft)


def preview(visit: Visit) -> Response:
    """Show the page of the dossier as it will leave; the policy that it carries holds for it here too."""
    return _page(visit, "inline")


def give_page(visit: Visit) -> Response:
    """Hand over the page alone as a file."""
    return _page(visit, "attachment")


def _page(visit: Visit, how: str) -> Response:
    headers = {
        "Content-Disposition": f'{how}; filename="dossier.html"',
        "Content-Security-Policy": f"{page_policy()}; frame-ancestors 'none'",
    }
    return Response(look_over(visit.desk, _draft(visit)).page, media_type="text/html; charset=utf-8", headers=headers)


def give_archive(visit: Visit) -> Response:
    """Hand over the dossier with its package and its manifest in one ZIP, so that it can be checked."""
    ending = visit.part("ending")
    if ending not in ("html", "pdf"):
        raise HTTPException(404, "wanted a dossier as html or pdf, found another name")
    lent = ExitStack()
    path = lent.enter_context(archive_of(visit.desk, _draft(visit), ending))
    headers = {"Content-Disposition": f'attachment; filename="dossier-{ending}.zip"', "Content-Length": str(path.stat().st_size)}
    return StreamingResponse(_pieces(path, lent), media_type="application/zip", headers=headers)


def _pieces(path: Path, lent: ExitStack) -> Iterator[bytes]:
    with lent, path.open("rb") as file:
        while piece := file.read(MEBIBYTE):
            yield piece


def list_exports(visit: Visit) -> Response:
    """List what a case can be written as, and the command for each."""
    return visit.page("exports.html", exporters=EXPORTERS, folder=visit.desk.start.folder.name)


def _draft(visit: Visit) -> DossierDraft:
    draft = draft_of(visit.desk.file, visit.person.name)
    if draft is None:
        raise CaseError("wanted a dossier that you have chosen the questions of, found none; begin at /dossier")
    return replace(draft, unredacted=draft.unredacted and visit.may("keeper"))  # who may, may have changed since


def _form(visit: Visit, draft: DossierDraft | None, trouble: str = "", status: int = 200) -> Response:
    looks = visit.desk.digests.looks(visit.case)
    listed = _listed(visit, looks.items, draft)
    first = [look.id for look in looks.items if look.digest.disputed][:MOST_TICKED]
    return visit.page(
        "dossier.html",
        status=status,
        trouble=trouble,
        draft=draft or DossierDraft(),
        listed=listed,
        ticked=set(draft.questions if draft else first),
        more=len(looks.items) - len(listed),
        looks=looks,
        longest_title=LONGEST_TITLE,
    )


def _listed(visit: Visit, items: tuple[Look, ...], draft: DossierDraft | None) -> tuple[Look, ...]:
    """Give the questions to choose from: the most disputed ones, and those chosen before wherever they stand in the list."""
    first = items[:MOST_LISTED]
    shown = {look.id for look in first}
    chosen = (visit.desk.digests.look(one) for one in (draft.questions if draft else ()) if one not in shown)
    return (*first, *(look for look in chosen if look))


DOORS = (
    Door("/dossier", ask_dossier),
    Door("/dossier", send_dossier, posts=True),
    Door("/dossier/look", look_at_dossier),
    Door("/dossier/preview", preview),
    Door("/dossier/page", give_page),
    Door("/dossier/archive/{ending}", give_archive),
    Door("/exports", list_exports),
)
