"""Makes worker processes ready before there is work: the reader's weights and lexicons are loaded once, and every worker has them.

Imported for its effect by the process from which workers are forked. Holds nothing that its workers could not load themselves; what goes
wrong here is left to them to say.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from datetime import UTC, datetime

LINE = "KYIV - About 12 Ukrainian soldiers were killed near Kursk on Monday, the ministry said. “It rained,” he added.".encode()


def make_ready() -> None:
    """Read one line, for which everything has to be there."""
    from closewatch.capture.formats import FORMATS
    from closewatch.desk.work import work_on
    from closewatch.reading.readers.encoder import read_by_encoder
    from closewatch.terms.capture import Capture
    from closewatch.terms.ref import digest_of

    capture = Capture(digest_of(LINE), len(LINE), "text/plain", "line.txt", datetime.now(UTC), "closewatch", "closewatch")
    work_on(capture, LINE, FORMATS, read_by_encoder)


gc.disable()  # what is loaded here stays, so that looking for what could go only takes time
with suppress(Exception):
    make_ready()
gc.freeze()  # so that no worker looks through it either, and its pages stay shared
gc.enable()
