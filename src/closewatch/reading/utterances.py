"""When something was said: days and dates that the sentence gives for the utterance, resolved against the date of publication.

Only words outside the content count: a day inside it dates the event, not the utterance.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from closewatch.reading.dates import latest_day
from closewatch.reading.distractors import MONTH_NUMBERS
from closewatch.reading.drafts import Draft
from closewatch.reading.moments import latest_weekday, recent
from closewatch.reading.periods import as_published, publication_day
from closewatch.terms.report import Report
from closewatch.terms.statement import Reason
from closewatch.terms.when import Dated, KnownFrom

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
    today = publication_day(report.published)
    for match in _WHEN.finditer(report.text, *draft.sentence):
        if any(start <= match.start() < end for start, end in draft.contents) or not _near_cue(draft, match.start(), match.end()):
            continue
        period = _period(match, today)
        if period is not None:
            return Dated(period[0], period[1], KnownFrom.TEXT), Reason("said", "date", report.span(match.start(), match.end()))
    return as_published(report.published), None


def _near_cue(draft: Draft, start: int, end: int) -> bool:
    """A date belongs to the utterance when only a few words part it from the cue or the source ("told us in Seoul on Friday")."""
    if draft.cue_at is None:
        return False
    places = [draft.cue_at, *([draft.source] if draft.source else [])]
    return any(0 <= start - place[1] <= 60 or 0 <= place[0] - end <= 60 for place in places)


def _period(match: re.Match[str], today: date | None) -> tuple[date, date] | None:
    if match["weekday"]:
        day = latest_weekday(match["weekday"].lower(), today) if today else None
    elif match["relative"]:
        word, _, unit = match["relative"].lower().partition(" ")
        if today is not None and unit:
            return recent(word, unit, today)
        day = today - timedelta(days=word == "yesterday") if today else None
    else:
        month = MONTH_NUMBERS[(match["month"] or match["month2"]).lower().rstrip(".")]
        year = match["year"] or match["year2"]
        day = latest_day(int(year) if year else None, month, int(match["day"] or match["day2"]), today)
    return (day, day) if day else None
