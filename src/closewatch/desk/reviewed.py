"""The lists about reviewing: what waits for a person and why, how often the reader was right so far, and how far reviewers agree.

Each value as a row and as JSON; what is found, and in what order, is told by `review`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from closewatch.desk.commands.shared import who
from closewatch.ledger.case import Case
from closewatch.ledger.views.lists import Wanted, page
from closewatch.ledger.views.values import Held, value_of
from closewatch.ledger.views.waiting import lost
from closewatch.publish.questions import claim_shape, edge_shape
from closewatch.publish.shapes import Shape, actor_shape, decision_shape, figure_shape, held_shape, statement_shape
from closewatch.publish.wording import figure_words
from closewatch.review.agreement import agreements, judgements
from closewatch.review.precision import precision, share_words
from closewatch.review.queue import queue
from closewatch.review.second import second_words
from closewatch.terms.claim import Claim, Link
from closewatch.terms.figure import Figure
from closewatch.terms.report import words_of
from closewatch.terms.review import Agreement, Judged, SecondReview, Share, Waiting
from closewatch.terms.statement import Statement

UNDECIDED, LOST, SECOND = "undecided", "decided, no longer read", "waits for a second reviewer"
"""Why something waits in the queue."""


@dataclass(frozen=True)
class Queued:
    """A value that waits, with why in one word and in all its reasons."""

    id: str
    held: Held
    waiting: Waiting
    why: str


def queued(case: Case, wanted: Wanted) -> Iterator[Queued]:
    """Give what waits for the person at the desk, in the order in which it is worth a look."""
    gone = {held.id: held for held in lost(case.tables)}
    found = (_queued(case, gone, waiting) for waiting in queue(case, who("")))
    return page((one for one in found if wanted.identity in (None, one.id)), wanted)


def _queued(case: Case, gone: dict[str, Held], waiting: Waiting) -> Queued:
    held = gone.get(waiting.id) or value_of(case.tables, waiting.id)
    why = UNDECIDED if held.review == "unreviewed" and held.id not in gone else LOST if waiting.reasons == (LOST,) else SECOND
    return Queued(waiting.id, held, waiting, why)


def queue_row(one: Queued) -> tuple[str, ...]:
    """Show what waits: what it is, who says it, what, and why it waits."""
    held, why = one.held, "; ".join(one.waiting.reasons)
    who_says = held.actor.name if held.actor else ""
    match held.value:
        case Figure() as figure:
            return (held.id, "figure", who_says, figure_words(figure), why)
        case Statement() as statement:
            return (held.id, "statement", who_says, words_of(statement.content), why)
        case Link() as link:
            return (held.id, "link", "", f"{link.kind.value} {link.left} {link.right}", why)
        case Claim() as claim:
            return (held.id, "claim", ", ".join(origin.actor.name for origin in claim.origins), claim.wording, why)
        case actor:
            return (held.id, "actor", actor.name, "", why)


def queue_shape(one: Queued) -> Shape:
    """Give what waits in the shape of its kind, with why, its score and every reason."""
    held = one.held
    match held.value:
        case Figure() as figure:
            shape = figure_shape(figure, held.review)
        case Statement() as statement:
            shape = statement_shape(statement, held.review)
        case Link() as link:
            shape = edge_shape(link)
        case Claim() as claim:
            shape = claim_shape(claim)
        case actor:
            shape = actor_shape(actor)
    return {**held_shape(shape, held.id, held.lost), "why": one.why, "score": str(one.waiting.score), "reasons": list(one.waiting.reasons)}


def second_shape(found: SecondReview) -> Shape:
    """Give how far two people agree on a value that needs a second reviewer."""
    second = decision_shape(found.second) if found.second else None
    return {"state": found.state.value, "words": second_words(found), "first": decision_shape(found.first), "second": second}


@dataclass(frozen=True)
class PrecisionRow:
    """One line about the reader: of one kind or sort of value, or how many of a kind people added."""

    id: str
    judged: Judged | None
    found: Share | None = None


def precision_asked(case: Case, wanted: Wanted) -> Iterator[PrecisionRow]:
    """Give how often the reader was right, of each kind and sort of value, and how much of what is there it found at most."""
    whole = precision(case.tables)
    rows = [PrecisionRow(f"{one.kind} {one.sort or 'all'}", one) for one in whole.judged]
    rows += [PrecisionRow(f"{kind} found", None, share) for kind in ("statement", "figure") if (share := whole.found(kind)).of]
    return page((row for row in rows if wanted.identity in (None, row.id)), wanted)


def precision_row(row: PrecisionRow) -> tuple[str, ...]:
    """Show how many values of a sort were judged, what became of them, and the share that was right."""
    if row.judged is not None:
        one = row.judged
        counts = (one.right.of, one.accepted, one.corrected, one.rejected)
        return (row.id, *(str(count) for count in counts), "", share_words(one.right))
    found = row.found or Share(0, 0)
    return (row.id, "", "", "", "", str(found.of - found.count), f"at most {share_words(found)}")


def precision_shape(row: PrecisionRow) -> Shape:
    """Give the same as JSON; shares are decimal strings from 0 to 1."""
    share = row.judged.right if row.judged else row.found or Share(0, 0)
    counts = {name: getattr(row.judged, name) for name in ("accepted", "corrected", "rejected")} if row.judged else {}
    interval = [str(end) for end in share.interval] if share.interval else None
    what = "right" if row.judged else "found at most"
    return {"id": row.id, "what": what, "count": share.count, "of": share.of, "interval": interval, **counts}


@dataclass(frozen=True)
class AgreementRow:
    """Two people and how far they agree."""

    id: str
    agreement: Agreement


def agreements_asked(case: Case, wanted: Wanted) -> Iterator[AgreementRow]:
    """Give how far every two reviewers agree who judged the same values."""
    rows = (AgreementRow(f"{one.left} and {one.right}", one) for one in agreements(judgements(case.tables)))
    return page((row for row in rows if wanted.identity in (None, row.id)), wanted)


def agreement_row(row: AgreementRow) -> tuple[str, ...]:
    """Show on how many values two people agree, Cohen's kappa, and where they do not agree."""
    one = row.agreement
    kappa = "" if one.kappa is None else str(one.kappa)
    apart = "; ".join(f"{each.on[:13]} {each.left.verdict.value}/{each.right.verdict.value}" for each in one.disagreements)
    return (row.id, str(one.number), str(one.agreed), str(one.raw), kappa, apart)


def agreement_shape(row: AgreementRow) -> Shape:
    """Give the same as JSON, with kappa for each verdict and both decisions of every disagreement."""
    one = row.agreement
    return {
        "left": one.left,
        "right": one.right,
        "values": one.number,
        "agreed": one.agreed,
        "raw": _written(one.raw),
        "kappa": _written(one.kappa),
        "kappa_by_verdict": {verdict.value: _written(kappa) for verdict, kappa in one.by_verdict},
        "disagreements": [
            {"on": each.on, "left": decision_shape(each.left), "right": decision_shape(each.right)} for each in one.disagreements
        ],
    }


def _written(share: Any) -> str | None:
    return None if share is None else str(share)
