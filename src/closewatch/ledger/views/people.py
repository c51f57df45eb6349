"""How the people of a question are named: in the words that most reports have for them, in the plural, else by their key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from closewatch.terms.about import Population
from closewatch.terms.claim import QuestionKey
from closewatch.terms.countries import country_name

_LEADING = frozenset(
    "the a an every each all any some many several most more other others another further additional extra new first of their its his her"
    " our those these about around nearly almost at least than up to".split()
)
_PEOPLE = {"combatant": "soldiers", "civilian": "civilians", "child": "children"}
_PLURALS = {"man": "men", "woman": "women", "child": "children", "serviceman": "servicemen", "mercenary": "mercenaries"}
_SINGULARS = frozenset(
    "soldier troop fighter worker civilian prisoner officer engineer conscript recruit labourer general sapper builder refugee resident"
    " person sailor medic journalist hostage deserter".split()
)


def named_most(populations: Iterable[Population | None]) -> str:
    """Give the words that most reports have for some people, the longest of those said equally often; nothing where none has any."""
    words = Counter(words for population in populations if (words := people_words(population)))
    return min(words, key=lambda word: (-words[word], -len(word), word)) if words else ""


def people_of(key: QuestionKey) -> str:
    """Name a population that no report puts into words beside its number: soldiers from North Korea."""
    people = _PEOPLE.get(key.population_class or "")
    return f"{people} from {country_name(key.population_country)}" if people and key.population_country else ""


def people_words(population: Population | None) -> str | None:
    """Give the words in which a report names people, without where they are: the question's place says that."""
    if population is None or population.span is None or population.rule:
        return None
    return _in_the_plural(re.sub(r"\s+(?:in|inside|on|near|around|at|from)\s+(?:the\s+)?[A-Z]\w+.*$", "", population.span.exact).split())


def _in_the_plural(words: list[str]) -> str | None:
    """Give a population without the words that lead or count it, in the plural: "Every North Korean soldier", North Korean soldiers.

    >>> _in_the_plural("Every North Korean soldier".split()), _in_the_plural("some of the men".split()), _in_the_plural(["their"])
    ('North Korean soldiers', 'men', None)
    """
    first = next((place for place, word in enumerate(words) if word.lower() not in _LEADING and not word[0].isdigit()), len(words))
    if first == len(words):
        return None
    *before, last = words[first:]
    last = _PLURALS.get(last) or (last + "s" if last in _SINGULARS else last)
    return " ".join((*before, last))
