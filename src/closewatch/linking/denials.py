"""Which statement a denial is about, within one report: "he dismisses this claim", "Moscow denied it", "rejected Seoul's figure"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.statement import Stance, Statement

MADE_BY = "linker:denials-1"

_CLAIM = r"(?:claim|report|figure|number|estimate|allegation|assertion|accusation|suggestion|statement|account|toll|count|assessment)"
_BETWEEN = r"(?:(?!the\b|an?\b|any\b|its?\b|his\b|her\b|their\b|no\b)\w+\s+){0,2}"
# "denied that reports …" begins a clause, "denied that report" points back: the number of the noun tells the two apart.
_POINTS_BACK = re.compile(
    rf"(?:(?:this|that)\s+{_BETWEEN}{_CLAIM}\b|(?:these|those)\s+{_BETWEEN}{_CLAIM}s\b"
    rf"|(?:the|such|any such|all such)\s+{_BETWEEN}{_CLAIM}s?\b"
    r"|(?:it|this|that|them|these|those)(?=\W*$|\s+as\b|\s+(?:out of hand|outright|flatly|categorically)))",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(rf"(?P<name>[A-Z][\w.'-]*(?:\s+[A-Z][\w.'-]*)*)['’]s?\s+(?:\w+\s+){{0,2}}{_CLAIM}s?\b")


REACH = 40
"""How many statements back a denial can point: a reader of the report would not look further either, and the time stays linear."""


def link_denials(report: Report, reading: Reading) -> tuple[Link, ...]:
    """Link each denial to the statement it is about, with the words of both as reason: an earlier one of the report that it points at, or
    one that its own words quote ("rejected Seoul's estimate of 300")."""
    quoted: dict[str, list[Statement]] = {}
    for statement in reading.statements:
        if statement.within:
            quoted.setdefault(statement.within, []).append(statement)
    links = []
    for place, statement in enumerate(reading.statements):
        if statement.stance is not Stance.DENIES or not statement.content:
            continue
        inside = [one for one in quoted.get(statement.id, ()) if one.stance is not Stance.DENIES and one.speaker != statement.speaker]
        target = _target(report, statement, reading.statements[max(0, place - REACH) : place])
        for other, rule in (*((one, "denial quotes it") for one in inside), *([(target, "denial points back")] if target else [])):
            because = (report.excerpt(statement.content[0]), *(report.excerpt(span) for span in other.content[:1]))
            links.append(Link(LinkKind.DENIES, statement.id, other.id, Decimal("0.8"), because, rule, MADE_BY))
    return tuple(links)


def _target(report: Report, denial: Statement, earlier: Sequence[Statement]) -> Statement | None:
    words = denial.content[0].exact
    others = [
        statement
        for statement in earlier
        if statement.stance is not Stance.DENIES and statement.speaker != denial.speaker and statement.content != denial.content
    ]
    named = _POINTS_AT.search(words)
    if named:
        return next(
            (other for other in reversed(others) if other.speaker and named["name"] in (other.speaker.name, *other.speaker.names)), None
        )
    if not _POINTS_BACK.match(words):
        return None
    paragraph = report.text.rfind("\n\n", 0, denial.content[0].start)
    near = [other for other in others if other.content and other.content[0].start > paragraph]
    candidates = near or others
    return candidates[-1] if candidates else None
