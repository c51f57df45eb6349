"""Every cite of a dossier followed down to bytes: the words at their offsets in the report that the journal holds, the receipt, the lines
of the journal that admitted the value, and the original, hashed again.

The journal is looked at once, entry by entry, as it passes by: a dossier cites a small part of a large case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from closewatch.ledger.bodies import capture_in
from closewatch.ledger.journal import Fault
from closewatch.ledger.verify import UNREADABLE
from closewatch.terms.dossier import Cited, Dossier
from closewatch.terms.entry import Entry, EntryKind
from closewatch.terms.ref import digest_of, ref


@dataclass(frozen=True)
class Followed:
    """How many cites were followed: to exact words, to a digest alone because the words are withheld, or because the entry's body is."""

    opened: int = 0
    withheld: int = 0
    bodiless: int = 0


class Following:
    """Follows the cites of one dossier along one journal."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._of_report: dict[str, list[Cited]] = defaultdict(list)
        self._of_capture: dict[str, list[Cited]] = defaultdict(list)
        self._of_entry: dict[int, list[tuple[Cited, int]]] = defaultdict(list)
        for cited in dossier.annex:
            for place, admitted in enumerate(cited.admitted):
                self._of_entry[admitted.seq].append((cited, place))
            if cited.withheld is None:
                self._of_report[cited.report].append(cited)
                self._of_capture[cited.receipt.capture].append(cited)
        self._opened: set[int] = set()
        self._received: set[int] = set()
        self._bodiless: set[int] = set()
        self._last = 0

    def look(self, entry: Entry) -> Iterator[Fault]:
        """Hold an entry against the cites that rest on it."""
        self._last = entry.seq
        for cited, place in self._of_entry.get(entry.seq, ()):
            admitted = cited.admitted[place]
            if (admitted.digest, admitted.at) != (entry.digest, entry.at):
                wanted = f"entry {entry.seq} as the journal has it ({entry.at} {entry.digest})"
                yield wrong(cited, wanted, f"{admitted.at} {admitted.digest}")
            if entry.body is None and entry.kind == EntryKind.CAPTURE:
                self._bodiless.add(cited.number)
        if entry.kind == EntryKind.CAPTURE and entry.body is not None:
            try:
                yield from self._look_at_capture(entry.body)
            except UNREADABLE as error:
                yield Fault("dossier.cite-wrong", f"entry {entry.seq}", "a capture that can be read", f"{type(error).__name__}: {error}")

    def _look_at_capture(self, body: Any) -> Iterator[Fault]:
        capture = capture_in(body)
        for cited in self._of_capture.get(capture.id, ()):
            self._received.add(cited.number)
            if (cited.receipt.digest, cited.receipt.size) != (capture.digest, capture.size):
                wanted = f"the receipt of {capture.digest}, {capture.size:,} bytes"
                yield wrong(cited, wanted, f"{cited.receipt.digest}, {cited.receipt.size:,} bytes")
        if body["report"] is None or body["report"]["id"] not in self._of_report:
            return
        text = str(body["report"]["text"])
        identity = ref("re", capture.digest, digest_of(text.encode("utf-8")))
        for cited in self._of_report[body["report"]["id"]]:
            self._opened.add(cited.number)
            if identity != cited.report:
                yield wrong(cited, f"the report {cited.report}", f"a text that makes it {identity}")
            yield from _words(cited, text)

    def ended(self) -> Iterator[Fault]:
        """Name the cites that the journal, now that it has passed by, had nothing for."""
        for seq in sorted(self._of_entry):
            if seq > self._last or seq < 1:
                yield wrong(self._of_entry[seq][0][0], f"entry {seq} in the journal", f"a journal of {self._last} entries")
        redacted = self._dossier.redacted
        for cited in self._dossier.annex:
            if cited.withheld is not None and not redacted:
                yield wrong(cited, "nothing withheld, since the dossier says that nothing was redacted", "words that are withheld")
            elif cited.withheld is None and not (redacted and cited.number in self._bodiless):
                if cited.number not in self._opened:
                    yield wrong(cited, f"the report {cited.report} in the journal", "none")
                elif cited.number not in self._received and not redacted:
                    yield wrong(cited, f"the receipt {cited.receipt.capture} in the journal", "none")

    def originals(self, left_out: Callable[[str], bool], is_whole: Callable[[str], bool]) -> Iterator[Fault]:
        """Look for the original of every cite that is not withheld; `is_whole` hashes it again, and raises where the bytes are others."""
        digests = {cited.receipt.digest: cited for cited in reversed(self._dossier.annex) if cited.withheld is None}
        for digest, cited in digests.items():
            if not left_out(digest) and not is_whole(digest):
                yield wrong(cited, f"the original {digest} in the package", "none")

    def followed(self) -> Followed:
        """Count what was followed how far."""
        withheld = sum(cited.withheld is not None for cited in self._dossier.annex)
        return Followed(len(self._opened), withheld, len(self._bodiless - self._opened - self._withheld_numbers()))

    def _withheld_numbers(self) -> set[int]:
        return {cited.number for cited in self._dossier.annex if cited.withheld is not None}


def _words(cited: Cited, text: str) -> Iterator[Fault]:
    end = cited.start + len(cited.paragraph)
    if text[cited.start : end] != cited.paragraph:
        yield wrong(cited, _short(text[cited.start : end]), _short(cited.paragraph))
    for span in cited.words:
        if not (0 <= span.start <= span.end and text[span.start : span.end] == span.exact):
            yield wrong(cited, f"{_short(text[span.start : span.end])} at {span.start}-{span.end} of {cited.report}", _short(span.exact))


def annex_faults(dossier: Dossier) -> Iterator[Fault]:
    """Name what does not hold of the annex by itself: numbers that do not count, cites that lead nowhere, words beside their paragraph."""
    known = {cited.id for cited in dossier.annex}
    for place, cited in enumerate(dossier.annex, 1):
        if cited.number != place:
            yield wrong(cited, f"number {place}", f"number {cited.number}")
        end = cited.start + len(cited.paragraph)
        for span in cited.words:
            inside = cited.start <= span.start <= span.end <= end
            if not inside or cited.paragraph[span.start - cited.start : span.end - cited.start] != span.exact:
                found = f"{_short(span.exact)} at {span.start}-{span.end}"
                yield wrong(cited, f"words that lie in the paragraph at {cited.start}-{end}", found)
    for section, sentence in dossier.sentences():
        for identity in sentence.cites:
            if identity not in known:
                yield Fault("dossier.cite-wrong", f"{section.anchor}, {sentence.id}", f"{identity} in the annex", "none")


def wrong(cited: Cited, wanted: str, found: str) -> Fault:
    """Say what does not hold of a cite."""
    return Fault("dossier.cite-wrong", f"cite {cited.number}, {cited.id}", wanted, found)


def _short(words: str) -> str:
    return repr(words if len(words) <= 120 else f"{words[:119]}…")
