"""Through whose hands words came: captors, lawyers, reprints, spin, states by their bodies; and who passes nothing on."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.reading.drafts import Draft
from closewatch.reading.hands import find_hands
from closewatch.reading.outlets import outlet_at
from closewatch.reading.repeats import repeated
from closewatch.reading.states import body_of_state
from closewatch.testing import plain_report
from tests.reading.keyed_chains import Passage
from tests.reading.keyed_genres import GENRES
from tests.reading.keyed_hands import FIRST_HANDS
from tests.reading.keyed_hands_again import SECOND_HANDS
from tests.reading.test_chains import bare, judged

HANDS = (*FIRST_HANDS, *SECOND_HANDS)


def wrong_chains(passages: Sequence[Passage]) -> tuple[int, list[str]]:
    """How many statements are keyed, and those whose speaker or relays are read otherwise."""
    keyed, wrong = 0, []
    for passage in passages:
        found = judged(passage)
        for line in passage.keys.strip().splitlines():
            number, speaker, via, _ = (field.strip() for field in line.split(";"))
            statement = found[number]
            names = [bare(name) for name in (statement.speaker.name, *statement.speaker.names)] if statement.speaker else []
            relays = [] if via == "-" else [bare(name.strip()) for name in via.split(",")]
            same = len(relays) == len(statement.via) and all(_alike(*pair) for pair in zip(relays, map(bare, statement.via), strict=True))
            keyed += 1
            if not same or not any(_alike(bare(speaker), name) for name in names):
                wrong.append(f"{passage.name} {number}: {speaker} via {via}, read {names[:1]} via {statement.via}")
    return keyed, wrong


def _alike(one: str, other: str) -> bool:
    return one in other or other in one


@pytest.mark.parametrize("passages", [HANDS, GENRES], ids=["hands", "genres"])
def test_nine_in_ten_of_the_keyed_statements_have_their_speaker_and_all_their_relays(passages: Sequence[Passage]) -> None:
    keyed, wrong = wrong_chains(passages)
    assert len(wrong) <= keyed // 10, "\n".join(wrong)


@pytest.mark.parametrize(
    ("name", "number", "via"),
    [
        ("captors", "2", ("security service",)),
        ("again captors", "6", ()),
        ("spin", "5", ("Coast Tribune",)),
        ("again spin", "2", ("Lake Herald",)),
        ("repeat", "4", ("Radio Delta",)),
        ("state2", "5", ()),
        ("thanks", "2", ("Radio Delta", "Sable Wire")),
        ("again told by", "4", ("customs officer", "Mountain Post")),
        ("hands", "7", ()),
        ("again hands", "7", ("guard", "chaplain", "Hill Radio")),
        ("comment", "4", ()),
        ("comment", "8", ("docker",)),
        ("coordinate", "2", ()),
        ("again met", "2", ("Dutch newspaper",)),
        ("again met", "4", ()),
        ("again quotes", "10", ()),
        ("again third hand", "6", ()),
    ],
)
def test_each_way_of_passing_words_on_has_its_hands_in_order(name: str, number: str, via: tuple[str, ...]) -> None:
    found = judged(next(passage for passage in HANDS if passage.name == name))[number]
    assert tuple(map(bare, found.via)) == tuple(map(bare, via))


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("Radio Kestrel that it rained", "Radio Kestrel"),
        ("Channel 9 on Friday", "Channel 9"),
        ("Delta24 that it rained", "Delta24"),
        ("AFP that it rained", "AFP"),
        ("state media that it rained", "state media"),
        ("the website Dune Watch that", "the website Dune Watch"),
        ("a reporter for the Wadi Examiner that", "the Wadi Examiner"),
        ("the media that it rained", None),
        ("reporters that it rained", None),
        ("the Demrat Doctors' Committee that", None),
        ("the inquiry that it rained", None),
    ],
)
def test_an_outlet_goes_by_its_name_its_kind_or_its_reporter(words: str, outlet: str | None) -> None:
    place = outlet_at(words, 0, len(words))
    assert (words[slice(*place)] if place else None) == outlet


@pytest.mark.parametrize("words", ["a spokeswoman", "the foreign ministry", "an interpreter", "his press office"])
def test_who_speaks_in_another_s_name_is_no_hand(words: str) -> None:
    text = f"The general said through {words} that he would appeal."
    begins = text.index(" that ") + 1
    assert find_hands(text, Draft(None, "", (0, 11), (12, 16), [(begins, len(text) - 1)], sentence=(0, len(text)))) == []


def test_only_outlets_repeat_a_figure_for_another() -> None:
    for source, only in (("A news site", True), ("The mayor", False)):
        text = f"{source} repeated the figure."
        cue = text.index("repeated")
        assert repeated(text, Draft(None, "", (0, cue - 1), (cue, cue + 8), [(cue + 9, len(text) - 1)]))[0] is only


def test_a_state_does_not_speak_by_the_ministry_of_another() -> None:
    text = "Turkey denied it. The Iranian foreign ministry said that nobody had asked."
    assert body_of_state(text, Draft(None, "", (0, 6), (7, 13), [(14, 16)], sentence=(0, 17))) is None


def test_what_a_company_says_itself_did_not_come_through_the_union_that_spoke_of_it() -> None:
    text = "The union said the company had promised to pay. The company said it had promised nothing."
    found = find_statements(plain_report(text))
    assert [s.via for s in found if s.speaker is not None and s.speaker.name == "company"][-1] == ()


def test_a_report_that_cites_is_not_read_twice() -> None:
    text = "The Dune Post reported, citing a clerk, that the ledgers were burnt."
    found = [(s.speaker.name if s.speaker else "", s.via) for s in find_statements(plain_report(text))]
    assert found.count(("Dune Post", ())) == 1


def test_a_feature_brings_in_its_people_by_one_name() -> None:
    text = "Samia, whose name has been changed, kept a stall by the bus station. “They took the scales first,” she said."
    assert [s.speaker.name for s in find_statements(plain_report(text)) if s.speaker] == ["Samia"]
