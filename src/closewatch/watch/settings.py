"""What a case.toml says about keeping watch: how sources are asked, what is worth an alert, and who is told of it.

Knows the words of the file and their limits; those of the sources are known to `sources`. When a source is due is known to `schedule`,
which alert goes where to `routing`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from closewatch.terms.alert import AlertKind
from closewatch.terms.figure import MEASURES
from closewatch.terms.trouble import CaseError
from closewatch.terms.watch import Watched
from closewatch.watch.addresses import web_address
from closewatch.watch.fields import Table, tables_of
from closewatch.watch.sources import LEAST_RHYTHM, sources_from

_WATCH_FIELDS = (
    "contact", "every", "again", "proxy", "allow", "pause", "link", "time_zone", "quiet_hours", "digest_at", "digest_day", "quiet_days",
)  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTRY = re.compile("[A-Z]{2}")
_SHARE = re.compile(r"(\d{1,6}(?:\.\d{1,6})?) ?%")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?|[0-9a-f:.]*:[0-9a-f:.]*")


class HowOften(StrEnum):
    """When an alert is told: as soon as it is noticed, or in one digest a day or a week."""

    AT_ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True)
class AlertRule:
    """Which alerts go to which channels, and how often. What is left empty holds for all.

    `least` is the smallest move of a figure that is told: a number, or a share of the earlier value where `least_is_share`.
    """

    questions: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    kinds: tuple[AlertKind, ...] = ()
    least: Decimal | None = None
    least_is_share: bool = False
    to: tuple[str, ...] = ()
    how_often: HowOften = HowOften.AT_ONCE


class ChannelKind(StrEnum):
    """How people are told."""

    TERMINAL = "terminal"
    FILE = "file"
    MAIL = "mail"
    WEBHOOK = "webhook"
    FEED = "feed"


@dataclass(frozen=True)
class ChannelSettings:
    """One way in which people are told, as `[[channels]]` has it; `values` are the fields of its kind (docs/guide/watch.md)."""

    name: str
    kind: ChannelKind
    values: Mapping[str, str | int | tuple[str, ...]]


@dataclass(frozen=True)
class QuietHours:
    """From and to which minute of the day nobody is told anything (22:00-07:00 is 1320 to 420)."""

    start: int
    end: int


@dataclass(frozen=True)
class Watching:
    """All that a case.toml says about keeping watch. `pause` is the seconds between two requests to one host."""

    sources: tuple[Watched, ...] = ()
    contact: str = ""
    proxy: str | None = None
    allowed_hosts: frozenset[str] = frozenset()
    pause: float = 1.0
    link: str = "http://127.0.0.1:8765"
    zone: str = "UTC"
    quiet_hours: QuietHours | None = None
    digest_at: int = 7 * 60
    digest_day: int = 0
    quiet_days: int | None = None
    rules: tuple[AlertRule, ...] = (AlertRule(),)
    channels: tuple[ChannelSettings, ...] = (ChannelSettings("terminal", ChannelKind.TERMINAL, {}),)


def watching_from(settings: Mapping[str, Any], where: str) -> Watching:
    """Read what a case.toml says about keeping watch; `where` names the file.

    >>> watching_from({"feeds": ["https://gazette.example/feed.xml"], "watch": {"every": "2 hours"}}, "case.toml").sources[0].every
    7200

    Raises: CaseError when it is not of the form that docs/guide/watch.md gives.
    """
    values = settings.get("watch", {})
    if not isinstance(values, Mapping):
        raise CaseError(f"wanted a [watch] table, found {type(values).__name__} ({where})")
    table = Table(values, f"{where}, [watch]")
    table.refuse_others(_WATCH_FIELDS)
    channels = tuple(_channel(one) for one in tables_of(settings, "channels", where)) or Watching.channels
    names = [channel.name for channel in channels]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise CaseError(f"wanted channels with a name of their own, found {twice!r} twice ({where})")
    quiet = table.text("quiet_hours")
    return Watching(
        sources=sources_from(settings, where, table.seconds("every", LEAST_RHYTHM, Watched.every), table.times("again", LEAST_RHYTHM, ())),
        contact=_contact(table),
        proxy=_proxy(table),
        allowed_hosts=frozenset(_host(table, name) for name in table.words("allow")),
        pause=float(table.number("pause", 0, 3_600, Decimal(1))),
        link=_link(table),
        zone=_zone(table),
        quiet_hours=_quiet_hours(table, quiet) if quiet else None,
        digest_at=_minute(table, "digest_at", table.text("digest_at", "07:00")),
        digest_day=_DAYS.index(table.one_of("digest_day", _DAYS, "monday")),
        quiet_days=int(table.number("quiet_days", 1, 3_650, Decimal(0), whole=True)) or None,
        rules=tuple(_rule(one, names) for one in tables_of(settings, "alerts", where)) or Watching.rules,
        channels=channels,
    )


def _rule(table: Table, channels: list[str]) -> AlertRule:
    table.refuse_others(("questions", "measure", "place", "population", "kinds", "least", "to", "how_often"))
    least, is_share = _least(table)
    return AlertRule(
        questions=table.words("questions", re.compile(r"qu:[0-9a-z]+"), 'ids of questions, as "qu:1f3a"'),
        measures=tuple(table.one_of("measure", MEASURES, "", written) for written in table.words("measure")),
        places=table.words("place", _COUNTRY, 'countries by two letters, as "RU"'),
        populations=table.words("population", _COUNTRY, 'countries by two letters, as "KP"'),
        kinds=tuple(AlertKind(table.one_of("kinds", tuple(AlertKind), "", written)) for written in table.words("kinds")),
        least=least,
        least_is_share=is_share,
        to=tuple(table.one_of("to", tuple(channels), "", written) for written in table.words("to")),
        how_often=HowOften(table.one_of("how_often", tuple(HowOften), HowOften.AT_ONCE)),
    )


def _least(table: Table) -> tuple[Decimal | None, bool]:
    """The smallest move of a figure that is told: a number, or a share that is written in per cent."""
    share = _SHARE.fullmatch(written) if isinstance(written := table.values.get("least"), str) else None
    if share and Decimal(share[1]) > 0:
        return Decimal(share[1]) / 100, True
    if isinstance(written, str):
        raise table.error("least", 'a number, or a share as "10%"')
    return table.number("least", 0, 10**12, Decimal(0)) or None, False


def _channel(table: Table) -> ChannelSettings:
    """One channel by its name and kind; what else it is told is judged by the channel itself."""
    kind, name = ChannelKind(table.one_of("kind", tuple(ChannelKind))), table.text("name", limit=100)
    if not name:
        raise table.error("name", "a name for the channel")
    return ChannelSettings(name, kind, {other: table.word_or_words(other) for other in table.values if other not in ("name", "kind")})


def _contact(table: Table) -> str:
    contact = table.text("contact", limit=200)
    if not contact.isascii() or set("()\\") & set(contact):
        raise table.error("contact", "a mail or web address in ASCII, as it is told to those who are asked (RFC 9110, 10.1.5)")
    return contact


def _proxy(table: Table) -> str | None:
    written = table.text("proxy", limit=1_000)
    try:
        parts = urlsplit(written)
        is_one = parts.scheme in ("socks5h", "socks5", "socks4", "http") and bool(parts.hostname and parts.port)
    except ValueError:
        is_one = False
    if written and not is_one:
        raise table.error("proxy", 'a proxy with its port, as "socks5h://127.0.0.1:9050" (socks5h, socks5, socks4 or http)')
    return written or None


def _host(table: Table, written: str) -> str:
    """A host as `capture` compares it: in small letters and ASCII."""
    try:
        host = written.rstrip(".").lower()
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host):
        raise table.error("allow", 'names of hosts, as "intranet.example"')
    return host


def _link(table: Table) -> str:
    link = web_address(table.text("link", Watching.link, limit=1_000))
    if link is None or "?" in link:
        raise table.error("link", 'a web address, as "https://desk.ngo.example"')
    return link.rstrip("/")


def _zone(table: Table) -> str:
    zone = table.text("time_zone", "UTC")
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise table.error("time_zone", 'a time zone, as "Europe/Berlin"') from error
    return zone


def _quiet_hours(table: Table, written: str) -> QuietHours:
    start, dash, end = written.partition("-")
    if not dash or start.strip() == end.strip():
        raise table.error("quiet_hours", 'two times of the day, as "22:00-07:00"')
    return QuietHours(_minute(table, "quiet_hours", start), _minute(table, "quiet_hours", end))


def _minute(table: Table, name: str, written: str) -> int:
    """The minute of the day that a time names."""
    match = _TIME.fullmatch(written.strip())
    if not match:
        raise table.error(name, 'a time of the day, as "07:30"')
    return int(match[1]) * 60 + int(match[2])
