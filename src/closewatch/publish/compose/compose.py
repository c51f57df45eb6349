"""A dossier put together: which questions, the sections in their order, the analysts' own among them, and the annex of all that they cite.

A pure function of a publication at one journal head: the same head, version and wishes give the same dossier, sign for sign. What each
section says is known to the files beside this one, how it looks to `publish.pages` and `publish.paper`.
"""

from __future__ import annotations

from dataclasses import dataclass

from closewatch import __version__
from closewatch.publish.compose.annex import annex_of, cited_in
from closewatch.publish.compose.choose import choose
from closewatch.publish.compose.corrections import drift_section, people_section
from closewatch.publish.compose.evidence import Evidence
from closewatch.publish.compose.findings import question_sections
from closewatch.publish.compose.in_short import in_short
from closewatch.publish.compose.method import glossary_section, method_sections
from closewatch.publish.compose.own_sections import own_sections, placed
from closewatch.publish.compose.sources import source_sections
from closewatch.publish.compose.timeline import timeline_section
from closewatch.publish.compose.unknown import unknown_section
from closewatch.publish.publication import Publication
from closewatch.terms.dossier import Dossier


@dataclass(frozen=True)
class DossierWanted:
    """What a dossier is to hold: the ids of questions (or their beginnings; none for all disputed ones), the analysts' own sections as
    plain text, and a title."""

    questions: tuple[str, ...] = ()
    own_sections: str = ""
    title: str = ""


def compose(publication: Publication, wanted: DossierWanted = DossierWanted()) -> Dossier:
    """Put a dossier together from what may leave a case.

    Raises: CaseError for a question or a cite that the case does not hold, naming the line of the analysts' text where it stands there.
    """
    evidence = Evidence(publication)
    # What people write names the protected as freely as the reports do.
    text, title = publication.redaction.value(wanted.own_sections), publication.redaction.value(wanted.title)
    written = own_sections(evidence, text)
    chosen = choose(evidence, wanted.questions, written.questions)
    evidence.tell_of(len(chosen.histories))
    for history in chosen.histories:
        evidence.look_up(history)
    case = publication.title()
    told = {history.question.id: question_sections(evidence, history) for history in chosen.histories}
    front = (
        in_short(evidence, chosen, case),
        *placed(written, told),
        *timeline_section(evidence, chosen.histories),
        *source_sections(evidence, chosen.histories),
        *drift_section(evidence, chosen.histories),
    )
    unknown = unknown_section(evidence, chosen.histories)
    people = people_section(evidence, cited_in((*front, unknown)))
    sections = (*front, people, unknown, *method_sections(evidence, chosen), glossary_section())
    annex = annex_of(evidence, cited_in(sections))
    head = publication.head()
    return Dossier(
        title=title or case,
        case=case,
        seq=head.seq,
        head=head.digest,
        as_of=publication.as_of(),
        made_with=f"closewatch {__version__}",
        sections=sections,
        annex=annex,
        questions=tuple(history.question.id for history in chosen.histories),
        own_sections=text,
        withheld=publication.withheld_all(),
        redacted=bool(publication.redaction),
        exposed=publication.exposed(),
    )
