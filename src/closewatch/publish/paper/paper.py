"""The dossier as a PDF: tagged (PDF/UA-1), searchable, linked within itself, the same bytes for the same dossier on every machine.

Set by Typst (docs/decisions/0008) from the template beside this file and the fonts beside it. What is in a dossier is decided before; a
PDF says the same as the page and as the manifest.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from closewatch.publish.paper.letters import FONTS
from closewatch.publish.paper.links import linked_within
from closewatch.publish.paper.sheet import Sheet, Typing
from closewatch.terms.dossier import Dossier
from closewatch.terms.trouble import CaseError, Problem, Severity

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).parent / "dossier.typ"


def render_pdf(dossier: Dossier) -> bytes:
    """Set a dossier as a PDF.

    No font, clock or setting of the machine has a part in it: the time in the file is that of the last entry of the journal. Whatever
    stands in a report comes out as words, or as the code of the sign where no letter is shipped for it (`signs_without_letters`).
    Raises: CaseError when it cannot be set, as with a chart that is no drawing.
    """
    import typst  # takes 0.1 s and 30 MB, which only this needs

    data = {"dossier": msgspec.json.encode(sheet_of(dossier)).decode()}
    moment = _moment(dossier.as_of)
    try:
        compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts(), ignore_system_fonts=True)
        set_pages = compiler.compile(format="pdf", sys_inputs=data, pdf_standards=["ua-1"], timestamp=moment)
    except typst.TypstError as error:
        raise CaseError(f"wanted a dossier that can be set as a PDF, found: {error}; write it as a page (.html)") from error
    assert isinstance(set_pages, bytes)
    return linked_within(set_pages)


def sheet_of(dossier: Dossier) -> Sheet:
    """Give what the typesetter is given."""
    return Typing(dossier).sheet()


def signs_without_letters(dossier: Dossier) -> Problem | None:
    """Say which signs of a dossier stand on paper as their codes, because no shipped font has them; None where all are there."""
    missing: Iterable[tuple[str, int]] = sheet_of(dossier)["missing"]
    listed = ", ".join(f"{code} ({count} times)" for code, count in missing)
    if not listed:
        return None
    return Problem("dossier.no-font", f"wanted a letter for every sign, found none for {listed}", dossier.title, Severity.NOTE)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _moment(as_of: str) -> int:
    """Give the time that stands in the file, in seconds; 1970 where the ledger names none."""
    try:
        moment = datetime.fromisoformat(as_of)
    except ValueError:
        return 0
    return max(int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()), 0)
