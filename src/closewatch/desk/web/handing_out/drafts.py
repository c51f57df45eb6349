"""What somebody wants in their dossier, kept in the desk's own file until they come back to it; no evidence, and on no record."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from closewatch.desk.web.desk_file import DeskFile
from closewatch.publish.compose.compose import DossierWanted
from closewatch.terms.ref import canonical, digest_of

KEPT_AS = "dossier"

LONGEST_TITLE = 300
"""How many signs a title has at most: it is one line."""


@dataclass(frozen=True)
class DossierDraft:
    """A title, the questions chosen (none for all disputed ones), the person's own sections, and whether protections are left off."""

    title: str = ""
    questions: tuple[str, ...] = ()
    sections: str = ""
    unredacted: bool = False

    @property
    def wanted(self) -> DossierWanted:
        """The same as the command of the terminal is told it."""
        return DossierWanted(self.questions, self.sections, self.title)

    @property
    def digest(self) -> str:
        """Names exactly this draft."""
        return digest_of(canonical([self.title, list(self.questions), self.sections, self.unredacted]))


def draft_of(file: DeskFile, person: str) -> DossierDraft | None:
    """Give what somebody wanted last; None where they have not said yet."""
    kept = file.recall(person, KEPT_AS)
    if kept is None:
        return None
    return DossierDraft(str(kept["title"]), tuple(map(str, kept["questions"])), str(kept["sections"]), bool(kept["unredacted"]))


def keep_draft(file: DeskFile, person: str, draft: DossierDraft) -> None:
    """Keep what somebody wants, in the place of what they wanted before."""
    file.remember(person, KEPT_AS, asdict(draft))


def in_lines(text: str) -> str:
    """Give the text of a form with the line breaks of a file: browsers send a carriage return with each (HTML, form submission).

    >>> in_lines("# Heading\\r\\nWords.")
    '# Heading\\nWords.'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")
