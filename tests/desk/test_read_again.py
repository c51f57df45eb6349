"""Reading a case again: people's decisions survive a change of readers, a stopped run is completed, and nothing is recorded twice."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

import pytest

from closewatch.capture.limits import Limits
from closewatch.capture.take import take
from closewatch.desk.commands import main
from closewatch.desk.line import Again, Tools, decide, read_again, take_in
from closewatch.desk.workers import Here, Pool, Workers
from closewatch.ledger.case import Case, case_in_memory, create_case, open_case
from closewatch.ledger.likeness import likeness
from closewatch.ledger.verify import verify
from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.lists import Wanted, actors, figures, problems, statements
from closewatch.ledger.views.questions import questions
from closewatch.ledger.views.schema import COMPARED
from closewatch.ledger.views.values import Held, decisions_on, value_of
from closewatch.ledger.views.waiting import lost
from closewatch.reading.read import Reader
from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.review.decide import make_decision
from closewatch.review.queue import queue
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.figure import Figure
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.trouble import ClosewatchError
from tests.other_readers import Rules, quoted, read_all_words, read_last_words, shorter

AT = datetime(2025, 1, 13, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
SAMPLE = files("closewatch.desk") / "sample" / "reports"
Output = pytest.CaptureFixture[str]


def tools(reader: Reader, workers: Workers | None = None) -> Tools:
    return Tools(by="person:a", reader=reader, workers=workers or Here(), clock=lambda: AT)


def read_into(case: Case, sources: object, reader: Reader) -> Case:
    for _ in take_in(case, take(str(sources), "person:a", lambda: AT), tools(reader)):
        pass
    return case


def states(steps: Iterator[Again]) -> Counter[str]:
    return Counter(step.state for step in steps)


def shown(case: Case) -> dict[str, object]:
    """Everything that the views show of a case."""
    every = Wanted()
    return {
        "statements": list(statements(case.tables, every)),
        "figures": list(figures(case.tables, every)),
        "actors": list(actors(case.tables, every)),
        "problems": list(problems(case.tables, every)),
        "questions": list(questions(case.tables)),
        "queue": list(queue(case, "person:reviewer-1")),
    }


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules()


def test_a_case_read_again_shows_what_it_would_had_the_reader_read_it_first(rules: Rules) -> None:
    readers: dict[str, Reader] = {"rules": rules, "shorter": rules.but("shorter-1", shorter), "quoted": rules.but("quoted-1", quoted)}
    expected = {name: shown(read_into(case_in_memory("t", "person:a", AT), SAMPLE, reader)) for name, reader in readers.items()}
    case = read_into(case_in_memory("t", "person:a", AT), SAMPLE, rules)
    for name in ("shorter", "quoted", "rules"):
        assert states(read_again(case, tools(readers[name])))["changed"] > 40
        assert shown(case) == expected[name]
        assert set(states(read_again(case, tools(readers[name])))) == {"same"}
    assert list(verify(case)) == []


class Reviewer:
    """Decides by chance on whatever a case shows, what does not fit being refused; a second passes between two decisions."""

    def __init__(self, case: Case, seed: int) -> None:
        self.case, self.chance, self.at = case, Random(seed), AT
        self.made: list[Decision] = []

    def decide(self, count: int) -> None:
        until = len(self.made) + count
        while len(self.made) < until:
            self.at += timedelta(seconds=1)
            on, verdict, given = self._drawn()
            try:
                decision = make_decision(self.case, on, verdict, "person:reviewer-1", self.at, **given)
                decide(self.case, decision)
            except ClosewatchError:
                continue
            self.made.append(decision)

    def _drawn(self) -> tuple[str, Verdict, dict[str, Any]]:
        statement, figure, actor, other, link = (self._one(table) for table in ("statements", "figures", "actors", "actors", "links"))
        report = self.case.report(value_of(self.case.tables, statement).value.report)
        start = self.chance.randrange(len(report.text) - 30)
        words = f"{start}:{start + 29}"
        choices: list[tuple[str, Verdict, dict[str, Any]]] = [
            (statement, Verdict.ACCEPT, {}),
            (figure, Verdict.ACCEPT, {}),
            (statement, Verdict.REJECT, {}),
            (figure, Verdict.REJECT, {}),
            (statement, Verdict.CORRECT, {"fields": [self.chance.choice(["stance=denies", "speaker=Coast Guard", "part=lead"])]}),
            (figure, Verdict.CORRECT, {"fields": [self.chance.choice(["measure=wounded", "standing=denied", "statement="])]}),
            (self.chance.choice([statement, figure]), Verdict.NOTE, {"reason": "to be looked at"}),
            (statement, Verdict.GRADE, {"grade": "B2"}),
            (actor, Verdict.MERGE, {"other": other}),
            (actor, Verdict.SPLIT, {"other": self._namesake(actor)}),
            (actor, self.chance.choice([Verdict.PROTECT, Verdict.NOTE]), {}),
            (link, self.chance.choice([Verdict.ACCEPT, Verdict.REJECT]), {}),
            (report.id, Verdict.ADD, {"fields": [f"content={words}", "speaker=Coast Guard"]}),
            (report.id, Verdict.ADD, {"fields": [f"span={words}", "measure=killed", "low=3", "high=3"]}),
            (self.made[-1].id if self.made else "", Verdict.WITHDRAW, {}),
            (self._folded("claims"), Verdict.MERGE, {"other": self._folded("claims")}),
            (self._folded("claims"), Verdict.SPLIT, {"other": self._folded("claims")}),
            (figure, Verdict.SPLIT, {}),
            (self._folded("questions"), Verdict.REQUIRE, {}),
        ]
        return self.chance.choice(choices)

    def _namesake(self, actor: str) -> str:
        query = "SELECT id FROM actors WHERE component = ? AND state <> 'gone' ORDER BY id"
        rows = self.case.tables.execute(query, (component_of(self.case.tables, actor),)).fetchall()
        return str(self.chance.choice(rows)[0])

    def _folded(self, table: str) -> str:
        query = f"SELECT DISTINCT id FROM {table} WHERE until_seq IS NULL AND id < ? ORDER BY id DESC LIMIT 1"
        row = self.case.tables.execute(query, (f"{table[:2]}:{self.chance.randrange(16):x}g",)).fetchone()
        return str(row[0]) if row else ""

    def _one(self, table: str) -> str:
        rows = self.case.tables.execute(f"SELECT id FROM {table} WHERE state <> 'gone' ORDER BY id").fetchall()
        return str(self.chance.choice(rows)[0])


def decided(case: Case) -> dict[str, Held]:
    """Every statement and figure that a decision holds on, by the id that it was made on."""
    query = 'SELECT DISTINCT "on" FROM decisions WHERE NOT withdrawn AND ("on" LIKE \'st:%\' OR "on" LIKE \'fi:%\')'
    return {on: value_of(case.tables, on) for (on,) in case.tables.execute(query).fetchall()}


def check_survival(case: Case, before: dict[str, Held]) -> Counter[str]:
    """See that every decision is where it was, or waits; gives how many values are still read and how many are not."""
    waiting = {held.id for held in lost(case.tables)}
    found: Counter[str] = Counter()
    for on, held in before.items():
        now = value_of(case.tables, on)
        assert now.review == held.review
        assert any(made.on == on and not withdrawn for made, withdrawn in decisions_on(case.tables, now.id))
        if now.review in ("accepted", "corrected"):
            assert words_of(now.value) == words_of(held.value)
        if now.lost is None:
            assert now.id in (on, held.id) or any(likeness(one, found_as(case, now.id)) for one in (found_as(case, on), held.value))
        elif held.lost is None:
            assert now.id in waiting
        found["lost" if now.lost else "carried"] += 1
    return found


def found_as(case: Case, identity: str) -> Any:
    """What the reader that found an id last found under it, whatever people made of it."""
    import msgspec

    table, kind = ("figures", Figure) if identity.startswith("fi:") else ("statements", type(value_of(case.tables, identity).value))
    (row,) = case.tables.execute(f"SELECT coalesce(base, value) FROM {table} WHERE id = ?", (identity,)).fetchall()
    return msgspec.json.decode(row[0], type=kind)


def words_of(value: Any) -> object:
    return (
        (value.span, value.measure, value.amount) if isinstance(value, Figure) else (value.source, value.cue, value.content, value.stance)
    )


def check_counters(case: Case) -> None:
    members = case.tables.execute("SELECT claim, actor FROM members WHERE NOT denied AND until_seq IS NULL").fetchall()
    counted = Counter((claim, component_of(case.tables, actor)) for claim, actor in members)
    kept = case.tables.execute("SELECT claim, actor, figures FROM origins WHERE until_seq IS NULL").fetchall()
    assert {(claim, actor): number for claim, actor, number in kept} == counted


def test_two_hundred_decisions_survive_a_change_of_readers(rules: Rules) -> None:
    case = read_into(case_in_memory("t", "person:a", AT), SAMPLE, rules)
    reviewer = Reviewer(case, 1)
    reviewer.decide(200)
    assert {made.verdict for made in reviewer.made} == set(Verdict)
    before = decided(case)
    steps = list(read_again(case, tools(rules.but("shorter-1", shorter))))
    found = check_survival(case, before)
    assert found["carried"] > 30
    assert found["lost"] > 10
    assert sum(step.succession.statements.lost for step in steps if step.succession) > 5
    assert list(verify(case)) == []


def test_two_hundred_decisions_survive_the_change_from_the_rules_to_the_trained_reader(rules: Rules) -> None:
    case = read_into(case_in_memory("t", "person:a", AT), SAMPLE, rules)
    reviewer = Reviewer(case, 3)
    reviewer.decide(200)
    before = decided(case)
    list(read_again(case, tools(read_by_encoder)))
    found = check_survival(case, before)
    assert found["carried"] > 2 * found["lost"]
    assert list(verify(case)) == []


def test_whatever_is_decided_and_read_in_whatever_order_the_case_is_whole(rules: Rules) -> None:
    readers: list[Reader] = [rules, rules.but("shorter-1", shorter), rules.but("quoted-1", quoted)]
    case = read_into(case_in_memory("t", "person:a", AT), SAMPLE, rules)
    reviewer = Reviewer(case, 2)
    for number in (1, 2, 0, 1):
        reviewer.decide(25)
        check_counters(case)
        before = decided(case)
        list(read_again(case, tools(readers[number])))
        check_survival(case, before)
        check_counters(case)
        assert set(states(read_again(case, tools(readers[number])))) == {"same"}
    assert list(verify(case)) == []


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"Report number {number} has these words, and some more of them to be read.")
    return folder


@pytest.fixture
def held(tmp_path: Path, texts: Path) -> Path:
    """The folder of a case of twelve reports, each with a statement that somebody accepted."""
    folder = tmp_path / "case"
    with create_case(folder, "t", "person:a", AT) as case:
        read_into(case, texts, read_all_words)
        for number, (identity,) in enumerate(case.tables.execute("SELECT id FROM statements ORDER BY seq").fetchall()):
            decide(case, make_decision(case, identity, Verdict.ACCEPT, "person:a", AT + timedelta(seconds=number)))
    return folder


def rows(case: Case) -> dict[str, list[Any]]:
    return {table: sorted(case.tables.execute(f"SELECT * FROM {table}").fetchall(), key=str) for table in COMPARED}


def test_worker_processes_read_again_in_the_order_of_the_record(held: Path) -> None:
    pool = Pool(2, Limits(seconds=60))
    try:
        with open_case(held) as case:
            steps = list(read_again(case, tools(read_last_words, pool)))
            assert [step.report for step in steps] == [row[0] for row in case.tables.execute("SELECT id FROM reports ORDER BY seq")]
            assert {listed.review for listed in statements(case.tables, Wanted())} == {"accepted"}
            assert not list(lost(case.tables))
            assert list(verify(case)) == []
    finally:
        pool.close()


KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from closewatch.desk.line import Tools, read_again
from closewatch.ledger.case import open_case
from tests.other_readers import read_last_words
with open_case(Path(sys.argv[1])) as case:
    tools = Tools(by="person:a", reader=read_last_words, clock=lambda: datetime(2025, 1, 13, tzinfo=UTC))
    for step in read_again(case, tools):
        os.write(1, b".")
        if len(sys.argv) > 2:
            sys.stdin.buffer.read(1)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_reading_that_is_killed_is_completed_by_the_next(held: Path, tmp_path: Path) -> None:
    places = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    whole = Path(shutil.copytree(held, tmp_path / "whole"))
    for turn in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, held, "slowly"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=places
        )
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"." * (2 * turn))
        process.stdin.flush()
        process.stdout.read(2 * turn + 1)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with open_case(held) as case:
            assert list(verify(case)) == []
    for folder in (held, whole):
        with open_case(folder) as case:
            again = states(read_again(case, tools(read_last_words)))
            assert again["changed"] == (12 if folder == whole else 12 - 7)
            head = case.head()
            assert states(read_again(case, tools(read_last_words))) == {"same": 12}
            assert case.head() == head
    with open_case(held) as one, open_case(whole) as other:
        assert rows(one) == rows(other)


def test_what_another_process_read_meanwhile_is_not_recorded_again(held: Path) -> None:
    with open_case(held) as one, open_case(held) as two:
        steps = read_again(one, tools(read_last_words))
        assert next(steps).state == "changed"
        assert states(read_again(two, tools(read_last_words))) == {"same": 1, "changed": 11}
        assert states(steps) == {"same": 11}
        assert one.head() == two.head()


def read_but_not(word: str, reader: Callable[[Report], Reading]) -> Reader:
    """A reader that breaks on reports with a word."""

    def read(report: Report) -> Reading:
        if word in report.text:
            raise KeyError(word)
        return reader(report)

    return read


def test_where_a_reader_fails_the_old_reading_stays_and_the_trouble_is_named_once(held: Path) -> None:
    with open_case(held) as case:
        broken = read_but_not("number 3", read_last_words)
        assert states(read_again(case, tools(broken))) == {"changed": 11, "problem": 1}
        head = case.head()
        assert states(read_again(case, tools(broken))) == {"same": 11, "problem": 1}
        assert case.head() == head
        assert [(problem.code, problem.at[:3]) for problem in problems(case.tables, Wanted())] == [("reading.failed", "re:")]
        assert len(list(statements(case.tables, Wanted()))) == 12
        assert states(read_again(case, tools(read_last_words))) == {"same": 11, "changed": 1}
        assert list(problems(case.tables, Wanted())) == []
        assert list(verify(case)) == []


def test_a_report_that_no_reader_could_read_when_it_was_added_is_read_now(texts: Path) -> None:
    case = read_into(case_in_memory("t", "person:a", AT), texts, read_but_not("number 3", read_all_words))
    head = case.head()
    assert states(read_again(case, tools(read_but_not("number 3", read_all_words)))) == {"same": 11, "problem": 1}
    assert case.head() == head
    assert states(read_again(case, tools(read_all_words))) == {"same": 11, "changed": 1}
    assert (len(list(statements(case.tables, Wanted()))), list(problems(case.tables, Wanted()))) == (12, [])
    assert list(verify(case)) == []


def run(output: Output, *words: str | Path) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    said = output.readouterr()
    return code, said.out, said.err


def test_the_command_says_what_became_of_reports_statements_and_decisions(kursk: Path, capsys: Output) -> None:
    with open_case(kursk) as case:
        old = [listed.id for listed in statements(case.tables, Wanted())]
        for number, identity in enumerate(old):
            decide(case, make_decision(case, identity, Verdict.ACCEPT, "person:a", AT + timedelta(seconds=number)))
    code, out, err = run(capsys, "read-again", kursk)
    assert (code, out) == (0, "")
    lines = err.splitlines()
    assert lines[0] == "3 reports read: 3 anew, 0 as before; 0 problems"
    assert lines[1].startswith("statements: ")
    assert lines[3].startswith("decisions: ")
    assert lines[4].startswith("journal head sha256:")
    assert run(capsys, "verify", kursk)[0] == 0
    assert run(capsys, "read-again", kursk)[2].startswith("3 reports read: 0 anew, 3 as before; 0 problems\n")


def test_the_lists_say_what_is_no_longer_read(held: Path, capsys: Output) -> None:
    with open_case(held) as case:
        first = next(statements(case.tables, Wanted()))
        list(read_again(case, tools(lambda report: Reading(report.id, "blind-1"))))
    queued = [json.loads(line) for line in run(capsys, "show", held, "queue", "--json")[1].splitlines()]
    assert {one["why"] for one in queued} == {"decided, no longer read"}
    assert queued[0]["id"] == first.id
    listed = [json.loads(line) for line in run(capsys, "show", held, "statements", "--json")[1].splitlines()]
    assert all(one["review"] == "accepted" and one["no_longer_read_since"] for one in listed)
    assert "accepted, no longer read since entry" in " ".join(run(capsys, "trace", held, first.id)[1].split())
    assert run(capsys, "show", held, "queue", "--csv")[1].splitlines()[0] == "id,what,who,says,why"


def test_trace_of_a_former_id_says_which_one_it_is_today(held: Path, capsys: Output) -> None:
    with open_case(held) as case:
        old = next(statements(case.tables, Wanted())).id
        list(read_again(case, tools(read_last_words)))
        new = value_of(case.tables, old).id
    found = json.loads(run(capsys, "trace", held, old, "--json")[1])
    assert (found["kind"], found["value"]["successor"], found["below"][0]["id"]) == ("former id", new, new)
    assert new in run(capsys, "trace", held, old)[1]
    assert new in run(capsys, "show", held, "statements", old, "--json")[1]


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_reading_that_is_asked_to_stop_says_what_is_on_the_record(kursk: Path) -> None:
    command = [sys.executable, "-m", "closewatch", "read-again", str(kursk)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate()
    # Asked before it could hear, it ends by the signal itself; either way the case is whole.
    assert process.returncode in (130, -signal.SIGTERM, 0)
    assert b"Traceback" not in err
    with open_case(kursk) as case:
        assert list(verify(case)) == []
