"""Statements that only seem to stand in another's words: a clause of its own beside them, or a known remark that is commented on.

Looks at two drafts of which one lies in the other; who speaks in them is told by `sourced`, what passed through whom by `chains`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from closewatch.reading.cues import finite_verbs
from closewatch.reading.drafts import Draft
from closewatch.reading.kinds import noun_kind
from closewatch.reading.names import names_trade
from closewatch.reading.plurals import singular
from closewatch.reading.words import AUXILIARIES, SUBJECT_PRONOUNS

_JOINED = re.compile(r"(?:;|,? (?:and|but|while|whereas|though|although)) $")
_OPENS_CLAUSE = re.compile(r"\W*(?:that|whether|how|why|what|if|because)\b", re.IGNORECASE)
_CLAUSAL = frozenset("say add tell think believe insist warn argue explain claim write recall suggest hope fear know".split())
"""Cues whose words are a clause also without "that", so that "and" goes on within them."""
_COMMENTING = frozenset("point out note recall remind observe remember stress mention".split()) | {"point out"}
"""Cues of those who speak of what was said before, and tell nothing that the report did not have."""
_REACH = 400
"""Characters of things that somebody counts or denies before a clause of its own begins."""
_HAD = re.compile(r"\bhad(?: \w+){0,2}$|\bhad\b")


def is_alongside(text: str, outer: Draft, inner: Draft) -> bool:
    """Whether a statement taken for part of another's words is a clause beside them: "counted nine dead and the mayor spoke of six".

    The outer words are then things and no clause, so that a joined clause has a source and a cue of its own.

    >>> from closewatch.reading.cues import find_cue
    >>> text = "The ward counted nine dead and the mayor spoke of six."
    >>> outer = Draft(find_cue("counted"), "", (0, 8), (9, 16), [(17, 53)])
    >>> is_alongside(text, outer, Draft(find_cue("spoke of"), "", (31, 40), (41, 49), [(50, 53)]))
    True
    """
    if outer.quoted or inner.source is None or inner.cue_at is None or outer.cue is None or outer.cue.lemma in _CLAUSAL:
        return False
    start = outer.contents[0][0]
    if not start < inner.source[0] <= start + _REACH or inner.cue_at[0] < inner.source[1] or _OPENS_CLAUSE.match(text, start):
        return False
    before = text[start - 1 if start else start : inner.source[0]]
    if (
        inner.cue is None
        or not inner.cue.reporting
        or any(mark in before for mark in '“”"«»')
        or not _can_speak(text[slice(*inner.source)])
    ):
        return False
    joined = _JOINED.search(before)
    if joined is None:
        return False
    things = re.findall(r"[\w’'-]+", before[: joined.start()].lower())
    return bool(things) and not any(word in AUXILIARIES or (word in finite_verbs() and not word.endswith("ed")) for word in things)


def _can_speak(words: str) -> bool:
    last = words.split()[-1]
    return last[:1].isupper() or noun_kind(last) is not None or names_trade(singular(last.lower())) or words.lower() in SUBJECT_PRONOUNS


def comments_on(text: str, outer: Draft, inner: Draft) -> bool:
    """Whether somebody points to words that were said before: "she pointed out that the minister had spoken of both"."""
    if outer.cue is None or inner.cue_at is None or outer.cue.lemma not in _COMMENTING:
        return False
    first = inner.source[1] if inner.source is not None and inner.source[1] <= inner.cue_at[0] else inner.cue_at[0]
    return _HAD.search(text[first : inner.cue_at[1]]) is not None


def twins(drafts: Sequence[Draft]) -> Mapping[int, int]:
    """Give, for each statement that has the same words as one whose source passed it on, the place of that one.

    "The Post, citing a clerk, reports that X": what stands inside X came through the clerk, and then through the Post.
    """
    cited: dict[tuple[tuple[int, int], ...], int] = {tuple(draft.contents): place for place, draft in enumerate(drafts) if draft.relays}
    found = {place: cited[key] for place, draft in enumerate(drafts) if (key := tuple(draft.contents)) in cited}
    return {
        place: other
        for place, other in found.items()
        if place != other and drafts[place].source in drafts[other].relays and drafts[place].source is not None
    }
