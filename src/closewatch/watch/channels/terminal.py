"""Tells whoever sits at the terminal: each alert on a line, and where it is opened on a second."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from closewatch.terms.alert import Noted
from closewatch.terms.trouble import Problem
from closewatch.watch.channels.channel import Channel, Means, undelivered, words_in
from closewatch.watch.message import KIND_WORDS, Message, alert_address
from closewatch.watch.settings import ChannelSettings
from closewatch.watch.words import plain


def terminal_channel(settings: ChannelSettings, means: Means) -> Channel:
    """Make a channel that writes to the terminal. Raises: CaseError when it has settings, of which it knows none."""
    words_in(settings, {})

    def tell(message: Message) -> tuple[Problem, ...]:
        words = "".join(f"{line}\n" for noted in message.alerts for line in _lines(noted, means))
        try:
            encoding = getattr(means.out, "encoding", None) or "utf-8"
            means.out.write(words.encode(encoding, "replace").decode(encoding))
            means.out.flush()
        except (OSError, ValueError) as error:
            found = getattr(error, "strerror", None) or "one that is closed"
            said = f"wanted a terminal to write to, found: {found}"
            raise undelivered("channel.not-written", said, settings.name, message) from error
        return ()

    return Channel(settings.name, tell)


def _lines(noted: Noted, means: Means) -> Iterator[str]:
    at = datetime.fromisoformat(noted.at).astimezone(ZoneInfo(means.zone))
    about = f" [{plain(noted.alert.wording)}]" if noted.alert.wording else ""
    yield f"{at:%Y-%m-%d %H:%M}  {KIND_WORDS[noted.alert.kind]}: {plain(noted.alert.words)}{about}"
    yield f"                  {alert_address(means.link, noted.alert)}"
