"""`closewatch export`: hand what a case holds to another tool."""

from __future__ import annotations

from pathlib import Path

import click

from closewatch.desk.commands.shared import case_argument, debug_option, redaction_words, say
from closewatch.publish.wording import counted

FORMATS = ("csv", "xlsx", "parquet", "jsonld", "ftm", "stix", "wacz", "ucdp", "acled", "airwars", "bibtex", "csl")
"""The names of `publish.exports.EXPORTERS`, which are imported late; a test holds the two together."""


@click.command(short_help="Hand what a case holds to another tool.")
@case_argument
@click.argument("format", type=click.Choice(FORMATS), metavar="FORMAT")
@click.option("-o", "--output", "folder", metavar="DIR", type=click.Path(path_type=Path), required=True, help="The folder to write to.")
@click.option("--unredacted", is_flag=True, help="Write what is protected too: for your own use, never to hand on.")
@debug_option
def export(case: Path, format: str, folder: Path, unredacted: bool) -> None:
    """Write CASE as FORMAT into DIR: csv, xlsx, parquet, jsonld, ftm, stix, wacz, ucdp, acled, airwars, bibtex or csl.

    What people protected is replaced or left out before anything is written, and the finished files are searched for it.

    \b
    Example:
      closewatch export kursk csv -o out
      closewatch export kursk ucdp -o out
    """
    from closewatch.desk.line import publish
    from closewatch.ledger.case import open_case
    from closewatch.ledger.views.protections import protections
    from closewatch.publish.exports import EXPORTERS

    exporter = next(one for one in EXPORTERS if one.name == format)
    with open_case(case) as opened:
        written = publish(opened, exporter.write, folder, unredacted=unredacted)
        protects = bool(protections(opened.tables, opened.folder))
    for path in written:
        click.echo(str(path))
    say(f"wrote {counted(len(written), 'file')}")
    say(redaction_words(protects=protects, unredacted=unredacted))
