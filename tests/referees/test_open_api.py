"""The JSON of the desk as schemathesis judges it by its own description: no failure of the server, nothing that is not described.

A real server answers on this machine, over the sample case. What each answer says is tested in tests/desk/web.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from closewatch.desk.line import now, take_in
from closewatch.desk.sources import taken_from, tools_for
from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.pages.open_api import ADDRESSES
from closewatch.desk.web.serving import bound, served
from closewatch.ledger.case import create_case

EXAMPLES = 20
"""Requests that are tried at each address."""

FEW_REPORTS = ("01", "02", "05", "06", "08", "11", "26", "27a", "27b")
"""Reports of the sample that this takes in: among them questions with conflicts, copies and drift."""


@pytest.fixture(scope="module")
def desk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("open_api")
    (folder / "in").mkdir()
    for report in (files("closewatch.desk") / "sample" / "reports").iterdir():
        if report.name.partition("-")[0] in FEW_REPORTS:
            (folder / "in" / report.name).write_bytes(report.read_bytes())
    with create_case(folder / "case", "Sample", "person:tester", now()) as case, tools_for("person:tester") as tools:
        for _ in take_in(case, taken_from((str(folder / "in"),), tools.by), tools):
            pass
    return folder / "case"


@pytest.fixture(scope="module")
def desk_address(desk_folder: Path) -> Iterator[str]:
    with served(Desk(Start(desk_folder, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        yield address


@pytest.fixture(scope="module")
def web_api(desk_address: str) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{desk_address}/openapi.json")


CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


def test_every_address_keeps_to_its_description(web_api: schemathesis.BaseSchema) -> None:
    tried = set()
    for found in web_api.get_all_operations():
        operation = found.ok()
        tried.add(operation.path)

        @given(operation.as_strategy())
        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS)

        ask()
    assert tried == {address.path for address in ADDRESSES}


@pytest.mark.parametrize("field", ["query", "path_parameters"])
def test_what_is_not_described_is_refused_as_the_description_says(web_api: schemathesis.BaseSchema, field: str) -> None:
    hostile = ("\u202e", "'", '"', "%", "<script>", "0" * 400, "-1", "{}", "..", "ё", "st:", "\ud55c")
    for found in web_api.get_all_operations():
        operation = found.ok()
        names = [one.name for one in (operation.query if field == "query" else operation.path_parameters)]
        needed = {one.name: "1" for one in operation.path_parameters}
        for name in names:
            for words in hostile:
                given_words = {"path_parameters": {**needed, **({name: words} if field == "path_parameters" else {})}}
                case = operation.Case(**given_words, **({"query": {name: words}} if field == "query" else {}))
                case.call_and_validate(checks=CHECKS)


@pytest.mark.parametrize("name", ["statements", "figures", "actors", "claims", "conflicts", "questions", "reports"])
def test_every_value_of_the_case_keeps_to_the_description(web_api: schemathesis.BaseSchema, name: str) -> None:
    whole = web_api[f"/{name}.json"]["GET"].Case(query={"limit": 20}).call_and_validate(checks=CHECKS)
    operation = web_api[f"/{name}/{{id}}.json"]["GET"]
    found = whole.json()["items"]
    assert found
    for one in found:
        answer = operation.Case(path_parameters={"id": one["id"]}).call_and_validate(checks=CHECKS)
        assert answer.status_code == 200, one["id"]
