"""What SQLite itself keeps up to date with every row that changes: counters, and the marks of what an entry changed.

Counters hold at once. What takes more than a sum is only marked in `stale` and worked out at the end of the entry (settle.py), so that the
folds that change rows need to know nothing of it.
"""

from __future__ import annotations

_COUNTED = "{0}.review <> 'rejected' AND {0}.state <> 'gone'"
"""The statements that an actor is counted by."""


def _add(sign: str, row: str) -> str:
    """Count an actor of one report for what it goes as, or no longer."""
    here = f"component = {row}.component"
    alone = f"NOT EXISTS (SELECT 1 FROM actors a WHERE a.{here} AND a.report = {row}.report AND a.state <> 'gone' AND a.id <> {row}.id)"
    said = f"(SELECT count(*) FROM statements s WHERE s.speaker = {row}.id AND {_COUNTED.format('s')})"
    form = f"{here} AND gone = ({row}.state = 'gone') AND form = {row}.form"
    return f"""
        INSERT OR IGNORE INTO voices (component) VALUES ({row}.component);
        UPDATE voices SET members = members {sign} 1 WHERE {here};
        UPDATE voices SET shown = shown {sign} 1, reports = reports {sign} ({alone}), statements = statements {sign} {said}
            WHERE {here} AND {row}.state <> 'gone';
        INSERT OR IGNORE INTO voice_forms VALUES ({row}.component, {row}.state = 'gone', {row}.form, 0);
        UPDATE voice_forms SET members = members {sign} 1 WHERE {form};
        DELETE FROM voice_forms WHERE {form} AND members = 0;
        {_mark("component", f"{row}.component")}"""


def _say(sign: str, row: str) -> str:
    """Count a statement for the actor who makes it, or no longer."""
    speaker = f"(SELECT component FROM actors WHERE id = {row}.speaker AND state <> 'gone')"
    return f"UPDATE voices SET statements = statements {sign} 1 WHERE component = {speaker} AND {_COUNTED.format(row)};"


def _mark(what: str, identity: str) -> str:
    return f"INSERT OR IGNORE INTO stale SELECT '{what}', {identity} WHERE {identity} IS NOT NULL;"


def _tally(sign: str, what: str, counted: str) -> str:
    return (
        f"INSERT OR IGNORE INTO tallies VALUES ('{what}', 0); UPDATE tallies SET number = number {sign} ({counted}) WHERE what = '{what}';"
    )


def _tally_value(sign: str, row: str, what: str) -> str:
    undecided = f"{row}.review = 'unreviewed' AND {row}.state = 'read'"
    return _tally(sign, what, f"{row}.state <> 'gone'") + _tally(sign, "undecided", undecided)


def _ends(row: str) -> str:
    """Mark the reports that a link is about."""
    values = " ".join(
        f'INSERT OR IGNORE INTO stale SELECT \'touched\', report FROM {table} WHERE id IN ({row}."left", {row}."right");'
        for table in ("statements", "figures")
    )
    whole = " ".join(
        f"INSERT OR IGNORE INTO stale SELECT 'touched', {row}.{end} WHERE {row}.{end} LIKE 're:%';" for end in ('"left"', '"right"')
    )
    return f"{_mark('touched', f'{row}.report')} {values} {whole}"


_FIGURE = f"{_mark('figure', 'NEW.id')} {_mark('report', 'NEW.report')} {_mark('statement', 'NEW.statement')}"
_STATEMENT = f"{_mark('statement', 'NEW.id')} {_mark('report', 'NEW.report')}"
_STANCE = "INSERT OR IGNORE INTO stale SELECT 'figure', id FROM figures WHERE statement = NEW.id AND OLD.stance <> NEW.stance;"
"""A figure is found by the stance of its statement."""
_NEW_PROBLEM, _OLD_PROBLEM = (
    f"SELECT NOT EXISTS (SELECT 1 FROM problems WHERE id = {row}.id AND seq <> {row}.seq)" for row in ("NEW", "OLD")
)

_MOVED = " OR ".join(f"OLD.{name} <> NEW.{name}" for name in ("component", "state", "form"))

TRIGGERS = tuple(
    f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {when} BEGIN {body} END"
    for name, when, body in (
        ("reports_come", "INSERT ON reports", _tally("+", "reports", "1") + _mark("report", "NEW.id")),
        ("problems_come", "INSERT ON problems", _tally("+", "problems", _NEW_PROBLEM)),
        ("problems_go", "DELETE ON problems", _tally("-", "problems", _OLD_PROBLEM)),
        ("statements_come", "INSERT ON statements", _say("+", "NEW") + _STATEMENT + _tally_value("+", "NEW", "statements")),
        (
            "statements_change",
            "UPDATE OF value, speaker, review, state ON statements",
            _say("-", "OLD") + _say("+", "NEW") + _STATEMENT + _STANCE
            + _tally_value("-", "OLD", "statements") + _tally_value("+", "NEW", "statements"),
        ),
        ("figures_come", "INSERT ON figures", _FIGURE + _tally_value("+", "NEW", "figures")),
        (
            "figures_change",
            "UPDATE OF value, statement, review, state ON figures",
            _FIGURE + _mark("statement", "OLD.statement") + _tally_value("-", "OLD", "figures") + _tally_value("+", "NEW", "figures"),
        ),
        ("actors_come", "INSERT ON actors", _add("+", "NEW") + _mark("report", "NEW.report")),
        (
            "actors_change",
            f"UPDATE OF component, state, form ON actors WHEN {_MOVED}",
            _add("-", "OLD") + _add("+", "NEW") + "INSERT OR IGNORE INTO stale SELECT 'report', NEW.report WHERE OLD.state <> NEW.state;"
            + "INSERT OR IGNORE INTO moved SELECT NEW.id, OLD.component WHERE OLD.component <> NEW.component;",
        ),
        ("joints_come", "INSERT ON links WHEN NEW.kind = 'same-actor'", _mark("actor", 'NEW."left"')),
        ("joints_change", "UPDATE OF withdrawn, state, lost_seq ON links WHEN NEW.kind = 'same-actor'", _mark("actor", 'NEW."left"')),
        ("links_come", "INSERT ON links WHEN NEW.kind <> 'same-actor'", _ends("NEW")),
        (
            "links_change",
            "UPDATE OF withdrawn, state, lost_seq, value, successor ON links WHEN NEW.kind <> 'same-actor'",
            _ends("NEW"),
        ),
    )
)  # fmt: skip
"""Made with the tables, and gone with them."""
