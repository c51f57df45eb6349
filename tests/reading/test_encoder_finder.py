"""What becomes of scores in a report, shown with a scorer that has been told the right answer and says it with certainty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy
import pytest

from closewatch.reading.drafts import Draft
from closewatch.reading.encoder.decode import Floats, WindowScores
from closewatch.reading.encoder.finder import find_drafts_by_encoder
from closewatch.reading.encoder.windows import Window
from closewatch.reading.sentences import find_paragraphs
from closewatch.testing import Told, plain_report, told, unmarked

ROLES = "scq"


@dataclass(frozen=True)
class Taught:
    """A scorer that knows the marks of one text: `marks` as `closewatch.testing.unmarked` gives them."""

    marks: Sequence[tuple[str, str, int, int]]

    @property
    def sure(self) -> Mapping[str, float]:
        return {}

    @property
    def steps(self) -> Floats:
        steps = numpy.zeros((7, 7), numpy.float32)
        for to in (2, 4, 6):
            steps[:, to] = -1e4
            steps[to - 1, to] = steps[to, to] = 0
        return steps

    def pieces_of(self, word: str) -> Sequence[int]:
        return [7]

    def score(self, window: Window) -> WindowScores:
        count = len(window.units) + 1
        tags = numpy.zeros((count, 7), numpy.float32)
        tables = {role: numpy.zeros((count, count), numpy.float32) for role in "qc"}
        heads: dict[tuple[str, str], int] = {}
        for place, unit in enumerate(window.units, 1):
            for number, role, start, end in self.marks:
                if start <= unit.start and unit.end <= end:
                    tags[place, 1 + 2 * ROLES.index(role) + (unit.start > start)] = 9
                    heads.setdefault((number, role), place)
        for place, unit in enumerate(window.units, 1):
            for number, role, start, end in self.marks:
                if start <= unit.start and unit.end <= end and role in tables:
                    tables[role][place, heads.get((number, "c" if role == "q" else "s"), 0)] = 9
        return WindowScores(tags, tables["q"], tables["c"])


def drafted(marked: str) -> tuple[str, list[Draft]]:
    text, marks = unmarked(marked)
    report = plain_report(text)
    return text, find_drafts_by_encoder(text, find_paragraphs(report), Taught(marks))


def words_of(text: str, draft: Draft) -> Told:
    single = [(text[slice(*place)],) if place else () for place in (draft.source, draft.cue_at)]
    return Told(single[0], single[1], tuple(text[slice(*place)] for place in draft.contents))


@pytest.mark.parametrize(
    "marked",
    [
        "[s Kyiv] [c said] [q about 3,000 soldiers had reached Kursk].",
        "[q1 Three villages], [s1 Kyiv] [c1 said], [q1 fell on Monday].",
        "[s1 Kyiv] [c1 said] [q1 it rained]. [s2 Moscow] [c2 denied] [q2 it].",
        "It rained.\n\n[s Kyiv] [c said] [q so].\n\nIt went on raining.",
        "It [c was reported] [q that the dam had burst].",
        "[q The dam held, as far as anybody knew].",
    ],
)
def test_what_the_scorer_marks_is_drafted_word_for_word(marked: str) -> None:
    text, drafts = drafted(marked)
    assert tuple(words_of(text, draft) for draft in drafts) == told(marked)[1]


def test_quotation_marks_around_a_content_are_left_out_and_make_it_quoted() -> None:
    text, (quoted, mixed) = drafted("[s1 She] [c1 said]: [q1 “The road is mined.”] [s2 He] [c2 called] [q2 it “a lie” and left].")
    assert [text[slice(*draft.contents[0])] for draft in (quoted, mixed)] == ["The road is mined.", "it “a lie” and left"]
    assert (quoted.quoted, mixed.quoted) == (True, False)


def test_a_draft_knows_its_cue_its_paragraph_and_its_sentence() -> None:
    text, (draft,) = drafted("It rained.\n\nThe sea rose. [s Moscow] [c denied] [q it]. It fell.")
    assert draft.cue is not None
    assert draft.cue.lemma == "deny"
    assert draft.paragraph == 1
    assert text[slice(*draft.sentence)].strip() == "Moscow denied it."


def test_a_text_of_many_windows_gives_the_same_drafts_as_its_paragraphs_alone() -> None:
    paragraph = "[s Kyiv] [c said] [q the bridge over the river had fallen]. "
    marked = "\n\n".join(paragraph.replace("[s ", f"[s{n} ").replace("[c ", f"[c{n} ").replace("[q ", f"[q{n} ") for n in range(60))
    text, drafts = drafted(marked)
    assert tuple(words_of(text, draft) for draft in drafts) == told(marked)[1]
    assert [draft.paragraph for draft in drafts] == list(range(60))


def test_a_text_without_words_holds_nothing() -> None:
    assert drafted("\n\n \n")[1] == []
