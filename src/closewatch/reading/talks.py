"""Where a text says that somebody talked to an outlet, or that an outlet met somebody: what they say from there on came through it.

Finds the words; who is meant by them, and for how long it holds, is the business of `chains`.
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Offsets
from closewatch.reading.outlets import outlet_at
from closewatch.reading.relays import REACH

_TALKED = re.compile(
    r"\b(?:(?:talked|spoken|spoke|speaking|talks) (?:to|with)|(?:gave|given|granted) (?:an? )?(?:\w+ )?interview to"
    r"|(?:appeared|appears|spoke|speaks|was (?:seen|shown|heard)|is (?:seen|shown|heard)) in an? (?:\w+ )?(?:video|recording|clip|film"
    r"|message|audio|broadcast)(?: \w+)? (?:that was |which was )?(?:published|released|posted|aired|broadcast|shared|carried) by) (?=\w)"
)


_MET = re.compile(
    r"\b(?:met|interviewed|visited|reached|found|traced|(?:spoke|talked|spoken) (?:to|with)|heard from) "
    r"(?P<who>(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|several|some|many|dozens of|\d{1,4}) [\w -]{2,50}?)"
    r"(?= who| whose| in | at | on | from | by |[,.;:])"
)
_BEFORE = re.compile(r"(?:^|[^\w’'&-])((?:[\w’'&-]{1,30} ){0,3}[\w’'&-]{1,30}?)(?: (?:has|had|also))? $")
_NAME = 120
"""Characters before a verb in which the outlet that met somebody is named."""


def find_talks(text: str) -> list[tuple[int, int, Offsets]]:
    """Find where a text says that somebody talked to an outlet: where the sentence begins, the verb, and the place of the outlet.

    >>> text = "It rained. A baker has talked to a Kyiv newspaper."
    >>> [(text[start:verb], text[slice(*outlet)]) for start, verb, outlet in find_talks(text)]
    [('A baker has ', 'a Kyiv newspaper')]
    """
    found: list[tuple[int, int, Offsets]] = []
    for match in _TALKED.finditer(text):
        end = text.find(".", match.end(), match.end() + REACH)
        outlet = outlet_at(text, match.end(), end if end > 0 else min(len(text), match.end() + REACH))
        if outlet is not None and text[slice(*outlet)] != "it":
            opening = max(text.rfind(stop, 0, match.start()) for stop in (". ", "! ", "? ", "\n", ".” ", '." '))
            before = text[opening + 1 : match.start()]
            found.append((opening + 1 + len(before) - len(before.lstrip('”" \n')), match.start(), outlet))
    for match in _MET.finditer(text):
        first = max(0, match.start() - _NAME)
        name = _BEFORE.search(text[first : match.start()])
        outlet = outlet_at(text, first + name.start(1), first + name.end(1)) if name is not None else None
        if name is not None and name[1].split()[0] == "It":
            outlet = first + name.start(1), first + name.start(1) + 2
        if outlet is not None and name is not None and (outlet[1] == first + name.end(1) or text[slice(*outlet)] == "It"):
            found.append((match.start("who"), match.end("who"), outlet))
    return sorted(found)
