"""A dossier as its page goes through it: sections with their numbers, runs of sentences of one maker, cites with their way back.

Adds no words of its own but names of makers and of places in the dossier; how they look is left to the template.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from closewatch.publish.pages.words_shown import Piece, maker_words, pieces
from closewatch.terms.dossier import Chart, Cited, Dossier, Passage, Section, Sentence, SentenceKind, Table

MOST_BACK = 24
"""How many ways back a cite shows; the rest is counted (our own rule: nobody follows more)."""


@dataclass(frozen=True)
class Cite:
    """A number that opens the annex; without one where the annex has no such entry."""

    id: str
    number: int | None


@dataclass(frozen=True)
class ShownSentence:
    """A sentence at its place: `anchor` is unique in the page, `look` is finding, judgement or method."""

    anchor: str
    sentence: Sentence
    cites: tuple[Cite, ...]


@dataclass(frozen=True)
class Run:
    """Sentences of one maker that follow each other; `look` is machine, person, judgement or method, `label` says whose they are."""

    look: str
    label: str
    sentences: tuple[ShownSentence, ...]

    @property
    def unreviewed(self) -> bool:
        """Whether all of them, several, rest on what nobody reviewed, so that this can be said once before them."""
        return len(self.sentences) > 1 and all(one.sentence.unreviewed for one in self.sentences)


@dataclass(frozen=True)
class ShownPassage:
    """Sentences that stand together, by whoever made them."""

    runs: tuple[Run, ...]
    listed: bool


@dataclass(frozen=True)
class ShownTable:
    """A table with its cites by number; `anchor` is its name in the page."""

    anchor: str
    table: Table
    rows: tuple[tuple[tuple[str, ...], tuple[Cite, ...]], ...]
    cited: bool


@dataclass(frozen=True)
class ShownChart:
    """A chart, its picture as SVG, and the table behind it."""

    anchor: str
    chart: Chart
    data: ShownTable


@dataclass(frozen=True)
class ShownSection:
    """A section with its number, such as 2 or 2.1."""

    number: str
    section: Section
    parts: tuple[ShownPassage | ShownTable | ShownChart, ...]


@dataclass(frozen=True)
class Back:
    """A place of the dossier that rests on a cited value."""

    anchor: str
    label: str


@dataclass(frozen=True)
class ShownCite:
    """An entry of the annex: its paragraph cut by the words that are quoted, and the places that rest on it."""

    cited: Cited
    pieces: tuple[Piece, ...]
    backs: tuple[Back, ...]
    more_backs: int


@dataclass(frozen=True)
class ShownDossier:
    """Everything that the page goes through; `questions` are those of its sections that tell of a question that it was made for."""

    dossier: Dossier
    sections: tuple[ShownSection, ...]
    questions: tuple[ShownSection, ...]
    annex: tuple[ShownCite, ...]
    findings: int
    unreviewed: int
    judgements: int


def shown_dossier(dossier: Dossier) -> ShownDossier:
    """Number the sections of a dossier, and join sentences and annex in both directions."""
    places = _Places(dossier.numbers())
    sections = tuple(places.section(number, section) for number, section in dossier.numbered())
    sentences = [sentence for _, sentence in dossier.sentences()]
    findings = [sentence for sentence in sentences if sentence.kind is SentenceKind.FINDING]
    asked = {question.replace(":", "-") for question in dossier.questions}  # the section of a question is named after it
    return ShownDossier(
        dossier,
        sections,
        tuple(one for one in sections if one.section.anchor in asked),
        tuple(_entry(cited, places.backs.get(cited.id, [])) for cited in dossier.annex),
        len(findings),
        sum(sentence.unreviewed for sentence in findings),
        sum(sentence.kind is SentenceKind.JUDGEMENT for sentence in sentences),
    )


def _entry(cited: Cited, backs: list[Back]) -> ShownCite:
    return ShownCite(cited, pieces(cited.paragraph, cited.start, cited.words), tuple(backs[:MOST_BACK]), max(len(backs) - MOST_BACK, 0))


class _Places:
    """Gives every part its anchor, and keeps which of them rest on which value."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self.numbers = numbers
        self.backs: dict[str, list[Back]] = defaultdict(list)
        self._anchors: set[str] = set()

    def section(self, number: str, section: Section) -> ShownSection:
        said = tables = charts = 0
        parts: list[ShownPassage | ShownTable | ShownChart] = []
        for part in section.parts:
            if isinstance(part, Passage):
                parts.append(self._passage(part, number, said))
                said += len(part.sentences)
            elif isinstance(part, Table):
                tables += 1
                parts.append(self._table(part, f"table-{number}-{tables}", f"{number} table {tables}"))
            else:
                charts += 1
                data = self._table(part.data, f"chart-{number}-{charts}-data", f"{number} chart {charts}")
                parts.append(ShownChart(f"chart-{number}-{charts}", part, data))
        return ShownSection(number, section, tuple(parts))

    def _passage(self, passage: Passage, number: str, said: int) -> ShownPassage:
        sentences = [self._sentence(sentence, f"{number} sentence {said + place}") for place, sentence in enumerate(passage.sentences, 1)]
        runs = [
            Run(look, label, tuple(run)) for (look, label), run in groupby(sentences, lambda one: (one.sentence.look, _label(one.sentence)))
        ]
        return ShownPassage(tuple(runs), passage.listed)

    def _sentence(self, sentence: Sentence, label: str) -> ShownSentence:
        anchor = sentence.id
        while anchor in self._anchors:  # the same words on the same ground may stand in a dossier twice
            anchor += "-again"
        self._anchors.add(anchor)
        return ShownSentence(anchor, sentence, self._cites(sentence.cites, Back(anchor, label)))

    def _table(self, table: Table, anchor: str, label: str) -> ShownTable:
        back = Back(anchor, label)
        rows = tuple((row.cells, self._cites(row.cites, back)) for row in table.rows)
        return ShownTable(anchor, table, rows, any(row.cites for row in table.rows))

    def _cites(self, cites: Iterable[str], back: Back) -> tuple[Cite, ...]:
        found = tuple(Cite(cite, self.numbers.get(cite)) for cite in cites)
        for cite in found:
            if back not in self.backs[cite.id]:
                self.backs[cite.id].append(back)
        return found


def _label(sentence: Sentence) -> str:
    """Say who answers for a sentence; empty for what the machine says from the ledger."""
    labels = {"judgement": "Judgement of", "person": "Written by"}
    return f"{labels[sentence.look]} {maker_words(sentence.by)}" if sentence.look in labels else ""
