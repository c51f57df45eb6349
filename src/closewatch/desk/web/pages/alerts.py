"""What moved in the case, the newest first and day by day, each alert with its exact words; and the same as a feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from starlette.responses import Response

from closewatch.desk.watch_lists import ListedAlert, alerts_asked
from closewatch.desk.web.door import Door
from closewatch.desk.web.lists.filters import Asked, Filter, asked_for
from closewatch.desk.web.lists.parts import Part, part_of
from closewatch.desk.web.lists.tables import Table
from closewatch.desk.web.pages.lists import doors_of, links_of
from closewatch.desk.web.visit import Visit
from closewatch.desk.web.watching.alerts_shown import alerts_seen_before, by_day, shown_alerts
from closewatch.ledger.case import Case
from closewatch.ledger.views.alert_pages import AlertsWanted, latest_alerts, questions_alerted, told_of
from closewatch.ledger.views.lists import Wanted
from closewatch.ledger.views.watching import watched
from closewatch.publish.wording import one_line
from closewatch.terms.alert import Noted
from closewatch.watch.channels.feed import LATEST, atom_of
from closewatch.watch.message import KIND_WORDS

A_PAGE = 30
"""Alerts of one page."""

MOST_OFFERED = 200
"""How many questions the form offers to narrow the alerts to, those on which something moved last."""

KNOWN = {
    "kind": Filter(
        "kind", "What moved", "What an alert is about.", tuple(KIND_WORDS), called={one.value: words for one, words in KIND_WORDS.items()}
    ),
    "question": Filter("question", "Question", "The id of a question."),
}
"""What alerts can be narrowed to."""


def list_alerts(visit: Visit) -> Response:
    """Show what moved, the newest first."""
    known = _known(visit)
    asked = asked_for(visit.request.query_params.multi_items(), known)
    part = Part(()) if asked.wrong else _page(visit, asked, A_PAGE)
    narrowed = bool(asked.filters or asked.wrong or asked.after or asked.before)
    since = alerts_seen_before(visit.desk.file, visit.person.name, None if narrowed else visit.case.head().seq, visit.desk.clock())
    shown = shown_alerts(visit.case.tables, part.items, since)
    return visit.page(
        "alerts.html",
        status=400 if asked.wrong else 200,
        known=known,
        asked=asked,
        narrowed=narrowed,
        days=by_day(shown),
        number=len(shown),
        new=sum(one.is_new for one in shown),
        watched=len(watched(visit.case.tables)),
        **{**links_of(visit, "alerts", asked, part), "called": _called(known, asked)},
    )


def _known(visit: Visit) -> dict[str, Filter]:
    """Give the filters, that of questions with those on which something moved."""
    moved = questions_alerted(visit.case.tables, MOST_OFFERED)
    called = {one.question: one_line(one.wording, 90) for one in moved}
    return {**KNOWN, "question": replace(KNOWN["question"], called=called, hidden=not called)}


def _called(known: Mapping[str, Filter], asked: Asked) -> dict[str, str]:
    return {name: known[name].called.get(words, words) for name, words in asked.filters.items()}


def _page(visit: Visit, asked: Asked, limit: int) -> Part:
    wanted = replace(_wanted(asked, limit), after=asked.after, before=asked.before)
    return part_of(latest_alerts(visit.case.tables, wanted), Wanted(after=asked.after, before=asked.before), limit, _id_of)


def _wanted(asked: Asked, limit: int) -> AlertsWanted:
    return AlertsWanted(asked.filters.get("kind"), asked.filters.get("question"), limit=limit + 1)


def _id_of(noted: Noted) -> str:
    return noted.alert.id


def alerts_as_feed(visit: Visit) -> Response:
    """Give the latest alerts as an Atom feed (RFC 4287), the newest first."""
    found = latest_alerts(visit.case.tables, AlertsWanted(limit=LATEST))
    return Response(atom_of(visit.desk.title or "Closewatch", found, _own_address(visit)), media_type="application/atom+xml")


def _own_address(visit: Visit) -> str:
    """Give the address under which people reach the desk, as far as it knows it itself."""
    behind = visit.desk.start.behind
    return f"https://{behind}" if behind else str(visit.request.base_url).rstrip("/")


def _part(visit: Visit, asked: Asked, limit: int) -> Part:
    """Find a page for programs, which follow what moved from the first alert on."""
    start = not (asked.after or asked.before)
    wanted = replace(_wanted(asked, limit), after=asked.before, before=asked.after, oldest=start)
    found = latest_alerts(visit.case.tables, wanted)[::-1]
    told = told_of(visit.case.tables, (noted.alert.id for noted in found))
    listed = [ListedAlert(noted, told.get(noted.alert.id, ())) for noted in found]
    return part_of(listed, Wanted(after=asked.after, before=asked.before), limit, lambda one: str(one.noted.alert.id))


def _whole(case: Case, asked: Asked) -> Iterator[ListedAlert]:
    kind, question = asked.filters.get("kind"), asked.filters.get("question")
    for one in alerts_asked(case, Wanted()):
        if kind in (None, one.noted.alert.kind) and question in (None, one.noted.alert.question):
            yield one


ALERTS = Table(
    "alerts",
    "Alerts",
    "What moved, in the order in which it was noticed.",
    ("kind", "question"),
    "Nothing moved so far.",
    _part,
    all_of_it=_whole,
    own=KNOWN,
)

DOORS = (*doors_of(ALERTS, list_alerts), Door("/alerts.atom", alerts_as_feed))
