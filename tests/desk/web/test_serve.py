"""The command that opens the desk: where it listens, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from closewatch.desk.commands import main
from closewatch.desk.web.serving import bound
from closewatch.ledger.case import open_case
from closewatch.ledger.verify import verify
from closewatch.terms.trouble import CaseError
from tests.desk.web.browsing import Visitor

FROM_A_TERMINAL = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, "-m", "closewatch", *sys.argv[1:]])
"""
"""Starts Closewatch as a terminal does, also where the tests were started with nohup: signals that are ignored are inherited."""


@contextmanager
def opened(*words: str | Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a command that opens the desk, and give the address that it says."""
    command = [sys.executable, "-c", FROM_A_TERMINAL, *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stderr is not None
        found = next(filter(None, (re.search(r"open on (https?://\S+)", line) for line in running.stderr)))
        try:
            yield running, found[1]
        finally:
            running.kill()


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_desk_ends_at_once_when_asked_and_leaves_the_case_whole(kursk: Path, asked: signal.Signals) -> None:
    with opened("serve", kursk, "--port", "0", "--by", "anna") as (running, address):
        anna = Visitor(address)
        assert "You sign as <strong>anna</strong>" in anna.get("/you").text
        with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))):  # somebody who says nothing holds nobody up
            running.send_signal(asked)
            _, err = running.communicate(timeout=30)
        assert (running.returncode, err.lstrip()) == (130, "closewatch: interrupted\n")
    with open_case(kursk) as case:
        assert list(verify(case)) == []


def test_the_demo_opens_the_sample_case_in_the_browser() -> None:
    with opened("demo", "--serve", "--port", "0") as (running, address):
        assert "North Korean soldiers" in Visitor(address).get("/").text
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 130


def test_a_port_that_is_taken_is_named_in_one_line(kursk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with bound("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        assert main(["serve", str(kursk), "--port", str(port)]) == 4
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"port {port}" in said


@pytest.mark.parametrize(
    "words", [("--host", "0.0.0.0"), ("--behind", "desk.example.org"), ("--host", "no.such.host.invalid"), ("--host", "\x00")], ids=str
)
def test_what_cannot_be_served_is_one_line(kursk: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str]) -> None:
    assert main(["serve", str(kursk), "--port", "0", *words]) in (2, 4)
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_that_is_no_case_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert os.listdir(tmp_path) == []


def test_an_address_that_is_none_is_no_crash() -> None:
    for host in ("a" * 300, "\udcff", "999.1.1.1"):
        with pytest.raises(CaseError, match="wanted to listen on"):
            bound(host, 0)
