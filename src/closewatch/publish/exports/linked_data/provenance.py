"""How everything came onto the record, as PROV-O: each entry of the journal is an activity, with who did it, when, on what, what it made.

Both forms that PROV has for JSON are written in one pass: PROV-JSON, which tools of that family read, and JSON-LD. Single statements and
figures are no part of it, but those that people decided on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from closewatch.ledger.journal import moment
from closewatch.ledger.views.admission import Decided
from closewatch.ledger.views.custody import Sighting
from closewatch.publish.exports.json_text import json_text
from closewatch.publish.exports.linked_data.names import OWN_CONTEXT, agent_name, context
from closewatch.publish.publication import Publication
from closewatch.publish.shapes import Shape
from closewatch.terms.entry import Entry, EntryKind
from closewatch.terms.trouble import CaseError

_KINDS = {
    EntryKind.CAPTURE: "Taking",
    EntryKind.READING: "Reading",
    EntryKind.LINKS: "Linking",
    EntryKind.DECISION: "Deciding",
    EntryKind.DESTRUCTION: "Destroying",
    EntryKind.POLL: "Watching",
    EntryKind.ALERT: "Noticing",
    EntryKind.DELIVERY: "Telling",
}
"""What each kind of entry did; any other put something on the record."""

_VALUES = {"st": "Statement", "fi": "Figure", "ac": "Actor", "cl": "Claim", "qu": "Question", "li": "Link", "dr": "Drift", "co": "Conflict"}
_IN_MEMORY = 2**20


@dataclass(frozen=True)
class Agent:
    """A person or a program that did something."""

    id: str
    name: str

    @property
    def kind(self) -> str:
        """What it is in the terms of PROV."""
        return "prov:Person" if self.id.startswith("person:") else "prov:SoftwareAgent"


@dataclass(frozen=True)
class Activity:
    """One entry of the journal."""

    id: str
    kind: str
    started: str
    ended: str
    by: str
    used: tuple[str, ...] = ()
    about: Shape = field(default_factory=dict)


@dataclass(frozen=True)
class Entity:
    """Something that an entry made or used: a capture, a report, what was read in it, how it hangs together, a decision, its object."""

    id: str
    kind: str
    made_by: str | None = None
    at: str | None = None
    made_from: tuple[str, ...] = ()
    about: Shape = field(default_factory=dict)


Member = Agent | Activity | Entity


def write_provenance(publication: Publication, folder: Path) -> None:
    """Write provenance.prov.json and provenance.jsonld."""
    with ExitStack() as aside:
        sections: dict[str, _Section] = {}
        with (folder / "provenance.jsonld").open("wb") as linked:
            linked.write(b'{"@context":' + json_text(OWN_CONTEXT) + b',"@graph":[\n')
            for number, member in enumerate(members(publication)):
                linked.write((b",\n" if number else b"") + json_text(_node(member)))
                for section, name, value in _records(member):
                    if section not in sections:
                        sections[section] = _Section(aside.enter_context(SpooledTemporaryFile(_IN_MEMORY)))
                    sections[section].add(name or f"_:{section}{sections[section].count}", value)
            linked.write(b"\n]}\n")
        with (folder / "provenance.prov.json").open("wb") as file:
            meanings = context(OWN_CONTEXT)["@context"]
            prefixes = {name: meant["@id"] for name, meant in meanings.items() if _is_prefix(meant)}
            file.write(b'{"prefix":' + json_text({**prefixes, "cw": meanings["cw"]}))
            for section in sorted(sections):
                file.write(b",\n" + json_text(section) + b":{")
                sections[section].put_into(file)
                file.write(b"\n}")
            file.write(b"\n}\n")


def _is_prefix(meant: Any) -> bool:
    return isinstance(meant, dict) and meant.get("@prefix") is True


@dataclass
class _Section:
    """One section of PROV-JSON, kept aside until those before it are written; in memory as long as it is small."""

    aside: IO[bytes]
    count: int = 0

    def add(self, name: str, value: Shape) -> None:
        """Add one record under its name."""
        self.aside.write((b",\n" if self.count else b"\n") + json_text(name) + b":" + json_text(value))
        self.count += 1

    def put_into(self, file: IO[bytes]) -> None:
        """Write all records."""
        self.aside.seek(0)
        copyfileobj(self.aside, file)


def members(publication: Publication) -> Iterator[Member]:
    """Give everything in the order of the journal, each once; what an entry used is given before it."""
    sightings, decisions = publication.sightings(), publication.decided()
    sighting, judged = next(sightings, None), next(decisions, None)
    named: set[str] = set()
    for entry in publication.entries():
        seen: list[Sighting] = []
        while sighting is not None and sighting.seq <= entry.seq:
            seen.append(sighting)
            sighting = next(sightings, None)
        decided: list[Decided] = []
        while judged is not None and judged.seq <= entry.seq:
            decided.append(judged)
            judged = next(decisions, None)
        for member in chain(_taken(publication, entry, seen), _worked_out(entry), _decided(entry, decided)):
            if member.id not in named or isinstance(member, Activity):
                yield member
            if not isinstance(member, Activity) and _may_come_again(member):
                named.add(member.id)


def _may_come_again(member: Member) -> bool:
    """Tell whether another entry can name the same thing; what only one entry can make need not be remembered."""
    return isinstance(member, Agent) or (isinstance(member, Entity) and member.id.partition(":")[0] not in ("ca", "reading", "links"))


def _taken(publication: Publication, entry: Entry, seen: Iterable[Sighting]) -> Iterator[Member]:
    """Give what was taken in, and any entry that neither read, linked nor decided."""
    if entry.kind in (EntryKind.READING, EntryKind.LINKS, EntryKind.DECISION):
        return
    yield _agent(entry.by)
    started, within = entry.at, []
    for sighting in seen:
        capture = sighting.capture
        started = min(started, moment(capture.taken_at))
        holder = _holder(publication, capture.within)
        within += holder
        about = {
            "digest": capture.digest, "size": str(capture.size), "media_type": capture.media_type, "location": capture.source,
            "locator": capture.locator, "tool": capture.tool, "taken_by": capture.taken_by, "taken_at": _utc(capture.taken_at),
        }  # fmt: skip
        yield Entity(sighting.id, "Capture", f"entry:{entry.seq}", entry.at, tuple(holder), about)
        if sighting.report is not None:
            yield Entity(sighting.report, "Report", f"entry:{entry.seq}", entry.at, (sighting.id,))
    yield _activity(entry, started, tuple(within))


def _holder(publication: Publication, within: str | None) -> list[str]:
    """Name the capture that another one was found in, as far as it may be told."""
    try:
        return [publication.sighting(within).id] if within else []
    except CaseError:
        return []


def _worked_out(entry: Entry) -> Iterator[Member]:
    """Give what was read in a report, or how it hangs together with others."""
    if entry.kind not in (EntryKind.READING, EntryKind.LINKS):
        return
    report = entry.body.get("report") if isinstance(entry.body, dict) else None
    used = (report,) if isinstance(report, str) else ()
    yield _agent(entry.by)
    yield _activity(entry, entry.at, used)
    name, kind = ("reading", "Reading") if entry.kind == EntryKind.READING else ("links", "Links")
    yield Entity(f"{name}:{entry.seq}", kind, f"entry:{entry.seq}", entry.at, used)


def _decided(entry: Entry, decided: Iterable[Decided]) -> Iterator[Member]:
    """Give a decision and what it is on."""
    if entry.kind != EntryKind.DECISION:
        return
    yield _agent(entry.by)
    used: list[str] = []
    for judged in decided:
        decision = judged.decision
        on = [one for one in (decision.on, decision.other) if one and one.partition(":")[0] in _VALUES]
        yield from (Entity(one, _VALUES[one.partition(":")[0]]) for one in on)
        used += on
        about = {"on": decision.on, "verdict": decision.verdict.value, "reason": decision.reason}
        yield Entity(judged.id, "Decision", f"entry:{entry.seq}", entry.at, (), about)
    yield _activity(entry, entry.at, tuple(used))


def _agent(by: str) -> Agent:
    return Agent(agent_name(by), by)


def _activity(entry: Entry, started: str, used: tuple[str, ...]) -> Activity:
    kind = _KINDS.get(EntryKind(entry.kind), "Recording") if entry.kind in list(EntryKind) else "Recording"
    return Activity(f"entry:{entry.seq}", kind, started, entry.at, agent_name(entry.by), used, {"digest": entry.digest})


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _node(member: Member) -> Shape:
    """Give one node of the JSON-LD."""
    if isinstance(member, Agent):
        return {"id": member.id, "type": ["prov:Agent", member.kind], "label": member.name}
    if isinstance(member, Activity):
        return {
            "id": member.id, "type": ["prov:Activity", f"cw:{member.kind}"], "startedAtTime": member.started, "endedAtTime": member.ended,
            "wasAssociatedWith": member.by, "used": list(member.used), **member.about,
        }  # fmt: skip
    made = {"wasGeneratedBy": member.made_by, "generatedAtTime": member.at, "wasDerivedFrom": list(member.made_from)}
    return {"id": member.id, "type": ["prov:Entity", f"cw:{member.kind}"], **(made if member.made_by else {}), **member.about}


def _records(member: Member) -> Iterator[tuple[str, str | None, Shape]]:
    """Give what PROV-JSON has for it: the section, its name, and the record."""
    if isinstance(member, Agent):
        yield "agent", member.id, {"prov:type": _type(member.kind), "prov:label": member.name}
    elif isinstance(member, Activity):
        about = {"prov:startTime": member.started, "prov:endTime": member.ended, "prov:type": _type(f"cw:{member.kind}")}
        yield "activity", member.id, {**about, **_attributes(member.about)}
        yield "wasAssociatedWith", None, {"prov:activity": member.id, "prov:agent": member.by}
        for used in member.used:
            yield "used", None, {"prov:activity": member.id, "prov:entity": used, "prov:time": member.ended}
    else:
        yield "entity", member.id, {"prov:type": _type(f"cw:{member.kind}"), **_attributes(member.about)}
        if member.made_by:
            yield "wasGeneratedBy", None, {"prov:entity": member.id, "prov:activity": member.made_by, "prov:time": member.at}
        for source in member.made_from:
            yield "wasDerivedFrom", None, {"prov:generatedEntity": member.id, "prov:usedEntity": source}


def _type(name: str) -> Shape:
    """Write a type as a qualified name: written as bare text, tools would take it for one."""
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _attributes(about: Shape) -> Shape:
    return {f"cw:{name}": value for name, value in about.items() if value is not None}
