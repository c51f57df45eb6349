"""The lexicon of public bodies and persons: what an entry may be, and that the shipped list is sound."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from closewatch.terms.actor import ActorKind
from closewatch.terms.countries import country_names
from closewatch.terms.known import actors_from, load_actors
from closewatch.terms.trouble import CaseError

NRU: dict[str, Any] = {"key": "body:XX:nru", "names": ["National Relief Union", "NRU"], "kind": "body"}


def test_keys_are_unique_and_name_kind_and_country() -> None:
    actors = load_actors()
    assert len(actors) >= 800
    assert len({actor.key for actor in actors}) == len(actors)
    assert all(actor.key.split(":")[:2] == [actor.kind.value, actor.country or "INT"] for actor in actors)
    assert {actor.country for actor in actors if actor.country} <= set(country_names())


def test_a_role_of_a_country_is_that_of_one_body() -> None:
    counts = Counter((actor.country, role) for actor in load_actors() for role in actor.roles)
    assert [at for at, count in counts.items() if count > 1] == []


def test_an_office_has_one_holder_on_a_day() -> None:
    held: dict[tuple[str | None, str], list[tuple[date, date]]] = {}
    for actor in load_actors():
        for title in actor.titles:
            held.setdefault((actor.country, title.office), []).append((title.since or date.min, title.until or date.max))
    for terms in held.values():
        ordered = sorted(terms)
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(ordered))


def test_an_entry_is_a_body_with_names_roles_and_titles() -> None:
    title = {"office": "president", "from": date(2024, 1, 1)}
    (actor,) = actors_from([NRU | {"roles": ["military"], "titles": [title], "generic": ["Relief Union"]}], "case.toml")
    assert (actor.kind, actor.roles, actor.generic) == (ActorKind.BODY, ("military",), ("Relief Union",))
    assert actor.titles[0].held_on(date(2024, 1, 1))
    assert not actor.titles[0].held_on(date(2023, 12, 31))


@pytest.mark.parametrize(
    "entries",
    [
        "NRU",
        ["NRU"],
        [NRU | {"names": "NRU"}],
        [NRU | {"names": []}],
        [NRU | {"kind": "ship"}],
        [NRU | {"kind": ["body"]}],
        [NRU | {"key": ""}],
        [NRU | {"country": 7}],
        [NRU | {"alias": ["NRU"]}],
        [NRU | {"titles": "president"}],
        [NRU | {"titles": [{"office": "president", "from": "2024"}]}],
    ],
)
def test_an_entry_of_another_form_is_refused_in_one_line(entries: object) -> None:
    with pytest.raises(CaseError, match=r"^wanted .*, found .*\(case\.toml.*\)$"):
        actors_from(entries, "case.toml")
