"""Zip archives: their members in the order of the archive's own list. Names are only names: nothing is unpacked to a disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from closewatch.capture.containers.member import Budget, Container, Member, too_large
from closewatch.capture.names import plain_name
from closewatch.terms.capture import Capture
from closewatch.terms.damage import DAMAGE
from closewatch.terms.trouble import Problem

_ENTRY = b"PK\x01\x02"
_PIECE = 64 * 1024

# bzip2 and LZMA members can ask for gigabytes before the first byte comes out, and hardly any archive holds them.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def members(capture: Capture, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Give the files of an archive; what is encrypted, damaged or too large is named, and the rest goes on."""
    archive = open_archive(capture, data, budget)
    if isinstance(archive, Problem):
        yield archive
        return
    with archive:
        for info in archive.infolist():
            if info.is_dir() or info.filename.startswith("__MACOSX/"):
                continue
            found = read_member(archive, info, capture.source, budget)
            yield found if isinstance(found, Problem) else Member(found, info.filename, info.filename)


def open_archive(capture: Capture, data: bytes, budget: Budget) -> zipfile.ZipFile | Problem:
    """Read the list of members of an archive, or say why it cannot be had."""
    # Every entry of the list opens with this mark, so that the count cannot be less than the truth: the list is refused unread.
    found = data.count(_ENTRY)
    if found > budget.limits.members:
        return Problem("container.too-many", f"wanted at most {budget.limits.members:,} members, found about {found:,}", capture.source)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        return Problem("zip.broken", f"wanted a whole zip archive, found damage ({plain_name(str(error))})", capture.source)


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, holder: str, budget: Budget) -> bytes | Problem:
    """Unpack one member, counting the bytes that really come out.

    Raises: Spent when the source has expanded to more than it may.
    """
    at = plain_name(f"{holder}!/{info.filename}")
    if info.flag_bits & 0x1:
        return Problem("zip.encrypted", "wanted a member without a password, found an encrypted one", at)
    if info.compress_type not in _METHODS:
        return Problem("zip.method-unknown", f"wanted a stored or deflated member, found method {info.compress_type}", at)
    limit = budget.member_bytes
    unpacked = bytearray()
    try:
        with archive.open(info) as stream:
            while piece := stream.read(_PIECE):
                budget.spend(len(piece))
                unpacked += piece
                if len(unpacked) > limit:
                    return too_large(limit, at)
    except DAMAGE as error:
        return Problem("zip.broken-member", f"wanted a whole member, found damage ({plain_name(str(error))})", at)
    return bytes(unpacked)


CONTAINER = Container("zip archive", ("application/zip",), members)
