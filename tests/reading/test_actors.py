"""The lexicon of actors: keys are unique, and a shared acronym waits for a country."""

from __future__ import annotations

from closewatch.reading.actors import known_actor, load_actors


def test_keys_are_unique_and_name_kind_and_country() -> None:
    actors = load_actors()
    assert len(actors) >= 150
    assert len({actor.key for actor in actors}) == len(actors)
    assert all(actor.key.split(":")[:2] == [actor.kind.value, actor.country or "INT"] for actor in actors)


def test_a_shared_acronym_is_resolved_by_country_alone() -> None:
    assert known_actor("JCS") is None
    keys = {country: actor.key for country in ("US", "KR") if (actor := known_actor("JCS", country))}
    assert keys == {"US": "body:US:jcs", "KR": "body:KR:jcs"}


def test_a_wrong_expansion_is_not_known() -> None:
    assert known_actor("National Intelligence Agency") is None
