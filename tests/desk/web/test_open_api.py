"""The description for programs: it is complete, and every answer is what it says, on a real server."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from closewatch.desk.web.lists.described import Wrong
from closewatch.desk.web.lists.open_api import Address
from closewatch.desk.web.pages import DOORS
from closewatch.desk.web.pages.open_api import ADDRESSES
from tests.desk.web.browsing import Visitor
from tests.desk.web.moved import note_some_alerts, note_some_polls


def description(visitor: Visitor) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(visitor.get("/openapi.json").body)
    return found


def test_every_address_that_answers_with_json_is_described(anna: Visitor) -> None:
    doors = {door.path for door in DOORS if door.path.endswith(".json") and not door.posts} - {"/openapi.json"}
    assert set(description(anna)["paths"]) == doors


def test_every_reference_in_the_description_leads_somewhere(anna: Visitor) -> None:
    told = description(anna)
    assert told["openapi"].startswith("3.1")
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(told)))
    assert named <= set(told["components"]["schemas"])
    assert [name for name, schema in told["components"]["schemas"].items() if not schema.get("description")] == []


def first_of(visitor: Visitor, name: str) -> str | None:
    """One id for the address of a single value."""
    if name in ("captures",):
        return str(json.loads(visitor.get("/reports.json").body)["items"][0]["captures"][0]["id"])
    if name == "journal":
        return "2"
    if name == "trace":
        name = "statements"
    items = json.loads(visitor.get(f"/{name}.json").body)["items"]
    return str(items[0]["id"]) if items else None


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.path)
def test_every_answer_is_what_the_description_says(kursk: Path, anna: Visitor, address: Address) -> None:
    path = address.path
    if path.startswith(("/alerts", "/watched")):
        note_some_alerts(kursk)
        note_some_polls(kursk)
    if "{" in path:
        identity = first_of(anna, path.split("/")[1])
        assert identity, "wanted the small case to hold one"
        path = re.sub(r"\{\w+\}", identity, path)
    answer = anna.get(path)
    assert answer.status == 200, path
    found = json.loads(answer.body)
    values = found["items"] if address.listed else [found]
    assert msgspec.convert(values, list[address.gives], strict=True) or not values  # type: ignore[name-defined]
    if address.listed:
        assert found["next"] is None or found["next"].startswith(address.path)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.path)
def test_every_refusal_is_what_the_description_says(anna: Visitor, address: Address) -> None:
    path = re.sub(r"\{\w+\}", "zz:0", address.path)
    answer = anna.get(path if "{" in address.path else f"{path}?limit=-1")
    assert str(answer.status) in ("400", "404")
    assert msgspec.json.decode(answer.body, type=Wrong).error.startswith("wanted")


def test_the_page_for_people_names_every_address(anna: Visitor) -> None:
    page = anna.get("/api")
    assert page.status == 200
    assert [address.path for address in ADDRESSES if address.path not in page.text] == []
