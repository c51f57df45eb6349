"""Which words a finished dossier shows to a reader: the text of the page or of the PDF, to look sentences and quotations up in.

White space is left out on both sides, and so are marks that a page shows a sign for: lines and pages break differently in each file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from closewatch.publish.paper.letters import copied_together
from closewatch.terms.trouble import EvidenceAltered

_HYPHEN_AT_END = "\x02"
"""What PDFium gives for a hyphen at the end of a line; ours never parts a word there itself, so that it is always one of the text."""

_TAKEN_UP = 80
"""How many signs have to stand together on a page to tell that it takes up what began on the one before."""

_UNSEEN = ("style", "script", "template")

SIGN_IN_PLACE = "\ufffd"
"""What a page shows for a mark that would act on whoever reads it (publish.wording.visible)."""


@dataclass(frozen=True)
class Shown:
    """The text of a file, page by page, without white space; `paper` where it shows words as a PDF does (publish.paper.letters)."""

    pages: tuple[str, ...]
    paper: bool = False

    def shows(self, words: str) -> bool:
        """Tell whether words stand in the file, be it across the end of a page.

        >>> Shown(("Thetollwasabout", "3.4300.")).shows("The toll was about 300."), Shown(("Thetoll",)).shows("The tolls")
        (True, False)
        """
        parts = copied_together(words) if self.paper else (words,)
        return all(self._stands(squeezed(part)) for part in parts)

    def _stands(self, wanted: str) -> bool:
        return any(wanted in page for page in self.pages) or any(self._across(place, wanted) for place in range(len(self.pages) - 1))

    def _across(self, place: int, wanted: str) -> bool:
        """Tell whether words begin on one page and end on a later one; between them may stand what each page has at its foot and head."""
        while place + 1 < len(self.pages):
            page, following = self.pages[place], self.pages[place + 1]
            cuts = range(_longest_beginning(wanted, page), 0, -1)
            if any(wanted[cut:] in following for cut in cuts):
                return True
            # Longer than what is left of this page and the next together: on it goes from where the next page takes it up.
            goes_on = next((cut for cut in cuts if wanted[cut : cut + _TAKEN_UP] in following), 0)
            if not goes_on:
                return False
            place, wanted = place + 1, wanted[goes_on:]
        return False


def _longest_beginning(words: str, page: str) -> int:
    """Count how many signs words begin with that stand together on a page."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words[:middle] in page else (low, middle - 1)
    return low


def squeezed(text: str) -> str:
    """Give a text without white space and without marks that are not seen, each sign in its plain form (NFKC).

    >>> squeezed("A\\u00ad \\x1b[ﬁle]\\n")
    'A[file]'
    """
    plain = unicodedata.normalize("NFKC", text)
    unseen = {ord(sign): None for sign in set(plain) if sign in (" ", SIGN_IN_PLACE) or not sign.isprintable()}
    return plain.translate(unseen)


def shown_in(data: bytes, name: str) -> Shown:
    """Read the text of a finished dossier. Raises: EvidenceAltered when it is neither a page nor a PDF that can be read."""
    paper = data.startswith(b"%PDF-")
    pages = _pdf_pages(data, name) if paper else _page_text(data, name)
    return Shown(tuple(squeezed(page) for page in pages), paper)


class _Text:
    """Collects the words of a page while it is read, so that no tree of it has to be held."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._unseen = 0

    def start(self, tag: str | bytes, attrib: object) -> None:
        self._unseen += tag in _UNSEEN

    def end(self, tag: str | bytes) -> None:
        self._unseen -= tag in _UNSEEN

    def data(self, data: str | bytes) -> None:
        if not self._unseen:
            self._pieces.append(str(data))

    def comment(self, text: str | bytes) -> None:
        pass

    def close(self) -> str:
        return "".join(self._pieces)


def _page_text(data: bytes, name: str) -> Iterator[str]:
    from lxml import etree

    try:
        parser = etree.HTMLParser(target=_Text(), encoding="utf-8", huge_tree=True, no_network=True)
        parser.feed(data)
        yield str(parser.close())
    except (etree.LxmlError, ValueError) as error:
        raise EvidenceAltered(f"wanted a page, found: {error} ({name})") from error


def _pdf_pages(data: bytes, name: str) -> Iterator[str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(BytesIO(data))
        try:
            for page in document:
                yield page.get_textpage().get_text_bounded().replace(_HYPHEN_AT_END, "-")
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise EvidenceAltered(f"wanted a PDF that can be read, found: {error} ({name})") from error
