"""Forty protected names, each planted where and as it is easily overlooked; all people, outlets and places here are invented.

`NAMES` are what the case knows each of them by; `SOURCES` writes the originals in which they stand in other ways.
"""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import typst

NAMES = (
    "Ivan Petrenko", "Oleksandr Hnatiuk", "Kim Min-ho", "Yuriy Shcherbak", "Zoë Müllner", "Taras Bondarenko", "Oksana Kovalchuk",
    "Mykola Savchenko", "Dmytro Lysenko", "Olha Marchenko", "Pavel Zaitsev", "Andrei Sokolovsky", "Nikolai Vasilkov", "Elena Morozova",
    "Choi Sung-min", "Lee Ji-won", "Park Dong-hyuk", "Jang Mi-ran", "Hryhoriy Tkach", "Stepan Zhuravel", "Ihor Khmelnyk", "Lidia Fedorova",
    "Maksym Tsybulia", "Artem Yakovenko", "Serhiy Chornovil", "Bohdan Hrytsak", "Vira Polishchuk", "Denys Ostapchuk", "Halyna Rudenko",
    "Roman Stelmakh", "Viktor Pavliuk", "Nadia Semenova", "Fedir Moroz", "Larysa Kostiuk", "Anton Zhdanov", "Petro Yurchak",
    "Sofia Demydenko", "Marko Vdovenko", "Inna Horbach", "Leonid Shvets",
)  # fmt: skip
"""Forty invented people."""


def roll_call() -> str:
    """Write the report by which the case knows all forty: each says something under the full name."""
    said = "\n\n".join(f"{name} said {number + 3} soldiers had been killed near Oleshkove." for number, name in enumerate(NAMES))
    return f"Title: Forty witnesses of Oleshkove\nOutlet: Quay Post\nDate: 2025-02-01\n\n{said}\n"


def write_sources(folder: Path) -> None:
    """Write the other originals: texts, a page, a letter, a PDF, each with some of the forty in another writing or in its metadata."""
    folder.mkdir()
    files = {
        "00-roll.txt": roll_call(),
        "01-text.txt": _text(),
        "02-slug.txt": _report("Kyiv", "Title: A slug", "URL: https://quay-post.example/people/ivan-petrenko"),
        f"03-{quote('Савченко')}.txt": _report("Seoul", "Title: A name of a file"),
        "04-headline.txt": _report("Minsk", "Title: What Lysenko’s sister saw"),
        "05-byline.txt": _report("Warsaw", "Title: A byline", "Outlet: Marchenko Weekly", "Author: O. Marchenko"),
        "06-page.html": _page(),
        "07-letter.eml": _letter(),
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "08-paper.pdf").write_bytes(_paper(folder))
    (folder / "09-broken-sokolovsky.pdf").write_bytes(b"%PDF-1.7 nothing of a file")


def _report(who: str, *head: str) -> str:
    lines = (*head, *(() if any("Outlet" in line for line in head) else ("Outlet: Quay Post",)), "Date: 2025-02-02")
    return "\n".join((*lines, "", f"{who} said 40 soldiers had been killed near Oleshkove.", ""))


def _text() -> str:
    """Names in the running text: other alphabets, cases, initials, accents apart, line breaks, invisible signs."""
    return "\n\n".join((
        "Title: Many hands\nOutlet: Harbour Wire\nDate: 2025-02-02",
        "Олександр Гнатюк said 41 soldiers had been killed near Oleshkove. A note named Гнатюком twice.",
        "김민호 said 42 soldiers had been killed near Oleshkove.",
        "Officials said the list of Jurij Ščerbak was false.",
        normalize("NFD", "Residents said Zoë Müllner had fled."),
        "ZAITSEV AND HIS MEN SAID NOTHING. The army said N. Vasilkov's map was wrong.",
        "Officials denied that Elena\nMorozova had been paid.",
        "The army said Choi Seong Min had surrendered. Police said Ji-won Lee was missing.",
        "Officials said \u200bRa\u00adman Stel\u00admakh knew.",
        "A handle, @tkach_hryhoriy, and an address, zhuravel.stepan@mail.example, were given by officials.",
    )) + "\n"  # fmt: skip


def _page() -> str:
    """Names in what surrounds a page's text: its metadata, a caption, an image's description, a script, entities, an address."""
    told = json.dumps({"@type": "NewsArticle", "headline": "A page", "author": {"name": "Артем Яковенко"}})
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page of Harbour Wire</title>
<meta name="author" content="Ihor Khmelnyk"><meta property="og:description" content="As told by L. Fedorova">
<link rel="canonical" href="https://harbour-wire.example/by/{quote("Цибуля")}"><meta property="article:published_time" content="2025-02-04">
<script type="application/ld+json">{told}</script></head><body><article><h1>A page of Harbour Wire</h1>
<p>Officials said 43 soldiers had been killed near Oleshkove. They named &#1063;орновіл as the source.</p>
<figure><img src="a.png" alt="Hrytsak, second from left"><figcaption>Vira Polishchuk in the hospital of Oleshkove</figcaption></figure>
<p>Residents said <b>Denys</b> <i>Ostapchuk</i> had counted them.</p>
<p>The office of H. Rudenko said 44 soldiers had been killed near Oleshkove.</p>
</article></body></html>"""


def _letter() -> str:
    """Names in a mail: sender, subject as an encoded word, quoted-printable and base64 bodies."""
    subject = b64encode("Слово Павлюка".encode()).decode()
    body = "=" + "The army said Семенова had left.".encode().hex("=").upper()
    encoded = b64encode(b"Officials said 45 soldiers had been killed near Oleshkove. Fedir Moroz counted them.").decode()
    return "\r\n".join((
        "From: Larysa Kostiuk <lk@mail.example>", "To: desk@quay-post.example", f"Subject: =?utf-8?B?{subject}?=",
        "Date: Tue, 04 Feb 2025 10:00:00 +0000", "Message-ID: <zhdanov-1@mail.example>", "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="b"', "", "--b", "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable", "", body, "--b", "Content-Type: text/plain; charset=utf-8; name=second.txt",
        "Content-Disposition: attachment; filename=second.txt", "Content-Transfer-Encoding: base64", "", encoded, "--b--", "",
    ))  # fmt: skip


def _paper(folder: Path) -> bytes:
    """Names in a PDF: author, title, outline and text."""
    source = folder.with_name("paper.typ")
    source.write_text(
        '#set document(title: "Notes on Yurchak", author: "Sofia Demydenko", keywords: ("vdovenko-file",))\n'
        "= What Inna Horbach wrote\nLeonid Shvets said 46 soldiers had been killed near Oleshkove.\n",
        "utf-8",
    )
    paper = typst.compile(source)
    assert isinstance(paper, bytes)
    return paper
