"""Watched folders: what is new there is taken whole, once, and nothing there is touched."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import time

from closewatch.desk.line import Tools, note_polls
from closewatch.desk.watching.folders import Folders, wake_on_change
from closewatch.ledger.case import Case, create_case
from closewatch.terms.watch import Poll, PollOutcome, Watched, WatchedKind

NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
TOOLS = Tools(by="person:tester", clock=lambda: NOON)


def folder_case(tmp_path: Path) -> tuple[Case, Watched, Path]:
    inbox = tmp_path / "case" / "inbox"
    case = create_case(tmp_path / "case", "Folders", "person:tester", NOON)
    inbox.mkdir()
    return case, Watched("inbox", WatchedKind.FOLDER), inbox


def put(path: Path, words: str, age: float = 60) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words)
    os.utime(path, (time() - age, time() - age))


def looked(case: Case, folders: Folders, source: Watched) -> list[Poll]:
    """Look into a folder, put it on the record as the watch does, and give the polls of its files."""
    found = []
    for polls, originals in folders.polls(source):
        note_polls(case, polls, (), originals, TOOLS)
        found += [poll for poll in polls if poll.address != source.address]
    return found


def test_what_is_new_is_taken_once_in_the_order_of_names(tmp_path: Path) -> None:
    case, source, inbox = folder_case(tmp_path)
    put(inbox / "b.txt", "two")
    put(inbox / "a.txt", "one")
    put(inbox / "deep" / "c.txt", "three")
    with case:
        folders = Folders(case, TOOLS)
        first = looked(case, folders, source)
        assert [Path(poll.address).name for poll in first] == ["a.txt", "b.txt", "c.txt"]
        assert {poll.outcome for poll in first} == {PollOutcome.NEW}
        assert [case.store.get(poll.digest or "") for poll in first] == [b"one", b"two", b"three"]
        assert looked(case, folders, source) == []


def test_a_file_that_is_still_being_written_is_left_for_the_next_look(tmp_path: Path) -> None:
    case, source, inbox = folder_case(tmp_path)
    put(inbox / "a.txt", "half of", age=0)
    with case:
        folders = Folders(case, TOOLS)
        assert looked(case, folders, source) == []
        assert folders.unsettled
        put(inbox / "a.txt", "half of it is now whole")
        assert [poll.size for poll in looked(case, folders, source)] == [23]
        assert not folders.unsettled


def test_a_changed_file_is_another_original(tmp_path: Path) -> None:
    case, source, inbox = folder_case(tmp_path)
    put(inbox / "a.txt", "209 killed")
    with case:
        folders = Folders(case, TOOLS)
        (before,) = looked(case, folders, source)
        put(inbox / "a.txt", "212 killed", age=30)
        (after,) = looked(case, folders, source)
        assert before.address == after.address
        assert before.digest != after.digest


def test_hidden_files_links_and_pipes_are_left_alone(tmp_path: Path) -> None:
    case, source, inbox = folder_case(tmp_path)
    put(tmp_path / "elsewhere.txt", "not in the folder")
    put(inbox / ".hidden.txt", "hidden")
    (inbox / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    (inbox / "round").symlink_to(inbox)
    os.mkfifo(inbox / "pipe")
    with case:
        assert looked(case, Folders(case, TOOLS), source) == []


def test_a_folder_that_is_not_there_is_a_problem_on_the_record(tmp_path: Path) -> None:
    case, _, _ = folder_case(tmp_path)
    with case:
        ((polls, originals),) = Folders(case, TOOLS).polls(Watched("nowhere", WatchedKind.FOLDER))
        assert [poll.outcome for poll in polls] == [PollOutcome.FAILED]
        assert polls[0].problem is not None
        assert polls[0].problem.code == "watch.no-folder"
        assert originals == []


def test_the_system_says_when_something_is_put_there(tmp_path: Path) -> None:
    woken, stop = Event(), Event()
    from threading import Thread

    thread = Thread(target=wake_on_change, args=((tmp_path,), stop, woken.set), daemon=True)
    thread.start()
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text("new")
        if woken.wait(0.05):
            break
    stop.set()
    thread.join(20)
    assert woken.is_set()
    assert not thread.is_alive()
