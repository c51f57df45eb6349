"""What every way of telling people keeps to: it tells, or it says in a problem why it could not, and never anything else."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from closewatch.terms.trouble import Undelivered
from closewatch.watch.channels import CHANNELS, channel_of
from closewatch.watch.channels.channel import Channel, ChannelKindMaker, Means
from closewatch.watch.settings import ChannelKind, ChannelSettings
from tests.watch.telling import Letterbox, Receiver, hostile, mail_server, message, noted, secret_file, web_server

SECRET = bytes(32)


class Side:
    """The other side of a channel that works, and settings with which it cannot."""

    def __init__(self, works: Mapping[str, str | tuple[str, ...]], broken: Mapping[str, str | tuple[str, ...]]) -> None:
        self.works, self.broken = works, broken


@pytest.fixture(params=CHANNELS, ids=lambda maker: maker.kind.value)
def maker(request: pytest.FixtureRequest) -> ChannelKindMaker:
    assert isinstance(request.param, ChannelKindMaker)
    return request.param


@pytest.fixture
def side(maker: ChannelKindMaker, tmp_path: Path) -> Iterator[Side]:
    secret = secret_file(tmp_path, "whsec_" + base64.b64encode(SECRET).decode())
    usual: dict[str, str | tuple[str, ...]] = {"from": "watch@ngo.example", "to": ("desk@ngo.example",), "security": "none"}
    with mail_server(Letterbox()) as post, web_server(Receiver(SECRET)) as web:
        yield {
            ChannelKind.TERMINAL: Side({}, {}),
            ChannelKind.FILE: Side({"path": "a.jsonl"}, {"path": "gone/a.jsonl"}),
            ChannelKind.FEED: Side({"path": "a.atom"}, {"path": "gone/a.atom"}),
            ChannelKind.MAIL: Side(usual | {"server": f"localhost:{post}"}, usual | {"server": f"localhost:{web}"}),
            ChannelKind.WEBHOOK: Side(
                {"address": f"http://localhost:{web}/", "secret_file": secret},
                {"address": f"http://localhost:{post}/", "secret_file": secret},
            ),
        }[ChannelKind(maker.kind)]


def made(maker: ChannelKindMaker, values: Mapping[str, str | tuple[str, ...]], folder: Path, out: io.StringIO) -> Channel:
    return channel_of(ChannelSettings("team", ChannelKind(maker.kind), values), Means(folder, out, seconds=1.0))


def test_it_tells_one_alert_and_many_and_the_same_again(maker: ChannelKindMaker, side: Side, tmp_path: Path) -> None:
    channel = made(maker, side.works, tmp_path, io.StringIO())
    assert channel.name == "team"
    for told in (message(), message(), message(noted("one"), noted("two")), hostile()):
        assert channel.tell(told) == ()


def test_what_it_cannot_hand_over_is_the_same_problem_each_time(maker: ChannelKindMaker, side: Side, tmp_path: Path) -> None:
    out = io.StringIO()
    out.close()
    channel, told, problems = made(maker, side.broken, tmp_path, out), message(), []
    for _ in range(2):
        with pytest.raises(Undelivered) as caught:
            channel.tell(told)
        problems.append(caught.value.problem)
    assert problems[0] == problems[1]
    assert problems[0].code.startswith("channel.")
    assert problems[0].at == f"channel team, {told.id}"
