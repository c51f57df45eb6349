"""The doors into other people's tools: one file for each format, each a function from what may leave to files in an empty folder.

Libraries that only one format needs are imported where it is written, so that none has to wait for another's.
"""

from __future__ import annotations

from closewatch.publish.exports.exporter import Exporter

EXPORTERS: tuple[Exporter, ...] = ()
"""Every built-in exporter, in the order in which the help names them."""
