"""Winnowed fingerprints of words: the arithmetic by which the ledger keeps them and linking finds who copied whom.

Knows words, their places and the hashes of six in a row; nothing of reports, and nothing of what a shared passage means. The hashes are
the same on every machine and in every process.

After S. Schleimer, D. Wilkerson and A. Aiken, "Winnowing: Local Algorithms for Document Fingerprinting" (SIGMOD 2003): of every WINDOW
hashes in a row the smallest is kept, so that any run of RUN words that two texts share gives both at least one print in common.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

WORDS = 6
"""Words in a row that one hash stands for."""
WINDOW = 4
"""Hashes in a row of which one is kept."""
RUN = WORDS + WINDOW - 1
"""A run of so many shared words is never missed, unless it is all common phrases."""

_PIECE = 1 << 14
"""Characters that are cut into words at a time, which bounds the memory."""
_LONGEST = 1 << 10
"""Characters after which a word is cut: a file that is one long word costs no more than any other."""
_BASE = 0x9E3779B97F4A7C15
_BASE_OF_WORDS = 0xC2B2AE3D27D4EB4F
_NONE = np.uint64(2**64 - 1)
_APART, _PART, _ALONE, _FOLDS = 0, 1, 2, 3


@dataclass(frozen=True)
class Words:
    """The words of a text, each by its hash and its place in code points (end excluded); case, width and style of signs left out."""

    hashes: Hashes
    starts: Places
    ends: Places

    def __len__(self) -> int:
        return len(self.hashes)


def words_of(text: str) -> Words:
    """Cut a text into words: letters and digits in a row, in any script; where a script sets no spaces every sign is a word.

    >>> words = words_of("Kyiv’s 3,000 men")
    >>> [("Kyiv’s 3,000 men"[start:end]) for start, end in zip(words.starts, words.ends)]
    ['Kyiv', 's', '3', '000', 'men']
    >>> bool((words_of("ＫYIV said").hashes == words_of("Kyiv SAID").hashes).all())
    True
    """
    hashes, starts, ends = [], [], []
    at = 0
    while at < len(text):
        end = _piece_end(text, at)
        piece = _words_in(text[at:end])
        hashes.append(piece.hashes)
        starts.append(piece.starts + at)
        ends.append(piece.ends + at)
        at = end
    if len(hashes) == 1:
        return Words(hashes[0], starts[0], ends[0])
    empty = np.zeros(0, np.int64)
    none = np.zeros(0, np.uint64)
    return Words(np.concatenate([none, *hashes]), np.concatenate([empty, *starts]), np.concatenate([empty, *ends]))


def runs_of(words: Words) -> Hashes:
    """Hash every six words in a row: the n-th hash stands for the n-th word and the five after it."""
    count = len(words) - WORDS + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    mixed = np.zeros(count, np.uint64)
    for place in range(WORDS):
        mixed = mixed * np.uint64(_BASE_OF_WORDS) + words.hashes[place : place + count]
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(_BASE)
    mixed ^= mixed >> np.uint64(29)
    return mixed >> np.uint64(1)  # 63 bits: an integer of the ledger


def prints_of(words: Words) -> Hashes:
    """Choose the fingerprints of a text among its runs, each once, the smallest first; common phrases give none.

    >>> first = "Two boats with nine men on board were turned back at the mouth of the river on Tuesday"
    >>> again = "A witness wrote that nine men on board were turned back at the mouth of another river"
    >>> shared = set(prints_of(words_of(first)).tolist()) & set(prints_of(words_of(again)).tolist())
    >>> bool(shared)
    True
    """
    runs = runs_of(words)
    if not len(runs):
        return runs
    wanted = np.where(is_common(runs), _NONE, runs)
    window = min(WINDOW, len(wanted))
    smallest = wanted[: len(wanted) - window + 1].copy()
    for place in range(1, window):
        np.minimum(smallest, wanted[place : len(wanted) - window + 1 + place], out=smallest)
    chosen: Hashes = np.unique(smallest)
    return chosen[: np.searchsorted(chosen, _NONE)]


def is_common(runs: Hashes) -> NDArray[np.bool_]:
    """Tell of each run whether it is part of a phrase that everybody uses (common_phrases.txt)."""
    common = _common_runs()
    places = np.minimum(np.searchsorted(common, runs), len(common) - 1)
    found: NDArray[np.bool_] = common[places] == runs
    return found


@cache
def _common_runs() -> Hashes:
    lines = resources.files("closewatch.terms").joinpath("common_phrases.txt").read_text("utf-8").splitlines()
    phrases = [line for line in lines if line.strip() and not line.startswith("#")]
    return np.unique(np.concatenate([runs_of(words_of(phrase)) for phrase in phrases]))


def _piece_end(text: str, at: int) -> int:
    """Find where a piece of a long text can end without parting a word."""
    end = at + _PIECE
    if end >= len(text):
        return len(text)
    for place in range(end, end - _LONGEST, -1):
        if not text[place].isalnum() and not unicodedata.combining(text[place]):
            return place
    return end


def _words_in(text: str) -> Words:
    # A surrogate stands for nothing that could be written, so it may be written as it is.
    signs = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds, plain = _kinds()[np.minimum(signs, 0xFFFF)], _plain()[np.minimum(signs, 0xFFFF)]
    if signs.max(initial=0) > 0xFFFF:
        kinds, plain = _beyond(text, signs, kinds, plain)
    if (kinds == _FOLDS).any():
        return _folded(text)
    starts, ends = _bounds(kinds)
    return Words(_hashed(plain, starts, ends), starts, ends)


def _bounds(kinds: NDArray[np.uint8]) -> tuple[Places, Places]:
    """Find where words begin and end among signs that are apart, part of a word, or a word alone."""
    before, after = np.zeros_like(kinds), np.zeros_like(kinds)
    before[1:], after[:-1] = kinds[:-1], kinds[1:]
    inside = kinds != _APART
    begins = inside & ((before != _PART) | (kinds == _ALONE))
    finishes = inside & ((after != _PART) | (kinds == _ALONE))
    return np.flatnonzero(begins), np.flatnonzero(finishes) + 1


def _hashed(plain: NDArray[np.uint32], starts: Places, ends: Places) -> Hashes:
    """Hash words as polynomials of their signs, all at once: differences of one running sum, brought back to the first power."""
    powers, inverse = _powers()
    sums = np.zeros(len(plain) + 1, np.uint64)
    np.cumsum((plain.astype(np.uint64) + np.uint64(1)) * powers[: len(plain)], out=sums[1:])
    hashes: Hashes = (sums[ends] - sums[starts]) * inverse[starts]
    hashes ^= hashes >> np.uint64(32)
    return hashes * np.uint64(_BASE_OF_WORDS)


def _folded(text: str) -> Words:
    """Cut a text some of whose signs become several when they are made plain (ligatures, ß), or several one (accents set apart)."""
    plain: list[str] = []
    places: list[int] = []
    lengths: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and end - at < _LONGEST and unicodedata.combining(text[end]):
            end += 1
        written = unicodedata.normalize("NFKC", text[at:end].replace("\N{SOFT HYPHEN}", "")).casefold()
        plain += written
        places += [at] * len(written)
        lengths += [end - at] * len(written)
        at = end
    signs = np.fromiter(map(ord, plain), np.uint32, len(plain))
    kinds = np.fromiter((_kind(sign) for sign in plain), np.uint8, len(plain))
    kinds[kinds == _FOLDS] = _PART
    starts, ends = _bounds(kinds)
    at_place, length = np.array(places, np.int64), np.array(lengths, np.int64)
    return Words(_hashed(signs, starts, ends), at_place[starts], at_place[ends - 1] + length[ends - 1])


def _beyond(
    text: str, signs: NDArray[np.uint32], kinds: NDArray[np.uint8], plain: NDArray[np.uint32]
) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Look up by themselves the few signs that lie beyond the first plane."""
    kinds, plain = kinds.copy(), plain.copy()
    for place in np.flatnonzero(signs > 0xFFFF).tolist():
        kinds[place], plain[place] = _kind(text[place]), _made_plain(text[place])
    return kinds, plain


@cache
def _powers() -> tuple[Hashes, Hashes]:
    count = _PIECE * 20  # the longest compatibility form of one sign has 18
    inverse = pow(_BASE, -1, 2**64)
    rows = []
    for base in (_BASE, inverse):
        row = np.full(count, base, np.uint64)
        row[0] = 1
        rows.append(np.multiply.accumulate(row))
    return rows[0], rows[1]


@cache
def _kinds() -> NDArray[np.uint8]:
    return np.fromiter((_kind(chr(sign)) for sign in range(0x10000)), np.uint8, 0x10000)


@cache
def _plain() -> NDArray[np.uint32]:
    return np.fromiter((_made_plain(chr(sign)) for sign in range(0x10000)), np.uint32, 0x10000)


def _made_plain(sign: str) -> int:
    written = unicodedata.normalize("NFKC", sign).casefold()
    return ord(written) if len(written) == 1 else ord(sign)


def _kind(sign: str) -> int:
    """Say what a sign is to a word."""
    if unicodedata.combining(sign) or sign == "\N{SOFT HYPHEN}":
        return _FOLDS
    if not sign.isalnum() and unicodedata.category(sign) != "Mc":
        return _APART
    if len(unicodedata.normalize("NFKC", sign).casefold()) != 1:
        return _FOLDS
    return _ALONE if any(first <= ord(sign) <= last for first, last in _WITHOUT_SPACES) else _PART


_WITHOUT_SPACES: Iterable[tuple[int, int]] = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
