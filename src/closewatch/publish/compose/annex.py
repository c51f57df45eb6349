"""The annex: every cited value once, numbered by its first citation, with its words in their paragraph, the report, the receipt and the
lines of the journal that brought it.

Stands on values as they may leave; which of them are cited is known from the sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from closewatch.publish.compose.evidence import Evidence
from closewatch.publish.wording import figure_words, one_line, review_words
from closewatch.terms.decision import Decision
from closewatch.terms.dossier import Cited, Passage, Receipt, Section, Table, Withheld
from closewatch.terms.figure import Figure
from closewatch.terms.report import Report, Span, words_named
from closewatch.terms.statement import Basis, Statement
from closewatch.terms.trouble import CaseError

LONGEST_PARAGRAPH = 4_000
"""Words that stand so far apart are not shown in one paragraph with whoever said them: the number alone is."""

DEEPEST = 16
"""In how many receipts an original can lie; a mail in a mailbox in an archive lies in two."""


def cited_in(sections: Iterable[Section]) -> tuple[str, ...]:
    """Name every value that sections cite, in the order in which they cite it first."""
    return tuple(dict.fromkeys(one for section in sections for one in _cites(section)))


def _cites(section: Section) -> Iterator[str]:
    for part in section.parts:
        if isinstance(part, Passage):
            for sentence in part.sentences:
                yield from sentence.cites
        else:
            for row in (part if isinstance(part, Table) else part.data).rows:
                yield from row.cites


def annex_of(evidence: Evidence, identities: Iterable[str]) -> tuple[Cited, ...]:
    """Open each value: number, words, paragraph, report, receipt, and what admitted it."""
    receipts: dict[str, Receipt] = {}
    return tuple(_cited(evidence, number, one, receipts) for number, one in enumerate(identities, 1))


def is_citable(evidence: Evidence, identity: str) -> bool:
    """Tell whether a value stands on one report, and can be opened in the annex."""
    if identity[:3] in ("st:", "fi:", "re:"):
        return True
    return identity[:3] == "de:" and evidence.publication.standing_on(identity) is not None


def _cited(evidence: Evidence, number: int, identity: str, receipts: dict[str, Receipt]) -> Cited:
    kind, on, report_id = _ground(evidence, identity)
    report, listed = evidence.report(report_id), evidence.listed(report_id)
    words = _words(evidence, report, on)
    paragraph, page = report.around(words[0].start, max(span.end for span in words)) if words else (report.span(0, 0), None)
    if report_id not in receipts:
        receipts[report_id] = _receipt(evidence, report_id)
    receipt = receipts[report_id]
    held = evidence.held(on) if on[:3] in ("st:", "fi:") else None
    decision = evidence.held(identity).value if kind == "decision" else None
    speaker = held.actor if held else None
    return Cited(
        number=number,
        id=identity,
        kind=kind,
        report=report_id,
        paragraph=paragraph.exact,
        start=paragraph.start,
        words=words,
        speaker=speaker.name if speaker else "",
        about=_decision_words(decision) if decision else _about(held.value) if held else "",
        headline=listed.headline or "",
        outlet=listed.publisher or "",
        published=listed.published or "",
        url=listed.url,
        page=page,
        receipt=receipt,
        admitted=evidence.publication.admitted(report_id if kind in ("words", "report") else identity, report_id),
        review=review_words(held.review, held.lost) if held and kind != "decision" else "",
        withheld=_withheld(evidence, report_id, (paragraph.start, paragraph.end), receipt),
    )


def _withheld(evidence: Evidence, report: str, at: tuple[int, int], receipt: Receipt) -> Withheld | None:
    """Say why words of the paragraph are blacked out, or else why the original behind them does not leave."""
    return evidence.publication.withheld_words(report, *at) or evidence.publication.withheld(receipt.digest)


def _ground(evidence: Evidence, identity: str) -> tuple[str, str, str]:
    """Give the kind of a cited value, the value whose words stand for it, and the report of these.

    Raises: CaseError where it stands on no report.
    """
    at = words_named(identity)
    if at:
        return "words", identity, at[0]
    if identity.startswith("re:"):
        return "report", identity, identity
    if identity.startswith("de:"):
        on = evidence.publication.standing_on(identity)
        if on is None:
            raise CaseError(f"wanted a decision on something in a report, found none under {identity}")
        return "decision", on, on if on.startswith("re:") else evidence.report_of(on)
    return {"st": "statement", "fi": "figure"}[identity[:2]], identity, evidence.report_of(identity)


def _words(evidence: Evidence, report: Report, on: str) -> tuple[Span, ...]:
    """Give the spans that a value rests on, in the order of the text, none of them over another."""
    at = words_named(on)
    if at:
        return (report.span(at[1], at[2]),)
    if on.startswith("re:"):
        first = next((block.span for block in report.blocks), None)
        return (first,) if first else ()
    value = evidence.held(on).value
    own = _of_figure(value) if isinstance(value, Figure) else (*value.source, *value.cue, *value.content)
    statement = evidence.statement_of(on) if isinstance(value, Figure) else None
    whole = _apart(own, (*statement.value.source, *statement.value.cue) if statement else ())
    return whole if not whole or whole[-1].end - whole[0].start <= LONGEST_PARAGRAPH else _apart(own)


def _of_figure(figure: Figure) -> tuple[Span, ...]:
    return (figure.span, *((figure.bound,) if figure.bound else ()))


def _apart(*groups: Iterable[Span]) -> tuple[Span, ...]:
    """Put spans in the order of the text; one that lies over another that was taken before it is left out."""
    taken: list[Span] = []
    for span in (span for group in groups for span in group):
        if span.start < span.end and all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return tuple(sorted(taken))


def _receipt(evidence: Evidence, report: str) -> Receipt:
    """Give what is kept of the original of a report, with what it was taken from."""
    publication = evidence.publication
    sighting = publication.first_sighting(report)
    capture = sighting.capture
    within: list[str] = []
    holder = capture.within
    while holder and holder not in within and len(within) < DEEPEST:
        within.append(holder)
        holder = publication.sighting(holder).capture.within
    return Receipt(
        capture=sighting.id,
        digest=capture.digest,
        size=capture.size,
        media_type=capture.media_type,
        source=capture.source,
        taken_at=capture.taken_at.isoformat(),
        taken_by=capture.taken_by,
        tool=capture.tool,
        within=tuple(within),
        locator=capture.locator,
    )


def _about(value: Statement | Figure) -> str:
    """Say in a few words what a cited value is."""
    if isinstance(value, Figure):
        return one_line(figure_words(value))
    basis = f", basis {value.basis.value}" if value.basis is not Basis.UNSTATED else ""
    return f"{value.stance.value}, {value.manner.value}{basis}"


def _decision_words(decision: Decision) -> str:
    sets = ", ".join(f"{field} = {value}" for field, value in decision.replacement)
    grade = f"{decision.grade.reliability}{decision.grade.credibility}" if decision.grade else ""
    return one_line(" ".join(part for part in (f"{decision.verdict.value} {decision.on}", sets, grade) if part))
