"""How the dossier was made, so that it can be made again, what it cannot show, and what its words mean.

The Berkeley Protocol (paragraph 210) asks a report for its objectives, its method in a form that can be repeated, activities, data and
sources with their quality, gaps, and results with their limits; this is the part of it that a program can state.
"""

from __future__ import annotations

from collections.abc import Sequence

from closewatch import __version__
from closewatch.ledger.views.holdings import Holdings
from closewatch.publish.compose.choose import MOST_QUESTIONS, Chosen
from closewatch.publish.compose.evidence import FEWER_CITES, MANY, Evidence, method
from closewatch.publish.wording import counted, one_line
from closewatch.terms.dossier import Passage, Row, Section, Sentence, Table
from closewatch.terms.tolerance import POLICY

MOST_NAMES = 20
"""How many people, tools and languages of each kind are named: those that did most."""

NOBODY = "none"
"""Who is on the record as the reader of a report in a language that is not read."""

READER_RIGHT = "89.5 of 100 attributions found and 73.1 F1 on PolNeAR's development articles, which two people reach with 92.0 and 73.5"
"""How often the trained reader is right (the model card that travels with it, reading/weights/MODEL.md)."""


def method_sections(evidence: Evidence, chosen: Chosen) -> tuple[Section, ...]:
    """Tell the objectives, the method, the data, and the limits."""
    return (
        Section("method", "Method", (Passage(tuple(_method(evidence, chosen))), _tools(evidence))),
        Section("limits", "Limits", (Passage(tuple(_limits()), listed=True),)),
    )


def _method(evidence: Evidence, chosen: Chosen) -> list[Sentence]:
    publication = evidence.publication
    head, holdings = publication.head(), evidence.holdings
    asked = (
        "The questions were chosen by whoever had the dossier made."
        if chosen.asked_for
        else f"The questions are those in which answers cannot both hold, the most disputed first, {MOST_QUESTIONS} at most."
    )
    left = []
    if chosen.left_out:
        left.append(method(f"{counted(chosen.left_out, 'disputed question')} beyond those are left out."))
    if chosen.not_looked_at:
        left.append(method(f"{counted(chosen.not_looked_at, 'further question')} with several answers were not looked at for disputes."))
    if evidence.many:
        left.append(
            method(
                f"There are more than {MANY} questions, so each is told at less length: fewer answers, conflicts and denials in sentences,"
                f" {FEWER_CITES} cites a sentence, and no pictures of who told whom. A dossier of fewer questions tells more of each."
            )
        )
    return [
        method(
            "The aim is to show who says what on each question, since when, and from how many independent origins; not to say what is true."
        ),
        method(asked),
        *left,
        method(
            f"Everything was computed from the journal of the case up to entry {head.seq:,}, whose digest is {head.digest}; the same"
            f" journal and the same version of Closewatch ({__version__}) give the same bytes again."
        ),
        method(
            f"The case holds {counted(holdings.originals, 'original')}, {counted(holdings.reports, 'report')},"
            f" {counted(holdings.statements, 'statement')} and {counted(holdings.figures, 'figure')}; people decided on"
            f" {holdings.reviewed:,} of them in {counted(holdings.decisions, 'decision')}."
        ),
        method(_activities(holdings)),
        method("A reader finds who says what in each report, in exact words; a linker finds who passed on whom; both are programs."),
        method("Figures answer one question when measure, unit, population and country agree exactly; the number alone never joins them."),
        method(f"Two amounts are at odds when their ranges do not touch for the same time and scope; {POLICY}."),
        method(
            "An origin is whoever said it first, as far as the reports tell: copies, quotations and reports that name their source count"
            " once. Two origins are proved independent only where each saw it or has a document, and they share no outlet, government or"
            " source."
        ),
        method("A person's decision comes before the reader's, and the last one holds; each stands in the journal with its reason."),
        method("Sentences of this dossier are filled in by rules from values of the record; none was written freely by a program."),
    ]


def _activities(holdings: Holdings) -> str:
    if not holdings.begun or not holdings.ended:
        return "Nothing was taken in yet."
    first, last = holdings.begun[:10], holdings.ended[:10]
    when = f"on {first}" if first == last else f"from {first} to {last}"
    gone = ""
    if holdings.destroyed:
        what = "original or body of an entry was" if holdings.destroyed == 1 else "originals and bodies of entries were"
        gone = f"; {holdings.destroyed:,} {what} destroyed since, by whom and why stands in the journal"
    return f"Originals were taken in {when}{gone}; who and what worked on them is told in the table."


def _tools(evidence: Evidence) -> Table:
    """Tell who and what worked on the case, as the Berkeley Protocol asks for activities and tools."""
    holdings = evidence.holdings
    rows = [(f"{one_line(name)}", f"took in {counted(number, 'original')}") for name, number in holdings.collectors[:MOST_NAMES]]
    rows += [(f"{one_line(name)}", f"made {counted(number, 'decision')}") for name, number in holdings.deciders[:MOST_NAMES]]
    rows += [(f"{one_line(name)}", f"wrote {counted(number, 'receipt')}") for name, number in holdings.tools[:MOST_NAMES]]
    rows += [
        (_reader(name), f"{'' if name == NOBODY else 'read '}{counted(number, 'report')}") for name, number in holdings.readers[:MOST_NAMES]
    ]
    rows += [(f"language {one_line(name) or 'not told'}", counted(number, "report")) for name, number in holdings.languages[:MOST_NAMES]]
    rows.append((f"closewatch {__version__}", "made this dossier"))
    return Table("Who and what worked on the case", ("who or what", "did, or how much"), tuple(map(Row, rows)))


def _reader(name: str) -> str:
    return "no reader, the language is not read" if name == NOBODY else f"reader {one_line(name)}"


def _limits() -> Sequence[Sentence]:
    told = (
        "A digest shows that bytes are the same as when they were taken in; it does not show that a site served them, nor who wrote them.",
        "A trusted time-stamp shows that something existed by then; it does not show that it is right.",
        f"The reader errs. Measured against people: {READER_RIGHT}; a sentence marked unreviewed rests on what no person has looked at.",
        "Reports in other languages than English are kept and can be cited, but no program reads them, and nothing here is translated.",
        "That no denial or no other source is found says only that none is on this record.",
        "The number of origins is the most that the reports leave room for: sources that do not name theirs can share one.",
        "A date is when something was said or published as the report gives it, and may differ from when it happened.",
        "What the questions share is exact: the same event told under other words can stand under another question.",
    )
    return [method(text) for text in told]


WORDS = (
    (
        "answer",
        "One amount, or yes, no or a refusal to say, that somebody gives to a question; the annex has its words. In the record: a claim.",
    ),
    ("basis", "How a speaker knows, as far as the text tells: witness, official, intelligence, document, hearsay, unnamed, unstated."),
    ("capture", "One sighting of an original: which bytes were found where, when, by whom, with which tool."),
    ("change on the way", "A retelling that gives something else than the words it goes back to; in the record: drift."),
    ("cite", "The number behind a sentence; in the annex it opens the words, their report, the receipt and who admitted them."),
    ("conflict", "Two answers to one question that cannot both hold, or an answer and its denial."),
    ("digest", "The SHA-256 of bytes: a number that changes when any of them does."),
    ("figure", "A number in a report with what it counts, its bounds as they were said, and whom, where and when it is about."),
    ("journal head", "The digest of the last entry of the journal; each entry names the one before it, so none can be changed unseen."),
    ("origin", "Who first said something, as far as the reports tell; however many pass it on, it counts once."),
    ("outlet", "Who published a report, as the report names itself."),
    (
        "proved / at most",
        "Origins shown not to lean on each other, each with a basis of its own; and the most that nothing on the record joins.",
    ),
    ("reversal", "Somebody who denied, or would not say, and later says yes."),
    ("revision", "A later value of the same origin; not a conflict."),
    ("statement", "Who says what: a source, a cue such as “said”, and the content, each as exact words of a report."),
    ("unreviewed", "No person has looked at it: it is as the reader found it."),
)
"""The words of the dossier in a few words each; docs/glossary.md has them at length."""


def glossary_section() -> Section:
    """Say what the words mean."""
    return Section("glossary", "Glossary", (Table("Words of this dossier", ("word", "meaning"), tuple(Row(pair) for pair in WORDS)),))
