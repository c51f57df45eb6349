"""The timeline of a case: how many reports there are of each period, and what happened in its questions, each a link to the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.responses import Response

from closewatch.desk.web.disputes.chart_shown import ShownChart, shown_chart
from closewatch.desk.web.disputes.digests import Looks
from closewatch.desk.web.disputes.looks import Look
from closewatch.desk.web.door import Door
from closewatch.desk.web.rendering import address_of
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.days import report_days
from closewatch.publish.charts.scales import day_of
from closewatch.publish.charts.timeline import EventKind, TimelineBar, TimelineEvent, case_timeline_svg, case_timeline_table
from closewatch.publish.happenings import Happening
from closewatch.publish.wording import one_line
from closewatch.terms.trouble import CaseError
from closewatch.terms.when import PartialDate

A_PAGE = 60

DRAWN = 3_000
"""How many happenings are drawn: the newest. Marks near to each other are one mark with a number anyway."""

MOST_ROWS = 400


@dataclass(frozen=True)
class _Asked:
    """What the timeline is narrowed to; the dates are ISO dates, both included."""

    question: Look | None
    actor: str | None
    kind: str | None
    since: str | None
    until: str | None

    def takes(self, day: str) -> bool:
        """Tell whether an ISO day lies between the dates asked for."""
        return (self.since or "") <= day and (self.until is None or (day != "" and day[: len(self.until)] <= self.until))

    def fits(self, one: Happening) -> bool:
        """Tell whether something that happened is asked for."""
        return (
            self.kind in (None, one.kind.value)
            and (self.question is None or one.question == self.question.id)
            and (self.actor is None or self.actor in one.actors)
            and self.takes(one.day)
        )


EVERYTHING = _Asked(None, None, None, None, None)


def timeline(visit: Visit) -> Response:
    """Show the timeline of the case, or of one question or actor in it. Raises: CaseError for a question or actor it does not hold."""
    desk, case = visit.desk, visit.case
    looks = desk.digests.looks(case)
    wrong = {name: one_line(words, 40) for name in ("since", "until") if (words := visit.asked(name)) and not _is_date(words)}
    asked = _asked(visit, wrong)
    happened = desk.digests.kept.get(looks.edition, "happened", lambda: _all(looks))
    state, key = (
        f"{looks.edition} {case.head().digest}",
        f"timeline {asked.question and asked.question.id} {asked.actor} {asked.kind} {asked.since} {asked.until}",
    )
    narrowed = desk.digests.kept.get(state, key, lambda: _narrowed(visit, asked, happened))
    found = narrowed.found
    page = _page(visit.asked("page"), len(found))
    return visit.page(
        "timeline.html",
        status=400 if wrong else 200,
        looks=looks,
        wrong=wrong,
        asked=asked,
        actor=name_of(case.tables, asked.actor) if asked.actor else None,
        kinds=[kind.value for kind in EventKind],
        chart=narrowed.chart,
        undated=narrowed.undated,
        found=found[page * A_PAGE : (page + 1) * A_PAGE],
        number=len(found),
        wordings=_wordings(visit, found[page * A_PAGE : (page + 1) * A_PAGE]),
        before=visit.here(page=str(page)) if page else None,
        after=visit.here(page=str(page + 2)) if (page + 1) * A_PAGE < len(found) else None,
    )


def _wordings(visit: Visit, found: Sequence[Happening]) -> dict[str, str]:
    looks = {one.question: visit.desk.digests.look(one.question) for one in found}
    return {identity: look.digest.wording if look else "" for identity, look in looks.items()}


def _all(looks: Looks) -> list[Happening]:
    """Give all that happened in the case, the newest first; what has no date comes last."""
    return sorted(
        (one for look in looks.items for one in look.happenings), key=lambda one: (one.day, one.kind.value, one.about), reverse=True
    )


def _asked(visit: Visit, wrong: dict[str, str]) -> _Asked:
    question, actor, kind = visit.asked("question"), visit.asked("actor"), visit.asked("kind")
    look = visit.desk.digests.look(question) if question else None
    if question and look is None:
        raise CaseError(f"wanted a question of this case, found none under {one_line(question, 60)!r}")
    since, until = (visit.asked(name) if name not in wrong else None for name in ("since", "until"))
    component = component_of(visit.case.tables, actor) if actor else None
    return _Asked(look, component, kind if kind in [one.value for one in EventKind] else None, since, until)


def _is_date(words: str) -> bool:
    try:
        return len(PartialDate(words).iso) <= 10
    except ValueError:
        return False


def _page(words: str | None, number: int) -> int:
    """Read which page is asked for; the first where that is no number, the last where there are not so many."""
    page = int(words[:9]) - 1 if words and words.isascii() and words.isdigit() else 0
    return min(max(page, 0), max(number - 1, 0) // A_PAGE)


@dataclass(frozen=True)
class _Narrowed:
    """What is asked for: what happened, the newest first, the chart of it, and how many reports have no date."""

    found: Sequence[Happening]
    chart: ShownChart
    undated: int


def _narrowed(visit: Visit, asked: _Asked, happened: Sequence[Happening]) -> _Narrowed:
    found = [one for one in happened if asked.fits(one)] if asked != EVERYTHING else happened
    counts = report_days(visit.case.tables, asked.question.id if asked.question else None, asked.actor)
    bars = [TimelineBar(day, number) for iso, number in sorted(counts.items()) if (day := day_of(iso)) and asked.takes(iso)]
    events = [TimelineEvent(day, one.kind, one.words, one.about) for one in found[:DRAWN] if (day := day_of(one.day))]

    def period(first: date, last: date) -> str:
        # The chart is kept for everybody who asks the same, so nothing else of this visitor's address may stand in it.
        words = {"question": asked.question and asked.question.id, "actor": asked.actor, "kind": asked.kind}
        return "/timeline?" + urlencode({name: word for name, word in words.items() if word} | {"since": first, "until": last})

    def draw(width: int) -> str:
        return case_timeline_svg(bars, events, name=f"timeline-{width}", link=address_of, period_link=period, width=width)

    return _Narrowed(found, shown_chart(draw, case_timeline_table(bars, events), MOST_ROWS), counts.get("", 0))


DOORS = (Door("/timeline", timeline),)
