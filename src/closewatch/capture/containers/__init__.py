"""What can hold other originals, one module per kind. Which one opens an original is decided by its media type, in `inside`."""

from __future__ import annotations

from closewatch.capture.containers import feed, json_feed, mail, mbox, table, wacz, warc, zips
from closewatch.capture.containers.member import Container

CONTAINERS: tuple[Container, ...] = (
    zips.CONTAINER,
    wacz.CONTAINER,
    warc.CONTAINER,
    mail.EML,
    mail.MSG,
    mbox.CONTAINER,
    feed.CONTAINER,
    json_feed.CONTAINER,
    *table.CONTAINERS,
)

_MAILS = (mail.EML, mail.MSG)

HOLDERS = frozenset({"text/uri-list", *(kind for container in CONTAINERS if container not in _MAILS for kind in container.media_types)})
"""Media types of originals that are no report themselves: only what they hold, or list, is read. A mail is both."""

__all__ = ["CONTAINERS", "HOLDERS"]
