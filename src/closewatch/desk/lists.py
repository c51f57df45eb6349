"""The lists that `closewatch show` can give: for each, its columns, where its values come from, and how one becomes a row or JSON.

The values are looked up by `ledger.views`, their JSON is made by `publish`; a filter that a list has no use for is not among its filters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any

from closewatch.ledger.case import Case
from closewatch.ledger.views import find, lists
from closewatch.ledger.views.lists import ListedActor, ListedFigure, ListedReport, ListedStatement, Wanted, page
from closewatch.ledger.views.questions import question, questions
from closewatch.ledger.views.queue import queue
from closewatch.ledger.views.search import search
from closewatch.ledger.views.values import Held
from closewatch.ledger.views.versions import versions_of
from closewatch.publish.codebooks import Profile
from closewatch.publish.profiles import CODED_COLUMNS, code, coded_row, coded_shape
from closewatch.publish.questions import claim_shape, conflict_shape, edge_shape, origin_shape, question_shape
from closewatch.publish.shapes import (
    Shape,
    actor_shape,
    capture_shape,
    figure_shape,
    held_shape,
    problem_shape,
    report_shape,
    statement_shape,
)
from closewatch.publish.wording import figure_words, period_words, review_words
from closewatch.terms.claim import Claim, Conflict, Link, Origin, Question
from closewatch.terms.countries import country_name
from closewatch.terms.entry import Entry
from closewatch.terms.figure import Figure
from closewatch.terms.report import Span
from closewatch.terms.statement import Statement
from closewatch.terms.trouble import CaseError, Problem


@dataclass(frozen=True)
class Listing:
    """One kind of list. `filters` are the options it understands besides an id, --after and --limit.

    `shown_columns` and `shown` are what a person sees of a list that is too wide for a terminal; CSV always has `columns`.
    """

    columns: tuple[str, ...]
    filters: frozenset[str]
    values: Callable[[Case, Wanted], Iterator[Any]]
    row: Callable[[Any], tuple[str, ...]]
    shape: Callable[[Case, Any], Shape]
    shown_columns: tuple[str, ...] = ()
    shown: Callable[[Any], tuple[str, ...]] | None = None


def _said(spans: tuple[Span, ...]) -> str:
    return " … ".join(span.exact for span in spans)


def _statement_row(listed: ListedStatement) -> tuple[str, ...]:
    statement = listed.statement
    speaker = statement.speaker.name if statement.speaker else _said(statement.source)
    words, review = _said(statement.content), review_words(listed.review, listed.lost)
    return (listed.id, listed.day or "", speaker, statement.stance.value, statement.basis.value, words, review)


def _figure_row(listed: ListedFigure) -> tuple[str, ...]:
    figure = listed.figure
    speaker = figure.speaker.name if figure.speaker else listed.outlet or "(the outlet)"
    population = figure.population.span.exact if figure.population and figure.population.span else ""
    place = figure.place.name if figure.place else ""
    review = review_words(listed.review, listed.lost)
    return (listed.id, listed.day or "", speaker, figure_words(figure), population, place, figure.scope.value, review)


UNDECIDED, LOST = "undecided", "decided, no longer read"
"""Why something waits in the queue."""


def _queue_row(held: Held) -> tuple[str, ...]:
    who, why = held.actor.name if held.actor else "", UNDECIDED if held.lost is None else LOST
    match held.value:
        case Figure() as figure:
            return (held.id, "figure", who, figure_words(figure), why)
        case Statement() as statement:
            return (held.id, "statement", who, _said(statement.content), why)
        case Link() as link:
            return (held.id, "link", "", f"{link.kind.value} {link.left} {link.right}", why)
        case Claim() as claim:
            return (held.id, "claim", ", ".join(origin.actor.name for origin in claim.origins), claim.wording, why)
        case actor:
            return (held.id, "actor", actor.name, "", why)


def _queue_shape(held: Held) -> Shape:
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
    return {**held_shape(shape, held.id, held.lost), "why": UNDECIDED if held.lost is None else LOST}


def _queue(case: Case, wanted: Wanted) -> Iterator[Held]:
    found = (held for held in queue(case.tables) if wanted.identity in (None, held.id))
    return page(found, wanted)


def _reports(case: Case, wanted: Wanted) -> Iterator[ListedReport]:
    """List reports; those alone that have the words, where words are asked for."""
    if wanted.words is None:
        return lists.reports(case.tables, wanted)
    having = search(case.tables, wanted.words)
    found = (listed for listed in lists.reports(case.tables, replace(wanted, limit=None, after=None)) if listed.id in having)
    return page(found, wanted)


def _report_row(listed: ListedReport) -> tuple[str, ...]:
    sources = ", ".join(capture.source for capture in listed.captures)
    return (listed.id, (listed.published or "")[:10], listed.publisher or "", listed.headline or "", listed.language or "", sources)


def _report_shape(case: Case, listed: ListedReport) -> Shape:
    captures = [capture_shape(capture) for capture in listed.captures]
    return {**report_shape(case.report(listed.id)), "captures": captures, "versions": list(versions_of(case.tables, listed.id))}


def _actor_row(listed: ListedActor) -> tuple[str, ...]:
    actor = listed.actor
    others = "; ".join(name for name in actor.names if name != actor.name)
    return (listed.id, actor.name, actor.kind.value, actor.country or "", str(listed.statements), others)


def _problem_row(problem: Problem) -> tuple[str, ...]:
    return (problem.id, problem.severity.value, problem.code, problem.message, problem.at)


def _questions(case: Case, wanted: Wanted) -> Iterator[Question]:
    """Give the questions asked for; those in dispute first where nobody asks for one."""
    listed = questions(case.tables, measure=wanted.measure) if wanted.identity is None else _one(case, wanted.identity)
    found = (question for question in listed if _asks(question, wanted))
    ordered = sorted(found, key=lambda question: (not question.disputed, -len(question.claims), question.id))
    return page(iter(ordered), wanted)


def _one(case: Case, identity: str) -> Iterator[Question]:
    found = question(case.tables, identity)
    return iter((found,) if found else ())


def _asks(question: Question, wanted: Wanted) -> bool:
    claims = any(_claims(claim, wanted) for claim in question.claims)
    narrowed = wanted.source is not None or wanted.since is not None or wanted.until is not None
    measured = wanted.measure in (None, question.key.measure)
    return wanted.identity in (None, question.id) and measured and _placed(question, wanted) and (claims or not narrowed)


def _placed(question: Question, wanted: Wanted) -> bool:
    """Tell whether a question is about the place asked for: its own country, and not that of the people whom it counts."""
    country = question.key.place_country
    return wanted.place is None or (
        country is not None and (wanted.place.upper() == country or wanted.place.casefold() in country_name(country).casefold())
    )


def _claims(claim: Claim, wanted: Wanted) -> bool:
    return any(_comes_from(origin, wanted) for origin in claim.origins)


def _comes_from(origin: Origin, wanted: Wanted) -> bool:
    names = (origin.actor.name, *origin.actor.names)
    named = wanted.source is None or any(wanted.source.casefold() in name.casefold() for name in names)
    if wanted.since is None and wanted.until is None:
        return named
    day = origin.first_said or ""
    return named and bool(day) and (wanted.since or "") <= day and day[: len(wanted.until or "9999")] <= (wanted.until or "9999")


def _all_claims(case: Case, wanted: Wanted) -> Iterator[Claim]:
    found = (claim for question in _questions(case, _unpaged(wanted)) for claim in question.claims if _claims(claim, wanted))
    return page((claim for claim in found if wanted.identity in (None, claim.id)), wanted)


def _all_origins(case: Case, wanted: Wanted) -> Iterator[Origin]:
    found = (origin for claim in _all_claims(case, _unpaged(wanted)) for origin in claim.origins if _comes_from(origin, wanted))
    return page((origin for origin in found if wanted.identity in (None, origin.id)), wanted)


def _all_conflicts(case: Case, wanted: Wanted) -> Iterator[Conflict]:
    found = (conflict for question in _questions(case, _unpaged(wanted)) for conflict in question.conflicts)
    return page((conflict for conflict in found if wanted.identity in (None, conflict.id)), wanted)


def _unpaged(wanted: Wanted) -> Wanted:
    return Wanted(source=wanted.source, measure=wanted.measure, place=wanted.place, since=wanted.since, until=wanted.until)


def _question_row(question: Question) -> tuple[str, ...]:
    answers = "; ".join(f"{claim.wording} ({', '.join(origin.actor.name for origin in claim.origins)})" for claim in question.claims)
    return (question.id, question.wording, answers, str(len(question.conflicts)))


def _claim_row(claim: Claim) -> tuple[str, ...]:
    origins = "; ".join(origin.actor.name for origin in claim.origins)
    return (claim.id, claim.wording, period_words(claim.as_of), origins, str(claim.proved), str(claim.at_most), str(len(claim.reports)))


def _origin_row(origin: Origin) -> tuple[str, ...]:
    return (origin.id, origin.actor.name, origin.basis.value, origin.first_said or "", str(len(origin.reports)))


def _conflict_row(conflict: Conflict) -> tuple[str, ...]:
    return (conflict.id, conflict.kind.value, ", ".join(conflict.differs), conflict.because, conflict.left, conflict.right)


def _entries(case: Case, wanted: Wanted) -> Iterator[Entry]:
    """Give the entries of the journal; an id or --after is an entry's number."""
    one = _number(wanted.identity)
    entries = iter((case.store.entry(one),)) if one is not None else case.store.entries(_number(wanted.after) or 0)
    first, last = wanted.since or "", wanted.until or "9999"
    return islice((e for e in entries if e.at[: len(first)] >= first and e.at[: len(last)] <= last), wanted.limit)


LONGEST_NUMBER = 18
"""Digits of the largest number that an entry can have and a table can look up."""


def _number(word: str | None) -> int | None:
    if word is None:
        return None
    if not word.isascii() or not word.isdigit() or len(word) > LONGEST_NUMBER:
        raise CaseError(f"wanted the number of an entry, found {word!r}")
    return int(word)


def _entry_row(entry: Entry) -> tuple[str, ...]:
    return (str(entry.seq), entry.at, entry.by, entry.kind, entry.digest)


_DATES = frozenset({"since", "until"})

LISTINGS: dict[str, Listing] = {
    "questions": Listing(
        ("id", "question", "answers", "conflicts"),
        _DATES | {"source", "measure", "place"},
        _questions,
        _question_row,
        lambda _, question: question_shape(question),
    ),
    "claims": Listing(
        ("id", "claim", "as of", "origins", "proved", "at most", "reports"),
        _DATES | {"source", "measure", "place"},
        _all_claims,
        _claim_row,
        lambda _, claim: claim_shape(claim),
    ),
    "conflicts": Listing(
        ("id", "kind", "differs in", "because", "left", "right"),
        frozenset({"measure", "place"}),
        _all_conflicts,
        _conflict_row,
        lambda _, conflict: conflict_shape(conflict),
    ),
    "origins": Listing(
        ("id", "who", "basis", "first said", "reports"),
        _DATES | {"source", "measure", "place"},
        _all_origins,
        _origin_row,
        lambda _, origin: origin_shape(origin),
    ),
    "statements": Listing(
        ("id", "day", "who", "stance", "basis", "says", "review"),
        _DATES | {"source", "stance"},
        lambda case, wanted: lists.statements(case.tables, wanted),
        _statement_row,
        lambda _, listed: held_shape(statement_shape(listed.statement, listed.review), listed.id, listed.lost),
    ),
    "figures": Listing(
        ("id", "day", "who", "figure", "of whom", "where", "scope", "review"),
        _DATES | {"source", "stance", "measure", "place"},
        lambda case, wanted: lists.figures(case.tables, wanted),
        _figure_row,
        lambda _, listed: held_shape(figure_shape(listed.figure, listed.review), listed.id, listed.lost),
    ),
    "actors": Listing(
        ("id", "name", "kind", "country", "statements", "other names"),
        frozenset({"source"}),
        lambda case, wanted: lists.actors(case.tables, wanted),
        _actor_row,
        lambda _, listed: {**actor_shape(listed.actor), "statements": listed.statements},
    ),
    "reports": Listing(
        ("id", "published", "outlet", "headline", "language", "source"),
        _DATES | {"source", "words"},
        _reports,
        _report_row,
        _report_shape,
    ),
    "problems": Listing(
        ("id", "severity", "code", "message", "at"),
        frozenset({"source"}),
        lambda case, wanted: lists.problems(case.tables, wanted),
        _problem_row,
        lambda _, problem: problem_shape(problem),
    ),
    "queue": Listing(("id", "what", "who", "says", "why"), frozenset(), _queue, _queue_row, lambda _, held: _queue_shape(held)),
    "journal": Listing(
        ("entry", "at", "by", "kind", "digest"),
        _DATES,
        _entries,
        _entry_row,
        lambda _, entry: {key: value for key, value in asdict(entry).items() if key != "body"},
    ),
}
"""Every list by its name on the command line."""


def figures_coded(profile: Profile) -> Listing:
    """Give the list of figures with what a coder stores for each, beside what was said."""
    plain = LISTINGS["figures"]
    return replace(
        plain,
        columns=(*plain.columns, *CODED_COLUMNS),
        row=lambda listed: (*plain.row(listed), *coded_row(code(listed.figure, profile))),
        shape=lambda case, listed: {**plain.shape(case, listed), **coded_shape(code(listed.figure, profile))},
        shown_columns=("id", "who", "figure", "of whom", "coded", "rule", "change"),
        shown=lambda listed: _coded_figure_shown(listed, profile),
    )


def _coded_figure_shown(listed: ListedFigure, profile: Profile) -> tuple[str, ...]:
    identity, _, who, amount, population, *_ = _figure_row(listed)
    coded = code(listed.figure, profile)
    return (identity, who, amount, population, coded.written, coded.rule.partition(".")[2], coded.change)


def list_values(case: Case, what: str, wanted: Wanted) -> Iterator[Any]:
    """Look up the values of a list; beginnings of ids are made whole first.

    Raises: CaseError for an id that the case does not have.
    """
    if what != "journal":
        whole = {name: find.whole_id(case.tables, word) for name in ("identity", "after") if (word := getattr(wanted, name)) is not None}
        wanted = Wanted(**{**asdict(wanted), **whole})
    return LISTINGS[what].values(case, wanted)
