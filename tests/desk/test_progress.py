from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from closewatch.capture.take import take
from closewatch.desk.line import Step
from closewatch.desk.progress import Watched, count_sources, watching
from closewatch.desk.work import Worked

AT = datetime(2025, 1, 13, tzinfo=UTC)


def test_the_files_of_folders_are_counted_and_everything_else_is_one(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("words", "utf-8")
    assert count_sources((str(tmp_path), "https://news.example/report", "-")) == 4


def test_what_is_watched_passes_unchanged(tmp_path: Path) -> None:
    from rich.console import Console
    from rich.progress import Progress

    (tmp_path / "a.txt").write_text("words", "utf-8")
    items = list(take(str(tmp_path), "person:tester", lambda: AT))
    steps = [Step("new", "a.txt", Worked())]
    with Progress(console=Console(quiet=True)) as bar:
        watched = Watched(bar, bar.add_task("", total=1, finished=0, rate=""))
        assert list(watched.items(items)) == items
        assert list(watched.steps(steps)) == steps
        assert bar.tasks[0].completed == 1
    with watching((str(tmp_path),)) as quiet:
        assert list(quiet.items(items)) == items
