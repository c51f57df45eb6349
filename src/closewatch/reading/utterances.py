"""When something was said: days and dates that the sentence gives for the utterance, resolved against the date of publication.

Only words outside the content count: a day inside it dates the event, not the utterance.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from closewatch.reading.drafts import Draft
from closewatch.terms.report import Report
from closewatch.terms.statement import Reason
from closewatch.terms.when import Dated, KnownFrom

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.|May|June|July|Aug(?:ust|\.)?|"
    r"Sept(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
_WHEN = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?"
    rf"|(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:,? (?P<year2>\d{{4}}))?(?!\d)"
    r"|(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"|(?P<relative>today|yesterday|last week|this week|last month))\b"
)


def date_utterance(report: Report, draft: Draft) -> tuple[Dated | None, Reason | None]:
    """Say when a statement was made: from the text where it tells, else from the date of publication, else None."""
    published = report.published.period() if report.published else None
    for match in _WHEN.finditer(report.text, *draft.sentence):
        if any(start <= match.start() < end for start, end in draft.contents) or not _near_cue(draft, match.start(), match.end()):
            continue
        period = _period(match, published.end if published else None)
        if period is not None:
            return Dated(period[0], period[1], KnownFrom.TEXT), Reason("said", "date", report.span(match.start(), match.end()))
    if published is None:
        return None, None
    return Dated(published.start, published.end, KnownFrom.PUBLISHED), None


def _near_cue(draft: Draft, start: int, end: int) -> bool:
    """A date belongs to the utterance when only a few words part it from the cue or the source ("told us in Seoul on Friday")."""
    if draft.cue_at is None:
        return False
    places = [draft.cue_at, *([draft.source] if draft.source else [])]
    return any(0 <= start - place[1] <= 60 or 0 <= place[0] - end <= 60 for place in places)


def _period(match: re.Match[str], published: date | None) -> tuple[date, date] | None:
    if match["weekday"]:
        if published is None:
            return None
        back = (published.weekday() - _DAYS.index(match["weekday"].lower())) % 7
        day = published - timedelta(days=back)
        return day, day
    if match["relative"]:
        return _relative(match["relative"].lower(), published)
    number = int(match["day"] or match["day2"])
    name = (match["month"] or match["month2"] or "").lower().rstrip(".")
    month = next((place + 1 for place, month in enumerate(_MONTHS) if name and month.startswith(name[:3])), 0)
    year = match["year"] or match["year2"]
    try:
        if year:
            day = date(int(year), month, number)
        elif published is not None:
            day = date(published.year, month, number)
            day = date(published.year - 1, month, number) if day > published else day
        else:
            return None
    except ValueError:
        return None
    return day, day


def _relative(word: str, published: date | None) -> tuple[date, date] | None:
    if published is None:
        return None
    monday = published - timedelta(days=published.weekday())
    if word == "today":
        return published, published
    if word == "yesterday":
        return published - timedelta(days=1), published - timedelta(days=1)
    if word == "last week":
        return monday - timedelta(days=7), monday - timedelta(days=1)
    if word == "this week":
        return monday, published
    last = published.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last
