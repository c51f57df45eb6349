"""The metrics of a watch as Prometheus's own client reads them, and its unit as systemd judges it."""

from __future__ import annotations

import subprocess
import urllib.request
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from closewatch.desk.watching.health import METRICS, Health
from closewatch.desk.watching.serving import served_health
from closewatch.desk.watching.unit import unit_text

HOSTILE = 'the "team"\\\nof } two, # HELP'


def test_a_scrape_is_read_as_it_was_meant() -> None:
    health = Health(wall=lambda: 1_700_000_000.25)
    for number, metric in enumerate(METRICS):
        labels = dict.fromkeys(metric.labels, HOSTILE)
        if metric.goes_up:
            health.count(metric.name, number + 1, **labels)
        else:
            health.set(metric.name, number + 0.5, **labels)
    health.beat("poller")
    with served_health("0", health) as address, urllib.request.urlopen(f"{address}/metrics", timeout=5) as answer:
        families = list(text_string_to_metric_families(answer.read().decode()))
    found = {sample.name: sample for family in families for sample in family.samples}
    for number, metric in enumerate(METRICS):
        sample = found[f"closewatch_watch_{metric.name}{'_total' if metric.goes_up else ''}"]
        assert sample.labels == dict.fromkeys(metric.labels, HOSTILE)
        assert sample.value == (number + 1 if metric.goes_up else number + 0.5)
    assert found["closewatch_watch_heartbeat_timestamp_seconds"].value == 1_700_000_000.25
    kinds = {family.name: (family.type, family.documentation) for family in families}
    assert kinds["closewatch_watch_polls"] == ("counter", METRICS[0].words)
    assert len(kinds) == len(families) == len(METRICS) + 4


@pytest.mark.parametrize("user", [None, "root"])
@pytest.mark.parametrize("folder", ["kursk", "a case/100% $HOME {x} %n Київ"])
def test_systemd_has_nothing_to_say_against_the_unit(tmp_path: Path, folder: str, user: str | None) -> None:
    program = tmp_path / "a tool" / "50% closewatch"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    unit = tmp_path / "closewatch-case.service"
    unit.write_text(unit_text(tmp_path / folder, str(program), user), encoding="utf-8")
    kept = ["--man=no", "--recursive-errors=no"]
    done = subprocess.run(["systemd-analyze", "verify", *kept, str(unit)], capture_output=True, text=True, check=False)
    # Units of the machine itself may be out of order: what is said of ours names it.
    said = [line for line in done.stderr.splitlines() if unit.name in line]
    assert (said, done.returncode) == ([], 0), done.stderr


def test_systemd_names_a_unit_that_is_not_in_order(tmp_path: Path) -> None:
    unit = tmp_path / "closewatch-case.service"
    unit.write_text(unit_text(tmp_path, str(tmp_path / "not there")), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False)
    assert (done.returncode != 0, "not there" in done.stderr) == (True, True)
