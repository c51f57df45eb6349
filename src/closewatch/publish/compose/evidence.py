"""What the sections of a dossier look up, each value once: values by their ids, who says them, where, and on which day.

Makes sentences of findings too, so that none can be made without what it rests on. Which sentences there are is decided by the sections.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from closewatch.ledger.views.bylines import Byline, Wording
from closewatch.ledger.views.holdings import Holdings
from closewatch.ledger.views.lists import ListedReport
from closewatch.ledger.views.values import Held
from closewatch.publish.publication import Publication
from closewatch.publish.question_page import as_of_words
from closewatch.publish.wording import one_line
from closewatch.terms.claim import Claim, Origin
from closewatch.terms.decision import Verdict
from closewatch.terms.dossier import Row, Sentence, SentenceKind
from closewatch.terms.history import History
from closewatch.terms.report import Excerpt, words_of
from closewatch.terms.statement import Statement
from closewatch.terms.when import Period

MOST_CITES, FEWER_CITES = 12, 2
"""How many values one sentence cites, and how many where there are many questions; what it rests on besides is counted."""

MANY = 20
"""From how many questions on each is told at less length, so that the whole can still be read, printed and set (measured with 50 questions
over 20,000 reports: 8,172 cited values and 3.3 GB of memory for the PDF without it)."""

NAME = 80
"""How many signs of a name stand in a sentence; a report can call somebody anything."""

_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "you", "who"))
"""Names that are none: a report can leave open whom it means, and the reader too."""


@dataclass(frozen=True)
class Graded:
    """A grade in words, with who gave it and when, and the decision that gave it."""

    words: str
    decision: str


class Evidence:
    """One publication, with what was looked up in it."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.many = False
        self._held: dict[str, Held] = {}
        self._listed: dict[str, ListedReport] = {}
        self._report_of: dict[str, str] = {}
        self._firsts: dict[str, tuple[str, ...]] = {}
        self.report = lru_cache(maxsize=64)(publication.report)

    def tell_of(self, questions: int) -> None:
        """Tell how many questions the dossier has, which decides how much room each of them gets."""
        self.many = questions > MANY

    def within(self, most: int) -> int:
        """Give how many of a kind are told of one question: a quarter where there are many questions."""
        return max(2, most // 4) if self.many else most

    @property
    def most_cites(self) -> int:
        """How many values one sentence or row cites."""
        return FEWER_CITES if self.many else MOST_CITES

    @cached_property
    def holdings(self) -> Holdings:
        """How much the case holds."""
        return self.publication.holdings()

    @cached_property
    def grades(self) -> dict[str, Graded]:
        """The grade that holds for each thing a person graded: the last one given."""
        found = {}
        for one in self.publication.decided():
            grade, decision = one.decision.grade, one.decision
            if decision.verdict is Verdict.GRADE and grade and not one.withdrawn:
                words = f"{grade.reliability}{grade.credibility}, by {person_words(decision.by)} on {decision.at.date().isoformat()}"
                found[decision.on] = Graded(words, one.id)
        return found

    def held(self, identity: str) -> Held:
        """Give a statement, figure, link or decision. Raises: CaseError when the case does not hold it."""
        if identity not in self._held:
            self._held[identity] = self.publication.held(identity)
        return self._held[identity]

    def look_up(self, history: History) -> None:
        """Look up at one stroke where everything stands that answers a question: one by one it would take minutes in a large case."""
        question = history.question
        values = {one for claim in question.claims for origin in claim.origins for one in _all_of(origin)}
        values |= {one.right for one in question.conflicts if one.right.startswith("st:")}
        self._report_of |= self.publication.reports_of(values - self._report_of.keys())
        reports = {self._report_of[one] for one in values if one in self._report_of} | {
            one for claim in question.claims for one in claim.reports
        }
        for listed in self.publication.listed_reports(reports - self._listed.keys()):
            self._listed[listed.id] = listed

    def listed(self, report: str) -> ListedReport:
        """Give a report without its text; an empty one where the case does not hold it."""
        if report not in self._listed:
            found = next(self.publication.listed_reports((report,)), None)
            self._listed[report] = found or ListedReport(report, None, None, None, None, None, 0, ())
        return self._listed[report]

    def byline(self, report: str) -> Byline:
        """Give outlet, day and headline of a report."""
        found = self.listed(report)
        return Byline(found.publisher, found.published and found.published[:10], found.headline)

    def report_of(self, identity: str) -> str:
        """Name the report of a statement or figure."""
        return self._report_of.get(identity) or str(self.held(identity).value.report)

    def statement_of(self, identity: str) -> Held | None:
        """Give a statement, or the one that a figure stands in; None where the outlet itself gives the figure."""
        held = self.held(identity)
        if isinstance(held.value, Statement):
            return held
        return self.held(held.value.statement) if held.value.statement else None

    def wording(self, statement: str) -> Wording:
        """Give the words of a statement with who says them, and when."""
        held = self.held(statement)
        said: Statement = held.value
        start = said.said.start if said.said else None
        day = start.isoformat() if start else self.byline(said.report).day
        return Wording(said.report, words_of(said.content), held.actor, day, said.via)

    def values_of(self, origin: Origin) -> tuple[str, ...]:
        """Name the values of an origin: those that lean on no other first, then in the order in which they were published."""
        leaning = {one.member for one in origin.joined}
        values = origin.members or origin.statements
        return tuple(sorted(values, key=lambda one: (one in leaning, self.byline(self.report_of(one)).day or "9999", one)))

    def since(self, origin: Origin) -> str | None:
        """Say when an origin first said it, no more exactly than its words do: "in January" is a month, and no first of January."""
        day = origin.first_said
        if not day or any(self.byline(report).day == day for report in origin.reports):
            return day
        for value in self.values_of(origin)[:MOST_CITES]:
            statement = self.statement_of(value)
            said = statement.value.said if statement else None
            if said and said.start and said.start.isoformat() == day:
                return as_of_words(Period(said.start, said.end))
        return day

    def firsts_of(self, claim: Claim) -> tuple[str, ...]:
        """Name the first value of each origin of an answer, those proved independent first, and then the others of each."""
        if claim.id not in self._firsts:
            ranked = sorted(
                claim.origins, key=lambda one: (one.id not in claim.independent, -len(one.reports), one.first_said or "9999", one.id)
            )
            values = [self.values_of(origin) for origin in ranked]
            ordered = (*(one[0] for one in values if one), *(other for one in values for other in one[1:]))
            self._firsts[claim.id] = tuple(dict.fromkeys(ordered))
        return self._firsts[claim.id]

    def finding(self, text: str, cites: Iterable[str], *, unreviewed: bool = False) -> Sentence:
        """Make a sentence that states what values say; it is unreviewed where any value that it cites is."""
        wanted = tuple(dict.fromkeys(cites))
        kept = wanted[: self.most_cites]
        return Sentence(text, kept, unreviewed=unreviewed or any(map(self.is_unreviewed, kept)), more=len(wanted) - len(kept))

    def row(self, cells: Iterable[str], cites: Iterable[str]) -> Row:
        """Make a row of a table with the values that it rests on."""
        return Row(tuple(one_line(cell) for cell in cells), tuple(dict.fromkeys(cites))[: self.most_cites])

    def is_unreviewed(self, identity: str) -> bool:
        """Tell whether a cited value waits for a person; words, reports and decisions do not."""
        return identity[:3] in ("st:", "fi:") and self.held(identity).review == "unreviewed"


def _all_of(origin: Origin) -> tuple[str, ...]:
    return (*origin.members, *origin.statements, *origin.drifted)


def method(text: str) -> Sentence:
    """Make a sentence that tells how the dossier was made, and rests on nothing."""
    return Sentence(text, kind=SentenceKind.METHOD)


def words_id(excerpt: Excerpt) -> str:
    """Name words at their place, so that they can be cited.

    >>> words_id(Excerpt("re:1", 3, 7, "rain"))
    're:1#3-7'
    """
    return f"{excerpt.report}#{excerpt.start}-{excerpt.end}"


def named(name: str) -> str:
    """Put a name into a sentence: on one line, and not longer than a name is.

    >>> named("A  b"), named("he")
    ('A b', 'somebody called “he”')
    """
    told = one_line(name, NAME)
    return f"somebody called “{told}”" if told.casefold() in _PRONOUNS else told


def person_words(by: str) -> str:
    """Name whoever decided or wrote something, in a sentence.

    >>> person_words("person:anna"), person_words("closewatch")
    ('anna', 'closewatch')
    """
    return named(by.removeprefix("person:"))


def listed_words(names: Iterable[str], most: int = 4) -> str:
    """List names in a sentence; those too many are counted.

    >>> listed_words(["A", "B", "C"]), listed_words(["A", "B", "C", "D"], most=2)
    ('A, B and C', 'A, B and 2 more')
    """
    every = list(dict.fromkeys(names))
    if len(every) > most:
        return f"{', '.join(every[:most])} and {len(every) - most:,} more"
    return " and ".join((", ".join(every[:-1]), every[-1])) if len(every) > 1 else "".join(every)


def anchor_of(identity: str) -> str:
    """Name the part of the dossier about a value.

    >>> anchor_of("qu:12ab")
    'qu-12ab'
    """
    return identity.replace(":", "-")
