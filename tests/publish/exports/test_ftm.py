"""The case as FollowTheMoney: every reference leads somewhere, hashes are of the bytes kept, and no range of dates is shortened."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from closewatch.desk.line import Tools, destroy, publish
from closewatch.ledger.case import Case
from closewatch.ledger.destruction import plan
from closewatch.publish.exports.follow_the_money import FOLLOW_THE_MONEY
from closewatch.publish.exports.follow_the_money.values import entity, name_words, published_day, words
from closewatch.publish.shapes import figure_shape, statement_shape
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Verdict
from tests.publish.exports.invented import decided, published, the_case
from tests.publish.small_case import AT, BY, of, small_case

REFERENCES = ("proof", "document", "entity", "involved", "resolved", "candidate", "match", "subject", "object")
REQUIRED = {
    "Article": "fileName", "Person": "name", "Organization": "name", "PublicBody": "name", "LegalEntity": "name", "Event": "name",
    "Documentation": "document entity", "Mention": "document name", "UnknownLink": "subject object", "Note": "entity description",
    "Similar": "candidate match",
}  # fmt: skip


def entities(folder: Path) -> dict[str, dict[str, Any]]:
    found = [json.loads(line) for line in (folder / "entities.ftm.json").read_bytes().split(b"\n") if line]
    assert len({one["id"] for one in found}) == len(found)
    return {one["id"]: one for one in found}


@pytest.fixture(scope="module")
def case() -> Case:
    return the_case()


@pytest.fixture(scope="module")
def folder(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("ftm") / "out"
    publish(case, FOLLOW_THE_MONEY.write, made)
    return made


def check_references(found: dict[str, dict[str, Any]]) -> None:
    for identity, one in found.items():
        assert re.fullmatch(r"[0-9a-z][0-9a-z-]*", identity)
        assert set(REQUIRED[one["schema"]].split()) <= one["properties"].keys()
        for name, values in one["properties"].items():
            assert all(isinstance(value, str) and value for value in values)
            if name in REFERENCES:
                assert [value for value in values if value not in found] == []


def test_every_entity_has_what_its_schema_requires_and_every_reference_leads_to_one(folder: Path) -> None:
    found = entities(folder)
    check_references(found)
    assert {one["schema"] for one in found.values()} >= {
        "Article",
        "Organization",
        "Event",
        "Note",
        "Documentation",
        "Mention",
        "UnknownLink",
    }


def test_the_hashes_are_those_of_the_bytes_that_are_kept(case: Case, folder: Path) -> None:
    found = entities(folder)
    for report in published(case).reports():
        article, data = found[report.id.replace(":", "-")], case.store.get(report.captures[0].digest)
        assert article["properties"]["contentHash"] == [hashlib.sha1(data).hexdigest()]
        assert article["sha256"] == hashlib.sha256(data).hexdigest()
        assert article["properties"]["bodyText"] == [case.report(report.id).text.strip()]


def test_every_statement_is_there_with_its_words_and_who_said_it(case: Case, folder: Path) -> None:
    found = entities(folder)
    for listed in published(case).statements():
        note = found[listed.id.replace(":", "-")]["properties"]
        said = found[f"documentation-{listed.id.replace(':', '-')}"]["properties"]
        assert note["description"] == [words(" … ".join(span.exact for span in listed.statement.content))]
        assert (said["role"], said["recordId"]) == ([listed.statement.stance.value], [listed.id])
        assert listed.statement.speaker is not None
        names = found[said["entity"][0]]["properties"]
        assert name_words(listed.statement.speaker.name) in (*names["name"], *names.get("alias", []))


def test_a_denial_is_a_link_between_two_notes(case: Case, folder: Path) -> None:
    (denial,) = (one["properties"] for one in entities(folder).values() if one["schema"] == "UnknownLink")
    assert denial["role"] == ["denies"]
    assert (denial["subject"][0][:3], denial["object"][0][:3]) == ("st-", "st-")


def test_what_the_model_has_no_place_for_stands_beside_it_whole(case: Case, folder: Path) -> None:
    told = [json.loads(line) for line in (folder / "closewatch.jsonl").read_bytes().split(b"\n") if line]
    publication = published(case)
    statements = [statement_shape(listed.statement, listed.review) for listed in publication.statements()]
    figures = [figure_shape(listed.figure, listed.review) for listed in publication.figures()]
    assert [{name: value for name, value in one.items() if name != "no_longer_read_since"} for one in told] == [*statements, *figures]


def test_a_range_of_dates_is_given_by_its_ends_and_never_as_one_date(folder: Path) -> None:
    for one in entities(folder).values():
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in one["properties"].get("date", []))
        assert not ("date" in one["properties"] and "startDate" in one["properties"])


def test_an_original_that_does_not_leave_has_no_sha_1(tmp_path: Path) -> None:
    with small_case(tmp_path) as case:
        actor = next(one for one in of(case).actors() if "Sefu" in one.actor.name)
        decided(case, make_decision(case, actor.id, Verdict.PROTECT, BY, AT, fields=["pseudonym=Witness 1"], reason="at risk"))
        publish(case, FOLLOW_THE_MONEY.write, tmp_path / "out")
    found = entities(tmp_path / "out")
    check_references(found)
    articles = [one for one in found.values() if one["schema"] == "Article"]
    assert [("contentHash" in one["properties"], "█" in one["properties"]["bodyText"][0]) for one in articles] == [
        (True, False), (True, False), (False, True), (True, False)
    ]  # fmt: skip
    assert all("sha256" in one for one in articles)
    assert all(b"Sefu" not in path.read_bytes() for path in (tmp_path / "out").iterdir())


def test_a_value_without_text_is_left_out_and_one_given_twice_is_given_once() -> None:
    made = entity("re:1", "Article", title=None, author=["", "A", "A", None], fileName="a.txt")
    assert made == {"id": "re-1", "schema": "Article", "properties": {"author": ["A"], "fileName": ["a.txt"]}}


def test_a_date_is_as_precise_as_it_was_said() -> None:
    assert [published_day(day) for day in ("2024", "2024-11", "2024-11-19", "2024-11-19T10:23", "soon", None)] == [
        "2024", "2024-11", "2024-11-19", "2024-11-19T10:23:00", None, None
    ]  # fmt: skip


def test_what_was_lawfully_destroyed_is_gone_from_it_and_the_rest_hangs_together(tmp_path: Path) -> None:
    with small_case(tmp_path) as case:
        gone = next(of(case).reports()).id
        destroy(case, plan(case, gone), Tools(by=BY, clock=lambda: AT), "ordered by a court")
        publish(case, FOLLOW_THE_MONEY.write, tmp_path / "out")
    check_references(entities(tmp_path / "out"))
    assert gone.replace(":", "-") not in entities(tmp_path / "out")
