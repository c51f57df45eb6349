"""The case as linked data: every quotation can be found again, everything has a meaning, times run forward, and nobody is judged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from closewatch.desk.line import Tools, destroy, publish
from closewatch.ledger.case import Case
from closewatch.ledger.destruction import plan
from closewatch.ledger.views.protections import protections
from closewatch.protect.redact import Redaction
from closewatch.publish.exports.linked_data import LINKED_DATA
from closewatch.publish.exports.linked_data.claim_reviews import opponents
from closewatch.publish.exports.linked_data.names import ANNOTATION_CONTEXT, CONTEXTS, OWN_CONTEXT, SCHEMA_CONTEXT, context
from closewatch.publish.publication import Publication
from closewatch.review.decide import make_decision
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.decision import Verdict
from closewatch.terms.statement import Manner, Stance, Statement
from closewatch.testing import plain_report
from tests.publish.exports.invented import decided, published, record, the_case, words
from tests.publish.small_case import AT, BY, judge, of, small_case


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


@pytest.fixture(scope="module")
def case() -> Case:
    made = the_case()
    report = plain_report(
        "“It is over,” Mara Lind said, “for now.” No one else\u2028spoke of it.", published="2024-12-02", publisher="Quay Post"
    )
    actor = Actor(actor_id(report.id, "Mara Lind"), "Mara Lind", ActorKind.PERSON, ("Mara Lind",))
    parts = (words(report, "It is over,"), words(report, "for now."))
    source, cue = words(report, "Mara Lind"), words(report, "said")
    record(
        made, report, (Statement(report.id, (source,), (cue,), parts, Manner.DIRECT, Stance.ASSERTS, speaker=actor, read_by="hand"),), ()
    )
    return made


@pytest.fixture(scope="module")
def folder(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("jsonld") / "out"
    publish(case, LINKED_DATA.write, made)
    return made


def selected(folder: Path) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Give the text, the quotation and the place of every target."""
    texts = {report["id"]: report["text"] for report in lines(folder / "reports.jsonl")}
    for annotation in lines(folder / "annotations.jsonl"):
        for target in annotation["target"]:
            quote, place = target["selector"]
            yield texts[target["source"]], quote, place


def test_every_quotation_is_found_again_by_its_place_and_by_its_words(folder: Path) -> None:
    found = 0
    for text, quote, place in selected(folder):
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert place["start"] + 1 <= place["end"] <= len(text)
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.find(around) == place["start"] - len(quote["prefix"])
        assert text.count(around) == 1
        found += 1
    assert found > 40


def test_every_statement_and_figure_is_annotated_once_with_each_of_its_pieces(case: Case, folder: Path) -> None:
    annotations = {annotation["body"]["id"]: annotation for annotation in lines(folder / "annotations.jsonl")}
    publication = published(case)
    statements, figures = list(publication.statements()), list(publication.figures())
    assert list(annotations) == [*(one.id for one in statements), *(one.id for one in figures)]
    assert json.loads((folder / "collection.jsonld").read_text("utf-8"))["total"] == len(annotations)
    for listed in statements:
        wanted = [*listed.statement.source, *listed.statement.cue, *listed.statement.content]
        exact = [target["selector"][0]["exact"] for target in annotations[listed.id]["target"]]
        assert exact == [span.exact for span in wanted]
    assert max(len(annotation["target"]) for annotation in annotations.values()) == 4


def test_open_ends_stay_open_and_amounts_keep_every_digit(folder: Path) -> None:
    bodies = [one["body"] for one in lines(folder / "annotations.jsonl") if one["body"]["type"] == "Figure"]
    told = {(body["low"], body["best"], body["high"], body["open_low"], body["open_high"]) for body in bodies}
    assert ("209", None, None, False, True) in told
    assert (None, None, "270", True, False) in told
    assert any(Decimal(body["best"] or 0) == Decimal("12345678901234567890123456789012345.000000000001") for body in bodies)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from keys(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key != "@context":
                yield key
                yield from keys(one)


def test_every_key_has_a_meaning_in_the_contexts_that_are_named(folder: Path) -> None:
    linked = [json.loads((folder / name).read_bytes()) for name in ("collection.jsonld", "claim_reviews.jsonld", "provenance.jsonld")]
    for document in (*linked, *lines(folder / "annotations.jsonl"), *lines(folder / "reports.jsonl")):
        named = document["@context"] if isinstance(document["@context"], list) else [document["@context"]]
        meant = {"@id", "@type", "@graph"}.union(*(context(address)["@context"] for address in named))
        assert set(keys(document)) <= meant


def test_no_context_gives_a_key_of_another_a_second_meaning() -> None:
    own = context(OWN_CONTEXT)["@context"]
    for address in (ANNOTATION_CONTEXT, SCHEMA_CONTEXT):
        other = context(address)["@context"]
        shared = own.keys() & other.keys()
        for key in shared:
            meanings = {_whole(terms[key], terms) for terms in (own, other)}
            assert len(meanings) == 1, key


def _whole(meaning: Any, terms: dict[str, Any]) -> str:
    name = str(meaning["@id"] if isinstance(meaning, dict) else meaning)
    prefix, found, rest = name.partition(":")
    return str(terms[prefix]) + rest if found and prefix in terms else name


def test_the_contexts_lie_beside_what_names_them(folder: Path) -> None:
    assert {path.name for path in (folder / "contexts").iterdir()} == set(CONTEXTS.values())


def test_nothing_is_used_before_it_was_made_and_nothing_ends_before_it_starts(folder: Path) -> None:
    record = json.loads((folder / "provenance.prov.json").read_bytes())
    made = {one["prov:entity"]: one["prov:time"] for one in record["wasGeneratedBy"].values()}
    assert len(made) == len(record["wasGeneratedBy"])
    for activity in record["activity"].values():
        assert activity["prov:startTime"] <= activity["prov:endTime"]
    for used in record["used"].values():
        activity = record["activity"][used["prov:activity"]]
        assert activity["prov:startTime"] <= used["prov:time"] <= activity["prov:endTime"]
        assert made.get(used["prov:entity"], "") <= used["prov:time"]
    for derived in record["wasDerivedFrom"].values():
        assert made.get(derived["prov:usedEntity"], "") <= made[derived["prov:generatedEntity"]]


def test_every_entry_is_an_activity_and_whatever_is_named_is_there(case: Case, folder: Path) -> None:
    record = json.loads((folder / "provenance.prov.json").read_bytes())
    assert len(record["activity"]) == case.head().seq
    assert record["activity"][f"entry:{case.head().seq}"]["cw:digest"] == case.head().digest
    for section, end, among in (
        ("used", "prov:entity", "entity"), ("used", "prov:activity", "activity"), ("wasGeneratedBy", "prov:activity", "activity"),
        ("wasGeneratedBy", "prov:entity", "entity"), ("wasDerivedFrom", "prov:usedEntity", "entity"),
        ("wasAssociatedWith", "prov:agent", "agent"), ("wasAssociatedWith", "prov:activity", "activity"),
    ):  # fmt: skip
        assert {one[end] for one in record[section].values()} <= record[among].keys(), (section, end)


def test_both_forms_of_provenance_say_the_same(folder: Path) -> None:
    record = json.loads((folder / "provenance.prov.json").read_bytes())
    nodes = {node["id"]: node for node in json.loads((folder / "provenance.jsonld").read_bytes())["@graph"]}
    assert nodes.keys() == record["entity"].keys() | record["activity"].keys() | record["agent"].keys()
    used = {(one["prov:activity"], one["prov:entity"]) for one in record["used"].values()}
    assert used == {(name, one) for name, node in nodes.items() for one in node.get("used", [])}
    made = {(one["prov:entity"], one["prov:activity"]) for one in record["wasGeneratedBy"].values()}
    assert made == {(name, node["wasGeneratedBy"]) for name, node in nodes.items() if node.get("wasGeneratedBy")}


def test_a_disputed_claim_has_one_review_that_counts_and_does_not_judge(tmp_path: Path) -> None:
    with small_case(tmp_path) as case:
        publish(case, LINKED_DATA.write, tmp_path / "out")
        disputed = [claim for question in of(case).questions() for claim in opponents(question)]
    reviews = json.loads((tmp_path / "out" / "claim_reviews.jsonld").read_bytes())["@graph"]
    assert sorted(review["url"] for review in reviews) == sorted(disputed)
    assert reviews
    for review in reviews:
        rating = review["reviewRating"]
        assert set(rating) == {"@type", "alternateName"}
        assert rating["alternateName"].startswith("Disputed: ")
        assert not {"true", "false"} & set(rating["alternateName"].casefold().split())
    told = {review["claimReviewed"]: review["reviewRating"]["alternateName"] for review in reviews}
    assert any(words.endswith("for, 1 against") for words in told.values())


def test_who_is_protected_is_in_no_file_and_what_is_left_is_still_found(tmp_path: Path) -> None:
    with small_case(tmp_path) as case:
        actor = next(one for one in of(case).actors() if "Sefu" in one.actor.name)
        decided(case, make_decision(case, actor.id, Verdict.PROTECT, BY, AT, fields=["pseudonym=Witness 1"], reason="at risk"))
        publish(case, LINKED_DATA.write, tmp_path / "out")
        redacted = Publication(case, Redaction(protections(case.tables, case.folder)))
        masked = {one.id for one in redacted.actors()}
    assert all(b"Sefu" not in path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert any("█" in quote["exact"] for _, quote, _ in selected(tmp_path / "out"))
    for text, quote, place in selected(tmp_path / "out"):
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    speakers = {(one["body"]["speaker"] or {}).get("id") for one in lines(tmp_path / "out" / "annotations.jsonl")} - {None}
    assert actor.id not in speakers
    assert speakers <= masked


def test_a_decision_uses_the_value_that_it_is_on(tmp_path: Path) -> None:
    with small_case(tmp_path) as case:
        listed = next(of(case).statements())
        decision = judge(case, listed.id, Verdict.ACCEPT)
        publish(case, LINKED_DATA.write, tmp_path / "out")
    record = json.loads((tmp_path / "out" / "provenance.prov.json").read_bytes())
    activity = next(one["prov:activity"] for one in record["wasGeneratedBy"].values() if one["prov:entity"] == decision.id)
    assert {one["prov:entity"] for one in record["used"].values() if one["prov:activity"] == activity} == {listed.id}
    assert decision.id in record["entity"]


def test_what_was_lawfully_destroyed_is_gone_from_it_and_the_rest_hangs_together(tmp_path: Path) -> None:
    with small_case(tmp_path) as case:
        gone = next(of(case).reports()).id
        destroy(case, plan(case, gone), Tools(by=BY, clock=lambda: AT), "ordered by a court")
        publish(case, LINKED_DATA.write, tmp_path / "out")
    assert gone not in {report["id"] for report in lines(tmp_path / "out" / "reports.jsonl")}
    assert [text for text, quote, place in selected(tmp_path / "out") if text[place["start"] : place["end"]] != quote["exact"]] == []
    record = json.loads((tmp_path / "out" / "provenance.prov.json").read_bytes())
    assert [one["prov:type"]["$"] for one in record["activity"].values()].count("cw:Destroying") == 1
