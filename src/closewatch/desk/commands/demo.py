"""`closewatch demo`: the sample case, read before your eyes."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from closewatch.desk.commands.serve import open_desk
from closewatch.desk.commands.shared import WORDS, debug_option, say
from closewatch.desk.exits import Exit

if TYPE_CHECKING:
    from closewatch.terms.claim import Question

SHOWN, MOST = 8, 6
"""How many disputed questions are shown, and how many answers and conflicts of each; the rest are a command away."""


@click.command(short_help="Read the sample case and print its disputed questions.")
@click.option("--serve", is_flag=True, help="Then open it in the browser.")
@click.option("--host", metavar="H", type=WORDS, default="127.0.0.1", show_default=True, help="With --serve: where to listen.")
@click.option(
    "--port", metavar="P", type=click.IntRange(0, 65535), default=8765, show_default=True, help="With --serve: 0 takes any that is free."
)
@debug_option
def demo(serve: bool, host: str, port: int) -> int:
    """Make the sample case in a temporary folder, read it, and print its disputed questions. With --serve, open it in the browser.

    The sample case is about North Korean soldiers in Russia's war. Its reports were written for Closewatch, and every outlet is invented.

    \b
    Example:
      closewatch demo
    """
    from closewatch.desk.line import now, take_in
    from closewatch.desk.progress import watching
    from closewatch.desk.sources import taken_from, tools_for
    from closewatch.desk.tables import console_on, questions_list
    from closewatch.ledger.case import create_case
    from closewatch.ledger.views.lists import outlets
    from closewatch.ledger.views.questions import questions
    from closewatch.reading.encoder.shipped import check_files

    check_files()
    sample = str(files("closewatch.desk") / "sample" / "reports")
    folder = Path(tempfile.mkdtemp(prefix="closewatch-")) / "demo"
    with create_case(folder, "Sample: North Korean soldiers in Russia's war", "person:demo", now()) as case:
        with tools_for("person:demo") as tools, watching((sample,)) as watched:
            count = sum(
                step.worked.report is not None
                for step in watched.steps(take_in(case, watched.items(taken_from((sample,), tools.by)), tools))
            )
        disputed = one_of_each_first(sorted((question for question in questions(case.tables) if question.disputed), key=telling))
        console_on(sys.stdout).print(questions_list(disputed[:SHOWN], outlets(case.tables), most=MOST, remark=" (invented)"))
        head = case.head()
    say(f"{count} reports of invented outlets, {len(disputed)} disputed questions, {min(SHOWN, len(disputed))} of them shown")
    say(f"journal head {head.digest} after {head.seq:,} entries")
    program = sys.argv[0] if Path(sys.argv[0]).name == "closewatch" else "closewatch"
    say(f"the case is kept in {folder}; go on with:")
    for words in (
        f"show {folder} questions",
        f"show {folder} statements --stance denies",
        f"trace {folder} ID",
        f"verify {folder}",
        f"serve {folder}",
    ):
        say(f"  {program} {words}")
    if serve:
        open_desk(folder, by="person:demo", host=host, port=port)
    return Exit.DONE if disputed else Exit.CHECK_FAILED


def telling(question: Question) -> tuple[int, int, int, str]:
    """Put questions that say whom, where and in what first, then those with the most answers and conflicts."""
    key = question.key
    unsaid = sum(part is None for part in (key.population_country, key.population_class, key.place_country, key.unit))
    return (unsaid, -len(question.claims), -len(question.conflicts), question.id)


def one_of_each_first(asked: Sequence[Question]) -> list[Question]:
    """Put the first question of every measure before the second of any, so that the few that are shown are not all about deaths."""
    before: Counter[str | None] = Counter()
    ranked = []
    for place, question in enumerate(asked):
        ranked.append((before[question.key.measure], place))
        before[question.key.measure] += 1
    return [asked[place] for _, place in sorted(ranked)]
