"""What the watch knows of each address, what came and is not read yet, what was noticed, and who was told of it.

Folds over poll, alert and delivery entries, and the questions that the watch asks of them. Nothing else remembers: a watch that was stopped
goes on from here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count
from typing import Any

import msgspec

from closewatch.ledger.views.rows import to_json
from closewatch.terms.alert import Alert, AlertKind, Delivery, Noted
from closewatch.terms.capture import Capture
from closewatch.terms.watch import Asked, Poll, PollOutcome, Watched, WatchedKind

_ASKED = "SELECT address, watched, kind, asked, failures, got, last, etag, modified, digest, got_at FROM addresses"
_RECEIVED = """SELECT r.value, r.watched, (SELECT w.value FROM watched w WHERE w.address = r.watched ORDER BY w.seq DESC LIMIT 1)
    FROM received r"""
_KEPT = "NOT EXISTS (SELECT 1 FROM destroyed WHERE what = r.digest)"


def fold_polls(tables: sqlite3.Connection, polls: Iterable[Poll], watched: Iterable[Watched], seq: int) -> None:
    """Add polls: what each address gave, what is wanted from now on, and what came and has to be read."""
    for source in watched:
        tables.execute("INSERT OR REPLACE INTO watched VALUES (?, ?, ?)", (source.address, seq, to_json(source)))
    places = count()
    for place, poll in enumerate(polls):
        came = poll.received.id if poll.received else None
        row = (seq, place, poll.address, poll.watched, poll.asked_at.isoformat(), poll.outcome, came, to_json(poll))
        tables.execute("INSERT INTO polls VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        _put_address(tables, poll, seq, next(places))
        query = "INSERT OR IGNORE INTO addresses (address, watched, kind, since_seq, place) VALUES (?, ?, ?, ?, ?)"
        tables.executemany(query, [(address, poll.watched, WatchedKind.PAGE, seq, next(places)) for address in poll.found])
        if poll.received:
            about = (came, seq, place, poll.watched, poll.received.digest, to_json(poll.received), came)
            # What came again as it came before is on the record already.
            query = """INSERT OR IGNORE INTO received (id, seq, place, watched, digest, value, taken_seq)
                VALUES (?, ?, ?, ?, ?, ?, (SELECT seq FROM captures WHERE id = ?))"""
            tables.execute(query, about)


def _put_address(tables: sqlite3.Connection, poll: Poll, seq: int, place: int) -> None:
    # A page that a feed listed, and that somebody watches by itself since, is asked for its own sake from then on.
    query = """INSERT INTO addresses (address, watched, kind, since_seq, place) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
        SET watched = excluded.watched, kind = excluded.kind WHERE excluded.address = excluded.watched"""
    tables.execute(query, (poll.address, poll.watched, poll.kind, seq, place))
    answered = poll.outcome in (PollOutcome.NEW, PollOutcome.UNCHANGED)
    query = """UPDATE addresses SET asked = asked + 1, failures = CASE WHEN ?2 THEN 0 ELSE failures + 1 END, got = got OR ?3, last = ?4,
        etag = CASE WHEN ?5 THEN ?6 ELSE etag END, modified = CASE WHEN ?5 THEN ?7 ELSE modified END,
        digest = coalesce(?8, digest), asked_at = ?9, got_at = CASE WHEN ?3 THEN coalesce(got_at, ?9) ELSE got_at END
        WHERE address = ?1"""
    body = answered and poll.digest is not None
    # What was lawfully destroyed does not come back: nobody asks for it any more.
    got = poll.received is not None or (poll.problem is not None and poll.problem.code == "capture.destroyed")
    about = (poll.address, answered, got, to_json(poll), body, poll.note("etag"), poll.note("last-modified"), poll.digest if body else None)
    tables.execute(query, (*about, poll.asked_at.isoformat()))


def fold_taken(tables: sqlite3.Connection, capture: str, seq: int) -> None:
    """Note that what came is taken in."""
    tables.execute("UPDATE received SET taken_seq = ? WHERE id = ? AND taken_seq IS NULL", (seq, capture))


def fold_alerts(tables: sqlite3.Connection, alerts: Iterable[Alert], until: int, seq: int) -> None:
    """Add what was noticed; the same thing is told once."""
    for place, alert in enumerate(alerts):
        query = "INSERT OR IGNORE INTO alerts VALUES (?, ?, ?, ?, ?, ?)"
        tables.execute(query, (alert.id, seq, place, alert.kind, alert.question, to_json(alert)))
    tables.execute("INSERT INTO noticed VALUES (?, ?)", (seq, until))


def fold_delivery(tables: sqlite3.Connection, delivery: Delivery, seq: int) -> None:
    """Add that a channel was told."""
    rows = [(delivery.channel, alert, seq, delivery.message) for alert in delivery.alerts]
    tables.executemany("INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?, ?)", rows)


def asked(tables: sqlite3.Connection, address: str) -> Asked | None:
    """Give what is known of one address; None where it was neither asked nor wanted."""
    row = tables.execute(f"{_ASKED} WHERE address = ?", (address,)).fetchone()
    return _asked(row) if row else None


def wanted(tables: sqlite3.Connection) -> Iterator[Asked]:
    """Give the pages that watched sources list and that never came, the first listed first."""
    return map(_asked, tables.execute(f"{_ASKED} WHERE kind = 'page' AND address <> watched AND NOT got ORDER BY since_seq, place"))


def asked_again(tables: sqlite3.Connection, source: Watched) -> Iterator[Asked]:
    """Give the pages of a source that came, and that are to be asked for again or were asked again in vain."""
    query = f"""{_ASKED} WHERE kind = 'page' AND address <> watched AND got AND watched = ?1
        AND (failures > 0 OR (julianday(asked_at) - julianday(got_at)) * 86400 < ?2) ORDER BY since_seq, place"""
    return map(_asked, tables.execute(query, (source.address, max(source.again, default=0)))) if source.again else iter(())


def is_known(tables: sqlite3.Connection, address: str) -> bool:
    """Tell whether an address was asked or wanted before, or stands on the record as where a report came from."""
    places = ("addresses WHERE address", "captures WHERE source", "reports WHERE url")
    return any(tables.execute(f"SELECT 1 FROM {place} = ? LIMIT 1", (address,)).fetchone() for place in places)


def received(tables: sqlite3.Connection, most: int = 1000) -> tuple[tuple[Capture, Watched], ...]:
    """Give what came and is not taken in yet, the first first, each with the source because of which it was asked for.

    What was lawfully destroyed before anybody read it is not waited for.
    """
    query = f"{_RECEIVED} WHERE r.taken_seq IS NULL AND {_KEPT} ORDER BY r.seq, r.place LIMIT ?"
    return tuple(map(_received, tables.execute(query, (most,)).fetchall()))


def unread(tables: sqlite3.Connection) -> int:
    """Count what came and is not taken in yet."""
    return int(tables.execute(f"SELECT count(*) FROM received r WHERE r.taken_seq IS NULL AND {_KEPT}").fetchone()[0])


def in_vain(tables: sqlite3.Connection) -> tuple[int, int, int]:
    """Count the watched sources that were asked in vain last, the most polls in a row that were, and the pages that never came."""
    query = "SELECT count(*), coalesce(max(failures), 0) FROM addresses WHERE address = watched AND failures > 0"
    failing, most = tables.execute(query).fetchone()
    missing = tables.execute("SELECT count(*) FROM addresses WHERE NOT got AND kind = 'page' AND address <> watched").fetchone()[0]
    return int(failing), int(most), int(missing)


def pending(tables: sqlite3.Connection) -> Iterator[Capture]:
    """Give the receipt of everything that came and is not taken in, in the order of the record, be it that it was destroyed since."""
    rows = tables.execute("SELECT value FROM received WHERE taken_seq IS NULL ORDER BY seq, place")
    return (msgspec.json.decode(value, type=Capture) for (value,) in rows)


def watched(tables: sqlite3.Connection) -> tuple[Watched, ...]:
    """Give every source that was ever kept watch on, as it was laid down last."""
    # SQLite gives the other columns of the row that has the maximum ("Bare columns in an aggregate query").
    rows = tables.execute("SELECT value, max(seq) FROM watched GROUP BY address ORDER BY address").fetchall()
    return tuple(msgspec.json.decode(value, type=Watched) for value, _ in rows)


def was_laid_down(tables: sqlite3.Connection, source: Watched) -> bool:
    """Tell whether a source was ever laid down with just this rhythm, reason and person."""
    row = tables.execute("SELECT 1 FROM watched WHERE address = ? AND value = ?", (source.address, to_json(source))).fetchone()
    return row is not None


def was_polled(tables: sqlite3.Connection, poll: Poll) -> bool:
    """Tell whether this very poll is on the record."""
    query = "SELECT 1 FROM polls WHERE address = ? AND at = ? AND value = ?"
    return tables.execute(query, (poll.address, poll.asked_at.isoformat(), to_json(poll))).fetchone() is not None


def polls(
    tables: sqlite3.Connection, source: str | None = None, *, most: int = 100, before: int | None = None
) -> tuple[tuple[int, Poll], ...]:
    """Give polls with the entry that records each, the latest first; those of one watched source where it is named."""
    query = """SELECT seq, value FROM polls WHERE (?1 IS NULL OR watched = ?1) AND (?2 IS NULL OR seq < ?2)
        ORDER BY seq DESC, place DESC LIMIT ?3"""
    rows = tables.execute(query, (source, before, most)).fetchall()
    return tuple((seq, msgspec.json.decode(value, type=Poll)) for seq, value in rows)


def noticed_until(tables: sqlite3.Connection) -> int | None:
    """Give the last entry that was looked at for alerts; None where nobody ever looked."""
    found = tables.execute("SELECT max(until) FROM noticed").fetchone()[0]
    return None if found is None else int(found)


def alerts(
    tables: sqlite3.Connection, *, kind: AlertKind | None = None, question: str | None = None, after: int = 0, most: int = 1000
) -> tuple[Noted, ...]:
    """Give alerts in the order of the record, those of entries after one."""
    query = """SELECT a.value, a.seq, e.at FROM alerts a JOIN entries e ON e.seq = a.seq WHERE a.seq > ?1 AND (?2 IS NULL OR a.kind = ?2)
        AND (?3 IS NULL OR a.question = ?3) ORDER BY a.seq, a.place LIMIT ?4"""
    return tuple(map(_noted, tables.execute(query, (after, kind, question, most)).fetchall()))


def alert(tables: sqlite3.Connection, identity: str) -> Noted | None:
    """Give one alert; None where the case has none under that id."""
    query = "SELECT a.value, a.seq, e.at FROM alerts a JOIN entries e ON e.seq = a.seq WHERE a.id = ?"
    row = tables.execute(query, (identity,)).fetchone()
    return _noted(row) if row else None


def untold(tables: sqlite3.Connection, channel: str) -> tuple[Noted, ...]:
    """Give the alerts of which a channel was not told yet, in the order of the record."""
    query = """SELECT a.value, a.seq, e.at FROM alerts a JOIN entries e ON e.seq = a.seq
        WHERE NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.channel = ? AND d.alert = a.id) ORDER BY a.seq, a.place"""
    return tuple(map(_noted, tables.execute(query, (channel,)).fetchall()))


def told_to(tables: sqlite3.Connection, channel: str, most: int) -> tuple[Noted, ...]:
    """Give the alerts that a channel was told, the first noticed first, the latest `most` of them."""
    query = """SELECT a.value, a.seq, e.at FROM deliveries d JOIN alerts a ON a.id = d.alert JOIN entries e ON e.seq = a.seq
        WHERE d.channel = ? ORDER BY a.seq DESC, a.place DESC LIMIT ?"""
    rows = tables.execute(query, (channel, most)).fetchall()
    return tuple(map(_noted, reversed(rows)))


def told(tables: sqlite3.Connection, channel: str, alert: str) -> int | None:
    """Give the entry that says that a channel was told of an alert; None where it was not."""
    row = tables.execute("SELECT seq FROM deliveries WHERE channel = ? AND alert = ?", (channel, alert)).fetchone()
    return int(row[0]) if row else None


def half_taken(tables: sqlite3.Connection) -> tuple[Capture, Watched] | None:
    """Give what was taken in last: whoever was stopped then may not have taken in all that it holds."""
    row = tables.execute(f"{_RECEIVED} WHERE r.taken_seq IS NOT NULL AND {_KEPT} ORDER BY r.taken_seq DESC LIMIT 1").fetchone()
    return _received(row) if row else None


def is_held_from(tables: sqlite3.Connection, digest: str, feed: str) -> bool:
    """Tell whether a feed gave an entry of these bytes before."""
    query = "SELECT 1 FROM captures c JOIN captures holder ON holder.id = c.within WHERE c.digest = ? AND holder.source = ? LIMIT 1"
    return tables.execute(query, (digest, feed)).fetchone() is not None


def has_moved(tables: sqlite3.Connection, since: int) -> bool:
    """Tell whether anything was put on the record after an entry that can be worth an alert: a report, a decision, a page that is gone."""
    query = """SELECT 1 FROM entries WHERE seq > ?1 AND kind IN ('capture', 'reading', 'links', 'decision')
        UNION ALL SELECT 1 FROM polls WHERE seq > ?1 AND outcome = 'gone' LIMIT 1"""
    return tables.execute(query, (since,)).fetchone() is not None


def _received(row: tuple[str, str, str | None]) -> tuple[Capture, Watched]:
    value, address, source = row
    # The entry that laid the source down can be gone; what came because of it is read all the same.
    return msgspec.json.decode(value, type=Capture), msgspec.json.decode(source, type=Watched) if source else Watched(address)


def _asked(row: tuple[Any, ...]) -> Asked:
    address, source, kind, count, failures, got, last, etag, modified, digest, got_at = row
    latest = msgspec.json.decode(last, type=Poll) if last else None
    since = datetime.fromisoformat(got_at) if got_at else None
    return Asked(address, source, WatchedKind(kind), count, failures, bool(got), since, latest, etag, modified, digest)


def _noted(row: tuple[Any, ...]) -> Noted:
    return Noted(msgspec.json.decode(row[0], type=Alert), row[1], row[2])
