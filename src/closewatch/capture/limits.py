"""How much one source may ask of the machine: sizes, counts, depth and time. Whoever meets a limit names it in a Problem; the rest of the
batch goes on.
"""

from __future__ import annotations

from dataclasses import dataclass

from closewatch.terms.report import TEXT_LIMIT

KIBIBYTE = 2**10
MEBIBYTE = 2**20
GIBIBYTE = 2**30


@dataclass(frozen=True)
class Limits:
    """What is refused, counted per original unless it says otherwise.

    `original_bytes` is the largest original that is taken, `expanded_bytes` the sum of all members unpacked from one source, `members`
    their number and `depth` how far containers may nest. `seconds` and `memory_bytes` bound the work on one original, `text_chars` the
    code points of one report. `fetch_bytes`, `fetch_seconds` and `redirects` bound one fetched address.

    >>> Limits(depth=2).depth
    2
    """

    original_bytes: int = 256 * MEBIBYTE
    expanded_bytes: int = 1 * GIBIBYTE
    members: int = 200_000
    depth: int = 6
    seconds: int = 20
    memory_bytes: int = 1 * GIBIBYTE
    text_chars: int = TEXT_LIMIT
    fetch_bytes: int = 64 * MEBIBYTE
    fetch_seconds: int = 30
    redirects: int = 10
