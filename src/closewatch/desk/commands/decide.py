"""`closewatch decide`: put what a person decided on the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from closewatch.desk.commands.shared import WORDS, by_option, case_argument, debug_option, say, who
from closewatch.terms.decision import Verdict
from closewatch.terms.trouble import NotVerbatim

if TYPE_CHECKING:
    from closewatch.ledger.case import Case
    from closewatch.terms.decision import Decision


@click.command(short_help="Record a verdict on a value.")
@case_argument
@click.argument("id", type=WORDS)
@click.argument("verdict", type=click.Choice([verdict.value for verdict in Verdict]), metavar="VERDICT")
@click.option("--with", "other", metavar="ID", type=WORDS, default=None, help="The second value of a merge or a split.")
@click.option(
    "--set",
    "pairs",
    metavar="FIELD=VALUE",
    type=WORDS,
    multiple=True,
    help="What a correction, an addition or a protection sets; can be repeated.",
)
@click.option("--grade", metavar="B2", default=None, help="Reliability A-F and credibility 1-6 (the Admiralty code).")
@by_option
@click.option("--reason", metavar="R", type=WORDS, default="", help="Why.")
@debug_option
def decide(case: Path, id: str, verdict: str, other: str | None, pairs: tuple[str, ...], grade: str | None, by: str, reason: str) -> None:
    """Record a VERDICT on the value ID of CASE. Nothing is overwritten: the latest decision wins, and withdraw takes one back.

    VERDICT is accept, correct, add, reject, merge, split, grade, protect, note, withdraw, or require, which wants a second reviewer for a
    question. Words are corrected by their offsets in the report: content=120:184. An addition is made on a report; on a statement it
    asks the yes/no question that it answers. What is protected does not leave the case: an actor under all its names, the source of a
    statement, a whole report; name= takes a name that no report holds, and seals it. Actors and claims are merged and split with
    another; a figure is split off its claim alone.

    \b
    Example:
      closewatch decide kursk st:8c1f accept --reason "read in full"
      closewatch decide kursk st:8c1f correct --set stance=denies
      closewatch decide kursk st:8c1f add --set question=yes-no
      closewatch decide kursk ac:11f0 merge --with ac:9be2
      closewatch decide kursk cl:5f03 merge --with cl:a112
      closewatch decide kursk qu:0b6d require --reason "the toll goes into the report"
      closewatch decide kursk ac:11f0 protect --set pseudonym="Source A" --set name="Ivan Placeholder" --reason "asked not to be named"
      closewatch decide kursk de:77aa withdraw
    """
    from closewatch.desk.line import decide as record
    from closewatch.desk.line import now
    from closewatch.desk.sealed_names import key_kept, with_names_sealed
    from closewatch.ledger.case import open_case
    from closewatch.review.decide import make_decision
    from closewatch.review.second import required_in, second_of, second_words

    with open_case(case) as opened:
        try:
            fields, secret = with_names_sealed(pairs, opened.folder, reason) if verdict == Verdict.PROTECT else (pairs, None)
            decision = make_decision(opened, id, Verdict(verdict), who(by), now(), reason=reason, other=other, fields=fields, grade=grade)
            with key_kept(opened.folder, decision.id, secret):
                entry = record(opened, decision)
        except NotVerbatim as error:
            raise click.UsageError(str(error)) from error
        above = _above_ceiling(opened, decision)
        second = second_of(opened.tables, decision.on, required_in(opened))
    if above:
        say(above)
    if second:
        say(second_words(second))
    say(f"recorded {decision.id} as entry {entry.seq}, journal head {entry.digest}")


def _above_ceiling(opened: Case, decision: Decision) -> str | None:
    """Say that a grade is better than the proved origins of its claim allow; it is recorded all the same, since a person grades."""
    from closewatch.ledger.views.find import claims_like

    if decision.grade is None or not decision.on.startswith("cl:"):
        return None
    claim = next((claim for claim, _ in claims_like(opened.tables, decision.on)), None)
    if claim is None or decision.grade.credibility >= claim.ceiling:
        return None
    return f"note: {decision.grade.reliability}{decision.grade.credibility} is better than {claim.ceiling}: {claim.ceiling_because}"
