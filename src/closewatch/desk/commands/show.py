"""`closewatch show`: lists of what a case holds."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from closewatch.desk.commands.shared import WORDS, case_argument, debug_option, json_option, output, say, write_json, write_json_lines
from closewatch.publish.comma_separated import csv_lines
from closewatch.publish.wording import counted, one_line

if TYPE_CHECKING:
    from closewatch.desk.lists import Listing
    from closewatch.ledger.case import Case

WHAT = (
    "questions", "claims", "conflicts", "origins", "drift", "statements", "figures", "actors", "reports", "problems", "queue",
    "precision", "agreement", "alerts", "watched", "polls", "journal",
)  # fmt: skip

MOST = 1_000_000_000
"""More than any list has, and still a number that can be counted to."""

MOST_ANSWERS = 20
"""How many answers and conflicts of one question the list shows, those in conflict first; its page and the JSON have more."""

NONE = {
    "queue": "values wait to be decided on",
    "precision": "values of the reader have been decided on",
    "agreement": "values have been judged by two people",
    "watched": "sources are kept watch on",
}
"""What a list has none of, where that is not its name."""


@click.command(short_help="List what a case holds.")
@case_argument
@click.argument("what", type=click.Choice(WHAT), metavar="WHAT")
@click.argument("id", type=WORDS, required=False)
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV to standard output.")
@click.option("--source", metavar="NAME", default=None, help="Any part of the name of who speaks; for reports of the outlet or source.")
@click.option("--stance", metavar="STANCE", default=None, help="How the speaker stands toward it: asserts, denies, estimates …")
@click.option("--measure", metavar="MEASURE", default=None, help="What is counted: killed, paid, deployed …")
@click.option("--place", metavar="PLACE", default=None, help="Any part of a place's name, or a country's code.")
@click.option("--words", metavar="WORDS", default=None, help="Words of the text, in any language; for reports.")
@click.option("--like", metavar="TEXT", type=WORDS, default=None, help="The words of a claim; for statements that make it, best first.")
@click.option("--since", metavar="DATE", default=None, help="From this day, month or year on.")
@click.option("--until", metavar="DATE", default=None, help="Up to this day, month or year, which is included.")
@click.option("--profile", metavar="NAME", default=None, help="Add what a coder stores, for figures: acled, isaf, muc, wikimpacts, house.")
@click.option("--limit", type=click.IntRange(1, MOST), metavar="COUNT", default=None, help="At most so many.")
@click.option("--after", metavar="ID", type=WORDS, default=None, help="Go on after this one, in the order of the list.")
@debug_option
def show(
    case: Path,
    what: str,
    id: str | None,
    as_json: bool,
    as_csv: bool,
    profile: str | None,
    limit: int | None,
    after: str | None,
    **filters: str | None,
) -> None:
    """List WHAT of CASE: questions, claims, conflicts, origins, drift, statements, figures, actors, reports, problems, queue, precision,
    agreement, alerts, watched, polls or journal; only the one called ID where it is given.

    With --json, questions are one array and everything else is one object to a line. With --profile, figures have what a coder of
    ACLED, MUC-4, ISAF or Wikimpacts stores for each, its rule, and whether that widens or narrows what was said.

    \b
    Example:
      closewatch show kursk questions
      closewatch show kursk statements --source Kyiv --stance denies --since 2024-11
      closewatch show kursk statements --like "soldiers were sent home"
      closewatch show kursk figures --measure killed --json
      closewatch show kursk figures --profile acled --csv
      closewatch show kursk alerts --since 2024-11-19
    """
    from closewatch.desk.lists import LISTINGS, list_values, statements_ranked
    from closewatch.ledger.case import open_case
    from closewatch.ledger.views.lists import Wanted

    if as_json and as_csv:
        raise click.UsageError("wanted --json or --csv, found both")
    check_filters(what, filters, LISTINGS[what].filters)
    listing = LISTINGS[what] if profile is None else coded_listing(what, profile)
    if filters["like"] is not None:
        listing = statements_ranked()
    with open_case(case) as opened, opened.at_one_moment():
        values = list_values(opened, what, Wanted(identity=id, after=after, limit=limit, **filters))
        if what == "questions" and id is not None and not as_csv:
            _show_question(opened, list(values), id, as_json)
            return
        if as_json and what == "questions":
            write_json([listing.shape(opened, value) for value in values])
        elif as_json:
            write_json_lines(listing.shape(opened, value) for value in values)
        elif as_csv:
            write_csv(listing, values)
        elif what == "questions":
            _print_questions(list(values), opened)
        else:
            _print_table(listing, values, "statements that make this claim" if filters["like"] is not None else NONE.get(what, what))


def coded_listing(what: str, name: str) -> Listing:
    """Give the list of figures with the columns of a coding profile.

    Raises: click.UsageError for another list, and for a profile that there is not.
    """
    from closewatch.desk.lists import figures_coded
    from closewatch.publish.profiles import profile_named

    if what != "figures":
        raise click.UsageError(f"wanted figures with --profile, found {what}")
    try:
        return figures_coded(profile_named(name))
    except ValueError as error:
        raise click.UsageError(f"{error} for --profile") from error


def check_filters(what: str, filters: dict[str, str | None], known: Iterable[str]) -> None:
    """Make sure that every filter means something for the list, and that its value can be found at all.

    Raises: click.UsageError.
    """
    from closewatch.terms.figure import MEASURES
    from closewatch.terms.statement import Stance
    from closewatch.terms.when import PartialDate

    allowed = {"stance": tuple(stance.value for stance in Stance), "measure": MEASURES}
    for name, value in filters.items():
        if value is None:
            continue
        if name not in known:
            raise click.UsageError(f"wanted a filter that {what} have ({', '.join(sorted(known)) or 'none'}), found --{name}")
        if name in allowed and value not in allowed[name]:
            raise click.UsageError(f"wanted one of {', '.join(allowed[name])} for --{name}, found {value!r}")
        if name in ("since", "until"):
            try:
                PartialDate(value)
            except ValueError as error:
                raise click.UsageError(f"wanted a date like 2024-11-19, 2024-11 or 2024 for --{name}, found {value!r}") from error


def write_csv(listing: Listing, values: Iterable[Any]) -> None:
    """Write a list as CSV in UTF-8, its columns first; a cell that a spreadsheet would run as a formula gets an apostrophe in front.

    On a terminal the words of a report must not act on it, so there each cell is shown on one safe line.
    """
    stream, shown = output(), sys.stdout.isatty()
    rows = chain((listing.columns,), (listing.row(value) for value in values))
    for line in csv_lines([one_line(cell) for cell in row] if shown else row for row in rows):
        stream.write(line.encode("utf-8"))
    stream.flush()


def _show_question(opened: Case, values: list[Any], asked: str, as_json: bool) -> None:
    """Show the page of one question, or its JSON: an array of one. Raises: CaseError for an id that is no question's."""
    from closewatch.desk.tables import console_on
    from closewatch.ledger.views.history import history
    from closewatch.ledger.views.lists import outlets
    from closewatch.publish.question_page import question_page
    from closewatch.publish.questions import history_shape
    from closewatch.review.second import required_in
    from closewatch.terms.trouble import CaseError

    found = history(opened.tables, values[0].id) if values else None
    if found is None:
        raise CaseError(f"wanted the id of a question that the filters leave, found {asked}")
    required = required_in(opened).of(found.question.id)
    if as_json:
        write_json([{**history_shape(found), "second_reviewer_required": required}])
        return
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    page = question_page(found, outlets(opened.tables), width=console_on(sys.stdout).width, ascii_only=encoding != "utf8")
    page += "\nEvery answer to this question needs a second reviewer.\n" if required else ""
    output().write(page.encode(sys.stdout.encoding or "ascii", "replace"))
    output().flush()


def _print_questions(values: list[Any], opened: Any) -> None:
    from closewatch.desk.tables import console_on, questions_list
    from closewatch.ledger.views.lists import outlets

    console_on(sys.stdout).print(questions_list(values, outlets(opened.tables), most=MOST_ANSWERS))
    say(f"{counted(len(values), 'question')}, {sum(question.disputed for question in values):,} in dispute")


def _print_table(listing: Listing, values: Iterable[Any], what: str) -> None:
    from closewatch.desk.tables import console_on, plain_table

    row = listing.shown or listing.row
    console_on(sys.stdout).print(plain_table(listing.shown_columns or listing.columns, (row(value) for value in values), what))
