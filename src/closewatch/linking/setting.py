"""Of which country a report tells: whose "the army" is where no country stands beside it.

Counts the names of states in the report and the places that were read for its figures, since a local report names towns alone.
"""

from __future__ import annotations

from collections import Counter

from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.states import plain_word, state_named, states, words_of

_READ = 4_000
"""Characters of a report in which the country that it tells of is named; what comes behind is background more often than not."""
_MORE = 3
"""How many times as often as any other country it has to be named. Reports of wars between states are of none."""
_PARTIES = frozenset(("Hamas", "Houthi", "Houthis", "Chechen", "Chechens", "Taliban"))


def country_told_of(report: Report, reading: Reading) -> str | None:
    """Give the country that a report names clearly more often than every other, as a code; None where it names none or several.

    >>> from closewatch.testing import plain_report
    >>> report = plain_report("KHARTOUM - Two Sudanese medics were held near El Obeid, Chad said. Sudan's army denied it.")
    >>> country_told_of(report, Reading(report.id, "none"))
    'SD'
    """
    counts = Counter(figure.place.country for figure in reading.figures if figure.place and figure.place.country)
    text = report.text[:_READ]
    pieces = [text[start:end] for start, end in words_of(text)]
    lengths = states().lengths
    place = 0
    while place < len(pieces):
        sizes = lengths.get(plain_word(pieces[place]), ()) if pieces[place][0].isupper() else ()
        found = ((size, state_named(pieces[place : place + size])) for size in sizes)
        size, meaning = next(((size, meaning) for size, meaning in found if meaning), (1, None))
        if meaning and meaning.name not in _PARTIES:
            counts[meaning.country] += 1
        place += size
    first, second = (*counts.most_common(2), (None, 0), (None, 0))[:2]
    return first[0] if first[1] >= max(2, _MORE * second[1]) else None
