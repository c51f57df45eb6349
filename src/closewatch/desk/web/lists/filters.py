"""What a list can be narrowed to, in the words of an address: the same for its form, its CSV, its JSON and the description of that.

Knows each filter's name, what people and programs are told of it, and what it takes; how a list is narrowed by it is known to
`ledger.views.lists`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException

from closewatch.terms.entry import EntryKind
from closewatch.terms.figure import MEASURES
from closewatch.terms.statement import Stance
from closewatch.terms.when import PartialDate

LONGEST = 300
"""Characters of a filter; no name or id is longer."""

REVIEWS = ("unreviewed", "accepted", "corrected", "rejected")

PAGING = frozenset({"limit", "after", "before"})

MOST = 1_000
"""How many items one answer has at most."""

FEW = 100
"""How many items an answer has where nobody says."""


@dataclass(frozen=True)
class Filter:
    """One filter: its word in the address, its label on a form, what programs are told of it, and the values it takes (any, where none).

    A `hidden` one is kept by a form and not shown in it: people come to it by a link. `called` is how people call some of its values; a
    form offers these.
    """

    name: str
    label: str
    says: str
    choices: tuple[str, ...] = ()
    is_date: bool = False
    hint: str = ""
    hidden: bool = False
    called: Mapping[str, str] = field(default_factory=dict)


FILTERS = {
    one.name: one
    for one in (
        Filter("source", "Who", "Any part of a name of who speaks.", hint="part of a name"),
        Filter("stance", "Stance", "How the speaker stands toward what is said.", tuple(Stance)),
        Filter("measure", "Measure", "What is counted.", MEASURES),
        Filter("place", "Place", "Any part of a place's name, or the two letters of a country's code.", hint="name or country code"),
        Filter("since", "From", "The first day, month or year, included.", is_date=True, hint="2024-11"),
        Filter("until", "To", "The last day, month or year, included.", is_date=True, hint="2024-11-19"),
        Filter(
            "words", "Words", "Words that the text has, in any language; a longer word that begins so counts.", hint="words of the text"
        ),
        Filter("outlet", "Outlet", "The name of the outlet, whole, as a report has it.", hint="whole name"),
        Filter("actor", "Actor", "The id of an actor; all that goes as this actor counts.", hidden=True),
        Filter("review", "Review", "How it was reviewed.", REVIEWS),
        Filter("kind", "Kind", "What an entry puts on the record.", tuple(EntryKind)),
        Filter("by", "By", "Who put it on the record, as signed.", hint="person:…"),
    )
}
"""Every filter by its word in an address."""


@dataclass(frozen=True)
class Asked:
    """What an address asks for, by `programs` or people: the words of each filter, why some cannot be, and where the list goes on."""

    filters: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    after: str | None = None
    before: str | None = None
    limit: int = FEW
    programs: bool = False

    def or_refused(self) -> Asked:
        """Give what is asked where all of it can be. Raises: HTTPException (400) that names what cannot."""
        for name, reason in self.wrong.items():
            raise HTTPException(400, f"{reason} for {name}")
        return self


def asked_for(
    query: Iterable[tuple[str, str]], filters: Mapping[str, Filter], *, strict: bool = False, whole: bool = False
) -> Asked:  # fmt: skip
    """Read the words of an address; `strict` is for programs, which are told of what is empty, said twice or not known.

    A `whole` list has no pages, so it cannot be asked where they begin.

    >>> asked_for([("stance", "denies"), ("since", "soon")], FILTERS).wrong
    {'since': "wanted a date like 2024-11-19, 2024-11 or 2024, found 'soon'"}
    """
    known = {*filters, *(() if whole else PAGING)}
    right: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, written in query:
        value = written.strip()
        if strict and (name in right or name in wrong):
            wrong[name] = "wanted one value, found more than one"
        elif strict and not value:
            wrong[name] = "wanted a value, found none"
        elif name not in known:
            if strict:
                wrong[name[:40]] = f"wanted one of {', '.join(sorted(known))}, found another word"
        elif value and (reason := _refused(name, value, filters.get(name))):
            wrong[name] = reason
        elif value:
            right[name] = value
    if "after" in right and "before" in right:
        wrong["before"] = "wanted after or before, found both"
    after, before, limit = (right.pop(name, None) for name in ("after", "before", "limit"))
    return Asked(right, wrong, after, before, int(limit) if limit else FEW, programs=strict)


def _refused(name: str, value: str, known: Filter | None) -> str | None:
    if len(value) > LONGEST:
        return f"wanted at most {LONGEST} characters, found {len(value):,}"
    if "\x00" in value:
        return "wanted words, found a sign that no text has"
    if name == "limit":
        return None if _is_number(value) else f"wanted a number from 1 to {MOST:,}, found {value[:40]!r}"
    if name == "words" and not re.search(r"[^\W_]", value):
        return f"wanted words, found {value[:40]!r}"
    if known and known.choices and value not in known.choices:
        return f"wanted one of {', '.join(known.choices)}, found {value[:40]!r}"
    if known and known.is_date and not _is_date(value):
        return f"wanted a date like 2024-11-19, 2024-11 or 2024, found {value[:40]!r}"
    return None


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= len(str(MOST)) and 1 <= int(value) <= MOST


def _is_date(value: str) -> bool:
    try:
        PartialDate(value)
    except ValueError:
        return False
    return len(value) <= len("2024-11-19")
