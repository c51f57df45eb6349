"""The channels that are lists: the terminal, the file of JSON lines, the feed."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from closewatch.terms.alert import Noted
from closewatch.terms.trouble import CaseError, Undelivered
from closewatch.watch.channels import channel_of
from closewatch.watch.channels.channel import Channel, Means
from closewatch.watch.channels.feed import LATEST, atom_of
from closewatch.watch.message import Message
from closewatch.watch.settings import ChannelKind, ChannelSettings
from tests.watch.telling import HOSTILE, LINK, hostile, ids, message, noted

ATOM = "{http://www.w3.org/2005/Atom}"


def channel(kind: ChannelKind, folder: Path, values: dict[str, Any] | None = None, **means: Any) -> Channel:
    return channel_of(ChannelSettings("list", kind, values or {}), Means(folder, link=LINK, **means))


def trouble_of(channel: Channel, told: Message) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        channel.tell(told)
    return caught.value


def file_channel(folder: Path, name: str = "alerts.jsonl") -> Channel:
    return channel(ChannelKind.FILE, folder, {"path": name})


def feed_channel(folder: Path, **means: Any) -> Channel:
    return channel(ChannelKind.FEED, folder, {"path": "alerts.atom"}, title="Sample: Kursk", **means)


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("ascii").splitlines()]


def test_the_terminal_shows_each_alert_on_two_lines_and_nothing_that_acts_on_it(tmp_path: Path) -> None:
    out = io.StringIO()
    terminal = channel(ChannelKind.TERMINAL, tmp_path, out=out, zone="Europe/Berlin")
    terminal.tell(message(noted("one"), noted("two")))
    terminal.tell(hostile())
    lines = out.getvalue().split("\n")
    assert len(lines) == 3 * 2 + 1
    assert lines[0] == ("2026-11-24 13:00  New conflict: Kyiv gives about 3,000 (one) [Deployment: North Korean soldiers in Russia]")
    assert lines[1].strip() == f"{LINK}/trace/{noted('one').alert.id}"
    assert all(line.isprintable() for line in lines)


def test_a_terminal_that_cannot_write_a_sign_shows_another_and_a_closed_one_is_a_problem(tmp_path: Path) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, "ascii")
    terminal = channel(ChannelKind.TERMINAL, tmp_path, out=out)
    terminal.tell(message(noted("one", words="Київ gives 3,000")))
    assert b"???? gives 3,000" in raw.getvalue()
    out.close()
    assert trouble_of(terminal, message()).problem.code == "channel.not-written"


def test_a_file_has_each_alert_on_a_line_of_its_own_once(tmp_path: Path) -> None:
    path, told = tmp_path / "alerts.jsonl", message(noted("one"), noted("two"))
    file_channel(tmp_path).tell(told)
    file_channel(tmp_path).tell(told)
    file_channel(tmp_path).tell(message(noted("two"), noted("three")))
    assert [line["id"] for line in lines_of(path)] == ids((noted("one"), noted("two"), noted("three")))
    assert path.stat().st_mode & 0o077 == 0
    assert lines_of(path)[0]["link"] == f"{LINK}/trace/{noted('one').alert.id}"


@pytest.mark.parametrize("left", range(0, 400, 37))
def test_a_line_that_was_torn_is_closed_and_its_alert_written_whole(tmp_path: Path, left: int) -> None:
    path = tmp_path / "alerts.jsonl"
    file_channel(tmp_path).tell(message(noted("one")))
    whole = path.read_bytes()
    path.write_bytes(whole + whole.replace(noted("one").alert.id.encode(), noted("two").alert.id.encode())[:left])
    file_channel(tmp_path).tell(message(noted("two")))
    found = []
    for line in path.read_bytes().splitlines():
        try:
            found.append(json.loads(line)["id"])
        except ValueError:
            assert 0 < left < len(whole)
    assert found == ids((noted("one"), noted("two")))


def test_a_whole_line_that_lacks_only_its_end_counts(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    file_channel(tmp_path).tell(message(noted("one")))
    path.write_bytes(path.read_bytes()[:-1])
    file_channel(tmp_path).tell(message(noted("one"), noted("two")))
    assert [line["id"] for line in lines_of(path)] == ids((noted("one"), noted("two")))


@pytest.mark.parametrize("made", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/null")], ids=["folder", "pipe", "device"])
def test_what_is_no_file_is_left_alone(tmp_path: Path, made: Any) -> None:
    made(tmp_path / "alerts.jsonl")
    trouble = trouble_of(file_channel(tmp_path), message())
    assert trouble.problem.code == "channel.not-written"
    assert trouble.problem == trouble_of(file_channel(tmp_path), message()).problem


def test_a_folder_that_is_not_there_is_a_problem_for_file_and_feed(tmp_path: Path) -> None:
    assert "No such file" in str(trouble_of(file_channel(tmp_path, "gone/alerts.jsonl"), message()))
    assert trouble_of(channel(ChannelKind.FEED, tmp_path, {"path": "gone/a.atom"}), message()).problem.code == "channel.not-written"


def test_hostile_words_stay_on_one_line_of_a_file(tmp_path: Path) -> None:
    file_channel(tmp_path).tell(hostile())
    [line] = lines_of(tmp_path / "alerts.jsonl")
    assert line["words"] == HOSTILE


def entries_of(data: bytes) -> list[ElementTree.Element]:
    return ElementTree.fromstring(data).findall(f"{ATOM}entry")


def words(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def test_the_feed_has_what_was_told_before_and_what_is_told_now_the_newest_first(tmp_path: Path) -> None:
    before = (noted("one", seq=1), noted("two", seq=2))
    feed_channel(tmp_path, told=lambda channel: before).tell(message(noted("three", seq=3), noted("two", seq=2)))
    found = entries_of((tmp_path / "alerts.atom").read_bytes())
    assert [words(entry, "id") for entry in found] == [
        f"tag:closewatch.invalid,2026:{noted(about).alert.id}" for about in ("three", "two", "one")
    ]
    assert words(found[0], "updated") == "2026-11-24T12:00:00Z"
    assert words(found[0], "title") == "New conflict: Deployment: North Korean soldiers in Russia"
    assert sorted(os.listdir(tmp_path)) == ["alerts.atom"]


def test_the_feed_is_the_same_bytes_for_the_same_alerts_and_holds_the_latest(tmp_path: Path) -> None:
    alerts = tuple(noted(str(number), seq=number) for number in range(LATEST + 50))
    assert atom_of("Kursk", alerts, LINK) == atom_of("Kursk", tuple(reversed(alerts)), LINK)
    found = entries_of(atom_of("Kursk", alerts, LINK))
    assert len(found) == LATEST
    assert words(found[0], "summary") == f"Kyiv gives about 3,000 ({LATEST + 49})"
    assert entries_of(atom_of("Kursk", (), LINK)) == []


def test_hostile_words_are_words_in_the_feed() -> None:
    data = atom_of(HOSTILE, hostile().alerts, LINK)
    [entry] = entries_of(data)
    html = words(entry, "content")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    for unwanted in ("\u202e", "\x1b", "\ufffe", "\u2028"):
        assert unwanted not in data.decode()


def test_each_alert_of_the_feed_links_to_where_it_is_opened() -> None:
    one: Noted = noted("one")
    [entry] = entries_of(atom_of("Kursk", (one,), LINK + "/"))
    links = {link.get("rel"): link.get("href") for link in entry.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{LINK}/trace/{one.alert.id}", "related": f"{LINK}/questions/qu:1"}


@pytest.mark.parametrize(
    ("kind", "values"),
    [(ChannelKind.FILE, {}), (ChannelKind.FEED, {"file": "x"}), (ChannelKind.TERMINAL, {"path": "x"}), (ChannelKind.FILE, {"path": 3})],
)
def test_settings_that_cannot_be_meant_are_refused(tmp_path: Path, kind: ChannelKind, values: dict[str, Any]) -> None:
    with pytest.raises(CaseError, match=r"case\.toml, channel list"):
        channel(kind, tmp_path, values)
