"""`closewatch check`: whether a dossier is what it says it is, without the case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from closewatch.desk.commands.shared import WORDS, debug_option, json_option, say, small_file, write_json
from closewatch.desk.exits import Exit
from closewatch.publish.wording import counted, one_line
from closewatch.terms.trouble import CaseError

if TYPE_CHECKING:
    from closewatch.publish.checking.check import Checked, Token

_FILE = click.Path(path_type=Path)


@click.command(short_help="Check a dossier without its case.")
@click.argument("dossier", type=_FILE)
@click.option("--head", metavar="DIGEST", type=WORDS, default="", help="A journal head that you know of: is the dossier older?")
@click.option("--key", metavar="FILE|FINGERPRINT", type=WORDS, default="", help="The key that it has to be signed with.")
@click.option("--timestamp", metavar="FILE", type=_FILE, default=None, help="A time-stamp (RFC 3161) over its manifest.")
@click.option("--authority-root", "root", metavar="PEM", type=_FILE, default=None, help="The root certificate of the time-stamp authority.")
@click.option("--authority-leaf", "leaf", metavar="PEM", type=_FILE, default=None, help="The certificate that it signs time-stamps with.")
@json_option
@debug_option
def check(dossier: Path, head: str, key: str, timestamp: Path | None, root: Path | None, leaf: Path | None, as_json: bool) -> int:
    """Check DOSSIER, a page or a PDF with its manifest and its package beside it: digests, signature, journal, every cite, every sentence.

    No case and no network are needed. Each fault is named with where it is, what was wanted and what was found. Exit code 1 if any.

    \b
    Example:
      closewatch check report.html --key sha256:3f1c…
    """
    from closewatch.publish.checking.check import Asked, check_dossier

    if bool(timestamp) != bool(root) or bool(timestamp) != bool(leaf):
        raise click.UsageError("wanted --timestamp, --authority-root and --authority-leaf together: a stamp is worth what its authority is")
    if not dossier.is_file():
        raise CaseError(f"wanted a dossier, found none ({dossier})")
    token = _token(timestamp, root, leaf) if timestamp and root and leaf else None
    checked = check_dossier(dossier, Asked(_digest(head, "--head"), _fingerprint(key), token))
    if as_json:
        write_json(shape_of(dossier.name, checked))
    else:
        for line in _lines(checked):
            click.echo(one_line(line))
    count = len(checked.faults)
    say(f"{counted(count, 'fault')}: the dossier is not whole" if count else "the dossier is whole")
    return Exit.CHECK_FAILED if count else Exit.DONE


def shape_of(name: str, checked: Checked) -> dict[str, Any]:
    """Give what was found as JSON (docs/interfaces.md)."""
    manifest, signature, stamp = checked.manifest, checked.signature, checked.stamp
    return {
        "dossier": name,
        "head": {"seq": manifest.seq, "digest": manifest.head} if manifest else None,
        "as_of": manifest.as_of if manifest else None,
        "title": manifest.title if manifest else None,
        "redacted": manifest.redacted if manifest else None,
        "questions": len(manifest.questions) if manifest else None,
        "sentences": len(checked.dossier.sentences()) if checked.dossier else None,
        "cites": {"opened": checked.followed.opened, "withheld": checked.followed.withheld, "bodiless": checked.followed.bodiless},
        "signature": {"by": signature.by, "fingerprint": signature.fingerprint} if signature else None,
        "head_given": checked.head_is or None,
        "timestamp": {"at": stamp.at, "verifiers": list(stamp.verifiers), "remark": stamp.remark} if stamp else None,
        "remarks": list(checked.remarks),
        "faults": [asdict(fault) for fault in checked.faults],
    }


def _lines(checked: Checked) -> Iterator[str]:
    manifest, signature, stamp = checked.manifest, checked.signature, checked.stamp
    for fault in checked.faults:
        yield f"{fault.code} {fault.where}: wanted {fault.wanted}, found {fault.found}"
    if manifest:
        yield f"{manifest.title}, of the case {manifest.case}, as of {manifest.as_of}"
        yield f"journal head {manifest.head} after {manifest.seq:,} entries"
        yield f"signed by {signature.by} with {signature.fingerprint}" if signature else "not signed: nobody answers for it"
    if checked.dossier:
        opened = f"{checked.followed.opened:,} of them opened to their words and bytes"
        yield f"{counted(len(checked.dossier.sentences()), 'sentence')}, {counted(len(checked.dossier.annex), 'cite')}, {opened}"
    if checked.head_is:
        yield "the head given is its own" if checked.head_is == "same" else "the head given is an earlier one of its journal"
    if stamp:
        yield f"time-stamped {stamp.at}, as {' and '.join(stamp.verifiers)} found{f' ({stamp.remark})' if stamp.remark else ''}"
    yield from checked.remarks


def _digest(given: str, option: str) -> str:
    """Take a digest or its beginning, with or without the name of its kind.

    >>> _digest("3F1C5a7b", "--head"), _digest("", "--head")
    ('sha256:3f1c5a7b', '')
    """
    if not given:
        return ""
    digits = given.lower().removeprefix("sha256:").rstrip("…")
    if not re.fullmatch("[0-9a-f]{8,64}", digits):
        raise click.UsageError(f"wanted at least 8 digits of a SHA-256 for {option}, found {given[:80]!r}")
    return f"sha256:{digits}"


def _fingerprint(given: str) -> str:
    """Take a fingerprint, or find that of the key in a file."""
    from closewatch.protect.keys import public_in

    with suppress(OSError):  # what is too long to be a name may still be told as none
        if given and Path(given).is_file():
            return public_in(small_file(Path(given), "a file with a public key")).fingerprint
    return _digest(given, "--key")


def _token(timestamp: Path, root: Path, leaf: Path) -> Token:
    from closewatch.publish.checking.check import Token

    return Token(small_file(timestamp, "a time-stamp"), *(small_file(one, "a certificate") for one in (root, leaf)))
