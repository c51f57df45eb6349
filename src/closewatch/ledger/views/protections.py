"""What people protect: the protect decisions that still hold, with every form in which the case knows the protected name.

Worked out from what the case holds today, so that a report that comes in, or two actors that are merged, after a decision are covered by
it. How a form is found in other writings is told by `protect`.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from closewatch.ledger.destruction import sealed_key
from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.lineage import lineage, successor_of
from closewatch.ledger.views.protected_reports import protected_reports
from closewatch.protect.folding import folded
from closewatch.protect.plain_words import TITLES
from closewatch.protect.pseudonym import names_in
from closewatch.protect.search import search_for
from closewatch.protect.writings import means_others_too
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.figure import Figure
from closewatch.terms.protection import LocalWords, Protected
from closewatch.terms.statement import Statement
from closewatch.terms.trouble import SealError

PRONOUNS = frozenset("he she they it we i who his her their him them you one".split())
"""Words that stand for a source and name nobody."""

SEALED = "sealed"
"""The field of a decision that holds the sealed names."""


def protections(tables: sqlite3.Connection, folder: Path | None = None) -> tuple[Protected, ...]:
    """Give every protection that holds, in the order in which they were decided; two on one value are one.

    `folder` is that of the case, in which the keys to sealed names lie: a name whose key is gone is hidden for ever.
    """
    named = _with_pseudonyms(_held(tables, folder))
    return _with_mentions(tables, named) if named else ()


def pseudonyms_of_others(tables: sqlite3.Connection, one: Protected) -> tuple[str, ...]:
    """Name the pseudonyms that people chose for others than the one that a protection is on."""
    held = _held(tables, None)
    return tuple(other.pseudonym for other in held if other.on != one.on and not {*other.actors} & {*one.actors})


def _held(tables: sqlite3.Connection, folder: Path | None) -> list[Protected]:
    """Give what each decision that holds protects, two on one value as one; a pseudonym that was not chosen is "#" and a number."""
    query = "SELECT value, withdrawn FROM decisions WHERE verdict = ? ORDER BY at, id"
    made = [(msgspec.json.decode(value, type=Decision), withdrawn) for value, withdrawn in tables.execute(query, (Verdict.PROTECT.value,))]
    found: dict[str, Protected] = {}
    for number, (decision, withdrawn) in enumerate(made, start=1):
        if not withdrawn:
            one = protection_by(tables, decision, folder)
            key = one.actors[0] if one.actors and not one.reports else one.on
            found[key] = _together(found[key], one) if key in found else replace(one, pseudonym=one.pseudonym or f"#{number}")
    return list(found.values())


def protection_by(tables: sqlite3.Connection, decision: Decision, folder: Path | None = None) -> Protected:
    """Give what one decision protects, alone and as it says it; its pseudonym is "" where it names none."""
    fields = decision.replacement
    words = tuple(word for field, word in fields if field == "words" and word)
    pseudonym = next((word for field, word in fields if field == "pseudonym"), "")
    salt = next((word for field, word in fields if field == "salt"), "")
    one = Protected(decision.id, decision.on, pseudonym, decision.reason, words, salt=salt or decision.id)
    hidden = _hidden(decision, folder)
    match decision.on[:2]:
        case "re" | "ca":
            reports, originals, told, actors = protected_reports(tables, decision.on)
            return replace(one, forms=(*words, *told, *hidden), reports=reports, originals=originals, actors=actors)
        case "ac":
            return _of_an_actor(tables, one, decision.on, hidden)
        case _:
            return _of_words(tables, one, decision.on, hidden)


def _hidden(decision: Decision, folder: Path | None) -> tuple[str, ...]:
    """Give the sealed names of a decision; none where their key is not in the case's folder (any more)."""
    path = folder / sealed_key(decision.id) if folder else None
    if path is None or not path.is_file():
        return ()
    secret = path.read_text("ascii", errors="replace")
    names: list[str] = []
    for field, sealed in decision.replacement:
        if field == SEALED:
            try:
                names += names_in(sealed, secret)
            except SealError as error:
                raise SealError(f"{error} ({path})") from error
    return tuple(names)


def _of_an_actor(tables: sqlite3.Connection, one: Protected, actor: str, hidden: Sequence[str]) -> Protected:
    """Take in every name of an actor in every report that its component has today, in former readings too."""
    component = component_of(tables, successor_of(tables, actor))
    query = """SELECT id, report, value FROM actors WHERE component = ?1 UNION SELECT o.id, o.report, o.value
        FROM actors a JOIN actors o ON o.successor = a.id WHERE a.component = ?1 ORDER BY 1"""
    rows = [(identity, report, msgspec.json.decode(value, type=Actor)) for identity, report, value in tables.execute(query, (component,))]
    keys = [row[0] for row in tables.execute("SELECT id FROM actor_keys WHERE component = ? ORDER BY id", (component,))]
    local: dict[LocalWords, None] = {}
    names: dict[str, None] = {}
    for _, report, value in rows:
        for name in filter(None, (value.name, *value.names)):
            if not means_others_too(name) and (value.named or _describes(name)):
                names[name] = None
            elif folded(name) not in PRONOUNS:
                local[LocalWords(report, name)] = None
    person = not rows or any(value.kind is ActorKind.PERSON for _, _, value in rows)
    known = (*one.names, *(name for name in (*names, *hidden) if person and _is_personal(name)))
    others = (*one.forms, *(name for name in (*names, *hidden) if not (person and _is_personal(name))))
    ids = tuple(dict.fromkeys((component, actor, *(identity for identity, _, _ in rows), *(key for key in keys if key.startswith("ac:")))))
    return replace(one, names=_once(known), forms=_once(others), local=tuple({**dict.fromkeys(one.local), **local}), actors=ids)


def _of_words(tables: sqlite3.Connection, one: Protected, identity: str, hidden: Sequence[str]) -> Protected:
    """Take in the source words of a statement, or of the statement of a figure, and whoever speaks there."""
    table = "statements" if identity.startswith("st:") else "figures"
    local: list[LocalWords] = []
    forms: list[str] = [*one.forms]
    speakers: list[str] = []
    for former in lineage(tables, successor_of(tables, identity)):
        row = tables.execute(f"SELECT value FROM {table} WHERE id = ?", (former,)).fetchone()
        if row and table == "figures":
            figure = msgspec.json.decode(row[0], type=Figure)
            speakers += [figure.speaker.id] if figure.speaker else []
            row = tables.execute("SELECT value FROM statements WHERE id = ?", (figure.statement,)).fetchone()
        if row is None:
            continue
        statement = msgspec.json.decode(row[0], type=Statement)
        speakers += [statement.speaker.id] if statement.speaker else []
        for span in statement.source:
            named = statement.speaker is not None and statement.speaker.named
            if not means_others_too(span.exact) and (named or _describes(span.exact)):
                forms.append(span.exact)
            elif folded(span.exact) not in PRONOUNS:
                local.append(LocalWords(statement.report, span.exact))
    whole = replace(one, forms=_once((*forms, *hidden)), local=tuple(dict.fromkeys(local)))
    for speaker in dict.fromkeys(speakers):
        spoken = _of_an_actor(tables, whole, speaker, ())
        whole = replace(spoken, actors=_once((*whole.actors, *spoken.actors)))
    return whole


_TELLING_WORDS = 4
"""From so many words on, a description ("the nurse of ward 6") means one and the same wherever it stands; "western officials" does not."""


def _describes(words: str) -> bool:
    return len(words.split()) >= _TELLING_WORDS


def _is_personal(name: str) -> bool:
    """Tell whether words are a person's name and not a description: no word that counts begins with a small letter.

    >>> _is_personal("Ludwig van Beek"), _is_personal("Seo Min-jae"), _is_personal("grocer near the border")
    (True, True, False)
    """
    words = [re.findall(r"[^\W\d_]+", word) for word in name.split()]
    return not any(word and word[0][0].islower() and folded(word[0]) not in TITLES for word in words)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _together(first: Protected, then: Protected) -> Protected:
    """Make one of two protections of one value: what the later one says goes, and what both know is looked for."""
    return Protected(
        then.decision,
        first.on,
        then.pseudonym or first.pseudonym,
        then.reason or first.reason,
        _once((*first.forms, *then.forms)),
        _once((*first.actors, *then.actors)),
        _once((*first.reports, *then.reports)),
        _once((*first.originals, *then.originals)),
        _once((*first.names, *then.names)),
        tuple(dict.fromkeys((*first.local, *then.local))),
        salt=first.salt,
    )


def _with_pseudonyms(found: list[Protected]) -> tuple[Protected, ...]:
    """Give each protection a pseudonym of its own, one that tells nothing protected: the one that a person chose, else a number.

    The number counts every protection that was ever decided, so that it stays when another is withdrawn.
    """
    search = search_for(tuple(found))
    taken: set[str] = set()
    chosen = [not one.pseudonym.startswith("#") and not search.finds(one.pseudonym) for one in found]
    named = list(found)
    for place in sorted(range(len(found)), key=lambda place: not chosen[place]):
        one = found[place]
        kind = "Withheld" if one.reports or one.originals else "Source"
        number = one.pseudonym[1:] if one.pseudonym.startswith("#") else str(place + 1)
        name = one.pseudonym if chosen[place] else f"{kind} {number}"
        free = next(way for way in (name, *(f"{name} ({count})" for count in range(2, len(found) + 3))) if folded(way) not in taken)
        taken.add(folded(free))
        named[place] = replace(one, pseudonym=free)
    return tuple(named)


def _with_mentions(tables: sqlite3.Connection, found: tuple[Protected, ...]) -> tuple[Protected, ...]:
    """Find the actors in whose names a protected one stands, namesakes among them: their ids are made of the name too."""
    search = search_for(found)
    by_form: dict[int, int] = {}
    for form, names in tables.execute("SELECT number, names FROM forms"):
        place = next(iter(search.places(names)), None) if search.finds(names) else None
        if place is not None:
            by_form[form] = place.number
    own = {actor for one in found for actor in one.actors}
    mentioned: dict[int, list[str]] = {}
    query = "SELECT id, form FROM actors WHERE form IN (SELECT value FROM json_each(?)) ORDER BY id"
    for actor, form in tables.execute(query, (json.dumps(sorted(by_form)),)):
        if actor not in own:
            mentioned.setdefault(by_form[form], []).append(actor)
    return tuple(replace(one, mentioned_in=tuple(mentioned.get(number, ()))) for number, one in enumerate(found))
