"""What tells of alerts, held against other people's implementations: feedparser for the feed, standardwebhooks for the signature."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime

import feedparser
import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from closewatch.terms.alert import Alert, AlertKind, Noted
from closewatch.watch.channels.feed import atom_of
from closewatch.watch.channels.webhook import payload, signed_headers
from closewatch.watch.digest import compose
from closewatch.watch.facts import Facts

LINK = "https://desk.example"
HOSTILE = "<b>bold</b> & “words” \u202e\x1b[2J\r\n北한 \U0001f3a3 \ufffe ]]>"


def noted(number: int) -> Noted:
    alert = Alert(AlertKind.CONFLICT, (f"cl:{number}",), f"{HOSTILE} {number}", "qu:1", "Deaths: <soldiers>")
    return Noted(alert, number, datetime(2026, 11, 24, 12, number, tzinfo=UTC).isoformat())


def test_feedparser_reads_the_feed_without_a_complaint() -> None:
    alerts = [noted(number) for number in range(5)]
    read = feedparser.parse(atom_of("Kursk & <more>", alerts, LINK))
    assert (read.bozo, read.version) == (False, "atom10")
    assert read.feed.title == "Kursk & <more>: alerts"
    assert [entry.id for entry in read.entries] == [f"tag:closewatch.invalid,2026:{one.alert.id}" for one in reversed(alerts)]
    newest = read.entries[0]
    assert newest.updated_parsed[:5] == (2026, 11, 24, 12, 4)
    assert newest.link == f"{LINK}/trace/{alerts[-1].alert.id}"
    assert newest.tags[0].term == "conflict"
    assert "&lt;b&gt;bold&lt;/b&gt;" in newest.content[0].value


def test_the_receiver_of_the_standard_accepts_the_signature_and_no_changed_body() -> None:
    secret = bytes(range(32))
    message = compose((noted(1), noted(2)), datetime(2026, 11, 24, 13, tzinfo=UTC), LINK, Facts("Kursk"))
    body = payload(message, LINK)
    headers = signed_headers(message.id, int(time.time()), body, secret)
    receiver = Webhook("whsec_" + base64.b64encode(secret).decode())
    assert receiver.verify(body, headers)["data"]["id"] == message.id
    with pytest.raises(WebhookVerificationError):
        receiver.verify(body.replace(b"conflict", b"denial"), headers)
