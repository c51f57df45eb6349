"""The lists that `closewatch show` can give: for each, its columns, where its values come from, and how one becomes a row or JSON.

The values are looked up by `ledger.views`, their JSON is made by `publish`; a filter that a list has no use for is not among its filters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any

from closewatch.desk.alike import LikeStatement, alike_shape, statements_like
from closewatch.desk.disputed import (
    claim_row,
    claims_asked,
    conflict_row,
    conflict_shown,
    conflicts_asked,
    drift_listed_shape,
    drift_row,
    drift_shown,
    drifts_asked,
    origin_row,
    origin_shown,
    origins_asked,
    question_row,
    questions_asked,
)
from closewatch.desk.reviewed import (
    agreement_row,
    agreement_shape,
    agreements_asked,
    precision_asked,
    precision_row,
    precision_shape,
    queue_row,
    queue_shape,
    queued,
)
from closewatch.desk.watch_lists import (
    ALERT_COLUMNS,
    POLL_COLUMNS,
    WATCHED_COLUMNS,
    alert_listed_shape,
    alert_row,
    alert_shown,
    alerts_asked,
    poll_listed_shape,
    poll_row,
    poll_shown,
    polls_asked,
    watched_asked,
    watched_listed_shape,
    watched_row,
    watched_shown,
)
from closewatch.ledger.case import Case
from closewatch.ledger.views import find, lists
from closewatch.ledger.views.lists import ListedActor, ListedFigure, ListedReport, ListedStatement, Wanted
from closewatch.ledger.views.versions import versions_of
from closewatch.publish.codebooks import Profile
from closewatch.publish.profiles import CODED_COLUMNS, code, coded_row, coded_shape
from closewatch.publish.questions import claim_shape, conflict_shape, origin_shape, question_shape
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
from closewatch.publish.wording import figure_words, review_words
from closewatch.review.second import required_in
from closewatch.terms.entry import Entry
from closewatch.terms.report import Span, words_of
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
    return words_of(spans)


def _statement_row(listed: ListedStatement) -> tuple[str, ...]:
    statement = listed.statement
    speaker = statement.speaker.name if statement.speaker else _said(statement.source)
    words, review = _said(statement.content), review_words(listed.review, listed.lost)
    return (listed.id, listed.day or "", speaker, statement.stance.value, statement.basis.value, words, review)


def _statements(case: Case, wanted: Wanted) -> Iterator[ListedStatement] | Iterator[LikeStatement]:
    return lists.statements(case.tables, wanted) if wanted.like is None else statements_like(case, wanted)


def _figure_row(listed: ListedFigure) -> tuple[str, ...]:
    figure = listed.figure
    speaker = figure.speaker.name if figure.speaker else listed.outlet or "(the outlet)"
    population = figure.population.span.exact if figure.population and figure.population.span else ""
    place = figure.place.name if figure.place else ""
    review = review_words(listed.review, listed.lost)
    return (listed.id, listed.day or "", speaker, figure_words(figure), population, place, figure.scope.value, review)


def _report_row(listed: ListedReport) -> tuple[str, ...]:
    sources = ", ".join(capture.source for capture in listed.captures)
    return (listed.id, (listed.published or "")[:10], listed.publisher or "", listed.headline or "", listed.language or "", sources)


def _report_shape(case: Case, listed: ListedReport) -> Shape:
    captures = [capture_shape(capture) for capture in listed.captures]
    return {**report_shape(case.report(listed.id)), "captures": captures, "versions": list(versions_of(case.tables, listed.id))}


def _actor_row(listed: ListedActor) -> tuple[str, ...]:
    actor = listed.actor
    others = "; ".join(name for name in actor.names if name != actor.name)
    return (listed.id, actor.name, actor.kind.value, actor.country or "", str(listed.reports), str(listed.statements), others)


def _problem_row(problem: Problem) -> tuple[str, ...]:
    return (problem.id, problem.severity.value, problem.code, problem.message, problem.at)


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
        questions_asked,
        question_row,
        lambda case, question: {**question_shape(question), "second_reviewer_required": required_in(case).of(question.id)},
    ),
    "claims": Listing(
        ("id", "question", "claim", "as of", "origins", "proved", "at most", "reports"),
        _DATES | {"source", "measure", "place"},
        claims_asked,
        claim_row,
        lambda _, listed: claim_shape(listed.claim),
    ),
    "conflicts": Listing(
        ("id", "question", "kind", "differs in", "because", "left", "right", "left says", "right says"),
        frozenset({"measure", "place"}),
        conflicts_asked,
        conflict_row,
        lambda _, listed: conflict_shape(listed.conflict),
        ("id", "question", "because", "left", "right"),
        conflict_shown,
    ),
    "origins": Listing(
        ("id", "question", "claim", "who", "basis", "first said", "reports", "joined by", "words", "changed in"),
        _DATES | {"source", "measure", "place"},
        origins_asked,
        origin_row,
        lambda _, listed: {**origin_shape(listed.origin), "claim": listed.claim.id, "wording": listed.claim.wording},
        ("id", "question", "claim", "who", "basis", "first said", "reports", "joined by"),
        origin_shown,
    ),
    "drift": Listing(
        ("id", "kind", "here", "there", "who", "outlet", "day", "of outlet", "of day", "report", "of report"),
        frozenset({"source"}),
        drifts_asked,
        drift_row,
        lambda _, listed: drift_listed_shape(listed),
        ("id", "kind", "here it reads", "passed on from"),
        drift_shown,
    ),
    "statements": Listing(
        ("id", "day", "who", "stance", "basis", "says", "review"),
        _DATES | {"source", "stance", "like"},
        _statements,
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
        ("id", "name", "kind", "country", "reports", "statements", "other names"),
        frozenset({"source"}),
        lambda case, wanted: lists.actors(case.tables, wanted),
        _actor_row,
        lambda _, listed: {**actor_shape(listed.actor), "reports": listed.reports, "statements": listed.statements},
    ),
    "reports": Listing(
        ("id", "published", "outlet", "headline", "language", "source"),
        _DATES | {"source", "words"},
        lambda case, wanted: lists.reports(case.tables, wanted),
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
    "queue": Listing(("id", "what", "who", "says", "why"), frozenset(), queued, queue_row, lambda _, one: queue_shape(one)),
    "precision": Listing(
        ("id", "judged", "accepted", "corrected", "rejected", "added", "share"),
        frozenset(),
        precision_asked,
        precision_row,
        lambda _, row: precision_shape(row),
    ),
    "agreement": Listing(
        ("id", "values", "agreed", "raw", "kappa", "apart"),
        frozenset(),
        agreements_asked,
        agreement_row,
        lambda _, row: agreement_shape(row),
    ),
    "alerts": Listing(
        ALERT_COLUMNS,
        _DATES,
        alerts_asked,
        alert_row,
        lambda _, listed: alert_listed_shape(listed),
        ("id", "noticed", "kind", "what moved", "told"),
        alert_shown,
    ),
    "watched": Listing(
        WATCHED_COLUMNS,
        frozenset({"source"}),
        watched_asked,
        watched_row,
        lambda _, listed: watched_listed_shape(listed),
        ("address", "kind", "every", "person", "why", "last asked", "outcome"),
        watched_shown,
    ),
    "polls": Listing(
        POLL_COLUMNS,
        _DATES | {"source"},
        polls_asked,
        poll_row,
        lambda _, listed: poll_listed_shape(listed),
        ("poll", "asked", "address", "outcome", "found", "problem"),
        poll_shown,
    ),
    "journal": Listing(
        ("entry", "at", "by", "kind", "digest"),
        _DATES,
        _entries,
        _entry_row,
        lambda _, entry: {key: value for key, value in asdict(entry).items() if key != "body"},
    ),
}
"""Every list by its name on the command line."""


WITHOUT_IDS = ("journal", "watched", "polls")
"""Lists whose values go by numbers and addresses, which are given whole."""


def statements_ranked() -> Listing:
    """Give the list of statements with how well each fits the words of a claim."""
    plain = LISTINGS["statements"]
    return replace(
        plain,
        columns=("id", "score", *plain.columns[1:]),
        row=lambda like: (like.id, f"{like.alike.score:.1f}", *plain.row(like.listed)[1:]),
        shape=lambda case, like: {**plain.shape(case, like.listed), "alike": alike_shape(like.alike)},
    )


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
    if what not in WITHOUT_IDS:
        whole = {name: find.whole_id(case.tables, word) for name in ("identity", "after") if (word := getattr(wanted, name)) is not None}
        wanted = Wanted(**{**asdict(wanted), **whole})
    return LISTINGS[what].values(case, wanted)
