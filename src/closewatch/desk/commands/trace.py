"""`closewatch trace`: from any id down to the exact words and the bytes."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from closewatch.desk.commands.shared import WORDS, case_argument, debug_option, json_option, say, write_json
from closewatch.terms.trouble import EvidenceAltered

if TYPE_CHECKING:
    from closewatch.ledger.case import Case


@click.command(short_help="Follow a value down to preserved bytes.")
@case_argument
@click.argument("id", type=WORDS)
@json_option
@debug_option
def trace(case: Path, id: str, as_json: bool) -> None:
    """Follow a value of CASE down: claim, figure, statement, exact words in their paragraph, report, capture, digest, custody, decisions.

    ID is the id of anything, or its beginning; a former id leads to the one that its value goes by since its report was read again. A
    sentence of a dossier (se:…) is found in the dossier as it would be made today. The bytes are hashed again on the way.

    \b
    Example:
      closewatch trace kursk cl:5f03a1
    """
    from closewatch.desk.reviewed import second_shape
    from closewatch.ledger.case import open_case
    from closewatch.ledger.views.find import known_id
    from closewatch.ledger.views.trace import trace as follow
    from closewatch.publish.traces import tell, trace_shape
    from closewatch.review.second import required_in, second_of, second_words

    with open_case(case) as opened, opened.at_one_moment():
        if id.startswith("se:"):
            from closewatch.desk.sentences import trace_sentence

            found = trace_sentence(opened, id)
        else:
            found = follow(opened.tables, opened.report, known_id(opened.tables, id))
        intact = partial(is_intact, opened)
        second = second_of(opened.tables, found.id, required_in(opened))
        if as_json:
            write_json({**trace_shape(found, intact), **({"second_reviewer": second_shape(second)} if second else {})})
        else:
            from closewatch.desk.tables import console_on, told_tree

            console_on(sys.stdout).print(told_tree(tell(found, intact)))
            if second:
                say(second_words(second))


def is_intact(case: Case, digest: str) -> bool | None:
    """Tell whether an original is there and has its digest, hashed now; None where it was lawfully destroyed."""
    try:
        case.store.get(digest)
    except EvidenceAltered:
        return None if case.was_destroyed(digest) else False
    return True
