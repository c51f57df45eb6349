"""What the trained reader does not tell of a statement that it found: its whole sentence, who is cited, whom "who" stands for.

Fills in what is blank on a draft from its own words, so that stance, basis and relays do not depend on a rule's draft beside it.
"""

from __future__ import annotations

import re

from closewatch.reading.cues import find_cue
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.encoder.bounds import redraw
from closewatch.reading.phrases import noun_after
from closewatch.reading.sentences import find_units
from closewatch.reading.subjects import noun_before
from closewatch.reading.words import ABBREVIATIONS

_RELATIVES = ("who", "which", "that")
_REACH = 160
"""Characters beside a cue or a source in which it is told whom they cite."""
_CITING = re.compile(r"(?<=[,—–-] )(?:citing|quoting) (?=\w)")
_CITES = re.compile(r"(citing|quoting) (?:the |a |an )?$")
_SAID_TO = re.compile(r"(?:is|are|was|were) (?:said|reported|thought|believed|understood|known) to (?:have )?(\w+) ?", re.IGNORECASE)
_CREDITING = re.compile(r"\b(?:credit|attribut|ascrib)\w*$", re.IGNORECASE)
_CREDITED = re.compile(r" to (?=(?:the|an?|his|her|its|their)\b|[A-Z])")
_QUOTED_AS = re.compile(
    r"\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing)) (?P<who>[^.;:“”\"]{2,100}?) as (?:saying|telling|writing|warning|having said)\b",
    re.IGNORECASE,
)
_HEARING = re.compile(r"\b(?:hear[ds]?|learn(?:s|ed|t)?|know[ns]?|knew) from ", re.IGNORECASE)


def fill_in(text: str, draft: Draft) -> None:
    """Say on a draft what its words tell and the model leaves out; what is told already stays.

    >>> text = "Blue Canal, citing Signal Wire, said that it rained."
    >>> draft = Draft(None, "encoder", (0, 10), (32, 36), [(37, 51)], sentence=(0, 52))
    >>> fill_in(text, draft)
    >>> text[slice(*draft.cited)], text[slice(*draft.citing)]
    ('Signal Wire', 'citing')
    """
    _widen_sentence(text, draft)
    redraw(text, draft)
    _keep_to_paragraph(text, draft)
    _said_to(text, draft)
    if draft.source is None or draft.cue_at is None:
        return
    if draft.antecedent is None and text[slice(*draft.source)].lower() in _RELATIVES:
        draft.antecedent = _phrase_before(text, draft.sentence[0], draft.source[0])
    _beside(text, draft)
    if draft.root is None and not draft.relays and draft.cited is None:
        _quoted_as(text, draft)
        _cited(text, draft)
        _credited(text, draft)


def _widen_sentence(text: str, draft: Draft) -> None:
    """A sentence goes on over "Mr." and "Col. Ann Roe", and over an initial."""
    start, end = draft.sentence
    while start > 0 and _is_short_form(text, start) and "\n" not in text[start - 2 : start + 1]:
        start = max(text.rfind(". ", 0, start - 2) + 1, text.rfind("\n", 0, start) + 1)
    while end > 0 and _is_short_form(text, end) and "\n" not in text[end : end + 2] and end < len(text):
        stops = [place for stop in (". ", ".\n", "\n", ".”", '."') if (place := text.find(stop, end + 1)) >= 0]
        end = min(stops, default=len(text) - 1) + 1
    draft.sentence = (start + len(text[start:end]) - len(text[start:end].lstrip()), end)


def _is_short_form(text: str, stop: int) -> bool:
    if text[stop - 1 : stop] != ".":
        return False
    word = re.search(r"([\w.]+)\.$", text[max(0, stop - 12) : stop])
    return word is not None and (word[1].lower() in ABBREVIATIONS or (len(word[1]) == 1 and word[1].isupper()))


def _keep_to_paragraph(text: str, draft: Draft) -> None:
    """No source goes on over the end of its paragraph; of two paragraphs it is the one beside the cue or the content."""
    if draft.source is None or "\n\n" not in text[slice(*draft.source)]:
        return
    start, end = draft.source
    beside = draft.cue_at or draft.contents[0]
    if beside[0] < start:
        end = start + len(text[start:end].split("\n\n", 1)[0].rstrip())
    else:
        start = text.rfind("\n\n", start, end) + 2
    draft.source = (start, end) if start < end else draft.source


def _quoted_as(text: str, draft: Draft) -> None:
    """ "B quoted A as saying X": the words are A's, and B passes them on."""
    if draft.source is None or draft.cue_at is None or draft.source[1] > draft.cue_at[0]:
        return
    match = _QUOTED_AS.search(text, draft.source[1], draft.cue_at[1])
    root = _phrase_after(text, match.start("who"), match.end("who")) if match else None
    if root is not None:
        draft.root = root
        draft.relays.append(draft.source)


def _said_to(text: str, draft: Draft) -> None:
    """ "The guards are said to assume X": the guards assume it, and nobody is named who says so."""
    if draft.source is not None or draft.cue_at is None or draft.quoted:
        return
    frame = _SAID_TO.match(text, draft.cue_at[0])
    frame = frame or _SAID_TO.match(text, text.rfind(" ", 0, max(draft.cue_at[0] - 1, 0)) + 1)
    verb = find_cue(frame[1]) if frame else None
    if frame is None or verb is None or verb.kind != "verb" or verb.reporting:
        return
    subject = _phrase_before(text, draft.sentence[0], frame.start())
    contents = [(max(start, frame.end()), end) for start, end in draft.contents if end > frame.end()]
    if subject is not None and contents:
        draft.source, draft.cue_at, draft.cue, draft.contents = subject, (frame.start(), frame.end(1)), verb, contents


def _beside(text: str, draft: Draft) -> None:
    """Whoever is cited beside a source is the speaker of a statement of their own, not of the one that cites them."""
    if draft.root is None or draft.source is None:
        return
    match = _CITES.search(text[max(0, draft.root[0] - 14) : draft.root[0]])
    if match is None:
        return
    start = draft.root[0] - len(match[0])
    draft.cited, draft.citing, draft.root = draft.root, (start, start + len(match[1])), None
    draft.relays = [place for place in draft.relays if place != draft.source]


def _cited(text: str, draft: Draft) -> None:
    """ "B, citing A, said X" and "X, B said, citing A": the words are A's, and B passes them on."""
    if draft.source is None or draft.cue_at is None:
        return
    for start, end in (draft.source, (draft.source[1], draft.source[1] + _REACH), (draft.cue_at[1], draft.cue_at[1] + _REACH)):
        end = min(end, draft.sentence[1]) if draft.sentence[1] > draft.sentence[0] else end
        match = _CITING.search(text, start, end)
        if match is None or any(first <= match.start() < last - 60 for first, last in draft.contents):
            continue
        root = _phrase_after(text, match.end(), draft.sentence[1])
        if root is None:
            continue
        if draft.source[0] < match.start() < draft.source[1]:
            draft.source = (draft.source[0], draft.source[0] + len(text[draft.source[0] : match.start()].rstrip(" ,—–-")))
        draft.cited, draft.citing = root, (match.start(), match.start() + len(match[0].rstrip()))
        cut = [(first, min(last, match.start()) if first < match.start() < last else last) for first, last in draft.contents]
        draft.contents = [(first, first + len(text[first:last].rstrip(" ,—–-"))) for first, last in cut]
        return


def _credited(text: str, draft: Draft) -> None:
    """ "B credited the figure to A" and "B heard from A that X": what is said is A's, and B passes it on."""
    if draft.source is None or draft.cue_at is None or draft.root is not None:
        return
    if (heard := _HEARING.search(text, draft.cue_at[0], draft.cue_at[1] + 6)) is not None:
        teller = _phrase_after(text, heard.end(), draft.sentence[1])
        listener = _phrase_before(text, draft.sentence[0], heard.start())
        if teller is not None and listener is not None and teller[1] <= draft.contents[0][0]:
            draft.root, draft.source = teller, teller
            draft.relays.append(listener)
        return
    if not _CREDITING.search(text, *draft.cue_at):
        return
    start, end = draft.contents[-1]
    to = list(_CREDITED.finditer(text, start, min(end + _REACH, draft.sentence[1])))
    root = _phrase_after(text, to[-1].end(), draft.sentence[1]) if to else None
    if to and root is not None and to[-1].start() <= end:
        draft.root = root
        draft.relays.append(draft.source)
        draft.contents[-1] = (start, to[-1].start())


def _phrase_after(text: str, at: int, end: int) -> Offsets | None:
    units = find_units(text, at, max(at, min(end, at + _REACH)), ())
    last = noun_after(units, 0, len(units), with_description=False)
    return (units[0].start, units[last - 1].end) if last > 0 else None


def _phrase_before(text: str, start: int, at: int) -> Offsets | None:
    units = find_units(text, start, at, ())
    end = len(units)
    while end and units[end - 1].text in (",", "—", "–"):
        end -= 1
    found = noun_before(units, 0, end)
    return (units[found[0]].start, units[found[1] - 1].end) if found is not None else None
