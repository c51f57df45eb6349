"""The whole line, from bytes to the record. Read this first.

    sources --take--> originals --work (render, read)--> readings --link (with what is held)--> links --record--> the journal
    held reports --work (read)--> readings --find_succession--> what takes the place of what --record--> the journal
    what is on the record --publish (redacted first)--> a dossier, exports
    watched sources --poll--> originals, read behind as above --notice (between two heads)--> alerts --channels--> people
    another copy --missing_from--> what it has and this case has not --link (with what is held)--> record --> the journal

The jobs above it are functions from values to values; this is the one place that puts them in order and the only one that records.
It knows no formats and no commands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from closewatch.capture.containers import HOLDERS
from closewatch.capture.format import Format
from closewatch.capture.formats import FORMATS
from closewatch.capture.limits import Limits
from closewatch.capture.taken import Taken
from closewatch.desk.publishing import put_out, refuse_leaks
from closewatch.desk.turns import in_turn
from closewatch.desk.work import Worked, read_held, work_on
from closewatch.desk.workers import Died, Here, Task, TooSlow, Workers
from closewatch.ledger.bodies import alerts_body, capture_body, delivery_body, key_body, links_body, polls_body, reading_body
from closewatch.ledger.case import Case, actors_of
from closewatch.ledger.destruction import Destruction, alerts_kept, destruction_body, sealed_key
from closewatch.ledger.lawful import destroyed_problem, lawful_poll, stands
from closewatch.ledger.merging import Group, Merged, drafts_of, lacking_values, missing_from, originals_of, same_links
from closewatch.ledger.same_words import same_words, same_words_note
from closewatch.ledger.succession import Succession, find_succession
from closewatch.ledger.verify import UNREADABLE
from closewatch.ledger.views.decisions import check_fits
from closewatch.ledger.views.protections import protections
from closewatch.ledger.views.watching import alert
from closewatch.linking.lexicon import Lexicon, lexicon_with
from closewatch.linking.link import link
from closewatch.protect.keys import PublicKey
from closewatch.protect.redact import Redaction
from closewatch.publish.exports.exporter import Write
from closewatch.publish.publication import Publication
from closewatch.reading.read import Reader
from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.review.second import check_second
from closewatch.terms.alert import Alert, Delivery
from closewatch.terms.decision import Decision
from closewatch.terms.entry import Draft, Entry, EntryKind
from closewatch.terms.reading import Account, Reading
from closewatch.terms.record import to_plain
from closewatch.terms.ref import digest_of
from closewatch.terms.report import Report
from closewatch.terms.trouble import JournalError, Problem
from closewatch.terms.watch import Poll, Watched

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Tools:
    """What the line works with; tests and plugins pass their own."""

    by: str
    workers: Workers = field(default_factory=Here)
    formats: tuple[Format, ...] = FORMATS
    reader: Reader = read_by_encoder
    limits: Limits = field(default_factory=Limits)
    clock: Clock = now


@dataclass(frozen=True)
class Step:
    """What became of one original, or of a source that gave none: `state` is new, held, same (a page that gave other bytes and the same
    words), holder (opened for what it holds) or problem."""

    state: str
    source: str
    worked: Worked
    capture: str | None = None


@dataclass(frozen=True)
class Again:
    """What became of one report that was read again: `state` is changed, same (as on the record already) or problem."""

    state: str
    report: str
    reading: Reading | None = None
    succession: Succession | None = None
    problems: tuple[Problem, ...] = ()


def read_only(items: Iterable[Taken | Problem], tools: Tools) -> Iterator[Step]:
    """Read originals without a case, in the order they come."""
    for item, worked in _worked(items, lambda _: None, tools):
        yield _step(item, worked)


def take_in(case: Case, items: Iterable[Taken | Problem], tools: Tools) -> Iterator[Step]:
    """Put originals on the record, in the order they come: one report, one transaction. What is held already is passed over."""
    lexicon = lexicon_with(actors_of(case))
    for item, worked in _worked((_lawful(case, item) for item in items), lambda taken: _held(case, taken), tools):
        step = _step(item, worked)
        if isinstance(item, Problem):
            _record_problem(case, item, tools)
        elif step.state != "held":
            step = _record(case, item, worked, tools, lexicon)
        yield step


def read_again(case: Case, tools: Tools) -> Iterator[Again]:
    """Read the reports of a case again, in the order of the record: one report, one transaction. What people decided is carried over.

    A reading that is what is on the record already is not recorded; where a reader fails, the old reading stays.
    """
    lexicon = lexicon_with(actors_of(case))
    held = [row[0] for row in case.tables.execute("SELECT id FROM reports ORDER BY seq").fetchall()]
    pairs = in_turn(map(case.report, held), lambda report: _begun_again(report, tools), lambda report: len(report.text), tools.workers)
    for report, work in pairs:
        worked = _result(work, report.id)
        yield _recorded_again(case, report, worked, tools, lexicon)


def decide(case: Case, decision: Decision) -> Entry:
    """Put one person's decision on the record; a correction that does not fit is refused, and so is the one person as the second reviewer.

    Raises: NotAField, NotVerbatim, CaseError.
    """

    def drafts() -> tuple[Draft, ...]:
        check_fits(case.tables, decision)  # again, now that nobody else can write
        check_second(case, decision)
        return (Draft(EntryKind.DECISION, decision.by, decision.at, to_plain(decision)),)

    return case.record((), drafts)[0]


def merge(case: Case, other: Case, tools: Tools) -> Iterator[Merged]:
    """Put on the record what a copy of the case has and this one has not, in the order of its journal: one group of entries, one
    transaction. Who put it on the record there, and when, stays; new reports are linked with what is held here too.

    Raises: CaseError and JournalError when the other is no copy of this case or does not hold, EvidenceAltered when an original is gone.
    """
    lexicon = lexicon_with(actors_of(case))
    for group in missing_from(case, other):
        if group.capture and case.was_destroyed(group.capture.digest):
            continue
        data = originals_of(case, other, group)

        def drafts(group: Group = group) -> tuple[Draft, ...]:
            found = drafts_of(case, other, group)
            account = group.account
            if account is None or not any(draft.kind is EntryKind.LINKS for draft in found):
                return found
            linked = link(case.tables, case, account, lexicon)
            body = links_body(account.report.id, linked.links, linked.withdrawn, again=True)
            return found if same_links(found, body) else (*found, Draft(EntryKind.LINKS, "linker:1", tools.clock(), body))

        try:
            entries = case.record(data, drafts)
        except (RecursionError, *UNREADABLE) as error:  # a chain that holds says nothing of who wrote it, and with what
            found = f"{type(error).__name__} at entry {group.entries[0].seq} ({other.folder or 'in memory'})"
            raise JournalError(f"wanted entries that can be added up, found {found}") from error
        if entries:
            yield Merged(group, entries)
    lacking = lacking_values(case, other)
    problems = tuple(problem for problem in lacking if not case.holds("problems", problem.id))
    if problems:
        draft = Draft(EntryKind.PROBLEM, tools.by, tools.clock(), {"problems": to_plain(problems)})
        yield Merged(None, case.record((), (draft,)))


def note_polls(case: Case, polls: Sequence[Poll], watched: Sequence[Watched], originals: Sequence[bytes], tools: Tools) -> None:
    """Put polls on the record, with the receipts and the bytes of what came; `watched` are sources as they are kept watch on from now on.

    What was lawfully destroyed is not kept again.
    """
    lawful = [lawful_poll(poll, case) for poll in polls]
    named = {poll.received.digest for poll in lawful if poll.received}
    data = tuple(one for one in originals if digest_of(one) in named)
    case.record(data, (Draft(EntryKind.POLL, tools.by, tools.clock(), polls_body(lawful, watched)),))


def note_alerts(case: Case, alerts: Sequence[Alert], until: int, tools: Tools) -> tuple[Alert, ...]:
    """Put on the record what moved up to an entry, and give what of it was not there already."""
    new: list[Alert] = []

    def drafts() -> tuple[Draft, ...]:
        new.extend({one.id: one for one in alerts if alert(case.tables, one.id) is None and stands(case, one)}.values())
        return (Draft(EntryKind.ALERT, "notice:1", tools.clock(), alerts_body(new, until)),)

    case.record((), drafts)
    return tuple(new)


def note_delivery(case: Case, delivery: Delivery | Problem, tools: Tools) -> None:
    """Put on the record that a channel was told, or why it could not be."""
    if isinstance(delivery, Problem):
        _record_problem(case, delivery, tools)
    else:
        case.record((), (Draft(EntryKind.DELIVERY, tools.by, tools.clock(), delivery_body(delivery)),))


def record_key(case: Case, key: PublicKey, at: datetime) -> Entry:
    """Put the public half of a key on the record, under the name of the person who signs with it.

    Raises: CaseError when the case is in use or cannot be written.
    """
    return case.record((), (Draft(EntryKind.KEY, key.by, at, key_body(key)),))[0]


def publish(case: Case, write: Write, folder: Path, *, unredacted: bool = False) -> tuple[Path, ...]:
    """Write what may leave a case, as it stands at one moment, into a folder; no half file is left where that fails.

    Raises: CaseError when the disk will not take it, or when something protected is found in what was written.
    """
    with case.at_one_moment():
        redaction = Redaction() if unredacted else Redaction(protections(case.tables, case.folder))

        def make(draft: Path) -> None:
            write(Publication(case, redaction), draft)
            refuse_leaks(draft, redaction)

        return put_out(folder, make)


def destroy(case: Case, destruction: Destruction, tools: Tools, reason: str) -> Entry:
    """Take away what lawfully has to go, with the entry that says who did it, when and why; then find again the links that went with it.

    Raises: CaseError when the case is in use or cannot be written.
    """
    draft = Draft(EntryKind.DESTRUCTION, tools.by, tools.clock(), destruction_body(destruction, reason))
    kept = alerts_kept(case, destruction)
    entry = case.destroy(draft, destruction.bodies, destruction.originals, tuple(map(sealed_key, destruction.keys)))
    if kept is not None:
        note_alerts(case, *kept, tools)
    lexicon = lexicon_with(actors_of(case))
    for identity in destruction.linked_again:
        reading = case.reading(identity)
        if reading is not None:
            _link_again(case, Account(case.report(identity), reading), tools, lexicon)
    return entry


def _link_again(case: Case, account: Account, tools: Tools, lexicon: Lexicon) -> None:
    def drafts() -> tuple[Draft, ...]:
        linked = link(case.tables, case, account, lexicon)
        body = links_body(account.report.id, linked.links, linked.withdrawn, again=True)
        return (Draft(EntryKind.LINKS, "linker:1", tools.clock(), body),)

    case.record((), drafts)


def _worked(
    items: Iterable[Taken | Problem], held: Callable[[Taken], Worked | None], tools: Tools
) -> Iterator[tuple[Taken | Problem, Worked]]:
    """Hand originals to the workers and give back what became of them, in the order they came."""
    for item, work in in_turn(items, lambda item: _begun(item, held, tools), _size, tools.workers):
        yield item, _finished(item, work)


def _size(item: Taken | Problem) -> int:
    return len(item.data) if isinstance(item, Taken) else 0


def _begun(item: Taken | Problem, held: Callable[[Taken], Worked | None], tools: Tools) -> Worked | Task[Worked]:
    if isinstance(item, Problem):
        return Worked(problems=(item,))
    known = held(item)
    if known is not None:
        return known
    if item.capture.media_type in HOLDERS or not item.data:
        return Worked(problems=item.problems)
    return tools.workers.submit(work_on, item.capture, item.data, tools.formats, tools.reader, size=len(item.data))


def _finished(item: Taken | Problem, work: Worked | Task[Worked]) -> Worked:
    if isinstance(work, Worked) or isinstance(item, Problem):
        return work if isinstance(work, Worked) else Worked()
    worked = _result(work, item.capture.source)
    return Worked(worked.report, worked.reading, (*item.problems, *worked.problems))


def _result(work: Worked | Task[Worked], at: str) -> Worked:
    """Wait for what became of one piece of work; `at` is what it was about."""
    try:
        return work if isinstance(work, Worked) else work.result()
    except TooSlow:
        return Worked(problems=(Problem("capture.too-slow", "wanted a report in time, found none", at),))
    except Died as error:
        return Worked(problems=(Problem("capture.died", f"wanted a report, found that its reading ended: {error}", at),))


def _lawful(case: Case, item: Taken | Problem) -> Taken | Problem:
    """What was lawfully destroyed does not come back by being found again."""
    if isinstance(item, Problem) or not case.was_destroyed(item.capture.digest):
        return item
    return destroyed_problem(item.capture.digest, item.capture.source)


HELD = Worked()
"""Stands for an original whose capture is on the record."""


def _held(case: Case, taken: Taken) -> Worked | None:
    return HELD if case.holds("captures", taken.capture.id) else None


def _step(item: Taken | Problem, worked: Worked) -> Step:
    if isinstance(item, Problem):
        return Step("problem", item.at, worked)
    if worked is HELD:
        return Step("held", item.capture.source, worked, item.capture.id)
    state = "holder" if item.capture.media_type in HOLDERS else "new" if worked.report else "problem"
    return Step(state, item.capture.source, worked, item.capture.id)


def _record(case: Case, taken: Taken, worked: Worked, tools: Tools, lexicon: Lexicon) -> Step:
    """Record a capture with what it brought; nothing where its capture is on the record by now."""
    at, report, reading = tools.clock(), worked.report, worked.reading
    found = [_step(taken, worked)]

    def drafts() -> Iterator[Draft]:
        if case.holds("captures", taken.capture.id):
            found.append(_step(taken, HELD))  # given twice, or another process recorded it while this one read it
            return
        same = same_words(case, taken.capture, report) if report else None
        if same is not None:
            noted = Worked(same, None, (*worked.problems, same_words_note(same, taken.capture)))
            found.append(Step("same", taken.capture.source, noted, taken.capture.id))
            yield Draft(EntryKind.CAPTURE, tools.by, at, capture_body(taken.capture, None, same.id, noted.problems))
            return
        known = report is not None and case.holds("reports", report.id)
        body = capture_body(taken.capture, None if known else report, report.id if report else None, worked.problems)
        yield Draft(EntryKind.CAPTURE, tools.by, at, body)
        if report is not None and reading is not None and not known:
            yield Draft(EntryKind.READING, f"reader:{reading.read_by}", at, reading_body(reading))
            linked = link(case.tables, case, Account(report, reading), lexicon)
            yield Draft(EntryKind.LINKS, "linker:1", at, links_body(report.id, linked.links, linked.withdrawn))

    case.record((taken.data,), lambda: tuple(drafts()))
    return found[-1]


def _record_problem(case: Case, problem: Problem, tools: Tools) -> None:
    """A source that gave no bytes is still on the record, once."""
    draft = Draft(EntryKind.PROBLEM, tools.by, tools.clock(), {"problems": to_plain((problem,))})
    case.record((), lambda: () if case.holds("problems", problem.id) else (draft,))


def _begun_again(report: Report, tools: Tools) -> Task[Worked]:
    return tools.workers.submit(read_held, report, tools.reader, size=len(report.text))


def _recorded_again(case: Case, report: Report, worked: Worked, tools: Tools, lexicon: Lexicon) -> Again:
    reading, problems = worked.reading, worked.problems
    if reading is None:
        for problem in problems:
            _record_trouble(case, problem, tools)
        return Again("problem", report.id, problems=problems)
    if case.reading(report.id) == reading:
        return Again("same", report.id, reading)
    succession = _record_again(case, Account(report, reading), tools, lexicon)
    return Again("changed" if succession else "same", report.id, reading, succession)


def _record_again(case: Case, account: Account, tools: Tools, lexicon: Lexicon) -> Succession | None:
    """Record a reading in the place of the one before it; nothing where another process recorded the same meanwhile."""
    at, report, reading = tools.clock(), account.report, account.reading
    found: list[Succession] = []

    def drafts() -> Iterator[Draft]:
        if case.reading(report.id) == reading:
            return
        found.append(find_succession(case.tables, reading))
        yield Draft(EntryKind.READING, f"reader:{reading.read_by}", at, reading_body(reading, found[0].pairs))
        linked = link(case.tables, case, account, lexicon)
        yield Draft(EntryKind.LINKS, "linker:1", at, links_body(report.id, linked.links, linked.withdrawn, again=True))

    case.record((), lambda: tuple(drafts()))
    return found[0] if found else None


def _record_trouble(case: Case, problem: Problem, tools: Tools) -> None:
    """What keeps a reader from reading a report is on the record once, be it from the day on which the report was added."""
    same = "SELECT 1 FROM problems WHERE code = ?1 AND message = ?2 AND (at = ?3 OR seq IN (SELECT seq FROM captures WHERE report = ?3))"
    draft = Draft(EntryKind.PROBLEM, tools.by, tools.clock(), {"problems": to_plain((problem,))})
    about = (problem.code, problem.message, problem.at)
    case.record((), lambda: () if case.tables.execute(same, about).fetchone() else (draft,))
