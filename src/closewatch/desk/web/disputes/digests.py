"""What the desk keeps of every question, brought up to date as entries arrive, so that no page has to wait for a whole case.

After new entries only the questions that they touch are looked at again: a few at once, many in the background, and pages say how far
that is. Looks lie in memory and in the desk's own file; losing them costs nothing but time. What a look holds is known to `looks`.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from threading import Event, Lock, Thread
from time import monotonic, sleep

import msgspec

from closewatch import __version__
from closewatch.desk.web.desk_file import DeskFile
from closewatch.desk.web.disputes.kept import Kept
from closewatch.desk.web.disputes.looks import Look, look_at
from closewatch.ledger.case import Case
from closewatch.ledger.journal import Head
from closewatch.ledger.views.questions import question
from closewatch.ledger.views.schema import TABLES_VERSION
from closewatch.ledger.views.touched import questions_touched
from closewatch.terms.record import to_plain
from closewatch.terms.trouble import ClosewatchError

AT_ONCE, SECONDS = 120, 0.15
"""How many touched questions are looked at before a page is shown, and for how long at most; more go to the background."""

A_BATCH = 8
"""How many questions the background looks at before it takes up the case as it stands then."""

REST = 1.0
"""How long the background rests after its work, in shares of the time it took, so that visitors come first."""

KEPT_GAINS = 20_000
"""How many changes of questions are remembered, the newest first, for people who have not looked for long."""

_TABLES = """
CREATE TABLE IF NOT EXISTS looks (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS gains (
    number INTEGER PRIMARY KEY, seq INTEGER NOT NULL, question TEXT NOT NULL, conflicts INTEGER NOT NULL, origins INTEGER NOT NULL,
    drifted INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS gains_seq ON gains (seq)
"""

_FORM = f"{__version__} tables {TABLES_VERSION} looks 4"
"""Looks that were kept in another form, or by another version, are made again."""

_ASKED = """SELECT id FROM (SELECT question AS id, count(*) AS claims FROM claims WHERE until_seq IS NULL GROUP BY question
UNION ALL SELECT id, 0 FROM questions WHERE until_seq IS NULL
UNION ALL SELECT question, count(DISTINCT claim) FROM positions WHERE until_seq IS NULL GROUP BY question)
GROUP BY id ORDER BY max(claims) DESC, id"""
"""Every question that there may be, those with the most answers first."""


@dataclass(frozen=True)
class Looks:
    """Every question as far as it was looked at, in the order in which people see them: `done` of `number`, as of entry `seq`.

    `edition` names this state of all looks: it changes with any of them.
    """

    items: tuple[Look, ...]
    done: int
    number: int
    seq: int
    edition: str

    @property
    def complete(self) -> bool:
        """Whether every question was looked at since it last changed."""
        return self.done >= self.number


@dataclass(frozen=True)
class Gain:
    """What one question gained since an entry."""

    question: str
    conflicts: int
    origins: int
    drifted: int


class Digests:
    """The looks of one desk. Any thread may ask; `lend` gives the background a case of its own."""

    def __init__(self, lend: Callable[[], AbstractContextManager[Case]], file: DeskFile) -> None:
        self._lend, self._file = lend, file
        self.kept = Kept()
        self._lock = Lock()
        self._looks: dict[str, tuple[int, Look]] = {}
        self._pending: dict[str, int] = {}
        self._head = Head()
        self._complete = Head()
        self._shown: tuple[Look, ...] | None = None
        self._edition = 0
        self._thread: Thread | None = None
        self._stopping = Event()
        with file.changing() as tables:
            for statement in _TABLES.split(";"):
                tables.execute(statement)
        self._loaded = False

    def looks(self, case: Case) -> Looks:
        """Give every question as it stands, as far as it was looked at; begins to look at what is missing."""
        touched, seq, end = self._take_up(case), case.head().seq, monotonic() + SECONDS
        for identity in touched if len(touched) <= AT_ONCE else ():
            if monotonic() < end:
                self._look(case, identity, seq)
        with self._lock:
            if self._pending:
                self._go_on()
            else:
                self._settle()
            if self._shown is None:
                self._shown = tuple(sorted((look for _, look in self._looks.values()), key=lambda look: look.order))
            number = len(self._looks.keys() | self._pending.keys())
            return Looks(self._shown, number - len(self._pending), number, self._complete.seq, f"edition {self._edition}")

    def look(self, identity: str) -> Look | None:
        """Give what is kept of one question; None where it was not looked at yet."""
        found = self._looks.get(identity)
        return found[1] if found else None

    def look_as_of(self, identity: str, seq: int) -> Look | None:
        """Give what is kept of one question where that is known to hold after an entry; None where it may have changed."""
        with self._lock:
            return self.look(identity) if self._head.seq == seq and identity not in self._pending else None

    def stands(self, identity: str) -> bool:
        """Tell whether a question has a page: not where it was looked at and nothing meets in it."""
        return not self._loaded or identity in self._looks or identity in self._pending

    def gains(self, since: int) -> tuple[Gain, ...]:
        """Give what questions gained since an entry, those with the most conflicts first."""
        query = """SELECT question, sum(conflicts), sum(origins), sum(drifted) FROM gains WHERE seq > ?
            GROUP BY question ORDER BY 2 DESC, 3 DESC, 4 DESC, 1"""
        return tuple(Gain(*row) for row in self._file.ask(query, since))

    def begin(self) -> None:
        """Begin to look at what is missing before anybody visits."""
        with self._lock:
            self._go_on()

    def wait(self) -> None:
        """Wait until the background has nothing left to do."""
        thread = self._thread
        if thread:
            thread.join()

    def close(self) -> None:
        """Stop the background; what it has not looked at yet is looked at next time."""
        self._stopping.set()
        self.wait()

    def _take_up(self, case: Case) -> list[str]:
        """Note which questions the entries since the last visit touched."""
        head = case.head()
        with self._lock:
            if not self._loaded:
                self._load(case)
                self._loaded = True
            if head.seq <= self._head.seq:
                return []
            touched = _touched(case.tables, self._head.seq)
            self._head = head
            self._pending |= dict.fromkeys(touched, head.seq)
            return touched

    def _look(self, case: Case, identity: str, seq: int) -> None:
        """Look at one question as it stands at entry `seq`, and keep that."""
        found = question(case.tables, identity)
        look = look_at(case.tables, found) if found and (found.claims or _is_denied(case.tables, identity)) else None
        with self._lock:
            before, old = self._looks.get(identity, (0, None))
            wanted = self._pending.get(identity)
            if wanted is None or before > seq:
                return  # another visit looked at it meanwhile
            if wanted <= seq:
                del self._pending[identity]
            if look:
                self._looks[identity] = (seq, look)
            else:
                self._looks.pop(identity, None)
            if look != old:
                self._shown, self._edition = None, self._edition + 1
            self._keep(identity, look, seq)
            if self._complete.seq:
                self._note_gain(old, look, seq)

    def _keep(self, identity: str, look: Look | None, seq: int) -> None:
        if look:
            self._file.change("INSERT OR REPLACE INTO looks VALUES (?, ?, ?)", identity, seq, msgspec.json.encode(to_plain(look)))
        else:
            self._file.change("DELETE FROM looks WHERE id = ?", identity)

    def _note_gain(self, old: Look | None, new: Look | None, seq: int) -> None:
        numbers = [((one.digest.conflicts, one.digest.at_most, one.digest.drifted) if one else (0, 0, 0)) for one in (old, new)]
        gained = [max(now - before, 0) for before, now in zip(*numbers, strict=True)]
        if new and any(gained):
            query = "INSERT INTO gains (seq, question, conflicts, origins, drifted) VALUES (?, ?, ?, ?, ?)"
            self._file.change(query, seq, new.id, *gained)
            self._file.change("DELETE FROM gains WHERE number <= (SELECT max(number) FROM gains) - ?", KEPT_GAINS)

    def _go_on(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._work, name="looks", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while not self._stopping.is_set():
            begun = monotonic()
            try:
                with self._lend() as case, case.at_one_moment():
                    self._take_up(case)
                    self._look_at_some(case)
            except (ClosewatchError, sqlite3.Error):
                return  # the next visit begins again, and says by its own page what is wrong
            with self._lock:
                if not self._pending:
                    self._settle()
                    return
            sleep(min((monotonic() - begun) * REST, 0.5))

    def _look_at_some(self, case: Case) -> None:
        seq = case.head().seq
        with self._lock:
            batch = [identity for identity, wanted in islice(self._pending.items(), 4 * A_BATCH) if wanted <= seq][:A_BATCH]
        for identity in batch:
            if not self._stopping.is_set():
                self._look(case, identity, seq)

    def _settle(self) -> None:
        """Everything was looked at: note as of which entry, for the next time that the desk is opened."""
        if self._complete != self._head:
            if not self._complete.seq:
                gc.freeze()  # as where looks are taken up
            self._complete = self._head
            self._file.remember("", "looks", {"form": _FORM, "seq": self._head.seq, "digest": self._head.digest})

    def _load(self, case: Case) -> None:
        """Take up what was kept, where it is of this case and in this form."""
        note = self._file.recall("", "looks")
        kept = self._kept_looks() if isinstance(note, dict) and note.get("form") == _FORM else None
        if kept is None or not _is_of(case, note.get("seq"), note.get("digest")):
            self._file.change("DELETE FROM looks")
            self._file.change("DELETE FROM gains")
            return
        self._looks = kept
        gc.freeze()  # some 200,000 objects of a large case that stay: looking through them for garbage stops every page for 0.1 s
        self._head = self._complete = Head(int(note["seq"]), str(note["digest"]))

    def _kept_looks(self) -> dict[str, tuple[int, Look]] | None:
        try:
            with self._file.changing() as tables:  # row by row: all of them at once would be held twice
                rows = tables.execute("SELECT id, seq, value FROM looks")
                return {identity: (seq, msgspec.json.decode(value, type=Look)) for identity, seq, value in rows}
        except msgspec.DecodeError:
            return None  # damaged: everything is looked at again


def _is_of(case: Case, seq: object, digest: object) -> bool:
    return isinstance(seq, int) and 1 <= seq <= case.head().seq and case.store.entry(seq).digest == digest


def _is_denied(tables: sqlite3.Connection, identity: str) -> bool:
    query = "SELECT 1 FROM members WHERE question = ? AND denied AND until_seq IS NULL LIMIT 1"
    return tables.execute(query, (identity,)).fetchone() is not None


def _touched(tables: sqlite3.Connection, since: int) -> list[str]:
    """Name the questions that entries after one touched; all of them, those with the most answers first, where nothing was looked at."""
    return sorted(questions_touched(tables, since)) if since else [row[0] for row in tables.execute(_ASKED).fetchall()]
