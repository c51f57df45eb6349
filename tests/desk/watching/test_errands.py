"""Whose turn it is: one request at a time for each host, with a pause, the longest due first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from closewatch.desk.watching.errands import Errand, Errands
from closewatch.terms.watch import Asked, Watched, WatchedKind


def errand(address: str) -> Errand:
    return Errand(address, Watched(address), Asked(address, address, WatchedKind.FEED))


def test_what_is_due_longest_comes_first() -> None:
    errands = Errands(pause=0)
    errands.add(errand("https://a.example/1"), 5)
    errands.add(errand("https://b.example/1"), 3)
    first, second = errands.next(10), errands.next(10)
    assert [one.address for one in (first, second) if one] == ["https://b.example/1", "https://a.example/1"]
    assert errands.next(10) is None


def test_nothing_is_asked_before_its_time() -> None:
    errands = Errands(pause=0)
    errands.add(errand("https://a.example/1"), 5)
    assert errands.next(4.9) is None
    assert errands.due() == 5
    assert not errands.is_any_due(4.9)
    assert errands.next(5) is not None


def test_a_host_is_asked_once_at_a_time_and_again_after_a_pause() -> None:
    errands = Errands(pause=2)
    for path in "12":
        errands.add(errand(f"https://a.example/{path}"), 0)
    first = errands.next(0)
    assert first is not None
    assert errands.next(0) is None
    errands.done(first, 1)
    assert errands.next(2.9) is None
    assert errands.is_any_due(2.9)
    assert errands.next(3) == errand("https://a.example/2")


def test_a_host_that_wants_a_longer_pause_gets_it() -> None:
    errands = Errands(pause=1)
    for path in "12":
        errands.add(errand(f"https://a.example/{path}"), 0)
    first = errands.next(0)
    assert first is not None
    errands.done(first, 0, pause=10)
    assert errands.next(9) is None
    assert errands.next(10) is not None


def test_ports_of_one_name_are_hosts_of_their_own_and_capitals_are_not() -> None:
    errands = Errands(pause=1)
    for address in ("https://a.example/1", "https://A.example/2", "https://a.example:8443/3"):
        errands.add(errand(address), 0)
    found = [errands.next(0) for _ in range(3)]
    assert [one.address for one in found if one] == ["https://a.example/1", "https://a.example:8443/3"]


def test_an_address_stands_in_line_once() -> None:
    errands = Errands(pause=0)
    errands.add(errand("https://a.example/1"), 0)
    errands.add(errand("https://a.example/1"), 9)
    assert len(errands) == 1
    assert errands.next(0) is not None
    assert errands.next(99) is None


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 20)), max_size=40), st.floats(0, 3))
def test_every_errand_is_run_once_and_no_host_by_two_at_a_time(wanted: list[tuple[int, int]], pause: float) -> None:
    errands = Errands(pause)
    run: list[str] = []
    last: dict[str, float] = {}
    for number, (host, due) in enumerate(wanted):
        errands.add(errand(f"https://h{host}.example/{number}"), due)
    now = 0.0
    under_way: list[Errand] = []
    while len(run) < len(wanted):
        while (one := errands.next(now)) is not None:
            assert one.host not in {other.host for other in under_way}
            assert now >= last.get(one.host, now)
            under_way.append(one)
        if under_way:
            done = under_way.pop(0)
            run.append(done.address)
            last[done.host] = now + pause
            errands.done(done, now)
        now += 0.5
    assert sorted(run) == sorted(f"https://h{host}.example/{number}" for number, (host, _) in enumerate(wanted))
