"""The sources that a case.toml lists to be kept watch on: addresses and folders, each with its rhythm, a reason and a person."""

from __future__ import annotations

import os.path
from collections.abc import Mapping
from typing import Any

from closewatch.terms.trouble import CaseError
from closewatch.terms.watch import Takes, Watched, WatchedKind
from closewatch.watch.addresses import web_address
from closewatch.watch.fields import Table

LEAST_RHYTHM = 10
"""Seconds between two polls of one source, at least: a shorter rhythm is a burden to whoever is asked."""

_FIELDS = ("address", "folder", "kind", "every", "take", "again", "why", "person", "robots")


def sources_from(settings: Mapping[str, Any], where: str, every: int, again: tuple[int, ...] = ()) -> tuple[Watched, ...]:
    """Read the sources; `every` is the rhythm, in seconds, of those that state none, `again` when their pages are asked for again.

    >>> [source.kind.value for source in sources_from({"feeds": ["https://gazette.example/feed.xml", "inbox"]}, "case.toml", 1800)]
    ['feed', 'folder']

    Raises: CaseError when one is not of the form that docs/guide/watch.md gives, or stands there twice.
    """
    listed = settings.get("feeds", [])
    if not isinstance(listed, list) or not all(isinstance(one, (str, Mapping)) for one in listed):
        raise CaseError(f"wanted feeds as a list of addresses and folders, or as [[feeds]] tables, found something else ({where})")
    tables = [Table(_written_out(one) if isinstance(one, str) else one, f"{where}, feed {number}") for number, one in enumerate(listed, 1)]
    sources: dict[str, Watched] = {}
    for table in tables:
        source = _source(table, every, again)
        if source.address in sources:
            raise table.error("address" if "address" in table.values else "folder", "each address and each folder once")
        sources[source.address] = source
    return tuple(sources.values())


def _written_out(short: str) -> dict[str, str]:
    return {"address": short} if "://" in short else {"folder": short}


def _source(table: Table, every: int, again: tuple[int, ...]) -> Watched:
    table.refuse_others(_FIELDS)
    if ("address" in table.values) == ("folder" in table.values):
        raise CaseError(f"wanted an address or a folder, found {'both' if 'address' in table.values else 'neither'} ({table.where})")
    is_folder = "folder" in table.values
    kind = WatchedKind(table.one_of("kind", tuple(WatchedKind), WatchedKind.FOLDER if is_folder else WatchedKind.FEED))
    if (kind == WatchedKind.FOLDER) != is_folder:
        raise table.error("kind", "folder" if is_folder else "feed, sitemap or page")
    takes = Takes(table.one_of("take", tuple(Takes), Takes.PAGES))
    if "take" in table.values and kind != WatchedKind.FEED:
        raise table.error("take", f"nothing (a {kind} is taken as it is)")
    lists = kind in (WatchedKind.FEED, WatchedKind.SITEMAP)
    if "again" in table.values and not lists:
        raise table.error("again", f"nothing (a {kind} is asked again in its rhythm)")
    why, robots = table.text("why"), table.truth("robots", True)
    if not robots and not why:
        raise table.error("why", "a reason why robots.txt is not followed")
    return Watched(
        address=_folder(table) if is_folder else _address(table),
        kind=kind,
        every=table.seconds("every", LEAST_RHYTHM, every),
        takes=takes,
        again=table.times("again", LEAST_RHYTHM, again) if lists else (),
        why=why,
        person=table.text("person", limit=200),
        robots=robots,
    )


def _address(table: Table) -> str:
    address = web_address(table.text("address", limit=8_000))
    if address is None:
        raise table.error("address", "a web address (http or https) without a user name or password")
    return address


def _folder(table: Table) -> str:
    """A folder as it is written, relative to that of the case, but for what does not change it (a slash at its end)."""
    folder = table.text("folder")
    if not folder:
        raise table.error("folder", "a folder")
    return os.path.normpath(folder)
