"""Questions: the list of all of them, the page of one, who told whom for each of its answers, and both for programs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response

from closewatch.desk.web.disputes.answers_shown import FEW, MANY, Bounds, shown
from closewatch.desk.web.disputes.chart_shown import ShownChart, shown_chart
from closewatch.desk.web.disputes.digests import Looks
from closewatch.desk.web.disputes.looks import Look
from closewatch.desk.web.door import Door
from closewatch.desk.web.lists.answers import json_answer
from closewatch.desk.web.rendering import address_of
from closewatch.desk.web.visit import Visit
from closewatch.desk.web.watching.alerts_shown import shown_alerts
from closewatch.ledger.views.alert_pages import AlertsWanted, count_alerts, latest_alerts
from closewatch.ledger.views.bylines import Byline, bylines_of, numbers_of, wordings_of
from closewatch.ledger.views.digests import QuestionDigest
from closewatch.ledger.views.drift import drifts_from
from closewatch.ledger.views.history import history
from closewatch.publish.charts.origins import origin_sign_svg, origin_signs
from closewatch.publish.charts.range_history import range_history_svg, range_history_table
from closewatch.publish.charts.relay_graph import relay_graph_svg, relay_graph_table
from closewatch.publish.charts.signs import range_signs
from closewatch.publish.comma_separated import csv_lines
from closewatch.publish.question_page import as_of_words, key_words
from closewatch.publish.questions import history_shape, question_shape
from closewatch.publish.shapes import Shape
from closewatch.publish.wording import counted, one_line, proved_words
from closewatch.review.second import required_in
from closewatch.terms.claim import Claim, QuestionKind
from closewatch.terms.countries import country_name
from closewatch.terms.figure import amount_in_words
from closewatch.terms.history import Given, History
from closewatch.terms.trouble import CaseError

A_PAGE = 30

FEW_ALERTS = 5
"""How many alerts of a question stand on its page, the latest."""

MOST_ROWS = 400
"""How many rows of the table behind a chart a page holds."""

MOST_TELLERS = 6
"""In how many reports one changed answer is shown."""

AT_MOST, USUALLY = 100, 20
"""How many questions one answer to a program holds: each is put together with all its claims."""

COLUMNS = tuple(
    "id question kind measure unit per place newest answers conflicts proved at_most reports revisions reversals changed_on_the_way".split()
)
"""The columns of the list of questions as CSV."""

MOST_PARTS = 150
"""How many claims and conflicts one answer to a program holds, unless a single question has more."""


def list_questions(visit: Visit) -> Response:
    """List every question, the disputed ones first, thirty at a time."""
    looks = visit.desk.digests.looks(visit.case)
    found = _found(visit, looks)
    start = _start(found, visit.asked("after"))
    rows = found[start : start + A_PAGE]
    before = found[max(start - A_PAGE - 1, 0)].id if start > A_PAGE else None
    return visit.page(
        "questions.html",
        looks=looks,
        rows=rows,
        number=len(found),
        start=start,
        before=visit.here(after=before) if start else None,
        after=visit.here(after=rows[-1].id) if start + A_PAGE < len(found) else None,
        measures=sorted({measure for look in looks.items if (measure := look.digest.key.measure)}),
        countries=sorted({(country_name(place), place) for look in looks.items if (place := look.digest.key.place_country)}),
    )


def _found(visit: Visit, looks: Looks) -> Sequence[Look]:
    """Give the questions asked for, in the order of the list."""
    measure, place, disputed = visit.asked("measure"), visit.asked("place"), visit.asked("disputed")
    words = (visit.asked("words") or "").casefold().split()
    if not (measure or place or disputed or words):
        return looks.items

    def fits(digest: QuestionDigest) -> bool:
        return (
            measure in (None, digest.key.measure)
            and (place is None or _is_place(digest.key.place_country, place))
            and (disputed is None or digest.disputed)
            and all(word in digest.wording.casefold() for word in words)
        )

    return [look for look in looks.items if fits(look.digest)]


def _is_place(country: str | None, asked: str) -> bool:
    return country is not None and (asked.upper() == country or asked.casefold() in country_name(country).casefold())


def _start(found: Sequence[Look], after: str | None) -> int:
    """Find where a page begins: behind the question it goes on from, or at the beginning where that is none of those asked for."""
    return next((place + 1 for place, look in enumerate(found) if look.id == after), 0) if after else 0


def show_question(visit: Visit) -> Response:
    """Show one question with all of it. Raises: CaseError where the case has none under the id."""
    whole = _history(visit)
    bounds = MANY if visit.asked("all") else FEW
    told: dict[str, Any] = visit.desk.digests.kept.get(
        visit.case.head().digest, f"told {whole.question.id} {bounds.claims}", lambda: _told(visit.case.tables, whole, bounds)
    )
    second = required_in(visit.case).of(whole.question.id)
    asked, tables = whole.question.id, visit.case.tables
    told = told | {
        "alerts": shown_alerts(tables, latest_alerts(tables, AlertsWanted(question=asked, limit=FEW_ALERTS)), None),
        "alerts_in_all": count_alerts(tables, question=asked),
    }
    return visit.page("question.html", second=second, as_of_words=as_of_words, amount_in_words=amount_in_words, **told)


def _told(tables: sqlite3.Connection, whole: History, bounds: Bounds) -> dict[str, Any]:
    asked = whole.question
    reports = {report for claim in asked.claims for report in claim.reports}

    def draw(width: int) -> str:
        return range_history_svg(whole, name=f"range-{width}", link=_anchor, width=width)

    return {
        "ready": shown(tables, whole, bounds),
        "question": asked,
        "key": key_words(asked.key),
        "lead": f"{counted(len(asked.claims), 'answer')} from {counted(asked.at_most, 'origin')} in {counted(len(reports), 'report')};"
        f" {counted(len(asked.conflicts), 'conflict')}; {proved_words(asked.proved)}.",
        "chart": shown_chart(draw, range_history_table(whole), bounds.claims * 4),
        "legend": [(Markup(origin_sign_svg(sign)), sign) for sign in origin_signs(whole)],
        "signs": [(Markup(sign.svg), sign.words) for sign in range_signs()] if asked.key.kind is QuestionKind.FIGURE else [],
        "claims": {claim.id: claim for claim in asked.claims},
        "retold": _retold(tables, whole),
    }


def _retold(tables: sqlite3.Connection, whole: History) -> list[tuple[str, list[tuple[Given, list[tuple[str, Byline]]]]]]:
    """Give what only retellings say and changed on the way, by the claim that it would make: who was retold so, and in which reports."""
    retold = [one for one in whole.given if one.changed][:MOST_ROWS]
    bylines = bylines_of(tables, {report for one in retold for report in one.reports})
    found: dict[str, list[tuple[Given, list[tuple[str, Byline]]]]] = {}
    for one in retold:
        found.setdefault(one.claim, []).append((one, [(report, bylines[report]) for report in one.reports[:MOST_TELLERS]]))
    return list(found.items())


def _anchor(identity: str) -> str:
    return f"#{identity}"


def _history(visit: Visit) -> History:
    identity = visit.part("id")
    digests, head = visit.desk.digests, visit.case.head()

    def worded(other: str) -> str | None:
        look = digests.look_as_of(other, head.seq)
        return look.digest.wording if look else None

    whole = digests.kept.get(head.digest, f"history {identity}", lambda: history(visit.case.tables, identity, worded=worded))
    if whole is None:
        raise CaseError(f"wanted a question of this case, found none under {identity!r}")
    return whole


def show_relays(visit: Visit) -> Response:
    """Show for one answer who told whom. Raises: CaseError where the question has no such answer."""
    whole = _history(visit)
    claim = next((claim for claim in whole.question.claims if claim.id == visit.part("claim")), None)
    if claim is None:
        raise CaseError(f"wanted an answer to this question, found none under {visit.part('claim')!r}")
    template = "relays_part.html" if visit.asked("part") else "relays.html"
    return visit.page(template, question=whole.question, claim=claim, chart=_relays(visit.case.tables, claim))


def _relays(tables: sqlite3.Connection, claim: Claim) -> ShownChart:
    members = {member for origin in claim.origins for member in origin.members}
    drifts = tuple(drifts_from(tables, sorted({one for origin in claim.origins for one in origin.drifted})))
    bylines = bylines_of(tables, {*claim.reports, *(words.report for one in drifts for words in (one.here_words, one.of_words))})
    numbers = numbers_of(tables, (one for one in members if one.startswith("fi:")))
    stated = wordings_of(tables, {*claim.statements, *(one for one in members if one.startswith("st:"))})
    outlets = {report: byline.outlet or "no outlet named" for report, byline in bylines.items()}
    days = {report: byline.day for report, byline in bylines.items() if byline.day}
    held_in = {identity: number.report for identity, number in numbers.items()}
    held_in |= {identity: wording.report for identity, wording in stated.items()}
    via: dict[str, list[str]] = {}
    for wording in stated.values():
        via.setdefault(wording.report, []).extend(name for name in wording.via if name not in via.get(wording.report, ()))

    def draw(width: int) -> str:
        return relay_graph_svg(
            claim,
            outlets,
            days=days,
            via=via,
            held_in=held_in,
            drifts=drifts,
            name=f"relays-{claim.id[3:13]}-{width}",
            link=address_of,
            width=width,
        )

    return shown_chart(draw, relay_graph_table(claim, outlets, days=days, via=via, held_in=held_in, drifts=drifts), MOST_ROWS)


def questions_for_programs(visit: Visit) -> Response:
    """Give questions as `closewatch show CASE questions --json` does, disputed ones first, so many at a time.

    Raises: CaseError where the list has no such question to go on from; HTTPException while the case is still being looked through.
    """
    found, after, limit = _found(visit, require_whole(visit.desk.digests.looks(visit.case))), visit.asked("after"), _limit(visit)
    start = _start(found, after)
    if after and not start:  # a program that began again would go round for ever
        raise CaseError(f"wanted a question of this list to go on from, found none under {after[:40]!r}")
    asked = _as_many(found[start : start + limit])
    following = visit.here(after=asked[-1]) if start + len(asked) < len(found) else None
    return json_answer({"items": list(_shapes(visit, asked)), "next": following})


def require_whole(looks: Looks) -> Looks:
    """Give the questions for programs, which would take a part of them for all.

    Raises: HTTPException (503) where some were not looked at yet.
    """
    if len(looks.items) < looks.number and not looks.complete:
        found = f"{looks.done:,} of {looks.number:,} looked at so far; ask again in a moment"
        raise HTTPException(503, f"wanted every question of the case, found {found}", {"Retry-After": "2"})
    return looks


def _as_many(found: Sequence[Look]) -> list[str]:
    """Take so many questions that all of them together are not too large, and one at least."""
    asked: list[str] = []
    size = 0
    for look in found:
        size += look.digest.claims + look.digest.conflicts
        if asked and size > MOST_PARTS:
            break
        asked.append(look.id)
    return asked


def questions_as_csv(visit: Visit) -> Response:
    """Give the list of questions as CSV: their numbers, without the answers themselves.

    Raises: HTTPException while the case is still being looked through.
    """
    rows = (_row(look.digest) for look in _found(visit, require_whole(visit.desk.digests.looks(visit.case))))
    headers = {"Content-Disposition": 'attachment; filename="questions.csv"'}
    return Response("".join(csv_lines((COLUMNS, *rows))), media_type="text/csv", headers=headers)


def _row(digest: QuestionDigest) -> tuple[str, ...]:
    key = digest.key
    words = (digest.id, one_line(digest.wording), digest.kind.value, key.measure, key.unit, key.per, key.place_country, digest.newest)
    numbers = (
        digest.claims,
        digest.conflicts,
        digest.proved,
        digest.at_most,
        digest.reports,
        digest.revisions,
        digest.reversals,
        digest.drifted,
    )
    return (*(one or "" for one in words), *map(str, numbers))


def _shapes(visit: Visit, asked: Sequence[str]) -> Iterator[Shape]:
    required = required_in(visit.case)
    for identity in asked:
        found = visit.desk.questions.get(visit.case, identity).question
        if found:
            yield {**question_shape(found), "second_reviewer_required": required.of(identity)}


def _limit(visit: Visit) -> int:
    words = visit.asked("limit")
    if words is None:
        return USUALLY
    if not (words.isascii() and words.isdigit() and len(words) <= len(str(AT_MOST)) and 1 <= int(words) <= AT_MOST):
        raise HTTPException(400, f"wanted a limit from 1 to {AT_MOST}, found {one_line(words, 40)!r}")
    return int(words)


def question_for_programs(visit: Visit) -> Response:
    """Give one question with what stands beside it. Raises: CaseError where the case has none under the id."""
    whole = _history(visit)
    return json_answer({**history_shape(whole), "second_reviewer_required": required_in(visit.case).of(whole.question.id)})


DOORS = (
    Door("/questions", list_questions),
    Door("/questions.json", questions_for_programs),
    Door("/questions.csv", questions_as_csv),
    Door("/questions/{id}.json", question_for_programs),
    Door("/questions/{id}", show_question),
    Door("/questions/{id}/claims/{claim}/relays", show_relays),
)
