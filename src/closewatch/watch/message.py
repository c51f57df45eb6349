"""What one channel is told at one time: one alert, or a digest of several, as plain text and as HTML.

Only the value, the names of what moved, and an alert as programs read it; how a message is written is known to `digest`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from closewatch.terms.alert import Alert, AlertKind, Noted
from closewatch.terms.figure import Range, amount_in_words
from closewatch.terms.record import plain_number

KIND_WORDS = {
    AlertKind.CONFLICT: "New conflict",
    AlertKind.DENIAL: "New denial",
    AlertKind.REVERSAL: "Reversal",
    AlertKind.FIGURE_MOVED: "Figure moved",
    AlertKind.ORIGIN_GAINED: "Another origin",
    AlertKind.NEW_ACTOR: "Somebody new",
    AlertKind.DRIFT: "Changed in retelling",
    AlertKind.SILENT_CORRECTION: "Silent correction",
    AlertKind.PAGE_GONE: "Page gone",
    AlertKind.QUIET: "Nothing new for long",
}
"""What moved, as a heading; in the order in which a digest tells it, what is in dispute first."""


@dataclass(frozen=True)
class Message:
    """One message. `id` is that of its alert, or for a digest one that is made of theirs: the same message has the same id however often
    it is sent. `at` is when it was composed, in UTC."""

    id: str
    subject: str
    text: str
    html: str
    alerts: tuple[Noted, ...]
    at: datetime

    @property
    def question(self) -> str | None:
        """The one question that all of it is about; None where there are several or none."""
        questions = {noted.alert.question for noted in self.alerts}
        return questions.pop() if len(questions) == 1 else None


def alert_address(link: str, alert: Alert) -> str:
    """Give the address under which the desk opens an alert; `link` is that of the desk."""
    return f"{link.rstrip('/')}/trace/{alert.id}"


def question_address(link: str, question: str) -> str:
    """Give the address under which the desk opens a question; an id that came from another copy of the case may be anything.

    >>> question_address("https://desk.example/", "qu:1\\r\\n<b>")
    'https://desk.example/questions/qu:1%0D%0A%3Cb%3E'
    """
    return f"{link.rstrip('/')}/questions/{quote(question, safe=':')}"


def alert_plain(noted: Noted, link: str) -> dict[str, Any]:
    """Give an alert as programs read it: what channels for programs carry. Amounts are decimal strings, offsets code points."""
    alert = noted.alert
    return {
        "id": alert.id,
        "kind": alert.kind.value,
        "question": alert.question,
        "wording": alert.wording,
        "words": alert.words,
        "proof": [{"report": one.report, "start": one.start, "end": one.end, "exact": one.exact} for one in alert.proof],
        "actors": list(alert.actors),
        "reports": list(alert.reports),
        "was": _amount(alert.was),
        "now": _amount(alert.now),
        "proved": alert.proved,
        "at_most": alert.at_most,
        "about": list(alert.about),
        "entry": noted.seq,
        "at": noted.at,
        "link": alert_address(link, alert),
    }


def _amount(amount: Range | None) -> dict[str, str | None] | None:
    if amount is None:
        return None
    low, best, high = (plain_number(end) for end in (amount.low, amount.best, amount.high))
    return {"low": low, "best": best, "high": high, "words": amount_in_words(amount)}
