"""Citations: every report behind a question once, no date made more precise, LaTeX that prints what the report says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from closewatch.ledger.case import case_in_memory
from closewatch.publish.exports.citations import bibtex, cited, csl, latex, write_bibtex, write_csl
from tests.publish.exports.invented import AT, BY, published, the_case

KINDS = {"id": str, "type": str, "title": str, "author": list, "container-title": str, "publisher": str, "issued": dict, "accessed": dict,
         "URL": str, "language": str, "note": str}  # fmt: skip
"""The fields of CSL-JSON that are written, of those in csl-data.json of the Citation Style Language, and what each holds there."""


def test_every_report_behind_a_question_is_cited_once_under_a_key_of_its_own() -> None:
    publication = published(the_case())
    found = list(cited(publication))
    behind = {report for question in publication.questions() for claim in question.claims for report in claim.reports}
    assert {one.id for one in found} == behind
    assert len({one.key for one in found}) == len(found) == len(behind)
    assert [one.key for one in found] == [one.key for one in cited(published(the_case()))]
    assert all(re.fullmatch(r"[a-z0-9]+-[0-9a-f]{16}", one.key) for one in found)


def test_each_names_the_bytes_and_the_ids_by_which_the_ledger_finds_them() -> None:
    publication = published(the_case())
    captures = {sighting.id: sighting for sighting in publication.sightings()}
    for one in cited(publication):
        digest, report, capture = re.fullmatch(r"SHA-256 (\w{64}); report (\S+); capture (\S+)", one.note).groups()  # type: ignore[union-attr]
        assert (captures[capture].capture.digest, captures[capture].report) == (f"sha256:{digest}", report)


def test_no_date_is_more_precise_than_the_report_gives_it() -> None:
    items = {one.published: csl(one) for one in cited(published(the_case()))}
    assert items["2024"]["issued"] == {"date-parts": [[2024]]}
    assert items["2024-11"]["issued"] == {"date-parts": [[2024, 11]]}
    assert items["2024-11-19"]["issued"] == {"date-parts": [[2024, 11, 19]]}
    assert "issued" not in items[None]
    entries = {one.published: bibtex(one) for one in cited(published(the_case()))}
    assert "month" not in entries["2024"]
    assert "year" not in entries[None]
    assert "date = {2024-11},\n" in entries["2024-11"]


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("50% & more_{x}", r"50\% \& more\_\{x\}"),
        ("C:\\a~b^c #1 $2", r"C:\textbackslash{}a\textasciitilde{}b\textasciicircum{}c \#1 \$2"),
        ("항만 «Київ»\nі далі", "항만 «Київ» і далі"),
    ],
)
def test_signs_that_mean_something_to_latex_are_written_so_that_they_are_printed(words: str, printed: str) -> None:
    assert latex(words) == printed


def test_every_value_of_an_entry_has_balanced_braces() -> None:
    for one in cited(published(the_case())):
        written = bibtex(one).replace(r"\{", "").replace(r"\}", "")
        assert written.count("{") == written.count("}")
        depth = 0
        for sign in written:
            depth += (sign == "{") - (sign == "}")
            assert depth >= 0


def test_the_items_are_of_the_shape_of_csl_json(tmp_path: Path) -> None:
    write_csl(published(the_case()), tmp_path)
    items = json.loads((tmp_path / "reports.json").read_bytes())
    assert len(items) == 10
    for item in items:
        assert {name for name, value in item.items() if not isinstance(value, KINDS[name])} == set()
        assert item["type"] in ("article-newspaper", "document")
        assert {"id", "type", "accessed", "note"} <= set(item)
        assert all(set(author) == {"literal"} for author in item.get("author", []))


def test_a_case_without_questions_cites_nothing(tmp_path: Path) -> None:
    case = case_in_memory("Nothing", BY, AT)
    write_csl(published(case), tmp_path)
    write_bibtex(published(case), tmp_path)
    assert json.loads((tmp_path / "reports.json").read_bytes()) == []
    assert "@" not in (tmp_path / "reports.bib").read_text("utf-8")
