"""A dossier built by hand for the tests of what shows one: reports in four languages, every kind of sentence, table, chart and cite.

Outlets, people and places are invented. The reports are whole, so that a test can follow a cite down to the bytes of its original.
"""

from __future__ import annotations

from dataclasses import replace

from closewatch.publish.charts.range_history import range_history_svg, range_history_table
from closewatch.publish.charts.svg import ChartTable
from closewatch.terms.dossier import (
    Admitted,
    Chart,
    Cited,
    Dossier,
    Maker,
    Passage,
    Receipt,
    Row,
    Section,
    Sentence,
    SentenceKind,
    Table,
    Withheld,
)
from closewatch.terms.ref import digest_of, ref
from closewatch.terms.report import Report, Span
from closewatch.testing import plain_report
from tests.publish.chart_values import FIGURES, HOSTILE

ENGLISH = plain_report(
    "The Harbour Intelligence Service said on Monday that about 300 soldiers had been killed in the port of Old Quay since November. "
    "“We have seen the lists,” said its director, Mara Lindqvist.\n\n"
    "The Ministry of the Coast denied the account. “There are no foreign soldiers here,” a spokesperson said.",
    headline="About 300 soldiers killed, service says",
    published="2025-01-13",
    publisher="Meridian Wire",
)
UKRAINIAN = plain_report(
    "Речниця Служби узбережжя Олена Приходько заявила, що в порту загинули щонайменше 600 солдатів. "
    "«Ми бачили їхні імена у списках», — сказала вона.\n\nМіністерство узбережжя від коментарів відмовилося.",
    headline="Служба узбережжя: загинули щонайменше 600 солдатів",
    published="2025-04-30",
    publisher="Вісник узбережжя",
    language="uk",
)
RUSSIAN = plain_report(
    "Министерство узкого берега отрицает, что солдаты находятся в порту: «Это выдумка», — заявил его представитель.",
    headline="Министерство назвало сообщения выдумкой",
    published="2025-01-14",
    publisher="Береговая газета",
    language="ru",
)
KOREAN = plain_report(
    "항만정보국은 13일 사망자가 약 300명으로 추정된다고 밝혔다. 해안부 대변인은 “그런 보고는 받은 적이 없다”고 말했다.",
    headline="항만정보국 “사망자 약 300명 추정”",
    published="2025-01-13",
    publisher="해안통신",
    language="ko",
)
GUARDED = plain_report(
    "A nurse at the harbour hospital, who asked not to be named, said that she had counted 41 bodies in one night.",
    headline="Nurse tells of 41 bodies in one night",
    published="2025-01-20",
    publisher="Quayside Post",
)
SECRET = plain_report("Nothing of this report may leave the case.", headline="A report that stays", published="2025-01-21")

REPORTS = (ENGLISH, UKRAINIAN, RUSSIAN, KOREAN, GUARDED, SECRET)

PROTECTED = Withheld("de:5f0c1b7a9d3e24681357acdf02468bce", "the witness asked not to be named and still lives in the town")
STAYS = Withheld("de:71c2d3e4f5a6978812340bcd5678ef90", "handed over on the condition that it is not passed on")


def receipt(report: Report, address: str, *, within: tuple[str, ...] = (), locator: str | None = None) -> Receipt:
    """The receipt of a report's original."""
    capture = report.capture
    taken = "2025-05-02T09:14:07Z"
    return Receipt(
        ref("ca", capture.digest, address),
        capture.digest,
        capture.size,
        capture.media_type,
        address,
        taken,
        "person:anna",
        "closewatch 0.6",
        within,
        locator,
    )


def cited(
    number: int, report: Report, *words: str, kind: str = "statement", speaker: str = "", about: str = "", url: str | None = None
) -> Cited:
    """Cite words of a report, in the paragraph that the first of them stands in."""
    places = [report.text.index(part) for part in words]
    around = next(block.span for block in report.blocks if block.span.start <= places[0] < block.span.end)
    spans = tuple(report.span(place, place + len(part)) for place, part in zip(places, words, strict=True))
    address = url or f"articles/{number}.txt"
    return Cited(
        number=number,
        id=ref({"statement": "st", "figure": "fi", "words": "pa", "report": "re"}[kind], report.id, number),
        kind=kind,
        report=report.id,
        paragraph=around.exact,
        start=around.start,
        words=spans,
        speaker=speaker,
        about=about,
        headline=report.headline or "",
        outlet=report.publisher or "",
        published=str(report.published.iso) if report.published else "",
        url=url,
        page=None,
        receipt=receipt(report, address),
        admitted=admitted(number),
        review="unreviewed",
    )


def admitted(number: int) -> tuple[Admitted, ...]:
    """The lines of the journal that a value came in by."""
    digest = digest_of(f"entry {number}".encode())
    return (
        Admitted(3 * number + 1, digest, "2025-05-02T09:14:07Z", "person:anna", "capture"),
        Admitted(3 * number + 2, digest_of(digest.encode()), "2025-05-02T09:14:09Z", "reader:en-6", "reading"),
        Admitted(3 * number + 3, digest_of(b"links" + digest.encode()), "2025-05-02T09:14:10Z", "linker:1", "links"),
    )


def decided(cite: Cited, verdict: str, reason: str, by: str = "person:ben") -> Cited:
    """Let a person have decided on a cited value."""
    decision = Admitted(90 + cite.number, digest_of(f"decision {cite.number}".encode()), "2025-05-03T15:40:00Z", by, verdict, reason)
    return replace(cite, review={"accept": "accepted", "correct": "corrected"}.get(verdict, verdict), admitted=(*cite.admitted, decision))


def blacked(cite: Cited, protected: str, withheld: Withheld) -> Cited:
    """Black out words of a cited paragraph, sign for sign."""
    bar = "█" * len(protected)
    words = tuple(Span(span.start, span.end, span.exact.replace(protected, bar)) for span in cite.words)
    return replace(cite, paragraph=cite.paragraph.replace(protected, bar), words=words, speaker="Source 1", withheld=withheld)


ANNEX = (
    decided(
        replace(
            cited(
                1,
                ENGLISH,
                "The Harbour Intelligence Service",
                "said",
                "that about 300 soldiers had been killed in the port of Old Quay since November",
                speaker="Harbour Intelligence Service",
                about="killed: about 300 (asserts, basis intelligence)",
                url="https://meridian-wire.example/2025/01/13/about-300",
            ),
            receipt=receipt(
                ENGLISH,
                "https://meridian-wire.example/2025/01/13/about-300",
                within=("ca:0c51f20b6f1d4a3e9b1c2d3e4f5a6b7c",),
                locator="record 14",
            ),
        ),
        "accept",
        "read against the original",
    ),
    cited(2, ENGLISH, "about 300 soldiers", kind="figure", speaker="Harbour Intelligence Service", about="killed about 300"),
    cited(
        3,
        ENGLISH,
        "There are no foreign soldiers here",
        speaker="Ministry of the Coast",
        about="being there: no (denies)",
        url="https://meridian-wire.example/2025/01/13/about-300",
    ),
    decided(
        cited(
            4,
            UKRAINIAN,
            "Речниця Служби узбережжя Олена Приходько",
            "заявила",
            "що в порту загинули щонайменше 600 солдатів",
            speaker="Олена Приходько",
            about="killed: at least 600 (asserts)",
            url="https://visnyk.example/news/600",
        ),
        "correct",
        "the reader had left out “at least”",
    ),
    cited(5, RUSSIAN, "Это выдумка", speaker="Министерство узкого берега", about="being there: no (denies)"),
    replace(
        cited(6, KOREAN, "사망자가 약 300명으로 추정된다고", speaker="항만정보국", about="killed: about 300 (estimates)"),
        page=2,
    ),
    blacked(
        cited(
            7,
            GUARDED,
            "A nurse at the harbour hospital",
            "said",
            "that she had counted 41 bodies in one night",
            speaker="nurse",
            about="bodies: 41 (asserts, basis witness)",
        ),
        "A nurse at the harbour hospital",
        PROTECTED,
    ),
    replace(
        cited(8, SECRET, "Nothing of this report may leave the case.", kind="words"),
        paragraph="",
        words=(),
        headline="",
        outlet="",
        published="",
        withheld=STAYS,
    ),
    cited(9, KOREAN, "그런 보고는 받은 적이 없다", speaker="해안부 대변인", about="report received: no (denies)"),
    cited(10, UKRAINIAN, "Міністерство узбережжя від коментарів відмовилося", kind="words"),
)


def says(text: str, *numbers: int, unreviewed: bool = True, more: int = 0) -> Sentence:
    """A sentence of the machine that rests on cites, by their numbers."""
    return Sentence(text, tuple(ANNEX[number - 1].id for number in numbers), unreviewed=unreviewed, more=more)


def tells(text: str) -> Sentence:
    """A sentence that tells how the dossier was made."""
    return Sentence(text, kind=SentenceKind.METHOD)


def table_of(caption: str, data: ChartTable, left_out: int = 0) -> Table:
    """The data behind a chart, as a table of a dossier."""
    return Table(caption, data.columns, tuple(Row(row) for row in data.rows), left_out)


SHORT = Section(
    "in-short",
    "In short",
    (
        Passage(
            (
                tells("This dossier was made from a case of 6 reports by 5 outlets, as the case stood at entry 31 of its journal."),
                says(
                    "In dispute is how many soldiers were killed in the port of Old Quay: about 300, at least 600, or none.",
                    1,
                    4,
                    3,
                    more=14,
                ),
            )
        ),
    ),
)

JUDGEMENT = Sentence(
    "In our judgement the two figures are likely to count different periods, and neither side had access to the hospital.",
    kind=SentenceKind.JUDGEMENT,
    maker=Maker.PERSON,
    by="person:anna",
)

ASSESSMENT = Section(
    "assessment",
    "Assessment of the case team",
    (
        Passage(
            (
                JUDGEMENT,
                Sentence(
                    "The service put the number at about 300 in January, and a Ukrainian-language outlet at no fewer than 600 in April.",
                    (ANNEX[0].id, ANNEX[3].id),
                    maker=Maker.PERSON,
                    by="person:anna",
                ),
            )
        ),
        Passage(
            (
                Sentence("Who kept the lists?", kind=SentenceKind.JUDGEMENT, maker=Maker.PERSON, by="person:anna"),
                Sentence("Who was shown them?", kind=SentenceKind.JUDGEMENT, maker=Maker.PERSON, by="person:anna"),
            ),
            listed=True,
        ),
    ),
    maker=Maker.PERSON,
)

FINDING = Section(
    FIGURES.question.id.replace(":", "-"),
    "Deaths of soldiers in the port of Old Quay",
    (
        Passage(
            (
                says("The Harbour Intelligence Service said in a report of 2025-01-13 that about 300 were killed.", 1, 2, unreviewed=False),
                says("Служба узбережжя said in a report of 2025-04-30 that at least 600 were killed.", 4, unreviewed=False),
                says("해안통신 gives “약 300명” of the same day, as 항만정보국 estimates.", 6),
                says("Source 1 counted 41 bodies in one night.", 7),
                says("A report that does not leave the case bears on this too.", 8),
            )
        ),
        Passage(
            (
                says("The Ministry of the Coast denies it.", 3),
                says("Министерство узкого берега calls it «выдумка».", 5),
                says("해안부 대변인 says that no such report was received.", 9),
                says("One ministry would not comment.", 10),
            ),
            listed=True,
        ),
    ),
)

CHART = Chart(
    "Deaths of soldiers: answers over time",
    "Five answers from January to May 2025. The Harbour Intelligence Service moves from about 300 to at least 600; "
    "others give 100 to 400, up to 900, and none.",
    range_history_svg(FIGURES, name="deaths"),
    table_of("Every answer, those too that are not drawn", range_history_table(FIGURES)),
)

HISTORY = Section(
    "deaths-of-soldiers-over-time",
    "How the answers moved",
    (
        CHART,
        Table(
            "Answers by date",
            ("As of", "Who", "Answer", "In"),
            (
                Row(("2025-01", "Harbour Intelligence Service", "about 300", "2 reports"), (ANNEX[0].id, ANNEX[1].id)),
                Row(("2025-04-30", "Служба узбережжя", "at least 600", "1 report"), (ANNEX[3].id,)),
                Row(("not said", "항만정보국", "약 300명", "1 report"), (ANNEX[5].id,)),
            ),
            left_out=2,
        ),
    ),
    level=2,
)

METHOD = Section(
    "method",
    "Method and limits",
    (
        Passage(
            (
                tells("Statements and figures were read by reader en-6 and linked by linker 1; every quotation was checked sign for sign."),
                tells("A digest shows that the bytes have not changed since they were taken, not that an address ever served them."),
            )
        ),
    ),
)

DOSSIER = Dossier(
    title="Deaths of soldiers in the port of Old Quay",
    case="Old Quay (an invented case)",
    seq=31,
    head=digest_of(b"the head of an invented journal"),
    as_of="2025-05-03T15:40:00Z",
    made_with="closewatch 0.6, compose 1, reader en-6, linker 1",
    sections=(SHORT, ASSESSMENT, FINDING, HISTORY, METHOD),
    annex=ANNEX,
    questions=(FIGURES.question.id,),
    own_sections="# Assessment of the case team\n",
    withheld=(PROTECTED, STAYS),
    redacted=True,
)

EMPTY = Dossier("An empty case", "Empty", 0, digest_of(b""), "2025-05-03T15:40:00Z", "closewatch 0.6", (), ())


def hostile() -> Dossier:
    """A dossier in which every string would like to be more than a string."""
    bad = HOSTILE + ' \u202e\u2066 <img src=//outside.example/x> {{ 7 * 7 }} #eval("1") $x$ javascript:alert(1)'
    cite = replace(ANNEX[0], paragraph=bad, start=0, words=(Span(0, 8, bad[:8]), Span(20, 40, bad[20:40])), speaker=bad, about=bad)
    cite = replace(
        cite, headline=bad, outlet=bad, published=bad, url="javascript:alert(1)//" + bad, review=bad, withheld=Withheld(bad, bad)
    )
    cite = replace(cite, receipt=replace(cite.receipt, source=bad, media_type=bad, taken_by=bad, tool=bad, locator=bad, within=(bad,)))
    cite = replace(cite, admitted=(replace(cite.admitted[0], by=bad, what=bad, reason=bad),))
    sentence = Sentence(bad, (cite.id,), kind=SentenceKind.JUDGEMENT, maker=Maker.PERSON, by=bad)
    table = Table(bad, (bad, "x" * 10_000), (Row((bad, ""), (cite.id,)), Row(("", bad))), left_out=1)
    chart = replace(CHART, title=bad, about=bad, data=table)
    sections = (Section("hostile", bad, (Passage((sentence,)), Passage((sentence,), listed=True), table, chart)),)
    return replace(DOSSIER, title=bad, case=bad, made_with=bad, sections=sections, annex=(cite,), withheld=(Withheld(bad, bad),))


def large(questions: int = 50, cites: int = 2_000) -> Dossier:
    """A dossier of many questions and many cites, to see what size and time it takes."""
    annex = tuple(
        replace(ANNEX[place % 6], number=place + 1, id=ref("st", "large", place), admitted=admitted(place + 1)) for place in range(cites)
    )
    sections = []
    for place in range(questions):
        own = annex[place * cites // questions : (place + 1) * cites // questions]
        passages = [Passage(tuple(Sentence(f"{one.speaker} said so, in answer {one.number}.", (one.id,)) for one in own))]
        sections.append(Section(f"question-{place + 1}", f"Question {place + 1}", tuple(passages)))
        chart = Chart(f"Question {place + 1}", "Five answers.", range_history_svg(FIGURES, name=f"q{place}"), CHART.data)
        sections.append(Section(f"question-{place + 1}-history", "How the answers moved", (chart,), level=2))
    return replace(DOSSIER, sections=tuple(sections), annex=annex, withheld=(), redacted=False)
