"""What people protected leaves in no file, whatever it is written as: forty planted names are found in every output without redaction, and
in none with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from closewatch.capture.take import take
from closewatch.desk.dossiers import make_dossier
from closewatch.desk.line import Tools, decide, note_alerts, note_delivery, note_polls, publish, take_in
from closewatch.ledger.case import Case, create_case, open_case
from closewatch.ledger.views.protections import protections
from closewatch.protect.leaks import leaks
from closewatch.protect.redact import Redaction
from closewatch.publish.compose.compose import DossierWanted
from closewatch.publish.exports import EXPORTERS
from closewatch.publish.exports.wacz.checking import check_wacz
from closewatch.reading.readers.rules import read_by_rules
from closewatch.review.decide import make_decision
from closewatch.terms.alert import Delivery
from closewatch.terms.decision import Verdict
from closewatch.terms.watch import PollOutcome
from tests.ledger.watched_values import FEED, SOURCE, alert_on, poll
from tests.publish.small_case import AT, BY

from .planted import NAMES, write_sources


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case in which forty invented people speak, all of them protected, each under a pseudonym of its own."""
    folder = tmp_path_factory.mktemp("planted")
    write_sources(folder / "sources")
    with create_case(folder / "case", "The list of Karina Park Dong-hyuk", BY, AT) as case:
        for source in sorted((folder / "sources").iterdir()):
            for _ in take_in(case, take(str(source), BY, lambda: AT), Tools(by=BY, reader=read_by_rules, clock=lambda: AT)):
                pass
        spoken = dict(case.tables.execute("SELECT name, component FROM actors ORDER BY seq").fetchall())
        for number, name in enumerate(NAMES):
            fields = [f"pseudonym=Witness {number + 1}"]
            decision = make_decision(case, spoken[name], Verdict.PROTECT, BY, AT, fields=fields, reason=f"{name} asked for it")
            decide(case, decision)
        statement = case.tables.execute("SELECT id FROM statements ORDER BY turn LIMIT 1").fetchone()[0]
        note = "Bondarenko's cousin says Kovalchuk was not there; ask Mi-ran Jang"
        decide(case, make_decision(case, statement, Verdict.NOTE, BY, AT, reason=note))
        keep_watch(case)
    return folder / "case"


def keep_watch(case: Case) -> None:
    """Put on the record what a watch would: a page that came and nobody read yet, an alert with words of a report, and who was told."""
    tools = Tools(by=BY, clock=lambda: AT)
    data = f"<p>{NAMES[0]} was named on this page.</p>".encode()
    address = f"https://wire.example/{'-'.join(NAMES[1].lower().split())}"
    note_polls(case, [poll(address, PollOutcome.NEW, data=data), poll(FEED, PollOutcome.UNCHANGED)], [SOURCE], [data], tools)
    alerts = []
    for (identity,) in case.tables.execute("SELECT id FROM reports ORDER BY seq").fetchall():
        text = case.report(identity).text
        alerts.append(alert_on(identity, text, words=f"{NAMES[2]} gave another figure", end=len(text)))
    note_alerts(case, alerts, case.head().seq, tools)
    note_delivery(case, Delivery(f"{NAMES[3]} at home", "al:digest", tuple(alert.id for alert in alerts)), tools)


@pytest.fixture
def case(folder: Path) -> Iterator[Case]:
    with open_case(folder) as opened:
        yield opened


def put_out_everything(case: Case, folder: Path, *, unredacted: bool) -> None:
    for exporter in EXPORTERS:
        publish(case, exporter.write, folder / exporter.name, unredacted=unredacted)
    for name in ("dossier.html", "dossier.pdf"):
        make_dossier(case, folder / name, DossierWanted(), unredacted=unredacted)


def test_forty_planted_names_are_in_no_output_and_the_check_finds_them_all_without_redaction(case: Case, tmp_path: Path) -> None:
    redaction = Redaction(protections(case.tables, case.folder))
    assert len(redaction.protected) == len(NAMES) == 40
    put_out_everything(case, tmp_path / "redacted", unredacted=False)
    assert list(leaks(tmp_path / "redacted", redaction)) == []
    assert list(check_wacz(tmp_path / "redacted" / "wacz" / "case.wacz")) == []
    put_out_everything(case, tmp_path / "whole", unredacted=True)
    assert {leak.what for leak in leaks(tmp_path / "whole", redaction)} == {f"Witness {number + 1}" for number in range(40)}
    empty = [path.name for path in (tmp_path / "whole").iterdir() if not list(leaks(path, redaction))]
    assert [name for name in empty if not name.endswith(".manifest.json")] == []  # in every format there was something to hide


def test_each_planted_writing_is_found_in_the_original_that_it_was_planted_in(folder: Path, case: Case) -> None:
    redaction = Redaction(protections(case.tables, case.folder))
    sources = folder.parent / "sources"
    found = {leak.what for source in sources.iterdir() if source.name != "00-roll.txt" for leak in leaks(source, redaction)}
    # Three stand in the case alone: in its title, and in what a reviewer noted.
    alone = {f"Witness {NAMES.index(name) + 1}" for name in ("Park Dong-hyuk", "Taras Bondarenko", "Oksana Kovalchuk", "Jang Mi-ran")}
    assert {f"Witness {number + 1}" for number in range(40)} - found == alone


def test_no_leak_says_the_name_that_it_found(folder: Path, case: Case) -> None:
    redaction = Redaction(protections(case.tables, case.folder))
    for leak in leaks(folder.parent / "sources", redaction):
        assert redaction.value(leak.where) == leak.where
        assert redaction.value(leak.how) == leak.how
