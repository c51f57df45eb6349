"""What was found to have changed on the way, what people corrected, and how much of what is cited nobody has looked at yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from closewatch.ledger.views.admission import Decided
from closewatch.publish.compose.annex import is_citable
from closewatch.publish.compose.evidence import Evidence, method, person_words, words_id
from closewatch.publish.compose.moved import alike
from closewatch.publish.happenings import retold_in
from closewatch.publish.kinds import kind_words
from closewatch.publish.wording import byline_words, counted, one_line
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.dossier import Part, Passage, Row, Section, Sentence, Table
from closewatch.terms.drift import Drift
from closewatch.terms.history import History

MOST_DRIFTS, MOST_DECISIONS = 40, 60
"""How many changes and decisions are told: of decisions those made last; the rest are counted."""

_DID = {
    Verdict.CORRECT: "corrected", Verdict.REJECT: "rejected", Verdict.ADD: "added", Verdict.MERGE: "merged", Verdict.SPLIT: "split off",
    Verdict.NOTE: "noted on", Verdict.GRADE: "graded", Verdict.WITHDRAW: "took back",
}  # fmt: skip
"""The decisions that are told one by one; acceptances are counted."""

_WHAT = {
    "st": "a statement", "fi": "a figure", "cl": "an answer", "ac": "an actor", "li": "a link", "qu": "a question", "re": "a report",
    "or": "an origin", "co": "a conflict", "dr": "a change", "ca": "a capture", "de": "a decision",
}  # fmt: skip


def drift_section(evidence: Evidence, histories: Sequence[History]) -> tuple[Section, ...]:
    """Tell how often retellings changed an answer in these questions, in which way, and each change in a row."""
    retold = dict.fromkeys(one for history in histories for one in retold_in(history.question))
    groups = alike({drift.id: drift for drift in evidence.publication.drifts_from(retold)}.values())
    if not groups:
        return ()
    lead = method(
        "A change is found by comparing the words of a retelling with the words that it goes back to; it makes no answer of its own."
    )
    kinds = Counter(group[0].kind for group in groups)
    told = []
    for kind, number in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0].value)):
        values = (value for group in groups if group[0].kind is kind for value in (group[0].here, group[0].of))
        told.append(evidence.finding(f"{counted(number, 'time')}: {kind_words(kind)}.", values))
    rows = tuple(_drift_row(evidence, group[0]) for group in groups[:MOST_DRIFTS])
    table = Table("What was said, and what it became", ("change", "said", "in", "became", "in"), rows, len(groups) - len(rows))
    return (Section("drift", "What changed as it was passed on", (Passage((lead,)), Passage(tuple(told), listed=True), table)),)


def _drift_row(evidence: Evidence, drift: Drift) -> Row:
    of, here = (evidence.byline(words.report) for words in (drift.of_words, drift.here_words))
    cells = (
        kind_words(drift.kind),
        f"“{one_line(drift.of_words.exact, 160)}”",
        byline_words(of.outlet, of.day),
        f"“{one_line(drift.here_words.exact, 160)}”",
        byline_words(here.outlet, here.day),
    )
    return evidence.row(cells, (words_id(drift.of_words), words_id(drift.here_words), drift.of, drift.here))


def people_section(evidence: Evidence, cited: Sequence[str]) -> Section:
    """Tell what people decided, and how much of what is cited waits for them."""
    accepted = 0
    told: list[Decided] = []
    for one in evidence.publication.decided():
        accepted += one.decision.verdict is Verdict.ACCEPT and not one.withdrawn
        if one.decision.verdict in _DID:
            told.append(one)
    values = [one for one in cited if one[:3] in ("st:", "fi:")]
    waiting = sum(map(evidence.is_unreviewed, values))
    share = f" ({waiting * 100 // len(values)} %)" if values else ""
    looked_at = method(f"Of the {counted(len(values), 'value')} cited here, {waiting:,} were not looked at by a person{share}.")
    kept = method(f"On the whole record, people accepted {counted(accepted, 'value')} as the reader found them.")
    parts: list[Part] = [Passage((looked_at, kept))]
    last = told[-MOST_DECISIONS:]
    sentences = [_decision(evidence, one) for one in last if is_citable(evidence, one.id)]
    if sentences:
        parts.append(Passage(tuple(sentences), listed=True))
    else:
        parts.append(Passage((method("Nobody corrected, rejected or added anything yet."),)))
    if len(told) > len(last):
        parts.append(Passage((method(f"{counted(len(told) - len(last), 'earlier decision')} stand in the journal."),)))
    return Section("people", "Where people disagree with the reader", tuple(parts))


def _decision(evidence: Evidence, one: Decided) -> Sentence:
    decision = one.decision
    what = _WHAT.get(decision.on[:2], "a value")
    reason = f" Reason given: “{one_line(decision.reason, 300)}”." if decision.reason else " No reason was given."
    undone = " This was taken back later." if one.withdrawn else ""
    text = (
        f"{decision.at.date().isoformat()}: {person_words(decision.by)} {_DID[decision.verdict]} {what}{_sets(decision)}.{reason}{undone}"
    )
    return evidence.finding(text, (one.id,))


def _sets(decision: Decision) -> str:
    if decision.grade:
        return f": {decision.grade.reliability}{decision.grade.credibility}"
    sets = ", ".join(f"{field} = {one_line(value, 60)}" for field, value in decision.replacement[:6])
    return f" ({sets})" if sets else ""
