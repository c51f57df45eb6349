"""Words that speak for whoever they belong to: "the mayor's account of the night", "a second page of the site".

Finds the owner within one phrase; who that is, is asked of the cast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ACCOUNT = re.compile(r"([A-Z][\w .’'-]*?)['’]s (?:own )?(?:account|version|telling|summary) (?:of .*)?")
_STAFF = re.compile(
    r"([A-Z][\w .&’'-]*?)['’]s (?:own |[\w-]+ )?(?:correspondents?|reporters?|bureau|newsroom|journalists?|news desk|stringer)"
    r"(?: (?:in|at|for|on|near) .*)?"
)
"""An outlet speaks through those it sends: "the Gazette's correspondent in the port"."""
_PART_OF = re.compile(
    r"(?:(an?|the|its|one|another) (?:\w+ )?(?:page|edition|issue|article|report|story|editorial|column|version) (?:of|on|in|by"
    r"|from) (?=\w)"
    r")",
    re.IGNORECASE,
)
"""An outlet speaks through its pages: "a second page of the site"."""
_CARRIED_ON = re.compile(
    r"(?:an?|the|one|another) (?:\w+ )?(?:account|version|report|story|article|post|summary)\b[^.;]*?, (?:on|in|by) (?=the |an? )",
    re.IGNORECASE,
)
"""An account that an outlet carries is that outlet's: "one account of the talks, on the site Ferry Online"."""


def owners(words: str) -> Iterator[tuple[int, int, bool]]:
    """Give the places in a phrase where the one whose words they are may be named, and whether only an outlet will do.

    >>> words = "a second page of the site"
    >>> [(words[start:end], outlet) for start, end, outlet in owners(words)]
    [('the site', True)]
    """
    if (account := _ACCOUNT.fullmatch(words)) is not None:
        yield 0, account.end(1), False
    if (staff := _STAFF.fullmatch(words)) is not None:
        yield 0, staff.end(1), False
    if (part := _PART_OF.match(words)) is not None:
        yield part.end(), len(words), part[1] is not None
    if (carried := _CARRIED_ON.match(words)) is not None:
        yield carried.end(), len(words), True
