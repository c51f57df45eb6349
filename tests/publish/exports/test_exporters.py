"""All exporters together: those that the command names, no others, and none needs a library before it is used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from closewatch.desk.commands.export import FORMATS
from closewatch.desk.line import publish
from closewatch.publish.exports import EXPORTERS
from closewatch.publish.exports.exporter import Exporter
from closewatch.terms.trouble import CaseError
from tests.publish.exports.invented import the_case


def test_the_command_offers_every_exporter_and_no_other() -> None:
    assert tuple(exporter.name for exporter in EXPORTERS) == FORMATS
    assert all(exporter.about for exporter in EXPORTERS)


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_an_export_writes_files_and_the_same_ones_twice(exporter: Exporter, tmp_path: Path) -> None:
    case = the_case()
    first, second = (publish(case, exporter.write, tmp_path / name) for name in ("1", "2"))
    assert first
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_an_export_to_a_place_that_is_no_folder_says_so_in_one_line(exporter: Exporter, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(CaseError, match="wanted"):
        publish(the_case(), exporter.write, tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


FULL = """
import resource, sys
from pathlib import Path
from closewatch.desk.line import publish
from closewatch.publish.exports import EXPORTERS
from closewatch.terms.trouble import CaseError
from tests.publish.exports.invented import the_case
case = the_case()
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
for exporter in EXPORTERS:
    try:
        publish(case, exporter.write, Path(sys.argv[1]) / exporter.name)
    except CaseError as error:
        print(exporter.name, len(str(error).splitlines()))
"""


def test_where_no_file_may_grow_every_export_says_so_in_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    places = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True, env=places)
    assert done.stdout.splitlines() == [f"{exporter.name} 1" for exporter in EXPORTERS]
    assert list(tmp_path.iterdir()) == []


def test_the_names_of_the_exporters_load_no_library_of_one_format() -> None:
    asked = "import sys, closewatch.publish.exports as _; print(*({'duckdb', 'xlsxwriter', 'typst', 'stix2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
