"""`closewatch watch`: follow feeds, addresses and folders, and say when something moves."""

from __future__ import annotations

import sys
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

    if unit:
        from closewatch.desk.watching.unit import unit_for

        settings_in(case)
        click.echo(unit_for(case), nl=False)
        return Exit.DONE
    with alone_on(case):
        if once:
            with opened_watch(case, who(by), sys.stdout, Health(), tell) as opened:
                moved = opened.once(Event())
            return _summed_up(opened.health, len(opened.watching.sources), len(moved))
        return _for_ever(case, who(by), metrics)


def tell(problem: Problem) -> None:
    """Tell of a trouble that was not there before; it is on the record too."""
    say(problem_line(problem))


def _summed_up(health: Health, sources: int, moved: int) -> int:
    failed, untold = health.total("polls", outcome="failed"), health.total("deliveries", outcome="failed")
    if not health.total("polls"):
        say("nothing was due: every source was asked within its rhythm" if sources else "case.toml names no sources (docs/guide/watch.md)")
    told = f", {counted(untold, 'channel')} could not be told" if untold else ""
    say(
        f"{counted(health.total('polls'), 'poll')}: {health.total('polls', outcome='new'):,} with something new, {failed:,} in vain; "
        f"{counted(health.total('taken', state='new'), 'new report')}, {counted(moved, 'alert')}{told}"
    )
    return Exit.PROBLEMS if failed or untold else Exit.DONE


def _for_ever(case: Path, by: str, metrics: str) -> int:
    """Keep watch until somebody ends it; settings that were changed hold from then on."""
    from closewatch.desk.watching.health import Health
    from closewatch.desk.watching.notify import kept_alive
    from closewatch.desk.watching.opening import Changes, opened_watch
    from closewatch.desk.watching.serving import served_health

    health, stop = Health(), Event()
    with served_health(metrics, health) as address, kept_alive(health, stop):
        where = f"; its state is on {address}/health and {address}/metrics" if address else ""
        try:
            while True:
                changes = Changes(case, say)
                with opened_watch(case, by, sys.stdout, health, tell) as opened:
                    say(f"keeping watch on {counted(len(opened.watching.sources), 'source')} of {case}{where} (Ctrl+C ends it)")
                    opened.for_ever(stop, changes.are_there)
                say("case.toml was changed; its new settings hold from now on")
                stop = Event()
        except KeyboardInterrupt:
            say("the watch has ended; what it took in and told is on the record, and it goes on from there")
            raise
