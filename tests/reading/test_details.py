"""What the trained reader leaves out of a statement and its own words tell: who is cited, whom "who" stands for, its whole sentence."""

from __future__ import annotations

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.reading.cues import find_cue
from closewatch.reading.drafts import Draft
from closewatch.reading.encoder.details import fill_in
from closewatch.reading.encoder.merge import merge
from closewatch.reading.speakers import Cast
from closewatch.reading.stance import judge_stance
from closewatch.terms.statement import Stance
from closewatch.testing import plain_report, unmarked


def drafted(marked: str) -> tuple[str, Draft]:
    """The draft that a model makes of a marked sentence."""
    text, marks = unmarked(marked)
    at = {role: (start, end) for _, role, start, end in marks}
    cue = find_cue(text[slice(*at["c"])])
    return text, Draft(cue, "encoder", at.get("s"), at["c"], [at["q"]], sentence=(0, len(text)))


@pytest.mark.parametrize(
    ("marked", "root", "relay"),
    [
        ("[s The Ferry Gazette] quoted the mayor as [c saying] [q that the road was shut].", "the mayor", "The Ferry Gazette"),
        ("[s A councillor] [c credited] [q the same number to the mayor].", "the mayor", "A councillor"),
        ("[s A columnist] [c heard] from a retired pilot [q that the road was shut].", "a retired pilot", "A columnist"),
    ],
)
def test_the_one_credited_speaks_and_the_one_who_credits_passes_on(marked: str, root: str, relay: str) -> None:
    text, draft = drafted(marked)
    fill_in(text, draft)
    assert draft.root is not None
    assert (text[slice(*draft.root)], [text[slice(*place)] for place in draft.relays]) == (root, [relay])


@pytest.mark.parametrize(
    ("marked", "cue"),
    [
        ("[s The Ferry Gazette], citing the mayor, [c said] [q that the road was shut].", "citing"),
        ("[s The Ferry Gazette, citing the mayor,] [c said] [q that the road was shut].", "citing"),
        ("[q The road was shut], [s the Ferry Gazette] [c said], quoting the mayor.", "quoting"),
    ],
)
def test_whoever_is_cited_is_noted_with_the_word_that_cites(marked: str, cue: str) -> None:
    text, draft = drafted(marked)
    fill_in(text, draft)
    assert draft.root is None
    assert draft.cited is not None
    assert draft.citing is not None
    assert (text[slice(*draft.cited)], text[slice(*draft.citing)]) == ("the mayor", cue)


def test_what_is_credited_ends_where_its_owner_is_named() -> None:
    text, draft = drafted("[s A councillor] [c credited] [q the same number to the mayor].")
    fill_in(text, draft)
    assert [text[slice(*place)] for place in draft.contents] == ["the same number"]


def test_a_relative_pronoun_stands_for_the_phrase_before_it() -> None:
    text, draft = drafted("It rained on the old pilot, [s who] [c said] [q that the road was shut].")
    fill_in(text, draft)
    assert text[slice(*draft.antecedent or (0, 0))].endswith("old pilot")


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("“[q It rained].” [c -] [s Bo Lind\n\nKey]", "Bo Lind"),
        ("“[q It rained],” [c said] [s Bo\nLind]", "Bo\nLind"),
        ("[s The end\n\nBo Lind] [c said] [q that it rained].", "Bo Lind"),
    ],
)
def test_no_source_goes_on_over_the_end_of_its_paragraph(marked: str, source: str) -> None:
    text, draft = drafted(marked)
    fill_in(text, draft)
    assert text[slice(*draft.source or (0, 0))] == source


def test_a_short_form_ends_no_sentence() -> None:
    text = "To the paper Mr. Bo Lind said that it rained. He left."
    draft = Draft(find_cue("said"), "encoder", (17, 24), (25, 29), [(30, 44)], sentence=(16, 45))
    fill_in(text, draft)
    assert text[slice(*draft.sentence)] == "To the paper Mr. Bo Lind said that it rained."


def test_those_who_are_said_to_assume_a_thing_assume_it() -> None:
    (statement,) = find_statements(plain_report("Port officials are said to assume about 40 lost boats."))
    assert [statement.speaker.name if statement.speaker else None] == ["Port officials"]
    assert (statement.cue[0].exact, statement.content[0].exact) == ("are said to assume", "about 40 lost boats")


def test_those_who_are_said_to_have_left_do_not_speak() -> None:
    assert [s.speaker for s in find_statements(plain_report("Some of the pilots are said to have walked away."))] == [None]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The road was shut, two drivers told their union, according to the harbour office.", Stance.REPORTS),
        ("The Ferry Gazette wrote that the mayor had neither confirmed nor denied the story.", Stance.ASSERTS),
        ("A neighbour said he had counted at least a dozen boats.", Stance.ASSERTS),
    ],
)
def test_to_tell_what_another_said_is_to_report_it_and_what_was_not_said_or_said_oneself_is_not(text: str, stance: Stance) -> None:
    widest = max(find_statements(plain_report(text)), key=lambda s: sum(span.end - span.start for span in s.content))
    assert widest.stance is stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The mayor put the number of dead at three.", Stance.ASSERTS),
        ("The mayor put the number of dead at about three hundred.", Stance.ESTIMATES),
        ("The mayor counted nine boats.", Stance.ASSERTS),
        ("The mayor counted about 900 boats.", Stance.ESTIMATES),
        ("The mayor sees no danger at the bridge.", Stance.ASSERTS),
        ("The mayor saw no need to comment.", Stance.DECLINES),
        ("The mayor claimed that some 500 men were killed.", Stance.ASSERTS),
    ],
)
def test_what_can_be_counted_or_is_not_seen_is_told_and_what_is_rough_is_reckoned(text: str, stance: Stance) -> None:
    assert {s.stance for s in find_statements(plain_report(text))} == {stance}


def test_whoever_gives_no_number_declines() -> None:
    text, draft = drafted("[s He] [c gave] [q no number].")
    assert judge_stance(plain_report(text), draft)[0] is Stance.DECLINES


def test_an_account_on_a_site_is_told_by_the_site() -> None:
    text = "One account of his words, on the site Ferry Online, said that the road was shut."
    voice, _ = Cast(plain_report(text)).resolve((0, text.index(", said")))
    assert [voice.name if voice else None] == ["Ferry Online"]


def test_a_rule_lends_its_source_where_the_model_is_unsure_and_never_its_negation_to_another_cue() -> None:
    text = "The road was shut, the mayor said, the Gazette reported."
    unsure = Draft(find_cue("reported"), "encoder", (19, 28), (47, 55), [(0, 17)], sure=0.5)
    rule = Draft(find_cue("reported"), "behind", (35, 46), (47, 55), [(0, 33)])
    assert [text[slice(*draft.source or (0, 0))] for draft in merge([unsure], [rule])] == ["the Gazette"]
    other = Draft(find_cue("said"), "behind", (19, 28), (29, 33), [(0, 17)], negated=(9, 12))
    sure = Draft(find_cue("reported"), "encoder", (35, 46), (47, 55), [(0, 17)])
    assert merge([sure], [other])[0].negated is None
