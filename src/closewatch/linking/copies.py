"""Who copied whom: for every report the first reports that hold its words, and when one arrives late, whoever has another first by it.

A passage goes back to the report that had it first (house rule 8: a star, never all pairs), judged print by print, so that a report made
of two others has both as its parents. Of several on the first day the one counts that the others credit. Only the words of reports and
their dates are asked, never a reading; what a passage is called is the business of `classes`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from closewatch.ledger.views.copies import copies_of
from closewatch.ledger.views.prints import (
    Ranked,
    all_holders,
    day_of,
    first_holders,
    holders_among,
    naming,
    rank_of,
    ranked,
    ranked_report,
)
from closewatch.linking.classes import classify
from closewatch.linking.linked import Linked, Reports
from closewatch.linking.order import Order, is_earlier
from closewatch.linking.passages import Passage, Worded, find_passages, worded
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.fingerprint import WORDS, Words, prints_of
from closewatch.terms.reading import Account, Reading
from closewatch.terms.report import Excerpt, Report

MADE_BY = "linker:copies-1"

LONG_ENOUGH = 12
"""Words of the longest shared passage, or of a whole quotation QUOTED, below which two reports are not said to share words at all."""
CONTAINED = Decimal("0.8")
"""The share of the shorter report's words from which on it is taken for an excerpt of the longer."""


def link_copies(tables: sqlite3.Connection, reports: Reports, account: Account) -> Linked:
    """Link a report to those whose words it has, and later ones to it where it had theirs first.

    The same reports give the same links in any order of arrival; a report that the case holds already gives the links it has.
    """
    return _Search(tables, reports, account).copies()


class _Search:
    def __init__(self, tables: sqlite3.Connection, reports: Reports, account: Account) -> None:
        report = account.report
        self._tables, self._reports = tables, reports
        self._accounts = {report.id: account}
        self._worded = {report.id: worded(report)}
        self._arriving = Ranked(report.id, rank_of(report), report.publisher)
        self._prints = prints_of(self._worded[report.id].words).tolist()
        self._own = frozenset(self._prints)
        self._asked: set[int] = set()
        self._held: dict[int, tuple[int, ...]] = {}
        self._order = Order(tables, self._arriving, report.text)
        self._ranked: dict[int, Ranked] = {self._arriving.rank: self._arriving}
        self._chosen: dict[tuple[str, tuple[int, ...]], Ranked | None] = {}
        self._led_to: dict[tuple[int, ...], Ranked] = {}

    def copies(self) -> Linked:
        """Give the links of the report itself, then those of others that it changes, by their ids."""
        links = self._links(self._arriving)
        if ranked_report(self._tables, self._arriving.id) is not None:
            return Linked(links)
        withdrawn: list[str] = []
        for later in self._affected():
            before = {link.id: link for link in copies_of(self._tables, later.id)}
            now = {link.id: link for link in self._links(later)}
            withdrawn += sorted(before.keys() - now.keys())
            links += tuple(link for identity, link in now.items() if link != before.get(identity))
        return Linked(links, tuple(withdrawn))

    def _links(self, report: Ranked) -> tuple[Link, ...]:
        """Give the links of a report to those that had its words first, in their order."""
        links: list[Link] = []
        runs = self._words(report.id).runs
        held = np.zeros(len(runs), bool)
        for first, prints in sorted(self._firsts(report).items(), key=lambda pair: (pair[0].rank, pair[0].id)):
            own = np.isin(runs, np.array(prints, np.uint64))
            # Where words of two earlier reports meet, the meeting is nobody's: what the first one had must be a word that they have not.
            own &= ~_between(held)
            link = self._link(report, first, own) if own.any() else None
            if link:
                links.append(link)
                held |= np.isin(runs, self._words(first.id).runs)
        return tuple(links)

    def _firsts(self, report: Ranked) -> dict[Ranked, list[int]]:
        """Name the reports that had prints of this one first, each with those prints."""
        firsts: dict[Ranked, list[int]] = {}
        prints = self._prints if report.id == self._arriving.id else prints_of(self._words(report.id).words).tolist()
        for print_, ranks in self._first_holders(prints).items():
            first = self._first(report, ranks)
            if first is not None:
                firsts.setdefault(first, []).append(print_)
        return firsts

    def _first_holders(self, prints: list[int]) -> dict[int, tuple[int, ...]]:
        """Give for each print the ranks of those that hold it on its first day, the arriving report among them."""
        fresh = [print_ for print_ in prints if print_ not in self._asked]
        if fresh:
            self._asked.update(fresh)
            self._held |= first_holders(self._tables, fresh)
        return {print_: self._with_own(print_, ranks) for print_ in prints if (ranks := self._held.get(print_, ())) or print_ in self._own}

    def _with_own(self, print_: int, ranks: tuple[int, ...]) -> tuple[int, ...]:
        rank = self._arriving.rank
        if print_ not in self._own:
            return ranks
        if not ranks or day_of(rank) < day_of(ranks[0]):
            return (rank,)
        if day_of(rank) > day_of(ranks[0]) or rank in ranks:
            return ranks
        return tuple(sorted((*ranks, rank)))

    def _first(self, report: Ranked, ranks: tuple[int, ...]) -> Ranked | None:
        """Say from whom a report has a print, of those that held it on its first day: whom it credits, else the first; None where that is
        the report itself."""
        if day_of(ranks[0]) > day_of(report.rank):
            return None
        asked = (report.id, ranks)
        if asked not in self._chosen:
            held = [self._at(rank) for rank in ranks]
            first = self._first_of(ranks)
            credited = (one for one in held if one.id != report.id and self._order.credits(report, one))
            self._chosen[asked] = None if first.id == report.id else next(credited, first)
        return self._chosen[asked]

    def _first_of(self, ranks: tuple[int, ...]) -> Ranked:
        """Say who was first of those that held a print on its first day: the first by rank, or whom that leads to by credit."""
        if ranks not in self._led_to:
            held = [self._at(rank) for rank in ranks]
            first, seen = held[0], {held[0].id}
            while further := next((one for one in held if one.id not in seen and self._order.credits(first, one)), None):
                first = further
                seen.add(first.id)
            self._led_to[ranks] = first
        return self._led_to[ranks]

    def _affected(self) -> list[Ranked]:
        """Name the reports that may have another first now: those that share a print which the arriving one has on its first day.

        Where it is not the first of that day by rank, and nobody of that day names its outlet, only those who name it can have it first.
        """
        own = self._arriving
        held = {print_: self._held[print_] for print_ in self._prints if print_ in self._held}
        first = {print_: ranks for print_, ranks in held.items() if day_of(own.rank) <= day_of(ranks[0])}
        if not first:
            return []
        naming_own = naming(self._tables, own.publisher) if own.publisher else set()
        leads = [print_ for print_, ranks in first.items() if own.rank < ranks[0] or not naming_own.isdisjoint(ranks)]
        found = all_holders(self._tables, leads)
        if naming_own:
            found |= holders_among(self._tables, sorted(first.keys() - set(leads)), naming_own)
        return [self._at(rank) for rank in sorted(found) if rank != own.rank]

    def _link(self, left: Ranked, right: Ranked, own: NDArray[np.bool_]) -> Link | None:
        """Hold two reports against each other word by word; None where what the right one had first is a turn of phrase."""
        here, there = self._words(left.id), self._words(right.id)
        passages = find_passages(here, there)
        first = [passage for passage in passages if _holds(passage, here.words, own)]
        if not any(passage.words >= LONG_ENOUGH for passage in first):
            return None
        account = self._account(left.id)
        because = tuple(excerpt for one in first for excerpt in _excerpts(here.report, there.report, one))
        parts = tuple(classify(one, account, there.report).value for one in first)
        score = _share(passages, here)
        rule = f"direction: {self._direction(left, right, score, _share(passages, there))}"
        return Link(LinkKind.COPIES, left.id, right.id, score, because, rule, MADE_BY, parts)

    def _direction(self, left: Ranked, right: Ranked, here: Decimal, there: Decimal) -> str:
        """Say on what it rests that the left report copies the right one."""
        if is_earlier(right, left):
            return "published"
        if self._order.credits(left, right):
            return "credit"
        return "containment" if here >= CONTAINED and here > there else "unknown"

    def _account(self, report: str) -> Account:
        if report not in self._accounts:
            held = self._words(report).report
            self._accounts[report] = Account(held, self._reports.reading(report) or Reading(report, "none"))
        return self._accounts[report]

    def _words(self, report: str) -> Worded:
        if report not in self._worded:
            self._worded[report] = worded(self._reports.report(report))
        return self._worded[report]

    def _at(self, rank: int) -> Ranked:
        if rank not in self._ranked:
            found = ranked(self._tables, rank)
            assert found is not None, "a print is kept with its report"
            self._ranked[rank] = found
        return self._ranked[rank]


def _between(held: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell of each run of words whether every word of it stands in a run that is held."""
    reach = np.convolve(held, np.ones(WORDS, int))
    return np.convolve(reach > 0, np.ones(WORDS, int), "valid") >= WORDS


def _holds(passage: Passage, words: Words, runs: NDArray[np.bool_]) -> bool:
    """Tell whether one of some runs of words lies in a passage."""
    start = int(np.searchsorted(words.starts, passage.left.start))
    end = int(np.searchsorted(words.ends, passage.left.end, "right"))
    return bool(runs[start : max(start, end - WORDS + 1)].any())


def _share(passages: Iterable[Passage], report: Worded) -> Decimal:
    """Give the share of a report's words that stand in shared passages, to three digits."""
    equal = sum(passage.words for passage in passages)
    return round(Decimal(equal) / max(1, len(report.words)), 3)


def _excerpts(here: Report, there: Report, passage: Passage) -> tuple[Excerpt, Excerpt]:
    return here.excerpt(passage.left), there.excerpt(passage.right)
