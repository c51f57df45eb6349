"""Watched sources as pages show them: what case.toml says of each today, joined with what the record knows of it.

When a source is due is told by `watch.schedule`, what was asked by `ledger.views`. Nothing is set here: the settings stand in case.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from closewatch.ledger.case import settings_of
from closewatch.ledger.views.watch_state import Pages
from closewatch.publish.wording import counted
from closewatch.terms.trouble import CaseError
from closewatch.terms.watch import Asked, PollOutcome, Takes, Watched
from closewatch.watch.schedule import due_at
from closewatch.watch.settings import Watching, watching_from

OUTCOMES = {
    PollOutcome.NEW: "something new",
    PollOutcome.UNCHANGED: "nothing new",
    PollOutcome.GONE: "there is nothing any more",
    PollOutcome.REFUSED: "not asked, for a reason",
    PollOutcome.FAILED: "no usable answer",
}
"""What became of a poll, in plain words."""

TAKES = {Takes.PAGES: "the pages that its entries lead to", Takes.ENTRIES: "its entries themselves"}
"""What of a feed is taken in, in plain words."""

SPANS = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


class State(StrEnum):
    """How a source stands, as its badge says it."""

    FAILING = "no answer"
    GONE = "gone"
    REFUSED = "not allowed"
    NEVER = "not asked yet"
    FINE = "answers"
    ENDED = "no longer watched"


TROUBLED = frozenset({State.FAILING, State.GONE, State.REFUSED})
"""The states that want somebody's eye; these sources stand first."""

ORDER = (State.FAILING, State.GONE, State.REFUSED, State.NEVER, State.FINE, State.ENDED)

_STATES = {PollOutcome.FAILED: State.FAILING, PollOutcome.GONE: State.GONE, PollOutcome.REFUSED: State.REFUSED}


@dataclass(frozen=True)
class ShownSource:
    """One watched source. `due` is None where it is not watched any more; `asked` is None where it never was."""

    source: Watched
    asked: Asked | None
    pages: Pages
    state: State
    due: datetime | None

    @property
    def key(self) -> str:
        """Give the word for it in the address of its page."""
        return key_of(self.source.address)

    @property
    def troubled(self) -> bool:
        """Tell whether it wants somebody's eye."""
        return self.state in TROUBLED

    @property
    def rhythm(self) -> str:
        """Give the time between two polls in words."""
        return every_words(self.source.every)

    @property
    def again(self) -> str:
        """Say how long after they came its pages are asked for again; nothing where they never are."""
        return ", ".join(span_words(seconds) for seconds in self.source.again)

    @property
    def outcome(self) -> str:
        """Say what the last poll gave."""
        last = self.asked.last if self.asked else None
        return OUTCOMES[last.outcome] if last else "not asked yet"

    @property
    def takes(self) -> str:
        """Say what is taken in of it."""
        return TAKES[self.source.takes]


def key_of(address: str) -> str:
    """Give the digits that stand for an address in those of the desk: an address may hold anything.

    >>> key_of("https://a.example/feed.xml")
    'c8b59fef9119639b'
    """
    return sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def every_words(seconds: int) -> str:
    """Say how often something is asked.

    >>> every_words(1800), every_words(86400), every_words(5400)
    ('every 30 minutes', 'every day', 'every 90 minutes')
    """
    words = span_words(seconds)
    return f"every {words.removeprefix('1 ')}"


def span_words(seconds: int) -> str:
    """Say how long something is, in the largest unit that fits.

    >>> span_words(604800), span_words(90)
    ('7 days', '90 seconds')
    """
    size, noun = next(((size, noun) for size, noun in SPANS if seconds % size == 0 and seconds >= size), SPANS[-1])
    return counted(seconds // size, noun)


def watching_of(folder: Path) -> Watching:
    """Read what the case.toml of a case says about keeping watch. Raises: CaseError where it is wrong, in one line."""
    return watching_from(settings_of(folder), str(folder / "case.toml"))


def watching_or_why_not(folder: Path) -> tuple[Watching | None, str]:
    """Read what the case.toml of a case says about keeping watch; where it is wrong, say why."""
    try:
        return watching_of(folder), ""
    except CaseError as error:
        return None, str(error).replace(f"{folder}/", "")  # where the case lies is nobody's business who only reads


def shown_sources(
    watching: Watching | None, laid_down: Iterable[Watched], asked: Mapping[str, Asked], pages: Mapping[str, Pages], now: datetime
) -> tuple[ShownSource, ...]:
    """Put together what is watched today and what once was, those that want somebody's eye first.

    Where the settings cannot be read, what was laid down last is taken for what is watched.
    """
    known = {source.address: source for source in laid_down}
    today = {source.address: source for source in watching.sources} if watching else known
    found = [_shown(source, asked.get(address), pages, today, now) for address, source in {**known, **today}.items()]
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.state), one.source.address)))


def _shown(source: Watched, asked: Asked | None, pages: Mapping[str, Pages], today: Mapping[str, Watched], now: datetime) -> ShownSource:
    watched_today = source.address in today
    last = asked.last if asked else None
    if not watched_today:
        state = State.ENDED
    elif last is None:
        state = State.NEVER
    else:
        state = _STATES.get(last.outcome, State.FINE)
    due = due_at(source, asked, now) if watched_today else None
    return ShownSource(source, asked, pages.get(source.address, Pages()), state, due)
