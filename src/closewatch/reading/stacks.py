"""Attributions that close a sentence one after the other: "the bridge fell, the mayor said on Monday, the Gazette reported".

Each of them gets all the words before it, so that the mayor stands inside what the Gazette reported. Finding them is the business of
`patterns`; that who stands inside whom passed the words on is told by `attributions`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from closewatch.reading.drafts import Draft, Offsets

_BETWEEN = re.compile(
    r"(?: (?:on|in|at|after|during|from|last|this|earlier|before|by|late|early|yesterday|today|to|\w+day"
    r"|the|an?|his|her|its|their|reporters|journalists|us|this)\b[^,;:.\"“”]{0,60})?,[”\"’']? $"
)
"""What may stand between two attributions behind the same words: when, where or to whom the first was made."""
_WITHIN = 12
"""Characters between the source and the cue of an attribution behind its content ("the service itself said")."""
_MOST = 4
"""Attributions around the same words; a longer row of them is no sentence that anybody wrote."""


def nest(text: str, drafts: Sequence[Draft]) -> None:
    """Give the attributions that close a sentence the words before them, and take these attributions out of the words of the others.

    >>> from closewatch.reading.cues import find_cue
    >>> text = "Kyiv fell, the mayor said, the Gazette reported."
    >>> mayor = Draft(find_cue("said"), "behind", (11, 20), (21, 25), [(0, 9), (27, 47)], sentence=(0, 48))
    >>> paper = Draft(find_cue("reported"), "behind", (27, 38), (39, 47), [(0, 9)], sentence=(0, 48))
    >>> nest(text, [mayor, paper])
    >>> [text[slice(*draft.contents[0])] for draft in (mayor, paper)]
    ['Kyiv fell', 'Kyiv fell, the mayor said']
    """
    sentences: dict[tuple[Offsets, int], list[Draft]] = {}
    for draft in drafts:
        if draft.contents:
            sentences.setdefault((draft.sentence, draft.level), []).append(draft)
    for (sentence, _), inside in sentences.items():
        if len(inside) > 1 and (series := _series(text, sentence, inside)):
            _give(text, series, inside)


def _series(text: str, sentence: Offsets, drafts: Sequence[Draft]) -> list[tuple[int, int, Draft]]:
    """The attributions that close a sentence with nothing of their own between them, the innermost first."""
    tags: list[tuple[int, int, Draft]] = []
    for draft in drafts:
        if draft.source is None or draft.cue_at is None or draft.cue is None or not draft.cue.reporting:
            continue
        (start, middle), (second, end) = sorted((draft.source, draft.cue_at))
        if start > sentence[0] and re.search(r",[”\"’']? $", text[sentence[0] : start]) and second - middle <= _WITHIN:
            tags.append((start, end, draft))
    tags.sort(key=lambda tag: tag[0])
    while tags and any(start >= tags[-1][1] for draft in (tags[-1][2],) for start, _ in draft.contents):
        # It opens a clause of its own: "..., and Moscow said that X".
        tags.pop()
    series = tags[-1:]
    for tag in tags[-2::-1]:
        if not _BETWEEN.match(text[tag[1] : series[0][0]]):
            break
        series.insert(0, tag)
    return series


def _give(text: str, series: Sequence[tuple[int, int, Draft]], drafts: Sequence[Draft]) -> None:
    first, own = series[0][0], [draft for _, _, draft in series]
    for draft in drafts:
        if draft not in own and draft.cue_at is not None and draft.cue_at[1] <= first:
            cut = [(start, start + len(text[start : min(end, first)].rstrip(" ,"))) for start, end in draft.contents if start < first]
            draft.contents = cut or draft.contents
    if 1 < len(series) <= _MOST:
        begin = min(start for draft in own for start, _ in draft.contents)
        end = first
        for _, after, draft in series:
            draft.contents = [(begin, begin + len(text[begin:end].rstrip(" ,")))]
            draft.quoted = False
            end = after
