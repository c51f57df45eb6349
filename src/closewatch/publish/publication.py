"""What may leave a case: its values at one moment, each with the protections applied before anything is written.

The one place where `publish` reads a ledger for what it hands over. Rows come one by one, so that an export can be as long as the case.
A report's own `id` is made of its text, so it is given beside the report: a blacked-out text would have another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from closewatch.ledger import bodies
from closewatch.ledger.case import Case
from closewatch.ledger.journal import Head
from closewatch.ledger.views import lists
from closewatch.ledger.views.drift import drifts
from closewatch.ledger.views.history import history
from closewatch.ledger.views.lists import ListedActor, ListedFigure, ListedReport, ListedStatement, Wanted
from closewatch.ledger.views.questions import questions
from closewatch.protect.redact import Redaction
from closewatch.terms.claim import Question
from closewatch.terms.dossier import Withheld
from closewatch.terms.drift import Drift
from closewatch.terms.entry import Entry, EntryKind
from closewatch.terms.history import History
from closewatch.terms.report import Report


@dataclass(frozen=True)
class Publication:
    """A case as it may leave, at the moment that whoever made this holds (`Case.at_one_moment`)."""

    case: Case
    redaction: Redaction

    def head(self) -> Head:
        """Give the journal head that everything here is computed from."""
        return self.case.head()

    def title(self) -> str:
        """Give the title of the case."""
        first = next(self.case.store.entries(), None)
        title = first.body["title"] if first is not None and first.kind == EntryKind.CASE and first.body else ""
        return self.redaction.value(str(title))

    def reports(self) -> Iterator[ListedReport]:
        """Give every report without its text, with its captures."""
        return map(self.redaction.value, lists.reports(self.case.tables, Wanted()))

    def report(self, identity: str) -> Report:
        """Give a report with its text. Raises: CaseError when the case does not hold it."""
        return self.redaction.value(self.case.report(identity))

    def statements(self) -> Iterator[ListedStatement]:
        """Give every statement as it stands today."""
        return map(self.redaction.value, lists.statements(self.case.tables, Wanted()))

    def figures(self) -> Iterator[ListedFigure]:
        """Give every figure as it stands today."""
        return map(self.redaction.value, lists.figures(self.case.tables, Wanted()))

    def actors(self) -> Iterator[ListedActor]:
        """Give every actor with how much it says."""
        return map(self.redaction.value, lists.actors(self.case.tables, Wanted()))

    def questions(self) -> Iterator[Question]:
        """Give every question with its claims, origins and conflicts."""
        return map(self.redaction.value, questions(self.case.tables))

    def history(self, question: str) -> History | None:
        """Give one question with all of it; None where the case does not hold it."""
        found = history(self.case.tables, question)
        return self.redaction.value(found) if found else None

    def drifts(self) -> Iterator[Drift]:
        """Give every way in which a fact changed as it was passed on."""
        return map(self.redaction.value, drifts(self.case.tables))

    def withheld(self, digest: str) -> Withheld | None:
        """Say why an original does not leave; None where it may."""
        return None

    def original(self, digest: str) -> bytes | None:
        """Give the bytes of an original; None where they do not leave. Raises: EvidenceAltered."""
        return None if self.withheld(digest) else self.case.store.get(digest)

    def entries(self) -> Iterator[Entry]:
        """Give the journal; an entry whose body would tell what is protected has none, and its digest stands for it."""
        return self.case.store.entries()

    def captures(self) -> Iterator[str]:
        """Name every original that an entry brought, in the order of the record, each once."""
        seen: set[str] = set()
        for entry in self.case.store.entries():
            if entry.kind == EntryKind.CAPTURE and entry.body is not None:
                digest = bodies.capture_in(entry.body).digest
                if digest not in seen:
                    seen.add(digest)
                    yield digest
