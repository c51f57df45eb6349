"""What a hostile report or a clumsy call can do to the command line: nothing but one line and an exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from closewatch.desk.commands import main
from closewatch.desk.commands.show import WHAT

Output = pytest.CaptureFixture[str]

ACTING = ("\x1b", "\x07", "\x9b", "\u202e", "\u2066")
"""Signs that move the cursor, ring the bell or turn the direction of writing on a terminal."""

HOSTILE = (
    "Title: A \x1b[31mred\x1b]0;owned\x07 title\x9b2J\nOutlet: \x1b[2JOut\u202elet\nAuthor: Eve\x1b[1m Lee\nDate: 2024-11-19\n\n"
    "The \x1b[32mMinistry of \x9b31mFoo\u2066 said on Monday that about 3,000 North Korean \x1b[5msoldiers were killed in Kursk. "
    "The Ministry\x1b[7m of Health denied that 500 soldiers were wounded.\n"
)


def run(output: Output, *words: str | Path) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    said = output.readouterr()
    return code, said.out, said.err


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "closewatch", *map(str, words)]


def on_a_terminal(*words: str | Path) -> str:
    """Give what a command writes to a terminal."""
    ours, theirs = os.openpty()
    subprocess.run(command(*words), stdout=theirs, stderr=theirs, check=True)
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 65536):
            seen += piece
    except OSError:
        pass  # how Linux says that nobody writes to a terminal any more
    os.close(ours)
    return seen.decode()


@pytest.fixture
def hostile(tmp_path: Path, capsys: Output) -> Path:
    """A case that holds a report full of escape sequences, under a name full of them."""
    (tmp_path / "e\x1b[31mvil\x07\u202e.txt").write_text(HOSTILE, "utf-8")
    run(capsys, "new", tmp_path / "case", "--title", "\x1b[31m")
    code, _, err = run(
        capsys, "add", tmp_path / "case", tmp_path / "e\x1b[31mvil\x07\u202e.txt", tmp_path / "gone\x1b[31m", "--by", "e\x1b[1m"
    )
    assert code == 3
    assert not any(sign in err for sign in ACTING)
    return tmp_path / "case"


def test_no_words_of_a_report_act_on_the_terminal(hostile: Path, capsys: Output) -> None:
    ids = [str(hostile)]
    for what in WHAT:
        for form in ((), ("--json",)):
            code, out, err = run(capsys, "show", hostile, what, *form)
            assert code == 0
            assert [sign for sign in ACTING if sign in out + err] == []
        if what not in ("questions", "journal"):
            ids += [json.loads(line)["id"] for line in out.splitlines()][:2]
    assert len(ids) > 8
    for identity in ids[1:]:
        for form in ((), ("--json",)):
            code, out, err = run(capsys, "trace", hostile, identity, *form)
            assert code == 0
            assert [sign for sign in ACTING if sign in out + err] == []


def test_csv_on_a_terminal_is_safe_and_in_a_pipe_is_what_was_written(hostile: Path, capsys: Output) -> None:
    assert "A \ufffd[31mred" in on_a_terminal("show", hostile, "reports", "--csv")
    assert "A \x1b[31mred" in run(capsys, "show", hostile, "reports", "--csv")[1]


def test_json_says_the_same_whatever_the_terminal_would_act_on(hostile: Path, capsys: Output) -> None:
    (line,) = run(capsys, "show", hostile, "reports", "--json")[1].splitlines()
    assert json.loads(line)["headline"] == "A \x1b[31mred\x1b]0;owned\x07 title\x9b2J"


@pytest.mark.parametrize(
    "words",
    [
        ("show", "{case}", "statements", "--limit", "9" * 30),
        ("show", "{case}", "journal", "9" * 30),
        ("show", "{case}", "statements", "st:\udcff"),
        ("show", "{case}", "statements", "--after", "st:\udcff"),
        ("show", "{case}\x1b[31m", "statements"),
        ("trace", "{case}", "st:\udcff"),
        ("trace", "{case}", ""),
        ("decide", "{case}", "st:\udcff", "accept"),
        ("decide", "{case}", "st:", "note", "--reason", "\udcff"),
        ("add", "{case}", "a.txt", "--by", "\udcff"),
        ("new", "{case}2", "--title", "\udcff"),
        ("verify", "{case}", "--head", "\udcff"),
    ],
)
def test_a_call_that_means_nothing_is_one_line_and_exit_code_2(kursk: Path, capsys: Output, words: tuple[str, ...]) -> None:
    code, out, err = run(capsys, *(word.format(case=kursk) for word in words))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert not any(sign in err for sign in ACTING)


def test_an_empty_folder_is_said_to_hold_nothing_to_read(tmp_path: Path, capsys: Output) -> None:
    code, out, err = run(capsys, "read", tmp_path)
    assert (code, out) == (0, "")
    assert "nothing to read" in err


def test_an_empty_folder_is_said_to_hold_nothing_to_take_in(kursk: Path, tmp_path: Path, capsys: Output) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    code, out, err = run(capsys, "add", kursk, empty)
    assert (code, out) == (0, "")
    assert err.startswith("nothing to take in: the sources hold no file\n0 new")


def test_a_lost_ledger_is_a_fault_and_nothing_is_made_in_its_place(kursk: Path, capsys: Output) -> None:
    (kursk / "ledger.db").unlink()
    for words in (("show", kursk, "reports"), ("add", kursk, "a.txt"), ("decide", kursk, "st:1", "accept")):
        code, _, err = run(capsys, *words)
        assert (code, "wanted the ledger of the case, found none" in err) == (1, True)
    code, out, _ = run(capsys, "verify", kursk, "--json")
    assert (code, [fault["code"] for fault in json.loads(out)["faults"]]) == (1, ["journal.damaged"])
    assert not (kursk / "ledger.db").exists()


def test_failures_that_cannot_be_listed_do_not_hide_what_was_recorded(kursk: Path, sources: Path, capsys: Output) -> None:
    (kursk / "failures.jsonl").mkdir()
    code, _, err = run(capsys, "add", kursk, sources)
    assert code == 0
    assert "wanted to list the failures" in err
    assert "3 held already" in err


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_error_and_takes_no_file_of_the_case(kursk: Path, closed: str) -> None:
    before = {path: path.read_bytes() for path in (kursk / "vault").rglob("*") if path.is_file()}
    shell = f'exec "$@" {closed}'
    for words in (("show", kursk, "reports"), ("show", kursk, "reports", "--json"), ("verify", kursk)):
        assert subprocess.run(["sh", "-c", shell, "sh", *command(*words)], capture_output=True).returncode == 0
    ended = subprocess.run(["sh", "-c", shell, "sh", *command("add", kursk, "-")], capture_output=True, stdin=subprocess.DEVNULL)
    assert ended.returncode == 3
    assert {path: path.read_bytes() for path in before} == before
    assert subprocess.run(command("verify", kursk), capture_output=True).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_nobody_can_keep_is_one_line_and_exit_code_4(kursk: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        for words in (("show", kursk, "reports"), ("show", kursk, "reports", "--json"), ("show", kursk, "reports", "--csv")):
            ended = subprocess.run(command(*words), stdout=full, stderr=subprocess.PIPE)
            assert (ended.returncode, ended.stderr.count(b"\n")) == (4, 1)


def test_words_that_the_terminal_has_no_signs_for_are_shown_as_escapes(kursk: Path) -> None:
    poor = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run(command("show", kursk, "questions"), env=poor, capture_output=True, check=True)
    assert ended.stdout.isascii()


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_add_that_is_asked_to_stop_says_what_is_on_the_record(kursk: Path, asked: signal.Signals) -> None:
    # A shell lets what it runs in the background ignore Ctrl+C, and children inherit that; here the command stands in the foreground.
    process = subprocess.Popen(
        command("add", kursk, "-"),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(asked, signal.SIG_DFL),
    )
    assert process.stdin
    process.stdin.write(b"Kyiv said so. " * 2**17)  # more than a pipe holds, so that this returns once it is being read
    process.send_signal(asked)
    _, err = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert b"journal head sha256:" in err
    assert subprocess.run(command("verify", kursk), capture_output=True).returncode == 0
