"""What is kept in memory: what was dear to work out stays, what was cheap goes, and nothing outlives the state it was made for."""

from __future__ import annotations

from closewatch.desk.web.disputes.kept import Dear, Kept


def test_what_was_dear_outlives_many_cheap_things() -> None:
    dear: Dear[int] = Dear(most=4, seconds=100)
    dear.put("dear", 0, 9.0)
    for number in range(50):
        dear.put(f"cheap {number}", number, 0.1)
    assert dear.get("dear") == 0
    assert [dear.get(f"cheap {number}") for number in (0, 40, 49)] == [None, None, 49]


def test_what_was_dear_once_goes_when_nobody_asks_for_it() -> None:
    dear: Dear[int] = Dear(most=3, seconds=100)
    dear.put("dear", 0, 1.0)
    for number in range(40):
        dear.put(f"other {number}", number, 0.5)
    assert dear.get("dear") is None


def test_no_more_work_is_kept_than_there_is_room_for() -> None:
    dear: Dear[int] = Dear(most=100, seconds=2.0)
    for number in range(10):
        dear.put(str(number), number, 0.5)
    assert sum(dear.get(str(number)) is not None for number in range(10)) == 4


def test_one_thing_is_kept_however_dear_and_replacing_it_frees_its_room() -> None:
    dear: Dear[int] = Dear(most=100, seconds=2.0)
    dear.put("huge", 1, 30.0)
    assert dear.get("huge") == 1
    dear.put("huge", 2, 1.0)
    dear.put("other", 3, 0.5)
    assert (dear.get("huge"), dear.get("other")) == (2, 3)


def test_what_was_made_for_another_state_is_made_again_and_nothing_is_a_thing_too() -> None:
    kept, made = Kept(), []

    def make() -> None:
        made.append(1)

    assert [kept.get(state, "name", make) for state in ("one", "one", "two", "two")] == [None] * 4
    assert len(made) == 2
