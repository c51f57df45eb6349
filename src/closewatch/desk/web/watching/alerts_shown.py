"""Alerts as pages show them: what kind each is in plain words, its exact words with outlet and day, and where each of these leads.

What is worth an alert is judged by `watch`; here nothing is judged again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from closewatch.desk.web.desk_file import DeskFile
from closewatch.desk.web.disputes.since import looked_before
from closewatch.ledger.views.alert_pages import Told, told_of
from closewatch.ledger.views.bylines import Byline, bylines_of
from closewatch.ledger.views.versions import versions_of
from closewatch.publish.wording import byline_words, one_line
from closewatch.terms.alert import Alert, AlertKind, Noted
from closewatch.watch.message import KIND_WORDS

LONGEST = 400
"""Signs of the words that an alert rests on; their report has all of them."""

SERIOUS = frozenset({AlertKind.CONFLICT, AlertKind.DENIAL, AlertKind.SILENT_CORRECTION, AlertKind.PAGE_GONE})
"""The kinds whose badge stands out besides; what they are is said in words."""


@dataclass(frozen=True)
class Proof:
    """Exact words that an alert rests on: where they stand, and the address that opens the report at them."""

    words: str
    byline: str
    address: str


@dataclass(frozen=True)
class ShownAlert:
    """One alert on a page. `is_new` where the person has not seen it before; `difference` is where two versions of a page are compared.

    `reports` are those that it names where it rests on no words: a page that is gone has none.
    """

    noted: Noted
    kind: str
    serious: bool
    is_new: bool
    proof: tuple[Proof, ...]
    reports: tuple[tuple[str, str], ...]
    difference: str | None
    told: tuple[Told, ...]

    @property
    def alert(self) -> Alert:
        """Give the alert itself."""
        return self.noted.alert

    @property
    def day(self) -> str:
        """Give the day on which it was noticed, in UTC."""
        return self.noted.at[:10]

    @property
    def time(self) -> str:
        """Give the minute at which it was noticed, in UTC."""
        return self.noted.at[11:16]


def shown_alerts(tables: sqlite3.Connection, found: Sequence[Noted], since: int | None) -> tuple[ShownAlert, ...]:
    """Put alerts together for a page; what was noticed after the entry `since` is new."""
    told = told_of(tables, (noted.alert.id for noted in found))
    bylines = bylines_of(tables, {report for noted in found for report in _reports(noted.alert)})
    return tuple(
        ShownAlert(
            noted,
            KIND_WORDS[noted.alert.kind],
            noted.alert.kind in SERIOUS,
            since is not None and noted.seq > since,
            tuple(_proof(noted.alert, bylines)),
            () if noted.alert.proof else tuple((one, _where(bylines.get(one))) for one in noted.alert.reports if one in bylines),
            _difference(tables, noted.alert),
            told.get(noted.alert.id, ()),
        )
        for noted in found
    )


def by_day(found: Iterable[ShownAlert]) -> list[tuple[str, list[ShownAlert]]]:
    """Put alerts together by the day on which they were noticed, in the order in which they come."""
    days: dict[str, list[ShownAlert]] = {}
    for one in found:
        days.setdefault(one.day, []).append(one)
    return list(days.items())


def _proof(alert: Alert, bylines: dict[str, Byline]) -> Iterable[Proof]:
    for excerpt in alert.proof:
        address = words_address(excerpt.report, excerpt.start, excerpt.end) if excerpt.report in bylines else ""
        yield Proof(one_line(excerpt.exact, LONGEST), _where(bylines.get(excerpt.report)), address)


def _reports(alert: Alert) -> tuple[str, ...]:
    return tuple(excerpt.report for excerpt in alert.proof) or alert.reports


def _where(byline: Byline | None) -> str:
    return byline_words(byline.outlet, byline.day) if byline else "a report that is not in this case"


def words_address(report: str, start: int, end: int) -> str:
    """Give the address that opens a report at some words of it.

    >>> words_address("re:1f3a", 12, 20)
    '/reports/re:1f3a?words=12-20#words'
    """
    return f"/reports/{report}?words={start}-{end}#words"


def _difference(tables: sqlite3.Connection, alert: Alert) -> str | None:
    """Give the page that holds the two versions of a silently corrected page against each other, the earlier one first."""
    if alert.kind is not AlertKind.SILENT_CORRECTION:
        return None
    others = {other for one in alert.reports[:1] for other in versions_of(tables, one)}
    pair = [*alert.reports[:1], *(one for one in alert.reports[1:] if one in others)][:2]
    query = "SELECT seq, id FROM captures WHERE report = ? ORDER BY seq LIMIT 1"
    captures = sorted(row for one in pair if (row := tables.execute(query, (one,)).fetchone()))
    return f"/captures/{captures[0][1]}/difference/{captures[1][1]}" if len(captures) == 2 else None


def alerts_seen_before(file: DeskFile, person: str, seen: int | None, at: float) -> int | None:
    """Give the entry up to which a person had seen the alerts, and note that they see them up to `seen` now; None where they never did."""
    return looked_before(file, person, seen, at, "looked at alerts")
