"""The doors into other people's tools: one file for each format, each a function from what may leave to files in an empty folder.

Libraries that only one format needs are imported where it is written, so that none has to wait for another's.
"""

from __future__ import annotations

from closewatch.publish.exports.citations import BIBTEX, CSL
from closewatch.publish.exports.coders.acled import ACLED_EVENTS
from closewatch.publish.exports.coders.airwars import AIRWARS_INCIDENTS
from closewatch.publish.exports.coders.ucdp import UCDP_GED
from closewatch.publish.exports.comma_separated import CSV
from closewatch.publish.exports.excel import XLSX
from closewatch.publish.exports.exporter import Exporter
from closewatch.publish.exports.follow_the_money import FOLLOW_THE_MONEY
from closewatch.publish.exports.linked_data import LINKED_DATA
from closewatch.publish.exports.parquet import PARQUET
from closewatch.publish.exports.stix import STIX
from closewatch.publish.exports.wacz.writing import WACZ

EXPORTERS: tuple[Exporter, ...] = (
    CSV,
    XLSX,
    PARQUET,
    LINKED_DATA,
    FOLLOW_THE_MONEY,
    STIX,
    WACZ,
    UCDP_GED.exporter,
    ACLED_EVENTS.exporter,
    AIRWARS_INCIDENTS.exporter,
    BIBTEX,
    CSL,
)
"""Every built-in exporter, in the order in which the help names them."""
