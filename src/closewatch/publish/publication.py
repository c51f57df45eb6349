"""What may leave a case: its values at one moment, each with the protections applied before anything is written.

The one place where `publish` reads a ledger for what it hands over. Rows come one by one, so that an export can be as long as the case.
A report's own `id` is made of its text, so it is given beside the report: a blacked-out text would have another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import BinaryIO

import msgspec

from closewatch.ledger import bodies
from closewatch.ledger.case import Case
from closewatch.ledger.journal import Head
from closewatch.ledger.views import lists
from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.admission import Decided, admission_of, decided
from closewatch.ledger.views.custody import Sighting, sighting, sightings, sightings_of
from closewatch.ledger.views.days import report_days
from closewatch.ledger.views.digests import QuestionDigest, digest_of
from closewatch.ledger.views.drift import drifts, drifts_from
from closewatch.ledger.views.find import whole_id
from closewatch.ledger.views.gaps import Gaps, gaps_of, reports_of
from closewatch.ledger.views.history import history
from closewatch.ledger.views.holdings import Holdings, holdings_of, perhaps_disputed, standing_on
from closewatch.ledger.views.lists import ListedActor, ListedFigure, ListedReport, ListedStatement, Wanted
from closewatch.ledger.views.news import problem_counts
from closewatch.ledger.views.questions import question, questions
from closewatch.ledger.views.rows import text_of
from closewatch.ledger.views.values import Held, value_of
from closewatch.ledger.views.watching import pending
from closewatch.protect.leaks import leak_in
from closewatch.protect.redact import Redaction
from closewatch.protect.unpacking import UnpackedTooMuch
from closewatch.terms.capture import Capture
from closewatch.terms.claim import Link, Question
from closewatch.terms.decision import Verdict
from closewatch.terms.dossier import Admitted, Withheld
from closewatch.terms.drift import Drift
from closewatch.terms.entry import Entry, EntryKind
from closewatch.terms.history import History
from closewatch.terms.protection import Protected
from closewatch.terms.report import TEXT_LIMIT, Report
from closewatch.terms.trouble import CaseError, EvidenceAltered


@dataclass(frozen=True)
class Publication:
    """A case as it may leave, at the moment that whoever made this holds (`Case.at_one_moment`).

    The ids of protected actors are others here than in the case; whatever takes an id takes these.
    """

    case: Case
    redaction: Redaction

    def __post_init__(self) -> None:
        """Let quoted words be blacked out as the whole report is that they stand in."""
        if self.redaction:
            object.__setattr__(self, "redaction", replace(self.redaction, texts=lambda report: text_of(self.case.tables, report)))

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

    def figure(self, identity: str) -> ListedFigure | None:
        """Give one figure as it stands today; None where it is not read any more."""
        found = next(lists.figures(self.case.tables, Wanted(identity=identity)), None)
        return self.redaction.value(found) if found else None

    def goes_as(self, actor: str) -> str:
        """Name the actor of the whole case that an actor of one report is: `actors` has it under this id."""
        return self.redaction.value(component_of(self.case.tables, self.redaction.unmasked(actor)))

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

    def digest(self, identity: str) -> QuestionDigest | None:
        """Give one question in short; None where the case does not hold it."""
        found = question(self.case.tables, identity)
        return self.redaction.value(digest_of(found)) if found else None

    def perhaps_disputed(self, most_answers: int) -> tuple[tuple[str, ...], int]:
        """Name the questions that can be disputed, those with the most answers first, and say how many more there are."""
        return perhaps_disputed(self.case.tables, most_answers)

    def whole_id(self, beginning: str) -> str:
        """Give the one id of the case that begins so. Raises: CaseError when there is none, or more than one."""
        return self.redaction.value(whole_id(self.case.tables, self.redaction.unmasked(beginning)))

    def held(self, identity: str) -> Held:
        """Give one statement, figure, link, capture or decision as it holds today. Raises: CaseError when the case does not hold it."""
        return self.redaction.value(value_of(self.case.tables, self.redaction.unmasked(identity)))

    def listed_reports(self, identities: Iterable[str]) -> Iterator[ListedReport]:
        """Give some reports by their ids, without their text, with their captures."""
        return map(self.redaction.value, lists.reports_called(self.case.tables, identities))

    def reports_of(self, values: Iterable[str]) -> dict[str, str]:
        """Name the report of each of some statements and figures."""
        return reports_of(self.case.tables, values)

    def gaps(self, values: Iterable[str]) -> dict[str, Gaps]:
        """Say of each of some statements and figures what it leaves open."""
        return gaps_of(self.case.tables, values)

    def listed_actor(self, identity: str) -> ListedActor | None:
        """Give an actor with how much it says; None where the case does not hold it."""
        found = next(lists.actors(self.case.tables, Wanted(identity=self.redaction.unmasked(identity))), None)
        return self.redaction.value(found) if found else None

    def sighting(self, capture: str) -> Sighting:
        """Give one receipt under its id. Raises: CaseError when the case does not hold it."""
        return self.redaction.value(sighting(self.case.tables, capture))

    def first_sighting(self, report: str) -> Sighting:
        """Give the first receipt of the original that a report was read from. Raises: CaseError when the case does not hold it."""
        found = sightings_of(self.case.tables, report, 1)
        if not found:
            raise CaseError(f"wanted a report of this case, found none under {report}")
        return self.redaction.value(found[0])

    def admitted(self, identity: str, report: str) -> tuple[Admitted, ...]:
        """Give the lines of the journal that brought a value of a report, and each decision on it with its reason."""
        found = []
        for one in admission_of(self.case.tables, identity, report):
            entry = self.case.store.entry(one.seq)
            reason = one.decided.decision.reason if one.decided else ""
            found.append(Admitted(one.seq, entry.digest, entry.at, entry.by, one.did, reason))
        return self.redaction.value(tuple(found))

    def decided(self) -> Iterator[Decided]:
        """Give every decision of the case with its id and its entry, withdrawn ones too."""
        return map(self.redaction.value, decided(self.case.tables))

    def standing_on(self, identity: str) -> str | None:
        """Name a statement, figure or report that anything of the record stands on; None where there is none."""
        return standing_on(self.case.tables, identity)

    def drifts_from(self, changed: Iterable[str]) -> Iterator[Drift]:
        """Give the changes of which one of some values is the outcome."""
        return map(self.redaction.value, drifts_from(self.case.tables, changed))

    def holdings(self) -> Holdings:
        """Count what the case holds, and what was read by what."""
        return self.redaction.value(holdings_of(self.case.tables))

    def report_days(self) -> dict[str, int]:
        """Count the reports of each ISO day; those without one under ""."""
        return report_days(self.case.tables)

    def problem_counts(self) -> tuple[tuple[str, str, int], ...]:
        """Count the problems and notes on the record by code and severity."""
        return problem_counts(self.case.tables)

    def as_of(self) -> str:
        """Give the moment of the last entry of the journal."""
        head = self.head()
        return self.case.store.entry(head.seq).at if head.seq else ""

    def links(self) -> Iterator[Link]:
        """Give every link that holds but those of who goes as whom, which `goes_as` tells."""
        return map(self.redaction.value, lists.links(self.case.tables))

    def sightings(self) -> Iterator[Sighting]:
        """Give every capture with the report that was read from it, in the order of the record."""
        return map(self.redaction.value, sightings(self.case.tables))

    def withheld(self, digest: str) -> Withheld | None:
        """Say why an original does not leave; None where it may.

        It does not where it is protected itself, where a report that was read from it, or from what it holds, has words that are blacked
        out or a protected name in its headline or byline, and where such a name stands anywhere in its bytes, however they are packed; nor
        where it is packed to hold more than can be looked through.
        """
        if not self.redaction:
            return None
        if digest not in self._looked_through:
            try:
                protected = self._why_withheld(digest)
                self._looked_through[digest] = self._withheld(protected) if protected else None
            except UnpackedTooMuch as error:
                self._looked_through[digest] = Withheld("", f"nobody can say whether a protected name is in it: {error}")
        return self._looked_through[digest]

    def withheld_words(self, report: str, start: int, end: int) -> Withheld | None:
        """Say why words of a report between two offsets are blacked out; None where all of them may be read."""
        protected = self.redaction.protection_at(report, start, end)
        return self._withheld(protected) if protected else None

    def withheld_all(self) -> tuple[Withheld, ...]:
        """Give each protection that holds, with its reason and without what it protects, in the order in which they were decided."""
        return tuple(map(self._withheld, self.redaction.protected))

    def exposed(self) -> int:
        """Count the protections that hold in the case and are not applied here, because whoever publishes left redaction off."""
        if self.redaction:
            return 0
        query = "SELECT count(*) FROM decisions WHERE verdict = ? AND NOT withdrawn"
        return int(self.case.tables.execute(query, (Verdict.PROTECT.value,)).fetchone()[0])

    def _withheld(self, protected: Protected) -> Withheld:
        reason = self.redaction.reason_of(protected).strip()
        return Withheld(protected.decision, f"{protected.pseudonym}: {reason}" if reason else protected.pseudonym)

    @cached_property
    def _looked_through(self) -> dict[str, Withheld | None]:
        return {}

    @cached_property
    def _inside(self) -> dict[str, list[tuple[str, str | None]]]:
        """Which captures, with the reports that were read from them, each capture holds."""
        found: dict[str, list[tuple[str, str | None]]] = {}
        for capture, report, holder in self.case.tables.execute("SELECT id, report, within FROM captures WHERE within IS NOT NULL"):
            found.setdefault(holder, []).append((capture, report))
        return found

    def _reports_in(self, digest: str) -> list[str]:
        """Name the reports that were read from an original, and from what it holds: their words may stand there in signs that are not
        ours."""
        waiting = self.case.tables.execute("SELECT id, report FROM captures WHERE digest = ?", (digest,)).fetchall()
        seen: dict[str, str | None] = {}
        while waiting:
            capture, report = waiting.pop()
            if capture not in seen:
                seen[capture] = report
                waiting += self._inside.get(capture, ())
        return sorted({report for report in seen.values() if report is not None})

    def _why_withheld(self, digest: str) -> Protected | None:
        own = self.redaction.protection_of(digest)
        if own is not None:
            return own
        for identity in self._reports_in(digest):
            found = self.redaction.protection_at(identity, 0, TEXT_LIMIT) or self._told_of(identity)
            if found is not None:
                return found
        try:
            with self.case.store.open(digest) as stream:
                leak = leak_in(stream, self.redaction)
        except EvidenceAltered:
            return None  # there is nothing that could leave; whoever asks for it is told
        return next((one for one in self.redaction.protected if leak and one.pseudonym == leak.what), None)

    def _told_of(self, identity: str) -> Protected | None:
        """Give the protection of the first name in what a report says of itself beside its text."""
        report = self.case.report(identity)
        return self.redaction.found_in("\n".join(filter(None, (report.headline, report.publisher, *report.authors))))

    def original(self, digest: str) -> bytes | None:
        """Give the bytes of an original; None where they do not leave. Raises: EvidenceAltered."""
        return None if self.withheld(digest) else self.case.store.get(digest)

    def opened(self, digest: str) -> BinaryIO | None:
        """Open an original to read, whatever its size; None where it does not leave. Raises: EvidenceAltered."""
        return None if self.withheld(digest) else self.case.store.open(digest)

    def receipts(self) -> Iterator[Capture]:
        """Give the receipt of every capture that the case can read, in the order of the record; then those that nobody read yet."""
        for (value,) in self.case.tables.execute("SELECT value FROM captures ORDER BY seq, id"):
            yield self.redaction.value(msgspec.json.decode(value, type=Capture))
        yield from map(self.redaction.value, pending(self.case.tables))

    def entries(self) -> Iterator[Entry]:
        """Give the journal; an entry whose body would tell what is protected has none, and its digest stands for it."""
        for entry in self.case.store.entries():
            yield self._as_it_may_leave(entry) if self.redaction else entry

    def chain(self) -> Iterator[Entry]:
        """Give the journal as `entries` does, to be checked by others. Raises: CaseError where a protected name recorded an entry.

        The chain covers who recorded what: with another name there, it would look as if somebody had changed it.
        """
        for kept, given in zip(self.case.store.entries(), self.entries(), strict=True):
            if given.by != kept.by:
                found = f"entry {given.seq}, recorded by {given.by.removeprefix('person:')}"
                raise CaseError(f"wanted a journal whose chain can be checked without a protected name, found {found}; csv leaves it out")
            yield given

    def _as_it_may_leave(self, entry: Entry) -> Entry:
        """Leave the body out where it holds anything protected, and its salt, with which a guess at it could be tried."""
        protects = entry.kind == EntryKind.DECISION and entry.body and entry.body.get("verdict") == Verdict.PROTECT
        told = bool(protects) or self.redaction.holds(entry.body) is not None
        kept = replace(entry, body=None, salt=None) if told else entry
        return replace(kept, by=self.redaction.value(entry.by))

    def captures(self) -> Iterator[str]:
        """Name every original that an entry brought, in the order of the record, each once."""
        seen: set[str] = set()
        for entry in self.case.store.entries():
            for digest in bodies.originals_in(entry.kind, entry.body):
                if digest not in seen:
                    seen.add(digest)
                    yield digest
