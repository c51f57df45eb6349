"""The loop that tells people: what is due to whom, each message once, and again later where a channel could not be told.

Who is told what and when is decided by `watch.routing`, how by the channels. What was told is on the record, so that a restart repeats
nothing but a message that was under way when the process died; that one goes out under the same id.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Event
from time import monotonic

from closewatch.desk.line import Tools, note_delivery
from closewatch.desk.titles import title_of
from closewatch.desk.watching.handover import Handover
from closewatch.desk.watching.health import Health
from closewatch.ledger.case import Case
from closewatch.ledger.views.watching import told_to, untold
from closewatch.terms.alert import Delivery, Noted
from closewatch.terms.trouble import Undelivered
from closewatch.watch.channels import channel_of
from closewatch.watch.channels.channel import Channel, Means
from closewatch.watch.facts import MOST_TOLD
from closewatch.watch.routing import messages_due
from closewatch.watch.settings import ChannelSettings, Watching

WAIT = 5.0
FIRST_SECONDS, MOST_SECONDS = 30.0, 3600.0
"""How long after a failure a channel is tried again the first time, and at most; each time twice as long."""

FOR_GOOD_SECONDS = 6 * 3600.0
"""How long where only a person can help."""


@dataclass
class _Turn:
    """When a channel may be tried next, how often in a row it failed, and what it was not told as of an entry."""

    at: float = 0.0
    failures: int = 0
    head: int = 0
    waiting: tuple[Noted, ...] | None = None


class Messenger:
    """Tells the channels of one case what they were not told yet."""

    def __init__(self, case: Case, watching: Watching, means: Means, tools: Tools, health: Health, handover: Handover) -> None:
        self._case, self._watching, self._tools, self._health, self._handover = case, watching, tools, health, handover
        self._title = title_of(case)
        ready = replace(means, title=self._title, told=lambda channel: told_to(case.tables, channel, MOST_TOLD))
        self._channels = [(settings, channel_of(settings, ready)) for settings in watching.channels]
        self._turns = {settings.name: _Turn() for settings in watching.channels}

    def tell_all(self, stop: Event) -> bool:
        """Tell every channel what is due; gives whether all of them could be told."""
        # All of them are tried: one that fails keeps no other waiting.
        told = [self._tell(settings, channel, stop) for settings, channel in self._channels]
        return all(told)

    def tell_for_ever(self, stop: Event, moved: Event) -> None:
        """Tell whatever falls due, until somebody wants it to end."""
        while not stop.is_set():
            self._health.beat("messenger")
            self.tell_all(stop)
            moved.wait(WAIT)
            moved.clear()

    def _tell(self, settings: ChannelSettings, channel: Channel, stop: Event) -> bool:
        turn = self._turns[settings.name]
        if turn.at > monotonic():
            return False
        head = self._case.head().seq
        if turn.waiting is None or turn.head != head:
            turn.head, turn.waiting = head, untold(self._case.tables, settings.name)
        due = messages_due(self._watching, settings, turn.waiting, self._tools.clock(), self._case.tables, self._title)
        left = sum(len(message.alerts) for message in due)
        self._health.set("untold", left, channel=settings.name)
        for message in due:
            if stop.is_set():
                return True
            self._health.beat("messenger")
            try:
                for problem in channel.tell(message):
                    note_delivery(self._case, problem, self._tools)
            except Undelivered as trouble:
                self._failed(turn, trouble)
                self._health.count("deliveries", channel=settings.name, outcome="failed")
                self._health.count("problems", code=trouble.problem.code)
                return False
            told = Delivery(settings.name, message.id, tuple(one.alert.id for one in message.alerts))
            note_delivery(self._case, told, self._tools)
            turn.failures, left = 0, left - len(message.alerts)
            self._health.set("untold", left, channel=settings.name)
            self._health.count("deliveries", channel=settings.name, outcome="told")
        return True

    def _failed(self, turn: _Turn, trouble: Undelivered) -> None:
        """Put the trouble on the record, and wait longer each time."""
        note_delivery(self._case, trouble.problem, self._tools)
        if not turn.failures:
            self._handover.say(trouble.problem)
        later = FOR_GOOD_SECONDS if trouble.for_good else min(FIRST_SECONDS * 2**turn.failures, MOST_SECONDS)
        turn.at, turn.failures = monotonic() + max(later, trouble.retry_after or 0), turn.failures + 1
