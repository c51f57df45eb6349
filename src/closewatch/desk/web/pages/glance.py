"""The case at a glance: what is in dispute, what is new, and what waits for somebody."""

from __future__ import annotations

from starlette.responses import Response

from closewatch.desk.web.disputes.digests import Gain, Looks
from closewatch.desk.web.disputes.since import looked_before
from closewatch.desk.web.door import Door
from closewatch.desk.web.visit import Visit
from closewatch.desk.web.watching.alerts_shown import shown_alerts
from closewatch.ledger.views.alert_pages import AlertsWanted, count_alerts, latest_alerts
from closewatch.ledger.views.counters import counters
from closewatch.ledger.views.news import news_since, problem_counts

SHOWN = 20
"""How many disputed questions stand here; all of them are a link away."""

ALERTS = 3
"""How many alerts stand here, the latest."""

NAMED = 6
"""How many questions are named that gained something."""


def glance(visit: Visit) -> Response:
    """Show the case at a glance."""
    desk, case = visit.desk, visit.case
    looks = desk.digests.looks(case)
    head = case.head()
    # What is still being looked at again is not seen yet: it stays new until it can be shown.
    seen = min(looks.seq, head.seq) if looks.seq and not looks.complete else head.seq
    since = looked_before(desk.file, visit.person.name, seen, desk.clock())
    gains = desk.digests.gains(since) if since is not None else ()
    disputed = [look for look in looks.items if look.digest.disputed]
    return visit.page(
        "glance.html",
        head=head,
        looks=looks,
        disputed=disputed[:SHOWN],
        number=len(disputed),
        numbers=desk.digests.kept.get(head.digest, "counters", lambda: counters(case.tables)),
        alerts=shown_alerts(case.tables, latest_alerts(case.tables, AlertsWanted(limit=ALERTS)), since),
        new_alerts=count_alerts(case.tables, since=since) if since is not None else 0,
        problems=desk.digests.kept.get(head.digest, "problems", lambda: problem_counts(case.tables)),
        since=since,
        news=news_since(case.tables, since, visit.person.name) if since is not None else None,
        gains={gain.question: gain for gain in gains},
        gained=_named(gains, looks),
        sums=[sum(numbers) for numbers in zip(*((one.conflicts, one.origins, one.drifted) for one in gains), strict=True)] or [0, 0, 0],
    )


def _named(gains: tuple[Gain, ...], looks: Looks) -> list[tuple[Gain, str]]:
    """Name the questions that gained most."""
    wanted = {gain.question: gain for gain in gains[:NAMED]}
    return [(wanted[look.id], look.digest.wording) for look in looks.items if look.id in wanted]


DOORS = (Door("/", glance),)
