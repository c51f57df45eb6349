"""Where the words of a statement that the model found end wrongly: names cut at a hyphen, who was told taken for what was told.

Redraws source, cue and content of one draft by the words around them; what the model does not tell at all is filled in by `details`.
"""

from __future__ import annotations

import re

from closewatch.reading.cues import find_cue
from closewatch.reading.drafts import Draft
from closewatch.reading.outlets import outlet_at

_REST = re.compile(r"(\w+) (?=\w)")
_CLOCK = re.compile(r"(?:\d{1,2})?[:.h]?\d{2} +(?=[^\W\d])")
_SPEAKING = re.compile(
    r", (?P<who>[^,.;:“”\"]{2,60}?) (?P<verb>says|said|tells|told|claims|claimed|warns|warned|insists|insisted|denies|denied)[,:]? ?[“\"]?"
)
_SPEAKING_TO = re.compile(r"\b(?:spoken?|speaks?|speaking|talk(?:ed|s|ing)?|wrote|writes|complained|told|tells) ?(?:to|with)?$")
_OF_WHAT = re.compile(r" (?:of|about|how|what|why) ")
_WHEN_ONLY = re.compile(r"(?:then|later|afterwards|today|yesterday|now|again|at the time|soon after|(?:on )?\w+day)[.,]?", re.IGNORECASE)
_SHORTEST = 12
"""Characters of the shortest clause that is taken for a content."""
_HAVING = ("has", "had", "lets", "let")
_VERB_BEHIND = re.compile(r" (\w+) $")
_LETS = re.compile(r"(?:lets|let|has|had|makes|made) (?P<who>[^,.;:“”\"]{2,60}?) (?P<verb>\w+)")
_QUOTES_WHO = re.compile(
    r"(?:^|[.;,] )(?P<outlet>[^,.;:“”\"]{3,60}?) (?:also |has |had )*(?:quot(?:es|ed)|cit(?:es|ed)|interview(?:s|ed)|spoke to|talked to"
    r"|heard"
    r"|reached|met) (?P<who>[^.;:“”\"]{3,80}?),? $"
)
_REACH = 160
"""Characters before a source in which it is told who heard it."""


def redraw(text: str, draft: Draft) -> None:
    """Redraw the words of a draft where they plainly end too early or too late.

    >>> text = "Nine ships left, lawmaker Park Sun-won told reporters."
    >>> draft = Draft(None, "encoder", (17, 35), (35, 43), [(0, 15)], sentence=(0, 54))
    >>> redraw(text, draft)
    >>> text[slice(*draft.source)], text[slice(*draft.cue_at)]
    ('lawmaker Park Sun-won', 'told')
    """
    _mend_name(text, draft)
    _after_clock(text, draft)
    _speaks_in(text, draft)
    _goes_on_behind(text, draft)
    _lets_say(text, draft)
    _to_whom(text, draft)
    _heard_by(text, draft)


def _mend_name(text: str, draft: Draft) -> None:
    """A name goes on over its hyphen: "Park Sun-" and "won told" are "Park Sun-won" and "told"."""
    if draft.source is None or draft.cue_at is None or draft.source[1] != draft.cue_at[0]:
        return
    rest = _REST.match(text, *draft.cue_at)
    if rest is None or text[draft.source[1] - 1 : draft.source[1]] != "-":
        return
    draft.source = draft.source[0], rest.end(1)
    draft.cue_at = rest.end(), draft.cue_at[1]
    draft.cue = find_cue(text[slice(*draft.cue_at)])


def _after_clock(text: str, draft: Draft) -> None:
    """On a live page the time of an entry is no part of the words for whoever speaks: "08:45 Radio Delta says"."""
    if draft.source is None:
        return
    clock = _CLOCK.match(text, max(0, draft.source[0] - 3))
    if clock is not None and draft.source[0] < clock.end() < draft.source[1]:
        draft.source = clock.end(), draft.source[1]


def _speaks_in(text: str, draft: Draft) -> None:
    """ "In a video posted by a channel, a pilot says that": the pilot speaks, and the video is where."""
    if draft.source is None or draft.cue_at is None or text[slice(*draft.cue_at)].lower() not in ("in", "on"):
        return
    match = _SPEAKING.fullmatch(text[draft.source[1] : draft.contents[0][0]])
    verb = find_cue(match["verb"]) if match is not None else None
    if match is None or verb is None:
        return
    at = draft.source[1]
    draft.source, draft.cue, draft.cue_at = (
        (at + match.start("who"), at + match.end("who")),
        verb,
        (at + match.start("verb"), at + match.end("verb")),
    )


def _goes_on_behind(text: str, draft: Draft) -> None:
    """ "It writes that, according to its sources, nine died": what follows the source is the content, where only "that" was found."""
    if draft.source is None or draft.cue_at is None or len(draft.contents) > 1:
        return
    first, last = draft.sentence[0], draft.source[0] - 2
    if _WHEN_ONLY.fullmatch(text, *draft.contents[0]) and draft.source[1] < draft.cue_at[0] < draft.contents[0][0]:
        # "Nine died, lawmakers said then": only when it was said was found.
        if text[max(last, 0) : draft.source[0]] == ", " and last - first > _SHORTEST:
            draft.contents = [(first, last)]
        return
    if text[slice(*draft.contents[0])].lower().strip(" ,") != "that":
        return
    start, end = draft.source[1] + 2, draft.sentence[1] - 1
    if text[draft.source[1] : start] == ", " and start < end:
        draft.contents = [(start, end)]


def _lets_say(text: str, draft: Draft) -> None:
    """ "The Tribune lets the board predict": the board speaks as the Tribune has it."""
    if draft.source is None or draft.cue_at is None or draft.relays:
        return
    if text[slice(*draft.cue_at)] in _HAVING and draft.source[0] == draft.cue_at[1] + 1:
        # "and had | him | say": who is let say it stands behind.
        verb_behind = _VERB_BEHIND.match(text, draft.source[1], draft.contents[0][0])
        verb = find_cue(verb_behind[1]) if verb_behind is not None else None
        if verb_behind is not None and verb is not None:
            draft.cue, draft.cue_at = verb, verb_behind.span(1)
        return
    if draft.source[1] > draft.cue_at[0]:
        return
    match = _LETS.fullmatch(text, *draft.cue_at)
    verb = find_cue(match["verb"]) if match is not None else None
    if match is None or verb is None or outlet_at(text, *draft.source) is None:
        return
    draft.relays, draft.source = [draft.source], match.span("who")
    draft.cue, draft.cue_at = verb, match.span("verb")


def _to_whom(text: str, draft: Draft) -> None:
    """ "Diplomats spoke to | a broadcaster of nine camps": the broadcaster is spoken to, and nine camps are the content."""
    if draft.cue_at is None or draft.quoted or _SPEAKING_TO.search(text, *draft.cue_at) is None:
        return
    start, end = draft.contents[0]
    behind = _OF_WHAT.search(text, start, end) if 0 <= start - draft.cue_at[1] <= 4 else None
    if behind is not None and behind.end() < end and outlet_at(text, start, behind.start()) == (start, behind.start()):
        draft.contents[0] = behind.end(), end


def _heard_by(text: str, draft: Draft) -> None:
    """ "The Argus also quotes an aide, who says": the aide speaks, through the Argus."""
    if draft.source is None or text[slice(*draft.source)].lower() not in ("who", "which", "that"):
        return
    first = max(draft.sentence[0], draft.source[0] - _REACH)
    match = _QUOTES_WHO.search(text[first : draft.source[0]])
    if match is None or outlet_at(text, first + match.start("outlet"), first + match.end("outlet")) is None:
        return
    draft.antecedent = first + match.start("who"), first + match.end("who")
    draft.relays = draft.relays or [(first + match.start("outlet"), first + match.end("outlet"))]
