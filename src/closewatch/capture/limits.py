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
    their number and `depth` how far containers may nest. `memory_bytes` bounds the work on one original (a report of 10 MB with 83,000
    statements needs 1.1 GiB of address space), and so do `seconds` with `seconds_a_megabyte` for its size; `text_chars` bounds the code
    points of one report. `fetch_bytes`, `fetch_seconds` and `redirects` bound one fetched address.

    >>> Limits(depth=2).depth
    2
    """

    original_bytes: int = 256 * MEBIBYTE
    expanded_bytes: int = 1 * GIBIBYTE
    members: int = 200_000
    depth: int = 6
    seconds: int = 20
    seconds_a_megabyte: int = 60
    memory_bytes: int = 3 * GIBIBYTE // 2
    text_chars: int = TEXT_LIMIT
    fetch_bytes: int = 64 * MEBIBYTE
    fetch_seconds: int = 30
    redirects: int = 10

    def seconds_for(self, size: int) -> int:
        """Give the seconds that an original of so many bytes, or a report of so many code points, may take.

        A million bytes of prose take 20 seconds on one core of a server of 2024, the worst of what is no prose 50. Beyond `text_chars`
        no text is read, so that the limit grows no further.

        >>> Limits().seconds_for(4_000), Limits().seconds_for(10_000_000), Limits().seconds_for(10**9)
        (20, 620, 980)
        """
        return self.seconds + self.seconds_a_megabyte * min(size, self.text_chars) // 1_000_000
