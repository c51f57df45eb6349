"""`closewatch seal` and `closewatch open`: a case encrypted at rest, and opened for work."""

from __future__ import annotations

from pathlib import Path

import click

from closewatch.desk.commands.passphrases import passphrase_from, passphrase_option
from closewatch.desk.commands.shared import WORDS, case_argument, debug_option, say, small_text


@click.command(short_help="Encrypt a case at rest.")
@case_argument
@click.option("--to", "publics", metavar="age1…", type=WORDS, multiple=True, help="A public key of age that can open it; can be repeated.")
@passphrase_option
@debug_option
def seal(case: Path, publics: tuple[str, ...], passphrase_file: Path | None) -> None:
    """Encrypt everything in the folder CASE into one file and take the rest away. Without --to it is sealed behind a passphrase.

    The format is age, so that `age` and `tar` can open it too. Nobody can work on a sealed case; while a case is open its text is on the
    disk. What a disk keeps of deleted files is beyond this: use a disk that is encrypted as a whole as well.

    \b
    Example:
      closewatch seal kursk
      closewatch seal kursk --to age1qz…
    """
    from closewatch.ledger.sealing import check_can_seal, seal_case

    check_can_seal(case)
    by_word = None if publics and passphrase_file is None else passphrase_from(passphrase_file, of=str(case), new=True)
    seal_case(case, publics, by_word)
    say(f"sealed {case}; `closewatch open {case}` opens it")


@click.command(name="open", short_help="Open a sealed case.")
@case_argument
@click.option(
    "--identity", metavar="FILE", type=click.Path(path_type=Path), default=None, help="A file of secret keys, as age-keygen writes it."
)
@passphrase_option
@debug_option
def open_(case: Path, identity: Path | None, passphrase_file: Path | None) -> None:
    """Decrypt the sealed CASE in its place, with its passphrase or with the secret key it was sealed to.

    \b
    Example:
      closewatch open kursk
      closewatch open kursk --identity key.txt
    """
    from closewatch.ledger.sealing import check_can_open, open_sealed
    from closewatch.protect.seal import secrets_in
    from closewatch.terms.trouble import SealError

    check_can_open(case)
    if identity is None:
        open_sealed(case, passphrase=passphrase_from(passphrase_file, of=str(case)))
    else:
        secrets = secrets_in(small_text(identity, "a file of secret keys"))
        if not secrets:
            raise SealError(f"wanted a secret key of age in a file, found none ({identity})")
        open_sealed(case, secrets)
    say(f"opened {case}; `closewatch verify {case}` checks that it is whole, `closewatch seal {case}` closes it again")
