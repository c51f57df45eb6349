from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.ledger.journal import Head, chain, moment, walk
from closewatch.terms.entry import Draft, Entry, EntryKind
from closewatch.terms.trouble import JournalError

AT = datetime(2025, 1, 13, tzinfo=UTC)
BODIES = st.dictionaries(st.text(max_size=5), st.one_of(st.none(), st.integers(), st.text(max_size=5)), max_size=3)


def entries_of(*bodies: object) -> tuple[Entry, ...]:
    return chain(Head(), [Draft(EntryKind.CASE, "person:a", AT, body) for body in bodies])


def test_a_whole_chain_has_no_fault() -> None:
    assert list(walk(entries_of({}, {"a": 1}, {"b": 2}))) == []


def test_a_chain_goes_on_from_its_head() -> None:
    first = entries_of({"a": 1})
    second = chain(Head(1, first[0].digest), [Draft(EntryKind.CASE, "person:a", AT, {"b": 2})])
    assert list(walk((*first, *second))) == []


@given(st.lists(BODIES, min_size=1, max_size=4), st.data())
def test_any_changed_field_is_seen(bodies: list[object], data: st.DataObject) -> None:
    entries = list(entries_of(*bodies))
    place = data.draw(st.integers(0, len(entries) - 1))
    entry = entries[place]
    changed = data.draw(
        st.sampled_from(
            [
                replace(entry, at="2030-01-01T00:00:00.000000Z"),
                replace(entry, by=entry.by + "x"),
                replace(entry, kind="links"),
                replace(entry, body={"other": True}),
                replace(entry, salt="00"),
                replace(entry, prev="sha256:" + "1" * 64),
                replace(entry, digest="sha256:" + "2" * 64),
                replace(entry, body_digest="sha256:" + "3" * 64),
            ]
        )
    )
    entries[place] = changed
    assert list(walk(entries))


def test_a_swap_a_gap_and_a_cut_are_told_apart() -> None:
    one, two, three, four = entries_of({"n": 1}, {"n": 2}, {"n": 3}, {"n": 4})
    swapped = [one, replace(three, seq=2), replace(two, seq=3), four]
    assert {fault.code for fault in walk(swapped)} == {"journal.swapped"}
    assert [fault.code for fault in walk([one, three, four])] == ["journal.gap"]
    assert [fault.code for fault in walk([one, two], head=four.digest)] == ["journal.cut"]
    assert list(walk([one, two, three, four], head=two.digest)) == []


def test_two_chains_of_the_same_bodies_have_other_digests_because_bodies_are_salted() -> None:
    assert entries_of({"a": 1})[0].body_digest != entries_of({"a": 1})[0].body_digest


def test_a_destroyed_body_leaves_a_chain_that_holds() -> None:
    one, two = entries_of({"n": 1}, {"n": 2})
    assert list(walk([replace(one, body=None, salt=None), two])) == []


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(JournalError, match="zone"):
        moment(datetime(2025, 1, 13))
