"""Every page of the desk over the sample case, by a name that says what it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from closewatch.desk.web.watching.sources_shown import key_of

MISSING = "nothing-of-that-kind"


def pages_of(folder: Path) -> dict[str, str]:
    """Give the address of one page of each kind that the case has something for; ids are taken from the case itself."""
    tables = sqlite3.connect(f"file:{folder / 'ledger.db'}?mode=ro", uri=True)

    def first(query: str) -> str:
        row = tables.execute(query).fetchone()
        return str(row[0]) if row else MISSING

    question = first("SELECT question FROM members WHERE until_seq IS NULL GROUP BY question ORDER BY count(*) DESC, question LIMIT 1")
    claim = first(f"SELECT claim FROM members WHERE until_seq IS NULL AND NOT denied AND question = '{question}' ORDER BY claim LIMIT 1")
    yes_no = first("SELECT question FROM positions WHERE until_seq IS NULL GROUP BY question ORDER BY count(*) DESC, question LIMIT 1")
    report = first("SELECT report FROM statements GROUP BY report ORDER BY count(*) DESC, report LIMIT 1")
    capture = first(f"SELECT id FROM captures WHERE report = '{report}' ORDER BY seq LIMIT 1")
    statement = first(f"SELECT id FROM statements WHERE report = '{report}' AND state = 'read' ORDER BY place LIMIT 1")
    figure = first("SELECT id FROM figures WHERE state = 'read' ORDER BY id LIMIT 1")
    actor = first("SELECT component FROM actors GROUP BY component ORDER BY count(*) DESC, component LIMIT 1")
    outlet = first("SELECT publisher FROM reports WHERE publisher IS NOT NULL GROUP BY publisher ORDER BY count(*) DESC, publisher LIMIT 1")
    alerted = first("SELECT question FROM alerts WHERE question IS NOT NULL GROUP BY question ORDER BY count(*) DESC, question LIMIT 1")
    proof, latest = "json_extract(value, '$.proof[0].{}')", "FROM alerts ORDER BY seq, place LIMIT 1"
    proven = first(f"SELECT {proof.format('report')} {latest}")
    words = first(f"SELECT {proof.format('start')} || '-' || {proof.format('end')} {latest}")
    watched = first("SELECT watched FROM polls GROUP BY watched ORDER BY count(*) DESC, watched LIMIT 1")
    tables.close()
    pages = {
        "glance": "/",
        "alerts": "/alerts",
        "alerts narrowed": f"/alerts?kind=conflict&question={alerted}",
        "no alerts": "/alerts?kind=quiet",
        "alerts of a question": f"/questions/{alerted}",
        "words of an alert": f"/reports/{proven}?words={words}",
        "watched": "/watched",
        "watched source": f"/watched/{key_of(watched)}",
        "questions": "/questions",
        "question": f"/questions/{question}",
        "yes-no question": f"/questions/{yes_no}",
        "relays": f"/questions/{question}/claims/{claim}/relays",
        "report": f"/reports/{report}",
        "capture": f"/captures/{capture}",
        "trace": f"/trace/{claim}",
        "review a statement": f"/review/{statement}",
        "review a figure": f"/review/{figure}",
        "review": "/review",
        "review summary": "/review/summary",
        "review history": "/review/history",
        "add": f"/reports/{report}/add",
        "keys": "/keys",
        "statements": "/statements",
        "figures": "/figures",
        "claims": "/claims",
        "conflicts": "/conflicts",
        "origins": "/origins",
        "drift": "/drift",
        "reports": "/reports",
        "actors": "/actors",
        "actor": f"/actors/{actor}",
        "outlets": "/outlets",
        "search": "/search?words=soldiers",
        "nothing found": "/search?words=xylophone",
        "timeline": "/timeline",
        "graph": "/graph",
        "journal": "/journal",
        "problems": "/problems",
        "review a claim": f"/review/{claim}",
        "review an actor": f"/review/{actor}",
        "correct a statement": f"/review/{statement}/correct",
        "correct a figure": f"/review/{figure}/correct",
        "add a figure": f"/reports/{report}/add?as=figure",
        "merge actors": f"/review/merge/{actor}?words=service",
        "split an actor": f"/review/split/{actor}",
        "original beside": f"/reports/{report}?beside=original",
        "everything of a question": f"/questions/{question}?all=1",
        "outlet": f"/outlets/{quote(outlet)}",
        "one entry": "/journal/3",
        "same claim": "/search?like=soldiers+were+sent+to+Russia",
        "trace of a figure": f"/trace/{figure}",
        "you": "/you",
        "people": "/people",
        "upload": "/upload",
        "dossier": "/dossier",
        "exports": "/exports",
        "programs": "/api",
        "not there": "/nowhere",
    }
    return {name: path for name, path in pages.items() if MISSING not in path}
