"""Mails and mailboxes as the standard library writes them; their attachments as python-docx does."""

from __future__ import annotations

import mailbox
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from pathlib import Path

import docx
import pytest

from tests.whole_line import fields_of, put_in

BODIES = {
    "utf-8": "The ministry said that “3,000” came — Київ and 평양 are silent.",
    "koi8-r": "Министерство сообщило, что прибыли 3000 солдат.",
    "windows-1251": "Міністерство повідомило, що прибули 3000 солдатів.",
    "euc-kr": "국방부는 병력이 이동했다고 밝혔다.",
    "iso-2022-jp": "国防省は三千人が到着したと述べた。",
    "iso-8859-15": "Das Ministerium spricht von 3.000 Soldaten für 2.000 € im Monat.",
}


def letter(subject: str, body: str, charset: str = "utf-8", cte: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = Address("Ольга Лист", "desk", "harbour-gazette.example")
    message["To"] = "tips@harbour-gazette.example"
    message["Date"] = "Tue, 19 Nov 2024 23:30:00 +0900"
    message["Message-ID"] = "<1@harbour-gazette.example>"
    message.set_content(body, charset=charset, cte=cte)
    return message


@pytest.mark.parametrize("charset", sorted(BODIES))
@pytest.mark.parametrize("cte", ["base64", "quoted-printable"])
def test_the_body_of_a_mail_is_read_in_the_character_set_that_it_states(tmp_path: Path, charset: str, cte: str) -> None:
    body = BODIES[charset]
    message = letter("Прибули солдати: 3,000", f"{body}\n", charset, cte)
    (tmp_path / "report.eml").write_bytes(message.as_bytes(policy=SMTP))
    held = put_in(tmp_path / "report.eml")
    assert held.problems == ()
    assert fields_of(held.report) == {
        "headline": "Прибули солдати: 3,000",
        "authors": ("Ольга Лист",),
        "publisher": None,
        "published": "2024-11-19T23:30:00+09:00",
        "url": None,
    }
    assert held.report.text.rstrip() == f"Прибули солдати: 3,000\n\n{body}"


@pytest.mark.parametrize("policy", [SMTP, SMTPUTF8])
def test_attachments_are_captures_within_and_a_forwarded_mail_is_opened(tmp_path: Path, policy: EmailPolicy) -> None:
    document = docx.Document()
    document.add_paragraph("The statement attached says that nobody came.")
    document.save(str(tmp_path / "statement.docx"))

    forwarded = letter("Лист у листі", "The mail inside says that 40 left.\n")
    forwarded.add_attachment("The note says so.\n", filename="note.txt")
    message = letter("See what is attached", "The desk said that it is all attached.\n")
    message.add_alternative("<p>The desk said that it is <b>all</b> attached.</p>", subtype="html")
    message.add_attachment(
        (tmp_path / "statement.docx").read_bytes(),
        maintype="application",
        subtype="octet-stream",
        filename="Заява прес-служби.docx",
    )
    message.add_attachment(forwarded)
    (tmp_path / "report.eml").write_bytes(message.as_bytes(policy=policy))

    held = put_in(tmp_path / "report.eml")
    assert (held.problems, held.notes) == ((), ())
    outer, *_ = held.captures
    attached, inner = held.within(outer)
    (note,) = held.within(inner)
    assert attached.source.endswith("/Заява прес-служби.docx")
    assert (inner.media_type, dict(inner.notes).get("rewritten")) == ("message/rfc822", None)
    assert note.source.endswith("/note.txt")
    assert [report.text.strip() for report in held.reports] == [
        "See what is attached\n\nThe desk said that it is all attached.",
        "The statement attached says that nobody came.",
        "Лист у листі\n\nThe mail inside says that 40 left.",
        "The note says so.",
    ]


def test_every_message_of_a_mailbox_is_a_capture_within_it(tmp_path: Path) -> None:
    box = mailbox.mbox(str(tmp_path / "inbox.mbox"))
    bodies = (
        "The ministry said so.\nFrom Kyiv, nobody answered.\n",
        "The governor denied it.\n\nFrom here on: nothing.\n",
        "Київ мовчить.\n",
    )
    for number, body in enumerate(bodies, 1):
        box.add(letter(f"Message {number}", body))
    box.close()
    held = put_in(tmp_path / "inbox.mbox")
    assert (held.problems, held.notes) == ((), ())
    assert [capture.locator for capture in held.within(held.captures[0])] == ["message 1", "message 2", "message 3"]
    # What the mailbox quoted (">From ") is left as it stands there: the capture is byte for byte what was found.
    assert [report.text.strip().replace("\n>From ", "\nFrom ") for report in held.reports] == [
        f"Message {number}\n\n{body.strip()}" for number, body in enumerate(bodies, 1)
    ]
    assert {report.published.iso for report in held.reports if report.published} == {"2024-11-19T23:30:00+09:00"}
