"""Canonical JSON as the package `rfc8785` writes it."""

from __future__ import annotations

from typing import Any

import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from closewatch.terms.ref import canonical

# What RFC 8785 and Closewatch both take: whole numbers that a double holds exactly (I-JSON), and every character that UTF-8 can write.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORDS
VALUES: st.SearchStrategy[Any] = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(WORDS, inner, max_size=6), max_leaves=25
)


@settings(max_examples=500)
@given(VALUES)
def test_every_value_is_written_to_the_same_bytes(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_keys_on_both_sides_of_the_surrogates_come_in_the_same_order() -> None:
    value = {"\ufb33": 1, "😀": 2, "\u20ac": 3, "\r": 4, "1": 5, "\u0080": 6, "ö": 7, "</script>": 8}
    assert canonical(value) == rfc8785.dumps(value)
