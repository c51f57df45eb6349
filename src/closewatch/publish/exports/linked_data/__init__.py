"""The case as linked data: Web Annotations for the words, PROV-O for custody, ClaimReview for what is disputed, contexts included.

Files: annotations.jsonl with reports.jsonl and collection.jsonld, provenance.jsonld and provenance.prov.json, claim_reviews.jsonld, and
the contexts that every one of them names, so that all can be read with no network at all.
"""

from __future__ import annotations

from pathlib import Path

from closewatch.publish.exports.exporter import Exporter
from closewatch.publish.exports.json_text import json_text, write_lines
from closewatch.publish.exports.linked_data.annotations import annotated, collection, report_texts
from closewatch.publish.exports.linked_data.claim_reviews import write_claim_reviews
from closewatch.publish.exports.linked_data.names import CONTEXTS, context_bytes
from closewatch.publish.exports.linked_data.provenance import write_provenance
from closewatch.publish.publication import Publication


def write_linked_data(publication: Publication, folder: Path) -> None:
    """Write annotations, provenance and claim reviews, with the contexts that they name."""
    write_lines(folder / "reports.jsonl", report_texts(publication))
    count = write_lines(folder / "annotations.jsonl", annotated(publication))
    (folder / "collection.jsonld").write_bytes(json_text(collection(publication, count)) + b"\n")
    write_provenance(publication, folder)
    write_claim_reviews(publication, folder / "claim_reviews.jsonld")
    (folder / "contexts").mkdir()
    for address, name in CONTEXTS.items():
        (folder / "contexts" / name).write_bytes(context_bytes(address))


LINKED_DATA = Exporter("jsonld", "linked data: Web Annotation, PROV-O and ClaimReview", write_linked_data)
