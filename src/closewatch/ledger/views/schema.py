"""The tables of the views, and the order in which two copies of them are compared.

Every row can be made again from the journal. `value` columns hold a value of `terms` as JSON, as it stands after people's
decisions; `base` is what the reader found, kept apart from the first decision on. `state` is read, or for what today's reader does not
find any more kept (a person decided on it), needed (a kept figure rests on it) or gone; `lost_seq` is the entry since which it is not
found, `successor` the id that today's reader finds in its place. What is gone stays in the tables, for former ids and earlier heads.
"""

from __future__ import annotations

import sqlite3

from closewatch.ledger.views.kept import TRIGGERS

TABLES_VERSION = 10
"""Raised whenever the tables or the fold change: a case with another number has its views made again when it is opened."""

TABLES = """
CREATE TABLE IF NOT EXISTS captures (
    id TEXT PRIMARY KEY, seq INTEGER NOT NULL, digest TEXT NOT NULL, source TEXT NOT NULL, within TEXT, report TEXT, value TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS captures_digest ON captures (digest);
CREATE INDEX IF NOT EXISTS captures_report ON captures (report);
CREATE INDEX IF NOT EXISTS captures_source ON captures (source);
CREATE TABLE IF NOT EXISTS reports (
    id TEXT PRIMARY KEY, seq INTEGER NOT NULL, headline TEXT, publisher TEXT, published TEXT, language TEXT, url TEXT,
    outlet TEXT NOT NULL, characters INTEGER NOT NULL, rank INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS reports_url ON reports (url);
CREATE INDEX IF NOT EXISTS reports_rank ON reports (rank);
CREATE UNIQUE INDEX IF NOT EXISTS reports_seq ON reports (seq, published);
CREATE INDEX IF NOT EXISTS reports_newest ON reports (coalesce(published, ''), seq);
CREATE INDEX IF NOT EXISTS reports_publisher ON reports (publisher, seq);
CREATE TABLE IF NOT EXISTS prints (hash INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (hash, rank)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS utterances (
    hash INTEGER NOT NULL, day INTEGER NOT NULL, rank INTEGER NOT NULL, statement TEXT NOT NULL, PRIMARY KEY (hash, day, rank, statement)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS statements (
    id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, report TEXT NOT NULL, place INTEGER NOT NULL, speaker TEXT, stance TEXT NOT NULL,
    said TEXT, confidence REAL NOT NULL, review TEXT NOT NULL, base TEXT, value TEXT NOT NULL,
    lost_seq INTEGER, state TEXT NOT NULL DEFAULT 'read', successor TEXT, turn INTEGER NOT NULL, found_at INTEGER,
    number INTEGER PRIMARY KEY
) STRICT;
CREATE INDEX IF NOT EXISTS statements_report ON statements (report, place);
CREATE INDEX IF NOT EXISTS statements_speaker ON statements (speaker);
CREATE INDEX IF NOT EXISTS statements_turn ON statements (turn, id, found_at);
CREATE INDEX IF NOT EXISTS statements_undecided ON statements (confidence, id) WHERE review = 'unreviewed' AND state = 'read';
CREATE INDEX IF NOT EXISTS statements_kept ON statements (id) WHERE state = 'kept';
CREATE INDEX IF NOT EXISTS statements_successor ON statements (successor) WHERE successor IS NOT NULL;
CREATE TABLE IF NOT EXISTS figures (
    id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, report TEXT NOT NULL, place INTEGER NOT NULL, statement TEXT, measure TEXT NOT NULL,
    review TEXT NOT NULL, base TEXT, value TEXT NOT NULL, lost_seq INTEGER, state TEXT NOT NULL DEFAULT 'read', successor TEXT,
    turn INTEGER NOT NULL, found_at INTEGER, speaker TEXT, day TEXT, spot INTEGER,
    doubt REAL NOT NULL DEFAULT 1, number INTEGER PRIMARY KEY
) STRICT;
CREATE INDEX IF NOT EXISTS figures_report ON figures (report, place);
CREATE INDEX IF NOT EXISTS figures_statement ON figures (statement);
CREATE INDEX IF NOT EXISTS figures_turn ON figures (turn, id, found_at);
CREATE INDEX IF NOT EXISTS figures_undecided ON figures (doubt, coalesce(statement, id), id)
    WHERE review = 'unreviewed' AND state = 'read';
CREATE INDEX IF NOT EXISTS figures_kept ON figures (id) WHERE state = 'kept';
CREATE INDEX IF NOT EXISTS figures_successor ON figures (successor) WHERE successor IS NOT NULL;
CREATE TABLE IF NOT EXISTS pasts (
    id TEXT NOT NULL, until_seq INTEGER NOT NULL, base TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (id, until_seq)
) STRICT;
CREATE TABLE IF NOT EXISTS readings (report TEXT PRIMARY KEY, seq INTEGER NOT NULL, read_by TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS actors (
    id TEXT PRIMARY KEY, component TEXT NOT NULL, seq INTEGER NOT NULL, report TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    lost_seq INTEGER, state TEXT NOT NULL DEFAULT 'read', successor TEXT, form INTEGER NOT NULL, under TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS actors_component ON actors (component, report);
CREATE INDEX IF NOT EXISTS actors_under ON actors (component, under);
CREATE INDEX IF NOT EXISTS actors_sharing ON actors (under, component);
CREATE INDEX IF NOT EXISTS actors_kept ON actors (id) WHERE state = 'kept';
CREATE INDEX IF NOT EXISTS actors_report ON actors (report);
CREATE INDEX IF NOT EXISTS actors_successor ON actors (successor) WHERE successor IS NOT NULL;
CREATE TABLE IF NOT EXISTS actor_keys (id TEXT PRIMARY KEY, component TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS actor_keys_component ON actor_keys (component);
CREATE TABLE IF NOT EXISTS links (
    id TEXT PRIMARY KEY, seq INTEGER NOT NULL, report TEXT NOT NULL, kind TEXT NOT NULL, "left" TEXT NOT NULL, "right" TEXT NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0, value TEXT NOT NULL, lost_seq INTEGER, state TEXT NOT NULL DEFAULT 'read', successor TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS links_report ON links (report);
CREATE INDEX IF NOT EXISTS links_kind ON links (kind, seq) WHERE kind <> 'same-actor';
CREATE INDEX IF NOT EXISTS links_kept ON links (id) WHERE state = 'kept';
CREATE INDEX IF NOT EXISTS links_successor ON links (successor) WHERE successor IS NOT NULL;
CREATE INDEX IF NOT EXISTS links_left ON links ("left");
CREATE INDEX IF NOT EXISTS links_right ON links ("right");
CREATE TABLE IF NOT EXISTS problems (
    id TEXT NOT NULL, seq INTEGER NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, at TEXT NOT NULL, severity TEXT NOT NULL,
    PRIMARY KEY (id, seq)
) STRICT;
CREATE INDEX IF NOT EXISTS problems_seq ON problems (seq);
CREATE INDEX IF NOT EXISTS problems_at ON problems (at);
CREATE TABLE IF NOT EXISTS decisions (
    id TEXT PRIMARY KEY, seq INTEGER NOT NULL, "on" TEXT NOT NULL, verdict TEXT NOT NULL, "by" TEXT NOT NULL, other TEXT,
    withdrawn INTEGER NOT NULL DEFAULT 0, value TEXT NOT NULL, at TEXT NOT NULL, person TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS decisions_on ON decisions ("on");
CREATE INDEX IF NOT EXISTS decisions_other ON decisions (other) WHERE other IS NOT NULL;
CREATE INDEX IF NOT EXISTS decisions_verdict ON decisions (verdict);
CREATE INDEX IF NOT EXISTS decisions_seq ON decisions (seq);
CREATE INDEX IF NOT EXISTS decisions_person ON decisions (person, at);
CREATE TABLE IF NOT EXISTS judged (
    id TEXT PRIMARY KEY, state TEXT NOT NULL, first TEXT NOT NULL, second TEXT, person TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS judged_open ON judged (at, id) WHERE state <> 'agreed';
CREATE TABLE IF NOT EXISTS merged_claims (id TEXT PRIMARY KEY, goes_as TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS merged_claims_goes_as ON merged_claims (goes_as);
CREATE TABLE IF NOT EXISTS questions (
    id TEXT NOT NULL, measure TEXT NOT NULL, value TEXT NOT NULL, since_seq INTEGER NOT NULL, until_seq INTEGER,
    unit TEXT, per TEXT, population_country TEXT, population_class TEXT, place_country TEXT, PRIMARY KEY (id, since_seq)
) STRICT;
CREATE INDEX IF NOT EXISTS questions_measure ON questions (measure, place_country);
CREATE INDEX IF NOT EXISTS questions_whom ON questions (place_country, population_country, population_class);
CREATE TABLE IF NOT EXISTS claims (
    id TEXT NOT NULL, question TEXT NOT NULL, since_seq INTEGER NOT NULL, until_seq INTEGER, PRIMARY KEY (id, since_seq)
) STRICT;
CREATE INDEX IF NOT EXISTS claims_question ON claims (question);
CREATE TABLE IF NOT EXISTS origins (
    claim TEXT NOT NULL, actor TEXT NOT NULL, figures INTEGER NOT NULL, since_seq INTEGER NOT NULL, until_seq INTEGER,
    PRIMARY KEY (claim, actor, since_seq)
) STRICT;
CREATE INDEX IF NOT EXISTS origins_actor ON origins (actor);
CREATE TABLE IF NOT EXISTS members (
    figure TEXT NOT NULL, question TEXT NOT NULL, claim TEXT NOT NULL, denied INTEGER NOT NULL, actor TEXT NOT NULL, report TEXT NOT NULL,
    statement TEXT, since_seq INTEGER NOT NULL, until_seq INTEGER, PRIMARY KEY (figure, since_seq)
) STRICT;
CREATE INDEX IF NOT EXISTS members_question ON members (question);
CREATE INDEX IF NOT EXISTS members_claim ON members (claim);
CREATE INDEX IF NOT EXISTS members_actor ON members (actor);
CREATE INDEX IF NOT EXISTS members_report ON members (report);
CREATE INDEX IF NOT EXISTS members_statement ON members (statement);
CREATE TABLE IF NOT EXISTS positions (
    statement TEXT NOT NULL, question TEXT NOT NULL, claim TEXT NOT NULL, polarity TEXT NOT NULL, actor TEXT NOT NULL, report TEXT NOT NULL,
    since_seq INTEGER NOT NULL, until_seq INTEGER, PRIMARY KEY (statement, since_seq)
) STRICT;
CREATE INDEX IF NOT EXISTS positions_question ON positions (question);
CREATE INDEX IF NOT EXISTS positions_claim ON positions (claim);
CREATE INDEX IF NOT EXISTS positions_actor ON positions (actor);
CREATE INDEX IF NOT EXISTS positions_report ON positions (report);
CREATE TABLE IF NOT EXISTS destroyed (what TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS signing_keys (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, "by" TEXT NOT NULL, spki TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS forms (number INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE, names TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS voices (
    component TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '', value TEXT NOT NULL DEFAULT '', statements INTEGER NOT NULL DEFAULT 0,
    reports INTEGER NOT NULL DEFAULT 0, shown INTEGER NOT NULL DEFAULT 0, members INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS voices_most ON voices (-statements, component) WHERE shown > 0;
CREATE INDEX IF NOT EXISTS voices_name ON voices (name, component) WHERE shown > 0;
CREATE TABLE IF NOT EXISTS voice_forms (
    component TEXT NOT NULL, gone INTEGER NOT NULL, form INTEGER NOT NULL, members INTEGER NOT NULL, PRIMARY KEY (component, gone, form)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS voice_forms_form ON voice_forms (form);
CREATE TABLE IF NOT EXISTS places (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, folded TEXT NOT NULL, UNIQUE (name, country)
) STRICT;
CREATE TABLE IF NOT EXISTS tallies (what TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS touched (id TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS touched_seq ON touched (seq);
CREATE TABLE IF NOT EXISTS moved (actor TEXT PRIMARY KEY, component TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stale (what TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (what, id)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS watched (
    address TEXT NOT NULL, seq INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (address, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS polls (
    seq INTEGER NOT NULL, place INTEGER NOT NULL, address TEXT NOT NULL, watched TEXT NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL,
    received TEXT, value TEXT NOT NULL, PRIMARY KEY (seq, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS polls_watched ON polls (watched, seq, place);
CREATE INDEX IF NOT EXISTS polls_address ON polls (address, at, seq, place);
CREATE INDEX IF NOT EXISTS polls_received ON polls (received, seq) WHERE received IS NOT NULL;
CREATE INDEX IF NOT EXISTS polls_gone ON polls (seq) WHERE outcome = 'gone';
CREATE TABLE IF NOT EXISTS addresses (
    address TEXT PRIMARY KEY, watched TEXT NOT NULL, kind TEXT NOT NULL, since_seq INTEGER NOT NULL, place INTEGER NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, got INTEGER NOT NULL DEFAULT 0, last TEXT,
    etag TEXT, modified TEXT, digest TEXT, got_at TEXT, asked_at TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS addresses_wanted ON addresses (since_seq, place) WHERE NOT got;
CREATE INDEX IF NOT EXISTS addresses_watched ON addresses (watched, since_seq, place);
CREATE TABLE IF NOT EXISTS received (
    id TEXT PRIMARY KEY, seq INTEGER NOT NULL, place INTEGER NOT NULL, watched TEXT NOT NULL, digest TEXT NOT NULL, value TEXT NOT NULL,
    taken_seq INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS received_untaken ON received (seq, place) WHERE taken_seq IS NULL;
CREATE INDEX IF NOT EXISTS received_taken ON received (taken_seq) WHERE taken_seq IS NOT NULL;
CREATE INDEX IF NOT EXISTS received_digest ON received (digest);
CREATE TABLE IF NOT EXISTS alerts (
    id TEXT PRIMARY KEY, seq INTEGER NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, question TEXT, value TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS alerts_seq ON alerts (seq, place);
CREATE INDEX IF NOT EXISTS alerts_question ON alerts (question);
CREATE TABLE IF NOT EXISTS noticed (seq INTEGER PRIMARY KEY, until INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS noticed_until ON noticed (until);
CREATE TABLE IF NOT EXISTS deliveries (
    channel TEXT NOT NULL, alert TEXT NOT NULL, seq INTEGER NOT NULL, message TEXT NOT NULL, PRIMARY KEY (channel, alert)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS deliveries_alert ON deliveries (alert);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (headline, body, prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE IF NOT EXISTS said USING fts5 (words, facets, prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE IF NOT EXISTS counted USING fts5 (words, facets, prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE IF NOT EXISTS told USING fts5 (facets, tokenize = 'unicode61 remove_diacritics 2');
"""
"""`pasts` holds what a statement or figure was before an entry changed it (`base` as above, written out), `readings` the latest reading of
each report. `rank` is a report's place in the order that is the same whatever arrives first, `prints` holds the fingerprints of its words
under that (prints.py), `utterances` a few words of each statement (utterances.py). `words` is the index for searching, its rows numbered by
the entry that brought the report. `judged` says of each value that people judged how far two of them agree (`person` judged it last),
`merged_claims` as which claim one goes that people merged with others. `destroyed` names what was lawfully destroyed (a digest, "entry 12",
"key de:…") and by which entry. since_seq and until_seq say between which entries a folded row held (until_seq excluded). `turn` is the
place of a value in the order of the record.
The tables from `forms` to `stale`, and those for searching, are kept by triggers (kept.py) and at the end of each entry (settle.py):
`forms` the ways in which reports write an actor, `voices` each actor of the case as it goes today with what it is counted by, `said`,
`counted` and `told` the words and facets of statements, figures and reports (facets.py), `touched` the last entry that changed anything in
a report, or in a question as a whole; `moved` and `stale` are empty between entries.
The tables from `watched` to `deliveries` are what the watch knows (watching.py): `watched` each way in which a source was ever laid down,
the last of which holds, `addresses` how an address stands, `received` what came and the entry by which it was taken in; `polls.received` is
the capture that a poll brought."""

COMPARED = (
    "captures", "reports", "prints", "utterances", "statements", "figures", "pasts", "readings", "actors", "actor_keys", "links",
    "problems", "decisions", "destroyed", "signing_keys", "judged", "merged_claims", "questions", "claims", "origins", "members",
    "positions", "words", "forms", "voices", "voice_forms", "places", "tallies", "touched", "moved", "stale", "said", "counted", "told",
    "watched", "polls", "addresses", "received", "alerts", "noticed", "deliveries",
)  # fmt: skip
"""Every table that a rebuild from the journal must give again, row for row."""

SEARCHED = ("words", "said", "counted", "told")
"""Those of them that are indexes for searching; their rows have numbers that mean something."""


def make_tables(tables: sqlite3.Connection) -> None:
    """Make the tables where they are not there yet, within a transaction where one is open (a script would end it)."""
    for statement in TABLES.split(";"):
        tables.execute(statement)
    for trigger in TRIGGERS:
        tables.execute(trigger)


def drop_tables(tables: sqlite3.Connection) -> None:
    """Take the tables of the views away; the journal is not touched."""
    for name in COMPARED:
        tables.execute(f"DROP TABLE IF EXISTS {name}")
