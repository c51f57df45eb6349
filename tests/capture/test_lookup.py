from __future__ import annotations

import threading

from closewatch.capture.lookup import Lookups


def test_one_name_after_the_other_is_looked_up_by_the_same_thread() -> None:
    threads: set[int] = set()

    def noted(host: str, port: int) -> tuple[str, ...]:
        threads.add(threading.get_ident())
        return (f"192.0.2.{port}",)

    lookups = Lookups()
    assert [lookups.addresses(noted, "news.example", port, 5) for port in range(1, 50)] == [(f"192.0.2.{port}",) for port in range(1, 50)]
    assert len(threads) == 1


def test_a_lookup_that_hangs_is_left_alone_and_holds_up_no_other() -> None:
    go_on = threading.Event()

    def hanging(host: str, port: int) -> tuple[str, ...]:
        go_on.wait(10)
        return ("192.0.2.1",)

    lookups = Lookups()
    assert lookups.addresses(hanging, "news.example", 80, 0.01) is None
    assert lookups.addresses(lambda host, port: ("192.0.2.2",), "other.example", 80, 5) == ("192.0.2.2",)
    go_on.set()
    assert lookups.addresses(hanging, "news.example", 80, 5) == ("192.0.2.1",)


def test_whatever_a_resolver_raises_is_no_address() -> None:
    def failing(host: str, port: int) -> tuple[str, ...]:
        raise [OSError, UnicodeError, KeyError][port]

    lookups = Lookups()
    assert [lookups.addresses(failing, "news.example", port, 5) for port in range(3)] == [(), (), ()]
