"""One value as a reviewer sees it: its words in their paragraph, its fields with their reasons, what hangs on it, and who decided what.

Which value comes next is told by the queue; what is decided goes through `pages.decisions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from closewatch.desk.web.reading.highlights import Marked, marks_of_figure, marks_of_statement
from closewatch.desk.web.reviewing.decided import Made, verdict_words, with_words
from closewatch.desk.web.reviewing.fields import Field, Shape, figure_fields, statement_fields
from closewatch.desk.web.reviewing.shown_words import Passage, passages
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.judged import questions_answered
from closewatch.ledger.views.values import Held, decisions_on, value_of
from closewatch.publish.wording import about_words, figure_words, one_line
from closewatch.review.second import required_in, second_of, second_words
from closewatch.terms.claim import Claim, Conflict, Question
from closewatch.terms.figure import Figure, amount_in_words
from closewatch.terms.report import Span, words_of
from closewatch.terms.statement import Reason, Statement

MOST_QUESTIONS = 3
"""How many questions that hang on one value are put together for its page."""

MOST_NEAR = 40
"""How many statements and figures of the same paragraphs a figure can be hung on in a form."""

KINDS = {"st": "statement", "fi": "figure", "li": "link", "ac": "actor", "cl": "claim"}


@dataclass(frozen=True)
class Told:
    """One field of a value as it is shown: what it holds, in words, and why it is what it is."""

    name: str
    label: str
    words: str
    because: tuple[Reason, ...]


@dataclass(frozen=True)
class Hanging:
    """A question that a value answers, the claim that it makes there, and the conflicts of that claim; `since` is the entry as of which
    this is told, None where it is the latest."""

    question: Question
    claim: Claim | None
    conflicts: tuple[Conflict, ...]
    since: int | None = None


@dataclass(frozen=True)
class Item:
    """One value in review, with all that its page shows."""

    held: Held
    kind: str
    words: str
    outlet: str | None
    headline: str | None
    day: str | None
    text: str
    passages: tuple[Passage, ...]
    told: tuple[Told, ...]
    decisions: tuple[Made, ...]
    hanging: tuple[Hanging, ...] = ()
    second: str | None = None
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def report(self) -> str:
        """The report that the value stands in."""
        return str(self.held.value.report)

    @property
    def speaker(self) -> str | None:
        """The id of the actor that speaks, as it goes today."""
        return self.held.actor.id if self.held.actor else None


def item_of(visit: Visit, identity: str, around: int = 0) -> Item:
    """Put together what is shown of a statement or a figure, with `around` paragraphs before and behind its own.

    Raises: CaseError when the case does not hold it.
    """
    tables = visit.case.tables
    held = value_of(tables, identity)
    value: Statement | Figure = held.value
    report = visit.case.report(value.report)
    row = tables.execute("SELECT headline, publisher, published FROM reports WHERE id = ?", (value.report,)).fetchone()
    headline, outlet, published = row
    second = second_of(tables, held.id, required_in(visit.case))
    return Item(
        held=held,
        kind=KINDS[held.id[:2]],
        words=in_one_line(value),
        outlet=outlet,
        headline=headline,
        day=published[:10] if published else None,
        text=report.text,
        passages=passages(report, marks_of(visit, held.id, value), around),
        told=told_of(value),
        decisions=decisions_of(visit, held.id),
        hanging=hanging_on(visit, held.id),
        second=f"{second_words(second)} ({second.latest.by.removeprefix('person:')})" if second else None,
        beside=beside_of(visit, held),
    )


def in_one_line(value: Any) -> str:
    """Say a statement or a figure in one line."""
    if isinstance(value, Figure):
        return one_line(figure_words(value), 120)
    return one_line(words_of(value.content), 120)


def marks_of(visit: Visit, identity: str, value: Statement | Figure) -> tuple[Marked, ...]:
    """Mark the words that a value is made of; those of a figure with the words of the statement that gives it."""
    if isinstance(value, Statement):
        return tuple(marks_of_statement(identity, value))
    given = value_of(visit.case.tables, value.statement) if value.statement else None
    return (*marks_of_figure(identity, value), *(marks_of_statement(given.id, given.value) if given else ()))


def told_of(value: Statement | Figure) -> tuple[Told, ...]:
    """Say every field that holds something, with the words or the rule that it came from."""
    if isinstance(value, Statement):
        fields, spans = statement_fields(value), {"content": value.content, "source": value.source, "cue": value.cue}
        about = (Told("about", "What it is about", about_words(value.about), _why("about", fields)),) if value.about else ()
        own = tuple(told for field in fields if field.name != "about" and (told := _told(field, spans.get(field.name))))
        return (*own, *about, *_other_reasons(value, fields))
    spans = {"span": (value.span,), "bound": (value.bound,) if value.bound else ()}
    amount = Told("amount", "Amount", amount_in_words(value.amount), ())
    skipped = ("low", "best", "high", "open_low", "open_high", "strict", "approximate", "lean", "vague", "statement", "part_of")
    fields = figure_fields(value)
    own = tuple(told for field in fields if field.name not in skipped and (told := _told(field, spans.get(field.name))))
    return (*own[:2], amount, *own[2:], *_other_reasons(value, fields))


def decisions_of(visit: Visit, identity: str) -> tuple[Made, ...]:
    """Give every decision on a value, the newest first."""
    made = reversed(decisions_on(visit.case.tables, identity))
    return tuple(Made(decision, verdict_words(with_words(visit.case.tables, decision)), "", withdrawn, 0) for decision, withdrawn in made)


def hanging_on(visit: Visit, identity: str) -> tuple[Hanging, ...]:
    """Put together what hangs on a value: the questions that it answers, with its claim and the conflicts of that."""
    found = []
    head = visit.case.head().seq
    for asked in questions_answered(visit.case.tables, identity)[:MOST_QUESTIONS]:
        kept = visit.desk.questions.get(visit.case, asked, patient=True)
        whole = kept.question
        if whole is None:
            continue
        claim = next((claim for claim in whole.claims if _makes(claim, identity)), None)
        conflicts = tuple(c for c in whole.conflicts if identity == c.right or (claim and claim.id in (c.left, c.right)))
        found.append(Hanging(whole, claim, conflicts, kept.seq if kept.seq < head else None))
    return tuple(found)


def beside_of(visit: Visit, held: Held) -> tuple[tuple[str, str], ...]:
    """Name the values that hang together with one: the figures of a statement, or the statement of a figure, each in words."""
    tables = visit.case.tables
    if isinstance(held.value, Figure):
        ids = [held.value.statement] if held.value.statement else []
    else:
        query = "SELECT id FROM figures WHERE statement = ? AND state <> 'gone' ORDER BY place, id LIMIT 20"
        ids = [row[0] for row in tables.execute(query, (held.id,)).fetchall()]
    return tuple((one, in_one_line(value_of(tables, one).value)) for one in ids)


def near(visit: Visit, report: str, shown: Sequence[Passage]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Name the statements and the figures that begin in some paragraphs, each in words: what a figure can be hung on."""
    query = "SELECT id FROM {} WHERE report = ? AND state <> 'gone' AND place >= ? AND place < ? ORDER BY place, id LIMIT ?"
    around = (report, shown[0].start, shown[-1].end, MOST_NEAR)
    found = []
    for table in ("statements", "figures"):
        ids = [row[0] for row in visit.case.tables.execute(query.format(table), around).fetchall()]
        found.append([(one, one_line(in_one_line(value_of(visit.case.tables, one).value), 70)) for one in ids])
    return found[0], found[1]


def _makes(claim: Claim, identity: str) -> bool:
    return any(identity in (*origin.members, *origin.statements, *origin.drifted) for origin in claim.origins)


def _told(field: Field, spans: tuple[Span, ...] | None) -> Told | None:
    if spans is not None:
        words = words_of(spans)
    elif field.inputs[0].shape is Shape.FLAG:
        words = ""
    else:
        parts = (one.value.replace("_", " ") for one in field.inputs if one.value)
        words = ", ".join(dict.fromkeys(parts) if field.joint == ".." else parts)
    return Told(field.name, field.label, words, field.because) if words else None


def _why(name: str, fields: tuple[Field, ...]) -> tuple[Reason, ...]:
    return next((field.because for field in fields if field.name == name), ())


def _other_reasons(value: Statement | Figure, fields: tuple[Field, ...]) -> tuple[Told, ...]:
    """Show the reasons of what is no field of its own, such as on whom a speaker leans."""
    named = {field.name for field in fields}
    others = dict.fromkeys(reason.of for reason in value.because if reason.of not in named)
    return tuple(Told(name, name.replace("_", " ").capitalize(), "", tuple(r for r in value.because if r.of == name)) for name in others)
