from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path


def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)}


def test_the_demo_prints_disputed_questions_and_keeps_a_case_that_is_whole(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "closewatch"]
    done = subprocess.run([*command, "demo"], capture_output=True, text=True, check=True, env=environment(tmp_path))
    assert len(re.findall(r"^\d+\. .*  qu:[0-9a-f]{10}", done.stdout, re.MULTILINE)) >= 5
    assert "✗" in done.stdout
    assert "at most" in done.stdout
    assert "(invented)" in done.stdout
    (case,) = tmp_path.glob("closewatch-*/demo")
    verified = subprocess.run([*command, "verify", str(case)], capture_output=True, text=True, check=True, env=environment(tmp_path))
    assert verified.stderr == "the case is whole\n"


def test_an_add_that_is_interrupted_leaves_the_case_whole_and_says_so(tmp_path: Path) -> None:
    command, case = [sys.executable, "-m", "closewatch"], tmp_path / "case"
    subprocess.run([*command, "new", str(case)], capture_output=True, check=True, env=environment(tmp_path))
    report = tmp_path / "report.txt"
    report.write_text("Kyiv said that 3 soldiers had died.\n", "utf-8")
    adding = subprocess.Popen(
        [*command, "add", str(case), str(report), "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(tmp_path),
        start_new_session=True,
        # A shell lets what it runs in the background ignore Ctrl+C, and children inherit that; here the command stands in the foreground.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    # It waits for standard input after the file; the journal's side file says that the case is open and the work has begun.
    waited = time.monotonic() + 20
    while not (case / "ledger.db-wal").exists() and time.monotonic() < waited:
        time.sleep(0.05)
    time.sleep(1)
    os.killpg(adding.pid, signal.SIGINT)
    said = adding.communicate(timeout=20)[1]
    assert adding.returncode == 130
    assert "interrupted" in said
    assert "Traceback" not in said
    verified = subprocess.run([*command, "verify", str(case)], capture_output=True, text=True, check=True, env=environment(tmp_path))
    assert verified.stderr == "the case is whole\n"
