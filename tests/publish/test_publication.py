"""Whatever a publication gives, by whatever method, holds nothing protected; an original that holds it stays behind, and says why."""

from __future__ import annotations

import gzip
import inspect
import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from closewatch.capture.take import take
from closewatch.desk.line import Tools, decide, publish, take_in
from closewatch.ledger.case import Case, create_case
from closewatch.ledger.views.protections import protections
from closewatch.protect.leaks import leaks
from closewatch.protect.redact import Redaction
from closewatch.publish.publication import Publication
from closewatch.reading.readers.rules import read_by_rules
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Verdict
from closewatch.terms.entry import Entry, EntryKind
from closewatch.terms.protection import Protected
from closewatch.terms.trouble import CaseError
from tests.publish.small_case import AT, BY, REPORTS, small_case

NAMED = """Title: Amani Sefu speaks again
Outlet: Sefu Weekly
Date: 2025-02-04
URL: https://sefu-weekly.example/by/amani-sefu

A. Sefu said she saw that 60 Rwandan soldiers had been killed in Goma.
"""
"""Invented, as she is."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("protected")
    with small_case(folder, (*REPORTS, NAMED), "What Dr. Sefu saw") as made:
        packed = folder / "by-sefu.gz"
        packed.write_bytes(gzip.compress(b"PK\x03\x04 of Amani Sefu"))
        for _ in take_in(made, take(str(packed), BY, lambda: AT), Tools(by=BY, reader=read_by_rules, clock=lambda: AT)):
            pass
        statement = made.tables.execute("SELECT id FROM statements ORDER BY turn LIMIT 1").fetchone()[0]
        decide(made, make_decision(made, statement, Verdict.NOTE, BY, AT, reason="ask Sefu"))
        decide(made, make_decision(made, statement, Verdict.NOTE, "person:amani sefu", AT, reason="she signs it herself"))
        actor = made.tables.execute("SELECT component FROM actors WHERE name LIKE '%Amani Sefu'").fetchone()[0]
        words = ["pseudonym=The doctor"]
        decide(made, make_decision(made, actor, Verdict.PROTECT, BY, AT, fields=words, reason="Amani Sefu has family in Goma"))
        yield made


@pytest.fixture
def publication(case: Case) -> Publication:
    return Publication(case, Redaction(protections(case.tables, case.folder)))


def arguments_of(case: Case) -> dict[str, list[Any]]:
    """Give what the parameters of a publication's methods can be, by their names, masked ids of actors not among them."""
    tables = case.tables

    def column(query: str) -> list[Any]:
        return [row[0] for row in tables.execute(query)]

    reports, digests = column("SELECT id FROM reports"), column("SELECT DISTINCT digest FROM captures")
    values = [one for table in ("statements", "figures", "captures", "decisions", "actors") for one in column(f"SELECT id FROM {table}")]
    return {
        "identity": [*reports, *values, *column("SELECT id FROM questions")],
        "question": column("SELECT id FROM questions"),
        "report": reports,
        "reports": [reports],
        "digest": digests,
        "capture": column("SELECT id FROM captures"),
        "actor": column("SELECT id FROM actors"),
        "changed": [values],
        "values": [values],
        "identities": [reports],
        "beginning": values,
        "most_answers": [1],
        "start": [0],
        "end": [1000],
    }


def given_by(publication: Publication, name: str, arguments: dict[str, list[Any]]) -> Iterator[Any]:
    """Call a method with everything that it can be called with, each parameter going through its own list."""
    method = getattr(publication, name)
    wanted = list(inspect.signature(method).parameters)
    unknown = [parameter for parameter in wanted if parameter not in arguments]
    assert not unknown, f"{name} takes {unknown}: say in `arguments_of` what these can be"
    longest = max((len(arguments[one]) for one in wanted), default=1)
    for place in range(longest):
        with suppress(CaseError, KeyError, TypeError):
            found = method(*(arguments[one][place % len(arguments[one])] for one in wanted))
            yield from found if isinstance(found, Iterator) and not isinstance(found, io.IOBase) else [found]


METHODS = sorted(name for name, one in vars(Publication).items() if inspect.isfunction(one) and not name.startswith("_"))


@pytest.mark.parametrize("method", METHODS)
def test_no_method_gives_anything_protected(method: str, case: Case, publication: Publication) -> None:
    redaction = publication.redaction
    for value in given_by(publication, method, arguments_of(case)):
        if isinstance(value, io.IOBase):
            with value as opened:
                assert redaction.found_in(opened.read().decode("utf-8", "replace")) is None
        elif isinstance(value, bytes):
            assert redaction.found_in(value.decode("utf-8", "replace")) is None
        else:
            assert redaction.found_in(repr(value)) is None, repr(value)
            assert redaction.number_of_id(repr(value)) is None, repr(value)


def test_without_redaction_everything_is_there(case: Case) -> None:
    whole = Publication(case, Redaction())
    assert "Sefu" in whole.title()
    assert all(whole.original(digest) for digest in whole.captures())
    assert whole.withheld_all() == ()
    assert all(entry.body is not None for entry in whole.entries())


def test_an_original_that_holds_a_protected_name_stays_behind_however_it_is_packed(case: Case, publication: Publication) -> None:
    sources = dict(case.tables.execute("SELECT source, digest FROM captures").fetchall())
    behind = {Path(source).name for source, digest in sources.items() if publication.withheld(digest)}
    assert behind == {"2.txt", "4.txt", "by-sefu.gz"}
    reasons = {one.reason for digest in sources.values() if (one := publication.withheld(digest))}
    assert reasons == {"The doctor: The doctor has family in Goma"}
    assert all(publication.original(digest) is None for source, digest in sources.items() if Path(source).name in behind)


def test_an_entry_that_tells_what_is_protected_has_no_body_and_no_salt_and_keeps_its_digest(case: Case, publication: Publication) -> None:
    for kept, given in zip(case.store.entries(), publication.entries(), strict=True):
        assert given == kept or replace(given, body=kept.body, salt=kept.salt, by=kept.by) == kept
        assert (given.body is None) == (given.salt is None)

    def is_protection(entry: Entry) -> bool:
        return entry.kind == EntryKind.DECISION and entry.body["verdict"] == Verdict.PROTECT

    pairs = zip(case.store.entries(), publication.entries(), strict=True)
    assert [given.body for kept, given in pairs if is_protection(kept)] == [None]


def test_a_journal_that_a_protected_name_signed_is_not_given_as_a_chain(case: Case, publication: Publication) -> None:
    with pytest.raises(CaseError, match=r"found entry \d+, recorded by The doctor"):
        list(publication.chain())
    assert len(list(Publication(case, Redaction()).chain())) == case.head().seq


def test_blacked_out_words_say_by_which_decision(case: Case, publication: Publication) -> None:
    report = next(
        one for one in publication.reports() if one.url == "https://sefu-weekly.example/by/the-doctor" or "doctor" in str(one.url)
    )
    text = publication.report(report.id).text
    at = text.index("█")
    withheld = publication.withheld_words(report.id, at, at + 1)
    assert withheld is not None
    assert withheld in publication.withheld_all()
    assert publication.withheld_words(report.id, len(text) - 5, len(text)) is None
    assert len(text) == len(case.report(report.id).text)


def test_an_actor_is_asked_for_by_the_id_that_stands_outside(publication: Publication) -> None:
    masked = publication.redaction.protected[0].masked
    assert masked in {one.actor.id for one in publication.actors()}
    found = publication.listed_actor(masked)
    assert found is not None
    assert found.actor.name == "The doctor"
    assert publication.goes_as(masked) == masked


def test_what_is_put_out_with_a_name_in_it_is_refused_and_nothing_is_moved(case: Case, tmp_path: Path) -> None:
    def write(publication: Publication, folder: Path) -> None:
        (folder / "a.txt").write_text("As Dr. Séfu told us", "utf-8")

    out = tmp_path / "out"
    with pytest.raises(CaseError, match=r"found The doctor in the clear \(text\): nothing was written \(a\.txt\)"):
        publish(case, write, out)
    assert not out.exists()
    (path,) = publish(case, write, out, unredacted=True)
    assert list(leaks(path, Redaction(protections(case.tables))))


def test_nothing_of_a_protected_report_is_given(case: Case) -> None:
    report = str(case.tables.execute("SELECT id FROM reports WHERE publisher = 'Quay Post'").fetchone()[0])
    digest = str(case.tables.execute("SELECT digest FROM captures WHERE report = ?", (report,)).fetchone()[0])
    whole = Protected("de:1", report, "Withheld 1", "", reports=(report,), originals=(digest,), salt="s")
    publication = Publication(case, Redaction((whole,)))
    (listed,) = [one for one in publication.reports() if one.id == report]
    assert (listed.headline, listed.publisher, listed.url, listed.captures[0].source) == (None, None, None, "withheld")
    said = [one for one in publication.statements() if one.statement.report == report]
    assert said
    assert all(span.exact.strip("█") == "" for one in said for span in one.statement.content)
    assert {one.outlet for one in said} == {None}
    assert publication.withheld(digest) is not None
    assert not any(entry.body and report in str(entry.body) and entry.kind == EntryKind.READING for entry in publication.entries())


def take_whole(case: Case, path: Path) -> None:
    for _ in take_in(case, take(str(path), BY, lambda: AT), Tools(by=BY, reader=read_by_rules, clock=lambda: AT)):
        pass


def test_what_holds_a_page_with_protected_words_stays_behind_though_its_bytes_spell_them_otherwise(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1251"><title>{}</title></head><body><p>{}</p></body></html>'
    said = {"words.html": ("Звіт", "Петренко сказав, що бачив це."), "title.html": ("Каже Петренко", "Він бачив це.")}
    for name, words in said.items():
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, page.format(*words).encode("cp1251"))
    with create_case(tmp_path / "case", "Packed", BY, AT) as made:
        for name in said:
            take_whole(made, tmp_path / f"{name}.zip")
        publication = Publication(made, Redaction((Protected("de:1", "ac:1", "Source A", "", names=("Іван Петренко",)),)))
        digests = [digest for (digest,) in made.tables.execute("SELECT DISTINCT digest FROM captures")]
        assert len(digests) == 4
        assert all(publication.withheld(digest) for digest in digests)


def test_what_cannot_be_looked_through_stays_behind_and_says_so(tmp_path: Path) -> None:
    inside = b"nothing"
    for _ in range(12):
        inside = gzip.compress(inside)
    (tmp_path / "packed.gz").write_bytes(inside)
    with create_case(tmp_path / "case", "Packed", BY, AT) as made:
        take_whole(made, tmp_path / "packed.gz")
        publication = Publication(made, Redaction((Protected("de:1", "ac:1", "Source A", "", names=("Ivan Petrenko",)),)))
        (digest,) = publication.captures()
        withheld = publication.withheld(digest)
        assert withheld is not None
        assert "nobody can say" in withheld.reason
