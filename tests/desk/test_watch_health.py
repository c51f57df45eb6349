"""What whoever keeps a watch running is told: by a scrape, by a question after its health, by systemd's own socket, and in its unit."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from closewatch.desk.watching.health import Health, metrics_text
from closewatch.desk.watching.notify import ALIVE, READY, STOPPING, kept_alive, notify, status, watchdog_seconds
from closewatch.desk.watching.serving import METRICS_TYPE, served_health
from closewatch.desk.watching.unit import unit_for, unit_text
from closewatch.terms.trouble import CaseError


def asked(address: str) -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers["Content-Type"], answer.read().decode()


class Hands:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_scrape_has_what_the_loops_said() -> None:
    health = Health(wall=lambda: 1_700_000_000.5)
    health.count("polls", outcome="new")
    health.count("polls", 2, outcome="failed")
    health.set("unread", 12)
    health.set("untold", 3, channel='the "team"\\\n')
    health.beat("poller")
    with served_health("0", health) as address:
        code, media_type, text = asked(f"{address}/metrics")
        assert asked(f"{address}/elsewhere")[0] == 404
    assert (code, media_type) == (200, METRICS_TYPE)
    lines = text.splitlines()
    for line in (
        "# TYPE closewatch_watch_polls_total counter",
        'closewatch_watch_polls_total{outcome="new"} 1',
        'closewatch_watch_polls_total{outcome="failed"} 2',
        "# TYPE closewatch_watch_unread gauge",
        "closewatch_watch_unread 12",
        'closewatch_watch_untold{channel="the \\"team\\"\\\\\\n"} 3',
        'closewatch_watch_last_success_timestamp_seconds{what="polls"} 1700000000.5',
        'closewatch_watch_heartbeat_timestamp_seconds{loop="poller"} 1700000000.5',
        'closewatch_watch_up{loop="poller"} 1',
    ):
        assert line in lines
    assert text.endswith("\n")


def test_a_loop_that_is_stuck_is_named() -> None:
    hands = Hands()
    health = Health(steady=hands)
    health.beat("poller")
    health.beat("reader", within=1_000)
    with served_health("0", health) as address:
        assert asked(f"{address}/health")[::2] == (200, '{"well": true, "stuck": []}')
        hands.now += 500
        code, media_type, text = asked(f"{address}/health")
        assert (code, media_type) == (503, "application/json")
        assert json.loads(text) == {"well": False, "stuck": [{"loop": "poller", "silent_seconds": 500, "promised_seconds": 120}]}
        assert 'closewatch_watch_up{loop="poller"} 0' in asked(f"{address}/metrics")[2]
        health.beat("poller")
        assert asked(f"{address}/health")[0] == 200
        hands.now += 500
        health.ended("poller")
        assert asked(f"{address}/health")[0] == 200


def test_a_clock_that_is_set_makes_nobody_stuck() -> None:
    wall = Hands()
    health = Health(wall=wall)
    health.beat("poller")
    wall.now += 86_400
    assert health.stuck() == ()


def test_what_is_not_measured_cannot_be_said() -> None:
    health = Health()
    with pytest.raises(ValueError, match="found pols"):
        health.count("pols", outcome="new")
    for name in ("polls", "unread"):
        with pytest.raises(ValueError, match="of METRICS"):
            health.count(name)
    with pytest.raises(ValueError, match="of METRICS"):
        health.set("polls", 3, outcome="new")


def test_many_threads_lose_no_count() -> None:
    health = Health()

    def count() -> None:
        for _ in range(500):
            health.count("polls", outcome="new")

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 'closewatch_watch_polls_total{outcome="new"} 4000\n' in metrics_text(health.samples())


def test_an_address_that_is_taken_is_a_line_and_no_traceback() -> None:
    with (
        served_health("0", Health()) as address,
        pytest.raises(CaseError, match="wanted to give out the health"),
        served_health(address.rpartition(":")[2], Health()),
    ):
        pass


@pytest.mark.parametrize("where", ["localhost", "65536", "-1", "127.0.0.1:", "a b:x", "nowhere.invalid:0", "x" * 300 + ":0"])
def test_an_address_that_is_none_is_a_line_and_no_traceback(where: str) -> None:
    with pytest.raises(CaseError, match="health of the watch"), served_health(where, Health()):
        pass


def test_it_listens_on_loopback_unless_told_otherwise_and_nowhere_unless_told() -> None:
    with served_health("0", Health()) as here, served_health("[::1]:0", Health()) as there, served_health("", Health()) as nowhere:
        assert (here[:17], there[:13], nowhere) == ("http://127.0.0.1:", "http://[::1]:", "")
        assert [asked(f"{address}/health")[0] for address in (here, there)] == [200, 200]


def test_who_hangs_up_or_says_nothing_disturbs_nobody() -> None:
    with served_health("0", Health()) as address:
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)), socket.create_connection(("127.0.0.1", port)) as rude:
            rude.sendall(b"GET /metrics HTTP/1.1\r\n\r\n\r\n")
            assert asked(f"{address}/health")[0] == 200


@pytest.mark.parametrize("kind", ["file", "abstract"])
def test_systemd_is_told_through_its_own_socket(tmp_path: Path, kind: str) -> None:
    name = str(tmp_path / "notify") if kind == "file" else f"\0closewatch-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(name)
        listening.settimeout(5)
        environment = {"NOTIFY_SOCKET": name.replace("\0", "@")}
        assert notify(READY, status("12 sources\nand more"), environment=environment)
        assert notify(ALIVE, environment=environment)
        assert notify(STOPPING, environment=environment)
        assert [listening.recv(1_000) for _ in range(3)] == [b"READY=1\nSTATUS=12 sources and more", b"WATCHDOG=1", b"STOPPING=1"]


def test_systemd_hears_of_a_watch_from_its_first_to_its_last_moment_but_not_that_a_stuck_one_is_alive(tmp_path: Path) -> None:
    hands, name = Hands(), str(tmp_path / "notify")
    health = Health(steady=hands)
    health.count("polls", 3, outcome="new")
    health.beat("poller")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(name)
        listening.settimeout(5)
        with kept_alive(health, {"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "20000"}):
            assert listening.recv(1_000) == b"READY=1\nSTATUS=3 polls, 0 taken in, 0 alerts; 0 wait to be read"
            assert listening.recv(1_000).endswith(b"\nWATCHDOG=1")
            hands.now += 500
            while (last := listening.recv(1_000)).endswith(b"WATCHDOG=1"):
                pass
            assert last == b"STATUS=stuck: poller"
        while last == b"STATUS=stuck: poller":
            last = listening.recv(1_000)
        assert last == b"STOPPING=1"


def test_where_nobody_listens_nothing_goes_wrong(tmp_path: Path) -> None:
    for name in (str(tmp_path / "nobody"), "@nobody-listens-here", "relative", ""):
        assert not notify(READY, environment={"NOTIFY_SOCKET": name})


def test_the_watchdog_is_kept_by_the_process_that_it_is_meant_for() -> None:
    wanted = {"WATCHDOG_USEC": "180000000", "WATCHDOG_PID": "7"}
    assert watchdog_seconds(wanted, 7) == 180
    assert watchdog_seconds(wanted, 8) is None
    assert watchdog_seconds({"WATCHDOG_USEC": "soon"}) is None


def test_the_unit_names_the_case_as_it_stands() -> None:
    case = Path("/srv/a case/100% $HOME {x} Київ")
    lines = unit_text(case, "/opt/a tool/closewatch", "watcher").splitlines()
    assert 'ExecStart=:"/opt/a tool/closewatch" watch "/srv/a case/100%% $HOME {x} Київ"' in lines
    assert 'ReadWritePaths="/srv/a case/100%% $HOME {x} Київ"' in lines
    assert {"User=watcher", "WantedBy=multi-user.target", "PrivateTmp=yes"} <= set(lines)


def test_a_unit_without_a_user_is_for_whoever_starts_it() -> None:
    lines = unit_text(Path("/tmp/case"), "/usr/bin/closewatch").splitlines()
    assert not any(line.startswith("User=") for line in lines)
    assert {"WantedBy=default.target", "PrivateTmp=no"} <= set(lines)


def test_the_unit_of_this_machine_names_a_program_that_is_there(tmp_path: Path) -> None:
    (started,) = (line for line in unit_for(tmp_path).splitlines() if line.startswith("ExecStart="))
    assert started.endswith(f'/closewatch" watch "{tmp_path}"')


@pytest.mark.parametrize("path", ["relative", '/with"quote', "/with\nline", "/with\\back", "/with\ufffe", "/lone\udcff"])
def test_a_path_that_a_unit_cannot_hold_is_refused(path: str) -> None:
    with pytest.raises(CaseError, match="wanted a full path"):
        unit_text(Path(path), "/usr/bin/closewatch")


@pytest.mark.parametrize("user", ["", "a b", "x\nExecStart=/bin/sh", "%u"])
def test_a_user_that_is_no_name_is_refused(user: str) -> None:
    with pytest.raises(CaseError, match="name of a user"):
        unit_text(Path("/srv/case"), "/usr/bin/closewatch", user)


def test_nothing_but_the_standard_library_is_needed_for_it() -> None:
    code = "import sys, closewatch.desk.watching.serving, closewatch.desk.watching.notify; print('msgspec' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
