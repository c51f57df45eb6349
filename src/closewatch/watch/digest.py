"""How a message is written: one alert or many as plain text and as HTML, by question, then by what moved, with the exact words.

Knows the look. Which alerts go into it is decided by `routing`; everything that is not ours is made harmless here (`words`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from closewatch.terms.alert import Noted
from closewatch.terms.ref import ref
from closewatch.watch.facts import Facts
from closewatch.watch.message import KIND_WORDS, Message, alert_address, question_address
from closewatch.watch.words import WIDTH, counted, lines, plain

LONGEST_SUBJECT = 78
"""Signs of a subject (RFC 5322, 2.1.1: lines should have no more)."""

LONGEST_EXACT = 400
"""Signs of the words that an alert rests on; their report has all of them."""

MOST_PROOF = 3
"""Passages that each alert of a digest shows; the rest is counted. A message of one alert shows all."""

WITHOUT_QUESTION = "Reports and pages"
"""The heading of alerts that are about no question: a report that was retold with changes, a page that is gone, a case without news."""


@dataclass(frozen=True)
class ShownProof:
    """Exact words, and the outlet and day of their report."""

    exact: str
    byline: str


@dataclass(frozen=True)
class ShownAlert:
    """One alert as it is read: its sentence, the words it rests on, where it is opened, when it was noticed. `more` counts passages that
    are not shown."""

    id: str
    words: str
    proof: tuple[ShownProof, ...]
    more: int
    address: str
    noticed: str


@dataclass(frozen=True)
class ShownQuestion:
    """One question with the alerts about it, by what moved."""

    wording: str
    standing: str
    address: str
    kinds: tuple[tuple[str, tuple[ShownAlert, ...]], ...]


@dataclass(frozen=True)
class ShownMessage:
    """All of a message: `kind` is what moved where it is one alert, and the name of the digest where it is several. `counts` says how
    often each thing moved."""

    title: str
    kind: str
    summary: str
    counts: str
    questions: tuple[ShownQuestion, ...]
    desk: str
    alone: bool


def compose(alerts: Sequence[Noted], at: datetime, link: str, facts: Facts, heading: str = "Alerts", zone: str = "UTC") -> Message:
    """Write a message of at least one alert; `heading` is what a digest is called, `link` the address of the desk."""
    shown = _shown(alerts, at, link, facts, heading, zone)
    alone = len(alerts) == 1
    identity = alerts[0].alert.id if alone else ref("dg", *sorted(noted.alert.id for noted in alerts))
    return Message(identity, _subject(shown), _text(shown), _html(shown), tuple(alerts), at)


def _shown(alerts: Sequence[Noted], at: datetime, link: str, facts: Facts, heading: str, zone: str) -> ShownMessage:
    by_question: dict[str | None, list[Noted]] = {}
    for noted in alerts:
        by_question.setdefault(noted.alert.question, []).append(noted)
    alone = len(alerts) == 1
    most = None if alone else MOST_PROOF
    order = sorted(by_question, key=lambda question: question is None)
    questions = tuple(_question(question, by_question[question], link, facts, zone, most) for question in order)
    asked = sum(question is not None for question in order)
    about = f" on {counted(asked, 'question')}" if asked else ""
    summary = f"{at.astimezone(ZoneInfo(zone)):%A, %-d %B %Y} · {counted(len(alerts), 'alert')}{about}"
    kind = KIND_WORDS[alerts[0].alert.kind] if alone else heading
    numbers = Counter(noted.alert.kind for noted in alerts)
    counts = " · ".join(f"{words} {numbers[one]}" for one, words in KIND_WORDS.items() if numbers[one])
    return ShownMessage(plain(facts.title, 100) or "Closewatch", kind, summary, counts, questions, link.rstrip("/"), alone)


def _question(identity: str | None, alerts: Sequence[Noted], link: str, facts: Facts, zone: str, most: int | None) -> ShownQuestion:
    kinds = []
    for kind, words in KIND_WORDS.items():
        found = tuple(_alert(noted, link, facts, zone, most) for noted in alerts if noted.alert.kind is kind)
        if found:
            kinds.append((words, found))
    if identity is None:
        return ShownQuestion(WITHOUT_QUESTION, "", "", tuple(kinds))
    wording = next((noted.alert.wording for noted in reversed(alerts) if noted.alert.wording), identity)
    return ShownQuestion(plain(wording), plain(facts.standing_of(identity)), question_address(link, identity), tuple(kinds))


def _alert(noted: Noted, link: str, facts: Facts, zone: str, most: int | None) -> ShownAlert:
    proof = tuple(ShownProof(plain(one.exact, LONGEST_EXACT), plain(facts.byline_of(one.report))) for one in noted.alert.proof[:most])
    more = len(noted.alert.proof) - len(proof)
    noticed = f"{datetime.fromisoformat(noted.at).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M %Z}"
    return ShownAlert(noted.alert.id, plain(noted.alert.words), proof, more, alert_address(link, noted.alert), noticed)


def _subject(shown: ShownMessage) -> str:
    if shown.alone:
        only = shown.questions[0]
        what = only.wording if only.address else only.kinds[0][1][0].words
        return plain(f"{shown.kind}: {what}", LONGEST_SUBJECT)
    number = shown.summary.rpartition(" · ")[2]
    return plain(f"{shown.kind}: {number} · {shown.title}", LONGEST_SUBJECT)


def _text(shown: ShownMessage) -> str:
    return "\n".join(line.rstrip() for line in _text_lines(shown)) + "\n"


def _text_lines(shown: ShownMessage) -> Iterator[str]:
    if shown.alone:
        yield from lines(shown.title)
    else:
        yield from lines(f"{shown.kind}: {shown.title}")
        yield from lines(shown.summary)
        yield from lines(shown.counts)
    for question in shown.questions:
        yield ""
        yield "=" * WIDTH
        yield from lines(question.wording)
        if question.standing:
            yield from lines(question.standing)
        if question.address:
            yield question.address
        yield "=" * WIDTH
        for kind, alerts in question.kinds:
            yield ""
            yield kind.upper()
            for alert in alerts:
                yield ""
                yield from _alert_lines(alert)
    yield ""
    yield "-- "
    yield from lines("What sources say, held side by side; nothing here says who is right. The words in quotation marks are exact.")
    yield f"All alerts: {shown.desk}/alerts"


def _alert_lines(alert: ShownAlert) -> Iterator[str]:
    yield from lines(alert.words, "* ", "  ")
    for proof in alert.proof:
        yield from lines(f"“{proof.exact}”", "    ", "     ")
        yield from lines(proof.byline, "      - ", "        ")
    if alert.more:
        yield f"    and {alert.more} more passage{'s' if alert.more > 1 else ''}"
    yield f"  Noticed {alert.noticed}"
    yield f"  {alert.address}"


def _html(shown: ShownMessage) -> str:
    return _template().get_template("message.html").render(shown=shown, look=LOOK)


@cache
def _template() -> Environment:
    return Environment(
        loader=PackageLoader("closewatch.watch", "looks"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


LOOK = {
    "page": "margin:0;padding:24px 12px;background:#fdfdfb;color:#1b1c1d;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;",
    "sheet": "max-width:640px;margin:0 auto;overflow-wrap:anywhere;",
    "soft": "color:#595d61;",
    "title": "margin:0;font-size:22px;line-height:1.25;font-weight:650;",
    "small": "margin:4px 0 0;font-size:14px;color:#595d61;",
    "question": "margin:28px 0 0;padding-top:16px;border-top:2px solid #1b1c1d;",
    "wording": "margin:0;font-size:19px;line-height:1.3;font-weight:650;",
    "kind": "margin:20px 0 0;font-size:13px;line-height:1.4;font-weight:650;letter-spacing:.03em;text-transform:uppercase;color:#595d61;",
    "alert": "margin:8px 0 0;padding:12px 14px;background:#f3f3ef;border:1px solid #d4d5d0;border-radius:6px;",
    "words": "margin:0;",
    "proof": "margin:10px 0 0;padding:0 0 0 12px;border-left:3px solid #1a5796;",
    "exact": "margin:0;font-family:Georgia,'Times New Roman',serif;",
    "byline": "margin:2px 0 0;font-size:13px;color:#595d61;",
    "foot": "margin:10px 0 0;font-size:13px;color:#595d61;",
    "link": "color:#1a5796;",
    "end": "margin:28px 0 0;padding-top:12px;border-top:1px solid #d4d5d0;font-size:13px;color:#595d61;",
}
"""The style of each part, written into it: many mail programs drop style sheets (the colours are those of the desk). What is dark stands
in the sheet of the template, for the programs that keep it."""
