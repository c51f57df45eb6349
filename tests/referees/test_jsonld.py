"""Linked data as pyld, rdflib, pyshacl, extruct and prov read it, with no network: only the bundled contexts are known."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import extruct
import pytest
from prov.model import ProvDocument
from pyld import jsonld
from pyshacl import validate
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

from closewatch.publish.exports.linked_data import LINKED_DATA
from closewatch.publish.exports.linked_data.names import ANNOTATION_CONTEXT, OWN_CONTEXT, SCHEMA_CONTEXT
from tests.referees.exported import exported

HERE = Path(__file__).parent
OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
SCHEMA = Namespace("http://schema.org/")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return exported(tmp_path_factory.mktemp("jsonld"), LINKED_DATA.write)


def bundled_only(folder: Path) -> Callable[[str, Any], dict[str, Any]]:
    """Load the contexts that lie beside an export, and no other."""
    names = {ANNOTATION_CONTEXT: "annotation.jsonld", SCHEMA_CONTEXT: "schema.jsonld", OWN_CONTEXT: "closewatch.jsonld"}

    def load(address: str, _: Any) -> dict[str, Any]:
        document = json.loads((folder / "contexts" / names[address]).read_text("utf-8"))
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": document}

    return load


def graph_of(document: Any, folder: Path) -> Graph:
    return Graph().parse(
        data=jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": bundled_only(folder)}), format="nt"
    )


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def annotations_graph(folder: Path, most: int) -> Graph:
    found = Graph()
    for annotation in lines(folder / "annotations.jsonl")[:most]:
        found += graph_of(annotation, folder)
    return found


def leaves(value: Any) -> int:
    """Count the values of a document that say anything; expansion must keep each of them."""
    if isinstance(value, dict):
        return sum(leaves(one) for key, one in value.items() if key not in ("@context", "@type", "type"))
    return sum(map(leaves, value)) if isinstance(value, list) else int(value is not None)


def test_expansion_loses_no_value_and_asks_for_nothing_from_outside(folders: tuple[Path, Path]) -> None:
    for folder in folders:
        names = ("collection.jsonld", "claim_reviews.jsonld", "provenance.jsonld")
        documents = [json.loads((folder / name).read_bytes()) for name in names]
        for document in (*documents, *lines(folder / "annotations.jsonl")[:150], *lines(folder / "reports.jsonl")[:20]):
            expanded = jsonld.expand(document, {"documentLoader": bundled_only(folder)})
            assert _kept(expanded) == leaves(document)


def _kept(value: Any) -> int:
    """Count the values of an expanded document."""
    if isinstance(value, list):
        return sum(map(_kept, value))
    if not isinstance(value, dict):
        return 1
    if "@value" in value:
        return 1
    return sum(_kept(one) for key, one in value.items() if key != "@type")


def test_every_annotation_keeps_to_the_shapes(folders: tuple[Path, Path]) -> None:
    shapes = Graph().parse(HERE / "annotation_shapes.ttl")
    for folder in folders:
        found = annotations_graph(folder, 200)
        assert len(set(found.subjects(RDF.type, OA.Annotation))) == min(200, len(lines(folder / "annotations.jsonl")))
        conforms, _, told = validate(found, shacl_graph=shapes)
        assert conforms, told


@pytest.mark.parametrize("broken", ["exact", "end", "source", "body", "selector", "backwards"])
def test_the_shapes_refuse_an_annotation_that_is_broken(folders: tuple[Path, Path], broken: str) -> None:
    annotation = deepcopy(lines(folders[1] / "annotations.jsonl")[0])
    target = annotation["target"][0]
    quote, place = target["selector"]
    if broken == "backwards":
        place["start"], place["end"] = place["end"], place["start"]
    elif broken == "selector":
        target["selector"] = [quote]
    else:
        del {"exact": quote, "end": place, "source": target, "body": annotation}[broken][broken]
    conforms, _, _ = validate(graph_of(annotation, folders[1]), shacl_graph=Graph().parse(HERE / "annotation_shapes.ttl"))
    assert not conforms


def test_every_review_keeps_to_the_shapes_and_a_verdict_does_not(folders: tuple[Path, Path]) -> None:
    shapes = Graph().parse(HERE / "claim_review_shapes.ttl")
    document = json.loads((folders[0] / "claim_reviews.jsonld").read_bytes())
    found = graph_of(document, folders[0])
    assert len(set(found.subjects(RDF.type, SCHEMA.ClaimReview))) == len(document["@graph"]) > 0
    conforms, _, told = validate(found, shacl_graph=shapes)
    assert conforms, told
    document["@graph"][0]["reviewRating"]["alternateName"] = "False"
    conforms, _, _ = validate(graph_of(document, folders[0]), shacl_graph=shapes)
    assert not conforms


def test_extruct_reads_every_review_from_a_page_as_it_was_written(folders: tuple[Path, Path]) -> None:
    document = json.loads((folders[0] / "claim_reviews.jsonld").read_bytes())
    for review in document["@graph"]:
        alone = {"@context": document["@context"], **review}
        words = json.dumps(alone, ensure_ascii=False).replace("<", "\\u003c")
        page = f'<html><head><script type="application/ld+json">{words}</script></head><body></body></html>'
        assert extruct.extract(page, syntaxes=["json-ld"])["json-ld"] == [alone]


def test_prov_reads_back_the_provenance_equal_and_whole(folders: tuple[Path, Path]) -> None:
    for folder in folders:
        written = json.loads((folder / "provenance.prov.json").read_bytes())
        document = ProvDocument.deserialize(content=json.dumps(written), format="json")
        assert ProvDocument.deserialize(content=document.serialize(format="json"), format="json") == document
        again = json.loads(document.serialize(format="json"))
        for section in written.keys() - {"prefix"}:
            assert len(again[section]) == len(written[section]), section
        assert again["entity"].keys() == written["entity"].keys()
        kinds = {str(kind) for one in document.get_records() for kind in one.get_asserted_types()}
        assert {"prov:Person", "prov:SoftwareAgent", "cw:Capture", "cw:Report", "cw:Taking", "cw:Reading", "cw:Linking"} <= kinds


def test_the_linked_data_of_the_provenance_says_what_prov_reads(folders: tuple[Path, Path]) -> None:
    for folder in folders:
        written = json.loads((folder / "provenance.prov.json").read_bytes())
        found = graph_of(json.loads((folder / "provenance.jsonld").read_bytes()), folder)
        document = ProvDocument.deserialize(content=json.dumps(written), format="json")
        for section, relation in (("used", PROV.used), ("wasGeneratedBy", PROV.wasGeneratedBy), ("wasDerivedFrom", PROV.wasDerivedFrom)):
            assert len(set(found.subject_objects(relation))) == len(written.get(section, {})), section
        named = {str(one.identifier.uri) for one in document.get_records() if one.identifier and not one.is_relation()}
        assert named == {str(one) for one in found.subjects(RDF.type, None)}
