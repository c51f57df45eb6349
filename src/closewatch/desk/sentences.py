"""A sentence of a dossier found again: the dossier is composed as the case stands today, and what the sentence rests on is followed down.

No dossier is kept in a case, for it can be made again; a sentence that stood in one at an earlier head may be worded otherwise today.
"""

from __future__ import annotations

from closewatch.ledger.case import Case
from closewatch.ledger.views.protections import protections
from closewatch.ledger.views.trace import Trace, trace
from closewatch.protect.redact import Redaction
from closewatch.publish.compose.compose import compose
from closewatch.publish.publication import Publication
from closewatch.terms.dossier import Sentence
from closewatch.terms.trouble import CaseError


def trace_sentence(case: Case, beginning: str) -> Trace:
    """Follow a sentence of the dossier of a case, with all it cites; one of the redacted dossier too.

    Raises: CaseError when no sentence of it goes by that id, or several do.
    """
    found = _sentences(case, Redaction(), beginning)
    redaction = Redaction(protections(case.tables, case.folder))
    if not found and redaction:
        found = _sentences(case, redaction, beginning)
    if len(found) != 1:
        told = f"{len(found)} for" if found else "none for"
        raise CaseError(f"wanted one sentence of the dossier of this case as it stands today, found {told} {beginning[:60]!r}")
    sentence = found[0]
    cites = map(redaction.unmasked, sentence.cites)
    return Trace("sentence", sentence.id, sentence, tuple(trace(case.tables, case.report, one) for one in cites))


def _sentences(case: Case, redaction: Redaction, beginning: str) -> list[Sentence]:
    dossier = compose(Publication(case, redaction))
    return list({one.id: one for _, one in dossier.sentences() if one.id.startswith(beginning)}.values())
