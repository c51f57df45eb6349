"""Taking sources into the case from the browser, and looking at how far that is."""

from __future__ import annotations

from starlette.responses import Response

from closewatch.desk.web.door import Door, Role
from closewatch.desk.web.entry.handed_over import HandedFile
from closewatch.desk.web.visit import Visit
from closewatch.desk.web.works import ADDRESSES
from closewatch.terms.trouble import CaseError

LONGEST_ADDRESS = 8_000


def upload(visit: Visit) -> Response:
    """Ask for files or an address, and list what was taken in lately."""
    return _shown(visit)


def send_upload(visit: Visit) -> Response:
    """Take in what was handed over: it waits for its turn, and goes on whoever looks."""
    assert visit.handed is not None  # the door takes files
    pile, address = visit.handed.pile, visit.sent("address")
    trouble = _trouble(visit, pile.files, address)
    work = None if trouble else visit.desk.works.begin(pile, address, visit.person.name)
    if work is None:
        pile.close()
        return (
            _shown(visit, trouble, 400) if trouble else _shown(visit, "Other uploads wait already. Send it again when they are done.", 429)
        )
    return visit.go(f"/upload/{work.id}")


def work(visit: Visit) -> Response:
    """Show how far an upload is. Raises: CaseError where it is not remembered."""
    found = visit.desk.works.one(visit.part("id"))
    if found is None:
        raise CaseError("wanted an upload of this desk since it was opened, found none; what it took in is on the record")
    return visit.page("work.html", work=found)


def _trouble(visit: Visit, files: list[HandedFile], address: str) -> str:
    """Say in one line why nothing can be taken in; empty where it can."""
    if not visit.desk.file.on_disk:
        return "This case lies where nothing can be written."
    written = len(address) <= LONGEST_ADDRESS and address.isprintable() and " " not in address
    if address and not (written and address.lower().startswith(ADDRESSES)):
        return "An address begins with http:// or https:// and has no spaces."
    return "" if files or address else "Choose at least one file, or give an address."


def _shown(visit: Visit, trouble: str = "", status: int = 200) -> Response:
    limits = visit.desk.limits
    return visit.page(
        "upload.html", status=status, trouble=trouble, works=visit.desk.works.all(), limits=limits, typed=visit.sent("address")
    )


DOORS = (
    Door("/upload", upload, role=Role.KEEPER),
    Door("/upload", send_upload, posts=True, role=Role.KEEPER, takes_files=True),
    Door("/upload/{id}", work, role=Role.KEEPER),
)
