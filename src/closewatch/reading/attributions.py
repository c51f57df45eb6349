"""Who says what: turns the text of a report into statements with their speaker, stance, basis, relays, date and part.

The entry to the rule reader of statements. Finding words is the business of `stretches` and `patterns`, judging them that of
`stance`, `basis`, `speakers`, `parts` and `utterances`; here they are put together, and every span is taken from the report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from closewatch.reading.alongside import is_alongside, twins
from closewatch.reading.basis import judge_basis
from closewatch.reading.chains import carries, lent_by
from closewatch.reading.citing import cited_beside
from closewatch.reading.credited import credited_on, parted
from closewatch.reading.dependence import find_dependence, without_leaned_on
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.encoder.details import fill_in
from closewatch.reading.encoder.finder import Scorer, find_drafts_by_encoder
from closewatch.reading.encoder.merge import merge
from closewatch.reading.encoder.sureness import confidence
from closewatch.reading.listed import with_lists
from closewatch.reading.names import is_pronoun
from closewatch.reading.parts import tell_parts
from closewatch.reading.passing import can_be_told
from closewatch.reading.retold import retold_within
from closewatch.reading.sentences import Paragraph, find_paragraphs
from closewatch.reading.sourced import source_voice
from closewatch.reading.speakers import Cast
from closewatch.reading.stacks import nest
from closewatch.reading.stance import judge_stance, negation_of
from closewatch.reading.stretches import find_drafts
from closewatch.reading.traits import infer_country, pseudonym_near
from closewatch.reading.turns import without_first_person, without_labels
from closewatch.reading.utterances import date_utterance
from closewatch.reading.voices import Voice
from closewatch.terms.report import Report, Span
from closewatch.terms.statement import Manner, Part, Reason, Stance, Statement

_CONFIDENCE = {
    "behind": Decimal("0.80"), "inverted": Decimal("0.80"), "front": Decimal("0.82"),
    "phrase": Decimal("0.80"), "passive": Decimal("0.55"),
    "noun": Decimal("0.55"), "adverb": Decimal("0.60"),
    "floating": Decimal("0.60"), "transcript": Decimal("0.90"), "headline": Decimal("0.60"),
}  # fmt: skip
"""First estimates by pattern, not yet calibrated; a direct quotation adds .13, a cue of attitude takes
.15, an unnamed speaker .05 or .1."""

_WHOLE = 0.8
"""The share of a content that another statement's words fill where the content is that statement, told with its day or place."""


def find_statements(report: Report, read_by: str = "rules-1", scorer: Scorer | None = None) -> tuple[Statement, ...]:
    """Find every attributed statement of a report, in the order of its cues; with a scorer, by the model and the rules together.

    >>> from closewatch.testing import plain_report
    >>> statements = find_statements(plain_report("Kyiv said that it rained. Moscow denied this."))
    >>> [(s.speaker.name, s.stance.value, s.content[0].exact) for s in statements if s.speaker]
    [('Kyiv', 'asserts', 'that it rained'), ('Moscow', 'denies', 'this')]
    """
    paragraphs = find_paragraphs(report)
    drafts, headlines = draft_statements(report, paragraphs, scorer)
    return tell_statements(report, drafts, read_by, headlines=headlines, scorer=scorer)


def tell_statements(
    report: Report, drafts: Sequence[Draft], read_by: str, *, headlines: Sequence[int] = (), scorer: Scorer | None = None
) -> tuple[Statement, ...]:
    """Say of statements whose words are found who speaks, through whom and on what ground; `headlines` numbers those paragraphs."""
    paragraphs = find_paragraphs(report)
    outer = find_holders(drafts, report.text)
    _note_telling(report, drafts, outer)
    if scorer is not None:
        for draft in drafts:
            draft.confidence = confidence(report.text, draft, scorer.sure)
    parts = tell_parts(report.text, paragraphs, headlines)
    cast = Cast(report, drafts)
    voices: dict[int, Voice | None] = {}
    found: dict[int, Statement] = {}
    order = sorted(range(len(drafts)), key=lambda place: (drafts[place].reading_order, -drafts[place].width))
    last: Voice | None = None
    for place in order:
        draft = drafts[place]
        holder = outer.get(place)
        speaking = voices.get(holder) if holder is not None else None
        rejected = holder is not None and holder in found and found[holder].stance in (Stance.DENIES, Stance.DOUBTS)
        voice, because = source_voice(cast, draft, speaking, passed_on=not rejected, holder=drafts[holder] if holder is not None else None)
        if voice is None and draft.pattern == "floating" and last is not None and draft.level == 0:
            voice, because = last, Reason("speaker", "floating quotation", report.span(*last.at[-1]) if last.at else None)
        voices[place] = voice
        if draft.level == 0 and voice is not None and draft.quoted:
            last = voice
        found[place] = _statement(
            report, draft, voice, because, parts[draft.paragraph] if draft.paragraph < len(parts) else Part.BODY, read_by
        )
    for voice in {id(voice): voice for voice in voices.values() if voice is not None}.values():
        voice.pseudonymous = voice.pseudonymous or pseudonym_near(report, voice)
        infer_country(report, voice)
    beside = twins(drafts)
    citers = {cited: place for place, cited in beside.items()}
    for place in sorted(found, key=lambda place: (-drafts[place].width, place in citers)):
        found[place] = _finished(report, found, place, outer, beside, voices, cast, drafts)
        if place in citers and voices[place] is not None:
            found[place] = _come_through(found[place], found[citers[place]].via)
    return tuple(sorted(found.values(), key=_in_text_order))


def draft_statements(report: Report, paragraphs: Sequence[Paragraph], scorer: Scorer | None = None) -> tuple[list[Draft], list[int]]:
    """Draft the statements of a report, each once, and give the numbers of the paragraphs that are headlines."""
    drafts, headlines = find_drafts(report.text, paragraphs)
    nest(report.text, drafts)
    if scorer is not None:
        drafts = merge(find_drafts_by_encoder(report.text, without_labels(report.text, paragraphs), scorer), drafts)
    drafts = without_leaned_on(report.text, drafts)
    drafts = with_lists(report, paragraphs, without_first_person(report.text, drafts))
    for draft in drafts:
        fill_in(report.text, draft)
    for told_through in (cited_beside, credited_on, parted, retold_within):
        drafts = told_through(report.text, drafts)
    return _distinct(drafts), headlines


def _in_text_order(statement: Statement) -> tuple[int, int]:
    content = statement.content[0].start
    opens = min((span.start for span in (*statement.source[:1], *statement.cue[:1])), default=content)
    return opens, content


def _distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for one cue and content; contents in the order of the text, without overlaps."""
    kept: dict[tuple[Offsets | None, Offsets | None, tuple[Offsets, ...]], Draft] = {}
    for draft in drafts:
        merged: list[Offsets] = []
        for start, end in sorted(set(draft.contents)):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            elif start < end:
                merged.append((start, end))
        draft.contents = merged
        if merged:
            kept.setdefault((draft.source, draft.cue_at, tuple(merged)), draft)
    return list(kept.values())


def find_holders(drafts: Sequence[Draft], text: str = "") -> dict[int, int]:
    """For each draft that lies, cue and content, inside the content of another: the place of the smallest such one.

    With the text, one that only stands beside the other's words in a clause of its own is not held by it.
    """
    found: dict[int, int] = {}
    hulls = [(draft.contents[0][0], draft.contents[-1][1]) for draft in drafts]
    # Outer contents begin no later than inner ones, so one pass over the starts meets every holder while it is still open.
    running: list[int] = []
    for place in sorted(range(len(drafts)), key=lambda place: (hulls[place][0], -hulls[place][1])):
        draft = drafts[place]
        running = [other for other in running if hulls[other][1] > hulls[place][0]]
        mine = [*draft.contents, *([draft.cue_at] if draft.cue_at else [])]
        holders = [other for other in running if drafts[other].width > draft.width and _holds(drafts[other], mine)]
        holders = [other for other in holders if not text or not is_alongside(text, drafts[other], draft)]
        if holders:
            found[place] = min(holders, key=lambda other: drafts[other].width)
        running.append(place)
    return found


def _holds(outer: Draft, inner: Sequence[Offsets]) -> bool:
    return all(any(first <= start and end <= last for first, last in outer.contents) for start, end in inner)


def _note_telling(report: Report, drafts: Sequence[Draft], outer: Mapping[int, int]) -> None:
    """Say on each statement whose content is, whole, another's statement with its source and cue that it tells that one."""
    for place, holder in outer.items():
        inner, draft = drafts[place], drafts[holder]
        if inner.source is None or inner.cue_at is None or inner.cue is None or inner.level != draft.level:
            continue
        if not can_be_told(inner.cue) or is_pronoun(report.text[slice(*inner.source)]) or negation_of(report, inner) is not None:
            continue
        words = sum(end - start for start, end in (*inner.contents, inner.source, inner.cue_at))
        if draft.telling is None and not draft.quoted and words >= _WHOLE * draft.width:
            draft.telling = inner.cue_at


def _statement(report: Report, draft: Draft, voice: Voice | None, because: Reason | None, part: Part, read_by: str) -> Statement:
    stance, why_stance = judge_stance(report, draft)
    basis, why_basis = judge_basis(report, draft, voice)
    said, why_said = date_utterance(report, draft)
    manner = _manner(report, draft)
    reasons = [reason for reason in (why_stance, why_basis, because, why_said) if reason is not None]
    if voice is not None and (leaning := find_dependence(report.text, draft)) is not None:
        reasons.append(Reason("depends", leaning[0], report.span(*leaning[1])))
    return Statement(
        report=report.id,
        source=_spans(report, [draft.source] if draft.source else []),
        cue=_spans(report, [draft.cue_at] if draft.cue_at else []),
        content=_spans(report, draft.contents),
        manner=manner,
        stance=stance,
        basis=basis,
        said=said,
        part=part,
        read_by=read_by,
        confidence=draft.confidence or _confidence(draft, manner, voice),
        because=tuple(reasons),
    )


def _finished(
    report: Report,
    found: dict[int, Statement],
    place: int,
    outer: dict[int, int],
    beside: Mapping[int, int],
    voices: dict[int, Voice | None],
    cast: Cast,
    drafts: Sequence[Draft],
) -> Statement:
    """A statement with its speaker, the statement it stands in, and those who passed its words on, from the speaker outward."""
    statement, draft, voice = found[place], drafts[place], voices[place]
    relays: list[str] = []
    reasons = list(statement.because)
    for at in draft.relays:
        relay = cast.resolve(at)[0]
        if relay is not None and relay is not voice and relay.name not in relays:
            relays.append(relay.name)
            reasons.append(Reason("via", "cites", report.span(*at)))
    holder = outer.get(place)
    if holder is not None and not draft.kept:
        passing = beside.get(holder, holder)
        teller, source = voices[passing], drafts[passing].source
        rejected = found[passing].stance in (Stance.DENIES, Stance.DOUBTS)
        # Through whom the outer words came is told after whoever said them.
        relays = [name for name in relays if name not in found[passing].via]
        if teller is not None and not rejected and carries(cast, teller, voice) and teller.name not in relays:
            relays.append(teller.name)
            reasons.append(Reason("via", "nested", report.span(*source) if source else None))
        # Words that nobody is named for came through nobody that is known.
        relays.extend(name for name in found[passing].via if voice is not None and name not in relays and name != voice.name)
    lender = lent_by(cast, draft, voice) if holder is None and voice is not None else None
    if lender is not None and voice is not None and lender not in (voice.name, *relays):
        relays.append(lender)
        reasons.append(Reason("via", "cites", report.span(*cast.credit) if cast.credit is not None else None))
    return replace(
        statement,
        speaker=cast.actor(voice) if voice is not None else None,
        within=found[holder].id if holder is not None else None,
        via=tuple(relays),
        because=tuple(reasons),
    )


def _come_through(statement: Statement, way: Sequence[str]) -> Statement:
    """A statement of somebody cited, who came the way of the one who cites."""
    name = statement.speaker.name if statement.speaker is not None else ""
    return replace(statement, via=(*statement.via, *(relay for relay in way if relay not in statement.via and relay != name)))


def _spans(report: Report, places: Sequence[Offsets]) -> tuple[Span, ...]:
    return tuple(report.span(*place) for place in places)


def _manner(report: Report, draft: Draft) -> Manner:
    if draft.quoted:
        return Manner.DIRECT
    marks = '"“”„«»'
    if all(report.text[start - 1 : start] in marks and start > 0 for start, _ in draft.contents):
        return Manner.DIRECT
    return Manner.MIXED if any(mark in report.text[start:end] for start, end in draft.contents for mark in marks) else Manner.INDIRECT


def _confidence(draft: Draft, manner: Manner, voice: Voice | None) -> Decimal:
    confidence = _CONFIDENCE.get(draft.pattern, Decimal("0.5"))
    if manner is Manner.DIRECT and draft.pattern in ("behind", "inverted", "front"):
        confidence += Decimal("0.13")
    if draft.cue is not None and not draft.cue.reporting:
        confidence -= Decimal("0.15")
    if voice is None or not voice.named:
        confidence -= Decimal("0.05") if draft.source else Decimal("0.1")
    return max(confidence, Decimal("0.3"))
