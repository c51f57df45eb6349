"""Pages that gave a report and are not there any more, and a case in which nothing came for long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from closewatch.ledger.case import Case
from closewatch.ledger.views.arrivals import gone_between
from closewatch.ledger.views.bylines import bylines_of
from closewatch.terms.alert import Alert, AlertKind
from closewatch.watch.noticing.wording import day, outlet_words, quoted


def pages_gone(case: Case, since: int, until: int) -> Iterable[Alert]:
    """Tell of each page that was found gone, once until it came back."""
    for gone in gone_between(case.tables, since, until):
        byline = bylines_of(case.tables, (gone.report,))[gone.report]
        status = f" (the server answered {gone.poll.status})" if gone.poll.status else ""
        headline = f" {quoted(byline.headline)}" if byline.headline else ""
        words = f"{outlet_words(byline.outlet)}: the page{headline} is gone from {gone.address}{status}; what it said is kept"
        # Which of several times it went is told by how often it had come back, which no later poll changes.
        yield Alert(AlertKind.PAGE_GONE, (gone.report, gone.address, str(gone.returns)), words, reports=(gone.report,))


def quiet(case: Case, days: int, now: datetime) -> Alert | None:
    """Tell that no report came for some days, once for each quiet stretch; None while it is not yet that long, or before the first report.

    The report that came last makes it this stretch, so that a clock that goes backwards repeats nothing.
    """
    query = "SELECT r.id, e.at FROM reports r JOIN entries e ON e.seq = r.seq ORDER BY r.seq DESC LIMIT 1"
    row = case.tables.execute(query).fetchone()
    if row is None:
        return None
    report, came = row[0], datetime.fromisoformat(row[1])
    if (now - came).days < days:
        return None
    byline = bylines_of(case.tables, (report,))[report]
    headline = f" ({quoted(byline.headline)})" if byline.headline else ""
    words = f"Nothing new for {days} days: the last report came on {day(came.date())}{headline}"
    return Alert(AlertKind.QUIET, (report,), words, reports=(report,))
