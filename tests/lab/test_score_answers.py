"""The scorer of keyed answers: who is paired with whom, when two names are one actor, and what the rates are over."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

LAB = Path(__file__).parents[2] / "lab"


def script(name: str) -> ModuleType:
    """Load a script of the lab, which is no package."""
    spec = importlib.util.spec_from_file_location(name, LAB / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


scorer: Any = script("score_answers")


def judged(key: str, tokens: str, **values: Any) -> Any:
    """A statement over the tokens named by letters, asserted by Kyiv in the body unless told otherwise."""
    given = {"speaker": scorer.Who(("Kyiv",)), "stance": "asserts", "basis": "official", "via": (), "within": None, "part": "body"}
    return scorer.Judged(key=key, content=frozenset(map(ord, tokens)), **{**given, **values})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("National Intelligence Service", "NIS"),
        ("South Korea's spy agency", "National Intelligence Service"),
        ("The Quay Observer", "Quay Observer"),
        ("Volodymyr Zelenskyy", "Zelenskyy"),
        ("sources in Ukrainian intelligence", "the same sources"),
        ("a retired teacher", "retired teacher"),
        ("a British broadcaster", "British broadcaster"),
    ],
)
def test_these_are_one_actor(one: str, other: str) -> None:
    assert scorer.same_actor(scorer.Who((one,), "KR" if "Intelligence Service" in one else None), scorer.Who((other,)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ukrainian officials", "Western officials"),
        ("a retired teacher", "a retired officer"),
        ("Olena Kit", "Ivan Kit"),
        ("Meridian Wire", "The Quay Observer"),
        ("Kremlin", "White House"),
    ],
)
def test_these_are_two_actors(one: str, other: str) -> None:
    assert not scorer.same_actor(scorer.Who((one,)), scorer.Who((other,)))


def test_countries_that_differ_part_two_descriptions() -> None:
    assert scorer.same_actor(scorer.Who(("officials",), "UA"), scorer.Who(("officials",)))
    assert not scorer.same_actor(scorer.Who(("officials",), "UA"), scorer.Who(("officials",), "RU"))


def test_statements_are_paired_best_first_and_once() -> None:
    assert scorer.pair([judged("s1", "abcd"), judged("s2", "abc")], [judged("x", "abc"), judged("y", "xyz")]) == {1: 0}


def test_half_of_the_tokens_must_be_shared() -> None:
    assert scorer.pair([judged("s1", "abcd")], [judged("x", "ab")]) == {0: 0}
    assert scorer.pair([judged("s1", "abcde")], [judged("x", "ab")]) == {}


def test_a_statement_not_found_is_wrong_over_all_and_not_counted_over_the_paired() -> None:
    tally = scorer.score([("r", [judged("s1", "abc"), judged("s2", "xyz")], [judged("x", "abc")])])
    assert tally.rate("found", "all") == 50
    assert (tally.rate("stance", "all"), tally.rate("stance", "paired")) == (50, 100)


def test_relays_count_where_key_or_reading_has_one_and_as_a_whole_chain() -> None:
    wire, post = scorer.Who(("Meridian Wire",)), scorer.Who(("Eastgate Post",))
    keyed = [judged("s1", "abc", via=(wire, post)), judged("s2", "def"), judged("s3", "ghi")]
    found = [judged("x", "abc", via=(wire,)), judged("y", "def", via=(wire,)), judged("z", "ghi")]
    assert scorer.score([("r", keyed, found)]).counts["relays", "paired"] == 2
    assert scorer.score([("r", keyed, found)]).rate("relays", "paired") == 0
    found[0] = judged("x", "abc", via=(wire, post))
    assert scorer.score([("r", keyed, found)]).rate("relays", "paired") == 50


def test_a_relay_that_the_report_does_not_name_counts_among_the_chains_alone() -> None:
    tally = scorer.score([("r", [judged("s1", "abc", via=(scorer.Who(("Meridian Wire",)),), told_here=False)], [judged("x", "abc")])])
    assert (tally.counts["chains", "all"], tally.counts["relays", "all"]) == (1, 0)


def test_within_is_right_when_both_lie_in_the_same_statement() -> None:
    keyed = [judged("s1", "abcdef"), judged("s2", "abc", within="s1")]
    right = [judged("x", "abcdef"), judged("y", "abc", within="x")]
    wrong = [judged("x", "abcdef"), judged("y", "abc")]
    assert scorer.score([("r", keyed, right)]).rate("within", "all") == 100
    assert scorer.score([("r", keyed, wrong)]).rate("within", "all") == 50


def test_a_folder_is_read_and_scored(tmp_path: Path) -> None:
    text = "Bridge falls\n\nKyiv said that it had rained all day."
    (tmp_path / "one.txt").write_text("Title: Bridge falls\nDate: 2025-01-13\n\nKyiv said that it had rained all day.\n", encoding="utf-8")

    def span(words: str) -> dict[str, object]:
        return {"start": text.index(words), "end": text.index(words) + len(words), "exact": words}

    answer = {
        "file": "one.txt",
        "statements": [
            {
                "key": "s1", "source": [span("Kyiv")], "cue": [span("said")], "content": [span("that it had rained all day")],
                "speaker": {"name": "Kyiv", "country": "UA"}, "stance": "asserts", "basis": "official", "via": [], "within": None,
                "part": "lead",
            }
        ],
    }  # fmt: skip
    answers = tmp_path.parent / "answers.jsonl"
    answers.write_text(json.dumps(answer) + "\n" + json.dumps({"question": "how many?"}) + "\n", encoding="utf-8")
    tally = scorer.score_folder(answers, tmp_path, scorer.READERS["rules"])
    assert [tally.rate(name, "all") for name in ("found", "speaker", "stance", "basis", "within", "part")] == [100] * 6
    lines: list[str] = []
    scorer.show(tally, lines.append)
    assert lines[0].startswith("1 keyed, 1 read, 1 paired")


def test_an_answer_whose_words_do_not_stand_there_is_refused() -> None:
    from closewatch.testing import plain_report

    wrong = {
        "file": "one.txt",
        "statements": [{"key": "s1", "source": [], "cue": [], "content": [{"start": 0, "end": 4, "exact": "Lviv"}]}],
    }
    with pytest.raises(ValueError, match="wanted 'Lviv' at 0"):
        scorer.keyed_statements(plain_report("Kyiv said so."), wrong)
