"""Reads one sentence: which of its cues are used, whose they are, and which words are their content.

Works on units (words and whole quotations) and gives drafts with offsets. Quotations without a cue, and what goes on from one
sentence to the next, are the business of `attributions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from closewatch.reading.anchors import Anchor, Mode, verb_anchor
from closewatch.reading.clauses import content_offsets, content_start, modal_before, negation_before, offsets, takes_content, trimmed
from closewatch.reading.cues import Cue, CueFound, find_cues
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.nominal import noun_draft, phrase_draft
from closewatch.reading.phrases import noun_after, skip_adverbials
from closewatch.reading.sentences import Unit
from closewatch.reading.subjects import noun_before, subject_before
from closewatch.reading.words import CONJUNCTIONS, DASHES, NEGATIONS, NUMBER_WORDS, SUBORDINATORS

_GOVERNED = frozenset("of about on against for with at over into".split())
_OPENING = frozenset("while although though whereas".split())
_RELAYING = frozenset(("cite", "quote"))
_NOT_GOING_ON = frozenset("adding citing saying who which but and after as according while when in on at during".split())
"""What opens words of the reporter behind "X, officials say," and no second piece of the content."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a stretch of units, with the number of its paragraph and the depth of quotation it stands in."""

    units: Sequence[Unit]
    first: int
    end: int
    paragraph: int = 0
    level: int = 0
    headline: bool = False

    @property
    def offsets(self) -> Offsets:
        """Where it stands in the report."""
        return offsets(self.units, self.first, self.end)


def read_sentence(sentence: Sentence) -> list[Draft]:
    """Find the statements of one sentence, those without content left out."""
    units, first, end = sentence.units, sentence.first, sentence.end
    found = [
        cue for cue in find_cues(units, first, end) if cue.first == first or not units[cue.first].text[0].isupper() or sentence.headline
    ]
    anchors: list[Anchor] = []
    drafts: list[Draft] = []
    for cue in found:
        if cue.cue.kind == "adverb":
            drafts.extend(_adverb_draft(units, first, end, cue))
        elif cue.cue.kind == "noun":
            drafts.extend(noun_draft(units, first, end, cue, cue.cue))
        elif cue.cue.kind == "phrase" and not _verbal(cue):
            drafts.extend(phrase_draft(units, first, end, cue))
        else:
            anchor = verb_anchor(units, first, end, cue, anchors)
            if anchor is not None:
                anchors.append(anchor)
                continue
            noun = next((other for other in cue.others if other.kind == "noun"), None)
            if noun is not None:
                drafts.extend(noun_draft(units, first, end, cue, noun))
    for place, anchor in enumerate(anchors):
        draft = _draft(units, first, end, anchor, anchors[place + 1 :], anchors[:place])
        if draft is not None:
            drafts.append(draft)
    _cite(units, end, found, drafts)
    for draft in drafts:
        draft.sentence, draft.paragraph, draft.level = sentence.offsets, sentence.paragraph, sentence.level
    return [draft for draft in drafts if draft.contents]


def _verbal(found: CueFound) -> bool:
    return found.form.split()[0] not in ("according", "in", "as", "per", "by", "on", "to", "for", "from", "with", "citing", "at", "under")


def _draft(units: Sequence[Unit], first: int, end: int, anchor: Anchor, later: Sequence[Anchor], earlier: Sequence[Anchor]) -> Draft | None:
    found = anchor.found
    draft = Draft(found.cue, anchor.mode.value, cue_at=offsets(units, found.first, found.end))
    if anchor.source is not None:
        draft.source = _source_offsets(units, anchor.source)
        if units[anchor.source[0]].low in ("who", "which"):
            draft.antecedent = _antecedent(units, first, anchor.source[0])
    negated = negation_before(units, anchor.group, found.first)
    if negated is None and anchor.shared and anchor.group > first and units[anchor.group - 1].low in ("nor", "neither"):
        negated = (anchor.group - 1, anchor.group)
    draft.negated = offsets(units, *negated) if negated else None
    if draft.negated is None and anchor.source and units[anchor.source[0]].low in ("neither", "nobody", "none"):
        draft.negated = offsets(units, anchor.source[0], anchor.source[0] + 1)
    modal = modal_before(units, anchor.group, found.first)
    draft.modal = offsets(units, *modal) if modal else None
    stop = _stop(units, first, found.end, end, anchor, later)
    if found.cue.lemma in _RELAYING and found.form.endswith("ing") and anchor.shared:
        return None
    if anchor.mode is Mode.PASSIVE:
        _passive_content(units, first, stop, anchor, draft)
    elif anchor.mode is Mode.FRONT:
        _front_content(units, stop, anchor, draft)
    else:
        _behind_content(units, first, stop, anchor, draft, earlier)
    if anchor.addressee:
        draft.addressee = offsets(units, *anchor.addressee)
    return draft if draft.contents else None


def _antecedent(units: Sequence[Unit], first: int, relative: int) -> Offsets | None:
    end = relative - 1 if relative - 1 > first and units[relative - 1].text == "," else relative
    before = noun_before(units, first, end)
    return offsets(units, *before) if before is not None else None


def _source_offsets(units: Sequence[Unit], source: tuple[int, int]) -> Offsets:
    first, end = source
    while end - 1 > first and (units[end - 1].text in (",", "—", "–", "--", "'") or units[end - 1].low in ("'s", "’s", "also")):
        end -= 1
    return offsets(units, first, end)


def _stop(units: Sequence[Unit], first: int, at: int, end: int, anchor: Anchor, later: Sequence[Anchor]) -> int:
    """Where the content behind a cue ends at the latest: where the next cue of the same level begins its own clause."""
    stop = end
    for other in later:
        relays = other.found.cue.lemma in _RELAYING and other.found.form.endswith("ing")
        if (
            anchor.source
            and other.source
            and other.source[0] < anchor.source[0]
            and at < other.group <= stop
            and units[other.group - 1].text == ","
        ):
            # "The report, which cites two sources, says ...": the relative clause ends where the main verb goes on.
            stop = other.group - 1
        if relays or other.cut <= at or other.found.end >= end or units[other.found.end].text == ".":
            continue
        if (
            other.partner is anchor
            or (other.shared and other.partner is None)
            or (other.shared and other.partner is not None and other.partner is anchor.partner)
            or (other.mode in (Mode.BEHIND, Mode.INVERTED) and units[other.cut - 1].text == ",")
            or (other.mode in (Mode.FRONT, Mode.PASSIVE) and other.source and _starts_new_clause(units, at, other.cut))
        ):
            stop = min(stop, other.cut)
    if (anchor.group == first and anchor.shared) or units[first].low in _OPENING:
        # "While S suggested that X, he dismisses it": the opening clause ends at the comma before the main one.
        commas = [place for place in range(at + 1, stop) if units[place].text == "," and place + 1 < stop]
        mains = [place for place in commas if any(other.cut == place + 1 and other.source for other in later)]
        if mains or (commas and anchor.group <= first + 12):
            stop = min(stop, mains[0] if mains else commas[-1] if anchor.group > first else commas[0])
    for place in range(at, stop):
        if units[place].text == ";" or (
            units[place].low == "according"
            and place + 1 < stop
            and units[place + 1].low == "to"
            and units[place - 1].text in (",", *DASHES)
        ):
            return place
    return stop


def _starts_new_clause(units: Sequence[Unit], at: int, cut: int) -> bool:
    """Whether ", but Moscow denied" starts at a place: a comma and a joint of clauses stand directly before the subject."""
    if cut - 2 <= at:
        return units[cut - 1].text == ";"
    return (
        units[cut - 1].low in ("but", "while", "whereas", "and", "although", "though", "yet") and units[cut - 2].text in (",", *DASHES)
    ) or units[cut - 1].text == ";"


def _front_content(units: Sequence[Unit], stop: int, anchor: Anchor, draft: Draft) -> None:
    found = anchor.found
    at, addressee = content_start(units, found, stop)
    draft.addressee = offsets(units, *addressee) if addressee else None
    start, end = trimmed(units, at, stop)
    if start >= end:
        # "Asked about it, he said so.": without words of its own the cue carries nothing.
        return
    if not takes_content(units, start, end, found.cue) and (addressee is None or "noun" not in found.cue.takes):
        return
    if units[start].low in _GOVERNED:
        if not found.cue.takes & {"noun", "person"}:
            return
        counted = (
            units[start].low in ("about", "over")
            and start + 1 < end
            and (units[start + 1].text[0].isdigit() or units[start + 1].low in NUMBER_WORDS)
        )
        counted = counted or (units[start].low == "at" and start + 1 < end and units[start + 1].low in ("least", "most"))
        start += start + 1 < end and not counted
    end = _clause_end(units, start, end, found.cue)
    quote = units[start].quotation
    if quote is not None:
        _quoted_content(units, start, end, draft)
        return
    draft.contents = content_offsets(units, start, end)


def _quoted_content(units: Sequence[Unit], start: int, end: int, draft: Draft) -> None:
    """A content that opens with a quotation: the quotation alone where the sentence stops with it, else with the words that go on."""
    after = start + 1
    while after < end and (units[after].quotation is not None or units[after].text in (",", "…", "...", "and")):
        after += 1
    rest = trimmed(units, after, end)
    long = units[start].end - units[start].start > 40
    if rest[0] >= rest[1] or (
        long
        and (
            units[after].text in (",", ";", *DASHES)
            or units[after].low in CONJUNCTIONS
            or units[after].low in ("in", "on", "at", "during", "to")
        )
    ):
        draft.contents = content_offsets(units, start, after)
        draft.quoted = True
    else:
        draft.contents = content_offsets(units, start, end)


def _clause_end(units: Sequence[Unit], start: int, end: int, cue: Cue) -> int:
    """Cut a noun phrase content where a new clause begins ("confirmed the losses, but gave no number")."""
    if units[start].low == "that" or (cue.takes & {"that"} and not cue.takes & {"noun"}):
        return end
    for place in range(start + 1, end):
        unit = units[place]
        if unit.text in (",", *DASHES) and place + 1 < end:
            following = units[place + 1]
            if following.low in ("but", "while", "although", "though", "whereas", "which", "after", "as", "when") or (
                following.low in SUBORDINATORS and following.low not in ("if", "because")
            ):
                return place
            if following.low.endswith("ing") and following.text.islower() and "that" not in cue.takes:
                return place
    return end


def _behind_content(units: Sequence[Unit], first: int, stop: int, anchor: Anchor, draft: Draft, earlier: Sequence[Anchor]) -> None:
    """The content before the cue, and its second piece where it goes on behind ("X, officials say, Y")."""
    source = anchor.source or (anchor.group, anchor.group)
    edge = min(source[0], anchor.group)
    begin = first
    for other in earlier:
        # '"A," she said, adding: "B," he said' - what an earlier cue of the sentence took is not taken again.
        adjoins = other.mode is Mode.BEHIND and all(not unit.is_word for unit in units[other.found.end : edge])
        if other.mode in (Mode.BEHIND, Mode.INVERTED) and other.cut >= first and not adjoins:
            begin = max(begin, max(other.found.end, (other.source or (0, 0))[1]))
    for place in range(edge - 1, begin, -1):
        if units[place].text == ";" and units[place].quotation is None:
            begin = place + 1
            break
    if edge - 1 > begin and units[edge - 1].low == "as":
        edge -= 1
    before = trimmed(units, begin, edge)
    if before[0] >= before[1]:
        return
    draft.contents = content_offsets(units, *before)
    draft.quoted = units[before[1] - 1].quotation is not None and all(
        units[place].quotation is not None or not units[place].is_word for place in range(*before)
    )
    at = max(anchor.found.end, source[1])
    if anchor.mode is Mode.BEHIND:
        at, addressee = content_start(units, anchor.found, stop)
        draft.addressee = offsets(units, *addressee) if addressee else None
    at = skip_adverbials(units, at, stop)
    comma = at < stop and units[at].text in (",", ":", *DASHES)
    if at >= stop:
        return
    rest = trimmed(units, at, stop)
    if rest[0] >= rest[1]:
        return
    next_quote = next((place for place in range(at, min(stop, at + 14)) if units[place].quotation is not None), None)
    if units[before[1] - 1].quotation is not None:
        if (next_quote is not None and units[next_quote - 1].text in (",", ":", *DASHES, ".")) or units[rest[0]].quotation is not None:
            going_on = rest[0] if units[rest[0]].quotation is not None else next_quote
            if going_on is not None:
                draft.contents += content_offsets(units, going_on, going_on + 1)
    elif comma and units[rest[0]].low not in _NOT_GOING_ON and not units[rest[0]].low.endswith("ing"):
        draft.contents += content_offsets(units, *rest)


def _passive_content(units: Sequence[Unit], first: int, stop: int, anchor: Anchor, draft: Draft) -> None:
    found = anchor.found
    subject = subject_before(units, first, found.first)
    if found.cue.kind == "phrase" and subject is None:
        draft.contents = content_offsets(units, found.end, stop)
        return
    if found.cue.lemma == "quote":
        marker = next((place for place in range(found.end, stop) if units[place].low == "as"), None)
        if marker is not None:
            at = skip_adverbials(units, marker + 2, stop)
            draft.contents = content_offsets(units, at, stop)
            if anchor.addressee:
                draft.relays.append(_source_offsets(units, anchor.addressee))
                anchor.addressee = None
        return
    at = found.end
    if anchor.source and anchor.source[0] >= found.end:
        at = anchor.source[1]
    at = skip_adverbials(units, at, stop)
    rest = trimmed(units, at, stop)
    if anchor.addressee is None and subject is not None and units[subject[0]].low not in ("it", "who", "which"):
        draft.contents = content_offsets(units, *subject)
    if rest[0] < rest[1] and (
        units[rest[0]].low in ("that", "to", "as") or found.cue.kind == "phrase" or anchor.addressee or units[rest[0]].quotation is not None
    ):
        draft.contents += content_offsets(units, *rest)


def _adverb_draft(units: Sequence[Unit], first: int, end: int, found: CueFound) -> list[Draft]:
    """Read a statement without a source around its adverb: "The mayor reportedly left the port"."""
    draft = Draft(found.cue, Mode.ADVERB.value, cue_at=offsets(units, found.first, found.end))
    subject = subject_before(units, first, found.first) or noun_before(units, first, found.first)
    if subject is not None:
        draft.contents += content_offsets(units, subject[0], found.first)
    stop = next(
        (
            place
            for place in range(found.end, end)
            if units[place].text in (";", *DASHES)
            or (units[place].text == "," and place + 1 < end and units[place + 1].low in CONJUNCTIONS)
        ),
        end,
    )
    draft.contents += content_offsets(units, found.end, stop)
    return [draft] if draft.contents and (subject is not None or found.first == first) else []


def _cite(units: Sequence[Unit], end: int, found: Sequence[CueFound], drafts: Sequence[Draft]) -> None:
    """Make the cited phrase the root of the nearest statement: in "B, citing A, said X", A is the speaker and B passes it on."""
    for cue in found:
        if cue.cue.lemma not in _RELAYING or not cue.form.endswith("ing") or cue.first == 0:
            continue
        before = units[cue.first - 1]
        if before.text not in (",", *DASHES):
            continue
        after = noun_after(units, cue.end, end, with_description=False)
        if after <= cue.end or units[cue.end].low in NEGATIONS:
            continue
        place = units[cue.first].start
        near = [draft for draft in drafts if draft.source is not None and draft.cue_at is not None and draft.contents]
        holder = next((draft for draft in near if draft.source and draft.source[0] < place < draft.source[1]), None)
        holder = holder or next(
            (
                draft
                for draft in reversed(near)
                if draft.cue_at
                and draft.cue_at[0] < place
                and not any(start <= place < stop and stop - place > 60 for start, stop in draft.contents)
            ),
            None,
        )
        if holder is None or holder.root is not None or holder.source is None:
            continue
        holder.root = offsets(units, cue.end, after)
        if holder.source[0] < place < holder.source[1]:
            holder.source = (holder.source[0], units[cue.first - 2].end)
        holder.relays.append(holder.source)
        holder.contents = [(start, min(stop, before.start)) if start < place < stop else (start, stop) for start, stop in holder.contents]
        holder.contents = [(start, stop) for start, stop in holder.contents if start < stop]
