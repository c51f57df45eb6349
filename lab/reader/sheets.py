"""What is learned: articles as units with their tags, links and names, cut into windows and padded into batches.

Everything is laid out in one manner, that of PolNeAR: outer quotation marks belong to a content, auxiliaries to a cue. A statement inside
the content of another is not marked in the article; the content is an article of its own, under another look (`NESTED`).
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpora
import own
import torch
from corpora import Attribution, Document, Range
from model import NAMES
from proper_names import KINDS
from torch import Tensor

from closewatch.reading.encoder.units import Unit, find_units
from closewatch.reading.encoder.windows import Window, pack_windows

ARTICLE, NESTED = 0, 3
"""The look of a window's first piece tells whether it holds an article, or the content of a statement to be read a second time."""
IGNORED = -100
LIMIT = 320
"""Pieces in a training window at most; the first window of an article is cut anywhere below, so that paragraphs stand at other places
each time."""
MARKS = "\"'“”‘’«»„"
_TAG_OF = {"source": 1, "cue": 3, "content": 5}
_CUES = Path(__file__).parents[2] / "src" / "closewatch" / "reading" / "lexicons" / "cues.toml"
_BEFORE_CUE = re.compile(
    r"(?:\b(?:has|have|had|is|are|was|were|be|been|being|will|would|did|does|do|can|could|may|might|should|must|not|also|never)\s+|"
    r"\b(?:has|have|had|is|are|was|were|will|would|did|does|do|can|could)n[’']t\s+)+$"
)
_COLON = re.compile(r"\s*[:–—]\s*")
ANY_NAME = (1 << len(NAMES)) - 1


@dataclass(frozen=True)
class Sheet:
    """One article ready for training: paragraphs of units, and per unit its tag, and the unit of the cue or source it points to.

    Units are counted through the article; -1 points nowhere. Where nothing is known of who says what, `tags` holds IGNORED. `names`
    holds, per unit, the names tags that it may have, as bits.
    """

    look: int
    paragraphs: list[list[Unit]]
    tags: list[int]
    cues: list[int]
    sources: list[int]
    names: list[int]


def lay_out(text: str) -> list[list[Unit]]:
    """The units of a text, paragraph by line."""
    paragraphs = [find_units(text, *found.span()) for found in re.finditer(r"[^\n]+", text)]
    return [paragraph for paragraph in paragraphs if paragraph]


def make_sheet(text: str, attributions: Sequence[Attribution], look: int = ARTICLE) -> Sheet:
    """Lay attributions over the units of a text; one inside the content of another is left out."""
    paragraphs = lay_out(text)
    units = [unit for paragraph in paragraphs for unit in paragraph]
    tags, cues, sources = [0] * len(units), [-1] * len(units), [-1] * len(units)

    def within(spans: Sequence[Range]) -> list[list[int]]:
        return [[at for at, unit in enumerate(units) if start < unit.end and unit.start < end] for start, end in spans]

    for attribution in outermost(attributions):
        places = {"content": within(attribution.content), "source": within(attribution.source), "cue": within(attribution.cue)}
        cue_head = next((place[0] for place in places["cue"] if place), -1)
        source_head = next((place[0] for place in places["source"] if place), -1)
        for role, stretches in places.items():
            for stretch in stretches:
                for at in stretch:
                    tags[at] = _TAG_OF[role] + (at != stretch[0])
                    if role == "content":
                        cues[at] = cue_head
                    elif role == "cue":
                        sources[at] = source_head
    return Sheet(look, paragraphs, tags, cues, sources, [ANY_NAME] * len(units))


def holds(outer: Attribution, inner: Attribution) -> bool:
    """Tell whether the cue and content of one attribution lie inside the content of another."""
    spans = [*inner.cue, *inner.content]
    return outer is not inner and all(any(s <= span[0] and span[1] <= e for s, e in outer.content) for span in spans)


def outermost(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Keep the attributions that do not lie inside the content of another."""
    return [one for one in attributions if not any(holds(other, one) and not holds(one, other) for other in attributions)]


def second_readings(text: str, attributions: Sequence[Attribution]) -> Iterator[Sheet]:
    """The contents of statements as articles of their own, with what is said inside them; very short ones are left out."""
    for outer in outermost(attributions):
        inner = [one for one in attributions if holds(outer, one)]
        for start, end in outer.content:
            if end - start > 40:
                here = [_shifted(one, start) for one in inner if _lies(one, start, end)]
                yield make_sheet(text[start:end], here, NESTED)


def _lies(one: Attribution, start: int, end: int) -> bool:
    return all(start <= s and e <= end for s, e in (*one.source, *one.cue, *one.content))


def _shifted(one: Attribution, by: int) -> Attribution:
    source, cue, content = (tuple((s - by, e - by) for s, e in spans) for spans in (one.source, one.cue, one.content))
    return Attribution(source, cue, content, one.direct)


def name_sheet(document: Document) -> Sheet:
    """Lay names over the units of a text of which it is not known who says what."""
    paragraphs = lay_out(document.text)
    units = [unit for paragraph in paragraphs for unit in paragraph]
    nothing = _bits("O", *(f"{mark}-{kind}" for kind in KINDS if kind not in document.kinds for mark in "BI"))
    allowed = [nothing] * len(units)
    for name in document.names or ():
        at = [index for index, unit in enumerate(units) if name.start < unit.end and unit.start < name.end]
        for index in at:
            if name.kind in KINDS:
                allowed[index] = _bits(f"{'B' if index == at[0] else 'I'}-{name.kind}")
            else:
                allowed[index] = _bits(*(tag for tag in NAMES if tag[2:] not in name.never))
    return Sheet(ARTICLE, paragraphs, [IGNORED] * len(units), [-1] * len(units), [-1] * len(units), allowed)


def _bits(*tags: str) -> int:
    return sum(1 << NAMES.index(tag) for tag in tags)


class Pieces:
    """Word pieces of a word, each word looked up once."""

    def __init__(self, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        """Give the ids of the pieces of one word."""
        if word not in self._known:
            self._known[word] = self._tokenizer.encode(word, add_special_tokens=False).ids or [100]
        return self._known[word]


STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}


def varied(sheet: Sheet, chance: random.Random) -> list[list[Unit]]:
    """The paragraphs as they are, or, now and then, with straight quotation marks or in lower case."""
    draw = chance.random()
    if draw < 0.08:
        return [[Unit(u.start, u.end, "".join(STRAIGHT.get(c, c) for c in u.word), u.look) for u in p] for p in sheet.paragraphs]
    if draw < 0.11:
        return [[Unit(u.start, u.end, u.word.lower(), 1 if u.look else 0) for u in p] for p in sheet.paragraphs]
    return sheet.paragraphs


@dataclass(frozen=True)
class Example:
    """A window with its targets, one of each per unit (unit 0 is the start): tags, and unit numbers in the window to point to."""

    window: Window
    look: int
    tags: list[int]
    cues: list[int]
    sources: list[int]
    names: list[int]


def examples(sheet: Sheet, pieces: Pieces, chance: random.Random | None) -> Iterator[Example]:
    """Cut an article into windows; with a chance given, at other places each time."""
    paragraphs = varied(sheet, chance) if chance else sheet.paragraphs
    first = chance.randint(40, LIMIT) if chance else None
    offset = 0
    for window in pack_windows(paragraphs, pieces, LIMIT, first):
        count = len(window.units)

        def local(targets: list[int], low: int = offset, high: int = offset + count) -> list[int]:
            return [IGNORED, *(0 if at < 0 else at - low + 1 if low <= at < high else IGNORED for at in targets[low:high])]

        here = slice(offset, offset + count)
        yield Example(window, sheet.look, [0, *sheet.tags[here]], local(sheet.cues), local(sheet.sources), [ANY_NAME, *sheet.names[here]])
        offset += count


@dataclass(frozen=True)
class Batch:
    """Padded tensors of some windows: pieces and looks (windows, pieces); the rest (windows, units)."""

    pieces: Tensor
    looks: Tensor
    firsts: Tensor
    there: Tensor
    tags: Tensor
    cues: Tensor
    sources: Tensor
    names: Tensor


def make_batch(some: Sequence[Example]) -> Batch:
    """Pad examples to one shape."""
    longest, most = max(len(e.window.pieces) for e in some), max(len(e.tags) for e in some)

    def padded(rows: list[Sequence[int]], width: int, fill: int) -> Tensor:
        return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])

    return Batch(
        padded([e.window.pieces for e in some], longest, 0),
        padded([(e.look, *e.window.looks[1:]) for e in some], longest, 0),
        padded([e.window.firsts for e in some], most, 0),
        padded([[0, *[1] * (len(e.tags) - 1)] for e in some], most, 0),
        padded([e.tags for e in some], most, 0),
        padded([e.cues for e in some], most, IGNORED),
        padded([e.sources for e in some], most, IGNORED),
        padded([e.names for e in some], most, ANY_NAME),
    )


def batches(sheets: Sequence[Sheet], pieces: Pieces, size: int, chance: random.Random) -> list[Batch]:
    """One epoch: every article once, windows of like length and kind together, in random order."""
    every = [example for sheet in sheets for example in examples(sheet, pieces, chance)]
    chance.shuffle(every)
    pooled: list[Batch] = []
    for known in (True, False):
        alike = [example for example in every if (IGNORED not in example.tags) == known]
        for at in range(0, len(alike), size * 16):
            pool = sorted(alike[at : at + size * 16], key=lambda e: len(e.window.pieces))
            pooled.extend(make_batch(pool[i : i + size]) for i in range(0, len(pool), size))
    chance.shuffle(pooled)
    return pooled


def corpus_sheets(shared: Path, corpus: str, split: str = "train") -> Iterator[Sheet]:
    """The articles of a corpus of attributions; of those that mark nesting, what is inside contents too."""
    for document in corpora.attributions(shared, corpus, split):
        found = document.attributions or ()
        if found:
            found = [_wider(document.text, one) for one in found] if corpus == "ewt" else list(found)
            yield make_sheet(document.text, found)
            if corpus != "polnear":
                yield from second_readings(document.text, found)


def own_sheets() -> Iterator[Sheet]:
    """Our own marked articles, and the marked sentences of the lexicon of cues, six to an article."""
    for path in sorted(own.FOLDER.glob("*.txt")):
        for article in own.articles(path):
            text, found = _marked(article)
            yield make_sheet(text, found)
            yield from second_readings(text, found)
    tests = [cue["test"] for cue in tomllib.loads(_CUES.read_text(encoding="utf-8"))["cue"] if "test" in cue]
    for at in range(0, len(tests), 6):
        lines, found, begin = [], [], 0
        for test in tests[at : at + 6]:
            text, marked = _marked(test)
            found.extend(_shifted(one, -begin) for one in marked)
            lines.append(text)
            begin += len(text) + 1
        yield make_sheet("\n".join(lines), found)


def _marked(article: str) -> tuple[str, list[Attribution]]:
    """An article of our own as PolNeAR would mark it: auxiliaries in the cue, quotation marks in the content, a lone colon as the cue."""
    text, found = own.read_marked(article)
    return text, [_wider(text, Attribution(one.source, _cue(text, one), one.content, "")) for one in found]


def _cue(text: str, one: own.Marked) -> tuple[Range, ...]:
    if not one.cue and one.source and one.content:
        for start, end in ((one.source[0][1], one.content[0][0]), (one.content[-1][1], one.source[0][0])):
            between = _COLON.match(text, start) if start < end else None
            if between:
                mark = next(at for at in range(*between.span()) if not text[at].isspace())
                return ((mark, mark + 1),)
    cue = []
    for start, end in one.cue:
        before = _BEFORE_CUE.search(text, max(0, start - 60), start)
        begin = before.start() if before else start
        cue.append((max([begin, *(e for _, e in one.source if begin < e <= start)]), end))
    return tuple((s + len(text[s:e]) - len(text[s:e].lstrip()), e) for s, e in cue)


def _wider(text: str, one: Attribution) -> Attribution:
    """Take the quotation marks directly outside a content into it."""
    content = tuple((s - (s > 0 and text[s - 1] in MARKS), e + (e < len(text) and text[e] in MARKS)) for s, e in one.content)
    return Attribution(one.source, one.cue, content, one.direct)
