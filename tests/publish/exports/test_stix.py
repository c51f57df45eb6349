"""The case as a STIX 2.1 bundle: every reference is to an object of it, ids stay, times run forward, a denial is an opinion."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from closewatch.desk.line import Tools, destroy, publish
from closewatch.ledger.case import Case
from closewatch.ledger.destruction import plan
from closewatch.publish.exports.stix import STIX
from closewatch.publish.exports.stix.names import EXTENSION, stix_id
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Verdict
from tests.publish.exports.invented import decided, published, the_case
from tests.publish.small_case import AT, BY, judge, of, small_case


def objects(folder: Path) -> dict[str, dict[str, Any]]:
    bundle = json.loads((folder / "bundle.json").read_bytes())
    found = {one["id"]: one for one in bundle["objects"]}
    assert len(found) == len(bundle["objects"])
    return found


@pytest.fixture(scope="module")
def case() -> Case:
    return the_case()


@pytest.fixture(scope="module")
def folder(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("stix") / "out"
    publish(case, STIX.write, made)
    return made


def references(value: Any, key: str = "") -> Iterator[str]:
    """Give everything that names another object, in lists, in our own fields and as keys too."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from references(one, name)
            if "--" in name:
                yield name
    elif isinstance(value, list):
        for one in value:
            yield from references(one, key)
    elif isinstance(value, str) and (key.endswith(("_ref", "_refs")) or key in ("denying", "denied_by")):
        yield value


def check_references(found: dict[str, dict[str, Any]]) -> None:
    for one in found.values():
        assert [name for name in references(one) if name not in found] == []
        assert one.get("object_refs") != []


def test_every_reference_is_to_an_object_of_the_bundle(folder: Path) -> None:
    found = objects(folder)
    check_references(found)
    kinds = {"identity", "extension-definition", "observed-data", "file", "note", "opinion", "grouping", "report"}
    assert {one["type"] for one in found.values()} == kinds


def test_ids_are_made_of_those_of_the_ledger_and_times_run_forward(folder: Path) -> None:
    for identity, one in objects(folder).items():
        kind, _, number = identity.partition("--")
        assert (kind, UUID(number).version) == (one["type"], 5)
        if "created" in one:
            assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one[name]) for name in ("created", "modified"))
            assert one["created"] <= one["modified"]


def test_every_statement_is_a_note_with_its_words_and_their_place(case: Case, folder: Path) -> None:
    found = objects(folder)
    for listed in published(case).statements():
        note = found[stix_id("note", listed.id)]
        own = note["extensions"][EXTENSION]
        assert note["content"] == " … ".join(span.exact for span in listed.statement.content)
        assert own["content_words"] == [{"start": s.start, "end": s.end, "exact": s.exact} for s in listed.statement.content]
        assert (own["ledger_id"], own["stance"]) == (listed.id, listed.statement.stance.value)
        assert {ref.partition("--")[0] for ref in note["object_refs"]} == {"identity", "observed-data"}


def test_a_denial_is_an_opinion_that_disagrees_with_what_is_denied(case: Case, folder: Path) -> None:
    found = objects(folder)
    opinions = [one for one in found.values() if one["type"] == "opinion"]
    assert {one["opinion"] for one in opinions} == {"disagree"}
    link = next(link for link in published(case).links())
    (on_a_note,) = (one for one in opinions if one["object_refs"] == [stix_id("note", link.right)])
    assert on_a_note["explanation"] == "it"
    assert on_a_note["authors"] == ["The Ministry of the Coast"]


def test_every_claim_is_a_grouping_with_its_bounds_and_the_report_names_them_all(case: Case, folder: Path) -> None:
    found = objects(folder)
    claims = [claim for question in published(case).questions() for claim in question.claims]
    assert [found[stix_id("grouping", claim.id)]["extensions"][EXTENSION]["origins_at_most"] for claim in claims] == [
        claim.at_most for claim in claims
    ]
    (report,) = (one for one in found.values() if one["type"] == "report")
    assert report["object_refs"] == [stix_id("grouping", claim.id) for claim in claims]
    assert report["extensions"][EXTENSION]["journal_head"] == case.head().digest


def test_a_case_that_grew_has_the_same_ids_and_a_later_version(tmp_path: Path) -> None:
    with small_case(tmp_path) as case:
        publish(case, STIX.write, tmp_path / "before")
        judge(case, next(of(case).statements()).id, Verdict.ACCEPT)
        publish(case, STIX.write, tmp_path / "after")
    before, after = objects(tmp_path / "before"), objects(tmp_path / "after")
    assert before.keys() == after.keys()
    assert all(before[one].get("created") == after[one].get("created") for one in before)
    check_references(after)


def test_the_bundle_of_a_protected_source_names_it_nowhere(tmp_path: Path) -> None:
    with small_case(tmp_path) as case:
        actor = next(one for one in of(case).actors() if "Sefu" in one.actor.name)
        decided(case, make_decision(case, actor.id, Verdict.PROTECT, BY, AT, fields=["pseudonym=Witness 1"], reason="at risk"))
        publish(case, STIX.write, tmp_path / "out")
    found = objects(tmp_path / "out")
    check_references(found)
    assert b"Sefu" not in (tmp_path / "out" / "bundle.json").read_bytes()
    assert stix_id("identity", actor.id) not in found
    assert any(one.get("name") == "Witness 1" for one in found.values())


def test_an_empty_case_is_a_whole_bundle_too(tmp_path: Path) -> None:
    with small_case(tmp_path, ()) as case:
        publish(case, STIX.write, tmp_path / "out")
    found = objects(tmp_path / "out")
    check_references(found)
    assert {one["type"] for one in found.values()} == {"identity", "extension-definition", "report"}


def test_what_was_lawfully_destroyed_is_gone_from_it_and_the_rest_hangs_together(tmp_path: Path) -> None:
    with small_case(tmp_path) as case:
        gone = next(of(case).reports()).id
        destroy(case, plan(case, gone), Tools(by=BY, clock=lambda: AT), "ordered by a court")
        publish(case, STIX.write, tmp_path / "out")
    check_references(objects(tmp_path / "out"))
    assert not any(one.get("extensions", {}).get(EXTENSION, {}).get("report") == gone for one in objects(tmp_path / "out").values())
