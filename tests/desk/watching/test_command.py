"""What `closewatch watch` says to whoever calls it: what came of it, what is due next, and why nothing happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.test_commands import Output, run


@pytest.fixture
def folder(tmp_path: Path, capsys: Output) -> Path:
    run(capsys, "new", tmp_path / "case", "--by", "reviewer-1")
    return tmp_path / "case"


def test_a_case_without_sources_is_told_how_to_name_one(folder: Path, capsys: Output) -> None:
    code, out, err = run(capsys, "watch", folder, "--once")
    assert (code, out) == (0, "")
    assert 'feeds = ["inbox"]' in err.splitlines()[-1]


def test_a_source_that_may_not_be_asked_is_counted_as_refused_and_said_to_be_due_again(folder: Path, capsys: Output) -> None:
    (folder / "case.toml").write_text('feeds = ["http://127.0.0.1:9/feed.xml"]')
    code, _, err = run(capsys, "watch", folder, "--once")
    assert code == 0
    assert "1 poll: 0 with something new, 1 refused, 0 in vain; 0 new reports, 0 alerts" in err
    assert "next due: http://127.0.0.1:9/feed.xml, 2" in err
    _, _, err = run(capsys, "watch", folder, "--once")
    assert "1 refused" in err, "it is tried at each start, for its host may have been allowed since"


@pytest.mark.parametrize("once", [("--once",), ()])
def test_a_case_that_is_not_there_is_said_not_to_be_there(tmp_path: Path, capsys: Output, once: tuple[str, ...]) -> None:
    code, _, err = run(capsys, "watch", tmp_path / "nowhere", *once)
    assert (code, err.count("\n")) == (2, 1)
    assert "case.toml" in err


def test_metrics_of_a_watch_that_ends_at_once_are_not_passed_over(folder: Path, capsys: Output) -> None:
    code, _, err = run(capsys, "watch", folder, "--once", "--metrics", "9187")
    assert (code, err.count("\n")) == (2, 1)
