"""A small case of several kinds of originals, some of them hostile, on a real server."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from closewatch.capture.originals import make_docx, make_pdf, pdf_lines_of
from closewatch.capture.take import take
from closewatch.desk.line import Tools, take_in
from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.serving import bound, served
from closewatch.ledger.case import create_case
from closewatch.reading.readers.rules import read_by_rules
from tests.desk.conftest import AT
from tests.desk.web.browsing import Visitor

SAID = "Kyiv said on Monday that about 3,000 North Korean soldiers were killed in Kursk, Russia."
ATTACK = "<script>window.hacked=1</script><img src='https://attacker.example/1.png' onerror='window.hacked=1'>"
HEAD = "Title: Versions\nOutlet: Meridian Wire\nDate: 2024-11-19\nURL: https://meridian.example/a\n\n"
SOURCES = {
    "page.html": f"<html><head><title>A page</title></head><body><article><h1>A page</h1>{ATTACK}<p>{SAID}</p>"
    f"<p>{'And so on. ' * 30}</p></article></body></html>",
    "v1.txt": f"{HEAD}{SAID}\n\nIt rained.\n",
    "v2.txt": f"{HEAD}{SAID.replace('3,000', '4,000')}\n\nIt rained.\n",
    "hostile.txt": f"Title: {ATTACK}\u202e\nOutlet: {ATTACK}\nURL: javascript:window.hacked=1\n\n{SAID}\r\nA \U0001f600 second line.\n",
    "later.txt": f"Title: A day later\nOutlet: Fenland Post\nDate: 2024-11-20\n\n{SAID} Nobody else said so.\n",
    "long.txt": "Title: Long\n\n" + "\n\n".join(f"Kyiv said that {n} soldiers were killed in Kursk, Russia." for n in range(2, 252)),
}


@dataclass
class Kept:
    """The desk, the folder of its case, and somebody who sits at it."""

    folder: Path
    anna: Visitor

    def rows(self, query: str, *values: str) -> list[tuple[str, ...]]:
        """Ask the tables of the case."""
        tables = sqlite3.connect(f"file:{self.folder / 'ledger.db'}?mode=ro", uri=True)
        try:
            return tables.execute(query, values).fetchall()
        finally:
            tables.close()

    def capture(self, name: str) -> str:
        """Give the id of the capture of a file."""
        return self.rows("SELECT id FROM captures WHERE source LIKE ?", f"%/{name}")[0][0]

    def report(self, name: str) -> str:
        """Give the id of the report of a file."""
        return self.rows("SELECT report FROM captures WHERE source LIKE ?", f"%/{name}")[0][0]


@contextmanager
def desk_of_originals(folder: Path) -> Iterator[Kept]:
    """Open a desk over the sources, read by the rules alone."""
    given = folder / "in"
    given.mkdir()
    for name, text in SOURCES.items():
        (given / name).write_bytes(text.encode())
    lines = [(72, 700, 11, "The minister said on Tuesday that 40 people were killed in Kursk, Russia.")]
    (given / "two.pdf").write_bytes(make_pdf([pdf_lines_of("A document", ["It was printed."]), lines]))
    (given / "a.docx").write_bytes(make_docx())
    case_folder = folder / "case"
    with create_case(case_folder, "Originals", "person:tester", AT) as case:
        tools = Tools("person:tester", reader=read_by_rules, clock=lambda: AT)
        states = [step.state for step in take_in(case, take(str(given), "person:tester", lambda: AT), tools)]
        assert set(states) == {"new"}
    with served(Desk(Start(case_folder, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        yield Kept(case_folder, Visitor(address))
