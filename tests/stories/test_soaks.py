"""The soaks in short: the same scripts as `make soak`, with counts that fit among the tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LAB = Path(__file__).parents[2] / "lab"


def run(script: str, *words: str) -> str:
    done = subprocess.run([sys.executable, str(LAB / script), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def test_a_case_killed_at_random_instants_is_whole_and_can_be_completed(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(
            f"Title: Shelling near the harbour, day {number}\nOutlet: The Harbour Gazette\nDate: 2025-01-1{number}\n\n"
            f"The coast guard said that at least {30 + number} Ukrainian soldiers had been killed near Kursk.\n"
        )
    assert "8 kills -9 (the line): 0 faults" in run("soak_kills.py", "--count", "8", "--seed", "3", str(tmp_path))


def test_broken_and_hostile_files_end_in_reports_or_named_problems() -> None:
    assert "done" in run("soak_inputs.py", "--count", "20", "--seed", "11")


def test_wrong_passwords_are_hardly_tried_and_never_keep_the_owner_out() -> None:
    assert "60 wrong passwords" in run("soak_passwords.py", "--count", "60")


def test_a_watch_killed_at_random_instants_loses_nothing_and_tells_nobody_twice() -> None:
    assert ": 0 faults" in run("soak_watch.py", "--count", "5", "--reports", "4", "--seed", "1")
