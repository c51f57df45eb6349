"""What the typesetter is given: a dossier as plain lists and texts, each text as it stands on paper, with numbers, marks and back links.

Knows no layout. Every text is data: it is never put into the typesetter's own language, so that `#eval` in a report is five letters and
no more. Which letters there are is known to `letters`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeAlias

from closewatch.publish.paper.letters import BREAK, NARROW, WIDE, Letters, language_of, with_breaks
from closewatch.publish.paper.pictures import drawable
from closewatch.terms.dossier import (
    Admitted,
    Chart,
    Cited,
    Dossier,
    Maker,
    Part,
    Passage,
    Row,
    Section,
    Sentence,
    SentenceKind,
    Table,
    Withheld,
)

Sheet: TypeAlias = dict[str, Any]

BACK_LINKS = 6
"""How many sections that cite a value its entry leads back to; the rest are counted."""

ROOM = 108
"""How many signs stand side by side in a table as wide as the page, at its usual size."""

WIDEST = 60
"""How many signs a column of a table asks for at most; longer cells go on in the next line."""

SMALLEST = 70
"""How far a table with many columns is made smaller, in per cent of its usual size; below that its cells run into each other."""

SHORT = 70
"""How many signs of a title stand in the head of a page."""


@dataclass
class Typing:
    """Turns a dossier into the sheet; remembers what was missing, and where each value is cited."""

    dossier: Dossier
    letters: Letters = field(default_factory=Letters)
    cited_in: defaultdict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    receipts: dict[str, Cited] = field(default_factory=dict)

    def sheet(self) -> Sheet:
        """Give the whole dossier."""
        dossier = self.dossier
        self.numbers = dossier.numbers()
        sections = [self._section(place, *each) for place, each in enumerate(dossier.numbered(), 1)]
        findings = [one for _, one in dossier.sentences() if one.kind is SentenceKind.FINDING]
        return {
            "title": self._text(dossier.title or "Dossier"),
            "name": self._plain(dossier.title or "Dossier"),
            "short": _cut(self._plain(dossier.title or dossier.case)),
            "case": self._text(dossier.case),
            "case_name": self._plain(dossier.case),
            "seq": dossier.seq,
            "head": self._text(dossier.head),
            "head_name": self._plain(dossier.head),
            "digest": self._plain(dossier.head.removeprefix("sha256:"))[:12],
            "case_short": _cut(self._plain(dossier.case)),
            "as_of": self._text(dossier.as_of),
            "made_with": self._text(dossier.made_with),
            "findings": len(findings),
            "unreviewed": sum(one.unreviewed for one in findings),
            "maker": self._plain(dossier.made_with),
            "redacted": dossier.redacted,
            "exposed": dossier.exposed,
            "withheld": [self._withheld(withheld) for withheld in dossier.withheld],
            "sections": sections,
            "annex": [self._cited(cited) for cited in dossier.annex],
            "looks": sorted({group["look"] for section in sections for part in section["parts"] for group in part.get("groups", ())}),
            "missing": [[f"U+{ord(sign):04X}", count] for sign, count in sorted(self.letters.missing.items())],
        }

    def _plain(self, text: str) -> str:
        return self.letters.on_paper(text).strip()

    def _text(self, text: str, longest: int = NARROW) -> str:
        return with_breaks(self.letters.on_paper(text), longest)

    def _section(self, place: int, number: str, section: Section) -> Sheet:
        self.here = (place, number)
        return {
            "place": place,
            "level": 2 if "." in number else 1,  # one is never skipped (PDF/UA-1, 7.4.2)
            "number": number,
            "heading": self._text(section.heading).strip() or "Without a heading",
            "person": section.maker == Maker.PERSON,
            "parts": [self._part(part) for part in section.parts],
        }

    def _part(self, part: Part) -> Sheet:
        if isinstance(part, Passage):
            return {"kind": "passage", "groups": list(self._groups(part))}
        return self._chart(part) if isinstance(part, Chart) else self._table(part)

    def _groups(self, passage: Passage) -> Iterator[Sheet]:
        """Part a passage where the sort of sentence changes: what a person wrote never runs on from what the machine says."""
        for (look, by), sentences in groupby(passage.sentences, lambda sentence: (sentence.look, sentence.by)):
            yield {
                "look": look,
                "by": self._text(by.removeprefix("person:")),
                "listed": passage.listed,
                "sentences": [self._sentence(sentence) for sentence in sentences],
            }

    def _sentence(self, sentence: Sentence) -> Sheet:
        return {
            "text": self._text(sentence.text),
            "more": sentence.more,
            "unreviewed": sentence.unreviewed and bool(sentence.cites),
            **self._cites(sentence.cites),
        }

    def _cites(self, cites: tuple[str, ...]) -> Sheet:
        """Give the numbers of what is cited, and remember the section, which the entries lead back to."""
        known = [self.numbers[cite] for cite in cites if cite in self.numbers]
        place, number = self.here
        for one in known:
            self.cited_in[one].setdefault(place, number)
        return {"cites": known, "unknown": [self._text(cite) for cite in cites if cite not in self.numbers]}

    def _table(self, table: Table) -> Sheet:
        rows = [self._row(row, len(table.columns)) for row in table.rows]
        columns = [self._text(column) for column in table.columns]
        cited = any(row["cites"] or row["unknown"] for row in rows)
        cites = [["Cites", "[" + "100, " * min(3, max(len(row["cites"]) for row in rows))]] if cited else []
        widths, size = _widths([[head, *(row["cells"][place] for row in rows)] for place, head in enumerate(columns)] + cites)
        return {
            "kind": "table",
            "caption": self._text(table.caption),
            "columns": columns,
            "widths": widths,
            "size": size,
            "rows": rows,
            "cited": cited,
            "left_out": table.left_out,
        }

    def _row(self, row: Row, columns: int) -> Sheet:
        cells = [self._text(cell) for cell in row.cells][:columns]
        return {"cells": cells + [""] * (columns - len(cells)), **self._cites(row.cites)}

    def _chart(self, chart: Chart) -> Sheet:
        return {
            "kind": "chart",
            "title": self._text(chart.title),
            "about": self._text(chart.about),
            "said": self._plain(chart.about) or self._plain(chart.title) or "A chart without a description",
            "svg": drawable(chart.svg, self.letters),
            "data": self._table(chart.data),
        }

    def _withheld(self, withheld: Withheld | None) -> Sheet | None:
        if withheld is None:
            return None
        return {"decision": self._text(withheld.decision), "reason": self._text(withheld.reason)}

    def _cited(self, cited: Cited) -> Sheet:
        back = list(self.cited_in[cited.number].items())
        return {
            "number": cited.number,
            "speaker": self._text(cited.speaker or cited.kind.capitalize()),
            "about": self._text(cited.about),
            "pieces": self._pieces(cited),
            "language": language_of(cited.paragraph),
            "withheld": self._withheld(cited.withheld),
            "facts": list(self._facts(cited)),
            "back": back[:BACK_LINKS],
            "more": max(len(back) - BACK_LINKS, 0),
        }

    def _facts(self, cited: Cited) -> Iterator[list[Any]]:
        """Give what the entry tells below the words: a name, its lines, and whether they are a code that is copied sign for sign."""
        receipt = cited.receipt
        end = cited.start + len(cited.paragraph)
        place = (cited.paragraph and f"signs {cited.start:,} to {end:,}", cited.page and f"page {cited.page}")
        first = self.receipts.setdefault(receipt.capture, cited)
        there = f"as told under {first.number}"
        taken: tuple[str | None, ...] = (f"{receipt.taken_at} by {receipt.taken_by}, with {receipt.tool}", receipt.source, receipt.capture)
        admitted = [_admitted(line) for line in cited.admitted if first is cited or line not in first.admitted]
        if first is not cited:
            taken = (f"{receipt.taken_at}, {there}",)
            admitted += [there] if len(admitted) < len(cited.admitted) else []
        told = (
            ("Value", False, (_listed(cited.kind, cited.id, cited.review),)),
            ("Report", False, (cited.headline, _listed(cited.outlet, cited.published), _listed(cited.report, *place))),
            ("Address", False, (cited.url,)),
            ("Original", True, (receipt.digest,)),
            ("", False, (f"{receipt.size:,} bytes, {receipt.media_type}",) if first is cited else ()),
            ("Taken", False, taken),
            ("Taken out of", False, (receipt.locator, *receipt.within)),
            ("In the journal", False, tuple(admitted)),
        )
        for name, code, lines in told:
            written = "\n".join(self._text(line, WIDE) for line in lines if line)
            if written:
                yield [name, written, code]

    def _pieces(self, cited: Cited) -> list[list[Any]]:
        """Part a paragraph where the cited words begin and end."""
        marked = bytearray(len(cited.paragraph))
        for span in cited.words:
            first, last = max(span.start - cited.start, 0), min(span.end - cited.start, len(marked))
            marked[first:last] = b"\1" * max(last - first, 0)
        pieces, at = [], 0
        for mark, run in groupby(marked):
            end = at + len(list(run))
            pieces.append([self._text(cited.paragraph[at:end]), bool(mark)])
            at = end
        return pieces


def _listed(*parts: str | int | None) -> str:
    return ", ".join(str(part) for part in parts if part)


def _admitted(admitted: Admitted) -> str:
    reason = f" (“{admitted.reason}”)" if admitted.reason else ""
    return f"{admitted.seq}: {admitted.what}, {admitted.at}, by {admitted.by}{reason}; {admitted.digest.removeprefix('sha256:')[:16]}"


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"


def _widths(columns: list[list[str]]) -> tuple[list[int], int]:
    """Give each column its share of the page, no narrower than its longest word if that can be, and how large the letters are, in per cent.

    >>> _widths([["no.", "1"], ["who", "the Harbour Intelligence Service"]])
    ([13, 94], 100)
    """
    least = [max((len(word) for text in column for word in text.replace(BREAK, " ").split()), default=0) + 2 for column in columns]
    wanted = [max(low, min(max(map(len, column)) + 2, WIDEST)) for low, column in zip(least, columns, strict=True)]
    spare = ROOM - sum(least)
    if spare <= 0:
        return least, max(100 * ROOM // sum(least), SMALLEST)
    asked = max(sum(wanted) - sum(least), 1)
    shares = [low + (want - low) * min(spare, asked) // asked for low, want in zip(least, wanted, strict=True)]
    return [share + (ROOM - sum(shares)) * share // max(sum(shares), 1) for share in shares], 100
