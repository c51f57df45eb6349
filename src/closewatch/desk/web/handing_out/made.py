"""Dossiers made at the desk, by the same way as with `closewatch dossier`: redacted, looked through for what is protected, then handed out.

A case of its own is lent for it, which looks at one moment for as long as it takes. What was made is looked at without making it again.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from closewatch.desk.dossiers import make_dossier
from closewatch.desk.line import publish
from closewatch.desk.web.desk import Desk
from closewatch.desk.web.handing_out.drafts import DossierDraft
from closewatch.publish.compose.compose import compose
from closewatch.publish.compose.lint import lint
from closewatch.publish.pages.page import render_page
from closewatch.publish.publication import Publication
from closewatch.terms.dossier import SentenceKind
from closewatch.terms.trouble import Problem

PAGE, ARCHIVE = "dossier.html", "dossier.zip"


@dataclass(frozen=True)
class Looked:
    """A dossier as its writer looks it over: the page, its numbers, and what its wording leaves to be desired."""

    title: str
    page: bytes
    questions: int
    findings: int
    unreviewed: int
    cites: int
    withheld: int
    redacted: bool
    problems: tuple[Problem, ...]


def look_over(desk: Desk, draft: DossierDraft) -> Looked:
    """Compose what somebody wants and give its page. Raises: CaseError where that cannot be, in one line for the writer."""
    with desk.case() as case:
        return desk.digests.kept.get(case.head().digest, f"dossier {draft.digest}", lambda: _looked(desk, draft))


def _looked(desk: Desk, draft: DossierDraft) -> Looked:
    made: list[Looked] = []

    def write(publication: Publication, folder: Path) -> None:
        dossier = compose(publication, draft.wanted)
        findings = [sentence for _, sentence in dossier.sentences() if sentence.kind is SentenceKind.FINDING]
        page = render_page(dossier)
        (folder / PAGE).write_bytes(page)
        numbers = (
            len(dossier.questions),
            len(findings),
            sum(one.unreviewed for one in findings),
            len(dossier.annex),
            len(dossier.withheld),
        )
        made.append(Looked(dossier.title, page, *numbers, dossier.redacted, lint(dossier)))

    with desk.case() as case, tempfile.TemporaryDirectory() as folder:
        publish(case, write, Path(folder) / "out", unredacted=draft.unredacted)
    return made[0]


@contextmanager
def archive_of(desk: Desk, draft: DossierDraft, ending: str) -> Iterator[Path]:
    """Make a dossier with its package and its manifest, and lend all three in one ZIP. Raises: CaseError, as `make_dossier` does."""
    with tempfile.TemporaryDirectory() as folder:
        with desk.case() as case:
            made = make_dossier(case, Path(folder) / "out" / f"dossier.{ending}", draft.wanted, unredacted=draft.unredacted)
        path = Path(folder) / ARCHIVE
        with zipfile.ZipFile(path, "w") as archive:
            for file in made.files:
                # Its time is the first that a zip can tell, so that the same files give the same bytes.
                with file.open("rb") as source, archive.open(zipfile.ZipInfo(file.name), "w") as target:
                    shutil.copyfileobj(source, target)
        yield path
