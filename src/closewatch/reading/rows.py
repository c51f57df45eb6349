"""Tells tables laid flat and series from sentences: rows of numbers with no word between them, and more numbers than a sentence has.

What such a number counts stands at the head of its row or column, which a text no longer shows. It is also what keeps a text of
nothing but numbers cheap.
"""

from __future__ import annotations

from collections.abc import Sequence

from closewatch.reading.numerals import Number
from closewatch.reading.tokens import Tokens

MOST_IN_A_SENTENCE = 30
"""More numbers than any sentence counts with: the longest lists of an army's daily claims have 28, and 1,500 wire reports at most 18."""
MOST_ALONE = 12
"""More numbers than a sentence has where no word says what happened and no noun what is counted."""
_A_ROW = 8
"""From this many numbers on, one after the other with no word between, nothing is counted."""


def has_words(words: Sequence[str]) -> bool:
    """Tell whether anything can be counted in a sentence: whether it has a word in letters.

    >>> has_words(["$", "300"]), has_words(["12", "dead"])
    (False, True)
    """
    return any(word.isalpha() for word in words)


def without_rows(tokens: Tokens, numbers: Sequence[Number]) -> list[Number]:
    """Give the numbers of a sentence without those that stand in a row; none where the sentence is a table.

    >>> from closewatch.reading.numbers import read_number
    >>> from closewatch.reading.tokens import cut
    >>> tokens = cut("12 14 9 8 7 5 31 2 killed")
    >>> without_rows(tokens, [read_number(tokens, at) for at in range(8)])
    []
    """
    if len(numbers) > MOST_IN_A_SENTENCE:
        return []
    if len(numbers) < _A_ROW:
        return list(numbers)
    kept: list[Number] = []
    row: list[Number] = []
    for number in numbers:
        if row and any(word.isalpha() for word in tokens.words[row[-1].last : number.first]):
            kept.extend(row if len(row) < _A_ROW else ())
            row = []
        row.append(number)
    return [*kept, *(row if len(row) < _A_ROW else ())]
