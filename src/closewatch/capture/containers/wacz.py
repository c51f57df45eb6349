"""WACZ, the zip of web archives: its WARC files are members, and every resource is checked against the package's own list.

After the WACZ specification 1.1.1 (Webrecorder). Pages and indexes are only checked: what they hold is in the WARC files.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from closewatch.capture.containers.member import Budget, Container, Member
from closewatch.capture.containers.zips import open_archive, read_member
from closewatch.capture.names import plain_name
from closewatch.terms.capture import Capture
from closewatch.terms.trouble import Problem, Severity

_LIST = "datapackage.json"
_LIST_DIGEST = "datapackage-digest.json"
_ALGORITHMS = ("sha256", "sha512", "sha1", "md5")


def members(capture: Capture, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Give the WARC files of a package, each with a problem where its digest is not the one that the package states."""
    archive = open_archive(capture, data, budget)
    if isinstance(archive, Problem):
        yield archive
        return
    with archive:
        infos = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        stated: dict[str, str] = {}
        for found in _stated_digests(archive, infos, capture, budget):
            if isinstance(found, Problem):
                yield found
            else:
                stated[found[0]] = found[1]
        # The archive's own list is walked, not the names: two members may bear one name, and neither must hide the other.
        for info in archive.infolist():
            name = info.filename
            if info.is_dir() or name in (_LIST, _LIST_DIGEST):
                continue
            content = read_member(archive, info, capture.source, budget)
            if isinstance(content, Problem):
                yield content
                continue
            problems = tuple(_differences(content, name, stated.get(name), capture.source))
            if name.startswith("archive/"):
                yield Member(content, name, name, problems=problems)
            else:
                yield from problems
        for name in stated:
            if name not in infos:
                at = plain_name(f"{capture.source}!/{name}")
                yield Problem("wacz.member-missing", "wanted a resource that the package lists, found none", at)


def _stated_digests(
    archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], capture: Capture, budget: Budget
) -> Iterator[tuple[str, str] | Problem]:
    """Give (path, digest) of each resource that the package lists, once the list itself has been checked."""
    if _LIST not in infos:
        yield Problem("wacz.no-list", f"wanted {_LIST}, found none: no digest can be checked", capture.source)
        return
    listing = read_member(archive, infos[_LIST], capture.source, budget)
    if isinstance(listing, Problem):
        yield listing
        return
    if _LIST_DIGEST in infos:
        content = read_member(archive, infos[_LIST_DIGEST], capture.source, budget)
        stated = _plain(content, dict).get("hash") if isinstance(content, bytes) else None
        yield from _differences(listing, _LIST, stated if isinstance(stated, str) else None, capture.source)
    resources = _plain(listing, dict).get("resources")
    if not isinstance(resources, list):
        yield Problem("wacz.no-list", f"wanted a list of resources in {_LIST}, found none: no digest can be checked", capture.source)
        return
    for resource in resources:
        if isinstance(resource, dict) and isinstance(resource.get("path"), str):
            digest = resource.get("hash")
            yield resource["path"], digest if isinstance(digest, str) else ""


def _differences(content: bytes, name: str, stated: str | None, holder: str) -> Iterator[Problem]:
    at = plain_name(f"{holder}!/{name}")
    if stated is None:
        yield Problem("wacz.not-listed", "wanted a digest for this member, found none in the package's list", at, Severity.NOTE)
        return
    algorithm, _, digest = stated.partition(":")
    if algorithm not in _ALGORITHMS:
        yield Problem("wacz.digest-unknown", f"wanted a SHA-256 digest, found {plain_name(stated)[:80]!r}", at, Severity.NOTE)
        return
    found = hashlib.new(algorithm, content, usedforsecurity=False).hexdigest()
    if found != digest.lower():
        yield Problem("wacz.digest-mismatch", f"wanted {algorithm}:{plain_name(digest)[:128]}, found {found}", at)


def _plain(content: bytes, kind: type[dict[str, Any]]) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, kind) else {}


CONTAINER = Container("WACZ", ("application/wacz",), members)
