"""The JSON of what is in dispute: questions, rival claims, origins and conflicts, in the shapes of docs/interfaces.md.

Knows shapes alone; how entries add up to questions is the business of `ledger.views`.
"""

from __future__ import annotations

from closewatch.publish.shapes import Shape, actor_shape, period_shape, range_shape, span_shape, unit_shape
from closewatch.terms.change import Reversal, Revision
from closewatch.terms.claim import Claim, Conflict, Link, Origin, Question
from closewatch.terms.drift import Drift
from closewatch.terms.history import History


def question_shape(question: Question) -> Shape:
    """Give a question with its rival claims and the conflicts among them: one item of `closewatch show CASE questions --json`."""
    key = question.key
    of_whom = {"country": key.population_country, "class": key.population_class}
    return {
        "id": question.id,
        "wording": question.wording,
        "kind": key.kind.value,
        "measure": key.measure,
        "unit": unit_shape(key.unit),
        "per": key.per,
        "population": of_whom if any(of_whom.values()) else None,
        "place": {"country": key.place_country} if key.place_country else None,
        "claims": [claim_shape(claim) for claim in question.claims],
        "conflicts": [conflict_shape(conflict) for conflict in question.conflicts],
        "independent_origins": {"proved": question.proved, "at_most": question.at_most},
        "revisions": [revision_shape(revision) for revision in question.revisions],
        "reversals": [reversal_shape(reversal) for reversal in question.reversals],
    }


def revision_shape(revision: Revision) -> Shape:
    """Give two values of one origin, the later in the place of the earlier, and what each holds for."""
    return {
        "actor": actor_shape(revision.actor),
        "earlier": revision.earlier,
        "later": revision.later,
        "earlier_as_of": period_shape(revision.earlier_as_of.start, revision.earlier_as_of.end),
        "later_as_of": period_shape(revision.later_as_of.start, revision.later_as_of.end),
    }


def reversal_shape(reversal: Reversal) -> Shape:
    """Give who denied (or would not say) and later says yes, with both statements and the days on which they were made."""
    return {
        "actor": actor_shape(reversal.actor),
        "later_actor": actor_shape(reversal.later_actor),
        "was": reversal.was.value,
        "earlier": reversal.earlier,
        "later": reversal.later,
        "earlier_said": reversal.earlier_said,
        "later_said": reversal.later_said,
        "because": reversal.because,
    }


def claim_shape(claim: Claim) -> Shape:
    """Give one answer to a question: its amount, and every origin it goes back to."""
    amount = range_shape(claim.amount)
    return {
        "id": claim.id,
        "question": claim.question,
        "wording": claim.wording,
        "wordings": list(claim.wordings) or [claim.wording],
        **amount,
        "polarity": claim.polarity.value if claim.polarity else None,
        "as_of": period_shape(claim.as_of.start, claim.as_of.end) if claim.as_of else None,
        "origins": [origin_shape(origin) for origin in claim.origins],
        "independent_origins": {"proved": claim.proved, "at_most": claim.at_most, "proved_are": list(claim.independent)},
        "credibility_ceiling": {"grade": claim.ceiling, "because": claim.ceiling_because},
        "report_count": len(claim.reports),
        "statements": list(claim.statements),
        "denied_by": [actor.id for actor in claim.denied_by],
    }


def origin_shape(origin: Origin) -> Shape:
    """Give who said it first, how they know, and the reports it came through."""
    return {
        "id": origin.id,
        "actor": actor_shape(origin.actor),
        "basis": origin.basis.value,
        "first_said": origin.first_said,
        "reports": list(origin.reports),
        "edges": [edge_shape(link) for link in origin.edges],
        "joined": [
            {"member": one.member, "onto": one.onto, "rule": one.rule, "link": one.link.id if one.link else None} for one in origin.joined
        ],
        "drifted": list(origin.drifted),
    }


def edge_shape(link: Link) -> Shape:
    """Give one step on the way from an origin to a report, with the words it rests on."""
    return {
        "id": link.id,
        "from": link.left,
        "to": link.right,
        "kind": link.kind.value,
        "rule": link.rule,
        "score": float(link.score),
        "parts": list(link.parts),
        "because": [span_shape(excerpt) for excerpt in link.because],
    }


def drift_shape(drift: Drift) -> Shape:
    """Give one change that a retelling made, with the words of both sides."""
    return {
        "id": drift.id,
        "kind": drift.kind.value,
        "here": {"report": drift.here_words.report, "id": drift.here, "words": span_shape(drift.here_words)},
        "of": {"report": drift.of_words.report, "id": drift.of, "words": span_shape(drift.of_words)},
        "edge": drift.edge,
        "link": drift.link,
        "speaker": actor_shape(drift.speaker) if drift.speaker else None,
    }


def conflict_shape(conflict: Conflict) -> Shape:
    """Give two answers that cannot both hold, in what they differ, and why."""
    return {
        "id": conflict.id,
        "question": conflict.question,
        "left": conflict.left,
        "right": conflict.right,
        "kind": conflict.kind.value,
        "differs": list(conflict.differs),
        "as_written": list(conflict.as_written),
        "because": conflict.because,
    }


def history_shape(history: History) -> Shape:
    """Give one question with what its page adds: claims side by side with their difference, and neighbouring questions."""
    return {
        **question_shape(history.question),
        "side_by_side": [
            {"left": one.left, "right": one.right, "differs": list(one.differs), "because": one.because} for one in history.side_by_side
        ],
        "related": [
            {"question": one.question, "wording": one.wording, "claims": one.claims, "differs": one.differs, "because": one.because}
            for one in history.related
        ],
    }
