"""What becomes of two readings of one text: the model's words stand, the rules lend details and add what they alone can see."""

from __future__ import annotations

from closewatch.reading.cues import find_cue
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.encoder.merge import merge
from closewatch.testing import Told, unmarked

TEXT_OF_ONE = "Kyiv did not say on Monday that the dam had burst."


def drafts_of(marked: str, pattern: str) -> tuple[str, list[Draft]]:
    """Drafts with the words that are marked, in the order of their marks, each in the paragraph where it begins."""
    text, marks = unmarked(marked)
    drafts: dict[str, Draft] = {}
    for number, role, start, end in marks:
        draft = drafts.setdefault(number, Draft(None, pattern, paragraph=text.count("\n\n", 0, start), sentence=(0, len(text))))
        if role == "s":
            draft.source = (start, end)
        elif role == "c":
            draft.cue_at, draft.cue = (start, end), find_cue(text[start:end])
        else:
            draft.contents.append((start, end))
    return text, list(drafts.values())


def merged(learned: str, ruled: str, pattern: str = "front") -> tuple[str, list[Draft]]:
    text, model = drafts_of(learned, "encoder")
    same, rules = drafts_of(ruled, pattern)
    assert text == same
    return text, merge(model, rules)


def words_of(text: str, draft: Draft) -> Told:
    single = [(text[slice(*place)],) if place else () for place in (draft.source, draft.cue_at)]
    return Told(single[0], single[1], tuple(text[slice(*place)] for place in draft.contents))


def place_of(words: str) -> Offsets:
    start = TEXT_OF_ONE.index(words)
    return start, start + len(words)


def test_where_both_find_a_statement_the_words_of_the_model_stand() -> None:
    text, drafts = merged(
        "[s The army] [c said] [q on Monday that the dam had burst].", "[s The army] [c said] on Monday [q that the dam had burst]."
    )
    assert [words_of(text, draft) for draft in drafts] == [Told(("The army",), ("said",), ("on Monday that the dam had burst",))]


def test_the_rules_lend_what_the_model_does_not_tell() -> None:
    learned = Draft(None, "encoder", place_of("Kyiv"), place_of("did not say"), [place_of("that the dam had burst")])
    ruled = Draft(find_cue("say"), "front", place_of("Kyiv"), place_of("say"), [place_of("that the dam had burst")])
    ruled.negated = place_of("not")
    (draft,) = merge([learned], [ruled])
    assert draft.negated == place_of("not")
    assert draft.cue is not None
    assert draft.cue.lemma == "say"
    assert draft.cue_at == place_of("did not say")


def test_two_readings_agree_wholly_on_one_source_and_in_part_on_a_longer_one() -> None:
    _, (same,) = merged("[s The army] [c said] [q it rained].", "[s The army] [c said] [q it rained].")
    _, (part,) = merged("[s The army] [c said] [q it rained].", "The [s army] [c said] [q it rained].")
    assert same.agreed == 1
    assert 0 < part.agreed < 1


def test_what_the_rules_alone_find_in_a_sentence_is_left_out() -> None:
    text, drafts = merged("[s Kyiv] [c said] [q it rained]. Moscow was silent.", "Kyiv said it rained. [s Moscow] [c was] [q silent].")
    assert [words_of(text, draft).source for draft in drafts] == [("Kyiv",)]


def test_what_others_said_inside_a_content_comes_from_the_rules() -> None:
    text, drafts = merged(
        "[s The minister] [c said] [q that the army had told her that the road was mined].",
        "[s1 The minister] [c1 said] [q1 that [s2 the army] had [c2 told] her [q2 that the road was mined]].",
    )
    assert [words_of(text, draft) for draft in drafts] == [
        Told(("The minister",), ("said",), ("that the army had told her that the road was mined",)),
        Told(("the army",), ("told",), ("that the road was mined",)),
    ]


def test_the_turns_of_a_transcript_come_from_the_rules_alone() -> None:
    text, drafts = merged(
        "[s SMITH][c :] The road is closed. [q Nobody came.]\n\nIt rained.",
        "[s SMITH][c :] [q The road is closed. Nobody came.]\n\nIt rained.",
        "transcript",
    )
    assert [words_of(text, draft) for draft in drafts] == [Told(("SMITH",), (":",), ("The road is closed. Nobody came.",))]


def test_an_attribution_in_a_headline_comes_from_the_rules_where_the_model_finds_none() -> None:
    text, drafts = merged(
        "Talks have failed: minister\n\n[s Kyiv] [c said] [q so].",
        "[q Talks have failed][c :] [s minister]\n\nKyiv said so.",
        "headline",
    )
    assert {words_of(text, draft).source for draft in drafts} == {("Kyiv",), ("minister",)}


def test_a_rule_meets_no_draft_two_paragraphs_away() -> None:
    learned = "[s Kyiv] [c said] [q it rained].\n\nIt did.\n\nKyiv said it rained."
    text, drafts = merged(learned, "Kyiv said it rained.\n\nIt did.\n\n[s Kyiv] [c said] [q it rained].")
    assert [draft.pattern for draft in drafts] == ["encoder"]
    assert [words_of(text, draft).source for draft in drafts] == [("Kyiv",)]


def test_without_a_model_or_without_rules_nothing_is_made_up() -> None:
    marked = "[s Kyiv] [c said] [q it rained]."
    text, learned = drafts_of(marked, "encoder")
    assert [words_of(text, draft) for draft in merge(learned, [])] == [Told(("Kyiv",), ("said",), ("it rained",))]
    assert merge([], drafts_of(marked, "front")[1]) == []
    assert merge([], []) == []
