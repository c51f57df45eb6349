"""The first section: what was looked at, how much of it, and the main disputes in one sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from closewatch.publish.compose.choose import Chosen
from closewatch.publish.compose.evidence import Evidence, listed_words, method
from closewatch.publish.compose.findings import question_values
from closewatch.publish.wording import counted, one_line
from closewatch.terms.claim import Claim
from closewatch.terms.dossier import Part, Passage, Section, Sentence
from closewatch.terms.history import History

MOST_TOLD = 6
"""How many questions are told in short."""


def in_short(evidence: Evidence, chosen: Chosen, title: str) -> Section:
    """Tell the whole in a few sentences."""
    parts: list[Part] = [Passage(tuple(_record(evidence, chosen, title)))]
    disputes = [_dispute(evidence, history) for history in chosen.histories[:MOST_TOLD]]
    if disputes:
        parts.append(Passage(tuple(one for one in disputes if one.cites), listed=True))
    rest = len(chosen.histories) - MOST_TOLD
    if rest > 0:
        parts.append(Passage((method(f"{counted(rest, 'further question')} follow below."),)))
    return Section("in-short", "In short", tuple(parts))


def _record(evidence: Evidence, chosen: Chosen, title: str) -> Iterator[Sentence]:
    publication = evidence.publication
    head, holdings = publication.head(), evidence.holdings
    day = publication.as_of()[:10]
    yield method(f"This dossier is about the case “{one_line(title, 200)}” as its journal stood at entry {head.seq:,} ({day}).")
    if not holdings.reports:
        yield method("The case holds no report, so there is nothing to tell.")
        return
    reports = tuple(report.id for report in islice(publication.reports(), 12))
    told = f"The case holds {counted(holdings.reports, 'report')} of {counted(holdings.outlets, 'outlet')}"
    kept = evidence.finding(
        f"{told}, in which {counted(holdings.statements, 'statement')} and {counted(holdings.figures, 'figure')} were found.", reports
    )
    yield Sentence(
        kept.text,
        kept.cites,
        unreviewed=holdings.reviewed < holdings.statements + holdings.figures,
        more=holdings.reports - len(kept.cites),
    )
    if not chosen.histories:
        yield method("No two answers in it are found to be at odds.")
        return
    disputed = sum(history.question.disputed for history in chosen.histories)
    every = "which is disputed" if len(chosen.histories) == 1 else "all of them disputed"
    which = every if disputed == len(chosen.histories) else f"{disputed:,} of them disputed"
    yield method(f"It tells of {counted(len(chosen.histories), 'question')}, {which}.")


def _dispute(evidence: Evidence, history: History) -> Sentence:
    question = history.question
    ranked = sorted(question.claims, key=lambda one: (-one.proved, -one.at_most, -len(one.reports), one.id))
    values = tuple(value for claim in ranked for value in evidence.firsts_of(claim)[:1]) or question_values(history)
    answers = listed_words((_answer(claim) for claim in ranked), 3)
    at_odds = f"; {counted(len(question.conflicts), 'pair')} cannot both hold" if question.conflicts else ""
    asked = one_line(question.wording)
    return evidence.finding(f"{asked}{'' if asked.endswith('?') else ':'} {answers or 'denials alone'}{at_odds}.", values)


def _answer(claim: Claim) -> str:
    return f"“{one_line(claim.wording, 60)}” ({counted(claim.at_most, 'origin')})"
