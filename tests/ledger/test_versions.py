"""The same address with other bytes is a second version, and the difference can be shown."""

from __future__ import annotations

import time
from dataclasses import replace

from closewatch.ledger.bodies import capture_body
from closewatch.ledger.case import Case
from closewatch.ledger.views.trace import trace
from closewatch.ledger.views.versions import compare, versions_of
from closewatch.publish.traces import tell as told
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.report import Report
from closewatch.testing import plain_report

from .conftest import AT


def put(case: Case, body: str, url: str | None = None, source: str | None = None) -> Report:
    report = plain_report(body)
    report = replace(report, url=url, capture=replace(report.capture, source=source or report.capture.source))
    case.record((body.encode(),), (Draft(EntryKind.CAPTURE, "person:tester", AT, capture_body(report.capture, report, report.id, ())),))
    return report


def test_reports_from_one_address_are_versions_of_each_other(any_case: Case) -> None:
    one = put(any_case, "About 2,000 men died.", url="https://daily.example/a")
    two = put(any_case, "About 3,000 men died.", url="https://daily.example/a")
    put(any_case, "About 4,000 men died.", url="https://daily.example/b")
    put(any_case, "About 5,000 men died.")
    assert versions_of(any_case.tables, one.id) == (two.id,)
    assert versions_of(any_case.tables, two.id) == (one.id,)


def test_what_was_fetched_from_one_address_are_versions_and_what_lay_under_one_path_are_not(any_case: Case) -> None:
    one = put(any_case, "About 2,000 men died.", source="https://daily.example/a")
    two = put(any_case, "About 3,000 men died.", source="https://daily.example/a")
    three, _ = put(any_case, "About 4,000 men died.", source="a.txt"), put(any_case, "About 5,000 men died.", source="a.txt")
    assert versions_of(any_case.tables, one.id) == (two.id,)
    assert versions_of(any_case.tables, three.id) == ()


def test_a_trace_shows_which_words_differ(any_case: Case) -> None:
    one = put(any_case, "About 2,000 men died.", url="https://daily.example/a")
    two = put(any_case, "About 3,000 men and women died.", url="https://daily.example/a")
    below = told(trace(any_case.tables, any_case.report, one.id), lambda _: True).below[-1]
    assert (below.kind, below.id) == ("another version", two.id)
    assert [value for name, value in below.facts if name == "differs"] == [
        "“2,000” here (6-11), “3,000” there",
        "nothing here (15-15), “and women” there",
    ]


def test_versions_that_differ_in_white_space_alone_differ_in_no_word() -> None:
    assert compare(plain_report("About 2,000\nmen died."), plain_report("About  2,000 men died.")).changes == ()


def test_every_change_stands_in_its_report_and_the_rest_is_the_same() -> None:
    one, two = plain_report("one two three four five six seven"), plain_report("zero one three three four six six seven eight")
    version = compare(one, two)
    ours, theirs = one.text, two.text
    for change in reversed(version.changes):
        assert (one.text[change.here.start : change.here.end], two.text[change.there.start : change.there.end]) == (
            change.here.exact,
            change.there.exact,
        )
        ours = ours[: change.here.start] + " " + ours[change.here.end :]
        theirs = theirs[: change.there.start] + " " + theirs[change.there.end :]
    assert ours.split() == theirs.split()


def test_texts_too_long_to_compare_word_by_word_are_one_change_and_take_no_time() -> None:
    one = plain_report(" ".join(["same", *(f"a{number}" for number in range(5_000)), "same"]))
    two = plain_report(" ".join(["same", *(f"b{number}" for number in range(5_000)), "same"]))
    began = time.monotonic()
    (change,) = compare(one, two).changes
    assert change.here.exact.startswith("a0 ")
    assert change.here.exact.endswith(" a4999")
    assert time.monotonic() - began < 5
