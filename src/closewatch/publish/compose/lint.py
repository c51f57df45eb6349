"""What an analyst's own sentences should not do: mix two scales of likelihood, put likelihood and confidence into one sentence, or call
true what one source says.

After ICD 203 (2015), D.6.e(2)(a) and (b). The notes are for whoever writes; nothing is changed, and quoted words are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from closewatch.publish.wording import one_line
from closewatch.terms.dossier import Cited, Dossier, Maker, Section, Sentence
from closewatch.terms.trouble import Problem, Severity

SCALES = (
    ("almost no chance", "very unlikely", "unlikely", "roughly even chance", "very likely", "likely", "almost certain", "almost certainly"),
    (
        "remote chance", "remote possibility", "highly improbable", "improbable", "roughly even odds", "highly probable", "probable",
        "probably", "nearly certain", "nearly certainly",
    ),
)  # fmt: skip
"""The two rows of words of ICD 203, D.6.e(2)(a): an analyst keeps to one of them, or says why not."""

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_WORDS = tuple(re.compile(r"\b(?:" + "|".join(sorted(row, key=len, reverse=True)) + r")\b", re.IGNORECASE) for row in SCALES)
_CONFIDENCE = re.compile(
    r"\b(?:low|moderate|medium|high)(?:er)?[- ]confidence\b|\bconfidence is (?:low|moderate|medium|high)\b", re.IGNORECASE
)
_TRUE = re.compile(
    r"\b(?:confirmed|confirms|prove[sdn]?|proven|verified|established beyond|undoubtedly|certainly true|is a fact|in truth)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(r"\b(?:not|never|nothing|neither|nobody|unless|whether|if|cannot)\b", re.IGNORECASE)


def lint(dossier: Dossier) -> tuple[Problem, ...]:
    """Name what a reader of the analysts' own sentences should not have to stumble over."""
    own = [(section, sentence) for section, sentence in dossier.sentences() if sentence.maker is Maker.PERSON]
    annex = {cited.id: cited for cited in dossier.annex}
    return (*_mixed(own), *(problem for section, sentence in own for problem in _in_one(section, sentence, annex)))


def likelihood_words(text: str) -> tuple[tuple[str, ...], ...]:
    """Give the words of likelihood in a text, by the scale that they belong to; quoted ones are somebody else's.

    >>> likelihood_words("It is very likely, and not “improbable”; an attack is probable.")
    (('very likely',), ('probable',))
    """
    plain = _QUOTED.sub(" ", text)
    return tuple(tuple(word.lower() for word in row.findall(plain)) for row in _WORDS)


def _mixed(own: list[tuple[Section, Sentence]]) -> Iterator[Problem]:
    """Say where the second scale is used first, where both are."""
    used: list[str] = ["", ""]
    for section, sentence in own:
        for place, words in enumerate(likelihood_words(sentence.text)):
            if words and not used[place]:
                used[place] = words[0]
                if all(used):
                    message = f"wanted likelihood in the words of one scale, found “{used[0]}” and “{used[1]}” (ICD 203)"
                    yield Problem("dossier.likelihood-mixed", message, _at(section, sentence), Severity.NOTE)
                    return


def _in_one(section: Section, sentence: Sentence, annex: dict[str, Cited]) -> Iterator[Problem]:
    plain = _QUOTED.sub(" ", sentence.text)
    likely = [word for row in likelihood_words(sentence.text) for word in row]
    confidence = _CONFIDENCE.search(plain)
    if likely and confidence:
        message = f"wanted likelihood and confidence in sentences of their own, found “{likely[0]}” and “{confidence[0]}” in one (ICD 203)"
        yield Problem("dossier.confidence-with-likelihood", message, _at(section, sentence), Severity.NOTE)
    true = _TRUE.search(plain)
    if true and not _HEDGED.search(plain[: true.start()]):
        speakers = {cited.speaker or cited.outlet for one in sentence.cites if (cited := annex.get(one))}
        if len(speakers) < 2:
            rests = f"one source, {one_line(speakers.pop(), 60) or 'not named'}" if speakers else "nothing that is cited"
            message = f"wanted two sources or more behind “{true[0]}”, found that it rests on {rests}"
            yield Problem("dossier.says-true", message, _at(section, sentence), Severity.NOTE)


def _at(section: Section, sentence: Sentence) -> str:
    return f"{sentence.id} in “{one_line(section.heading, 80)}”: {one_line(sentence.text, 80)}"
