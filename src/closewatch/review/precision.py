"""How often the reader was right on this case, as far as people have judged: its own precision, and what it is known to have missed.

What people decide on is no random sample, for the queue shows the least certain first: on the whole the reader is likely to be better.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from decimal import Decimal

from closewatch.terms.review import Judged, Precision, Share

# A value that stands under the entry of an addition was added by a person and never found by the reader.
_JUDGED = """
WITH asked AS (
    SELECT DISTINCT coalesce(x.successor, x.id) AS id FROM decisions d JOIN {table} x ON x.id = d."on"
    WHERE d.verdict IN ('accept', 'correct', 'reject') AND NOT d.withdrawn
    UNION SELECT x.id FROM decisions d JOIN {table} x ON x.report = d."on" AND x.seq = d.seq WHERE d.verdict = 'add'
)
SELECT v.review, json_extract(coalesce(v.base, v.value), '$.{sort}'), v.seq IN (SELECT seq FROM decisions WHERE verdict = 'add'), count(*)
FROM asked JOIN {table} v ON v.id = asked.id WHERE v.review <> 'unreviewed' GROUP BY 1, 2, 3
"""
_KINDS = (("statement", "statements", "stance"), ("figure", "figures", "measure"))


def precision(tables: sqlite3.Connection) -> Precision:
    """Count what became of the values that the reader found and people decided on: of each kind, then of each stance and measure that the
    reader gave, those with most first; and how many values people added."""
    found: list[Judged] = []
    added = dict.fromkeys(("statement", "figure"), 0)
    for kind, table, sort in _KINDS:
        by_sort: dict[str, Counter[str]] = {}
        for review, of, was_added, count in tables.execute(_JUDGED.format(table=table, sort=sort)).fetchall():
            if not was_added:
                by_sort.setdefault(of, Counter())[review] += count
            elif review != "rejected":
                added[kind] += count
        every = sum(by_sort.values(), Counter[str]())
        if every:
            found.append(_judged(kind, None, every))
        found += [_judged(kind, of, by_sort[of]) for of in sorted(by_sort, key=lambda of: (-by_sort[of].total(), of))]
    return Precision(tuple(found), added["statement"], added["figure"])


def _judged(kind: str, sort: str | None, counts: Counter[str]) -> Judged:
    return Judged(kind, sort, counts["accepted"], counts["corrected"], counts["rejected"])


def precision_words(found: Precision) -> tuple[str, ...]:
    """Say it in words: one line for each kind, and one for what the reader missed."""
    lines = []
    for one in found.judged:
        if one.sort is None:
            lines.append(
                f"{one.kind}s: {one.right.count:,} of {one.right.of:,} accepted as read ({share_words(one.right)}),"
                f" {one.corrected:,} corrected, {one.rejected:,} rejected"
            )
    for kind, added in (("statement", found.added_statements), ("figure", found.added_figures)):
        if added:
            share = found.found(kind)
            most = Decimal(100) * share.count / share.of
            lines.append(f"{kind}s: {added:,} added that the reader missed, so that it found at most {most:.0f} % of what is there")
    return tuple(lines)


def share_words(share: Share) -> str:
    """Say a share with its 95 % interval.

    >>> share_words(Share(8, 10)), share_words(Share(0, 0))
    ('80 %, 95 % interval 49 to 94 %', 'none judged')
    """
    interval = share.interval
    if interval is None:
        return "none judged"
    low, high = (Decimal(100) * end for end in interval)
    return f"{Decimal(100) * share.count / share.of:.0f} %, 95 % interval {low:.0f} to {high:.0f} %"
