"""`closewatch import`: make a case of a WACZ that Closewatch wrote."""

from __future__ import annotations

from pathlib import Path

import click

from closewatch.desk.commands.shared import case_argument, debug_option, say
from closewatch.desk.exits import Exit
from closewatch.publish.wording import counted, one_line


@click.command(name="import", short_help="Make a case of a WACZ that Closewatch wrote.")
@case_argument
@click.argument("file", type=click.Path(path_type=Path))
@debug_option
def import_case(case: Path, file: Path) -> int:
    """Make a new case CASE of FILE, a WACZ that `export` or `dossier` wrote: the same journal with the same head, and the originals in it.

    FILE is checked first, and refused with each fault named where anything in it is not what was written. A web archive that others made
    is taken in with `add` instead.

    \b
    Example:
      closewatch import copy-of-kursk kursk.wacz
    """
    from closewatch.ledger.importing import import_case as make_case
    from closewatch.publish.exports.wacz.checking import check_wacz
    from closewatch.publish.exports.wacz.package import open_package
    from closewatch.terms.trouble import CaseError

    faults = list(check_wacz(file))
    if any(fault.code == "wacz.not-ours" for fault in faults):
        raise CaseError(
            f"wanted a WACZ that Closewatch wrote, found another file ({file}): `closewatch add CASE {file}` takes in what others made"
        )
    for fault in faults:
        click.echo(one_line(f"{fault.code} {fault.where}: wanted {fault.wanted}, found {fault.found}"))
    if faults:
        say(f"{counted(len(faults), 'fault')}: nothing was imported")
        return Exit.CHECK_FAILED
    with open_package(file) as package:
        made = make_case(case, package.about()["title"], package.ledger(), (data for _, data in package.originals()))
    with made.case as opened:
        head = opened.head()
    say(f"made {case}, journal head {head.digest} after {head.seq:,} entries")
    lacking = [counted(made.originals, "original")] if made.originals else []
    if made.bodies:
        lacking.append("the body of 1 entry" if made.bodies == 1 else f"the bodies of {made.bodies:,} entries")
    if lacking:
        say(f"left out of the package and so of the case: {' and '.join(lacking)}; `closewatch verify {case}` names each")
    return Exit.DONE
