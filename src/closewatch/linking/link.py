"""The links that one report brings: who its actors are elsewhere, what it denies, whose words it has, what it changed of them.

Puts the parts of linking in order. A link is a function of the two reports that it joins, and which two are joined does not depend on
what arrived first: where a report arrives that is older than others, the links that these have by it come with it, and those they no
longer have are named.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from closewatch.linking.actors import link_actors
from closewatch.linking.copies import link_copies
from closewatch.linking.denials import link_denials
from closewatch.linking.drifts import EDGES, link_drifts
from closewatch.linking.lexicon import Lexicon
from closewatch.linking.linked import Linked, Reports
from closewatch.linking.relays import link_relays
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.reading import Account


def link(tables: sqlite3.Connection, reports: Reports, account: Account, lexicon: Lexicon | None = None) -> Linked:
    """Give the links of a report that was just read, or read again, in a fixed order.

    `tables` are the views without the new reading. For a report read again `links` are all that it has now.
    """
    own = Linked((*link_actors(account.report, account.reading, lexicon), *link_denials(account.report, account.reading)))
    copies = link_copies(tables, reports, account)
    found = own + copies + link_relays(tables, account, _keys(own.links))
    return found + link_drifts(tables, reports, account, found, _changed(tables, account.report.id, found), lexicon)


def _keys(links: Iterable[Link]) -> dict[str, list[str]]:
    """Give for each actor of a report the keys to which its links lead."""
    keys: dict[str, list[str]] = {}
    for link in links:
        if link.kind is LinkKind.SAME_ACTOR:
            keys.setdefault(link.left, []).append(link.right)
    return keys


def _changed(tables: sqlite3.Connection, report: str, linked: Linked) -> tuple[str, ...]:
    """Name the reports whose edges to others are not what they were, or lead to a report that was read again: the new one first."""
    query = (
        "SELECT DISTINCT report FROM links WHERE lost_seq IS NULL AND kind IN (SELECT value FROM json_each(?2))"
        ' AND ("right" = ?1 OR "right" IN (SELECT id FROM statements WHERE report = ?1))'
    )
    changed = {row[0] for row in tables.execute(query, (report, msgspec.json.encode(EDGES).decode())).fetchall()}
    changed |= {link.because[0].report for link in linked.links if link.kind in EDGES and link.because}
    owners = "SELECT report FROM links WHERE id IN (SELECT value FROM json_each(?))"
    changed |= {row[0] for row in tables.execute(owners, (msgspec.json.encode(linked.withdrawn).decode(),))}
    return (report, *sorted(changed - {report}))
