"""The ways in which people are told: each takes a message, and raises `Undelivered` where it could not be handed over."""

from __future__ import annotations

from closewatch.terms.trouble import CaseError
from closewatch.watch.channels.channel import Channel, ChannelKindMaker, Means
from closewatch.watch.channels.feed import feed_channel
from closewatch.watch.channels.file import file_channel
from closewatch.watch.channels.mail import mail_channel
from closewatch.watch.channels.terminal import terminal_channel
from closewatch.watch.channels.webhook import webhook_channel
from closewatch.watch.settings import ChannelKind, ChannelSettings

CHANNELS = (
    ChannelKindMaker(ChannelKind.TERMINAL, terminal_channel),
    ChannelKindMaker(ChannelKind.FILE, file_channel),
    ChannelKindMaker(ChannelKind.MAIL, mail_channel),
    ChannelKindMaker(ChannelKind.WEBHOOK, webhook_channel),
    ChannelKindMaker(ChannelKind.FEED, feed_channel),
)


def channel_of(settings: ChannelSettings, means: Means, kinds: tuple[ChannelKindMaker, ...] = CHANNELS) -> Channel:
    """Make the channel that settings describe; nothing is sent yet.

    Raises: CaseError when a setting is missing, unknown or not of its form.
    """
    for maker in kinds:
        if maker.kind == settings.kind:
            return maker.make(settings, means)
    raise CaseError(f"wanted a channel of kind {', '.join(maker.kind for maker in kinds)}, found {settings.kind}")
