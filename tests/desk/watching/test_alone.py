"""A case is kept watch on by one process."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from closewatch.desk.watching.alone import alone_on
from closewatch.ledger.case import create_case
from closewatch.terms.trouble import CaseError


def test_a_second_watch_is_refused_and_a_later_one_is_not(tmp_path: Path) -> None:
    create_case(tmp_path / "case", "Watched", "person:tester", datetime(2025, 1, 1, tzinfo=UTC)).store.close()
    with alone_on(tmp_path / "case"), pytest.raises(CaseError, match="nobody keeps watch on"), alone_on(tmp_path / "case"):
        pass
    with alone_on(tmp_path / "case"):
        pass


def test_a_folder_that_is_no_case_cannot_be_kept_watch_on(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="a case folder"), alone_on(tmp_path):
        pass
