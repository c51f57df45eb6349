"""What a desk is told as the reports of the sample case arrive by date: the whole list, and what each kind of alert stands for in it.

The list is tests/watch/sample_alerts.txt, made anew by running this file as a program. Behind the sample come two reports that are written
here: a second version of one page with another figure, and a late report that only recalls old figures in its background.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from closewatch.capture.take import take
from closewatch.desk.line import Tools, take_in
from closewatch.ledger.case import Case, case_in_memory
from closewatch.terms.alert import Alert, AlertKind
from closewatch.watch.noticing.notice import notice
from tests.whole_line import BY, NOON

LIST = Path(__file__).with_name("sample_alerts.txt")
SAMPLE = Path(str(files("closewatch.desk") / "sample" / "reports"))
CORRECTED = "49-corrected.txt"
RECALLING = "50-recalling.txt"
RECALLS = """Title: A regiment comes home
Outlet: Kestrel News
Date: 2026-01-20
URL: https://kestrel-news.example/2026/01/a-regiment-comes-home

State television showed a ceremony for an engineer regiment on Monday.

Background. South Korea's National Intelligence Service put the dead at about 300, and Western officials believed that some 1,000 of about
4,000 casualties were dead. Japan's defence ministry said about 600 North Korean soldiers had been killed. In October 2024 the Kremlin's
spokesman, Dmitry Peskov, had denied that North Korean soldiers were in Russia.
"""


@dataclass(frozen=True)
class Moved:
    """What moved as one file was taken in: the entries before and after it, and the alerts."""

    file: str
    since: int
    until: int
    alerts: tuple[Alert, ...]


@dataclass(frozen=True)
class Watched:
    """The case as it stands in the end, and what moved with each file, in the order in which they came."""

    case: Case
    moved: tuple[Moved, ...]

    @property
    def alerts(self) -> tuple[Alert, ...]:
        return tuple(alert for moved in self.moved for alert in moved.alerts)

    def of(self, file: str, kind: AlertKind) -> list[str]:
        """The words of the alerts of one kind that a file brought."""
        return [alert.words for moved in self.moved if moved.file.startswith(file) for alert in moved.alerts if alert.kind is kind]


def by_date(folder: Path) -> list[Path]:
    """The files of the sample in the order of the dates in them; their numbers decide within a day."""
    return sorted(folder.iterdir(), key=lambda path: (published(path.read_text("utf-8")), path.name))


def published(text: str) -> str:
    fields = ("Date: ", '<meta property="article:published_time" content="')
    if "\nDate: Fri, 20 Jun 2025" in text:
        return "2025-06-20"
    return next(text.partition(field)[2][:10] for field in fields if field in text)


def watched(folder: Path) -> Watched:
    """Take the sample in by date, then the two that are written here, and notice after each."""
    corrected, recalling = folder / CORRECTED, folder / RECALLING
    corrected.write_text(
        (SAMPLE / "45-two-thousand.txt").read_text("utf-8").replace("About 2,000", "About 1,800").replace("about 2,000", "about 1,800")
    )
    recalling.write_text(RECALLS, "utf-8")
    case, moved = case_in_memory("Sample", BY, NOON), []
    for path in (*by_date(SAMPLE), corrected, recalling):
        since = case.head().seq
        for _ in take_in(case, take(str(path), BY, lambda: NOON), Tools(by=BY, clock=lambda: NOON)):
            pass
        until = case.head().seq
        moved.append(Moved(path.name, since, until, notice(case, since, until)))
    return Watched(case, tuple(moved))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    found = watched(tmp_path_factory.mktemp("late"))
    with found.case:
        yield found


def listed(moved: Sequence[Moved]) -> str:
    """Write the alerts out under the file that brought them."""
    lines = []
    for one in moved:
        lines.append(one.file)
        lines += [f"    {alert.kind.value:<18}{f'{alert.wording} | ' if alert.wording else ''}{alert.words}" for alert in one.alerts]
    return "\n".join(lines) + "\n"


def test_the_desk_is_told_exactly_this_and_in_this_order(sample: Watched) -> None:
    assert listed(sample.moved).splitlines() == LIST.read_text("utf-8").splitlines()


def test_nothing_is_told_twice_and_not_too_much_in_all(sample: Watched) -> None:
    ids = [alert.id for alert in sample.alerts]
    assert len(ids) == len(set(ids))
    assert len(ids) < 3 * len(sample.moved)


def test_every_alert_has_its_words_in_reports_of_the_case(sample: Watched) -> None:
    for alert in sample.alerts:
        assert alert.proof
        assert len(alert.proof) <= 6
        assert alert.reports
        for excerpt in alert.proof:
            sample.case.report(excerpt.report).check(excerpt)


def test_every_alert_rests_on_what_came_in(sample: Watched) -> None:
    for moved in sample.moved:
        (came,) = {
            row[0] for row in sample.case.tables.execute("SELECT id FROM reports WHERE seq > ? AND seq <= ?", (moved.since, moved.until))
        }
        for alert in moved.alerts:
            assert came in alert.reports
            assert came in {excerpt.report for excerpt in alert.proof}


STORY = (
    # file, kind, how the words begin: what issue 8 wants told of the sample
    ("07-", AlertKind.ORIGIN_GAINED, "Andriy Kovalenko too gives about 1,500, as South Korea's spy agency did"),
    ("29-", AlertKind.ORIGIN_GAINED, "Western officials too give 4,000, as Volodymyr Zelensky did"),
    (
        "26-",
        AlertKind.FIGURE_MOVED,
        "National Intelligence Service gives about 300 on 13 January 2025, after at least 100 in December 2024",
    ),
    ("39-", AlertKind.FIGURE_MOVED, "National Intelligence Service gives about 600 on 30 April 2025, after about 300"),
    (
        "45-",
        AlertKind.FIGURE_MOVED,
        "National Intelligence Service gives about 2,000 on 2 September 2025, after about 600 on 30 April 2025",
    ),
    ("03-", AlertKind.DENIAL, "Dmitry Peskov denies it"),
    ("14-", AlertKind.DENIAL, "Vasily Nebenzya denies it"),
    ("24a-", AlertKind.CONFLICT, "Joint Chiefs of Staff gives 1,100, which does not go together with more than 3,000 (preliminary data)"),
    ("29-", AlertKind.CONFLICT, "Western officials give 1,000, which does not go together with about 300 (National Intelligence Service)"),
    ("37-", AlertKind.REVERSAL, "Pyongyang says yes on 28 April 2025; North Korean representative denied it on 21 October 2024"),
    ("37-", AlertKind.REVERSAL, "Vladimir Putin says yes on 28 April 2025, and would not say on 25 October 2024"),
    (
        "27a-",
        AlertKind.DRIFT,
        "Northline Daily retells Meridian Wire with a change: a bound turned round (“More than 300” for “about 300”)",
    ),
    (
        "46-",
        AlertKind.DRIFT,
        "Tidewater Herald retells Meridian Wire with changes: a bound turned round (“More than 2,000” for “about 2,000”)",
    ),
    ("27b-", AlertKind.SILENT_CORRECTION, "Northline Daily changed a page and does not say so: “About 300” where it had “More than 300”"),
    ("49-", AlertKind.SILENT_CORRECTION, "Meridian Wire changed a page and does not say so: “about 1,800” where it had “about 2,000”"),
    ("48-", AlertKind.NEW_ACTOR, "New on this question: Kim Jong Un with 9"),
)


@pytest.mark.parametrize(("file", "kind", "words"), STORY, ids=[f"{file}{kind.value}" for file, kind, _ in STORY])
def test_what_moved_is_told_under_its_kind(sample: Watched, file: str, kind: AlertKind, words: str) -> None:
    assert any(told.startswith(words) for told in sample.of(file, kind)), sample.of(file, kind)


def test_a_corrected_page_is_told_once_and_stands_against_itself_in_nothing(sample: Watched) -> None:
    (corrected,) = (moved for moved in sample.moved if moved.file == CORRECTED)
    assert [alert.kind for alert in corrected.alerts] == [AlertKind.SILENT_CORRECTION]


def test_what_a_late_report_only_recalls_in_its_background_is_not_told(sample: Watched) -> None:
    (recalling,) = (moved for moved in sample.moved if moved.file == RECALLING)
    assert recalling.alerts == ()


def test_a_reprint_that_changes_nothing_brings_no_origin_and_no_figure(sample: Watched) -> None:
    assert [alert.kind for moved in sample.moved if moved.file.startswith(("06-", "38-")) for alert in moved.alerts] == [
        AlertKind.DRIFT
    ] * 2


def test_how_often_somebody_looks_makes_no_difference(sample: Watched) -> None:
    """Two ranges that follow each other give what the whole one gives, wherever it is cut, but for what was gone again in between."""
    generator = random.Random(8)
    last = sample.case.head().seq
    piecewise = {alert.id: alert for moved in sample.moved for alert in notice(sample.case, moved.since, moved.until)}
    for pieces in (0, 1, 4):
        cuts = sorted({0, last, *(generator.randrange(1, last) for _ in range(pieces))})
        found = {alert.id: alert for since, until in pairwise(cuts) for alert in notice(sample.case, since, until)}
        assert found.keys() <= piecewise.keys()
        assert {kept: piecewise[kept] for kept in found} == found
        gone = [piecewise[lost] for lost in piecewise.keys() - found.keys()]
        assert len(gone) <= 3, [alert.words for alert in gone]


def test_what_the_reader_finds_anew_is_no_news(sample: Watched) -> None:
    assert notice(sample.case, sample.case.head().seq, sample.case.head().seq) == ()


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as late:
        LIST.write_text(listed(watched(Path(late)).moved), "utf-8")
