"""The keys on the record: in their order, in the views that a rebuild gives again, and never in a body that is no key."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from closewatch.desk.line import record_key
from closewatch.ledger.case import case_in_memory
from closewatch.ledger.journal import walk
from closewatch.ledger.verify import verify
from closewatch.ledger.views.signing_keys import signing_keys
from closewatch.protect.keys import make_key, public_of
from closewatch.terms.entry import Draft, EntryKind

AT = datetime(2025, 1, 13, 9, tzinfo=UTC)


def test_keys_are_given_in_the_order_in_which_they_came() -> None:
    keys = [public_of(make_key(), f"person:{name}") for name in ("anna", "boris", "anna")]
    with case_in_memory("Keys", "person:tester", AT) as case:
        for key in keys:
            record_key(case, key, AT)
        recorded = signing_keys(case.tables)
        assert [one.key for one in recorded] == keys
        assert [one.seq for one in recorded] == [2, 3, 4]
        case.rebuild()
        assert signing_keys(case.tables) == recorded
        assert list(verify(case)) == []


def test_a_body_that_is_no_key_is_refused_before_it_is_on_the_record() -> None:
    with case_in_memory("Keys", "person:tester", AT) as case:
        with pytest.raises(ValueError, match="wanted a public key of Ed25519"):
            case.record((), (Draft(EntryKind.KEY, "person:tester", AT, {"by": "person:tester", "key": "AAAA"}),))
        assert case.head().seq == 1
        assert list(walk(case.store.entries())) == []
