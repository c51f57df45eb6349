"""The lexicon of actors as a report is read with it: a shared acronym and a generic name wait for a country."""

from __future__ import annotations

from closewatch.reading.actors import known_actor


def test_a_shared_acronym_is_resolved_by_country_alone() -> None:
    assert known_actor("JCS") is None
    keys = {country: actor.key for country in ("US", "KR") if (actor := known_actor("JCS", country))}
    assert keys == {"US": "body:US:jcs", "KR": "body:KR:jcs"}


def test_a_wrong_expansion_is_not_known() -> None:
    assert known_actor("National Intelligence Agency") is None


def test_a_generic_name_waits_for_its_country() -> None:
    assert known_actor("Ministry of Foreign Affairs") is None
    assert [known_actor("Ministry of Foreign Affairs", country) is not None for country in ("KR", "TD")] == [True, False]
