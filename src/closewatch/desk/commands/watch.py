"""`closewatch watch`: follow feeds, addresses and folders, and say when something moves."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from closewatch.desk.commands.shared import WORDS, by_option, case_argument, debug_option, problem_line, say, who
from closewatch.desk.exits import Exit
from closewatch.publish.wording import counted

if TYPE_CHECKING:
    from closewatch.desk.watching.health import Health
    from closewatch.terms.trouble import Problem
    from closewatch.watch.settings import Watching

_NO_SOURCES = 'case.toml names no sources yet: write there, say, feeds = ["inbox"] (docs/guide/watch.md)'


@click.command(short_help="Follow feeds, addresses and folders, and say when something moves.")
@case_argument
@click.option("--once", is_flag=True, help="Ask what is due, take in what came, tell who is to be told, and end.")
@click.option("--metrics", metavar="[H:]PORT", type=WORDS, default="", help="Serve /metrics and /health there; on 127.0.0.1 unless told.")
@click.option("--unit", is_flag=True, help="Print a systemd unit that keeps this watch running, and end.")
@by_option
@debug_option
def watch(case: Path, once: bool, metrics: str, unit: bool, by: str) -> int:
    """Keep watch on the sources that the case.toml of CASE names: take in what is new there, and say when an origin, a figure, a
    conflict, a denial or a reversal appears, when a copy drifts, and when a page changes silently or is gone.

    What is asked, when it is asked and who is told is set in case.toml (docs/guide/watch.md). Every poll is on the record. A watch that
    was stopped goes on from there. Ctrl+C ends it.

    \b
    Example:
      closewatch watch kursk --once
    """
    from closewatch.desk.watching.alone import alone_on
    from closewatch.desk.watching.health import Health
    from closewatch.desk.watching.opening import opened_watch, settings_in

    if once and metrics:
        raise click.UsageError("--metrics is for a watch that goes on: leave out --once")
    settings_in(case)  # so that a case that is sealed or not there is told as such
    if unit:
        from closewatch.desk.watching.unit import unit_for

        click.echo(unit_for(case), nl=False)
        return Exit.DONE
    with alone_on(case):
        if once:
            with opened_watch(case, who(by), sys.stdout, Health(), tell) as opened:
                moved = opened.once(Event())
            return _summed_up(opened.health, len(moved), _next_turn(case, opened.watching))
        return _for_ever(case, who(by), metrics)


def tell(problem: Problem) -> None:
    """Tell of a trouble that was not there before; it is on the record too."""
    say(problem_line(problem))


def _summed_up(health: Health, moved: int, following: str) -> int:
    def came_of(outcome: str) -> int:
        return health.total("polls", outcome=outcome)

    failed, untold = came_of("failed"), health.total("deliveries", outcome="failed")
    gone = f", {came_of('gone'):,} gone" if came_of("gone") else ""
    refused = f", {came_of('refused'):,} refused" if came_of("refused") else ""
    told = f", {counted(untold, 'channel')} could not be told" if untold else ""
    say(
        f"{counted(health.total('polls'), 'poll')}: {came_of('new'):,} with something new{gone}{refused}, {failed:,} in vain; "
        f"{counted(health.total('taken', state='new'), 'new report')}, {counted(moved, 'alert')}{told}"
    )
    say(following)
    return Exit.PROBLEMS if failed or untold else Exit.DONE


def _next_turn(case: Path, watching: Watching) -> str:
    """Say which address is due next and when, so that nobody wonders why it was not asked."""
    from closewatch.ledger.case import open_case
    from closewatch.ledger.views.watching import asked
    from closewatch.terms.watch import WatchedKind
    from closewatch.watch.schedule import due_at

    if not watching.sources:
        return _NO_SOURCES
    now = datetime.now(UTC)
    with open_case(case) as opened:
        turns = [
            (due_at(one, asked(opened.tables, one.address), now), one.address) for one in watching.sources if one.kind != WatchedKind.FOLDER
        ]
    if not turns:
        return "folders are looked into whenever it is started"
    at, address = min(turns)
    return f"next due: {address}, {at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _for_ever(case: Path, by: str, metrics: str) -> int:
    """Keep watch until somebody ends it; settings that were changed hold from then on."""
    from closewatch.desk.watching.health import Health
    from closewatch.desk.watching.notify import kept_alive
    from closewatch.desk.watching.opening import Changes, opened_watch
    from closewatch.desk.watching.serving import served_health

    health = Health()
    with served_health(metrics, health) as address, kept_alive(health):
        where = f"; its state is on {address}/health and {address}/metrics" if address else ""
        try:
            while True:
                changes = Changes(case, say)
                with opened_watch(case, by, sys.stdout, health, tell) as opened:
                    say(f"keeping watch on {counted(len(opened.watching.sources), 'source')} of {case}{where} (Ctrl+C ends it)")
                    if not opened.watching.sources:
                        say(_NO_SOURCES)
                    opened.for_ever(Event(), changes.are_there)
                say("case.toml was changed; its new settings hold from now on")
        except KeyboardInterrupt:
            say("the watch has ended; what it took in and told is on the record, and it goes on from there")
            raise
