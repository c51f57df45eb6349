"""What a case holds as one STIX 2.1 bundle: captures as observed data, statements as notes, denials as opinions, claims as groupings.

Every reference is to an object of the same bundle. `created` is when the case was opened (of a capture, when it was taken) and `modified`
when its last entry was made, so that a later export of a case that grew is a later version.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from closewatch.ledger.views.custody import Sighting
from closewatch.ledger.views.lists import ListedActor, ListedStatement
from closewatch.publish.exports.stix.names import FIELDS_ADDRESS, PRODUCER, fields, stix_id, stix_time
from closewatch.publish.exports.web_address import ascii_address
from closewatch.publish.publication import Publication
from closewatch.publish.shapes import Shape, dated_shape, period_shape, range_shape, unit_shape
from closewatch.publish.wording import counted
from closewatch.terms.actor import ActorKind
from closewatch.terms.claim import Claim, Conflict, ConflictKind, LinkKind, Question
from closewatch.terms.report import Span, words_of
from closewatch.terms.statement import Statement

_CLASSES = {ActorKind.PERSON: "individual", ActorKind.BODY: "organization", ActorKind.OUTLET: "organization", ActorKind.GROUP: "group"}
NOTES_OF_A_CLAIM = 1000
"""How many statements of one claim are referred to, so that no single object grows without end; their number is given."""


@dataclass(frozen=True)
class Bundle:
    """A case as it may leave, with the times that every object of it has."""

    publication: Publication
    created: str
    modified: str

    @property
    def id(self) -> str:
        """The bundle of this journal head."""
        return stix_id("bundle", self.publication.head().digest)

    def objects(self) -> Iterator[Shape]:
        """Give every object, each after those that it refers to."""
        known: dict[str, str] = {}
        noted: set[str] = set()
        yield from self._ground()
        for actor in self.publication.actors():
            known[actor.id] = stix_id("identity", actor.id)
            yield self._identity(actor)
        for sighting in self.publication.sightings():
            yield from self._observed(sighting, known)
        for listed, evidence in self._statements():
            yield self._note(listed, evidence, known)
            noted.add(listed.id)
        yield from self._denials(noted)
        claims: list[str] = []
        for question in self.publication.questions():
            for made in self._of_question(question, known, noted):
                if made["type"] == "grouping":
                    claims.append(made["id"])
                yield made
        yield self._report(claims or [PRODUCER])

    def _object(self, kind: str, identity: str, created: str | None = None) -> Shape:
        began = created or self.created
        times = {"created": began, "modified": max(began, self.modified)}
        return {"type": kind, "spec_version": "2.1", "id": stix_id(kind, identity), **times, "created_by_ref": PRODUCER}

    def _ground(self) -> Iterator[Shape]:
        about = "Tells who says what in reports of a conflict, in their words, and who denies it; it does not say what is true."
        yield {**self._object("identity", "closewatch"), "name": "Closewatch", "identity_class": "system", "description": about}
        yield {
            **self._object("extension-definition", "closewatch fields 1"),
            "name": "Closewatch fields",
            "description": "Where words stand in the report (code points, end excluded), how they are said, bounds, ids of the ledger.",
            "schema": FIELDS_ADDRESS,
            "version": "1.0.0",
            "extension_types": ["property-extension"],
        }

    def _identity(self, listed: ListedActor) -> Shape:
        actor = listed.actor
        names = [name for name in actor.names if name != actor.name]
        more = fields(
            ledger_id=listed.id,
            other_names=names,
            actor_kind=actor.kind.value,
            named=actor.named,
            pseudonymous=actor.pseudonymous,
            country=actor.country,
        )
        return {
            **self._object("identity", listed.id),
            "name": actor.name or "not named",
            "identity_class": _CLASSES.get(actor.kind, "unknown"),
            **more,
        }

    def _observed(self, sighting: Sighting, known: dict[str, str]) -> Iterator[Shape]:
        """Give a capture with the file that it is of and the address where it was found; each of these once."""
        capture = sighting.capture
        digest = capture.digest.removeprefix("sha256:")
        refs = [stix_id("file", capture.digest)]
        if refs[0] not in known:
            known[refs[0]] = refs[0]
            yield {
                "type": "file", "spec_version": "2.1", "id": refs[0], "hashes": {"SHA-256": digest}, "size": capture.size,
                "mime_type": capture.media_type,
            }  # fmt: skip
        if address := ascii_address(capture.source):
            refs.append(stix_id("url", address))
            if refs[1] not in known:
                known[refs[1]] = refs[1]
                yield {"type": "url", "spec_version": "2.1", "id": refs[1], "value": address}
        at = stix_time(capture.taken_at)
        more = fields(
            ledger_id=sighting.id, report=sighting.report, source=capture.source, locator=capture.locator, taken_by=capture.taken_by,
            tool=capture.tool, within=capture.within,
        )  # fmt: skip
        made = self._object("observed-data", sighting.id, at)
        yield {**made, "first_observed": at, "last_observed": at, "number_observed": 1, "object_refs": refs, **more}
        if sighting.report is not None:
            known.setdefault(sighting.report, made["id"])

    def _statements(self) -> Iterator[tuple[ListedStatement, Shape]]:
        """Give each statement with the report that it stands in as STIX refers to what lies outside; a report is looked up once."""
        here, evidence = "", Shape()
        for listed in self.publication.statements():
            if listed.statement.report != here:
                here = listed.statement.report
                evidence = self._evidence(here)
            yield listed, evidence

    def _evidence(self, report: str) -> Shape:
        listed = next(self.publication.listed_reports((report,)), None)
        digest = listed.captures[0].digest.removeprefix("sha256:") if listed and listed.captures else None
        address = ascii_address(listed.url) if listed else None
        told = ", ".join(part for part in (listed.headline, listed.published) if part) if listed else ""
        return {
            "source_name": (listed.publisher if listed else None) or "report",
            "external_id": report,
            **({"description": told} if told else {}),
            **({"url": address} if address else {}),
            **({"hashes": {"SHA-256": digest}} if address and digest else {}),
        }

    def _note(self, listed: ListedStatement, evidence: Shape, known: dict[str, str]) -> Shape:
        statement = listed.statement
        speaker = known.get(self.publication.goes_as(statement.speaker.id)) if statement.speaker else None
        refs = [ref for ref in (speaker, known.get(statement.report)) if ref]
        who = statement.speaker.name if statement.speaker and statement.speaker.name else "nobody named"
        more = fields(
            ledger_id=listed.id, report=statement.report, stance=statement.stance.value, basis=statement.basis.value,
            manner=statement.manner.value, part=statement.part.value, passed_on_by=list(statement.via), within=statement.within,
            said=dated_shape(statement.said) if statement.said else None, review=listed.review, read_by=statement.read_by,
            source_words=_spans(statement.source), cue_words=_spans(statement.cue), content_words=_spans(statement.content),
        )  # fmt: skip
        return {
            **self._object("note", listed.id),
            "abstract": f"{who}: {statement.stance.value}",
            "content": said_words(statement),
            "authors": [who],
            "object_refs": refs or [PRODUCER],
            "confidence": int(statement.confidence * 100),
            "external_references": [evidence],
            **more,
        }

    def _denials(self, noted: set[str]) -> Iterator[Shape]:
        """Give each statement that denies another one as an opinion on its note."""
        for link in self.publication.links():
            if link.kind is LinkKind.DENIES and link.left in noted and link.right in noted:
                held = self.publication.held(link.left)
                who = held.actor.name if held.actor else None
                more = fields(ledger_id=link.id, denying=stix_id("note", link.left))
                yield self._opinion(link.id, said_words(held.value), who, [stix_id("note", link.right)], more)

    def _of_question(self, question: Question, known: dict[str, str], noted: set[str]) -> Iterator[Shape]:
        """Give each claim of a question as a grouping of its notes, and each denial of it as an opinion on that."""
        for claim in question.claims:
            yield self._grouping(question, claim, known, noted)
        claims = {claim.id: claim for claim in question.claims}
        for conflict in question.conflicts:
            if conflict.kind is ConflictKind.ASSERTION_MEETS_DENIAL and conflict.left in claims:
                who = ", ".join(actor.name for actor in claims[conflict.left].denied_by) or None
                denying = stix_id("note", conflict.right) if conflict.right in noted else None
                more = fields(ledger_id=conflict.id, denying=denying)
                yield self._opinion(conflict.id, _because(conflict), who, [stix_id("grouping", conflict.left)], more)

    def _opinion(self, identity: str, explanation: str, author: str | None, on: list[str], more: Shape) -> Shape:
        authors = {"authors": [author]} if author else {}
        return {
            **self._object("opinion", identity),
            "opinion": "disagree",
            "explanation": explanation,
            **authors,
            "object_refs": on,
            **more,
        }

    def _grouping(self, question: Question, claim: Claim, known: dict[str, str], noted: set[str]) -> Shape:
        notes = (stix_id("note", one) for one in claim.statements if one in noted)
        refs = list(islice(notes, NOTES_OF_A_CLAIM)) or [known[report] for report in claim.reports if report in known]
        more = fields(
            ledger_id=claim.id, question=question.id, question_wording=question.wording, measure=question.key.measure,
            unit=unit_shape(question.key.unit), per_unit=question.key.per, **range_shape(claim.amount),
            polarity=claim.polarity.value if claim.polarity else None,
            as_of=period_shape(claim.as_of.start, claim.as_of.end) if claim.as_of else None,
            origins_proved=claim.proved, origins_at_most=claim.at_most, statements=len(claim.statements),
            denied_by=[stix_id("identity", actor.id) for actor in claim.denied_by if actor.id in known],
        )  # fmt: skip
        denied = f"; denied by {counted(len(claim.denied_by), 'actor')}" if claim.denied_by else ""
        return {
            **self._object("grouping", claim.id),
            "name": f"{question.wording}: {claim.wording}",
            "description": f"{counted(claim.at_most, 'origin')} at most, {claim.proved} proved independent{denied}",
            "context": "unspecified",
            "object_refs": refs[:NOTES_OF_A_CLAIM] or [PRODUCER],
            **more,
        }

    def _report(self, claims: list[str]) -> Shape:
        head = self.publication.head()
        return {
            **self._object("report", "case"),
            "name": self.publication.title() or "Case",
            "description": "The claims of a case, each with who makes it and who denies it.",
            "report_types": ["observed-data"],
            "published": self.modified,
            "object_refs": claims,
            **fields(journal_head=head.digest, journal_entries=head.seq),
        }


def bundle_of(publication: Publication) -> Bundle:
    """Take the times of a bundle from the journal: its first entry and its last."""
    first = next(publication.entries(), None)
    last = publication.as_of() or "1970-01-01T00:00:00Z"
    return Bundle(publication, stix_time(first.at if first else last), stix_time(last))


def said_words(statement: Statement) -> str:
    """Give the words of a statement; its pieces are parted by an ellipsis."""
    return words_of(statement.content or statement.cue or statement.source) or "no words"


def _because(conflict: Conflict) -> str:
    return conflict.because or "denied"


def _spans(spans: tuple[Span, ...]) -> list[Shape]:
    return [{"start": span.start, "end": span.end, "exact": span.exact} for span in spans]
