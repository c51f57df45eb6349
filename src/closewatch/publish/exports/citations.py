"""The reports behind the questions of a case as citations: BibTeX for LaTeX, CSL-JSON for Zotero and word processors.

Each has what the report says of itself, no date more precise than it says, and in its note the SHA-256 of the bytes and the ids by which
the ledger finds them. Which reports a dossier cites is known to the dossier; an export takes all that carry a claim.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from closewatch.ledger.views.custody import Sighting
from closewatch.publish.exports.exporter import Exporter
from closewatch.publish.publication import Publication

KEY_DIGITS = 16
"""Hexadecimal digits of a report's id in its key: 64 bits, so that two keys do not meet by chance."""
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
"""The ten signs that LaTeX does not print as they stand (The LaTeX Companion, "Special characters"); all others are left in UTF-8."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Cited:
    """What a citation of a report says; `published` is an ISO date as precise as the report gives it, without a time of day."""

    id: str
    authors: tuple[str, ...]
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    language: str | None
    capture: Sighting

    @property
    def key(self) -> str:
        """The name by which a text cites it: outlet, year, and the beginning of the report's id, the same in every export."""
        outlet = unicodedata.normalize("NFKD", self.publisher or "report").encode("ascii", "ignore").decode()
        year = (self.published or "nodate")[:4] if self.published else "nodate"
        return f"{re.sub('[^a-z0-9]', '', outlet.lower())[:24] or 'report'}{year}-{self.id[3 : 3 + KEY_DIGITS]}"

    @property
    def note(self) -> str:
        """The bytes that were read, by their SHA-256, and the ids of the ledger."""
        return f"SHA-256 {self.capture.capture.digest.removeprefix('sha256:')}; report {self.id}; capture {self.capture.id}"


def cited(publication: Publication) -> Iterator[Cited]:
    """Give every report that carries a claim of a question, in the order of the record."""
    behind = {report for question in publication.questions() for claim in question.claims for report in claim.reports}
    for listed in publication.reports():
        if listed.id in behind:
            report = publication.report(listed.id)
            day = listed.published[:10] if listed.published else None
            about = (report.authors, listed.headline, listed.publisher, day, listed.url, listed.language)
            yield Cited(listed.id, *about, publication.first_sighting(listed.id))


def write_bibtex(publication: Publication, folder: Path) -> None:
    """Write reports.bib, one entry for each report behind a question."""
    with (folder / "reports.bib").open("w", encoding="utf-8", newline="\n") as file:
        file.write("% The reports that carry the claims of this case, in UTF-8. Accessed: the day on which the bytes were captured.\n")
        for one in cited(publication):
            file.write(bibtex(one))


def bibtex(one: Cited) -> str:
    """Write one report as an entry for BibTeX (`year` and `month`) and biblatex (`date` and `urldate`)."""
    published = (one.published or "").split("-")
    fields = {
        "author": " and ".join(f"{{{latex(author)}}}" for author in one.authors),
        "title": f"{{{latex(one.title)}}}" if one.title else "",
        "publisher": latex(one.publisher or ""),
        "year": published[0],
        "month": _MONTHS[int(published[1]) - 1] if len(published) > 1 else "",
        "date": one.published or "",
        "url": _address(one.url or ""),
        "urldate": one.capture.capture.taken_at.date().isoformat(),
        "langid": one.language or "",
        "note": latex(one.note),
    }
    lines = (f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items() if value)
    return f"\n@misc{{{one.key},\n{''.join(lines)}}}\n"


def latex(words: str) -> str:
    """Write words so that LaTeX prints them as they are; line breaks become spaces.

    >>> print(latex("50% of R&D {Київ}"))
    50\\% of R\\&D \\{Київ\\}
    """
    return "".join(_LATEX.get(sign, sign) for sign in " ".join(words.split()))


def _address(url: str) -> str:
    """Write an address for `\\url`, which prints signs as they are; only braces, a backslash and spaces must be percent-encoded."""
    return "".join(f"%{ord(sign):02X}" if sign in "{}\\ \t\r\n" else sign for sign in url)


def write_csl(publication: Publication, folder: Path) -> None:
    """Write reports.json, an array of CSL-JSON items, one for each report behind a question."""
    with (folder / "reports.json").open("w", encoding="utf-8", newline="\n") as file:
        before = "["
        for one in cited(publication):
            file.write(f"{before}\n{json.dumps(csl(one), ensure_ascii=False)}")
            before = ","
        file.write("[]\n" if before == "[" else "\n]\n")


def csl(one: Cited) -> dict[str, Any]:
    """Give one report as an item of CSL-JSON; authors are literal, since a byline is not taken apart into first and last names."""
    accessed = one.capture.capture.taken_at.date()
    item: dict[str, Any] = {
        "id": one.key,
        "type": "article-newspaper" if one.publisher else "document",
        "title": one.title,
        "author": [{"literal": author} for author in one.authors],
        "container-title": one.publisher,
        "publisher": one.publisher,
        "issued": {"date-parts": [[int(part) for part in one.published.split("-")]]} if one.published else None,
        "accessed": {"date-parts": [[accessed.year, accessed.month, accessed.day]]},
        "URL": one.url,
        "language": one.language,
        "note": one.note,
    }
    return {name: value for name, value in item.items() if value}


BIBTEX = Exporter("bibtex", "the reports behind the questions, as BibTeX", write_bibtex)
CSL = Exporter("csl", "the reports behind the questions, as CSL-JSON", write_csl)
