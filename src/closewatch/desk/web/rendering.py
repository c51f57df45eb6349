"""How a page becomes HTML: the templates, all escaped, and the few words that all of them use."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from closewatch import __version__
from closewatch.desk.web.reviewing.admiralty import CREDIBILITY, RELIABILITY
from closewatch.desk.web.static_files import static_address
from closewatch.publish.kinds import kind_words
from closewatch.publish.wording import counted, one_line, readable


def address_of(identity: str) -> str:
    """Give the permalink of any value of the ledger by its id.

    >>> address_of("qu:1f3a"), address_of("../x")
    ('/at/qu:1f3a', '/at/..%2Fx')
    """
    return f"/at/{quote(identity, safe=':')}"


def short_id(identity: str) -> str:
    """Give as much of an id as people read.

    >>> short_id("qu:0123456789abcdef")
    'qu:0123456789'
    """
    return identity[:13]


def moment(at: str | datetime | float) -> str:
    """Show a time to the minute, in UTC; a number is seconds since 1970.

    >>> moment("2025-01-13T09:05:07.123+00:00")
    '2025-01-13 09:05 UTC'
    """
    at = datetime.fromtimestamp(at, UTC) if isinstance(at, float) else at
    words = at.isoformat() if isinstance(at, datetime) else at
    return f"{words[:10]} {words[11:16]} UTC" if len(words) > 15 else words


def templates() -> Environment:
    """Make the environment of the templates: everything escaped, and a name that nobody gave is an error."""
    made = Environment(
        loader=PackageLoader("closewatch.desk.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"at": address_of, "short": short_id, "moment": moment, "readable": readable}
    made.filters |= {"one_line": one_line, "counted": counted, "kind_words": kind_words}
    made.globals |= {
        "static": static_address,
        "version": __version__,
        "sections": SECTIONS,
        "reliabilities": RELIABILITY,
        "credibilities": CREDIBILITY,
    }
    return made


SECTIONS = (
    ("/", "Glance"),
    ("/alerts", "Alerts"),
    ("/questions", "Questions"),
    ("/review", "Review"),
    ("/reports", "Reports"),
    ("/statements", "Statements"),
    ("/figures", "Figures"),
    ("/actors", "Actors"),
    ("/search", "Search"),
    ("/timeline", "Timeline"),
    ("/graph", "Sources"),
    ("/journal", "Journal"),
    ("/dossier", "Dossier"),
)
"""The pages that every page leads to."""

TEMPLATES = templates()
