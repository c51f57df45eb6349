"""`closewatch key`: the keys that the people of a case sign dossiers with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from closewatch.desk.commands.passphrases import passphrase_from, passphrase_option
from closewatch.desk.commands.shared import by_option, case_argument, debug_option, json_option, say, who, write_json
from closewatch.publish.wording import counted, one_line

if TYPE_CHECKING:
    from closewatch.ledger.views.signing_keys import RecordedKey


@click.command(short_help="Make a key to sign dossiers with, or list those there are.")
@case_argument
@click.argument("action", type=click.Choice(["new", "list"]), metavar="ACTION")
@by_option
@passphrase_option
@json_option
@debug_option
def key(case: Path, action: str, by: str, passphrase_file: Path | None, as_json: bool) -> None:
    """Make a key for the person --by names (ACTION new), or list the keys on the record of CASE (ACTION list).

    The private half lies encrypted in the folder `keys` of CASE and opens with the passphrase alone: nobody can give you another. The
    public half goes on the record, so that a stranger can tell whose signature stands under a dossier.

    \b
    Example:
      closewatch key kursk new --by anna
      closewatch key kursk list
    """
    from closewatch.desk.key_files import key_file, make_signing_key
    from closewatch.ledger.case import open_case
    from closewatch.ledger.views.signing_keys import signing_keys

    with open_case(case) as opened:
        if action == "new":
            person = who(by)
            path = key_file(opened, person)
            made = make_signing_key(opened, person, passphrase_from(passphrase_file, of=f"the key of {person}", new=True))
            click.echo(one_line(f"{made.key.fingerprint} {person}"))
            say(f"put a key of {person} on the record as entry {made.seq}; its private half lies locked in {path}: keep a copy of it")
            return
        recorded = signing_keys(opened.tables)
        if as_json:
            write_json([_shape(one) for one in recorded])
            return
        for one in recorded:
            here = "" if key_file(opened, one.key.by).is_file() else " (its private half is not on this machine)"
            click.echo(one_line(f"{one.key.fingerprint} {one.key.by} since entry {one.seq}{here}"))
        say(counted(len(recorded), "key"))


def _shape(one: RecordedKey) -> dict[str, Any]:
    return {"fingerprint": one.key.fingerprint, "by": one.key.by, "key": one.key.spki, "seq": one.seq, "at": one.at}
