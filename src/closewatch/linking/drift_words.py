"""The words of one telling as far as drift looks at them: sentences, bare content words, names, and the phrases that carry a fact.

Knows `lexicons/drift.toml` and nothing of statements and figures; what two tellings have in common is asked here, what changed is
decided in the modules beside it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from closewatch.terms.countries import country_names

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_STOP = re.compile(
    r"(?<![A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bGen)(?<!\bCol)(?<!\bSt)[.!?]+[”\"’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n[ \t]*\n"
)
_ENDING = re.compile(r"(?:[ai]bilit(?:y|ies)|[ai]bl[ey]|ations?|ions?|ings?|ments?|edly|ers?|ed|es|ly|s)$")
_NAME = re.compile(r"\b(?:[A-ZÀ-Þ][\w’'-]*|(?:of|al|el|de|la)(?=-?[A-Z]))(?:[ -][A-ZÀ-Þ][\w’'-]*)*")
_PLACED = re.compile(
    r"\b(in|into|at|near|from|to|around|outside|inside|off|of|on the road to|for|over|towards?"
    r"|(?:town|city|village|port|province|district|region|island|valley|camp|capital) of)\s+(?:the\s+)?(?:[a-z]+ern\s+)?$"
)


TEXTS = 64
"""Of how many texts the places of the sentences are remembered."""

PAIRS = 4
"""Of how many pairs of reports the weights of words are remembered: two reports can be joined by hundreds of edges, one after the other."""

SEEN = 4096
"""How many sentences and phrases are remembered with what was found in them: those of a report are asked for again and again."""


@dataclass(frozen=True)
class Lexicon:
    """What `lexicons/drift.toml` holds, ready to be asked."""

    stop: frozenset[str]
    numbers: frozenset[str]
    kinds_of_place: frozenset[str]
    same: dict[str, str]
    phrases: dict[str, re.Pattern[str]]
    outcomes: dict[str, re.Pattern[str]]
    people: dict[str, re.Pattern[str]]
    sources: dict[str, re.Pattern[str]]
    sites: dict[str, re.Pattern[str]]
    directions: dict[str, re.Pattern[str]]
    together: frozenset[frozenset[str]]
    nations: dict[str, str]


@dataclass(frozen=True)
class Name:
    """A run of capitalised words, with the preposition that it follows, if any."""

    start: int
    end: int
    text: str
    after: str

    @property
    def core(self) -> str:
        """What it has in common with its adjective and its possessive: "Romania" and "Romanian", "Kursk" and "Kursk's"."""
        return " ".join(name_core(word) for word in re.split(r"[ -]", self.text))


@cache
def lexicon() -> Lexicon:
    """Load the words of change."""
    rows = tomllib.loads(files("closewatch.linking").joinpath("lexicons/drift.toml").read_text("utf-8"))
    together = {
        frozenset((left, right)) for table in ("together", "sources_together") for left, group in rows[table].items() for right in group
    }
    return Lexicon(
        frozenset(rows["stop"].split()),
        frozenset(rows["numbers"].split()),
        frozenset(rows["kinds_of_place"].split()),
        {stem(word): f"={group.split()[0]}" for group in rows["same"] for word in group.split()},
        phrases=_patterns(rows["phrases"]),
        outcomes=_patterns(rows["outcomes"]),
        people=_patterns(rows["people"]),
        sources=_patterns(rows["sources"]),
        sites=_patterns(rows["sites"]),
        directions=_patterns(rows["directions"]),
        together=frozenset(together),
        nations={form: code for code, forms in rows["nations"].items() for form in forms.split("|")},
    )


def _patterns(rows: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in rows.items()}


def says(phrase: str, text: str) -> re.Match[str] | None:
    """Find the first words of a text that carry a phrase of the lexicon.

    >>> says("planned", "It plans to deliver 40 lorries")[0], says("planned", "It delivered 40 lorries")
    ('plans', None)
    """
    return lexicon().phrases[phrase].search(text)


def stem(word: str) -> str:
    """Cut a word to what its forms share, roughly.

    >>> stem("Shelling"), stem("shelled"), stem("deliveries"), stem("delivered")
    ('shel', 'shel', 'deliver', 'deliver')
    """
    word = re.sub(r"[’']s?$", "", word.casefold())
    short = re.sub(r"(?<!ilit)(?<!bl)(?:ies|ied|y)$", "", word) if len(word) > 4 else word
    short = _ENDING.sub("", short) if len(short) > 4 and short == word else short
    short = short[:-1] if len(short) == 4 and short.endswith("s") and not short.endswith("ss") else short
    short = short if len(short) > 2 else word
    return re.sub(r"([^aeiou])\1$", r"\1", short.removesuffix("e") if len(short) > 3 else short)


@lru_cache(maxsize=SEEN)
def content_words(text: str) -> frozenset[str]:
    """Give the bare content words of a telling, without numbers, days, and the words of saying.

    >>> sorted(content_words("About 4,000 soldiers were sent to the border, he said on Monday."))
    ['=frontier', '=send', '=soldier']
    """
    known = lexicon()
    found = set()
    for match in _WORD.finditer(text):
        begins = _sign_before(text, match.start()) in ("", ".", "!", "?", ":", "“", '"')
        for part in re.sub(r"[’']s?$", "", match[0]).split("-"):
            low = part.casefold()
            if len(part) > 1 and low not in known.stop and low not in known.numbers:
                named = part[0].isupper() and (not begins or _country_like(part))
                found.add(known.same.get(stem(part)) or (name_core(part) if named else stem(part)))
    return frozenset(found)


def _sign_before(text: str, at: int) -> str:
    """Give the last sign before a place that is no blank; none at the beginning."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return text[max(0, at - 1) : at]


class Likeness(NamedTuple):
    """What two tellings share: the part of the shorter one's content words by weight, how many words, and what they weigh."""

    share: float
    words: int
    weight: float
    whole: float = 0.0
    """The part of all their content words, by weight: 1 where neither has a word that the other has not."""


@dataclass(frozen=True)
class Rarity:
    """How much a word of two reports tells: the less, the more of their sentences have it; a function of the two texts alone."""

    counts: dict[str, int]

    def likeness(self, here: str, there: str) -> Likeness:
        """Measure what two tellings share."""
        left, right = content_words(here), content_words(there)
        both, here_only, there_only = (sum(map(self._weight, words)) for words in (left & right, left - right, right - left))
        if not left or not right:
            return Likeness(0.0, 0, 0.0)
        return Likeness(both / (both + min(here_only, there_only)), len(left & right), both, both / (both + here_only + there_only))

    def _weight(self, word: str) -> float:
        return 1 / max(self.counts.get(word, 1), 1)


@lru_cache(maxsize=PAIRS)
def rarity(here: str, there: str) -> Rarity:
    """Count in how many sentences of a report each content word stands, the larger number of the two reports.

    >>> words = rarity("The mill burned. The mill fell.", "The mill burned down in Orly.")
    >>> words.counts["mil"], words.counts["burn"]
    (2, 1)
    """
    counts: list[Counter[str]] = []
    for text in (here, there):
        counts.append(Counter(word for part in _STOP.split(text) for word in content_words(part)))
    return Rarity({word: max(count[word] for count in counts) for word in counts[0].keys() | counts[1].keys()})


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Find the sentence that holds some words: it ends at a stop before a capital, or at a blank line.

    >>> text = "It rained. About 30 fell, Mr. Roe said. It stopped."
    >>> text[slice(*sentence_at(text, 17, 19))]
    'About 30 fell, Mr. Roe said.'
    """
    low, high = max(0, start - 1500), min(len(text), end + 1500)
    begins, starts, stops = _stops(text)
    before, after = bisect_right(begins, start), bisect_left(starts, end - 1)
    return max(low, begins[before - 1] if before else 0), max(min(high, stops[after]) if after < len(stops) else high, end)


@lru_cache(maxsize=TEXTS)
def _stops(text: str) -> tuple[list[int], list[int], list[int]]:
    """Give for each stop of a text where the next sentence begins, where the stop begins, and where its sentence ends."""
    found = list(_STOP.finditer(text))
    return [one.end() for one in found], [one.start() for one in found], [one.start() + len(one[0].rstrip()) for one in found]


@lru_cache(maxsize=SEEN)
def names(text: str) -> tuple[Name, ...]:
    """Find the names in a telling; a word that only begins a sentence is one where it is capitalised elsewhere too, or begins a run.

    >>> [(name.text, name.after) for name in names("The drone fell in northern Romania on Monday.")]
    [('Romania', 'in')]
    """
    return tuple(find_names(text))


def find_names(text: str) -> Iterator[Name]:
    """Find the same names, and remember none: a whole report is asked for too seldom to be kept."""
    known = lexicon()
    for match in _NAME.finditer(text):
        start, words = match.start(), match[0]
        first = words.split()[0]
        opening = _sign_before(text, start) in '.?!"“‘:\n'
        if opening or first.casefold() in ("the", "a", "an"):
            low = re.sub(r"[’']s$", "", first).casefold()
            if low in known.stop or low in known.numbers or (opening and " " not in words and not _country_like(first)):
                start, words = start + len(first) + 1, words[len(first) + 1 :]
        bare = re.sub(r"[’']s?$", "", words)
        if not bare or bare.casefold() in known.stop or not bare[0].isupper():
            continue
        before = _PLACED.search(text[max(0, start - 40) : start])
        after = before[1].casefold() if before else ""
        yield Name(start, start + len(bare), bare, "in" if after.endswith(" of") else after)


@lru_cache(maxsize=SEEN)
def nation(name: str) -> str | None:
    """Tell which state a name or an adjective of nationality is made from, by the letters they share.

    >>> nation("North Koreans"), nation("Ukrainian"), nation("Kursk")
    ('KP', 'UA', None)
    """
    words = re.sub(r"[’']s?$", "", name.strip()).casefold().split()
    if (known := lexicon().nations.get(" ".join(words))) is not None:
        return known
    best: tuple[int, str] | None = None
    for code, full in country_names().items():
        parts = full.casefold().split()
        if len(parts) != len(words) or any(part != word for part, word in zip(parts[:-1], words[:-1], strict=True)):
            continue
        shared = _shared_start(parts[-1], words[-1]) if words else 0
        rest = words[-1][shared:] if words else ""
        if (
            shared >= min(4, len(parts[-1]))
            and len(parts[-1]) - shared <= 2
            and rest in _DEMONYM_ENDS
            and (best is None or shared > best[0])
        ):
            best = (shared, code)
    return best[1] if best else None


def nations_in(text: str) -> frozenset[str]:
    """Give the states that a text names, or whose people it names.

    >>> sorted(nations_in("two Indian jets and a North Korean soldier"))
    ['IN', 'KP']
    """
    runs = (name.text.split() for name in names(f"by {text}"))
    tries = ((" ".join(run), " ".join(run[:2]), run[0]) for run in runs)
    return frozenset(code for forms in tries if (code := next(filter(None, map(nation, forms)), None)))


_DEMONYM_ENDS = frozenset(
    ("", "s", "n", "ns", "an", "ans", "ian", "ians", "ese", "lese", "i", "is", "ish", "ic", "ean", "eans", "er", "ers", "ni", "nis")
)


def _country_like(word: str) -> bool:
    return nation(word) is not None


def _shared_start(left: str, right: str) -> int:
    shared = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        shared += 1
    return shared


def name_core(word: str) -> str:
    """Cut a name to what it shares with its adjective.

    >>> name_core("Romania") == name_core("Romanians"), name_core("Ukraine") == name_core("Ukrainian")
    (True, True)
    """
    low = re.sub(r"[’']s?$", "", word).casefold()
    low = low[:-1] if len(low) > 5 and low.endswith("s") else low
    return re.sub(r"(?:eans?|ians?|ans?|[ei]a|ese|ish|a|i|e)$", "", low) if len(low) > 4 else low
