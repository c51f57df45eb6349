from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.terms.ref import canonical, ref

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def in_utf16_order(value: Any) -> bool:
    if isinstance(value, dict):
        keys = [key.encode("utf-16-be") for key in value]
        return keys == sorted(keys) and all(map(in_utf16_order, value.values()))
    return all(map(in_utf16_order, value)) if isinstance(value, list) else True


@given(PLAIN)
def test_what_is_written_reads_back_as_it_was_with_its_keys_in_order(value: Any) -> None:
    read = json.loads(canonical(value))
    assert read == value
    assert in_utf16_order(read)


@given(PLAIN, PLAIN)
def test_two_values_share_a_form_only_when_they_are_the_same(left: Any, right: Any) -> None:
    assert (canonical(left) == canonical(right)) == (json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True))


@given(st.floats(), PLAIN)
def test_a_float_is_refused_wherever_it_hides(number: float, value: Any) -> None:
    for hidden in (number, [value, number], {"a": {"b": number}, "c": value}):
        with pytest.raises((TypeError, ValueError)):
            canonical(hidden)


def test_a_key_above_the_basic_plane_sorts_by_its_code_units() -> None:
    assert canonical({"\uff5e": 1, "\U00010000": 2}) == '{"\U00010000":2,"\uff5e":1}'.encode()


def test_a_lone_surrogate_has_no_form() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        canonical("\ud800")


def test_the_parts_of_an_id_cannot_run_into_each_other() -> None:
    assert ref("st", "ab", "c") != ref("st", "a", "bc")
    assert ref("st", "a", None) != ref("st", "a")
