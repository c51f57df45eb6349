"""`closewatch dossier`: hand over what a case says, with everything that it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from closewatch.desk.commands.passphrases import passphrase_from, passphrase_option
from closewatch.desk.commands.shared import WORDS, case_argument, debug_option, problem_line, redaction_words, say, small_text, who
from closewatch.publish.wording import counted, one_line

if TYPE_CHECKING:
    from closewatch.desk.dossiers import MadeDossier, Signer
    from closewatch.ledger.case import Case

LONGEST_SECTIONS = 2_000_000
"""Bytes that are read of a file of sections; how many signs they may have is told by `compose.own_sections`."""


@click.command(short_help="Write a dossier that a stranger can check.")
@case_argument
@click.option(
    "-o", "--output", "file", metavar="FILE", type=click.Path(path_type=Path), required=True, help="The file to write: .html or .pdf."
)
@click.option("--question", "questions", metavar="ID", type=WORDS, multiple=True, help="A question to tell of; can be repeated.")
@click.option("--title", metavar="T", type=WORDS, default="", help="The title; that of the case unless given.")
@click.option(
    "--sections", metavar="FILE", type=click.Path(path_type=Path), default=None, help="Sections that you wrote, with cites in brackets."
)
@click.option("--unredacted", is_flag=True, help="Write what is protected too: for your own use, never to hand on.")
@click.option("--sign", "signed_by", metavar="NAME", type=WORDS, default="", help="Sign with the key of NAME (closewatch key).")
@passphrase_option
@click.option("--timestamp", "authority", metavar="URL", type=WORDS, default="", help="Ask this authority for a time-stamp (RFC 3161).")
@debug_option
def dossier(
    case: Path,
    file: Path,
    questions: tuple[str, ...],
    title: str,
    sections: Path | None,
    unredacted: bool,
    signed_by: str,
    passphrase_file: Path | None,
    authority: str,
) -> None:
    """Write what CASE says about its disputed questions, or those that --question names, into FILE: a page (.html) or a PDF.

    Beside it come FILE.wacz with the cited originals and the journal, and FILE.manifest.json with the digests of both, signed where --sign
    is given. What people protected is replaced or left out before anything is written. `closewatch check FILE` checks it without the case.

    \b
    Example:
      closewatch dossier kursk -o report.html
      closewatch dossier kursk -o report.pdf --question qu:0b6d --sections mine.txt --sign anna
    """
    from closewatch.desk.dossiers import check_name, make_dossier
    from closewatch.ledger.case import open_case
    from closewatch.publish.compose.compose import DossierWanted

    check_name(file)
    wanted = DossierWanted(questions, small_text(sections, "sections", LONGEST_SECTIONS) if sections else "", title)
    with open_case(case) as opened:
        signer = _signer(opened, who(signed_by), passphrase_file) if signed_by else None
        made = make_dossier(opened, file, wanted, unredacted=unredacted, signer=signer, authority=authority)
        names_keys = _names_keys(opened)
    for path in made.files:
        click.echo(str(path))
    for problem in made.problems:
        say(problem_line(problem))
    _tell(made, authority, names_keys=names_keys, unredacted=unredacted)


def _signer(case: Case, by: str, passphrase_file: Path | None) -> Signer:
    from closewatch.desk.dossiers import Signer
    from closewatch.desk.key_files import check_has_key, signing_key

    check_has_key(case, by)
    return Signer(by, signing_key(case, by, passphrase_from(passphrase_file, of=f"the key of {by}")))


def _names_keys(case: Case) -> bool:
    from closewatch.ledger.views.signing_keys import signing_keys

    return bool(signing_keys(case.tables))


def _tell(made: MadeDossier, authority: str, *, names_keys: bool, unredacted: bool) -> None:
    """Sum up what was made."""
    sentences = [sentence for _, sentence in made.dossier.sentences()]
    unreviewed = sum(sentence.unreviewed for sentence in sentences)
    withheld = sum(cited.withheld is not None for cited in made.dossier.annex)
    parts = [
        counted(len(made.dossier.questions), "question"),
        f"{counted(len(sentences), 'sentence')}, {unreviewed:,} of them on values that nobody reviewed",
        f"{counted(len(made.dossier.annex), 'cite')}, {withheld:,} of them withheld",
    ]
    say(f"wrote {'; '.join(parts)}")
    say(redaction_words(protects=made.dossier.redacted, unredacted=unredacted))
    if made.signature:
        say(one_line(f"signed by {made.signature.by} with {made.signature.fingerprint}"))
    else:
        say("not signed" + (": since the journal names keys, `closewatch check` will say so" if names_keys else ""))
    if authority:
        say(one_line(f"time-stamped by {authority}"))
    say(f"journal head {made.manifest.head} after {made.manifest.seq:,} entries")
