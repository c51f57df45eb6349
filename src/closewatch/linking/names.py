"""When two names are the same: the one form in which names from different reports can meet."""

from __future__ import annotations

import re
import unicodedata

_TITLES = frozenset("mr mrs ms dr prof sir lord lady president minister general colonel major captain lieutenant sergeant the".split())


def shared_form(name: str) -> str:
    """Write a name without case, accents, titles and punctuation.

    >>> shared_form("Mr. José  Núñez"), shared_form("The Harbour Gazette")
    ('jose nunez', 'harbour gazette')
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return " ".join(word for word in re.findall(r"\w+", plain.casefold()) if word not in _TITLES)
