"""Every cite of a dossier followed down by hand, for the tests: to words at their place in the report, and to bytes by their digest."""

from __future__ import annotations

from closewatch.ledger.case import Case
from closewatch.terms.dossier import Chart, Dossier, Passage, SentenceKind, Table


def uncited(dossier: Dossier) -> list[str]:
    """Name the findings that cite nothing."""
    return [sentence.text for _, sentence in dossier.sentences() if sentence.kind is SentenceKind.FINDING and not sentence.cites]


def cites_in(part: Passage | Table | Chart) -> list[str]:
    """Give what one part of a section cites, in order."""
    if isinstance(part, Passage):
        return [one for sentence in part.sentences for one in sentence.cites]
    return [one for row in (part if isinstance(part, Table) else part.data).rows for one in row.cites]


def faults(case: Case, dossier: Dossier) -> list[str]:
    """Follow every cite of every sentence and row; name those that lead nowhere, or to other words or bytes."""
    numbers = dossier.numbers()
    found = [one for section in dossier.sections for part in section.parts for one in cites_in(part) if one not in numbers]
    for cited in dossier.annex:
        report = case.report(cited.report)
        whole = report.text[cited.start : cited.start + len(cited.paragraph)] == cited.paragraph
        for span in cited.words:
            at = span.start - cited.start
            whole &= report.text[span.start : span.end] == span.exact == cited.paragraph[at : at + len(span.exact)]
        case.store.get(cited.receipt.digest)  # raises where the bytes are gone or are others
        if not (whole and cited.words and cited.admitted and cited.receipt.digest == report.capture.digest):
            found.append(cited.id)
    return found
