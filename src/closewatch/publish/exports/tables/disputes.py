"""The tables of what is in dispute: questions, the rival claims that answer them, who gave each first, what cannot both hold, and drift."""

from __future__ import annotations

from collections.abc import Iterator

from closewatch.publish.exports.tables.said import range_cells
from closewatch.publish.exports.tables.table import (
    Row,
    Table,
    day,
    flag,
    json_cell,
    listing,
    maybe,
    range_columns,
    span_cells,
    span_columns,
    text,
    whole,
)
from closewatch.publish.publication import Publication
from closewatch.terms.change import Reversal, Revision
from closewatch.terms.claim import Claim, Conflict, Origin, Question
from closewatch.terms.drift import Drift

QUESTIONS = Table(
    "questions",
    "What is in dispute: one row for each question",
    (
        text("id", "the question"),
        text("wording", "the question in words"),
        text("kind", "figure, or yes-no"),
        maybe("measure", "what is counted or happened"),
        maybe("unit", "the unit; several currency codes joined by | where the sign fits several"),
        maybe("per", "what it is for each of"),
        maybe("population_country", "of whom: ISO 3166-1 alpha-2"),
        maybe("population_class", "of whom: civilian, combatant, protected, child or unknown"),
        maybe("place_country", "where: ISO 3166-1 alpha-2"),
        flag("disputed", "true where two answers cannot both hold"),
        whole("claims", "how many rival claims"),
        whole("conflicts", "how many conflicts among them"),
        whole("independent_proved", "origins behind any answer that are proved independent of every other counted one"),
        whole("independent_at_most", "the largest number of independent origins that the reports leave room for"),
    ),
)

CLAIMS = Table(
    "claims",
    "The rival answers to each question",
    (
        text("id", "the claim"),
        text("question", "the question it answers", of="questions"),
        text("wording", "the answer in words"),
        listing("wordings", "each wording of a claim that people merged of several"),
        *range_columns(),
        maybe("polarity", "yes, no or declines, for a yes/no question"),
        day("as_of_start", "the first day that any of its figures holds for"),
        day("as_of_end", "the last day that any of its figures holds for"),
        whole("independent_proved", "origins proved independent of every other named one"),
        whole("independent_at_most", "how many origins it goes back to"),
        listing("proved_are", "the ids of those proved"),
        whole("credibility_ceiling", "the best credibility it can be graded with (1 to 6)"),
        listing("origins", "the ids of its origins"),
        listing("reports", "the reports that carry it"),
        listing("statements", "the statements that make it"),
        listing("figures", "the figures that make it; for a yes/no question the statements"),
        listing("denied_by", "the ids of who denies it"),
    ),
)

ORIGINS = Table(
    "origins",
    "Who first gave each answer, as far as the reports tell, and through which reports it came",
    (
        text("id", "the origin"),
        text("claim", "the claim", of="claims"),
        text("question", "the question", of="questions"),
        text("actor", "the id of who said it first, as they go in the whole case"),
        text("actor_name", "who said it first"),
        text("basis", "how they know, as far as the text tells"),
        maybe("first_said", "the day on which it was said first, as far as known"),
        flag("proved", "true where it is proved independent of the other origins counted"),
        listing("reports", "the reports it came through"),
        listing("statements", "the statements that carry it"),
        listing("figures", "its figures; for a yes/no question its statements"),
        listing("changed", "those of what copies and citing reports made of them"),
        listing("edges", "the ids of the links along which it was passed on"),
        listing("joined", "why each value that leans on another counts for it: member, onto, rule, link"),
    ),
    ("claim", "id"),
)

CONFLICTS = Table(
    "conflicts",
    "Answers to one question that cannot both hold",
    (
        text("id", "the conflict"),
        text("question", "the question", of="questions"),
        text("left", "one claim", of="claims"),
        text("right", "the other claim, or the statement that denies"),
        text("kind", "in what way they cannot both hold"),
        listing("differs", "in what the two are not about quite the same thing"),
        listing("as_written", "the words of both for that"),
        maybe("because", "why, in one sentence"),
    ),
)

REVISIONS = Table(
    "revisions",
    "Origins that gave a later value in the place of an earlier one: no conflict",
    (
        text("question", "the question", of="questions"),
        text("actor", "the id of whose answers they are"),
        text("actor_name", "whose answers they are"),
        text("earlier", "the earlier claim"),
        text("later", "the later claim"),
        day("earlier_as_of_start", "the first day that the earlier one holds for"),
        day("earlier_as_of_end", "the last day that the earlier one holds for"),
        day("later_as_of_start", "the first day that the later one holds for"),
        day("later_as_of_end", "the last day that the later one holds for"),
    ),
    (),
)

REVERSALS = Table(
    "reversals",
    "Who denied, or would not say, and later says yes",
    (
        text("question", "the question", of="questions"),
        text("actor", "the id of who denied"),
        text("actor_name", "who denied"),
        text("later_actor", "the id of who says yes"),
        text("later_actor_name", "who says yes"),
        text("was", "what the earlier answer was"),
        text("earlier", "the earlier statement"),
        text("later", "the later statement"),
        maybe("earlier_said", "the day of the earlier one"),
        maybe("later_said", "the day of the later one"),
        maybe("because", "why the two go together"),
    ),
    (),
)

DRIFT = Table(
    "drift",
    "What retellings changed",
    (
        text("id", "the finding"),
        text("kind", "how it changed"),
        text("here", "the figure or statement that retells"),
        text("here_report", "its report", of="reports"),
        *span_columns("here", "what the retelling says"),
        text("of", "the figure or statement that it goes back to"),
        text("of_report", "its report", of="reports"),
        *span_columns("of", "what it goes back to"),
        text("link", "the link on the record"),
        maybe("edge", "the link along which it was passed on; empty within one report"),
        maybe("speaker", "the id of who speaks in the retelling"),
        maybe("speaker_name", "who speaks in the retelling"),
    ),
    ("id", "link", "here_start"),
)


def rows_disputed(publication: Publication) -> Iterator[tuple[Table, Row]]:
    """Give every question with its claims, origins, conflicts and changes of mind, then all drift."""
    for question in publication.questions():
        yield QUESTIONS, _question_row(question)
        for claim in question.claims:
            yield CLAIMS, _claim_row(claim)
            for origin in claim.origins:
                yield ORIGINS, _origin_row(origin, claim)
        yield from ((CONFLICTS, _conflict_row(conflict)) for conflict in question.conflicts)
        yield from ((REVISIONS, _revision_row(question.id, revision)) for revision in question.revisions)
        yield from ((REVERSALS, _reversal_row(question.id, reversal)) for reversal in question.reversals)
    yield from ((DRIFT, _drift_row(drift)) for drift in publication.drifts())


def _question_row(question: Question) -> Row:
    key = question.key
    return (
        *(question.id, question.wording, key.kind.value, key.measure, key.unit, key.per),
        *(key.population_country, key.population_class, key.place_country),
        *(question.disputed, len(question.claims), len(question.conflicts), question.proved, question.at_most),
    )


def _claim_row(claim: Claim) -> Row:
    members = sorted({member for origin in claim.origins for member in origin.members})
    return (
        claim.id,
        claim.question,
        claim.wording,
        json_cell(claim.wordings),
        *range_cells(claim.amount),
        claim.polarity.value if claim.polarity else None,
        *((claim.as_of.start, claim.as_of.end) if claim.as_of else (None, None)),
        *(claim.proved, claim.at_most, json_cell(claim.independent), claim.ceiling),
        json_cell([origin.id for origin in claim.origins]),
        *(json_cell(claim.reports), json_cell(claim.statements), json_cell(members)),
        json_cell([actor.id for actor in claim.denied_by]),
    )


def _origin_row(origin: Origin, claim: Claim) -> Row:
    joined = [[one.member, one.onto, one.rule, one.link.id if one.link else None] for one in origin.joined]
    return (
        *(origin.id, claim.id, claim.question, origin.actor.id, origin.actor.name),
        *(origin.basis.value, origin.first_said, origin.id in claim.independent),
        *(json_cell(values) for values in (origin.reports, origin.statements, origin.members, origin.drifted)),
        json_cell([link.id for link in origin.edges]),
        json_cell(joined),
    )


def _conflict_row(conflict: Conflict) -> Row:
    sides = (conflict.id, conflict.question, conflict.left, conflict.right, conflict.kind.value)
    return (*sides, json_cell(conflict.differs), json_cell(conflict.as_written), conflict.because)


def _revision_row(question: str, revision: Revision) -> Row:
    earlier, later = revision.earlier_as_of, revision.later_as_of
    who = (question, revision.actor.id, revision.actor.name, revision.earlier, revision.later)
    return (*who, earlier.start, earlier.end, later.start, later.end)


def _reversal_row(question: str, reversal: Reversal) -> Row:
    who = (reversal.actor.id, reversal.actor.name, reversal.later_actor.id, reversal.later_actor.name)
    what = (reversal.was.value, reversal.earlier, reversal.later, reversal.earlier_said, reversal.later_said, reversal.because)
    return (question, *who, *what)


def _drift_row(drift: Drift) -> Row:
    return (
        *(drift.id, drift.kind.value),
        *(drift.here, drift.here_words.report, *span_cells(drift.here_words)),
        *(drift.of, drift.of_words.report, *span_cells(drift.of_words)),
        *(drift.link, drift.edge),
        *((drift.speaker.id, drift.speaker.name) if drift.speaker else (None, None)),
    )
